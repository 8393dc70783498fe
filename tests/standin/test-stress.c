/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults upon faults and clients that leave: the server goes on and leaves nothing open. */
#include "config.h"

#include "au-clock.h"
#include "au-standin-fault.h"
#include "wire.h"
#include "../source/support.h"

#include <string.h>

#define STATEMENTS "/api/2.0/sql/statements"

#define N_SEQUENCES 300
#define N_CLIENTS 8
#define N_RUNS 15

static const char *const arguments[] = { "", ":1", ":subscriptions", ":mau", ":2" };

/* Some cost a wait at each strike, and nothing is learned from that here. */
static gboolean
is_slow (const char *name)
{
  return g_str_equal (name, "hang") || g_str_equal (name, "warehouse-starting") ||
         g_str_equal (name, "slow-body");
}

static void
set_random_fault (Wire *wire)
{
  const char *name;
  g_autofree char *text = NULL;

  do
    name = au_standin_faults_get_name (
      (AuStandinFault) g_test_rand_int_range (0, (gint32) au_standin_faults_count ()));
  while (is_slow (name));
  text = g_strconcat (name, arguments[g_test_rand_int_range (0, G_N_ELEMENTS (arguments))],
                      NULL);
  wire_set_fault (wire, text);
}

/* Whatever happens to the one statement of a sequence, a last cancel ends it. */
static void
play (Wire *wire)
{
  gboolean links = g_test_rand_bit ();
  g_autoptr (Answer) submitted = NULL;
  g_autoptr (Answer) cancelled = NULL;
  g_autofree char *path = NULL;
  const char *id;
  guint n_polls = (guint) g_test_rand_int_range (0, 4);

  submitted = wire_submit (wire, links ? ",\"disposition\":\"EXTERNAL_LINKS\"" : "");
  id = answer_text (submitted, "/statement_id");
  if (id == NULL)
    return;
  for (guint i = 0; i < n_polls; i++)
    {
      g_autoptr (Answer) poll = wire_poll (wire, id, "");
      g_autoptr (Answer) chunk = wire_poll (wire, id, "/result/chunks/1");
      const char *link = answer_text (poll, "/result/external_links/0/external_link");

      if (link != NULL)
        {
          g_autoptr (Answer) rows = wire_get (wire, link);

          g_assert_cmpuint (rows->status, !=, 200);
        }
    }
  au_standin_clear_faults (wire->standin);
  path = g_strdup_printf (STATEMENTS "/%s/cancel", id);
  cancelled = wire_post (wire, path, "");
  g_assert_true (cancelled->status == 200 || cancelled->status == 404);
}

static void
test_sequences (void)
{
  g_autoptr (Answer) done = NULL;
  Wire wire;

  wire_start (&wire, NULL);
  for (guint i = 0; i < N_SEQUENCES; i++)
    {
      set_random_fault (&wire);
      set_random_fault (&wire);
      play (&wire);
      au_standin_clear_faults (wire.standin);
      g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 0);
    }
  done = wire_run (&wire, "");
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  wire_stop (&wire);
}

static gpointer
client_cb (gpointer user_data)
{
  Wire wire = { user_data, soup_session_new (), NULL };

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (Answer) done = wire_run (&wire, "");

      g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
      g_assert_cmpint (answer_int (done, "/manifest/total_row_count"), ==, 10);
    }
  g_object_unref (wire.session);
  return NULL;
}

static void
test_clients (void)
{
  GThread *threads[N_CLIENTS];
  Wire wire;

  wire_start (&wire, NULL);
  for (guint i = 0; i < N_CLIENTS; i++)
    threads[i] = g_thread_new ("client", client_cb, wire.standin);
  for (guint i = 0; i < N_CLIENTS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_SUBMITTED), ==,
                    N_CLIENTS * N_RUNS);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 0);
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_PEAK), >, 1);
  wire_stop (&wire);
}

/* Connects, writes a part of a request or a whole one, and leaves without reading. */
static void
test_leaving (void)
{
  static const char *const pieces[] = {
    "", "POST /api/2.0/sql/statements HTTP/1.1\r\nHost: a\r\n",
    "POST /api/2.0/sql/statements HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{\"warehouse",
    "GET /api/2.0/sql/warehouses HTTP/1.1\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n",
  };
  AuStandinOptions options = { .latency_ms = 5 };
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = NULL;
  g_autoptr (Answer) done = NULL;
  Wire wire;

  wire_start (&wire, &options);
  uri = g_uri_parse (au_standin_get_uri (wire.standin), G_URI_FLAGS_NONE, NULL);
  for (guint i = 0; i < 10 * G_N_ELEMENTS (pieces); i++)
    {
      const char *piece = pieces[i % G_N_ELEMENTS (pieces)];
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketConnection) connection = NULL;

      connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                    (guint16) g_uri_get_port (uri), NULL, &error);
      g_assert_no_error (error);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), piece,
                                 strlen (piece), NULL, NULL, NULL);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  done = wire_run (&wire, "");
  g_assert_cmpstr (answer_text (done, "/status/state"), ==, "SUCCEEDED");
  wire_stop (&wire);
}

/* One who waits for the rows and leaves was never told the statement's id. */
static void
test_leaving_a_wait (void)
{
  AuStandinOptions options = { .run_ms = 60000 };
  g_autoptr (Answer) answer = NULL;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  Wire wire;

  wire_start (&wire, &options);
  g_object_set (wire.session, "timeout", 1, NULL);
  answer = wire_submit (&wire, ",\"wait_timeout\":\"50s\"");
  g_assert_cmpuint (answer->status, ==, 0);
  while (au_standin_get_counter (wire.standin, AU_STANDIN_ORPHANED) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (5000);
    }
  g_assert_cmpuint (au_standin_get_counter (wire.standin, AU_STANDIN_OPEN), ==, 0);
  wire_stop (&wire);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);

  g_test_add_func ("/stress/sequences", test_sequences);
  g_test_add_func ("/stress/clients", test_clients);
  g_test_add_func ("/stress/leaving", test_leaving);
  g_test_add_func ("/stress/leaving-a-wait", test_leaving_a_wait);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
