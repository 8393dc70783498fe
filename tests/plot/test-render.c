/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-plot-render.h"
#include "au-png.h"

#include "figures.h"

#include <math.h>
#include <png.h>
#include <string.h>

static const AuPlotSlide slide = { "left words", "right words" };

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y, <, cairo_image_surface_get_height (surface));
  memcpy (&pixel, data + (gsize) y * cairo_image_surface_get_stride (surface) + x * 4, 4);

  return pixel & 0xffffff;
}

static guint32
to_rgb (const AuColor *color)
{
  return ((guint32) round (color->red * 255) << 16) | ((guint32) round (color->green * 255) << 8)
         | (guint32) round (color->blue * 255);
}

static cairo_surface_t *
render (AuFigure          *figure,
        int                width,
        int                height,
        double             scale,
        const AuPlotStyle *style,
        AuPlotLayout     **layout)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;

  *layout = au_plot_layout_new (figure, width, height, style, NULL);
  surface = au_plot_render_surface (*layout, scale, &error);
  g_assert_no_error (error);
  g_assert_nonnull (surface);
  cairo_surface_flush (surface);

  return surface;
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < n_figure_entries; i++)
    {
      g_autoptr (AuFigure) first = figure_entries[i].func ();
      g_autoptr (AuFigure) second = figure_entries[i].func ();
      AuPlotStyle style;
      g_autoptr (GBytes) a = NULL;
      g_autoptr (GBytes) b = NULL;
      g_autoptr (GBytes) other = NULL;

      au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
      a = au_plot_render_png (first, 800, 450, 1.5, &style, &slide, NULL);
      /* A picture of another size in between must leave nothing behind. */
      other = au_plot_render_png (first, 333, 222, 1.0, &style, NULL, NULL);
      b = au_plot_render_png (second, 800, 450, 1.5, &style, &slide, NULL);
      g_assert_nonnull (a);
      g_assert_true (g_bytes_equal (a, b));
      g_assert_false (g_bytes_equal (a, other));
    }
}

static gpointer
render_in_thread (gpointer data)
{
  AuFigure *figure = data;
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_DARK, FALSE);

  return au_plot_render_png (figure, 700, 400, 1.0, &style, NULL, NULL);
}

/* Several threads draw one figure and get what one thread gets. */
static void
test_threads (void)
{
  g_autoptr (AuFigure) figure = figure_new_models ();
  g_autoptr (GBytes) expected = render_in_thread (figure);

  for (int round = 0; round < 5; round++)
    {
      GThread *threads[4];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("draw", render_in_thread, figure);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        {
          g_autoptr (GBytes) bytes = g_thread_join (threads[i]);

          g_assert_true (g_bytes_equal (bytes, expected));
        }
    }
}

/* Reads the first chunk of a PNG file. */
static void
read_header (GBytes *bytes,
             int    *width,
             int    *height,
             int    *type)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (size, >, 33);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  *width = (data[16] << 24) | (data[17] << 16) | (data[18] << 8) | data[19];
  *height = (data[20] << 24) | (data[21] << 16) | (data[22] << 8) | data[23];
  *type = data[25];
}

static void
test_png (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  static const double scales[] = { 1.0, 1.25, 2.0, 3.0 };
  AuPlotStyle style;
  int width;
  int height;
  int type;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GBytes) bytes = au_plot_render_png (figure, 800, 452, scales[i], &style, &slide,
                                                     NULL);

      read_header (bytes, &width, &height, &type);
      g_assert_cmpint (width, ==, (int) (800 * scales[i]));
      g_assert_cmpint (height, ==, (int) (452 * scales[i]));
      g_assert_cmpint (type, ==, PNG_COLOR_TYPE_RGB);
    }

  style.transparent = TRUE;
  {
    g_autoptr (GBytes) bytes = au_plot_render_png (figure, 800, 450, 1.0, &style, &slide, NULL);

    read_header (bytes, &width, &height, &type);
    g_assert_cmpint (type, ==, PNG_COLOR_TYPE_RGB_ALPHA);
  }
}

