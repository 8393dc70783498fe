/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-description.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Series that are described one by one; of more, the number is given. */
#define MAX_SERIES 8

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

static char *
describe_series (AuFigure *figure,
                 AuSeries *series)
{
  int min = -1, max = -1, last = -1;
  g_autofree char *min_value = NULL;
  g_autofree char *min_where = NULL;
  g_autofree char *max_value = NULL;
  g_autofree char *max_where = NULL;
  g_autofree char *last_value = NULL;
  g_autofree char *last_where = NULL;

  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    {
      double value = au_series_get_value (series, i);

      if (isnan (value))
        continue;
      if (min < 0 || value < au_series_get_value (series, (gsize) min))
        min = (int) i;
      if (max < 0 || value > au_series_get_value (series, (gsize) max))
        max = (int) i;
      last = (int) i;
    }
  if (last < 0)
    /* Translators: %s is what a chart counts. */
    return g_strdup_printf (_("%s: no value"), au_series_get_name (series));

  last_value = au_series_dup_text (series, (gsize) last);
  last_where = au_figure_dup_category (figure, (gsize) last);
  if (au_series_get_value (series, (gsize) min) >= au_series_get_value (series, (gsize) max))
    /* Translators: %s what a chart counts, %s its last value, %s the period of that. */
    return g_strdup_printf (_("%s: last %s, %s"), au_series_get_name (series), last_value, last_where);

  min_value = au_series_dup_text (series, (gsize) min);
  min_where = au_figure_dup_category (figure, (gsize) min);
  max_value = au_series_dup_text (series, (gsize) max);
  max_where = au_figure_dup_category (figure, (gsize) max);
  /* Translators: %s what a chart counts; then its lowest, highest and last value, each with
   * its period. */
  return g_strdup_printf (_("%s: lowest %s, %s; highest %s, %s; last %s, %s"), au_series_get_name (series),
                          min_value, min_where, max_value, max_where, last_value, last_where);
}

static void
append_table (GString  *out,
              AuFigure *figure)
{
  guint n = (guint) au_figure_get_n_categories (figure);

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
        g_string_append_printf (out, _(" %s is not finished."), period);
    }
}

/**
 * au_chart_create_description:
 * @figure: a sealed figure
 *
 * Says for those who do not see it what a figure shows: type, range, series with their least,
 * greatest and last values, what is not finished, and the footnotes.
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
