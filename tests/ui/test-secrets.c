/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the real program leaves secrets: nowhere. Each run has a home of its own and talks as much
 * as it can; then everything that it wrote, its arguments, and those and the environment of every
 * program that it started are searched.
 */
#include "config.h"

#include "au-clock.h"
#include "au-standin.h"
#include "secret-search.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

/* With characters that encodings change; in a client secret Basic would change them first. */
#define TOKEN "dapi+Tok3n/of=the~T3st"
#define CLIENT_SECRET "dose-Cl13nt.secret_of~T3st"
#define API_KEY "bk+4p1/key=of~the~T3st"
#define SUBSCRIPTION "--subscription=a0XSAMPLE000001"

static AuStandin *standin;
static const char *const secrets[] = { TOKEN, CLIENT_SECRET, API_KEY, AU_STANDIN_ISSUED };

typedef struct
{
  char *home;
  char *output; /* what it printed, all runs one after the other */
  GPtrArray *variables; /* (element-type utf8): NAME=VALUE */
  GString *seen; /* of processes: arguments of all, environment of those that it started */
} Fixture;

/* ------------------------------------------------------------- a browser of this program's own */

static void
add_file (GString    *text,
          const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  if (g_file_get_contents (path, &data, &length, NULL))
    g_string_append_len (text, data, (gssize) length);
}

/* Tells what it was started with, and goes wherever the page leads. */
static int
browse (const char *uri)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_build_filename (g_get_home_dir (), "browser", NULL);

  add_file (text, "/proc/self/cmdline");
  add_file (text, "/proc/self/environ");
  if (!g_file_set_contents (path, text->str, (gssize) text->len, NULL))
    return 1;
  page = soup_session_send_and_read (session, message, NULL, NULL);
  return page != NULL && soup_message_get_status (message) == SOUP_STATUS_OK ? 0 : 1;
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
install_browser (Fixture *fixture)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\n"
                                            "Exec=%s --browse %%u\n"
                                            "MimeType=x-scheme-handler/http;\n", self);

  write_file (fixture->home, "data/applications/test-browser.desktop", entry);
  write_file (fixture->home, "config/mimeapps.list",
              "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n");
}

/* ------------------------------------------------------------- what runs */

static void
set (Fixture    *fixture,
     const char *variable)
{
  g_ptr_array_add (fixture->variables, g_strdup (variable));
}

static char *
read_process (int         pid,
              const char *what,
              gsize      *length)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, what);
  char *data = NULL;

  if (!g_file_get_contents (path, &data, length, NULL))
    *length = 0;
  return data;
}

/* The arguments of @pid; of its descendants the environment too, once they are other programs: a
 * process that was just forked still shows its parent's. */
static void
look_at (Fixture    *fixture,
         int         pid,
         const char *parent)
{
  gsize length;
  g_autofree char *arguments = read_process (pid, "cmdline", &length);
  g_autofree char *task = g_strdup_printf ("task/%d/children", pid);
  gsize n;
  g_autofree char *line = read_process (pid, task, &n);
  g_auto (GStrv) children = g_strsplit (line != NULL ? line : "", " ", -1);

  if (arguments == NULL || length == 0)
    return;
  g_string_append_len (fixture->seen, arguments, (gssize) length);
  if (parent != NULL && strcmp (parent, arguments) != 0)
    {
      g_autofree char *environment = read_process (pid, "environ", &n);

      if (environment != NULL)
        g_string_append_len (fixture->seen, environment, (gssize) n);
    }
  for (guint i = 0; children[i] != NULL; i++)
    if (*children[i] != '\0')
      look_at (fixture, atoi (children[i]), arguments);
}

typedef struct
{
  Fixture *fixture;
  int pid;
} Watch;

