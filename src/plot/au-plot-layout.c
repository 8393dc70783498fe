/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout.h"

#include "au-plot-layout-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* A picture is laid out from left to right and mirrored as a whole at the end,
 * so that no stage needs to know the direction of the text. Marks, texts, rules,
 * swatches and areas are mirrored; hit-testing goes through au_plot_layout_get_band(). */

/* The slide's design: 1600 × 900 pixels, text 1.75 times that of the screen. */
#define SLIDE_WIDTH 1600.0
#define SLIDE_HEIGHT 900.0
#define SLIDE_UNIT 1.75

/* Text never gets smaller than this part of its size on the screen. */
#define MIN_UNIT 0.75

static void
mirror_rect (const AuPlotLayout *self,
             AuRect             *rect)
{
  rect->x = self->width - rect->x - rect->width;
}

static void
mirror (AuPlotLayout *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    mirror_rect (self, &g_array_index (self->marks, AuMark, i).rect);

  for (guint i = 0; i < self->texts->len; i++)
    mirror_rect (self, &g_array_index (self->texts, AuPlotText, i).rect);

  for (guint i = 0; i < self->swatches->len; i++)
    mirror_rect (self, &g_array_index (self->swatches, AuPlotSwatch, i).rect);

  for (guint i = 0; i < self->forecasts->len; i++)
    {
      AuPlotForecast *forecast = &g_array_index (self->forecasts, AuPlotForecast, i);

      mirror_rect (self, &forecast->rect);
      mirror_rect (self, &forecast->range);
    }

  for (guint i = 0; i < self->rules->len; i++)
    {
      AuPlotRule *rule = &g_array_index (self->rules, AuPlotRule, i);

      rule->x1 = self->width - rule->x1;
      rule->x2 = self->width - rule->x2;
    }

  for (guint i = 0; i < self->n_panels; i++)
    mirror_rect (self, &self->panels[i].area);

  self->mirrored = TRUE;
}

/* A text that would be cut by the edge says less than none: "60,…" is wrong.
 * The stages keep every text inside; this holds at sizes where nothing fits. */
static void
drop_outside (AuPlotLayout *self)
{
  for (guint i = self->texts->len; i > 0; i--)
    {
      const AuRect *rect = &g_array_index (self->texts, AuPlotText, i - 1).rect;

      if (rect->x < -0.5 || rect->y < -0.5
          || rect->x + rect->width > self->width + 0.5
          || rect->y + rect->height > self->height + 0.5)
        g_array_remove_index (self->texts, i - 1);
    }
}

/**
 * au_plot_layout_new:
 * @figure: a sealed figure
 * @width: width of the picture, in logical pixels
 * @height: its height
 * @style: the style; copied
 * @slide: (nullable): the frame of an exported picture, %NULL for the plot alone
 *
 * Measures and places everything. Takes a few milliseconds; may be called in
 * any thread. Sizes outside %AU_PLOT_MIN_SIZE to %AU_PLOT_MAX_SIZE are clamped.
 *
 * Below 480 pixels at text scale 1 there is no room for names beside the plot:
 * they go above it.
 *
 * Returns: (transfer full): the layout
 */
AuPlotLayout *
au_plot_layout_new (AuFigure          *figure,
                    int                width,
                    int                height,
                    const AuPlotStyle *style,
                    const AuPlotSlide *slide)
{
  AuPlotLayout *self;

  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (au_figure_is_sealed (figure), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  self = g_atomic_rc_box_new0 (AuPlotLayout);
  self->figure = au_figure_ref (figure);
  self->width = CLAMP (width, AU_PLOT_MIN_SIZE, AU_PLOT_MAX_SIZE);
  self->height = CLAMP (height, AU_PLOT_MIN_SIZE, AU_PLOT_MAX_SIZE);
  self->style = *style;
  self->slide = slide != NULL;
  self->unit = 1.0;
  if (slide != NULL)
    self->unit = MAX (MIN (self->width / SLIDE_WIDTH, self->height / SLIDE_HEIGHT) * SLIDE_UNIT,
                      MIN_UNIT);
  self->text = self->unit * (isfinite (style->text_scale) ? CLAMP (style->text_scale, 0.5, 3.0)
                             : 1.0);
  self->content = (AuRect) { 0.0, 0.0, self->width, self->height };
  self->marks = g_array_new (FALSE, FALSE, sizeof (AuMark));
  self->texts = g_array_new (FALSE, FALSE, sizeof (AuPlotText));
  g_array_set_clear_func (self->texts, au_plot_text_clear);
  self->rules = g_array_new (FALSE, FALSE, sizeof (AuPlotRule));
  self->swatches = g_array_new (FALSE, FALSE, sizeof (AuPlotSwatch));
  self->forecasts = g_array_new (FALSE, FALSE, sizeof (AuPlotForecast));
  self->pango = au_plot_text_create_layout (style);

  if (slide != NULL)
    au_plot_layout_add_slide (self, slide);

  if (figure->status != AU_FIGURE_READY || figure->n_categories == 0
      || (figure->category_kind != AU_CATEGORY_TABLE && figure->panels->len == 0))
    au_plot_layout_add_status (self);
  else if (figure->category_kind == AU_CATEGORY_TABLE)
    au_plot_layout_add_table (self);
  else
    au_plot_layout_add_chart (self);

  g_clear_object (&self->pango);

  drop_outside (self);
  au_plot_layout_part_hairlines (self);
  if (style->rtl)
    mirror (self);

  return self;
}

AuPlotLayout *
au_plot_layout_ref (AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);

  return g_atomic_rc_box_acquire (layout);
}

