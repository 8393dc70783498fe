/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-announce.h"
#include "au-chart-phrase.h"
#include "au-chart-view-private.h"
#include "au-tooltip-box.h"

/* The point of a chart: what the pointer is over or the keyboard has reached. Both show the same
 * crosshair and the same tooltip, and neither touches the picture. */

/**
 * _au_chart_view_set_point:
 * @self: a view
 * @band: a band of the picture, -1 for none
 * @series: a series of all panels, -1 for all
 * @by_keys: whether the keyboard went there
 */
void
_au_chart_view_set_point (AuChartView *self,
                          int          band,
                          int          series,
                          gboolean     by_keys)
{
  gboolean moved = band != self->band;

  if (!moved && series == self->series && by_keys == self->by_keys)
    return;

  self->band = band;
  self->series = series;
  self->by_keys = by_keys && band >= 0;
  if (moved)
    _au_chart_view_refresh_tooltip (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_au_chart_view_announce (AuChartView *self,
                         const char  *phrase)
{
  g_set_str (&self->phrase, phrase);
  au_announce (GTK_WIDGET (self), phrase);
}

/* A long table scrolls with the page: a row that is reached by keys has to be seen. */
static void
scroll_to_band (AuChartView  *self,
                const AuRect *band)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_point_t point;

  if (scroller == NULL || !_au_chart_view_is_table (self) ||
      !gtk_widget_compute_point (GTK_WIDGET (self), scroller,
                                 &GRAPHENE_POINT_INIT (0, (float) band->y), &point))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_clamp_page (adjustment,
                             gtk_adjustment_get_value (adjustment) + point.y - band->height,
                             gtk_adjustment_get_value (adjustment) + point.y + 2 * band->height);
}

static void
move_to (AuChartView *self,
         int          band,
         int          series)
{
  g_autofree char *phrase = NULL;
  AuRect rect;

  if (!au_plot_layout_get_band (self->picture->layout, band, &rect))
    return;
  self->pointer_x = rect.x + rect.width / 2;
  self->pointer_y = rect.y + rect.height / 2;
  _au_chart_view_set_point (self, band, series, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  scroll_to_band (self, &rect);
  phrase = au_chart_phrase_create (self->picture->layout, band, series);
  if (phrase != NULL)
    _au_chart_view_announce (self, phrase);
}

/* Of a stack the first series is at the foot, so upwards is to the next one. Other series go
 * as the tooltip lists them only where they do not cross; so they go in their own order, which
 * stays. */
static int
step_series (AuChartView *self,
             int          step)
{
  int n = (int) au_chart_phrase_get_n_series (self->figure);
  AuSeries *first;

  if (n < 2)
    return -1;
  first = au_chart_phrase_get_series (self->figure, 0, NULL);
  if (au_series_get_kind (first) != AU_SERIES_STACK)
    step = -step;
  /* All at once is one of the stops. */
  return (self->series + 1 + step + n + 1) % (n + 1) - 1;
}

static gboolean
key_cb (AuChartView           *self,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GtkEventControllerKey *controller)
{
  int n = self->picture != NULL ? (int) au_plot_layout_get_n_bands (self->picture->layout) : 0;
  int newest;
  int band = self->by_keys ? self->band : -1;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int step = 0;

  /* The legend's items are children, and have keys of their own. */
  if (!gtk_widget_is_focus (GTK_WIDGET (self)) || n == 0 ||
      (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  /* Periods that are only forecast come after it. */
  newest = MIN (n, (int) au_figure_get_n_categories (self->figure)) - 1;

  switch (key)
    {
      case GDK_KEY_Left:
      case GDK_KEY_KP_Left:
      case GDK_KEY_Right:
      case GDK_KEY_KP_Right:
        if (_au_chart_view_is_table (self))
          return GDK_EVENT_PROPAGATE;
        step = (key == GDK_KEY_Left || key == GDK_KEY_KP_Left) != rtl ? -1 : 1;
        break;

      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        step = key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? -1 : 1;
        if (_au_chart_view_is_table (self))
          break;
        if (band < 0)
          move_to (self, newest, -1);
        else
          move_to (self, band, step_series (self, -step));
        return GDK_EVENT_STOP;

      case GDK_KEY_Home:
      case GDK_KEY_KP_Home:
        move_to (self, 0, self->series);
        return GDK_EVENT_STOP;

      case GDK_KEY_End:
      case GDK_KEY_KP_End:
        move_to (self, n - 1, self->series);
        return GDK_EVENT_STOP;

      default:
        return GDK_EVENT_PROPAGATE;
    }

  /* The first key starts at the newest point; of a table at the first row. */
  if (band < 0)
    band = _au_chart_view_is_table (self) ? 0 : newest;
  else
    band = CLAMP (band + step, 0, n - 1);
  move_to (self, band, self->by_keys ? self->series : -1);
  return GDK_EVENT_STOP;
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *unused,
           gpointer   user_data)
{
  AuChartView *self = AU_CHART_VIEW (widget);

  if (self->band < 0)
    return GDK_EVENT_PROPAGATE;
  _au_chart_view_set_point (self, -1, -1, FALSE);
  return GDK_EVENT_STOP;
}

static void
focus_left_cb (AuChartView             *self,
               GtkEventControllerFocus *controller)
{
  if (self->by_keys)
    _au_chart_view_set_point (self, -1, -1, FALSE);
}

/* Scrolling moves the chart below a pointer that rests, which must not take the point away from
 * the keyboard. */
static gboolean
pointer_rests (AuChartView        *self,
               GtkEventController *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  double x, y;
  gboolean rests;

  if (event == NULL || !gdk_event_get_position (event, &x, &y))
    return FALSE;
  rests = x == self->surface_x && y == self->surface_y;
  self->surface_x = x;
  self->surface_y = y;
  return rests;
}

static void
motion_cb (AuChartView              *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *controller)
{
  int band;

  if (pointer_rests (self, GTK_EVENT_CONTROLLER (controller)) && self->by_keys)
    return;
  if (self->picture == NULL)
    return;
  band = au_plot_layout_find_band (self->picture->layout, x, y);
  if (band < 0 && self->by_keys)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  _au_chart_view_set_point (self, band, -1, FALSE);
  if (self->band >= 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
leave_cb (AuChartView              *self,
          GtkEventControllerMotion *controller)
{
  if (!self->by_keys)
    _au_chart_view_set_point (self, -1, -1, FALSE);
}

static gboolean
scroll_cb (AuChartView              *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  _au_chart_view_set_point (self, -1, -1, FALSE);
  return GDK_EVENT_PROPAGATE;
}

static void
pressed_cb (AuChartView     *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
_au_chart_view_init_point (AuChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkShortcut *escape =
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (escape_cb, NULL, NULL));
  GtkGesture *click = gtk_gesture_click_new ();

  self->band = -1;
  self->series = -1;
  self->tooltip = g_object_ref_sink (au_tooltip_box_new ());
  gtk_widget_set_visible (self->tooltip, FALSE);
  gtk_widget_set_parent (self->tooltip, widget);
  g_object_unref (self->tooltip);

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  /* Global, since a tooltip under the pointer goes at Esc wherever the focus is. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), escape);
  gtk_widget_add_controller (widget, shortcuts);

  gtk_widget_set_focusable (widget, TRUE);
}

/**
 * au_chart_view_hover:
 * @self: a view
 * @band: a band of the layout, -1 for none
 *
 * Shows what the pointer over @band would show.
 */
void
au_chart_view_hover (AuChartView *self,
                     int          band)
{
  AuRect rect;

  g_return_if_fail (AU_IS_CHART_VIEW (self));

  if (self->picture == NULL)
    return;
  if (band >= 0 && au_plot_layout_get_band (self->picture->layout, band, &rect))
    {
      self->pointer_x = rect.x + rect.width / 2;
      self->pointer_y = rect.y + rect.height / 2;
      _au_chart_view_set_point (self, band, -1, FALSE);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
  else
    _au_chart_view_set_point (self, -1, -1, FALSE);
}

/**
 * au_chart_view_get_hovered:
 *
 * Returns: the band that the pointer is over or the keyboard has reached, or -1
 */
int
au_chart_view_get_hovered (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), -1);

  return self->band;
}

/**
 * au_chart_view_get_phrase:
 *
 * Returns: (transfer none) (nullable): what was announced last
 */
const char *
au_chart_view_get_phrase (AuChartView *self)
{
  g_return_val_if_fail (AU_IS_CHART_VIEW (self), NULL);

  return self->phrase;
}
