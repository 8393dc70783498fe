/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in the language of build-aux/make-pseudo.py, whose words are accented and longer by
 * two fifths: what has no accent is not translated, and what is cut would be cut in a real one. */
#include "config.h"

#include "au-chart-view.h"
#include "au-clock.h"
#include "au-test.h"
#include "au-ui-resources.h"
#include "au-views.h"
#include "au-window-private.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

static AdwApplication *application;

typedef struct
{
  const char *place; /* what is shown, for messages */
  int width;
  guint n_labels;
  guint n_ours; /* of them, with words of a catalogue */
  guint n_wrong;
} Check;

/* Words of data: of exact values, of months, of keys, which GTK translates, and of what the sample
 * workspace makes its names of. */
static GHashTable *data_words;
static GString *query_texts;

static const char *const known_words[] = {
  "Anyusage", "UTC", "auto", "default", "false", "true",
  "Backspace", "Escape", "Home", "Left", "Return",
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  "January", "February", "March", "April", "June", "July", "August", "September", "October",
  "November", "December",
};

static void
add_words_of (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "source", "sample", file,
                                                 NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"", -1);
  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i += 2)
    {
      g_auto (GStrv) words = g_strsplit_set (parts[i + 1], " ,", -1);

      for (guint j = 0; words[j] != NULL; j++)
        g_hash_table_add (data_words, g_strdup (words[j]));
    }
}

static void
read_data (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "sql", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  data_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (known_words); i++)
    g_hash_table_add (data_words, g_strdup (known_words[i]));
  add_words_of ("au-sample-account.c");
  add_words_of ("au-sample-deals.c");
  add_words_of ("au-sample-fillers.c");

  query_texts = g_string_new (NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".sql"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_autofree char *text = NULL;

        g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
        g_string_append (query_texts, text);
      }
}

/* A query's title or definition, or all of its text, as it was approved. */
static gboolean
is_quoted (const char *text)
{
  g_autofree char *line = g_strdup_printf (": %s\n", text);

  return g_str_has_prefix (text, "-- name: ") || strstr (query_texts->str, line) != NULL;
}

/* An entry's button is libadwaita's, which has catalogues of its own. */
static gboolean
is_of_library (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) &&
         gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL;
}

/* A title between buttons, a value at the end of its row and what stands in an empty entry give
 * way. */
static gboolean
may_be_cut (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, ADW_TYPE_WINDOW_TITLE) != NULL ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_HEADER_BAR) != NULL ||
         gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL ||
         gtk_widget_get_ancestor (widget, GTK_TYPE_TEXT) != NULL;
}

static void
complain (Check      *check,
          const char *what,
          const char *text)
{
  check->n_wrong++;
  g_test_message ("%s at %d px: %s: “%s”", check->place, check->width, what, text);
}

static gboolean
is_ours (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c > 0x7f && g_unichar_isalpha (c))
        return strchr (text, '@') == NULL;
    }
  return FALSE;
}

/* A name of a file or column, an id, an address: what data have and people do not say. */
static gboolean
is_code (const char *token)
{
  gsize length = strcspn (token, "._@/:=<>&;*+{}[]()0123456789-");

  return length < strlen (token);
}

static gboolean
is_data (const char *token)
{
  g_autofree char *word = g_strdup (token);

  for (char *end = word + strlen (word); end > word && strchr (".,:;…!?)”", end[-1]) != NULL; end--)
    end[-1] = '\0';
  return g_hash_table_contains (data_words, word) || is_code (word);
}

/* Whether each word of three letters or more is a translation or data. */
static void
check_words (Check      *check,
             const char *text)
{
  g_auto (GStrv) tokens = g_strsplit_set (text, " \n\t·,", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      guint n = 0;

      for (const char *p = tokens[i]; *p != '\0'; p++)
        n += g_ascii_isalpha (*p);
      if (n >= 3 && !is_ours (tokens[i]) && !is_data (tokens[i]))
        {
          complain (check, tokens[i], text);
          return;
        }
    }
}

