/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random actions of a person in the real window, over a workspace with random faults: nothing is
 * to crash, to be complained of, to hang or to be left open, and memory is not to grow.
 *
 * SOAK_ACTIONS says how many, SOAK_SEED the seed of the first one; each has the next one's seed
 * less one, so that what one does does not depend on how those before it went.
 */
#include "config.h"

#include "soak.h"
#include "au-application.h"
#include "au-clock.h"
#include "au-standin.h"
#include "au-test.h"
#include "au-ui-resources.h"
#include "browser.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_ACTIONS 60

/* With fewer, what is made once for ever would count as growth. */
#define LEAST_TO_MEASURE 1000

/* What the app may have grown by from the first third to the end, in per cent. */
#define MAX_GROWTH 1.0

static Soak soak;

static guint
read_number (const char *name,
             guint       fallback)
{
  const char *text = g_getenv (name);
  guint64 number;

  if (text == NULL || *text == '\0')
    return fallback;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    g_error ("%s is to be a number, not “%s”", name, text);
  return (guint) number;
}

/* Sanitizers count in their own way, and what each thread keeps of free memory would count as used.
 * Bytes in use tell what was not let go of, to the byte; the resident size would show as well how
 * the allocator's pages happen to be filled. */
static gboolean
can_measure (void)
{
#ifdef __SANITIZE_ADDRESS__
  return FALSE;
#else
  const char *tunables = g_getenv ("GLIBC_TUNABLES");

  return tunables != NULL && strstr (tunables, "tcache_count=0") != NULL;
#endif
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

typedef struct
{
  gsize bytes;
  guint n_files;
} Measure;

static Measure
rest_and_measure (const char *when)
{
  Measure measure;

  soak_rest (&soak);
  measure.bytes = soak_measure ();
  measure.n_files = count_files ();
  g_test_message ("%s: %" G_GSIZE_FORMAT " bytes in use, %u files open", when, measure.bytes,
                  measure.n_files);
  return measure;
}

static void
act (guint32 seed)
{
  soak.rand = g_rand_new_with_seed (seed);
  soak_act (&soak);
  soak_pace (&soak);
  soak_run (&soak, (guint) g_rand_int_range (soak.rand, 0, 120));
  g_clear_pointer (&soak.rand, g_rand_free);
}

static void
test_actions (void)
{
  guint n_actions = read_number ("SOAK_ACTIONS", DEFAULT_ACTIONS);
  guint32 seed = read_number ("SOAK_SEED", 1);
  Measure third = { 0, 0 }, last;

  g_test_message ("%u actions; SOAK_SEED=%u has them again", n_actions, seed);
  rest_and_measure ("at first");
  for (guint i = 0; i < n_actions; i++)
    {
      act (seed + i);
      if (n_actions < LEAST_TO_MEASURE)
        continue;
      if (i + 1 == n_actions / 3)
        third = rest_and_measure ("after a third");
      else if ((i + 1) % (n_actions / 6) == 0)
        rest_and_measure ("meanwhile");
    }
  last = rest_and_measure ("at the end");

  if (n_actions < LEAST_TO_MEASURE || !can_measure ())
    return;
  g_test_message ("grown by %.2f %%", 100.0 * last.bytes / third.bytes - 100.0);
  g_assert_cmpfloat (100.0 * last.bytes / third.bytes - 100.0, <, MAX_GROWTH);
  g_assert_cmpuint (last.n_files, <=, third.n_files + 2);
}

static void
remove_all (char *folder)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-rf",
                                                      folder, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_free (folder);
}

/* GTK complains of widgets by their addresses, which tell nothing afterwards. */
static void
describe_widget (const char *message)
{
  const char *address = strstr (message, " 0x");
  GtkWidget *widget;

  if (address == NULL)
    return;
  widget = GSIZE_TO_POINTER (g_ascii_strtoull (address + 1, NULL, 16));
  for (; GTK_IS_WIDGET (widget); widget = gtk_widget_get_parent (widget))
    g_printerr ("%s (%s) in ", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_css_name (widget));
  g_printerr ("nothing:\n");
}

/* GTK and libadwaita warn of their own affairs as well, in which nothing of ours has a part: 1.7's
 * sidebar and sheets have no place yet when a window gets narrow amid an animation, a box with a
 * wrapping box in it may be a few pixels off, a text's cursor blinks on while the focus goes. */
static const char *const toolkit[] = { "Gtk", "Gdk", "Adwaita", NULL };

static const char *
find_field (const GLogField *fields,
            gsize            n_fields,
            const char      *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key))
      return fields[i].value;
  return "";
}

/* Their warnings are written down; any other one is the end, as every critical is. */
static GLogWriterOutput
log_cb (GLogLevelFlags   level,
        const GLogField *fields,
        gsize            n_fields,
        gpointer         user_data)
{
  if (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL))
    describe_widget (find_field (fields, n_fields, "MESSAGE"));
  g_log_writer_default (level, fields, n_fields, user_data);
  if ((level & G_LOG_LEVEL_WARNING) &&
      !g_strv_contains (toolkit, find_field (fields, n_fields, "GLIB_DOMAIN")))
    abort ();
  return G_LOG_WRITER_HANDLED;
}

static void
open_app (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (GError) error = NULL;

  g_settings_set_string (settings, "source", "databricks");
  au_application_prefer_plain_drawing ();
  g_resources_register (au_ui_get_resource ());
  soak.application = GTK_APPLICATION (au_application_new ());
  g_application_register (G_APPLICATION (soak.application), NULL, &error);
  g_assert_no_error (error);
  soak_get_window (&soak);
}

int
main (int   argc,
      char *argv[])
{
  char *home;
  int status;

  if (argc == 3 && g_str_equal (argv[1], BROWSER_OPTION))
    return browser_run (argv[2]);
  if (argc == 2 && g_str_equal (argv[1], SOAK_WORKSPACE_OPTION))
    {
      g_assert_true (au_clock_init (NULL));
      return soak_workspace_run ();
    }
  home = browser_install ();
  g_setenv ("HOME", home, TRUE);
  /* No keyring. */
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", "/dev/null/none", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* log_cb() looks at warnings. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_writer_func (log_cb, NULL, NULL);
  g_assert_true (au_clock_init (NULL));
  soak.workspace = soak_workspace_start ();
  soak.hands = soak_hands_new ();
  g_setenv ("DATABRICKS_HOST", soak_workspace_get_uri (soak.workspace), TRUE);
  g_setenv ("DATABRICKS_AUTH_TYPE", "external-browser", TRUE);
  g_setenv ("DATABRICKS_WAREHOUSE_ID", AU_STANDIN_WAREHOUSE, TRUE);
  open_app ();
  g_test_add_func ("/soak/actions", test_actions);
  status = g_test_run ();
  gtk_window_close (GTK_WINDOW (soak_get_window (&soak)));
  soak_run (&soak, 500);
  g_clear_object (&soak.application);
  soak_hands_free (soak.hands);
  soak_workspace_stop (soak.workspace);
  remove_all (home);
  return status;
}
