/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trial of a connection, and the list of warehouses. */
#include "config.h"

#include "databricks-fixture.h"
#include "au-databricks-warehouse.h"
#include "au-source-error.h"
#include "support.h"

#include <string.h>

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  gpointer *slot = user_data;

  slot[0] = au_source_test_finish (AU_SOURCE (object), result, (GError **) &slot[1]);
  slot[2] = GINT_TO_POINTER (TRUE);
}

/* Ten faults, ten different sentences. */
static void
test_trial (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *fault;
    AuSourceError code;
  } cases[] = {
    { NULL, 0 },
    { "drop:9", AU_SOURCE_ERROR_NETWORK },
    { "no-api", AU_SOURCE_ERROR_ADDRESS },
    { "login-page", AU_SOURCE_ERROR_ADDRESS },
    { "login-redirect", AU_SOURCE_ERROR_ADDRESS },
    { "unauthenticated", AU_SOURCE_ERROR_SIGN_IN },
    { "warehouse-gone", AU_SOURCE_ERROR_WAREHOUSE },
    { "warehouse-permission", AU_SOURCE_ERROR_PERMISSION },
    { "table-permission", AU_SOURCE_ERROR_PERMISSION },
    { "table-missing", AU_SOURCE_ERROR_STATEMENT },
    { "rate-limit:99", AU_SOURCE_ERROR_RATE_LIMIT },
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gpointer slot[3] = { NULL, NULL, NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      fixture_set_fault (fixture, cases[i].fault);
      au_source_test_async (fixture->source, NULL, tested_cb, slot);
      while (slot[2] == NULL)
        g_main_context_iteration (NULL, TRUE);
      sentence = slot[0];
      error = slot[1];
      if (cases[i].fault == NULL)
        {
          g_assert_no_error (error);
          g_assert_nonnull (strstr (sentence, "10 rows"));
          continue;
        }
      g_assert_error (error, AU_SOURCE_ERROR, (int) cases[i].code);
      g_assert_true (g_hash_table_add (sentences, g_strdup (error->message)));
    }
  g_assert_cmpuint (g_hash_table_size (sentences), ==, 10);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  gpointer *slot = user_data;

  slot[0] = au_databricks_list_warehouses_finish (AU_DATABRICKS_CLIENT (object), result,
                                                  (GError **) &slot[1]);
  slot[2] = GINT_TO_POINTER (TRUE);
}

static void
test_warehouses (Fixture       *fixture,
                 gconstpointer  data)
{
  AuDatabricksClient *client =
    au_databricks_source_get_client (AU_DATABRICKS_SOURCE (fixture->source));

  for (guint i = 0; i < 2; i++)
    {
      gpointer slot[3] = { NULL, NULL, NULL };
      g_autoptr (GPtrArray) list = NULL;

      fixture_set_fault (fixture, i == 0 ? NULL : "no-warehouses");
      au_databricks_list_warehouses_async (client, NULL, listed_cb, slot);
      while (slot[2] == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_no_error ((GError *) slot[1]);
      list = slot[0];
      g_assert_cmpuint (list->len, ==, i == 0 ? 2 : 0);
      if (i == 0)
        {
          AuDatabricksWarehouse *first = g_ptr_array_index (list, 0);
          AuDatabricksWarehouse *second = g_ptr_array_index (list, 1);

          g_assert_cmpstr (first->id, ==, AU_STANDIN_WAREHOUSE);
          g_assert_cmpint (first->state, ==, AU_DATABRICKS_WAREHOUSE_RUNNING);
          g_assert_cmpint (second->state, ==, AU_DATABRICKS_WAREHOUSE_STOPPED);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  fixture_init (&argc, &argv);

  fixture_add ("trial", fixture_set_up, test_trial);
  fixture_add ("warehouses", fixture_set_up, test_warehouses);

  return fixture_run ();
}
