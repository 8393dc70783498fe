/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sixteen queries over the wire have the rows that the sample source has. */
#include "config.h"

#include "au-clock.h"
#include "au-normal-form.h"
#include "au-sample-source.h"
#include "au-statement.h"
#include "au-standin-rows.h"
#include "wire.h"
#include "../source/support.h"

#include <string.h>

#define STATEMENTS "/api/2.0/sql/statements"

/* Healthy subscriptions, and one with each fault of the sample workspace. */
static const char *const selections[] = {
  "a0XSAMPLE000001,a0XSAMPLE000003", "a0XSAMPLE000002", "a0XSAMPLE000004", "a0XSAMPLE000003",
};

static AuRequest *
make_request (AuContract *contract,
              const char *subscriptions)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  AuRequest *request;

  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *parameter = au_contract_get_parameter (contract, i);

      if (g_str_equal (parameter->name, "subscription_ids"))
        g_hash_table_insert (values, parameter->name, (gpointer) subscriptions);
      else if (g_str_equal (parameter->name, "account_id"))
        g_hash_table_insert (values, parameter->name, (gpointer) "001SAMPLE000001");
      else if (parameter->type == AU_PARAMETER_BIGINT_LIST)
        g_hash_table_insert (values, parameter->name, (gpointer) "40001,40002");
      else if (parameter->fallback == NULL)
        g_hash_table_insert (values, parameter->name,
                             (gpointer) (parameter->type == AU_PARAMETER_STRING ? "a" : "40001"));
    }
  request = au_request_new_from_text (contract, values, &error);
  g_assert_no_error (error);
  return request;
}

typedef struct
{
  AuResult *result;
  GError *error;
  gboolean done;
} Outcome;

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->result = au_source_query_finish (AU_SOURCE (object), result, &outcome->error);
  outcome->done = TRUE;
}

static char *
write_body (AuStatement *statement)
{
  static const char *const types[] = { "STRING", "INT", "BIGINT", "BOOLEAN" };
  yyjson_mut_doc *json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  yyjson_mut_val *array;
  char *written;

  yyjson_mut_doc_set_root (json, root);
  yyjson_mut_obj_add_str (json, root, "warehouse_id", AU_STANDIN_WAREHOUSE);
  yyjson_mut_obj_add_str (json, root, "statement", au_statement_get_text (statement));
  yyjson_mut_obj_add_str (json, root, "wait_timeout", "30s");
  array = yyjson_mut_obj_add_arr (json, root, "parameters");
  for (guint i = 0; i < au_statement_get_n_bindings (statement); i++)
    {
      const AuBinding *binding = au_statement_get_binding (statement, i);
      yyjson_mut_val *item = yyjson_mut_arr_add_obj (json, array);

      yyjson_mut_obj_add_str (json, item, "name", binding->name);
      yyjson_mut_obj_add_str (json, item, "value", binding->text);
      yyjson_mut_obj_add_str (json, item, "type", types[binding->type]);
    }
  written = yyjson_mut_write (json, YYJSON_WRITE_NOFLAG, NULL);
  yyjson_mut_doc_free (json);
  return written;
}

static void
append_rows (AuTableBuilder *builder,
             yyjson_val     *rows)
{
  yyjson_val *row, *cell;
  size_t i, j, n_rows, n_cells;

  yyjson_arr_foreach (rows, i, n_rows, row)
  {
    g_assert_cmpuint (yyjson_arr_size (row), ==, au_table_builder_get_n_columns (builder));
    yyjson_arr_foreach (row, j, n_cells, cell)
    {
      g_autoptr (GError) error = NULL;

      if (yyjson_is_null (cell))
        au_table_builder_append_null (builder);
      else
        au_table_builder_append_text (builder, yyjson_get_str (cell), &error);
      g_assert_no_error (error);
    }
  }
}

