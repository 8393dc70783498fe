/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-blessed-config.h"
#include "au-http-address.h"
#include "au-source-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* What all routes begin with; people paste addresses that have it already. */
#define ROUTES "/api/v1"

struct _AuBlessedConfig
{
  char *url;
  char *key;
  gboolean is_bearer;
  gboolean is_given[AU_BLESSED_N_PARTS]; /* by the environment */
};

G_DEFINE_BOXED_TYPE (AuBlessedConfig, au_blessed_config, au_blessed_config_ref,
                     au_blessed_config_unref)

static const char *const variables[] = {
  [AU_BLESSED_PART_URL] = "BLESSED_API_URL",
  [AU_BLESSED_PART_KEY] = "BLESSED_API_KEY",
  [AU_BLESSED_PART_KEY_HEADER] = "BLESSED_API_KEY_HEADER",
};

void
au_blessed_settings_free (AuBlessedSettings *self)
{
  g_free (self->url);
  g_free (self->key_header);
  g_free (self);
}

/**
 * au_blessed_settings_load:
 *
 * Returns: (transfer full): what the app's settings have; without settings, as on a machine where
 *   the app is not installed, nothing
 */
AuBlessedSettings *
au_blessed_settings_load (void)
{
  AuBlessedSettings *self = g_new0 (AuBlessedSettings, 1);
  GSettingsSchemaSource *schemas = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;

  if (schemas != NULL)
    schema = g_settings_schema_source_lookup (schemas, SETTINGS_ID, TRUE);
  /* GSettings ends the program over a missing key, so look for the last one that was added. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "blessed-api-key-header"))
    return self;
  settings = g_settings_new_full (schema, NULL, NULL);
  self->url = g_settings_get_string (settings, "blessed-api-url");
  self->key_header = g_settings_get_string (settings, "blessed-api-key-header");
  return self;
}

/* What stands before the routes: nothing, or a path of plain names, as behind a gateway. */
static gboolean
is_plain_path (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  if (names[0] == NULL)
    return TRUE;
  /* The path begins with a slash, so the first name is empty. */
  for (guint i = 1; names[i] != NULL; i++)
    if (!au_http_address_is_made_of (names[i], "._~-") || g_str_equal (names[i], ".") ||
        g_str_equal (names[i], ".."))
      return FALSE;
  return TRUE;
}

static char *
dup_base_path (GUri *uri)
{
  char *path = g_strdup (g_uri_get_path (uri));
  char *routes = strstr (path, ROUTES);

  /* A whole route may have been pasted. */
  if (routes != NULL && (routes[strlen (ROUTES)] == '\0' || routes[strlen (ROUTES)] == '/'))
    *routes = '\0';
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  return path;
}

/**
 * au_blessed_url_parse:
 * @text: what somebody typed or pasted: a host, or an address with or without "/api/v1" and what
 *   follows that
 * @error: return location for a #GError
 *
 * Adds the scheme. Plain http is taken for this computer alone.
 *
 * Returns: (transfer full): what the routes are put behind, with no slash at its end; %NULL with
 *   %AU_SOURCE_ERROR_CONFIGURATION that says what to give and quotes no credentials
 */
char *
au_blessed_url_parse (const char  *text,
                      GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *shown = au_http_address_quote (stripped);
  g_autofree char *origin = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GUri) uri = NULL;

  if (*stripped == '\0')
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL, "%s",
                                                     _("No Blessed API is given; enter its address, such as https://blessed.example.com, in Preferences or in BLESSED_API_URL.")));
      return NULL;
    }
  uri = au_http_address_parse (stripped);
  if (uri == NULL)
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                     /* Translators: %s is what somebody gave as an
                                                      * address. */
                                                     _("“%s” is no address of a Blessed API; give one such as https://blessed.example.com."),
                                                     shown));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                     /* Translators: %s is a host's name. */
                                                     _("The address of the Blessed API at %s has a user name or password in it; give the address alone, and the key by itself."),
                                                     g_uri_get_host (uri)));
      return NULL;
    }
  if (!au_http_address_check_encryption (uri, error))
    return NULL;
  path = dup_base_path (uri);
  origin = au_http_address_dup_origin (uri);
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    {
      /* A query may hold a key, so it is not quoted. */
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                     /* Translators: %s is an address. */
                                                     _("The address of the Blessed API goes on behind its path with a “?” or “#”; give it without, such as %s."),
                                                     origin));
      return NULL;
    }
  if (!is_plain_path (path))
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                     /* Translators: what somebody gave as an
                                                     * address, the same without its path. */
                                                     _("“%s” has a path that cannot be used; give what stands before /api/v1, such as %s."),
                                                     shown, origin));
      return NULL;
    }
  return g_strconcat (origin, path, NULL);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

/* A part as the environment has it, else @setting. Remembers which. */
static const char *
read_part (AuBlessedConfig   *self,
           AuBlessedPart      part,
           const char *const *environment,
           const char        *setting)
{
  const char *value = g_environ_getenv ((char **) environment, variables[part]);

  self->is_given[part] = is_set (value);
  return self->is_given[part] ? value : setting;
}

