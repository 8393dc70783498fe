/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-clock.h"
#include "au-json-text.h"
#include "au-query-catalog.h"
#include "au-record-file.h"
#include "au-table-canonical.h"

#include <string.h>

#define N_FLIPS 10000

/* Twelve bytes of a chunk around nothing: what a reader of PNG needs is not needed here. */
static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\2\0\0\0\x90wS\xde"
                          "\0\0\0\fIDATx\x9c" "c\xf8\xcf\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef"
                          "\0\0\0\0IEND\xae\x42\x60\x82";
static const char svg[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" title=\"a > b\" width=\"9\">\n"
                          "<rect width=\"9\" height=\"9\"/>\n</svg>\n";
static const char pdf[] = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj\n<< >>\nendobj\nxref\n0 3\n"
                          "0000000000 65535 f \n0000000009 00000 n \n0000000046 00000 n \n"
                          "trailer\n<< /Size 3 /Root 1 0 R /Info 2 0 R >>\nstartxref\n66\n%%EOF\n";
static const char csv[] = "month,mau\r\n2026-10-01,412\r\n";

static AuTable *
create_table (void)
{
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  const char *const rows[][3] = {
    { "2026-09-01", "rules", "0" },
    { "2026-10-01", "", NULL },
    { "2026-10-01", NULL, "9007199254740993" },
    { "2026-10-01", "a,b:c\n<&>\xc5\xbb\xf0\x9f\x98\x80", "-1" },
  };
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuContract *contract = au_query_catalog_get_contract (catalog, "feature_adoption");

  for (guint i = 0; i < 3; i++)
    au_table_builder_add_column (builder, au_contract_get_column (contract, i));
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    for (guint i = 0; i < 3; i++)
      {
        g_autoptr (GError) error = NULL;

        au_table_builder_append_text (builder, rows[row][i], &error);
        g_assert_no_error (error);
      }
  return au_table_builder_end (builder);
}

static AuResult *
create_result (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  g_autoptr (AuTable) table = create_table ();
  g_autoptr (AuProvenance) provenance = au_provenance_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AuQuery) query = au_query_catalog_load (catalog, "feature_adoption", &error);
  g_autoptr (AuRequest) request = NULL;
  g_auto (GVariantDict) values = G_VARIANT_DICT_INIT (NULL);
  const char *const ids[] = { "a0XSAMPLE000001", "a0XSAMPLE000002", NULL };

  g_assert_no_error (error);
  g_variant_dict_insert_value (&values, "subscription_ids", g_variant_new_strv (ids, -1));
  request = au_request_new (au_query_get_contract (query), g_variant_dict_end (&values), &error);
  g_assert_no_error (error);
  provenance->source = g_strdup ("Sample workspace");
  provenance->statement = au_statement_new (query, request, &error);
  g_assert_no_error (error);
  provenance->statement_id = g_strdup ("01f0-7c3e");
  provenance->submitted = au_clock_now () - 1000;
  provenance->finished = au_clock_now ();
  provenance->n_rows = 4;
  return au_result_new (table, provenance);
}

static char *
create_record (AuRecordFormat format,
               GBytes        *file)
{
  const char *const ids[] = { "a0XSAMPLE000001", "a0XSAMPLE000002", NULL };
  const AuRecordAbout about = { format, "feature-adoption", ids, au_clock_now () };
  g_autoptr (AuResult) result = create_result ();
  AuResult *const results[] = { NULL, result };

  return au_record_create (&about, file, results, 2);
}

static GBytes *
get_bare (AuRecordFormat format)
{
  switch (format)
    {
      case AU_RECORD_PNG:
        return g_bytes_new_static (png, sizeof png - 1);

      case AU_RECORD_SVG:
        return g_bytes_new_static (svg, sizeof svg - 1);

      case AU_RECORD_PDF:
        return g_bytes_new_static (pdf, sizeof pdf - 1);

      case AU_RECORD_BESIDE:
      default:
        return g_bytes_new_static (csv, sizeof csv - 1);
    }
}

/* The file with its record; of one that has it beside, the record's file is put into @beside. */
static GBytes *
create_file (AuRecordFormat format,
             GBytes       **beside)
{
  g_autoptr (GBytes) bare = get_bare (format);
  g_autofree char *record = create_record (format, bare);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *file;

  *beside = NULL;
  if (format == AU_RECORD_BESIDE)
    {
      line = g_strconcat (record, "\n", NULL);
      *beside = g_bytes_new (line, strlen (line));
      return g_bytes_ref (bare);
    }
  file = au_record_embed (format, bare, record, &error);
  g_assert_no_error (error);
  return file;
}

