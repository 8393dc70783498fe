/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-store.h"

#include "au-error.h"

#include <glib/gi18n.h>
#include <sqlite3.h>

/* ISO texts of days are made once: the same two thousand come hundreds of thousands of times. */
#define N_DAY_TEXTS 4096

struct _AuSampleStore
{
  sqlite3 *db;
  sqlite3_stmt *inserts[AU_SAMPLE_N_TABLES];

  AuDay day_keys[N_DAY_TEXTS];
  char day_texts[N_DAY_TEXTS][11];

  /* The first failure; what comes after it is not tried. */
  char *message;
};

typedef struct
{
  const char *name;
  const char *columns;
} TableDefinition;

/* The keyed tables are clustered on the columns by which the queries read them: the key is then
 * the covering index, and the file half as large as with an index beside the rows. Dates are ISO
 * text, arrays are JSON text, booleans are 1 and 0. */
static const TableDefinition tables[AU_SAMPLE_N_TABLES] = {
  [AU_SAMPLE_TABLE_TEAMS] = {
    "main.dbt.dim_teams",
    "id INTEGER PRIMARY KEY, name TEXT, seats INTEGER, sf_subscription_id TEXT, "
    "is_enterprise INTEGER, membership_type TEXT, sf_account_name TEXT)"
  },
  [AU_SAMPLE_TABLE_DAU] = {
    "main.dbt.dau_all",
    "user_id INTEGER, team_id INTEGER, dt TEXT, features TEXT, "
    "PRIMARY KEY (team_id, dt, user_id)) WITHOUT ROWID"
  },
  [AU_SAMPLE_TABLE_ACTIVITY] = {
    "main.dbt.int_revops_daily_user_activity",
    "user_id INTEGER, cursor_team_id INTEGER, activity_type TEXT, dt TEXT, "
    "PRIMARY KEY (cursor_team_id, dt, user_id, activity_type)) WITHOUT ROWID"
  },
  [AU_SAMPLE_TABLE_DAILY_TEAM] = {
    "main.dbt.fct_revops_daily_team_metrics",
    "team_id INTEGER, dt TEXT, num_active_core_users_l1d INTEGER, "
    "num_active_core_users_l7d INTEGER, num_active_core_users_l30d INTEGER, "
    "num_agent_power_users_l7d INTEGER, PRIMARY KEY (team_id, dt)) WITHOUT ROWID"
  },
  [AU_SAMPLE_TABLE_MONTHLY_TEAM] = {
    "main.dbt.fct_revops_monthly_team_metrics",
    "team_id INTEGER, month TEXT, api_cost_usd_month REAL, "
    "cursor_token_fee_calc_usd_month REAL, PRIMARY KEY (team_id, month)) WITHOUT ROWID"
  },
  [AU_SAMPLE_TABLE_USER_TEAM] = {
    "main.dbt.stg_user_team",
    "user_id INTEGER, team_id INTEGER, PRIMARY KEY (team_id, user_id)) WITHOUT ROWID"
  },
  [AU_SAMPLE_TABLE_AGENT_USAGE] = {
    "main.dbt.int_monthly_user_agent_usage",
    "user_id INTEGER, month TEXT, num_agent_requests INTEGER, "
    "PRIMARY KEY (user_id, month)) WITHOUT ROWID"
  },
  [AU_SAMPLE_TABLE_USER_METRICS] = {
    "main.dbt.fct_revops_user_metrics",
    "user_id INTEGER PRIMARY KEY, email TEXT, total_requests INTEGER, "
    "total_agent_sessions INTEGER, total_days_active INTEGER, is_l4_user INTEGER, "
    "is_power_user INTEGER, last_active_at TEXT)"
  },
  [AU_SAMPLE_TABLE_SUBSCRIPTIONS] = {
    "revops_share.pt_salesforce.subscription__c",
    "Id TEXT PRIMARY KEY, Name TEXT, Total_Licensed_Seats__c INTEGER, Account__c TEXT, "
    "Open_Renewal__c TEXT)"
  },
  [AU_SAMPLE_TABLE_ACCOUNTS] = {
    "revops_share.pt_salesforce.account",
    "Id TEXT PRIMARY KEY, Name TEXT, Company_Logo_URL__c TEXT, SWE_Count__c INTEGER, "
    "NumberOfEmployees INTEGER, OwnerId TEXT, Technical_Account_Manager__c TEXT)"
  },
  [AU_SAMPLE_TABLE_OPPORTUNITIES] = {
    "revops_share.pt_salesforce.opportunity",
    "Id TEXT PRIMARY KEY, Name TEXT, CloseDate TEXT, Amount REAL, License_Count__c INTEGER, "
    "Subtype__c TEXT, True_Up_Number__c INTEGER, AccountId TEXT, Subscription__c TEXT, "
    "IsWon INTEGER)"
  },
  [AU_SAMPLE_TABLE_SALES_USERS] = {
    "revops_share.pt_salesforce.user",
    "Id TEXT PRIMARY KEY, ManagerId TEXT)"
  },
  [AU_SAMPLE_TABLE_MODEL_USAGE] = {
    "revops.analytics.temp_model_usage_monthly_sfdc",
    "subscription_id TEXT, month TEXT, model TEXT, spend_usd REAL)"
  },
  [AU_SAMPLE_TABLE_OVERAGE] = {
    "revops.pt_salesforce.subscription_overage__c",
    "Subscription__c TEXT, Period_Start__c TEXT, Period_End__c TEXT, Overage_Amount__c REAL)"
  },
};

