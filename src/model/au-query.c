/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-query.h"
#include "au-error.h"
#include "au-sql.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AuQuery
{
  AuContract *contract;
  char *text;
  char *file;
  char *sha256;
  AuStanding standing;
  AuKeyMap *map;
};

G_DEFINE_BOXED_TYPE (AuQuery, au_query, au_query_ref, au_query_unref)

AuQuery *
au_query_ref (AuQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_query (gpointer data)
{
  AuQuery *self = data;

  g_clear_pointer (&self->contract, au_contract_unref);
  g_free (self->text);
  g_free (self->file);
  g_free (self->sha256);
  g_clear_pointer (&self->map, au_key_map_free);
}

void
au_query_unref (AuQuery *self)
{
  g_atomic_rc_box_release_full (self, clear_query);
}

/**
 * au_query_new:
 * @contract: the contract that the text has to keep
 * @bytes: the file's bytes
 * @file: the file's name for people: `mau.sql`, or its path in a query folder
 * @standing: how the bytes stand against SHA256SUMS
 * @map: (nullable) (transfer full): other names for columns and parameters
 * @error: return location for a #GError
 *
 * Checks the bytes: UTF-8, without NUL, one SELECT.
 *
 * Returns: (transfer full): the query, or %NULL with %AU_ERROR_QUERY_TEXT
 */
AuQuery *
au_query_new (AuContract *contract,
              GBytes     *bytes,
              const char *file,
              AuStanding  standing,
              AuKeyMap   *map,
              GError    **error)
{
  g_autoptr (AuQuery) self = g_atomic_rc_box_new0 (AuQuery);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) local = NULL;

  self->contract = au_contract_ref (contract);
  self->file = g_strdup (file);
  self->standing = standing;
  self->map = map;

  if (length == 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a file. */
                   _("%s is empty; put the query's text into it, or take the file away to use the shipped text."), file);
      return NULL;
    }
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a file. */
                   _("%s starts with a byte order mark; save it as UTF-8 without one."), file);
      return NULL;
    }
  if (!g_utf8_validate_len (data, length, NULL))
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   /* Translators: %s is a file. */
                   _("%s is not UTF-8 text; save it as UTF-8."), file);
      return NULL;
    }

  self->text = g_strndup (data, length);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!au_sql_check_select (self->text, &local))
    {
      /* Translators: %s is a file, and %s what is wrong with it: "it holds more than one statement
       * …" */
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT, _("%s is refused: %s"), file,
                   local->message);
      return NULL;
    }
  return g_steal_pointer (&self);
}

AuContract *
au_query_get_contract (const AuQuery *self)
{
  return self->contract;
}

const char *
au_query_get_name (const AuQuery *self)
{
  return au_contract_get_name (self->contract);
}

const char *
au_query_get_text (const AuQuery *self)
{
  return self->text;
}

const char *
au_query_get_file (const AuQuery *self)
{
  return self->file;
}

/**
 * au_query_get_sha256:
 *
 * Returns: (transfer none): the SHA-256 of the file's bytes, 64 lower-case hexadecimal digits
 */
const char *
au_query_get_sha256 (const AuQuery *self)
{
  return self->sha256;
}

AuStanding
au_query_get_standing (const AuQuery *self)
{
  return self->standing;
}

/**
 * au_query_get_map:
 *
 * Returns: (transfer none) (nullable): the text's own names
 */
const AuKeyMap *
au_query_get_map (const AuQuery *self)
{
  return self->map;
}
