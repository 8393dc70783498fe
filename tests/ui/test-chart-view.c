/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-view-support.h"

#include "au-chart-view-private.h"
#include "au-rasterizer.h"
#include "au-test.h"
#include "au-tooltip-box.h"
#include "au-ui-resources.h"

#include <adwaita.h>
#include <locale.h>
#include <math.h>

static GtkWidget *
get_tooltip (AuChartView *view)
{
  return widget_find (GTK_WIDGET (view), AU_TYPE_TOOLTIP_BOX);
}

static char *
dup_tooltip (AuChartView *view)
{
  GtkWidget *tooltip = get_tooltip (view);

  return gtk_widget_get_visible (tooltip) ? widget_dup_text (tooltip) : g_strdup ("");
}

static void
assert_tooltip (AuChartView *view,
                const char  *expected)
{
  g_autofree char *text = dup_tooltip (view);

  g_assert_cmpstr (text, ==, expected);
}

static void
press (AuChartView *view,
       guint        key)
{
  g_assert_true (widget_press (GTK_WIDGET (view), key, 0));
}

static void
escape (AuChartView *view)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), 0);

          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (view),
                                        NULL);
          return;
        }
    }
  g_assert_not_reached ();
}

/* 30: anywhere in a band selects it. */
static void
test_band (void)
{
  AuChartView *view = view_open (figure_new_actives (), 800);
  AuPlotLayout *layout = au_chart_view_get_layout (view);
  AuRect band, area;

  g_assert_true (au_plot_layout_get_band (layout, 3, &band));
  g_assert_true (au_plot_layout_get_plot_area (layout, 0, &area));
  for (double y = area.y; y < area.y + area.height; y += 5)
    {
      g_assert_cmpint (au_plot_layout_find_band (layout, band.x + 1, y), ==, 3);
      g_assert_cmpint (au_plot_layout_find_band (layout, band.x + band.width - 1, y), ==, 3);
    }
  view_close (view);
}

static void
test_keys (void)
{
  AuChartView *view = view_open (figure_new_actives (), 800);
  GtkWidget *widget = GTK_WIDGET (view);

  g_assert_true (gtk_widget_get_focusable (widget));
  /* Without the focus a key is not the chart's. */
  g_assert_false (widget_press (widget, GDK_KEY_Left, 0));
  g_assert_true (gtk_widget_grab_focus (widget));

  /* The first key goes to the newest point. */
  press (view, GDK_KEY_Left);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 11);
  press (view, GDK_KEY_Left);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 10);
  press (view, GDK_KEY_Right);
  press (view, GDK_KEY_Right);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 11);
  press (view, GDK_KEY_Home);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 0);
  press (view, GDK_KEY_Left);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 0);
  press (view, GDK_KEY_End);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 11);
  g_assert_false (widget_press (widget, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_false (widget_press (widget, GDK_KEY_a, 0));

  escape (view);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, -1);
  assert_tooltip (view, "");

  /* Esc takes away what the pointer shows, too. */
  au_chart_view_hover (view, 3);
  escape (view);
  assert_tooltip (view, "");

  /* The point goes with the focus. */
  press (view, GDK_KEY_Home);
  gtk_widget_child_focus (gtk_widget_get_parent (widget), GTK_DIR_TAB_BACKWARD);
  g_assert_false (gtk_widget_is_focus (widget));
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, -1);
  view_close (view);
}

/* In right-to-left time runs leftwards, and so do the keys. */
static void
test_keys_rtl (void)
{
  AuChartView *view = view_open (figure_new_actives (), 800);

  gtk_widget_set_direction (GTK_WIDGET (view), GTK_TEXT_DIR_RTL);
  view_wait (view);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  press (view, GDK_KEY_Home);
  press (view, GDK_KEY_Left);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 1);
  press (view, GDK_KEY_Right);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 0);
  view_close (view);
}

static void
test_keys_table (void)
{
  AuChartView *view = view_open (figure_new_people (5), 800);

  gtk_widget_grab_focus (GTK_WIDGET (view));
  press (view, GDK_KEY_Down);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 0);
  press (view, GDK_KEY_Down);
  g_assert_cmpint (au_chart_view_get_hovered (view), ==, 1);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==,
                   "user-001@halden.example, Requests 9,991, Days 1");
  g_assert_false (widget_press (GTK_WIDGET (view), GDK_KEY_Left, 0));
  view_close (view);
}

