/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuChecksums:
 *
 * The lines of a SHA256SUMS file as coreutils writes it: 64 hexadecimal digits, a space, a space or
 * an asterisk, a file name.
 */
typedef struct _AuChecksums AuChecksums;

AuChecksums *au_checksums_new_from_data (const char        *data,
                                         gsize              length,
                                         const char        *file,
                                         GError           **error);
void         au_checksums_free          (AuChecksums       *self);
const char  *au_checksums_lookup        (const AuChecksums *self,
                                         const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuChecksums, au_checksums_free)

G_END_DECLS
