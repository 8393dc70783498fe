/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-databricks-warehouse.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define WAREHOUSES "/api/2.0/sql/warehouses"

/* More pages than any workspace has; a service that never ends is not followed for ever. */
#define MAX_PAGES 50

G_DEFINE_BOXED_TYPE (AuDatabricksWarehouse, au_databricks_warehouse, au_databricks_warehouse_copy,
                     au_databricks_warehouse_free)

AuDatabricksWarehouse *
au_databricks_warehouse_copy (const AuDatabricksWarehouse *self)
{
  AuDatabricksWarehouse *copy = g_new0 (AuDatabricksWarehouse, 1);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->state = self->state;
  copy->size = g_strdup (self->size);
  copy->kind = g_strdup (self->kind);
  copy->problem = g_strdup (self->problem);
  return copy;
}

void
au_databricks_warehouse_free (AuDatabricksWarehouse *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->size);
  g_free (self->kind);
  g_free (self->problem);
  g_free (self);
}

static void
warehouse_free (gpointer data)
{
  au_databricks_warehouse_free (data);
}

/**
 * au_databricks_warehouse_state_get_name:
 *
 * Returns: (transfer none): the state in a word, for people
 */
const char *
au_databricks_warehouse_state_get_name (AuDatabricksWarehouseState state)
{
  switch (state)
    {
      case AU_DATABRICKS_WAREHOUSE_RUNNING:
        return _("Running");
      case AU_DATABRICKS_WAREHOUSE_STARTING:
        return _("Starting");
      case AU_DATABRICKS_WAREHOUSE_STOPPED:
        return _("Stopped");
      case AU_DATABRICKS_WAREHOUSE_STOPPING:
        return _("Stopping");
      case AU_DATABRICKS_WAREHOUSE_DELETED:
        return _("Deleted");
      case AU_DATABRICKS_WAREHOUSE_UNKNOWN:
      default:
        return _("Unknown");
    }
}

/* A member as text, "" where it is absent or something else. */
static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : "";
}

static gboolean
get_boolean (JsonObject *object,
             const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static AuDatabricksWarehouseState
parse_state (const char *text)
{
  static const char *const names[] = { "RUNNING", "STARTING", "STOPPED", "STOPPING" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      return (AuDatabricksWarehouseState) i;
  return g_str_has_prefix (text, "DELET")
    ? AU_DATABRICKS_WAREHOUSE_DELETED : AU_DATABRICKS_WAREHOUSE_UNKNOWN;
}

static AuDatabricksWarehouse *
parse_warehouse (JsonObject *object)
{
  AuDatabricksWarehouse *self;
  const char *type = get_text (object, "warehouse_type");
  JsonNode *health = json_object_get_member (object, "health");

  if (*get_text (object, "id") == '\0')
    return NULL;
  self = g_new0 (AuDatabricksWarehouse, 1);
  self->id = g_strdup (get_text (object, "id"));
  self->name = au_source_error_clean_line (*get_text (object, "name") != '\0'
                                           ? get_text (object, "name") : self->id);
  self->state = parse_state (get_text (object, "state"));
  self->size = g_strdup (get_text (object, "cluster_size"));
  if (get_boolean (object, "enable_serverless_compute"))
    self->kind = g_strdup (_("Serverless"));
  else
    self->kind = g_strdup (g_str_equal (type, "PRO") ? _("Pro") : g_str_equal (type, "CLASSIC") ? _("Classic") : "");
  if (health != NULL && JSON_NODE_HOLDS_OBJECT (health) &&
      g_str_equal (get_text (json_node_get_object (health), "status"), "FAILED"))
    {
      const char *summary = get_text (json_node_get_object (health), "summary");

      self->problem =
        au_source_error_clean_line (*summary != '\0'
                                    ? summary : get_text (json_node_get_object (health), "details"));
    }
  return self;
}

static JsonObject *
parse_object (const AuHttpResponse  *response,
              JsonParser            *parser,
              GError               **error)
{
  JsonNode *root;

  if (json_parser_load_from_data (parser, response->body, (gssize) response->length, NULL) &&
      (root = json_parser_get_root (parser)) != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                                 /* Translators: %s is a host's name. */
                                                 _("%s sent an answer that cannot be read; check the host in Preferences."),
                                                 response->host));
  return NULL;
}

typedef struct
{
  GPtrArray *warehouses;
  guint n_pages;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->warehouses, g_ptr_array_unref);
  g_free (listing);
}

static int
compare_warehouses (gconstpointer a,
                    gconstpointer b)
{
  const AuDatabricksWarehouse *first = *(AuDatabricksWarehouse *const *) a;
  const AuDatabricksWarehouse *second = *(AuDatabricksWarehouse *const *) b;

  if (first->state != second->state)
    return first->state < second->state ? -1 : 1;
  return g_utf8_collate (first->name, second->name);
}

