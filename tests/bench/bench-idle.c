/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-child.h"
#include "au-bench-process.h"
#include "au-bench.h"

/* GLib's threads that wait for more work go home after 15 s. */
#define SECONDS_BEFORE 20
#define SECONDS 30

/**
 * au_bench_idle:
 *
 * What the app costs when nobody touches it, watched from outside: each time that any of its
 * threads was given a processor.
 *
 * Returns: 0
 */
int
au_bench_idle (void)
{
  g_autoptr (GSubprocess) child = au_bench_child_start (FALSE);
  GPid pid = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (child), NULL, 10);
  AuBenchActivity before, after;

  g_usleep (SECONDS_BEFORE * G_USEC_PER_SEC);
  au_bench_activity_read (&before, pid);
  g_usleep (SECONDS * G_USEC_PER_SEC);
  au_bench_activity_read (&after, pid);
  au_bench_heading ("idle", "of " G_STRINGIFY (SECONDS) " s in which nothing happens");
  au_bench_value ("CPU of all threads", "ms", after.cpu - before.cpu, -1);
  au_bench_value ("wake-ups of all threads", "wake-ups", au_bench_activity_count (&before, &after), 0);
  au_bench_value ("threads that wait", "threads", g_hash_table_size (after.threads), -1);
  au_bench_activity_clear (&before);
  au_bench_activity_clear (&after);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  return 0;
}
