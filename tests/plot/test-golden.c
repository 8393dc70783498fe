/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of figure in every style, compared pixel by pixel with what was looked at and found
 * good. Kept are the sums of the pixels: golden.txt. Fonts and their renderers draw differently
 * from version to version, so the sums hold for one set of them, which the file names; with
 * others the test says so and is skipped. Where a picture differs it is written to the build
 * folder, with a new golden.txt. */
#include "config.h"

#include "au-plot-render.h"
#include "figures.h"

#include <pango/pangocairo.h>
#include <string.h>

#define WIDTH 800
#define HEIGHT 450

static const struct
{
  const char *name;
  AuPlotScheme scheme;
  gboolean high_contrast;
  gboolean rtl;
} styles[] = {
  { "light", AU_PLOT_LIGHT, FALSE, FALSE },
  { "dark", AU_PLOT_DARK, FALSE, FALSE },
  { "light-contrast", AU_PLOT_LIGHT, TRUE, FALSE },
  { "dark-contrast", AU_PLOT_DARK, TRUE, FALSE },
  { "light-rtl", AU_PLOT_LIGHT, FALSE, TRUE },
};

static char *
sum_pixels (cairo_surface_t *surface)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      {
        guint32 pixel;

        memcpy (&pixel, data + (gsize) y * cairo_image_surface_get_stride (surface) + x * 4, 4);
        pixel = GUINT32_TO_LE (pixel & 0xffffff);
        g_checksum_update (checksum, (const guchar *) &pixel, 4);
      }
  return g_strdup (g_checksum_get_string (checksum));
}

/* What pixels depend on beside our own code, told by what it makes of some words of its own. */
static char *
describe_renderer (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 320, 40);
  cairo_t *cr = cairo_create (surface);
  PangoLayout *words = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Adwaita Sans, Inter 12");
  g_autofree char *sum = NULL;
  char *description;

  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  pango_layout_set_font_description (words, font);
  pango_layout_set_text (words, "Monthly 0123456789 $%–…Żółw ابج", -1);
  pango_cairo_show_layout (cr, words);
  sum = sum_pixels (surface);
  description = g_strdup_printf ("cairo %s, pango %s, words %.16s", cairo_version_string (),
                                 pango_version_string (), sum);
  pango_font_description_free (font);
  g_object_unref (words);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return description;
}

static void
write_picture (const char      *name,
               cairo_surface_t *surface)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "plot", file, NULL);

  if (cairo_surface_write_to_png (surface, path) == CAIRO_STATUS_SUCCESS)
    g_test_message ("%s differs; it is %s", name, path);
}

static void
test_golden (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "plot", "golden.txt", NULL);
  g_autofree char *new_path = g_test_build_filename (G_TEST_BUILT, "plot", "golden.txt", NULL);
  g_autofree char *renderer = describe_renderer ();
  g_autofree char *golden = NULL;
  g_autoptr (GString) seen = g_string_new (renderer);
  gboolean same_renderer;
  guint n_different = 0;

  if (g_getenv ("UNDER_VALGRIND") != NULL)
    {
      g_test_skip ("Valgrind rounds in a way of its own, which the sums of pictures would show.");
      return;
    }
  if (!g_file_get_contents (path, &golden, NULL, NULL))
    golden = g_strdup ("");
  same_renderer = g_str_has_prefix (golden, renderer);
  g_string_append_c (seen, '\n');

  for (guint i = 0; i < n_figure_entries; i++)
    for (guint j = 0; j < G_N_ELEMENTS (styles); j++)
      {
        g_autoptr (AuFigure) figure = figure_entries[i].func ();
        g_autoptr (AuPlotLayout) layout = NULL;
        g_autofree char *name = g_strdup_printf ("%s-%s", figure_entries[i].name, styles[j].name);
        g_autofree char *sum = NULL;
        g_autofree char *line = NULL;
        AuPlotSlide slide = { "a0XSAMPLE000001 · read 24 Nov 2026 09:12 UTC", "mau.sql verified" };
        AuPlotStyle style;
        cairo_surface_t *surface;

        au_plot_style_init (&style, styles[j].scheme, styles[j].high_contrast);
        style.rtl = styles[j].rtl;
        layout = au_plot_layout_new (figure, WIDTH, HEIGHT, &style, &slide);
        surface = au_plot_render_surface (layout, 1.0, NULL);
        g_assert_nonnull (surface);
        sum = sum_pixels (surface);
        line = g_strdup_printf ("%s %s\n", sum, name);
        g_string_append (seen, line);
        if (same_renderer && strstr (golden, line) == NULL)
          {
            write_picture (name, surface);
            n_different++;
          }
        cairo_surface_destroy (surface);
      }

  if (g_file_set_contents (new_path, seen->str, -1, NULL) && n_different > 0)
    g_test_message ("Look at them; if they are right, %s is the new golden.txt.", new_path);
  if (!same_renderer)
    g_test_skip ("The sums are those of other versions of fonts, Cairo or Pango.");
  g_assert_cmpuint (n_different, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/golden", test_golden);

  return g_test_run ();
}
