/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-phrase.h"
#include "au-chart-view-private.h"
#include "au-tooltip-box.h"

#include <glib/gi18n.h>
#include <math.h>

/* What lies over the picture: crosshair, rings, the outline of the keyboard's series, and the
 * tooltip. */

/* How far the tooltip stands from the pointer's band. */
#define TOOLTIP_GAP 12

/* Narrower than this, times the text's scale, a tooltip has no room for shares. */
#define COMPACT_WIDTH 400

/* Narrower than this, times the text's scale, too little of the names is left. */
#define LEAST_WIDTH 190

/* How far a crosshair's rings reach beyond their band. */
#define OVERLAY_MARGIN 8

gboolean
_au_chart_view_is_table (AuChartView *self)
{
  return self->figure != NULL && au_figure_get_category_kind (self->figure) == AU_CATEGORY_TABLE;
}

/* What the legend hides is no part of a total, and the tooltip says so. */
static void
note_hidden (AuChartView *self,
             AuTooltip   *tooltip)
{
  guint n = au_chart_view_get_n_hidden (self);
  g_autofree char *words = NULL;
  g_autofree char *note = g_steal_pointer (&tooltip->note);

  if (n > 0)
    /* Translators: %u is how many series of a chart somebody has hidden. */
    words = g_strdup_printf (ngettext ("%u series is hidden and not counted",
                                       "%u series are hidden and not counted", n), n);
  if (words != NULL && note != NULL)
    tooltip->note = g_strdup_printf ("%s · %s", note, words);
  else
    tooltip->note = words != NULL ? g_steal_pointer (&words) : g_steal_pointer (&note);
}

/**
 * _au_chart_view_refresh_tooltip:
 * @self: a view
 *
 * Fills the tooltip with what the picture says of the point now.
 */
void
_au_chart_view_refresh_tooltip (AuChartView *self)
{
  g_autoptr (AuTooltip) tooltip = NULL;

  if (self->band >= 0 && self->picture != NULL)
    tooltip = au_plot_layout_get_tooltip (self->picture->layout, self->band);
  if (tooltip != NULL)
    {
      note_hidden (self, tooltip);
      au_tooltip_box_set_tooltip (AU_TOOLTIP_BOX (self->tooltip), tooltip,
                                  gtk_widget_get_width (GTK_WIDGET (self)) <
                                  COMPACT_WIDTH * self->made_style.text_scale);
    }
  else
    self->band = -1;
  gtk_widget_set_visible (self->tooltip, tooltip != NULL);
}

/**
 * _au_chart_view_allocate_tooltip:
 * @self: a view
 * @width: of the view
 * @height: of the view
 *
 * Puts the tooltip beside the band, on the side where there is room, so that it hides neither the
 * band nor, where that can be helped, the names at the end of the plot; in a narrow view at its
 * top; and always inside the view.
 */
