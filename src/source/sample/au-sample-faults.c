/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-faults.h"
#include "au-ids.h"
#include "au-sample-resources.h"

#include <gio/gio.h>

#define FAULTS_PATH RESOURCE_BASE "/sample/faults.ini"

static const struct
{
  const char *name;
  AuSampleFault fault;
} fault_names[] = {
  { "duplicate-row", AU_SAMPLE_FAULT_DUPLICATE_ROW },
  { "unordered", AU_SAMPLE_FAULT_UNORDERED },
  { "error", AU_SAMPLE_FAULT_ERROR },
  { "truncated", AU_SAMPLE_FAULT_TRUNCATED },
};

/* Read once and never changed after, so any thread may look things up in it. */
static gpointer
read_faults (gpointer unused)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GKeyFile *faults = g_key_file_new ();

  bytes = g_resource_lookup_data (au_sample_get_resource (), FAULTS_PATH,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes != NULL)
    g_key_file_load_from_bytes (faults, bytes, G_KEY_FILE_NONE, &error);
  /* The file is part of the program. */
  if (error != NULL)
    g_error ("%s", error->message);
  return faults;
}

static GKeyFile *
get_faults (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_faults, NULL);
}

/* The one subscription that @request is about, or NULL. */
static char *
dup_only_subscription (const AuRequest *request)
{
  g_autoptr (GVariant) ids = au_request_get_value (request, "subscription_ids");
  char *id = NULL;

  if (ids != NULL && g_variant_n_children (ids) == 1)
    g_variant_get_child (ids, 0, "s", &id);
  return id;
}

static gboolean
is_about (GKeyFile        *faults,
          const char      *group,
          const AuRequest *request,
          const char      *subscription)
{
  g_autofree char *query = g_key_file_get_string (faults, group, "query", NULL);
  g_autofree char *id = g_key_file_get_string (faults, group, "subscription", NULL);

  return query != NULL && id != NULL && g_str_equal (query, au_request_get_name (request)) &&
         au_subscription_id_equal (id, subscription);
}

/**
 * au_sample_fault_find:
 * @request: a request
 * @message: (out) (optional) (nullable): what the source says, where the fault is an error
 *
 * Looks @request up in `faults.ini`. A fault belongs to one query about one subscription alone.
 *
 * Returns: what is wrong with its result
 */
AuSampleFault
au_sample_fault_find (const AuRequest  *request,
                      char            **message)
{
  GKeyFile *faults = get_faults ();
  g_auto (GStrv) groups = NULL;
  g_autofree char *subscription = dup_only_subscription (request);

  if (message != NULL)
    *message = NULL;
  if (subscription == NULL)
    return AU_SAMPLE_FAULT_NONE;

  groups = g_key_file_get_groups (faults, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *kind = NULL;

      if (!is_about (faults, groups[i], request, subscription))
        continue;
      kind = g_key_file_get_string (faults, groups[i], "kind", NULL);
      if (message != NULL)
        *message = g_key_file_get_string (faults, groups[i], "message", NULL);
      for (guint j = 0; j < G_N_ELEMENTS (fault_names); j++)
        if (g_strcmp0 (kind, fault_names[j].name) == 0)
          return fault_names[j].fault;
    }
  return AU_SAMPLE_FAULT_NONE;
}

static void
copy_cell (AuTableBuilder *builder,
           const AuTable  *table,
           guint           column,
           guint           row)
{
  g_autofree char *text = NULL;

  if (au_table_is_null (table, column, row))
    {
      au_table_builder_append_null (builder);
      return;
    }
  switch (au_table_get_column (table, column)->type)
    {
      case AU_DATA_STRING:
        au_table_builder_append_string (builder, au_table_get_string (table, column, row));
        break;
      case AU_DATA_BIGINT:
        au_table_builder_append_int64 (builder, au_table_get_int64 (table, column, row));
        break;
      case AU_DATA_DECIMAL:
        text = au_table_dup_text (table, column, row);
        au_table_builder_append_text (builder, text, NULL);
        break;
      case AU_DATA_DOUBLE:
        au_table_builder_append_double (builder, au_table_get_double (table, column, row));
        break;
      case AU_DATA_BOOLEAN:
        au_table_builder_append_boolean (builder, au_table_get_boolean (table, column, row));
        break;
      case AU_DATA_DATE:
        au_table_builder_append_int64 (builder, au_table_get_day (table, column, row));
        break;
      case AU_DATA_TIMESTAMP:
        au_table_builder_append_int64 (builder, au_table_get_timestamp (table, column, row));
        break;
      default:
        g_return_if_reached ();
    }
}

/* A table of the rows of @table that @order names, in its order. */
static AuTable *
pick_rows (const AuTable *table,
           const guint   *order,
           guint          n_rows)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();

  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    au_table_builder_add_column (builder, au_table_get_column (table, i));
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < au_table_get_n_columns (table); j++)
      copy_cell (builder, table, j, order[i]);
  return au_table_builder_end (builder);
}

/**
 * au_sample_fault_apply:
 * @fault: what is to be wrong
 * @table: a result's rows
 *
 * The other order is always the same one for the same number of rows, and never the old one for
 * two rows or more.
 *
 * Returns: (transfer full): @table with the fault, or @table itself where it leaves the rows alone
 */
AuTable *
au_sample_fault_apply (AuSampleFault  fault,
                       AuTable       *table)
{
  guint n = au_table_get_n_rows (table);
  g_autofree guint *order = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    order[i] = i;

  switch (fault)
    {
      case AU_SAMPLE_FAULT_DUPLICATE_ROW:
        if (n == 0)
          break;
        order[n] = n - 1;
        return pick_rows (table, order, n + 1);

      case AU_SAMPLE_FAULT_UNORDERED:
        /* The second half, then the first; then of every four rows the first and third change
         * places. The second row never stays where it was. */
        for (guint i = 0; i < n; i++)
          order[i] = (i + n / 2) % MAX (n, 1);
        for (guint i = 0; i + 3 < n; i += 4)
          {
            guint first = order[i];

            order[i] = order[i + 2];
            order[i + 2] = first;
          }
        return pick_rows (table, order, n);

      case AU_SAMPLE_FAULT_NONE:
      case AU_SAMPLE_FAULT_ERROR:
      case AU_SAMPLE_FAULT_TRUNCATED:
      default:
        break;
    }
  return au_table_ref (table);
}
