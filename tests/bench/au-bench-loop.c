/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* dl_iterate_phdr() */
#include "config.h"

#include "au-bench-loop.h"

#include <errno.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <unwind.h>

/* How a block is told apart: a timer interrupts the main thread while it is not polling and walks
 * its stack. The CPU time since the interruption before goes to what the stack shows:
 *
 *   - our own code: the innermost frame of ours, GTK's or libadwaita's is ours, so that a sum, a
 *     text layout or a query that we do ourselves counts;
 *   - our callbacks: some frame is ours, so that what GTK does because we call it counts too;
 *   - everything else is GTK's: layout, drawing, dispatch.
 *
 * What the walking itself costs is taken off. */
#define SAMPLE_NS 200000
#define MAX_SAMPLES 4096

typedef struct
{
  uintptr_t start;
  uintptr_t end;
} Range;

typedef struct
{
  uintptr_t place; /* innermost frame of ours, 0 where there is none */
  double ms;
  gboolean own;
} Sample;

/* The longest blocks, by each measure. */
typedef struct
{
  double whole;
  double callbacks;
  double own;
} Longest;

typedef struct
{
  char *name;
  Longest longest; /* of this visit */
  Longest worst;   /* of all visits */
  GArray *own_samples;       /* (element-type Sample): of the worst block by that measure */
  GArray *callbacks_samples; /* (element-type Sample) */
  AuBenchSeries *whole;
  AuBenchSeries *callbacks;
  AuBenchSeries *own;
} Phase;

static Range exe, gtk, adw;
static uintptr_t exe_base, iteration;
static timer_t timer;
static gboolean running;
static GPtrArray *phases; /* (element-type Phase) */
static Phase *phase;

/* The block under way. Touched by the signal handler, which runs in the main thread. */
static Sample samples[MAX_SAMPLES];
static volatile guint n_samples;
static double block_start, last_sample;
static volatile double overhead;

static int
find_ranges (struct dl_phdr_info *info,
             size_t               size,
             void                *user_data)
{
  Range range = { UINTPTR_MAX, 0 };

  for (int i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0)
      {
        uintptr_t start = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;

        range.start = MIN (range.start, start);
        range.end = MAX (range.end, start + info->dlpi_phdr[i].p_memsz);
      }
  if (*info->dlpi_name == '\0' && exe.end == 0)
    {
      exe = range;
      exe_base = info->dlpi_addr;
    }
  else if (strstr (info->dlpi_name, "libgtk-4.so") != NULL)
    gtk = range;
  else if (strstr (info->dlpi_name, "libadwaita-1.so") != NULL)
    adw = range;
  return 0;
}

static gboolean
is_in (const Range *range,
       uintptr_t    place)
{
  return place >= range->start && place < range->end;
}

typedef struct
{
  gboolean interrupted; /* past the frames of the handler itself */
  gboolean decided;     /* GTK's or libadwaita's frame was further in */
  Sample sample;
} Walk;

static _Unwind_Reason_Code
frame_cb (struct _Unwind_Context *context,
          void                   *user_data)
{
  Walk *walk = user_data;
  uintptr_t place = _Unwind_GetIP (context);
  gboolean ours = is_in (&exe, place);

  /* Below this is whoever runs the loop. */
  if (place >= iteration && place < iteration + 256)
    return _URC_END_OF_STACK;
  if (!walk->interrupted)
    {
      walk->interrupted = !ours;
      return _URC_NO_REASON;
    }
  if (ours)
    {
      walk->sample.place = place;
      walk->sample.own = !walk->decided;
      return _URC_END_OF_STACK;
    }
  if (is_in (&gtk, place) || is_in (&adw, place))
    walk->decided = TRUE;
  return _URC_NO_REASON;
}

