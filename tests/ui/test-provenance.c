/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-age.h"
#include "au-clock.h"
#include "au-provenance-dialog.h"
#include "au-provenance-facts.h"
#include "au-sql-highlight.h"
#include "au-reconciliation-strip.h"
#include "au-summary-cards.h"
#include "au-ui-resources.h"
#include "au-window-private.h"

#include <locale.h>
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

/* With the dialog in it: all of it has to go. */
static void
close_window (AuWindow *window)
{
  gpointer alive = window;
  gpointer dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  if (dialog != NULL)
    g_object_add_weak_pointer (G_OBJECT (dialog), &dialog);
  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_destroy (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &dialog);
  au_test_wait_for (is_gone, &alive);
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

static AuProvenanceDialog *
get_dialog (AuWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  g_assert_true (AU_IS_PROVENANCE_DIALOG (dialog));
  return AU_PROVENANCE_DIALOG (dialog);
}

static AuProvenanceDialog *
open_dialog (AuWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.provenance", NULL);
  return get_dialog (window);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

/* Of a chart: the text as it was sent, with its markers and not its values. */
static void
test_chart (void)
{
  AuWindow *window = open_window ("mau");
  AuProvenanceDialog *dialog = open_dialog (window);
  AuProvenancePage *page = au_provenance_dialog_get_page (dialog);
  const char *text = au_provenance_page_get_text (page);

  g_assert_nonnull (strstr (text, "WHERE s.Id IN (:subscription_ids_0)"));
  g_assert_null (strstr (text, "a0XSAMPLE000001"));
  au_test_wait_for (gtk_widget_get_mapped, page);
  close_window (window);
}

/* Of a chart of two queries: the second is one choice further. */
static void
test_two_queries (void)
{
  AuWindow *window = open_window ("mau-vs-spend");
  AuProvenanceDialog *dialog = open_dialog (window);
  GtkWidget *queries = find (GTK_WIDGET (dialog), ADW_TYPE_TOGGLE_GROUP);
  AuProvenancePage *page = au_provenance_dialog_get_page (dialog);

  g_assert_nonnull (strstr (au_provenance_page_get_text (page), "AS mau"));
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (queries), 1);
  page = au_provenance_dialog_get_page (dialog);
  g_assert_nonnull (strstr (au_provenance_page_get_text (page), "AS total_usd"));
  close_window (window);
}

/* Of a summary card: what has the focus counts, and what was computed is told. */
static void
test_card (void)
{
  AuWindow *window = open_window ("model-spend");
  GtkWidget *cards = find (GTK_WIDGET (window), AU_TYPE_SUMMARY_CARDS);
  GtkWidget *button = find (cards, GTK_TYPE_BUTTON);
  AuProvenancePage *page;

  g_assert_true (gtk_widget_grab_focus (button));
  page = au_provenance_dialog_get_page (open_dialog (window));
  g_assert_nonnull (strstr (au_provenance_page_get_text (page), "AS mau"));
  g_assert_true (has_label (GTK_WIDGET (page), "The change is computed, from mau."));
  close_window (window);
}

/* This customer's two spends differ in one month; both provenances are one click away. */
static void
test_strip (void)
{
  AuWindow *window = open_window ("mau");
  GtkWidget *strip = find (GTK_WIDGET (window), AU_TYPE_RECONCILIATION_STRIP);
  GtkWidget *first = find (strip, GTK_TYPE_BUTTON);
  AuProvenancePage *page;

  g_assert_true (has_label (first,
                            "Model spend differs from monthly spend (Aug 2026: $704.97 less)."));
  g_assert_true (has_label (strip, "Feature adoption and its percentages agree."));
  gtk_widget_activate (first);
  au_test_wait_for (has_dialog, window);
  page = au_provenance_dialog_get_page (get_dialog (window));
  g_assert_nonnull (strstr (au_provenance_page_get_text (page), "temp_model_usage_monthly_sfdc"));
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (find (GTK_WIDGET (get_dialog (window)),
                                                       ADW_TYPE_TOGGLE_GROUP)), 1);
  page = au_provenance_dialog_get_page (get_dialog (window));
  g_assert_nonnull (strstr (au_provenance_page_get_text (page), "AS total_usd"));
  close_window (window);
}

static AuResult *
dup_result (AuWindow *window)
{
  AuChartLoad *load = au_chart_card_get_load (au_dashboard_get_card (window->dashboard));

  return au_result_ref (g_ptr_array_index (load->results, 0));
}

