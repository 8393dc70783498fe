/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-search.h"

#include <string.h>

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
    { "Straße ÆGIR Œuvre", "strasse aegir oeuvre" },
    { "İzmir ışık", "izmir isik" },
    /* Decomposed, as some systems give it, and in compatibility forms. */
    { "Z\u0307o\u0301łw", "zolw" },
    { "\uff21\uff42 ﬁve", "ab five" },
    { "Σίσυφος", "σισυφοσ" },
    /* Nobody types the marks of direction. */
    { "\u200fשלום\u200e Ltd", "שלום ltd" },
    { "O’Brien – Sons", "o'brien - sons" },
    { "a\tb\nc\001d", "a b cd" },
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
test_fold_needle (void)
{
  g_autofree char *words = au_search_fold_needle ("  Żółw \t  Software\n");
  g_autofree char *nothing = au_search_fold_needle (" \u00a0 ");

  g_assert_cmpstr (words, ==, "zolw software");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_fold_random (void)
{
  /* Of any text comes valid UTF-8 in one line, and folding it again changes nothing. */
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *folded = NULL;
      g_autofree char *again = NULL;

      for (int j = 0; j < 20; j++)
        {
          gunichar c = (gunichar) g_test_rand_int_range (1, 0x2ffff);

          if (g_unichar_validate (c))
            g_string_append_unichar (text, c);
        }
      folded = au_search_fold (text->str);
      again = au_search_fold (folded);
      g_assert_true (g_utf8_validate (folded, -1, NULL));
      g_assert_null (strchr (folded, '\n'));
      g_assert_cmpstr (again, ==, folded);
    }
}

static char *
initials (const char *text)
{
  g_autofree char *folded = au_search_fold (text);
  g_autoptr (GString) into = g_string_new (NULL);

  au_search_append_initials (into, folded, strlen (folded));
  return g_string_free_and_steal (g_steal_pointer (&into));
}

static void
test_initials (void)
{
  static const char *const cases[][2] = {
    { "Halden Freight", "hf" },
    { "Kestrel & Thorn Games", "ktg" },
    { "Żółw Software S.A.", "zssa" },
    { "Halden", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = initials (cases[i][0]);

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

/* The marked letters in brackets. */
static void
assert_marks (const char *text,
              const char *needle,
              const char *marked)
{
  g_autoptr (GArray) ranges = au_search_locate (text, needle);
  g_autoptr (GString) result = g_string_new (text);

  for (guint i = ranges->len; i > 0; i--)
    {
      const AuSearchRange *range = &g_array_index (ranges, AuSearchRange, i - 1);

      g_assert_cmpuint (range->end, <=, strlen (text));
      g_string_insert_c (result, range->end, ']');
      g_string_insert_c (result, range->start, '[');
    }
  g_assert_cmpstr (result->str, ==, marked);
}

static void
test_locate (void)
{
  assert_marks ("Żółw Software", "zol", "[Żół]w Software");
  assert_marks ("Shalimar Hall", "hal", "Shalimar [Hal]l");
  assert_marks ("Shalimar", "hal", "S[hal]imar");
  assert_marks ("Halden Freight", "hal fre", "[Hal]den [Fre]ight");
  assert_marks ("Halden Freight", "hf", "[H]alden [F]reight");
  assert_marks ("Große Straße", "strasse", "Große [Straße]");
  assert_marks ("Große Straße", "as", "Große Str[aß]e");
  assert_marks ("Z\u0307o\u0301łw", "zo", "[Z\u0307o\u0301]łw");
  assert_marks ("Halden", "x", "Halden");
  assert_marks ("Halden", "", "Halden");
  assert_marks ("<b>Halden</b> & Co", "halden", "<b>[Halden]</b> & Co");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/search/fold", test_fold);
  g_test_add_func ("/model/search/fold-needle", test_fold_needle);
  g_test_add_func ("/model/search/fold-random", test_fold_random);
  g_test_add_func ("/model/search/initials", test_initials);
  g_test_add_func ("/model/search/locate", test_locate);
  return g_test_run ();
}
