/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-loader.h"

/* A text that runs until it is cancelled. */
#define ENDLESS \
  "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) " \
  "SELECT '2026-11-01' AS month, sum(i) AS mau FROM n WHERE 'x' IN (:subscription_ids) OR :include_current_month"

/* A source that passes everything on to a real one and writes down what it was asked. */
#define TEST_TYPE_WITNESS (test_witness_get_type ())
G_DECLARE_FINAL_TYPE (TestWitness, test_witness, TEST, WITNESS, GObject)

struct _TestWitness
{
  GObject parent_instance;

  AuSource *source;
  GPtrArray *keys; /* (element-type utf8): of the requests, in the order they came */
  guint n_running;
  guint max_running;
  guint n_cancelled;
};

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TestWitness *self = g_task_get_source_object (task);
  GError *error = NULL;
  AuResult *rows = au_source_query_finish (AU_SOURCE (object), result, &error);

  self->n_running--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->n_cancelled++;
  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) au_result_unref);
  else
    g_task_return_error (task, error);
}

static void
test_witness_query_async (AuSource            *source,
                          AuRequest           *request,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  TestWitness *self = TEST_WITNESS (source);

  self->n_running++;
  self->max_running = MAX (self->max_running, self->n_running);
  g_ptr_array_add (self->keys, g_strdup (au_request_get_key (request)));
  au_source_query_async (self->source, request, cancellable, answered_cb,
                         g_task_new (self, cancellable, callback, user_data));
}

static AuResult *
test_witness_query_finish (AuSource      *source,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static AuQueryCatalog *
test_witness_get_catalog (AuSource *source)
{
  return au_source_get_catalog (TEST_WITNESS (source)->source);
}

static void
test_witness_iface_init (AuSourceInterface *iface)
{
  iface->get_catalog = test_witness_get_catalog;
  iface->query_async = test_witness_query_async;
  iface->query_finish = test_witness_query_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestWitness, test_witness, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AU_TYPE_SOURCE, test_witness_iface_init))

static void
test_witness_finalize (GObject *object)
{
  TestWitness *self = TEST_WITNESS (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->keys, g_ptr_array_unref);

  G_OBJECT_CLASS (test_witness_parent_class)->finalize (object);
}

static void
test_witness_class_init (TestWitnessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_witness_finalize;
}

static void
test_witness_init (TestWitness *self)
{
  self->keys = g_ptr_array_new_with_free_func (g_free);
}

typedef struct
{
  TestWitness *witness;
  AuLoader *loader;
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = support_make_folder ();
  fixture->witness = g_object_new (TEST_TYPE_WITNESS, NULL);
  fixture->witness->source = support_open (fixture->folder);
  fixture->loader = au_loader_new (AU_SOURCE (fixture->witness));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  /* The last answers of cancelled queries are on their way. */
  while (fixture->witness->n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->loader);
  g_assert_finalize_object (fixture->witness);
  support_remove_folder (fixture->folder);
}

/* One waiter. */
typedef struct
{
  AuResult *result;
  GError *error;
  gboolean done;
  guint rank;
} Wait;

static guint n_done;

static void
wait_clear (Wait *wait)
{
  g_clear_pointer (&wait->result, au_result_unref);
  g_clear_error (&wait->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wait, wait_clear)

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Wait *wait = user_data;

  g_assert_false (wait->done);
  wait->result = au_loader_load_finish (AU_LOADER (object), result, &wait->error);
  wait->rank = n_done++;
  wait->done = TRUE;
}

static void
load (Fixture      *fixture,
      AuRequest    *request,
      int           priority,
      GCancellable *cancellable,
      Wait         *wait)
{
  au_loader_load_async (fixture->loader, request, priority, cancellable, loaded_cb, wait);
  g_assert_false (wait->done);
}

static AuRequest *
make_request (Fixture    *fixture,
              const char *query,
              const char *parameters)
{
  return support_request (AU_SOURCE (fixture->witness), query, parameters);
}

/* Lets everything that is due happen, for at least so long. */
static void
settle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

