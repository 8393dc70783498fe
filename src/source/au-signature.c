/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Detached signatures in minisign's format (https://jedisct1.github.io/minisign/): Ed25519 over the
 * file, or over its BLAKE2b-512 where the algorithm is `ED`, and a second signature over the first
 * and the trusted comment. libsodium does the arithmetic; it is what minisign itself is made of.
 */
#include "config.h"

#include "au-signature.h"
#include "au-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#define KEY_ID_BYTES 8
#define COMMENT "trusted comment: "
#define MAX_FILE_SIZE (1024 * 1024)

/* As they lie in the files, behind base64. */
typedef struct
{
  guint8 algorithm[2];
  guint8 id[KEY_ID_BYTES];
  guint8 key[crypto_sign_PUBLICKEYBYTES];
} PublicKey;

typedef struct
{
  guint8 algorithm[2];
  guint8 id[KEY_ID_BYTES];
  guint8 signature[crypto_sign_BYTES];
} SignatureLine;

G_STATIC_ASSERT (sizeof (PublicKey) == 42 && sizeof (SignatureLine) == 74);

void
au_signature_free (AuSignature *self)
{
  g_free (self->key_id);
  g_free (self->key_name);
  g_free (self->comment);
  g_free (self->sentence);
  g_free (self);
}

static gboolean
decode (const char *text,
        gpointer    out,
        gsize       length)
{
  const char *end;
  gsize n;

  return sodium_base642bin (out, length, text, strlen (text), NULL, &n, &end,
                            sodium_base64_VARIANT_ORIGINAL) == 0 &&
         n == length && *end == '\0';
}

static char *
describe_id (const guint8 *id)
{
  GString *text = g_string_new (NULL);

  for (int i = KEY_ID_BYTES - 1; i >= 0; i--)
    g_string_append_printf (text, "%02X", id[i]);
  return g_string_free_and_steal (text);
}

/* Lines without their ends. */
static GStrv
split_lines (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  GStrv lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_suffix (lines[i], "\r"))
      lines[i][strlen (lines[i]) - 1] = '\0';
  return lines;
}

/* A key is given as itself or as the path of its file, in which it is the second line. */
static gboolean
read_key (const char  *given,
          PublicKey   *key,
          char       **name,
          GError     **error)
{
  g_autofree char *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;

  *name = NULL;
  if (decode (given, key, sizeof *key) && memcmp (key->algorithm, "Ed", 2) == 0)
    return TRUE;
  if (g_path_is_absolute (given) && g_file_get_contents (given, &content, &length, &local))
    {
      bytes = g_bytes_new_take (g_steal_pointer (&content), length);
      lines = split_lines (bytes);
      if (g_strv_length (lines) >= 2 && decode (lines[1], key, sizeof *key) &&
          memcmp (key->algorithm, "Ed", 2) == 0)
        {
          *name = g_path_get_basename (given);
          if (g_str_has_suffix (*name, ".pub"))
            (*name)[strlen (*name) - strlen (".pub")] = '\0';
          return TRUE;
        }
    }
  g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
               /* Translators: %s is what somebody gave as a public key. */
               _("“%.80s” is no public key of minisign: give the key itself, or the absolute path of the file that “minisign -G” made."),
               given);
  return FALSE;
}

/* Fails with a clause that says why. */
static const char *
check_lines (const PublicKey   *key,
             GBytes            *list,
             const char *const *lines,
             char             **comment)
{
  SignatureLine line;
  guint8 global[crypto_sign_BYTES];
  guint8 hash[crypto_generichash_BYTES_MAX];
  gsize length;
  const guint8 *message = g_bytes_get_data (list, &length);
  g_autoptr (GByteArray) both = g_byte_array_new ();

  if (g_strv_length ((GStrv) lines) < 4 || !decode (lines[1], &line, sizeof line) ||
      !g_str_has_prefix (lines[2], COMMENT) || !decode (lines[3], global, sizeof global))
    return _("it is no signature of minisign");
  if (memcmp (line.id, key->id, KEY_ID_BYTES) != 0)
    return _("it was made with another key");
  if (memcmp (line.algorithm, "ED", 2) == 0)
    {
      crypto_generichash (hash, sizeof hash, message, length, NULL, 0);
      message = hash;
      length = sizeof hash;
    }
  else if (memcmp (line.algorithm, "Ed", 2) != 0)
    return _("it is of a kind that this version does not know");
  if (crypto_sign_verify_detached (line.signature, message, length, key->key) != 0)
    return _("it was made over another list");

  g_byte_array_append (both, line.signature, sizeof line.signature);
  g_byte_array_append (both, (const guint8 *) lines[2] + strlen (COMMENT),
                       (guint) (strlen (lines[2]) - strlen (COMMENT)));
  if (crypto_sign_verify_detached (global, both->data, both->len, key->key) != 0)
    return _("its comment was changed");
  *comment = g_utf8_make_valid (lines[2] + strlen (COMMENT), -1);
  return NULL;
}

