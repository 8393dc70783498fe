/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"

G_BEGIN_DECLS

/* A level line across a panel. */
typedef struct
{
  double  value;
  char   *label;                /* (owned) */
  char   *detail;               /* (owned) (nullable) */
} AuReference;

/* What is expected of a category. */
typedef struct
{
  int    category;
  double value;
  double low;
  double high;
} AuForecast;

/**
 * AuExtent:
 *
 * Of a run of values: the least and the greatest, infinities where there are none, and
 * how many are no gaps.
 */
typedef struct
{
  double least;
  double greatest;
  gsize  n_values;
} AuExtent;

struct _AuSeries
{
  AuPanel      *panel;          /* (unowned) */
  AuSeriesKind  kind;
  char         *name;           /* (owned) */
  int           rank;
  gboolean      thin;
  char         *end_text;       /* (owned) (nullable) */
  gsize         n_values;
  double       *values;         /* (owned) (array length=n_values), NaN is a gap */
  char        **texts;          /* (owned) (nullable) (array length=n_values) */
  GArray       *forecasts;      /* (owned) (nullable) (element-type AuForecast), ascending */
  GPtrArray    *pyramid;        /* (owned) (nullable) (element-type AuExtent*): its levels */
};

struct _AuPanel
{
  AuFigure     *figure;         /* (unowned) */
  AuValueKind   kind;
  char         *title;          /* (owned) (nullable) */
  char         *unit;           /* (owned) (nullable) */
  char         *partial_label;  /* (owned) (nullable) */
  double        height_share;
  GPtrArray    *series;         /* (owned) (element-type AuSeries) */
  GArray       *references;     /* (owned) (element-type AuReference) */
  GHashTable   *labels;         /* (owned) (element-type int utf8): category to text */
  double        least;          /* of all values and the sums of stacks, and 0; once sealed */
  double        greatest;
};

typedef struct
{
  AuColumnKind  kind;
  char         *title;          /* (owned) */
  int           priority;
} AuFigureColumn;

struct _AuFigure
{
  gboolean        sealed;
  char           *title;        /* (owned) (nullable) */
  char           *subtitle;     /* (owned) (nullable) */
  GPtrArray      *footnotes;    /* (owned) (element-type utf8) */
  AuFigureStatus  status;
  char           *status_heading; /* (owned) (nullable) */
  char           *status_detail;  /* (owned) (nullable) */

  AuCategoryKind  category_kind;
  gsize           n_categories;
  gsize           n_future;     /* periods after them that only a forecast knows */
  char           *forecast_method; /* (owned) (nullable) */
  AuDay           first;        /* months and days only */
  char          **names;        /* (owned) (nullable), named categories only */
  char          **long_names;   /* (owned) (nullable), named categories only */
  int             emphasis;     /* -1 is none */
  GHashTable     *partial;      /* (owned) (element-type int utf8): category to note */

  GPtrArray      *panels;       /* (owned) (element-type AuPanel) */

  GArray         *columns;      /* (owned) (element-type AuFigureColumn) */
  GPtrArray      *rows;         /* (owned) (element-type GStrv) */
  GPtrArray      *exact_rows;   /* (owned) (element-type GStrv), an entry %NULL where not given */
  GArray         *bar_values;   /* (owned) (element-type double) */
  char           *more_rows;    /* (owned) (nullable) */
};

AuPanel *     au_panel_new             (AuFigure     *figure,
                                        AuValueKind   kind,
                                        const char   *title,
                                        const char   *unit);
void          au_panel_free            (AuPanel      *panel);
void          au_panel_seal            (AuPanel      *panel);
AuSeries *    au_series_new            (AuPanel      *panel,
                                        AuSeriesKind  kind,
                                        const char   *name,
                                        int           rank);
void          au_series_free           (AuSeries     *series);
AuExtent      au_series_find_extent    (const AuSeries *series,
                                        gsize         from,
                                        gsize         to);

G_END_DECLS