static void
test_join (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) equal = make_request (fixture, "mau", "include_current_month=true;subscription_ids=a0XSAMPLE000001 , a0XSAMPLE000001");
  g_autoptr (AuRequest) other = make_request (fixture, "mau", "subscription_ids=a0XSAMPLE000001;include_current_month=false");
  Wait waits[6] = { { 0, }, };

  for (guint i = 0; i < 5; i++)
    load (fixture, i % 2 == 0 ? request : equal, G_PRIORITY_DEFAULT, NULL, &waits[i]);
  load (fixture, other, G_PRIORITY_DEFAULT, NULL, &waits[5]);
  for (guint i = 0; i < 6; i++)
    support_wait (&waits[i].done);

  g_assert_cmpuint (fixture->witness->keys->len, ==, 2);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_no_error (waits[i].error);
      g_assert_true (waits[i].result == waits[0].result);
    }
  g_assert_cmpuint (au_result_get_provenance (waits[0].result)->n_rows, ==, 20);
  g_assert_cmpuint (au_result_get_provenance (waits[5].result)->n_rows, ==, 19);
  for (guint i = 0; i < 6; i++)
    wait_clear (&waits[i]);
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "overage", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) other = make_request (fixture, "overage", "subscription_ids=a0XSAMPLE000002");
  g_auto (Wait) first = { 0, };
  g_auto (Wait) second = { 0, };
  g_auto (Wait) third = { 0, };
  g_auto (Wait) fourth = { 0, };
  g_auto (Wait) fifth = { 0, };

  g_assert_null (au_loader_peek (fixture->loader, request));
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &first);
  load (fixture, other, G_PRIORITY_DEFAULT, NULL, &second);
  support_wait (&first.done);
  support_wait (&second.done);
  g_assert_true (au_loader_peek (fixture->loader, request) == first.result);

  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &third);
  support_wait (&third.done);
  g_assert_true (third.result == first.result);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 2);

  au_loader_invalidate (fixture->loader, request);
  g_assert_null (au_loader_peek (fixture->loader, request));
  g_assert_nonnull (au_loader_peek (fixture->loader, other));
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &fourth);
  support_wait (&fourth.done);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 3);

  au_loader_invalidate_all (fixture->loader);
  g_assert_null (au_loader_peek (fixture->loader, request));
  g_assert_null (au_loader_peek (fixture->loader, other));
  load (fixture, other, G_PRIORITY_DEFAULT, NULL, &fifth);
  support_wait (&fifth.done);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 4);
}

static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "overage", "subscription_ids=a0XSAMPLE000001");
  g_auto (Wait) first = { 0, };
  g_auto (Wait) second = { 0, };
  g_auto (Wait) third = { 0, };

  support_write (fixture->folder, "overage.sql", "SELECT 1 AS unrelated WHERE 'x' IN (:subscription_ids)");
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &first);
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &second);
  support_wait (&first.done);
  support_wait (&second.done);
  g_assert_error (first.error, AU_ERROR, AU_ERROR_CONTRACT);
  g_assert_error (second.error, AU_ERROR, AU_ERROR_CONTRACT);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 1);
  g_assert_null (au_loader_peek (fixture->loader, request));

  /* An error is not kept: once the text is mended, the next try works. */
  support_write (fixture->folder, "overage.sql",
                 "SELECT '2026-11-01' AS period_start, '2026-11-30' AS period_end, 1 AS overage_usd "
                 "WHERE 'x' NOT IN (:subscription_ids)");
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &third);
  support_wait (&third.done);
  g_assert_no_error (third.error);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 2);
}