static char *
describe (const AuSignature *self,
          const char        *failure)
{
  g_autofree char *key = self->key_name != NULL ?
                         g_strdup_printf ("%s, %s", self->key_name, self->key_id)
                         : g_strdup (self->key_id);

  switch (self->state)
    {
      case AU_SIGNATURE_NO_KEY:
        return g_strdup (_("No public key is configured, so no signature of SHA256SUMS is checked."));

      case AU_SIGNATURE_NONE:
        /* Translators: %s is the name and id of a key. */
        return g_strdup_printf (_("SHA256SUMS has no signature beside it to check with the key %s."),
                                key);

      case AU_SIGNATURE_GOOD:
        /* Translators: name and id of a key, what the signer wrote. */
        return g_strdup_printf (_("SHA256SUMS is signed with the key %s: “%s”."), key, self->comment);

      case AU_SIGNATURE_BAD:
      default:
        /* Translators: name and id of a key, a clause that says why. */
        return g_strdup_printf (_("The signature of SHA256SUMS does not fit the key %s: %s. Have the list signed anew by whoever keeps it."),
                                key, failure);
    }
}

/**
 * au_signature_check:
 * @key: (nullable): a public key of minisign, or the absolute path of its file
 * @list: the bytes of SHA256SUMS
 * @signature: (nullable): those of SHA256SUMS.minisig
 * @error: return location for a #GError
 *
 * Checks whose signature a list of checksums has.
 *
 * Returns: (transfer full): what was found; %NULL with %AU_ERROR_INVALID_ARGUMENT where @key is
 *   none
 */
AuSignature *
au_signature_check (const char  *key,
                    GBytes      *list,
                    GBytes      *signature,
                    GError     **error)
{
  g_autoptr (AuSignature) self = g_new0 (AuSignature, 1);
  g_auto (GStrv) lines = NULL;
  const char *failure = NULL;
  PublicKey public;

  if (sodium_init () < 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
                   _("Signatures cannot be checked here: libsodium does not start."));
      return NULL;
    }
  if (key != NULL && *key != '\0')
    {
      if (!read_key (key, &public, &self->key_name, error))
        return NULL;
      self->key_id = describe_id (public.id);
      self->state = AU_SIGNATURE_NONE;
    }
  if (self->state == AU_SIGNATURE_NONE && signature != NULL)
    {
      lines = split_lines (signature);
      failure = check_lines (&public, list, (const char *const *) lines, &self->comment);
      self->state = failure == NULL ? AU_SIGNATURE_GOOD : AU_SIGNATURE_BAD;
    }
  self->sentence = describe (self, failure);
  return g_steal_pointer (&self);
}

static GBytes *
read_file (const char  *folder,
           const char  *name,
           GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR ||
      g_file_info_get_size (info) > MAX_FILE_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   /* Translators: %s is a path. */
                   _("%s is no list and no signature of one; put the right file there."), path);
      return NULL;
    }
  return g_file_load_bytes (file, NULL, NULL, error);
}

/**
 * au_signature_check_folder:
 * @key: (nullable): as of au_signature_check()
 * @folder: a query folder
 * @error: return location for a #GError
 *
 * Checks `SHA256SUMS.minisig` beside `SHA256SUMS`. Reads files, so call it off the main thread.
 *
 * Returns: (transfer full): what was found; %NULL with an error of au_signature_check(), or a
 *   #GIOErrorEnum where there is no list or a file cannot be read
 */
AuSignature *
au_signature_check_folder (const char  *key,
                           const char  *folder,
                           GError     **error)
{
  g_autoptr (GBytes) list = read_file (folder, "SHA256SUMS", error);
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GError) local = NULL;

  if (list == NULL)
    return NULL;
  signature = read_file (folder, "SHA256SUMS.minisig", &local);
  if (signature == NULL && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return au_signature_check (key, list, signature, error);
}

/**
 * au_signature_dup_key:
 * @setting: (nullable): the value of the setting `signing-key`
 *
 * Returns: (transfer full) (nullable): the public key to check with: that of
 *   `ANYUSAGE_SIGNING_KEY`, else that of the setting
 */
char *
au_signature_dup_key (const char *setting)
{
  const char *given = g_getenv ("ANYUSAGE_SIGNING_KEY");

  if (given == NULL || *given == '\0')
    given = setting;
  return given != NULL && *given != '\0' ? g_strdup (given) : NULL;
}
