/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-description.h"
#include "au-chart-phrase.h"
#include "au-chart-view-private.h"
#include "au-legend-item.h"

#include <glib/gi18n.h>

/* The legend of a chart: an item for each series that can be hidden. Where the picture has the name
 * of a series written, at the end of its line or above the plot, that is its legend, and the item
 * lies over it. What the picture does not name, because it is hidden or because there is no room,
 * has its item in a row below. The item stays the same widget, so focus stays with it. */

/* How far an item reaches beyond the words that it lies over. */
#define MARGIN 3

/* Words of the picture are this far from the start of their swatch, at text scale 1. */
#define SWATCH_ROOM 14

#define SPACING 12
#define LINE_SPACING 4

static AuSeries *
get_series (AuLegendItem *item)
{
  return g_object_get_data (G_OBJECT (item), "series");
}

static AuLegendItem *
get_item (AuChartView *self,
          guint        index)
{
  return g_ptr_array_index (self->items, index);
}

guint
au_chart_view_get_n_hidden (AuChartView *self)
{
  guint n = 0;

  g_return_val_if_fail (AU_IS_CHART_VIEW (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += !au_legend_item_get_shown (get_item (self, i));
  return n;
}

/* Series of one panel: each panel keeps at least one. */
static guint
count_shown (AuChartView *self,
             GObject     *panel)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += g_object_get_data (G_OBJECT (get_item (self, i)), "panel") == (gpointer) panel &&
         au_legend_item_get_shown (get_item (self, i));
  return n;
}

/* Says what is shown now, after the one that was changed. */
static void
announce (AuChartView  *self,
          AuLegendItem *item,
          gboolean      only)
{
  guint n = self->items->len;
  guint shown = n - au_chart_view_get_n_hidden (self);
  g_autofree char *what = g_strdup_printf (
    /* Translators: %s is a series of a chart. */
    only ? _("only %s shown")
    /* Translators: %s is a series of a chart. */
    : au_legend_item_get_shown (item) ? _("%s shown")
    /* Translators: %s is a series of a chart. */
    : _("%s hidden"), au_legend_item_get_name (item));
  /* Translators: %s is what was done to a series of a chart, "Auto hidden"; then how many of all
   * series are shown. */
  g_autofree char *phrase = g_strdup_printf (ngettext ("%s, %u of %u series shown",
                                                       "%s, %u of %u series shown", n),
                                             what, shown, n);

  _au_chart_view_announce (self, phrase);
}

/**
 * au_chart_view_find_hidden:
 * @self: a view
 * @figure: a figure of the same series as the one shown, which may be that one
 *
 * Finds the series that the legend hides: the same panel, place and name.
 *
 * Returns: (transfer full) (element-type AuSeries): those of @figure
 */
GHashTable *
au_chart_view_find_hidden (AuChartView *self,
                           AuFigure    *figure)
{
  GHashTable *hidden = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (AU_IS_CHART_VIEW (self), hidden);

  for (guint i = 0; i < self->items->len; i++)
    {
      AuLegendItem *item = get_item (self, i);
      AuSeries *wanted = get_series (item);
      AuPanel *panel = g_object_get_data (G_OBJECT (item), "panel");

      for (guint j = 0; !au_legend_item_get_shown (item) && j < au_figure_get_n_panels (figure) &&
           j < au_figure_get_n_panels (self->full); j++)
        {
          AuPanel *other = au_figure_get_panel (figure, j);

          if (au_figure_get_panel (self->full, j) != panel)
            continue;
          for (guint k = 0; k < MIN (au_panel_get_n_series (other),
                                     au_panel_get_n_series (panel)); k++)
            {
              AuSeries *series = au_panel_get_series (other, k);

              if (au_panel_get_series (panel, k) == wanted &&
                  g_strcmp0 (au_series_get_name (series), au_series_get_name (wanted)) == 0)
                g_hash_table_add (hidden, series);
            }
        }
    }
  return hidden;
}

static void
apply (AuChartView *self)
{
  g_autoptr (GHashTable) hidden = au_chart_view_find_hidden (self, self->full);

  /* The figure that is left is another one, and the address of the one before may come back. */
  self->made_figure = NULL;
  g_clear_pointer (&self->figure, au_figure_unref);
  self->figure = g_hash_table_size (hidden) > 0 ? au_figure_new_without (self->full, hidden)
                 : au_figure_ref (self->full);
  self->series = -1;
  _au_chart_view_describe (self);
  self->legend_width = -1;
  self->measured_width = -1;
  _au_chart_view_update_picture (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
activated_cb (AuLegendItem *item,
              gboolean      only,
              AuChartView  *self)
{
  gpointer panel = g_object_get_data (G_OBJECT (item), "panel");

  if (only)
    {
      /* Once more: all again. */
      gboolean alone = au_legend_item_get_shown (item) && count_shown (self, panel) == 1;

      for (guint i = 0; i < self->items->len; i++)
        {
          AuLegendItem *other = get_item (self, i);

          if (g_object_get_data (G_OBJECT (other), "panel") == panel)
            au_legend_item_set_shown (other, alone || other == item);
        }
      only = !alone;
    }
  else if (au_legend_item_get_shown (item) && count_shown (self, panel) == 1)
    {
      /* Translators: %s is the only series of a chart that is shown. */
      g_autofree char *phrase = g_strdup_printf (_("%s is the last series shown and stays"),
                                                 au_legend_item_get_name (item));

      gtk_widget_error_bell (GTK_WIDGET (self));
      _au_chart_view_announce (self, phrase);
      return;
    }
  else
    au_legend_item_set_shown (item, !au_legend_item_get_shown (item));

  apply (self);
  announce (self, item, only);
}

/**
 * _au_chart_view_create_legend:
 * @self: a view
 *
 * Makes items for the series of the figure as given. A panel of one series has none.
 */
void
_au_chart_view_create_legend (AuChartView *self)
{
  g_ptr_array_set_size (self->items, 0);
  self->legend_width = -1;
  for (guint i = 0; self->full != NULL && i < au_figure_get_n_panels (self->full); i++)
    {
      AuPanel *panel = au_figure_get_panel (self->full, i);

      for (guint j = 0; au_panel_get_n_series (panel) > 1 && j < au_panel_get_n_series (panel); j++)
        {
          AuSeries *series = au_panel_get_series (panel, j);
          GtkWidget *item = au_legend_item_new (au_series_get_name (series));

          /* Both live as long as the figure does, and the items go before it. */
          g_object_set_data (G_OBJECT (item), "series", series);
          g_object_set_data (G_OBJECT (item), "panel", panel);
          g_signal_connect_object (item, "activated", G_CALLBACK (activated_cb), self, 0);
          gtk_widget_insert_before (item, GTK_WIDGET (self), self->tooltip);
          g_ptr_array_add (self->items, item);
        }
    }
  _au_chart_view_color_legend (self);
}

/**
 * _au_chart_view_color_legend:
 * @self: a view
 *
 * Gives the items the colours of the style of now.
 */
void
_au_chart_view_color_legend (AuChartView *self)
{
  AuPlotStyle style;

  if (self->items->len == 0)
    return;
  _au_chart_view_get_style (self, &style);
  for (guint i = 0; i < self->items->len; i++)
    {
      AuLegendItem *item = get_item (self, i);

      au_legend_item_set_color (item,
                                au_plot_style_get_color (&style,
                                                         au_series_get_rank (get_series (item))));
    }
}

/* Where the picture has the name of a series written. Series of one name take its places in their
 * order. */
static gboolean
find_words (AuChartView  *self,
            AuLegendItem *item,
            guint8       *used,
            AuRect       *rect)
{
  AuPlotLayout *layout = self->picture->layout;

  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      if ((label.role != AU_LABEL_END && label.role != AU_LABEL_LEGEND) || used[i] ||
          !g_str_equal (label.text, au_legend_item_get_name (item)))
        continue;
      used[i] = TRUE;
      *rect = label.rect;
      return TRUE;
    }
  return FALSE;
}

static int
flow (AuChartView *self,
      int          width,
      int          top,
      gboolean     place)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, height = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      GtkWidget *item = GTK_WIDGET (get_item (self, i));
      GtkRequisition size;

      if (au_legend_item_get_bare (AU_LEGEND_ITEM (item)))
        continue;
      gtk_widget_get_preferred_size (item, NULL, &size);
      size.width = MIN (size.width, width);
      if (x > 0 && x + size.width > width)
        {
          x = 0;
          y += height + LINE_SPACING;
        }
      height = MAX (height, size.height);
      if (place)
        {
          graphene_point_t position =
            GRAPHENE_POINT_INIT ((float) (rtl ? width - x - size.width : x), (float) (top + y));

          gtk_widget_allocate (item, size.width, size.height, -1,
                               gsk_transform_translate (NULL, &position));
        }
      x += size.width + SPACING;
    }
  return height > 0 ? y + height + LINE_SPACING : 0;
}

