/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define AU_TYPE_FIGURE_GRID (au_figure_grid_get_type ())

/**
 * AuFigureGrid:
 *
 * A figure as rows and columns: the same rows as are drawn. A chart has a row a category and a
 * column a series, with the total of a stack, which is computed, and what is unfinished; a table
 * with bars has its own. Cells have the text that people read and the exact value, in the normal
 * form, by which rows are compared and copied.
 */
G_DECLARE_FINAL_TYPE (AuFigureGrid, au_figure_grid, AU, FIGURE_GRID, GObject)

AuFigureGrid *au_figure_grid_new              (AuFigure     *figure);
guint         au_figure_grid_get_n_rows       (AuFigureGrid *self);
guint         au_figure_grid_get_n_columns    (AuFigureGrid *self);
const char   *au_figure_grid_get_title        (AuFigureGrid *self,
                                               guint         column);
gboolean      au_figure_grid_is_number        (AuFigureGrid *self,
                                               guint         column);
gboolean      au_figure_grid_has_bar          (AuFigureGrid *self,
                                               guint         column);
double        au_figure_grid_get_bar          (AuFigureGrid *self,
                                               guint         row);
const char   *au_figure_grid_get_text         (AuFigureGrid *self,
                                               guint         row,
                                               guint         column);
const char   *au_figure_grid_get_exact        (AuFigureGrid *self,
                                               guint         row,
                                               guint         column);
int           au_figure_grid_compare          (AuFigureGrid *self,
                                               guint         column,
                                               guint         a,
                                               guint         b,
                                               gboolean      descending);
char         *au_figure_grid_create_phrase    (AuFigureGrid *self,
                                               guint         row);
char         *au_figure_grid_create_text      (AuFigureGrid *self,
                                               const guint  *rows,
                                               guint         n_rows);

G_END_DECLS