static gboolean
watch_cb (gpointer user_data)
{
  Watch *watch = user_data;

  look_at (watch->fixture, watch->pid, NULL);
  return G_SOURCE_CONTINUE;
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  gboolean *is_over = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, &error);
  g_assert_no_error (error);
  *is_over = TRUE;
}

/* Runs the program with @line, and looks at it all the while; gives its exit status. */
static int
run (Fixture    *fixture,
     const char *line)
{
  g_autofree char *command = g_strdup_printf ("%s %s", g_getenv ("ANYUSAGE_BINARY"), line);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) vector = NULL;
  gboolean is_over = FALSE;
  Watch watch = { fixture, 0 };
  guint tick;

  g_assert_true (g_shell_parse_argv (command, NULL, &vector, &error));
  g_subprocess_launcher_set_cwd (launcher, fixture->home);
  for (guint i = 0; i < fixture->variables->len; i++)
    {
      g_auto (GStrv) pair = g_strsplit (fixture->variables->pdata[i], "=", 2);

      g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
    }
  for (int fd = 1; fd <= 2; fd++)
    g_subprocess_launcher_take_fd (launcher, open (fixture->output,
                                                   O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600),
                                   fd);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) vector, &error);
  g_assert_no_error (error);
  watch.pid = atoi (g_subprocess_get_identifier (process));
  tick = g_timeout_add (3, watch_cb, &watch);
  g_subprocess_wait_async (process, NULL, ended_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
}

static void
assert_has (const char *path,
            const char *part)
{
  g_autofree char *data = NULL;
  g_autoptr (GPtrArray) forms = secret_search_forms (part);
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  if (!secret_search_bytes (forms, data, length))
    g_error ("%s does not have “%s”", path, part);
}

/* Nothing that is left of all runs has a secret. */
static void
assert_clean (Fixture *fixture)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autoptr (GPtrArray) forms = secret_search_forms (secrets[i]);
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

      g_assert_cmpuint (secret_search_folder (forms, fixture->home, found), >, 1);
      for (guint f = 0; f < found->len; f++)
        g_test_message ("secret %" G_GSIZE_FORMAT " is in %s", i, (char *) found->pdata[f]);
      g_assert_cmpuint (found->len, ==, 0);
      if (secret_search_bytes (forms, fixture->seen->str, fixture->seen->len))
        g_error ("secret %" G_GSIZE_FORMAT " is in arguments, or in the environment of a child", i);
    }
  /* It was really looked at, and it really talked. */
  g_assert_cmpuint (fixture->seen->len, >, 0);
  g_assert_nonnull (strstr (fixture->seen->str, g_getenv ("ANYUSAGE_BINARY")));
}

static void
set_up (Fixture      *fixture,
        gconstpointer unused)
{
  static const char *const folders[][2] = {
    { "XDG_CONFIG_HOME", "config" }, { "XDG_CACHE_HOME", "cache" }, { "XDG_DATA_HOME", "data" },
    { "XDG_STATE_HOME", "state" }, { "XDG_RUNTIME_DIR", "run" }, { "TMPDIR", "tmp" },
  };
  g_autofree char *home = NULL;

  fixture->home = g_dir_make_tmp ("anyusage-secrets-XXXXXX", NULL);
  fixture->output = g_build_filename (fixture->home, "output", NULL);
  fixture->variables = g_ptr_array_new_with_free_func (g_free);
  fixture->seen = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (fixture->home, folders[i][1], NULL);

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_ptr_array_add (fixture->variables, g_strconcat (folders[i][0], "=", path, NULL));
    }
  g_ptr_array_add (fixture->variables, g_strconcat ("HOME=", fixture->home, NULL));
  /* A keyring in a file, whose contents are encrypted. */
  g_ptr_array_add (fixture->variables,
                   g_strconcat ("SECRET_FILE_TEST_PATH=", fixture->home, "/keyring", NULL));
  set (fixture, "SECRET_BACKEND=file");
  set (fixture, "SECRET_FILE_TEST_PASSWORD=test");
  set (fixture, "GSETTINGS_BACKEND=keyfile");
  set (fixture, "G_MESSAGES_DEBUG=all");
  set (fixture, "GTK_A11Y=none");
  set (fixture, "DATABRICKS_WAREHOUSE_ID=" AU_STANDIN_WAREHOUSE);
  g_ptr_array_add (fixture->variables,
                   g_strconcat ("DATABRICKS_HOST=", au_standin_get_uri (standin), NULL));
  g_ptr_array_add (fixture->variables,
                   g_strconcat ("BLESSED_API_URL=", au_standin_get_uri (standin), NULL));
  au_standin_clear_faults (standin);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer unused)
{
  remove_folder (fixture->home);
  g_free (fixture->home);
  g_free (fixture->output);
  g_ptr_array_unref (fixture->variables);
  g_string_free (fixture->seen, TRUE);
}

