/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-receipt.h"
#include "au-format.h"
#include "au-record-file.h"

#include <glib/gi18n.h>
#include <string.h>

/* A statement id that is longer is cut to its first two groups. */
#define MAX_STATEMENT_ID 13

/* Ids named on a slide; of more, the number is given. */
#define MAX_IDS 3

/* Of several subscriptions, with so many characters of names and ids the footer has two lines. */
#define MAX_NAMED_LENGTH 120

static AuQuery *
get_query (AuResult *result)
{
  return au_provenance_get_query (au_result_get_provenance (result));
}

/**
 * au_receipt_is_verified:
 * @results: (array length=n_results) (nullable elements): what a chart draws
 * @n_results: their number
 *
 * Returns: whether there is a result and each came from a text that matches its checksum
 */
gboolean
au_receipt_is_verified (AuResult *const *results,
                        guint            n_results)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_results; i++)
    {
      AuQuery *query = results[i] != NULL ? get_query (results[i]) : NULL;

      if (results[i] == NULL)
        continue;
      if (query == NULL || au_query_get_standing (query) != AU_STANDING_VERIFIED)
        return FALSE;
      any = TRUE;
    }
  return any;
}

/**
 * au_receipt_is_by_route:
 * @results: (array length=n_results) (nullable elements): what a chart draws
 * @n_results: their number
 *
 * Returns: whether any came by a route of the Blessed API, and so without a text that could be
 *   verified or not
 */
gboolean
au_receipt_is_by_route (AuResult *const *results,
                        guint            n_results)
{
  for (guint i = 0; i < n_results; i++)
    if (results[i] != NULL && get_query (results[i]) == NULL)
      return TRUE;
  return FALSE;
}

static const char *
get_standing (AuResult *const *results,
              guint            n_results)
{
  if (au_receipt_is_by_route (results, n_results))
    return _("by route");
  return au_receipt_is_verified (results, n_results) ? _("verified") : _("unverified");
}

static char *
dup_file (AuResult *result)
{
  const AuProvenance *provenance = au_result_get_provenance (result);
  AuQuery *query = get_query (result);
  g_autofree char *file = NULL;

  if (query != NULL)
    file = g_path_get_basename (au_query_get_file (query));
  else
    file = g_strdup (provenance->route != NULL ? provenance->route : provenance->source);
  return au_format_isolate (au_format_get_default (), file);
}

static char *
dup_statement_id (AuResult *result)
{
  const char *id = au_result_get_provenance (result)->statement_id;
  const char *dash;
  gsize length;
  g_autofree char *cut = NULL;

  if (id == NULL || *id == '\0')
    return NULL;
  length = strlen (id);
  if (length > MAX_STATEMENT_ID)
    {
      dash = strchr (id, '-');
      length = dash != NULL && dash - id < MAX_STATEMENT_ID
               ? (gsize) (dash - id) + 1 + strcspn (dash + 1, "-")
               : MAX_STATEMENT_ID;
    }
  cut = g_strndup (id, length);
  return au_format_isolate (au_format_get_default (), cut);
}

static char *
join (GPtrArray  *parts,
      const char *separator)
{
  char *joined;

  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv (separator, (GStrv) parts->pdata);
  g_ptr_array_remove_index (parts, parts->len - 1);
  return joined;
}

static char *
dup_rows (AuResult *const *results,
          guint            n_results)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  gulong n = 0;
  gboolean truncated = FALSE;

  for (guint i = 0; i < n_results; i++)
    {
      g_autofree char *number = NULL;

      if (results[i] == NULL)
        continue;
      n = au_table_get_n_rows (au_result_get_table (results[i]));
      number = au_format_count (au_format_get_default (), (gint64) n);
      if (numbers->len > 0)
        {
          /* "1 + 1 rows": a list of numbers is a plural. */
          n = MAX (n, 2);
          g_string_append (numbers, " + ");
        }
      g_string_append (numbers, number);
      truncated = truncated || au_result_get_provenance (results[i])->truncated;
    }
  if (truncated)
    /* Translators: %s is how many rows came, of more: "first 25 rows, more exist". */
    return g_strdup_printf (ngettext ("first %s row, more exist", "first %s rows, more exist", n), numbers->str);
  /* Translators: %s is how many rows a query returned, or the rows of several, "20 + 20". */
  return g_strdup_printf (ngettext ("%s row", "%s rows", n), numbers->str);
}

