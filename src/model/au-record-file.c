/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a record goes in each kind of file. Each has one way to put it in, and taking it out gives
 * back the file as it was before, byte for byte.
 */
#include "config.h"

#include "au-record-file.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_HEADER 33 /* signature and IHDR, which comes first */
#define PNG_CHUNK 12  /* length, name and CRC of a chunk */

/* Keyword, no compression, no language, no translated keyword. */
static const char png_start[] = "iTXtAnyusage record\0\0\0\0";

#define SVG_START "\n<metadata><record xmlns=\"urn:anyusage:record\">"
#define SVG_END "</record></metadata>"

#define PDF_MARK "\n%Anyusage record\n"
#define PDF_START "/Type /AnyusageRecord /Length "

/* Any of them tells that there was a record. More than one byte would have to change to hide all
 * that a record has of them. */
static const char *const traces[] = {
  "Anyusage record", "{\"anyusage_record\":", ",\"file_sha256\":\"", ",\"record_sha256\":\"",
  "urn:anyusage:record", "/AnyusageRecord",
};

/* A copy of a file with a NUL behind it, so that reading a number or comparing a word ends. */
typedef struct
{
  char *data;
  gsize length;
} Span;

static void
span_clear (Span *span)
{
  g_free (span->data);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Span, span_clear)

static Span
copy_span (GBytes *bytes)
{
  Span span;
  const void *data = g_bytes_get_data (bytes, &span.length);

  span.data = g_malloc (span.length + 1);
  if (span.length > 0)
    memcpy (span.data, data, span.length);
  span.data[span.length] = '\0';
  return span;
}

/* A file may have any byte in it, NUL too, at which strstr() would end. */
static const char *
find (Span        span,
      gsize       from,
      const char *text)
{
  gsize length = strlen (text);
  const char *end = span.data + span.length;
  const char *p = span.data + MIN (from, span.length);

  while ((gsize) (end - p) >= length &&
         (p = memchr (p, *text, (gsize) (end - p) - length + 1)) != NULL)
    {
      if (memcmp (p, text, length) == 0)
        return p;
      p++;
    }
  return NULL;
}

static const char *
find_last (Span        span,
           const char *text)
{
  gsize length = strlen (text);

  for (gsize at = span.length; at >= length; at--)
    if (memcmp (span.data + at - length, text, length) == 0)
      return span.data + at - length;
  return NULL;
}

static GBytes *
insert (Span           file,
        gsize          at,
        const GString *section)
{
  GByteArray *out = g_byte_array_sized_new ((guint) (file.length + section->len));

  g_byte_array_append (out, (const guint8 *) file.data, (guint) at);
  g_byte_array_append (out, (const guint8 *) section->str, (guint) section->len);
  g_byte_array_append (out, (const guint8 *) file.data + at, (guint) (file.length - at));
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
cut (Span  file,
     gsize at,
     gsize length)
{
  GByteArray *out = g_byte_array_sized_new ((guint) file.length);

  g_byte_array_append (out, (const guint8 *) file.data, (guint) at);
  g_byte_array_append (out, (const guint8 *) file.data + at + length,
                       (guint) (file.length - at - length));
  return g_byte_array_free_to_bytes (out);
}

/* The CRC of PNG: ISO 3309, as in the PNG specification, annex D. */
static guint32
compute_crc (const char *data,
             gsize       length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guint8) data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc & 1) != 0 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
  return crc ^ 0xffffffff;
}

static void
append_uint32 (GString *out,
               guint32  value)
{
  guint32 big_endian = GUINT32_TO_BE (value);

  g_string_append_len (out, (const char *) &big_endian, 4);
}

static guint32
read_uint32 (const char *data)
{
  guint32 value;

  memcpy (&value, data, 4);
  return GUINT32_FROM_BE (value);
}