static void
fail_each (Fixture           *fixture,
           const char        *line,
           const char *const *faults)
{
  for (guint i = 0; faults[i] != NULL; i++)
    {
      au_standin_clear_faults (standin);
      g_assert_true (au_standin_set_fault (standin, faults[i], NULL));
      g_assert_cmpint (run (fixture, line), !=, 0);
    }
  au_standin_clear_faults (standin);
}

/* Everything that the commands do, well and badly. */
static void
run_commands (Fixture    *fixture,
              const char *source)
{
  static const char *const faults[] = {
    "invalid-token", "login-page", "cut-json", "column-missing", NULL,
  };
  static const char *const lines[] = {
    "query mau --format=json " SUBSCRIPTION, "query subscriptions", "test-connection",
    "list subscriptions", "export --chart=mau --format=svg --output=mau.svg " SUBSCRIPTION,
    "export --chart=mau --format=png --output=mau.png " SUBSCRIPTION,
    "export --chart=mau --format=csv --output=mau.csv " SUBSCRIPTION,
    "report --output=report.pdf " SUBSCRIPTION,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s --source=%s", lines[i], source);

      g_test_message ("%s", line);
      g_assert_cmpint (run (fixture, line), ==, 0);
    }
  {
    g_autofree char *line = g_strdup_printf ("query mau " SUBSCRIPTION " --source=%s", source);

    fail_each (fixture, line, faults);
  }
}

static void
run_window (Fixture    *fixture,
            const char *source,
            const char *more)
{
  g_autofree char *line = g_strdup_printf ("--source=%s " SUBSCRIPTION " --screenshot=window.png %s",
                                           source, more);
  g_autofree char *picture = g_build_filename (fixture->home, "window.png", NULL);

  g_assert_cmpint (run (fixture, line), ==, 0);
  g_assert_true (g_file_test (picture, G_FILE_TEST_EXISTS));
}

static void
test_token (Fixture      *fixture,
            gconstpointer unused)
{
  set (fixture, "DATABRICKS_TOKEN=" TOKEN);
  run_commands (fixture, "databricks");
  run_window (fixture, "databricks", "--activate win.refresh");
  assert_has (fixture->output, "/api/2.0/sql/statements");
  assert_clean (fixture);
}

static void
test_client_secret (Fixture      *fixture,
                    gconstpointer unused)
{
  g_ptr_array_add (fixture->variables, g_strconcat ("DATABRICKS_CLIENT_ID=",
                                                    au_standin_get_client_id (standin), NULL));
  set (fixture, "DATABRICKS_CLIENT_SECRET=" CLIENT_SECRET);
  run_commands (fixture, "databricks");
  run_window (fixture, "databricks", "");
  assert_has (fixture->output, "/oidc/v1/token");
  assert_clean (fixture);
}

static void
test_api_key (Fixture      *fixture,
              gconstpointer unused)
{
  set (fixture, "BLESSED_API_KEY=" API_KEY);
  run_commands (fixture, "blessed-api");
  run_window (fixture, "blessed-api", "");
  set (fixture, "BLESSED_API_KEY_HEADER=bearer");
  run_commands (fixture, "blessed-api");
  assert_has (fixture->output, "/api/v1/");
  assert_clean (fixture);
}