static char *
dup_statements (AuResult *const *results,
                guint            n_results)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  gboolean is_route = FALSE;

  for (guint i = 0; i < n_results; i++)
    {
      char *id = results[i] != NULL ? dup_statement_id (results[i]) : NULL;

      if (id == NULL)
        continue;
      g_ptr_array_add (ids, id);
      is_route = get_query (results[i]) == NULL;
    }
  if (ids->len == 0)
    return NULL;
  list = join (ids, ", ");
  if (is_route)
    /* Translators: %s is the id of a request to a service, or several, comma-separated. */
    return g_strdup_printf (ngettext ("request %s", "requests %s", ids->len), list);
  /* Translators: %s is the id of a run of a query, or several, comma-separated. */
  return g_strdup_printf (ngettext ("statement %s", "statements %s", ids->len), list);
}

/* When what is shown was read, where it comes from this computer's cache: the oldest counts. */
static void
add_kept (GPtrArray       *parts,
          AuResult *const *results,
          guint            n_results)
{
  gint64 read = G_MAXINT64;
  g_autofree char *time = NULL;

  for (guint i = 0; i < n_results; i++)
    {
      AuProvenance *provenance = results[i] != NULL ? au_result_get_provenance (results[i]) : NULL;

      if (provenance != NULL && provenance->from_cache)
        read = MIN (read, provenance->finished);
    }
  if (read == G_MAXINT64)
    return;
  time = au_format_timestamp (read);
  /* Translators: %s is when rows were read that are shown from this computer's cache. */
  g_ptr_array_add (parts, g_strdup_printf (_("from the cache, read %s"), time));
}

/* Whether hatching is to be explained here, no footnote doing so. */
static gboolean
needs_hatching (AuFigure *figure)
{
  AuPanel *panel;

  if (figure == NULL || au_figure_get_n_panels (figure) != 1 ||
      au_figure_get_n_footnotes (figure) > 0)
    return FALSE;
  panel = au_figure_get_panel (figure, 0);
  if (au_panel_get_n_series (panel) == 0 ||
      au_series_get_kind (au_panel_get_series (panel, 0)) != AU_SERIES_BAR)
    return FALSE;
  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    if (au_figure_is_partial (figure, i))
      return TRUE;
  return FALSE;
}

/**
 * au_receipt_create_line:
 * @results: (array length=n_results) (nullable elements): what a chart draws
 * @n_results: their number
 * @figure: (nullable): the chart's figure
 *
 * Returns: (transfer full) (nullable): "verified · mau.sql · 20 rows · statement 01f0-7c3e", for the
 *   foot of a chart's card; %NULL where no result came
 */
char *
au_receipt_create_line (AuResult *const *results,
                        guint            n_results,
                        AuFigure        *figure)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *statements;

  for (guint i = 0; i < n_results; i++)
    if (results[i] != NULL)
      g_ptr_array_add (files, dup_file (results[i]));
  if (files->len == 0)
    return NULL;

  g_ptr_array_add (parts, g_strdup (get_standing (results, n_results)));
  g_ptr_array_add (parts, join (files, ", "));
  g_ptr_array_add (parts, dup_rows (results, n_results));
  statements = dup_statements (results, n_results);
  if (statements != NULL)
    g_ptr_array_add (parts, statements);
  add_kept (parts, results, n_results);
  if (needs_hatching (figure))
    g_ptr_array_add (parts, g_strdup (_("hatched: month not finished")));
  return join (parts, " · ");
}

/* The first ids, or "Halden Freight (a0X…1) + Oriel Genomics (a0X…2)". */
static char *
list_subscriptions (AuSelection *selection,
                    gboolean     named)
{
  guint n = au_selection_get_n_items (selection);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_IDS); i++)
    {
      AuSubscription *subscription = au_selection_get_item (selection, i);
      const char *name = au_subscription_get_account_name (subscription);
      const char *id = au_subscription_get_id (subscription);

      if (i > 0)
        g_string_append (list, " + ");
      /* A source may have no name for it. */
      if (named && *name != '\0')
        g_string_append_printf (list, "%s (%s)", name, id);
      else
        g_string_append (list, id);
    }
  if (n > MAX_IDS)
    g_string_append_printf (list,
                            /* Translators: follows a list of ids; %u is how many more there are. */
                            ngettext (" and %u more", " and %u more", n - MAX_IDS), n - MAX_IDS);
  return g_string_free_and_steal (g_steal_pointer (&list));
}

