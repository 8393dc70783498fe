/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-search.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } cases[] = {
    { "Halden Freight", "halden freight" },
    { "Żółw Software S.A.", "zolw software s.a." },
    { "ÅSTRÖM", "astrom" },
    { "Ørsted Đakovo", "orsted dakovo" },
    { "ΑΒΓ", "αβγ" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = au_search_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
test_fold_keeps_places (void)
{
  /* Any text folds character by character, or a mark would land on the wrong letters. */
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *folded = NULL;

      for (int j = 0; j < 20; j++)
        {
          gunichar c = (gunichar) g_test_rand_int_range (1, 0x2fff);

          if (g_unichar_validate (c))
            g_string_append_unichar (text, c);
        }
      folded = au_search_fold (text->str);
      g_assert_true (g_utf8_validate (folded, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (folded, -1), ==, g_utf8_strlen (text->str, -1));
    }
}

static int
rank (const char *folded,
      const char *needle)
{
  return au_search_rank (folded, strlen (folded), needle, strlen (needle));
}

static void
test_rank (void)
{
  g_assert_cmpint (rank ("halden freight", "hal"), ==, 0);
  g_assert_cmpint (rank ("northgate halls", "hal"), ==, 1);
  g_assert_cmpint (rank ("shalimar foods", "hal"), ==, 2);
  g_assert_cmpint (rank ("shalimar hall", "hal"), ==, 1);
  g_assert_cmpint (rank ("kestrel & thorn", "hal"), ==, -1);
  g_assert_cmpint (rank ("anything", ""), ==, 0);
  /* What is behind the text is none of it. */
  g_assert_cmpint (au_search_rank ("shalimar hall", strlen ("shalimar ha"), "hal", 3), ==, 2);
  g_assert_cmpint (au_search_rank ("the hall", strlen ("the ha"), "hal", 3), ==, -1);
}

static void
test_locate (void)
{
  guint start, end;

  g_assert_true (au_search_locate ("Żółw Software", "zol", &start, &end));
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, strlen ("Żół"));
  g_assert_true (au_search_locate ("Shalimar Hall", "hal", &start, &end));
  g_assert_cmpuint (start, ==, strlen ("Shalimar "));
  g_assert_false (au_search_locate ("Halden", "x", &start, &end));
  g_assert_false (au_search_locate ("Halden", "", &start, &end));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/search/fold", test_fold);
  g_test_add_func ("/ui/search/fold-keeps-places", test_fold_keeps_places);
  g_test_add_func ("/ui/search/rank", test_rank);
  g_test_add_func ("/ui/search/locate", test_locate);
  return g_test_run ();
}
