/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-phrase.h"

#include <glib/gi18n.h>

/**
 * au_chart_phrase_get_n_series:
 * @figure: a sealed figure
 *
 * Returns: how many series there are in all panels together
 */
guint
au_chart_phrase_get_n_series (AuFigure *figure)
{
  guint n = 0;

  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    n += au_panel_get_n_series (au_figure_get_panel (figure, i));
  return n;
}

/**
 * au_chart_phrase_get_series:
 * @figure: a sealed figure
 * @index: a series, counted through all panels from the first one
 * @panel: (out) (optional): the index of its panel
 *
 * Returns: (transfer none) (nullable): the series, %NULL where there are not as many
 */
AuSeries *
au_chart_phrase_get_series (AuFigure *figure,
                            guint     index,
                            guint    *panel)
{
  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    {
      guint n = au_panel_get_n_series (au_figure_get_panel (figure, i));

      if (panel != NULL)
        *panel = i;
      if (index < n)
        return au_panel_get_series (au_figure_get_panel (figure, i), index);
      index -= n;
    }
  return NULL;
}

static void
append (GString    *phrase,
        const char *name,
        const char *value)
{
  /* Translators: one of several values that a screen reader says of a period: %s is what is
   * counted, %s how many: "MAU 412". */
  g_string_append_printf (phrase, _(", %s %s"), name, value);
}

static void
append_all (GString            *phrase,
            const AuPlotLayout *layout,
            const AuTooltip    *tooltip)
{
  AuFigure *figure = au_plot_layout_get_figure (layout);

  for (guint i = 0; i < tooltip->rows->len; i++)
    {
      const AuTooltipRow *row = g_ptr_array_index (tooltip->rows, i);

      append (phrase, row->name, row->value);
    }
  if (tooltip->rows->len == 0)
    g_string_append (phrase, _(", no value"));
  if (tooltip->total != NULL)
    append (phrase, _("total"), tooltip->total);
  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    {
      AuPanel *panel = au_figure_get_panel (figure, i);

      for (guint j = 0; j < au_panel_get_n_references (panel); j++)
        {
          g_autofree char *words = au_panel_dup_reference (panel, j);

          g_string_append_printf (phrase, ", %s", words);
        }
    }
}

static void
append_series (GString         *phrase,
               AuSeries        *series,
               const AuTooltip *tooltip,
               int              band)
{
  g_autofree char *value = au_series_dup_text (series, (gsize) band);

  append (phrase, au_series_get_name (series), value != NULL ? value : _("no value"));
  for (guint i = 0; value != NULL && i < tooltip->rows->len; i++)
    {
      const AuTooltipRow *row = g_ptr_array_index (tooltip->rows, i);

      if (row->share != NULL && g_str_equal (row->name, au_series_get_name (series)))
        {
          /* Translators: %s is a part of a total, "34 %". */
          g_string_append_printf (phrase, _(", %s of the total"), row->share);
          break;
        }
    }
}

/**
 * au_chart_phrase_create:
 * @layout: a layout
 * @band: one of its bands
 * @series: a series as au_chart_phrase_get_series() counts, -1 for all
 *
 * Says a point as one phrase, such as a screen reader is to say at once: "March 2026, MAU 412,
 * 500 seats today". It has the exact values of the tooltip, in its order.
 *
 * Returns: (transfer full) (nullable): the phrase, %NULL where there is no such band
 */
char *
au_chart_phrase_create (const AuPlotLayout *layout,
                        int                 band,
                        int                 series)
{
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, band);
  g_autoptr (GString) phrase = NULL;
  AuSeries *one = NULL;

  if (tooltip == NULL)
    return NULL;

  phrase = g_string_new (tooltip->title);
  /* A period that is only forecast has no value of any series. */
  if (series >= 0 && (gsize) band <
      au_figure_get_n_categories (au_plot_layout_get_figure (layout)))
    one = au_chart_phrase_get_series (au_plot_layout_get_figure (layout), (guint) series, NULL);
  if (one != NULL)
    append_series (phrase, one, tooltip, band);
  else
    append_all (phrase, layout, tooltip);
  if (tooltip->note != NULL)
    g_string_append_printf (phrase, ", %s", tooltip->note);
  return g_string_free_and_steal (g_steal_pointer (&phrase));
}
