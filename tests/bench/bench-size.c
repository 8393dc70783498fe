/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-files.h"
#include "au-bench.h"

/**
 * au_bench_size:
 *
 * What the app brings: all that it installs, without debugging symbols, in the folder that
 * ANYUSAGE_BENCH_INSTALLED names. The libraries below it are the system's.
 *
 * Returns: 0, or 1 where there is no such folder
 */
int
au_bench_size (void)
{
  const char *folder = g_getenv ("ANYUSAGE_BENCH_INSTALLED");

  if (folder == NULL)
    {
      g_printerr ("bench: ANYUSAGE_BENCH_INSTALLED names no folder.\n");
      return 1;
    }
  au_bench_heading ("size", "MiB installed");
  au_bench_value ("all files", "MiB", (double) au_bench_files_get_size (folder, NULL) / (1 << 20), -1);
  au_bench_value ("of them the program", "MiB",
                  (double) au_bench_files_get_size (folder, "/bin/anyusage") / (1 << 20), -1);
  au_bench_value ("of them translations", "MiB",
                  (double) au_bench_files_get_size (folder, ".mo") / (1 << 20), -1);
  return 0;
}
