/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AuDatabricksSignIn:
 * @AU_DATABRICKS_SIGN_IN_TOKEN: with a personal access token
 * @AU_DATABRICKS_SIGN_IN_MACHINE: as a service principal, with a client id and secret
 * @AU_DATABRICKS_SIGN_IN_BROWSER: as a person, in the browser
 *
 * How the app signs in.
 */
typedef enum
{
  AU_DATABRICKS_SIGN_IN_TOKEN,
  AU_DATABRICKS_SIGN_IN_MACHINE,
  AU_DATABRICKS_SIGN_IN_BROWSER,
} AuDatabricksSignIn;

/**
 * AuDatabricksOrigin:
 * @AU_DATABRICKS_ORIGIN_NONE: it is not given, or is a default
 * @AU_DATABRICKS_ORIGIN_ENVIRONMENT: from an environment variable
 * @AU_DATABRICKS_ORIGIN_PROFILE: from a profile of `~/.databrickscfg`
 * @AU_DATABRICKS_ORIGIN_SETTINGS: from the app's settings; of a secret, from the keyring
 *
 * Where a part of the configuration came from. The first three that have it win, in this order.
 */
typedef enum
{
  AU_DATABRICKS_ORIGIN_NONE,
  AU_DATABRICKS_ORIGIN_ENVIRONMENT,
  AU_DATABRICKS_ORIGIN_PROFILE,
  AU_DATABRICKS_ORIGIN_SETTINGS,
} AuDatabricksOrigin;

/**
 * AuDatabricksPart:
 *
 * The parts of a configuration.
 */
typedef enum
{
  AU_DATABRICKS_PART_HOST,
  AU_DATABRICKS_PART_WAREHOUSE,
  AU_DATABRICKS_PART_SIGN_IN,
  AU_DATABRICKS_PART_TOKEN,
  AU_DATABRICKS_PART_CLIENT_ID,
  AU_DATABRICKS_PART_CLIENT_SECRET,
  AU_DATABRICKS_PART_CALLBACK_PORT,
  AU_DATABRICKS_N_PARTS,
} AuDatabricksPart;

/**
 * AuDatabricksSettings:
 * @host: (owned) (nullable): as it was typed
 * @http_path: (owned) (nullable): as it was typed, or the id of a picked warehouse
 * @sign_in: how to sign in
 * @client_id: (owned) (nullable): of the service principal, or of a custom OAuth app
 * @callback_port: the port of the redirect address that the OAuth app has, 0 for the usual ones
 * @profile: (owned) (nullable): the profile to read
 * @config_file: (owned) (nullable): the file that it is read from, in place of `~/.databrickscfg`
 *
 * What Preferences keep. Holds no secret: those are in the keyring.
 */
typedef struct
{
  char *host;
  char *http_path;
  AuDatabricksSignIn sign_in;
  char *client_id;
  guint callback_port;
  char *profile;
  char *config_file;
} AuDatabricksSettings;

AuDatabricksSettings *au_databricks_settings_new  (void);
AuDatabricksSettings *au_databricks_settings_load (void);
void                  au_databricks_settings_free (AuDatabricksSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuDatabricksSettings, au_databricks_settings_free)

#define AU_TYPE_DATABRICKS_CONFIG (au_databricks_config_get_type ())

/**
 * AuDatabricksConfig:
 *
 * What there is to know to use a workspace, and where each part came from. Immutable.
 */
typedef struct _AuDatabricksConfig AuDatabricksConfig;

GType               au_databricks_config_get_type         (void);
AuDatabricksConfig *au_databricks_config_new              (const AuDatabricksSettings *settings,
                                                           const char *const          *environment,
                                                           GError                    **error);
AuDatabricksConfig *au_databricks_config_new_unchecked    (const AuDatabricksSettings *settings,
                                                           const char *const          *environment);
AuDatabricksConfig *au_databricks_config_ref              (AuDatabricksConfig         *self);
void                au_databricks_config_unref            (AuDatabricksConfig         *self);
const char         *au_databricks_config_get_host         (const AuDatabricksConfig   *self);
const char         *au_databricks_config_get_warehouse_id (const AuDatabricksConfig   *self);
const char         *au_databricks_config_get_workspace_id (const AuDatabricksConfig   *self);
AuDatabricksSignIn  au_databricks_config_get_sign_in      (const AuDatabricksConfig   *self);
const char         *au_databricks_config_get_token        (const AuDatabricksConfig   *self);
const char         *au_databricks_config_get_client_id    (const AuDatabricksConfig   *self);
const char         *au_databricks_config_get_client_secret (const AuDatabricksConfig  *self);
guint               au_databricks_config_get_callback_port (const AuDatabricksConfig  *self);
const char         *au_databricks_config_get_scopes       (const AuDatabricksConfig   *self);
AuDatabricksOrigin  au_databricks_config_get_origin       (const AuDatabricksConfig   *self,
                                                           AuDatabricksPart            part,
                                                           const char                **name);
const char *const  *au_databricks_get_secret_variables    (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuDatabricksConfig, au_databricks_config_unref)

G_END_DECLS