/**
 * _au_chart_view_measure_legend:
 * @self: a view
 * @width: of the view
 *
 * Returns: the height of the row below the picture, 0 where there is none
 */
int
_au_chart_view_measure_legend (AuChartView *self,
                               int          width)
{
  if (self->legend_width != width)
    {
      self->legend_width = width;
      self->legend_height = flow (self, width, 0, FALSE);
    }
  return self->legend_height;
}

/**
 * _au_chart_view_place_legend:
 * @self: a view with a new picture
 *
 * Finds out which items the picture has the words for.
 *
 * Returns: whether that changed, and with it the size of the row below
 */
gboolean
_au_chart_view_place_legend (AuChartView *self)
{
  g_autofree guint8 *used = NULL;
  gboolean changed = FALSE;

  if (self->picture == NULL || self->items->len == 0)
    return FALSE;
  used = g_new0 (guint8, au_plot_layout_get_n_labels (self->picture->layout) + 1);
  for (guint i = 0; i < self->items->len; i++)
    {
      AuLegendItem *item = get_item (self, i);
      AuRect rect;
      gboolean bare = au_legend_item_get_shown (item) && find_words (self, item, used, &rect);

      changed = changed || bare != au_legend_item_get_bare (item);
      au_legend_item_set_bare (item, bare);
    }
  if (changed)
    self->legend_width = -1;
  return changed;
}

