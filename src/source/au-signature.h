/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSignatureState:
 * @AU_SIGNATURE_NO_KEY: no public key is configured, so nothing is checked
 * @AU_SIGNATURE_NONE: a key is, but the list has no signature beside it
 * @AU_SIGNATURE_GOOD: the list is signed with that key, byte for byte
 * @AU_SIGNATURE_BAD: there is a signature, and it is not one of the list with that key
 *
 * How a list of checksums stands against the public key that somebody configured. It says who
 * signed, and nothing on whether anybody approved of the queries.
 */
typedef enum
{
  AU_SIGNATURE_NO_KEY,
  AU_SIGNATURE_NONE,
  AU_SIGNATURE_GOOD,
  AU_SIGNATURE_BAD,
} AuSignatureState;

/**
 * AuSignature:
 * @state: what was found
 * @key_id: (owned) (nullable): the key's id, 16 digits as minisign prints it; %NULL without a key
 * @key_name: (owned) (nullable): the name of the key's file without `.pub`, where it is in one
 * @comment: (owned) (nullable): what the signer wrote and signed along, of a good signature
 * @sentence: (owned): all of it for people
 *
 * What a check of a signature came to.
 */
typedef struct
{
  AuSignatureState state;
  char *key_id;
  char *key_name;
  char *comment;
  char *sentence;
} AuSignature;

AuSignature *au_signature_check        (const char   *key,
                                        GBytes       *list,
                                        GBytes       *signature,
                                        GError      **error);
AuSignature *au_signature_check_folder (const char   *key,
                                        const char   *folder,
                                        GError      **error);
char        *au_signature_dup_key      (const char   *setting);
void         au_signature_free         (AuSignature  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuSignature, au_signature_free)

G_END_DECLS
