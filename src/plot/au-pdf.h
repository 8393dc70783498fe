/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "au-color.h"

G_BEGIN_DECLS

/**
 * AuPdfInfo:
 * @title: (nullable): the title of the document
 * @subject: (nullable): what it is about
 * @created: when it was made, milliseconds since 1970 UTC
 *
 * What a document says about itself. It names no author: nobody is one.
 */
typedef struct
{
  const char *title;
  const char *subject;
  gint64      created;
} AuPdfInfo;

/**
 * AuPdf:
 *
 * A PDF document that is being written: pages of one size, with an outline, and with tags that say
 * what is a heading, a paragraph and a figure. Coordinates are CSS pixels, 96 an inch. It belongs
 * to one thread.
 */
typedef struct _AuPdf AuPdf;

AuPdf *   au_pdf_new         (double            width,
                              double            height,
                              const AuPdfInfo  *info);
void      au_pdf_free        (AuPdf            *self);

cairo_t * au_pdf_get_context (AuPdf            *self);
void      au_pdf_begin_page  (AuPdf            *self,
                              const char       *title,
                              const AuColor    *background);
void      au_pdf_end_page    (AuPdf            *self);
void      au_pdf_begin_tag   (AuPdf            *self,
                              const char       *tag);
void      au_pdf_begin_figure (AuPdf           *self,
                               const char      *description);
void      au_pdf_begin_link  (AuPdf            *self,
                              guint             page);
void      au_pdf_end_tag     (AuPdf            *self);
GBytes *  au_pdf_end         (AuPdf            *self,
                              GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuPdf, au_pdf_free)

G_END_DECLS
