/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-pdf.h"

#include "au-error.h"
#include "au-pdf-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <string.h>

/* Points, 72 an inch, in a CSS pixel. */
#define POINTS 0.75

struct _AuPdf
{
  GByteArray *file;             /* (owned) */
  double width;
  double height;
  cairo_surface_t *surface;     /* (owned) */
  cairo_t *cr;                  /* (owned) */
  guint n_pages;
  GPtrArray *tags;              /* (owned): those that are open, static strings */
  GPtrArray *descriptions;      /* (owned): of the figures, in their order */
};

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (AuPdf                *self,
              cairo_pdf_metadata_t  which,
              const char           *text)
{
  g_autofree char *valid = NULL;

  if (text == NULL || *text == '\0')
    return;
  valid = g_utf8_make_valid (text, -1);
  cairo_pdf_surface_set_metadata (self->surface, which, valid);
}

static void
set_info (AuPdf           *self,
          const AuPdfInfo *info)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (info->created / 1000);
  g_autofree char *created = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  set_metadata (self, CAIRO_PDF_METADATA_TITLE, info->title);
  set_metadata (self, CAIRO_PDF_METADATA_SUBJECT, info->subject);
  set_metadata (self, CAIRO_PDF_METADATA_CREATOR, "Anyusage " PACKAGE_VERSION);
  set_metadata (self, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

/**
 * au_pdf_new:
 * @width: width of a page, in CSS pixels
 * @height: height of a page, in CSS pixels
 * @info: what it says about itself
 *
 * Begins a document in memory. The same drawing gives the same bytes, as long as fonts and
 * @info->created are the same.
 *
 * Returns: (transfer full): the document; errors of drawing are told by au_pdf_end()
 */
AuPdf *
au_pdf_new (double           width,
            double           height,
            const AuPdfInfo *info)
{
  AuPdf *self = g_new0 (AuPdf, 1);

  self->width = width;
  self->height = height;
  self->file = g_byte_array_new ();
  self->tags = g_ptr_array_new ();
  self->descriptions = g_ptr_array_new_with_free_func (g_free);
  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self->file, width * POINTS,
                                                       height * POINTS);
  /* Later versions hide objects in compressed streams, where figures could not be given words. */
  cairo_pdf_surface_restrict_to_version (self->surface, CAIRO_PDF_VERSION_1_4);
  set_info (self, info);
  self->cr = cairo_create (self->surface);
  cairo_scale (self->cr, POINTS, POINTS);
  return self;
}

void
au_pdf_free (AuPdf *self)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_byte_array_unref (self->file);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->descriptions);
  g_free (self);
}

/**
 * au_pdf_get_context:
 * @self: a document
 *
 * Returns: (transfer none): where to draw the page that was begun
 */
cairo_t *
au_pdf_get_context (AuPdf *self)
{
  return self->cr;
}

/**
 * au_pdf_begin_page:
 * @self: a document
 * @title: (nullable): its line in the outline
 * @background: (nullable): its colour, where it has one
 *
 * Begins a page, which is a section of the document.
 */
void
au_pdf_begin_page (AuPdf         *self,
                   const char    *title,
                   const AuColor *background)
{
  /* Not when it ends: the last page has to be shown after the document's own tag, which then ends
   * on it. */
  if (self->n_pages++ > 0)
    cairo_show_page (self->cr);

  /* Before all tags: Cairo forgets what it recorded of a page when something covers all of it. */
  if (background != NULL)
    {
      cairo_set_source_rgba (self->cr, background->red, background->green, background->blue,
                             background->alpha);
      cairo_rectangle (self->cr, 0.0, 0.0, self->width, self->height);
      cairo_fill (self->cr);
    }
  if (self->n_pages == 1)
    au_pdf_begin_tag (self, "Document");
  if (title != NULL && *title != '\0')
    {
      g_autofree char *valid = g_utf8_make_valid (title, -1);
      g_autofree char *link = g_strdup_printf ("page=%u pos=[0 0]", self->n_pages);

      cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, valid, link,
                                     CAIRO_PDF_OUTLINE_FLAG_OPEN);
    }
  au_pdf_begin_tag (self, "Sect");
}

void
au_pdf_end_page (AuPdf *self)
{
  au_pdf_end_tag (self);
}

/**
 * au_pdf_begin_tag:
 * @self: a document
 * @tag: a structure type of PDF, "H1" or "P", a static string
 *
 * Says what is drawn until au_pdf_end_tag(). Tags nest.
 */
void
au_pdf_begin_tag (AuPdf      *self,
                  const char *tag)
{
  g_ptr_array_add (self->tags, (gpointer) tag);
  cairo_tag_begin (self->cr, tag, NULL);
}

/**
 * au_pdf_begin_figure:
 * @self: a document
 * @description: what the figure shows, for those who do not see it
 */
void
au_pdf_begin_figure (AuPdf      *self,
                     const char *description)
{
  g_ptr_array_add (self->descriptions, g_utf8_make_valid (description != NULL ? description : "",
                                                          -1));
  au_pdf_begin_tag (self, "Figure");
}

/**
 * au_pdf_begin_link:
 * @self: a document
 * @page: a page, from 1, which may be still to come
 *
 * What is drawn until au_pdf_end_tag() leads to @page.
 */
void
au_pdf_begin_link (AuPdf *self,
                   guint  page)
{
  g_autofree char *attributes = g_strdup_printf ("page=%u pos=[0 0]", page);

  g_ptr_array_add (self->tags, (gpointer) CAIRO_TAG_LINK);
  cairo_tag_begin (self->cr, CAIRO_TAG_LINK, attributes);
}

void
au_pdf_end_tag (AuPdf *self)
{
  g_return_if_fail (self->tags->len > 0);

  cairo_tag_end (self->cr, g_ptr_array_steal_index (self->tags, self->tags->len - 1));
}

/* The language of the words, as the web writes it. */
static char *
dup_language (void)
{
  const char *name = g_get_language_names ()[0];
  char *language = g_strndup (name, strcspn (name, ".@"));

  if (g_str_equal (language, "C") || g_str_equal (language, "POSIX"))
    {
      g_free (language);
      return g_strdup ("en");
    }
  return g_strdelimit (language, "_", '-');
}

/**
 * au_pdf_end:
 * @self: a document, which can be only freed after
 * @error: return location for an error
 *
 * Ends the document. The descriptions of its figures and its language are added to what Cairo
 * writes, which has no way to tell them.
 *
 * Returns: (transfer full): a PDF file, or %NULL with %AU_ERROR_FAILED
 */
GBytes *
au_pdf_end (AuPdf   *self,
            GError **error)
{
  g_autofree char *language = dup_language ();
  cairo_status_t status;

  while (self->tags->len > 0)
    au_pdf_end_tag (self);
  if (self->n_pages > 0)
    cairo_show_page (self->cr);

  status = cairo_status (self->cr);
  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_FAILED,
                   /* Translators: %s is the reason that the drawing library gives, in English. */
                   _("The picture cannot be drawn: %s."), cairo_status_to_string (status));
      return NULL;
    }

  au_pdf_add_words (self->file, self->descriptions, language);
  return g_bytes_new (self->file->data, self->file->len);
}