/* The browser is another program, started while all secrets are in the environment. */
static void
test_browser (Fixture      *fixture,
              gconstpointer unused)
{
  g_autofree char *seen = g_build_filename (fixture->home, "browser", NULL);
  g_autofree char *keyring = g_build_filename (fixture->home, "keyring", NULL);
  guint tokens = au_standin_get_counter (standin, AU_STANDIN_TOKENS);

  install_browser (fixture);
  set (fixture, "DATABRICKS_AUTH_TYPE=external-browser");
  set (fixture, "DATABRICKS_TOKEN=" TOKEN);
  set (fixture, "DATABRICKS_ACCESS_TOKEN=" TOKEN);
  set (fixture, "DATABRICKS_CLIENT_SECRET=" CLIENT_SECRET);
  set (fixture, "BLESSED_API_KEY=" API_KEY);
  run_window (fixture, "databricks", "--activate win.sign-in");
  assert_has (seen, "code_challenge_method=S256");
  assert_has (seen, "SECRET_BACKEND=file");
  g_assert_cmpuint (au_standin_get_counter (standin, AU_STANDIN_TOKENS), >, tokens);
  /* The next run goes on with what the keyring has. */
  g_assert_true (g_file_test (keyring, G_FILE_TEST_EXISTS));
  tokens = au_standin_get_counter (standin, AU_STANDIN_TOKENS);
  g_assert_cmpint (run (fixture, "query mau --source=databricks " SUBSCRIPTION), ==, 0);
  g_assert_cmpuint (au_standin_get_counter (standin, AU_STANDIN_TOKENS), >, tokens);
  assert_clean (fixture);
}

/* What is to be found is found, in each of its forms and wherever it is. */
static void
test_search (Fixture      *fixture,
             gconstpointer unused)
{
  g_autoptr (GPtrArray) forms = secret_search_forms (TOKEN);
  static const char *const around[] = { "", "x", "id", "id:", "two:" };

  for (gsize i = 0; i < G_N_ELEMENTS (around); i++)
    {
      g_autofree char *text = g_strconcat (around[i], TOKEN, around[i], NULL);
      g_autofree char *base64 = g_base64_encode ((const guchar *) text, strlen (text));
      g_autofree char *percent = g_uri_escape_string (text, NULL, FALSE);
      const char *const cases[] = { text, base64, percent };

      for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
        {
          g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

          write_file (fixture->home, "cache/a/b", cases[c]);
          g_assert_cmpuint (secret_search_folder (forms, fixture->home, found), ==, 1);
          g_assert_cmpuint (found->len, ==, 1);
        }
    }
  g_assert_true (secret_search_bytes (forms, "a\0" TOKEN, 2 + strlen (TOKEN)));
  g_assert_false (secret_search_bytes (forms, "dapi+Tok3n/of=the", 17));
}

int
main (int    argc,
      char **argv)
{
  const AuStandinOptions options =
  { .token = TOKEN, .client_secret = CLIENT_SECRET, .api_key = API_KEY };
  g_autoptr (GError) error = NULL;
  int status;

  if (argc == 3 && g_str_equal (argv[1], "--browse"))
    return browse (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  standin = au_standin_new (&options);
  g_assert_true (au_standin_start (standin, &error));
  g_assert_no_error (error);
#define add(name, test) g_test_add ("/secrets/" name, Fixture, NULL, set_up, test, tear_down)
  add ("search", test_search);
  add ("token", test_token);
  add ("client-secret", test_client_secret);
  add ("api-key", test_api_key);
  add ("browser", test_browser);
  status = g_test_run ();
  g_clear_pointer (&standin, au_standin_free);
  return status;
}