/* What is written can be read, and is what was drawn. */
static void
test_png_pixels (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style;
  AuPlotLayout *layout;
  cairo_surface_t *surface;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);

  for (int transparent = 0; transparent < 2; transparent++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree guint8 *pixels = NULL;
      png_image image = { .version = PNG_IMAGE_VERSION };

      style.transparent = transparent;
      surface = render (figure, 500, 300, 1.0, &style, &layout);
      bytes = au_png_encode (surface, 1.0, NULL);

      g_assert_cmpint (png_image_begin_read_from_memory (&image, g_bytes_get_data (bytes, NULL),
                                                         g_bytes_get_size (bytes)), !=, 0);
      image.format = PNG_FORMAT_RGBA;
      pixels = g_malloc (PNG_IMAGE_SIZE (image));
      g_assert_cmpint (png_image_finish_read (&image, NULL, pixels, 0, NULL), !=, 0);

      for (int y = 0; y < 300; y++)
        for (int x = 0; x < 500; x++)
          {
            const guint8 *pixel = pixels + (y * 500 + x) * 4;
            guint32 drawn = get_pixel (surface, x, y);

            guint32 read = (guint32) ((pixel[0] << 16) | (pixel[1] << 8) | pixel[2]);

            if (pixel[3] == 0xff)
              g_assert_cmphex (read, ==, drawn);
            else
              g_assert_true (transparent);
          }
      g_assert_cmpint (pixels[3], ==, transparent ? 0 : 0xff);

      cairo_surface_destroy (surface);
      au_plot_layout_unref (layout);
    }
}

/* Cairo multiplies colours by their opacity, a PNG has them as they are. */
static void
test_png_translucent (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 4, 4);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  png_image image = { .version = PNG_IMAGE_VERSION };
  guint8 pixels[64];

  cairo_set_source_rgba (cr, 1.0, 0.5, 0.0, 0.5);
  cairo_paint (cr);
  cairo_destroy (cr);

  bytes = au_png_encode (surface, 1.0, NULL);
  g_assert_cmpint (png_image_begin_read_from_memory (&image, g_bytes_get_data (bytes, NULL),
                                                     g_bytes_get_size (bytes)), !=, 0);
  image.format = PNG_FORMAT_RGBA;
  g_assert_cmpint (png_image_finish_read (&image, NULL, pixels, 0, NULL), !=, 0);
  g_assert_cmpint (pixels[0], ==, 255);
  g_assert_cmpint (ABS (pixels[1] - 128), <=, 2);
  g_assert_cmpint (pixels[2], ==, 0);
  g_assert_cmpint (ABS (pixels[3] - 128), <=, 1);

  cairo_surface_destroy (surface);
}

static void
test_too_large (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  static const double scales[] = { 100.0, 0.0, -1.0, NAN, INFINITY };
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (au_plot_render_png (figure, 4000, 4000, scales[i], &style, NULL, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
    }
}

/* Level lines are whole device pixels of their colour at any scale. */
static void
test_crisp (void)
{
  static const double scales[] = { 1.0, 1.25, 1.5, 1.75, 2.0, 3.0 };
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      AuPlotLayout *layout;
      cairo_surface_t *surface = render (figure, 701, 333, scales[i], &style, &layout);
      AuRect area;
      AuRect band;
      int x;
      guint n_lines = 0;

      g_assert_true (au_plot_layout_get_plot_area (layout, 0, &area));
      g_assert_true (au_plot_layout_get_band (layout, 4, &band));
      /* The gap between two bars, so that the column shows lines only. */
      x = (int) round (band.x * scales[i]);

      for (int y = (int) (area.y * scales[i]) - 2;
           y < (int) ((area.y + area.height) * scales[i]) + 3; y++)
        {
          guint32 pixel = get_pixel (surface, x, y);

          g_assert_true (pixel == to_rgb (&style.background) || pixel == to_rgb (&style.hairline)
                         || pixel == to_rgb (&style.zero_line)
                         || pixel == to_rgb (&style.reference_line));
          n_lines += pixel != to_rgb (&style.background)
                     && get_pixel (surface, x, y - 1) == to_rgb (&style.background);
        }
      /* 0 to 500 in hundreds, the line of the seats on the last. */
      g_assert_cmpuint (n_lines, ==, 6);

      cairo_surface_destroy (surface);
      au_plot_layout_unref (layout);
    }
}

static guint
count_rows (cairo_surface_t *surface,
            int              x,
            int              from,
            int              to,
            guint32          color)
{
  guint n = 0;

  for (int y = from; y < to; y++)
    n += get_pixel (surface, x, y) == color;
  return n;
}

/* In high contrast the grid cannot be pale: the line of the seats is at least twice as thick. */
static void
test_weights (void)
{
  static const int widths[] = { 640, 800, 1600 };
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (widths); i++)
    {
      int width = widths[i / 2];
      AuPlotLayout *layout;
      cairo_surface_t *surface;
      AuRect area;
      AuRect band;
      double step;
      int x;
      guint grid, seats;

      au_plot_style_init (&style, i % 2 == 0 ? AU_PLOT_LIGHT : AU_PLOT_DARK, TRUE);
      surface = render (figure, width, width * 9 / 16, 1.0, &style, &layout);
      g_assert_true (au_plot_layout_get_plot_area (layout, 0, &area));
      g_assert_true (au_plot_layout_get_band (layout, 1, &band));
      x = (int) round (band.x);
      /* From 0 to 500 in hundreds: the seats are on the uppermost tick. */
      step = area.height / 5.0;
      seats = count_rows (surface, x, (int) area.y - 5, (int) (area.y + step / 2.0),
                          to_rgb (&style.reference_line));
      grid = count_rows (surface, x, (int) (area.y + step / 2.0), (int) (area.y + step * 1.5),
                         to_rgb (&style.hairline));
      g_assert_cmpuint (grid, >=, 1);
      g_assert_cmpuint (seats, >=, 2 * grid);

      cairo_surface_destroy (surface);
      au_plot_layout_unref (layout);
    }
}

