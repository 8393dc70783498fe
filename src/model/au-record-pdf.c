/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-record-pdf.h"

#include <string.h>

#define PDF_MARK "\n%Anyusage record\n"
#define PDF_START "/Type /AnyusageRecord /Length "

gboolean
au_record_is_pdf (AuSpan file)
{
  return file.length > 5 && memcmp (file.data, "%PDF-", 5) == 0;
}

/* Reads the number behind @key in the dictionary that @text starts with. */
static gboolean
read_entry (const char *text,
            const char *key,
            guint      *number)
{
  const char *end = strstr (text, ">>");
  const char *found = strstr (text, key);

  if (found == NULL || end == NULL || found > end)
    return FALSE;
  found += strlen (key);
  while (*found == ' ' || *found == '\n')
    found++;
  if (!g_ascii_isdigit (*found))
    return FALSE;
  *number = (guint) g_ascii_strtoull (found, NULL, 10);
  return TRUE;
}

static void
append_entry (GString *out,
              gsize    offset)
{
  g_string_append_c (out, 1); /* in use, not in an object stream */
  au_span_append_uint32 (out, (guint32) offset);
  g_string_append_c (out, 0); /* generation 0 */
}

/* An incremental update, ISO 32000-1, 7.5.6: the record as a stream, and a cross-reference of the
 * same kind as the file has, a table or a stream. */
GBytes *
au_record_embed_pdf (AuSpan      file,
                     const char *record)
{
  const char *startxref = au_span_find_last (file, "startxref");
  g_autoptr (GString) update = g_string_new (PDF_MARK);
  g_autofree char *trailer = NULL;
  const char *dictionary;
  guint64 previous;
  guint size, root, info;
  gsize place;
  gsize table;
  gboolean is_stream;

  if (!au_record_is_pdf (file) || startxref == NULL || file.length > G_MAXUINT32 / 2)
    return NULL;
  previous = g_ascii_strtoull (startxref + strlen ("startxref"), NULL, 10);
  if (previous == 0 || previous >= (guint64) (startxref - file.data))
    return NULL;
  is_stream = !g_str_has_prefix (file.data + previous, "xref");
  /* A dictionary has no NUL in it, the data of a stream behind it may. */
  dictionary = is_stream ? file.data + previous : au_span_find (file, previous, "trailer");
  if (dictionary == NULL)
    return NULL;
  trailer = g_strndup (dictionary, (gsize) (file.data + file.length - dictionary));
  if (!read_entry (trailer, "/Size", &size) || !read_entry (trailer, "/Root", &root))
    return NULL;

  place = file.length + update->len;
  g_string_append_printf (update, "%u 0 obj\n<< " PDF_START "%" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream\nendobj\n",
                          size, strlen (record), record);
  table = file.length + update->len;
  if (is_stream)
    g_string_append_printf (update, "%u 0 obj\n<< /Type /XRef /W [ 1 4 1 ] /Index [ %u 2 ] /Length 12\n"
                            "   /Size %u /Root %u 0 R /Prev %" G_GUINT64_FORMAT " /AnyusageRecord %u 0 R",
                            size + 1, size, size + 2, root, previous, size);
  else
    g_string_append_printf (update, "xref\n%u 1\n%010" G_GSIZE_FORMAT " 00000 n \ntrailer\n"
                            "<< /Size %u /Root %u 0 R /Prev %" G_GUINT64_FORMAT " /AnyusageRecord %u 0 R",
                            size, place, size + 1, root, previous, size);
  if (read_entry (trailer, "/Info", &info))
    g_string_append_printf (update, " /Info %u 0 R", info);
  g_string_append (update, " >>\n");
  if (is_stream)
    {
      g_string_append (update, "stream\n");
      append_entry (update, place);
      append_entry (update, table);
      g_string_append (update, "\nendstream\nendobj\n");
    }
  g_string_append_printf (update, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table);
  return au_span_insert (file, file.length, update);
}

gboolean
au_record_split_pdf (AuSpan    file,
                     GBytes **bare,
                     char   **record)
{
  const char *mark = au_span_find_last (file, PDF_MARK);
  const char *start;
  const char *text;
  const char *end = file.data + file.length;
  char *behind;
  guint64 length;

  if (mark == NULL)
    return FALSE;
  start = au_span_find (file, (gsize) (mark - file.data), PDF_START);
  if (start == NULL)
    return FALSE;
  length = g_ascii_strtoull (start + strlen (PDF_START), &behind, 10);
  if (!g_str_has_prefix (behind, " >>\nstream\n"))
    return FALSE;
  text = behind + strlen (" >>\nstream\n");
  if (length > (guint64) (end - text))
    return FALSE;
  *record = g_strndup (text, length);
  *bare = au_span_cut (file, (gsize) (mark - file.data), (gsize) (end - mark));
  return TRUE;
}
