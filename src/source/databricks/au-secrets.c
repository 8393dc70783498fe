/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring, and nothing else, keeps secrets; in Flatpak it is the Secret portal by itself. */
#include "config.h"

#include "au-secrets.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  APPLICATION_ID,
  SECRET_SCHEMA_NONE,
  {
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
  0, NULL, NULL, NULL, NULL, NULL, NULL, NULL
};

/* The variable that a person without a keyring may use instead. */
static const char *
get_variable (GTask *task)
{
  const char *kind = g_task_get_task_data (task);

  return g_str_equal (kind, AU_SECRET_API_KEY) ? "BLESSED_API_KEY" : "DATABRICKS_TOKEN";
}

static GError *
make_error (GTask  *task,
            GError *cause)
{
  g_autoptr (GError) local = cause;
  g_autofree char *words = NULL;
  AuSourceErrorDetails details = { NULL };

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&local);
  /* A keyring that was started anew knows nothing of the session that libsecret keeps: without it
   * the next try begins afresh. */
  secret_service_disconnect ();
  g_dbus_error_strip_remote_error (local);
  words = au_source_error_clean_line (local->message);
  details.text = words;
  return au_source_error_new (AU_SOURCE_ERROR_KEYRING, &details,
                              /* Translators: what the keyring or D-Bus said, a variable's name. */
                              _("The keyring cannot be used (%s); unlock or start one, or give the secret in an environment variable such as %s."),
                              words, get_variable (task));
}

static void
free_secret (gpointer data)
{
  secret_password_free (data);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, make_error (task, error));
  else
    g_task_return_pointer (task, secret, free_secret);
}

/**
 * au_secrets_lookup_async:
 * @host: the service that it is for, as of au_databricks_config_get_host() or
 *   au_blessed_config_get_url()
 * @kind: what it is, one of the `AU_SECRET_` names
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Looks into the keyring, which may ask the person to unlock it.
 */
void
au_secrets_lookup_async (const char          *host,
                         const char          *kind,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, au_secrets_lookup_async);
  g_task_set_task_data (task, g_strdup (kind), g_free);
  secret_password_lookup (&schema, cancellable, looked_up_cb, task, "host", host, "kind", kind, NULL);
}

/**
 * au_secrets_lookup_finish:
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without @error where there is none; %NULL
 *   with %AU_SOURCE_ERROR_KEYRING where the keyring cannot be used
 */
char *
au_secrets_lookup_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_store_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, make_error (task, error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, make_error (task, error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * au_secrets_store_async:
 * @host: the service that it is for
 * @kind: what it is
 * @secret: (nullable): the secret, in place of the one that is kept; %NULL to forget that
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 */
void
au_secrets_store_async (const char          *host,
                        const char          *kind,
                        const char          *secret,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *label = NULL;

  g_task_set_source_tag (task, au_secrets_store_async);
  g_task_set_task_data (task, g_strdup (kind), g_free);
  if (secret == NULL)
    {
      secret_password_clear (&schema, cancellable, cleared_cb, task, "host", host, "kind", kind, NULL);
      return;
    }
  /* Translators: how a keyring shows a secret; %s is an address, such as
   * https://adb-1.2.azuredatabricks.net. */
  label = g_strdup_printf (_("Anyusage: sign-in for %s"), host);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, stored_cb,
                         task,
                         "host", host, "kind", kind, NULL);
}

/**
 * au_secrets_store_finish:
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_KEYRING where the keyring cannot be used
 */
gboolean
au_secrets_store_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
