/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of more points than pixels: the picture is that of all points, and costs what its pixels
 * cost. */
#include "config.h"

#include "au-plot-draw-private.h"
#include "au-plot-render.h"
#include "figures.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define N_RANDOM 20

typedef struct
{
  cairo_surface_t *surface;
  double          *ink;         /* of each pixel, from 0 to 1 */
  int              width;
  int              height;
} Picture;

static void
picture_clear (Picture *picture)
{
  cairo_surface_destroy (picture->surface);
  g_free (picture->ink);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* How far a pixel has the colour of the series, from 0 to 1. */
static double
measure_ink (const guint8      *pixel,
             const AuPlotStyle *style)
{
  const AuColor *color = au_plot_style_get_color (style, 0);
  double most = 0.0;
  double range = 0.0;

  for (int i = 0; i < 3; i++)
    {
      double full = i == 0 ? color->blue : i == 1 ? color->green : color->red;
      double none = i == 0 ? style->background.blue : i == 1 ? style->background.green
                    : style->background.red;

      most = MAX (most, fabs (pixel[i] / 255.0 - full));
      range = MAX (range, fabs (none - full));
    }
  return 1.0 - MIN (most / range, 1.0);
}

static double
get_ink (const Picture *picture,
         int            x,
         int            y)
{
  return picture->ink[(gsize) y * picture->width + x];
}

/* The picture without its words. */
static Picture
draw (const AuPlotLayout *layout,
      double              scale,
      gboolean            every_point)
{
  Picture picture = {
    .width = (int) ceil (au_plot_layout_get_width (layout) * scale),
    .height = (int) ceil (au_plot_layout_get_height (layout) * scale),
  };
  AuPlotPen pen;
  cairo_t *cr;

  picture.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture.width, picture.height);
  cairo_surface_set_device_scale (picture.surface, scale, scale);
  cr = cairo_create (picture.surface);
  au_plot_pen_init (&pen, cr);
  pen.every_point = every_point;
  au_plot_draw_background (layout, &pen);
  au_plot_draw_plot (layout, &pen);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (picture.surface);
  picture.ink = g_new (double, (gsize) picture.width * picture.height);
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++)
      picture.ink[(gsize) y * picture.width + x]
        = measure_ink (cairo_image_surface_get_data (picture.surface)
                       + (gsize) y * cairo_image_surface_get_stride (picture.surface) + x * 4,
                       &layout->style);

  return picture;
}

/* How many pixels are full in one picture that have nothing in the other one within @reach. */
static guint
count_lost (const Picture *from,
            const Picture *in,
            int            reach)
{
  guint n = 0;

  for (int y = 0; y < from->height; y++)
    for (int x = 0; x < from->width; x++)
      {
        gboolean found = FALSE;

        if (get_ink (from, x, y) < 0.9)
          continue;
        for (int v = MAX (y - reach, 0); v <= MIN (y + reach, in->height - 1) && !found; v++)
          for (int u = MAX (x - reach, 0); u <= MIN (x + reach, in->width - 1) && !found; u++)
            found = get_ink (in, u, v) >= 0.25;
        n += !found;
      }
  return n;
}

static guint
count_full (const Picture *picture)
{
  guint n = 0;

  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      n += get_ink (picture, x, y) > 0.5;
  return n;
}

typedef enum
{
  SHAPE_NOISE,
  SHAPE_WALK,
  SHAPE_WAVE,
  SHAPE_SPIKES,
  SHAPE_FLAT,
  N_SHAPES,
} Shape;

typedef enum
{
  GAPS_NONE,
  GAPS_FEW,
  GAPS_RUNS,
  GAPS_LONE_POINTS,
  N_GAPS,
} Gaps;

static void
fill (AuSeries *series,
      gsize     n,
      Shape     shape,
      Gaps      gaps)
{
  double level = g_test_rand_double_range (-300.0, 800.0);
  double turns = g_test_rand_double_range (1.0, 40.0);
  gsize run = MAX (n / 40, 1);

  for (gsize i = 0; i < n; i++)
    {
      double value = level;
      double chance = g_test_rand_double ();

      level += shape == SHAPE_WALK ? g_test_rand_double_range (-8.0, 8.0) : 0.0;
      if (shape == SHAPE_NOISE)
        value = g_test_rand_double_range (-400.0, 900.0);
      else if (shape == SHAPE_WAVE)
        value = 500.0 * sin (i * 6.3 * turns / n);
      else if (shape == SHAPE_SPIKES && chance < 40.0 / n)
        value = g_test_rand_double_range (-900.0, 900.0);

      if ((gaps == GAPS_FEW && g_test_rand_double () < 0.01)
          || (gaps == GAPS_RUNS && i / run % 3 == 1)
          || (gaps == GAPS_LONE_POINTS && i / run % 3 != 0 && i % (run / 2 + 2) != 0))
        value = NAN;
      au_series_set_value (series, i, value, NULL);
    }
}