static void
finalize (gpointer data)
{
  AuPlotLayout *self = data;

  g_array_unref (self->forecasts);
  g_array_unref (self->swatches);
  g_array_unref (self->rules);
  g_array_unref (self->texts);
  g_array_unref (self->marks);
  g_clear_pointer (&self->figure, au_figure_unref);
}

void
au_plot_layout_unref (AuPlotLayout *layout)
{
  g_return_if_fail (layout != NULL);

  g_atomic_rc_box_release_full (layout, finalize);
}

/**
 * au_plot_natural_height:
 * @figure: a sealed figure
 * @width: the width it will have, in logical pixels
 * @style: the style
 *
 * Returns: the height at which the plot alone looks best, in logical pixels: a
 *   table is as high as its rows
 */
int
au_plot_natural_height (AuFigure          *figure,
                        int                width,
                        const AuPlotStyle *style)
{
  double text;
  double plot;

  g_return_val_if_fail (figure != NULL, AU_PLOT_MIN_SIZE);
  g_return_val_if_fail (style != NULL, AU_PLOT_MIN_SIZE);

  text = isfinite (style->text_scale) ? CLAMP (style->text_scale, 0.5, 3.0) : 1.0;

  if (figure->status != AU_FIGURE_READY || figure->n_categories == 0)
    return (int) ceil (160.0 * text);

  if (figure->category_kind == AU_CATEGORY_TABLE)
    return (int) ceil ((31.0 * (figure->n_categories + 1)
                        + (figure->more_rows != NULL ? 24.0 : 0.0)) * text) + 2;

  /* Taller where it is wide, but never a tower and never a strip. */
  plot = CLAMP (width * 0.42, 280.0, 420.0) + 40.0 * (text - 1.0);
  if (figure->panels->len > 1)
    plot *= 1.35;

  /* On a narrow picture the names stand above the plot, about three a row. */
  if (width < NARROW_WIDTH * text)
    for (guint i = 0; i < figure->panels->len; i++)
      {
        const AuPanel *panel = g_ptr_array_index (figure->panels, i);

        plot += 18.0 * text * ((panel->series->len + 2) / 3);
      }

  return (int) ceil (plot);
}

AuFigure *
au_plot_layout_get_figure (const AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);

  return layout->figure;
}

int
au_plot_layout_get_width (const AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->width;
}

int
au_plot_layout_get_height (const AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->height;
}

gboolean
au_plot_layout_is_transparent (const AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, FALSE);

  return layout->style.transparent;
}

/**
 * au_plot_layout_get_marks:
 * @layout: a layout
 * @n_marks: (out): how many
 *
 * A series of a chart that has more than four values a pixel of the plot's width has no marks here;
 * au_plot_layout_find_mark() says where each of its values is.
 *
 * Returns: (array length=n_marks) (transfer none): the data that are drawn one by one
 */
const AuMark *
au_plot_layout_get_marks (const AuPlotLayout *layout,
                          gsize              *n_marks)
{
  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (n_marks != NULL, NULL);

  *n_marks = layout->marks->len;

  return (const AuMark *) layout->marks->data;
}

/**
 * au_plot_layout_describe_mark:
 * @layout: a layout
 * @mark: index of the mark
 *
 * Returns: (transfer full): the mark as one phrase: "March 2026, MAU 412"
 */
