/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench.h"
#include "au-databricks-decode.h"

#include <json-glib/json-glib.h>
#include <malloc.h>
#include <string.h>

#define N_COLUMNS 10
#define N_ROWS 100000
#define N_CHUNKS 10
#define CHUNK_ROWS (N_ROWS / N_CHUNKS)
#define N_ROUNDS 9

/* As many chunks as the source has in memory at the worst: come, but not yet decoded. */
#define N_AHEAD 6

static const char header[] =
  "-- title: A million cells\n"
  "-- definition: One column of every type that the wire has, and some twice.\n"
  "-- window: none\n"
  "-- tables: none\n"
  "-- column: id string | text | a\n"
  "-- column: name string | text | b\n"
  "-- column: events bigint | events | c\n"
  "-- column: people bigint | people | d\n"
  "-- column: spend decimal(18,2) | dollars | e\n"
  "-- column: share decimal(18,6) | share | f\n"
  "-- column: day date | day | g\n"
  "-- column: month date | month | h\n"
  "-- column: is_paid boolean | yes or no | i\n"
  "-- column: seen timestamp | time | j\n"
  "SELECT 1\n";

static const char *const names[N_COLUMNS] =
{ "id", "name", "events", "people", "spend", "share", "day", "month", "is_paid", "seen" };

static const char *const types[N_COLUMNS] =
{ "STRING", "STRING", "LONG", "LONG", "DECIMAL", "DECIMAL", "DATE", "DATE", "BOOLEAN",
  "TIMESTAMP" };

typedef struct
{
  AuQuery *query;
  GPtrArray *bodies; /* (element-type GBytes): the statement, then chunks */
  gsize size;
} Wire;

static void
append_cell (GString *out,
             guint    row,
             guint    column)
{
  guint mixed = row * 2654435761U;
  guint day = 1 + mixed % 28, month = 1 + mixed / 28 % 12, year = 2020 + mixed / 336 % 7;

  /* The last three columns have gaps more often than the first ones. */
  if ((mixed >> 8) % (column > 6 ? 7 : 31) == column % 7)
    {
      g_string_append (out, "null");
      return;
    }
  switch (column)
    {
      case 0:
        g_string_append_printf (out, "\"a0X%015u\"", mixed);
        break;
      case 1:
        g_string_append_printf (out, "\"Größe \\\"%u\\\" of row %u\"", mixed % 1000, row);
        break;
      case 2:
        g_string_append_printf (out, "\"%u\"", mixed);
        break;
      case 3:
        g_string_append_printf (out, "\"%u\"", mixed % 5000);
        break;
      case 4:
        g_string_append_printf (out, "\"%u.%02u\"", mixed % 1000000, row % 100);
        break;
      case 5:
        g_string_append_printf (out, "\"0.%06u\"", mixed % 1000000);
        break;
      case 6:
        g_string_append_printf (out, "\"%u-%02u-%02u\"", year, month, day);
        break;
      case 7:
        g_string_append_printf (out, "\"%u-%02u-01\"", year, month);
        break;
      case 8:
        g_string_append (out, mixed & 64 ? "\"true\"" : "\"false\"");
        break;
      default:
        g_string_append_printf (out, "\"%u-%02u-%02uT%02u:%02u:%02u.%03uZ\"", year, month, day,
                                mixed % 24, row % 60, mixed % 60, row % 1000);
    }
}

static void
append_result (GString *out,
               guint    chunk)
{
  g_string_append_printf (out, "{\"chunk_index\":%u,\"row_offset\":%u,\"row_count\":%u,", chunk,
                          chunk * CHUNK_ROWS, CHUNK_ROWS);
  if (chunk + 1 < N_CHUNKS)
    g_string_append_printf (out, "\"next_chunk_index\":%u,\"next_chunk_internal_link\":"
                            "\"/api/2.0/sql/statements/01ef-bench/result/chunks/%u?row_offset=%u\",",
                            chunk + 1, chunk + 1, (chunk + 1) * CHUNK_ROWS);
  g_string_append (out, "\"data_array\":[");
  for (guint row = chunk * CHUNK_ROWS; row < (chunk + 1) * CHUNK_ROWS; row++)
    {
      g_string_append (out, row % CHUNK_ROWS > 0 ? ",[" : "[");
      for (guint i = 0; i < N_COLUMNS; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_cell (out, row, i);
        }
      g_string_append_c (out, ']');
    }
  g_string_append (out, "]}");
}

