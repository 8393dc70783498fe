/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-result.h"

G_BEGIN_DECLS

/**
 * AuProvenanceFact:
 * @title: (owned): what it is about: "Statement"
 * @value: (owned): what is known, one or several lines
 *
 * One line of what is known of a result.
 */
typedef struct
{
  char *title;
  char *value;
} AuProvenanceFact;

GPtrArray *au_provenance_facts_new            (AuResult   *result,
                                               gint64      now);
char      *au_provenance_facts_dup_standing   (AuResult   *result);
char      *au_provenance_facts_dup_record     (AuResult   *result,
                                               gint64      now);
char      *au_provenance_facts_dup_uri        (AuResult   *result);
const char *au_provenance_facts_get_text      (AuResult   *result);
char      *au_provenance_facts_dup_file       (AuResult   *result);

G_END_DECLS
