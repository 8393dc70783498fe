/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AuBlessedPart:
 * @AU_BLESSED_PART_URL: the service's address
 * @AU_BLESSED_PART_KEY: the key
 * @AU_BLESSED_PART_KEY_HEADER: the header that the key goes into
 *
 * The parts of a configuration.
 */
typedef enum
{
  AU_BLESSED_PART_URL,
  AU_BLESSED_PART_KEY,
  AU_BLESSED_PART_KEY_HEADER,
  AU_BLESSED_N_PARTS,
} AuBlessedPart;

/**
 * AuBlessedSettings:
 * @url: (owned) (nullable): as it was typed
 * @key_header: (owned) (nullable): "x-api-key", the default, or "bearer"
 *
 * What Preferences keep. Holds no secret: that is in the keyring.
 */
typedef struct
{
  char *url;
  char *key_header;
} AuBlessedSettings;

AuBlessedSettings *au_blessed_settings_load (void);
void               au_blessed_settings_free (AuBlessedSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuBlessedSettings, au_blessed_settings_free)

#define AU_TYPE_BLESSED_CONFIG (au_blessed_config_get_type ())

/**
 * AuBlessedConfig:
 *
 * What there is to know to use the Blessed API, and where each part came from. Immutable.
 */
typedef struct _AuBlessedConfig AuBlessedConfig;

GType            au_blessed_config_get_type      (void);
AuBlessedConfig *au_blessed_config_new           (const AuBlessedSettings  *settings,
                                                  const char *const        *environment,
                                                  GError                  **error);
AuBlessedConfig *au_blessed_config_new_unchecked (const AuBlessedSettings  *settings,
                                                  const char *const        *environment);
AuBlessedConfig *au_blessed_config_ref           (AuBlessedConfig          *self);
void             au_blessed_config_unref         (AuBlessedConfig          *self);
const char      *au_blessed_config_get_url       (const AuBlessedConfig    *self);
const char      *au_blessed_config_get_place     (const AuBlessedConfig    *self);
const char      *au_blessed_config_get_key       (const AuBlessedConfig    *self);
gboolean         au_blessed_config_is_bearer     (const AuBlessedConfig    *self);
const char      *au_blessed_config_get_variable  (const AuBlessedConfig    *self,
                                                  AuBlessedPart             part);
char            *au_blessed_url_parse            (const char               *text,
                                                  GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuBlessedConfig, au_blessed_config_unref)

G_END_DECLS
