/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-search.h"
#include "au-subscription-hits.h"

#include <string.h>

typedef struct
{
  const char *id;
  const char *name;
  const char *account;
} Row;

static AuTable *
create_table (const Row *rows,
              guint      n)
{
  static const char *const names[] = {
    "subscription_id", "subscription_name", "account_id", "account_name", "team_ids",
  };
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuColumn) seats = au_column_new ("seats", AU_DATA_BIGINT, 0, FALSE, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AuColumn) column = au_column_new (names[i], AU_DATA_STRING, 0, FALSE, NULL, NULL);

      au_table_builder_add_column (builder, column);
    }
  au_table_builder_add_column (builder, seats);
  for (guint i = 0; i < n; i++)
    {
      if (rows[i].id != NULL)
        au_table_builder_append_string (builder, rows[i].id);
      else
        au_table_builder_append_null (builder);
      au_table_builder_append_string (builder, rows[i].name);
      au_table_builder_append_string (builder, "0010000000000AB");
      au_table_builder_append_string (builder, rows[i].account);
      au_table_builder_append_null (builder);
      au_table_builder_append_int64 (builder, i * 10);
    }
  return au_table_builder_end (builder);
}

static AuSubscriptionIndex *
create_index (const Row *rows,
              guint      n)
{
  g_autoptr (AuTable) table = create_table (rows, n);

  return au_subscription_index_new (table);
}

static const Row few[] = {
  { "a0X000000000001", "Enterprise 500", "Shalimar Foods" },
  { "a0X000000000002", "Campus", "Northgate Halls" },
  { NULL, "Nobody can ask about it", "Hal" },
  { "a0X000000000003", "Enterprise 500", "Halden Freight" },
  { "a0X000000000004", "The Halls", "Żółw Software" },
  { "a0X000000000005", "Hall of Fame", "Brightmoor Bank" },
  { "a0X0000000HAL06", "Marshalling", "Kestrel" },
  { "a0X0000000hal07", "Plants", "Kestrel" },
  { "a0X000000000008", "Plants", "Hill & Ashley Labs" },
  { "a0X000000000009", "Plants", "Kestrel" },
};

static AuSubscriptionIndex *
create_few (void)
{
  return create_index (few, G_N_ELEMENTS (few));
}

static char *
find (AuSubscriptionIndex *index,
      const char          *text)
{
  g_autoptr (AuSubscriptionHits) hits = au_subscription_hits_new (index, text, NULL, NULL);
  g_autoptr (GArray) chosen = au_subscription_hits_choose (hits, 100);
  g_autoptr (GString) result = g_string_new (NULL);

  g_assert_cmpuint (chosen->len, ==, au_subscription_hits_get_n_items (hits));
  for (guint i = 0; i < chosen->len; i++)
    {
      const char *id = au_subscription_index_get_id (index, g_array_index (chosen, guint, i));

      g_string_append_printf (result, "%s%c", i > 0 ? " " : "", id[strlen (id) - 1]);
    }
  return g_string_free_and_steal (g_steal_pointer (&result));
}

