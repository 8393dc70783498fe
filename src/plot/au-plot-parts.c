/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* What the stages of laying out share: texts, rules, swatches, and small
 * questions about the figure. */

/* Makes and measures a text; it is placed by au_plot_layout_place() or freed
 * with au_plot_text_clear(). */
AuPlotText
au_plot_layout_make_text (AuPlotLayout  *self,
                          AuLabelRole    role,
                          const char    *text,
                          double         size,
                          gboolean       bold,
                          const AuColor *color,
                          double         max_width,
                          int            max_lines)
{
  AuPlotText result = {
    .role = role,
    .text = g_strdup (text != NULL ? text : ""),
    /* Quarters of a pixel: choosing the fonts for a size that was not used before
     * takes some milliseconds, and pictures come in any size. */
    .size = MAX (round (size * self->text * 4.0) / 4.0, 1.0),
    .bold = bold,
    .color = *color,
    .max_width = max_width,
    .max_lines = max_lines,
    .tabular = role == AU_LABEL_VALUE_TICK,
    .alignment = PANGO_ALIGN_LEFT,
  };

  au_plot_text_measure (self->pango, &result);

  return result;
}

/* Takes over @text and puts its box there. */
void
au_plot_layout_place (AuPlotLayout *self,
                      AuPlotText   *text,
                      double        x,
                      double        y)
{
  text->rect.x = x;
  text->rect.y = y;
  g_array_append_val (self->texts, *text);
  text->text = NULL;
}

double
au_plot_layout_line_height (AuPlotLayout *self)
{
  AuPlotText text = au_plot_layout_make_text (self, AU_LABEL_VALUE_TICK, "0", AU_SIZE_LABEL,
                                              FALSE, &self->style.dim, 0.0, 1);
  double height = text.rect.height;

  au_plot_text_clear (&text);

  return height;
}

/* Whether no placed text comes nearer to @rect than @gap. */
gboolean
au_plot_layout_is_free (const AuPlotLayout *self,
                        const AuRect       *rect,
                        double              gap)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const AuRect *other = &g_array_index (self->texts, AuPlotText, i).rect;

      if (rect->x < other->x + other->width + gap && other->x < rect->x + rect->width + gap
          && rect->y < other->y + other->height && other->y < rect->y + rect->height)
        return FALSE;
    }

  return TRUE;
}

void
au_plot_layout_add_rule (AuPlotLayout *self,
                         AuRuleKind    kind,
                         double        x1,
                         double        x2,
                         double        y)
{
  AuPlotRule rule = { .kind = kind, .x1 = x1, .y1 = y, .x2 = x2, .y2 = y };

  g_array_append_val (self->rules, rule);
}

void
au_plot_layout_add_swatch (AuPlotLayout  *self,
                           double         x,
                           double         y,
                           double         size,
                           const AuColor *color,
                           gboolean       hatched,
                           int            shape)
{
  AuPlotSwatch swatch = { { x, y, size, size }, *color, hatched, shape };

  g_array_append_val (self->swatches, swatch);
}

double
au_plot_layout_band_center (const AuPlotLayout *self,
                            gsize               band)
{
  return self->band_start + (band + 0.5) * self->band_width;
}

AuColor
au_plot_layout_series_color (const AuPlotLayout *self,
                             const AuSeries     *series)
{
  return *au_plot_style_get_color (&self->style, series->rank);
}

/* The newest category that is not finished, or -1. */
int
au_plot_layout_find_partial (const AuPlotLayout *self)
{
  GHashTableIter iter;
  gpointer key;
  int newest = -1;

  g_hash_table_iter_init (&iter, self->figure->partial);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    newest = MAX (newest, GPOINTER_TO_INT (key));

  return newest;
}

/* The unfinished period in one line, for where there is only one. */
char *
au_plot_layout_dup_partial_text (const AuPlotLayout *self,
                                 const AuPanel      *panel)
{
  int partial = au_plot_layout_find_partial (self);
  const char *note = partial >= 0 ? au_figure_get_partial_note (self->figure, partial) : NULL;

  if (partial < 0)
    return NULL;

  if (panel->partial_label != NULL && note != NULL && *note != '\0')
    return g_strdup_printf ("%s · %s", panel->partial_label, note);
  if (panel->partial_label != NULL)
    return g_strdup (panel->partial_label);
  if (note != NULL && *note != '\0')
    return g_strdup (note);

  return g_strdup (_("not finished"));
}

/* Whether @panel is to say what is unfinished: the first one, where no panel has a
 * label of its own for it. */
gboolean
au_plot_layout_needs_partial_note (const AuPlotLayout  *self,
                                   const AuPanelLayout *panel)
{
  if (au_plot_layout_find_partial (self) < 0 || panel != &self->panels[0])
    return FALSE;

  for (guint i = 0; i < self->n_panels; i++)
    if (self->panels[i].panel->partial_label != NULL)
      return FALSE;

  return TRUE;
}

/* The last category in which @series has a value, or -1. */
int
au_plot_layout_last_value (const AuSeries *series)
{
  for (gsize i = series->n_values; i > 0; i--)
    if (!isnan (series->values[i - 1]))
      return i - 1;

  return -1;
}