/* The newest complete month at full strength, the others lighter, the unfinished
 * one hatched: both its colour and its tint appear. */
static void
test_bars (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  AuPlotStyle style;
  AuPlotLayout *layout;
  cairo_surface_t *surface;
  const AuMark *marks;
  gsize n;
  guint32 full;
  guint n_full = 0;
  guint n_light = 0;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  surface = render (figure, 860, 330, 1.0, &style, &layout);
  marks = au_plot_layout_get_marks (layout, &n);
  full = to_rgb (&style.series[0]);

  for (guint i = 0; i < 19; i++)
    {
      guint32 pixel = get_pixel (surface, marks[i].rect.x + marks[i].rect.width / 2.0,
                                 marks[i].rect.y + marks[i].rect.height / 2.0 + 0.5);

      if (i == 18)
        g_assert_cmphex (pixel, ==, full);
      else
        {
          g_assert_cmphex (pixel, !=, full);
          g_assert_cmphex (pixel, !=, to_rgb (&style.background));
        }
    }

  for (int y = 0; y < 60; y++)
    {
      guint32 pixel = get_pixel (surface, marks[19].rect.x + marks[19].rect.width / 2.0,
                                 marks[19].rect.y + 20 + y);

      n_full += pixel == full;
      n_light += (pixel & 0xff0000) > 0xa00000;
    }
  g_assert_cmpuint (n_full, >, 5);
  g_assert_cmpuint (n_light, >, 5);

  cairo_surface_destroy (surface);
  au_plot_layout_unref (layout);
}

/* A zero is drawn, a gap is not. */
static void
test_zero_and_gap (void)
{
  AuFigure *figure = au_figure_new ();
  const double values[] = { 5.0, 0.0, NAN, 0.0001 };
  AuPlotStyle style;
  AuPlotLayout *layout;
  cairo_surface_t *surface;
  AuSeries *series;
  AuRect area;
  gboolean drawn[4];

  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 4, 1));
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, NULL),
                                AU_SERIES_BAR, "Bars", 0);
  au_series_set_values (series, values, 4);
  au_figure_seal (figure);

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  surface = render (figure, 600, 300, 2.0, &style, &layout);
  g_assert_true (au_plot_layout_get_plot_area (layout, 0, &area));

  for (int i = 0; i < 4; i++)
    {
      AuRect band;
      int x;

      g_assert_true (au_plot_layout_get_band (layout, i, &band));
      x = (int) ((band.x + band.width / 2.0) * 2.0);
      drawn[i] = FALSE;
      for (int y = (int) ((area.y + area.height) * 2.0) - 6;
           y < (int) ((area.y + area.height) * 2.0); y++)
        drawn[i] = drawn[i] || get_pixel (surface, x, y) == to_rgb (&style.series[0]);
    }

  g_assert_true (drawn[0]);
  g_assert_true (drawn[1]);
  g_assert_false (drawn[2]);
  g_assert_true (drawn[3]);

  cairo_surface_destroy (surface);
  au_plot_layout_unref (layout);
  au_figure_unref (figure);
}

/* Between two parts of a stack there is a pixel of the background. */
static void
test_stack_gap (void)
{
  g_autoptr (AuFigure) figure = figure_new_depth ();
  AuPlotStyle style;
  AuPlotLayout *layout;
  cairo_surface_t *surface;
  const AuMark *marks;
  gsize n;
  guint n_gaps = 0;

  au_plot_style_init (&style, AU_PLOT_DARK, FALSE);
  surface = render (figure, 860, 330, 1.0, &style, &layout);
  marks = au_plot_layout_get_marks (layout, &n);

  /* The fourth part stands on the third, in the newest complete month. */
  for (gsize i = 0; i < n; i++)
    if (marks[i].series == 3 && marks[i].category == 18)
      {
        int x = marks[i].rect.x + marks[i].rect.width / 2.0;
        int foot = (int) round (marks[i].rect.y + marks[i].rect.height);

        for (int y = foot - 4; y < foot + 4; y++)
          n_gaps += get_pixel (surface, x, y) == to_rgb (&style.background);
      }
  g_assert_cmpuint (n_gaps, ==, 1);

  cairo_surface_destroy (surface);
  au_plot_layout_unref (layout);
}

