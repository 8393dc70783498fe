/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-text.h"

/**
 * au_plot_text_create_layout:
 * @style: the style
 *
 * Makes the PangoLayout that measures or draws all text of one picture, in
 * this thread. Metrics are not hinted and glyphs not rounded to pixels, so that
 * text measured at one scale fits its box at every other; and nothing is read
 * from the desktop's settings, so that the same picture is the same bytes.
 *
 * Returns: (transfer full): the layout
 */
PangoLayout *
au_plot_text_create_layout (const AuPlotStyle *style)
{
  /* The default font map is one a thread. */
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoLayout *pango;

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);

  pango_cairo_context_set_resolution (context, 96.0);
  pango_context_set_round_glyph_positions (context, FALSE);

  pango = pango_layout_new (context);
  g_object_unref (context);
  g_object_set_data (G_OBJECT (pango), "au-rtl", GINT_TO_POINTER (style->rtl));
  g_object_set_data_full (G_OBJECT (pango), "au-font",
                          pango_font_description_from_string (style->font_family),
                          (GDestroyNotify) pango_font_description_free);

  return pango;
}

/* Of the blocks that Unicode keeps for scripts that run from right to left. */
static gboolean
is_rtl_letter (gunichar c)
{
  return g_unichar_isalpha (c) && ((c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) ||
                                   (c >= 0xfe70 && c <= 0xfeff));
}

/* Words bring their direction; what has no letter is a number, written from left to right in every
 * script: "+75" must not become "75+". Returns whether it is of right-to-left words. */
static gboolean
set_direction (PangoLayout *pango,
               const char  *text)
{
  gboolean rtl = FALSE;
  gboolean mixed = FALSE;

  if (g_object_get_data (G_OBJECT (pango), "au-rtl") != NULL)
    for (const char *p = text; *p != '\0' && !mixed; p = g_utf8_next_char (p))
      {
        gunichar c = g_utf8_get_char (p);

        rtl = rtl || g_unichar_isalpha (c);
        mixed = is_rtl_letter (c);
      }

  /* A line that begins with a name in Latin letters and goes on in Arabic is an Arabic line. */
  pango_layout_set_auto_dir (pango, !mixed);
  pango_context_set_base_dir (pango_layout_get_context (pango),
                              rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_layout_context_changed (pango);
  return mixed;
}

/**
 * au_plot_text_set_up:
 * @pango: from au_plot_text_create_layout()
 * @text: a text
 *
 * Gives @pango the words of @text with their font, width and direction, as they are measured and
 * drawn.
 */
void
au_plot_text_set_up (PangoLayout      *pango,
                     const AuPlotText *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontDescription *font = g_object_get_data (G_OBJECT (pango), "au-font");

  pango_font_description_set_absolute_size (font, text->size * PANGO_SCALE);
  pango_font_description_set_weight (font, text->bold ? PANGO_WEIGHT_BOLD
                                     : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (pango, font);

  /* Not everywhere: it would space the hyphens of names too. */
  if (text->tabular)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (pango, attributes);

  pango_layout_set_wrap (pango, PANGO_WRAP_WORD_CHAR);

  if (text->max_width > 0.0)
    {
      pango_layout_set_width (pango, text->max_width * PANGO_SCALE);
      pango_layout_set_height (pango, -MAX (text->max_lines, 1));
      pango_layout_set_ellipsize (pango, PANGO_ELLIPSIZE_END);
    }
  else
    {
      pango_layout_set_width (pango, -1);
      pango_layout_set_height (pango, -1);
      pango_layout_set_ellipsize (pango, PANGO_ELLIPSIZE_NONE);
    }

  /* Pango turns the sides where a text runs against its context, not where both run leftward. */
  pango_layout_set_alignment (pango, set_direction (pango, text->text)
                              && text->alignment == PANGO_ALIGN_LEFT
                              ? PANGO_ALIGN_RIGHT : text->alignment);
  pango_layout_set_text (pango, text->text, -1);
}

/**
 * au_plot_text_measure:
 * @pango: from au_plot_text_create_layout()
 * @text: the text; the size of its box is set
 */
void
au_plot_text_measure (PangoLayout *pango,
                      AuPlotText  *text)
{
  PangoRectangle logical;

  au_plot_text_set_up (pango, text);
  pango_layout_get_extents (pango, NULL, &logical);

  text->rect.width = (double) logical.width / PANGO_SCALE;
  text->rect.height = (double) logical.height / PANGO_SCALE;
  text->cut = pango_layout_is_ellipsized (pango);
}

/**
 * au_plot_text_draw:
 * @pango: from au_plot_text_create_layout()
 * @text: a measured and placed text
 * @cr: where to draw
 */
void
au_plot_text_draw (PangoLayout      *pango,
                   const AuPlotText *text,
                   cairo_t          *cr)
{
  PangoRectangle logical;

  au_plot_text_set_up (pango, text);
  pango_layout_get_extents (pango, NULL, &logical);

  cairo_set_source_rgba (cr, text->color.red, text->color.green, text->color.blue,
                         text->color.alpha);
  /* With a width set, alignment moves the lines within that width, not the box. */
  cairo_move_to (cr, text->rect.x - (double) logical.x / PANGO_SCALE,
                 text->rect.y - (double) logical.y / PANGO_SCALE);
  pango_cairo_show_layout (cr, pango);
}

void
au_plot_text_clear (gpointer data)
{
  AuPlotText *text = data;

  g_clear_pointer (&text->text, g_free);
}
