/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-databricks-config.h"
#include "au-databricks-address.h"
#include "au-databricks-profile.h"
#include "au-http-address.h"
#include "au-source-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* The public client that Databricks' own command line uses; an administrator may register
 * another. */
#define DEFAULT_CLIENT_ID "databricks-cli"

struct _AuDatabricksConfig
{
  char *host;
  char *warehouse_id;
  char *workspace_id;
  AuDatabricksSignIn sign_in;
  char *token;
  char *client_id;
  char *client_secret;
  char *scopes;
  guint callback_port;
  AuDatabricksOrigin origins[AU_DATABRICKS_N_PARTS];
  char *names[AU_DATABRICKS_N_PARTS];
};

G_DEFINE_BOXED_TYPE (AuDatabricksConfig, au_databricks_config, au_databricks_config_ref,
                     au_databricks_config_unref)

/* A part's names in the environment, the first that is set wins, and in a profile. */
static const struct
{
  const char *variables[3];
  const char *keys[2];
} sources[AU_DATABRICKS_N_PARTS] = {
  [AU_DATABRICKS_PART_HOST] = { { "DATABRICKS_HOST", "DATABRICKS_SERVER_HOSTNAME" }, { "host" } },
  [AU_DATABRICKS_PART_WAREHOUSE] = { { "DATABRICKS_WAREHOUSE_ID", "DATABRICKS_HTTP_PATH" },
                                     { "warehouse_id", "http_path" } },
  [AU_DATABRICKS_PART_SIGN_IN] = { { "DATABRICKS_AUTH_TYPE" }, { "auth_type" } },
  [AU_DATABRICKS_PART_TOKEN] = { { "DATABRICKS_TOKEN", "DATABRICKS_ACCESS_TOKEN" }, { "token" } },
  [AU_DATABRICKS_PART_CLIENT_ID] = { { "DATABRICKS_CLIENT_ID" }, { "client_id" } },
  [AU_DATABRICKS_PART_CLIENT_SECRET] = { { "DATABRICKS_CLIENT_SECRET" }, { "client_secret" } },
  [AU_DATABRICKS_PART_CALLBACK_PORT] = { { "DATABRICKS_OAUTH_CALLBACK_PORT" }, { NULL } },
};

typedef struct
{
  AuDatabricksConfig *config;
  const char *const *environment;
  GHashTable *profile; /* (nullable) */
  char *profile_name;
} Reader;

/**
 * au_databricks_get_secret_variables:
 *
 * Returns: (transfer none): the environment variables that hold secrets; no child process is to
 *   inherit them
 */
const char *const *
au_databricks_get_secret_variables (void)
{
  static const char *const names[] = {
    "DATABRICKS_TOKEN", "DATABRICKS_ACCESS_TOKEN", "DATABRICKS_CLIENT_SECRET", "BLESSED_API_KEY", NULL,
  };

  return names;
}

AuDatabricksSettings *
au_databricks_settings_new (void)
{
  return g_new0 (AuDatabricksSettings, 1);
}

void
au_databricks_settings_free (AuDatabricksSettings *self)
{
  g_free (self->host);
  g_free (self->http_path);
  g_free (self->client_id);
  g_free (self->profile);
  g_free (self->config_file);
  g_free (self);
}

/**
 * au_databricks_settings_load:
 *
 * Returns: (transfer full): what the app's settings have; without settings, as on a machine where
 *   the app is not installed, nothing
 */
