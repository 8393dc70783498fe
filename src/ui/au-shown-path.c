/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-shown-path.h"

#include <gio/gio.h>

/* Where the document portal says what it stands in for. */
#define HOST_PATH "xattr::document-portal.host-path"

/**
 * au_is_sandboxed:
 *
 * Returns: whether the app runs in Flatpak, where a person's file is there once it was chosen
 */
gboolean
au_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * au_shown_path_dup:
 * @path: an absolute path
 *
 * What was chosen through the document portal has a path that nobody knows, such as
 * `/run/user/1000/doc/3fb1c2/queries`.
 *
 * Returns: (transfer full): the path to show in place of @path, the file's own where the portal
 *   tells it
 */
char *
au_shown_path_dup (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, HOST_PATH, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  const char *host_path =
    info != NULL ? g_file_info_get_attribute_string (info, HOST_PATH) : NULL;

  return g_strdup (host_path != NULL && g_path_is_absolute (host_path) ? host_path : path);
}
