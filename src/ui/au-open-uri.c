/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-open-uri.h"
#include "au-databricks-config.h"

#include <gtk/gtk.h>

/**
 * au_open_uri:
 * @uri: a web page
 *
 * Opens the browser. Not by GtkUriLauncher: a browser that it starts inherits the secrets of the
 * environment. Where none opens, nothing is told.
 */
void
au_open_uri (const char *uri)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (display);
  const char *const *names = au_databricks_get_secret_variables ();

  for (guint i = 0; names[i] != NULL; i++)
    g_app_launch_context_unsetenv (G_APP_LAUNCH_CONTEXT (context), names[i]);
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, NULL, NULL);
}