static AuRecordVerdict
check (GBytes *file,
       GBytes *beside)
{
  g_autofree char *record = NULL;
  g_autofree char *reason = NULL;
  AuRecordVerdict verdict = au_record_check (file, beside, &record, &reason);

  g_assert_nonnull (reason);
  g_assert_cmpint (verdict == AU_RECORD_INTACT && record == NULL, ==, FALSE);
  return verdict;
}

static void
test_intact (void)
{
  for (AuRecordFormat format = AU_RECORD_PNG; format <= AU_RECORD_BESIDE; format++)
    {
      g_autoptr (GBytes) bare = get_bare (format);
      g_autoptr (GBytes) beside = NULL;
      g_autoptr (GBytes) file = create_file (format, &beside);
      g_autoptr (GBytes) found = NULL;
      g_autofree char *record = NULL;
      AuRecordFormat kind;

      g_assert_cmpint (check (file, beside), ==, AU_RECORD_INTACT);
      g_assert_cmpint (check (bare, NULL), ==, AU_RECORD_NONE);
      if (format == AU_RECORD_BESIDE)
        continue;
      g_assert_true (au_record_split (file, &kind, &found, &record));
      g_assert_cmpint (kind, ==, format);
      g_assert_true (g_bytes_equal (found, bare));
      g_assert_true (g_str_is_ascii (record));
      g_assert_null (strpbrk (record, "<>&\n"));
    }
}

/* Each byte of each kind of file once, and then more at random up to the ten thousand. */
static void
test_flips (gconstpointer data)
{
  AuRecordFormat format = (AuRecordFormat) GPOINTER_TO_INT (data);
  g_autoptr (GBytes) beside = NULL;
  g_autoptr (GBytes) file = create_file (format, &beside);
  gsize n_file = g_bytes_get_size (file);
  gsize n_all = n_file + (beside != NULL ? g_bytes_get_size (beside) : 0);
  guint n_flips = 0;

  for (gsize i = 0; i < MAX (n_all, N_FLIPS); i++)
    {
      gsize at = i < n_all ? i : (gsize) g_test_rand_int_range (0, (gint32) n_all);
      GBytes *flipped = at < n_file ? file : beside;
      gsize offset = at < n_file ? at : at - n_file;
      gsize length;
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (flipped, NULL),
                                            g_bytes_get_size (flipped));
      g_autoptr (GBytes) changed = NULL;
      AuRecordVerdict verdict;

      length = g_bytes_get_size (flipped);
      bytes[offset] ^= (guint8) (1u << g_test_rand_int_range (0, 8));
      changed = g_bytes_new_take (g_steal_pointer (&bytes), length);
      verdict = at < n_file ? check (changed, beside) : check (file, changed);
      if (verdict != AU_RECORD_CHANGED)
        g_error ("byte %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " flipped: verdict %d", at, n_all, verdict);
      n_flips++;
    }
  g_test_message ("%u flips, all of them changed", n_flips);
  g_assert_cmpuint (n_flips, >=, N_FLIPS);
}

/* What is cut off, put in front, or appended. */
static void
test_lengths (void)
{
  for (AuRecordFormat format = AU_RECORD_PNG; format <= AU_RECORD_PDF; format++)
    {
      g_autoptr (GBytes) beside = NULL;
      g_autoptr (GBytes) file = create_file (format, &beside);
      gsize length;
      const char *data = g_bytes_get_data (file, &length);
      g_autoptr (GByteArray) longer = g_byte_array_new ();
      g_autoptr (GBytes) appended = NULL;

      for (gsize cut = 1; cut < 200; cut++)
        {
          g_autoptr (GBytes) shorter = g_bytes_new_from_bytes (file, 0, length - cut);
          g_autoptr (GBytes) behind = g_bytes_new_from_bytes (file, cut, length - cut);

          g_assert_cmpint (check (shorter, NULL), ==, AU_RECORD_CHANGED);
          g_assert_cmpint (check (behind, NULL), ==, AU_RECORD_CHANGED);
        }
      g_byte_array_append (longer, (const guint8 *) data, (guint) length);
      g_byte_array_append (longer, (const guint8 *) "\n", 1);
      appended = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
      g_assert_cmpint (check (appended, NULL), ==, AU_RECORD_CHANGED);
    }
}

