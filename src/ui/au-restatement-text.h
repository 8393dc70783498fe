/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-restatement.h"

G_BEGIN_DECLS

char *au_restatement_create_line    (GPtrArray           *restatements,
                                     gboolean             with_query,
                                     gint64               now);
char *au_restatement_create_subject (const AuRestatement *self,
                                     gboolean             with_query);
char *au_restatement_create_before  (const AuRestatement *self,
                                     gint64               now);
char *au_restatement_create_after   (const AuRestatement *self,
                                     gint64               now);
char *au_restatement_create_table   (GPtrArray           *restatements);

G_END_DECLS
