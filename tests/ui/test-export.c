/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-ui-resources.h"
#include "au-clock.h"
#include "au-export-dialog.h"
#include "au-report-export.h"
#include "au-window-private.h"

#include <glib/gstdio.h>
#include <string.h>

static AdwApplication *application;

static AuWindow *
open_window (const char *view)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = au_session_new (settings, "sample");
  const char *ids[] = { "a0XSAMPLE000001", NULL };
  AuWindow *window;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  au_window_set_view (window, view);
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  au_test_wait_for (au_window_is_settled, window);
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
close_window (AuWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_close (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &alive);
}

/* The @nth widget of a type below another, in the order in which they are seen. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type,
      guint     *nth)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*nth)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, nth);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static AdwComboRow *
find_row (AuExportDialog *dialog,
          guint           nth)
{
  return ADW_COMBO_ROW (find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, &nth));
}

static GtkPicture *
find_preview (AuExportDialog *dialog)
{
  guint first = 0;

  return GTK_PICTURE (find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, &first));
}

static gboolean
has_preview (gpointer data)
{
  return gtk_picture_get_paintable (find_preview (data)) != NULL;
}

static gboolean
is_square (gpointer data)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (find_preview (data));

  return paintable != NULL && gdk_paintable_get_intrinsic_aspect_ratio (paintable) == 1.0;
}

static AuExportDialog *
open_dialog (AuWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
  g_assert_true (AU_IS_EXPORT_DIALOG (adw_application_window_get_visible_dialog (
                                        ADW_APPLICATION_WINDOW (window))));
  return AU_EXPORT_DIALOG (adw_application_window_get_visible_dialog (
                             ADW_APPLICATION_WINDOW (window)));
}

static void
forget_settings (void)
{
  static const char *const keys[] = { "export-format", "export-size", "export-scale",
                                      "export-background", "export-forecast", "export-provenance" };
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

static void
test_dialog (void)
{
  AuWindow *window = open_window ("mau");
  AuExportDialog *dialog;
  AuExportOptions options;
  guint first = 0;

  forget_settings ();
  dialog = open_dialog (window);
  au_export_dialog_get_options (dialog, &options);
  g_assert_cmpint (options.image.format, ==, AU_IMAGE_PNG);
  g_assert_cmpint (options.image.width, ==, 1600);
  g_assert_cmpint (options.image.height, ==, 900);
  g_assert_cmpint (options.image.scale, ==, 2);
  g_assert_cmpint (options.image.scheme, ==, AU_PLOT_LIGHT);
  g_assert_false (options.image.transparent);
  g_assert_false (options.rows);
  au_test_wait_for (has_preview, dialog);

  adw_combo_row_set_selected (find_row (dialog, 0), 2);
  adw_combo_row_set_selected (find_row (dialog, 1), 1);
  adw_combo_row_set_selected (find_row (dialog, 2), 1);
  adw_spin_row_set_value (ADW_SPIN_ROW (find (GTK_WIDGET (dialog), ADW_TYPE_SPIN_ROW, &first)), 3);
  au_test_wait_for (is_square, dialog);
  adw_dialog_force_close (ADW_DIALOG (dialog));

  /* The last choice is the first of the next time. */
  dialog = open_dialog (window);
  au_export_dialog_get_options (dialog, &options);
  g_assert_cmpint (options.image.format, ==, AU_IMAGE_PDF);
  g_assert_cmpint (options.image.width, ==, 1200);
  g_assert_cmpint (options.image.height, ==, 1200);
  g_assert_cmpint (options.image.scale, ==, 3);
  g_assert_cmpint (options.image.scheme, ==, AU_PLOT_DARK);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row (dialog, 0)), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row (dialog, 1)), ==, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row (dialog, 2)), ==, 1);

  /* As shown: the card's own size. */
  adw_combo_row_set_selected (find_row (dialog, 1), 2);
  au_export_dialog_get_options (dialog, &options);
  g_assert_cmpint (options.image.width, ==, gtk_widget_get_width (
                     GTK_WIDGET (au_dashboard_get_card (window->dashboard))));

  /* Rows have neither size nor colour. */
  adw_combo_row_set_selected (find_row (dialog, 0), 3);
  au_export_dialog_get_options (dialog, &options);
  g_assert_true (options.rows);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_row (dialog, 1))));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_preview (dialog))));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_window (window);
}

