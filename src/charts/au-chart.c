/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart.h"
#include "au-chart-types.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* The longest account name in a file name, in bytes: ext4 and others end a name at 255. */
#define MAX_FILE_TITLE 120

G_DEFINE_ABSTRACT_TYPE (AuChart, au_chart, G_TYPE_OBJECT)

/* In the order of the command line; what is only a view comes last and is not listed. */
static const struct
{
  const char *name;
  GType (*get_type) (void);
} charts[] = {
  { "mau", au_mau_chart_get_type },
  { "model-spend", au_model_spend_chart_get_type },
  { "active-users", au_active_users_chart_get_type },
  { "feature-adoption", au_feature_adoption_chart_get_type },
  { "top-users", au_top_users_chart_get_type },
  { "true-ups", au_true_ups_chart_get_type },
  { "depth-of-usage", au_depth_chart_get_type },
  { "overage", au_overage_chart_get_type },
  { "monthly-spend", au_monthly_spend_chart_get_type },
  { "mau-vs-spend", au_mau_vs_spend_chart_get_type },
};

#define N_LISTED (G_N_ELEMENTS (charts) - 1)

static void
au_chart_class_init (AuChartClass *klass)
{
}

static void
au_chart_init (AuChart *self)
{
}

/**
 * au_chart_get_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the nine charts, as the command line has them
 */
const char *const *
au_chart_get_names (void)
{
  static const char *names[N_LISTED + 1];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < N_LISTED; i++)
        names[i] = charts[i].name;
      g_once_init_leave (&once, 1);
    }
  return names;
}

/**
 * au_chart_new:
 * @name: one of au_chart_get_names(), or "mau-vs-spend"
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the chart, or %NULL with %AU_ERROR_NOT_FOUND
 */
AuChart *
au_chart_new (const char *name,
              GError    **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *known = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    if (g_str_equal (charts[i].name, name))
      return g_object_new (charts[i].get_type (), NULL);

  shown = g_utf8_make_valid (name, -1);
  known = g_strjoinv (", ", (GStrv) au_chart_get_names ());
  g_set_error (error, AU_ERROR, AU_ERROR_NOT_FOUND,
               /* Translators: %.60s what somebody asked for, %s the charts there are. */
               _("There is no chart “%.60s”; there are %s."), shown, known);
  return NULL;
}

/**
 * au_chart_get_name:
 *
 * Returns: (transfer none): as the command line has it, "mau"
 */
const char *
au_chart_get_name (AuChart *self)
{
  g_return_val_if_fail (AU_IS_CHART (self), NULL);

  return AU_CHART_GET_CLASS (self)->name;
}

/**
 * au_chart_get_title:
 *
 * Returns: (transfer none): the heading in the user's language, "Monthly active users"
 */
const char *
au_chart_get_title (AuChart *self)
{
  g_return_val_if_fail (AU_IS_CHART (self), NULL);

  return _(AU_CHART_GET_CLASS (self)->title);
}

/**
 * au_chart_get_queries:
 *
 * Returns: (transfer none) (array zero-terminated=1): the queries it draws, in the order of its
 *   requests; the first is the main one
 */
const char *const *
au_chart_get_queries (AuChart *self)
{
  g_return_val_if_fail (AU_IS_CHART (self), NULL);

  return AU_CHART_GET_CLASS (self)->queries;
}

AuChartOptionFlags
au_chart_get_option_flags (AuChart *self)
{
  g_return_val_if_fail (AU_IS_CHART (self), 0);

  return AU_CHART_GET_CLASS (self)->option_flags;
}

static AuRequest *
create_request (AuContract            *contract,
                AuSelection           *selection,
                const AuChartOptions  *options,
                GError               **error)
{
  GVariantBuilder values = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (au_contract_find_parameter (contract, "subscription_ids") != NULL)
    g_variant_builder_add (&values, "{sv}", "subscription_ids",
                           g_variant_new_strv (au_selection_get_ids (selection), -1));
  if (au_contract_find_parameter (contract, "team_ids") != NULL)
    g_variant_builder_add (&values, "{sv}", "team_ids", au_selection_get_team_ids (selection));
  if (au_contract_find_parameter (contract, "include_current_month") != NULL)
    g_variant_builder_add (&values, "{sv}", "include_current_month",
                           g_variant_new_boolean (options->include_current_month));
  if (au_contract_find_parameter (contract, "months") != NULL)
    g_variant_builder_add (&values, "{sv}", "months", g_variant_new_int32 (options->months));
  if (au_contract_find_parameter (contract, "limit") != NULL)
    g_variant_builder_add (&values, "{sv}", "limit", g_variant_new_int32 (options->limit));

  return au_request_new (contract, g_variant_builder_end (&values), error);
}

/**
 * au_chart_create_requests:
 * @self: a chart
 * @catalog: has the contracts
 * @selection: what to ask about
 * @options: (nullable): %NULL for the defaults
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (element-type AuRequest): a request for each of au_chart_get_queries(),
 *   or %NULL with an error of au_request_new(). %AU_ERROR_EMPTY_LIST means that no team is linked,
 *   which au_chart_build_failed() shows as an empty chart.
 */
