/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-pixels.h"
#include "au-rasterizer.h"
#include "au-test.h"
#include "chart-view-support.h"

#include <adwaita.h>
#include <string.h>

static void
assert_same (const guint32 *pixels,
             gsize          width,
             gsize          height)
{
  g_autoptr (GBytes) packed = au_pixels_pack (pixels, width, height);
  g_autofree guint32 *again = g_new (guint32, width * height + 1);

  again[width * height] = 0xabad1dea;
  g_assert_true (au_pixels_unpack (packed, width, height, again));
  g_assert_cmpmem (again, width * height * sizeof (guint32), pixels,
                   width * height * sizeof (guint32));
  g_assert_cmphex (again[width * height], ==, 0xabad1dea);
}

/* Few colours, so that runs, rows as above and single pixels come in any order. */
static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      gsize width = (gsize) g_test_rand_int_range (1, 40);
      gsize height = (gsize) g_test_rand_int_range (1, 20);
      guint same = (guint) g_test_rand_int_range (0, 100);
      g_autofree guint32 *pixels = g_new (guint32, width * height);

      for (gsize i = 0; i < width * height; i++)
        {
          gboolean repeat = (guint) g_test_rand_int_range (0, 100) < same;

          if (repeat && i >= width)
            pixels[i] = pixels[i - width];
          else if (repeat && i > 0)
            pixels[i] = pixels[i - 1];
          else
            pixels[i] = (guint32) g_test_rand_int_range (0, 3);
        }
      assert_same (pixels, width, height);
    }
}

static void
test_edges (void)
{
  const guint32 one = 0xff00ff00;
  const guint32 column[] = { 1, 1, 1, 1, 2, 2, 2, 3 };
  const guint32 noise[] = { 1, 2, 3, 4, 5, 6, 7, 8 };

  assert_same (&one, 1, 1);
  assert_same (column, 1, G_N_ELEMENTS (column));
  assert_same (column, G_N_ELEMENTS (column), 1);
  assert_same (noise, 4, 2);
}

/* What does not fit the size it is said to have is refused, and nothing is written past its end. */
static void
test_misfit (void)
{
  const guint32 pixels[] = { 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 2, 3, 4, 5 };
  g_autoptr (GBytes) packed = au_pixels_pack (pixels, 4, 4);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 4);
  guint32 room[17] = { 0, };

  g_assert_false (au_pixels_unpack (packed, 4, 3, room));
  g_assert_cmpuint (room[12], ==, 0);
  g_assert_false (au_pixels_unpack (packed, 4, 5, room));
  g_assert_false (au_pixels_unpack (half, 4, 4, room));
}

typedef struct
{
  AuPicture *picture;
  gboolean done;
} Drawn;

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Drawn *drawn = user_data;

  drawn->picture = au_rasterize_finish (result, NULL);
  drawn->done = TRUE;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Drawn *) user_data)->done;
}

/* A real chart's picture takes a tenth at most, and comes back to the last pixel. */
static void
test_picture (void)
{
  g_autoptr (AuFigure) figure = figure_new_models ();
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  Drawn drawn = { 0 };
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  au_rasterize_async (figure, 901, 403, 1, &style, NULL, drawn_cb, &drawn);
  au_test_wait_for (is_done, &drawn);
  g_assert_nonnull (drawn.picture);
  before = gdk_texture_save_to_tiff_bytes (drawn.picture->texture);
  au_picture_pack (drawn.picture);
  g_assert_null (drawn.picture->texture);
  g_assert_cmpuint (g_bytes_get_size (drawn.picture->bytes), <, 901 * 403 * 4 / 10);
  au_picture_pack (drawn.picture);
  au_picture_unpack (drawn.picture);
  g_assert_nonnull (drawn.picture->texture);
  after = gdk_texture_save_to_tiff_bytes (drawn.picture->texture);
  g_assert_true (g_bytes_equal (before, after));
  au_picture_free (drawn.picture);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/pixels/random", test_random);
  g_test_add_func ("/pixels/edges", test_edges);
  g_test_add_func ("/pixels/misfit", test_misfit);
  g_test_add_func ("/pixels/picture", test_picture);
  return g_test_run ();
}
