/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-process.h"
#include "au-bench.h"

#include <string.h>

static char *
read_file (GPid        pid,
           const char *name)
{
  g_autofree char *self = pid > 0 ? g_strdup_printf ("/proc/%d/%s", pid, name)
                                  : g_strdup_printf ("/proc/self/%s", name);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (self, &text, NULL, &error))
    return NULL;
  return text;
}

/* In MiB. */
static double
read_rollup (GPid        pid,
             const char *name)
{
  g_autofree char *text = read_file (pid, "smaps_rollup");
  const char *line = text != NULL ? strstr (text, name) : NULL;

  if (line == NULL)
    g_error ("The kernel does not say how much memory is in use.");
  return g_ascii_strtod (line + strlen (name), NULL) / 1024.0;
}

double
au_bench_read_pss (GPid pid)
{
  return read_rollup (pid, "\nPss:");
}

double
au_bench_read_own (void)
{
  return read_rollup (0, "\nPss_Anon:") + read_rollup (0, "\nPss_Shmem:");
}

/* The kind of what is mapped, by its file's name, which is empty for plain memory. */
static const char *
get_kind (const char *path)
{
  if (*path == '\0' || g_str_has_prefix (path, "[heap]") || g_str_has_prefix (path, "[anon"))
    return "the heap, with its arenas";
  if (g_str_has_prefix (path, "[stack"))
    return "stacks";
  if (strstr (path, "librsvg") != NULL)
    return "librsvg, which draws icons";
  if (strstr (path, ".so") != NULL)
    return "other libraries";
  if (strstr (path, "/fonts/") != NULL || strstr (path, "fontconfig") != NULL)
    return "fonts and their index";
  if (g_str_has_prefix (path, "/SYSV") || g_str_has_prefix (path, "/memfd:"))
    return "shared with the display";
  if (strstr (path, ".sqlite") != NULL)
    return "database files";
  return "the program and other files";
}

void
au_bench_print_memory (const char *title)
{
  g_autofree char *text = read_file (0, "smaps");
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_auto (GStrv) lines = NULL;
  const char *kind = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (text == NULL)
    g_error ("The kernel does not say what is mapped.");
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      double *sum;

      if (g_ascii_isxdigit (*lines[i]) && !g_ascii_isupper (*lines[i]))
        {
          const char *path = lines[i];

          /* Address, rights, offset, device, inode, and the path after some space. */
          for (guint field = 0; field < 5; field++)
            {
              path += strcspn (path, " ");
              path += strspn (path, " ");
            }
          kind = get_kind (path);
          continue;
        }
      if (!g_str_has_prefix (lines[i], "Pss:"))
        continue;
      sum = g_hash_table_lookup (sums, kind);
      if (sum == NULL)
        {
          sum = g_new0 (double, 1);
          g_hash_table_insert (sums, (gpointer) kind, sum);
        }
      *sum += g_ascii_strtod (lines[i] + strlen ("Pss:"), NULL) / 1024.0;
    }
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = g_strdup_printf ("%s%s", title, (const char *) key);

      if (*(double *) value >= 0.05)
        au_bench_value (name, "MiB", *(double *) value, -1);
    }
}

static guint64
find_number (const char *text,
             const char *name)
{
  const char *line = strstr (text, name);

  return line != NULL ? g_ascii_strtoull (line + strlen (name), NULL, 10) : 0;
}

void
au_bench_activity_read (AuBenchActivity *self,
                        GPid             pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    g_error ("The process that was to be watched has ended.");
  self->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cpu = 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *status_name = g_strdup_printf ("task/%s/status", name);
      g_autofree char *schedstat_name = g_strdup_printf ("task/%s/schedstat", name);
      g_autofree char *status = read_file (pid, status_name);
      g_autofree char *schedstat = read_file (pid, schedstat_name);
      guint64 *n;

      if (status == NULL || schedstat == NULL)
        continue;
      n = g_new (guint64, 1);
      *n = find_number (status, "\nvoluntary_ctxt_switches:") +
           find_number (status, "\nnonvoluntary_ctxt_switches:");
      g_hash_table_insert (self->threads, g_strdup (name), n);
      self->cpu += (double) g_ascii_strtoull (schedstat, NULL, 10) / 1e6;
    }
}

void
au_bench_activity_clear (AuBenchActivity *self)
{
  g_clear_pointer (&self->threads, g_hash_table_unref);
}

guint
au_bench_activity_count (AuBenchActivity *before,
                         AuBenchActivity *after)
{
  GHashTableIter iter;
  gpointer name, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, after->threads);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const guint64 *was = g_hash_table_lookup (before->threads, name);

      n += (guint) (*(guint64 *) value - (was != NULL ? *was : 0));
    }
  g_hash_table_iter_init (&iter, before->threads);
  while (g_hash_table_iter_next (&iter, &name, &value))
    n += !g_hash_table_contains (after->threads, name);
  return n;
}
