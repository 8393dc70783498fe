/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-report-private.h"

#include "au-plot-text.h"

#include <glib/gi18n.h>

/* In pixels of the page; the margins are those of the pages of charts. */
#define MARGIN 63.0
#define TOP 110.0
#define CARDS_TOP 300.0
#define CARD_GAP 40.0
#define CONTENTS_TOP 590.0
#define FOOTER_TOP 842.0
#define FOOTER_BOTTOM 886.0
#define FOOTER_RULE 10.0
#define FOOTER_ROOM 32.0
#define N_COLUMNS 3

typedef struct
{
  AuPdf *pdf;
  cairo_t *cr;
  PangoLayout *pango;
  const AuPlotStyle *style;
} Pen;

/**
 * Words:
 *
 * How a text is set.
 */
typedef struct
{
  const char *tag;
  double size;
  gboolean bold;
  gboolean dim;
  int max_lines;
  gboolean tabular;
} Words;

static double
measure (const Pen   *pen,
         AuPlotText  *text,
         const Words *words,
         const char  *string,
         double       width)
{
  *text = (AuPlotText) {
    .role = AU_LABEL_TITLE,
    .text = g_utf8_make_valid (string, -1),
    .size = words->size,
    .bold = words->bold,
    .color = words->dim ? pen->style->dim : pen->style->foreground,
    .max_width = width,
    .max_lines = words->max_lines,
    .tabular = words->tabular,
  };
  au_plot_text_measure (pen->pango, text);
  return text->rect.height;
}

/* Draws a text whose box begins at @x, from the left or in right-to-left from the right, and
 * returns where the next one may begin. */
static double
draw (const Pen   *pen,
      const Words *words,
      const char  *string,
      double       x,
      double       y,
      double       width)
{
  AuPlotText text;
  double height;

  if (string == NULL || *string == '\0')
    return y;

  height = measure (pen, &text, words, string, width);
  text.rect.x = pen->style->rtl ? AU_REPORT_WIDTH - x - text.rect.width : x;
  text.rect.y = y;
  if (words->tag != NULL)
    au_pdf_begin_tag (pen->pdf, words->tag);
  au_plot_text_draw (pen->pango, &text, pen->cr);
  if (words->tag != NULL)
    au_pdf_end_tag (pen->pdf);
  au_plot_text_clear (&text);
  return y + height;
}

static void
draw_rule (const Pen     *pen,
           const AuColor *color,
           double         x,
           double         y,
           double         width,
           double         thickness)
{
  cairo_set_source_rgba (pen->cr, color->red, color->green, color->blue, color->alpha);
  cairo_rectangle (pen->cr, pen->style->rtl ? AU_REPORT_WIDTH - x - width : x, y, width, thickness);
  cairo_fill (pen->cr);
}

static void
draw_head (const Pen           *pen,
           const AuReportCover *cover)
{
  static const Words title = { "H1", 52.0, TRUE, FALSE, 2 };
  static const Words subtitle = { "P", 24.0, FALSE, TRUE, 2 };
  const double width = AU_REPORT_WIDTH - 2.0 * MARGIN;
  gint64 seats = au_selection_get_seats (cover->selection);
  double y = draw (pen, &title, au_selection_get_title (cover->selection), MARGIN, TOP, width);

  y = draw (pen, &subtitle, au_selection_get_subtitle (cover->selection), MARGIN, y + 6.0, width);
  if (seats > 0)
    {
      g_autofree char *number = au_format_count (au_format_get_default (), seats);
      /* Translators: %s is how many seats a customer has as of today. */
      g_autofree char *text = g_strdup_printf (ngettext ("%s seat today", "%s seats today",
                                                         (gulong) seats), number);

      draw (pen, &subtitle, text, MARGIN, y + 2.0, width);
    }
}

static void
draw_card (const Pen           *pen,
           const AuSummaryCard *card,
           double               x,
           double               width)
{
  static const Words title = { "H2", 20.0, TRUE, TRUE, 2 };
  static const Words value = { "P", 54.0, TRUE, FALSE, 1 };
  static const Words line = { "P", 19.0, FALSE, TRUE, 3 };
  static const Words small = { "P", 16.0, FALSE, TRUE, 3 };
  double y;

  au_pdf_begin_tag (pen->pdf, "Sect");
  draw_rule (pen, au_plot_style_get_color (pen->style, 0), x, CARDS_TOP, width, 3.0);
  y = draw (pen, &title, card->title, x, CARDS_TOP + 18.0, width);
  y = draw (pen, &value, card->value, x, y + 2.0, width);
  for (guint i = 0; card->lines != NULL && card->lines[i] != NULL; i++)
    y = draw (pen, &line, card->lines[i], x, y + 2.0, width);
  y = draw (pen, &line, card->running, x, y + 2.0, width);
  draw (pen, &small, card->computed, x, y + 8.0, width);
  au_pdf_end_tag (pen->pdf);
}

