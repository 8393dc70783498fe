/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "browser.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

/* What the browser does: it goes to the page, and wherever that leads. */
int
browser_run (const char *uri)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) page = soup_session_send_and_read (session, message, NULL, NULL);

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

/* Makes this program the person's browser, in a home of its own. */
char *
browser_install (void)
{
  char *home = g_dir_make_tmp ("anyusage-browser-XXXXXX", NULL);
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\n"
                                            "Exec=%s " BROWSER_OPTION " %%u\n"
                                            "MimeType=x-scheme-handler/http;\n", self);

  write_file (home, "applications/test-browser.desktop", entry);
  write_file (home, "mimeapps.list",
              "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n");
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  return home;
}

void
browser_remove (char *home)
{
  static const char *const names[] = {
    "applications/test-browser.desktop", "applications/mimeinfo.cache", "applications",
    "mimeapps.list", "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (home, names[i], NULL);

      g_remove (path);
    }
  g_free (home);
}