static gboolean
read_key_header (AuBlessedConfig  *self,
                 const char       *text,
                 GError          **error)
{
  g_autofree char *shown = NULL;

  self->is_bearer = text != NULL && g_ascii_strcasecmp (text, "bearer") == 0;
  if (!is_set (text) || self->is_bearer || g_ascii_strcasecmp (text, "x-api-key") == 0)
    return TRUE;
  shown = au_source_error_clean_line (text);
  g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                 /* Translators: %s is what somebody gave. */
                                                 _("BLESSED_API_KEY_HEADER is “%.40s”; it has to be x-api-key or bearer."), shown));
  return FALSE;
}

static AuBlessedConfig *
read_all (const AuBlessedSettings  *settings,
          const char *const        *environment,
          gboolean                 *is_good,
          GError                  **error)
{
  static const AuBlessedSettings none = { NULL, NULL };
  AuBlessedConfig *self = g_atomic_rc_box_new0 (AuBlessedConfig);
  const char *url, *key, *header;

  if (settings == NULL)
    settings = &none;
  url = read_part (self, AU_BLESSED_PART_URL, environment, settings->url);
  key = read_part (self, AU_BLESSED_PART_KEY, environment, NULL);
  header = read_part (self, AU_BLESSED_PART_KEY_HEADER, environment, settings->key_header);

  /* Only the first failing part is told; the others are read all the same, for Preferences. */
  self->url = au_blessed_url_parse (url != NULL ? url : "", error);
  *is_good = self->url != NULL;
  *is_good = read_key_header (self, header, *is_good ? error : NULL) && *is_good;
  if (self->is_given[AU_BLESSED_PART_KEY])
    {
      self->key = g_strstrip (g_strdup (key));
      *is_good = au_http_address_check_secret (self->key, _("The API key"),
                                               *is_good ? error : NULL) && *is_good;
    }
  return self;
}

/**
 * au_blessed_config_new:
 * @settings: (nullable): what Preferences keep
 * @environment: (array zero-terminated=1): the environment, as of g_get_environ()
 * @error: return location for a #GError
 *
 * `BLESSED_API_URL`, `BLESSED_API_KEY` and `BLESSED_API_KEY_HEADER` win over the settings. A key
 * that the environment does not have is looked for in the keyring when it is first needed.
 *
 * Returns: (transfer full): the configuration, or %NULL with %AU_SOURCE_ERROR_CONFIGURATION
 */
AuBlessedConfig *
au_blessed_config_new (const AuBlessedSettings  *settings,
                       const char *const        *environment,
                       GError                  **error)
{
  gboolean is_good;
  g_autoptr (AuBlessedConfig) self = read_all (settings, environment, &is_good, error);

  return is_good ? g_steal_pointer (&self) : NULL;
}

/**
 * au_blessed_config_new_unchecked:
 * @settings: (nullable): what Preferences keep
 * @environment: (array zero-terminated=1): the environment
 *
 * For Preferences, which show what there is however incomplete.
 *
 * Returns: (transfer full): the configuration; an address that is missing or malformed is %NULL
 */
AuBlessedConfig *
au_blessed_config_new_unchecked (const AuBlessedSettings *settings,
                                 const char *const       *environment)
{
  gboolean is_good;

  return read_all (settings, environment, &is_good, NULL);
}

AuBlessedConfig *
au_blessed_config_ref (AuBlessedConfig *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_config (gpointer data)
{
  AuBlessedConfig *self = data;

  g_free (self->url);
  g_free (self->key);
}

void
au_blessed_config_unref (AuBlessedConfig *self)
{
  g_atomic_rc_box_release_full (self, clear_config);
}

/**
 * au_blessed_config_get_url:
 *
 * Returns: (transfer none) (nullable): what the routes are put behind: scheme, host, port and path,
 *   with no slash at its end
 */
const char *
au_blessed_config_get_url (const AuBlessedConfig *self)
{
  return self->url;
}

/**
 * au_blessed_config_get_place:
 * @self: a configuration with an address
 *
 * Returns: (transfer none): the address without its scheme, which does not interest anyone: host,
 *   port and path
 */
const char *
au_blessed_config_get_place (const AuBlessedConfig *self)
{
  return strstr (self->url, "://") + 3;
}

/**
 * au_blessed_config_get_key:
 *
 * Returns: (transfer none) (nullable): the environment's key; %NULL where it is in the keyring, if
 *   anywhere
 */
const char *
au_blessed_config_get_key (const AuBlessedConfig *self)
{
  return self->key;
}

/**
 * au_blessed_config_is_bearer:
 *
 * Returns: whether the key goes into `Authorization: Bearer` instead of `X-API-Key`
 */
gboolean
au_blessed_config_is_bearer (const AuBlessedConfig *self)
{
  return self->is_bearer;
}

/**
 * au_blessed_config_get_variable:
 *
 * Returns: (transfer none) (nullable): the environment variable that @part came from, if it did
 */
const char *
au_blessed_config_get_variable (const AuBlessedConfig *self,
                                AuBlessedPart          part)
{
  g_return_val_if_fail (part < AU_BLESSED_N_PARTS, NULL);

  return self->is_given[part] ? variables[part] : NULL;
}