/* Made after the rows, which is faster than growing them along. The queries compare Salesforce ids
 * by their first fifteen characters, so those indexes are on them. */
static const struct
{
  AuSampleTable table;
  const char *expression;
} indexes[] = {
  { AU_SAMPLE_TABLE_ACTIVITY, "dt" },
  { AU_SAMPLE_TABLE_TEAMS, "substr(sf_subscription_id, 1, 15)" },
  { AU_SAMPLE_TABLE_SUBSCRIPTIONS, "substr(Id, 1, 15)" },
  { AU_SAMPLE_TABLE_ACCOUNTS, "substr(Id, 1, 15)" },
  { AU_SAMPLE_TABLE_SALES_USERS, "substr(Id, 1, 15)" },
  { AU_SAMPLE_TABLE_OPPORTUNITIES, "substr(Subscription__c, 1, 15)" },
  { AU_SAMPLE_TABLE_OPPORTUNITIES, "substr(AccountId, 1, 15)" },
  { AU_SAMPLE_TABLE_MODEL_USAGE, "substr(subscription_id, 1, 15)" },
  { AU_SAMPLE_TABLE_OVERAGE, "substr(Subscription__c, 1, 15)" },
};

static void
fail (AuSampleStore *self)
{
  if (self->message == NULL)
    self->message = g_strdup (sqlite3_errmsg (self->db));
}

static void
run (AuSampleStore *self,
     const char    *sql)
{
  if (self->message == NULL && sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail (self);
}

static void
create_table (AuSampleStore *self,
              AuSampleTable  table)
{
  const TableDefinition *definition = &tables[table];
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE \"%s\" (%s",
                                          definition->name, definition->columns);

  run (self, sql);
}

static void
create_index (AuSampleStore *self,
              guint          index)
{
  g_autofree char *sql = g_strdup_printf ("CREATE INDEX \"index_%u\" ON \"%s\" (%s)", index,
                                          tables[indexes[index].table].name,
                                          indexes[index].expression);

  run (self, sql);
}

static void
prepare_insert (AuSampleStore *self,
                AuSampleTable  table,
                guint          n_cells)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"%s\" VALUES (?", tables[table].name);
  for (guint i = 1; i < n_cells; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');

  if (sqlite3_prepare_v3 (self->db, sql->str, -1, SQLITE_PREPARE_PERSISTENT,
                          &self->inserts[table], NULL) != SQLITE_OK)
    fail (self);
}

static const char *
day_text (AuSampleStore *self,
          AuDay          day)
{
  guint slot = (guint) day % N_DAY_TEXTS;

  if (self->day_keys[slot] != day || self->day_texts[slot][0] == '\0')
    {
      g_autofree char *text = au_day_to_iso (day);

      g_strlcpy (self->day_texts[slot], text, sizeof self->day_texts[slot]);
      self->day_keys[slot] = day;
    }

  return self->day_texts[slot];
}

/**
 * au_sample_store_new:
 * @path: (type filename): a file that does not exist yet, or is to be overwritten
 * @error: return location for an %AU_ERROR
 *
 * Opens the file and creates the tables, each literally named by its full three-part name. Nothing
 * is synced or journalled: the caller renames the file into place once it is whole.
 *
 * Returns: (transfer full) (nullable): the store
 */
