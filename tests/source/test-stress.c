/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults upon faults and cancels at any moment, against the real source over real HTTP. Whatever
 * happens: nothing stays open on the server, nothing is sent twice after a failure that leaves open
 * whether it was taken, what comes are the right rows or an error, and memory does not grow.
 *
 * STRESS_SEQUENCES says how many, STRESS_SEED the seed of the first one; each has the next one's
 * seed less one, so that a sequence that failed is had again by its own seed and a count of one.
 */
#include "config.h"

#include "databricks-fixture.h"
#include "au-normal-form.h"
#include "au-source-error.h"
#include "au-standin-fault.h"
#include "support.h"

#include <malloc.h>
#include <string.h>

#define DEFAULT_SEQUENCES 300

/* After so many both the server and the source are made anew. */
#define ROUND 50

/* Seconds of waiting become milliseconds. */
#define PACE 0.002

#define MAX_QUERIES 3
#define MAX_FAULTS 3

/* What half of the sequences may leave behind. */
#define MAX_GROWTH (32 * 1024)

static const struct
{
  const char *query;
  const char *parameters;
} requests[] = {
  { "subscriptions", "" },
  { "teams_search", "q=a" },
  { "mau", "subscription_ids=a0XSAMPLE000001" },
  { "monthly_spend", "subscription_ids=a0XSAMPLE000001" },
  { "true_ups", "subscription_ids=a0XSAMPLE000001" },
};

static char *expected[G_N_ELEMENTS (requests)];

/* Faults whose number is not how often they strike. Waiting for real seconds teaches nothing. */
static const struct
{
  const char *name;
  int least;
  int most;
} values[] = {
  { "slow-body", 1, 3 }, { "cut-json", 0, 99 }, { "cut-body", 0, 99 }, { "wrong-clock", 1, 48 },
  { "token-revoked", 0, 6 }, { "token-expires", 1, 2 }, { "pending", 0, 6 }, { "running", 0, 6 },
  { "cancel-slow", 0, 6 }, { "row-count", 1, 3 }, { "hang", 1, 1 }, { "warehouse-starting", 1, 1 },
};

/* These strike everywhere unless told otherwise, cancels included. */
static const char *const everywhere[] = {
  "login-page", "login-redirect", "no-api", "ip-blocked", "unauthenticated", "invalid-token", NULL,
};

/* After these nobody is signed in, so nobody can cancel either. */
static const char *const signed_out[] = {
  "token-revoked", "client-refused", "oauth-missing", "token-malformed", "token-expires", NULL,
};

/* Where a fault strikes only so often that trying again helps, and where it may go on for ever. */
static const char *const passing_stages[] = { "cancel", "any", "token", "discovery" };
static const char *const lasting_stages[] = { "submit", "poll", "result", "chunk", "link" };

/* One query of a sequence. */
typedef struct
{
  SupportAnswer answer;
  GCancellable *cancellable;
  guint which;
  int cancel_after;            /* steps of the main loop, -1 for never */
} Query;

typedef struct
{
  Fixture fixture;
  GRand *rand;
  char *faults[MAX_FAULTS];
  guint n_faults;
} Sequence;

/* What came of all of them, to see that the test goes everywhere. */
static struct
{
  guint n_right;
  guint n_failed;
  guint n_cancelled;
  guint n_signed_out;
} tally;

static gboolean
is_set (const Sequence *sequence,
        const char     *name)
{
  for (guint i = 0; i < sequence->n_faults; i++)
    if (g_str_has_prefix (sequence->faults[i], name) &&
        strchr (":@", sequence->faults[i][strlen (name)]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_any_set (const Sequence    *sequence,
            const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (is_set (sequence, names[i]))
      return TRUE;
  return FALSE;
}

#define pick(rand, array) (array)[g_rand_int_range (rand, 0, G_N_ELEMENTS (array))]

/* A fault as the server is told of it; one that strikes at cancels does so for a while only. */
static char *
make_fault (GRand *rand)
{
  const char *name = au_standin_faults_get_name (
    (AuStandinFault) g_rand_int_range (rand, 0, (gint32) au_standin_faults_count ()));
  gboolean is_passing = g_rand_boolean (rand) || g_strv_contains (everywhere, name);
  const char *stage = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].name, name))
      {
        int number = g_rand_int_range (rand, values[i].least, values[i].most + 1);

        /* The slow ones are rare. */
        if (values[i].least == values[i].most && g_rand_int_range (rand, 0, 20) > 0)
          return NULL;
        return g_strdup_printf ("%s:%d", name, number);
      }
  if (g_rand_boolean (rand))
    stage = is_passing && g_rand_boolean (rand) ? pick (rand, passing_stages)
                                                : pick (rand, lasting_stages);
  return is_passing
         ? g_strdup_printf ("%s:%d%s%s", name, g_rand_int_range (rand, 1, 3),
                            stage != NULL ? "@" : "", stage != NULL ? stage : "")
         : g_strdup_printf ("%s%s%s", name, stage != NULL ? "@" : "",
                            stage != NULL ? stage : "");
}