static char *
dup_wire_csv (Wire       *wire,
              AuContract *contract,
              Answer     *answer)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GString) csv = g_string_new (NULL);
  gint64 n_chunks = answer_int (answer, "/manifest/total_chunk_count");

  for (guint i = 0; i < answer_size (answer, "/manifest/schema/columns"); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/manifest/schema/columns/%u/name", i);
      int index = au_contract_find_column (contract, answer_text (answer, pointer));

      g_assert_cmpint (index, >=, 0);
      au_table_builder_add_column (builder, au_contract_get_column (contract, (guint) index));
    }
  append_rows (builder, yyjson_ptr_get (answer->root, "/result/data_array"));
  for (guint i = 1; i < n_chunks; i++)
    {
      g_autofree char *suffix = g_strdup_printf ("/result/chunks/%u", i);
      g_autoptr (Answer) chunk = wire_poll (wire, answer_text (answer, "/statement_id"), suffix);

      append_rows (builder, yyjson_ptr_get (chunk->root, "/data_array"));
    }
  table = au_table_builder_end (builder);
  g_assert_cmpint (au_table_get_n_rows (table), ==, answer_int (answer, "/manifest/total_row_count"));
  au_normal_form_append_csv (csv, table, FALSE);
  return g_string_free_and_steal (g_steal_pointer (&csv));
}

static void
compare (Wire       *wire,
         AuSource   *source,
         const char *name,
         const char *subscriptions)
{
  AuContract *contract = au_query_catalog_get_contract (au_source_get_catalog (source), name);
  g_autoptr (AuQuery) query = au_query_catalog_load (au_source_get_catalog (source), name, NULL);
  g_autoptr (AuRequest) request = make_request (contract, subscriptions);
  g_autoptr (AuStatement) statement = au_statement_new (query, request, NULL);
  g_autofree char *body = write_body (statement);
  g_autoptr (Answer) answer = wire_post (wire, STATEMENTS, body);
  Outcome outcome = { NULL, NULL, FALSE };

  g_test_message ("%s %s", name, subscriptions);
  au_source_query_async (source, request, NULL, query_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);

  if (outcome.error != NULL)
    {
      g_assert_cmpstr (answer_text (answer, "/status/state"), ==, "FAILED");
      g_assert_nonnull (strstr (outcome.error->message, answer_text (answer, "/status/error/message")));
      g_error_free (outcome.error);
    }
  else
    {
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *got = NULL;

      g_assert_cmpstr (answer_text (answer, "/status/state"), ==, "SUCCEEDED");
      got = dup_wire_csv (wire, contract, answer);
      au_normal_form_append_csv (expected, au_result_get_table (outcome.result), FALSE);
      g_assert_cmpstr (got, ==, expected->str);
      g_assert_cmpint (yyjson_get_bool (yyjson_ptr_get (answer->root, "/manifest/truncated")), ==,
                       au_result_get_provenance (outcome.result)->truncated);
      au_result_unref (outcome.result);
    }
}

static void
test_rows (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuSource) source = au_sample_source_new_for_file (catalog, support_get_workspace ());
  const char *const *names = au_query_catalog_get_names (catalog);
  guint n = 0;
  Wire wire;

  wire_start (&wire, NULL);
  for (; names[n] != NULL; n++)
    for (guint i = 0; i < G_N_ELEMENTS (selections); i++)
      compare (&wire, source, names[n], selections[i]);
  g_assert_cmpuint (n, ==, 16);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 0);
  wire_stop (&wire);
}

static void
test_doubles (void)
{
  static const struct
  {
    double value;
    const char *text;
  } doubles[] = {
    { 0, "0.0" }, { 1, "1.0" }, { 12, "12.0" }, { -2.5, "-2.5" }, { 0.1, "0.1" }, { 100, "100.0" },
    { 1234567.5, "1234567.5" }, { 9999999, "9999999.0" }, { 1e7, "1.0E7" }, { 1.5e10, "1.5E10" },
    { 0.001, "0.001" }, { 0.00123, "0.00123" }, { 0.0001, "1.0E-4" }, { 1e300, "1.0E300" },
    { 1.0 / 3, "0.3333333333333333" }, { G_MAXDOUBLE, "1.7976931348623157E308" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (doubles); i++)
    {
      g_autofree char *text = au_standin_rows_double_text (doubles[i].value);

      g_assert_cmpstr (text, ==, doubles[i].text);
    }
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);
  g_test_add_func ("/queries/rows", test_rows);
  g_test_add_func ("/queries/doubles", test_doubles);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
