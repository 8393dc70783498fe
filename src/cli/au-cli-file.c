/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-file.h"
#include "au-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What to do about it, for what commonly happens. */
static const char *
get_advice (int code)
{
  switch (code)
    {
      case ENOSPC:
      case EDQUOT:
        return _("Make room there, or choose another folder.");

      case EACCES:
      case EPERM:
      case EROFS:
        return _("Choose a folder that you may write to.");

      case ENOENT:
        return _("Make its folder first, or choose another.");

      default:
        return _("Choose another place.");
    }
}

static gboolean
fail (const char  *path,
      int          code,
      GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
               /* Translators: a path, the system's reason, a sentence on what to do. */
               _("%s was not written: %s. %s"), shown, g_strerror (code), get_advice (code));
  return FALSE;
}

/* Sets errno where it fails. */
static gboolean
write_and_close (int         fd,
                 const char *data,
                 gsize       length,
                 gboolean    sync)
{
  int code = 0;

  while (length > 0 && code == 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0)
        {
          code = errno == EINTR ? 0 : errno;
          continue;
        }
      data += written;
      length -= (gsize) written;
    }
  /* Some file systems say only now that the disk is full. */
  if (code == 0 && sync && fsync (fd) != 0 && errno != EINVAL && errno != EROFS)
    code = errno;
  if (close (fd) != 0 && code == 0 && errno != EINTR)
    code = errno;
  errno = code;
  return code == 0;
}

/* A device or a pipe has no folder that something else could be moved into. */
static gboolean
write_special (const char  *path,
               const char  *data,
               gsize        length,
               GError     **error)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0);

  if (fd < 0 || !write_and_close (fd, data, length, FALSE))
    return fail (path, errno, error);
  return TRUE;
}

/**
 * au_cli_write_file:
 * @path: where to write
 * @data: what
 * @length: its bytes
 * @error: return location for a #GError
 *
 * Writes a file whole or not at all: beside its place first, then moved there. An existing file is
 * replaced and keeps its permissions; of a symbolic link, the file that it points to is.
 *
 * Returns: %FALSE with %AU_ERROR_FAILED, whose message names @path
 */
gboolean
au_cli_write_file (const char  *path,
                   const char  *data,
                   gsize        length,
                   GError     **error)
{
  g_autofree char *resolved = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *temporary = NULL;
  const char *target = path;
  struct stat info;
  gboolean exists = stat (path, &info) == 0;
  int mode;
  int fd;

  if (exists && S_ISDIR (info.st_mode))
    return fail (path, EISDIR, error);
  if (exists && !S_ISREG (info.st_mode))
    return write_special (path, data, length, error);
  if (exists && g_access (path, W_OK) != 0)
    return fail (path, errno, error);

  if (exists)
    {
      /* From malloc(), as g_free() takes it. */
      resolved = realpath (path, NULL);
      if (resolved != NULL)
        target = resolved;
      mode = (int) (info.st_mode & 0777);
    }
  else
    {
      mode_t mask = umask (0);

      umask (mask);
      mode = (int) (0666 & ~mask);
    }

  folder = g_path_get_dirname (target);
  temporary = g_build_filename (folder, ".anyusage-XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (path, errno, error);

  if (fchmod (fd, (mode_t) mode) != 0)
    g_debug ("The permissions of %s were left at 0600: %s", path, g_strerror (errno));
  if (!write_and_close (fd, data, length, TRUE) || g_rename (temporary, target) != 0)
    {
      int code = errno;

      g_unlink (temporary);
      return fail (path, code, error);
    }
  return TRUE;
}

/**
 * au_cli_make_folder:
 * @path: a folder, which may exist
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_ERROR_FAILED, whose message names @path
 */
gboolean
au_cli_make_folder (const char  *path,
                    GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (g_mkdir_with_parents (path, 0777) == 0)
    return TRUE;
  g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
               /* Translators: a path, the system's reason, a sentence on what to do. */
               _("The folder %s could not be made: %s. %s"), shown, g_strerror (errno),
               get_advice (errno));
  return FALSE;
}

/**
 * au_cli_dup_ending:
 * @path: a file's path
 *
 * Returns: (transfer full) (nullable): the ending of the file's name in lower case, without its dot
 */
char *
au_cli_dup_ending (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_ascii_strdown (dot + 1, -1) : NULL;
}

/**
 * au_cli_is_file_type:
 * @ending: (nullable): the ending of a file's name in lower case
 *
 * A dot in a name need not begin an ending, as in "halden-2026.11"; these do, and a file that is
 * named so and holds something else would be opened by the wrong program.
 *
 * Returns: whether people take it for the type of a picture, a table or a document
 */
gboolean
au_cli_is_file_type (const char *ending)
{
  static const char *const types[] = {
    "png", "csv", "svg", "pdf", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "tif", "tiff", "eps",
    "ps", "svgz", "json", "tsv", "txt", "html", "htm", "xls", "xlsx", "ods", "doc", "docx", "odt",
    "ppt", "pptx", "odp", "zip", NULL,
  };

  return ending != NULL && g_strv_contains (types, ending);
}
