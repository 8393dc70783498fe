/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cache-entry.h"
#include "au-table-canonical.h"

static void
add_text (GVariantDict *dict,
          const char   *name,
          const char   *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, name, "s", text);
}

static char *
dup_text (GVariantDict *dict,
          const char   *name)
{
  char *text = NULL;

  g_variant_dict_lookup (dict, name, "s", &text);
  return text;
}

static GBytes *
serialize (const AuProvenance *provenance)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) variant = NULL;

  add_text (&dict, "source", provenance->source);
  add_text (&dict, "host", provenance->host);
  add_text (&dict, "route", provenance->route);
  add_text (&dict, "asked", provenance->asked);
  add_text (&dict, "statement-id", provenance->statement_id);
  add_text (&dict, "app-version", provenance->app_version);
  if (provenance->statement != NULL)
    add_text (&dict, "sent-sha256", au_statement_get_sha256 (provenance->statement));
  g_variant_dict_insert (&dict, "submitted", "x", provenance->submitted);
  g_variant_dict_insert (&dict, "finished", "x", provenance->finished);
  g_variant_dict_insert (&dict, "truncated", "b", provenance->truncated);
  g_variant_dict_insert (&dict, "contract-version", "u", provenance->contract_version);
  if (provenance->ignored_columns != NULL)
    g_variant_dict_insert (&dict, "ignored-columns", "^as", provenance->ignored_columns);
  variant = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_get_data_as_bytes (variant);
}

/**
 * au_cache_entry_init:
 * @self: an entry to fill
 * @result: a result
 *
 * The query's text is not kept, only its checksum: the entry is good for that text alone, which the
 * catalog has. Nothing of what a source signs in with is in a result, so none is in an entry.
 */
void
au_cache_entry_init (AuCacheEntry *self,
                     AuResult     *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);
  const AuQuery *query = au_provenance_get_query (provenance);

  self->text_sha256 = g_strdup (query != NULL ? au_query_get_sha256 (query) : "");
  self->provenance = serialize (provenance);
  self->content = au_table_to_canonical (au_result_get_table (result));
}

void
au_cache_entry_clear (AuCacheEntry *self)
{
  g_clear_pointer (&self->text_sha256, g_free);
  g_clear_pointer (&self->provenance, g_bytes_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
}

/* Whether the text that would be sent now is the one that was sent then: a key file beside it may
 * have changed. */
static gboolean
restore_statement (AuProvenance *provenance,
                   GVariantDict *dict,
                   AuQuery      *query,
                   AuRequest    *request)
{
  g_autofree char *sent = dup_text (dict, "sent-sha256");

  if (query == NULL)
    {
      provenance->request = au_request_ref (request);
      return sent == NULL;
    }
  provenance->statement = au_statement_new (query, request, NULL);
  return provenance->statement != NULL &&
         g_strcmp0 (sent, au_statement_get_sha256 (provenance->statement)) == 0;
}

/**
 * au_cache_entry_to_result:
 * @self: an entry whose checksum was compared
 * @query: (nullable): the text of @request as the catalog has it now; %NULL for a route
 * @request: what was asked
 *
 * Returns: (transfer full) (nullable): the result, marked as from the cache; %NULL where the entry
 *   is of another text or of other contracts, or cannot be read
 */
AuResult *
au_cache_entry_to_result (const AuCacheEntry *self,
                          AuQuery            *query,
                          AuRequest          *request)
{
  g_autoptr (GVariant) variant =
    g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, self->provenance, FALSE));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (AuTable) table = NULL;
  guint contract_version = 0;

  if (!g_variant_is_normal_form (variant) ||
      !g_str_equal (self->text_sha256, query != NULL ? au_query_get_sha256 (query) : ""))
    return NULL;
  g_variant_dict_lookup (&dict, "contract-version", "u", &contract_version);
  if (contract_version != AU_CONTRACT_VERSION ||
      !restore_statement (provenance, &dict, query, request))
    return NULL;
  table = au_table_new_from_canonical (au_request_get_contract (request), self->content, NULL);
  if (table == NULL)
    return NULL;

  provenance->source = dup_text (&dict, "source");
  provenance->host = dup_text (&dict, "host");
  provenance->route = dup_text (&dict, "route");
  provenance->asked = dup_text (&dict, "asked");
  provenance->statement_id = dup_text (&dict, "statement-id");
  g_free (provenance->app_version);
  provenance->app_version = dup_text (&dict, "app-version");
  g_variant_dict_lookup (&dict, "submitted", "x", &provenance->submitted);
  g_variant_dict_lookup (&dict, "finished", "x", &provenance->finished);
  g_variant_dict_lookup (&dict, "truncated", "b", &provenance->truncated);
  g_variant_dict_lookup (&dict, "ignored-columns", "^as", &provenance->ignored_columns);
  provenance->n_rows = au_table_get_n_rows (table);
  provenance->data_through = au_table_find_data_through (table);
  provenance->from_cache = TRUE;
  return au_result_new (table, provenance);
}
