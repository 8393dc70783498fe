/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-contract.h"
#include "au-error.h"

#include <string.h>

struct _AuContract
{
  char *name;
  char *title;
  char *definition;
  char *window;
  GStrv tables;
  GPtrArray *columns;
  GPtrArray *parameters;
};

G_DEFINE_BOXED_TYPE (AuContract, au_contract, au_contract_ref, au_contract_unref)

static const char *const parameter_type_names[] = {
  [AU_PARAMETER_STRING] = "string",
  [AU_PARAMETER_INT] = "int",
  [AU_PARAMETER_BIGINT] = "bigint",
  [AU_PARAMETER_BOOLEAN] = "boolean",
  [AU_PARAMETER_STRING_LIST] = "list<string>",
  [AU_PARAMETER_BIGINT_LIST] = "list<bigint>",
};

const char *
au_parameter_type_get_name (AuParameterType type)
{
  return parameter_type_names[type];
}

static void
parameter_free (gpointer data)
{
  AuParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->fallback);
  g_free (parameter);
}

static void
column_free (gpointer data)
{
  au_column_free (data);
}

AuContract *
au_contract_ref (AuContract *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_contract (gpointer data)
{
  AuContract *self = data;

  g_free (self->name);
  g_free (self->title);
  g_free (self->definition);
  g_free (self->window);
  g_strfreev (self->tables);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
}

void
au_contract_unref (AuContract *self)
{
  g_atomic_rc_box_release_full (self, clear_contract);
}

static gboolean
is_name (const char *text)
{
  if (!g_ascii_isalpha (*text))
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '_')
      return FALSE;
  return TRUE;
}

/* NAME TYPE [optional] | UNIT | MEANING */
static AuColumn *
parse_column (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 3);
  g_auto (GStrv) words = NULL;
  AuDataType type;
  guint scale;
  gboolean optional;

  if (g_strv_length (parts) != 3)
    return NULL;
  words = g_strsplit (g_strstrip (parts[0]), " ", -1);
  optional = g_strv_length (words) == 3 && g_str_equal (words[2], "optional");
  if ((g_strv_length (words) != 2 && !optional) || !is_name (words[0]) ||
      !au_data_type_parse (words[1], &type, &scale))
    return NULL;
  return au_column_new (words[0], type, scale, optional, g_strstrip (parts[1]),
                        g_strstrip (parts[2]));
}

/* NAME TYPE [= DEFAULT] */
static AuParameter *
parse_parameter (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  g_auto (GStrv) words = NULL;
  AuParameter *parameter;

  /* An empty text has no part at all. */
  if (parts[0] == NULL)
    return NULL;
  words = g_strsplit (g_strstrip (parts[0]), " ", -1);
  if (g_strv_length (words) != 2 || !is_name (words[0]))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parameter_type_names); i++)
    if (g_str_equal (words[1], parameter_type_names[i]))
      {
        parameter = g_new0 (AuParameter, 1);
        parameter->name = g_strdup (words[0]);
        parameter->type = (AuParameterType) i;
        parameter->fallback = parts[1] != NULL ? g_strdup (g_strstrip (parts[1])) : NULL;
        return parameter;
      }
  return NULL;
}

static gboolean
take_line (AuContract *self,
           const char *key,
           const char *value)
{
  if (g_str_equal (key, "name"))
    return g_str_equal (value, self->name);
  if (g_str_equal (key, "title"))
    {
      g_set_str (&self->title, value);
      return *value != '\0';
    }
  if (g_str_equal (key, "definition"))
    {
      g_set_str (&self->definition, value);
      return *value != '\0';
    }
  if (g_str_equal (key, "window"))
    {
      g_set_str (&self->window, value);
      return *value != '\0';
    }
  if (g_str_equal (key, "tables"))
    {
      g_strfreev (self->tables);
      self->tables = g_strsplit (value, ",", -1);
      for (guint i = 0; self->tables[i] != NULL; i++)
        g_strstrip (self->tables[i]);
      return TRUE;
    }
  if (g_str_equal (key, "column"))
    {
      AuColumn *column = parse_column (value);

      if (column == NULL || au_contract_find_column (self, column->name) >= 0)
        {
          g_clear_pointer (&column, au_column_free);
          return FALSE;
        }
      g_ptr_array_add (self->columns, column);
      return TRUE;
    }
  if (g_str_equal (key, "param"))
    {
      AuParameter *parameter = parse_parameter (value);

      if (parameter == NULL || au_contract_find_parameter (self, parameter->name) != NULL)
        {
          g_clear_pointer (&parameter, parameter_free);
          return FALSE;
        }
      g_ptr_array_add (self->parameters, parameter);
      return TRUE;
    }
  return FALSE;
}

