/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-report-private.h"

#include "au-chart-description.h"
#include "au-plot-pdf.h"
#include "au-receipt.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * Page:
 * @figure: (owned): the chart
 * @footer_start: (owned): about whom, read when
 * @footer_end: (owned): by which queries
 */
typedef struct
{
  AuFigure *figure;
  char *footer_start;
  char *footer_end;
} Page;

struct _AuReport
{
  AuSelection *selection;     /* (owned) */
  const AuSummary *summary;   /* (unowned) */
  char *footer_start;         /* (owned) */
  char *footer_end;           /* (owned) */
  gint64 now;
  gboolean rtl;
  GPtrArray *pages;           /* (owned) (element-type Page) */
  GPtrArray *results;         /* (owned) (element-type AuResult): each once, for the record */
};

static void
page_free (gpointer data)
{
  Page *page = data;

  au_figure_unref (page->figure);
  g_free (page->footer_start);
  g_free (page->footer_end);
  g_free (page);
}

static void
keep_results (AuReport        *self,
              AuResult *const *results,
              guint            n_results)
{
  for (guint i = 0; i < n_results; i++)
    if (results[i] != NULL && !g_ptr_array_find (self->results, results[i], NULL))
      g_ptr_array_add (self->results, au_result_ref (results[i]));
}

/* What says where numbers came from, where there are any. */
static void
create_footer (AuSelection      *selection,
               AuResult *const  *results,
               guint             n_results,
               char            **start,
               char            **end)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_results; i++)
    any = any || results[i] != NULL;
  *start = any ? au_receipt_create_slide_start (selection, results, n_results) : NULL;
  *end = any ? au_receipt_create_slide_end (results, n_results) : NULL;
}

/**
 * au_report_new:
 * @selection: what it is about
 * @summary: its cards, which have to live as long as the report
 * @results: (array length=n_results) (nullable elements): what the cards come from
 * @n_results: their number
 * @now: the app's clock, milliseconds since 1970 UTC
 *
 * Returns: (transfer full): a report without charts
 */
AuReport *
au_report_new (AuSelection      *selection,
               const AuSummary  *summary,
               AuResult *const  *results,
               guint             n_results,
               gint64            now)
{
  AuReport *self;

  g_return_val_if_fail (AU_IS_SELECTION (selection), NULL);
  g_return_val_if_fail (summary != NULL, NULL);

  self = g_new0 (AuReport, 1);
  self->selection = g_object_ref (selection);
  self->summary = summary;
  self->now = now;
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) au_result_unref);
  keep_results (self, results, n_results);
  create_footer (selection, results, n_results, &self->footer_start, &self->footer_end);
  return self;
}

void
au_report_free (AuReport *self)
{
  g_object_unref (self->selection);
  g_free (self->footer_start);
  g_free (self->footer_end);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->results);
  g_free (self);
}

/**
 * au_report_set_rtl:
 * @self: a report
 * @rtl: whether its pages are mirrored
 */
void
au_report_set_rtl (AuReport *self,
                   gboolean  rtl)
{
  self->rtl = rtl;
}

/**
 * au_report_add_chart:
 * @self: a report
 * @figure: a sealed figure that stands alone; one that failed has a page that says why
 * @results: (array length=n_results) (nullable elements): what it draws
 * @n_results: their number
 *
 * Adds a page.
 */
void
au_report_add_chart (AuReport         *self,
                     AuFigure         *figure,
                     AuResult *const  *results,
                     guint             n_results)
{
  Page *page = g_new0 (Page, 1);

  page->figure = au_figure_ref (figure);
  create_footer (self->selection, results, n_results, &page->footer_start, &page->footer_end);
  keep_results (self, results, n_results);
  g_ptr_array_add (self->pages, page);
}

static void
draw_cover (AuReport          *self,
            AuPdf             *pdf,
            const AuPlotStyle *style)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  AuReportCover cover = {
    self->selection, self->summary, titles, self->footer_start, self->footer_end,
  };

  for (guint i = 0; i < self->pages->len; i++)
    g_ptr_array_add (titles, (gpointer) au_figure_get_title (
                       ((const Page *) g_ptr_array_index (self->pages, i))->figure));
  au_pdf_begin_page (pdf, au_selection_get_title (self->selection), &style->background);
  au_report_draw_cover (&cover, pdf, style);
  au_pdf_end_page (pdf);
}

static void
draw_page (const Page        *page,
           AuPdf             *pdf,
           const AuPlotStyle *style)
{
  const AuPlotSlide slide = { page->footer_start, page->footer_end };
  g_autoptr (AuPlotLayout) layout = au_plot_layout_new (page->figure, AU_REPORT_WIDTH,
                                                        AU_REPORT_HEIGHT, style, &slide);
  g_autofree char *description = au_chart_create_description (page->figure);

  au_pdf_begin_page (pdf, au_figure_get_title (page->figure), &style->background);
  au_plot_layout_draw_page (layout, pdf, description);
  au_pdf_end_page (pdf);
}

/**
 * au_report_draw:
 * @self: a report
 * @progress: (nullable): told after each page
 * @user_data: for @progress
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Draws the document in memory, in any thread: a cover, then a page a chart, 16:9, light. The same
 * rows and clock give the same bytes, as long as the fonts are the same.
 *
 * Returns: (transfer full): a PDF file, or %NULL with %AU_ERROR_FAILED or %G_IO_ERROR_CANCELLED
 */
GBytes *
au_report_draw (AuReport          *self,
                AuReportProgress   progress,
                gpointer           user_data,
                GCancellable      *cancellable,
                GError           **error)
{
  g_autofree char *subject = NULL;
  g_autoptr (AuPdf) pdf = NULL;
  AuPlotStyle style;
  AuPdfInfo info = { .created = self->now };
  const AuImage image = { .format = AU_IMAGE_PDF, .created = self->now };
  g_autoptr (GBytes) bytes = NULL;

  /* Translators: the title of a document, %s is a customer's name. */
  g_autofree char *title = g_strdup_printf (_("%s: usage and spend"),
                                            au_selection_get_title (self->selection));

  subject = g_strjoinv (", ", (char **) au_selection_get_ids (self->selection));
  info.title = title;
  info.subject = subject;
  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
  style.rtl = self->rtl;
  pdf = au_pdf_new (AU_REPORT_WIDTH, AU_REPORT_HEIGHT, &info);

  for (guint i = 0; i <= self->pages->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (i == 0)
        draw_cover (self, pdf, &style);
      else
        draw_page (g_ptr_array_index (self->pages, i - 1), pdf, &style);
      if (progress != NULL)
        progress (i + 1, self->pages->len + 1, user_data);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  bytes = au_pdf_end (pdf, error);
  if (bytes == NULL)
    return NULL;
  return au_receipt_attach_record (bytes, &image, NULL, self->selection,
                                   (AuResult *const *) self->results->pdata, self->results->len,
                                   error);
}
