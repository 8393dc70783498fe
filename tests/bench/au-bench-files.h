/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files in the machine's memory. */
double  au_bench_files_get_cached (GPtrArray  *paths);
void    au_bench_files_evict      (GPtrArray  *paths);
void    au_bench_files_remove     (const char *folder);
guint64 au_bench_files_get_size   (const char *folder,
                                   const char *ending);

G_END_DECLS
