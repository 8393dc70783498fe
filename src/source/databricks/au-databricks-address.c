/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people paste as a workspace and a warehouse, turned into what is asked for. Nothing that
 * comes out of here can end a header or leave a path. */
#include "config.h"

#include "au-databricks-address.h"
#include "au-http.h"
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

/* At most this many characters of what somebody typed are quoted. */
static char *
quote (const char *text)
{
  /* What stands before an @ may be a password. */
  const char *at = strrchr (text, '@');
  g_autofree char *clean = au_source_error_clean_line (at != NULL ? at + 1 : text);
  glong length = g_utf8_strlen (clean, -1);

  return length > 60 ? g_utf8_substring (clean, 0, 60) : g_steal_pointer (&clean);
}

static gboolean
is_made_of (const char *text,
            const char *others)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (others, *p) == NULL)
      return FALSE;
  return *text != '\0';
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
  g_autofree char *shown = quote (stripped);
  g_autofree char *full = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *name;
  gboolean is_plain;

  *host = NULL;
  *workspace_id = NULL;
  if (*stripped == '\0')
    return fail (error, _("No Databricks host is given; enter the workspace's address, such as adb-123.4.azuredatabricks.net, in Preferences or in DATABRICKS_HOST."));

  full = strstr (stripped, "://") != NULL ? g_strdup (stripped) : g_strconcat ("https://", stripped, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_PARSE_RELAXED, NULL);
  name = uri != NULL ? g_uri_get_host (uri) : NULL;
  is_plain = uri != NULL && g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") == 0;
  if (name == NULL || !is_made_of (name, ".-:") || g_uri_get_userinfo (uri) != NULL ||
      (!is_plain && g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") != 0))
    {
      sentence = g_strdup_printf (
        /* Translators: %s is what somebody gave as a host. */
        _("“%s” is no Databricks host; give the workspace's address, such as adb-123.4.azuredatabricks.net."), shown);
      return fail (error, sentence);
    }
  if (is_plain && !au_http_is_loopback (name))
    {
      sentence = g_strdup_printf (
        /* Translators: %s is a host's name. */
        _("%s would be asked without encryption; give an address that starts with https."), name);
      return fail (error, sentence);
    }

  if (g_uri_get_query (uri) != NULL)
    *workspace_id = find_workspace_id (g_uri_get_query (uri));
  {
    g_autofree char *lower = g_ascii_strdown (name, -1);
    int port = g_uri_get_port (uri);
    const char *open = strchr (lower, ':') != NULL ? "[" : "";
    const char *close = strchr (lower, ':') != NULL ? "]" : "";

    if (port <= 0 || port == (is_plain ? 80 : 443))
      *host = g_strdup_printf ("%s://%s%s%s", is_plain ? "http" : "https", open, lower, close);
    else
      *host = g_strdup_printf ("%s://%s%s%s:%d", is_plain ? "http" : "https", open, lower, close, port);
  }
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
  g_autofree char *shown = quote (stripped);
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
  if (id == NULL || strlen (id) > 64 || !is_made_of (id, "-_"))
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

/**
 * au_databricks_address_check_secret:
 * @text: a token or secret
 * @what: its name for people, such as "The access token"
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR_CONFIGURATION where @text cannot be one: it is empty, or
 *   has a character, such as a line's end, that no token has. The message does not hold it.
 */
gboolean
au_databricks_address_check_secret (const char  *text,
                                    const char  *what,
                                    GError     **error)
{
  g_autofree char *sentence = NULL;

  if (text == NULL || *text == '\0')
    {
      /* Translators: %s is "The access token" or "The client secret". */
      sentence = g_strdup_printf (_("%s is empty; give it again."), what);
      return fail (error, sentence);
    }
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        sentence = g_strdup_printf (
          /* Translators: %s is "The access token" or "The client secret". */
          _("%s has a blank, a line's end or another character that cannot be in it; copy it again, in one piece."), what);
        return fail (error, sentence);
      }
  return TRUE;
}
