/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-color.h"

G_BEGIN_DECLS

/* Series colours; what ranks below them is drawn as "Other". */
#define AU_PLOT_N_COLORS 7

/* The rank that stands for "Other": always the grey, always last. */
#define AU_RANK_OTHER (-1)

typedef enum
{
  AU_PLOT_LIGHT,
  AU_PLOT_DARK,
} AuPlotScheme;

/**
 * AuPlotStyle:
 * @scheme: light or dark
 * @high_contrast: whether stronger lines and outlines are used
 * @rtl: whether the picture is mirrored for right-to-left scripts
 * @transparent: whether the background is left out
 * @text_scale: factor on all text, 1 to 3; 1 is GTK's default size
 * @font_family: a comma-separated list of families (interned)
 * @corner_radius: rounding of a bar's far end, in pixels
 * @background: what the picture stands on
 * @foreground: titles and values
 * @dim: axis labels, subtitles, notes
 * @hairline: grid lines
 * @zero_line: the line at zero
 * @reference_line: seats and the like
 * @band: the highlight laid over a hovered band: translucent
 * @series: the colours by rank
 * @other: the colour of "Other"
 *
 * All that drawing depends on beside data and size. A plain value: copy it
 * freely. Fill it with au_plot_style_init(), then change members.
 *
 * In right-to-left the value axis is on the right and time runs from right to
 * left, as in the charts of GNOME Settings: a mirrored picture, read in the
 * direction of the text around it. Numbers keep their own direction.
 */
typedef struct
{
  AuPlotScheme  scheme;
  gboolean      high_contrast;
  gboolean      rtl;
  gboolean      transparent;
  double        text_scale;
  const char   *font_family;
  double        corner_radius;

  AuColor       background;
  AuColor       foreground;
  AuColor       dim;
  AuColor       hairline;
  AuColor       zero_line;
  AuColor       reference_line;
  AuColor       band;
  AuColor       series[AU_PLOT_N_COLORS];
  AuColor       other;
} AuPlotStyle;

void            au_plot_style_init            (AuPlotStyle       *style,
                                               AuPlotScheme       scheme,
                                               gboolean           high_contrast);
gboolean        au_plot_style_set_accent      (AuPlotStyle       *style,
                                               const AuColor     *accent);
const AuColor * au_plot_style_get_color       (const AuPlotStyle *style,
                                               int                rank);
AuColor         au_plot_style_get_text_color  (const AuPlotStyle *style,
                                               int                rank);

G_END_DECLS
