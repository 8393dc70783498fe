/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people paste as a workspace and a warehouse, turned into what is asked for. Nothing that
 * comes out of here can end a header or leave a path. */
#include "config.h"

#include "au-databricks-address.h"
#include "au-http-address.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
fail (GError     **error,
      const char  *sentence)
{
  g_propagate_error (error,
                     au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL, "%s", sentence));
  return FALSE;
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* Finds the workspace's number in a query such as `?o=123`, under any of the names in use. */
static char *
find_workspace_id (const char *query)
{
  static const char *const names[] = { "o", "w", "workspace_id" };
  g_auto (GStrv) parts = g_strsplit_set (query, "&#", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
      {
        gsize length = strlen (names[n]);

        if (strncmp (parts[i], names[n], length) == 0 && parts[i][length] == '=' &&
            is_digits (parts[i] + length + 1) && strlen (parts[i] + length + 1) <= 20)
          return g_strdup (parts[i] + length + 1);
      }
  return NULL;
}

/**
 * au_databricks_address_parse_host:
 * @text: what somebody typed or pasted: `adb-1.2.azuredatabricks.net`, or a whole address out of a
 *   browser
 * @host: (out) (transfer full): scheme, host and port: `https://adb-1.2.azuredatabricks.net`
 * @workspace_id: (out) (transfer full) (nullable): the digits of `?o=`
 * @error: return location for a #GError
 *
 * Adds the scheme, drops path, query and a usual port. Plain http is taken for this computer alone.
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_CONFIGURATION, saying what to give
 */
gboolean
au_databricks_address_parse_host (const char  *text,
                                  char       **host,
                                  char       **workspace_id,
                                  GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *shown = au_http_address_quote (stripped);
  g_autofree char *sentence = NULL;
  g_autoptr (GUri) uri = NULL;

  *host = NULL;
  *workspace_id = NULL;
  if (*stripped == '\0')
    return fail (error, _("No Databricks host is given; enter the workspace's address, such as adb-123.4.azuredatabricks.net, in Preferences or in DATABRICKS_HOST."));

  uri = au_http_address_parse (stripped);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL)
    {
      sentence = g_strdup_printf (
        /* Translators: %s is what somebody gave as a host. */
        _("“%s” is no Databricks host; give the workspace's address, such as adb-123.4.azuredatabricks.net."), shown);
      return fail (error, sentence);
    }
  if (!au_http_address_check_encryption (uri, error))
    return FALSE;

  if (g_uri_get_query (uri) != NULL)
    *workspace_id = find_workspace_id (g_uri_get_query (uri));
  *host = au_http_address_dup_origin (uri);
  return TRUE;
}

/**
 * au_databricks_address_parse_warehouse:
 * @text: a warehouse's HTTP path, its id alone, or its page in a browser
 * @warehouse_id: (out) (transfer full): the id
 * @workspace_id: (out) (transfer full) (nullable): the digits of `?o=`
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_CONFIGURATION, saying what to give; the path of a cluster
 *   is refused, since the service runs statements on SQL warehouses alone
 */
gboolean
au_databricks_address_parse_warehouse (const char  *text,
                                       char       **warehouse_id,
                                       char       **workspace_id,
                                       GError     **error)
{
  static const char *const markers[] = { "/warehouses/", "/endpoints/" };
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *shown = au_http_address_quote (stripped);
  g_autofree char *sentence = NULL;
  g_autofree char *id = NULL;
  const char *query = strchr (stripped, '?');

  *warehouse_id = NULL;
  *workspace_id = NULL;
  if (*stripped == '\0')
    return fail (error, _("No SQL warehouse is given; pick one in Preferences, or give DATABRICKS_WAREHOUSE_ID or DATABRICKS_HTTP_PATH."));
  if (strstr (stripped, "/protocolv1/") != NULL)
    {
      sentence = g_strdup_printf (
        /* Translators: %s is an HTTP path. */
        _("“%s” is a cluster, and queries run on SQL warehouses only; give the HTTP path of a warehouse, such as /sql/1.0/warehouses/1234567890abcdef."),
        shown);
      return fail (error, sentence);
    }

  if (strchr (stripped, '/') == NULL)
    id = g_strndup (stripped, strcspn (stripped, "?&"));
  for (gsize i = 0; id == NULL && i < G_N_ELEMENTS (markers); i++)
    {
      const char *found = strstr (stripped, markers[i]);

      if (found != NULL)
        {
          found += strlen (markers[i]);
          id = g_strndup (found, strcspn (found, "?&/#"));
        }
    }
  if (id == NULL || strlen (id) > 64 || !au_http_address_is_made_of (id, "-_"))
    {
      sentence = g_strdup_printf (
        /* Translators: %s is what somebody gave as an HTTP path. */
        _("“%s” names no SQL warehouse; give its HTTP path, such as /sql/1.0/warehouses/1234567890abcdef."), shown);
      return fail (error, sentence);
    }
  if (query != NULL)
    *workspace_id = find_workspace_id (query + 1);
  *warehouse_id = g_steal_pointer (&id);
  return TRUE;
}