/* A line that begins within a word. */
static gboolean
has_parted_word (PangoLayout *layout)
{
  const char *text = pango_layout_get_text (layout);

  for (GSList *lines = pango_layout_get_lines_readonly (layout); lines != NULL; lines = lines->next)
    {
      PangoLayoutLine *line = lines->data;
      const char *start = text + pango_layout_line_get_start_index (line);

      if (start > text && g_unichar_isalpha (g_utf8_get_char (start)) &&
          g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (start))))
        return TRUE;
    }
  return FALSE;
}

/* Whether the place is meant to be scrolled sideways. */
static gboolean
is_scrolled_sideways (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (GTK_IS_SCROLLED_WINDOW (widget))
      {
        GtkPolicyType policy;

        gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
        if (policy != GTK_POLICY_NEVER)
          return TRUE;
      }
  return FALSE;
}

static void
check_place (Check      *check,
             GtkWidget  *widget,
             const char *text)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (widget, native, &bounds) && !is_scrolled_sideways (widget) &&
      (bounds.origin.x < -1 ||
       bounds.origin.x + bounds.size.width > gtk_widget_get_width (native) + 1))
    complain (check, "outside of the window", text);
}

static void
check_size (Check    *check,
            GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = gtk_label_get_text (label);
  int least_width;
  int least_height;

  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE)
    {
      if (pango_layout_is_ellipsized (layout) && !may_be_cut (widget))
        complain (check, "cut with “…”", text);
      return;
    }
  pango_layout_get_pixel_size (layout, &least_width, &least_height);
  if (least_width > gtk_widget_get_width (widget))
    complain (check, "narrower than its words", text);
  if (least_height > gtk_widget_get_height (widget))
    complain (check, "lower than its lines", text);
  if (has_parted_word (layout))
    complain (check, "a word is parted", text);
  check_place (check, widget, text);
}

static void
check_label (Check    *check,
             GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);

  if (*text == '\0' || is_quoted (text) )
    return;
  check->n_labels++;
  check_words (check, text);
  if (is_ours (text))
    {
      check->n_ours++;
      check_size (check, label);
    }
}

static void
check_chart (Check       *check,
             AuChartView *view)
{
  AuPlotLayout *layout = au_chart_view_get_layout (view);

  for (guint i = 0; layout != NULL && i < au_plot_layout_get_n_labels (layout); i++)
    {
      AuLabel label = au_plot_layout_get_label (layout, i);

      check->n_labels++;
      check->n_ours += is_ours (label.text);
      check_words (check, label.text);
    }
}

static void
check_widget (Check     *check,
              GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;
  /* One that the pointer happens to have called is still growing; its text is looked at below. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return;
  if (tooltip != NULL && !is_of_library (widget))
    check_words (check, tooltip);
  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget))
    check_place (check, widget, tooltip != NULL ? tooltip : "a button");
  if (GTK_IS_LABEL (widget))
    check_label (check, GTK_LABEL (widget));
  else if (AU_IS_CHART_VIEW (widget))
    check_chart (check, AU_CHART_VIEW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (check, child);
}

static gboolean
is_over (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* Until what was asked for has been laid out and drawn. */
static void
wait_for_frames (AuWindow *window)
{
  gint64 end = g_get_monotonic_time () + 250 * G_TIME_SPAN_MILLISECOND;

  au_test_wait_for (is_over, &end);
  au_test_wait_for (au_window_is_settled, window);
}

static void
check_window (AuWindow   *window,
              int         width,
              const char *place)
{
  Check check = { .place = place, .width = width };

  wait_for_frames (window);
  /* A window whose content does not fit grows. */
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, width);
  check_widget (&check, GTK_WIDGET (window));
  g_test_message ("%s at %d px: %u labels, %u of them translated", place, width, check.n_labels,
                  check.n_ours);
  g_assert_cmpuint (check.n_ours, >, 5);
  if (check.n_wrong > 0)
    g_test_fail_printf ("%s at %d px: %u texts are wrong", place, width, check.n_wrong);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static AuWindow *
open_window (int width)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuSession) session = NULL;
  const char *ids[] = { "a0XSAMPLE000001", NULL };
  AuWindow *window;

  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", 900);
  session = au_session_new (settings, "sample");
  g_assert_true (au_session_select_ids (session, ids, NULL));
  window = au_window_new (application, session);
  gtk_window_present (GTK_WINDOW (window));
  au_session_open (session);
  au_test_wait_for (au_window_is_settled, window);
  /* Its border is a part of the size where the display has no transparency. */
  gtk_window_set_default_size (GTK_WINDOW (window),
                               2 * width - gtk_widget_get_width (GTK_WIDGET (window)), 900);
  return window;
}