/* What a picture is about. The title names the account of one subscription; of several this line is
 * where one reads whose they are, as far as it does not grow over what has to be read with it. */
static char *
dup_subscriptions (AuSelection *selection)
{
  g_autofree char *named = list_subscriptions (selection, TRUE);

  if (au_selection_get_n_items (selection) > 1 && g_utf8_strlen (named, -1) <= MAX_NAMED_LENGTH)
    return g_steal_pointer (&named);
  return list_subscriptions (selection, FALSE);
}

/* The newest day of the data, of each result that tells it; once where all say the same. */
static AuDay
get_data_through (AuResult *result)
{
  return result != NULL ? au_result_get_provenance (result)->data_through : AU_DAY_INVALID;
}

/* Whether an earlier result reaches as far as the one at @index. */
static gboolean
is_named_before (AuResult *const *results,
                 guint            index)
{
  for (guint i = 0; i < index; i++)
    if (get_data_through (results[i]) == get_data_through (results[index]))
      return TRUE;
  return FALSE;
}

/* "mau.sql, active_users.sql": all that reach as far as the one at @index. */
static char *
dup_files (AuResult *const *results,
           guint            index,
           guint            n_results)
{
  GString *files = g_string_new (NULL);

  for (guint i = index; i < n_results; i++)
    if (get_data_through (results[i]) == get_data_through (results[index]))
      {
        g_autofree char *file = dup_file (results[i]);

        g_string_append_printf (files, "%s%s", files->len > 0 ? ", " : "", file);
      }
  return g_string_free_and_steal (files);
}

static void
add_data_through (GPtrArray       *parts,
                  AuResult *const *results,
                  guint            n_results)
{
  AuDay common = AU_DAY_INVALID;
  gboolean same = TRUE;
  guint n = 0;

  for (guint i = 0; i < n_results; i++)
    {
      AuDay day = get_data_through (results[i]);

      if (results[i] == NULL)
        continue;
      same = same && (n == 0 || day == common);
      common = day;
      n++;
    }

  for (guint i = 0; i < n_results; i++)
    {
      AuDay day = get_data_through (results[i]);
      g_autofree char *text = NULL;
      g_autofree char *file = NULL;

      if (day == AU_DAY_INVALID)
        continue;
      text = au_format_day_year (day);
      if (same)
        {
          /* Translators: %s is the newest day of the data. */
          g_ptr_array_add (parts, g_strdup_printf (_("data through %s"), text));
          return;
        }
      if (is_named_before (results, i))
        continue;
      file = dup_files (results, i, n_results);
      /* Translators: %s is a query's file or several, %s the newest day of their data. */
      g_ptr_array_add (parts, g_strdup_printf (_("%s: data through %s"), file, text));
    }
}

/**
 * au_receipt_create_slide_start:
 * @selection: what the picture is about
 * @results: (array length=n_results) (nullable elements): what it draws
 * @n_results: their number
 *
 * Returns: (transfer full): "Sample workspace · a0XSAMPLE000001 · read 24 Nov 2026 09:12 UTC · data
 *   through 23 Nov 2026"; of several subscriptions with the accounts' names where these are short
 */
char *
au_receipt_create_slide_start (AuSelection     *selection,
                               AuResult *const *results,
                               guint            n_results)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *source = NULL;
  gint64 read = 0;

  g_return_val_if_fail (AU_IS_SELECTION (selection), NULL);

  /* Of several readings the oldest counts: the picture is no newer than that. */
  for (guint i = 0; i < n_results; i++)
    {
      AuProvenance *provenance = results[i] != NULL ? au_result_get_provenance (results[i]) : NULL;

      if (provenance == NULL)
        continue;
      source = source == NULL ? provenance->source : source;
      read = read == 0 ? provenance->finished : MIN (read, provenance->finished);
    }

  if (source != NULL)
    g_ptr_array_add (parts, g_strdup (source));
  g_ptr_array_add (parts, dup_subscriptions (selection));
  if (read != 0)
    {
      g_autofree char *time = au_format_timestamp (read);

      /* Translators: %s is when rows were read, "24 Nov 2026 09:12 UTC". */
      g_ptr_array_add (parts, g_strdup_printf (_("read %s"), time));
    }
  add_data_through (parts, results, n_results);
  return join (parts, " · ");
}

