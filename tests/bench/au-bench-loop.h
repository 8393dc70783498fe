/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-bench.h"

G_BEGIN_DECLS

/* No block of the main loop may be longer by our own code, in ms. */
#define AU_BENCH_MAX_BLOCK 8.0

/* Watches the main loop for the time between two polls, in which it answers to nobody. */
void au_bench_loop_start (void);
void au_bench_loop_stop  (void);
void au_bench_loop_phase (const char *phase);
void au_bench_loop_visit (void);
void au_bench_loop_print (void);

AuBenchSeries * au_bench_loop_get_blocks (const char *phase);

G_END_DECLS
