/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-clock.h"
#include "au-picker-look-up.h"
#include "au-picker-popover.h"
#include "au-picker-teams.h"
#include "au-ui-resources.h"

#include <glib/gstdio.h>
#include <string.h>

/* A text of one's own that lists team 41001 in two accounts, as no healthy source does. */
static const char doubled[] =
  "SELECT t.id AS team_id, t.name AS team_name, CAST(t.seats AS BIGINT) AS seats,\n"
  "  t.membership_type AS membership_type, t.is_enterprise AS is_enterprise,\n"
  "  s.Id AS subscription_id, s.Name AS subscription_name, a.Id AS account_id, a.Name AS account_name\n"
  "FROM main.dbt.dim_teams t\n"
  "LEFT JOIN revops_share.pt_salesforce.subscription__c s\n"
  "  ON substr(s.Id, 1, 15) = substr(t.sf_subscription_id, 1, 15)\n"
  "  OR (t.id = 41001 AND s.Id = 'a0XSAMPLE000002')\n"
  "LEFT JOIN revops_share.pt_salesforce.account a\n"
  "  ON substr(a.Id, 1, 15) = substr(s.Account__c, 1, 15)\n"
  "WHERE t.id IN (:team_ids)\n"
  "ORDER BY team_id, subscription_id\n";

static AuSession *session;

static gboolean
is_ready (gpointer unused)
{
  g_assert_no_error (au_session_get_error (session));
  return au_session_get_state (session) == AU_SESSION_READY;
}

typedef struct
{
  GPtrArray *lines;
  GError *error;
  gboolean done;
} Answer;

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Answer *answer = user_data;

  answer->lines = au_picker_look_up_finish (AU_SESSION (object), result, &answer->error);
  answer->done = TRUE;
}

static gboolean
is_answered (gpointer data)
{
  return ((Answer *) data)->done;
}

static GPtrArray *
look_up (const char *text)
{
  g_autoptr (AuTeamList) list = au_team_list_parse (text);
  Answer answer = { NULL, NULL, FALSE };

  au_picker_look_up_ids_async (session, list, NULL, looked_up_cb, &answer);
  au_test_wait_for (is_answered, &answer);
  g_assert_no_error (answer.error);
  return answer.lines;
}

