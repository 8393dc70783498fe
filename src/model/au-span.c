/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-span.h"

#include <string.h>

void
au_span_clear (AuSpan *span)
{
  g_free (span->data);
}

AuSpan
au_span_copy (GBytes *bytes)
{
  AuSpan span;
  const void *data = g_bytes_get_data (bytes, &span.length);

  span.data = g_malloc (span.length + 1);
  if (span.length > 0)
    memcpy (span.data, data, span.length);
  span.data[span.length] = '\0';
  return span;
}

/* A file may have any byte in it, NUL too, at which strstr() would end. */
const char *
au_span_find (AuSpan      span,
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

const char *
au_span_find_last (AuSpan      span,
                   const char *text)
{
  gsize length = strlen (text);

  for (gsize at = span.length; at >= length; at--)
    if (memcmp (span.data + at - length, text, length) == 0)
      return span.data + at - length;
  return NULL;
}

GBytes *
au_span_insert (AuSpan         file,
                gsize          at,
                const GString *section)
{
  GByteArray *out = g_byte_array_sized_new ((guint) (file.length + section->len));

  g_byte_array_append (out, (const guint8 *) file.data, (guint) at);
  g_byte_array_append (out, (const guint8 *) section->str, (guint) section->len);
  g_byte_array_append (out, (const guint8 *) file.data + at, (guint) (file.length - at));
  return g_byte_array_free_to_bytes (out);
}

GBytes *
au_span_cut (AuSpan file,
             gsize  at,
             gsize  length)
{
  GByteArray *out = g_byte_array_sized_new ((guint) file.length);

  g_byte_array_append (out, (const guint8 *) file.data, (guint) at);
  g_byte_array_append (out, (const guint8 *) file.data + at + length,
                       (guint) (file.length - at - length));
  return g_byte_array_free_to_bytes (out);
}

void
au_span_append_uint32 (GString *out,
                       guint32  value)
{
  guint32 big_endian = GUINT32_TO_BE (value);

  g_string_append_len (out, (const char *) &big_endian, 4);
}
