/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-color.h"

G_BEGIN_DECLS

/**
 * AuTooltipRow:
 * @color: the swatch; alpha is 0 where the row has none
 * @name: the series, in full
 * @value: the exact value, formatted
 * @share: (nullable): the share of the total, formatted; only in stacks
 *
 * One line of an [struct@AuTooltip].
 */
typedef struct
{
  AuColor  color;
  char    *name;
  char    *value;
  char    *share;
} AuTooltipRow;

/**
 * AuTooltip:
 * @title: the category in words: "May 2026"
 * @rows: (element-type AuTooltipRow): from the top of the stack to its foot,
 *   panels from top to bottom; lines from the greatest value to the least
 * @total: (nullable): the formatted total of the stack
 * @note: (nullable): what is unfinished, or that shares were rounded
 *
 * What to show beside a band that is hovered or has the keyboard.
 */
typedef struct
{
  char      *title;
  GPtrArray *rows;
  char      *total;
  char      *note;
} AuTooltip;

void au_tooltip_free (AuTooltip *tooltip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuTooltip, au_tooltip_free)

G_END_DECLS
