/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a statement. */
#include "config.h"

#include "au-standin-statement.h"
#include "au-standin-spoil.h"
#include "au-standin-warehouses.h"

#include <string.h>

#define INLINE_LIMIT 26214400

AuStandinStatement *
au_standin_statement_new (AuStandin           *standin,
                          AuStandinSubmission *submission,
                          char                *query)
{
  AuStandinStatement *self = g_rc_box_new0 (AuStandinStatement);
  g_autofree char *random = au_standin_random (16);

  self->standin = standin;
  self->id = g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", random, random + 8, random + 12, random + 16,
                              random + 20);
  self->query = query;
  self->submission = submission;
  self->cancellable = g_cancellable_new ();
  self->submitted = g_get_monotonic_time ();
  self->pending_polls = standin->options.pending_polls;
  self->running_polls = standin->options.running_polls;
  self->failure_code = "BAD_REQUEST";
  au_standin_strikes (standin, AU_STANDIN_FAULT_PENDING, query, &self->pending_polls);
  au_standin_strikes (standin, AU_STANDIN_FAULT_RUNNING, query, &self->running_polls);
  self->no_next = au_standin_strikes (standin, AU_STANDIN_FAULT_NO_NEXT, query, NULL);
  return self;
}

AuStandinStatement *
au_standin_statement_ref (AuStandinStatement *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_statement (gpointer data)
{
  AuStandinStatement *self = data;

  au_standin_statement_close (self);
  g_free (self->id);
  g_free (self->query);
  g_clear_pointer (&self->submission, au_standin_submission_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, au_standin_rows_free);
  g_free (self->failure);
}

void
au_standin_statement_unref (AuStandinStatement *self)
{
  g_rc_box_release_full (self, clear_statement);
}

static gboolean
strikes (AuStandinStatement *self,
         AuStandinFault      fault)
{
  return au_standin_strikes (self->standin, fault, self->query, NULL);
}

/* Faults in which no row ever comes. */
static void
fail_by_fault (AuStandinStatement *self)
{
  static const struct
  {
    AuStandinFault fault;
    const char *code;
    const char *message;
  } failures[] = {
    { AU_STANDIN_FAULT_TABLE_PERMISSION, "BAD_REQUEST",
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have permission SELECT on table "
      "'main.dbt.dau_all'. SQLSTATE: 42501" },
    { AU_STANDIN_FAULT_TABLE_MISSING, "BAD_REQUEST",
      "[TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`dbt`.`dim_teams` cannot be found. Verify the "
      "spelling and correctness of the schema and catalog. SQLSTATE: 42P01; line 5 pos 7" },
    { AU_STANDIN_FAULT_SYNTAX_ERROR, "BAD_REQUEST",
      "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 9)\n\n"
      "== SQL ==\nSELECT * FORM range (3)\n---------^^^\n" },
    { AU_STANDIN_FAULT_STATEMENT_FAILED, "INTERNAL_ERROR",
      "The statement failed with an internal error. Please try again or contact support." },
    { AU_STANDIN_FAULT_INLINE_LIMIT, "BAD_REQUEST",
      "Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of "
      "at most 26214400 bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want "
      "to download the full result." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      if ((failures[i].fault == AU_STANDIN_FAULT_INLINE_LIMIT && self->submission->links) ||
          !strikes (self, failures[i].fault))
        continue;
      g_set_str (&self->failure, failures[i].message);
      self->failure_code = failures[i].code;
      return;
    }
}

static gsize
measure (const AuStandinRows *rows)
{
  gsize bytes = 0;

  for (guint i = 0; i < rows->n_rows * rows->columns->len; i++)
    {
      const char *cell = g_ptr_array_index (rows->cells, i);

      bytes += cell != NULL ? strlen (cell) + 3 : 5;
    }
  return bytes;
}

/**
 * au_standin_statement_finish:
 * @self: a statement
 * @rows: (nullable) (transfer full): what came out
 * @failure: (nullable) (transfer full): or what went wrong
 *
 * Takes what a worker brought, and lets the faults strike that are about rows.
 */
void
au_standin_statement_finish (AuStandinStatement *self,
                             AuStandinRows      *rows,
                             char               *failure)
{
  self->is_done = TRUE;
  self->rows = rows;
  /* One whose warehouse is broken has failed already. */
  if (self->failure == NULL)
    self->failure = failure;
  else
    g_free (failure);
  fail_by_fault (self);
  if (self->failure != NULL || rows == NULL)
    return;

  au_standin_rows_limit (rows, self->submission->row_limit, self->submission->byte_limit);
  if (!self->submission->links && measure (rows) > INLINE_LIMIT)
    {
      self->failure = g_strdup_printf ("Inline byte limit exceeded. Statements executed with "
                                       "disposition=INLINE can have a result size of at most %d bytes. "
                                       "Please execute the statement with disposition=EXTERNAL_LINKS if "
                                       "you want to download the full result.", INLINE_LIMIT);
      return;
    }
  au_standin_spoil_rows (self->standin, self->query, rows);
}

static AuStandinState
look_at_end (AuStandinStatement *self)
{
  if (self->failure != NULL)
    return AU_STANDIN_STATE_FAILED;
  if (strikes (self, AU_STANDIN_FAULT_CANCELED_BY_ADMIN))
    return AU_STANDIN_STATE_CANCELED;
  self->is_unknown = strikes (self, AU_STANDIN_FAULT_UNKNOWN_STATE);
  self->with_result = strikes (self, AU_STANDIN_FAULT_CLOSED_WITH_RESULT);
  self->is_closed = self->with_result || strikes (self, AU_STANDIN_FAULT_CLOSED);
  return self->is_closed ? AU_STANDIN_STATE_CLOSED : AU_STANDIN_STATE_SUCCEEDED;
}

gboolean
au_standin_statement_is_over (AuStandinStatement *self)
{
  return self->state > AU_STANDIN_STATE_RUNNING;
}

/**
 * au_standin_statement_look:
 * @self: a statement
 *
 * Lets it go on as far as it can, without counting that as a poll.
 *
 * Returns: its state
 */
AuStandinState
au_standin_statement_look (AuStandinStatement *self)
{
  AuStandinWarehouseState warehouse;

  if (au_standin_statement_is_over (self))
    return self->state;
  if (self->cancel_asked && !self->cancel_lost)
    {
      self->state = self->n_polls < self->cancel_polls ? AU_STANDIN_STATE_RUNNING
                                                       : AU_STANDIN_STATE_CANCELED;
      return self->state;
    }

  warehouse = au_standin_warehouses_look (self->standin->warehouses,
                                          self->submission->warehouse_id);
  if (warehouse == AU_STANDIN_WAREHOUSE_BROKEN)
    {
      g_set_str (&self->failure, "The SQL warehouse could not be started: the cloud account has no quota "
                 "for more machines.");
      self->failure_code = "RESOURCE_EXHAUSTED";
      self->state = AU_STANDIN_STATE_FAILED;
      return self->state;
    }
  if (warehouse == AU_STANDIN_WAREHOUSE_READY && self->ready_since == 0)
    self->ready_since = g_get_monotonic_time ();
  if (self->ready_since == 0 || self->n_polls < self->pending_polls)
    self->state = AU_STANDIN_STATE_PENDING;
  else if (!self->is_done || self->n_polls < self->pending_polls + self->running_polls ||
           g_get_monotonic_time () <
           self->ready_since + self->standin->options.run_ms * G_TIME_SPAN_MILLISECOND)
    self->state = AU_STANDIN_STATE_RUNNING;
  else
    self->state = look_at_end (self);
  return self->state;
}

/* Its id was told, so someone has to see how it ends or to cancel it. */
void
au_standin_statement_open (AuStandinStatement *self)
{
  if (!self->is_open)
    au_standin_count (self->standin, AU_STANDIN_OPEN, 1);
  self->is_open = TRUE;
}

void
au_standin_statement_close (AuStandinStatement *self)
{
  if (self->is_open)
    au_standin_count (self->standin, AU_STANDIN_OPEN, -1);
  self->is_open = FALSE;
}
