/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-day.h"
#include "au-panel.h"

G_BEGIN_DECLS

/**
 * AuCategoryKind:
 * @AU_CATEGORY_NONE: no categories set yet
 * @AU_CATEGORY_MONTHS: firsts of months, ascending, none left out
 * @AU_CATEGORY_DAYS: days, ascending, none left out; drawn as points of lines
 * @AU_CATEGORY_NAMED: free names in the given order: billing periods, close
 *   dates of opportunities
 * @AU_CATEGORY_TABLE: a table with bars in its cells; the rows are categories
 */
typedef enum
{
  AU_CATEGORY_NONE,
  AU_CATEGORY_MONTHS,
  AU_CATEGORY_DAYS,
  AU_CATEGORY_NAMED,
  AU_CATEGORY_TABLE,
} AuCategoryKind;

/**
 * AuFigureStatus:
 * @AU_FIGURE_READY: there is something to draw
 * @AU_FIGURE_NO_ROWS: the query returned no rows
 * @AU_FIGURE_NOT_LOADED: nothing has been asked yet
 * @AU_FIGURE_FAILED: the query failed
 *
 * Why a figure is empty. The chart gives the words.
 */
typedef enum
{
  AU_FIGURE_READY,
  AU_FIGURE_NO_ROWS,
  AU_FIGURE_NOT_LOADED,
  AU_FIGURE_FAILED,
} AuFigureStatus;

/**
 * AuColumnKind:
 * @AU_COLUMN_TEXT: aligned at the start; ellipsised where it is too long
 * @AU_COLUMN_NUMBER: aligned at the end, tabular figures
 * @AU_COLUMN_BAR: a number and beside it a bar from the row's value; one a table
 */
typedef enum
{
  AU_COLUMN_TEXT,
  AU_COLUMN_NUMBER,
  AU_COLUMN_BAR,
} AuColumnKind;

/**
 * AuFigure:
 *
 * What a chart says, before any size or style: titles, categories, panels,
 * series, notes. Reference-counted. It is built by one thread, then sealed
 * with au_figure_seal(); a sealed figure never changes, so any thread may lay
 * it out and draw it. All texts are in the user's language already.
 *
 * |[<!-- language="C" -->
 * g_autoptr (AuFigure) figure = au_figure_new ();
 * AuPanel *panel;
 * AuSeries *series;
 *
 * au_figure_set_title (figure, _("Monthly active users"));
 * au_figure_set_month_range (figure, first, last);
 * panel = au_figure_add_panel (figure, AU_VALUE_COUNT, _("MAU"), _("people"));
 * series = au_panel_add_series (panel, AU_SERIES_BAR, _("Monthly actives"), 0);
 * au_series_set_value (series, au_figure_find_day (figure, month), 412, NULL);
 * au_figure_set_emphasis (figure, au_figure_find_day (figure, newest_complete));
 * au_figure_seal (figure);
 * ]|
 */
typedef struct _AuFigure AuFigure;

AuFigure *      au_figure_new              (void);
AuFigure *      au_figure_ref              (AuFigure            *figure);
void            au_figure_unref            (AuFigure            *figure);

/* Building: words. */
void            au_figure_set_title        (AuFigure            *figure,
                                            const char          *title);
void            au_figure_set_subtitle     (AuFigure            *figure,
                                            const char          *subtitle);
void            au_figure_add_footnote     (AuFigure            *figure,
                                            const char          *footnote);
void            au_figure_set_status       (AuFigure            *figure,
                                            AuFigureStatus       status,
                                            const char          *heading,
                                            const char          *detail);

/* Building: the category axis. Exactly one of these, before any panel. */
void            au_figure_set_month_range  (AuFigure            *figure,
                                            AuDay                first,
                                            AuDay                last);
void            au_figure_set_day_range    (AuFigure            *figure,
                                            AuDay                first,
                                            AuDay                last);
void            au_figure_set_names        (AuFigure            *figure,
                                            const char * const  *names,
                                            const char * const  *long_names);
void            au_figure_set_table        (AuFigure            *figure);

void            au_figure_set_emphasis     (AuFigure            *figure,
                                            int                  category);
void            au_figure_set_partial      (AuFigure            *figure,
                                            int                  category,
                                            const char          *note);

void            au_figure_set_forecast     (AuFigure            *figure,
                                            guint                n_future,
                                            const char          *method);

/* Building: panels. */
AuPanel *       au_figure_add_panel        (AuFigure            *figure,
                                            AuValueKind          kind,
                                            const char          *title,
                                            const char          *unit);

/* Building: a table with bars. */
void            au_figure_add_column       (AuFigure            *figure,
                                            AuColumnKind         kind,
                                            const char          *title,
                                            int                  priority);
void            au_figure_add_row          (AuFigure            *figure,
                                            const char * const  *cells,
                                            double               bar_value);
void            au_figure_set_exact_row    (AuFigure            *figure,
                                            const char * const  *cells);
void            au_figure_set_more_rows    (AuFigure            *figure,
                                            const char          *note);

void            au_figure_seal             (AuFigure            *figure);

AuFigure *      au_figure_new_without      (AuFigure            *figure,
                                            GHashTable          *hidden);

/* Reading. */
gboolean        au_figure_is_sealed        (const AuFigure      *figure);
const char *    au_figure_get_title        (const AuFigure      *figure);
const char *    au_figure_get_subtitle     (const AuFigure      *figure);
guint           au_figure_get_n_footnotes  (const AuFigure      *figure);
const char *    au_figure_get_footnote     (const AuFigure      *figure,
                                            guint                index);
AuFigureStatus  au_figure_get_status       (const AuFigure      *figure);
const char *    au_figure_get_status_heading (const AuFigure    *figure);
const char *    au_figure_get_status_detail  (const AuFigure    *figure);
AuCategoryKind  au_figure_get_category_kind (const AuFigure     *figure);
gsize           au_figure_get_n_categories (const AuFigure      *figure);
int             au_figure_find_day         (const AuFigure      *figure,
                                            AuDay                day);
AuDay           au_figure_get_day          (const AuFigure      *figure,
                                            gsize                category);
char *          au_figure_dup_category     (const AuFigure      *figure,
                                            gsize                category);
int             au_figure_get_emphasis     (const AuFigure      *figure);
gboolean        au_figure_is_partial       (const AuFigure      *figure,
                                            gsize                category);
const char *    au_figure_get_partial_note (const AuFigure      *figure,
                                            gsize                category);
gsize           au_figure_get_n_future     (const AuFigure      *figure);
const char *    au_figure_get_forecast_method (const AuFigure   *figure);
guint           au_figure_get_n_panels     (const AuFigure      *figure);
AuPanel *       au_figure_get_panel        (const AuFigure      *figure,
                                            guint                index);
guint           au_figure_get_n_columns    (const AuFigure      *figure);
const char *    au_figure_get_column_title (const AuFigure      *figure,
                                            guint                column);
const char *    au_figure_get_cell         (const AuFigure      *figure,
                                            gsize                row,
                                            guint                column);
const char *    au_figure_get_exact_cell   (const AuFigure      *figure,
                                            gsize                row,
                                            guint                column);
AuColumnKind    au_figure_get_column_kind  (const AuFigure      *figure,
                                            guint                column);
double          au_figure_get_bar_value    (const AuFigure      *figure,
                                            gsize                row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuFigure, au_figure_unref)

G_END_DECLS
