/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record is one line of JSON in one form only (au-json-text.h):
 *
 *     {"anyusage_record":1,"file_sha256":"…","file_bytes":…,"format":"png",…,"results":[…],
 *      "record_sha256":"…"}
 *
 * `file_sha256` is over every byte of the file without its record, and `record_sha256` over every
 * byte of the record before the comma of that last member. How a record is put into a file has one
 * form too, so a file is intact if and only if taking it apart and putting it together again gives
 * the same bytes, and both checksums hold. No byte is outside of that.
 */
#include "config.h"

#include "au-record.h"
#include "au-json-text.h"
#include "au-normal-form.h"
#include "au-record-file.h"

#include <glib/gi18n.h>
#include <string.h>

#define DIGITS 64
#define START "{\"anyusage_record\":"
#define SECOND ",\"file_sha256\":\""
#define END ",\"record_sha256\":\""

static const char *const format_names[] = { "png", "svg", "pdf", "csv" };

static void
append_columns (GString       *out,
                const AuTable *table)
{
  au_json_text_append_key (out, "columns");
  g_string_append_c (out, '[');
  for (guint i = 0; i < au_table_get_n_columns (table); i++)
    {
      const AuColumn *column = au_table_get_column (table, i);
      g_autofree char *type = au_column_dup_type_name (column);

      g_string_append (out, i > 0 ? ",{" : "{");
      au_json_text_append_member (out, "name", column->name);
      au_json_text_append_member (out, "type", type);
      au_json_text_append_member (out, "unit", column->unit);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/* All cells as texts: a JSON number would be a double to most readers. */
static void
append_values (GString       *out,
               const AuTable *table)
{
  au_json_text_append_key (out, "values");
  g_string_append_c (out, '[');
  for (guint row = 0; row < au_table_get_n_rows (table); row++)
    {
      g_string_append (out, row > 0 ? ",[" : "[");
      for (guint i = 0; i < au_table_get_n_columns (table); i++)
        {
          g_autofree char *text = au_table_dup_text (table, i, row);

          if (i > 0)
            g_string_append_c (out, ',');
          au_json_text_append_string (out, text);
        }
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
}

static void
append_result (GString  *out,
               AuResult *result,
               gint64    written)
{
  const AuProvenance *provenance = au_result_get_provenance (result);

  g_string_append_c (out, '{');
  au_provenance_append_json (provenance, out);
  au_json_text_append_key (out, "age_seconds");
  if (provenance->from_cache)
    g_string_append_printf (out, "%" G_GINT64_FORMAT,
                            au_provenance_get_age (provenance, written) / 1000);
  else
    g_string_append (out, "null");
  au_json_text_append_member (out, "rows_sha256", au_result_get_rows_sha256 (result));
  append_columns (out, au_result_get_table (result));
  append_values (out, au_result_get_table (result));
  g_string_append_c (out, '}');
}

/**
 * au_record_create:
 * @about: what the file is
 * @file: the file without a record
 * @results: (array length=n_results) (nullable elements): what it shows
 * @n_results: their number
 *
 * Writes down where a file's numbers came from: file and record by their checksums, and of each
 * result its provenance, its rows and their SHA-256. The same input gives the same text.
 *
 * Returns: (transfer full): one line of ASCII without markup, for au_record_embed()
 */
char *
au_record_create (const AuRecordAbout *about,
                  GBytes              *file,
                  AuResult *const     *results,
                  guint                n_results)
{
  GString *out = g_string_new (NULL);
  g_autofree char *file_sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  g_autofree char *written = au_normal_form_timestamp (about->written);
  g_autofree char *record_sum = NULL;
  gboolean any = FALSE;

  g_string_append_printf (out, START "%d" SECOND "%s\"", AU_RECORD_VERSION, file_sum);
  au_json_text_append_key (out, "file_bytes");
  g_string_append_printf (out, "%" G_GSIZE_FORMAT, g_bytes_get_size (file));
  au_json_text_append_member (out, "format", format_names[about->format]);
  au_json_text_append_member (out, "app_version", PACKAGE_VERSION);
  au_json_text_append_member (out, "written", written);
  au_json_text_append_member (out, "chart", about->chart);
  au_json_text_append_key (out, "subscriptions");
  au_json_text_append_strings (out, about->subscriptions);
  au_json_text_append_key (out, "results");
  g_string_append_c (out, '[');
  for (guint i = 0; i < n_results; i++)
    {
      if (results[i] == NULL)
        continue;
      if (any)
        g_string_append_c (out, ',');
      append_result (out, results[i], about->written);
      any = TRUE;
    }
  g_string_append_c (out, ']');

  record_sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) out->str, out->len);
  g_string_append_printf (out, END "%s\"}", record_sum);
  return g_string_free_and_steal (out);
}

/* Whether the record's own checksum holds. */
static gboolean
check_record (const char *record)
{
  gsize length = strlen (record);
  gsize tail = strlen (END) + DIGITS + strlen ("\"}");
  g_autofree char *expected = NULL;
  const char *end;

  if (length < strlen (START) + tail || !g_str_has_prefix (record, START))
    return FALSE;
  end = record + length - tail;
  if (!g_str_has_prefix (end, END) || strcmp (record + length - 2, "\"}") != 0)
    return FALSE;
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) record,
                                          length - tail);
  return strncmp (end + strlen (END), expected, DIGITS) == 0;
}

