/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench.h"

#include <adwaita.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define GROUP_WIDTH 11
#define NAME_WIDTH 46

static void
set_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* The first line's value of "name : value" in a file of the kernel's. */
static char *
read_fact (const char *path,
           const char *name)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup ("unknown");
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');

      if (colon != NULL && g_str_has_prefix (lines[i], name))
        return g_strstrip (g_strdup (colon + 1));
    }
  return g_strdup ("unknown");
}

/* The kind of machine, nothing that tells which one. */
static void
add_machine (JsonBuilder *builder)
{
  g_autofree char *model = read_fact ("/proc/cpuinfo", "model name");
  g_autofree char *memory = read_fact ("/proc/meminfo", "MemTotal");
  g_autofree char *load = NULL;
  const char *renderer = g_getenv ("GSK_RENDERER");

  json_builder_set_member_name (builder, "machine");
  json_builder_begin_object (builder);
  set_string (builder, "processor", model);
  json_builder_set_member_name (builder, "cores");
  json_builder_add_int_value (builder, sysconf (_SC_NPROCESSORS_ONLN));
  json_builder_set_member_name (builder, "memory_mib");
  json_builder_add_int_value (builder, g_ascii_strtoll (memory, NULL, 10) / 1024);
  set_string (builder, "display", "Xvfb");
  set_string (builder, "renderer", renderer != NULL ? renderer : "the app's choice");
  /* Whoever reads the figures has to know what else the machine did. */
  if (g_file_get_contents ("/proc/loadavg", &load, NULL, NULL))
    {
      const char *last = strchr (strchr (load, ' ') + 1, ' ');

      json_builder_set_member_name (builder, "load_15_minutes");
      json_builder_add_double_value (builder, g_ascii_strtod (last, NULL));
    }
  json_builder_end_object (builder);
}

static void
add_version (JsonBuilder *builder,
             const char  *name,
             guint        major,
             guint        minor,
             guint        micro)
{
  g_autofree char *version = g_strdup_printf ("%u.%u.%u", major, minor, micro);

  set_string (builder, name, version);
}

static void
add_versions (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_object (builder);
  set_string (builder, "anyusage", PACKAGE_VERSION);
  add_version (builder, "gtk", gtk_get_major_version (), gtk_get_minor_version (),
               gtk_get_micro_version ());
  add_version (builder, "libadwaita", adw_get_major_version (), adw_get_minor_version (),
               adw_get_micro_version ());
  add_version (builder, "glib", glib_major_version, glib_minor_version, glib_micro_version);
  set_string (builder, "cairo", cairo_version_string ());
  set_string (builder, "pango", pango_version_string ());
  add_version (builder, "libsoup", soup_get_major_version (), soup_get_minor_version (),
               soup_get_micro_version ());
  set_string (builder, "sqlite", sqlite3_libversion ());
  set_string (builder, "compiler", __VERSION__);
  json_builder_end_object (builder);
}

static void
print_padded (const char *text,
              int         width)
{
  g_print ("%s%*s ", text, MAX (0, width - (int) g_utf8_strlen (text, -1)), "");
}

/* One line of the table where the record has a bound. */
static gboolean
print_bound (JsonObject *record)
{
  JsonObject *bound = json_object_get_object_member (record, "bound");
  const char *unit = json_object_get_string_member (record, "unit");
  const char *of = json_object_get_string_member (bound, "of");
  double value = json_object_get_double_member (bound, "value");
  double at_most = json_object_get_double_member (bound, "at_most");
  g_autofree char *value_text = g_strdup_printf ("%.2f %s", value, unit);
  g_autofree char *bound_text = g_strdup_printf ("%g", at_most);

  print_padded (json_object_get_string_member (record, "group"), GROUP_WIDTH);
  print_padded (json_object_get_string_member (record, "name"), NAME_WIDTH);
  print_padded (of, 11);
  print_padded (value_text, 17);
  print_padded (bound_text, 7);
  if (at_most > 0)
    g_print ("%6.2f", value / at_most);
  else
    g_print ("%6s", value <= 0 ? "held" : "");
  g_print ("%s\n", value > at_most ? "  over" : "");
  return value <= at_most;
}

static void
print_table (JsonArray *records)
{
  guint n = 0, n_held = 0;

  g_print ("\n");
  print_padded ("group", GROUP_WIDTH);
  print_padded ("what has a bound", NAME_WIDTH);
  g_print ("%-11s %-17s %-7s %6s\n", "of", "measured", "bound", "ratio");
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *record = json_array_get_object_element (records, i);

      if (!json_object_has_member (record, "bound"))
        continue;
      n++;
      n_held += print_bound (record);
    }
  g_print ("%u of %u are within their bounds.\n", n_held, n);
}

static JsonArray *
read_records (const char  *path,
              GError     **error)
{
  g_autoptr (JsonArray) records = json_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      JsonNode *node;

      if (*lines[i] == '\0')
        continue;
      node = json_from_string (lines[i], error);
      if (node == NULL)
        return NULL;
      json_array_add_element (records, node);
    }
  return g_steal_pointer (&records);
}

static gboolean
write_json (const char  *path,
            JsonArray   *records,
            GError     **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *when = g_date_time_format_iso8601 (now);
  g_autofree char *text = NULL;
  const char *commit = g_getenv ("ANYUSAGE_BENCH_COMMIT");

  json_builder_begin_object (builder);
  set_string (builder, "measured", when);
  set_string (builder, "commit", commit != NULL ? commit : "unknown");
  add_machine (builder);
  add_versions (builder);
  json_builder_set_member_name (builder, "measurements");
  json_builder_begin_array (builder);
  for (guint i = 0; i < json_array_get_length (records); i++)
    json_builder_add_value (builder, json_node_copy (json_array_get_element (records, i)));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_file_set_contents (path, text, -1, error);
}

/**
 * au_bench_report:
 * @records: the file of the records of all groups
 * @json: (nullable): the file to write
 *
 * Prints a table of what has a bound, and writes all figures with what they were measured on.
 *
 * Returns: an exit status
 */
int
au_bench_report (const char *records,
                 const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) array = read_records (records, &error);

  if (array == NULL || (json != NULL && !write_json (json, array, &error)))
    {
      g_printerr ("bench: %s\n", error->message);
      return 1;
    }
  print_table (array);
  return 0;
}
