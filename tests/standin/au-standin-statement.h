/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-standin-rows.h"
#include "au-standin-submission.h"

G_BEGIN_DECLS

typedef enum
{
  AU_STANDIN_STATE_PENDING,
  AU_STANDIN_STATE_RUNNING,
  AU_STANDIN_STATE_SUCCEEDED,
  AU_STANDIN_STATE_FAILED,
  AU_STANDIN_STATE_CANCELED,
  AU_STANDIN_STATE_CLOSED,
} AuStandinState;

/**
 * AuStandinStatement:
 *
 * A statement from its submission until it is forgotten. Of the server's thread, apart from what a
 * worker reads while it runs.
 */
typedef struct
{
  AuStandin *standin;
  char *id;
  char *query;                 /* (nullable): the query that the text is */
  AuStandinSubmission *submission;
  GCancellable *cancellable;
  gint64 submitted;            /* of the clock that never jumps, as the others */
  gint64 ready_since;          /* when its warehouse ran, 0 before */

  gboolean is_done;            /* whether the worker has come back */
  AuStandinRows *rows;         /* (nullable) */
  char *failure;               /* (nullable): what a failed one says */
  const char *failure_code;

  guint n_polls;               /* that found it running */
  guint pending_polls;         /* how many are to find it so */
  guint running_polls;
  guint cancel_polls;
  gboolean cancel_asked;
  gboolean cancel_lost;

  AuStandinState state;        /* what was told last */
  gboolean is_closed;          /* by a fault: no result can be asked for */
  gboolean with_result;        /* whether a closed one has it in its answer */
  gboolean is_unknown;         /* by a fault: its last state has a name that nobody knows */
  gboolean is_open;            /* counted as open */
  gboolean no_next;
} AuStandinStatement;

AuStandinStatement *au_standin_statement_new      (AuStandin            *standin,
                                                   AuStandinSubmission  *submission,
                                                   char                 *query);
AuStandinStatement *au_standin_statement_ref      (AuStandinStatement   *self);
void                au_standin_statement_unref    (AuStandinStatement   *self);
void                au_standin_statement_finish   (AuStandinStatement   *self,
                                                   AuStandinRows        *rows,
                                                   char                 *failure);
AuStandinState      au_standin_statement_look     (AuStandinStatement   *self);
gboolean            au_standin_statement_is_over  (AuStandinStatement   *self);
void                au_standin_statement_open     (AuStandinStatement   *self);
void                au_standin_statement_close    (AuStandinStatement   *self);
guint               au_standin_statement_n_chunks (AuStandinStatement   *self);
char               *au_standin_statement_dup_chunk (AuStandinStatement  *self,
                                                    guint               index);
yyjson_mut_doc     *au_standin_statement_describe (AuStandinStatement   *self);
yyjson_mut_doc     *au_standin_statement_chunk    (AuStandinStatement   *self,
                                                   guint                 index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStandinStatement, au_standin_statement_unref)

G_END_DECLS