typedef struct
{
  GFile *file;
  GError *error;
  gboolean done;
} Exported;

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Exported *exported = user_data;

  exported->file = au_export_finish (result, &exported->error);
  exported->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Exported *) data)->done;
}

/* What the command line writes for the same request, size and clock. */
static void
assert_same_as_command_line (const char            *path,
                             const char            *format,
                             const AuExportOptions *options)
{
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "src", "anyusage",
                                               NULL);
  g_autofree char *other = g_strconcat (path, "-other.", format, NULL);
  g_autofree char *size = g_strdup_printf ("%dx%d", options->image.width, options->image.height);
  g_autofree char *scale = g_strdup_printf ("%d", options->image.scale);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "export", "--subscription",
                      "a0XSAMPLE000001", "--chart", "mau", "--output", other,
                      options->rows ? NULL : "--size", size, "--scale", scale, NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  gsize one_length, two_length;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &one, &one_length, NULL));
  g_assert_true (g_file_get_contents (other, &two, &two_length, NULL));
  g_assert_cmpuint (one_length, ==, two_length);
  g_assert_true (memcmp (one, two, one_length) == 0);
  g_remove (other);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *format;
    const char *begins;
  } cases[] = {
    { "png", "\x89PNG" },
    { "svg", "<?xml" },
    { "pdf", "%PDF" },
    { "csv", "month,mau,data_through\r\n2025-04-01,97," },
  };
  AuWindow *window = open_window ("mau");
  AuChartCard *card = au_dashboard_get_card (window->dashboard);
  g_autoptr (AuExport) export = au_export_new (au_chart_card_get_chart (card),
                                               au_chart_card_get_load (card),
                                               au_chart_card_get_view (card));
  GSettings *settings = au_session_get_settings (window->session);
  g_autofree char *folder = g_dir_make_tmp ("anyusage-export-XXXXXX", NULL);

  forget_settings ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].format, NULL);
      g_autofree char *data = NULL;
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;
      AuExportOptions options;
      Exported exported = { NULL, };

      g_settings_set_string (settings, "export-format", cases[i].format);
      au_export_options_init (&options, settings, 800, 400);
      au_export_to_file_async (export, &options, file, NULL, exported_cb, &exported);
      au_test_wait_for (is_done, &exported);
      g_assert_no_error (exported.error);
      g_file_get_contents (path, &data, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (data, cases[i].begins));
      assert_same_as_command_line (path, cases[i].format, &options);
      g_clear_object (&exported.file);
      g_remove (path);
    }
  g_rmdir (folder);
  forget_settings ();
  close_window (window);
}

static void
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                                                       &error);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_same_files (const char *one,
                   const char *two)
{
  g_autofree char *one_text = NULL;
  g_autofree char *two_text = NULL;

  g_assert_true (g_file_get_contents (one, &one_text, NULL, NULL));
  g_assert_true (g_file_get_contents (two, &two_text, NULL, NULL));
  g_assert_cmpstr (one_text, ==, two_text);
}

/* Rows with their record beside them: what the command line writes, and finds intact. Without the
 * switch there is none. */
