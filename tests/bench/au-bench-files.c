/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-files.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static double
get_cached (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gsize page = (gsize) sysconf (_SC_PAGESIZE), n_pages;
  g_autofree unsigned char *resident = NULL;
  struct stat facts;
  void *place;
  gsize n = 0;

  if (fd < 0)
    return 0;
  if (fstat (fd, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_size == 0)
    {
      close (fd);
      return 0;
    }
  n_pages = ((gsize) facts.st_size + page - 1) / page;
  resident = g_malloc0 (n_pages);
  place = mmap (NULL, (gsize) facts.st_size, PROT_READ, MAP_SHARED, fd, 0);
  close (fd);
  if (place == MAP_FAILED)
    return 0;
  if (mincore (place, (gsize) facts.st_size, resident) == 0)
    for (gsize i = 0; i < n_pages; i++)
      n += resident[i] & 1;
  munmap (place, (gsize) facts.st_size);
  return (double) (n * page) / (1 << 20);
}

/**
 * au_bench_files_get_cached:
 * @paths: (element-type filename): files
 *
 * Returns: how much of them the machine has in memory, in MiB
 */
double
au_bench_files_get_cached (GPtrArray *paths)
{
  double sum = 0;

  for (guint i = 0; i < paths->len; i++)
    sum += get_cached (g_ptr_array_index (paths, i));
  return sum;
}

/**
 * au_bench_files_evict:
 * @paths: (element-type filename): files
 *
 * Drops them from the machine's memory. What another process has mapped stays.
 */
void
au_bench_files_evict (GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    {
      int fd = open (g_ptr_array_index (paths, i), O_RDONLY | O_CLOEXEC);

      if (fd < 0)
        continue;
      /* What was written is only dropped once it is on the disk. */
      fdatasync (fd);
      posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
      close (fd);
    }
}

/**
 * au_bench_files_remove:
 * @folder: a folder, removed with all that is in it
 */
void
au_bench_files_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        au_bench_files_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/**
 * au_bench_files_get_size:
 * @folder: a folder
 * @ending: (nullable): counts only files whose path ends so
 *
 * Returns: bytes of all files in it and in its folders
 */
guint64
au_bench_files_get_size (const char *folder,
                         const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint64 sum = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf facts;

      if (g_lstat (path, &facts) != 0)
        continue;
      if (S_ISDIR (facts.st_mode))
        sum += au_bench_files_get_size (path, ending);
      else if (ending == NULL || g_str_has_suffix (path, ending))
        sum += (guint64) facts.st_size;
    }
  return sum;
}