AuSampleStore *
au_sample_store_new (const char  *path,
                     GError     **error)
{
  g_autoptr (AuSampleStore) self = g_new0 (AuSampleStore, 1);

  if (sqlite3_open_v2 (path, &self->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK)
    fail (self);

  run (self, "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
       "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;"
       "PRAGMA encoding = 'UTF-8'; BEGIN");
  for (int table = 0; table < AU_SAMPLE_N_TABLES; table++)
    create_table (self, table);

  if (!au_sample_store_check (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
au_sample_store_free (AuSampleStore *self)
{
  for (int table = 0; table < AU_SAMPLE_N_TABLES; table++)
    sqlite3_finalize (self->inserts[table]);
  sqlite3_close (self->db);
  g_free (self->message);
  g_free (self);
}

static int
bind_cell (AuSampleStore *self,
           sqlite3_stmt  *insert,
           int            index,
           char           format,
           va_list       *cells)
{
  gint64 value;

  switch (format)
    {
      case AU_SAMPLE_INTEGER:
        value = va_arg (*cells, gint64);
        return value == AU_SAMPLE_UNKNOWN ? sqlite3_bind_null (insert, index)
                                        : sqlite3_bind_int64 (insert, index, value);

      case AU_SAMPLE_CENTS:
        value = va_arg (*cells, gint64);
        return value == AU_SAMPLE_UNKNOWN ? sqlite3_bind_null (insert, index)
                                        : sqlite3_bind_double (insert, index, value / 100.0);

      case AU_SAMPLE_DAY:
        return sqlite3_bind_text (insert, index, day_text (self, va_arg (*cells, AuDay)), 10,
                                  SQLITE_STATIC);

      case AU_SAMPLE_TEXT:
        return sqlite3_bind_text (insert, index, va_arg (*cells, const char *), -1, SQLITE_STATIC);

      default:
        g_assert_not_reached ();
    }
}

/**
 * au_sample_store_insert:
 * @self: a store
 * @table: the table
 * @format: a format character for each column, in the order of the schema
 * @...: the cells
 *
 * Adds a row. A failure is kept, ends all further writing and is told by au_sample_store_check().
 * Texts need to live until the call returns only.
 */
void
au_sample_store_insert (AuSampleStore *self,
                        AuSampleTable  table,
                        const char    *format,
                        ...)
{
  sqlite3_stmt *insert;
  va_list cells;
  int rc = SQLITE_OK;

  if (self->message == NULL && self->inserts[table] == NULL)
    prepare_insert (self, table, strlen (format));
  if (self->message != NULL)
    return;

  insert = self->inserts[table];
  va_start (cells, format);
  for (int i = 1; format[i - 1] != '\0' && rc == SQLITE_OK; i++)
    rc = bind_cell (self, insert, i, format[i - 1], &cells);
  va_end (cells);

  if (rc == SQLITE_OK)
    sqlite3_step (insert);
  if (rc != SQLITE_OK || sqlite3_reset (insert) != SQLITE_OK)
    fail (self);
}

/**
 * au_sample_store_check:
 * @self: a store
 * @error: return location for an %AU_ERROR
 *
 * Returns: whether everything so far was written
 */
gboolean
au_sample_store_check (AuSampleStore  *self,
                       GError        **error)
{
  if (self->message == NULL)
    return TRUE;

  g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
               /* Translators: %s is the reason that SQLite gives, in English. */
               _("The sample workspace could not be written: %s. Check that the disk has room."),
               self->message);
  return FALSE;
}

/**
 * au_sample_store_finish:
 * @self: a store
 * @error: return location for an %AU_ERROR
 *
 * Makes the indexes and ends the transaction; the store takes no more rows.
 *
 * Returns: whether the file is whole
 */
gboolean
au_sample_store_finish (AuSampleStore  *self,
                        GError        **error)
{
  for (int table = 0; table < AU_SAMPLE_N_TABLES; table++)
    g_clear_pointer (&self->inserts[table], sqlite3_finalize);

  for (guint i = 0; i < G_N_ELEMENTS (indexes); i++)
    create_index (self, i);
  run (self, "ANALYZE");
  run (self, "COMMIT");
  return au_sample_store_check (self, error);
}
