/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-logo-format.h"

#include <string.h>

/* What a file of a picture says of itself before it is decoded. */

/**
 * au_logo_format_sniff:
 * @bytes: a file
 *
 * Only the two kinds of picture that a logo commonly is and whose decoders take untrusted bytes
 * every day. A drawing (SVG) is a small program, so it is none of them.
 *
 * Returns: (transfer none) (nullable): its media type by its first bytes, or %NULL
 */
const char *
au_logo_format_sniff (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "image/png";
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  return NULL;
}

/* PNG (ISO/IEC 15948): chunks of a length, a type, so many bytes and a checksum, the last IEND. */
static gboolean
is_whole_png (const guint8 *data,
              gsize         size)
{
  gsize at = 8;

  while (size - at >= 12)
    {
      guint32 length;

      memcpy (&length, data + at, 4);
      length = GUINT32_FROM_BE (length);
      if (length > size - at - 12)
        return FALSE;
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += 12 + (gsize) length;
    }
  return FALSE;
}

/* JPEG (ITU-T T.81, annex B): markers, most with a length, and after a start of scan coded data, in
 * which FF is followed by 00 or by a restart marker. The last marker is EOI; a thumbnail's own one
 * lies within a segment. */
static gboolean
is_whole_jpeg (const guint8 *data,
               gsize         size)
{
  gsize at = 2;

  while (at + 1 < size)
    {
      guint8 marker = data[at + 1];

      if (data[at] != 0xff || marker == 0x00 || marker == 0xff ||
          (marker >= 0xd0 && marker <= 0xd7))
        {
          at += data[at] == 0xff && marker != 0xff ? 2 : 1;
          continue;
        }
      if (marker == 0xd9)
        return TRUE;
      if (at + 3 >= size)
        return FALSE;
      at += 2 + ((gsize) data[at + 2] << 8 | data[at + 3]);
    }
  return FALSE;
}

/**
 * au_logo_format_is_whole:
 * @bytes: a file
 *
 * Returns: whether it is of a kind that au_logo_format_sniff() knows and goes on to its own end
 */
gboolean
au_logo_format_is_whole (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *type = au_logo_format_sniff (bytes);

  if (type == NULL)
    return FALSE;
  return g_str_equal (type, "image/png") ? is_whole_png (data, size) : is_whole_jpeg (data, size);
}