static void
close_window (AuWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_close (GTK_WINDOW (window));
  au_test_wait_for (is_gone, &alive);
}

static void
test_views (gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);
  AuWindow *window = open_window (width);

  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      const char *view = au_view_get (i)->name;

      au_window_set_view (window, view);
      check_window (window, width, view);
      au_chart_card_set_table (au_dashboard_get_card (window->dashboard), TRUE);
      check_window (window, width, view);
      au_chart_card_set_table (au_dashboard_get_card (window->dashboard), FALSE);
    }
  close_window (window);
}

static void
test_dialogs (gconstpointer data)
{
  static const char *const actions[] = {
    "win.preferences", "win.export", "win.provenance", "win.account", "win.find-account", "win.shortcuts",
  };
  int width = GPOINTER_TO_INT (data);
  AuWindow *window = open_window (width);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      AdwDialog *dialog;

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL));
      wait_for_frames (window);
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
      g_assert_nonnull (dialog);
      check_window (window, width, actions[i]);
      adw_dialog_force_close (dialog);
      wait_for_frames (window);
    }
  close_window (window);
}

/* Preferences of each source; the window's own stays the sample workspace. */
static void
test_sources (gconstpointer data)
{
  static const char *const sources[] = { "databricks", "blessed-api" };
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  int width = GPOINTER_TO_INT (data);
  AuWindow *window = open_window (width);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      AdwDialog *dialog;

      g_settings_set_string (settings, "source", sources[i]);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences", NULL));
      check_window (window, width, sources[i]);
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
      adw_dialog_force_close (dialog);
      wait_for_frames (window);
    }
  g_settings_reset (settings, "source");
  close_window (window);
}

static void
test_picker (gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);
  AuWindow *window = open_window (width);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.pick", NULL));
  check_window (window, width, "picker");
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
  static const int widths[] = { 360, 900 };
  int status;

  if (setlocale (LC_ALL, "") == NULL)
    g_error ("There is no locale %s.", g_getenv ("LC_ALL"));
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("TEXTDOMAINDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_test_init (&argc, &argv, NULL);
  g_assert_true (is_ours (_("Preferences")));
  g_assert_true (au_clock_init (NULL));
  read_data ();
  g_resources_register (au_ui_get_resource ());
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *views = g_strdup_printf ("/po/pseudo/views/%d", widths[i]);
      g_autofree char *dialogs = g_strdup_printf ("/po/pseudo/dialogs/%d", widths[i]);
      g_autofree char *sources = g_strdup_printf ("/po/pseudo/sources/%d", widths[i]);
      g_autofree char *picker = g_strdup_printf ("/po/pseudo/picker/%d", widths[i]);

      g_test_add_data_func (views, GINT_TO_POINTER (widths[i]), test_views);
      g_test_add_data_func (dialogs, GINT_TO_POINTER (widths[i]), test_dialogs);
      g_test_add_data_func (sources, GINT_TO_POINTER (widths[i]), test_sources);
      g_test_add_data_func (picker, GINT_TO_POINTER (widths[i]), test_picker);
    }
  status = g_test_run ();
  g_clear_object (&application);
  g_hash_table_unref (data_words);
  g_string_free (query_texts, TRUE);
  return status;
}
