/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures and public keys of minisign. `k` and a key, or any other byte and a signature. */
#include "config.h"

#include "fuzz.h"
#include "au-signature.h"

#include <string.h>

/* Of the test of signatures: the second signature of the corpus is of this list with this key. */
#define KEY "RWTrTupb7iJxEVYmP4Qg7GSQh7AcbHsB85emIYKkTFBEbP51XoRUshwu"
#define LIST "cae1518c979da3842dbc9c75d8864f5df400bf89603c5cb6c762bccba4e66506  mau.csv\n"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) list = g_bytes_new_static (LIST, strlen (LIST));
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSignature) signature = NULL;
  gboolean is_key;

  if (size < 1)
    return 0;
  is_key = data[0] == 'k';
  bytes = g_bytes_new (data + 1, size - 1);
  text = g_strndup ((const char *) data + 1, size - 1);
  /* A key that starts like a path would be read from there. */
  if (is_key && (strchr (text, '/') != NULL || !g_utf8_validate (text, -1, NULL)))
    return 0;
  signature = au_signature_check (is_key ? text : KEY, list, bytes, &error);
  fuzz_check_error (signature != NULL, error);
  if (signature == NULL)
    return 0;
  fuzz_check (g_utf8_validate (signature->sentence, -1, NULL), "a sentence is UTF-8");
  fuzz_check (signature->comment == NULL || g_utf8_validate (signature->comment, -1, NULL),
              "a signer's comment is UTF-8");
  fuzz_check (signature->comment == NULL || signature->state == AU_SIGNATURE_GOOD,
              "only a good signature has its comment shown");
  return 0;
}
