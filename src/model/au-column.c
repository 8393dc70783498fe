/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-column.h"

#include <string.h>

static const char *const type_names[] = {
  [AU_DATA_STRING] = "string",
  [AU_DATA_BIGINT] = "bigint",
  [AU_DATA_DECIMAL] = "decimal",
  [AU_DATA_DOUBLE] = "double",
  [AU_DATA_BOOLEAN] = "boolean",
  [AU_DATA_DATE] = "date",
  [AU_DATA_TIMESTAMP] = "timestamp",
};

AuColumn *
au_column_new (const char *name,
               AuDataType  type,
               guint       scale,
               gboolean    optional,
               const char *unit,
               const char *meaning)
{
  AuColumn *self = g_new0 (AuColumn, 1);

  self->name = g_strdup (name);
  self->type = type;
  self->scale = scale;
  self->optional = optional;
  self->unit = g_strdup (unit != NULL ? unit : "");
  self->meaning = g_strdup (meaning != NULL ? meaning : "");
  return self;
}

AuColumn *
au_column_copy (const AuColumn *self)
{
  return au_column_new (self->name, self->type, self->scale, self->optional, self->unit,
                        self->meaning);
}

void
au_column_free (AuColumn *self)
{
  g_free (self->name);
  g_free (self->unit);
  g_free (self->meaning);
  g_free (self);
}

/**
 * au_column_dup_type_name:
 *
 * Returns: (transfer full): the type as the contract writes it, such as `decimal(18,2)`
 */
char *
au_column_dup_type_name (const AuColumn *self)
{
  if (self->type == AU_DATA_DECIMAL)
    return g_strdup_printf ("decimal(18,%u)", self->scale);
  return g_strdup (type_names[self->type]);
}

/**
 * au_data_type_parse:
 * @text: a type name such as `bigint` or `decimal(18,2)`, in any case
 * @type: (out): the type
 * @scale: (out): fraction digits of a decimal, else 0
 *
 * Returns: whether @text names a type of the contract
 */
gboolean
au_data_type_parse (const char *text,
                    AuDataType *type,
                    guint      *scale)
{
  *scale = 0;

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (i != AU_DATA_DECIMAL && g_ascii_strcasecmp (text, type_names[i]) == 0)
      {
        *type = (AuDataType) i;
        return TRUE;
      }

  if (g_ascii_strncasecmp (text, "decimal(", strlen ("decimal(")) == 0)
    {
      g_auto (GStrv) parts = g_strsplit (text + strlen ("decimal("), ",", 3);
      guint64 precision, digits;

      if (g_strv_length (parts) != 2 || !g_str_has_suffix (parts[1], ")"))
        return FALSE;
      parts[1][strlen (parts[1]) - 1] = '\0';
      if (!g_ascii_string_to_unsigned (g_strstrip (parts[0]), 10, 1, 38, &precision, NULL) ||
          !g_ascii_string_to_unsigned (g_strstrip (parts[1]), 10, 0, MIN (precision, 18), &digits,
                                       NULL))
        return FALSE;
      *type = AU_DATA_DECIMAL;
      *scale = (guint) digits;
      return TRUE;
    }
  return FALSE;
}