char *
au_plot_layout_describe_mark (const AuPlotLayout *layout,
                              gsize               mark)
{
  g_autofree char *category = NULL;
  g_autofree char *value = NULL;
  g_autofree char *phrase = NULL;
  const char *name;
  const char *note;
  const AuMark *item;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (mark < layout->marks->len, NULL);

  item = &g_array_index (layout->marks, AuMark, mark);
  category = au_figure_dup_category (layout->figure, item->category);

  if (item->role == AU_MARK_CELL)
    {
      name = au_figure_get_column_title (layout->figure, item->series);
      value = g_strdup (au_figure_get_cell (layout->figure, item->category, item->series));
    }
  else
    {
      const AuSeries *series = au_panel_get_series (au_figure_get_panel (layout->figure,
                                                                         item->panel),
                                                    item->series);

      name = au_series_get_name (series);
      value = au_series_dup_text (series, item->category);
    }

  /* Translators: one datum for a screen reader. The first %s is the period or
   * row, the second what is counted, the third the value: "March 2026, MAU 412". */
  phrase = g_strdup_printf (_("%s, %s %s"), category, name, value);

  note = au_figure_get_partial_note (layout->figure, item->category);
  if (note != NULL && *note != '\0')
    /* Translators: the first %s is a datum, "March 2026, MAU 412", the second how far its
     * period is, "23 of 30 days". */
    return g_strdup_printf (_("%s, %s"), phrase, note);

  return g_steal_pointer (&phrase);
}

guint
au_plot_layout_get_n_labels (const AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->texts->len;
}

/**
 * au_plot_layout_get_label:
 * @layout: a layout
 * @index: which label
 *
 * Returns: the label; its text belongs to @layout
 */
AuLabel
au_plot_layout_get_label (const AuPlotLayout *layout,
                          guint               index)
{
  const AuPlotText *text;

  g_return_val_if_fail (layout != NULL, (AuLabel) { 0 });
  g_return_val_if_fail (index < layout->texts->len, (AuLabel) { 0 });

  text = &g_array_index (layout->texts, AuPlotText, index);

  return (AuLabel) { text->role, text->rect, text->text, text->cut };
}

/**
 * au_plot_layout_get_plot_area:
 * @layout: a layout
 * @panel: index of the panel
 * @area: (out caller-allocates): where its marks lie
 *
 * Returns: whether there is such a panel
 */
gboolean
au_plot_layout_get_plot_area (const AuPlotLayout *layout,
                              guint               panel,
                              AuRect             *area)
{
  g_return_val_if_fail (layout != NULL, FALSE);
  g_return_val_if_fail (area != NULL, FALSE);

  if (panel >= layout->n_panels)
    return FALSE;

  *area = layout->panels[panel].area;

  return TRUE;
}

gsize
au_plot_layout_get_n_bands (const AuPlotLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);

  return layout->n_bands;
}

/**
 * au_plot_layout_get_band:
 * @layout: a layout
 * @band: index of a category
 * @rect: (out caller-allocates): the whole of its band, over all panels
 *
 * Returns: whether there is such a band
 */
gboolean
au_plot_layout_get_band (const AuPlotLayout *layout,
                         int                 band,
                         AuRect             *rect)
{
  g_return_val_if_fail (layout != NULL, FALSE);
  g_return_val_if_fail (rect != NULL, FALSE);

  if (band < 0 || (gsize) band >= layout->n_bands)
    return FALSE;

  if (layout->rows)
    {
      *rect = (AuRect) {
        layout->content.x, layout->row_top + band * layout->row_height,
        layout->content.width, layout->row_height,
      };
    }
  else
    {
      const AuRect *first = &layout->panels[0].area;
      const AuRect *last = &layout->panels[layout->n_panels - 1].area;

      *rect = (AuRect) {
        layout->band_start + band * layout->band_width, first->y,
        layout->band_width, last->y + last->height - first->y,
      };
    }

  if (layout->mirrored)
    mirror_rect (layout, rect);

  return TRUE;
}

/**
 * au_plot_layout_find_band:
 * @layout: a layout
 * @x: a position, in logical pixels
 * @y: a position, in logical pixels
 *
 * The whole band answers, from the top of the picture to the labels below the
 * plot: nobody should have to hunt for a pixel.
 *
 * Returns: the category there, or -1
 */
int
au_plot_layout_find_band (const AuPlotLayout *layout,
                          double              x,
                          double              y)
{
  double position;

  g_return_val_if_fail (layout != NULL, -1);

  if (layout->n_bands == 0 || !isfinite (x) || !isfinite (y))
    return -1;

  if (layout->mirrored)
    x = layout->width - x;

  if (layout->rows)
    {
      if (x < layout->content.x || x > layout->content.x + layout->content.width)
        return -1;
      position = (y - layout->row_top) / layout->row_height;
    }
  else
    {
      if (y < layout->content.y || y > layout->content.y + layout->content.height)
        return -1;
      position = (x - layout->band_start) / layout->band_width;
    }

  if (position < 0.0 || position >= (double) layout->n_bands)
    return -1;

  return (int) position;
}
