/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"

G_BEGIN_DECLS

/**
 * AU_RECORD_VERSION:
 *
 * The version of a record's form. A record of a newer one is told from a changed one by its own
 * checksum, which all versions take the same way.
 */
#define AU_RECORD_VERSION 1

/**
 * AU_RECORD_ENDING:
 *
 * What the name of a file of rows has behind it in that of its record.
 */
#define AU_RECORD_ENDING ".provenance.json"

/**
 * AuRecordFormat:
 * @AU_RECORD_PNG: in an iTXt chunk
 * @AU_RECORD_SVG: in a `<metadata>` element
 * @AU_RECORD_PDF: in an incremental update behind the file
 * @AU_RECORD_BESIDE: beside the file, in FILE.provenance.json; the file itself has nothing added
 *
 * Where a file keeps its record.
 */
typedef enum
{
  AU_RECORD_PNG,
  AU_RECORD_SVG,
  AU_RECORD_PDF,
  AU_RECORD_BESIDE,
} AuRecordFormat;

/**
 * AuRecordVerdict:
 * @AU_RECORD_INTACT: not one byte differs from what was written, as far as the file itself can say
 * @AU_RECORD_CHANGED: file or record were changed
 * @AU_RECORD_NONE: there is no trace of a record
 * @AU_RECORD_NEWER: a record of a newer version, whole, which this version cannot check
 *
 * What a file says about itself.
 */
typedef enum
{
  AU_RECORD_INTACT,
  AU_RECORD_CHANGED,
  AU_RECORD_NONE,
  AU_RECORD_NEWER,
} AuRecordVerdict;

/**
 * AuRecordAbout:
 * @format: how the file is written
 * @chart: (nullable): the chart's name
 * @subscriptions: (array zero-terminated=1): the ids that it is about
 * @written: when, milliseconds by the app's clock
 *
 * What a record tells beside the results.
 */
typedef struct
{
  AuRecordFormat format;
  const char *chart;
  const char *const *subscriptions;
  gint64 written;
} AuRecordAbout;

char           *au_record_create (const AuRecordAbout  *about,
                                  GBytes               *file,
                                  AuResult *const      *results,
                                  guint                 n_results);
AuRecordVerdict au_record_check  (GBytes               *file,
                                  GBytes               *beside,
                                  char                **record,
                                  char                **reason);

G_END_DECLS
