/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>

/* The frame of an exported picture: title, subtitle, footnotes, a rule, and a
 * footer that says where the numbers came from. Distances are those of the
 * screen; the layout's unit makes them a slide's. */

#define MARGIN_X 36.0
#define MARGIN_TOP 30.0
#define MARGIN_BOTTOM 17.0
#define SIZE_TITLE 19.5
#define SIZE_SUBTITLE 12.0
#define SIZE_FOOTER 9.5

/* Of the picture's height, what the footer may take. */
#define MAX_FOOTER_SHARE 0.3

/* Less than this is no plot; then the frame gives way. */
#define MIN_PLOT_HEIGHT 60.0

/* Places a text at the content's top and lowers it. */
static void
add_above (AuPlotLayout  *self,
           AuLabelRole    role,
           const char    *words,
           double         size,
           gboolean       bold,
           const AuColor *color,
           double         gap)
{
  AuPlotText text;

  if (words == NULL || *words == '\0')
    return;

  text = au_plot_layout_make_text (self, role, words, size, bold, color, self->content.width, 2);

  if (self->content.height - text.rect.height - gap < MIN_PLOT_HEIGHT * self->unit)
    {
      au_plot_text_clear (&text);
      return;
    }

  self->content.y += text.rect.height + gap;
  self->content.height -= text.rect.height + gap;
  {
    double y = self->content.y - text.rect.height - gap;

    au_plot_layout_place (self, &text, self->content.x, y);
  }
}

static void
add_footnotes (AuPlotLayout *self)
{
  gboolean any = FALSE;

  for (guint i = self->figure->footnotes->len; i > 0; i--)
    {
      AuPlotText text = au_plot_layout_make_text (self, AU_LABEL_FOOTNOTE,
                                                  g_ptr_array_index (self->figure->footnotes,
                                                                     i - 1),
                                                  10.5, FALSE, &self->style.dim,
                                                  self->content.width, 2);
      double height = text.rect.height + 3.0 * self->unit;

      if (self->content.height - height < 2.0 * MIN_PLOT_HEIGHT * self->unit)
        {
          au_plot_text_clear (&text);
          continue;
        }

      self->content.height -= height;
      au_plot_layout_place (self, &text, self->content.x,
                            self->content.y + self->content.height + 3.0 * self->unit);
      any = TRUE;
    }

  if (any)
    self->content.height -= 8.0 * self->unit;
}

static void
add_footer (AuPlotLayout      *self,
            const AuPlotSlide *slide)
{
  double width = self->content.width;
  double bottom = self->content.y + self->content.height;
  AuPlotText start = au_plot_layout_make_text (self, AU_LABEL_FOOTER, slide->footer_start,
                                               SIZE_FOOTER, FALSE, &self->style.dim, 0.0, 1);
  AuPlotText end = au_plot_layout_make_text (self, AU_LABEL_FOOTER, slide->footer_end,
                                             SIZE_FOOTER, FALSE, &self->style.dim, 0.0, 1);
  gboolean one_line = start.rect.width + end.rect.width + 16.0 * self->unit <= width;
  double height;

  /* In a low picture one line each must do. */
  if (!one_line)
    for (int lines = 3; lines > 0; lines--)
      {
        start.max_width = end.max_width = width;
        start.max_lines = end.max_lines = lines;
        au_plot_text_measure (self->pango, &start);
        au_plot_text_measure (self->pango, &end);
        if (start.rect.height + end.rect.height <= self->height * MAX_FOOTER_SHARE)
          break;
      }

  if ((*start.text == '\0' && *end.text == '\0')
      || start.rect.height > self->height * MAX_FOOTER_SHARE)
    {
      au_plot_text_clear (&start);
      au_plot_text_clear (&end);
      return;
    }

  height = one_line ? MAX (start.rect.height, end.rect.height)
           : start.rect.height + end.rect.height;

  if (one_line)
    {
      double x = self->content.x + width - end.rect.width;

      if (*end.text != '\0')
        au_plot_layout_place (self, &end, x, bottom - height);
      if (*start.text != '\0')
        au_plot_layout_place (self, &start, self->content.x, bottom - height);
    }
  else
    {
      double end_y = bottom - end.rect.height;

      au_plot_layout_place (self, &start, self->content.x, bottom - height);
      au_plot_layout_place (self, &end, self->content.x, end_y);
    }
  au_plot_text_clear (&start);
  au_plot_text_clear (&end);

  height += 10.0 * self->unit;
  au_plot_layout_add_rule (self, AU_RULE_HAIRLINE, self->content.x, self->content.x + width,
                           bottom - height);
  self->content.height -= height + MIN (22.0 * self->unit, self->height * 0.03);
}

/* Places the frame and leaves in the content what the plot may use. */
void
au_plot_layout_add_slide (AuPlotLayout      *self,
                          const AuPlotSlide *slide)
{
  double margin = MIN (MARGIN_X * self->unit, self->width * 0.06);

  self->content.x = margin;
  self->content.width = self->width - 2.0 * margin;
  self->content.y = MIN (MARGIN_TOP * self->unit, self->height * 0.08);
  self->content.height = self->height - self->content.y
                         - MIN (MARGIN_BOTTOM * self->unit, self->height * 0.05);

  add_footer (self, slide);
  add_above (self, AU_LABEL_TITLE, self->figure->title, SIZE_TITLE, TRUE,
             &self->style.foreground, 4.0 * self->unit);
  add_above (self, AU_LABEL_SUBTITLE, self->figure->subtitle, SIZE_SUBTITLE, FALSE,
             &self->style.dim, 2.0 * self->unit);
  add_footnotes (self);

  /* Air between the words and the plot, where there is some. */
  if (self->content.height > 4.0 * MIN_PLOT_HEIGHT * self->unit)
    {
      self->content.y += 16.0 * self->unit;
      self->content.height -= 16.0 * self->unit;
    }
  self->content.height = MAX (self->content.height, 8.0);
}

/* Places one of the words of a status, if it has room, and returns where the next goes. */
static double
add_status_words (AuPlotLayout  *self,
                  const char    *words,
                  double         size,
                  gboolean       bold,
                  const AuColor *color,
                  int            max_lines,
                  double         y)
{
  double width = MIN (self->content.width, 420.0 * self->text);
  double bottom = self->content.y + self->content.height;
  AuPlotText text;
  double next;

  if (words == NULL || *words == '\0')
    return y;

  text = au_plot_layout_make_text (self, AU_LABEL_STATUS, words, size, bold, color, width,
                                   max_lines);
  next = y + text.rect.height + 4.0 * self->text;

  if (y + text.rect.height > bottom)
    {
      au_plot_text_clear (&text);
      return INFINITY;
    }

  au_plot_layout_place (self, &text, self->content.x, y);

  return next;
}

/* Places the words that stand instead of a plot. */
void
au_plot_layout_add_status (AuPlotLayout *self)
{
  double y = self->content.y + MIN (24.0 * self->text, self->content.height * 0.1);

  y = add_status_words (self, self->figure->status_heading, AU_SIZE_HEADING, TRUE,
                        &self->style.foreground, 2, y);
  add_status_words (self, self->figure->status_detail, AU_SIZE_VALUE, FALSE, &self->style.dim, 6,
                    y);
}
