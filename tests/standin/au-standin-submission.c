/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workspace refuses before it runs anything. */
#include "config.h"

#include "au-standin-submission.h"
#include "au-standin-parameters.h"

#include <string.h>

#define MAX_TEXT_BYTES (16 * 1024 * 1024)
#define MAX_BODY_BYTES (24 * 1024 * 1024)
#define DEFAULT_WAIT_SECONDS 10

typedef struct
{
  AuStandinExchange *exchange;
  yyjson_val *root;
  gboolean failed;
} Reader;

void
au_standin_submission_free (AuStandinSubmission *self)
{
  g_free (self->warehouse_id);
  g_free (self->text);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  g_free (self);
}

static void
refuse (Reader     *reader,
        const char *message,
        const char *name)
{
  if (reader->failed)
    return;
  reader->failed = TRUE;
  au_standin_exchange_fail (reader->exchange, SOUP_STATUS_BAD_REQUEST, "INVALID_PARAMETER_VALUE",
                            message, name);
}

static void
refuse_type (Reader     *reader,
             const char *message,
             const char *name)
{
  if (reader->failed)
    return;
  reader->failed = TRUE;
  au_standin_exchange_fail (reader->exchange, SOUP_STATUS_BAD_REQUEST, "MALFORMED_REQUEST",
                            message, name);
}

/* A field that is a string, or NULL where it is not there. */
static const char *
get_string (Reader     *reader,
            yyjson_val *object,
            const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);

  if (value == NULL || yyjson_is_null (value))
    return NULL;
  if (!yyjson_is_str (value))
    {
      refuse_type (reader, "Could not parse request object: %s must be a string.", name);
      return NULL;
    }
  return yyjson_get_str (value);
}

static guint
get_choice (Reader            *reader,
            const char        *name,
            const char *const *choices)
{
  const char *text = get_string (reader, reader->root, name);

  if (text == NULL)
    return 0;
  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], text))
      return i;
  refuse (reader, "%s has a value that is not one of its enum.", name);
  return 0;
}

static gint64
get_limit (Reader     *reader,
           const char *name)
{
  yyjson_val *value = yyjson_obj_get (reader->root, name);
  gint64 limit = -1;

  if (value == NULL || yyjson_is_null (value))
    return -1;
  if (yyjson_is_int (value))
    limit = yyjson_get_sint (value);
  else if (!yyjson_is_str (value) ||
           !g_ascii_string_to_signed (yyjson_get_str (value), 10, 0, G_MAXINT64, &limit, NULL))
    {
      refuse_type (reader, "Could not parse request object: %s must be an integer.", name);
      return -1;
    }
  if (limit <= 0)
    refuse (reader, "%s must be positive.", name);
  return limit;
}

static guint
get_wait_seconds (Reader *reader)
{
  const char *text = get_string (reader, reader->root, "wait_timeout");
  g_autofree char *digits = NULL;
  guint64 seconds = 0;

  if (text == NULL)
    return DEFAULT_WAIT_SECONDS;
  if (g_str_has_suffix (text, "s"))
    digits = g_strndup (text, strlen (text) - 1);
  if (digits == NULL || !g_ascii_isdigit (*digits) ||
      !g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT, &seconds, NULL))
    refuse (reader, "%s must be a number of seconds, such as 30s.", "wait_timeout");
  else if (seconds != 0 && (seconds < 5 || seconds > 50))
    refuse (reader, "%s must be 0s or between 5s and 50s.", "wait_timeout");
  return (guint) seconds;
}

static void
read_parameter (Reader     *reader,
                yyjson_val *item,
                GPtrArray  *parameters)
{
  AuStandinParameter *parameter;
  const char *name, *type;
  yyjson_val *value;

  if (!yyjson_is_obj (item))
    {
      refuse_type (reader, "Could not parse request object: each of %s must be an object.", "parameters");
      return;
    }
  name = get_string (reader, item, "name");
  type = get_string (reader, item, "type");
  value = yyjson_obj_get (item, "value");
  if (yyjson_is_arr (value))
    {
      refuse (reader, "Parameter %s has a list as its value; ARRAY, MAP and STRUCT are not supported.",
              name != NULL ? name : "without a name");
      return;
    }
  if (value != NULL && !yyjson_is_null (value) && !yyjson_is_str (value))
    {
      refuse_type (reader, "Could not parse request object: the value of parameter %s must be a string.",
                   name != NULL ? name : "without a name");
      return;
    }
  if (name == NULL || *name == '\0')
    {
      refuse (reader, "Each of %s needs a name.", "parameters");
      return;
    }
  if (au_standin_find_parameter (parameters, name) != NULL)
    {
      refuse (reader, "Parameter %s is given twice.", name);
      return;
    }

  parameter = g_new0 (AuStandinParameter, 1);
  parameter->name = g_strdup (name);
  parameter->value = g_strdup (yyjson_get_str (value));
  parameter->type = g_ascii_strup (type != NULL ? type : "STRING", -1);
  g_ptr_array_add (parameters, parameter);
  if (!au_standin_is_parameter_type (parameter->type))
    refuse (reader, "Parameter %s has a type that parameters cannot have.", name);
}

