/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the kernel knows of a process; @pid 0 is this one. */

/* Its proportional set size in MiB. */
double au_bench_read_pss     (GPid        pid);

/* What of it is no file: heap, stacks, what the display shares. No other process changes it. */
double au_bench_read_own     (void);

/* By kinds of mapping, one au_bench_value() each; @title comes before each name. */
void   au_bench_print_memory (const char *title);

/* How often its threads were given a processor, and for how many ms, since they began. A thread
 * that ended between two readings counts as one wake-up. */
typedef struct
{
  GHashTable *threads; /* (element-type int guint64): switches by thread */
  double cpu;
} AuBenchActivity;

void   au_bench_activity_read  (AuBenchActivity *self,
                                GPid             pid);
void   au_bench_activity_clear (AuBenchActivity *self);
guint  au_bench_activity_count (AuBenchActivity *before,
                                AuBenchActivity *after);

G_END_DECLS
