/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-request.h"
#include "au-error.h"
#include "au-ids.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AuRequest
{
  AuContract *contract;
  GVariant *values; /* a{sv}, in the contract's order */
  char *key;
};

G_DEFINE_BOXED_TYPE (AuRequest, au_request, au_request_ref, au_request_unref)

static const char *const variant_types[] = {
  [AU_PARAMETER_STRING] = "s",
  [AU_PARAMETER_INT] = "i",
  [AU_PARAMETER_BIGINT] = "x",
  [AU_PARAMETER_BOOLEAN] = "b",
  [AU_PARAMETER_STRING_LIST] = "as",
  [AU_PARAMETER_BIGINT_LIST] = "ax",
};

AuRequest *
au_request_ref (AuRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_request (gpointer data)
{
  AuRequest *self = data;

  g_clear_pointer (&self->contract, au_contract_unref);
  g_clear_pointer (&self->values, g_variant_unref);
  g_free (self->key);
}

void
au_request_unref (AuRequest *self)
{
  g_atomic_rc_box_release_full (self, clear_request);
}

static gboolean
fail (const AuContract  *contract,
      const AuParameter *parameter,
      GError           **error,
      const char        *text)
{
  g_autofree char *shown = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 40));

  g_strdelimit (shown, "\r\n\t", ' ');
  g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
               /* Translators: query name, parameter name, its type, what was given. */
               _("%s: the parameter “%s” is of type %s, and “%s” is no such value."),
               au_contract_get_name (contract), parameter->name,
               au_parameter_type_get_name (parameter->type), shown);
  return FALSE;
}

static GVariant *
clean_ids (const AuContract *contract,
           GVariant         *value,
           GError          **error)
{
  g_autofree const char **ids = g_variant_get_strv (value, NULL);
  g_auto (GStrv) clean = au_subscription_ids_clean (ids, error);
  guint n;

  if (clean == NULL)
    return NULL;
  n = g_strv_length (clean);
  if (n > AU_MAX_SUBSCRIPTIONS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_TOO_MANY,
                   /* Translators: %s a query, %u how many were chosen, %d how many are allowed. */
                   _("%s: %u subscriptions are more than the %d that one statement takes, and people counted once cannot be added up from parts; choose fewer."),
                   au_contract_get_name (contract), n, AU_MAX_SUBSCRIPTIONS);
      return NULL;
    }
  return g_variant_ref_sink (g_variant_new_strv ((const char *const *) clean, n));
}

/* Checks what the type alone does not say. Returns the value in its normal form. */
static GVariant *
check_value (const AuContract  *contract,
             const AuParameter *parameter,
             GVariant          *value,
             GError           **error)
{
  g_autoptr (GVariant) clean = NULL;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (variant_types[parameter->type])))
    {
      g_autofree char *text = g_variant_print (value, FALSE);

      fail (contract, parameter, error, text);
      return NULL;
    }

  if (g_str_equal (parameter->name, "subscription_ids"))
    clean = clean_ids (contract, value, error);
  else
    clean = g_variant_ref (value);
  if (clean == NULL)
    return NULL;

  if (parameter->type == AU_PARAMETER_INT && g_variant_get_int32 (clean) < 1)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                   /* Translators: query name, parameter name, the number given. */
                   _("%s: the parameter “%s” has to be at least 1, not %d."),
                   au_contract_get_name (contract), parameter->name, g_variant_get_int32 (clean));
      return NULL;
    }
  if (parameter->type == AU_PARAMETER_STRING && g_str_equal (parameter->name, "account_id"))
    {
      const char *ids[] = { g_variant_get_string (clean, NULL), NULL };
      g_auto (GStrv) valid = au_subscription_ids_clean (ids, error);

      if (valid == NULL)
        return NULL;
      if (valid[0] == NULL)
        {
          fail (contract, parameter, error, ids[0]);
          return NULL;
        }
    }
  if (g_variant_is_container (clean) && g_variant_n_children (clean) == 0)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_EMPTY_LIST,
                   /* Translators: query name, parameter name. */
                   _("%s: the list “%s” is empty, so there is nothing to ask; give at least one."),
                   au_contract_get_name (contract), parameter->name);
      return NULL;
    }
  return g_steal_pointer (&clean);
}

static gboolean
parse_ids (const AuParameter *parameter,
           const char        *text,
           GVariant         **value,
           GError           **error)
{
  g_autoptr (GArray) ids = au_team_ids_parse (text, error);

  if (ids == NULL)
    return FALSE;
  *value = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64));
  return TRUE;
}

static GVariant *
parse_text (const AuContract  *contract,
            const AuParameter *parameter,
            const char        *text,
            GError           **error)
{
  g_auto (GStrv) parts = NULL;
  GVariant *value = NULL;
  gint64 integer;

  switch (parameter->type)
    {
      case AU_PARAMETER_STRING:
        if (g_utf8_validate (text, -1, NULL))
          value = g_variant_new_string (text);
        break;

      case AU_PARAMETER_INT:
        if (g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &integer, NULL))
          value = g_variant_new_int32 ((gint32) integer);
        break;

      case AU_PARAMETER_BIGINT:
        if (!au_team_id_parse (text, &integer, error))
          return NULL;
        value = g_variant_new_int64 (integer);
        break;

      case AU_PARAMETER_BOOLEAN:
        if (g_str_equal (text, "true") || g_str_equal (text, "false"))
          value = g_variant_new_boolean (g_str_equal (text, "true"));
        break;

      case AU_PARAMETER_STRING_LIST:
        if (g_utf8_validate (text, -1, NULL))
          {
            parts = g_strsplit (text, ",", -1);
            value = g_variant_new_strv ((const char *const *) parts, -1);
          }
        break;

      case AU_PARAMETER_BIGINT_LIST:
        if (!parse_ids (parameter, text, &value, error))
          return NULL;
        break;

      default:
        g_return_val_if_reached (NULL);
    }

  if (value == NULL)
    {
      fail (contract, parameter, error, text);
      return NULL;
    }
  return g_variant_ref_sink (value);
}

