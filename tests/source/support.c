/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of a source share: a real workspace, and waiting with a limit. */
#include "config.h"

#include "support.h"
#include "au-clock.h"
#include "au-normal-form.h"
#include "au-sample-generator.h"
#include "au-sample-source.h"

#include <glib/gstdio.h>

#define LIMIT_SECONDS 60

static char *workspace;

const SupportQuery support_queries[SUPPORT_N_QUERIES] =
{
  { "subscriptions", "" },
  { "teams_search", "q=a" },
  { "team_subscription", "team_id=40001" },
  { "teams_bulk", "team_ids=40001,40005,41001" },
  { "mau", "subscription_ids=a0XSAMPLE000001,a0XSAMPLE0000052PA" },
  { "model_spend", "subscription_ids=a0XSAMPLE000001" },
  { "active_users", "subscription_ids=a0XSAMPLE000001;include_current_month=false" },
  { "feature_adoption", "subscription_ids=a0XSAMPLE000001" },
  { "feature_adoption_pct", "subscription_ids=a0XSAMPLE000001" },
  { "top_users", "subscription_ids=a0XSAMPLE000001;limit=30" },
  { "monthly_spend", "subscription_ids=a0XSAMPLE000001" },
  { "overage", "subscription_ids=a0XSAMPLE000001" },
  { "true_ups", "subscription_ids=a0XSAMPLE000001" },
  { "depth_of_usage", "team_ids=40001,41001;months=12" },
  { "accounts_search", "q=ó" },
  { "account_opportunities", "account_id=001SAMPLE000001" },
};

/* The file of a small workspace, made at the first call. */
const char *
support_get_workspace (void)
{
  g_autoptr (GError) error = NULL;
  int fd;

  if (workspace != NULL)
    return workspace;
  fd = g_file_open_tmp ("anyusage-test-XXXXXX.sqlite", &workspace, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_unlink (workspace);
  au_sample_generator_write (workspace, au_clock_today (), 10, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return workspace;
}

void
support_remove_workspace (void)
{
  if (workspace != NULL)
    g_unlink (workspace);
  g_clear_pointer (&workspace, g_free);
}

AuSource *
support_open (const char *query_folder)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (query_folder);

  return au_sample_source_new_for_file (catalog, support_get_workspace ());
}

char *
support_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("anyusage-sql-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
support_remove_folder (char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
  g_free (folder);
}

void
support_write (const char *folder,
               const char *name,
               const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* @parameters are written as `name=value;name=value`. */
AuRequest *
support_request (AuSource   *source,
                 const char *query,
                 const char *parameters)
{
  AuContract *contract = au_query_catalog_get_contract (au_source_get_catalog (source), query);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) parts = g_strsplit (parameters, ";", -1);
  g_autoptr (GError) error = NULL;
  AuRequest *request;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *sign = strchr (parts[i], '=');

      if (sign == NULL)
        continue;
      *sign = '\0';
      g_hash_table_insert (values, parts[i], sign + 1);
    }
  request = au_request_new_from_text (contract, values, &error);
  g_assert_no_error (error);
  return request;
}

static gboolean
give_up_cb (gpointer user_data)
{
  g_error ("still waiting after %d seconds", LIMIT_SECONDS);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @done. */
void
support_wait (gboolean *done)
{
  guint limit = g_timeout_add_seconds (LIMIT_SECONDS, give_up_cb, NULL);

  while (!*done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SupportAnswer *answer = user_data;

  answer->result = au_source_query_finish (AU_SOURCE (object), result, &answer->error);
  answer->done = TRUE;
}

/* Starts a query whose outcome will be in @answer. */
void
support_start (AuSource      *source,
               AuRequest     *request,
               GCancellable  *cancellable,
               SupportAnswer *answer)
{
  *answer = (SupportAnswer) { NULL, NULL, FALSE };
  au_source_query_async (source, request, cancellable, query_cb, answer);
}

AuResult *
support_query (AuSource      *source,
               AuRequest     *request,
               GCancellable  *cancellable,
               GError       **error)
{
  SupportAnswer answer;

  support_start (source, request, cancellable, &answer);
  support_wait (&answer.done);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);
  return answer.result;
}

/* All rows that a query brings, as text. */
char *
support_read_csv (AuSource   *source,
                  const char *query,
                  const char *parameters)
{
  g_autoptr (AuRequest) request = support_request (source, query, parameters);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) result = support_query (source, request, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  au_normal_form_append_csv (text, au_result_get_table (result), FALSE);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
