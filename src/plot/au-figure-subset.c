/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-figure.h"

#include "au-figure-private.h"

#include <glib/gi18n.h>

static void
copy_series (AuPanel        *panel,
             const AuSeries *from)
{
  AuSeries *series = au_panel_add_series (panel, from->kind, from->name, from->rank);

  au_series_set_values (series, from->values, from->n_values);
  au_series_set_thin (series, from->thin);
  au_series_set_end_text (series, from->end_text);
  for (guint i = 0; from->forecasts != NULL && i < from->forecasts->len; i++)
    {
      const AuForecast *forecast = &g_array_index (from->forecasts, AuForecast, i);

      au_series_add_forecast (series, forecast->category, forecast->value, forecast->low,
                              forecast->high);
    }
  if (from->texts == NULL)
    return;
  series->texts = g_new0 (char *, MAX (from->n_values, 1));
  for (gsize i = 0; i < from->n_values; i++)
    series->texts[i] = g_strdup (from->texts[i]);
}

static void
copy_panel (AuFigure      *figure,
            const AuPanel *from,
            GHashTable    *hidden)
{
  AuPanel *panel = au_figure_add_panel (figure, from->kind, from->title, from->unit);
  gboolean all = TRUE;

  au_panel_set_height_share (panel, from->height_share);
  for (guint i = 0; i < from->series->len; i++)
    {
      AuSeries *series = g_ptr_array_index (from->series, i);

      if (g_hash_table_contains (hidden, series))
        all = FALSE;
      else
        copy_series (panel, series);
    }

  for (guint i = 0; i < from->references->len; i++)
    {
      const AuReference *reference = &g_array_index (from->references, AuReference, i);

      au_panel_add_reference_line (panel, reference->value, reference->label, reference->detail);
    }

  /* What is written at the marks is that of all series together. */
  if (all)
    {
      GHashTableIter iter;
      gpointer category, text;

      au_panel_set_partial_label (panel, from->partial_label);
      g_hash_table_iter_init (&iter, from->labels);
      while (g_hash_table_iter_next (&iter, &category, &text))
        au_panel_set_label (panel, (gsize) GPOINTER_TO_INT (category), text);
    }
}

/**
 * au_figure_new_without:
 * @figure: a sealed figure, no table
 * @hidden: (element-type AuSeries): series of @figure that are left out
 *
 * Makes the same figure of fewer series. Those that stay keep their colours and their order; what
 * is written at the marks of a panel that lost one goes with it, as it says the sum of all.
 *
 * Returns: (transfer full): a sealed figure
 */
AuFigure *
au_figure_new_without (AuFigure   *figure,
                       GHashTable *hidden)
{
  AuFigure *self;
  GHashTableIter iter;
  gpointer category, note;

  g_return_val_if_fail (figure != NULL && figure->sealed, NULL);
  g_return_val_if_fail (figure->category_kind != AU_CATEGORY_TABLE, NULL);

  self = au_figure_new ();
  au_figure_set_title (self, figure->title);
  au_figure_set_subtitle (self, figure->subtitle);
  for (guint i = 0; i < figure->footnotes->len; i++)
    au_figure_add_footnote (self, g_ptr_array_index (figure->footnotes, i));
  if (g_hash_table_size (hidden) > 0)
    {
      guint n = g_hash_table_size (hidden);
      g_autofree char *words = NULL;

      /* Translators: %u is how many series of a chart somebody has hidden. */
      words = g_strdup_printf (ngettext ("%u series is hidden and not drawn.",
                                         "%u series are hidden and not drawn.", n), n);
      au_figure_add_footnote (self, words);
    }
  au_figure_set_status (self, figure->status, figure->status_heading, figure->status_detail);

  self->category_kind = figure->category_kind;
  self->n_categories = figure->n_categories;
  self->first = figure->first;
  self->n_future = figure->n_future;
  self->forecast_method = g_strdup (figure->forecast_method);
  self->names = g_strdupv (figure->names);
  self->long_names = g_strdupv (figure->long_names);
  self->emphasis = figure->emphasis;
  self->n_future = figure->n_future;
  self->forecast_method = g_strdup (figure->forecast_method);
  g_hash_table_iter_init (&iter, figure->partial);
  while (g_hash_table_iter_next (&iter, &category, &note))
    g_hash_table_insert (self->partial, category, g_strdup (note));

  for (guint i = 0; i < figure->panels->len; i++)
    copy_panel (self, g_ptr_array_index (figure->panels, i), hidden);
  au_figure_seal (self);
  return self;
}
