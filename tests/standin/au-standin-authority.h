/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuStandinIdentity:
 * @AU_STANDIN_PLAIN: none: plain http
 * @AU_STANDIN_GENUINE: a certificate for this computer
 * @AU_STANDIN_OTHER_HOST: one for a host that it is not
 * @AU_STANDIN_EXPIRED: one that ended years ago
 *
 * How a server proves who it is.
 */
typedef enum
{
  AU_STANDIN_PLAIN,
  AU_STANDIN_GENUINE,
  AU_STANDIN_OTHER_HOST,
  AU_STANDIN_EXPIRED,
} AuStandinIdentity;

/**
 * AuStandinAuthority:
 *
 * A certificate authority that lives as long as it is needed: made new each time, trusted by nobody
 * by itself, its keys in a folder that only its owner reads and that goes with it.
 */
typedef struct _AuStandinAuthority AuStandinAuthority;

AuStandinAuthority *au_standin_authority_new      (GError             **error);
void                au_standin_authority_free     (AuStandinAuthority  *self);
const char         *au_standin_authority_get_path (AuStandinAuthority  *self);
GTlsCertificate    *au_standin_authority_issue    (AuStandinAuthority  *self,
                                                   AuStandinIdentity    identity,
                                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuStandinAuthority, au_standin_authority_free)

G_END_DECLS