/**
 * _au_chart_view_allocate_legend:
 * @self: a view
 * @width: of the view
 * @height: of the view
 */
void
_au_chart_view_allocate_legend (AuChartView *self,
                                int          width,
                                int          height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree guint8 *used = NULL;

  if (self->items->len == 0)
    return;
  flow (self, width, height - _au_chart_view_measure_legend (self, width) + LINE_SPACING, TRUE);
  if (self->picture == NULL)
    return;
  used = g_new0 (guint8, au_plot_layout_get_n_labels (self->picture->layout) + 1);
  for (guint i = 0; i < self->items->len; i++)
    {
      AuLegendItem *item = get_item (self, i);
      int room = (int) (SWATCH_ROOM * self->made_style.text_scale) + MARGIN;
      graphene_point_t position;
      AuRect rect;

      if (!au_legend_item_get_bare (item) || !find_words (self, item, used, &rect))
        continue;
      position = GRAPHENE_POINT_INIT ((float) (rect.x - (rtl ? MARGIN : room)), (float) rect.y);
      /* GTK wants to have been asked before it is told. */
      gtk_widget_measure (GTK_WIDGET (item), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                          NULL);
      gtk_widget_allocate (GTK_WIDGET (item), (int) rect.width + room + MARGIN, (int) rect.height,
                           -1, gsk_transform_translate (NULL, &position));
    }
}

/* Tab goes from the chart through its legend; the arrows are for points. */
gboolean
_au_chart_view_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  AuChartView *self = AU_CHART_VIEW (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  int n = (int) self->items->len;
  int at = -2; /* -1 is the chart itself */

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (gtk_widget_is_focus (widget))
    at = -1;
  for (int i = 0; child != NULL && i < n; i++)
    if (g_ptr_array_index (self->items, i) == child)
      at = i;

  if (at == -2)
    at = direction == GTK_DIR_TAB_FORWARD ? -1 : n - 1;
  else
    at += direction == GTK_DIR_TAB_FORWARD ? 1 : -1;
  if (at == -1)
    return gtk_widget_grab_focus (widget);
  if (at < -1 || at >= n)
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->items, at));
}

/**
 * au_chart_view_get_legend_items:
 *
 * Returns: (transfer none) (element-type AuLegendItem): the legend's items, in the order of the
 *   series
 */
GPtrArray *
au_chart_view_get_legend_items (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), NULL);

  return self->items;
}
