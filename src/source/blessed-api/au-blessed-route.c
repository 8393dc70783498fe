/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a request to the path and query that the Blessed API is asked for. */
#include "config.h"

#include "au-blessed-route.h"

#include <stdlib.h>
#include <string.h>

/* What gateways and servers take as a request's first line is 8 KB at the least. */
#define MAX_PATH 6000

static const struct
{
  const char *query;
  const char *route;
} routes[] = {
  { "account_opportunities", "/api/v1/accounts/:id/opportunities" },
  { "accounts_search", "/api/v1/accounts/search" },
  { "active_users", "/api/v1/metrics/active-users" },
  { "depth_of_usage", "/api/v1/metrics/depth-of-usage" },
  { "feature_adoption", "/api/v1/metrics/feature-adoption" },
  { "feature_adoption_pct", "/api/v1/metrics/feature-adoption-pct" },
  { "mau", "/api/v1/metrics/mau" },
  { "model_spend", "/api/v1/metrics/model-spend" },
  { "monthly_spend", "/api/v1/metrics/monthly-spend" },
  { "overage", "/api/v1/metrics/overage" },
  { "subscriptions", "/api/v1/subscriptions" },
  { "team_subscription", "/api/v1/teams/:teamId" },
  { "teams_bulk", "/api/v1/teams/bulk" },
  { "teams_search", "/api/v1/teams/search" },
  { "top_users", "/api/v1/metrics/top-users" },
  { "true_ups", "/api/v1/metrics/true-ups" },
};

/**
 * au_blessed_route_get:
 * @query: the name of a query
 *
 * Returns: (transfer none) (nullable): its route, with names for what a request puts into it, such
 *   as "/api/v1/teams/:teamId"
 */
const char *
au_blessed_route_get (const char *query)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].query, query))
      return routes[i].route;
  return NULL;
}

/**
 * au_blessed_route_dup_wire_name:
 * @name: the contract's name of a parameter or column, such as `subscription_ids`
 *
 * Returns: (transfer full): its name on the wire, `subscriptionIds`
 */
char *
au_blessed_route_dup_wire_name (const char *name)
{
  GString *wire = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (*p == '_' && p[1] != '\0')
      g_string_append_c (wire, g_ascii_toupper (*++p));
    else
      g_string_append_c (wire, *p);
  return g_string_free_and_steal (wire);
}

static char *
dup_item (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_uri_escape_string (g_variant_get_string (value, NULL), NULL, FALSE);
  return g_variant_print (value, FALSE);
}

static char *
dup_value (GVariant *value)
{
  g_autoptr (GString) list = NULL;

  if (!g_variant_is_container (value))
    return dup_item (value);
  list = g_string_new (NULL);
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      g_autofree char *item = dup_item (child);

      g_string_append_printf (list, "%s%s", i > 0 ? "," : "", item);
    }
  return g_string_free_and_steal (g_steal_pointer (&list));
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/* A row for each id, ordered by it, so parts of the ordered list append to the same rows. */
static void
add_parts (GPtrArray  *paths,
           const char *route,
           GVariant   *value)
{
  gsize n;
  const gint64 *fixed = g_variant_get_fixed_array (value, &n, sizeof (gint64));
  g_autofree gint64 *ids = g_memdup2 (fixed, n * sizeof (gint64));
  g_autoptr (GString) path = g_string_new (NULL);

  qsort (ids, n, sizeof (gint64), compare_ids);
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && ids[i] == ids[i - 1])
        continue;
      if (path->len > MAX_PATH)
        {
          g_ptr_array_add (paths, g_strdup (path->str));
          g_string_truncate (path, 0);
        }
      if (path->len == 0)
        g_string_append_printf (path, "%s?teamIds=", route);
      else
        g_string_append_c (path, ',');
      g_string_append_printf (path, "%" G_GINT64_FORMAT, ids[i]);
    }
  g_ptr_array_add (paths, g_string_free_and_steal (g_steal_pointer (&path)));
}

/* Only one parameter of a route is part of its path. */
static char *
dup_path (const AuRequest *request,
          const char      *route)
{
  const AuContract *contract = au_request_get_contract (request);
  g_autoptr (GString) path = g_string_new (route);
  const char *hole = strchr (route, ':');
  gboolean has_query = FALSE;

  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *parameter = au_contract_get_parameter (contract, i);
      g_autoptr (GVariant) value = au_request_get_value (request, parameter->name);
      g_autofree char *name = au_blessed_route_dup_wire_name (parameter->name);
      g_autofree char *text = dup_value (value);

      if (hole != NULL)
        {
          g_string_erase (path, hole - route, (gssize) strcspn (hole, "/"));
          g_string_insert (path, hole - route, text);
          hole = NULL;
          continue;
        }
      g_string_append_printf (path, "%c%s=%s", has_query ? '&' : '?', name, text);
      has_query = TRUE;
    }
  return g_string_free_and_steal (g_steal_pointer (&path));
}

/**
 * au_blessed_route_dup_paths:
 * @request: what to ask
 *
 * Of the sixteen, only `teams_bulk` may be asked in parts: it has a row for each key, and counts no
 * people.
 *
 * Returns: (transfer full) (element-type utf8): paths with their queries, to be asked in this
 *   order; their rows, one after the other, are the result
 */
GPtrArray *
au_blessed_route_dup_paths (const AuRequest *request)
{
  const char *name = au_request_get_name (request);
  const char *route = au_blessed_route_get (name);
  GPtrArray *paths;

  g_return_val_if_fail (route != NULL, NULL);

  paths = g_ptr_array_new_with_free_func (g_free);
  if (g_str_equal (name, "teams_bulk"))
    {
      g_autoptr (GVariant) ids = au_request_get_value (request, "team_ids");

      add_parts (paths, route, ids);
    }
  else
    g_ptr_array_add (paths, dup_path (request, route));
  return paths;
}
