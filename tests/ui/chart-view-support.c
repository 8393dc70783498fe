/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-view-support.h"

#include "au-test.h"

#include <math.h>

/* One bar a month, seats, and a running month. */
AuFigure *
figure_new_actives (void)
{
  AuFigure *figure = au_figure_new ();
  AuDay first = au_day_new (2025, 12, 1);
  AuPanel *panel;
  AuSeries *series;

  au_figure_set_title (figure, "Monthly active users");
  au_figure_set_subtitle (figure, "People per calendar month");
  au_figure_set_month_range (figure, first, au_day_new (2026, 11, 1));
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, "people");
  series = au_panel_add_series (panel, AU_SERIES_BAR, "MAU", 0);
  for (gsize i = 0; i < 12; i++)
    au_series_set_value (series, i, i == 5 ? NAN : 409.0 + (double) i, NULL);
  au_panel_add_reference_line (panel, 500, "500 seats", "today");
  au_figure_set_emphasis (figure, 10);
  au_figure_set_partial (figure, 11, "23 of 30 days");
  au_figure_seal (figure);
  return figure;
}

/* A stack of three. */
AuFigure *
figure_new_models (void)
{
  static const char *names[] = { "atlas-6", "quill-5", "Other (2)" };
  AuFigure *figure = au_figure_new ();
  AuPanel *panel;

  au_figure_set_title (figure, "Spend by model");
  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 6, 1));
  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, "USD");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_STACK, names[i],
                                              i == 2 ? AU_RANK_OTHER : (int) i);

      for (gsize j = 0; j < 6; j++)
        au_series_set_value (series, j, 1000.0 * (double) (3 - i) + (double) j, NULL);
    }
  au_figure_set_emphasis (figure, 5);
  au_panel_set_label (panel, 5, "$6,015");
  au_figure_seal (figure);
  return figure;
}

/* As many parts as a stack ever has. */
AuFigure *
figure_new_eight (void)
{
  AuFigure *figure = au_figure_new ();
  AuPanel *panel;

  au_figure_set_title (figure, "Spend by model");
  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 4, 1));
  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, "USD");
  for (int i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("quill-%d-opus-high-thinking", i);
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_STACK, name,
                                              i == 7 ? AU_RANK_OTHER : i);

      for (gsize j = 0; j < 4; j++)
        au_series_set_value (series, j, 9000.25 - 1000.0 * i, NULL);
    }
  au_figure_set_partial (figure, 3, "November so far, read 24 Nov");
  au_figure_seal (figure);
  return figure;
}

AuFigure *
figure_new_people (guint n_rows)
{
  AuFigure *figure = au_figure_new ();

  au_figure_set_title (figure, "Top users");
  au_figure_set_table (figure);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "User", 0);
  au_figure_add_column (figure, AU_COLUMN_BAR, "Requests", 0);
  au_figure_add_column (figure, AU_COLUMN_NUMBER, "Days", 1);
  for (guint i = 0; i < n_rows; i++)
    {
      guint requests = 10000 - i * 9;
      g_autofree char *name = g_strdup_printf ("user-%03u@halden.example", i);
      g_autofree char *count = requests >= 1000
                               ? g_strdup_printf ("%u,%03u", requests / 1000, requests % 1000)
                               : g_strdup_printf ("%u", requests);
      g_autofree char *days = g_strdup_printf ("%u", i % 30);
      const char *cells[] = { name, count, days, NULL };

      au_figure_add_row (figure, cells, requests);
    }
  au_figure_seal (figure);
  return figure;
}

/* Four noisy lines. */
AuFigure *
figure_new_lines (guint n_points)
{
  AuFigure *figure = au_figure_new ();
  AuDay last = au_day_new (2026, 11, 23);
  AuPanel *panel;

  au_figure_set_title (figure, "Active users");
  au_figure_set_day_range (figure, last - (AuDay) n_points + 1, last);
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, "people");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Line %u", i + 1);
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_LINE, name, (int) i);

      for (guint j = 0; j < n_points; j++)
        au_series_set_value (series, j, floor (1000.0 * (i + 1) + 100 * sin (j * 1.7 + i)), NULL);
    }
  au_figure_seal (figure);
  return figure;
}

/**
 * view_open:
 * @figure: (transfer full): a figure
 * @width: of the window
 *
 * Returns: (transfer none): a view in a window that is shown, its picture drawn
 */
AuChartView *
view_open (AuFigure *figure,
           int       width)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *other = gtk_button_new_with_label ("Before");
  GtkWidget *view = au_chart_view_new ();

  gtk_widget_set_margin_start (view, 8);
  gtk_widget_set_margin_end (view, 8);
  gtk_widget_set_margin_top (view, 8);
  gtk_box_append (GTK_BOX (box), other);
  gtk_box_append (GTK_BOX (box), view);
  /* As in the dashboard: a chart may be higher than the screen. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 600);
  au_chart_view_set_figure (AU_CHART_VIEW (view), figure);
  au_figure_unref (figure);
  gtk_window_present (GTK_WINDOW (window));
  view_wait (AU_CHART_VIEW (view));
  return AU_CHART_VIEW (view);
}

void
view_close (AuChartView *view)
{
  gpointer alive = view;

  g_object_add_weak_pointer (G_OBJECT (view), &alive);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))));
  /* A picture on its way holds the view until it comes. */
  for (int i = 0; alive != NULL && i < 500; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_null (alive);
}

static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  int *frames = user_data;

  gtk_widget_queue_draw (widget);
  return ++*frames < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
has_frames (gpointer user_data)
{
  return *(int *) user_data >= 3;
}

/* Until the view shows what is wanted and has been drawn since. */
void
view_wait (AuChartView *view)
{
  /* A picture that comes while frames go by wants frames of its own. */
  do
    {
      int frames = 0;

      au_test_wait_for (au_chart_view_is_settled, view);
      gtk_widget_add_tick_callback (GTK_WIDGET (view), frame_cb, &frames, NULL);
      au_test_wait_for (has_frames, &frames);
    }
  while (!au_chart_view_is_settled (view));
}

/* What the widget's own handler does with a key. Keys that go through a display are in
 * test-accessible.py. */
gboolean
widget_press (GtkWidget       *widget,
              guint            key,
              GdkModifierType  modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
      if (handled)
        return TRUE;
    }
  return FALSE;
}

static void
append_text (GtkWidget *widget,
             GString   *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "",
                            gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_text (child, text);
}

/**
 * widget_dup_text:
 *
 * Returns: (transfer full): all visible labels below @widget
 */
char *
widget_dup_text (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);

  append_text (widget, text);
  return g_string_free_and_steal (text);
}

GtkWidget *
widget_find (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = widget_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * widget_render:
 *
 * Returns: (transfer full): what is on the screen of @widget now
 */
GdkTexture *
widget_render (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                      node, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
}