/* "kind id account" of each line. */
static void
assert_lines (GPtrArray  *lines,
              const char *expected)
{
  static const char *const kinds[] = { "found", "several", "alone", "unknown", "unreadable" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      AuPickerTeam *team = g_ptr_array_index (lines, i);
      AuSubscription *subscription = au_picker_team_get_subscription (team);

      g_string_append_printf (text, "%s %s %s\n", kinds[au_picker_team_get_kind (team)],
                              au_picker_team_get_id (team),
                              subscription != NULL ?
                              au_subscription_get_account_name (subscription) : "-");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_kinds (void)
{
  g_autoptr (GPtrArray) lines = look_up ("77777, 41001 40001\n40x1 49999 40001 a0XSAMPLE000003 a0XGONE00000001");

  assert_lines (lines,
                "unknown 77777 -\n"
                "several 41001 Halden Freight\n"
                "several 41001 Brightmoor Bank\n"
                "found 40001 Halden Freight\n"
                "alone 49999 -\n"
                "found a0XSAMPLE000003 Oriel Genomics\n"
                "unknown a0XGONE00000001 -\n"
                "unreadable 40x1 -\n");
  g_ptr_array_unref (lines);
  lines = look_up ("12345, abc, 678");
  assert_lines (lines, "unknown 12345 -\nunknown 678 -\nunreadable abc -\n");
}

static void
test_one (void)
{
  /* By a query of its own, which is the shipped one. */
  g_autoptr (GPtrArray) lines = look_up ("41001");
  g_autoptr (GPtrArray) nothing = look_up ("");

  assert_lines (lines, "found 41001 Halden Freight\n");
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = NULL;
  guint n_found = 0;

  /* Ten thousand, in as many statements as it takes, and nothing lost between them. */
  for (guint id = 36000; id < 46000; id++)
    g_string_append_printf (text, "%u\n", id);
  lines = look_up (text->str);
  for (guint i = 0; i < lines->len; i++)
    n_found += au_picker_team_get_kind (g_ptr_array_index (lines, i)) == AU_PICKER_TEAM_FOUND;
  g_assert_cmpuint (lines->len, ==, 10001);
  g_assert_cmpuint (n_found, >, 400);
}

static void
test_name (void)
{
  Answer answer = { NULL, NULL, FALSE };
  g_autoptr (GPtrArray) lines = NULL;

  au_picker_look_up_name_async (session, "ZESPÓŁ", NULL, looked_up_cb, &answer);
  au_test_wait_for (is_answered, &answer);
  g_assert_no_error (answer.error);
  lines = answer.lines;
  assert_lines (lines, "found 40005 Żółw Software S.A.\n");
}

static void
test_cancelled (void)
{
  g_autoptr (AuTeamList) list = au_team_list_parse ("40001 40002");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { NULL, NULL, FALSE };

  au_picker_look_up_ids_async (session, list, cancellable, looked_up_cb, &answer);
  g_cancellable_cancel (cancellable);
  au_test_wait_for (is_answered, &answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (answer.lines);
  g_clear_error (&answer.error);
}

static gboolean
is_listed (gpointer dialog)
{
  return !au_picker_teams_is_loading (dialog);
}

static GtkWidget *
find_widget (GtkWidget *root,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_dialog (void)
{
  GtkWidget *window = adw_window_new ();
  AdwDialog *dialog = au_picker_teams_new_for_ids (session, "40002 40001 77777 41001 40001");
  AuSelection *selection;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  au_test_wait_for (is_listed, dialog);
  g_assert_cmpuint (g_list_model_get_n_items (au_picker_teams_get_lines (AU_PICKER_TEAMS (dialog))),
                    ==, 5);
  /* What is certain is checked; of what has several subscriptions the person chooses. */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "teams.show", NULL);
  selection = au_session_get_selection (session);
  g_assert_nonnull (selection);
  g_assert_cmpuint (au_selection_get_n_items (selection), ==, 2);
  g_assert_cmpstr (au_selection_get_ids (selection)[0], ==, "a0XSAMPLE000002");
  g_assert_cmpstr (au_selection_get_ids (selection)[1], ==, "a0XSAMPLE000001");
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  char *text;
  gboolean by_name;
} Asked;

static void
look_up_cb (AuPickerPopover *popover,
            const char      *text,
            gboolean         by_name,
            Asked           *asked)
{
  g_set_str (&asked->text, text);
  asked->by_name = by_name;
}

static gboolean
is_asked (gpointer data)
{
  return ((Asked *) data)->text != NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
has_text (gpointer entry)
{
  return *gtk_editable_get_text (entry) != '\0';
}

/* A real paste, by way of the clipboard. */
static void
paste (GtkEditable *entry,
       const char  *text)
{
  GtkEditable *delegate = gtk_editable_get_delegate (entry);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (delegate)), text);
  g_signal_emit_by_name (delegate, "paste-clipboard");
}

static void
test_paste (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AuPickerPopover *popover = g_object_new (AU_TYPE_PICKER_POPOVER, NULL);
  Asked asked = { NULL, FALSE };
  GtkEditable *entry;

  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_widget_set_parent (GTK_WIDGET (popover), box);
  au_picker_popover_set_session (popover, session);
  g_signal_connect (popover, "look-up", G_CALLBACK (look_up_cb), &asked);
  gtk_window_present (GTK_WINDOW (window));
  au_test_wait_for (is_mapped, window);
  au_picker_popover_open (popover);
  au_test_wait_for (is_mapped, popover);
  entry = GTK_EDITABLE (find_widget (GTK_WIDGET (popover), GTK_TYPE_SEARCH_ENTRY));

  /* A name goes into the entry, a list of ids does not. */
  paste (entry, "Halden 500");
  au_test_wait_for (has_text, entry);
  g_assert_null (asked.text);
  paste (entry, "Team ID\n40001\n40002\n");
  au_test_wait_for (is_asked, &asked);
  g_assert_cmpstr (asked.text, ==, "Team ID\n40001\n40002\n");
  g_assert_false (asked.by_name);

  g_free (asked.text);
  gtk_widget_unparent (GTK_WIDGET (popover));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
yield_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
wait (guint milliseconds)
{
  gboolean yielded = FALSE;

  g_timeout_add (milliseconds, yield_cb, &yielded);
  au_test_wait_for (is_true, &yielded);
}

static void
test_late_look_up (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AuPickerPopover *popover = g_object_new (AU_TYPE_PICKER_POPOVER, NULL);
  GtkEditable *entry;
  guint n_late = 0;

  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_widget_set_parent (GTK_WIDGET (popover), box);
  au_picker_popover_set_session (popover, session);
  gtk_window_present (GTK_WINDOW (window));
  au_test_wait_for (is_mapped, window);
  entry = GTK_EDITABLE (find_widget (GTK_WIDGET (popover), GTK_TYPE_SEARCH_ENTRY));

  /* Whoever types on does not get what was asked for before, however late it comes. */
  for (guint round = 0; round < 40; round++)
    {
      AuSelection *before;

      au_loader_invalidate_all (au_session_get_loader (session));
      au_picker_popover_open (popover);
      au_test_wait_for (is_mapped, popover);
      gtk_editable_set_text (entry, round % 2 == 0 ? "40003" : "40004");
      g_signal_emit_by_name (entry, "activate");
      wait ((guint) g_test_rand_int_range (0, 8));
      if (!gtk_widget_get_mapped (GTK_WIDGET (popover)))
        continue;
      n_late++;
      before = au_session_get_selection (session);
      gtk_editable_set_text (entry, "zolw");
      g_signal_emit_by_name (entry, "search-changed");
      wait (40);
      g_assert_true (au_session_get_selection (session) == before);
      g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (popover)));
      gtk_popover_popdown (GTK_POPOVER (popover));
    }
  g_assert_cmpuint (n_late, >, 0);
  gtk_widget_unparent (GTK_WIDGET (popover));
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
create_query_folder (void)
{
  char *folder = g_dir_make_tmp ("anyusage-sql-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "teams_bulk.sql", NULL);

  g_assert_true (g_file_set_contents (path, doubled, -1, NULL));
  return folder;
}

static void
remove_query_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "teams_bulk.sql", NULL);

  g_remove (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = create_query_folder ();
  g_autoptr (GSettings) settings = NULL;
  int status;

  g_setenv ("ANYUSAGE_SQL_DIR", folder, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (au_ui_get_resource ());
  g_assert_true (au_clock_init (NULL));
  settings = g_settings_new (APPLICATION_ID);
  session = au_session_new (settings, "sample");
  au_session_open (session);
  au_test_wait_for (is_ready, NULL);

  g_test_add_func ("/ui/picker-teams/kinds", test_kinds);
  g_test_add_func ("/ui/picker-teams/one", test_one);
  g_test_add_func ("/ui/picker-teams/many", test_many);
  g_test_add_func ("/ui/picker-teams/name", test_name);
  g_test_add_func ("/ui/picker-teams/cancelled", test_cancelled);
  g_test_add_func ("/ui/picker-teams/dialog", test_dialog);
  g_test_add_func ("/ui/picker-teams/paste", test_paste);
  g_test_add_func ("/ui/picker-teams/late-look-up", test_late_look_up);
  status = g_test_run ();
  g_clear_object (&session);
  remove_query_folder (folder);
  return status;
}