static void
sample_cb (int        number,
           siginfo_t *info,
           void      *context)
{
  int saved_errno = errno;
  double now = au_bench_thread_cpu ();
  Walk walk = { 0, };

  if (n_samples < MAX_SAMPLES)
    {
      _Unwind_Backtrace (frame_cb, &walk);
      walk.sample.ms = now - last_sample;
      samples[n_samples++] = walk.sample;
    }
  last_sample = au_bench_thread_cpu ();
  overhead += last_sample - now;
  errno = saved_errno;
}

static void
set_timer (gboolean on)
{
  struct itimerspec spec = { { 0, on ? SAMPLE_NS : 0 }, { 0, on ? SAMPLE_NS : 0 } };

  timer_settime (timer, 0, &spec, NULL);
}

static void
take_longest (Longest *into,
              Longest  block)
{
  into->whole = MAX (into->whole, block.whole);
  into->callbacks = MAX (into->callbacks, block.callbacks);
  into->own = MAX (into->own, block.own);
}

static void
keep_samples (GArray *into)
{
  g_array_set_size (into, 0);
  g_array_append_vals (into, samples, n_samples);
}

static void
begin_block (void)
{
  n_samples = 0;
  overhead = 0;
  block_start = last_sample = au_bench_thread_cpu ();
  set_timer (TRUE);
}

static void
end_block (void)
{
  Longest block = { 0, };

  set_timer (FALSE);
  block.whole = au_bench_thread_cpu () - block_start - overhead;
  for (guint i = 0; i < n_samples; i++)
    {
      if (samples[i].place != 0)
        block.callbacks += samples[i].ms;
      if (samples[i].own)
        block.own += samples[i].ms;
    }
  if (phase == NULL)
    return;
  if (block.own > phase->worst.own)
    keep_samples (phase->own_samples);
  if (block.callbacks > phase->worst.callbacks)
    keep_samples (phase->callbacks_samples);
  take_longest (&phase->longest, block);
  take_longest (&phase->worst, block);
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  int result;

  end_block ();
  result = poll ((struct pollfd *) fds, n_fds, timeout);
  begin_block ();
  return result;
}

/**
 * au_bench_loop_start:
 *
 * Watches the default main context, whose thread this is. Call once.
 */
void
au_bench_loop_start (void)
{
  struct sigaction action = { .sa_sigaction = sample_cb, .sa_flags = SA_SIGINFO | SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };
  Walk walk = { 0, };

  /* The library of the unwinder is loaded at its first use, which must not be in a handler. */
  _Unwind_Backtrace (frame_cb, &walk);
  dl_iterate_phdr (find_ranges, NULL);
  iteration = (uintptr_t) g_main_context_iteration;
  phases = g_ptr_array_new ();
  sigaction (SIGPROF, &action, NULL);
  event._sigev_un._tid = (pid_t) syscall (SYS_gettid);
  timer_create (CLOCK_MONOTONIC, &event, &timer);
  g_main_context_set_poll_func (NULL, poll_cb);
  running = TRUE;
  begin_block ();
}

void
au_bench_loop_stop (void)
{
  end_block ();
  g_main_context_set_poll_func (NULL, g_poll);
  timer_delete (timer);
  running = FALSE;
}

/**
 * au_bench_loop_phase:
 * @name: (nullable): what comes now; %NULL for what does not count
 *
 * Blocks from here on belong to that phase. One under way ends here, so that what the caller does
 * next, as an event of the person's would, starts a block of its own.
 */
void
au_bench_loop_phase (const char *name)
{
  if (!running)
    return;
  end_block ();
  phase = NULL;
  for (guint i = 0; name != NULL && i < phases->len && phase == NULL; i++)
    if (g_str_equal (((Phase *) g_ptr_array_index (phases, i))->name, name))
      phase = g_ptr_array_index (phases, i);
  if (phase == NULL && name != NULL)
    {
      phase = g_new0 (Phase, 1);
      phase->name = g_strdup (name);
      phase->whole = au_bench_series_new ();
      phase->callbacks = au_bench_series_new ();
      phase->own = au_bench_series_new ();
      phase->own_samples = g_array_new (FALSE, FALSE, sizeof (Sample));
      phase->callbacks_samples = g_array_new (FALSE, FALSE, sizeof (Sample));
      g_ptr_array_add (phases, phase);
    }
  begin_block ();
}

