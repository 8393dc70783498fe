/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-workspace.h"
#include "au-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_PREFIX "sample-v"
#define TEMPORARY_SUFFIX ".tmp"
#define LOCK_NAME "sample.lock"
#define LOCK_POLL_MICROSECONDS (20 * G_TIME_SPAN_MILLISECOND)

/* A file of another day goes once it is this old. One made since is likely in use by another
 * window, or by somebody who goes back and forth with ANYUSAGE_TODAY. */
#define KEEP_MICROSECONDS G_TIME_SPAN_DAY

/**
 * au_sample_workspace_read_size:
 * @size: (out): how many subscriptions the workspace is to have
 * @error: return location for a #GError
 *
 * Reads `ANYUSAGE_SAMPLE_SIZE`, which is for benchmarks.
 *
 * Returns: %FALSE with %AU_ERROR_INVALID_ARGUMENT where it is no size
 */
gboolean
au_sample_workspace_read_size (guint   *size,
                               GError **error)
{
  const char *text = g_getenv ("ANYUSAGE_SAMPLE_SIZE");
  g_autofree char *shown = NULL;
  guint64 value;

  *size = AU_SAMPLE_WORKSPACE_DEFAULT_SIZE;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, AU_SAMPLE_WORKSPACE_MIN_SIZE,
                                  AU_SAMPLE_WORKSPACE_MAX_SIZE, &value, NULL))
    {
      *size = (guint) value;
      return TRUE;
    }

  shown = g_strescape (text, NULL);
  g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
               /* Translators: %s is the value of an environment variable, %d are the bounds. */
               _("ANYUSAGE_SAMPLE_SIZE is “%.40s”, which is no number of subscriptions from %d to %d; mend it or unset it."),
               shown, AU_SAMPLE_WORKSPACE_MIN_SIZE, AU_SAMPLE_WORKSPACE_MAX_SIZE);
  return FALSE;
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "anyusage", NULL);
}

/**
 * au_sample_workspace_dup_path:
 * @today: a day
 * @size: a number of subscriptions
 *
 * Returns: (transfer full): where the workspace of that day and size lies, whether made or not
 */
char *
au_sample_workspace_dup_path (AuDay today,
                              guint size)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *day = au_day_to_iso (today);
  g_autofree char *name = g_strdup_printf (FILE_PREFIX "%d-%s-%u.sqlite",
                                           AU_SAMPLE_GENERATOR_VERSION, day, size);

  return g_build_filename (folder, name, NULL);
}

static guint
read_big_endian (const guint8 *bytes,
                 guint         n)
{
  guint value = 0;

  while (n-- > 0)
    value = value << 8 | *bytes++;
  return value;
}

/**
 * au_sample_workspace_is_complete:
 * @path: a file
 *
 * Looks at a hundred bytes and the length, so it takes no time: an SQLite database says in its head
 * how many pages it has. Damage inside a page shows when it is read.
 *
 * Returns: whether there is a database of full length
 */
gboolean
au_sample_workspace_is_complete (const char *path)
{
  guint8 head[100];
  guint page_size;
  guint64 n_pages;
  struct stat info;
  gboolean complete = FALSE;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return FALSE;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) &&
      read (fd, head, sizeof head) == (gssize) sizeof head &&
      memcmp (head, "SQLite format 3", 16) == 0)
    {
      page_size = read_big_endian (head + 16, 2);
      if (page_size == 1)
        page_size = 65536;
      n_pages = read_big_endian (head + 28, 4);
      complete = n_pages > 0 && (guint64) info.st_size == n_pages * page_size;
    }
  close (fd);
  return complete;
}

static void
set_folder_error (GError     **error,
                  const char  *folder,
                  const char  *reason)
{
  g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
               /* Translators: %s is a folder, %s the system's reason. */
               _("The sample workspace cannot be made in the folder %s: %s. Make it writable, or name another folder in XDG_CACHE_HOME."),
               folder, reason);
}

/* Waits for the lock, which another window or command holds while it makes the file. The kernel
 * gives it back when its holder dies. Returns -1 with an error. */