static void
set_faults (Sequence *sequence)
{
  guint wanted = (guint) g_rand_int_range (sequence->rand, 0, MAX_FAULTS + 1);

  while (sequence->n_faults < wanted)
    {
      g_autofree char *fault = make_fault (sequence->rand);

      /* Not every fault has a stage. */
      if (fault != NULL && au_standin_set_fault (sequence->fixture.standin, fault, NULL))
        sequence->faults[sequence->n_faults++] = g_steal_pointer (&fault);
    }
}

static char *
describe (const Sequence *sequence)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sequence->n_faults; i++)
    g_string_append_printf (text, " %s", sequence->faults[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* A column that a contract can do without may be missing; @csv without its last one. */
static char *
cut_column (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strrchr (lines[i], ',') != NULL)
      *strrchr (lines[i], ',') = '\0';
  return g_strjoinv ("\r\n", lines);
}

/* The right rows, or none where that is what the server was made to say, or an error. */
static void
check_answer (const Sequence *sequence,
              const Query    *query)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  if (query->answer.result == NULL)
    {
      if (g_error_matches (query->answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tally.n_cancelled++;
      else
        tally.n_failed++;
      g_assert_nonnull (query->answer.error);
      g_assert_cmpstr (query->answer.error->message, !=, "");
      g_assert_true (query->cancel_after >= 0 ||
                     !g_error_matches (query->answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
      return;
    }
  tally.n_right++;
  if (is_set (sequence, "no-rows"))
    {
      guint n_rows = au_table_get_n_rows (au_result_get_table (query->answer.result));

      if (n_rows == 0)
        return;
    }
  au_normal_form_append_csv (csv, au_result_get_table (query->answer.result), FALSE);
  if (is_set (sequence, "column-missing") && !g_str_equal (csv->str, expected[query->which]))
    {
      g_autofree char *cut = cut_column (expected[query->which]);

      g_assert_cmpstr (csv->str, ==, cut);
      return;
    }
  g_assert_cmpstr (csv->str, ==, expected[query->which]);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
run_queries (Sequence *sequence,
             Query    *queries,
             guint     n_queries)
{
  AuDatabricksSource *source = AU_DATABRICKS_SOURCE (sequence->fixture.source);
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint wake = g_timeout_add (20, wake_cb, NULL);
  guint n_done = 0;

  for (int step = 0; n_done < n_queries || au_databricks_source_get_n_open (source) > 0; step++)
    {
      n_done = 0;
      for (guint i = 0; i < n_queries; i++)
        {
          if (queries[i].cancel_after == step)
            g_cancellable_cancel (queries[i].cancellable);
          n_done += queries[i].answer.done ? 1 : 0;
        }
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
  g_source_remove (wake);
}

static void
play (Sequence *sequence)
{
  Fixture *fixture = &sequence->fixture;
  guint n_queries = (guint) g_rand_int_range (sequence->rand, 1, MAX_QUERIES + 1);
  guint submitted = fixture_count (fixture, AU_STANDIN_SUBMITTED);
  guint orphaned = fixture_count (fixture, AU_STANDIN_ORPHANED);
  guint open = fixture_count (fixture, AU_STANDIN_OPEN);
  guint n_failed = 0;
  Query queries[MAX_QUERIES];

  for (guint i = 0; i < n_queries; i++)
    {
      Query *query = &queries[i];
      g_autoptr (AuRequest) request = NULL;

      query->which = (guint) g_rand_int_range (sequence->rand, 0, G_N_ELEMENTS (requests));
      query->cancellable = g_cancellable_new ();
      query->cancel_after = -1;
      if (g_rand_boolean (sequence->rand))
        query->cancel_after = g_rand_int_range (sequence->rand, 0, 90);
      request = support_request (fixture->source, requests[query->which].query,
                                 requests[query->which].parameters);
      support_start (fixture->source, request, query->cancellable, &query->answer);
    }
  run_queries (sequence, queries, n_queries);

  for (guint i = 0; i < n_queries; i++)
    {
      check_answer (sequence, &queries[i]);
      n_failed += queries[i].answer.result == NULL ? 1 : 0;
      g_clear_pointer (&queries[i].answer.result, au_result_unref);
      g_clear_error (&queries[i].answer.error);
      g_clear_object (&queries[i].cancellable);
    }

  /* Only what is known to have failed for its size is sent again, as links. */
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_SUBMITTED) - submitted, <=,
                    n_queries * (is_set (sequence, "inline-limit") ? 2 : 1));
  /* What nobody was told the id of cannot have come to anything. */
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_ORPHANED) - orphaned, <=, n_failed);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_LINK_AUTHORIZATIONS), ==, 0);
  if (is_any_set (sequence, signed_out))
    tally.n_signed_out++;
  else
    g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_OPEN), ==, open);
}