static void
test_same_tooltip (void)
{
  AuChartView *view = view_open (figure_new_models (), 800);

  gtk_widget_grab_focus (GTK_WIDGET (view));
  for (int band = 0; band < 6; band++)
    {
      g_autofree char *hovered = NULL;

      au_chart_view_hover (view, band);
      hovered = dup_tooltip (view);
      au_chart_view_hover (view, -1);
      press (view, GDK_KEY_Home);
      for (int i = 0; i < band; i++)
        press (view, GDK_KEY_Right);
      g_assert_cmpint (au_chart_view_get_hovered (view), ==, band);
      assert_tooltip (view, hovered);
    }
  view_close (view);
}

static void
test_announce (void)
{
  AuChartView *view = view_open (figure_new_actives (), 800);

  gtk_widget_grab_focus (GTK_WIDGET (view));
  press (view, GDK_KEY_Home);
  press (view, GDK_KEY_Right);
  press (view, GDK_KEY_Right);
  press (view, GDK_KEY_Right);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==, "March 2026, MAU 412, 500 seats today");
  press (view, GDK_KEY_Right);
  press (view, GDK_KEY_Right);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==, "May 2026, no value, 500 seats today");
  press (view, GDK_KEY_End);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==,
                   "November 2026, MAU 420, 500 seats today, 23 of 30 days");
  view_close (view);

  view = view_open (figure_new_models (), 800);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  press (view, GDK_KEY_Home);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==,
                   "January 2026, Other (2) $1,000.00, quill-5 $2,000.00, atlas-6 $3,000.00, "
                   "total $6,000.00");
  /* Upwards from the foot of the stack; then all of it again. */
  press (view, GDK_KEY_Up);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==,
                   "January 2026, atlas-6 $3,000.00, 50\u00a0% of the total");
  press (view, GDK_KEY_Right);
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==,
                   "February 2026, atlas-6 $3,001.00, 50\u00a0% of the total");
  press (view, GDK_KEY_Up);
  press (view, GDK_KEY_Up);
  g_assert_true (g_str_has_prefix (au_chart_view_get_phrase (view), "February 2026, Other (2) "));
  press (view, GDK_KEY_Up);
  g_assert_nonnull (strstr (au_chart_view_get_phrase (view), "total $6,003.00"));
  view_close (view);
}

static void
test_description (void)
{
  AuChartView *view = view_open (figure_new_actives (), 800);

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Monthly active users");
  {
    g_autofree char *differs =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (view),
                                          GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");

    g_assert_nonnull (differs);
    g_assert_nonnull (strstr (differs, "lowest 409, December 2025"));
    g_assert_nonnull (strstr (differs, "500 seats today"));
    g_assert_nonnull (strstr (differs, "23 of 30 days"));
  }
  view_close (view);
}

static AuLegendItem *
item (AuChartView *view,
      guint        index)
{
  return g_ptr_array_index (au_chart_view_get_legend_items (view), index);
}

