/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuDecimal:
 * @units: the value times 10^@scale
 * @scale: fraction digits, 0 to 18
 *
 * An exact decimal, so that money is added to the cent and never as doubles.
 */
typedef struct
{
  gint64 units;
  guint scale;
} AuDecimal;

#define AU_DECIMAL_ZERO ((AuDecimal){ 0, 0 })

gboolean au_decimal_parse     (const char *text,
                               AuDecimal  *value);
gboolean au_decimal_add       (AuDecimal  *sum,
                               AuDecimal   value);
gboolean au_decimal_subtract  (AuDecimal  *difference,
                               AuDecimal   value);
gboolean au_decimal_rescale   (AuDecimal  *value,
                               guint       scale);
int      au_decimal_compare   (AuDecimal   a,
                               AuDecimal   b);
double   au_decimal_to_double (AuDecimal   value);
char    *au_decimal_to_text   (AuDecimal   value);

G_END_DECLS
