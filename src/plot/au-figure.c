/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-figure.h"

#include "au-figure-private.h"
#include "au-format.h"

/* A range of days longer than this is no picture; a stray date of the year 9999
 * must not cost the memory of three million points. The newest are kept. */
#define MAX_CATEGORIES 200000

static void
clear_column (gpointer data)
{
  AuFigureColumn *column = data;

  g_free (column->title);
}

/**
 * au_figure_new:
 *
 * Returns: (transfer full): an empty figure to build
 */
AuFigure *
au_figure_new (void)
{
  AuFigure *self = g_atomic_rc_box_new0 (AuFigure);

  self->emphasis = -1;
  self->footnotes = g_ptr_array_new_with_free_func (g_free);
  self->partial = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) au_panel_free);
  self->columns = g_array_new (FALSE, FALSE, sizeof (AuFigureColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->exact_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->bar_values = g_array_new (FALSE, FALSE, sizeof (double));

  return self;
}

AuFigure *
au_figure_ref (AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return g_atomic_rc_box_acquire (figure);
}

static void
finalize (gpointer data)
{
  AuFigure *self = data;

  g_array_unref (self->bar_values);
  g_ptr_array_unref (self->exact_rows);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->panels);
  g_hash_table_unref (self->partial);
  g_ptr_array_unref (self->footnotes);
  g_strfreev (self->long_names);
  g_strfreev (self->names);
  g_free (self->forecast_method);
  g_free (self->more_rows);
  g_free (self->status_detail);
  g_free (self->status_heading);
  g_free (self->subtitle);
  g_free (self->title);
}

void
au_figure_unref (AuFigure *figure)
{
  g_return_if_fail (figure != NULL);

  g_atomic_rc_box_release_full (figure, finalize);
}

void
au_figure_set_title (AuFigure   *figure,
                     const char *title)
{
  g_return_if_fail (figure != NULL && !figure->sealed);

  g_set_str (&figure->title, title);
}

/**
 * au_figure_set_subtitle:
 * @figure: a figure
 * @subtitle: (nullable): the window and the unit in words
 */
void
au_figure_set_subtitle (AuFigure   *figure,
                        const char *subtitle)
{
  g_return_if_fail (figure != NULL && !figure->sealed);

  g_set_str (&figure->subtitle, subtitle);
}

/**
 * au_figure_add_footnote:
 * @figure: a figure
 * @footnote: a sentence about the data: what is missing, computed or odd
 */
void
au_figure_add_footnote (AuFigure   *figure,
                        const char *footnote)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (footnote != NULL);

  g_ptr_array_add (figure->footnotes, g_strdup (footnote));
}

/**
 * au_figure_set_status:
 * @figure: a figure
 * @status: why there is nothing to draw
 * @heading: (nullable): that in a few words
 * @detail: (nullable): what it means or what to do, in a sentence
 *
 * With any status but %AU_FIGURE_READY the words are drawn instead of a plot.
 */
void
au_figure_set_status (AuFigure       *figure,
                      AuFigureStatus  status,
                      const char     *heading,
                      const char     *detail)
{
  g_return_if_fail (figure != NULL && !figure->sealed);

  figure->status = status;
  g_set_str (&figure->status_heading, heading);
  g_set_str (&figure->status_detail, detail);
}

/**
 * au_figure_set_month_range:
 * @figure: a figure without categories
 * @first: any day of the first month
 * @last: any day of the last month
 *
 * Makes a category of every month, so that one without a row is a gap and not
 * a place where two neighbours touch.
 */
void
au_figure_set_month_range (AuFigure *figure,
                           AuDay     first,
                           AuDay     last)
{
  int n;

  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_NONE);

  n = au_day_months_between (first, last) + 1;
  figure->category_kind = AU_CATEGORY_MONTHS;
  figure->first = au_day_month_start (first);
  figure->n_categories = MAX (n, 0);
}

/**
 * au_figure_set_day_range:
 * @figure: a figure without categories
 * @first: the first day
 * @last: the last day
 *
 * Makes a category of every day.
 */
void
au_figure_set_day_range (AuFigure *figure,
                         AuDay     first,
                         AuDay     last)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_NONE);

  if ((gint64) last - first + 1 > MAX_CATEGORIES)
    first = last - MAX_CATEGORIES + 1;

  figure->category_kind = AU_CATEGORY_DAYS;
  figure->first = first;
  figure->n_categories = MAX ((gint64) last - first + 1, 0);
}

