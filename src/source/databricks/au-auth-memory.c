/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who has signed in stays signed in for as long as the program runs, also where there is no keyring
 * and whichever source asks: a source is made anew whenever a setting changes.
 */
#include "config.h"

#include "au-auth-memory.h"

static GMutex mutex;
static GHashTable *refresh_tokens; /* (element-type utf8 utf8): by host */

/**
 * au_auth_memory_set:
 * @host: a workspace's address
 * @refresh_token: (nullable): what gets the next token there; %NULL to forget it
 *
 * Returns: whether that is another one than before
 */
gboolean
au_auth_memory_set (const char *host,
                    const char *refresh_token)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (refresh_tokens == NULL)
    refresh_tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (g_strcmp0 (g_hash_table_lookup (refresh_tokens, host), refresh_token) == 0)
    return FALSE;
  if (refresh_token != NULL)
    g_hash_table_insert (refresh_tokens, g_strdup (host), g_strdup (refresh_token));
  else
    g_hash_table_remove (refresh_tokens, host);
  return TRUE;
}

/**
 * au_auth_memory_dup:
 * @host: a workspace's address
 *
 * Returns: (transfer full) (nullable): what gets the next token there
 */
char *
au_auth_memory_dup (const char *host)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  return refresh_tokens != NULL ? g_strdup (g_hash_table_lookup (refresh_tokens, host)) : NULL;
}
