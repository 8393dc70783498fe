/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-description.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Series that are described one by one; of more, the number is given. */
#define MAX_SERIES 8

/* So many values make a trend. */
#define MIN_TREND 3

/* A trend that gains less than this part of the mean over the whole range is level. */
#define LEVEL 0.05

static const char *
get_type (AuFigure *figure)
{
  AuPanel *panel;

  if (au_figure_get_category_kind (figure) == AU_CATEGORY_TABLE)
    return _("Table with bars");
  if (au_figure_get_n_panels (figure) > 1)
    return _("Chart of two panels");

  panel = au_figure_get_panel (figure, 0);
  if (au_panel_get_n_series (panel) == 0)
    return _("Chart");
  switch (au_series_get_kind (au_panel_get_series (panel, 0)))
    {
      case AU_SERIES_STACK:
        return _("Stacked bar chart");

      case AU_SERIES_LINE:
      case AU_SERIES_STEP:
        return _("Line chart");

      case AU_SERIES_BAR:
      default:
        return _("Bar chart");
    }
}

/* The least, greatest and last value over finished periods, and the newest unfinished one. */
typedef struct
{
  int min;
  int max;
  int last;
  int running;
  guint n;
} Extremes;

static Extremes
find_extremes (AuFigure *figure,
               AuSeries *series)
{
  Extremes found = { -1, -1, -1, -1, 0 };

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      double value = au_series_get_value (series, i);

      if (isnan (value))
        continue;
      /* Half a month is no month: it would be the least of all. */
      if (au_figure_is_partial (figure, i))
        {
          found.running = (int) i;
          continue;
        }
      if (found.min < 0 || value < au_series_get_value (series, (gsize) found.min))
        found.min = (int) i;
      if (found.max < 0 || value > au_series_get_value (series, (gsize) found.max))
        found.max = (int) i;
      found.last = (int) i;
      found.n++;
    }
  return found;
}

/* Where the straight line through the finished periods goes, by least squares. */
static const char *
get_trend (AuFigure       *figure,
           AuSeries       *series,
           const Extremes *extremes)
{
  double n = extremes->n;
  double sum_x = 0.0, sum_y = 0.0, sum_xx = 0.0, sum_xy = 0.0, magnitude = 0.0;
  double gain;

  if (extremes->n < MIN_TREND ||
      (au_figure_get_category_kind (figure) != AU_CATEGORY_MONTHS &&
       au_figure_get_category_kind (figure) != AU_CATEGORY_DAYS))
    return NULL;

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      double x = (double) i / (double) au_figure_get_n_categories (figure);
      double y = au_series_get_value (series, i);

      if (isnan (y) || au_figure_is_partial (figure, i))
        continue;
      sum_x += x;
      sum_y += y;
      sum_xx += x * x;
      sum_xy += x * y;
      magnitude += fabs (y);
    }
  gain = (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
  if (!isfinite (gain) || fabs (gain) <= LEVEL * magnitude / n)
    return _("level");
  return gain > 0.0 ? _("rising") : _("falling");
}

static char *
describe_value (AuFigure   *figure,
                AuSeries   *series,
                const char *words,
                int         category)
{
  g_autofree char *value = au_series_dup_text (series, (gsize) category);
  g_autofree char *where = au_figure_dup_category (figure, (gsize) category);

  return g_strdup_printf (words, value, where);
}

static char *
describe_series (AuFigure *figure,
                 AuSeries *series)
{
  const Extremes found = find_extremes (figure, series);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  const char *trend;

  if (found.last < 0 && found.running < 0)
    /* Translators: %s is what a chart counts. */
    return g_strdup_printf (_("%s: no value"), au_series_get_name (series));

  if (found.last >= 0 && au_series_get_value (series, (gsize) found.min) <
      au_series_get_value (series, (gsize) found.max))
    {
      /* Translators: %s the lowest value of a series, %s the period of that. */
      g_ptr_array_add (parts, describe_value (figure, series, _("lowest %s, %s"), found.min));
      /* Translators: %s the highest value of a series, %s the period of that. */
      g_ptr_array_add (parts, describe_value (figure, series, _("highest %s, %s"), found.max));
    }
  if (found.last >= 0)
    /* Translators: %s the last value of a series, %s the period of that. */
    g_ptr_array_add (parts, describe_value (figure, series, _("last %s, %s"), found.last));
  trend = get_trend (figure, series, &found);
  if (trend != NULL)
    g_ptr_array_add (parts, g_strdup (trend));
  if (found.running >= 0)
    /* Translators: %s what an unfinished period has, %s which that is. */
    g_ptr_array_add (parts, describe_value (figure, series, _("so far %s, %s"), found.running));

  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv ("; ", (GStrv) parts->pdata);
  return g_strconcat (au_series_get_name (series), ": ", joined, NULL);
}

