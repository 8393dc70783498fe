/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-generator.h"

#include "au-error.h"
#include "au-sample-account.h"
#include "au-sample-activity.h"
#include "au-sample-deals.h"
#include "au-sample-spend.h"
#include "au-sample-store.h"

#include <glib/gi18n.h>

#define N_SALES_USERS 12
#define N_MANAGERS    3

/* The share of the progress that is left for the indexes. */
#define INDEX_SHARE   0.2

static char *
sales_user_id (guint number)
{
  return g_strdup_printf ("005SAMPLE%06u", number);
}

static void
write_sales_users (AuSampleStore *store)
{
  for (guint i = 1; i <= N_SALES_USERS; i++)
    {
      g_autofree char *id = sales_user_id (i);
      g_autofree char *manager = sales_user_id (100 + i % N_MANAGERS);

      au_sample_store_insert (store, AU_SAMPLE_TABLE_SALES_USERS, "ss", id, manager);
    }

  for (guint i = 0; i < N_MANAGERS; i++)
    {
      g_autofree char *id = sales_user_id (100 + i);

      au_sample_store_insert (store, AU_SAMPLE_TABLE_SALES_USERS, "ss", id, NULL);
    }
}

static void
write_account (AuSampleStore         *store,
               const AuSampleAccount *account)
{
  g_autofree char *id = au_sample_account_id (account->number);
  g_autofree char *owner = sales_user_id (1 + account->number % N_SALES_USERS);
  g_autofree char *tam = account->is_filler && account->number % 3 != 0
    ? NULL
    : sales_user_id (1 + account->number / 3 % N_SALES_USERS);
  g_autofree char *logo = account->is_filler
    ? NULL
    : g_strdup_printf ("https://%s/logo.png", account->domain);

  au_sample_store_insert (store, AU_SAMPLE_TABLE_ACCOUNTS, "sssiiss", id, account->name, logo,
                          (gint64) account->engineers, (gint64) account->employees, owner, tam);

  for (guint s = 0; s < account->n_subscriptions; s++)
    {
      const AuSampleSubscription *subscription = &account->subscriptions[s];
      g_autofree char *short_id = au_sample_subscription_id (subscription->number);
      g_autofree char *listed = account->stories & AU_SAMPLE_STORY_LONG_ID
        ? au_sample_salesforce_long_id (short_id)
        : g_strdup (short_id);
      g_autofree char *renewal = au_sample_deals_open_renewal (account, s);

      au_sample_store_insert (store, AU_SAMPLE_TABLE_SUBSCRIPTIONS, "ssiss", listed,
                              subscription->name, (gint64) subscription->seats, id, renewal);
    }
}

static void
write_teams (AuSampleStore         *store,
             const AuSampleAccount *account)
{
  for (guint t = 0; t < account->n_teams; t++)
    {
      const AuSampleTeam *team = &account->teams[t];
      g_autofree char *subscription_id = team->subscription < 0
        ? NULL
        : au_sample_subscription_id (account->subscriptions[team->subscription].number);

      au_sample_store_insert (store, AU_SAMPLE_TABLE_TEAMS, "isisiss",
                              team->id, team->name, (gint64) team->seats, subscription_id,
                              (gint64) account->is_enterprise,
                              account->is_enterprise ? "enterprise" : "team", account->name);
    }
}

static void
write_all (AuSampleStore         *store,
           const AuSampleAccount *account,
           AuDay                  today)
{
  if (account->is_account)
    write_account (store, account);
  write_teams (store, account);
  if (account->is_account)
    au_sample_deals_write (store, account, today);
  au_sample_spend_write (store, account, today);
  au_sample_activity_write (store, account, today);
}

static void
init_account (AuSampleAccount *account,
              guint            index,
              guint            n_accounts,
              AuDay            today)
{
  if (index < AU_SAMPLE_N_SPECIAL_ACCOUNTS)
    au_sample_account_init (account, index, today);
  else if (index < n_accounts)
    au_sample_account_init_filler (account, index - AU_SAMPLE_N_SPECIAL_ACCOUNTS, today);
  else
    au_sample_account_init_loner (account, today);
}

