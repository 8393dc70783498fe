/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzzer's corpus with any compiler: replay FOLDER. Each file goes in as it is, cut at many
 * places and changed at random FUZZ_RUNS times in all, by the seed FUZZ_SEED. libFuzzer, which sees
 * what each change reaches, finds more; see `./dev test fuzz`.
 */
#include "config.h"

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_RUNS 2000
#define N_CUTS 64

static GPtrArray *inputs; /* of GBytes */

static void
run (const guint8 *data,
     gsize         size)
{
  /* A copy of just this size, so that a sanitizer sees a read behind it. */
  g_autofree guint8 *copy = g_memdup2 (data, size);

  LLVMFuzzerTestOneInput (size > 0 ? copy : (const guint8 *) "", size);
}

static void
test_corpus (void)
{
  run (NULL, 0);
  for (guint i = 0; i < inputs->len; i++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (inputs->pdata[i], &size);
      gsize step = MAX (size / N_CUTS, 1);

      run (data, size);
      for (gsize cut = 0; cut < size; cut += step)
        run (data, cut);
    }
}

/* One of the usual small damages. */
static void
mutate (GByteArray *bytes,
        GRand      *random)
{
  static const char *const words[] = {
    "-1", "0", "9223372036854775807", "9223372036854775808", "1e999", "null", "\xff\xfe", "\xc3",
    "\n", "\r", "\"", "'", "--", "/*", "*/", ":", "%00", "[", "]", "{", "}", "\xe2\x80\xae",
  };
  guint at = bytes->len > 0 ? (guint) g_rand_int_range (random, 0, (gint32) bytes->len) : 0;
  guint length = bytes->len - at > 0 ? 1 + g_rand_int (random) % MIN (bytes->len - at, 32) : 0;
  const char *word = words[g_rand_int (random) % G_N_ELEMENTS (words)];
  g_autofree guint8 *tail = NULL;
  guint n_tail;

  switch (g_rand_int (random) % 5)
    {
      case 0:
        if (length > 0)
          bytes->data[at] = (guint8) g_rand_int (random);
        break;
      case 1:
        if (length > 0)
          bytes->data[at] ^= (guint8) (1u << (g_rand_int (random) % 8));
        break;
      case 2:
        if (length > 0)
          g_byte_array_remove_range (bytes, at, length);
        break;
      case 3:
        n_tail = bytes->len - at;
        tail = g_memdup2 (bytes->data + at, n_tail);
        g_byte_array_set_size (bytes, at + length);
        g_byte_array_append (bytes, tail, n_tail);
        break;
      default:
        n_tail = bytes->len - at;
        tail = g_memdup2 (bytes->data + at, n_tail);
        g_byte_array_set_size (bytes, at);
        g_byte_array_append (bytes, (const guint8 *) word, (guint) strlen (word));
        g_byte_array_append (bytes, tail, n_tail);
        break;
    }
}

static void
test_mutations (void)
{
  const char *runs = g_getenv ("FUZZ_RUNS");
  const char *seed = g_getenv ("FUZZ_SEED");
  guint64 n_runs = runs != NULL ? g_ascii_strtoull (runs, NULL, 10) : DEFAULT_RUNS;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed != NULL ? (guint32) atoi (seed) : 1);

  for (guint64 i = 0; i < n_runs; i++)
    {
      gsize size;
      const guint8 *data =
        g_bytes_get_data (inputs->pdata[g_rand_int (random) % inputs->len], &size);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, data, (guint) size);
      for (guint n = 1 + g_rand_int (random) % 8; n > 0; n--)
        mutate (bytes, random);
      run (bytes->data, bytes->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("It takes the folder of a corpus.");
  folder = g_dir_open (argv[1], 0, &error);
  if (folder == NULL)
    g_error ("%s", error->message);
  inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      char *content;
      gsize length;

      if (!g_file_get_contents (path, &content, &length, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (inputs, g_bytes_new_take (content, length));
    }
  if (inputs->len == 0)
    g_error ("Nothing is in %s.", argv[1]);

  g_test_add_func ("/fuzz/corpus", test_corpus);
  g_test_add_func ("/fuzz/mutations", test_mutations);
  return g_test_run ();
}
