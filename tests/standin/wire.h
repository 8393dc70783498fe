/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin.h"

#include <libsoup/soup.h>
#include <yyjson.h>

G_BEGIN_DECLS

/* A plain client: what a test sends goes over real HTTP, one request at a time. */
typedef struct
{
  AuStandin *standin;
  SoupSession *session;
  const char *token;           /* (nullable): what goes with each request, "" for no header */
} Wire;

typedef struct
{
  guint status;                /* 0 where no whole answer came */
  char *body;
  char *type;
  char *request_id;
  SoupMessageHeaders *headers;
  yyjson_doc *json;            /* (nullable) */
  yyjson_val *root;            /* (nullable) */
} Answer;

void        wire_start         (Wire                    *self,
                                const AuStandinOptions  *options);
void        wire_stop          (Wire                    *self);
void        wire_set_fault     (Wire                    *self,
                                const char              *fault);
Answer     *wire_send          (Wire                    *self,
                                const char              *method,
                                const char              *path,
                                const char              *type,
                                const char              *body);
Answer     *wire_get           (Wire                    *self,
                                const char              *path);
Answer     *wire_post          (Wire                    *self,
                                const char              *path,
                                const char              *body);
Answer     *wire_submit        (Wire                    *self,
                                const char              *more);
Answer     *wire_poll          (Wire                    *self,
                                const char              *id,
                                const char              *suffix);
Answer     *wire_finish        (Wire                    *self,
                                const char              *id);
Answer     *wire_run           (Wire                    *self,
                                const char              *more);
char       *wire_dup_query     (const char              *name);
void        answer_free        (Answer                  *self);
const char *answer_text        (Answer                  *self,
                                const char              *pointer);
gint64      answer_int         (Answer                  *self,
                                const char              *pointer);
gboolean    answer_has         (Answer                  *self,
                                const char              *pointer);
guint       answer_size        (Answer                  *self,
                                const char              *pointer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
