/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warehouses, and who is asking. */
#include "config.h"

#include "au-standin-warehouses.h"
#include "au-standin-signin.h"

#include <string.h>

#define PATH "/api/2.0/sql/warehouses"
#define START_MS 2000

#define FAILURE \
  "The warehouse could not be started: the cloud account has no quota for more machines."

typedef struct
{
  const char *id;
  const char *name;
  const char *size;
  const char *type;
  gboolean serverless;
  gboolean stopped;
  gint64 starts_until;         /* of the clock that never jumps; 0 where it is not starting */
} Warehouse;

struct _AuStandinWarehouses
{
  AuStandin *standin;
  Warehouse warehouses[2];
  gboolean fault_was_applied;
};

AuStandinWarehouses *
au_standin_warehouses_new (AuStandin *standin)
{
  AuStandinWarehouses *self = g_new0 (AuStandinWarehouses, 1);

  self->standin = standin;
  self->warehouses[0] = (Warehouse) { AU_STANDIN_WAREHOUSE, "Shared reporting", "Small", "PRO",
                                      TRUE, FALSE, 0 };
  self->warehouses[1] = (Warehouse) { AU_STANDIN_STOPPED_WAREHOUSE, "Finance", "2X-Small", "CLASSIC",
                                      FALSE, TRUE, 0 };
  return self;
}

void
au_standin_warehouses_free (AuStandinWarehouses *self)
{
  g_free (self);
}

static Warehouse *
find (AuStandinWarehouses *self,
      const char          *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->warehouses); i++)
    if (g_strcmp0 (self->warehouses[i].id, id) == 0)
      return &self->warehouses[i];
  return NULL;
}

/* A warehouse that is to be found stopped is stopped once. */
static void
apply_fault (AuStandinWarehouses *self)
{
  if (self->fault_was_applied ||
      !au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_STARTING, NULL, NULL))
    return;
  self->fault_was_applied = TRUE;
  self->warehouses[0].stopped = TRUE;
}

static void
settle (Warehouse *warehouse)
{
  if (warehouse->starts_until != 0 && warehouse->starts_until <= g_get_monotonic_time ())
    {
      warehouse->stopped = FALSE;
      warehouse->starts_until = 0;
    }
}

/**
 * au_standin_warehouses_start:
 * @self: the warehouses
 * @id: one of them
 *
 * Starts it where it is stopped.
 *
 * Returns: whether there is one
 */
gboolean
au_standin_warehouses_start (AuStandinWarehouses *self,
                             const char          *id)
{
  Warehouse *warehouse = find (self, id);
  guint ms = self->standin->options.warehouse_start_ms;
  guint seconds;

  if (warehouse == NULL ||
      au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_GONE, NULL, NULL))
    return FALSE;
  apply_fault (self);
  settle (warehouse);
  if (!warehouse->stopped || warehouse->starts_until != 0)
    return TRUE;
  if (ms == 0)
    ms = START_MS;
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_STARTING, NULL, &seconds))
    ms = seconds * 1000;
  warehouse->starts_until = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;
  return TRUE;
}

AuStandinWarehouseState
au_standin_warehouses_look (AuStandinWarehouses *self,
                            const char          *id)
{
  Warehouse *warehouse = find (self, id);

  if (warehouse == NULL ||
      au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_FAILED, NULL, NULL))
    return AU_STANDIN_WAREHOUSE_BROKEN;
  settle (warehouse);
  return warehouse->stopped ? AU_STANDIN_WAREHOUSE_WAIT : AU_STANDIN_WAREHOUSE_READY;
}

static void
describe (AuStandinWarehouses *self,
          Warehouse           *warehouse,
          yyjson_mut_doc      *json,
          yyjson_mut_val      *out)
{
  g_autofree char *path = g_strconcat ("/sql/1.0/warehouses/", warehouse->id, NULL);
  gboolean failed = au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_FAILED, NULL,
                                        NULL);
  const char *state;
  yyjson_mut_val *part;

  apply_fault (self);
  settle (warehouse);
  state = !warehouse->stopped ? "RUNNING" : warehouse->starts_until != 0 ? "STARTING" : "STOPPED";
  yyjson_mut_obj_add_str (json, out, "id", warehouse->id);
  yyjson_mut_obj_add_str (json, out, "name", warehouse->name);
  yyjson_mut_obj_add_str (json, out, "state", failed ? "STOPPED" : state);
  yyjson_mut_obj_add_str (json, out, "cluster_size", warehouse->size);
  yyjson_mut_obj_add_str (json, out, "warehouse_type", warehouse->type);
  yyjson_mut_obj_add_bool (json, out, "enable_serverless_compute", warehouse->serverless);
  yyjson_mut_obj_add_int (json, out, "auto_stop_mins", 10);
  yyjson_mut_obj_add_int (json, out, "num_clusters", warehouse->stopped ? 0 : 1);
  yyjson_mut_obj_add_int (json, out, "min_num_clusters", 1);
  yyjson_mut_obj_add_int (json, out, "max_num_clusters", 1);
  part = yyjson_mut_obj_add_obj (json, out, "odbc_params");
  yyjson_mut_obj_add_str (json, part, "hostname", "127.0.0.1");
  yyjson_mut_obj_add_strcpy (json, part, "path", path);
  yyjson_mut_obj_add_int (json, part, "port", 443);
  yyjson_mut_obj_add_str (json, part, "protocol", "https");
  part = yyjson_mut_obj_add_obj (json, out, "health");
  yyjson_mut_obj_add_str (json, part, "status", failed ? "FAILED" : "HEALTHY");
  if (failed)
    {
      yyjson_mut_val *reason = yyjson_mut_obj_add_obj (json, part, "failure_reason");

      yyjson_mut_obj_add_str (json, part, "summary", FAILURE);
      yyjson_mut_obj_add_str (json, part, "details", FAILURE);
      yyjson_mut_obj_add_str (json, reason, "code", "CLOUD_PROVIDER_RESOURCE_STOCKOUT");
      yyjson_mut_obj_add_str (json, reason, "type", "CLOUD_FAILURE");
    }
}