static void
append_statement (GString *out)
{
  g_string_append (out, "{\"statement_id\":\"01ef-bench\",\"status\":{\"state\":\"SUCCEEDED\"},"
                   "\"manifest\":{\"format\":\"JSON_ARRAY\",\"schema\":{\"columns\":[");
  for (guint i = 0; i < N_COLUMNS; i++)
    g_string_append_printf (out, "%s{\"name\":\"%s\",\"type_name\":\"%s\",\"position\":%u}",
                            i > 0 ? "," : "", names[i], types[i], i);
  g_string_append_printf (out, "]},\"total_chunk_count\":%u,\"total_row_count\":%u},\"result\":",
                          N_CHUNKS, N_ROWS);
  append_result (out, 0);
  g_string_append_c (out, '}');
}

static void
wire_init (Wire *wire)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuContract) contract = au_contract_new_from_header ("cells", header, &error);
  g_autoptr (GBytes) text = g_bytes_new_static (header, strlen (header));

  if (contract != NULL)
    wire->query = au_query_new (contract, text, "cells.sql", AU_STANDING_UNVERIFIED, NULL, &error);
  if (wire->query == NULL)
    g_error ("%s", error->message);
  wire->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  wire->size = 0;
  for (guint i = 0; i < N_CHUNKS; i++)
    {
      GString *out = g_string_new (NULL);

      if (i == 0)
        append_statement (out);
      else
        append_result (out, i);
      wire->size += out->len;
      g_ptr_array_add (wire->bodies, g_string_free_to_bytes (out));
    }
}

static void
wire_clear (Wire *wire)
{
  g_ptr_array_unref (wire->bodies);
  au_query_unref (wire->query);
}

/* A chunk as it comes from the wire, to be read in place. */
static AuDatabricksAnswer *
parse_chunk (Wire  *wire,
             guint  chunk)
{
  gsize length;
  const char *data = g_bytes_get_data (g_ptr_array_index (wire->bodies, chunk), &length);
  char *body = g_malloc (length + AU_HTTP_PADDING);
  g_autoptr (GError) error = NULL;
  AuDatabricksAnswer *answer;

  memcpy (body, data, length);
  memset (body + length, 0, AU_HTTP_PADDING);
  answer = au_databricks_answer_parse (body, length, chunk == 0 ? AU_DATABRICKS_FORM_STATEMENT
                                                                : AU_DATABRICKS_FORM_CHUNK, &error);
  if (answer == NULL)
    g_error ("%s", error->message);
  return answer;
}

/* From bytes to a table; @ahead chunks are parsed before the first of them is decoded. */
static void
decode (Wire   *wire,
        guint   ahead,
        double *parse_cpu,
        double *decode_cpu)
{
  AuDatabricksAnswer *answers[N_CHUNKS];
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuResultShape) shape = NULL;
  g_autoptr (AuTable) table = NULL;
  g_autoptr (GError) error = NULL;
  double start;
  guint n = 0;

  *parse_cpu = 0;
  *decode_cpu = 0;
  for (guint i = 0; i < N_CHUNKS; i++)
    {
      start = au_bench_thread_cpu ();
      for (; n < MIN (i + ahead, N_CHUNKS); n++)
        answers[n] = parse_chunk (wire, n);
      *parse_cpu += au_bench_thread_cpu () - start;

      start = au_bench_thread_cpu ();
      if (i == 0)
        shape = au_databricks_decode_begin (wire->query, answers[0], builder, &error);
      if (shape == NULL || !au_databricks_decode_rows (wire->query, shape, N_COLUMNS,
                                                       answers[i]->chunk.rows, builder, &error))
        g_error ("%s", error->message);
      au_databricks_answer_free (answers[i]);
      *decode_cpu += au_bench_thread_cpu () - start;
    }
  start = au_bench_thread_cpu ();
  table = au_table_builder_end (builder);
  *decode_cpu += au_bench_thread_cpu () - start;
  if (au_table_get_n_rows (table) != N_ROWS || au_table_get_n_columns (table) != N_COLUMNS)
    g_error ("The table lacks cells.");
}

