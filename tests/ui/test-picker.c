/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-clock.h"
#include "au-picker-item.h"
#include "au-picker-model.h"
#include "au-search.h"

static AuSession *session;

static gboolean
is_ready (gpointer unused)
{
  g_assert_no_error (au_session_get_error (session));
  return au_session_get_state (session) == AU_SESSION_READY;
}

static AuPickerItem *
get_row (AuPickerModel *model,
         guint          position)
{
  g_autoptr (AuPickerItem) item = g_list_model_get_item (au_picker_model_get_rows (model),
                                                         position);

  return item;
}

static guint
get_n_rows (AuPickerModel *model)
{
  return g_list_model_get_n_items (au_picker_model_get_rows (model));
}

static const char *
row_account (AuPickerModel *model,
             guint          position)
{
  AuPickerItem *item = get_row (model, position);

  if (item == NULL)
    return NULL;
  return au_subscription_get_account_name (au_picker_item_get_subscription (item));
}

static void
test_ranking (void)
{
  g_autoptr (AuPickerModel) model = au_picker_model_new (session);
  gboolean inside = FALSE;

  au_picker_model_search (model, "hal");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), >, 2);
  g_assert_true (g_str_has_prefix (row_account (model, 0), "Hal"));
  /* What only contains it never comes before what starts with it. */
  for (guint i = 0; i < get_n_rows (model); i++)
    {
      gboolean starts = g_str_has_prefix (row_account (model, i), "Hal");

      g_assert_false (starts && inside);
      inside = inside || !starts;
    }

  au_picker_model_search (model, "  ZOLW ");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), ==, 1);
  g_assert_cmpstr (row_account (model, 0), ==, "Żółw Software S.A.");

  au_picker_model_search (model, "a0XSAMPLE000009");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), ==, 1);
  g_assert_cmpstr (row_account (model, 0), ==, "Tamarind Retail Group");

  au_picker_model_search (model, "no such customer");
  g_assert_cmpuint (get_n_rows (model), ==, 0);
}

/* 0 where the text starts with the needle, 1 where a word does, 2 where it is inside one, else -1:
 * told in another way than the search does, by looking at every place. */
