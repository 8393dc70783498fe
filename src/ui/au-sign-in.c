/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sign-in.h"
#include "au-auth-browser.h"
#include "au-cached-source.h"
#include "au-databricks-source.h"
#include "au-open-uri.h"
#include "au-source-error.h"

/**
 * au_sign_in_helps:
 * @error: (nullable): why something failed
 *
 * Returns: whether signing in is what to do about it
 */
gboolean
au_sign_in_helps (const GError *error)
{
  return g_error_matches (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN);
}

/* Where no browser opens, nobody comes back and the waiting ends by itself. */
static void
open_uri (const char *uri,
          gpointer    user_data)
{
  au_open_uri (uri);
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (au_auth_browser_sign_in_finish (AU_AUTH_BROWSER (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * au_sign_in_async:
 * @window: the window that the browser belongs to; it has to live until @callback
 * @source: (nullable): what is to be signed in to
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the person has signed in, or has not
 * @user_data: for @callback
 *
 * Opens the browser where @source is signed in to with one.
 */
void
au_sign_in_async (GtkWindow          *window,
                  AuSource           *source,
                  GCancellable       *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  AuAuth *auth = NULL;

  if (AU_IS_CACHED_SOURCE (source))
    source = au_cached_source_get_inner (AU_CACHED_SOURCE (source));
  g_task_set_source_tag (task, au_sign_in_async);
  if (AU_IS_DATABRICKS_SOURCE (source))
    {
      AuDatabricksSource *databricks = AU_DATABRICKS_SOURCE (source);

      auth = au_databricks_client_get_auth (au_databricks_source_get_client (databricks));
    }
  if (!AU_IS_AUTH_BROWSER (auth))
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                       "This source is not signed in to with a browser.");
      return;
    }
  au_auth_browser_sign_in_async (AU_AUTH_BROWSER (auth), open_uri, window, cancellable,
                                 signed_in_cb, g_steal_pointer (&task));
}

/**
 * au_sign_in_finish:
 *
 * Returns: whether the person has signed in; %FALSE with %G_IO_ERROR_NOT_SUPPORTED where the source
 *   has no sign-in with a browser, or with another error
 */
gboolean
au_sign_in_finish (GAsyncResult *result,
                   GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
