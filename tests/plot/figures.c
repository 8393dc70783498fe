/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "figures.h"

#include "au-plot-style.h"

#include <math.h>

#define N_MONTHS 20

static const double actives[N_MONTHS] = {
  97, 122, 149, 172, 187, 209, 230, 242, 237, 263, 288, 302, 323, 342, 353, 375, 368, 389, 412, 381,
};

static AuFigure *
new_months (const char *title,
            const char *subtitle)
{
  AuFigure *figure = au_figure_new ();

  au_figure_set_title (figure, title);
  au_figure_set_subtitle (figure, subtitle);
  au_figure_set_month_range (figure, au_day_new (2025, 4, 1), au_day_new (2026, 11, 1));
  au_figure_set_emphasis (figure, 18);
  au_figure_set_partial (figure, 19, "23 of 30 days");

  return figure;
}

AuFigure *
figure_new_mau (void)
{
  AuFigure *figure = new_months ("Monthly active users",
                                 "People active in a calendar month, Apr 2025 – Nov 2026");
  AuPanel *panel = au_figure_add_panel (figure, AU_VALUE_COUNT, "MAU", "people");
  AuSeries *series = au_panel_add_series (panel, AU_SERIES_BAR, "Monthly actives", 0);

  au_series_set_values (series, actives, N_MONTHS);
  au_panel_set_label (panel, 18, "412");
  au_panel_set_partial_label (panel, "381 so far");
  au_panel_add_reference_line (panel, 500.0, "500 seats", "today");
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_models (void)
{
  static const struct
  {
    const char *name;
    int         rank;
    double      first;
    double      last;
    int         from;
    int         to;
  } models[] = {
    { "atlas-6", 0, 7500, 20800, 0, 19 },
    { "quill-5-opus", 1, 900, 12300, 6, 19 },
    { "quill-5-sonnet", 2, 5900, 6700, 0, 19 },
    { "comet-2.5-fast", 3, 1200, 4100, 11, 19 },
    { "auto", 4, 1400, 2500, 0, 19 },
    { "atlas-6-mini-with-a-name-that-goes-on-and-on-until-ninety-characters-have-been-used-up-now", 5,
      2100, 900, 0, 19 },
    { "ember-3", 6, 1700, 82, 0, 15 },
    { "Other (5)", AU_RANK_OTHER, 320, 760, 0, 19 },
  };
  AuFigure *figure = new_months ("Spend by model", "USD per calendar month, Apr 2025 – Nov 2026");
  AuPanel *panel = au_figure_add_panel (figure, AU_VALUE_MONEY, "Spend", "USD");

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_STACK, models[i].name,
                                              models[i].rank);

      for (int j = models[i].from; j <= models[i].to; j++)
        {
          double part = j / 18.0;
          double value = models[i].first * (1.0 - part) + models[i].last * part;

          value *= j == 13 && i == 0 ? 1.5 : 1.0 + 0.04 * sin (i * 3.0 + j * 1.7);
          value *= j == 19 ? 0.8 : 1.0;
          au_series_set_value (series, j, round (value * 100.0) / 100.0, NULL);
        }
    }
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_two_panels (void)
{
  AuFigure *figure = new_months ("Actives and spend", "Per calendar month, Apr 2025 – Nov 2026");
  AuPanel *top = au_figure_add_panel (figure, AU_VALUE_COUNT, "MAU", "people");
  AuPanel *bottom = au_figure_add_panel (figure, AU_VALUE_MONEY, "Spend", "USD");
  AuSeries *mau = au_panel_add_series (top, AU_SERIES_BAR, "Monthly actives", 0);
  AuSeries *spend = au_panel_add_series (bottom, AU_SERIES_LINE, "Spend", 1);

  au_series_set_values (mau, actives, N_MONTHS);
  au_panel_set_partial_label (top, "381 so far");
  for (int i = 0; i < N_MONTHS; i++)
    au_series_set_value (spend, i, 18700.0 + i * 1400.0 + (i == 13 ? 6000.0 : 0.0)
                         - (i == 19 ? 9000.0 : 0.0), NULL);
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_active_users (void)
{
  AuFigure *figure = au_figure_new ();
  AuDay first = au_day_new (2025, 4, 1);
  AuDay last = au_day_new (2026, 11, 23);
  AuPanel *panel;
  AuSeries *series[4];

  au_figure_set_title (figure, "Active users");
  au_figure_set_subtitle (figure,
                          "People per day, trailing 1, 7 and 30 days, 1 Apr 2025 – 23 Nov 2026");
  au_figure_add_footnote (figure, "Adds the figures of two teams: a person in both counts twice.");
  au_figure_set_day_range (figure, first, last);
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, "people");
  series[0] = au_panel_add_series (panel, AU_SERIES_LINE, "MAU", 0);
  series[1] = au_panel_add_series (panel, AU_SERIES_LINE, "WAU", 1);
  series[2] = au_panel_add_series (panel, AU_SERIES_LINE, "DAU", 2);
  series[3] = au_panel_add_series (panel, AU_SERIES_LINE, "Power users", 3);
  au_series_set_thin (series[2], TRUE);

  for (AuDay day = first; day <= last; day++)
    {
      int i = day - first;
      double mau = 95.0 + 327.0 * pow (i / 601.0, 0.75);
      gboolean weekend = au_day_weekday (day) >= 5;

      au_series_set_value (series[0], i, round (mau), NULL);
      au_series_set_value (series[1], i, round (mau * 0.79 + 3.0 * sin (i * 1.3)), NULL);
      au_series_set_value (series[2], i, round (mau * (weekend ? 0.12 : 0.52)
                                                + 6.0 * sin (i * 2.1)), NULL);
      au_series_set_value (series[3], i, round (mau * 0.15), NULL);
    }
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_adoption (void)
{
  AuFigure *figure = new_months ("Feature adoption",
                                 "Share of a month's active users, Apr 2025 – Nov 2026");
  AuPanel *panel = au_figure_add_panel (figure, AU_VALUE_PERCENT, NULL, "%");
  static const struct { const char *name; double first, last; int from; } features[] = {
    { "Agent", 75, 95, 0 }, { "Rules", 20, 55, 0 }, { "MCP", 5, 40, 0 },
    { "Plan mode", 30, 43, 11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    {
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_LINE, features[i].name, i);

      for (int j = features[i].from; j < N_MONTHS; j++)
        if (!(i == 2 && j == 7))
          au_series_set_value (series, j, features[i].first + (features[i].last
                                                               - features[i].first) * j / 19.0
                               + 1.5 * sin (j * 2.0 + i), NULL);
    }
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_depth (void)
{
  static const char * const buckets[] = { "1–10 requests", "11–50", "51–200", "201 and more" };
  AuFigure *figure = new_months ("Depth of usage", "People by requests in a calendar month");
  AuPanel *panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, "people");

  for (guint i = 0; i < G_N_ELEMENTS (buckets); i++)
    {
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_STACK, buckets[i], i);

      for (int j = 0; j < N_MONTHS; j++)
        au_series_set_value (series, j, round (actives[j] * (0.19 + 0.09 * ((i + j / 7) % 3))),
                             NULL);
    }
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_true_ups (void)
{
  static const char * const names[] = {
    "Initial\nApr 2025", "#1\nAug 2025", "#2\nJan 2026", "#3\nMay 2026", "#4\nSep 2026", NULL
  };
  static const double amounts[] = { 480000, 61250.5, 0, -18400, 40000 };
  static const double seats[] = { 250, 325, 400, 370, 500 };
  AuFigure *figure = au_figure_new ();
  AuPanel *top;
  AuPanel *bottom;
  AuSeries *bars;
  AuSeries *steps;

  au_figure_set_title (figure, "True-ups");
  au_figure_set_subtitle (figure, "USD and seats by close date of the opportunity");
  au_figure_set_names (figure, names, NULL);
  top = au_figure_add_panel (figure, AU_VALUE_MONEY, "Amount", "USD");
  bottom = au_figure_add_panel (figure, AU_VALUE_COUNT, "Licences", "running sum");
  bars = au_panel_add_series (top, AU_SERIES_BAR, "Amount", 0);
  steps = au_panel_add_series (bottom, AU_SERIES_STEP, "Licences", 3);
  au_series_set_values (bars, amounts, 5);
  au_series_set_values (steps, seats, 5);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *text = au_series_dup_text (bars, i);

      au_panel_set_label (top, i, text);
    }
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_overage (void)
{
  static const char * const names[] = {
    "Jan\n2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", NULL
  };
  static const double amounts[] = { 0, 0, 0, 0, 1240, 8300.25, NAN, 21800, -3100, 38950.4 };
  AuFigure *figure = au_figure_new ();
  AuPanel *panel;
  AuSeries *series;

  au_figure_set_title (figure, "Overage");
  au_figure_set_subtitle (figure, "USD per billing period");
  au_figure_set_names (figure, names, NULL);
  au_figure_set_emphasis (figure, 9);
  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, "Overage", "USD");
  series = au_panel_add_series (panel, AU_SERIES_BAR, "Overage", 0);
  au_series_set_values (series, amounts, 10);
  au_panel_set_label (panel, 9, "$38,950");
  au_panel_set_label (panel, 8, "−$3,100");
  au_panel_set_label (panel, 4, "$1,240");
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_top_users (guint n_rows)
{
  AuFigure *figure = au_figure_new ();

  au_figure_set_title (figure, "Top 25 users");
  au_figure_set_subtitle (figure, "Requests, as the table has it; first 25 rows, more exist");
  au_figure_set_table (figure);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "User", 0);
  au_figure_add_column (figure, AU_COLUMN_BAR, "Requests", 0);
  au_figure_add_column (figure, AU_COLUMN_NUMBER, "Sessions", 2);
  au_figure_add_column (figure, AU_COLUMN_NUMBER, "Days", 3);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "L4", 5);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "Power", 4);
  au_figure_add_column (figure, AU_COLUMN_TEXT, "Last active", 1);

  for (guint i = 0; i < n_rows; i++)
    {
      double value = round (18642.0 / pow (i + 1, 0.8));
      g_autofree char *user = i == 3
                              ? g_strdup ("platform-build-automation-owner-emeritus-of-the-second-"
                                          "department@halden.example")
                              : g_strdup_printf (i == 1 ? "użytkownik-%03u@halden.example"
                                                 : "user-%03u@halden.example",
                                                 (i * 37 + 17) % 412);
      g_autofree char *requests = g_strdup_printf ("%'.0f", value);
      g_autofree char *sessions = g_strdup_printf ("%'.0f", i == 3 ? 0.0 : floor (value / 8.4));
      g_autofree char *days = g_strdup_printf ("%u", 23 - i / 4);
      const char *cells[] = {
        user, requests, sessions, days, i < 5 ? "L4" : "", i % 3 == 0 ? "" : "Power",
        i == 8 ? "14 Dec 2025" : "23 Nov, 17:00", NULL
      };

      au_figure_add_row (figure, cells, value);
    }
  au_figure_set_more_rows (figure, "First 25 rows, more exist");
  au_figure_seal (figure);

  return figure;
}

