/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-statement.h"
#include "au-error.h"
#include "au-sql.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AuStatement
{
  AuQuery *query;
  AuRequest *request;
  char *text;
  char *sha256;
  GPtrArray *bindings;
};

G_DEFINE_BOXED_TYPE (AuStatement, au_statement, au_statement_ref, au_statement_unref)

AuStatement *
au_statement_ref (AuStatement *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_statement (gpointer data)
{
  AuStatement *self = data;

  g_clear_pointer (&self->query, au_query_unref);
  g_clear_pointer (&self->request, au_request_unref);
  g_free (self->text);
  g_free (self->sha256);
  g_clear_pointer (&self->bindings, g_ptr_array_unref);
}

void
au_statement_unref (AuStatement *self)
{
  g_atomic_rc_box_release_full (self, clear_statement);
}

static void
binding_free (gpointer data)
{
  AuBinding *binding = data;

  g_free (binding->name);
  g_free (binding->text);
  g_free (binding);
}

static void
add_binding (AuStatement    *self,
             char           *name,
             AuParameterType type,
             char           *text)
{
  AuBinding *binding = g_new0 (AuBinding, 1);

  binding->name = name;
  binding->type = type;
  binding->text = text;
  g_ptr_array_add (self->bindings, binding);
}

static char *
scalar_to_text (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return g_strdup_printf ("%d", g_variant_get_int32 (value));
  return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
}

/* The parameter of the contract that the text calls @marker, or NULL. */
static const AuParameter *
find_parameter (AuQuery    *query,
                const char *marker)
{
  const AuContract *contract = au_query_get_contract (query);

  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *parameter = au_contract_get_parameter (contract, i);

      if (g_str_equal (au_key_map_get_parameter (au_query_get_map (query), parameter->name),
                       marker))
        return parameter;
    }
  return NULL;
}

static gboolean
is_list (AuParameterType type)
{
  return type == AU_PARAMETER_STRING_LIST || type == AU_PARAMETER_BIGINT_LIST;
}

static void
add_parameter (AuStatement       *self,
               const AuParameter *parameter,
               const char        *marker,
               GVariant          *value)
{
  if (!is_list (parameter->type))
    {
      add_binding (self, g_strdup (marker), parameter->type, scalar_to_text (value));
      return;
    }

  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      add_binding (self, g_strdup_printf ("%s_%" G_GSIZE_FORMAT, marker, i),
                   parameter->type == AU_PARAMETER_STRING_LIST ?
                   AU_PARAMETER_STRING : AU_PARAMETER_BIGINT,
                   scalar_to_text (child));
    }
}

static void
append_marker (GString    *text,
               const char *marker,
               GVariant   *value,
               gboolean    list)
{
  if (!list)
    {
      g_string_append_printf (text, ":%s", marker);
      return;
    }
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    g_string_append_printf (text, "%s:%s_%" G_GSIZE_FORMAT, i > 0 ? ", " : "", marker, i);
}

/* A list has a meaning only between the brackets of IN (…): anywhere else its elements would become
 * arguments of something. */
static gboolean
is_inside_in (const AuSqlToken *previous,
              const AuSqlToken *before_previous)
{
  return previous->kind == AU_SQL_SYMBOL && *previous->start == '(' &&
         au_sql_token_is_word (before_previous, "in");
}

