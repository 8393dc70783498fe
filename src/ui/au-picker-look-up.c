/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-look-up.h"

/* Each id is a marker of the statement, and only the queries of one row a key may be split. */
#define IDS_PER_STATEMENT 500

/* Somebody waits for it. */
#define PRIORITY (G_PRIORITY_DEFAULT - 1)

typedef struct
{
  AuLoader *loader;
  GPtrArray *given; /* (element-type utf8): the ids as they were given, in that order */
  GPtrArray *subscription_ids; /* (element-type utf8) */
  GPtrArray *unreadable; /* (element-type utf8) */
  GPtrArray *results; /* (element-type AuResult) */
  GError *error; /* (nullable): the first */
  guint n_running;
} LookUp;

static void
result_free (gpointer data)
{
  au_result_unref (data);
}

static void
look_up_free (gpointer data)
{
  LookUp *look_up = data;

  g_clear_object (&look_up->loader);
  g_ptr_array_unref (look_up->given);
  g_clear_pointer (&look_up->subscription_ids, g_ptr_array_unref);
  g_clear_pointer (&look_up->unreadable, g_ptr_array_unref);
  g_ptr_array_unref (look_up->results);
  g_clear_error (&look_up->error);
  g_free (look_up);
}

static LookUp *
look_up_new (AuSession *session)
{
  LookUp *look_up = g_new0 (LookUp, 1);

  look_up->loader = g_object_ref (au_session_get_loader (session));
  look_up->given = g_ptr_array_new_with_free_func (g_free);
  look_up->results = g_ptr_array_new_with_free_func (result_free);
  return look_up;
}

static const char *
get_text (AuTable    *table,
          const char *column,
          guint       row)
{
  int position = au_table_find_column (table, column);
  const char *text = position >= 0 ? au_table_get_string (table, (guint) position, row) : NULL;

  return text != NULL ? text : "";
}

static char *
dup_team_id (AuTable *table,
             guint    row)
{
  int column = au_table_find_column (table, "team_id");

  return column >= 0 ? au_table_dup_text (table, (guint) column, row) : NULL;
}

/* What the rows tell of one team. */
typedef struct
{
  char *id;
  char *name;
  char *account;
  GPtrArray *subscriptions; /* (element-type AuSubscription): each once */
} Team;

static void
team_free (gpointer data)
{
  Team *team = data;

  g_free (team->id);
  g_free (team->name);
  g_free (team->account);
  g_ptr_array_unref (team->subscriptions);
  g_free (team);
}

static void
take_row (AuSession  *session,
          AuTable    *table,
          guint       row,
          GHashTable *teams,
          GPtrArray  *order)
{
  g_autofree char *id = dup_team_id (table, row);
  AuSubscription *subscription =
    au_session_find_subscription (session, get_text (table, "subscription_id", row));
  Team *team;

  if (id == NULL)
    return;
  team = g_hash_table_lookup (teams, id);
  if (team == NULL)
    {
      team = g_new0 (Team, 1);
      team->id = g_steal_pointer (&id);
      team->name = g_strdup (get_text (table, "team_name", row));
      team->account = g_strdup (get_text (table, "account_name", row));
      team->subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (teams, team->id, team);
      g_ptr_array_add (order, team);
    }
  if (subscription != NULL && !g_ptr_array_find (team->subscriptions, subscription, NULL))
    g_ptr_array_add (team->subscriptions, g_object_ref (subscription));
}

/* A team of several subscriptions is told with each of them, for the person to choose from. */
static void
add_team (GPtrArray  *lines,
          const Team *team)
{
  guint n = team->subscriptions->len;

  if (n == 0)
    g_ptr_array_add (lines, au_picker_team_new (AU_PICKER_TEAM_ALONE, team->id, team->name,
                                                team->account, NULL));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (lines, au_picker_team_new (n > 1 ? AU_PICKER_TEAM_SEVERAL :
                                                AU_PICKER_TEAM_FOUND,
                                                team->id, team->name, team->account,
                                                g_ptr_array_index (team->subscriptions, i)));
}

static void
add_subscription (AuSession  *session,
                  GPtrArray  *lines,
                  const char *id)
{
  AuSubscription *subscription = au_session_find_subscription (session, id);

  g_ptr_array_add (lines, au_picker_team_new (subscription != NULL ? AU_PICKER_TEAM_FOUND :
                                              AU_PICKER_TEAM_UNKNOWN, id, NULL, NULL,
                                              subscription));
}