AuDatabricksSettings *
au_databricks_settings_load (void)
{
  AuDatabricksSettings *self = au_databricks_settings_new ();
  GSettingsSchemaSource *schemas = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *sign_in = NULL;

  if (schemas != NULL)
    schema = g_settings_schema_source_lookup (schemas, SETTINGS_ID, TRUE);
  /* GSettings ends the program over a missing key, so look for the last one that was added. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "databricks-config-file"))
    return self;
  settings = g_settings_new_full (schema, NULL, NULL);
  self->host = g_settings_get_string (settings, "databricks-host");
  self->http_path = g_settings_get_string (settings, "databricks-http-path");
  self->client_id = g_settings_get_string (settings, "databricks-client-id");
  self->profile = g_settings_get_string (settings, "databricks-profile");
  self->config_file = g_settings_get_string (settings, "databricks-config-file");
  self->callback_port = (guint) g_settings_get_int (settings, "databricks-callback-port");
  sign_in = g_settings_get_string (settings, "databricks-sign-in");
  if (g_str_equal (sign_in, "machine"))
    self->sign_in = AU_DATABRICKS_SIGN_IN_MACHINE;
  else if (g_str_equal (sign_in, "browser"))
    self->sign_in = AU_DATABRICKS_SIGN_IN_BROWSER;
  return self;
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

/* A part as the environment has it, else the profile, else @setting. Remembers where it was. */
static const char *
read_part (Reader           *reader,
           AuDatabricksPart  part,
           const char       *setting)
{
  AuDatabricksConfig *config = reader->config;

  for (gsize i = 0; i < G_N_ELEMENTS (sources[part].variables) &&
       sources[part].variables[i] != NULL; i++)
    {
      const char *value =
        g_environ_getenv ((char **) reader->environment, sources[part].variables[i]);

      if (is_set (value))
        {
          config->origins[part] = AU_DATABRICKS_ORIGIN_ENVIRONMENT;
          config->names[part] = g_strdup (sources[part].variables[i]);
          return value;
        }
    }
  for (gsize i = 0; reader->profile != NULL && i < G_N_ELEMENTS (sources[part].keys) &&
       sources[part].keys[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (reader->profile, sources[part].keys[i]);

      if (is_set (value))
        {
          config->origins[part] = AU_DATABRICKS_ORIGIN_PROFILE;
          config->names[part] = g_strdup (reader->profile_name);
          return value;
        }
    }
  if (is_set (setting))
    config->origins[part] = AU_DATABRICKS_ORIGIN_SETTINGS;
  return setting;
}

/* The file counts where a profile is named, or where neither host nor sign-in came from
 * elsewhere. */
static gboolean
read_profile (Reader                     *reader,
              const AuDatabricksSettings *settings,
              GError                    **error)
{
  char **environment = (char **) reader->environment;
  const char *file = g_environ_getenv (environment, "DATABRICKS_CONFIG_FILE");
  const char *profile = g_environ_getenv (environment, "DATABRICKS_CONFIG_PROFILE");
  static const AuDatabricksPart parts[] = {
    AU_DATABRICKS_PART_HOST, AU_DATABRICKS_PART_TOKEN, AU_DATABRICKS_PART_CLIENT_SECRET,
  };
  gboolean is_elsewhere = is_set (settings->host);

  if (!is_set (file))
    file = is_set (settings->config_file) ? settings->config_file : NULL;
  if (!is_set (profile))
    profile = is_set (settings->profile) ? settings->profile : NULL;
  for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
    for (gsize i = 0; sources[parts[p]].variables[i] != NULL; i++)
      if (is_set (g_environ_getenv (environment, sources[parts[p]].variables[i])))
        is_elsewhere = TRUE;
  if (profile == NULL && is_elsewhere)
    return TRUE;

  reader->profile = au_databricks_profile_load (file, profile, &reader->profile_name, error);
  return reader->profile != NULL || profile == NULL;
}

static gboolean
read_addresses (Reader                     *reader,
                const AuDatabricksSettings *settings,
                GError                    **error)
{
  AuDatabricksConfig *config = reader->config;
  const char *host = read_part (reader, AU_DATABRICKS_PART_HOST, settings->host);
  const char *warehouse = read_part (reader, AU_DATABRICKS_PART_WAREHOUSE, settings->http_path);
  g_autofree char *from_path = NULL;
  gboolean is_good = au_databricks_address_parse_host (host != NULL ? host : "", &config->host,
                                                       &config->workspace_id, error);

  is_good = au_databricks_address_parse_warehouse (warehouse != NULL ? warehouse : "",
                                                   &config->warehouse_id,
                                                   &from_path, is_good ? error : NULL) && is_good;
  if (config->workspace_id == NULL)
    config->workspace_id = g_steal_pointer (&from_path);
  return is_good;
}

static gboolean
read_sign_in (Reader                     *reader,
              const AuDatabricksSettings *settings,
              GError                    **error)
{
  AuDatabricksConfig *config = reader->config;
  const char *type = read_part (reader, AU_DATABRICKS_PART_SIGN_IN, NULL);
  const char *token = read_part (reader, AU_DATABRICKS_PART_TOKEN, NULL);
  const char *client_id = read_part (reader, AU_DATABRICKS_PART_CLIENT_ID, settings->client_id);
  const char *secret = read_part (reader, AU_DATABRICKS_PART_CLIENT_SECRET, NULL);
  const char *scopes = reader->profile != NULL ? g_hash_table_lookup (reader->profile, "scopes") : NULL;

  if (type != NULL && g_str_equal (type, "pat"))
    config->sign_in = AU_DATABRICKS_SIGN_IN_TOKEN;
  else if (type != NULL && g_str_equal (type, "oauth-m2m"))
    config->sign_in = AU_DATABRICKS_SIGN_IN_MACHINE;
  else if (type != NULL && (g_str_equal (type, "databricks-cli") || g_str_equal (type, "external-browser")))
    config->sign_in = AU_DATABRICKS_SIGN_IN_BROWSER;
  else if (type != NULL)
    {
      g_autofree char *shown = au_source_error_clean_line (type);

      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL,
                                                     /* Translators: name of a variable or profile,
                                                      * what it says. */
                                                     _("%s asks for the sign-in “%.40s”, which this app does not have; use pat, oauth-m2m or external-browser."),
                                                     config->names[AU_DATABRICKS_PART_SIGN_IN],
                                                     shown));
      return FALSE;
    }
  else if (is_set (token))
    config->sign_in = AU_DATABRICKS_SIGN_IN_TOKEN;
  else if (is_set (secret))
    config->sign_in = AU_DATABRICKS_SIGN_IN_MACHINE;
  else
    {
      config->sign_in = settings->sign_in;
      config->origins[AU_DATABRICKS_PART_SIGN_IN] = AU_DATABRICKS_ORIGIN_SETTINGS;
    }
  /* What decided without being named: the token or the secret. */
  if (config->origins[AU_DATABRICKS_PART_SIGN_IN] == AU_DATABRICKS_ORIGIN_NONE)
    {
      AuDatabricksPart part = is_set (token)
        ? AU_DATABRICKS_PART_TOKEN : AU_DATABRICKS_PART_CLIENT_SECRET;

      config->origins[AU_DATABRICKS_PART_SIGN_IN] = config->origins[part];
      config->names[AU_DATABRICKS_PART_SIGN_IN] = g_strdup (config->names[part]);
    }

  config->token = is_set (token) ? g_strstrip (g_strdup (token)) : NULL;
  config->client_secret = is_set (secret) ? g_strstrip (g_strdup (secret)) : NULL;
  config->client_id = is_set (client_id) ? g_strstrip (g_strdup (client_id)) : NULL;
  config->scopes = is_set (scopes) ? g_strdup (scopes) : NULL;
  if (config->client_id == NULL && config->sign_in == AU_DATABRICKS_SIGN_IN_BROWSER)
    config->client_id = g_strdup (DEFAULT_CLIENT_ID);
  if (config->sign_in == AU_DATABRICKS_SIGN_IN_MACHINE && config->client_id == NULL)
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL, "%s",
                                                     _("The service principal has no client id; give it in Preferences or in DATABRICKS_CLIENT_ID.")));
      return FALSE;
    }
  return (config->token == NULL || config->sign_in != AU_DATABRICKS_SIGN_IN_TOKEN ||
          au_http_address_check_secret (config->token, _("The access token"), error)) &&
         (config->client_id == NULL ||
          au_http_address_check_secret (config->client_id, _("The client id"), error)) &&
         (config->client_secret == NULL || config->sign_in != AU_DATABRICKS_SIGN_IN_MACHINE ||
          au_http_address_check_secret (config->client_secret, _("The client secret"), error));
}