static void
test_cancel_one (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "feature_adoption", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Wait) first = { 0, };
  g_auto (Wait) second = { 0, };
  g_auto (Wait) late = { 0, };

  load (fixture, request, G_PRIORITY_DEFAULT, cancellable, &first);
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &second);
  g_cancellable_cancel (cancellable);
  support_wait (&first.done);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  support_wait (&second.done);
  g_assert_no_error (second.error);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 1);
  g_assert_cmpuint (fixture->witness->n_cancelled, ==, 0);

  load (fixture, request, G_PRIORITY_DEFAULT, cancellable, &late);
  support_wait (&late.done);
  g_assert_error (late.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel_last (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GCancellable) one = g_cancellable_new ();
  g_autoptr (GCancellable) two = g_cancellable_new ();
  g_auto (Wait) first = { 0, };
  g_auto (Wait) second = { 0, };
  g_auto (Wait) again = { 0, };

  support_write (fixture->folder, "mau.sql", ENDLESS);
  load (fixture, request, G_PRIORITY_DEFAULT, one, &first);
  load (fixture, request, G_PRIORITY_DEFAULT, two, &second);
  settle (30);
  g_cancellable_cancel (one);
  support_wait (&first.done);
  settle (30);
  g_assert_cmpuint (fixture->witness->n_running, ==, 1);
  g_assert_false (second.done);

  g_cancellable_cancel (two);
  support_wait (&second.done);
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* The next to ask does not join the dying one. */
  support_write (fixture->folder, "mau.sql",
                 "SELECT '2026-11-01' AS month, 1 AS mau WHERE 'x' IN (:subscription_ids) OR :include_current_month");
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &again);
  support_wait (&again.done);
  g_assert_no_error (again.error);
  while (fixture->witness->n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->witness->n_cancelled, ==, 1);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 2);
  g_assert_true (au_loader_peek (fixture->loader, request) == again.result);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  enum { N_ENDLESS = 6 };
  g_autoptr (AuRequest) low = make_request (fixture, "overage", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) raised = make_request (fixture, "true_ups", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) visible = make_request (fixture, "model_spend", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) dropped = make_request (fixture, "monthly_spend", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) drop = g_cancellable_new ();
  Wait endless[N_ENDLESS] = { { 0, }, };
  g_auto (Wait) low_wait = { 0, };
  g_auto (Wait) raised_wait = { 0, };
  g_auto (Wait) raised_again_wait = { 0, };
  g_auto (Wait) visible_wait = { 0, };
  g_auto (Wait) dropped_wait = { 0, };

  support_write (fixture->folder, "mau.sql", ENDLESS);
  for (guint i = 0; i < N_ENDLESS; i++)
    {
      g_autofree char *parameters = g_strdup_printf ("subscription_ids=a0XSAMPLE00000%u", i + 1);
      g_autoptr (AuRequest) request = make_request (fixture, "mau", parameters);

      load (fixture, request, G_PRIORITY_HIGH, cancellable, &endless[i]);
    }
  load (fixture, low, G_PRIORITY_LOW, NULL, &low_wait);
  load (fixture, raised, G_PRIORITY_LOW, NULL, &raised_wait);
  load (fixture, visible, G_PRIORITY_DEFAULT, NULL, &visible_wait);
  load (fixture, dropped, G_PRIORITY_DEFAULT, drop, &dropped_wait);
  load (fixture, raised, G_PRIORITY_HIGH, NULL, &raised_again_wait);
  settle (30);
  g_assert_cmpuint (fixture->witness->n_running, ==, 4);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 4);

  /* One that waits in line and is given up is never sent. */
  g_cancellable_cancel (drop);
  support_wait (&dropped_wait.done);
  g_assert_error (dropped_wait.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < N_ENDLESS; i++)
    support_wait (&endless[i].done);
  support_wait (&low_wait.done);
  support_wait (&visible_wait.done);
  support_wait (&raised_wait.done);
  support_wait (&raised_again_wait.done);
  while (fixture->witness->n_running > 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (fixture->witness->max_running, ==, 4);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 7);
  g_assert_cmpstr (g_ptr_array_index (fixture->witness->keys, 4), ==, au_request_get_key (raised));
  g_assert_cmpstr (g_ptr_array_index (fixture->witness->keys, 5), ==, au_request_get_key (visible));
  g_assert_cmpstr (g_ptr_array_index (fixture->witness->keys, 6), ==, au_request_get_key (low));
  for (guint i = 0; i < N_ENDLESS; i++)
    wait_clear (&endless[i]);
}

