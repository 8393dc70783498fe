/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one form of a table as bytes, over which its SHA-256 is taken:
 *
 *     anyusage-table 1\n
 *     COLUMNS ROWS\n
 *     NAME TYPE\n                 for each column, as the contract writes them
 *     CELL…\n                     for each row, its cells in the order of the columns
 *
 * A cell is `LENGTH:TEXT,` with the length of the text in bytes, or `-,` for NULL. The text is in
 * the normal form of au_table_dup_text(): all digits of a decimal as the source wrote them, the
 * shortest text of a double that reads back the same. So NULL, zero and the empty string differ,
 * and no two different tables have the same bytes.
 */
#include "config.h"

#include "au-table-canonical.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAGIC "anyusage-table 1\n"

static void
append_table (GString       *out,
              const AuTable *table)
{
  guint n_columns = au_table_get_n_columns (table);
  guint n_rows = au_table_get_n_rows (table);

  g_string_append_printf (out, MAGIC "%u %u\n", n_columns, n_rows);
  for (guint i = 0; i < n_columns; i++)
    {
      const AuColumn *column = au_table_get_column (table, i);
      g_autofree char *type = au_column_dup_type_name (column);

      g_string_append_printf (out, "%s %s\n", column->name, type);
    }
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          g_autofree char *text = au_table_dup_text (table, i, row);

          if (text == NULL)
            g_string_append (out, "-,");
          else
            g_string_append_printf (out, "%" G_GSIZE_FORMAT ":%s,", strlen (text), text);
        }
      g_string_append_c (out, '\n');
    }
}

/**
 * au_table_to_canonical:
 *
 * Returns: (transfer full): the table as bytes, the same for the same content and for no other
 */
GBytes *
au_table_to_canonical (const AuTable *table)
{
  GString *out = g_string_new (NULL);

  append_table (out, table);
  return g_string_free_to_bytes (out);
}

/**
 * au_table_compute_sha256:
 *
 * Returns: (transfer full): the SHA-256 of au_table_to_canonical(), 64 lower-case digits
 */
char *
au_table_compute_sha256 (const AuTable *table)
{
  g_autoptr (GBytes) bytes = au_table_to_canonical (table);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

typedef struct
{
  const char *position;
  const char *end;
} Reader;

static gboolean
read_literal (Reader     *reader,
              const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (reader->end - reader->position) < length ||
      memcmp (reader->position, text, length) != 0)
    return FALSE;
  reader->position += length;
  return TRUE;
}

static gboolean
read_number (Reader *reader,
             guint  *number)
{
  guint64 value = 0;
  const char *start = reader->position;

  for (; reader->position < reader->end && g_ascii_isdigit (*reader->position); reader->position++)
    {
      value = value * 10 + (guint64) (*reader->position - '0');
      if (value > G_MAXUINT)
        return FALSE;
    }
  *number = (guint) value;
  /* One form only: no leading zero. */
  return reader->position > start && (*start != '0' || reader->position == start + 1);
}

static char *
read_line (Reader *reader)
{
  const char *newline = memchr (reader->position, '\n', (gsize) (reader->end - reader->position));
  char *line;

  if (newline == NULL)
    return NULL;
  line = g_strndup (reader->position, (gsize) (newline - reader->position));
  reader->position = newline + 1;
  return line;
}

static gboolean
read_column (Reader           *reader,
             const AuContract *contract,
             AuTableBuilder   *builder)
{
  g_autofree char *line = read_line (reader);
  char *blank = line != NULL ? strchr (line, ' ') : NULL;
  g_autofree char *type = NULL;
  int index;

  if (blank == NULL)
    return FALSE;
  *blank = '\0';
  index = au_contract_find_column (contract, line);
  if (index < 0)
    return FALSE;
  type = au_column_dup_type_name (au_contract_get_column (contract, (guint) index));
  if (!g_str_equal (type, blank + 1))
    return FALSE;
  au_table_builder_add_column (builder, au_contract_get_column (contract, (guint) index));
  return TRUE;
}

static gboolean
read_cell (Reader         *reader,
           AuTableBuilder *builder)
{
  g_autofree char *text = NULL;
  guint length;

  if (read_literal (reader, "-,"))
    {
      au_table_builder_append_null (builder);
      return TRUE;
    }
  if (!read_number (reader, &length) || !read_literal (reader, ":") ||
      (gsize) (reader->end - reader->position) < length)
    return FALSE;
  text = g_strndup (reader->position, length);
  reader->position += length;
  return strlen (text) == length && read_literal (reader, ",") &&
         au_table_builder_append_text (builder, text, NULL);
}

static AuTable *
read_table (Reader           *reader,
            const AuContract *contract)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  guint n_columns, n_rows;

  if (!read_literal (reader, MAGIC) || !read_number (reader, &n_columns) ||
      !read_literal (reader, " ") || !read_number (reader, &n_rows) ||
      !read_literal (reader, "\n") || n_columns == 0)
    return NULL;
  for (guint i = 0; i < n_columns; i++)
    if (!read_column (reader, contract, builder))
      return NULL;
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < n_columns; i++)
        if (!read_cell (reader, builder))
          return NULL;
      if (!read_literal (reader, "\n"))
        return NULL;
    }
  return reader->position == reader->end ? au_table_builder_end (builder) : NULL;
}

/**
 * au_table_new_from_canonical:
 * @contract: the contract whose columns the rows have; it gives their units and meanings
 * @bytes: what au_table_to_canonical() wrote
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the table, whose own canonical bytes are @bytes again; %NULL with
 *   %AU_ERROR_CONTRACT where @bytes are none of this form or have columns that @contract has not
 */
AuTable *
au_table_new_from_canonical (const AuContract *contract,
                             GBytes           *bytes,
                             GError          **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (AuTable) table = NULL;

  if (data != NULL)
    {
      Reader reader = { data, data + length };

      table = read_table (&reader, contract);
    }
  if (table == NULL)
    g_set_error (error, AU_ERROR, AU_ERROR_CONTRACT,
                 /* Translators: %s is a query's name. */
                 _("Kept rows of %s cannot be read by this version; run the query again."),
                 au_contract_get_name (contract));
  return g_steal_pointer (&table);
}
