/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support.h"
#include "au-plot-style.h"

#include <math.h>

#define LONG_NAME \
        "quill-5-opus-extended-context-window-with-a-very-long-name-that-goes-on-for-90-characters-x"

/* Ten models of falling totals; m3 a little credit, "default" and "auto" together the sixth. */
#define ROWS \
        "2026-10-01|m0|100.10\n" \
        "2026-10-01|m1|90.01\n" \
        "2026-10-01|m2|80.02\n" \
        "2026-10-01|m3|-5.00\n" \
        "2026-09-01|m3|75.00\n" \
        "2026-10-01|m4|60.04\n" \
        "2026-10-01|default|20.10\n" \
        "2026-10-01|auto|30.20\n" \
        "2026-10-01|m6|40.06\n" \
        "2026-10-01|m7|0.10\n" \
        "2026-10-01|m8|0.20\n" \
        "2026-11-01|m8|0.70\n" \
        "2026-10-01|" LONG_NAME "|0.30\n"

static const char *
get_series_name (AuFigure *figure,
                 guint     index)
{
  return au_series_get_name (au_panel_get_series (au_figure_get_panel (figure, 0), index));
}

static void
test_order (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend", ROWS);
  static const char *const names[] = { "m0", "m1", "m2", "m3", "m4", "Auto", "m6", "Other (3)" };

  g_assert_cmpuint (au_panel_get_n_series (au_figure_get_panel (figure, 0)), ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AuSeries *series = au_panel_get_series (au_figure_get_panel (figure, 0), i);

      g_assert_cmpstr (au_series_get_name (series), ==, names[i]);
      g_assert_cmpint (au_series_get_kind (series), ==, AU_SERIES_STACK);
      g_assert_cmpint (au_series_get_rank (series), ==, i < 7 ? (int) i : AU_RANK_OTHER);
    }
  g_assert_cmpstr (au_figure_get_subtitle (figure), ==,
                   "USD per calendar month, Sep 2026 – Nov 2026");
}

/* The parts have to make the sum of all rows, to the cent. */
static void
test_sums (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend", ROWS);
  g_autofree char *autos = support_text (figure, 0, "Auto", 1);
  g_autofree char *other = support_text (figure, 0, "Other (3)", 1);
  g_autofree char *running = support_text (figure, 0, "Other (3)", 2);
  gint64 cents = 0;

  g_assert_cmpstr (autos, ==, "$50.30");
  g_assert_cmpstr (other, ==, "$0.60");
  g_assert_cmpstr (running, ==, "$0.70");
  g_assert_true (support_has_footnote (figure, "“Auto” is auto + default."));
  g_assert_true (support_has_footnote (figure, "are computed here, from the rows returned."));

  for (guint i = 0; i < 8; i++)
    {
      double value = support_mark (figure, 0, get_series_name (figure, i), 1);

      cents += isnan (value) ? 0 : llround (value * 100.0);
    }
  /* 100.10 + 90.01 + 80.02 − 5.00 + 60.04 + 20.10 + 30.20 + 40.06 + 0.10 + 0.20 + 0.30 */
  g_assert_cmpint (cents, ==, 41613);
  g_assert_true (support_has_label (figure, AU_LABEL_VALUE, "$416"));
}

static void
test_signs (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend", ROWS);
  AuMark below = support_get_mark (figure, 0, "m3", 1);
  AuMark above = support_get_mark (figure, 0, "m0", 1);

  /* A credit hangs below the line that the others stand on. */
  g_assert_cmpfloat (below.value, ==, -5.0);
  g_assert_cmpfloat_with_epsilon (below.rect.y, above.rect.y + above.rect.height, 0.01);
}

static void
test_gaps (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend", ROWS);

  support_assert_gap (figure, 0, "m0", 0);
  support_assert_gap (figure, 0, "m0", 2);
  g_assert_cmpfloat (support_mark (figure, 0, "m3", 0), ==, 75.0);
  g_assert_true (support_get_mark (figure, 0, "Other (3)", 2).partial);
  g_assert_cmpstr (au_figure_get_partial_note (figure, 2), ==, "November so far, read 24 Nov");
}

