/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs the program that was built, as a person does: another process, its own arguments and
 * environment, no display and no session bus. ANYUSAGE_PROGRAM names it.
 */
/* For unshare(). */
#define _GNU_SOURCE

#include "config.h"

#include "run.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

/* The exit status that says that no file system could be mounted. */
#define NO_DISK 77

static char *
dup_text (GBytes *bytes)
{
  gsize length = g_bytes_get_size (bytes);

  return length > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), length) : g_strdup ("");
}

/* Runs in the child, between fork and exec: gives it a file system of its own of 64 KiB. */
static void
mount_small_disk (gpointer data)
{
  const char *folder = data;

  if (unshare (CLONE_NEWNS) != 0)
    {
      char map[64];
      int length = g_snprintf (map, sizeof map, "0 %u 1", (guint) getuid ());
      int fd;

      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
        _exit (NO_DISK);
      fd = open ("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
      if (fd < 0 || write (fd, map, (gsize) length) != length)
        _exit (NO_DISK);
      close (fd);
    }
  if (mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
      mount ("none", folder, "tmpfs", 0, "size=64k") != 0)
    _exit (NO_DISK);
}

static Run *
run_vector (const char           *setting,
            const char           *disk,
            const char *const    *vector)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  Run *run = g_new0 (Run, 1);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "DBUS_SESSION_BUS_ADDRESS");
  /* "NAME=VALUE" */
  if (setting != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (setting, "=", 2);

      g_subprocess_launcher_setenv (launcher, parts[0], parts[1], TRUE);
    }

  if (disk != NULL)
    g_subprocess_launcher_set_child_setup (launcher, mount_small_disk, (gpointer) disk, NULL);

  process = g_subprocess_launcher_spawnv (launcher, vector, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);

  run->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  run->length = g_bytes_get_size (out);
  run->out = dup_text (out);
  run->err = dup_text (err);
  return run;
}

static Run *
run_list (const char *setting,
          const char *first,
          va_list     args)
{
  g_autoptr (GPtrArray) vector = g_ptr_array_new ();

  g_ptr_array_add (vector, (gpointer) g_getenv ("ANYUSAGE_PROGRAM"));
  for (const char *argument = first; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (vector, (gpointer) argument);
  g_ptr_array_add (vector, NULL);
  return run_vector (setting, NULL, (const char *const *) vector->pdata);
}

/* Makes the sample workspace where it is missing, so that no later run tells of its making. */
void
run_prepare (void)
{
  g_autoptr (Run) run = run_anyusage ("list", "subscriptions", NULL);

  g_assert_cmpint (run->status, ==, 0);
}

/* Runs the program with these arguments. */
Run *
run_anyusage (const char *arguments,
              ...)
{
  va_list args;
  Run *run;

  va_start (args, arguments);
  run = run_list (NULL, arguments, args);
  va_end (args);
  return run;
}

/* The same with a variable of the environment set: "NAME=VALUE". */
Run *
run_with (const char *setting,
          const char *arguments,
          ...)
{
  va_list args;
  Run *run;

  va_start (args, arguments);
  run = run_list (setting, arguments, args);
  va_end (args);
  return run;
}

/* Runs a line of shell; "$ANYUSAGE_PROGRAM" is the program in it. */
Run *
run_shell (const char *command)
{
  const char *const vector[] = { "/bin/sh", "-c", command, NULL };

  return run_vector (NULL, NULL, vector);
}

/* The same with a small file system of its own at @folder.
 * Returns: (nullable): NULL where this machine does not let one be mounted */
Run *
run_shell_on_disk (const char *folder,
                   const char *command)
{
  const char *const vector[] = { "/bin/sh", "-c", command, NULL };
  Run *run = run_vector (NULL, folder, vector);

  if (run->status == NO_DISK)
    g_clear_pointer (&run, run_free);
  return run;
}

void
run_free (Run *run)
{
  g_free (run->out);
  g_free (run->err);
  g_free (run);
}

void
run_assert_done (const Run *run)
{
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, 0);
}

/* Asserts the exit status and one clear line on standard error with @part in it. */
void
run_assert_fails (const Run  *run,
                  int         status,
                  const char *part)
{
  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_true (g_str_has_prefix (run->err, "anyusage: "));
  g_assert_true (g_str_has_suffix (run->err, "\n"));
  g_assert_true (strchr (run->err, '\n') == run->err + strlen (run->err) - 1);
  g_assert_true (g_utf8_validate (run->err, -1, NULL));
  g_assert_nonnull (strstr (run->err, part));
  g_assert_null (strstr (run->err, "CRITICAL"));
  g_assert_null (strstr (run->err, "WARNING"));
}

/* Returns: (transfer full) (element-type GStrv): the records of RFC 4180 text, the header first.
 * An empty field is NULL's: the string behind it is "", that of a quoted empty one is "\"\"". */
GPtrArray *
parse_csv (const char *text,
           gsize       length)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *end = text + length;

  while (text < end)
    {
      g_autoptr (GStrvBuilder) record = g_strv_builder_new ();
      gboolean more = TRUE;

      while (more)
        {
          GString *field = g_string_new (NULL);

          if (*text == '"')
            {
              for (text++; *text != '"' || text[1] == '"'; text++)
                {
                  g_assert_true (text < end);
                  g_string_append_c (field, *text);
                  text += *text == '"' ? 1 : 0;
                }
              text++;
              if (field->len == 0)
                g_string_assign (field, "\"\"");
            }
          else
            {
              for (; *text != ',' && *text != '\r'; text++)
                {
                  g_assert_true (text < end && *text != '"' && *text != '\n');
                  g_string_append_c (field, *text);
                }
            }
          g_strv_builder_take (record, g_string_free_and_steal (field));
          more = *text == ',';
          text++;
        }
      g_assert_true (text[-1] == '\r' && *text == '\n');
      text++;
      g_ptr_array_add (records, g_strv_builder_end (record));
    }
  return records;
}

/* Returns: (transfer full): a new, empty folder */
char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("anyusage-cli-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
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

/* Returns how many entries a folder has, hidden ones included. */
guint
count_files (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
