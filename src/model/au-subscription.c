/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-subscription.h"

struct _AuSubscription
{
  GObject parent_instance;

  AuTable *table; /* (owned): keeps the texts below alive */
  const char *id;
  const char *name;
  const char *account_id;
  const char *account_name;
  gint64 seats; /* -1 where the row has none */
  GArray *team_ids; /* (nullable) (element-type gint64) */
};

G_DEFINE_FINAL_TYPE (AuSubscription, au_subscription, G_TYPE_OBJECT)

static void
au_subscription_finalize (GObject *object)
{
  AuSubscription *self = AU_SUBSCRIPTION (object);

  g_clear_pointer (&self->table, au_table_unref);
  g_clear_pointer (&self->team_ids, g_array_unref);

  G_OBJECT_CLASS (au_subscription_parent_class)->finalize (object);
}

static void
au_subscription_class_init (AuSubscriptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_subscription_finalize;
}

static void
au_subscription_init (AuSubscription *self)
{
}

static const char *
text_or_empty (AuTable *table,
               int      column,
               guint    row)
{
  const char *text = column >= 0 ? au_table_get_string (table, (guint) column, row) : NULL;

  return text != NULL ? text : "";
}

static GArray *
parse_team_ids (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GArray) ids = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gint64 id;

      if (!g_ascii_string_to_signed (g_strstrip (parts[i]), 10, 0, G_MAXINT64, &id, NULL))
        continue;
      if (ids == NULL)
        ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

/**
 * au_subscription_new_from_row:
 * @table: rows of the query `subscriptions`
 * @row: one of them
 *
 * Returns: (transfer full): the subscription of that row; its id may be empty
 */
AuSubscription *
au_subscription_new_from_row (AuTable *table,
                              guint    row)
{
  AuSubscription *self;
  int seats = au_table_find_column (table, "seats");

  g_return_val_if_fail (seats >= 0 && row < au_table_get_n_rows (table), NULL);

  self = g_object_new (AU_TYPE_SUBSCRIPTION, NULL);
  self->table = au_table_ref (table);
  self->id = text_or_empty (table, au_table_find_column (table, "subscription_id"), row);
  self->name = text_or_empty (table, au_table_find_column (table, "subscription_name"), row);
  self->account_id = text_or_empty (table, au_table_find_column (table, "account_id"), row);
  self->account_name = text_or_empty (table, au_table_find_column (table, "account_name"), row);
  self->seats = -1;
  if (!au_table_is_null (table, (guint) seats, row))
    self->seats = au_table_get_int64 (table, (guint) seats, row);
  self->team_ids = parse_team_ids (text_or_empty (table, au_table_find_column (table, "team_ids"),
                                                  row));
  return self;
}

/**
 * au_subscriptions_new_from_table:
 * @table: rows of the query `subscriptions`
 *
 * Rows without an id are passed over: nothing could be asked about them.
 *
 * Returns: (transfer full) (element-type AuSubscription): the subscriptions in the rows' order
 */
GPtrArray *
au_subscriptions_new_from_table (AuTable *table)
{
  g_autoptr (GPtrArray) subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  int id = au_table_find_column (table, "subscription_id");

  g_return_val_if_fail (id >= 0, NULL);

  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    if (*text_or_empty (table, id, row) != '\0')
      g_ptr_array_add (subscriptions, au_subscription_new_from_row (table, row));
  return g_steal_pointer (&subscriptions);
}

const char *
au_subscription_get_id (AuSubscription *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION (self), NULL);

  return self->id;
}

const char *
au_subscription_get_name (AuSubscription *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION (self), NULL);

  return self->name;
}

const char *
au_subscription_get_account_id (AuSubscription *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION (self), NULL);

  return self->account_id;
}

const char *
au_subscription_get_account_name (AuSubscription *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION (self), NULL);

  return self->account_name;
}

/**
 * au_subscription_get_seats:
 *
 * Returns: licensed seats as of now, -1 where the source has no number
 */
gint64
au_subscription_get_seats (AuSubscription *self)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION (self), -1);

  return self->seats;
}

/**
 * au_subscription_get_team_ids:
 * @self: a subscription
 * @n_teams: (out): how many
 *
 * Returns: (transfer none) (nullable) (array length=n_teams): its teams, ascending; %NULL for none
 */
const gint64 *
au_subscription_get_team_ids (AuSubscription *self,
                              guint          *n_teams)
{
  g_return_val_if_fail (AU_IS_SUBSCRIPTION (self), NULL);

  *n_teams = self->team_ids != NULL ? self->team_ids->len : 0;
  return self->team_ids != NULL ? (const gint64 *) (gpointer) self->team_ids->data : NULL;
}