static gboolean
expand (AuStatement *self,
        GHashTable  *used,
        GString     *out,
        GError     **error)
{
  const char *position = au_query_get_text (self->query);
  AuSqlToken token;
  AuSqlToken previous = { AU_SQL_SPACE, "", 0 };
  AuSqlToken before_previous = previous;

  while (au_sql_next (&position, &token))
    {
      if (token.kind == AU_SQL_MARKER)
        {
          g_autofree char *marker = g_strndup (token.start + 1, token.length - 1);
          const AuParameter *parameter = find_parameter (self->query, marker);
          g_autoptr (GVariant) value = NULL;

          if (parameter == NULL)
            {
              g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                           /* Translators: file, marker name, query name. */
                           _("%s uses the parameter :%s, which the contract of %s does not have; rename it, or map it in a .map file."),
                           au_query_get_file (self->query), marker,
                           au_query_get_name (self->query));
              return FALSE;
            }
          if (is_list (parameter->type) && !is_inside_in (&previous, &before_previous))
            {
              g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                           /* Translators: file, marker name, marker name. */
                           _("%s uses the list :%s outside of IN (:%s); a list can stand only there."),
                           au_query_get_file (self->query), marker, marker);
              return FALSE;
            }

          value = au_request_get_value (self->request, parameter->name);
          append_marker (out, marker, value, is_list (parameter->type));
          if (g_hash_table_add (used, (gpointer) parameter->name))
            add_parameter (self, parameter, marker, value);
        }
      else
        g_string_append_len (out, token.start, (gssize) token.length);

      if (token.kind != AU_SQL_SPACE && token.kind != AU_SQL_COMMENT)
        {
          before_previous = previous;
          previous = token;
        }
    }
  return TRUE;
}

/**
 * au_statement_new:
 * @query: a query text
 * @request: what is asked of it; of the same contract
 * @error: return location for a #GError
 *
 * Expands lists: `IN (:subscription_ids)` becomes `IN (:subscription_ids_0, :subscription_ids_1)`.
 * Nothing else of the text changes, so the sent text can be derived from the file and the number of
 * elements. A colon in a string, a comment or a JSON path is no marker.
 *
 * Every parameter of the contract has to occur in the text: one that does not would be ignored, and
 * the figures would be about something else than what was chosen.
 *
 * Returns: (transfer full): the statement, or %NULL with %AU_ERROR_QUERY_TEXT
 */
AuStatement *
au_statement_new (AuQuery   *query,
                  AuRequest *request,
                  GError   **error)
{
  g_autoptr (AuStatement) self = NULL;
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) text = g_string_new (NULL);
  const AuContract *contract;

  g_return_val_if_fail (query != NULL && request != NULL, NULL);
  g_return_val_if_fail (g_str_equal (au_query_get_name (query), au_request_get_name (request)),
                        NULL);

  self = g_atomic_rc_box_new0 (AuStatement);
  self->query = au_query_ref (query);
  self->request = au_request_ref (request);
  self->bindings = g_ptr_array_new_with_free_func (binding_free);
  if (!expand (self, used, text, error))
    return NULL;

  contract = au_query_get_contract (query);
  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *parameter = au_contract_get_parameter (contract, i);

      if (!g_hash_table_contains (used, parameter->name))
        {
          g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                       /* Translators: file, marker name. */
                       _("%s does not use the parameter :%s, so its rows would be about something else than asked; use it, or map its name in a .map file."),
                       au_query_get_file (query),
                       au_key_map_get_parameter (au_query_get_map (query), parameter->name));
          return NULL;
        }
    }

  self->text = g_string_free_and_steal (g_steal_pointer (&text));
  self->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->text, -1);
  return g_steal_pointer (&self);
}

AuQuery *
au_statement_get_query (const AuStatement *self)
{
  return self->query;
}

AuRequest *
au_statement_get_request (const AuStatement *self)
{
  return self->request;
}

/**
 * au_statement_get_text:
 *
 * Returns: (transfer none): the text to send, markers and no values in it
 */
const char *
au_statement_get_text (const AuStatement *self)
{
  return self->text;
}

/**
 * au_statement_get_sha256:
 *
 * Returns: (transfer none): the SHA-256 of the text to send, 64 lower-case hexadecimal digits
 */
const char *
au_statement_get_sha256 (const AuStatement *self)
{
  return self->sha256;
}

guint
au_statement_get_n_bindings (const AuStatement *self)
{
  return self->bindings->len;
}

/**
 * au_statement_get_binding:
 *
 * Returns: (transfer none): a marker of the sent text and its value; each marker occurs once,
 * however
 *   often the text uses it
 */
const AuBinding *
au_statement_get_binding (const AuStatement *self,
                          guint              index)
{
  g_return_val_if_fail (index < self->bindings->len, NULL);

  return g_ptr_array_index (self->bindings, index);
}
