/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cairo writes the shapes; the texts are written here, as <text>. Cairo would make outlines of
 * them, which no one can search, select, edit or have read aloud. Each line carries the length that
 * it was laid out with, so that a reader without the font still keeps it in its place. Where a
 * picture has to look the same everywhere, PDF is the format: it brings its fonts.
 */
#include "config.h"

#include "au-plot-svg.h"

#include "au-error.h"
#include "au-plot-draw-private.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <string.h>

/* Where along a line its place is given. Another font may be wider or narrower: then a label under
 * its bar stays under it, and one before an axis does not run into it. */
typedef enum
{
  ANCHOR_START,
  ANCHOR_MIDDLE,
  ANCHOR_END,
} Anchor;

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_string_append_len (closure, (const char *) data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Escapes for XML. What XML cannot hold at all, as control characters, is replaced. */
static void
append_escaped (GString    *out,
                const char *text,
                gsize       length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '"')
        g_string_append (out, "&quot;");
      else if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f || c == 0xfffe || c == 0xffff)
        g_string_append (out, "\357\277\275");
      else
        g_string_append_unichar (out, c);
    }
}

/* Locale-independent, to a thousandth, without zeros at the end. */
static void
append_number (GString *out,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length;

  g_ascii_formatd (buffer, sizeof buffer, "%.3f", value);
  length = strlen (buffer);
  while (length > 0 && buffer[length - 1] == '0')
    length--;
  if (length > 0 && buffer[length - 1] == '.')
    length--;
  g_string_append_len (out, buffer, length);
}

static void
append_attribute (GString    *out,
                  const char *name,
                  double      value)
{
  g_string_append_printf (out, " %s=\"", name);
  append_number (out, value);
  g_string_append_c (out, '"');
}

static Anchor
get_anchor (const AuPlotLayout *self,
            const AuPlotText   *text)
{
  switch (text->role)
    {
      case AU_LABEL_CATEGORY_TICK:
      case AU_LABEL_YEAR:
      case AU_LABEL_VALUE:
        return ANCHOR_MIDDLE;

      case AU_LABEL_VALUE_TICK:
        return self->mirrored ? ANCHOR_START : ANCHOR_END;

      case AU_LABEL_FOOTER:
        return text->rect.x + text->rect.width > self->width / 2.0 + self->content.width * 0.49 &&
               text->rect.x > self->width * 0.25 ? ANCHOR_END : ANCHOR_START;

      case AU_LABEL_TITLE:
      case AU_LABEL_SUBTITLE:
      case AU_LABEL_FOOTNOTE:
      case AU_LABEL_PANEL:
      case AU_LABEL_END:
      case AU_LABEL_REFERENCE:
      case AU_LABEL_PARTIAL:
      case AU_LABEL_LEGEND:
      case AU_LABEL_HEADER:
      case AU_LABEL_CELL:
      case AU_LABEL_STATUS:
      default:
        return ANCHOR_START;
    }
}

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  const PangoGlyphItem *first = *(const PangoGlyphItem *const *) a;
  const PangoGlyphItem *second = *(const PangoGlyphItem *const *) b;

  return first->item->offset - second->item->offset;
}

/* What a line shows, in the order in which it is read: where it was shortened, only what is left.
 * */
static void
append_line (GString         *out,
             PangoLayoutLine *line,
             const char      *text)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();

  for (GSList *l = line->runs; l != NULL; l = l->next)
    g_ptr_array_add (runs, l->data);
  g_ptr_array_sort (runs, compare_runs);

  for (guint i = 0; i < runs->len; i++)
    {
      const PangoGlyphItem *run = g_ptr_array_index (runs, i);

      if ((run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0)
        g_string_append (out, "…");
      else
        append_escaped (out, text + run->item->offset, run->item->length);
    }
}

static void
append_opening (GString            *out,
                const AuPlotLayout *self,
                const AuPlotText   *text)
{
  AuColor color = text->color;

  g_string_append (out, "<text");
  append_attribute (out, "font-size", text->size);
  g_string_append_printf (out, " fill=\"#%02x%02x%02x\"", (guint) (color.red * 255.0 + 0.5),
                          (guint) (color.green * 255.0 + 0.5), (guint) (color.blue * 255.0 + 0.5));
  if (color.alpha < 1.0)
    append_attribute (out, "fill-opacity", color.alpha);
  if (text->bold)
    g_string_append (out, " font-weight=\"700\"");
  if (text->tabular)
    g_string_append (out, " style=\"font-variant-numeric: tabular-nums\"");
}

