/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of complete months that a refresh changes: what the charts and the dialog say of them. A
 * real window on the real source; the workspace is replaced by another one at the same address. */
#include "config.h"

#include "au-test.h"
#include "au-announce.h"
#include "au-clock.h"
#include "au-restatement-dialog.h"
#include "au-sample-generator.h"
#include "au-standin.h"
#include "au-ui-resources.h"
#include "au-window-private.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <sqlite3.h>

#define SEPTEMBER au_day_new (2026, 9, 1)

static AdwApplication *application;
static char *folder;

static void
set_today (const char *day)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("ANYUSAGE_TODAY", day, TRUE);
  au_clock_init (&error);
  g_assert_no_error (error);
}

static char *
create_workspace (const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  au_sample_generator_write (path, au_day_new (2026, 11, 24), 10, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* Three people were not active in September after all, and August cost more. */
static void
restate (const char *path)
{
  static const char text[] =
    "DELETE FROM \"main.dbt.int_revops_daily_user_activity\" "
    "WHERE dt LIKE '2026-09-%' AND user_id IN (SELECT DISTINCT user_id "
    "FROM \"main.dbt.int_revops_daily_user_activity\" "
    "WHERE cursor_team_id = 40001 AND dt LIKE '2026-09-%' LIMIT 3);"
    "UPDATE \"main.dbt.fct_revops_monthly_team_metrics\" "
    "SET api_cost_usd_month = api_cost_usd_month + 1.25 "
    "WHERE team_id = 40001 AND month = '2026-08-01'";
  sqlite3 *database = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, text, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (database);
}

/* At the address and with the token that the first one chose. */
static AuStandin *
start_standin (const char *workspace)
{
  static guint port;
  static char *token;
  AuStandinOptions options = { .port = port, .token = token, .workspace = workspace };
  AuStandin *standin = au_standin_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_true (au_standin_start (standin, &error));
  g_assert_no_error (error);
  if (port == 0)
    {
      g_autoptr (GUri) uri = g_uri_parse (au_standin_get_uri (standin), G_URI_FLAGS_NONE, NULL);

      port = (guint) g_uri_get_port (uri);
      token = g_strdup (au_standin_get_token (standin));
    }
  g_setenv ("DATABRICKS_HOST", au_standin_get_uri (standin), TRUE);
  g_setenv ("DATABRICKS_TOKEN", token, TRUE);
  g_setenv ("DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  return standin;
}

static gboolean
has_all (gpointer window)
{
  return au_window_is_settled (window) &&
         au_dashboard_is_complete (((AuWindow *) window)->dashboard);
}

static AuWindow *
open_window (const char *source,
             const char *view)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  static const char *const ids[] = { "a0XSAMPLE000001", NULL };
  g_autoptr (AuSession) session = au_session_new (settings, source);
  AuWindow *window;

  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  au_window_set_view (window, view);
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  au_test_wait_for (has_all, window);
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
  gpointer source = au_session_get_source (window->session);
  gpointer dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  if (dialog != NULL)
    g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  g_object_add_weak_pointer (G_OBJECT (source), &source);
  gtk_window_destroy (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &dialog);
  au_test_wait_for (is_gone, &alive);
  au_test_wait_for (is_gone, &source);
}

static GtkWidget *
find (GtkWidget  *widget,
      const char *css_class)
{
  if (gtk_widget_has_css_class (widget, css_class))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
append_texts (GtkWidget *widget,
              GString   *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_texts (child, text);
}

static GtkWidget *
find_line (AuWindow *window)
{
  return find (GTK_WIDGET (au_dashboard_get_card (window->dashboard)), "restated");
}

/* What a person reads, and what a screen reader says of the button. */
static char *
read_line (AuWindow *window)
{
  GtkWidget *line = find_line (window);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (line);
  append_texts (line, text);
  return g_strchomp (g_string_free_and_steal (g_steal_pointer (&text)));
}

static gint64
get_september (AuWindow *window)
{
  AuChartLoad *load = au_chart_card_get_load (au_dashboard_get_card (window->dashboard));
  AuTable *table = au_result_get_table (g_ptr_array_index (load->results, 0));

  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    if (au_table_get_day (table, 0, row) == SEPTEMBER)
      return au_table_get_int64 (table, 1, row);
  g_assert_not_reached ();
}

/* With its labels on the screen, which come after the dialog itself. */
static gboolean
is_compared (gpointer dialog)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_texts (dialog, text);
  return au_restatement_dialog_is_settled (dialog) && text->len > 0;
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

static AuRestatementDialog *
get_dialog (AuWindow *window)
{
  AdwDialog *dialog;

  au_test_wait_for (has_dialog, window);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (AU_IS_RESTATEMENT_DIALOG (dialog));
  au_test_wait_for (is_compared, dialog);
  return AU_RESTATEMENT_DIALOG (dialog);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_ACTION_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
assert_row (AuRestatementDialog *dialog,
            const char          *title,
            const char          *subtitle)
{
  GtkWidget *row = find_row (GTK_WIDGET (dialog), title);

  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, subtitle);
  /* A screen reader has both, and the arrows reach the row. */
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row),
                                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
  g_assert_true (gtk_widget_grab_focus (row));
}

static char *
read_clipboard (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

/* The dialog from the line, by keys. */
static void
check_dialog (AuWindow *window,
              gint64    was,
              gint64    is)
{
  g_autofree char *people = g_strdup_printf ("%d when you looked on 3 Nov\n%d since 24 Nov",
                                             (int) was, (int) is);
  g_autofree char *cells = g_strdup_printf ("mau\t2026-09-01\tmau\tpeople\t%d\t3 Nov 2026 09:12 UTC"
                                            "\t%d\t24 Nov 2026 09:12 UTC\n", (int) was, (int) is);
  g_autofree char *copied = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  AuRestatementDialog *dialog;
  GtkWidget *line = find_line (window);

  g_assert_true (gtk_widget_grab_focus (line));
  g_assert_true (gtk_widget_activate (line));
  dialog = get_dialog (window);
  assert_row (dialog, "Sep 2026", people);
  append_texts (GTK_WIDGET (dialog), text);
  g_assert_nonnull (strstr (text->str, "Monthly active users\nmau\nSep 2026\n"));
  g_assert_nonnull (strstr (text->str, "Monthly spend\nmonthly_spend\nAug 2026 · API cost\n"));
  g_assert_nonnull (find_row (GTK_WIDGET (dialog), "Aug 2026 · Total"));
  /* The running month is another one too, and nobody calls that restated. */
  g_assert_null (strstr (text->str, "Nov 2026"));

  g_signal_emit_by_name (find (GTK_WIDGET (dialog), "text-button"), "clicked");
  copied = read_clipboard (GTK_WIDGET (dialog));
  g_assert_true (g_str_has_prefix (copied, "query\tperiod\tcolumn\t"));
  g_assert_nonnull (strstr (copied, cells));
}

/* In a window that was left open, what was read yesterday says so. */
static void
check_next_day (AuWindow *window)
{
  g_autoptr (GString) text = g_string_new (NULL);

  set_today ("2026-11-25");
  au_window_set_view (window, "mau");
  append_texts (GTK_WIDGET (window), text);
  g_assert_nonnull (strstr (text->str, "Databricks · read 24 Nov 2026 09:12 UTC"));
}

static void
test_refresh (void)
{
  g_autofree char *before = create_workspace ("before.sqlite");
  g_autofree char *after = create_workspace ("after.sqlite");
  g_autoptr (AuStandin) standin = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *line = NULL;
  g_autofree char *both = NULL;
  AuWindow *window;
  gint64 was, is;

  restate (after);
  standin = start_standin (before);
  set_today ("2026-11-03");
  window = open_window ("databricks", "mau");
  was = get_september (window);
  g_assert_null (find_line (window));

  /* Nothing else came. */
  au_session_refresh (window->session);
  au_test_wait_for (has_all, window);
  g_assert_null (find_line (window));

  g_clear_pointer (&standin, au_standin_free);
  standin = start_standin (after);
  set_today ("2026-11-24");
  au_session_refresh (window->session);
  au_test_wait_for (has_all, window);
  is = get_september (window);
  g_assert_cmpint (is, ==, was - 3);
  expected = g_strdup_printf ("Sep 2026 was %d when you looked on 3 Nov", (int) was);
  line = read_line (window);
  g_assert_cmpstr (line, ==, expected);
  g_assert_cmpstr (au_announce_get_last (), ==, expected);
  check_dialog (window, was, is);
  adw_dialog_force_close (ADW_DIALOG (get_dialog (window)));

  /* A chart of two queries says of which it speaks, and how many more there are. */
  au_window_set_view (window, "mau-vs-spend");
  au_test_wait_for (au_window_is_settled, window);
  both = read_line (window);
  g_assert_true (g_str_has_prefix (both, "Sep 2026 · Monthly active users was "));
  g_assert_true (g_str_has_suffix (both, " when you looked on 3 Nov, and 2 more numbers were different"));
  check_next_day (window);
  close_window (window);
  g_assert_true (au_cache_clear_folder (NULL));
}

static void
test_sample (void)
{
  AuWindow *window = open_window ("sample", "mau");
  g_autoptr (GString) text = g_string_new (NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.restated", NULL);
  append_texts (GTK_WIDGET (get_dialog (window)), text);
  g_assert_nonnull (strstr (text->str, "No Restated Numbers\n"));
  g_assert_nonnull (strstr (text->str, "Readings of the sample workspace are not kept"));
  g_assert_null (find_line (window));
  close_window (window);
}

static void
activate_cb (GApplication *app,
             gpointer      user_data)
{
}

static void
remove_folder (void)
{
  static const char *const names[] = { "before.sqlite", "after.sqlite", "anyusage/readings",
                                       "anyusage", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_remove (path);
    }
  g_free (folder);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  /* Readings of its own. */
  folder = g_dir_make_tmp ("anyusage-restated-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/restated/sample", test_sample);
  /* It moves the clock. */
  g_test_add_func ("/ui/restated/refresh", test_refresh);
  status = g_test_run ();
  g_clear_object (&application);
  remove_folder ();
  return status;
}