/* A whole record of a later version is no changed one. */
static void
test_newer (void)
{
  g_autoptr (GBytes) bare = get_bare (AU_RECORD_PNG);
  g_autofree char *record = create_record (AU_RECORD_PNG, bare);
  g_autoptr (GString) newer = g_string_new ("{\"anyusage_record\":2,\"what\":\"nobody knows\"");
  g_autofree char *sum = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) changed = NULL;

  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, newer->str, -1);
  g_string_append_printf (newer, ",\"record_sha256\":\"%s\"}", sum);
  file = au_record_embed (AU_RECORD_PNG, bare, newer->str, &error);
  g_assert_no_error (error);
  g_assert_cmpint (check (file, NULL), ==, AU_RECORD_NEWER);

  newer->str[strlen ("{\"anyusage_record\":2,\"what\":\"n")] = 'N';
  changed = au_record_embed (AU_RECORD_PNG, bare, newer->str, &error);
  g_assert_cmpint (check (changed, NULL), ==, AU_RECORD_CHANGED);
}

static void
test_nothing (void)
{
  const char *const files[] = { "", "%PDF-", "%PDF-1.4\nstartxref\n99\n%%EOF", "<svg", "\x89PNG\r\n\x1a\n", "x" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new (files[i], strlen (files[i]));
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (check (file, NULL), ==, AU_RECORD_NONE);
      for (AuRecordFormat format = AU_RECORD_PNG; format <= AU_RECORD_PDF; format++)
        {
          g_assert_null (au_record_embed (format, file, "{}", &error));
          g_assert_nonnull (error);
          g_clear_error (&error);
        }
    }
}

/* What the issue lists is there, and the sums are those of what they name. */
static void
test_content (void)
{
  g_autoptr (GBytes) bare = get_bare (AU_RECORD_PNG);
  g_autofree char *record = create_record (AU_RECORD_PNG, bare);
  g_autofree char *again = create_record (AU_RECORD_PNG, bare);
  g_autoptr (AuResult) result = create_result ();
  AuProvenance *provenance = au_result_get_provenance (result);
  g_autofree char *sum = g_strdup_printf ("\"sent_sha256\":\"%s\"",
                                          au_statement_get_sha256 (provenance->statement));
  AuQuery *query = au_provenance_get_query (provenance);
  g_autofree char *file = g_strdup_printf ("\"file_sha256\":\"%s\"", au_query_get_sha256 (query));
  g_autofree char *rows = g_strdup_printf ("\"rows_sha256\":\"%s\"", au_result_get_rows_sha256 (result));
  const char *const parts[] = {
    "\"source\":\"Sample workspace\"", "\"host\":null", "\"query\":\"feature_adoption\"", sum, file, rows,
    "\"standing\":\"verified\"", "\"sent_text\":\"-- name: feature_adoption\\n", "IN (:subscription_ids_0, :subscription_ids_1)",
    "\"bound\":{\"subscription_ids_0\":\"a0XSAMPLE000001\",", "\"statement_id\":\"01f0-7c3e\"",
    "\"submitted\":\"2026-11-24T09:11:59.000Z\"", "\"finished\":\"2026-11-24T09:12:00.000Z\"",
    "\"rows\":4", "\"truncated\":false", "\"data_through\":null", "\"contract_version\":1",
    "\"app_version\":\"" PACKAGE_VERSION "\"", "\"from_cache\":false", "\"age_seconds\":null",
    "\"parameters\":{\"subscription_ids\":[\"a0XSAMPLE000001\",\"a0XSAMPLE000002\"],\"include_current_month\":true}",
    "[\"2026-10-01\",\"\",null],[\"2026-10-01\",null,\"9007199254740993\"]",
    "a,b:c\\n\\u003c\\u0026\\u003e\\u017b\\ud83d\\ude00",
  };

  g_assert_cmpstr (record, ==, again);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (record, parts[i]) == NULL)
      g_error ("%s is not in %s", parts[i], record);
}