static GPtrArray *
create_lines (AuSession *session,
              LookUp    *look_up)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) teams = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, team_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < look_up->results->len; i++)
    {
      AuTable *table = au_result_get_table (g_ptr_array_index (look_up->results, i));

      for (guint row = 0; row < au_table_get_n_rows (table); row++)
        take_row (session, table, row, teams, order);
    }
  /* In the order of what was given; where a name was, in that of the rows. */
  for (guint i = 0; i < look_up->given->len; i++)
    {
      const char *id = g_ptr_array_index (look_up->given, i);
      const Team *team = g_hash_table_lookup (teams, id);

      if (team != NULL)
        add_team (lines, team);
      else
        g_ptr_array_add (lines, au_picker_team_new (AU_PICKER_TEAM_UNKNOWN, id, "", NULL, NULL));
    }
  for (guint i = 0; look_up->given->len == 0 && i < order->len; i++)
    add_team (lines, g_ptr_array_index (order, i));
  for (guint i = 0; look_up->subscription_ids != NULL && i < look_up->subscription_ids->len; i++)
    add_subscription (session, lines, g_ptr_array_index (look_up->subscription_ids, i));
  for (guint i = 0; look_up->unreadable != NULL && i < look_up->unreadable->len; i++)
    g_ptr_array_add (lines, au_picker_team_new (AU_PICKER_TEAM_UNREADABLE,
                                                g_ptr_array_index (look_up->unreadable, i), NULL,
                                                NULL, NULL));
  return lines;
}

static void
lines_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
finish (GTask *task)
{
  AuSession *session = g_task_get_source_object (task);
  LookUp *look_up = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (look_up->error != NULL)
    g_task_return_error (task, g_steal_pointer (&look_up->error));
  else
    g_task_return_pointer (task, create_lines (session, look_up), lines_free);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *async_result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LookUp *look_up = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  AuResult *result = au_loader_load_finish (AU_LOADER (object), async_result, &error);

  if (result != NULL)
    g_ptr_array_add (look_up->results, result);
  else if (look_up->error == NULL)
    look_up->error = g_steal_pointer (&error);
  if (--look_up->n_running == 0)
    finish (task);
}

static void
load (GTask      *task,
      const char *query,
      GVariant   *values)
{
  AuSession *session = g_task_get_source_object (task);
  LookUp *look_up = g_task_get_task_data (task);
  AuContract *contract = au_query_catalog_get_contract (au_session_get_catalog (session), query);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuRequest) request = au_request_new (contract, values, &error);

  if (request == NULL)
    {
      if (look_up->error == NULL)
        look_up->error = g_steal_pointer (&error);
      return;
    }
  look_up->n_running++;
  au_loader_load_async (look_up->loader, request, PRIORITY, g_task_get_cancellable (task),
                        loaded_cb, g_object_ref (task));
}

static void
load_teams (GTask   *task,
            gint64  *ids,
            guint    n)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert_value (&values, "team_ids",
                               g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids, n,
                                                          sizeof *ids));
  load (task, "teams_bulk", g_variant_dict_end (&values));
}

static GPtrArray *
copy_texts (GPtrArray *texts)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (texts, i)));
  return copy;
}

/**
 * au_picker_look_up_ids_async:
 * @session: whose source is asked
 * @list: what to look up
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when all is known
 * @user_data: data for @callback
 *
 * Looks up to which subscriptions teams belong: one by `team_subscription`, several by
 * `teams_bulk`.
 * Ids of subscriptions are looked up among those that the source listed.
 */
void
au_picker_look_up_ids_async (AuSession           *session,
                             const AuTeamList    *list,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  LookUp *look_up = look_up_new (session);
  gint64 *ids = (gint64 *) (gpointer) list->team_ids->data;
  guint n = list->team_ids->len;

  g_task_set_source_tag (task, au_picker_look_up_ids_async);
  g_task_set_task_data (task, look_up, look_up_free);
  look_up->subscription_ids = copy_texts (list->subscription_ids);
  look_up->unreadable = copy_texts (list->unreadable);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (look_up->given, g_strdup_printf ("%" G_GINT64_FORMAT, ids[i]));

  if (n == 1)
    {
      GVariantDict values = G_VARIANT_DICT_INIT (NULL);

      g_variant_dict_insert (&values, "team_id", "x", ids[0]);
      load (task, "team_subscription", g_variant_dict_end (&values));
    }
  else
    for (guint i = 0; i < n; i += IDS_PER_STATEMENT)
      load_teams (task, ids + i, MIN (IDS_PER_STATEMENT, n - i));
  if (look_up->n_running == 0)
    finish (task);
}

/**
 * au_picker_look_up_name_async:
 * @session: whose source is asked
 * @name: part of a team's or an account's name
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when all is known
 * @user_data: data for @callback
 *
 * Looks for teams by `teams_search`.
 */
void
au_picker_look_up_name_async (AuSession           *session,
                              const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);
  LookUp *look_up = look_up_new (session);

  g_task_set_source_tag (task, au_picker_look_up_name_async);
  g_task_set_task_data (task, look_up, look_up_free);
  g_variant_dict_insert (&values, "q", "s", name);
  g_variant_dict_insert (&values, "limit", "i", AU_PICKER_MAX_TEAMS);
  load (task, "teams_search", g_variant_dict_end (&values));
  if (look_up->n_running == 0)
    finish (task);
}

/**
 * au_picker_look_up_finish:
 * @session: the session
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type AuPickerTeam): the result, in the order of what was given;
 *   %NULL with an error as of au_source_query_finish()
 */
GPtrArray *
au_picker_look_up_finish (AuSession     *session,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