/* The same bytes to json-glib's nodes, and no further. */
static double
parse_with_json_glib (Wire  *wire,
                      guint  ahead)
{
  g_autoptr (GPtrArray) parsers = g_ptr_array_new_with_free_func (g_object_unref);
  double start = au_bench_thread_cpu ();

  for (guint i = 0; i < N_CHUNKS; i++)
    {
      gsize length;
      const char *data = g_bytes_get_data (g_ptr_array_index (wire->bodies, i), &length);
      JsonParser *parser = json_parser_new_immutable ();
      g_autoptr (GError) error = NULL;

      if (!json_parser_load_from_data (parser, data, (gssize) length, &error))
        g_error ("%s", error->message);
      g_ptr_array_add (parsers, parser);
      if (parsers->len == ahead)
        g_ptr_array_remove_index (parsers, 0);
    }
  g_ptr_array_set_size (parsers, 0);
  return au_bench_thread_cpu () - start;
}

/* In MiB. */
static double
read_status (const char *name)
{
  g_autofree char *text = NULL;
  g_autofree char *wanted = g_strdup_printf ("\n%s:", name);
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) ||
      (line = strstr (text, wanted)) == NULL)
    g_error ("The kernel does not say how much memory is in use.");
  return g_ascii_strtod (line + strlen (wanted), NULL) / 1024;
}

/* Begins to count the peak anew. */
static double
begin_peak (void)
{
  g_autoptr (GError) error = NULL;

  malloc_trim (0);
  if (!g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0,
                                 &error))
    g_error ("%s", error->message);
  return read_status ("VmRSS");
}

static double
print_peak (const char *name,
            double      before,
            double      body,
            double      bound)
{
  double peak = read_status ("VmHWM") - before;

  au_bench_value (name, "MiB", peak, bound > 0 ? bound * body : -1);
  return peak;
}

/**
 * au_bench_decode:
 *
 * A million cells from the bytes of the wire to a table, beside json-glib that reads the same bytes
 * and makes no table of them. Their memory is the first thing measured, in a heap that nothing else
 * has used yet. Then the same many cells come by HTTP, see au_bench_arrive().
 *
 * Returns: 0
 */
int
au_bench_decode (void)
{
  Wire wire;
  double body, before, ours, theirs, parse_cpu, decode_cpu;
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  g_autoptr (AuBenchSeries) parse = au_bench_series_new ();
  g_autoptr (AuBenchSeries) rows = au_bench_series_new ();
  g_autoptr (AuBenchSeries) json_wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) json_cpu = au_bench_series_new ();

  wire_init (&wire);
  body = (double) wire.size / (1 << 20);
  au_bench_heading ("decode", "100,000 rows of 10 columns in 10 chunks; peak memory, then ms");
  before = begin_peak ();
  decode (&wire, 1, &parse_cpu, &decode_cpu);
  print_peak ("memory, chunk by chunk", before, body, 4);
  before = begin_peak ();
  decode (&wire, N_AHEAD, &parse_cpu, &decode_cpu);
  ours = print_peak ("memory, six chunks ahead", before, body, 4);
  before = begin_peak ();
  parse_with_json_glib (&wire, N_AHEAD);
  theirs = print_peak ("memory, json-glib, six chunks ahead, no table", before, body, 0);

  for (int i = 0; i < N_ROUNDS; i++)
    {
      double start = au_bench_wall ();

      decode (&wire, 1, &parse_cpu, &decode_cpu);
      au_bench_series_add (wall, au_bench_wall () - start);
      au_bench_series_add (cpu, parse_cpu + decode_cpu);
      au_bench_series_add (parse, parse_cpu);
      au_bench_series_add (rows, decode_cpu);
      start = au_bench_wall ();
      au_bench_series_add (json_cpu, parse_with_json_glib (&wire, 1));
      au_bench_series_add (json_wall, au_bench_wall () - start);
    }
  au_bench_line ("bytes to table", wall, cpu, cpu, 250);
  au_bench_line ("of it reading JSON", NULL, parse, NULL, 0);
  au_bench_line ("of it filling columns", NULL, rows, NULL, 0);
  au_bench_line ("json-glib: bytes to nodes, no table", json_wall, json_cpu, NULL, 0);
  au_bench_value ("json-glib beside it, CPU", "times ours",
                  au_bench_series_median (json_cpu) / au_bench_series_median (cpu), -1);
  au_bench_value ("json-glib beside it, memory", "times ours", theirs / ours, -1);
  wire_clear (&wire);
  au_bench_arrive ();
  return 0;
}
