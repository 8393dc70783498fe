/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-provenance.h"

G_DEFINE_BOXED_TYPE (AuProvenance, au_provenance, au_provenance_ref, au_provenance_unref)

/**
 * au_provenance_new:
 *
 * Returns: (transfer full): an empty record for a source to fill
 */
AuProvenance *
au_provenance_new (void)
{
  AuProvenance *self = g_atomic_rc_box_new0 (AuProvenance);

  self->data_through = AU_DAY_INVALID;
  return self;
}

AuProvenance *
au_provenance_ref (AuProvenance *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_provenance (gpointer data)
{
  AuProvenance *self = data;

  g_free (self->source);
  g_free (self->host);
  g_clear_pointer (&self->statement, au_statement_unref);
  g_free (self->route);
  g_free (self->asked);
  g_clear_pointer (&self->request, au_request_unref);
  g_free (self->statement_id);
  g_strfreev (self->ignored_columns);
}

void
au_provenance_unref (AuProvenance *self)
{
  g_atomic_rc_box_release_full (self, clear_provenance);
}

/**
 * au_provenance_get_request:
 * @self: a filled record
 *
 * Returns: (transfer none) (nullable): what was asked, whether by a text or by a route
 */
AuRequest *
au_provenance_get_request (const AuProvenance *self)
{
  return self->statement != NULL ? au_statement_get_request (self->statement) : self->request;
}