/* Whether a whole record is of a form that this version knows; sets the file's checksum then. */
static gboolean
is_known (const char  *record,
          const char **file_sum)
{
  g_autofree char *start = g_strdup_printf (START "%d" SECOND, AU_RECORD_VERSION);

  if (!g_str_has_prefix (record, start) || strlen (record) < strlen (start) + DIGITS)
    return FALSE;
  *file_sum = record + strlen (start);
  return TRUE;
}

static AuRecordVerdict
judge (GBytes     *bare,
       const char *record,
       const char **reason)
{
  g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bare);
  const char *expected;

  if (!check_record (record))
    {
      *reason = _("the record in it is not as it was written");
      return AU_RECORD_CHANGED;
    }
  if (!is_known (record, &expected))
    {
      *reason = _("its record was written by a newer version of Anyusage, which can check it");
      return AU_RECORD_NEWER;
    }
  if (strncmp (expected, found, DIGITS) != 0)
    {
      *reason = _("its bytes are not those that the record was written for");
      return AU_RECORD_CHANGED;
    }
  *reason = _("unchanged since it was written, as far as the file itself can say");
  return AU_RECORD_INTACT;
}

/* The record beside a file is one line and nothing else. */
static char *
read_beside (GBytes *beside)
{
  gsize length;
  const char *data = g_bytes_get_data (beside, &length);

  if (length == 0 || data[length - 1] != '\n' || memchr (data, '\0', length) != NULL)
    return NULL;
  return g_strndup (data, length - 1);
}

static AuRecordVerdict
check (GBytes      *file,
       GBytes      *beside,
       char       **record,
       const char **reason)
{
  g_autoptr (GBytes) bare = NULL;
  g_autoptr (GBytes) again = NULL;
  AuRecordFormat format;
  AuRecordVerdict verdict;

  if (au_record_split (file, &format, &bare, record))
    {
      verdict = judge (bare, *record, reason);
      if (verdict != AU_RECORD_INTACT)
        return verdict;
      again = au_record_embed (format, bare, *record, NULL);
      if (again != NULL && g_bytes_equal (again, file))
        return AU_RECORD_INTACT;
      *reason = _("the record is not in its place as it was written");
      return AU_RECORD_CHANGED;
    }
  if (beside != NULL)
    {
      *record = read_beside (beside);
      if (*record != NULL)
        return judge (file, *record, reason);
      *reason = _("the record beside it is not as it was written");
      return AU_RECORD_CHANGED;
    }
  if (au_record_has_trace (file))
    {
      *reason = _("traces of a record are in it, but not as it was written: the file was damaged, or another program wrote it anew");
      return AU_RECORD_CHANGED;
    }
  if (au_record_find_format (file, &format))
    *reason = _("it was not written by Anyusage, or another program wrote it anew and left the record out");
  else
    *reason = _("nothing is in it, and no .provenance.json lies beside it");
  return AU_RECORD_NONE;
}

/**
 * au_record_check:
 * @file: a file's bytes
 * @beside: (nullable): those of FILE.provenance.json beside it, where it exists
 * @record: (out) (transfer full) (nullable): the record, where one was found, as it stands there
 * @reason: (out) (transfer full): why, for people: a clause without a full stop
 *
 * Recomputes what can be recomputed. %AU_RECORD_INTACT means that the file is unchanged since it
 * was written as far as it can say so itself: who writes all of it anew, checksums included, is
 * found out by running the query again, not by this.
 *
 * Returns: the verdict
 */
AuRecordVerdict
au_record_check (GBytes  *file,
                 GBytes  *beside,
                 char   **record,
                 char   **reason)
{
  const char *clause = NULL;
  AuRecordVerdict verdict;

  *record = NULL;
  verdict = check (file, beside, record, &clause);
  *reason = g_strdup (clause);
  return verdict;
}
