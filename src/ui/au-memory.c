/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-memory.h"

#if HAVE_MALLOC_TRIM
#include <gio/gio.h>
#include <malloc.h>

/* After a burst of work, and not within it. */
#define DELAY_MS 1000

static guint timeout_id;

static void
work (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  malloc_trim (0);
}

/* In a thread, as it visits every page of the heap that is free. */
static void
return_cb (gpointer unused)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  timeout_id = 0;
  g_task_set_source_tag (task, au_memory_return_soon);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_run_in_thread (task, work);
}
#endif

/**
 * au_memory_init:
 *
 * Lets all threads share two heaps, where glibc would give up to eight to each processor: what is
 * free in the heap of a thread that sleeps is of no use to any other. Call before any thread.
 */
void
au_memory_init (void)
{
#if HAVE_MALLOC_TRIM
  mallopt (M_ARENA_MAX, 2);
#endif
}

/**
 * au_memory_return_soon:
 *
 * Gives the kernel back what a burst of work has left free, once nothing was said for a second.
 * glibc keeps a heap for each thread and returns only what is free at its end: queries, layouts and
 * pictures of one switch of views or customers would keep some forty megabytes that nobody uses.
 */
void
au_memory_return_soon (void)
{
#if HAVE_MALLOC_TRIM
  if (timeout_id != 0)
    g_source_remove (timeout_id);
  timeout_id = g_timeout_add_once (DELAY_MS, return_cb, NULL);
#endif
}
