/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exported files: PNG, SVG and PDF with their record, and the record beside rows. */
#include "config.h"

#include "fuzz.h"
#include "au-record-file.h"

#include <string.h>

#define ROWS "month,mau\r\n2026-10-01,412\r\n"

static void
check (GBytes *file,
       GBytes *beside)
{
  g_autofree char *record = NULL;
  g_autofree char *reason = NULL;
  AuRecordVerdict verdict = au_record_check (file, beside, &record, &reason);

  fuzz_check (verdict != AU_RECORD_INTACT || record != NULL, "a file that is intact has a record");
  fuzz_check (reason == NULL || g_utf8_validate (reason, -1, NULL), "a reason is UTF-8");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GBytes) rows = g_bytes_new_static (ROWS, strlen (ROWS));
  g_autoptr (GBytes) bare = NULL;
  g_autofree char *record = NULL;
  AuRecordFormat format;

  au_record_has_trace (file);
  if (au_record_split (file, &format, &bare, &record))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) again = au_record_embed (format, bare, record, &error);

      fuzz_check_error (again != NULL, error);
    }
  check (file, NULL);
  check (rows, file);
  return 0;
}
