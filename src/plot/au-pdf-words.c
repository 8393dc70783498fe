/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An incremental update, as PDF calls it (ISO 32000-1, 7.5.6): objects anew after the end of the
 * file, with a table of their places that points back to the first one. It is for what Cairo cannot
 * write: the description of a figure, the language, that a window shows the title rather than the
 * file's name.
 */
#include "config.h"

#include "au-pdf-private.h"

#include <stdlib.h>
#include <string.h>

/* The type and the kind of a figure's element, as Cairo writes it. */
#define FIGURE "<< /Type /StructElem\n   /S /Figure\n"
#define CATALOG "<< /Type /Catalog\n"

/**
 * Update:
 * @file: (unowned): what is appended to
 * @table: (owned): the table of places
 * @n: how many objects there are in it
 */
typedef struct
{
  GByteArray *file;
  GString *table;
  guint n;
} Update;

static void
append (GByteArray *file,
        const char *text,
        gsize       length)
{
  g_byte_array_append (file, (const guint8 *) text, length);
}

/* UTF-16 with its mark, in hexadecimal digits: needs no escapes and no encryption of its own. */
static void
append_text_string (GString    *out,
                    const char *utf8)
{
  glong n = 0;
  g_autofree gunichar2 *text = g_utf8_to_utf16 (utf8, -1, NULL, &n, NULL);

  g_string_append (out, "<FEFF");
  for (glong i = 0; text != NULL && i < n; i++)
    g_string_append_printf (out, "%04X", text[i]);
  g_string_append_c (out, '>');
}

/* Writes the object at @offset anew, with @entries added to its dictionary. */
static void
add_object (Update     *self,
            guint       number,
            gsize       offset,
            const char *entries)
{
  const char *begin = (const char *) self->file->data + offset;
  const char *end = strstr (begin, ">>\nendobj");
  g_autoptr (GString) object = g_string_new (NULL);

  if (end == NULL)
    return;
  g_string_append_len (object, begin, end - begin);
  g_string_append_printf (object, "%s>>\nendobj\n", entries);
  g_string_append_printf (self->table, "%u 1\n%010u 00000 n \n", number, self->file->len);
  append (self->file, object->str, object->len);
  self->n++;
}

static const char *
find_last (const GByteArray *file,
           const char       *word)
{
  gsize length = strlen (word);

  /* The streams before hold any byte, NUL too. */
  for (gsize i = file->len >= length ? file->len - length + 1 : 0; i > 0; i--)
    {
      if (memcmp (file->data + i - 1, word, length) == 0)
        return (const char *) file->data + i - 1;
    }
  return NULL;
}

/* The file ends in a NUL for the length of the update, so that it can be searched as text. */
static void
add_all (Update     *self,
         GPtrArray  *descriptions,
         const char *language,
         gsize       table,
         guint       n_objects)
{
  guint figure = 0;

  for (guint i = 1; i < n_objects; i++)
    {
      /* "0000004436 00000 n \n": a line of the table is 20 bytes. */
      const char *line = (const char *) self->file->data + table + (gsize) i * 20;
      gsize offset = strtoul (line, NULL, 10);
      g_autofree char *head = g_strdup_printf ("%u 0 obj\n", i);
      g_autoptr (GString) entries = g_string_new (NULL);
      const char *object;

      if (line[17] != 'n' || offset >= self->file->len)
        continue;
      object = (const char *) self->file->data + offset;
      if (!g_str_has_prefix (object, head))
        continue;
      object += strlen (head);

      if (g_str_has_prefix (object, FIGURE) && figure < descriptions->len)
        {
          g_string_append (entries, "   /Alt ");
          append_text_string (entries, g_ptr_array_index (descriptions, figure++));
        }
      else if (g_str_has_prefix (object, CATALOG))
        {
          g_string_append (entries, "   /ViewerPreferences << /DisplayDocTitle true >>\n   /Lang ");
          append_text_string (entries, language);
        }
      else
        continue;
      g_string_append_c (entries, '\n');
      add_object (self, i, offset, entries->str);
      /* Moved, maybe, but with the NUL behind it again. */
      append (self->file, "", 1);
      self->file->len--;
    }
}

/**
 * au_pdf_add_words:
 * @file: a PDF file as Cairo writes it up to version 1.4; it is appended to
 * @descriptions: (element-type utf8): of its figures, in their order
 * @language: the language of the document: "en-US"
 *
 * Leaves @file as it is where it has not the form that Cairo gives it.
 */
void
au_pdf_add_words (GByteArray *file,
                  GPtrArray  *descriptions,
                  const char *language)
{
  g_autoptr (GString) table = g_string_new ("xref\n0 1\n0000000000 65535 f \n");
  g_autofree char *trailer = NULL;
  Update update = { file, table, 0 };
  const char *start;
  const char *first;
  const char *keys;
  gsize old_table;
  gsize lines;
  guint n_objects = 0;

  append (file, "", 1);
  file->len--;
  start = find_last (file, "startxref\n");
  keys = find_last (file, "trailer\n<<");
  if (start == NULL || keys == NULL || start < keys)
    return;
  old_table = strtoul (start + strlen ("startxref\n"), NULL, 10);
  first = old_table < file->len ? (const char *) file->data + old_table : "";
  if (!g_str_has_prefix (first, "xref\n0 "))
    return;
  n_objects = (guint) strtoul (first + strlen ("xref\n0 "), NULL, 10);
  lines = (gsize) (strchr (first + strlen ("xref\n"), '\n') + 1 - (const char *) file->data);
  if (lines + (gsize) n_objects * 20 > file->len)
    return;

  trailer = g_strndup (keys, start - keys);
  add_all (&update, descriptions, language, lines, n_objects);
  if (update.n > 0)
    {
      g_autofree char *end = NULL;
      guint place = file->len;
      char *close = g_strrstr (trailer, ">>");

      if (close != NULL)
        *close = '\0';
      end = g_strdup_printf ("%s   /Prev %" G_GSIZE_FORMAT "\n>>\nstartxref\n%u\n%%%%EOF\n", trailer,
                             old_table, place);
      append (file, table->str, table->len);
      append (file, end, strlen (end));
    }
}