static gboolean
is_png (Span file)
{
  return file.length >= PNG_HEADER &&
         memcmp (file.data, PNG_SIGNATURE, strlen (PNG_SIGNATURE)) == 0 &&
         read_uint32 (file.data + 8) == 13 && memcmp (file.data + 12, "IHDR", 4) == 0;
}

static GBytes *
embed_png (Span        file,
           const char *record)
{
  g_autoptr (GString) chunk = g_string_new (NULL);
  const gsize start = sizeof png_start - 1;

  append_uint32 (chunk, (guint32) (start - 4 + strlen (record)));
  g_string_append_len (chunk, png_start, (gssize) start);
  g_string_append (chunk, record);
  append_uint32 (chunk, compute_crc (chunk->str + 4, chunk->len - 4));
  return insert (file, PNG_HEADER, chunk);
}

static gboolean
split_png (Span     file,
           GBytes **bare,
           char   **record)
{
  const gsize start = sizeof png_start - 1;
  const char *chunk = file.data + PNG_HEADER;
  gsize length;

  if (file.length < PNG_HEADER + 4 + start ||
      memcmp (chunk + 4, png_start, start) != 0)
    return FALSE;
  length = read_uint32 (chunk);
  if (length < start - 4 || length > file.length - PNG_HEADER - PNG_CHUNK)
    return FALSE;
  *record = g_strndup (chunk + 4 + start, length - (start - 4));
  *bare = cut (file, PNG_HEADER, length + PNG_CHUNK);
  return TRUE;
}

/* Returns the place behind the start tag of the root element, 0 where there is none. */
static gsize
find_svg_content (Span file)
{
  const char *tag = NULL;
  char quote = 0;

  if (file.length > 0 && (g_str_has_prefix (file.data, "<?xml") || g_str_has_prefix (file.data, "<svg")))
    tag = find (file, 0, "<svg");
  if (tag == NULL)
    return 0;
  for (const char *p = tag; p < file.data + file.length; p++)
    {
      if (quote != 0)
        quote = *p == quote ? 0 : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '>')
        return (gsize) (p - file.data) + 1;
    }
  return 0;
}

static GBytes *
embed_svg (Span        file,
           const char *record)
{
  gsize at = find_svg_content (file);
  g_autoptr (GString) section = g_string_new (SVG_START);

  if (at == 0)
    return NULL;
  g_string_append (section, record);
  g_string_append (section, SVG_END);
  return insert (file, at, section);
}

static gboolean
split_svg (Span     file,
           GBytes **bare,
           char   **record)
{
  const char *start = find (file, 0, SVG_START);
  const char *end;
  gsize at;

  if (start == NULL)
    return FALSE;
  at = (gsize) (start - file.data);
  end = find (file, at, SVG_END);
  if (end == NULL)
    return FALSE;
  *record = g_strndup (start + strlen (SVG_START), (gsize) (end - start) - strlen (SVG_START));
  *bare = cut (file, at, (gsize) (end - start) + strlen (SVG_END));
  return TRUE;
}

static gboolean
is_pdf (Span file)
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
  append_uint32 (out, (guint32) offset);
  g_string_append_c (out, 0); /* generation 0 */
}

/* An incremental update, ISO 32000-1, 7.5.6: the record as a stream, and a cross-reference of the
 * same kind as the file has, a table or a stream. */
static GBytes *
embed_pdf (Span        file,
           const char *record)
{
  const char *startxref = find_last (file, "startxref");
  g_autoptr (GString) update = g_string_new (PDF_MARK);
  g_autofree char *trailer = NULL;
  const char *dictionary;
  guint64 previous;
  guint size, root, info;
  gsize place;
  gsize table;
  gboolean is_stream;

  if (!is_pdf (file) || startxref == NULL || file.length > G_MAXUINT32 / 2)
    return NULL;
  previous = g_ascii_strtoull (startxref + strlen ("startxref"), NULL, 10);
  if (previous == 0 || previous >= (guint64) (startxref - file.data))
    return NULL;
  is_stream = !g_str_has_prefix (file.data + previous, "xref");
  /* A dictionary has no NUL in it, the data of a stream behind it may. */
  dictionary = is_stream ? file.data + previous : find (file, previous, "trailer");
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
  return insert (file, file.length, update);
}