static gboolean
read_port (Reader                     *reader,
           const AuDatabricksSettings *settings,
           GError                    **error)
{
  const char *text = read_part (reader, AU_DATABRICKS_PART_CALLBACK_PORT, NULL);
  guint64 port = settings->callback_port;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, 65535, &port, NULL))
    {
      g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_CONFIGURATION, NULL, "%s",
                                                     _("DATABRICKS_OAUTH_CALLBACK_PORT is no port; give a number from 1 to 65535.")));
      return FALSE;
    }
  reader->config->callback_port = (guint) port;
  return TRUE;
}

static AuDatabricksConfig *
read_all (const AuDatabricksSettings *settings,
          const char *const          *environment,
          gboolean                   *is_good,
          GError                    **error)
{
  static const AuDatabricksSettings none = { NULL };
  Reader reader = { NULL };
  /* Only the first failing part is told; the others are read all the same, for Preferences. */
  GError **where = error;

  if (settings == NULL)
    settings = &none;
  reader.config = g_atomic_rc_box_new0 (AuDatabricksConfig);
  reader.environment = environment;
  *is_good = read_profile (&reader, settings, where);
  *is_good = read_addresses (&reader, settings, *is_good ? where : NULL) && *is_good;
  *is_good = read_sign_in (&reader, settings, *is_good ? where : NULL) && *is_good;
  *is_good = read_port (&reader, settings, *is_good ? where : NULL) && *is_good;
  g_clear_pointer (&reader.profile, g_hash_table_unref);
  g_free (reader.profile_name);
  return reader.config;
}