static int
take_lock (const char    *folder,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      set_folder_error (error, folder, g_strerror (errno));
      return -1;
    }
  while (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int problem = errno;

      if (problem != EWOULDBLOCK && problem != EINTR)
        {
          set_folder_error (error, folder, g_strerror (problem));
          close (fd);
          return -1;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          close (fd);
          return -1;
        }
      g_usleep (LOCK_POLL_MICROSECONDS);
    }
  return fd;
}

/* Whether @name is a file of this module that nobody will want: what an interrupted making left,
 * or a workspace of another day or version that is old enough. Call with the lock held, under
 * which no other making goes on. */
static gboolean
is_waste (const char *folder,
          const char *name,
          const char *current_prefix)
{
  g_autofree char *path = NULL;
  GStatBuf info;

  if (!g_str_has_prefix (name, FILE_PREFIX))
    return FALSE;
  if (strstr (name, TEMPORARY_SUFFIX) != NULL)
    return TRUE;
  if (!g_str_has_suffix (name, ".sqlite") || g_str_has_prefix (name, current_prefix))
    return FALSE;
  path = g_build_filename (folder, name, NULL);
  return g_stat (path, &info) == 0 &&
         g_get_real_time () - (gint64) info.st_mtime * G_USEC_PER_SEC > KEEP_MICROSECONDS;
}

static void
remove_waste (const char *folder,
              AuDay       today)
{
  g_autofree char *day = au_day_to_iso (today);
  g_autofree char *current_prefix = g_strdup_printf (FILE_PREFIX "%d-%s-",
                                                     AU_SAMPLE_GENERATOR_VERSION, day);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_waste (folder, name, current_prefix))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

/* Makes sure that the bytes are on the disk before the name says that they are. */
static gboolean
sync_file (const char  *path,
           const char  *folder,
           GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    set_folder_error (error, folder, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return synced;
}

static gboolean
make (const char        *path,
      const char        *folder,
      AuDay              today,
      guint              size,
      AuSampleProgress   progress,
      gpointer           user_data,
      GCancellable      *cancellable,
      GError           **error)
{
  g_autofree char *temporary = g_strconcat (path, TEMPORARY_SUFFIX, NULL);
  g_autoptr (GError) local = NULL;

  if (!au_sample_generator_write (temporary, today, size, progress, user_data, cancellable, &local))
    {
      remove_waste (folder, today);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
                     /* Translators: %s what happened, in whole sentences; %s a folder. */
                     _("%s The folder is %s; XDG_CACHE_HOME can name another."), local->message, folder);
      return FALSE;
    }

  if (!au_sample_workspace_is_complete (temporary))
    set_folder_error (error, folder, _("the file that was written is not whole"));
  else if (sync_file (temporary, folder, error))
    {
      if (g_rename (temporary, path) == 0)
        return TRUE;
      set_folder_error (error, folder, g_strerror (errno));
    }
  remove_waste (folder, today);
  return FALSE;
}

/**
 * au_sample_workspace_ensure:
 * @today: the day that the data reach to
 * @size: how many subscriptions
 * @progress: (nullable): called with 0 to 1 while the file is made; never where it is there
 * @user_data: data for @progress
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Finds the workspace's file in the user's cache, or makes it: under a lock, so that two windows do
 * not both do so, with another name until it is whole. Blocks for some seconds then.
 *
 * Returns: (transfer full): its path, or %NULL with %AU_ERROR_SOURCE naming the folder, or
 *   %G_IO_ERROR_CANCELLED
 */
char *
au_sample_workspace_ensure (AuDay              today,
                            guint              size,
                            AuSampleProgress   progress,
                            gpointer           user_data,
                            GCancellable      *cancellable,
                            GError           **error)
{
  g_autofree char *path = au_sample_workspace_dup_path (today, size);
  g_autofree char *folder = dup_folder ();
  gboolean done;
  int lock;

  if (au_sample_workspace_is_complete (path))
    return g_steal_pointer (&path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_folder_error (error, folder, g_strerror (errno));
      return NULL;
    }
  lock = take_lock (folder, cancellable, error);
  if (lock < 0)
    return NULL;

  /* Another process may have made it while this one waited. */
  done = au_sample_workspace_is_complete (path);
  if (!done)
    {
      remove_waste (folder, today);
      done = make (path, folder, today, size, progress, user_data, cancellable, error);
    }
  close (lock);
  return done ? g_steal_pointer (&path) : NULL;
}
