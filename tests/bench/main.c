/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-child.h"
#include "au-bench.h"

#include <locale.h>
#include <string.h>

/* Measures the app as built; see ./dev bench. With the name of a group it measures that one; each
 * group is a process of its own, so that none finds what another left in memory. */

typedef struct
{
  const char *name;
  int (*func) (void);
} Group;

static const Group groups[] = {
  { "start", au_bench_start },
  { "switch", au_bench_switch },
  { "view", au_bench_view },
  { "mainloop", au_bench_mainloop },
  { "hover", au_bench_hover },
  { "chart", au_bench_chart },
  { "search", au_bench_search },
  { "decode", au_bench_decode },
  { "dashboard", au_bench_dashboard },
  { "memory", au_bench_memory },
  { "idle", au_bench_idle },
  { "size", au_bench_size },
};

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "");
  if (argc > 2 && g_str_equal (argv[1], "--child"))
    {
      argv[1] = argv[0];
      return au_bench_child_main (argc - 1, argv + 1);
    }
  if (argc > 1 && g_str_equal (argv[1], "--serve"))
    return au_bench_arrive_child ();
  if (argc > 2 && g_str_equal (argv[1], "--report"))
    return au_bench_report (argv[2], argv[3]);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (argc == 1)
        g_print ("%s\n", groups[i].name);
      else if (g_str_equal (argv[1], groups[i].name))
        return groups[i].func ();
    }
  if (argc == 1)
    return 0;
  g_printerr ("bench: there is no group “%s”.\n", argv[1]);
  return 2;
}