static void
test_invalidate_in_flight (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "feature_adoption", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (AuRequest) single = make_request (fixture, "mau", "subscription_ids=a0XSAMPLE000001");
  g_auto (Wait) before = { 0, };
  g_auto (Wait) after = { 0, };
  g_auto (Wait) alone = { 0, };

  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &before);
  au_loader_invalidate_all (fixture->loader);
  load (fixture, request, G_PRIORITY_DEFAULT, NULL, &after);
  support_wait (&before.done);
  support_wait (&after.done);
  g_assert_no_error (before.error);
  g_assert_no_error (after.error);
  g_assert_cmpuint (fixture->witness->keys->len, ==, 2);
  g_assert_true (au_loader_peek (fixture->loader, request) == after.result);

  load (fixture, single, G_PRIORITY_DEFAULT, NULL, &alone);
  au_loader_invalidate (fixture->loader, single);
  support_wait (&alone.done);
  g_assert_no_error (alone.error);
  g_assert_null (au_loader_peek (fixture->loader, single));
}

/* What is kept has a bound; what was used last stays. */
static void
test_bound (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (AuRequest) first = make_request (fixture, "teams_search", "q=0");
  g_autoptr (AuRequest) second = make_request (fixture, "teams_search", "q=1");
  g_autoptr (AuRequest) last = make_request (fixture, "teams_search", "q=500");

  for (guint i = 0; i <= 500; i++)
    {
      g_autofree char *parameters = g_strdup_printf ("q=%u", i);
      g_autoptr (AuRequest) request = make_request (fixture, "teams_search", parameters);
      g_auto (Wait) wait = { 0, };

      load (fixture, request, G_PRIORITY_DEFAULT, NULL, &wait);
      support_wait (&wait.done);
      g_assert_no_error (wait.error);
      g_assert_nonnull (au_loader_peek (fixture->loader, first));
    }
  g_assert_nonnull (au_loader_peek (fixture->loader, first));
  g_assert_null (au_loader_peek (fixture->loader, second));
  g_assert_nonnull (au_loader_peek (fixture->loader, last));
}

typedef struct
{
  Fixture *fixture;
  AuRequest *request;
  Wait nested;
  gboolean done;
} Nested;

static void
ask_again_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Nested *nested = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_loader_load_finish (AU_LOADER (object), result, &error);

  g_assert_no_error (error);
  au_loader_invalidate_all (nested->fixture->loader);
  load (nested->fixture, nested->request, G_PRIORITY_DEFAULT, NULL, &nested->nested);
  nested->done = TRUE;
}

/* A callback may ask again and forget everything while others still wait for the same answer. */
static void
test_nested (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "overage", "subscription_ids=a0XSAMPLE000001");
  Nested one = { fixture, request, { 0, }, FALSE };
  Nested two = { fixture, request, { 0, }, FALSE };

  au_loader_load_async (fixture->loader, request, 0, NULL, ask_again_cb, &one);
  au_loader_load_async (fixture->loader, request, 0, NULL, ask_again_cb, &two);
  support_wait (&one.done);
  support_wait (&two.done);
  support_wait (&one.nested.done);
  support_wait (&two.nested.done);
  g_assert_no_error (one.nested.error);
  g_assert_no_error (two.nested.error);
  wait_clear (&one.nested);
  wait_clear (&two.nested);
}

/* A cancel may come from any thread. */
static gpointer
cancel_thread (gpointer data)
{
  g_usleep (5000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel_from_thread (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (AuRequest) request = make_request (fixture, "mau", "subscription_ids=a0XSAMPLE000001");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Wait) wait = { 0, };
  GThread *thread;

  support_write (fixture->folder, "mau.sql", ENDLESS);
  load (fixture, request, G_PRIORITY_DEFAULT, cancellable, &wait);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  support_wait (&wait.done);
  g_assert_error (wait.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (au_clock_init (NULL));

#define ADD(name, function) g_test_add ("/source/loader/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("join", test_join);
  ADD ("keep", test_keep);
  ADD ("error", test_error);
  ADD ("cancel-one", test_cancel_one);
  ADD ("cancel-last", test_cancel_last);
  ADD ("order", test_order);
  ADD ("invalidate-in-flight", test_invalidate_in_flight);
  ADD ("bound", test_bound);
  ADD ("nested", test_nested);
  ADD ("cancel-from-thread", test_cancel_from_thread);
#undef ADD

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
