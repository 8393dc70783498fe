/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-pixels.h"

#include <string.h>

/* A chart's picture is mostly one colour, and most of its rows are the row above. So it is kept as
 * words of 32 bits, each of which says in its low bits what comes and in the others for how many
 * pixels. It takes a few hundredths of the space, and a millisecond to make and to read; PNG would
 * take fifty. */
enum
{
  LITERAL, /* that many pixels follow */
  RUN,     /* one pixel follows, which all are */
  ABOVE,   /* all are as in the row above */
};

#define KIND_BITS 2
#define MAX_COUNT (G_MAXUINT32 >> KIND_BITS)

/* What is shorter costs less among the literal ones. */
#define MIN_LENGTH 3

static void
append_words (GArray        *out,
              guint          kind,
              gsize          count,
              const guint32 *pixels,
              gsize          n_pixels)
{
  guint32 word = (guint32) (count << KIND_BITS) | kind;

  g_array_append_val (out, word);
  if (n_pixels > 0)
    g_array_append_vals (out, pixels, (guint) n_pixels);
}

static gsize
count_above (const guint32 *pixels,
             gsize          place,
             gsize          width,
             gsize          n)
{
  gsize i = place;

  if (place < width)
    return 0;
  while (i < n && pixels[i] == pixels[i - width])
    i++;
  return i - place;
}

static gsize
count_run (const guint32 *pixels,
           gsize          place,
           gsize          n)
{
  gsize i = place + 1;

  while (i < n && pixels[i] == pixels[place])
    i++;
  return i - place;
}

/**
 * au_pixels_pack:
 * @pixels: rows of @width pixels without a gap
 * @width: pixels in a row, at least 1
 * @height: number of rows; both together fewer than a thousand million pixels
 *
 * Returns: (transfer full): the same in less space, where the picture is a plain one
 */
GBytes *
au_pixels_pack (const guint32 *pixels,
                gsize          width,
                gsize          height)
{
  gsize n = width * height;
  gsize place = 0, literal = 0;
  GArray *out;
  gsize size;

  g_return_val_if_fail (width > 0 && n <= MAX_COUNT, NULL);

  out = g_array_new (FALSE, FALSE, sizeof (guint32));
  while (place < n)
    {
      gsize above = count_above (pixels, place, width, n);
      gsize run = above < MIN_LENGTH ? count_run (pixels, place, n) : 0;

      if (above < MIN_LENGTH && run < MIN_LENGTH)
        {
          place++;
          continue;
        }
      if (place > literal)
        append_words (out, LITERAL, place - literal, pixels + literal, place - literal);
      if (above >= MIN_LENGTH)
        append_words (out, ABOVE, above, NULL, 0);
      else
        append_words (out, RUN, run, pixels + place, 1);
      place += MAX (above, run);
      literal = place;
    }
  if (place > literal)
    append_words (out, LITERAL, place - literal, pixels + literal, place - literal);
  size = out->len * sizeof (guint32);
  return g_bytes_new_take (g_realloc (g_array_free (out, FALSE), size), size);
}

/**
 * au_pixels_unpack:
 * @packed: what au_pixels_pack() gave
 * @width: as it was there
 * @height: as it was there
 * @pixels: (out caller-allocates): where the pixels go
 *
 * Returns: whether all of them were there; @packed is of this program, so where not it is a bug
 */
gboolean
au_pixels_unpack (GBytes  *packed,
                  gsize    width,
                  gsize    height,
                  guint32 *pixels)
{
  gsize n = width * height, place = 0, size;
  const guint32 *words = g_bytes_get_data (packed, &size);
  const guint32 *end = words + size / sizeof (guint32);

  while (words < end)
    {
      guint kind = *words & ((1u << KIND_BITS) - 1);
      gsize count = *words >> KIND_BITS;
      gsize n_words = kind == LITERAL ? count : kind == RUN ? 1 : 0;

      words++;
      if (count > n - place || n_words > (gsize) (end - words) || (kind == ABOVE && place < width))
        return FALSE;
      switch (kind)
        {
          case LITERAL:
            memcpy (pixels + place, words, count * sizeof (guint32));
            break;

          case RUN:
            for (gsize i = 0; i < count; i++)
              pixels[place + i] = *words;
            break;

          case ABOVE:
            /* Row by row, as each is the source of the next. */
            for (gsize i = 0; i < count; i += width)
              memcpy (pixels + place + i, pixels + place + i - width,
                      MIN (width, count - i) * sizeof (guint32));
            break;

          default:
            return FALSE;
        }
      words += n_words;
      place += count;
    }
  return place == n;
}