static void
test_canonical (void)
{
  g_autoptr (AuTable) table = create_table ();
  g_autoptr (GBytes) bytes = au_table_to_canonical (table);
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuContract *contract = au_query_catalog_get_contract (catalog, "feature_adoption");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuTable) again = au_table_new_from_canonical (contract, bytes, &error);
  g_autoptr (GBytes) bytes_again = NULL;
  const char expected[] = "anyusage-table 1\n3 4\nmonth date\nfeature string\nusers bigint\n"
                          "10:2026-09-01,5:rules,1:0,\n10:2026-10-01,0:,-,\n10:2026-10-01,-,16:9007199254740993,\n";
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_assert_no_error (error);
  g_assert_cmpmem (data, sizeof expected - 1, expected, sizeof expected - 1);
  bytes_again = au_table_to_canonical (again);
  g_assert_true (g_bytes_equal (bytes, bytes_again));
  g_assert_true (au_table_is_null (again, 2, 1));
  g_assert_cmpstr (au_table_get_string (again, 1, 1), ==, "");

  /* Whatever is read reads back as the same bytes, or is refused. */
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) odd = NULL;
      g_autoptr (AuTable) read = NULL;
      g_autoptr (GBytes) written = NULL;

      copy[g_test_rand_int_range (0, (gint32) length)] = (guint8) g_test_rand_int ();
      odd = g_bytes_new_take (g_steal_pointer (&copy),
                              length - (gsize) g_test_rand_int_range (0, 3));
      read = au_table_new_from_canonical (contract, odd, NULL);
      if (read == NULL)
        continue;
      written = au_table_to_canonical (read);
      g_assert_cmpuint (g_bytes_get_size (written), <=, length + 8);
    }
  contract = au_query_catalog_get_contract (catalog, "mau");
  g_assert_null (au_table_new_from_canonical (contract, bytes, &error));
  g_assert_nonnull (error);
}

/* Money's digits stay, whatever a double would make of them. */
static void
test_exact (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  AuContract *contract = au_query_catalog_get_contract (catalog, "overage");
  const char text[] = "anyusage-table 1\n1 2\noverage_usd decimal(18,2)\n20:90071992547409931.10,\n4:0.10,\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuTable) table = au_table_new_from_canonical (contract, bytes, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (au_table_get_string (table, 0, 0), ==, "90071992547409931.10");
  again = au_table_to_canonical (table);
  g_assert_true (g_bytes_equal (bytes, again));
}

static void
test_age (void)
{
  g_autoptr (AuProvenance) provenance = au_provenance_new ();

  provenance->finished = 5000;
  g_assert_cmpint (au_provenance_get_age (provenance, 7000), ==, 2000);
  /* The clock was set back. */
  g_assert_cmpint (au_provenance_get_age (provenance, 1000), ==, 0);
}

/* Rows that were kept under other contracts must not pass for rows of these. */
static void
test_contract_version (void)
{
  g_autoptr (AuQueryCatalog) catalog = au_query_catalog_new (NULL);
  const char *const *names = au_query_catalog_get_names (catalog);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *sum = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      AuContract *contract = au_query_catalog_get_contract (catalog, names[i]);

      g_string_append_printf (all, "%s\n", names[i]);
      for (guint n = 0; n < au_contract_get_n_parameters (contract); n++)
        {
          const AuParameter *parameter = au_contract_get_parameter (contract, n);

          g_string_append_printf (all, "%s %s\n", parameter->name,
                                  au_parameter_type_get_name (parameter->type));
        }
      for (guint n = 0; n < au_contract_get_n_columns (contract); n++)
        {
          const AuColumn *column = au_contract_get_column (contract, n);
          g_autofree char *type = au_column_dup_type_name (column);

          g_string_append_printf (all, "%s %s %s\n", column->name, type, column->unit);
        }
    }
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, -1);
  g_test_message ("If a contract was changed, raise AU_CONTRACT_VERSION and put its sum here: %s", sum);
  g_assert_cmpint (AU_CONTRACT_VERSION, ==, 1);
  g_assert_cmpstr (sum, ==, "9799924aa0a78b4ec4b81bae3ce1c3fb84f5cae588a9c934332b0b4a1189e484");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (&error);
  g_assert_no_error (error);

  g_test_add_func ("/record/canonical", test_canonical);
  g_test_add_func ("/record/exact", test_exact);
  g_test_add_func ("/record/age", test_age);
  g_test_add_func ("/record/contract-version", test_contract_version);
  g_test_add_func ("/record/content", test_content);
  g_test_add_func ("/record/intact", test_intact);
  g_test_add_func ("/record/lengths", test_lengths);
  g_test_add_func ("/record/newer", test_newer);
  g_test_add_func ("/record/nothing", test_nothing);
  g_test_add_data_func ("/record/flips/png", GINT_TO_POINTER (AU_RECORD_PNG), test_flips);
  g_test_add_data_func ("/record/flips/svg", GINT_TO_POINTER (AU_RECORD_SVG), test_flips);
  g_test_add_data_func ("/record/flips/pdf", GINT_TO_POINTER (AU_RECORD_PDF), test_flips);
  g_test_add_data_func ("/record/flips/csv", GINT_TO_POINTER (AU_RECORD_BESIDE), test_flips);
  return g_test_run ();
}