static void
test_legend (void)
{
  AuChartView *view = view_open (figure_new_models (), 800);
  GtkWidget *other;
  g_autofree AuPlotStyle *style = g_new0 (AuPlotStyle, 1);
  double top;
  gsize n;

  g_assert_cmpuint (au_chart_view_get_legend_items (view)->len, ==, 3);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (item (view, 0)),
                                   GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (item (view, 0)), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  /* The picture names all three beside the plot. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (au_legend_item_get_bare (item (view, i)));

  /* Tab goes on from the chart to them. */
  gtk_widget_grab_focus (GTK_WIDGET (view));
  gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (view)), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (item (view, 0))));

  top = au_plot_layout_get_marks (au_chart_view_get_layout (view), &n)[0].rect.height;
  g_assert_cmpuint (n, ==, 18);
  g_assert_true (widget_press (GTK_WIDGET (item (view, 1)), GDK_KEY_space, 0));
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==, "quill-5 hidden, 2 of 3 series shown");
  view_wait (view);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (item (view, 1)), GTK_ACCESSIBLE_STATE_PRESSED,
                                    GTK_ACCESSIBLE_TRISTATE_FALSE);
  {
    const AuMark *marks = au_plot_layout_get_marks (au_chart_view_get_layout (view), &n);

    g_assert_cmpuint (n, ==, 12);
    /* The scale is that of what is left: the same bar is higher. */
    g_assert_cmpfloat (marks[0].rect.height, >, top * 1.2);
  }
  /* The item stays where it can be reached: below the picture, dimmed. */
  g_assert_false (au_legend_item_get_bare (item (view, 1)));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (item (view, 1)), "dimmed"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (item (view, 1))));
  /* Colours stay: they are ranks of the figure. */
  {
    AuFigure *figure = au_chart_view_get_figure (view);
    AuPanel *panel = au_figure_get_panel (figure, 0);

    g_assert_cmpuint (au_panel_get_n_series (panel), ==, 2);
    g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 0)), ==, 0);
    g_assert_cmpint (au_series_get_rank (au_panel_get_series (panel, 1)), ==, AU_RANK_OTHER);
  }
  /* The sum of what is left, which says so. */
  au_chart_view_hover (view, 0);
  assert_tooltip (view, "January 2026|Other (2)|$1,000.00|25\u00a0%|atlas-6|$3,000.00|75\u00a0%|Total|$4,000.00|"
                  "1 series is hidden and not counted");

  /* Only this; the last one stays. */
  g_assert_true (widget_press (GTK_WIDGET (item (view, 2)), GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==, "only Other (2) shown, 1 of 3 series shown");
  g_assert_true (widget_press (GTK_WIDGET (item (view, 2)), GDK_KEY_Return, 0));
  g_assert_cmpstr (au_chart_view_get_phrase (view), ==,
                   "Other (2) is the last series shown and stays");
  g_assert_true (au_legend_item_get_shown (item (view, 2)));
  g_assert_cmpuint (au_chart_view_get_n_hidden (view), ==, 2);
  view_wait (view);

  /* Only this once more: all. */
  g_assert_true (widget_press (GTK_WIDGET (item (view, 2)), GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpuint (au_chart_view_get_n_hidden (view), ==, 0);
  view_wait (view);
  au_plot_layout_get_marks (au_chart_view_get_layout (view), &n);
  g_assert_cmpuint (n, ==, 18);

  /* Another figure starts with all of its series. */
  widget_press (GTK_WIDGET (item (view, 0)), GDK_KEY_space, 0);
  other = GTK_WIDGET (view);
  {
    g_autoptr (AuFigure) figure = figure_new_models ();

    au_chart_view_set_figure (AU_CHART_VIEW (other), figure);
  }
  g_assert_cmpuint (au_chart_view_get_n_hidden (view), ==, 0);
  view_wait (view);
  view_close (view);
}

/* One series, and a table, have nothing to hide. */
static void
test_no_legend (void)
{
  AuChartView *view = view_open (figure_new_actives (), 800);

  g_assert_cmpuint (au_chart_view_get_legend_items (view)->len, ==, 0);
  view_close (view);
  view = view_open (figure_new_people (3), 800);
  g_assert_cmpuint (au_chart_view_get_legend_items (view)->len, ==, 0);
  view_close (view);
}

/* 31: at every width and text size the tooltip stays in the view. */
static void
test_tooltip_inside (void)
{
  static const int widths[] = { 236, 360, 900, 1600 };
  AuFigure *(*figures[]) (void) = { figure_new_actives, figure_new_models, figure_new_eight };
  GtkSettings *settings = gtk_settings_get_default ();

  for (guint scale = 1; scale <= 2; scale++)
    {
      g_object_set (settings, "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
      for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
        for (guint j = 0; j < G_N_ELEMENTS (figures); j++)
          {
            AuChartView *view;
            gsize n;

            /* No window is as narrow as that with large text. */
            if (widths[i] < 360 && scale > 1)
              continue;
            view = view_open (figures[j] (), widths[i]);
            n = au_plot_layout_get_n_bands (au_chart_view_get_layout (view));

            for (gsize band = 0; band < n; band++)
              {
                graphene_rect_t bounds;
                AuRect area;

                /* The display's own pointer, over which the window may open, has a say as well. */
                do
                  {
                    au_chart_view_hover (view, (int) band);
                    view_wait (view);
                  }
                while (au_chart_view_get_hovered (view) != (int) band);
                g_assert_true (gtk_widget_compute_bounds (get_tooltip (view), GTK_WIDGET (view),
                                                          &bounds));
                g_assert_cmpfloat (bounds.origin.x, >=, 0);
                g_assert_cmpfloat (bounds.origin.y, >=, 0);
                g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                                   gtk_widget_get_width (GTK_WIDGET (view)));
                g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                                   gtk_widget_get_height (GTK_WIDGET (view)));
                /* It covers its own band nowhere, or from above. */
                g_assert_true (au_plot_layout_get_band (au_chart_view_get_layout (view),
                                                        (int) band, &area));
                g_assert_true (bounds.origin.x + bounds.size.width <= area.x + 1 ||
                               bounds.origin.x >= area.x + area.width - 1 || bounds.origin.y < 1);
              }
            view_close (view);
          }
    }
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
}

static double
linear (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, relative luminance and contrast ratio. */
static double
luminance (const guchar *pixel)
{
  return 0.2126 * linear (pixel[0] / 255.0) + 0.7152 * linear (pixel[1] / 255.0) +
         0.0722 * linear (pixel[2] / 255.0);
}

static double
contrast (const guchar *a,
          const guchar *b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

/* The strongest contrast, on the way down the middle of what surrounds the view, to its corner. */
static double
measure_ring (AuChartView *view)
{
  GtkWidget *box = gtk_widget_get_parent (GTK_WIDGET (view));
  g_autoptr (GdkTexture) texture = widget_render (box);
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  graphene_rect_t bounds;
  const guchar *data;
  gsize stride;
  double best = 0;
  int x, top;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  data = g_bytes_get_data (bytes, NULL);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (view), box, &bounds));
  x = (int) (bounds.origin.x + bounds.size.width / 2);
  top = (int) bounds.origin.y;
  for (int y = top - 6; y < top; y++)
    {
      guchar over[3], white[3];
      const guchar *pixel = data + (gsize) y * stride + (gsize) x * 4;
      gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

      /* The window's background is not the box's: what is empty there is the card's. */
      for (int i = 0; i < 3; i++)
        {
          white[i] = dark ? 0x36 : 0xff;
          over[i] = (guchar) (pixel[i] + white[i] * (255 - pixel[3]) / 255);
        }
      best = MAX (best, contrast (over, white));
    }
  return best;
}

static void
test_ring (void)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      AuChartView *view;
      double ring;

      adw_style_manager_set_color_scheme (manager, schemes[i]);
      view = view_open (figure_new_actives (), 600);
      g_assert_cmpfloat (measure_ring (view), <, 1.5);
      ring = 0.0;
      /* The window of another test, on the same display, may have the focus for a while. */
      for (int tries = 0; tries < 50 && ring < 3.0; tries++)
        {
          GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view)));

          gtk_window_present (window);
          gtk_widget_grab_focus (GTK_WIDGET (view));
          gtk_window_set_focus_visible (window, TRUE);
          view_wait (view);
          ring = measure_ring (view);
        }
      g_assert_cmpfloat (ring, >=, 3.0);
      view_close (view);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