static void
list (AuStandinWarehouses *self,
      AuStandinExchange   *exchange)
{
  g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (json);
  yyjson_mut_val *array;

  yyjson_mut_doc_set_root (json, root);
  if (!au_standin_strikes (self->standin, AU_STANDIN_FAULT_NO_WAREHOUSES, NULL, NULL))
    {
      array = yyjson_mut_obj_add_arr (json, root, "warehouses");
      for (guint i = 0; i < G_N_ELEMENTS (self->warehouses); i++)
        describe (self, &self->warehouses[i], json, yyjson_mut_arr_add_obj (json, array));
    }
  au_standin_exchange_reply_json (exchange, json);
}

static void
handle_one (AuStandinWarehouses *self,
            AuStandinExchange   *exchange,
            const char          *id,
            const char          *verb)
{
  gboolean is_get = g_str_equal (soup_server_message_get_method (exchange->message), "GET");
  Warehouse *warehouse = find (self, id);

  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_GONE, NULL, NULL))
    warehouse = NULL;
  if (warehouse == NULL)
    {
      au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "RESOURCE_DOES_NOT_EXIST",
                                "SQL warehouse %s does not exist at all in the database.", id);
      return;
    }
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_WAREHOUSE_PERMISSION, NULL, NULL))
    {
      au_standin_exchange_fail (exchange, SOUP_STATUS_FORBIDDEN, "PERMISSION_DENIED",
                                "You do not have permission to view SQL warehouse %s.", id);
      return;
    }
  if (verb == NULL && is_get)
    {
      g_autoptr (yyjson_mut_doc) json = yyjson_mut_doc_new (NULL);
      yyjson_mut_val *root = yyjson_mut_obj (json);

      yyjson_mut_doc_set_root (json, root);
      describe (self, warehouse, json, root);
      au_standin_exchange_reply_json (exchange, json);
    }
  else if (g_strcmp0 (verb, "start") == 0 && !is_get)
    {
      au_standin_warehouses_start (self, id);
      au_standin_exchange_reply (exchange, SOUP_STATUS_OK, "application/json", g_strdup ("{}"));
    }
  else if (g_strcmp0 (verb, "stop") == 0 && !is_get)
    {
      warehouse->stopped = TRUE;
      warehouse->starts_until = 0;
      au_standin_exchange_reply (exchange, SOUP_STATUS_OK, "application/json", g_strdup ("{}"));
    }
  else
    au_standin_exchange_fail (exchange, SOUP_STATUS_NOT_FOUND, "ENDPOINT_NOT_FOUND", "No API found for '%s %s'",
                              soup_server_message_get_method (exchange->message),
                              g_uri_get_path (soup_server_message_get_uri (exchange->message)));
}

static void
tell_me (AuStandinWarehouses *self,
         AuStandinExchange   *exchange)
{
  exchange->stage = AU_STANDIN_STAGE_ME;
  if (au_standin_exchange_obstruct (exchange) ||
      !au_standin_sign_in_check (self->standin->sign_in, exchange))
    return;
  if (au_standin_exchange_strikes (exchange, AU_STANDIN_FAULT_SCOPE_MISSING))
    au_standin_exchange_reply (exchange, SOUP_STATUS_FORBIDDEN, "application/scim+json",
                               g_strdup ("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"],"
                                         "\"detail\":\"Provided token does not have required scopes: scim\","
                                         "\"status\":\"403\"}"));
  else
    au_standin_exchange_reply (exchange, SOUP_STATUS_OK, "application/scim+json",
                               g_strdup ("{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                                         "\"id\":\"4815162342\",\"userName\":\"analyst@example.com\","
                                         "\"displayName\":\"Analyst\",\"active\":true,"
                                         "\"emails\":[{\"type\":\"work\",\"value\":\"analyst@example.com\","
                                         "\"primary\":true}],\"groups\":[{\"display\":\"users\","
                                         "\"type\":\"direct\",\"value\":\"23\"}]}"));
}

/* Answers what is about warehouses or the one who asks. Returns whether @path is. */
gboolean
au_standin_warehouses_handle (AuStandinWarehouses *self,
                              AuStandinExchange   *exchange,
                              const char          *path)
{
  g_auto (GStrv) parts = NULL;

  if (g_str_equal (path, "/api/2.0/preview/scim/v2/Me"))
    {
      tell_me (self, exchange);
      return TRUE;
    }
  if (!g_str_has_prefix (path, PATH))
    return FALSE;

  exchange->stage = AU_STANDIN_STAGE_WAREHOUSE;
  if (au_standin_exchange_obstruct (exchange) ||
      !au_standin_sign_in_check (self->standin->sign_in, exchange))
    return TRUE;
  parts = g_strsplit (path + strlen (PATH), "/", -1);
  if (parts[0] == NULL || parts[1] == NULL || *parts[1] == '\0')
    list (self, exchange);
  else
    handle_one (self, exchange, parts[1], parts[2]);
  return TRUE;
}