static gboolean
check_name (const AuContract *contract,
            const char       *name,
            GError          **error)
{
  g_autoptr (GString) known = NULL;

  if (au_contract_find_parameter (contract, name) != NULL)
    return TRUE;

  known = g_string_new (NULL);
  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            au_contract_get_parameter (contract, i)->name);
  if (known->len == 0)
    g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                 /* Translators: query name, what was given as a parameter's name. */
                 _("%s takes no parameter, so not “%s” either."), au_contract_get_name (contract), name);
  else
    g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                 /* Translators: query name, what was given as a parameter's name, the names it has.
                  * */
                 _("%s has no parameter “%s”; it takes %s."), au_contract_get_name (contract), name, known->str);
  return FALSE;
}

/**
 * au_request_new:
 * @contract: what the query takes
 * @values: (nullable): an `a{sv}` from parameter name to value: `s`, `i` (int), `x` (bigint), `b`,
 *   `as` or `ax`; sunk if floating
 * @error: return location for a #GError
 *
 * Checks the values and fills in defaults. Subscription ids are trimmed and freed of duplicates.
 *
 * Returns: (transfer full): the request; %NULL with %AU_ERROR_INVALID_ARGUMENT for a missing,
 * unknown
 *   or mistyped value, %AU_ERROR_EMPTY_LIST, or %AU_ERROR_TOO_MANY
 */
AuRequest *
au_request_new (AuContract *contract,
                GVariant   *values,
                GError    **error)
{
  g_autoptr (AuRequest) self = NULL;
  g_autoptr (GVariant) given = NULL;
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *printed = NULL;
  GVariantIter iter;
  const char *name;

  g_return_val_if_fail (contract != NULL, NULL);
  g_return_val_if_fail (values == NULL || g_variant_is_of_type (values, G_VARIANT_TYPE_VARDICT),
                        NULL);

  given = g_variant_ref_sink (values != NULL ? values :
                              g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    if (!check_name (contract, name, error))
      return NULL;

  for (guint i = 0; i < au_contract_get_n_parameters (contract); i++)
    {
      const AuParameter *parameter = au_contract_get_parameter (contract, i);
      g_autoptr (GVariant) value = g_variant_lookup_value (given, parameter->name, NULL);
      g_autoptr (GVariant) clean = NULL;

      if (value == NULL && parameter->fallback != NULL)
        {
          value = parse_text (contract, parameter, parameter->fallback, error);
          if (value == NULL)
            return NULL;
        }
      if (value == NULL)
        {
          g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                       /* Translators: query name, parameter name, its type. */
                       _("%s needs a value for “%s” (%s)."), au_contract_get_name (contract), parameter->name,
                       au_parameter_type_get_name (parameter->type));
          return NULL;
        }
      clean = check_value (contract, parameter, value, error);
      if (clean == NULL)
        return NULL;
      g_variant_builder_add (&builder, "{sv}", parameter->name, clean);
    }

  self = g_atomic_rc_box_new0 (AuRequest);
  self->contract = au_contract_ref (contract);
  self->values = g_variant_ref_sink (g_variant_builder_end (&builder));
  printed = g_variant_print (self->values, TRUE);
  self->key = g_strconcat (au_contract_get_name (contract), " ", printed, NULL);
  return g_steal_pointer (&self);
}

/**
 * au_request_new_from_text:
 * @contract: what the query takes
 * @values: (element-type utf8 utf8): parameter name to text; a list is comma-separated
 * @error: return location for a #GError
 *
 * The same as au_request_new() from texts, as the command line has them.
 *
 * Returns: (transfer full): the request, or %NULL with an error as of au_request_new()
 */
AuRequest *
au_request_new_from_text (AuContract *contract,
                          GHashTable *values,
                          GError    **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GHashTableIter iter;
  gpointer name, text;

  g_return_val_if_fail (contract != NULL, NULL);

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      const AuParameter *parameter;
      g_autoptr (GVariant) value = NULL;

      if (!check_name (contract, name, error))
        return NULL;
      parameter = au_contract_find_parameter (contract, name);
      value = parse_text (contract, parameter, text, error);
      if (value == NULL)
        return NULL;
      g_variant_dict_insert_value (&dict, name, value);
    }
  return au_request_new (contract, g_variant_dict_end (&dict), error);
}

AuContract *
au_request_get_contract (const AuRequest *self)
{
  return self->contract;
}

const char *
au_request_get_name (const AuRequest *self)
{
  return au_contract_get_name (self->contract);
}

/**
 * au_request_get_value:
 *
 * Returns: (transfer full) (nullable): the value of @parameter, see au_request_new()
 */
GVariant *
au_request_get_value (const AuRequest *self,
                      const char      *parameter)
{
  return g_variant_lookup_value (self->values, parameter, NULL);
}

/**
 * au_request_get_key:
 *
 * Returns: (transfer none): a text that is the same for equal requests and for no others
 */
const char *
au_request_get_key (const AuRequest *self)
{
  return self->key;
}