/* A sum of what the picture shows: another style is another picture. */
static char *
dup_sum (AuChartView *view)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;

  view_wait (view);
  texture = widget_render (GTK_WIDGET (view));
  bytes = gdk_texture_save_to_png_bytes (texture);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static double
get_tick_height (AuChartView *view)
{
  AuPlotLayout *layout = au_chart_view_get_layout (view);

  for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      if (label.role == AU_LABEL_VALUE_TICK)
        return label.rect.height;
    }
  g_assert_not_reached ();
}

/* 40, 41: the styles are switched under a view that stays, and back again. */
static void
test_styles (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_settings_get_default ();
  AuChartView *view = view_open (figure_new_models (), 700);
  g_autofree char *light = NULL;
  g_autofree char *dark = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *large = NULL;
  g_autofree char *mirrored = NULL;
  g_autofree char *again = NULL;
  double height = get_tick_height (view);
  AuRect first, last;

  light = dup_sum (view);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  dark = dup_sum (view);
  g_assert_cmpstr (light, !=, dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);

  /* What a desktop sets that asks for high contrast; without its schemas nothing can. */
  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                            "org.gnome.desktop.a11y.interface", TRUE);
  if (schema != NULL)
    {
      g_autoptr (GSettings) desktop = g_settings_new ("org.gnome.desktop.a11y.interface");
      g_autofree char *strong = NULL;

      g_settings_set_boolean (desktop, "high-contrast", TRUE);
      g_assert_true (adw_style_manager_get_high_contrast (manager));
      strong = dup_sum (view);
      g_assert_cmpstr (light, !=, strong);
      g_settings_set_boolean (desktop, "high-contrast", FALSE);
    }

  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  large = dup_sum (view);
  g_assert_cmpstr (light, !=, large);
  g_assert_cmpfloat (get_tick_height (view), >, height * 1.8);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  view_wait (view);
  g_assert_cmpfloat (get_tick_height (view), <, height * 1.1);

  gtk_widget_set_direction (GTK_WIDGET (view), GTK_TEXT_DIR_RTL);
  mirrored = dup_sum (view);
  g_assert_cmpstr (light, !=, mirrored);
  g_assert_true (au_plot_layout_get_band (au_chart_view_get_layout (view), 0, &first));
  g_assert_true (au_plot_layout_get_band (au_chart_view_get_layout (view), 5, &last));
  g_assert_cmpfloat (first.x, >, last.x);
  gtk_widget_set_direction (GTK_WIDGET (view), GTK_TEXT_DIR_LTR);

  again = dup_sum (view);
  g_assert_cmpstr (light, ==, again);
  view_close (view);
}

