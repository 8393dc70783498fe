/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-table.h"

#include <math.h>

G_BEGIN_DECLS

typedef union
{
  gint64 integer;
  double number;
  gsize offset;
} AuCell;

/**
 * AuTableColumn:
 * @column: (owned): its description
 * @cells: (owned): a cell for each row
 * @valid: (owned): a bit for each row, set where the cell is not NULL
 */
typedef struct
{
  AuColumn *column;
  AuCell *cells;
  guint8 *valid;
} AuTableColumn;

struct _AuTable
{
  guint n_columns;
  guint n_rows;
  AuTableColumn *columns;
  char *arena;
  gsize arena_length; /* with its last byte */
};

G_END_DECLS