/* One that is left over keeps its name, however long. */
static void
test_eight (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend",
                                               "2026-10-01|m0|8.00\n2026-10-01|m1|7.00\n"
                                               "2026-10-01|m2|6.00\n2026-10-01|m3|5.00\n"
                                               "2026-10-01|m4|4.00\n2026-10-01|m5|3.00\n"
                                               "2026-10-01|m6|2.00\n2026-10-01|" LONG_NAME "|1.00");

  g_assert_cmpuint (au_panel_get_n_series (au_figure_get_panel (figure, 0)), ==, 8);
  g_assert_cmpstr (get_series_name (figure, 7), ==, LONG_NAME);
  g_assert_cmpfloat (support_mark (figure, 0, LONG_NAME, 0), ==, 1.0);
}

static void
test_duplicates (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend",
                                               "2026-10-01|m0|8.00\n"
                                               "2026-10-01|m0|9.00\n"
                                               "2026-10-01|m1|1.00\n");

  g_assert_cmpfloat (support_mark (figure, 0, "m0", 0), ==, 8.0);
  g_assert_true (support_has_footnote (figure, "2 rows with different figures came back for m0, "
                                       "Oct 2026: the first is shown."));
}

static void
test_many_duplicates (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (AuFigure) figure = NULL;

  for (guint i = 0; i < 6; i++)
    g_string_append_printf (rows, "2026-10-01|m%u|1.00\n2026-10-01|m%u|1.00\n", i, i);
  figure = support_build ("model-spend", rows->str);
  g_assert_cmpuint (au_figure_get_n_footnotes (figure), ==, 5);
  g_assert_true (support_has_footnote (figure, "So it is for 3 more"));
}

/* Neither amounts nor sums past 64 bits are invented. */
static void
test_huge (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend",
                                               "2026-10-01|default|90000000000000000.00\n"
                                               "2026-10-01|auto|90000000000000000.00\n"
                                               "2026-10-01|m1|0.01");

  g_assert_cmpstr (get_series_name (figure, 0), ==, "Auto");
  g_assert_cmpfloat_with_epsilon (support_mark (figure, 0, "Auto", 0), 1.8e17, 1e4);
}

static void
test_null (void)
{
  g_autoptr (AuFigure) figure = support_build ("model-spend",
                                               "2026-10-01|m0|NULL\n2026-10-01|NULL|2.00");

  support_assert_gap (figure, 0, "m0", 0);
  g_assert_cmpfloat (support_mark (figure, 0, "No name", 0), ==, 2.0);
}

/* The order of rows must not change a colour. */
static void
test_ties (void)
{
  g_autoptr (AuFigure) one = support_build ("model-spend", "2026-10-01|b|1.00\n2026-10-01|a|1.00");
  g_autoptr (AuFigure) two = support_build ("model-spend", "2026-10-01|a|1.00\n2026-10-01|b|1.00");

  g_assert_cmpstr (get_series_name (one, 0), ==, "a");
  g_assert_cmpstr (get_series_name (two, 0), ==, "a");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/charts/model-spend/order", test_order);
  g_test_add_func ("/charts/point/19-seven-and-other-are-all", test_sums);
  g_test_add_func ("/charts/model-spend/signs", test_signs);
  g_test_add_func ("/charts/model-spend/gaps", test_gaps);
  g_test_add_func ("/charts/model-spend/eight", test_eight);
  g_test_add_func ("/charts/model-spend/duplicates", test_duplicates);
  g_test_add_func ("/charts/model-spend/many-duplicates", test_many_duplicates);
  g_test_add_func ("/charts/model-spend/huge", test_huge);
  g_test_add_func ("/charts/model-spend/null", test_null);
  g_test_add_func ("/charts/model-spend/ties", test_ties);

  return g_test_run ();
}
