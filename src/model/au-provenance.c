/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-provenance.h"
#include "au-json-text.h"
#include "au-normal-form.h"

G_DEFINE_BOXED_TYPE (AuProvenance, au_provenance, au_provenance_ref, au_provenance_unref)

/**
 * au_provenance_new:
 *
 * Returns: (transfer full): a record for a source to fill, in which only this app's versions stand
 */
AuProvenance *
au_provenance_new (void)
{
  AuProvenance *self = g_atomic_rc_box_new0 (AuProvenance);

  self->data_through = AU_DAY_INVALID;
  self->contract_version = AU_CONTRACT_VERSION;
  self->app_version = g_strdup (PACKAGE_VERSION);
  return self;
}

/**
 * au_provenance_copy:
 *
 * Returns: (transfer full): a copy that may still be changed
 */
AuProvenance *
au_provenance_copy (const AuProvenance *self)
{
  AuProvenance *copy = g_atomic_rc_box_new0 (AuProvenance);

  *copy = *self;
  copy->source = g_strdup (self->source);
  copy->host = g_strdup (self->host);
  copy->statement = self->statement != NULL ? au_statement_ref (self->statement) : NULL;
  copy->request = self->request != NULL ? au_request_ref (self->request) : NULL;
  copy->route = g_strdup (self->route);
  copy->asked = g_strdup (self->asked);
  copy->statement_id = g_strdup (self->statement_id);
  copy->ignored_columns = g_strdupv (self->ignored_columns);
  copy->app_version = g_strdup (self->app_version);
  return copy;
}

AuProvenance *
au_provenance_ref (AuProvenance *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_provenance (gpointer data)
{
  AuProvenance *self = data;

  g_free (self->source);
  g_free (self->host);
  g_clear_pointer (&self->statement, au_statement_unref);
  g_clear_pointer (&self->request, au_request_unref);
  g_free (self->route);
  g_free (self->asked);
  g_free (self->statement_id);
  g_strfreev (self->ignored_columns);
  g_free (self->app_version);
}

void
au_provenance_unref (AuProvenance *self)
{
  g_atomic_rc_box_release_full (self, clear_provenance);
}

/**
 * au_provenance_get_query:
 *
 * Returns: (transfer none) (nullable): the text that was sent, with its file, checksum and
 *   standing; %NULL where a route was asked instead
 */
AuQuery *
au_provenance_get_query (const AuProvenance *self)
{
  return self->statement != NULL ? au_statement_get_query (self->statement) : NULL;
}

/**
 * au_provenance_get_request:
 *
 * Returns: (transfer none) (nullable): what was asked, by a text or by a route: the query's name,
 *   its contract and the values
 */
AuRequest *
au_provenance_get_request (const AuProvenance *self)
{
  return self->statement != NULL ? au_statement_get_request (self->statement) : self->request;
}

/**
 * au_provenance_get_standing:
 *
 * Returns: (transfer none): `verified`, `unverified` or `by route`, for records and not translated
 */
const char *
au_provenance_get_standing (const AuProvenance *self)
{
  AuQuery *query = au_provenance_get_query (self);

  if (query == NULL)
    return "by route";
  return au_query_get_standing (query) == AU_STANDING_VERIFIED ? "verified" : "unverified";
}

/**
 * au_provenance_get_age:
 * @self: where a result came from
 * @now: a time of au_clock_now()
 *
 * Returns: milliseconds since the rows were read; 0 where the clock was set back since, so that it
 *   would be less
 */
gint64
au_provenance_get_age (const AuProvenance *self,
                       gint64              now)
{
  return MAX (now - self->finished, 0);
}

static void
append_time (GString    *out,
             const char *name,
             gint64      time)
{
  g_autofree char *text = au_normal_form_timestamp (time);

  au_json_text_append_member (out, name, text);
}

static void
append_request (GString         *out,
                const AuRequest *request)
{
  const AuContract *contract = au_request_get_contract (request);

  au_json_text_append_member (out, "query", au_request_get_name (request));
  au_json_text_append_member (out, "title", au_contract_get_title (contract));
  au_json_text_append_member (out, "definition", au_contract_get_definition (contract));
  au_json_text_append_key (out, "tables");
  au_json_text_append_strings (out, au_contract_get_tables (contract));
  au_json_text_append_key (out, "parameters");
  g_string_append_c (out, '{');
  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const char *name = au_contract_get_parameter (contract, i)->name;
      g_autoptr (GVariant) value = au_request_get_value (request, name);

      au_json_text_append_key (out, name);
      au_json_text_append_variant (out, value);
    }
  g_string_append_c (out, '}');
}

static void
append_statement (GString           *out,
                  const AuStatement *statement)
{
  const AuQuery *query = au_statement_get_query (statement);
  g_autofree char *file = g_path_get_basename (au_query_get_file (query));

  /* Without its folder: a home folder's name is no business of whoever gets a picture. */
  au_json_text_append_member (out, "file", file);
  au_json_text_append_member (out, "file_sha256", au_query_get_sha256 (query));
  au_json_text_append_member (out, "sent_text", au_statement_get_text (statement));
  au_json_text_append_member (out, "sent_sha256", au_statement_get_sha256 (statement));
  au_json_text_append_key (out, "bound");
  g_string_append_c (out, '{');
  for (guint i = 0; i < au_statement_get_n_bindings (statement); i++)
    {
      const AuBinding *binding = au_statement_get_binding (statement, i);

      au_json_text_append_member (out, binding->name, binding->text);
    }
  g_string_append_c (out, '}');
}

/**
 * au_provenance_append_json:
 * @self: where a result came from
 * @out: where the text is appended, in an object that is open
 *
 * Writes the members `source` to `from_cache` in the one form of au-json-text.h. The text of the
 * query as it was sent is among them, and what was bound to its markers.
 */
void
au_provenance_append_json (const AuProvenance *self,
                           GString            *out)
{
  AuRequest *request = au_provenance_get_request (self);
  g_autofree char *data_through = NULL;

  if (self->data_through != AU_DAY_INVALID)
    data_through = au_day_to_iso (self->data_through);

  au_json_text_append_member (out, "source", self->source);
  au_json_text_append_member (out, "host", self->host);
  if (request != NULL)
    append_request (out, request);
  au_json_text_append_member (out, "standing", au_provenance_get_standing (self));
  if (self->statement != NULL)
    append_statement (out, self->statement);
  else
    {
      au_json_text_append_member (out, "route", self->route);
      au_json_text_append_member (out, "asked", self->asked);
    }
  au_json_text_append_member (out, "statement_id", self->statement_id);
  append_time (out, "submitted", self->submitted);
  append_time (out, "finished", self->finished);
  au_json_text_append_key (out, "rows");
  g_string_append_printf (out, "%u", self->n_rows);
  au_json_text_append_key (out, "truncated");
  g_string_append (out, self->truncated ? "true" : "false");
  au_json_text_append_member (out, "data_through", data_through);
  au_json_text_append_key (out, "ignored_columns");
  au_json_text_append_strings (out, (const char *const *) self->ignored_columns);
  au_json_text_append_key (out, "contract_version");
  g_string_append_printf (out, "%u", self->contract_version);
  au_json_text_append_member (out, "app_version", self->app_version);
  au_json_text_append_key (out, "from_cache");
  g_string_append (out, self->from_cache ? "true" : "false");
}