static void
test_record (void)
{
  AuWindow *window = open_window ("mau");
  GSettings *settings = au_session_get_settings (window->session);
  AuChartCard *card = au_dashboard_get_card (window->dashboard);
  g_autoptr (AuExport) export = au_export_new (au_chart_card_get_chart (card),
                                               au_chart_card_get_load (card),
                                               au_chart_card_get_view (card));
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "src", "anyusage",
                                               NULL);
  g_autofree char *folder = g_dir_make_tmp ("anyusage-export-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "rows.csv", NULL);
  g_autofree char *record = g_strconcat (path, ".provenance.json", NULL);
  g_autofree char *other = g_build_filename (folder, "other.csv", NULL);
  g_autofree char *other_record = g_strconcat (other, ".provenance.json", NULL);
  const char *export_arguments[] = { program, "export", "--subscription", "a0XSAMPLE000001", "--chart",
                                     "mau", "--provenance", "--output", other, NULL };
  const char *verify_arguments[] = { program, "verify", path, NULL };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AuExportDialog *dialog;
  guint second = 1;

  forget_settings ();
  g_settings_set_string (settings, "export-format", "csv");
  dialog = open_dialog (window);
  for (int with_record = 0; with_record < 2; with_record++)
    {
      AuExportOptions options;
      Exported exported = { NULL, };

      if (with_record)
        adw_switch_row_set_active (ADW_SWITCH_ROW (find (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW,
                                                         &second)), TRUE);
      au_export_dialog_get_options (dialog, &options);
      au_export_to_file_async (export, &options, file, NULL, exported_cb, &exported);
      au_test_wait_for (is_done, &exported);
      g_assert_no_error (exported.error);
      g_assert_true (g_file_equal (exported.file, file));
      g_clear_object (&exported.file);
      g_assert_cmpint (g_file_test (record, G_FILE_TEST_EXISTS), ==, with_record);
    }
  adw_dialog_force_close (ADW_DIALOG (dialog));
  run (export_arguments);
  assert_same_files (path, other);
  assert_same_files (record, other_record);
  run (verify_arguments);

  g_remove (record);
  g_remove (other);
  g_remove (other_record);
  g_remove (path);
  g_rmdir (folder);
  forget_settings ();
  close_window (window);
}

/* What a chart's SVG has in it. */
static char *
dup_svg (AuExport *export,
         gboolean  forecast)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "anyusage-words.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GError) error = NULL;
  AuExportOptions options;
  Exported exported = { NULL, };
  char *data = NULL;

  g_settings_set_string (settings, "export-format", "svg");
  g_settings_set_boolean (settings, "export-forecast", forecast);
  au_export_options_init (&options, settings, 800, 400);
  au_export_to_file_async (export, &options, file, NULL, exported_cb, &exported);
  au_test_wait_for (is_done, &exported);
  g_assert_no_error (exported.error);
  g_file_get_contents (path, &data, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&exported.file);
  g_remove (path);
  forget_settings ();
  return data;
}

/* What the legend hides is left out of the picture, which says so. */
static void
test_hidden (void)
{
  AuWindow *window = open_window ("model-spend");
  AuChartCard *card = au_dashboard_get_card (window->dashboard);
  AuChartView *view = au_chart_card_get_view (card);
  g_autoptr (AuExport) all = NULL;
  g_autoptr (AuExport) fewer = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  all = au_export_new (au_chart_card_get_chart (card), au_chart_card_get_load (card), view);
  g_assert_cmpuint (au_export_get_n_hidden (all), ==, 0);
  before = dup_svg (all, FALSE);
  g_assert_nonnull (strstr (before, ">atlas-6<"));
  g_assert_null (strstr (before, "hidden"));

  g_signal_emit_by_name (g_ptr_array_index (au_chart_view_get_legend_items (view), 0), "activated",
                         FALSE);
  g_assert_cmpuint (au_chart_view_get_n_hidden (view), ==, 1);
  fewer = au_export_new (au_chart_card_get_chart (card), au_chart_card_get_load (card), view);
  g_assert_cmpuint (au_export_get_n_hidden (fewer), ==, 1);
  after = dup_svg (fewer, FALSE);
  g_assert_null (strstr (after, ">atlas-6<"));
  g_assert_nonnull (strstr (after, "1 series is hidden and not drawn."));
  close_window (window);
}

/* What is expected is in the picture only on wish. */
static void
test_forecast (void)
{
  AuWindow *window = open_window ("mau-vs-spend");
  AuChartCard *card = au_dashboard_get_card (window->dashboard);
  g_autoptr (AuExport) export = NULL;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  export = au_export_new (au_chart_card_get_chart (card), au_chart_card_get_load (card),
                          au_chart_card_get_view (card));
  g_assert_true (au_export_has_forecast (export));
  without = dup_svg (export, FALSE);
  with = dup_svg (export, TRUE);
  g_assert_null (strstr (without, "Forecast"));
  g_assert_nonnull (strstr (with, "Forecast"));
  close_window (window);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GdkTexture **) user_data = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (object), result,
                                                                  NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
has_image (gpointer data)
{
  return gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (data), "image/png");
}