/**
 * au_bench_loop_visit:
 *
 * Ends a visit: the longest blocks of its phases are one measurement each.
 */
void
au_bench_loop_visit (void)
{
  end_block ();
  for (guint i = 0; i < phases->len; i++)
    {
      Phase *item = g_ptr_array_index (phases, i);

      au_bench_series_add (item->whole, item->longest.whole);
      au_bench_series_add (item->callbacks, item->longest.callbacks);
      au_bench_series_add (item->own, item->longest.own);
      memset (&item->longest, 0, sizeof item->longest);
    }
  phase = NULL;
  begin_block ();
}

/* The names of functions, one a sample, NULL where addr2line is not there. */
static GStrv
name_places (GArray *items)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *output = NULL;

  g_ptr_array_add (argv, g_strdup ("addr2line"));
  g_ptr_array_add (argv, g_strdup ("-fse"));
  g_ptr_array_add (argv, g_strdup (path));
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (argv, g_strdup_printf ("0x%" G_GINTPTR_MODIFIER "x",
                                            g_array_index (items, Sample, i).place - exe_base - 1));
  g_ptr_array_add (argv, NULL);
  if (!g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                     NULL, NULL, NULL))
    return NULL;
  return g_strsplit (output, "\n", -1);
}

/* The function of ours in which most of a block's time went. */
static char *
find_place (GArray  *items,
            gboolean own)
{
  g_auto (GStrv) names = name_places (items);
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const char *best_name = "";
  double best = 0;

  if (names == NULL || g_strv_length (names) < 2 * items->len)
    return g_strdup ("");
  for (guint i = 0; i < items->len; i++)
    {
      Sample *sample = &g_array_index (items, Sample, i);
      double *sum = g_hash_table_lookup (sums, names[2 * i]);

      if (sample->place == 0 || (own && !sample->own))
        continue;
      if (sum == NULL)
        {
          sum = g_new0 (double, 1);
          g_hash_table_insert (sums, names[2 * i], sum);
        }
      *sum += sample->ms;
      if (*sum > best)
        {
          best = *sum;
          best_name = names[2 * i];
        }
    }
  return g_strdup_printf ("%.2f in %s()", best, best_name);
}

/* Our own code is held to a bound by its median over the visits. */
static void
print_phase (const char    *name,
             const char    *what,
             AuBenchSeries *series,
             gboolean       bounded,
             GArray        *items)
{
  g_autofree char *line = g_strdup_printf ("%s, %s", name, what);

  au_bench_line (line, NULL, series, bounded ? series : NULL, AU_BENCH_MAX_BLOCK);
  if (items != NULL && au_bench_series_max (series) > AU_BENCH_MAX_BLOCK / 2)
    {
      g_autofree char *place = find_place (items, bounded);

      g_print ("    of the worst %s\n", place);
    }
}

/**
 * au_bench_loop_print:
 *
 * Prints medians over the visits, and where the worst ones spent most.
 */
void
au_bench_loop_print (void)
{
  for (guint i = 0; i < phases->len; i++)
    {
      Phase *item = g_ptr_array_index (phases, i);

      print_phase (item->name, "our own code", item->own, TRUE, item->own_samples);
      print_phase (item->name, "with the GTK it calls", item->callbacks, FALSE,
                   item->callbacks_samples);
      print_phase (item->name, "the whole block", item->whole, FALSE, NULL);
    }
}

/**
 * au_bench_loop_get_blocks:
 * @name: a phase that has been visited
 *
 * Returns: (transfer none): the longest whole block of each of its visits, in ms of CPU
 */
AuBenchSeries *
au_bench_loop_get_blocks (const char *name)
{
  for (guint i = 0; i < phases->len; i++)
    {
      Phase *item = g_ptr_array_index (phases, i);

      if (g_str_equal (item->name, name))
        return item->whole;
    }
  return NULL;
}