static void list_page (GTask      *task,
                       const char *token);

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (JsonParser) parser = json_parser_new ();
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);
  JsonObject *page = response != NULL ? parse_object (response, parser, &error) : NULL;
  JsonNode *list;
  const char *next;

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  list = json_object_get_member (page, "warehouses");
  for (guint i = 0; list != NULL && JSON_NODE_HOLDS_ARRAY (list) &&
       i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (list), i);
      AuDatabricksWarehouse *warehouse = JSON_NODE_HOLDS_OBJECT (node)
        ? parse_warehouse (json_node_get_object (node)) : NULL;

      if (warehouse != NULL && warehouse->state == AU_DATABRICKS_WAREHOUSE_DELETED)
        g_clear_pointer (&warehouse, au_databricks_warehouse_free);
      if (warehouse != NULL)
        g_ptr_array_add (listing->warehouses, warehouse);
    }
  next = get_text (page, "next_page_token");
  if (*next != '\0' && ++listing->n_pages < MAX_PAGES)
    list_page (task, next);
  else
    {
      g_ptr_array_sort (listing->warehouses, compare_warehouses);
      g_task_return_pointer (task, g_steal_pointer (&listing->warehouses),
                             (GDestroyNotify) g_ptr_array_unref);
    }
}

static void
list_page (GTask      *task,
           const char *token)
{
  AuDatabricksClient *client = g_task_get_source_object (task);
  g_autofree char *escaped = token != NULL ? g_uri_escape_string (token, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat (WAREHOUSES "?page_size=100", escaped != NULL ? "&page_token=" : NULL, escaped, NULL);
  const AuDatabricksCall call = {
    .method = "GET", .path = path, .retry = AU_HTTP_RETRY_IDEMPOTENT, .subject = AU_HTTP_API,
    .max_tries = 2,
  };

  au_databricks_client_call_async (client, &call, g_task_get_cancellable (task), listed_cb,
                                   g_object_ref (task));
}

/**
 * au_databricks_list_warehouses_async:
 * @client: a client; of its configuration only host and sign-in count
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the list is there
 * @user_data: data for @callback
 *
 * Lists the warehouses that the one who is signed in may see.
 */
void
au_databricks_list_warehouses_async (AuDatabricksClient  *client,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, au_databricks_list_warehouses_async);
  listing->warehouses = g_ptr_array_new_with_free_func (warehouse_free);
  g_task_set_task_data (task, listing, listing_free);
  list_page (task, NULL);
}

/**
 * au_databricks_list_warehouses_finish:
 * @client: the client
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type AuDatabricksWarehouse): those that run first, then those
 *   that start, then the stopped ones, each by name; may be empty; or %NULL with %AU_SOURCE_ERROR
 */
GPtrArray *
au_databricks_list_warehouses_finish (AuDatabricksClient  *client,
                                      GAsyncResult        *result,
                                      GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  GError *error = NULL;
  g_autoptr (AuHttpResponse) response =
    au_databricks_client_call_finish (AU_DATABRICKS_CLIENT (object), result, &error);
  JsonObject *root = response != NULL ? parse_object (response, parser, &error) : NULL;
  AuDatabricksWarehouse *warehouse = root != NULL ? parse_warehouse (root) : NULL;

  if (warehouse == NULL && error == NULL)
    error = au_source_error_new (AU_SOURCE_ERROR_ANSWER, NULL,
                                 /* Translators: %s is a host's name. */
                                 _("%s sent an answer that cannot be read; check the host in Preferences."), response->host);
  if (warehouse != NULL)
    g_task_return_pointer (task, warehouse, warehouse_free);
  else
    g_task_return_error (task, error);
}

/**
 * au_databricks_get_warehouse_async:
 * @client: a client
 * @max_tries: attempts at most
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is known
 * @user_data: data for @callback
 *
 * Looks at the warehouse of the client's configuration.
 */
void
au_databricks_get_warehouse_async (AuDatabricksClient  *client,
                                   guint                max_tries,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  const char *id = au_databricks_config_get_warehouse_id (au_databricks_client_get_config (client));
  g_autofree char *path = g_strconcat (WAREHOUSES "/", id, NULL);
  const AuDatabricksCall call = {
    .method = "GET", .path = path, .retry = AU_HTTP_RETRY_IDEMPOTENT, .subject = AU_HTTP_WAREHOUSE,
    .max_tries = max_tries,
  };

  g_task_set_source_tag (task, au_databricks_get_warehouse_async);
  au_databricks_client_call_async (client, &call, cancellable, got_cb, task);
}

/**
 * au_databricks_get_warehouse_finish:
 * @client: the client
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the warehouse, or %NULL with %AU_SOURCE_ERROR
 */
AuDatabricksWarehouse *
au_databricks_get_warehouse_finish (AuDatabricksClient  *client,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
