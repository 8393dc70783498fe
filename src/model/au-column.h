/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuDataType:
 * @AU_DATA_STRING: UTF-8 text
 * @AU_DATA_BIGINT: 64-bit integer
 * @AU_DATA_DECIMAL: exact decimal, its text kept as the source sent it
 * @AU_DATA_DOUBLE: IEEE 754 double
 * @AU_DATA_BOOLEAN: true or false
 * @AU_DATA_DATE: a calendar day, see #AuDay
 * @AU_DATA_TIMESTAMP: milliseconds since 1970-01-01 00:00 UTC
 */
typedef enum
{
  AU_DATA_STRING,
  AU_DATA_BIGINT,
  AU_DATA_DECIMAL,
  AU_DATA_DOUBLE,
  AU_DATA_BOOLEAN,
  AU_DATA_DATE,
  AU_DATA_TIMESTAMP,
} AuDataType;

/**
 * AuColumn:
 * @name: (owned): the contract's name
 * @type: what its cells hold
 * @scale: fraction digits of a decimal, else 0
 * @optional: whether a result may come without it
 * @unit: (owned): what it is counted in, in a word
 * @meaning: (owned): what it is, for people
 */
typedef struct
{
  char *name;
  AuDataType type;
  guint scale;
  gboolean optional;
  char *unit;
  char *meaning;
} AuColumn;

AuColumn   *au_column_new          (const char     *name,
                                    AuDataType      type,
                                    guint           scale,
                                    gboolean        optional,
                                    const char     *unit,
                                    const char     *meaning);
AuColumn   *au_column_copy         (const AuColumn *self);
void        au_column_free         (AuColumn       *self);
char       *au_column_dup_type_name (const AuColumn *self);
gboolean    au_data_type_parse     (const char     *text,
                                    AuDataType     *type,
                                    guint          *scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuColumn, au_column_free)

G_END_DECLS