/* How long an account takes is told by its people and months. */
static guint64
work_of (const AuSampleAccount *account)
{
  guint64 work = 4;

  for (int k = 0; k < account->months; k++)
    work += account->levels[k];

  return work;
}

static guint64
total_work (guint n_accounts,
            AuDay today)
{
  guint64 work = 0;

  for (guint i = 0; i <= n_accounts; i++)
    {
      g_auto (AuSampleAccount) account = { 0 };

      init_account (&account, i, n_accounts, today);
      work += work_of (&account);
    }

  return work;
}

/**
 * au_sample_generator_write:
 * @path: (type filename): the file to write, as given; the caller locks, and renames it into place
 * @today: the day of the workspace, from 2000 to 2199; data reach through the day before it
 * @n_subscriptions: how many subscriptions to make, at least the ten that tell a story, or 0 for
 *   the default of 412; those beyond the default carry no use
 * @progress: (scope call) (nullable): told how far the work is, from the same thread
 * @user_data: for @progress
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Writes the sample workspace: one SQLite file whose tables are named by the full three-part names
 * of the contract. What it holds depends on @today and @n_subscriptions alone. Two workspaces of
 * one month agree about every day that both know, but for the month that one account restates.
 *
 * Returns: whether the file is whole; if not, with %AU_ERROR or %G_IO_ERROR_CANCELLED, it is of
 *   no use
 */
gboolean
au_sample_generator_write (const char        *path,
                           AuDay              today,
                           guint              n_subscriptions,
                           AuSampleProgress   progress,
                           gpointer           user_data,
                           GCancellable      *cancellable,
                           GError           **error)
{
  g_autoptr (AuSampleStore) store = NULL;
  guint64 done = 0;
  guint64 all;
  guint n_accounts;

  g_return_val_if_fail (path != NULL, FALSE);

  if (today < au_day_new (2000, 1, 1) || today > au_day_new (2199, 12, 31))
    {
      g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                           _("The sample workspace can be made for days from 2000 to 2199 only; check the clock or ANYUSAGE_TODAY."));
      return FALSE;
    }
  if (n_subscriptions == 0)
    n_subscriptions = AU_SAMPLE_N_DEFAULT_SUBSCRIPTIONS;
  if (n_subscriptions < AU_SAMPLE_N_SPECIAL_SUBSCRIPTIONS ||
      n_subscriptions > AU_SAMPLE_GENERATOR_MAX_SUBSCRIPTIONS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                   /* Translators: the least and the largest number, and the one given. */
                   _("The sample workspace has from %d to %d subscriptions, not %u; choose another size."),
                   AU_SAMPLE_N_SPECIAL_SUBSCRIPTIONS, AU_SAMPLE_GENERATOR_MAX_SUBSCRIPTIONS,
                   n_subscriptions);
      return FALSE;
    }

  store = au_sample_store_new (path, error);
  if (store == NULL)
    return FALSE;

  n_accounts = n_subscriptions - AU_SAMPLE_N_SPECIAL_SUBSCRIPTIONS + AU_SAMPLE_N_SPECIAL_ACCOUNTS;
  all = total_work (n_accounts, today);
  write_sales_users (store);

  for (guint i = 0; i <= n_accounts; i++)
    {
      g_auto (AuSampleAccount) account = { 0 };

      init_account (&account, i, n_accounts, today);
      write_all (store, &account, today);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !au_sample_store_check (store, error))
        return FALSE;

      done += work_of (&account);
      if (progress != NULL)
        progress ((1.0 - INDEX_SHARE) * (double) done / (double) all, user_data);
    }

  if (!au_sample_store_finish (store, error))
    return FALSE;
  if (progress != NULL)
    progress (1.0, user_data);

  return TRUE;
}
