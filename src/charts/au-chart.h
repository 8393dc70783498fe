/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"
#include "au-format.h"
#include "au-query-catalog.h"
#include "au-request.h"
#include "au-result.h"
#include "au-selection.h"

G_BEGIN_DECLS

/**
 * AuChartOptions:
 * @include_current_month: whether the running month is asked for
 * @months: how many months, the running one included; at least 1
 * @limit: how many rows at most; at least 1
 * @include_forecast: whether spend is drawn with what is expected of the next months. It changes no
 *   request, only the figure: on the screen it is on, in what is exported it is off unless somebody
 *   chose it (--forecast).
 *
 * What a person may set. Which of them a chart's queries take says
 * au_chart_get_option_flags(); the others change nothing.
 */
typedef struct
{
  gboolean include_current_month;
  int months;
  int limit;
  gboolean include_forecast;
} AuChartOptions;

/* For the screen, and for what leaves the app. */
#define AU_CHART_OPTIONS_DEFAULT ((AuChartOptions){ TRUE, 12, 25, TRUE })
#define AU_CHART_OPTIONS_EXPORT ((AuChartOptions){ TRUE, 12, 25, FALSE })

typedef enum
{
  AU_CHART_OPTION_CURRENT_MONTH = 1 << 0,
  AU_CHART_OPTION_MONTHS = 1 << 1,
  AU_CHART_OPTION_LIMIT = 1 << 2,
  AU_CHART_OPTION_FORECAST = 1 << 3,
} AuChartOptionFlags;

/**
 * AuChartContext:
 * @selection: what the figures are about
 * @format: how numbers read
 * @options: what was asked for
 * @now: the app's clock, milliseconds since 1970 UTC; counts only where a result does not say when
 *   it was read
 * @stands_alone: whether the subtitle names the selection, as an exported picture must
 *
 * What a chart needs beside rows. Borrowed for the length of a call.
 */
typedef struct
{
  AuSelection *selection;
  const AuFormat *format;
  AuChartOptions options;
  gint64 now;
  gboolean stands_alone;
} AuChartContext;

#define AU_TYPE_CHART (au_chart_get_type ())

/**
 * AuChart:
 *
 * A chart names the requests whose rows it draws and turns their results into a figure with its
 * words. It holds no data, so one object serves any number of selections, from any thread.
 */
G_DECLARE_DERIVABLE_TYPE (AuChart, au_chart, AU, CHART, GObject)

/**
 * AuChartClass:
 * @name: as the command line knows it: "model-spend"
 * @title: its heading, untranslated: "Spend by model"
 * @empty: what it means that no row came back, untranslated, a sentence
 * @queries: (array zero-terminated=1): the queries, in the order of its requests
 * @option_flags: the options that change a request
 * @optional: a bit for each of @queries that the chart can do without
 * @build: fills a figure that has its title; @results has an entry a query, %NULL where it failed
 */
struct _AuChartClass
{
  GObjectClass parent_class;

  const char *name;
  const char *title;
  const char *empty;
  const char *const *queries;
  AuChartOptionFlags option_flags;
  guint optional;

  void (*build) (AuChart              *self,
                 const AuChartContext *context,
                 AuResult *const      *results,
                 AuFigure             *figure);
};

const char *const *au_chart_get_names          (void);
AuChart           *au_chart_new                (const char             *name,
                                                GError                **error);
const char        *au_chart_get_name           (AuChart                *self);
const char        *au_chart_get_title          (AuChart                *self);
const char *const *au_chart_get_queries        (AuChart                *self);
AuChartOptionFlags au_chart_get_option_flags   (AuChart                *self);
GPtrArray         *au_chart_create_requests    (AuChart                *self,
                                                AuQueryCatalog         *catalog,
                                                AuSelection            *selection,
                                                const AuChartOptions   *options,
                                                GError                **error);
AuFigure          *au_chart_build              (AuChart                *self,
                                                const AuChartContext   *context,
                                                AuResult *const        *results,
                                                GError *const          *errors,
                                                guint                   n_results);
AuFigure          *au_chart_build_failed       (AuChart                *self,
                                                const AuChartContext   *context,
                                                const GError           *error);
AuFigure          *au_chart_build_not_loaded   (AuChart                *self);
char              *au_chart_name_file          (AuSelection            *selection,
                                                const char             *part,
                                                AuDay                   day,
                                                const char             *extension);
char              *au_chart_create_file_name   (AuChart                *self,
                                                AuSelection            *selection,
                                                AuDay                   day,
                                                const char             *extension);

G_END_DECLS