GPtrArray *
au_chart_create_requests (AuChart              *self,
                          AuQueryCatalog       *catalog,
                          AuSelection          *selection,
                          const AuChartOptions *options,
                          GError              **error)
{
  const AuChartOptions defaults = AU_CHART_OPTIONS_DEFAULT;
  g_autoptr (GPtrArray) requests = NULL;
  const char *const *queries;

  g_return_val_if_fail (AU_IS_CHART (self), NULL);
  g_return_val_if_fail (AU_IS_QUERY_CATALOG (catalog), NULL);
  g_return_val_if_fail (AU_IS_SELECTION (selection), NULL);

  queries = au_chart_get_queries (self);
  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) au_request_unref);
  if (options == NULL)
    options = &defaults;
  for (guint i = 0; queries[i] != NULL; i++)
    {
      AuContract *contract = au_query_catalog_get_contract (catalog, queries[i]);
      AuRequest *request = create_request (contract, selection, options, error);

      if (request == NULL)
        return NULL;
      g_ptr_array_add (requests, request);
    }
  return g_steal_pointer (&requests);
}

static AuFigure *
new_figure (AuChart *self)
{
  AuFigure *figure = au_figure_new ();

  au_figure_set_title (figure, au_chart_get_title (self));
  return figure;
}

static void
name_selection (AuFigure             *figure,
                const AuChartContext *context)
{
  const char *subtitle = au_figure_get_subtitle (figure);
  const char *title = au_selection_get_title (context->selection);
  g_autofree char *both = NULL;

  if (!context->stands_alone)
    return;
  both = subtitle != NULL ? g_strdup_printf ("%s · %s", title, subtitle) : g_strdup (title);
  au_figure_set_subtitle (figure, both);
}

/**
 * au_chart_build_not_loaded:
 * @self: a chart
 *
 * Returns: (transfer full): a sealed figure that says that nothing has been asked yet
 */
AuFigure *
au_chart_build_not_loaded (AuChart *self)
{
  g_autoptr (AuFigure) figure = NULL;

  g_return_val_if_fail (AU_IS_CHART (self), NULL);

  figure = new_figure (self);
  au_figure_set_status (figure, AU_FIGURE_NOT_LOADED, _("Not loaded"),
                        _("The query has not been run yet."));
  au_figure_seal (figure);
  return g_steal_pointer (&figure);
}

/**
 * au_chart_build_failed:
 * @self: a chart
 * @context: what it is about
 * @error: (nullable): what went wrong: of a query, or of au_chart_create_requests()
 *
 * Returns: (transfer full): a sealed figure with words in place of marks: of status
 *   %AU_FIGURE_NO_ROWS where no team is linked, else %AU_FIGURE_FAILED
 */
AuFigure *
au_chart_build_failed (AuChart              *self,
                       const AuChartContext *context,
                       const GError         *error)
{
  g_autoptr (AuFigure) figure = NULL;

  g_return_val_if_fail (AU_IS_CHART (self), NULL);
  g_return_val_if_fail (context != NULL, NULL);

  figure = new_figure (self);
  if (g_error_matches (error, AU_ERROR, AU_ERROR_EMPTY_LIST))
    au_figure_set_status (figure, AU_FIGURE_NO_ROWS, _("No team is linked"),
                          _("The query asks about teams, and none is linked to what is chosen."));
  else
    au_figure_set_status (figure, AU_FIGURE_FAILED, _("Could not be loaded"),
                          error != NULL ? error->message : _("The query gave no result."));
  name_selection (figure, context);
  au_figure_seal (figure);
  return g_steal_pointer (&figure);
}

/* The error for which there can be no picture; FALSE where there can. */
static gboolean
find_failure (AuChart          *self,
              AuResult *const  *results,
              GError *const    *errors,
              guint             n_results,
              const GError    **error)
{
  gboolean any = FALSE;
  gboolean failed = FALSE;

  *error = NULL;
  for (guint i = 0; i < n_results; i++)
    {
      any = any || results[i] != NULL;
      if (results[i] != NULL || (AU_CHART_GET_CLASS (self)->optional & (1u << i)) != 0)
        continue;
      failed = TRUE;
      if (*error == NULL && errors != NULL)
        *error = errors[i];
    }
  if (any)
    return failed;

  for (guint i = 0; i < n_results && *error == NULL && errors != NULL; i++)
    *error = errors[i];
  return TRUE;
}

static guint
count_rows (AuResult *const *results,
            guint            n_results)
{
  guint n = 0;

  for (guint i = 0; i < n_results; i++)
    if (results[i] != NULL)
      n += au_table_get_n_rows (au_result_get_table (results[i]));
  return n;
}

