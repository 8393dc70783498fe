/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSeriesKind:
 * @AU_SERIES_BAR: one bar a category; several such series stand side by side
 * @AU_SERIES_STACK: parts of one bar, first added at the baseline; positive
 *   and negative values stack apart
 * @AU_SERIES_LINE: a line through the points, broken at gaps
 * @AU_SERIES_STEP: a level that holds until the next value: seats, running sums
 */
typedef enum
{
  AU_SERIES_BAR,
  AU_SERIES_STACK,
  AU_SERIES_LINE,
  AU_SERIES_STEP,
} AuSeriesKind;

/**
 * AuSeries:
 *
 * One row of numbers of an [struct@AuPanel], as long as the figure has
 * categories. Belongs to its panel; it is changed only before the figure is
 * sealed.
 */
typedef struct _AuSeries AuSeries;

/* Building. */
void          au_series_set_values    (AuSeries           *series,
                                       const double       *values,
                                       gsize               n_values);
void          au_series_set_value     (AuSeries           *series,
                                       gsize               category,
                                       double              value,
                                       const char         *text);
void          au_series_set_thin      (AuSeries           *series,
                                       gboolean            thin);
void          au_series_set_end_text  (AuSeries           *series,
                                       const char         *text);
void          au_series_add_forecast  (AuSeries           *series,
                                       gsize               category,
                                       double              value,
                                       double              low,
                                       double              high);

/* Reading. */
AuSeriesKind  au_series_get_kind      (const AuSeries     *series);
const char *  au_series_get_name      (const AuSeries     *series);
int           au_series_get_rank      (const AuSeries     *series);
double        au_series_get_value     (const AuSeries     *series,
                                       gsize               category);
char *        au_series_dup_text      (const AuSeries     *series,
                                       gsize               category);

G_END_DECLS
