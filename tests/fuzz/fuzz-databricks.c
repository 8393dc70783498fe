/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of a warehouse. A letter for the form (s, c or r), one for the query, then the body. */
#include "config.h"

#include "fuzz.h"
#include "au-databricks-answer.h"
#include "au-databricks-decode.h"

#include <string.h>

/* A chunk and what a link leads to come without names; they are those of the contract then. */
static AuResultShape *
begin (AuQuery             *query,
       AuDatabricksAnswer  *answer,
       AuTableBuilder      *builder,
       guint               *n_columns,
       GError             **error)
{
  const AuContract *contract = au_query_get_contract (query);
  g_autoptr (GPtrArray) names = NULL;
  AuResultShape *shape;

  if (answer->has_manifest)
    {
      *n_columns = answer->types->len;
      return au_databricks_decode_begin (query, answer, builder, error);
    }
  names = g_ptr_array_new ();
  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    {
      g_ptr_array_add (names, au_contract_get_column (contract, i)->name);
      au_table_builder_add_column (builder, au_contract_get_column (contract, i));
    }
  *n_columns = names->len;
  g_ptr_array_add (names, NULL);
  shape = au_result_shape_new (query, (const char *const *) names->pdata, error);
  return shape;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (AuDatabricksAnswer) answer = NULL;
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuResultShape) shape = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GError) error = NULL;
  AuDatabricksForm form;
  AuQuery *query;
  guint n_columns = 0;
  gboolean decoded;
  char *body;

  if (size < 2)
    return 0;
  form = data[0] == 'c' ? AU_DATABRICKS_FORM_CHUNK :
         data[0] == 'r' ? AU_DATABRICKS_FORM_ROWS : AU_DATABRICKS_FORM_STATEMENT;
  query = fuzz_get_query ((char) data[1]);
  size -= 2;
  body = g_malloc0 (size + AU_HTTP_PADDING);
  memcpy (body, data + 2, size);

  answer = au_databricks_answer_parse (body, size, form, &error);
  fuzz_check_error (answer != NULL, error);
  if (answer == NULL || (form == AU_DATABRICKS_FORM_STATEMENT && !answer->has_manifest))
    return 0;
  shape = begin (query, answer, builder, &n_columns, &error);
  fuzz_check_error (shape != NULL, error);
  if (shape == NULL)
    return 0;
  decoded = au_databricks_decode_rows (query, shape, n_columns, answer->chunk.rows, builder,
                                       &error);
  fuzz_check_error (decoded, error);
  if (!decoded)
    return 0;
  table = au_table_builder_end (builder);
  fuzz_check_table (au_query_get_contract (query), table);
  return 0;
}