/* What befell a whole result, whatever the chart. */
static void
add_result_footnotes (AuChart         *self,
                      AuResult *const *results,
                      GError *const   *errors,
                      guint            n_results,
                      AuFigure        *figure)
{
  const char *const *queries = au_chart_get_queries (self);

  for (guint i = 0; i < n_results; i++)
    {
      g_autofree char *footnote = NULL;

      if (results[i] == NULL)
        footnote = g_strdup_printf (
          /* Translators: %s a query's name, %s a sentence that says why. */
          _("The rows of %s are missing: %s"), queries[i],
          errors != NULL && errors[i] != NULL ? errors[i]->message : _("it gave no result."));
      else if (au_result_get_provenance (results[i])->truncated &&
               au_figure_get_category_kind (figure) != AU_CATEGORY_TABLE)
        {
          guint n = au_table_get_n_rows (au_result_get_table (results[i]));

          footnote = g_strdup_printf (
            /* Translators: %u how many rows, %s a query's name. */
            ngettext ("Only the first %u row of %s came back, more exist: what is drawn is not all.",
                      "Only the first %u rows of %s came back, more exist: what is drawn is not all.", n),
            n, queries[i]);
        }
      if (footnote != NULL)
        au_figure_add_footnote (figure, footnote);
    }
}

/**
 * au_chart_build:
 * @self: a chart
 * @context: what it is about
 * @results: (array length=n_results) (nullable elements): a result for each of its requests, %NULL
 *   for one that failed
 * @errors: (array length=n_results) (nullable): why results are missing
 * @n_results: as many as au_chart_get_queries() has
 *
 * A chart of several queries does without those that are an addition to it, and says so; without
 * its main one it has failed. Takes a few milliseconds at most; safe from any thread.
 *
 * Returns: (transfer full): a sealed figure: ready, without rows, or failed
 */
AuFigure *
au_chart_build (AuChart              *self,
                const AuChartContext *context,
                AuResult *const      *results,
                GError *const        *errors,
                guint                 n_results)
{
  g_autoptr (AuFigure) figure = NULL;
  const GError *error;

  g_return_val_if_fail (AU_IS_CHART (self), NULL);
  g_return_val_if_fail (context != NULL && AU_IS_SELECTION (context->selection), NULL);
  g_return_val_if_fail (results != NULL, NULL);
  g_return_val_if_fail (n_results == g_strv_length ((GStrv) au_chart_get_queries (self)), NULL);

  if (find_failure (self, results, errors, n_results, &error))
    return au_chart_build_failed (self, context, error);

  figure = new_figure (self);
  AU_CHART_GET_CLASS (self)->build (self, context, results, figure);

  if (au_figure_get_n_categories (figure) == 0)
    au_figure_set_status (figure, AU_FIGURE_NO_ROWS, _("No rows returned"),
                          count_rows (results, n_results) == 0
                          ? _(AU_CHART_GET_CLASS (self)->empty)
                          : _("Rows came back, but none has a date, so none can be drawn."));
  add_result_footnotes (self, results, errors, n_results, figure);
  name_selection (figure, context);
  au_figure_seal (figure);
  return g_steal_pointer (&figure);
}

/* Whether a file system, or a person who reads the name, may not take a character: those that turn
 * the direction of what follows make an ending look like another. */
static gboolean
is_unsafe (gunichar c,
           gboolean first)
{
  return g_unichar_iscntrl (c) || g_unichar_isspace (c) || (c == '.' && first) ||
         (c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/**
 * au_chart_name_file:
 * @selection: what a file is about
 * @part: what is in it: "mau"
 * @day: the day of the export
 * @extension: "png"
 *
 * Returns: (transfer full): "Halden-Freight_mau_2026-11-24.png": what a file system may not take,
 *   and blanks, are replaced
 */
char *
au_chart_name_file (AuSelection *selection,
                    const char  *part,
                    AuDay        day,
                    const char  *extension)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *title = NULL;
  g_autofree char *iso = au_day_to_iso (day);

  g_return_val_if_fail (AU_IS_SELECTION (selection), NULL);

  title = g_utf8_make_valid (au_selection_get_title (selection), -1);
  for (const char *p = title; *p != '\0' && name->len < MAX_FILE_TITLE; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_unsafe (c, name->len == 0))
        c = '-';
      if (c != '-' || (name->len > 0 && name->str[name->len - 1] != '-'))
        g_string_append_unichar (name, c);
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  if (name->len > 0)
    g_string_append_c (name, '_');
  g_string_append_printf (name, "%s_%s.%s", part, iso, extension);
  return g_string_free_and_steal (g_steal_pointer (&name));
}

/**
 * au_chart_create_file_name:
 * @self: a chart
 * @selection: what it is about
 * @day: the day of the export
 * @extension: "png"
 *
 * Returns: (transfer full): what a file of the chart is called, see au_chart_name_file()
 */
char *
au_chart_create_file_name (AuChart     *self,
                           AuSelection *selection,
                           AuDay        day,
                           const char  *extension)
{
  g_return_val_if_fail (AU_IS_CHART (self), NULL);

  return au_chart_name_file (selection, au_chart_get_name (self), day, extension);
}
