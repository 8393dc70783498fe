/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "au-plot-layout.h"

G_BEGIN_DECLS

/**
 * AuPlotText:
 * @role: what it is for
 * @rect: its box; filled by au_plot_text_measure(), then moved into place
 * @text: (owned): what it says
 * @size: size of the font, in pixels
 * @bold: whether it is set in a heavier weight
 * @color: its colour
 * @max_width: the width past which it is ellipsised or wrapped, 0 for none
 * @max_lines: lines it may wrap to; 0 and 1 are one line
 * @tabular: whether its figures all have one width, as in a column of numbers
 * @alignment: where its lines stand in the box
 * @cut: whether it has no room and is ellipsised; filled by au_plot_text_measure()
 *
 * A piece of text of a layout. It keeps no PangoLayout: those belong to the
 * thread that made them, and a layout may be drawn by any.
 */
typedef struct
{
  AuLabelRole     role;
  AuRect          rect;
  char           *text;
  double          size;
  gboolean        bold;
  AuColor         color;
  double          max_width;
  int             max_lines;
  gboolean        tabular;
  PangoAlignment  alignment;
  gboolean        cut;
} AuPlotText;

PangoLayout *  au_plot_text_create_layout  (const AuPlotStyle *style);
void           au_plot_text_set_up         (PangoLayout       *pango,
                                            const AuPlotText  *text);
void           au_plot_text_measure        (PangoLayout       *pango,
                                            AuPlotText        *text);
void           au_plot_text_draw           (PangoLayout       *pango,
                                            const AuPlotText  *text,
                                            cairo_t           *cr);
void           au_plot_text_clear          (gpointer           text);

G_END_DECLS