/**
 * au_databricks_config_new:
 * @settings: (nullable): what Preferences keep
 * @environment: (array zero-terminated=1): the environment, as of g_get_environ()
 * @error: return location for a #GError
 *
 * For each part, the environment wins over a profile of `~/.databrickscfg`, and that over the
 * settings. In the environment, `DATABRICKS_HOST`, `DATABRICKS_WAREHOUSE_ID` and `DATABRICKS_TOKEN`
 * win over `DATABRICKS_SERVER_HOSTNAME`, `DATABRICKS_HTTP_PATH` and `DATABRICKS_ACCESS_TOKEN`. A
 * secret that none of them has is looked for in the keyring when it is first needed.
 *
 * Returns: (transfer full): the configuration, or %NULL with %AU_SOURCE_ERROR_CONFIGURATION
 */
AuDatabricksConfig *
au_databricks_config_new (const AuDatabricksSettings  *settings,
                          const char *const           *environment,
                          GError                     **error)
{
  gboolean is_good;
  g_autoptr (AuDatabricksConfig) self = read_all (settings, environment, &is_good, error);

  return is_good ? g_steal_pointer (&self) : NULL;
}

/**
 * au_databricks_config_new_unchecked:
 * @settings: (nullable): what Preferences keep
 * @environment: (array zero-terminated=1): the environment
 *
 * For Preferences, which show what there is however incomplete.
 *
 * Returns: (transfer full): the configuration; parts that are missing or malformed are %NULL
 */
AuDatabricksConfig *
au_databricks_config_new_unchecked (const AuDatabricksSettings *settings,
                                    const char *const          *environment)
{
  gboolean is_good;

  return read_all (settings, environment, &is_good, NULL);
}

AuDatabricksConfig *
au_databricks_config_ref (AuDatabricksConfig *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_config (gpointer data)
{
  AuDatabricksConfig *self = data;

  g_free (self->host);
  g_free (self->warehouse_id);
  g_free (self->workspace_id);
  g_free (self->token);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->scopes);
  for (gsize i = 0; i < AU_DATABRICKS_N_PARTS; i++)
    g_free (self->names[i]);
}

void
au_databricks_config_unref (AuDatabricksConfig *self)
{
  g_atomic_rc_box_release_full (self, clear_config);
}

/**
 * au_databricks_config_get_host:
 *
 * Returns: (transfer none) (nullable): scheme, host and port
 */
const char *
au_databricks_config_get_host (const AuDatabricksConfig *self)
{
  return self->host;
}

const char *
au_databricks_config_get_warehouse_id (const AuDatabricksConfig *self)
{
  return self->warehouse_id;
}

/**
 * au_databricks_config_get_workspace_id:
 *
 * Returns: (transfer none) (nullable): the workspace's number, digits, where one was given; a host
 *   that several workspaces share needs it with each request
 */
const char *
au_databricks_config_get_workspace_id (const AuDatabricksConfig *self)
{
  return self->workspace_id;
}

AuDatabricksSignIn
au_databricks_config_get_sign_in (const AuDatabricksConfig *self)
{
  return self->sign_in;
}

/**
 * au_databricks_config_get_token:
 *
 * Returns: (transfer none) (nullable): the access token of the environment or a profile; %NULL
 *   where it is in the keyring, if anywhere
 */
const char *
au_databricks_config_get_token (const AuDatabricksConfig *self)
{
  return self->token;
}

const char *
au_databricks_config_get_client_id (const AuDatabricksConfig *self)
{
  return self->client_id;
}

/**
 * au_databricks_config_get_client_secret:
 *
 * Returns: (transfer none) (nullable): likewise, the service principal's secret
 */
const char *
au_databricks_config_get_client_secret (const AuDatabricksConfig *self)
{
  return self->client_secret;
}

/**
 * au_databricks_config_get_callback_port:
 *
 * Returns: the port for the browser to come back to, 0 for the usual ones, 8020 to 8040
 */
guint
au_databricks_config_get_callback_port (const AuDatabricksConfig *self)
{
  return self->callback_port;
}

const char *
au_databricks_config_get_scopes (const AuDatabricksConfig *self)
{
  return self->scopes != NULL ? self->scopes : "all-apis";
}

/**
 * au_databricks_config_get_origin:
 * @self: a configuration
 * @part: a part of it
 * @name: (out) (optional) (nullable) (transfer none): the variable or the profile that has it
 *
 * Returns: where @part came from; a secret that is not here but may be in the keyring has none
 */
AuDatabricksOrigin
au_databricks_config_get_origin (const AuDatabricksConfig  *self,
                                 AuDatabricksPart           part,
                                 const char               **name)
{
  g_return_val_if_fail (part < AU_DATABRICKS_N_PARTS, AU_DATABRICKS_ORIGIN_NONE);

  if (name != NULL)
    *name = self->names[part];
  return self->origins[part];
}