static void
test_ranking (void)
{
  static const char *const cases[][2] = {
    /* Account: start, word; name: start, word; inside; id; initials. */
    { "hal", "3 2 5 4 1 6 7 8" },
    { "HAL ", "3 2 5 4 1 6 7 8" },
    { "zolw", "4" },
    { "Żółw", "4" },
    { "a0X000000000003", "3" },
    /* The same id in its long form, and one that only looks like it. */
    { "a0X000000000003AAA", "3" },
    { "a0X000000000003A", "" },
    /* Ids tell case, but who types one does not. */
    { "a0x0000000hal07", "7" },
    { "500 halden", "3" },
    { "fre ent", "3" },
    { "hf", "3" },
    { "nh cam", "" },
    { "no such customer", "" },
    { "kestrel\nmarshalling", "6" },
  };
  g_autoptr (AuSubscriptionIndex) index = create_few ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (index, cases[i][0]);

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

static void
test_all (void)
{
  g_autoptr (AuSubscriptionIndex) index = create_few ();
  g_autoptr (AuSubscriptionHits) all = au_subscription_hits_new (index, "  ", NULL, NULL);
  g_autoptr (GArray) three = au_subscription_hits_choose (all, 3);

  g_assert_cmpuint (au_subscription_index_get_n_items (index), ==, G_N_ELEMENTS (few) - 1);
  g_assert_cmpuint (au_subscription_hits_get_n_items (all), ==, G_N_ELEMENTS (few) - 1);
  g_assert_cmpuint (three->len, ==, 3);
  g_assert_cmpuint (g_array_index (three, guint, 2), ==, 2);
  g_assert_cmpint (au_subscription_hits_rank (all, 5), ==, 0);
  /* The row without an id has no position, and shifts none of those behind it. */
  g_assert_cmpstr (au_subscription_index_get_account_name (index, 2), ==, "Halden Freight");
  g_assert_cmpint (au_subscription_index_get_seats (index, 2), ==, 30);
  g_assert_cmpstr (au_subscription_get_name (au_subscription_index_get_item (index, 2)), ==,
                   "Enterprise 500");
}

static void
test_find (void)
{
  static const Row rows[] = {
    { "a0X000000000001AAA", "First", "A" },
    { "a0X000000000001", "The same again", "B" },
    { "a0X0000000000012", "Sixteen characters are another id", "C" },
  };
  g_autoptr (AuSubscriptionIndex) index = create_index (rows, G_N_ELEMENTS (rows));
  guint position;

  g_assert_true (au_subscription_index_find (index, "a0X000000000001", &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_true (au_subscription_index_find (index, "a0X0000000000012", &position));
  g_assert_cmpuint (position, ==, 2);
  g_assert_false (au_subscription_index_find (index, "a0X000000000002", &position));
}

static void
test_empty (void)
{
  g_autoptr (AuSubscriptionIndex) index = create_index (NULL, 0);
  g_autofree char *found = find (index, "hal");
  g_autofree char *all = find (index, "");
  guint position;

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (all, ==, "");
  g_assert_false (au_subscription_index_find (index, "a0X000000000001", &position));
}

/* A few letters and signs, so that everything meets everything. */
static char *
random_text (guint max)
{
  static const char *const parts[] = { "a", "b", "B", "ß", " ", "s", "ł", "-", "é", "0" };
  g_autoptr (GString) text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, (int) max + 1);

  for (int i = 0; i < n; i++)
    g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The rank told in another way: by looking at every place of every text. */
static int
rank_line (const char *text,
           const char *needle,
           int         start_rank,
           int         word_rank,
           int         inside_rank)
{
  g_autofree char *folded = au_search_fold (text);
  int best = -1;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (g_str_has_prefix (at, needle))
      {
        int rank = at == folded ? start_rank : inside_rank;

        if (at != folded && !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
          rank = word_rank;
        best = best < 0 ? rank : MIN (best, rank);
      }
  return best;
}

static int
rank_row (const Row  *row,
          const char *needle)
{
  int ranks[] = {
    rank_line (row->account, needle, AU_SUBSCRIPTION_RANK_ACCOUNT_START,
               AU_SUBSCRIPTION_RANK_ACCOUNT_WORD, AU_SUBSCRIPTION_RANK_ACCOUNT_INSIDE),
    rank_line (row->name, needle, AU_SUBSCRIPTION_RANK_NAME_START,
               AU_SUBSCRIPTION_RANK_NAME_WORD, AU_SUBSCRIPTION_RANK_NAME_INSIDE),
    rank_line (row->id, needle, AU_SUBSCRIPTION_RANK_ID, AU_SUBSCRIPTION_RANK_ID,
               AU_SUBSCRIPTION_RANK_ID),
  };
  g_autofree char *account = au_search_fold (row->account);
  g_autoptr (GString) initials = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (needle, " ", -1);
  int best = -1;

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (ranks[i] >= 0 && (best < 0 || ranks[i] < best))
      best = ranks[i];
  if (best >= 0)
    return best;
  au_search_append_initials (initials, account, strlen (account));
  if (g_str_has_prefix (initials->str, needle))
    return AU_SUBSCRIPTION_RANK_INITIALS;
  if (words[1] == NULL)
    return -1;
  for (guint i = 0; words[i] != NULL; i++)
    if (rank_line (row->account, words[i], 0, 0, 0) < 0 &&
        rank_line (row->name, words[i], 0, 0, 0) < 0 && rank_line (row->id, words[i], 0, 0, 0) < 0)
      return -1;
  return AU_SUBSCRIPTION_RANK_WORDS;
}

static void
check_hits (AuSubscriptionHits *hits,
            const Row          *rows,
            guint               n)
{
  g_autoptr (GArray) chosen = au_subscription_hits_choose (hits, n);
  const char *needle = au_subscription_hits_get_needle (hits);
  int before = -1;
  guint last = 0;
  guint expected = 0;

  if (*needle == '\0')
    return;
  for (guint i = 0; i < n; i++)
    {
      int rank = rank_row (&rows[i], needle);

      g_assert_cmpint (au_subscription_hits_rank (hits, i), ==, rank);
      expected += rank >= 0;
    }
  g_assert_cmpuint (chosen->len, ==, expected);
  for (guint i = 0; i < chosen->len; i++)
    {
      guint position = g_array_index (chosen, guint, i);
      int rank = rank_row (&rows[position], needle);

      g_assert_cmpint (rank, >=, 0);
      g_assert_cmpint (rank, >=, before);
      if (rank == before)
        g_assert_cmpuint (position, >, last);
      before = rank;
      last = position;
    }
}

static void
test_random (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (AuSubscriptionIndex) index = NULL;
      g_autoptr (AuSubscriptionHits) among = NULL;
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      Row rows[40];

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_ptr_array_add (texts, g_strdup_printf ("%016d", g_test_rand_int_range (0, 9999)));
          rows[i].id = g_ptr_array_index (texts, texts->len - 1);
          g_ptr_array_add (texts, random_text (8));
          rows[i].name = g_ptr_array_index (texts, texts->len - 1);
          g_ptr_array_add (texts, random_text (12));
          rows[i].account = g_ptr_array_index (texts, texts->len - 1);
        }
      index = create_index (rows, G_N_ELEMENTS (rows));
      for (guint i = 0; i < 20; i++)
        {
          g_autofree char *typed = random_text (6);
          g_autofree char *more = random_text (2);
          g_autofree char *longer = g_strconcat (typed, more, NULL);
          g_autoptr (AuSubscriptionHits) first =
            au_subscription_hits_new (index, typed, NULL, NULL);
          g_autoptr (AuSubscriptionHits) narrowed =
            au_subscription_hits_new (index, longer, first, NULL);

          check_hits (first, rows, G_N_ELEMENTS (rows));
          check_hits (narrowed, rows, G_N_ELEMENTS (rows));
        }
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree Row *rows = g_new (Row, 5000);
  g_autoptr (AuSubscriptionIndex) index = NULL;

  for (guint i = 0; i < 5000; i++)
    rows[i] = few[0];
  index = create_index (rows, 5000);
  g_cancellable_cancel (cancellable);
  g_assert_null (au_subscription_hits_new (index, "shal", NULL, cancellable));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/subscription-hits/ranking", test_ranking);
  g_test_add_func ("/model/subscription-hits/all", test_all);
  g_test_add_func ("/model/subscription-hits/find", test_find);
  g_test_add_func ("/model/subscription-hits/empty", test_empty);
  g_test_add_func ("/model/subscription-hits/random", test_random);
  g_test_add_func ("/model/subscription-hits/cancelled", test_cancelled);
  return g_test_run ();
}
