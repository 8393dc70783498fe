/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "soak.h"
#include "au-cached-source.h"
#include "au-databricks-source.h"
#include "au-sign-in.h"
#include "au-test.h"
#include "au-views.h"

#include <malloc.h>

/* Seconds of waiting for the server become milliseconds. */
#define PACE 0.002

/* After so many seconds a request has failed that nobody answers. */
#define TIMEOUT 1

/* Eight times as many as cairo keeps: one in 3,000 of those that were there is left. */
#define N_GLYPH_PAGES (8 * 512)

/* The window, opened anew where an action has closed it. */
AuWindow *
soak_get_window (Soak *soak)
{
  GList *windows = gtk_application_get_windows (soak->application);

  for (GList *link = windows; link != NULL; link = link->next)
    if (AU_IS_WINDOW (link->data))
      return link->data;
  g_application_activate (G_APPLICATION (soak->application));
  return soak_get_window (soak);
}

/* (nullable): a window over it, such as a file chooser; the one that came last */
GtkWindow *
soak_find_other (Soak *soak)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (!AU_IS_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

AdwDialog *
soak_find_dialog (Soak *soak)
{
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (soak_get_window (soak));

  return adw_application_window_get_visible_dialog (window);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

void
soak_run (Soak *soak,
          guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  au_test_wait_for (is_over, &end);
}

/* (nullable): what the window asks, without what keeps its answers */
static AuDatabricksSource *
find_source (Soak *soak)
{
  AuSource *source = au_session_get_source (au_window_get_session (soak_get_window (soak)));

  if (source != NULL && AU_IS_CACHED_SOURCE (source))
    source = au_cached_source_get_inner (AU_CACHED_SOURCE (source));
  return source != NULL && AU_IS_DATABRICKS_SOURCE (source) ? AU_DATABRICKS_SOURCE (source) : NULL;
}

/* A new source waits for real seconds, which teaches nothing. */
void
soak_pace (Soak *soak)
{
  AuDatabricksSource *source = find_source (soak);
  AuHttp *http;

  if (source == NULL || g_object_get_data (G_OBJECT (source), "soak-paced") != NULL)
    return;
  g_object_set_data (G_OBJECT (source), "soak-paced", soak);
  http = au_databricks_client_get_http (au_databricks_source_get_client (source));
  au_http_set_pace (http, PACE);
  au_http_set_timeout (http, TIMEOUT);
}

static void
close_all (Soak *soak)
{
  GtkWindow *other;
  AdwDialog *dialog;

  while ((other = soak_find_other (soak)) != NULL)
    {
      gtk_window_close (other);
      soak_run (soak, 50);
    }
  while ((dialog = soak_find_dialog (soak)) != NULL)
    {
      adw_dialog_close (dialog);
      soak_run (soak, 400);
    }
  gtk_popover_popdown (au_subscription_picker_get_popover (soak_get_window (soak)->picker));
  adw_toast_overlay_dismiss_all (soak_get_window (soak)->toasts);
}

static void
reset_settings (Soak *soak)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    if (!g_str_equal (keys[i], "source"))
      g_settings_reset (settings, keys[i]);
  g_settings_set_string (settings, "source", "databricks");
}

static gboolean
is_ready (gpointer data)
{
  Soak *soak = data;
  AuSession *session = au_window_get_session (soak_get_window (soak));

  soak_pace (soak);
  return au_session_get_state (session) != AU_SESSION_LOADING;
}

static gboolean
is_settled (gpointer data)
{
  AuWindow *window = soak_get_window (data);

  soak_pace (data);
  return au_window_is_settled (window) && au_dashboard_is_complete (window->dashboard);
}

static gboolean
nothing_open (gpointer data)
{
  AuDatabricksSource *source = find_source (data);

  return source == NULL || au_databricks_source_get_n_open (source) == 0;
}

static gboolean
is_open (gpointer data)
{
  soak_pace (data);
  return au_session_get_state (soak_get_window (data)->session) == AU_SESSION_READY;
}

static gboolean
is_shown (gpointer data)
{
  AuChartCard *card = au_dashboard_get_card (soak_get_window (data)->dashboard);
  AuChartLoad *load = card != NULL ? au_chart_card_get_load (card) : NULL;

  return is_settled (data) && load != NULL && load->error == NULL;
}

/* What failed meanwhile is asked for again, signed in where that was it. */
static void
read_anew (Soak *soak)
{
  AuWindow *window = soak_get_window (soak);
  const char *ids[] = { "a0XSAMPLE000001", NULL };

  au_session_refresh (window->session);
  au_test_wait_for (is_ready, soak);
  if (!is_open (soak))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in", NULL);
      au_test_wait_for (is_open, soak);
    }
  g_assert_true (au_session_select_ids (window->session, ids, NULL));
  au_window_set_view (window, "mau");
  au_test_wait_for (is_settled, soak);
  if (!is_shown (soak))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-in", NULL);
      au_test_wait_for (is_shown, soak);
    }
}

