/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "run.h"

#include <string.h>

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n' ? 1 : 0;
  return n;
}

static guint
count_fields (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    g_assert_cmpstr (fields[i], !=, "");
  return g_strv_length (fields);
}

static void
test_list (void)
{
  static const struct
  {
    const char *what;
    guint min;
    guint max;
    guint fields;
    const char *line;
  } lists[] = {
    { "queries", 16, 16, 2, "\nmau\tMonthly active users\n" },
    { "subscriptions", 401, 10000, 3, "\na0XSAMPLE000001\tHalden Freight — " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (Run) run = run_anyusage ("list", lists[i].what, NULL);
      g_auto (GStrv) lines = NULL;

      run_assert_done (run);
      g_assert_cmpuint (count_lines (run->out), >=, lists[i].min);
      g_assert_cmpuint (count_lines (run->out), <=, lists[i].max);
      g_assert_nonnull (strstr (run->out, lists[i].line));
      lines = g_strsplit (run->out, "\n", -1);
      for (guint n = 0; lines[n + 1] != NULL; n++)
        g_assert_cmpuint (count_fields (lines[n]), ==, lists[i].fields);
    }
}

static void
test_help (void)
{
  static const char *commands[] = { "list", "query" };
  g_autoptr (Run) top = run_anyusage ("--help", NULL);
  g_autoptr (Run) version = run_anyusage ("--version", NULL);
  g_autoptr (Run) late = run_anyusage ("query", "--version", NULL);

  run_assert_done (top);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strconcat ("\n  ", commands[i], NULL);
      g_autofree char *usage = g_strconcat ("anyusage ", commands[i], " ", NULL);
      g_autoptr (Run) run = run_anyusage (commands[i], "--help", NULL);

      g_assert_nonnull (strstr (top->out, line));
      run_assert_done (run);
      g_assert_nonnull (strstr (run->out, usage));
      g_assert_nonnull (strstr (run->out, "--source"));
    }
  /* What this version cannot do is not offered. */
  g_assert_null (strstr (top->out, "dashboard"));

  run_assert_done (version);
  g_assert_cmpstr (version->out, ==, "anyusage " PACKAGE_VERSION "\n");
  run_assert_done (late);
  g_assert_cmpstr (late->out, ==, version->out);
}

/* Letters stay letters where there is no locale. */
static void
test_no_locale (void)
{
  g_autoptr (Run) run = run_with ("LC_ALL=C", "query", "accounts_search", "--param", "q=ŻÓŁW",
                                  "--format", "csv", NULL);

  run_assert_done (run);
  g_assert_nonnull (strstr (run->out, "Żółw Software S.A."));
}

static void
test_source (void)
{
  g_autoptr (Run) before = run_anyusage ("--source", "sample", "list", "subscriptions", NULL);
  g_autoptr (Run) after = run_anyusage ("list", "subscriptions", "--source=sample", NULL);
  g_autoptr (Run) wrong = run_anyusage ("list", "subscriptions", "--source", "warehouse", NULL);
  g_autoptr (Run) setting = NULL;

  run_assert_done (before);
  run_assert_done (after);
  g_assert_cmpstr (before->out, ==, after->out);
  run_assert_fails (wrong, 2, "warehouse");

  /* No settings at all: no schema, no backend. */
  setting = run_with ("GSETTINGS_SCHEMA_DIR=/nonexistent", "list", "subscriptions", NULL);
  run_assert_done (setting);
  g_assert_cmpstr (setting->out, ==, before->out);
}

static void
test_usage (void)
{
  static const struct
  {
    const char *arguments[5];
    const char *part;
  } cases[] = {
    { { "lsit" }, "lsit" },
    { { "" }, "There is no command" },
    { { "two\nlines" }, "two lines" },
    { { "list" }, "queries, charts or subscriptions" },
    { { "list", "dogs" }, "dogs" },
    { { "list", "queries", "charts" }, "one word" },
    { { "list", "queries", "--frobnicate" }, "--frobnicate" },
    { { "list", "--source" }, "anyusage list --help" },
    { { "report", "--subscription", "a0XSAMPLE000001" }, "--output" },
    { { "report", "--output", "r.pdf" }, "--subscription" },
    { { "report", "stray" }, "stray" },
    { { "report", "--subscription", "a0XSAMPLE000001", "--output", "r.png" }, ".pdf" },
    { { "verify" }, "verify" },
    { { "test-connection", "now" }, "test-connection" },
    { { "query" }, "list queries" },
    { { "query", "mau", "mau" }, "one query" },
    { { "query", "dogs" }, "dogs" },
    { { "query", "mau", "--format", "xml" }, "xml" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *a = cases[i].arguments;
      g_autoptr (Run) run = run_anyusage (a[0], a[1], a[2], a[3], a[4], NULL);

      run_assert_fails (run, 2, cases[i].part);
      g_assert_cmpstr (run->out, ==, "");
    }
}

static void
test_today (void)
{
  static const char *days[] = { "nonsense", "2026-02-30", "1", "2026-11-24 " };
  g_autoptr (Run) help = run_with ("ANYUSAGE_TODAY=nonsense", "list", "--help", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *setting = g_strconcat ("ANYUSAGE_TODAY=", days[i], NULL);
      g_autoptr (Run) run = run_with (setting, "list", "subscriptions", NULL);

      run_assert_fails (run, 2, "ANYUSAGE_TODAY");
      g_assert_cmpstr (run->out, ==, "");
    }
  run_assert_done (help);
}

static void
test_standard_output (void)
{
  g_autoptr (Run) full = run_shell ("exec \"$ANYUSAGE_PROGRAM\" list queries >/dev/full");
  g_autoptr (Run) help = run_shell ("exec \"$ANYUSAGE_PROGRAM\" --help >/dev/full");
  g_autoptr (Run) closed = run_shell ("exec \"$ANYUSAGE_PROGRAM\" list queries >&-");
  g_autoptr (Run) pipe = run_shell ("{ sleep 0.2; \"$ANYUSAGE_PROGRAM\" list subscriptions; echo $? >&2; } | true");
  g_autofree char *last = NULL;

  run_assert_fails (full, 1, "No space left");
  run_assert_fails (help, 1, "No space left");
  run_assert_fails (closed, 1, "Standard output");
  g_assert_true (g_str_has_prefix (pipe->err, "anyusage: "));
  g_assert_true (g_str_has_suffix (pipe->err, "\n1\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  run_prepare ();
  g_test_add_func ("/cli/commands/list", test_list);
  g_test_add_func ("/cli/commands/help", test_help);
  g_test_add_func ("/cli/commands/no-locale", test_no_locale);
  g_test_add_func ("/cli/commands/source", test_source);
  g_test_add_func ("/cli/commands/usage", test_usage);
  g_test_add_func ("/cli/commands/today", test_today);
  g_test_add_func ("/cli/commands/standard-output", test_standard_output);
  return g_test_run ();
}
