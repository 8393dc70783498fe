/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-style.h"

#include <math.h>

/* Colour vision deficiencies at full severity: Machado, Oliveira and Fernandes,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency",
 * 2009, table of matrices; they apply to linear RGB. */
static const double deficiencies[][9] = {
  { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
  { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
  { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
  { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
};

static const char * const deficiency_names[] = { "normal", "protan", "deutan", "tritan" };

/* Written apart from the library's, to check it. */
static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
to_srgb (double c)
{
  c = CLAMP (c, 0.0, 1.0);

  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow (c, 1.0 / 2.4) - 0.055;
}

static double
contrast (AuColor a,
          AuColor b)
{
  double y[2];

  for (int i = 0; i < 2; i++)
    {
      AuColor c = i == 0 ? a : b;

      y[i] = 0.2126 * to_linear (c.red) + 0.7152 * to_linear (c.green)
             + 0.0722 * to_linear (c.blue);
    }

  return (fmax (y[0], y[1]) + 0.05) / (fmin (y[0], y[1]) + 0.05);
}

static AuColor
simulate (AuColor       color,
          const double *m)
{
  double r = to_linear (color.red);
  double g = to_linear (color.green);
  double b = to_linear (color.blue);

  return (AuColor) {
           to_srgb (m[0] * r + m[1] * g + m[2] * b),
           to_srgb (m[3] * r + m[4] * g + m[5] * b),
           to_srgb (m[6] * r + m[7] * g + m[8] * b),
           1.0,
  };
}

static void
for_each_style (void (*func) (const AuPlotStyle *style))
{
  for (int i = 0; i < 4; i++)
    {
      AuPlotStyle style;

      au_plot_style_init (&style, i % 2 == 0 ? AU_PLOT_LIGHT : AU_PLOT_DARK, i >= 2);
      func (&style);
    }
}

static void
check_contrast (const AuPlotStyle *style)
{
  AuColor tick = style->dim;

  for (int i = -1; i < AU_PLOT_N_COLORS; i++)
    {
      AuColor mark = *au_plot_style_get_color (style, i);
      AuColor text = au_plot_style_get_text_color (style, i);

      g_assert_cmpfloat (contrast (mark, style->background), >=, 3.0);
      g_assert_cmpfloat (contrast (text, style->background), >=, 4.5);
    }

  g_assert_cmpfloat (contrast (style->foreground, style->background), >=, 4.5);
  g_assert_cmpfloat (contrast (tick, style->background), >=, 4.5);
  g_assert_cmpfloat (contrast (style->zero_line, style->background), >=, 3.0);
  g_assert_cmpfloat (contrast (style->reference_line, style->background), >=, 4.5);
  if (style->high_contrast)
    {
      g_assert_cmpfloat (contrast (style->foreground, style->background), >=, 7.0);
      g_assert_cmpfloat (contrast (style->hairline, style->background), >=, 3.0);
    }
}

static void
test_contrast (void)
{
  for_each_style (check_contrast);
}

static void
check_distances (const AuPlotStyle *style)
{
  for (guint d = 0; d < G_N_ELEMENTS (deficiencies); d++)
    for (int i = 0; i <= AU_PLOT_N_COLORS; i++)
      for (int j = 0; j < i; j++)
        {
          /* The last is "Other". */
          int rank = i == AU_PLOT_N_COLORS ? AU_RANK_OTHER : i;
          AuColor a = simulate (*au_plot_style_get_color (style, rank), deficiencies[d]);
          AuColor b = simulate (*au_plot_style_get_color (style, j), deficiencies[d]);
          double distance = au_color_oklab_distance (&a, &b);

          /* No grey that is a grey in both senses is farther from all seven. */
          double least = rank == AU_RANK_OTHER ? 0.09 : i - j == 1 ? 0.19 : 0.10;

          if (distance < least)
            g_test_message ("%s %s: colours %d and %d are %.3f apart",
                            style->scheme == AU_PLOT_DARK ? "dark" : "light",
                            deficiency_names[d], i + 1, j + 1, distance);
          g_assert_cmpfloat (distance, >=, least);
        }
}

static void
test_distances (void)
{
  for_each_style (check_distances);
}

static void
test_arithmetic (void)
{
  AuColor black = au_color_from_rgb (0x000000);
  AuColor white = au_color_from_rgb (0xffffff);
  AuColor red = au_color_from_rgb (0xff0000);
  AuColor blue = au_color_from_rgb (0x3573ab);
  AuColor half = au_color_with_alpha (&black, 0.5);
  AuColor grey = au_color_over (&half, &white);

  g_assert_cmpfloat_with_epsilon (au_color_contrast (&black, &white), 21.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (au_color_contrast (&blue, &white), contrast (blue, white), 1e-9);
  g_assert_cmpfloat_with_epsilon (au_color_oklab_distance (&black, &white), 1.0, 1e-6);
  g_assert_cmpfloat (au_color_oklab_distance (&red, &red), ==, 0.0);
  /* Ottosson's own figures for sRGB red: L 0.628, a 0.225, b 0.126. */
  g_assert_cmpfloat_with_epsilon (au_color_oklab_distance (&red, &black),
                                  sqrt (0.62796 * 0.62796 + 0.22486 * 0.22486
                                        + 0.12585 * 0.12585), 1e-4);
  g_assert_cmpfloat_with_epsilon (grey.red, 0.5, 1e-9);
  g_assert_cmpfloat (grey.alpha, ==, 1.0);
}

static void
test_accent (void)
{
  AuPlotStyle style;
  AuColor blue = au_color_from_rgb (0x0461be);
  AuColor pale = au_color_from_rgb (0xf5d76e);
  AuColor orange = au_color_from_rgb (0xd87f1a);

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  g_assert_true (au_plot_style_set_accent (&style, &blue));
  g_assert_cmpfloat (style.series[0].blue, ==, blue.blue);

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  g_assert_false (au_plot_style_set_accent (&style, &pale));
  g_assert_false (au_plot_style_set_accent (&style, &orange));
  g_assert_cmpfloat_with_epsilon (style.series[0].red, 0x35 / 255.0, 1e-9);
}

static void
test_ranks (void)
{
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  g_assert_true (au_plot_style_get_color (&style, AU_RANK_OTHER) == &style.other);
  g_assert_true (au_plot_style_get_color (&style, AU_PLOT_N_COLORS) == &style.other);
  g_assert_true (au_plot_style_get_color (&style, 0) == &style.series[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/40-contrast-in-four-styles", test_contrast);
  g_test_add_func ("/plot/point/38-colours-differ-to-any-eye", test_distances);
  g_test_add_func ("/plot/palette/arithmetic", test_arithmetic);
  g_test_add_func ("/plot/palette/accent", test_accent);
  g_test_add_func ("/plot/palette/ranks", test_ranks);

  return g_test_run ();
}