void
_au_chart_view_allocate_tooltip (AuChartView *self,
                                 int          width,
                                 int          height)
{
  GtkRequisition size, minimum;
  graphene_point_t position;
  AuRect band;
  double x, y;

  if (!gtk_widget_should_layout (self->tooltip))
    return;

  gtk_widget_get_preferred_size (self->tooltip, &minimum, &size);
  size.width = MAX (MIN (size.width, width), minimum.width);
  gtk_widget_measure (self->tooltip, GTK_ORIENTATION_VERTICAL, size.width, NULL, &size.height, NULL,
                      NULL);
  if (self->band < 0 || self->picture == NULL ||
      !au_plot_layout_get_band (self->picture->layout, self->band, &band))
    {
      band.x = self->pointer_x;
      band.y = self->pointer_y;
      band.width = band.height = 0;
    }

  if (_au_chart_view_is_table (self))
    {
      /* A row of a table: follow the pointer below it. */
      x = self->pointer_x + TOOLTIP_GAP;
      y = band.y + band.height + 2;
      if (y + size.height > height)
        y = band.y - size.height - 2;
    }
  else
    {
      double left = band.x - TOOLTIP_GAP;
      double right = width - band.x - band.width - TOOLTIP_GAP;
      double room = MAX (left, right);

      /* Long names give way rather than the band that they are about. */
      if (size.width > room)
        {
          size.width = MIN (size.width, MAX (MAX (minimum.width, (int) room),
                                             (int) (LEAST_WIDTH * self->made_style.text_scale)));
          gtk_widget_measure (self->tooltip, GTK_ORIENTATION_VERTICAL, size.width, NULL,
                              &size.height, NULL, NULL);
        }
      if (left >= size.width || left > right)
        x = left - size.width;
      else
        x = band.x + band.width + TOOLTIP_GAP;
      y = self->pointer_y - size.height / 2.0;
      x = CLAMP (x, 0, MAX (0, width - size.width));
      /* Where neither side has room it stands above, over the legend, whose names and colours it
       * has as well, rather than over the bars that it is about. */
      if (x < band.x + band.width && x + size.width > band.x)
        y = 0;
    }
  x = CLAMP (x, 0, MAX (0, width - size.width));
  y = CLAMP (y, 0, MAX (0, height - size.height));
  position = GRAPHENE_POINT_INIT ((float) floor (x), (float) floor (y));
  gtk_widget_allocate (self->tooltip, size.width, size.height, -1,
                       gsk_transform_translate (NULL, &position));
}

static gboolean
find_mark (AuChartView *self,
           AuMark      *mark)
{
  AuFigure *figure = au_plot_layout_get_figure (self->picture->layout);
  AuSeries *series;
  guint panel;

  if (self->series < 0)
    return FALSE;
  series = au_chart_phrase_get_series (figure, (guint) self->series, &panel);
  if (series == NULL)
    return FALSE;
  for (guint i = 0; i < au_panel_get_n_series (au_figure_get_panel (figure, panel)); i++)
    if (au_panel_get_series (au_figure_get_panel (figure, panel), i) == series)
      return au_plot_layout_find_mark (self->picture->layout, (int) panel, (int) i, self->band,
                                       mark);
  return FALSE;
}

/* The series that the keyboard has reached: an outline around its part of the bar, a wider ring
 * around its point, in the colour of text. */
static void
snapshot_series (AuChartView *self,
                 GtkSnapshot *snapshot)
{
  AuMark mark;
  GskRoundedRect outline;
  graphene_rect_t rect;
  GdkRGBA color;

  if (!find_mark (self, &mark))
    return;
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  rect = GRAPHENE_RECT_INIT ((float) floor (mark.rect.x), (float) floor (mark.rect.y),
                             (float) ceil (mark.rect.width), (float) ceil (mark.rect.height));
  if (mark.role == AU_MARK_POINT)
    {
      graphene_rect_inset (&rect, -7, -7);
      gsk_rounded_rect_init_from_rect (&outline, &rect, rect.size.width / 2);
    }
  else
    {
      graphene_rect_inset (&rect, -2, -2);
      gsk_rounded_rect_init_from_rect (&outline, &rect, 3);
    }
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ color, color, color, color });
}

/**
 * _au_chart_view_snapshot_point:
 * @self: a view
 * @snapshot: a snapshot
 *
 * Draws what lies over the picture. The Cairo node is no larger than the band, as it is replayed at
 * each frame.
 */
void
_au_chart_view_snapshot_point (AuChartView *self,
                               GtkSnapshot *snapshot)
{
  AuRect band;
  cairo_t *cr;

  if (self->band < 0 || !au_plot_layout_get_band (self->picture->layout, self->band, &band))
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT ((float) band.x - OVERLAY_MARGIN,
                                                       (float) band.y - OVERLAY_MARGIN,
                                                       (float) band.width + 2 * OVERLAY_MARGIN,
                                                       (float) band.height + 2 * OVERLAY_MARGIN));
  au_plot_layout_draw_hover (self->picture->layout, cr, self->band);
  cairo_destroy (cr);
  snapshot_series (self, snapshot);
}