static AuFigure *
new_top_users (void)
{
  return figure_new_top_users (25);
}

AuFigure *
figure_new_one_point (void)
{
  AuFigure *figure = au_figure_new ();
  AuDay month = au_day_new (2026, 11, 1);
  AuPanel *top;
  AuPanel *bottom;

  au_figure_set_title (figure, "Actives and spend");
  au_figure_set_month_range (figure, month, month);
  au_figure_set_partial (figure, 0, "9 of 30 days");
  top = au_figure_add_panel (figure, AU_VALUE_COUNT, "MAU", "people");
  bottom = au_figure_add_panel (figure, AU_VALUE_MONEY, "Spend", "USD");
  au_series_set_value (au_panel_add_series (top, AU_SERIES_BAR, "Monthly actives", 0), 0, 14.0,
                       NULL);
  au_panel_set_partial_label (top, "14 so far");
  au_series_set_value (au_panel_add_series (bottom, AU_SERIES_LINE, "Spend", 1), 0, 812.4, NULL);
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_empty (void)
{
  AuFigure *figure = au_figure_new ();

  au_figure_set_title (figure, "Monthly active users");
  au_figure_set_subtitle (figure, "People active in a calendar month");
  au_figure_set_status (figure, AU_FIGURE_NO_ROWS, "No rows were returned",
                        "The query ran, and has no usage for this subscription in this window.");
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_bars (gsize n)
{
  AuFigure *figure = au_figure_new ();
  AuDay first = au_day_new (2013, 1, 1);
  AuSeries *series;

  au_figure_set_day_range (figure, first, first + (int) n - 1);
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL),
                                AU_SERIES_BAR, "Bars", 0);
  for (gsize i = 0; i < n; i++)
    au_series_set_value (series, i, 1000.0 + 900.0 * sin (i * 0.37), NULL);
  au_figure_seal (figure);

  return figure;
}

