/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-cli-commands.h"
#include "au-cli-parse.h"
#include "au-cli-say.h"
#include "au-cli-session.h"
#include "au-chart.h"

#include <glib/gi18n.h>

/* A tab or a line's end within a name would end the field or the line. */
static void
append_field (GString    *out,
              const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_iscntrl (c) ? ' ' : c);
    }
}

static void
append_line (GString    *out,
             const char *name,
             const char *title)
{
  append_field (out, name);
  g_string_append_c (out, '\t');
  append_field (out, title);
  g_string_append_c (out, '\n');
}

static void
list_queries (GString *out)
{
  /* What queries there are is compiled in; no source has to be opened to tell. */
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  const char *const *names = au_query_catalog_get_names (catalog);

  for (guint i = 0; names[i] != NULL; i++)
    append_line (out, names[i],
                 au_contract_get_title (au_query_catalog_get_contract (catalog, names[i])));
}

static void
list_charts (GString *out)
{
  const char *const *names = au_chart_get_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AuChart) chart = au_chart_new (names[i], NULL);

      append_line (out, names[i], au_chart_get_title (chart));
    }
}

static int
list_subscriptions (GString    *out,
                    const char *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuCliSession) session = au_cli_session_new (source, &error);
  g_autoptr (AuResult) result = NULL;
  g_autoptr (GPtrArray) subscriptions = NULL;

  if (session != NULL)
    result = au_cli_session_load_subscriptions (session, &error);
  if (result == NULL)
    return au_cli_fail_error (error);

  subscriptions = au_subscriptions_new_from_table (au_result_get_table (result));
  for (guint i = 0; i < subscriptions->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (subscriptions, i);
      g_autofree char *title = NULL;
      gint64 seats = au_subscription_get_seats (subscription);

      title = g_strdup_printf ("%s — %s", au_subscription_get_account_name (subscription),
                               au_subscription_get_name (subscription));
      append_field (out, au_subscription_get_id (subscription));
      g_string_append_c (out, '\t');
      append_field (out, title);
      g_string_append_c (out, '\t');
      if (seats >= 0)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, seats);
      g_string_append_c (out, '\n');
    }
  if (au_result_get_provenance (result)->truncated)
    /* Translators: %u is how many subscriptions a source returned. */
    au_cli_say (ngettext ("The source returned only the first %u subscription; more exist.",
                          "The source returned only the first %u subscriptions; more exist.",
                          subscriptions->len),
                subscriptions->len);
  return AU_CLI_DONE;
}

/* list queries|charts|subscriptions */
int
au_cli_list (GStrv *arguments)
{
  const AuCliCommand command = {
    .name = "list",
    .arguments = "queries|charts|subscriptions",
    .summary = _("Lists what there is, one a line: name or id, a tab, title; of subscriptions also a tab and\n"
                 "the seats."),
  };
  g_autofree char *source = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  const char *what;
  int status = AU_CLI_DONE;

  if (!au_cli_parse (&command, NULL, arguments, &source, &status))
    return status;
  if (g_strv_length (*arguments) != 2)
    return au_cli_fail (AU_CLI_USAGE,
                        _("“list” takes one word: queries, charts or subscriptions."));

  what = (*arguments)[1];
  if (g_str_equal (what, "queries"))
    list_queries (out);
  else if (g_str_equal (what, "charts"))
    list_charts (out);
  else if (g_str_equal (what, "subscriptions"))
    status = list_subscriptions (out, source);
  else
    status = au_cli_fail (AU_CLI_USAGE,
                          /* Translators: %s is what somebody asked to list. */
                          _("There is nothing called “%s” to list; “list” takes queries, charts or subscriptions."),
                          what);
  return status != AU_CLI_DONE ? status : au_cli_print (out->str, out->len);
}
