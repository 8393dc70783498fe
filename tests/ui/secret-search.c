/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for a secret in whatever form it may have been written. */
#define _GNU_SOURCE /* for memmem() */

#include "config.h"

#include "secret-search.h"

#include <string.h>

/* The characters of base64 that @secret alone decides, where @before bytes come before it. */
static char *
encode_base64 (const char *secret,
               gsize       before)
{
  gsize length = strlen (secret);
  g_autofree char *padded = g_strdup_printf ("%.*s%s", (int) before, "xx", secret);
  g_autofree char *text = g_base64_encode ((const guchar *) padded, before + length);
  gsize first = (before * 8 + 5) / 6;
  gsize last = (before + length) * 8 / 6;

  return g_strndup (text + first, last - first);
}

static char *
encode_hex (const char *secret)
{
  GString *text = g_string_new (NULL);

  for (const char *p = secret; *p != '\0'; p++)
    g_string_append_printf (text, "%02x", (guchar) *p);
  return g_string_free_and_steal (text);
}

static char *
replace (const char *text,
         const char *what,
         const char *with)
{
  GString *string = g_string_new (text);

  g_string_replace (string, what, with, 0);
  return g_string_free_and_steal (string);
}

/**
 * secret_search_forms:
 * @secret: a secret, of ASCII
 *
 * Returns: (transfer full) (element-type utf8): it in lower case, plain, percent-encoded, as JSON
 *   may have it, in hexadecimal digits, and in base64 wherever in a longer text it may stand
 */
GPtrArray *
secret_search_forms (const char *secret)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (forms, g_strdup (secret));
  g_ptr_array_add (forms, g_uri_escape_string (secret, NULL, FALSE));
  g_ptr_array_add (forms, replace (secret, "/", "\\/"));
  g_ptr_array_add (forms, encode_hex (secret));
  for (gsize before = 0; before < 3; before++)
    g_ptr_array_add (forms, encode_base64 (secret, before));
  for (guint i = 0; i < forms->len; i++)
    {
      g_autofree char *form = forms->pdata[i];

      forms->pdata[i] = g_ascii_strdown (form, -1);
    }
  return forms;
}

/**
 * secret_search_bytes:
 * @forms: of secret_search_forms()
 * @data: (array length=length): any bytes
 * @length: how many
 *
 * Returns: whether any of @forms is in @data, in whatever case
 */
gboolean
secret_search_bytes (GPtrArray  *forms,
                     const char *data,
                     gsize       length)
{
  g_autofree char *lower = g_memdup2 (data, length);

  /* Not g_ascii_strdown(), which ends at a NUL. */
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (lower[i]);
  for (guint i = 0; i < forms->len; i++)
    if (memmem (lower, length, forms->pdata[i], strlen (forms->pdata[i])) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * secret_search_folder:
 * @forms: of secret_search_forms()
 * @folder: where to look, in all that is below it
 * @found: (element-type utf8): to add the files to that have any
 *
 * Looks at the names of files too.
 *
 * Returns: how many files it has read
 */
guint
secret_search_folder (GPtrArray  *forms,
                      const char *folder,
                      GPtrArray  *found)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += secret_search_folder (forms, path, found);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
               g_file_get_contents (path, &data, &length, NULL))
        n++;
      if (secret_search_bytes (forms, name, strlen (name)) ||
          (data != NULL && secret_search_bytes (forms, data, length)))
        g_ptr_array_add (found, g_steal_pointer (&path));
    }
  return n;
}
