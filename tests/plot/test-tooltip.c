/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout.h"

#include "figures.h"

#include <math.h>
#include <string.h>

static AuPlotLayout *
lay_out (AuFigure *figure)
{
  AuPlotStyle style;

  au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);

  return au_plot_layout_new (figure, 860, 400, &style, NULL);
}

static const AuTooltipRow *
get_row (const AuTooltip *tooltip,
         guint            index)
{
  g_assert_cmpuint (index, <, tooltip->rows->len);

  return g_ptr_array_index (tooltip->rows, index);
}

/* "$1,204,311.58" to cents. */
static gint64
parse_cents (const char *text)
{
  gint64 cents = 0;
  int decimals = -1;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      {
        cents = cents * 10 + (*c - '0');
        if (decimals >= 0)
          decimals++;
      }
    else if (*c == '.')
      decimals = 0;

  for (; decimals >= 0 && decimals < 2; decimals++)
    cents *= 10;

  return decimals < 0 ? cents * 100 : cents;
}

static void
test_stack (void)
{
  g_autoptr (AuFigure) figure = figure_new_models ();
  g_autoptr (AuPlotLayout) layout = lay_out (figure);

  for (int band = 0; band < 20; band++)
    {
      g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, band);
      gint64 sum = 0;
      int shares = 0;

      for (guint i = 0; i < tooltip->rows->len; i++)
        {
          const AuTooltipRow *row = get_row (tooltip, i);

          sum += parse_cents (row->value);
          g_assert_nonnull (row->share);
          /* "<1 %" stands for a share that rounds to nothing. */
          shares += row->share[0] == '<' ? 0 : atoi (row->share);
        }

      g_assert_cmpint (sum, ==, parse_cents (tooltip->total));
      g_assert_cmpint (shares, ==, 100);
      g_assert_cmpint (tooltip->note != NULL, ==, band == 19);
    }

  {
    g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, 13);

    g_assert_cmpstr (tooltip->title, ==, "May 2026");
    g_assert_cmpuint (tooltip->rows->len, ==, 8);
    /* From the top of the stack down. */
    g_assert_cmpstr (get_row (tooltip, 0)->name, ==, "Other (5)");
    g_assert_cmpstr (get_row (tooltip, 7)->name, ==, "atlas-6");
    /* Names in full, whatever the picture has room for. */
    g_assert_cmpuint (strlen (get_row (tooltip, 2)->name), >, 80);
  }
}

static void
test_lines (void)
{
  g_autoptr (AuFigure) figure = figure_new_adoption ();
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  g_autoptr (AuTooltip) early = au_plot_layout_get_tooltip (layout, 2);
  g_autoptr (AuTooltip) last = au_plot_layout_get_tooltip (layout, 19);

  /* Plan mode had not been launched: no row, and not a zero. */
  g_assert_cmpuint (early->rows->len, ==, 3);
  g_assert_null (early->total);
  g_assert_null (early->note);

  /* In the order in which the lines cross the band. */
  g_assert_cmpstr (get_row (last, 0)->name, ==, "Agent");
  g_assert_cmpstr (get_row (last, 1)->name, ==, "Rules");
  g_assert_cmpstr (last->note, ==, "23 of 30 days");
  g_assert_null (get_row (last, 0)->share);
}

static void
test_two_panels (void)
{
  g_autoptr (AuFigure) figure = figure_new_two_panels ();
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, 13);

  g_assert_cmpuint (tooltip->rows->len, ==, 2);
  g_assert_cmpstr (get_row (tooltip, 0)->name, ==, "Monthly actives");
  g_assert_cmpstr (get_row (tooltip, 0)->value, ==, "342");
  g_assert_cmpstr (get_row (tooltip, 1)->value, ==, "$42,900.00");
  g_assert_null (tooltip->total);
}

static void
test_table (void)
{
  g_autoptr (AuFigure) figure = figure_new_top_users (5);
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, 3);

  g_assert_true (g_str_has_prefix (tooltip->title, "platform-build-automation-owner-emeritus-of"));
  g_assert_cmpstr (get_row (tooltip, 0)->name, ==, "Requests");
}

static AuFigure *
new_stack (const double *values,
           guint         n)
{
  AuFigure *figure = au_figure_new ();
  AuDay month = au_day_new (2026, 1, 1);
  AuPanel *panel;

  au_figure_set_month_range (figure, month, month);
  panel = au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, NULL);
  for (guint i = 0; i < n; i++)
    au_series_set_value (au_panel_add_series (panel, AU_SERIES_STACK, "Part", i), 0, values[i],
                         NULL);
  au_figure_seal (figure);

  return figure;
}

/* Whatever the parts: shares add up to 100 and the total is exact to the cent. */
static void
test_any_stack (void)
{
  for (int i = 0; i < 2000; i++)
    {
      double values[8];
      guint n = g_test_rand_int_range (2, 9);
      gint64 cents = 0;
      int shares = 0;
      g_autoptr (AuFigure) figure = NULL;
      g_autoptr (AuPlotLayout) layout = NULL;
      g_autoptr (AuTooltip) tooltip = NULL;

      for (guint j = 0; j < n; j++)
        {
          gint64 part = (gint64) pow (10.0, g_test_rand_double_range (0.0, 11.0));

          cents += part;
          values[j] = part / 100.0;
        }

      figure = new_stack (values, n);
      layout = lay_out (figure);
      tooltip = au_plot_layout_get_tooltip (layout, 0);

      for (guint j = 0; j < n; j++)
        {
          const char *share = get_row (tooltip, j)->share;

          shares += share[0] == '<' ? 0 : atoi (share);
        }
      g_assert_cmpint (parse_cents (tooltip->total), ==, cents);
      g_assert_cmpint (shares, ==, 100);
    }
}

/* Of parts with both signs there is a total, but no share. */
static void
test_signs (void)
{
  const double values[] = { 30.0, -10.0 };
  g_autoptr (AuFigure) figure = new_stack (values, 2);
  g_autoptr (AuPlotLayout) layout = lay_out (figure);
  g_autoptr (AuTooltip) tooltip = au_plot_layout_get_tooltip (layout, 0);

  g_assert_cmpstr (tooltip->total, ==, "$20.00");
  g_assert_null (get_row (tooltip, 0)->share);
  g_assert_cmpstr (get_row (tooltip, 0)->value, ==, "−$10.00");
}

static void
test_out_of_range (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  g_autoptr (AuPlotLayout) layout = lay_out (figure);

  g_assert_null (au_plot_layout_get_tooltip (layout, -1));
  g_assert_null (au_plot_layout_get_tooltip (layout, 20));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/point/31-tooltip-in-stack-order", test_stack);
  g_test_add_func ("/plot/point/31-tooltip-in-order-of-lines", test_lines);
  g_test_add_func ("/plot/tooltip/two-panels", test_two_panels);
  g_test_add_func ("/plot/tooltip/table", test_table);
  g_test_add_func ("/plot/point/18-shares-add-up", test_any_stack);
  g_test_add_func ("/plot/tooltip/signs", test_signs);
  g_test_add_func ("/plot/tooltip/out-of-range", test_out_of_range);

  return g_test_run ();
}