static void
show_all (Soak *soak)
{
  AuWindow *window = soak_get_window (soak);

  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      au_window_set_view (window, au_view_get (i)->name);
      au_test_wait_for (is_settled, soak);
      au_chart_card_set_table (au_dashboard_get_card (window->dashboard), FALSE);
      au_test_wait_for (is_settled, soak);
    }
  au_window_set_view (window, "mau");
  au_test_wait_for (is_settled, soak);
}

/* The same state whatever came before: signed in, the first subscription's first view, read anew,
 * and nothing else open or under way. */
void
soak_rest (Soak *soak)
{
  AuWindow *window;

  soak_workspace_heal (soak->workspace);
  close_all (soak);
  reset_settings (soak);
  au_test_wait_for (is_ready, soak);
  window = soak_get_window (soak);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 860);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  adw_overlay_split_view_set_show_sidebar (window->split, TRUE);

  read_anew (soak);
  show_all (soak);
  /* Without what was kept of others. */
  au_session_refresh (window->session);
  show_all (soak);
  close_all (soak);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), "");
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  au_test_wait_for (nothing_open, soak);
  /* Animations, idle threads, and toasts on their way. */
  soak_run (soak, 2000);
}

/* Cairo keeps the glyphs that were drawn last, of each size and at each fraction of a pixel, in 512
 * pages that it gives up at random once they are all taken, which may take thousands of actions.
 * Glyphs of fonts that nobody else has take these pages, and leave them with their fonts. */
static void
forget_glyphs (void)
{
  g_autoptr (GPtrArray) fonts = g_ptr_array_new_with_free_func (
    (GDestroyNotify) cairo_scaled_font_destroy);
  cairo_font_face_t *face = cairo_toy_font_face_create ("Sans", CAIRO_FONT_SLANT_NORMAL,
                                                        CAIRO_FONT_WEIGHT_NORMAL);
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 8, 8);
  cairo_t *cairo = cairo_create (surface);

  for (int i = 0; i < N_GLYPH_PAGES; i++)
    {
      double size = 1 + i / 1024.0;
      cairo_matrix_t matrix, identity;
      cairo_scaled_font_t *font;
      cairo_glyph_t glyph = { 1, 1, 4 };

      cairo_matrix_init_scale (&matrix, size, size);
      cairo_matrix_init_identity (&identity);
      font = cairo_scaled_font_create (face, &matrix, &identity, options);
      g_assert_cmpint (cairo_scaled_font_status (font), ==, CAIRO_STATUS_SUCCESS);
      g_ptr_array_add (fonts, font);
      cairo_set_scaled_font (cairo, font);
      cairo_show_glyphs (cairo, &glyph, 1);
    }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  cairo_font_options_destroy (options);
  cairo_font_face_destroy (face);
}

/* Bytes in use, those of large blocks with them. */
gsize
soak_measure (void)
{
  struct mallinfo2 info;

  forget_glyphs ();
  g_thread_pool_stop_unused_threads ();
  malloc_trim (0);
  info = mallinfo2 ();
  return info.uordblks + info.hblkhd;
}
