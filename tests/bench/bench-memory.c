/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-child.h"
#include "au-bench-process.h"
#include "au-bench-window.h"
#include "au-bench.h"
#include "au-test.h"
#include "au-views.h"

#include <malloc.h>

#define FIRST "a0XSAMPLE000001"
#define N_SWITCHES 100

/* MiB of proportional set size. */
#define VIEWS_BOUND 64
#define GROWTH_BOUND 2

static void
select_id (AuWindow   *window,
           const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GError) error = NULL;

  if (!au_session_select_ids (window->session, ids, &error))
    g_error ("%s", error->message);
  au_test_wait_for (au_bench_window_is_done, window);
  au_bench_window_draw (window);
}

static void
visit_views (AuWindow *window)
{
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      au_window_set_view (window, au_view_get (i)->name);
      au_bench_window_settle (window);
    }
  au_window_set_view (window, au_view_get (0)->name);
  au_bench_window_settle (window);
}

static void
over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
}

/* What a person's next look at a system monitor would show. */
static void
rest (void)
{
  gboolean over = FALSE;

  g_timeout_add_seconds_once (3, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* What malloc() has given and not got back, in MiB. The rest of the heap is free, and the kernel's
 * again when malloc() returns it. */
static void
print_live (const char *name)
{
  struct mallinfo2 info = mallinfo2 ();

  au_bench_value (name, "MiB", (double) (info.uordblks + info.hblkhd) / (1 << 20), -1);
}

/* Ten of the sample's customers have a story and much data; the others are many. */
static char *
get_id (guint i)
{
  return g_strdup_printf ("a0XSAMPLE%06u", i % 2 == 0 ? 1 + i / 2 % 10 : 101 + i);
}

/* Ends with the customer and the view that it began with. */
static void
switch_much (AuWindow *window)
{
  for (guint i = 0; i < N_SWITCHES; i++)
    {
      g_autofree char *id = get_id (i);

      select_id (window, id);
    }
  select_id (window, FIRST);
  visit_views (window);
  rest ();
}

static double
measure_empty (void)
{
  g_autoptr (GSubprocess) child = au_bench_child_start (TRUE);
  double pss;

  g_usleep (G_USEC_PER_SEC);
  pss = au_bench_read_pss ((GPid) g_ascii_strtoll (g_subprocess_get_identifier (child), NULL, 10));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  return pss;
}

/**
 * au_bench_memory:
 *
 * Proportional set size: what is shared with other processes counts by parts, so that a machine on
 * which other GTK apps run shows less.
 *
 * Returns: 0
 */
int
au_bench_memory (void)
{
  AuWindow *window;
  double empty, own;

  /* Before this process has anything mapped that would count for half there. */
  empty = measure_empty ();
  au_bench_heading ("memory", "MiB, proportional set size");
  au_bench_value ("an empty window", "MiB", empty, -1);
  au_bench_window_init ();
  window = au_bench_window_new (FIRST, "mau");
  au_bench_window_open (window);
  au_bench_window_settle (window);
  rest ();
  au_bench_value ("first chart shown", "MiB", au_bench_read_pss (0), -1);
  visit_views (window);
  rest ();
  own = au_bench_read_own ();
  au_bench_value ("after all views", "MiB", au_bench_read_pss (0), VIEWS_BOUND);
  au_bench_print_memory ("  of it ");
  print_live ("  of the heap in use");
  switch_much (window);
  /* Without the files, of which every other process that maps them takes its part. */
  au_bench_value (G_STRINGIFY (N_SWITCHES) " switches of customer add", "MiB",
                  au_bench_read_own () - own, GROWTH_BOUND);
  print_live ("  then in use of the heap");
  own = au_bench_read_own ();
  switch_much (window);
  au_bench_value (G_STRINGIFY (N_SWITCHES) " more switches add", "MiB",
                  au_bench_read_own () - own, GROWTH_BOUND);
  print_live ("  then in use of the heap");
  au_bench_print_memory ("  then ");
  au_bench_window_close (window);
  return 0;
}