static void
test_copy_image (void)
{
  AuWindow *window = open_window ("mau");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  AuChartCard *card = au_dashboard_get_card (window->dashboard);
  g_autoptr (GdkTexture) texture = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (au_chart_card_get_view (card)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-image", NULL);
  au_test_wait_for (has_image, clipboard);
  gdk_clipboard_read_texture_async (clipboard, NULL, read_cb, &texture);
  au_test_wait_for (is_there, &texture);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 3200);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 1800);
  close_window (window);
}

static void
text_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
has_html (gpointer data)
{
  return gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (data), "text/html");
}

static void
test_copy_table (void)
{
  AuWindow *window = open_window ("mau");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-table", NULL);
  au_test_wait_for (has_html, clipboard);
  gdk_clipboard_read_text_async (clipboard, NULL, text_cb, &text);
  au_test_wait_for (is_there, &text);
  lines = g_strsplit (text, "\n", -1);
  /* A heading, twenty months, and nothing after the last line. */
  g_assert_cmpuint (g_strv_length (lines), ==, 22);
  g_assert_nonnull (strstr (lines[1], "\t97"));
  g_assert_nonnull (strstr (lines[19], "\t412"));
  close_window (window);
}

/* Rows are rows: what the legend hides is in the table beside the chart, and so in its copy. */
static void
test_copy_hidden (void)
{
  AuWindow *window = open_window ("model-spend");
  AuChartView *view = au_chart_card_get_view (au_dashboard_get_card (window->dashboard));
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_autofree char *text = NULL;

  g_signal_emit_by_name (g_ptr_array_index (au_chart_view_get_legend_items (view), 0), "activated",
                         FALSE);
  g_assert_cmpuint (au_chart_view_get_n_hidden (view), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-table", NULL);
  au_test_wait_for (has_html, clipboard);
  gdk_clipboard_read_text_async (clipboard, NULL, text_cb, &text);
  au_test_wait_for (is_there, &text);
  g_assert_nonnull (strstr (text, "\tatlas-6\t"));
  g_assert_nonnull (strstr (text, "\tquill-5-sonnet\t"));
  close_window (window);
}

typedef struct
{
  GFile *file;
  GError *error;
  guint n_failed;
  gboolean done;
} Reported;

static void
reported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Reported *reported = user_data;

  reported->file = au_report_export_finish (result, &reported->n_failed, &reported->error);
  reported->done = TRUE;
}

static gboolean
is_reported (gpointer data)
{
  return ((Reported *) data)->done;
}

static void
test_report (void)
{
  AuWindow *window = open_window ("mau");
  g_autofree char *folder = g_dir_make_tmp ("anyusage-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GtkWidget) bar = g_object_ref_sink (gtk_progress_bar_new ());
  g_autoptr (GDir) dir = NULL;
  Reported cancelled = { NULL, };
  Reported reported = { NULL, };

  /* Given up: nothing is left. */
  au_report_export_async (window->session, file, NULL, cancellable, reported_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  au_test_wait_for (is_reported, &cancelled);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (cancelled.file);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));

  au_report_export_async (window->session, file, GTK_PROGRESS_BAR (bar), NULL, reported_cb,
                          &reported);
  au_test_wait_for (is_reported, &reported);
  g_assert_no_error (reported.error);
  g_assert_cmpuint (reported.n_failed, ==, 0);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), >=, 0.5);
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-1.4"));

  g_clear_error (&cancelled.error);
  g_clear_object (&reported.file);
  g_remove (path);
  g_rmdir (folder);
  close_window (window);
}

static void
activate_cb (GApplication *app,
             gpointer      user_data)
{
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/export/dialog", test_dialog);
  g_test_add_func ("/ui/export/formats", test_formats);
  g_test_add_func ("/ui/export/record-beside-rows", test_record);
  g_test_add_func ("/ui/export/leaves-out-what-is-hidden", test_hidden);
  g_test_add_func ("/ui/export/forecast-on-wish", test_forecast);
  g_test_add_func ("/ui/export/copy-image", test_copy_image);
  g_test_add_func ("/ui/export/copy-table", test_copy_table);
  g_test_add_func ("/ui/export/copy-table-has-what-is-hidden", test_copy_hidden);
  g_test_add_func ("/ui/export/report", test_report);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
