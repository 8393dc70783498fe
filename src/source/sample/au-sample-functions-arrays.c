/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The array functions of Databricks over JSON text. */
#include "config.h"

#include "au-sample-array.h"
#include "au-sample-functions.h"
#include "au-sample-number.h"

#include <string.h>

static void
fail_array (sqlite3_context *context,
            const char      *text)
{
  g_autofree char *message = g_strdup_printf ("[DATATYPE_MISMATCH] '%.40s' is not an array", text);

  sqlite3_result_error (context, message, -1);
}

static const char *
get_text (sqlite3_context *context,
          sqlite3_value   *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  if (text == NULL)
    sqlite3_result_error_nomem (context);
  return text;
}

static gboolean
equals_value (const AuSampleElement *element,
              sqlite3_value         *value)
{
  g_autofree char *text = NULL;

  if (sqlite3_value_type (value) == SQLITE_TEXT)
    return au_sample_element_equals_text (element, (const char *) sqlite3_value_text (value),
                                          sqlite3_value_bytes (value));

  text = g_strndup (element->start, element->length);
  if (element->kind == AU_SAMPLE_ELEMENT_BOOLEAN)
    return sqlite3_value_int64 (value) == g_str_equal (text, "true");
  if (element->kind == AU_SAMPLE_ELEMENT_NUMBER)
    {
      gint64 number;

      if (sqlite3_value_type (value) == SQLITE_INTEGER &&
          g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return number == sqlite3_value_int64 (value);
      return g_ascii_strtod (text, NULL) == sqlite3_value_double (value);
    }
  return FALSE;
}

/* array_contains (array, value): NULL also where it is not found and an element is NULL. */
static void
array_contains_cb (sqlite3_context *context,
                   int              n_args,
                   sqlite3_value  **args)
{
  AuSampleArrayIter iter;
  AuSampleElement element;
  gboolean found = FALSE;
  gboolean has_null = FALSE;
  const char *text;

  if (sqlite3_value_type (args[0]) == SQLITE_NULL || sqlite3_value_type (args[1]) == SQLITE_NULL)
    return;
  text = get_text (context, args[0]);
  if (text == NULL)
    return;

  au_sample_array_iter_init (&iter, text);
  while (au_sample_array_iter_next (&iter, &element))
    {
      has_null |= element.kind == AU_SAMPLE_ELEMENT_NULL;
      found |= equals_value (&element, args[1]);
    }
  if (iter.malformed)
    fail_array (context, text);
  else if (found || !has_null)
    sqlite3_result_int (context, found);
}

/* array_join (array, delimiter[, null_replacement]): NULL elements are left out or replaced. */
static void
array_join_cb (sqlite3_context *context,
               int              n_args,
               sqlite3_value  **args)
{
  g_autoptr (GString) out = NULL;
  AuSampleArrayIter iter;
  AuSampleElement element;
  gboolean first = TRUE;
  const char *text;

  for (int i = 0; i < n_args; i++)
    if (sqlite3_value_type (args[i]) == SQLITE_NULL)
      return;
  text = get_text (context, args[0]);
  if (text == NULL)
    return;

  out = g_string_new (NULL);
  au_sample_array_iter_init (&iter, text);
  while (au_sample_array_iter_next (&iter, &element))
    {
      g_autofree char *plain = NULL;

      if (element.kind == AU_SAMPLE_ELEMENT_NULL && n_args < 3)
        continue;
      if (!first)
        g_string_append (out, (const char *) sqlite3_value_text (args[1]));
      first = FALSE;
      if (element.kind == AU_SAMPLE_ELEMENT_NULL)
        plain = g_strdup ((const char *) sqlite3_value_text (args[2]));
      else
        plain = au_sample_element_dup_text (&element);
      g_string_append (out, plain);
    }
  if (iter.malformed)
    fail_array (context, text);
  else
    sqlite3_result_text64 (context, out->str, out->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static int
compare_ascending (gconstpointer a,
                   gconstpointer b)
{
  return au_sample_element_compare (a, b);
}

static int
compare_descending (gconstpointer a,
                    gconstpointer b)
{
  return au_sample_element_compare (b, a);
}

/* sort_array (array[, ascending]): NULL elements first, or last where it descends. */
static void
sort_array_cb (sqlite3_context *context,
               int              n_args,
               sqlite3_value  **args)
{
  g_autoptr (GArray) elements = NULL;
  g_autoptr (GString) out = NULL;
  AuSampleArrayIter iter;
  AuSampleElement element;
  gboolean ascending = n_args < 2 || sqlite3_value_int (args[1]) != 0;
  const char *text;

  for (int i = 0; i < n_args; i++)
    if (sqlite3_value_type (args[i]) == SQLITE_NULL)
      return;
  text = get_text (context, args[0]);
  if (text == NULL)
    return;

  elements = g_array_new (FALSE, FALSE, sizeof (AuSampleElement));
  au_sample_array_iter_init (&iter, text);
  while (au_sample_array_iter_next (&iter, &element))
    g_array_append_val (elements, element);
  if (iter.malformed)
    {
      fail_array (context, text);
      return;
    }
  g_array_sort (elements, ascending ? compare_ascending : compare_descending);

  out = g_string_new ("[");
  for (guint i = 0; i < elements->len; i++)
    {
      const AuSampleElement *e = &g_array_index (elements, AuSampleElement, i);
      gboolean quoted = e->kind == AU_SAMPLE_ELEMENT_STRING;

      if (i > 0)
        g_string_append_c (out, ',');
      /* A string's quotes lie just outside its text. */
      g_string_append_len (out, e->start - quoted, (gssize) e->length + 2 * quoted);
    }
  g_string_append_c (out, ']');
  sqlite3_result_text64 (context, out->str, out->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

typedef struct
{
  GString *array;
} Collector;

/* collect_list (value): an array of the values that are not NULL. */
static void
collect_list_step_cb (sqlite3_context *context,
                      int              n_args,
                      sqlite3_value  **args)
{
  Collector *self = sqlite3_aggregate_context (context, sizeof (Collector));
  g_autofree char *number = NULL;

  if (self == NULL || sqlite3_value_type (args[0]) == SQLITE_NULL)
    return;
  if (self->array == NULL)
    self->array = g_string_new ("[");
  else
    g_string_append_c (self->array, ',');

  switch (sqlite3_value_type (args[0]))
    {
      case SQLITE_INTEGER:
        g_string_append_printf (self->array, "%lld", sqlite3_value_int64 (args[0]));
        break;
      case SQLITE_FLOAT:
        number = au_sample_number_shortest (sqlite3_value_double (args[0]));
        g_string_append (self->array, number);
        break;
      default:
        au_sample_array_append_string (self->array, (const char *) sqlite3_value_text (args[0]));
    }
}

/* SQLite calls this also for an aggregate that it gives up, so the memory always goes. */
static void
collect_list_final_cb (sqlite3_context *context)
{
  Collector *self = sqlite3_aggregate_context (context, 0);
  g_autoptr (GString) array = NULL;

  if (self != NULL)
    array = g_steal_pointer (&self->array);
  if (array == NULL)
    array = g_string_new ("[");
  g_string_append_c (array, ']');
  sqlite3_result_text64 (context, array->str, array->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* count_if (condition): how many are true. */
static void
count_if_step_cb (sqlite3_context *context,
                  int              n_args,
                  sqlite3_value  **args)
{
  gint64 *count = sqlite3_aggregate_context (context, sizeof (gint64));

  /* NULL reads as 0. */
  if (count != NULL && sqlite3_value_double (args[0]) != 0)
    (*count)++;
}

static void
count_if_final_cb (sqlite3_context *context)
{
  gint64 *count = sqlite3_aggregate_context (context, sizeof (gint64));

  sqlite3_result_int64 (context, count != NULL ? *count : 0);
}

int
au_sample_register_arrays (sqlite3 *database)
{
  static const struct
  {
    const char *name;
    int n_args;
    void (*callback) (sqlite3_context *, int, sqlite3_value **);
    void (*final) (sqlite3_context *);
  } functions[] = {
    { "array_contains", 2, array_contains_cb, NULL },
    { "array_join", 2, array_join_cb, NULL },
    { "array_join", 3, array_join_cb, NULL },
    { "sort_array", 1, sort_array_cb, NULL },
    { "sort_array", 2, sort_array_cb, NULL },
    { "collect_list", 1, collect_list_step_cb, collect_list_final_cb },
    { "count_if", 1, count_if_step_cb, count_if_final_cb },
  };
  int rc = SQLITE_OK;

  for (guint i = 0; i < G_N_ELEMENTS (functions) && rc == SQLITE_OK; i++)
    rc = sqlite3_create_function_v2 (database, functions[i].name, functions[i].n_args,
                                     AU_SAMPLE_FUNCTION, NULL,
                                     functions[i].final == NULL ? functions[i].callback : NULL,
                                     functions[i].final != NULL ? functions[i].callback : NULL,
                                     functions[i].final, NULL);
  return rc;
}