/**
 * au_contract_new_from_header:
 * @name: the query's name
 * @text: a shipped query text
 * @error: return location for a #GError
 *
 * Parses the comment lines that @text starts with. Each is `-- key: value`; `param` and `column`
 * may
 * repeat. `-- column: NAME TYPE [optional] | UNIT | MEANING`, `-- param: NAME TYPE [= DEFAULT]`.
 *
 * Returns: (transfer full): the contract, or %NULL with %AU_ERROR_QUERY_TEXT
 */
AuContract *
au_contract_new_from_header (const char *name,
                             const char *text,
                             GError    **error)
{
  g_autoptr (AuContract) self = g_atomic_rc_box_new0 (AuContract);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->name = g_strdup (name);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->parameters = g_ptr_array_new_with_free_func (parameter_free);

  for (guint i = 0; lines[i] != NULL && g_str_has_prefix (lines[i], "--"); i++)
    {
      char *line = g_strstrip (lines[i] + 2);
      char *colon = strchr (line, ':');

      if (*line == '\0')
        continue;
      if (colon != NULL)
        *colon = '\0';
      if (colon == NULL || !take_line (self, line, g_strstrip (colon + 1)))
        {
          g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                       "%s.sql, line %u: “%s” is no line of a header; see sql/README.md.", name, i + 1, line);
          return NULL;
        }
    }

  if (self->title == NULL || self->definition == NULL || self->window == NULL ||
      self->tables == NULL ||
      self->columns->len == 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_QUERY_TEXT,
                   "%s.sql: its header lacks a title, definition, window, tables or columns; see sql/README.md.",
                   name);
      return NULL;
    }
  return g_steal_pointer (&self);
}

const char *
au_contract_get_name (const AuContract *self)
{
  return self->name;
}

const char *
au_contract_get_title (const AuContract *self)
{
  return self->title;
}

/**
 * au_contract_get_definition:
 *
 * Returns: (transfer none): one sentence for people that says what the query counts
 */
const char *
au_contract_get_definition (const AuContract *self)
{
  return self->definition;
}

/**
 * au_contract_get_window:
 *
 * Returns: (transfer none): the time that one row covers, in words
 */
const char *
au_contract_get_window (const AuContract *self)
{
  return self->window;
}

/**
 * au_contract_get_tables:
 *
 * Returns: (transfer none) (array zero-terminated=1): the three-part names that the query reads
 */
const char *const *
au_contract_get_tables (const AuContract *self)
{
  return (const char *const *) self->tables;
}

guint
au_contract_get_n_columns (const AuContract *self)
{
  return self->columns->len;
}

const AuColumn *
au_contract_get_column (const AuContract *self,
                        guint             index)
{
  g_return_val_if_fail (index < self->columns->len, NULL);

  return g_ptr_array_index (self->columns, index);
}

/**
 * au_contract_find_column:
 *
 * Returns: the position of the column called @name, or -1
 */
int
au_contract_find_column (const AuContract *self,
                         const char       *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((AuColumn *) g_ptr_array_index (self->columns, i))->name, name))
      return (int) i;
  return -1;
}

guint
au_contract_get_n_parameters (const AuContract *self)
{
  return self->parameters->len;
}

const AuParameter *
au_contract_get_parameter (const AuContract *self,
                           guint             index)
{
  g_return_val_if_fail (index < self->parameters->len, NULL);

  return g_ptr_array_index (self->parameters, index);
}

/**
 * au_contract_find_parameter:
 *
 * Returns: (transfer none) (nullable): the parameter called @name
 */
const AuParameter *
au_contract_find_parameter (const AuContract *self,
                            const char       *name)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      AuParameter *parameter = g_ptr_array_index (self->parameters, i);

      if (g_str_equal (parameter->name, name))
        return parameter;
    }
  return NULL;
}