static void
read_parameters (Reader    *reader,
                 GPtrArray *parameters)
{
  yyjson_val *array = yyjson_obj_get (reader->root, "parameters");
  yyjson_val *item;
  size_t i, n;

  if (array == NULL || yyjson_is_null (array))
    return;
  if (!yyjson_is_arr (array))
    {
      refuse_type (reader, "Could not parse request object: %s must be a list.", "parameters");
      return;
    }
  yyjson_arr_foreach (array, i, n, item)
  {
    read_parameter (reader, item, parameters);
  }
}

static void
check_tags (Reader *reader)
{
  yyjson_val *array = yyjson_obj_get (reader->root, "query_tags");
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  yyjson_val *item;
  size_t i, n;

  if (array == NULL || yyjson_is_null (array))
    return;
  if (!yyjson_is_arr (array))
    {
      refuse_type (reader, "Could not parse request object: %s must be a list.", "query_tags");
      return;
    }
  yyjson_arr_foreach (array, i, n, item)
  {
    const char *key = get_string (reader, item, "key");

    get_string (reader, item, "value");
    if (key == NULL || *key == '\0')
      refuse (reader, "Each of %s needs a key.", "query_tags");
    else if (g_str_has_prefix (key, "@@"))
      refuse (reader, "The key %s is reserved.", key);
    else if (!g_hash_table_add (keys, (gpointer) key))
      refuse (reader, "The query tag %s is given twice.", key);
  }
}

static void
read_fields (Reader              *reader,
             AuStandinSubmission *self)
{
  static const char *const dispositions[] = { "INLINE", "EXTERNAL_LINKS", NULL };
  static const char *const formats[] = { "JSON_ARRAY", "CSV", "ARROW_STREAM", NULL };
  static const char *const timeouts[] = { "CONTINUE", "CANCEL", NULL };

  self->warehouse_id = g_strdup (get_string (reader, reader->root, "warehouse_id"));
  self->text = g_strdup (get_string (reader, reader->root, "statement"));
  get_string (reader, reader->root, "catalog");
  get_string (reader, reader->root, "schema");
  if (self->warehouse_id == NULL || *self->warehouse_id == '\0')
    refuse (reader, "Missing required field: %s.", "warehouse_id");
  if (self->text == NULL || *self->text == '\0')
    refuse (reader, "Missing required field: %s.", "statement");
  else if (strlen (self->text) > MAX_TEXT_BYTES)
    refuse (reader, "The %s is longer than 16 MiB.", "statement");
  self->wait_seconds = get_wait_seconds (reader);
  self->cancel_on_timeout = get_choice (reader, "on_wait_timeout", timeouts) == 1;
  self->links = get_choice (reader, "disposition", dispositions) == 1;
  self->format = (AuStandinFormat) get_choice (reader, "format", formats);
  if (self->format != AU_STANDIN_FORMAT_JSON_ARRAY && !self->links)
    refuse (reader, "A format other than JSON_ARRAY needs %s=EXTERNAL_LINKS.", "disposition");
  self->row_limit = get_limit (reader, "row_limit");
  self->byte_limit = get_limit (reader, "byte_limit");
  read_parameters (reader, self->parameters);
  check_tags (reader);
}

/**
 * au_standin_submission_new:
 * @exchange: a request to run a statement
 *
 * Reads and checks the body.
 *
 * Returns: (transfer full) (nullable): what was asked for, or %NULL where @exchange has been
 *   answered with an error
 */
AuStandinSubmission *
au_standin_submission_new (AuStandinExchange *exchange)
{
  g_autoptr (AuStandinSubmission) self = g_new0 (AuStandinSubmission, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  SoupMessageBody *body = soup_server_message_get_request_body (exchange->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (yyjson_doc) json = NULL;
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  Reader reader = { exchange, NULL, FALSE };

  if (g_bytes_get_size (bytes) > MAX_BODY_BYTES)
    {
      au_standin_exchange_fail (exchange, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "MAX_REQUEST_SIZE_EXCEEDED",
                                "The request is larger than %d bytes.", MAX_BODY_BYTES);
      return NULL;
    }
  if (g_strcmp0 (type, "application/json") != 0)
    {
      au_standin_exchange_fail (exchange, SOUP_STATUS_BAD_REQUEST, "MALFORMED_REQUEST",
                                "Content-Type must be application/json.");
      return NULL;
    }
  json = yyjson_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), YYJSON_READ_NOFLAG);
  reader.root = yyjson_doc_get_root (json);
  if (!yyjson_is_obj (reader.root))
    {
      au_standin_exchange_fail (exchange, SOUP_STATUS_BAD_REQUEST, "MALFORMED_REQUEST",
                                "Invalid JSON given in the body of the request.");
      return NULL;
    }

  self->parameters = g_ptr_array_new_with_free_func (au_standin_parameter_free);
  read_fields (&reader, self);
  return reader.failed ? NULL : g_steal_pointer (&self);
}
