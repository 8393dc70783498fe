/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-http.h"

#include <yyjson.h>

G_BEGIN_DECLS

/**
 * AuDatabricksState:
 *
 * How far a statement is. The last four are final.
 */
typedef enum
{
  AU_DATABRICKS_PENDING,
  AU_DATABRICKS_RUNNING,
  AU_DATABRICKS_SUCCEEDED,
  AU_DATABRICKS_FAILED,
  AU_DATABRICKS_CANCELED,
  AU_DATABRICKS_CLOSED,
} AuDatabricksState;

/**
 * AuDatabricksChunk:
 * @rows: (nullable): an array of rows, in the answer's document
 * @index: its place among the chunks
 * @row_count: rows that it says to have, -1 where it says nothing
 * @next_index: the next chunk's place, -1 where it says nothing
 * @next_path: (nullable): where the next chunk is, a path on the workspace
 * @link: (nullable): where the rows are, an address that is a secret
 * @expires: when @link ends, microseconds since 1970, 0 where it says nothing
 * @headers: (owned) (nullable): headers to send to @link, name and value in turn
 *
 * A part of a result. Texts belong to the answer.
 */
typedef struct
{
  yyjson_val *rows;
  gint64 index;
  gint64 row_count;
  gint64 next_index;
  const char *next_path;
  const char *link;
  gint64 expires;
  GStrv headers;
} AuDatabricksChunk;

/**
 * AuDatabricksAnswer:
 * @document: (owned): the whole answer, read in place in @body
 * @body: (owned): the bytes
 * @statement_id: (nullable): the statement's id
 * @state: its state
 * @error_code: (nullable): of a failed one
 * @error_message: (nullable): likewise
 * @sql_state: (owned) (nullable): likewise, five characters
 * @has_manifest: whether it describes a result
 * @names: (owned): names of the result's columns, zero-terminated
 * @types: (owned): their `type_name`, %NULL where absent
 * @n_chunks: chunks that the result has
 * @n_rows: rows that it has, -1 where it does not say
 * @offsets: (owned): the first row of each chunk, -1 where unknown
 * @truncated: whether the service held back rows
 * @has_result: whether @chunk came with it
 * @chunk: the first chunk, or the one that was asked for
 *
 * An answer about a statement or a chunk. Texts without "owned" belong to @document.
 */
typedef struct
{
  yyjson_doc *document;
  char *body;
  const char *statement_id;
  AuDatabricksState state;
  const char *error_code;
  const char *error_message;
  char *sql_state;
  gboolean has_manifest;
  GPtrArray *names;
  GPtrArray *types;
  gint64 n_chunks;
  gint64 n_rows;
  GArray *offsets;
  gboolean truncated;
  gboolean has_result;
  AuDatabricksChunk chunk;
} AuDatabricksAnswer;

/**
 * AuDatabricksForm:
 * @AU_DATABRICKS_FORM_STATEMENT: an answer about a statement
 * @AU_DATABRICKS_FORM_CHUNK: a chunk of its result
 * @AU_DATABRICKS_FORM_ROWS: what a link leads to: an array of rows and nothing else
 *
 * What an answer is.
 */
typedef enum
{
  AU_DATABRICKS_FORM_STATEMENT,
  AU_DATABRICKS_FORM_CHUNK,
  AU_DATABRICKS_FORM_ROWS,
} AuDatabricksForm;

AuDatabricksAnswer *au_databricks_answer_parse (char                *body,
                                                gsize                length,
                                                AuDatabricksForm     form,
                                                GError             **error);
void                au_databricks_answer_free  (AuDatabricksAnswer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuDatabricksAnswer, au_databricks_answer_free)

G_END_DECLS
