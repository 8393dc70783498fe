/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA256SUMS of a query folder. */
#include "config.h"

#include "fuzz.h"
#include "au-checksums.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuChecksums) sums =
    au_checksums_new_from_data ((const char *) data, size, "SHA256SUMS", &error);
  const char *sum;

  fuzz_check_error (sums != NULL, error);
  if (sums == NULL)
    return 0;
  sum = au_checksums_lookup (sums, "mau.sql");
  fuzz_check (sum == NULL || (strlen (sum) == 64 && strspn (sum, "0123456789abcdef") == 64),
              "a checksum is 64 hexadecimal digits in small letters");
  return 0;
}