/* A text, one element a line: SVG does not break lines. */
static void
append_text (GString            *out,
             const AuPlotLayout *self,
             PangoLayout        *pango,
             const AuPlotText   *text)
{
  static const char *const names[] = { NULL, "middle", "end" };
  Anchor anchor = get_anchor (self, text);
  PangoRectangle box;
  PangoLayoutIter *iter;

  au_plot_text_set_up (pango, text);
  pango_layout_get_extents (pango, NULL, &box);
  iter = pango_layout_get_iter (pango);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      gboolean rtl = line->resolved_dir == PANGO_DIRECTION_RTL;
      PangoRectangle extents;
      double x;
      double width;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      width = (double) extents.width / PANGO_SCALE;
      if (width <= 0.0)
        continue;

      x = text->rect.x + (double) (extents.x - box.x) / PANGO_SCALE;
      if (anchor == ANCHOR_MIDDLE)
        x += width / 2.0;
      else if ((anchor == ANCHOR_END) != rtl)
        x += width;

      append_opening (out, self, text);
      append_attribute (out, "x", x);
      append_attribute (out, "y", text->rect.y + (double) (pango_layout_iter_get_baseline (iter)
                                                           - box.y) / PANGO_SCALE);
      append_attribute (out, "textLength", width);
      g_string_append (out, " lengthAdjust=\"spacingAndGlyphs\"");
      if (names[anchor] != NULL)
        g_string_append_printf (out, " text-anchor=\"%s\"", names[anchor]);
      if (rtl)
        g_string_append (out, " direction=\"rtl\"");
      g_string_append_c (out, '>');
      append_line (out, line, text->text);
      g_string_append (out, "</text>\n");
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
append_texts (GString            *out,
              const AuPlotLayout *self,
              double              scale)
{
  g_autoptr (PangoLayout) pango = au_plot_text_create_layout (&self->style);
  g_autoptr (GPtrArray) texts = au_plot_sort_texts (self);
  g_autofree char *family = NULL;
  g_auto (GStrv) families = g_strsplit (self->style.font_family, ",", -1);
  guint n = g_strv_length (families);

  /* The last name is fontconfig's, of which CSS has its own. */
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strstrip (g_steal_pointer (&families[i]));

      families[i] = i + 1 < n ? g_strdup_printf ("'%s'", name) : g_strdup ("sans-serif");
    }
  family = g_strjoinv (", ", families);

  g_string_append_printf (out, "<g font-family=\"%s\" xml:space=\"preserve\"", family);
  if (scale != 1.0)
    {
      g_string_append (out, " transform=\"scale(");
      append_number (out, scale);
      g_string_append (out, ")\"");
    }
  g_string_append (out, ">\n");
  for (guint i = 0; i < texts->len; i++)
    append_text (out, self, pango, g_ptr_array_index (texts, i));
  g_string_append (out, "</g>\n");
}

/* What a screen reader says of the picture, and a browser shows over it. */
static void
append_words (GString    *out,
              const char *element,
              const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  g_string_append_printf (out, "<%s>", element);
  append_escaped (out, text, strlen (text));
  g_string_append_printf (out, "</%s>\n", element);
}

static cairo_status_t
draw_shapes (const AuPlotLayout *layout,
             double              scale,
             GString            *out)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, out,
                                                                  layout->width * scale,
                                                                  layout->height * scale);
  cairo_t *cr;
  AuPlotPen pen;
  cairo_status_t status;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  au_plot_pen_init (&pen, cr);
  au_plot_draw_background (layout, &pen);
  au_plot_draw_plot (layout, &pen);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * au_plot_render_svg:
 * @layout: a layout
 * @scale: factor on the size of the picture
 * @description: (nullable): what the picture says, for those who do not see it
 * @error: return location for an error
 *
 * Draws an SVG picture of @layout's size × @scale, in CSS pixels, in any thread. Texts are texts,
 * in the font of the style or what stands for it where it is read. The same input gives the same
 * bytes.
 *
 * Returns: (transfer full): an SVG file, or %NULL with %AU_ERROR_FAILED
 */
GBytes *
au_plot_render_svg (const AuPlotLayout  *layout,
                    double               scale,
                    const char          *description,
                    GError             **error)
{
  g_autoptr (GString) shapes = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  cairo_status_t status;
  const char *root;
  const char *body;
  const char *end;

  g_return_val_if_fail (layout != NULL, NULL);

  status = draw_shapes (layout, scale, shapes);
  root = strstr (shapes->str, "<svg ");
  body = root != NULL ? strchr (root, '>') : NULL;
  end = g_strrstr (shapes->str, "</svg>");
  if (status != CAIRO_STATUS_SUCCESS || body == NULL || end == NULL)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
                   /* Translators: %s is the reason that the drawing library gives, in English. */
                   _("The picture cannot be drawn: %s."), cairo_status_to_string (status));
      return NULL;
    }

  g_string_append_len (out, shapes->str, root + strlen ("<svg ") - shapes->str);
  g_string_append (out, "role=\"img\" ");
  g_string_append_len (out, root + strlen ("<svg "), body + 1 - root - strlen ("<svg "));
  g_string_append_c (out, '\n');
  append_words (out, "title", au_figure_get_title (layout->figure));
  append_words (out, "desc", description);
  g_string_append_len (out, body + 1, end - body - 1);
  append_texts (out, layout, scale);
  g_string_append (out, "</svg>\n");

  return g_string_free_to_bytes (g_steal_pointer (&out));
}