static void
append_table (GString  *out,
              AuFigure *figure)
{
  guint n = (guint) au_figure_get_n_categories (figure);

  /* Translators: a sentence after others, with a space before it; %u is how many rows there are. */
  g_string_append_printf (out, ngettext (" %u row.", " %u rows.", n), n);
  if (au_figure_get_n_columns (figure) > 1)
    /* Translators: the first row of a table: %s what it is about, %s a column, %s its cell. */
    g_string_append_printf (out, _(" First: %s, %s %s."), au_figure_get_cell (figure, 0, 0),
                            au_figure_get_column_title (figure, 1),
                            au_figure_get_cell (figure, 0, 1));
}

/* Whether a footnote says already how far an unfinished period is. */
static gboolean
is_in_footnotes (AuFigure   *figure,
                 const char *note)
{
  for (guint i = 0; i < au_figure_get_n_footnotes (figure); i++)
    if (strstr (au_figure_get_footnote (figure, i), note) != NULL)
      return TRUE;
  return FALSE;
}

static void
append_series (GString  *out,
               AuFigure *figure)
{
  guint n = 0;

  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    {
      AuPanel *panel = au_figure_get_panel (figure, i);

      for (guint j = 0; j < au_panel_get_n_series (panel); j++)
        {
          g_autofree char *words = NULL;

          if (n++ >= MAX_SERIES)
            continue;
          words = describe_series (figure, au_panel_get_series (panel, j));
          g_string_append_printf (out, " %s.", words);
        }

      for (guint j = 0; j < au_panel_get_n_references (panel); j++)
        {
          g_autofree char *words = au_panel_dup_reference (panel, j);

          g_string_append_printf (out, " %s.", words);
        }
    }
  if (n > MAX_SERIES)
    /* Translators: a sentence after others, so it begins with a space; %u is how many series more a
     * chart has. */
    g_string_append_printf (out, ngettext (" %u more series.", " %u more series.", n - MAX_SERIES), n - MAX_SERIES);

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      const char *note = au_figure_get_partial_note (figure, i);
      g_autofree char *period = NULL;

      if (note == NULL || (*note != '\0' && is_in_footnotes (figure, note)))
        continue;
      period = au_figure_dup_category (figure, i);
      if (*note != '\0')
        /* Translators: %s is a period that is not finished, %s how far it is: "23 of 30 days". */
        g_string_append_printf (out, _(" %s is not finished: %s."), period, note);
      else
        /* Translators: %s is a period that is not finished; begins with a space. */
        g_string_append_printf (out, _(" %s is not finished."), period);
    }
}

/**
 * au_chart_create_description:
 * @figure: a sealed figure
 *
 * Says for those who do not see it what a figure shows: type, range, series with their least,
 * greatest and last values and their trend over finished periods, what is not finished, and the
 * footnotes.
 *
 * Returns: (transfer full): a few sentences
 */
char *
au_chart_create_description (AuFigure *figure)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (figure != NULL, NULL);

  if (au_figure_get_status (figure) != AU_FIGURE_READY || au_figure_get_n_categories (figure) == 0)
    {
      g_string_append_printf (out, "%s: %s.", au_figure_get_title (figure),
                              au_figure_get_status_heading (figure) != NULL
                              ? au_figure_get_status_heading (figure) : _("nothing to show"));
      if (au_figure_get_status_detail (figure) != NULL)
        g_string_append_printf (out, " %s", au_figure_get_status_detail (figure));
      return g_string_free_and_steal (g_steal_pointer (&out));
    }

  if (au_figure_get_subtitle (figure) != NULL)
    /* Translators: %s "Bar chart", %s the title of a chart, %s its subtitle. */
    g_string_append_printf (out, _("%s: %s. %s."), get_type (figure), au_figure_get_title (figure),
                            au_figure_get_subtitle (figure));
  else
    g_string_append_printf (out, "%s: %s.", get_type (figure), au_figure_get_title (figure));

  if (au_figure_get_category_kind (figure) == AU_CATEGORY_TABLE)
    append_table (out, figure);
  else
    append_series (out, figure);

  for (guint i = 0; i < au_figure_get_n_footnotes (figure); i++)
    g_string_append_printf (out, " %s", au_figure_get_footnote (figure, i));
  return g_string_free_and_steal (g_steal_pointer (&out));
}
