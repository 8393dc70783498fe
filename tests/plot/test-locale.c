/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in the language of the environment: its separators, and its names of months, which are
 * of any width. Run once a locale. */
#include "config.h"

#include "au-plot-layout.h"
#include "figures.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define N_RANDOM 250

static gboolean
intersect (const AuRect *a,
           const AuRect *b)
{
  const double slack = 0.02;

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width
         && a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

static void
test_labels (void)
{
  for (int round = 0; round < N_RANDOM; round++)
    {
      const FigureEntry *entry = &figure_entries[g_test_rand_int_range (0, (int) n_figure_entries)];
      g_autoptr (AuFigure) figure = entry->func ();
      int width = (int) pow (2.0, g_test_rand_double_range (6.0, log2 (2561.0)));
      int height = (int) pow (2.0, g_test_rand_double_range (6.0, log2 (2561.0)));
      g_autoptr (AuPlotLayout) layout = NULL;
      AuPlotStyle style;

      au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
      style.text_scale = g_test_rand_double_range (1.0, 2.0);
      style.rtl = g_test_rand_bit ();
      layout = au_plot_layout_new (figure, width, height, &style, NULL);
      for (guint i = 0; i < au_plot_layout_get_n_labels (layout); i++)
        {
          AuLabel a = au_plot_layout_get_label (layout, i);

          g_assert_cmpfloat (a.rect.x, >=, -0.51);
          g_assert_cmpfloat (a.rect.x + a.rect.width, <=, width + 0.51);
          if (a.role == AU_LABEL_CATEGORY_TICK || a.role == AU_LABEL_YEAR)
            g_assert_cmpfloat (a.rect.y + a.rect.height, <=, height + 0.51);
          if (a.role == AU_LABEL_VALUE_TICK || a.role == AU_LABEL_CATEGORY_TICK)
            g_assert_true (a.role == AU_LABEL_CATEGORY_TICK || !a.cut);
          for (guint j = 0; j < i; j++)
            {
              AuLabel b = au_plot_layout_get_label (layout, j);

              if (intersect (&a.rect, &b.rect))
                g_test_message ("%s at %d×%d: “%s” over “%s”", entry->name, width, height, a.text,
                                b.text);
              g_assert_false (intersect (&a.rect, &b.rect));
            }
        }
    }
}

/* What is expected is written out, not asked of the C library again. */
static void
test_separators (void)
{
  static const struct { const char *locale; const char *money; } expected[] = {
    { "de_DE", "$1.204.311,58" },
    { "fr_FR", "$1\u202f204\u202f311,58" },
    { "pl_PL", "$1\u202f204\u202f311,58" },
    { "en_US", "$1,204,311.58" },
  };
  const char *locale = setlocale (LC_NUMERIC, NULL);
  AuFigure *figure = au_figure_new ();
  g_autofree char *text = NULL;
  AuSeries *series;
  gboolean known = FALSE;

  au_figure_set_month_range (figure, au_day_new (2026, 3, 1), au_day_new (2026, 3, 1));
  series = au_panel_add_series (au_figure_add_panel (figure, AU_VALUE_MONEY, NULL, NULL),
                                AU_SERIES_BAR, "Spend", 0);
  au_series_set_value (series, 0, 1204311.58, NULL);
  text = au_series_dup_text (series, 0);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (g_str_has_prefix (locale, expected[i].locale))
      {
        g_assert_cmpstr (text, ==, expected[i].money);
        known = TRUE;
      }
  /* Other scripts have digits of their own; what is written must still be text. */
  if (!known)
    g_assert_true (g_utf8_validate (text, -1, NULL) && strlen (text) > 8);
  au_figure_unref (figure);
}

int
main (int   argc,
      char *argv[])
{
  const char *locale = setlocale (LC_ALL, "");

  g_test_init (&argc, &argv, NULL);
  if (locale == NULL)
    g_error ("There is no locale %s.", g_getenv ("LC_ALL"));

  g_test_add_func ("/plot/point/07-no-two-labels-meet-in-any-language", test_labels);
  g_test_add_func ("/plot/point/26-separators", test_separators);

  return g_test_run ();
}
