/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query.h"

G_BEGIN_DECLS

/**
 * AuResultShape:
 * @source_index: for each column of the contract, its position in the result, or -1 where an
 *   optional one is absent
 * @ignored: (owned): names of the result's other columns
 *
 * How the columns of a result, as an engine names them, lie under the contract's.
 */
typedef struct
{
  GArray *source_index;
  GStrv ignored;
} AuResultShape;

AuResultShape *au_result_shape_new  (const AuQuery     *query,
                                     const char *const *names,
                                     GError           **error);
void           au_result_shape_free (AuResultShape     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuResultShape, au_result_shape_free)

G_END_DECLS
