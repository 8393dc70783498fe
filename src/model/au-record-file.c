/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a record goes in each kind of file. Each has one way to put it in, and taking it out gives
 * back the file as it was before, byte for byte.
 */
#include "config.h"

#include "au-record-file.h"
#include "au-error.h"
#include "au-record-pdf.h"

#include <glib/gi18n.h>
#include <string.h>

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_HEADER 33 /* signature and IHDR, which comes first */
#define PNG_CHUNK 12  /* length, name and CRC of a chunk */

/* Keyword, no compression, no language, no translated keyword. */
static const char png_start[] = "iTXtAnyusage record\0\0\0\0";

#define SVG_START "\n<metadata><record xmlns=\"urn:anyusage:record\">"
#define SVG_END "</record></metadata>"

/* Any of them tells that there was a record. More than one byte would have to change to hide all
 * that a record has of them. */
static const char *const traces[] = {
  "Anyusage record", "{\"anyusage_record\":", ",\"file_sha256\":\"", ",\"record_sha256\":\"",
  "urn:anyusage:record", "/AnyusageRecord",
};

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

static guint32
read_uint32 (const char *data)
{
  guint32 value;

  memcpy (&value, data, 4);
  return GUINT32_FROM_BE (value);
}

static gboolean
is_png (AuSpan file)
{
  return file.length >= PNG_HEADER &&
         memcmp (file.data, PNG_SIGNATURE, strlen (PNG_SIGNATURE)) == 0 &&
         read_uint32 (file.data + 8) == 13 && memcmp (file.data + 12, "IHDR", 4) == 0;
}

static GBytes *
embed_png (AuSpan      file,
           const char *record)
{
  g_autoptr (GString) chunk = g_string_new (NULL);
  const gsize start = sizeof png_start - 1;

  au_span_append_uint32 (chunk, (guint32) (start - 4 + strlen (record)));
  g_string_append_len (chunk, png_start, (gssize) start);
  g_string_append (chunk, record);
  au_span_append_uint32 (chunk, compute_crc (chunk->str + 4, chunk->len - 4));
  return au_span_insert (file, PNG_HEADER, chunk);
}

static gboolean
split_png (AuSpan    file,
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
  *bare = au_span_cut (file, PNG_HEADER, length + PNG_CHUNK);
  return TRUE;
}

/* Returns the place behind the start tag of the root element, 0 where there is none. */
static gsize
find_svg_content (AuSpan file)
{
  const char *tag = NULL;
  char quote = 0;

  if (file.length > 0 && (g_str_has_prefix (file.data, "<?xml") || g_str_has_prefix (file.data, "<svg")))
    tag = au_span_find (file, 0, "<svg");
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
embed_svg (AuSpan      file,
           const char *record)
{
  gsize at = find_svg_content (file);
  g_autoptr (GString) section = g_string_new (SVG_START);

  if (at == 0)
    return NULL;
  g_string_append (section, record);
  g_string_append (section, SVG_END);
  return au_span_insert (file, at, section);
}

static gboolean
split_svg (AuSpan    file,
           GBytes **bare,
           char   **record)
{
  const char *start = au_span_find (file, 0, SVG_START);
  const char *end;
  gsize at;

  if (start == NULL)
    return FALSE;
  at = (gsize) (start - file.data);
  end = au_span_find (file, at, SVG_END);
  if (end == NULL)
    return FALSE;
  *record = g_strndup (start + strlen (SVG_START), (gsize) (end - start) - strlen (SVG_START));
  *bare = au_span_cut (file, at, (gsize) (end - start) + strlen (SVG_END));
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
  g_auto (AuSpan) span = au_span_copy (file);

  if (is_png (span))
    *format = AU_RECORD_PNG;
  else if (au_record_is_pdf (span))
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
  g_auto (AuSpan) span = au_span_copy (file);

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    if (au_span_find (span, 0, traces[i]) != NULL)
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
  g_auto (AuSpan) span = au_span_copy (file);
  GBytes *bytes = NULL;

  if (format == AU_RECORD_PNG && is_png (span))
    bytes = embed_png (span, record);
  else if (format == AU_RECORD_SVG)
    bytes = embed_svg (span, record);
  else if (format == AU_RECORD_PDF)
    bytes = au_record_embed_pdf (span, record);
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
  g_auto (AuSpan) span = au_span_copy (file);

  *bare = NULL;
  *record = NULL;
  if (!au_record_find_format (file, format))
    return FALSE;
  if (*format == AU_RECORD_PNG)
    return split_png (span, bare, record);
  if (*format == AU_RECORD_SVG)
    return split_svg (span, bare, record);
  return au_record_split_pdf (span, bare, record);
}