static gboolean
split_pdf (Span     file,
           GBytes **bare,
           char   **record)
{
  const char *mark = find_last (file, PDF_MARK);
  const char *start;
  const char *text;
  const char *end = file.data + file.length;
  char *behind;
  guint64 length;

  if (mark == NULL)
    return FALSE;
  start = find (file, (gsize) (mark - file.data), PDF_START);
  if (start == NULL)
    return FALSE;
  length = g_ascii_strtoull (start + strlen (PDF_START), &behind, 10);
  if (!g_str_has_prefix (behind, " >>\nstream\n"))
    return FALSE;
  text = behind + strlen (" >>\nstream\n");
  if (length > (guint64) (end - text))
    return FALSE;
  *record = g_strndup (text, length);
  *bare = cut (file, (gsize) (mark - file.data), (gsize) (end - mark));
  return TRUE;
}

/**
 * au_record_find_format:
 * @file: a file's bytes
 * @format: (out): its kind
 *
 * Returns: whether it is of a kind that has its record inside
 */
gboolean
au_record_find_format (GBytes         *file,
                       AuRecordFormat *format)
{
  g_auto (Span) span = copy_span (file);

  if (is_png (span))
    *format = AU_RECORD_PNG;
  else if (is_pdf (span))
    *format = AU_RECORD_PDF;
  else if (find_svg_content (span) > 0)
    *format = AU_RECORD_SVG;
  else
    return FALSE;
  return TRUE;
}

/**
 * au_record_has_trace:
 * @file: a file's bytes
 *
 * Returns: whether anything in it tells of a record, whole or not
 */
gboolean
au_record_has_trace (GBytes *file)
{
  g_auto (Span) span = copy_span (file);

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    if (find (span, 0, traces[i]) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * au_record_embed:
 * @format: the file's kind, not %AU_RECORD_BESIDE
 * @file: a file without a record
 * @record: what au_record_create() wrote for it
 * @error: return location for a #GError
 *
 * Puts the record in. Readers of the format pass over it.
 *
 * Returns: (transfer full): the file with its record, or %NULL with %AU_ERROR_FAILED where @file is
 *   not of that kind
 */
GBytes *
au_record_embed (AuRecordFormat   format,
                 GBytes          *file,
                 const char      *record,
                 GError         **error)
{
  g_auto (Span) span = copy_span (file);
  GBytes *bytes = NULL;

  if (format == AU_RECORD_PNG && is_png (span))
    bytes = embed_png (span, record);
  else if (format == AU_RECORD_SVG)
    bytes = embed_svg (span, record);
  else if (format == AU_RECORD_PDF)
    bytes = embed_pdf (span, record);
  if (bytes == NULL)
    g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
                 _("The picture was drawn, but its record does not fit into it; report this with the command that you ran."));
  return bytes;
}

/**
 * au_record_split:
 * @file: a file's bytes
 * @format: (out): its kind
 * @bare: (out) (transfer full): the file without its record
 * @record: (out) (transfer full): the record as it stands there, unchecked
 *
 * Takes a file and its record apart, by its structure alone.
 *
 * Returns: %FALSE where there is no record in its place
 */
gboolean
au_record_split (GBytes          *file,
                 AuRecordFormat  *format,
                 GBytes         **bare,
                 char           **record)
{
  g_auto (Span) span = copy_span (file);

  *bare = NULL;
  *record = NULL;
  if (!au_record_find_format (file, format))
    return FALSE;
  if (*format == AU_RECORD_PNG)
    return split_png (span, bare, record);
  if (*format == AU_RECORD_SVG)
    return split_svg (span, bare, record);
  return split_pdf (span, bare, record);
}