/**
 * au_figure_set_names:
 * @figure: a figure without categories
 * @names: (array zero-terminated=1): short names for the axis; a line feed
 *   starts a second line
 * @long_names: (nullable) (array zero-terminated=1): as many names in full, for
 *   tooltips and descriptions
 *
 * Makes a category of every name, in this order.
 */
void
au_figure_set_names (AuFigure           *figure,
                     const char * const *names,
                     const char * const *long_names)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_NONE);
  g_return_if_fail (names != NULL);
  g_return_if_fail (long_names == NULL
                    || g_strv_length ((GStrv) long_names) == g_strv_length ((GStrv) names));

  figure->category_kind = AU_CATEGORY_NAMED;
  figure->names = g_strdupv ((GStrv) names);
  figure->long_names = g_strdupv ((GStrv) long_names);
  figure->n_categories = g_strv_length (figure->names);
}

/**
 * au_figure_set_emphasis:
 * @figure: a figure
 * @category: the newest complete period, or -1 for none
 */
void
au_figure_set_emphasis (AuFigure *figure,
                        int       category)
{
  g_return_if_fail (figure != NULL && !figure->sealed);

  figure->emphasis = category >= 0 && category < (gint64) figure->n_categories ? category : -1;
}

/**
 * au_figure_set_partial:
 * @figure: a figure
 * @category: a period that is not finished; out of range is ignored
 * @note: (nullable): how far it is: "23 of 30 days"
 */
void
au_figure_set_partial (AuFigure   *figure,
                       int         category,
                       const char *note)
{
  g_return_if_fail (figure != NULL && !figure->sealed);

  if (category < 0 || category >= (gint64) figure->n_categories)
    return;

  g_hash_table_replace (figure->partial, GINT_TO_POINTER (category),
                        g_strdup (note != NULL ? note : ""));
}

/**
 * au_figure_set_forecast:
 * @figure: a figure of months
 * @n_future: how many months the picture goes on after the last category
 * @method: how the forecast was made, in few words; it is written in the picture
 *
 * Makes room for what au_series_add_forecast() expects. The months after the last category are
 * bands of the picture, of which au_figure_get_day() and au_figure_dup_category() know, but no
 * categories: nothing that lists or counts data meets them.
 */
void
au_figure_set_forecast (AuFigure   *figure,
                        guint       n_future,
                        const char *method)
{
  g_return_if_fail (figure != NULL && !figure->sealed);
  g_return_if_fail (figure->category_kind == AU_CATEGORY_MONTHS);

  figure->n_future = n_future;
  g_set_str (&figure->forecast_method, method);
}

/**
 * au_figure_add_panel:
 * @figure: a figure with categories
 * @kind: what its axis counts
 * @title: (nullable): what that is called, drawn where there are two panels
 * @unit: (nullable): the unit in words
 *
 * Adds a panel below those already there. Two at most: a third is a reason for
 * a second figure.
 *
 * Returns: (transfer none): the panel, to be given its series
 */
AuPanel *
au_figure_add_panel (AuFigure    *figure,
                     AuValueKind  kind,
                     const char  *title,
                     const char  *unit)
{
  AuPanel *panel;

  g_return_val_if_fail (figure != NULL && !figure->sealed, NULL);
  g_return_val_if_fail (figure->category_kind != AU_CATEGORY_NONE, NULL);
  g_return_val_if_fail (figure->category_kind != AU_CATEGORY_TABLE, NULL);
  g_return_val_if_fail (figure->panels->len < 2, NULL);

  panel = au_panel_new (figure, kind, title, unit);
  g_ptr_array_add (figure->panels, panel);

  return panel;
}

/**
 * au_figure_seal:
 * @figure: a figure
 *
 * Ends building. From now on any thread may read, lay out and draw it. Reads all values once: what
 * pictures cost then follows their pixels, however many values there are.
 */
void
au_figure_seal (AuFigure *figure)
{
  g_return_if_fail (figure != NULL);

  for (guint i = 0; i < figure->panels->len && !figure->sealed; i++)
    au_panel_seal (g_ptr_array_index (figure->panels, i));
  figure->sealed = TRUE;
}

gboolean
au_figure_is_sealed (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, FALSE);

  return figure->sealed;
}

const char *
au_figure_get_title (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return figure->title;
}

const char *
au_figure_get_subtitle (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return figure->subtitle;
}

guint
au_figure_get_n_footnotes (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, 0);

  return figure->footnotes->len;
}

const char *
au_figure_get_footnote (const AuFigure *figure,
                        guint           index)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (index < figure->footnotes->len, NULL);

  return g_ptr_array_index (figure->footnotes, index);
}