static void
draw_cards (const Pen           *pen,
            const AuReportCover *cover)
{
  const double width = (AU_REPORT_WIDTH - 2.0 * MARGIN - (AU_SUMMARY_N_CARDS - 1) * CARD_GAP)
                       / AU_SUMMARY_N_CARDS;

  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    draw_card (pen, &cover->summary->cards[i], MARGIN + i * (width + CARD_GAP), width);
}

/* The charts, in columns above @bottom; each leads to its page. */
static void
draw_contents (const Pen           *pen,
               const AuReportCover *cover,
               double               bottom)
{
  static const Words heading = { "H2", 20.0, TRUE, TRUE, 1 };
  static const Words entry = { NULL, 21.0, FALSE, FALSE, 1, TRUE };
  const double width = (AU_REPORT_WIDTH - 2.0 * MARGIN - (N_COLUMNS - 1) * CARD_GAP) / N_COLUMNS;
  guint n_rows = (cover->titles->len + N_COLUMNS - 1) / N_COLUMNS;
  double row_height;
  double y;

  if (cover->titles->len == 0)
    return;

  y = draw (pen, &heading, _("In This Report"), MARGIN, CONTENTS_TOP, width) + 10.0;
  row_height = MIN ((bottom - y) / n_rows, 40.0);
  for (guint i = 0; i < cover->titles->len; i++)
    {
      double x = MARGIN + (i / n_rows) * (width + CARD_GAP);
      /* A space as wide as a figure, so that the titles of pages 9 and 10 begin at one place. */
      g_autofree char *title = g_strconcat (i + 2 < 10 && cover->titles->len > 8 ? "\u2007" : "",
                                            g_ptr_array_index (cover->titles, i), NULL);
      /* Translators: a line of a table of contents: the number of a page, the title of a chart. */
      g_autofree char *text = g_strdup_printf (_("%u   %s"), i + 2, title);

      au_pdf_begin_tag (pen->pdf, "P");
      au_pdf_begin_link (pen->pdf, i + 2);
      draw (pen, &entry, text, x, y + (i % n_rows) * row_height, width);
      au_pdf_end_tag (pen->pdf);
      au_pdf_end_tag (pen->pdf);
    }
}

static const Words footer_start = { "P", 16.6, FALSE, TRUE, 1 };
static const Words footer_end = { "P", 16.6, FALSE, TRUE, 2 };

/* Where the footer begins: higher where its lines are tall or long. */
static double
measure_footer (const Pen           *pen,
                const AuReportCover *cover)
{
  const double width = AU_REPORT_WIDTH - 2.0 * MARGIN;
  double height = 0.0;
  AuPlotText text;

  if (cover->footer_start != NULL)
    {
      height += measure (pen, &text, &footer_start, cover->footer_start, width);
      au_plot_text_clear (&text);
    }
  if (cover->footer_end != NULL)
    {
      height += measure (pen, &text, &footer_end, cover->footer_end, width);
      au_plot_text_clear (&text);
    }
  return MIN (FOOTER_TOP, FOOTER_BOTTOM - height);
}

static void
draw_footer (const Pen           *pen,
             const AuReportCover *cover,
             double               top)
{
  const double width = AU_REPORT_WIDTH - 2.0 * MARGIN;
  double y;

  draw_rule (pen, &pen->style->hairline, MARGIN, top - FOOTER_RULE, width, 2.0);
  y = draw (pen, &footer_start, cover->footer_start, MARGIN, top, width);
  draw (pen, &footer_end, cover->footer_end, MARGIN, y, width);
}

/**
 * au_report_draw_cover:
 * @cover: what it says
 * @pdf: a document on a page that was begun
 * @style: the style
 *
 * Draws the first page of a report: whom it is about, the summary cards, the charts that follow,
 * and where the cards' numbers came from.
 */
void
au_report_draw_cover (const AuReportCover *cover,
                      AuPdf               *pdf,
                      const AuPlotStyle   *style)
{
  g_autoptr (PangoLayout) pango = au_plot_text_create_layout (style);
  const Pen pen = { pdf, au_pdf_get_context (pdf), pango, style };
  double footer_top;

  pango_cairo_update_layout (pen.cr, pango);
  footer_top = measure_footer (&pen, cover);
  draw_head (&pen, cover);
  draw_cards (&pen, cover);
  draw_contents (&pen, cover, footer_top - FOOTER_RULE - FOOTER_ROOM);
  draw_footer (&pen, cover, footer_top);
}
