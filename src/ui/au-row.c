/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-row.h"

struct _AuRow
{
  GObject parent_instance;

  AuResult *result;
  guint index;
};

G_DEFINE_FINAL_TYPE (AuRow, au_row, G_TYPE_OBJECT)

static void
au_row_finalize (GObject *object)
{
  AuRow *self = AU_ROW (object);

  g_clear_pointer (&self->result, au_result_unref);

  G_OBJECT_CLASS (au_row_parent_class)->finalize (object);
}

static void
au_row_class_init (AuRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_row_finalize;
}

static void
au_row_init (AuRow *self)
{
}

/**
 * au_row_new:
 * @result: rows
 * @index: which of them, less than their number
 *
 * Returns: (transfer full): the row
 */
AuRow *
au_row_new (AuResult *result,
            guint     index)
{
  AuRow *self = g_object_new (AU_TYPE_ROW, NULL);

  self->result = au_result_ref (result);
  self->index = index;
  return self;
}

/**
 * au_row_create_list:
 * @result: rows
 *
 * Returns: (transfer full): a list of #AuRow, in the rows' order
 */
GListModel *
au_row_create_list (AuResult *result)
{
  GListStore *store = g_list_store_new (AU_TYPE_ROW);

  for (guint i = 0; i < au_table_get_n_rows (au_result_get_table (result)); i++)
    {
      g_autoptr (AuRow) row = au_row_new (result, i);

      g_list_store_append (store, row);
    }
  return G_LIST_MODEL (store);
}

/**
 * au_row_get_result:
 *
 * Returns: (transfer none): the result that the row is of
 */
AuResult *
au_row_get_result (AuRow *self)
{
  return self->result;
}

/* The contract's columns are there: the source has checked that. */
static guint
find (AuRow      *self,
      const char *column)
{
  int index = au_table_find_column (au_result_get_table (self->result), column);

  g_assert (index >= 0);
  return (guint) index;
}

gboolean
au_row_is_null (AuRow      *self,
                const char *column)
{
  return au_table_is_null (au_result_get_table (self->result), find (self, column), self->index);
}

/**
 * au_row_get_string:
 *
 * Returns: (transfer none): the text; "" where there is none
 */
const char *
au_row_get_string (AuRow      *self,
                   const char *column)
{
  const char *text = au_table_get_string (au_result_get_table (self->result), find (self, column),
                                          self->index);

  return text != NULL ? text : "";
}

gint64
au_row_get_int64 (AuRow      *self,
                  const char *column)
{
  return au_table_get_int64 (au_result_get_table (self->result), find (self, column), self->index);
}

gboolean
au_row_get_boolean (AuRow      *self,
                    const char *column)
{
  return au_table_get_boolean (au_result_get_table (self->result), find (self, column),
                               self->index);
}

AuDay
au_row_get_day (AuRow      *self,
                const char *column)
{
  return au_table_get_day (au_result_get_table (self->result), find (self, column), self->index);
}

/**
 * au_row_get_decimal:
 * @self: a row
 * @column: the name of a column of decimals
 * @value: (out): the amount, exact
 *
 * Returns: %FALSE where there is none, or one of more digits than #AuDecimal has
 */
gboolean
au_row_get_decimal (AuRow      *self,
                    const char *column,
                    AuDecimal  *value)
{
  return au_table_get_decimal (au_result_get_table (self->result), find (self, column),
                               self->index, value);
}
