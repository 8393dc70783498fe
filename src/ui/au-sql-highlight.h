/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * AuSqlColors:
 * @AU_SQL_COLORS_LIGHT: on a light ground
 * @AU_SQL_COLORS_DARK: on a dark one
 */
typedef enum
{
  AU_SQL_COLORS_LIGHT,
  AU_SQL_COLORS_DARK,
} AuSqlColors;

PangoAttrList *au_sql_highlight (const char  *text,
                                 AuSqlColors  colors);

G_END_DECLS