static void
draw_hover (AuFigure *figure,
            int       band,
            gboolean *changed)
{
  AuPlotStyle style;
  AuPlotLayout *layout;
  AuRect rect = { 0 };
  cairo_surface_t *before;
  cairo_surface_t *after;
  cairo_t *cr;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  before = render (figure, 860, 330, 1.0, &style, &layout);
  after = au_plot_render_surface (layout, 1.0, NULL);
  au_plot_layout_get_band (layout, band, &rect);

  cr = cairo_create (after);
  au_plot_layout_draw_hover (layout, cr, band);
  cairo_destroy (cr);
  cairo_surface_flush (after);

  *changed = FALSE;
  for (int y = 0; y < 330; y++)
    for (int x = 0; x < 860; x++)
      if (get_pixel (before, x, y) != get_pixel (after, x, y))
        {
          *changed = TRUE;
          /* A ring on a narrow band may stand out by its radius. */
          g_assert_cmpfloat (x, >=, rect.x - 6.0);
          g_assert_cmpfloat (x, <=, rect.x + rect.width + 6.0);
        }

  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  au_plot_layout_unref (layout);
}

static void
test_hover (void)
{
  g_autoptr (AuFigure) bars = figure_new_mau ();
  g_autoptr (AuFigure) lines = figure_new_active_users ();
  g_autoptr (AuFigure) both = figure_new_two_panels ();
  gboolean changed;

  draw_hover (bars, 5, &changed);
  g_assert_true (changed);
  draw_hover (lines, 300, &changed);
  g_assert_true (changed);
  draw_hover (both, 13, &changed);
  g_assert_true (changed);
  draw_hover (bars, -1, &changed);
  g_assert_false (changed);
  draw_hover (bars, 20, &changed);
  g_assert_false (changed);
}

/* A line of many points covers the pixels that all its points cover. */
static void
test_dense_line (void)
{
  g_autoptr (AuFigure) figure = figure_new_lines (1, 20000);
  AuPlotStyle style;
  AuPlotLayout *layout;
  cairo_surface_t *surface;
  AuMark mark;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  surface = render (figure, 700, 330, 1.0, &style, &layout);

  for (int i = 0; i < 20000; i += 7)
    {
      g_assert_true (au_plot_layout_find_mark (layout, 0, 0, i, &mark));
      g_assert_cmphex (get_pixel (surface, (int) mark.rect.x, (int) mark.rect.y), !=,
                       to_rgb (&style.background));
    }

  cairo_surface_destroy (surface);
  au_plot_layout_unref (layout);
}

/* Any figure at the ends of the range of sizes; the sanitizers watch. */
static void
test_extreme_sizes (void)
{
  static const int sizes[][2] = {
    { 1, 1 }, { 32, 32 }, { 200, 120 }, { 4000, 200 }, { 200, 4000 }, { 3000, 3000 },
  };

  for (guint i = 0; i < n_figure_entries; i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      for (int scheme = 0; scheme < 4; scheme++)
        {
          g_autoptr (AuFigure) figure = figure_entries[i].func ();
          g_autoptr (GError) error = NULL;
          AuPlotStyle style;
          AuPlotLayout *layout;
          cairo_surface_t *surface;

          au_plot_style_init (&style, scheme % 2, scheme / 2);
          style.rtl = scheme % 2;
          style.text_scale = scheme == 3 ? NAN : 1.0 + scheme * 0.5;
          layout = au_plot_layout_new (figure, sizes[j][0], sizes[j][1], &style,
                                       scheme == 1 ? &slide : NULL);
          surface = au_plot_render_surface (layout, 1.0, &error);
          g_assert_no_error (error);
          cairo_surface_destroy (surface);
          au_plot_layout_unref (layout);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/46-same-input-same-bytes", test_same_bytes);
  g_test_add_func ("/plot/render/threads", test_threads);
  g_test_add_func ("/plot/point/44-size-times-scale", test_png);
  g_test_add_func ("/plot/render/png-pixels", test_png_pixels);
  g_test_add_func ("/plot/render/png-translucent", test_png_translucent);
  g_test_add_func ("/plot/render/too-large", test_too_large);
  g_test_add_func ("/plot/point/41-hairlines-are-crisp", test_crisp);
  g_test_add_func ("/plot/point/40-seats-outweigh-the-grid", test_weights);
  g_test_add_func ("/plot/point/16-unfinished-is-hatched", test_bars);
  g_test_add_func ("/plot/point/13-a-zero-is-no-sliver", test_zero_and_gap);
  g_test_add_func ("/plot/point/38-a-gap-between-parts", test_stack_gap);
  g_test_add_func ("/plot/render/hover", test_hover);
  g_test_add_func ("/plot/render/dense-line", test_dense_line);
  g_test_add_func ("/plot/render/extreme-sizes", test_extreme_sizes);

  return g_test_run ();
}
