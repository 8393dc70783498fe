/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-style.h"

#include <glib/gi18n.h>

/* The palette: found by search so that every colour has a contrast of 3 on its
 * card and any two are told apart under the common colour vision deficiencies.
 * A test holds both; a colour must not be changed alone. The grey of "Other" is
 * the one farthest from all seven: a middle grey is the green of the light
 * palette to a person without green cones. */
static const unsigned int light_series[AU_PLOT_N_COLORS] = {
  0x3573ab, 0xd87f19, 0x593392, 0x3da48d, 0x8a1c42, 0x9c85ec, 0x8c5f01,
};

static const unsigned int dark_series[AU_PLOT_N_COLORS] = {
  0x60abf8, 0xedb14c, 0x8871ca, 0x90f0b3, 0xc35f7a, 0xd5c9ff, 0xa88f04,
};

/**
 * au_plot_style_init:
 * @style: (out caller-allocates): the style to fill
 * @scheme: light or dark
 * @high_contrast: whether lines and outlines are to be stronger
 *
 * Fills @style with the colours of the scheme, text at scale 1, an opaque
 * background and left-to-right direction.
 */
void
au_plot_style_init (AuPlotStyle  *style,
                    AuPlotScheme  scheme,
                    gboolean      high_contrast)
{
  const unsigned int *series = scheme == AU_PLOT_DARK ? dark_series : light_series;

  g_return_if_fail (style != NULL);

  *style = (AuPlotStyle) {
    .scheme = scheme,
    .high_contrast = high_contrast,
    .text_scale = 1.0,
    /* Adwaita Sans derives from Inter, which is what older systems have. */
    .font_family = g_intern_static_string ("Adwaita Sans, Inter, Cantarell, sans"),
    .corner_radius = 3.0,
  };

  for (guint i = 0; i < AU_PLOT_N_COLORS; i++)
    style->series[i] = au_color_from_rgb (series[i]);

  if (scheme == AU_PLOT_DARK)
    {
      style->background = au_color_from_rgb (0x36363a);
      style->foreground = au_color_from_rgb (0xffffff);
      style->dim = au_color_from_rgb (high_contrast ? 0xffffff : 0xb6b6bb);
      style->hairline = au_color_from_rgb (high_contrast ? 0x828287 : 0x4d4d52);
      style->zero_line = au_color_from_rgb (high_contrast ? 0xffffff : 0x9d9da2);
      style->reference_line = au_color_from_rgb (0xffffff);
      style->band = (AuColor) { 1.0, 1.0, 1.0, high_contrast ? 0.20 : 0.09 };
      style->other = au_color_from_rgb (0xadadb1);
    }
  else
    {
      style->background = au_color_from_rgb (0xffffff);
      style->foreground = au_color_from_rgb (high_contrast ? 0x000000 : 0x1d1d20);
      style->dim = au_color_from_rgb (high_contrast ? 0x000000 : 0x68686d);
      style->hairline = au_color_from_rgb (high_contrast ? 0x939398 : 0xe3e3e6);
      style->zero_line = au_color_from_rgb (high_contrast ? 0x000000 : 0x77777c);
      style->reference_line = au_color_from_rgb (high_contrast ? 0x000000 : 0x1d1d20);
      style->band = (AuColor) { 0.0, 0.0, 0.0, high_contrast ? 0.16 : 0.06 };
      style->other = au_color_from_rgb (0x6c6c70);
    }
}

/**
 * au_plot_style_set_accent:
 * @style: a style
 * @accent: the person's accent colour
 *
 * Uses @accent for the first series, but only where it can be told from the
 * background and from every other colour: a number that cannot be read is a
 * worse fault than a colour that was not chosen.
 *
 * Returns: whether it is used
 */
gboolean
au_plot_style_set_accent (AuPlotStyle   *style,
                          const AuColor *accent)
{
  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (accent != NULL, FALSE);

  if (au_color_contrast (accent, &style->background) < 3.0)
    return FALSE;

  if (au_color_oklab_distance (accent, &style->other) < 0.10)
    return FALSE;

  for (guint i = 1; i < AU_PLOT_N_COLORS; i++)
    if (au_color_oklab_distance (accent, &style->series[i]) < 0.10)
      return FALSE;

  style->series[0] = *accent;

  return TRUE;
}

/**
 * au_plot_style_get_color:
 * @style: a style
 * @rank: the rank of a series, from 0, or %AU_RANK_OTHER
 *
 * Ranks past the palette get the grey of "Other": two series never share a
 * colour that looks like an identity.
 *
 * Returns: (transfer none): the colour
 */
const AuColor *
au_plot_style_get_color (const AuPlotStyle *style,
                         int                rank)
{
  g_return_val_if_fail (style != NULL, NULL);

  if (rank < 0 || rank >= AU_PLOT_N_COLORS)
    return &style->other;

  return &style->series[rank];
}

/**
 * au_plot_style_get_text_color:
 * @style: a style
 * @rank: the rank of a series, from 0, or %AU_RANK_OTHER
 *
 * A series' name is written in its colour, but text needs more contrast (4.5)
 * than a mark (3), so the colour goes toward the foreground until it has it.
 *
 * Returns: the colour for text that names the series
 */
AuColor
au_plot_style_get_text_color (const AuPlotStyle *style,
                              int                rank)
{
  AuColor color;

  g_return_val_if_fail (style != NULL, (AuColor) { 0 });

  color = *au_plot_style_get_color (style, rank);

  for (double alpha = 1.0;
       alpha > 0.0 && au_color_contrast (&color, &style->background) < 4.5;
       alpha -= 0.05)
    {
      AuColor base = au_color_with_alpha (au_plot_style_get_color (style, rank), alpha);

      color = au_color_over (&base, &style->foreground);
    }

  return color;
}