AuFigure *
figure_new_lines (guint n_series,
                  gsize n)
{
  AuFigure *figure = au_figure_new ();
  AuDay first = au_day_new (1950, 1, 1);
  AuPanel *panel;

  au_figure_set_day_range (figure, first, first + (int) n - 1);
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, NULL, NULL);
  for (guint i = 0; i < n_series; i++)
    {
      g_autofree char *name = g_strdup_printf ("Line %u", i);
      AuSeries *series = au_panel_add_series (panel, AU_SERIES_LINE, name, i);

      for (gsize j = 0; j < n; j++)
        au_series_set_value (series, j, 1000.0 * (i + 1) + 400.0 * sin (j * 0.01)
                             + 150.0 * sin (j * 2.7 + i), NULL);
    }
  au_figure_seal (figure);

  return figure;
}

const FigureEntry figure_entries[] = {
  { "mau", figure_new_mau },
  { "models", figure_new_models },
  { "two-panels", figure_new_two_panels },
  { "active-users", figure_new_active_users },
  { "adoption", figure_new_adoption },
  { "depth", figure_new_depth },
  { "true-ups", figure_new_true_ups },
  { "overage", figure_new_overage },
  { "top-users", new_top_users },
  { "one-point", figure_new_one_point },
  { "empty", figure_new_empty },
};

const guint n_figure_entries = G_N_ELEMENTS (figure_entries);