/**
 * au_receipt_create_slide_end:
 * @results: (array length=n_results) (nullable elements): what a picture draws
 * @n_results: their number
 *
 * Returns: (transfer full): "mau.sql verified 9f2c41d8… · statement 01f0-7c3e · Anyusage"
 */
char *
au_receipt_create_slide_end (AuResult *const *results,
                             guint            n_results)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *statements;

  for (guint i = 0; i < n_results; i++)
    {
      AuQuery *query = results[i] != NULL ? get_query (results[i]) : NULL;
      g_autofree char *file = results[i] != NULL ? dup_file (results[i]) : NULL;

      if (results[i] == NULL)
        continue;
      if (query == NULL)
        g_ptr_array_add (parts, g_strdup_printf ("%s %s", file, _("by route")));
      else
        {
          g_autofree char *sum = g_strdup_printf ("%.8s…", au_query_get_sha256 (query));
          g_autofree char *isolated = au_format_isolate (au_format_get_default (), sum);

          g_ptr_array_add (parts, g_strdup_printf ("%s %s %s", file,
                                                   get_standing (&results[i], 1), isolated));
        }
    }
  statements = dup_statements (results, n_results);
  if (statements != NULL)
    g_ptr_array_add (parts, statements);
  g_ptr_array_add (parts, g_strdup ("Anyusage"));
  return join (parts, " · ");
}

/**
 * au_receipt_attach_record:
 * @file: a picture as it was drawn
 * @picture: how it was drawn; its time is the record's
 * @chart: (nullable): the chart's name, %NULL for a report of several
 * @selection: what it is about
 * @results: (array length=n_results) (nullable elements): what it draws
 * @n_results: their number
 * @error: return location for a #GError
 *
 * Puts the record into a picture: where its numbers came from, the rows, and a checksum over every
 * byte. The same picture of the same results at the same time is the same file. Serializes all
 * rows, so call it in a thread where there may be many.
 *
 * Returns: (transfer full): the file with its record, or %NULL with an error of au_record_embed()
 */
GBytes *
au_receipt_attach_record (GBytes          *file,
                          const AuImage *picture,
                          const char      *chart,
                          AuSelection     *selection,
                          AuResult *const *results,
                          guint            n_results,
                          GError         **error)
{
  static const AuRecordFormat formats[AU_IMAGE_N_FORMATS] = {
    [AU_IMAGE_PNG] = AU_RECORD_PNG,
    [AU_IMAGE_SVG] = AU_RECORD_SVG,
    [AU_IMAGE_PDF] = AU_RECORD_PDF,
  };
  const AuRecordAbout about = { formats[picture->format], chart,
                                au_selection_get_ids (selection), picture->created };
  g_autofree char *record = au_record_create (&about, file, results, n_results);

  return au_record_embed (about.format, file, record, error);
}

/**
 * au_receipt_create_record_file:
 * @file: a file of rows, which stays as it is
 * @chart: the chart's name
 * @selection: what it is about
 * @written: when, milliseconds by the app's clock
 * @results: (array length=n_results) (nullable elements): what it holds
 * @n_results: their number
 *
 * Returns: (transfer full): the bytes of FILE.provenance.json, for beside it
 */
GBytes *
au_receipt_create_record_file (GBytes          *file,
                               const char      *chart,
                               AuSelection     *selection,
                               gint64           written,
                               AuResult *const *results,
                               guint            n_results)
{
  const AuRecordAbout about = { AU_RECORD_BESIDE, chart, au_selection_get_ids (selection),
                                written };
  g_autofree char *record = au_record_create (&about, file, results, n_results);
  char *line = g_strconcat (record, "\n", NULL);

  return g_bytes_new_take (line, strlen (line));
}