/* 41: parts of a pixel, too: the picture has every pixel of the screen it is for. */
typedef struct
{
  AuPicture *picture;
  gboolean done;
} Drawn;

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Drawn *drawn = user_data;

  drawn->picture = au_rasterize_finish (result, NULL);
  drawn->done = TRUE;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Drawn *) user_data)->done;
}

static void
test_fractions (void)
{
  static const double scales[] = { 1, 1.25, 1.5, 1.75, 2 };
  g_autoptr (AuFigure) figure = figure_new_models ();
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      Drawn drawn = { 0 };

      au_rasterize_async (figure, 401, 301, scales[i], &style, NULL, drawn_cb, &drawn);
      au_test_wait_for (is_done, &drawn);
      g_assert_nonnull (drawn.picture);
      g_assert_cmpint (gdk_texture_get_width (drawn.picture->texture), ==,
                       (int) ceil (401 * scales[i]));
      g_assert_cmpint (gdk_texture_get_height (drawn.picture->texture), ==,
                       (int) ceil (301 * scales[i]));
      g_assert_cmpint (au_plot_layout_get_width (drawn.picture->layout), ==, 401);
      au_picture_free (drawn.picture);
    }
}

/* 42: with animations off, and with them on, a value is there with the first frame. */
static void
test_reduced_motion (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  AuChartView *view;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  view = view_open (figure_new_models (), 700);
  au_chart_view_hover (view, 2);
  without = dup_sum (view);
  view_close (view);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  view = view_open (figure_new_models (), 700);
  au_chart_view_hover (view, 2);
  with = dup_sum (view);
  view_close (view);
  g_assert_cmpstr (with, ==, without);
}

/* 50: what lies over the picture does not make it anew. */
static void
test_hover_keeps_picture (void)
{
  AuChartView *view = view_open (figure_new_lines (2000), 800);
  AuPlotLayout *layout = au_chart_view_get_layout (view);

  for (int band = 0; band < 2000; band += 97)
    {
      au_chart_view_hover (view, band);
      g_assert_true (au_chart_view_is_settled (view));
      g_assert_true (au_chart_view_get_layout (view) == layout);
    }
  view_wait (view);
  g_assert_true (au_chart_view_get_layout (view) == layout);
  view_close (view);
}

/* 50: a hidden picture gives its memory back, and is there with the first frame again. */
static gboolean
is_packed (gpointer view)
{
  return AU_CHART_VIEW (view)->picture->texture == NULL;
}

static void
test_hidden (void)
{
  AuChartView *view = view_open (figure_new_models (), 800);
  AuPlotLayout *layout = au_chart_view_get_layout (view);

  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
  au_test_wait_for (is_packed, view);
  gtk_widget_set_visible (GTK_WIDGET (view), TRUE);
  g_assert_nonnull (view->picture->texture);
  g_assert_true (au_chart_view_is_settled (view));
  g_assert_true (au_chart_view_get_layout (view) == layout);
  view_close (view);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GtkCssProvider) provider = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  au_ui_get_resource ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, RESOURCE_BASE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_test_add_func ("/chart-view/point/30-band", test_band);
  g_test_add_func ("/chart-view/point/31-tooltip-inside", test_tooltip_inside);
  g_test_add_func ("/chart-view/point/32-legend", test_legend);
  g_test_add_func ("/chart-view/point/32-no-legend", test_no_legend);
  g_test_add_func ("/chart-view/point/33-keys", test_keys);
  g_test_add_func ("/chart-view/point/33-keys-rtl", test_keys_rtl);
  g_test_add_func ("/chart-view/point/33-keys-table", test_keys_table);
  g_test_add_func ("/chart-view/point/34-same-tooltip", test_same_tooltip);
  g_test_add_func ("/chart-view/point/35-announce", test_announce);
  g_test_add_func ("/chart-view/point/36-description", test_description);
  g_test_add_func ("/chart-view/point/33-ring", test_ring);
  g_test_add_func ("/chart-view/point/40-styles", test_styles);
  g_test_add_func ("/chart-view/point/41-fractions", test_fractions);
  g_test_add_func ("/chart-view/point/42-reduced-motion", test_reduced_motion);
  g_test_add_func ("/chart-view/point/50-hover-keeps-picture", test_hover_keeps_picture);
  g_test_add_func ("/chart-view/point/50-hidden", test_hidden);
  return g_test_run ();
}
