/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates for the stand-in. GIO reads certificates but makes none, so openssl does. */
#include "config.h"

#include "au-standin-authority.h"

#include <glib/gstdio.h>

struct _AuStandinAuthority
{
  char *folder;
  char *certificate;
  char *key;
};

static const char *const files[] = {
  "authority.pem", "authority.key", "server.pem", "server.key",
};

/* Makes a key and a certificate for it; @more are the arguments that make the difference. */
static gboolean
run_openssl (const char         *certificate,
             const char         *key,
             const char *const  *more,
             GError            **error)
{
  const char *const common[] = {
    "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
    "-out", certificate, "-keyout", key, NULL
  };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;

  g_strv_builder_addv (builder, (const char **) common);
  g_strv_builder_addv (builder, (const char **) more);
  arguments = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) arguments,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, error))
    return FALSE;
  if (!g_subprocess_get_successful (process))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "openssl made no certificate: %s",
                   g_strstrip (said));
      return FALSE;
    }
  return TRUE;
}

/**
 * au_standin_authority_new:
 * @error: return location for a #GError
 *
 * Returns: (transfer full): an authority, or %NULL where openssl is missing or fails
 */
AuStandinAuthority *
au_standin_authority_new (GError **error)
{
  static const char *const arguments[] = {
    "-subj", "/CN=Anyusage stand-in authority", "-days", "2",
    "-addext", "keyUsage=critical,keyCertSign", NULL
  };
  g_autoptr (AuStandinAuthority) self = g_new0 (AuStandinAuthority, 1);

  self->folder = g_dir_make_tmp ("anyusage-authority-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;
  self->certificate = g_build_filename (self->folder, files[0], NULL);
  self->key = g_build_filename (self->folder, files[1], NULL);
  if (!run_openssl (self->certificate, self->key, arguments, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
au_standin_authority_free (AuStandinAuthority *self)
{
  for (gsize i = 0; self->folder != NULL && i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, files[i], NULL);

      g_unlink (path);
    }
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self);
}

/**
 * au_standin_authority_get_path:
 *
 * Returns: (transfer none): the file with the authority's certificate, for who is to trust it
 */
const char *
au_standin_authority_get_path (AuStandinAuthority *self)
{
  return self->certificate;
}

/**
 * au_standin_authority_issue:
 * @self: an authority
 * @identity: what the certificate is to be, not %AU_STANDIN_PLAIN
 * @error: return location for a #GError
 *
 * Returns: (transfer full): a certificate with its key, for a server on loopback
 */
GTlsCertificate *
au_standin_authority_issue (AuStandinAuthority  *self,
                            AuStandinIdentity    identity,
                            GError             **error)
{
  g_autofree char *certificate = g_build_filename (self->folder, files[2], NULL);
  g_autofree char *key = g_build_filename (self->folder, files[3], NULL);
  const char *names = identity == AU_STANDIN_OTHER_HOST
                      ? "subjectAltName=DNS:elsewhere.example"
                      : "subjectAltName=IP:127.0.0.1,DNS:localhost";
  gboolean is_over = identity == AU_STANDIN_EXPIRED;
  const char *const arguments[] = {
    "-subj", "/CN=Anyusage stand-in", "-CA", self->certificate, "-CAkey", self->key,
    "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "extendedKeyUsage=serverAuth",
    "-addext", names,
    is_over ? "-not_before" : "-days", is_over ? "20200101000000Z" : "2",
    is_over ? "-not_after" : NULL, is_over ? "20200201000000Z" : NULL, NULL
  };

  if (!run_openssl (certificate, key, arguments, error))
    return NULL;
  return g_tls_certificate_new_from_files (certificate, key, error);
}
