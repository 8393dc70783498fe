/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A series of measurements of one thing, in milliseconds or whatever else the caller counts. */
typedef struct _AuBenchSeries AuBenchSeries;

AuBenchSeries * au_bench_series_new    (void);
void            au_bench_series_free   (AuBenchSeries *series);
void            au_bench_series_add    (AuBenchSeries *series,
                                        double         value);
double          au_bench_series_median (AuBenchSeries *series);
double          au_bench_series_percentile (AuBenchSeries *series,
                                            guint          percent);
double          au_bench_series_max    (AuBenchSeries *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuBenchSeries, au_bench_series_free)

/* Milliseconds: of the clock on the wall, of this thread's CPU, of the whole process's CPU. */
double au_bench_wall        (void);
double au_bench_thread_cpu  (void);
double au_bench_process_cpu (void);

/* One plain line each, and a record for the table and the JSON file at the end. */
void   au_bench_heading     (const char    *group,
                             const char    *unit);
void   au_bench_line        (const char    *name,
                             AuBenchSeries *wall,
                             AuBenchSeries *cpu,
                             AuBenchSeries *bounded,
                             double         bound);
void   au_bench_line_p99    (const char    *name,
                             AuBenchSeries *wall,
                             AuBenchSeries *cpu,
                             AuBenchSeries *bounded,
                             double         bound);
void   au_bench_value       (const char    *name,
                             const char    *unit,
                             double         value,
                             double         bound);

/* The table and the JSON file. */
int    au_bench_report      (const char    *records,
                             const char    *json);

/* The groups. Each returns an exit status. */
int    au_bench_start       (void);
void   au_bench_cached      (void);
int    au_bench_switch      (void);
int    au_bench_mainloop    (void);
int    au_bench_view        (void);
int    au_bench_hover       (void);
void   au_bench_hover_large (void);
int    au_bench_idle        (void);
int    au_bench_memory      (void);
int    au_bench_size        (void);
int    au_bench_chart       (void);
int    au_bench_search      (void);
int    au_bench_decode      (void);
void   au_bench_arrive      (void);
int    au_bench_arrive_child (void);
int    au_bench_dashboard   (void);

G_END_DECLS