static int
rank_field (const char *text,
            const char *needle)
{
  g_autofree char *folded = au_search_fold (text);
  int best = -1;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (g_str_has_prefix (at, needle))
      {
        int rank = at == folded ? 0 : 2;

        if (rank == 2 && !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
          rank = 1;
        best = best < 0 ? rank : MIN (best, rank);
      }
  return best;
}

static int
rank_subscription (AuSubscription *subscription,
                   const char     *needle)
{
  static const int ranks[2][3] = { { 0, 1, 4 }, { 2, 3, 5 } };
  int account = rank_field (au_subscription_get_account_name (subscription), needle);
  int name = rank_field (au_subscription_get_name (subscription), needle);
  int best = rank_field (au_subscription_get_id (subscription), needle) >= 0 ? 6 : -1;

  if (name >= 0)
    best = ranks[1][name];
  if (account >= 0 && (best < 0 || ranks[0][account] < best))
    best = ranks[0][account];
  return best;
}

static void
check_search (AuSubscriptionIndex *index,
              const char          *needle,
              GArray              *among)
{
  g_autoptr (GArray) matches = au_subscription_index_search (index, needle, among);
  guint found = 0;

  for (guint i = 0; i < au_subscription_index_get_n_items (index); i++)
    {
      int rank = rank_subscription (au_subscription_index_get_item (index, i), needle);
      const AuSubscriptionMatch *match;

      g_assert_cmpint (au_subscription_index_matches (index, i, needle), ==, rank >= 0);
      if (rank < 0)
        continue;
      g_assert_cmpuint (found, <, matches->len);
      match = &g_array_index (matches, AuSubscriptionMatch, found++);
      g_assert_cmpuint (match->position, ==, i);
      g_assert_cmpint (match->rank, ==, rank);
    }
  g_assert_cmpuint (found, ==, matches->len);
}

static void
test_index (void)
{
  AuSubscriptionIndex *index = au_session_get_index (session);
  guint n = au_subscription_index_get_n_items (index);

  for (guint i = 0; i < 300; i++)
    {
      AuSubscription *subscription =
        au_subscription_index_get_item (index, (guint) g_test_rand_int_range (0, (int) n));
      /* The fields one behind the other, for needles that no single field has. */
      g_autofree char *text = g_strconcat (au_subscription_get_account_name (subscription),
                                           au_subscription_get_name (subscription),
                                           au_subscription_get_id (subscription), NULL);
      g_autofree char *folded = au_search_fold (text);
      int length = (int) g_utf8_strlen (folded, -1);
      int start = g_test_rand_int_range (0, length);
      int end = MIN (length, start + g_test_rand_int_range (1, 9));
      g_autofree char *needle = g_utf8_substring (folded, start, end);
      g_autofree char *shorter = g_utf8_substring (needle, 0, 1);
      g_autoptr (GArray) among = au_subscription_index_search (index, shorter, NULL);

      check_search (index, needle, NULL);
      check_search (index, needle, among);
    }
}

static void
test_more (void)
{
  g_autoptr (AuPickerModel) model = au_picker_model_new (session);
  g_autoptr (AuPickerItem) first = NULL;
  guint n, before;

  /* A few rows at first, more on demand, never one twice, and no more than are told of. */
  au_picker_model_search (model, "");
  first = g_object_ref (get_row (model, 0));
  g_assert_cmpuint (au_picker_model_get_n_listed (model), >, get_n_rows (model));
  do
    {
      before = get_n_rows (model);
      au_picker_model_show_more (model);
      n = get_n_rows (model);
    }
  while (n > before);
  g_assert_cmpuint (n, ==, au_picker_model_get_n_listed (model));
  g_assert_true (get_row (model, 0) == first);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      g_assert_true (au_picker_item_get_subscription (get_row (model, i)) !=
                     au_picker_item_get_subscription (get_row (model, j)));

  au_picker_model_search (model, "zolw");
  g_assert_cmpuint (get_n_rows (model), ==, 1);
  au_picker_model_show_more (model);
  g_assert_cmpuint (get_n_rows (model), ==, 1);
}

static void
test_sections (void)
{
  g_autoptr (AuPickerModel) model = au_picker_model_new (session);
  AuSubscription *oriel = au_session_find_subscription (session, "a0XSAMPLE000003");
  AuSubscription *kestrel = au_session_find_subscription (session, "a0XSAMPLE000004");
  guint n_all = au_subscription_index_get_n_items (au_session_get_index (session));
  GHashTable *seen = g_hash_table_new (NULL, NULL);

  au_session_toggle_favourite (session, oriel);
  au_session_select (session, kestrel);
  au_session_select (session, oriel);

  au_picker_model_search (model, "");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), ==, n_all);
  g_assert_cmpuint (n_all, >, 400);
  g_assert_cmpint (au_picker_item_get_section (get_row (model, 0)), ==, AU_PICKER_FAVOURITES);
  g_assert_cmpstr (row_account (model, 0), ==, "Oriel Genomics");
  /* Opened last too, but a row is enough. */
  g_assert_cmpint (au_picker_item_get_section (get_row (model, 1)), ==, AU_PICKER_RECENT);
  g_assert_cmpstr (row_account (model, 1), ==, "Kestrel & Thorn Games");
  g_assert_cmpint (au_picker_item_get_section (get_row (model, 2)), ==, AU_PICKER_ALL);
  for (guint i = 0; i < get_n_rows (model); i++)
    g_assert_true (g_hash_table_add (seen, au_picker_item_get_subscription (get_row (model, i))));
  g_hash_table_unref (seen);

  au_session_toggle_favourite (session, oriel);
  au_picker_model_search (model, "oriel");
  g_assert_cmpint (au_picker_item_get_section (get_row (model, 0)), ==, AU_PICKER_RECENT);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GSettings) settings = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (au_clock_init (NULL));
  settings = g_settings_new (APPLICATION_ID);
  session = au_session_new (settings, "sample");
  au_session_open (session);
  au_test_wait_for (is_ready, NULL);

  g_test_add_func ("/ui/picker/index", test_index);
  g_test_add_func ("/ui/picker/ranking", test_ranking);
  g_test_add_func ("/ui/picker/more", test_more);
  g_test_add_func ("/ui/picker/sections", test_sections);
  status = g_test_run ();
  g_clear_object (&session);
  return status;
}