AuFigureStatus
au_figure_get_status (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, AU_FIGURE_NOT_LOADED);

  return figure->status;
}

const char *
au_figure_get_status_heading (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return figure->status_heading;
}

const char *
au_figure_get_status_detail (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return figure->status_detail;
}

AuCategoryKind
au_figure_get_category_kind (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, AU_CATEGORY_NONE);

  return figure->category_kind;
}

gsize
au_figure_get_n_categories (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, 0);

  return figure->n_categories;
}

/**
 * au_figure_find_day:
 * @figure: a figure of months or days
 * @day: a day
 *
 * Returns: the category that @day lies in, or -1
 */
int
au_figure_find_day (const AuFigure *figure,
                    AuDay           day)
{
  gint64 index = -1;

  g_return_val_if_fail (figure != NULL, -1);

  if (figure->category_kind == AU_CATEGORY_MONTHS)
    index = au_day_months_between (figure->first, day);
  else if (figure->category_kind == AU_CATEGORY_DAYS)
    index = (gint64) day - figure->first;

  return index >= 0 && index < (gint64) figure->n_categories ? index : -1;
}

/**
 * au_figure_get_day:
 * @figure: a figure of months or days
 * @category: index of the category
 *
 * Returns: the first of the month, or the day
 */
AuDay
au_figure_get_day (const AuFigure *figure,
                   gsize           category)
{
  g_return_val_if_fail (figure != NULL, AU_DAY_INVALID);
  g_return_val_if_fail (category < figure->n_categories + figure->n_future, AU_DAY_INVALID);

  if (figure->category_kind == AU_CATEGORY_MONTHS)
    return au_day_add_months (figure->first, category);
  if (figure->category_kind == AU_CATEGORY_DAYS)
    return figure->first + category;

  return AU_DAY_INVALID;
}

/**
 * au_figure_dup_category:
 * @figure: a figure
 * @category: index of the category
 *
 * Returns: (transfer full): the category in full: "May 2026", "5 May 2026"
 */
char *
au_figure_dup_category (const AuFigure *figure,
                        gsize           category)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (category < figure->n_categories + figure->n_future, NULL);

  switch (figure->category_kind)
    {
      case AU_CATEGORY_MONTHS:
        return au_format_month_long (au_figure_get_day (figure, category));

      case AU_CATEGORY_DAYS:
        return au_format_day_year (au_figure_get_day (figure, category));

      case AU_CATEGORY_NAMED:
      {
        char *name;

        if (figure->long_names != NULL)
          return g_strdup (figure->long_names[category]);

        name = g_strdup (figure->names[category]);
        return g_strdelimit (name, "\n", ' ');
      }

      case AU_CATEGORY_TABLE:
        return g_strdup (figure->columns->len > 0 ? au_figure_get_cell (figure, category, 0) : "");

      case AU_CATEGORY_NONE:
      default:
        return g_strdup ("");
    }
}

int
au_figure_get_emphasis (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, -1);

  return figure->emphasis;
}

gboolean
au_figure_is_partial (const AuFigure *figure,
                      gsize           category)
{
  g_return_val_if_fail (figure != NULL, FALSE);

  return g_hash_table_contains (figure->partial, GSIZE_TO_POINTER (category));
}

/**
 * au_figure_get_partial_note:
 * @figure: a figure
 * @category: index of the category
 *
 * Returns: (nullable): how far the period is, "" where nothing is known, %NULL
 *   where it is complete
 */
const char *
au_figure_get_partial_note (const AuFigure *figure,
                            gsize           category)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return g_hash_table_lookup (figure->partial, GSIZE_TO_POINTER (category));
}

/**
 * au_figure_get_n_future:
 * @figure: a figure
 *
 * Returns: how many periods after the last category only a forecast knows
 */
gsize
au_figure_get_n_future (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, 0);

  return figure->n_future;
}

/**
 * au_figure_get_forecast_method:
 * @figure: a figure
 *
 * Returns: (nullable): how its forecast was made, %NULL where it has none
 */
const char *
au_figure_get_forecast_method (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, NULL);

  return figure->forecast_method;
}

guint
au_figure_get_n_panels (const AuFigure *figure)
{
  g_return_val_if_fail (figure != NULL, 0);

  return figure->panels->len;
}

AuPanel *
au_figure_get_panel (const AuFigure *figure,
                     guint           index)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (index < figure->panels->len, NULL);

  return g_ptr_array_index (figure->panels, index);
}