/* The record as text can be held against the rows and the text again. */
static void
test_record (void)
{
  AuWindow *window = open_window ("mau");
  g_autoptr (AuResult) result = dup_result (window);
  AuProvenance *provenance = au_result_get_provenance (result);
  AuQuery *query = au_provenance_get_query (provenance);
  g_autofree char *record = au_provenance_facts_dup_record (result, au_clock_now ());
  const char *text = au_provenance_facts_get_text (result);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  const char *expected[] = {
    "Monthly active users\nPeople with any activity in a calendar month",
    "Standing: Verified: the file matches its line in SHA256SUMS\n", "Source: Sample workspace\n",
    "Query: mau\n", "Window: calendar month, UTC\n", "File: mau.sql\n",
    "include_current_month = true\n", "Submitted: 24 Nov 2026 09:12:00 UTC\n", "Rows: 20\n",
    "Data Through: 23 Nov 2026\n", "  main.dbt.int_revops_daily_user_activity\n",
    "Contract Version: 1\n", "App Version: Anyusage " PACKAGE_VERSION "\n",
    au_query_get_sha256 (query), sum, provenance->statement_id, au_result_get_rows_sha256 (result),
    text,
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_test_message ("%s", expected[i]);
      g_assert_nonnull (strstr (record, expected[i]));
    }
  g_assert_null (strstr (record, "Age:"));
  close_window (window);
}

/* What is from the cache tells its age, and a truncated result that there is more. */
static void
test_cached (void)
{
  AuWindow *window = open_window ("mau");
  g_autoptr (AuResult) result = dup_result (window);
  g_autoptr (AuProvenance) provenance = au_provenance_copy (au_result_get_provenance (result));
  g_autoptr (AuResult) cached = NULL;
  g_autofree char *record = NULL;

  provenance->from_cache = TRUE;
  provenance->truncated = TRUE;
  provenance->host = g_strdup ("dbc-1.cloud.databricks.com");
  cached = au_result_new (au_result_get_table (result), provenance);
  record = au_provenance_facts_dup_record (cached, provenance->finished + 3 * 3600000);
  g_assert_nonnull (strstr (record, "Age: 3 hours old, kept on this computer\n"));
  g_assert_nonnull (strstr (record, "Rows: 20, truncated: the source has more\n"));
  g_assert_nonnull (strstr (record, "Workspace: dbc-1.cloud.databricks.com\n"));
  close_window (window);
}

/* Only Databricks has a page for a statement, and nothing but https leads there. */
static void
test_uri (void)
{
  static const struct
  {
    const char *host;
    const char *id;
    const char *uri;
  } cases[] = {
    { "dbc-1.cloud.databricks.com", "01f0-7c3e",
      "https://dbc-1.cloud.databricks.com/sql/history?queryId=01f0-7c3e" },
    { "dbc-1.cloud.databricks.com", "a&b=c",
      "https://dbc-1.cloud.databricks.com/sql/history?queryId=a%26b%3Dc" },
    { "evil.example/x?", "01f0", NULL },
    { "user@evil.example", "01f0", NULL },
    { "127.0.0.1:8080", "01f0", NULL },
    { NULL, "01f0", NULL },
    { "dbc-1.cloud.databricks.com", NULL, NULL },
  };
  AuWindow *window = open_window ("mau");
  g_autoptr (AuResult) result = dup_result (window);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AuProvenance) provenance = au_provenance_copy (au_result_get_provenance (result));
      g_autoptr (AuResult) other = NULL;
      g_autofree char *uri = NULL;

      g_set_str (&provenance->host, cases[i].host);
      g_set_str (&provenance->statement_id, cases[i].id);
      other = au_result_new (au_result_get_table (result), provenance);
      uri = au_provenance_facts_dup_uri (other);
      g_assert_cmpstr (uri, ==, cases[i].uri);
    }
  close_window (window);
}

static void
test_age (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { 0, "less than a minute old" }, { 59, "less than a minute old" }, { 60, "1 minute old" },
    { 7199, "119 minutes old" }, { 7200, "2 hours old" }, { 172799, "47 hours old" },
    { 172800, "2 days old" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = au_age_create_text (cases[i].seconds * 1000);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static guint
count (PangoAttrList *list,
       PangoAttrType  type)
{
  GSList *attributes = pango_attr_list_get_attributes (list);
  guint n = 0;

  for (GSList *item = attributes; item != NULL; item = item->next)
    n += ((PangoAttribute *) item->data)->klass->type == type;
  g_slist_free_full (attributes, (GDestroyNotify) pango_attribute_destroy);
  return n;
}

/* Words within strings and comments are no keywords. */
static void
test_highlight (void)
{
  g_autoptr (PangoAttrList) list =
    au_sql_highlight ("SELECT a -- from where\nFROM t WHERE b = 'select ü' AND c = :p",
                      AU_SQL_COLORS_LIGHT);

  g_assert_cmpuint (count (list, PANGO_ATTR_WEIGHT), ==, 4);
  g_assert_cmpuint (count (list, PANGO_ATTR_STYLE), ==, 1);
  g_assert_cmpuint (count (list, PANGO_ATTR_FOREGROUND), ==, 3);
}

static void
activate_cb (GApplication *app)
{
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/ui/provenance/chart", test_chart);
  g_test_add_func ("/ui/provenance/two-queries", test_two_queries);
  g_test_add_func ("/ui/provenance/card", test_card);
  g_test_add_func ("/ui/provenance/strip", test_strip);
  g_test_add_func ("/ui/provenance/record", test_record);
  g_test_add_func ("/ui/provenance/cached", test_cached);
  g_test_add_func ("/ui/provenance/uri", test_uri);
  g_test_add_func ("/ui/provenance/age", test_age);
  g_test_add_func ("/ui/provenance/highlight", test_highlight);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