/* Half of them sign in as a service principal, which can go wrong as well. */
static void
open_source (Fixture *fixture,
             guint    round)
{
  g_autofree char *machine = NULL;
  AuDatabricksClient *client;

  if (round % 2 == 1)
    machine = g_strdup_printf ("DATABRICKS_CLIENT_ID=%s;DATABRICKS_CLIENT_SECRET="
                               FIXTURE_CLIENT_SECRET, au_standin_get_client_id (fixture->standin));
  fixture->source = fixture_open_source (fixture->standin, machine != NULL
                                         ? machine : "DATABRICKS_TOKEN=" FIXTURE_TOKEN);
  client = au_databricks_source_get_client (AU_DATABRICKS_SOURCE (fixture->source));
  au_http_set_pace (au_databricks_client_get_http (client), PACE);
  au_http_set_timeout (au_databricks_client_get_http (client), 1);
}

static void
play_round (guint   round,
            guint   n_sequences,
            guint32 seed)
{
  AuStandinOptions options = {
    .chunk_rows = 3 + round % 3 * 7,
    .running_polls = round % 4,
    .client_secret = FIXTURE_CLIENT_SECRET,
  };
  Fixture fixture = { NULL, NULL };

  fixture_set_up_with (&fixture, &options);
  g_clear_object (&fixture.source);
  open_source (&fixture, round);
  for (guint i = 0; i < n_sequences; i++)
    {
      Sequence sequence = { .fixture = fixture, .rand = g_rand_new_with_seed (seed + i) };
      g_autofree char *text = NULL;

      set_faults (&sequence);
      text = describe (&sequence);
      g_test_message ("seed %u:%s", seed + i, text);
      play (&sequence);
      au_standin_clear_faults (fixture.standin);
      for (guint f = 0; f < sequence.n_faults; f++)
        g_free (sequence.faults[f]);
      g_rand_free (sequence.rand);
    }
  fixture_tear_down (&fixture, NULL);
}

/* Whether bytes in use can be told: what each thread keeps of what is free would count as used, and
 * sanitizers count in their own way. */
static gboolean
can_measure (void)
{
#ifdef __SANITIZE_ADDRESS__
  return FALSE;
#else
  const char *tunables = g_getenv ("GLIBC_TUNABLES");

  return tunables != NULL && strstr (tunables, "tcache_count=0") != NULL;
#endif
}

/* Bytes in use once everything was let go of. */
static gsize
measure (void)
{
  g_thread_pool_stop_unused_threads ();
  fixture_drain ();
  malloc_trim (0);
  return mallinfo2 ().uordblks;
}

static guint
read_number (const char *name,
             guint       fallback)
{
  const char *text = g_getenv (name);
  guint64 number;

  if (text == NULL || *text == '\0')
    return fallback;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    g_error ("%s is to be a number, not “%s”", name, text);
  return (guint) number;
}

static void
test_sequences (void)
{
  guint n_sequences = read_number ("STRESS_SEQUENCES", DEFAULT_SEQUENCES);
  guint32 seed = read_number ("STRESS_SEED", (guint) g_test_rand_int ());
  guint n_rounds = (n_sequences + ROUND - 1) / ROUND;
  gsize half = 0;
  g_autoptr (AuSource) sample = support_open (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    expected[i] = support_read_csv (sample, requests[i].query, requests[i].parameters);
  g_test_message ("%u sequences; STRESS_SEED=%u has them again", n_sequences, seed);
  for (guint round = 0; round < n_rounds; round++)
    {
      play_round (round, MIN (ROUND, n_sequences - round * ROUND), seed + round * ROUND);
      if (round + 1 == n_rounds / 2)
        half = measure ();
    }
  g_test_message ("%u right, %u failed, %u cancelled, %u signed out", tally.n_right,
                  tally.n_failed, tally.n_cancelled, tally.n_signed_out);
  if (can_measure () && n_rounds >= 4)
    {
      gsize last = measure ();

      g_test_message ("%" G_GSIZE_FORMAT " bytes in use half-way, %" G_GSIZE_FORMAT " at the end",
                      half, last);
      g_assert_cmpuint (last, <, half + MAX_GROWTH);
    }
  if (n_sequences >= DEFAULT_SEQUENCES)
    {
      g_assert_cmpuint (tally.n_right, >, n_sequences / 5);
      g_assert_cmpuint (tally.n_failed, >, n_sequences / 5);
      g_assert_cmpuint (tally.n_cancelled, >, n_sequences / 10);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    g_clear_pointer (&expected[i], g_free);
}

static void
ignore_cb (const char     *domain,
           GLogLevelFlags  level,
           const char     *message,
           gpointer        user_data)
{
}

int
main (int   argc,
      char *argv[])
{
  fixture_init (&argc, &argv);
  /* What is said of every connection would fill the log. */
  g_log_set_handler ("GLib-GIO", G_LOG_LEVEL_DEBUG, ignore_cb, NULL);
  g_log_set_handler ("pxbackend", G_LOG_LEVEL_DEBUG, ignore_cb, NULL);
  g_log_set_handler ("anyusage-source", G_LOG_LEVEL_DEBUG, ignore_cb, NULL);
  g_test_add_func ("/stress/databricks", test_sequences);
  return fixture_run ();
}
