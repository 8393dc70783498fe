/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-ids.h"
#include "au-link.h"

static void
test_round_trip (void)
{
  static const char *const ids[] = { "a0XSAMPLE000001", "a0XSAMPLE000002AAA", NULL };
  g_autoptr (AuLink) link = au_link_new (ids, "mau-vs-spend", "sample");
  g_autofree char *text = au_link_to_string (link);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuLink) again = au_link_parse (text, &error);

  g_assert_cmpstr (text, ==,
                   "anyusage:subscription/a0XSAMPLE000001,a0XSAMPLE000002AAA?view=mau-vs-spend&source=sample");
  g_assert_no_error (error);
  g_assert_cmpstrv (au_link_get_ids (again), ids);
  g_assert_cmpstr (au_link_get_view (again), ==, "mau-vs-spend");
  g_assert_cmpstr (au_link_get_source (again), ==, "sample");
}

static void
test_kind (void)
{
  static const char *const one[] = { "a0XSAMPLE000001", NULL };
  static const char *const texts[] = {
    "anyusage:subscription/a0XSAMPLE000001",
    "anyusage://subscription/a0XSAMPLE000001",
    "ANYUSAGE:subscription/a0XSAMPLE000001?view=mau",
    "anyusage:subscription/a0XSAMPLE000001?",
    "anyusage:subscription/a0XSAMPLE000001?later=9&view=mau",
    /* The two forms of one id are one. */
    "anyusage:subscription/a0XSAMPLE000001,a0XSAMPLE000001AAA",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuLink) link = au_link_parse (texts[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstrv (au_link_get_ids (link), one);
      g_assert_null (au_link_get_source (link));
    }
}

/* What a hostile page would try. */
static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "anyusage",
    "anyusage:",
    "anyusage:subscription/",
    "anyusage:subscription/?view=mau",
    "anyusage:subscription/,",
    "anyusage:subscription/a0XSAMPLE000001,",
    "anyusage:subscription/a0XSAMPLE000001/../x",
    "anyusage:subscription/a0XSAMPLE00000%31",
    "anyusage:subscription/a0XSAMPLE000001#x",
    "anyusage:subscription/ a0XSAMPLE000001",
    "anyusage:subscription/a0XSAMPLE0000\xc3\xa9",
    "anyusage:subscription/a0XSAMPLE000001' OR 1=1 --",
    "anyusage://user@host/subscription/a0XSAMPLE000001",
    "anyusage:///subscription/a0XSAMPLE000001",
    "anyusage:query/mau",
    "anyusage:subscription/a0XSAMPLE000001?view=--help",
    "anyusage:subscription/a0XSAMPLE000001?view=<b>mau</b>",
    "anyusage:subscription/a0XSAMPLE000001?view=",
    "anyusage:subscription/a0XSAMPLE000001?view=mau&view=top-users",
    "anyusage:subscription/a0XSAMPLE000001?view=mau%00",
    "anyusage:subscription/a0XSAMPLE000001?source=https://host",
    "anyusage:subscription/a0XSAMPLE000001?view",
    "https://anyusage/subscription/a0XSAMPLE000001",
    "anyusage-evil:subscription/a0XSAMPLE000001",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuLink) link = au_link_parse (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
      g_assert_null (link);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("anyusage:subscription/a0XSAMPLE000000");
  g_autoptr (GError) error = NULL;
  g_autoptr (AuLink) link = NULL;

  for (int i = 1; i < AU_MAX_SUBSCRIPTIONS; i++)
    g_string_append_printf (text, ",a0XSAMPLE%06dAAA", i);
  link = au_link_parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((char **) au_link_get_ids (link)), ==, AU_MAX_SUBSCRIPTIONS);
  g_clear_pointer (&link, au_link_unref);

  g_string_append (text, ",a0XSAMPLE999999");
  link = au_link_parse (text->str, &error);
  g_assert_error (error, AU_ERROR, AU_ERROR_TOO_MANY);
  g_clear_error (&error);

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, 'a');
  link = au_link_parse (text->str, &error);
  g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
}

/* Whatever bytes come, the answer is a link that reads the same again or an error. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "anyusage:", "//", "subscription/", "a0XSAMPLE000001", ",", "?", "view=mau", "&", "source=",
    "%", "\xff", "#", "=", "..", "/", "a0XSAMPLE000002AAA", "\n", "0",
  };

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (AuLink) link = NULL;

      if (g_test_rand_int_range (0, 4) > 0)
        g_string_append (text, "anyusage:subscription/a0XSAMPLE000001");
      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      link = au_link_parse (text->str, &error);
      if (link != NULL)
        {
          g_autofree char *written = au_link_to_string (link);
          g_autoptr (AuLink) again = au_link_parse (written, &error);

          g_assert_no_error (error);
          g_assert_cmpstrv (au_link_get_ids (again), au_link_get_ids (link));
          g_assert_cmpstr (au_link_get_view (again), ==, au_link_get_view (link));
        }
      else
        g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/link/round-trip", test_round_trip);
  g_test_add_func ("/model/link/kind", test_kind);
  g_test_add_func ("/model/link/refused", test_refused);
  g_test_add_func ("/model/link/many", test_many);
  g_test_add_func ("/model/link/random", test_random);
  return g_test_run ();
}
