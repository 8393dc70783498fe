/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-query-catalog.h"
#include "au-selection.h"

/* The columns of the contract, NULL where there is nothing. */
typedef const char *Row[7];

static GPtrArray *
create_subscriptions (const Row *rows,
                      guint      n)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuContract *contract = au_query_catalog_get_contract (catalog, "subscriptions");
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuTable) table = NULL;

  for (guint i = 0; i < au_contract_get_n_columns (contract); i++)
    au_table_builder_add_column (builder, au_contract_get_column (contract, i));
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (rows[i]); j++)
      g_assert_true (au_table_builder_append_text (builder, rows[i][j], NULL));
  table = au_table_builder_end (builder);
  return au_subscriptions_new_from_table (table);
}

static void
test_one_account (void)
{
  g_autoptr (GPtrArray) subscriptions = NULL;
  g_autoptr (AuSelection) selection = NULL;
  g_autoptr (GVariant) teams = NULL;
  g_autofree char *printed = NULL;
  g_autoptr (GError) error = NULL;
  static const Row rows[] = {
    { "a0XSAMPLE000008", "North", "001SAMPLE000008", "Tamarind", "100", NULL, "40009,40008" },
    { "a0XSAMPLE000009", "South", "001SAMPLE000008", "Tamarind", "50", NULL, "40009" },
    { NULL, "no id", NULL, NULL, "1", NULL, NULL },
    { "a0XSAMPLE000010", "East", "001SAMPLE000008", "Tamarind", NULL, NULL, NULL },
  };

  subscriptions = create_subscriptions (rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (subscriptions->len, ==, 3);
  g_assert_cmpint (au_subscription_get_seats (g_ptr_array_index (subscriptions, 2)), ==, -1);

  selection = au_selection_new (subscriptions, &error);
  g_assert_no_error (error);
  g_assert_cmpint (au_selection_get_seats (selection), ==, -1);
  g_assert_cmpstr (au_selection_get_title (selection), ==, "Tamarind");
  teams = g_variant_ref_sink (au_selection_get_team_ids (selection));
  printed = g_variant_print (teams, FALSE);
  g_assert_cmpstr (printed, ==, "[40008, 40009]");
  g_clear_object (&selection);

  g_ptr_array_set_size (subscriptions, 2);
  selection = au_selection_new (subscriptions, &error);
  g_assert_cmpint (au_selection_get_seats (selection), ==, 150);
  g_assert_cmpstr (au_selection_get_subtitle (selection), ==,
                   "2 subscriptions · a0XSAMPLE000008 + a0XSAMPLE000009");
  g_assert_finalize_object (g_steal_pointer (&selection));

  g_ptr_array_set_size (subscriptions, 0);
  g_assert_null (au_selection_new (subscriptions, &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_EMPTY_LIST);
}

/* Whose figures these are is said in the order of choosing, each account once; of many the first
 * two are named. */
static void
test_several_accounts (void)
{
  static const Row rows[] = {
    { "a0XSAMPLE000001", "Enterprise", "001SAMPLE000001", "Halden Freight", "500", NULL, NULL },
    { "a0XSAMPLE000008", "North", "001SAMPLE000008", "Tamarind", "100", NULL, NULL },
    { "a0XSAMPLE000011", "Labs", "001SAMPLE000001", "Halden Freight", "20", NULL, NULL },
    /* Another account of the same name is another account. */
    { "a0XSAMPLE000012", "Campus", "001SAMPLE000012", "Tamarind", "20", NULL, NULL },
    /* Without a name the id stands for it; without an account's id each is one of its own. */
    { "a0XSAMPLE000013", "Campus", "001SAMPLE000013", "", "20", NULL, NULL },
    { "a0XSAMPLE000014", "Campus", "", "شركة الضوء", "20", NULL, NULL },
  };
  static const char *const titles[] = {
    "Halden Freight",
    "Halden Freight, Tamarind",
    "Halden Freight, Tamarind",
    "Halden Freight, Tamarind, Tamarind",
    "Halden Freight, Tamarind and 2 more",
    "Halden Freight, Tamarind and 3 more",
  };

  for (guint n = 1; n <= G_N_ELEMENTS (rows); n++)
    {
      g_autoptr (GPtrArray) subscriptions = create_subscriptions (rows, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuSelection) selection = au_selection_new (subscriptions, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (au_selection_get_n_items (selection), ==, n);
      g_assert_cmpstr (au_selection_get_title (selection), ==, titles[n - 1]);
    }
}

/* The same of no name at all. */
static void
test_no_name (void)
{
  static const Row rows[] = {
    { "a0XSAMPLE000013", "Campus", "001SAMPLE000013", NULL, "20", NULL, NULL },
    { "a0XSAMPLE000001", "Enterprise", "001SAMPLE000001", "Halden Freight", "500", NULL, NULL },
  };
  g_autoptr (GPtrArray) subscriptions = create_subscriptions (rows, G_N_ELEMENTS (rows));
  g_autoptr (AuSelection) selection = au_selection_new (subscriptions, NULL);

  g_assert_cmpstr (au_selection_get_title (selection), ==, "a0XSAMPLE000013, Halden Freight");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/selection/one-account", test_one_account);
  g_test_add_func ("/model/selection/several-accounts", test_several_accounts);
  g_test_add_func ("/model/selection/no-name", test_no_name);
  return g_test_run ();
}