static AuFigure *
create (AuSeriesKind kind,
        gsize        n,
        Shape        shape,
        Gaps         gaps,
        gboolean     special)
{
  AuFigure *figure = au_figure_new ();
  AuDay first = au_day_new (1950, 1, 1);
  AuPanel *panel;

  au_figure_set_day_range (figure, first, first + (int) n - 1);
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL);
  fill (au_panel_add_series (panel, kind, "Series", 0), n, shape, gaps);
  if (special)
    {
      au_figure_set_emphasis (figure, (int) n - 2);
      au_figure_set_partial (figure, (int) n - 1, "");
    }
  au_figure_seal (figure);

  return figure;
}

/* What is drawn as columns of pixels is what all points draw. Of what is full in one picture all
 * but four pixels in a hundred have something of it within one pixel in the other, and all but
 * three in a thousand, of levels ten, within two. */
static void
assert_same (AuFigure          *figure,
             const AuPlotStyle *style,
             int                width,
             int                height,
             double             scale)
{
  g_autoptr (AuPlotLayout) layout = au_plot_layout_new (figure, width, height, style, NULL);
  g_auto (Picture) all = draw (layout, scale, TRUE);
  g_auto (Picture) reduced = draw (layout, scale, FALSE);
  guint n_full = count_full (&all);
  guint some = n_full * 4 / 100 + 8;
  AuSeries *series = au_panel_get_series (au_figure_get_panel (figure, 0), 0);
  guint few = n_full * (au_series_get_kind (series) == AU_SERIES_STEP ? 20 : 3) / 1000 + 4;

  g_assert_cmpuint (count_lost (&all, &reduced, 1), <=, some);
  g_assert_cmpuint (count_lost (&reduced, &all, 1), <=, some);
  g_assert_cmpuint (count_lost (&all, &reduced, 2), <=, few);
  g_assert_cmpuint (count_lost (&reduced, &all, 2), <=, few);
}

static void
test_same_picture (gconstpointer data)
{
  static const double scales[] = { 1.0, 1.25, 2.0, 3.0 };
  AuSeriesKind kind = GPOINTER_TO_INT (data);

  for (int i = 0; i < N_RANDOM; i++)
    {
      Shape shape = i % N_SHAPES;
      Gaps gaps = i / N_SHAPES % N_GAPS;
      gboolean special = g_test_rand_int_range (0, 2);
      double scale = scales[g_test_rand_int_range (0, G_N_ELEMENTS (scales))];
      int width = g_test_rand_int_range (150, 450);
      int height = g_test_rand_int_range (100, 250);
      /* From a little more than a point a pixel to forty. */
      gsize n = (gsize) (width * scale * exp (g_test_rand_double_range (0.05, log (40.0))));
      g_autoptr (AuFigure) figure = NULL;
      AuPlotStyle style;

      /* A level between two gaps is seen, and not as thin as it is. */
      if (kind == AU_SERIES_STEP && gaps == GAPS_LONE_POINTS)
        continue;
      figure = create (kind, n, shape, gaps, special);
      au_plot_style_init (&style, AU_PLOT_LIGHT, g_test_rand_int_range (0, 4) == 0);
      style.rtl = g_test_rand_int_range (0, 2);
      g_test_message ("shape %d, gaps %d, special %d, %" G_GSIZE_FORMAT " values, %d × %d at %g%s%s",
                      shape, gaps, special, n, width, height, scale, style.rtl ? ", RTL" : "",
                      style.high_contrast ? ", high contrast" : "");
      assert_same (figure, &style, width, height, scale);
    }
}

static void
assert_exported (AuFigure          *figure,
                 const AuPlotStyle *style,
                 int                width,
                 int                height)
{
  AuPlotSlide slide = { "left", "right" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = au_plot_render_png (figure, width, height, 1.0, style, &slide, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (png), >, 100);
}

/* The two ends of what a picture may be. */
static void
test_sizes (void)
{
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  for (AuSeriesKind kind = AU_SERIES_BAR; kind <= AU_SERIES_STEP; kind++)
    {
      g_autoptr (AuFigure) figure = create (kind, 50000, SHAPE_WALK, GAPS_FEW, TRUE);

      assert_same (figure, &style, 64, 64, 1.0);
      assert_exported (figure, &style, 64, 64);
      if (kind == AU_SERIES_BAR || kind == AU_SERIES_LINE)
        assert_same (figure, &style, 10000, 150, 1.0);
      if (kind == AU_SERIES_LINE)
        assert_exported (figure, &style, 10000, 1000);
    }
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The corners of all paths, as an SVG file has them. */
static guint
count_corners (const AuPlotLayout *layout)
{
  g_autoptr (GString) file = g_string_new (NULL);
  cairo_surface_t *surface;
  cairo_t *cr;
  AuPlotPen pen;
  guint n = 0;

  surface = cairo_svg_surface_create_for_stream (write_cb, file, au_plot_layout_get_width (layout),
                                                 au_plot_layout_get_height (layout));
  cr = cairo_create (surface);
  au_plot_pen_init (&pen, cr);
  au_plot_draw_plot (layout, &pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  for (const char *path = strstr (file->str, " d=\""); path != NULL; path = strstr (path, " d=\""))
    for (path += 4; *path != '"'; path++)
      n += strchr ("MLHVC", *path) != NULL;
  return n;
}

/* What is drawn is bounded by the width, however many points there are. */
static void
test_bounded (void)
{
  static const int widths[] = { 300, 1200 };
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  for (AuSeriesKind kind = AU_SERIES_BAR; kind <= AU_SERIES_STEP; kind++)
    for (Shape shape = 0; shape < N_SHAPES; shape++)
      for (Gaps gaps = 0; gaps < N_GAPS; gaps++)
        for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
          {
            g_autoptr (AuFigure) figure = create (kind, 100000, shape, gaps, TRUE);
            g_autoptr (AuPlotLayout) layout = NULL;
            guint corners;
            gsize n_marks;

            layout = au_plot_layout_new (figure, widths[i], 300, &style, NULL);
            au_plot_layout_get_marks (layout, &n_marks);
            corners = count_corners (layout);
            g_test_message ("kind %d, shape %d, gaps %d: %u corners on %d pixels", kind, shape,
                            gaps, corners, widths[i]);
            g_assert_cmpuint (n_marks, <=, 4 * widths[i]);
            g_assert_cmpuint (corners, >, 10);
            /* Four pieces of eight corners a column at most, or as many dots. */
            g_assert_cmpuint (corners, <=, (gaps == GAPS_LONE_POINTS ? 80 : 40) * widths[i]);
          }
}

/* Every second value is missing, so there are as many lone points as can be. */
static void
test_only_lone_points (void)
{
  g_autoptr (AuFigure) figure = au_figure_new ();
  g_autoptr (AuPlotLayout) layout = NULL;
  AuDay first = au_day_new (1950, 1, 1);
  AuPlotStyle style;
  AuSeries *series;

  au_figure_set_day_range (figure, first, first + 99999);
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL),
                                AU_SERIES_LINE, "Series", 0);
  for (gsize i = 0; i < 100000; i += 2)
    au_series_set_value (series, i, g_test_rand_double_range (0.0, 100.0), NULL);
  au_figure_seal (figure);
  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  layout = au_plot_layout_new (figure, 600, 300, &style, NULL);
  g_assert_cmpuint (count_corners (layout), <=, 80 * 600);
}

/* The extents are those that reading every value finds. */
static void
test_extents (void)
{
  static const gsize sizes[] = { 1, 100, 1023, 1024, 4097, 70000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (AuFigure) figure = create (AU_SERIES_LINE, sizes[i], SHAPE_NOISE, GAPS_RUNS,
                                            FALSE);
      AuSeries *series = au_panel_get_series (au_figure_get_panel (figure, 0), 0);

      for (int j = 0; j < 300; j++)
        {
          gsize from = g_test_rand_int_range (0, (int) sizes[i]);
          gsize to = g_test_rand_int_range ((int) from, (int) sizes[i] + 1);
          AuExtent extent = au_series_find_extent (series, from, to);
          double least = INFINITY;
          double greatest = -INFINITY;
          gsize n = 0;

          for (gsize k = from; k < to; k++)
            if (!isnan (series->values[k]))
              {
                least = MIN (least, series->values[k]);
                greatest = MAX (greatest, series->values[k]);
                n++;
              }
          g_assert_cmpfloat (extent.least, ==, least);
          g_assert_cmpfloat (extent.greatest, ==, greatest);
          g_assert_cmpuint (extent.n_values, ==, n);
        }
    }
}

/* A mark that is made when it is asked for is the one that is drawn. */
static void
test_find_mark (void)
{
  for (guint i = 0; i < n_figure_entries; i++)
    for (int rtl = 0; rtl < 2; rtl++)
      {
        g_autoptr (AuFigure) figure = figure_entries[i].func ();
        g_autoptr (AuPlotLayout) layout = NULL;
        AuPlotStyle style;
        const AuMark *marks;
        AuMark found;
        gsize n;

        au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
        style.rtl = rtl;
        layout = au_plot_layout_new (figure, 700, 400, &style, NULL);
        marks = au_plot_layout_get_marks (layout, &n);
        for (gsize j = 0; j < n && marks[j].role != AU_MARK_CELL; j++)
          {
            g_assert_true (au_plot_layout_find_mark (layout, marks[j].panel, marks[j].series,
                                                     marks[j].category, &found));
            g_assert_cmpint (found.role, ==, marks[j].role);
            g_assert_cmpint (found.category, ==, marks[j].category);
            g_assert_cmpfloat (found.value, ==, marks[j].value);
            g_assert_cmpfloat (found.rect.x, ==, marks[j].rect.x);
            g_assert_cmpfloat (found.rect.y, ==, marks[j].rect.y);
            g_assert_cmpfloat (found.rect.width, ==, marks[j].rect.width);
            g_assert_cmpfloat (found.rect.height, ==, marks[j].rect.height);
            g_assert_cmpint (found.partial, ==, marks[j].partial);
            g_assert_cmpint (found.emphasised, ==, marks[j].emphasised);
          }
        g_assert_false (au_plot_layout_find_mark (layout, 2, 0, 0, &found));
        g_assert_false (au_plot_layout_find_mark (layout, 0, 99, 0, &found));
        g_assert_false (au_plot_layout_find_mark (layout, 0, 0, 99999, &found));
        g_assert_false (au_plot_layout_find_mark (layout, 0, 0, -1, &found));
      }
}

/* Every value, however many share a pixel, is found by the pointer and said as it is. */
static void
test_true_values (void)
{
  g_autoptr (AuFigure) figure = create (AU_SERIES_LINE, 60000, SHAPE_NOISE, GAPS_FEW, TRUE);
  AuSeries *series = au_panel_get_series (au_figure_get_panel (figure, 0), 0);
  g_autoptr (AuPlotLayout) layout = NULL;
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  layout = au_plot_layout_new (figure, 600, 300, &style, NULL);
  g_assert_cmpuint (au_plot_layout_get_n_bands (layout), ==, 60000);
  for (int i = 0; i < 60000; i += 7)
    {
      g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, i);
      g_autofree char *text = au_series_dup_text (series, i);
      AuMark mark;

      if (text == NULL)
        {
          g_assert_cmpuint (tooltip->rows->len, ==, 0);
          g_assert_false (au_plot_layout_find_mark (layout, 0, 0, i, &mark));
          continue;
        }
      g_assert_cmpuint (tooltip->rows->len, ==, 1);
      g_assert_cmpstr (((AuTooltipRow *) g_ptr_array_index (tooltip->rows, 0))->value, ==, text);
      g_assert_true (au_plot_layout_find_mark (layout, 0, 0, i, &mark));
      g_assert_cmpfloat (mark.value, ==, au_series_get_value (series, i));
      g_assert_cmpint (au_plot_layout_find_band (layout, mark.rect.x, 100.0), ==, i);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/dense/same-picture/bars", GINT_TO_POINTER (AU_SERIES_BAR),
                        test_same_picture);
  g_test_add_data_func ("/dense/same-picture/stack", GINT_TO_POINTER (AU_SERIES_STACK),
                        test_same_picture);
  g_test_add_data_func ("/dense/same-picture/line", GINT_TO_POINTER (AU_SERIES_LINE),
                        test_same_picture);
  g_test_add_data_func ("/dense/same-picture/step", GINT_TO_POINTER (AU_SERIES_STEP),
                        test_same_picture);
  g_test_add_func ("/dense/sizes", test_sizes);
  g_test_add_func ("/dense/bounded", test_bounded);
  g_test_add_func ("/dense/only-lone-points", test_only_lone_points);
  g_test_add_func ("/dense/extents", test_extents);
  g_test_add_func ("/dense/find-mark", test_find_mark);
  g_test_add_func ("/dense/true-values", test_true_values);

  return g_test_run ();
}
