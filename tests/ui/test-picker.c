/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-clock.h"
#include "au-error.h"
#include "au-picker-diff.h"
#include "au-picker-item.h"
#include "au-picker-model.h"
#include "au-session.h"

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

  return item != NULL ? au_picker_item_get_title (item) : NULL;
}

static AuPickerModel *
create_model (void)
{
  AuPickerModel *model = au_picker_model_new (au_session_get_bookmarks (session));

  au_picker_model_set_index (model, au_session_get_index (session));
  return model;
}

static gboolean
is_done (gpointer model)
{
  return !au_picker_model_is_searching (model);
}

static void
search (AuPickerModel *model,
        const char    *text)
{
  au_picker_model_search (model, text);
  au_test_wait_for (is_done, model);
}

static void
test_ranking (void)
{
  g_autoptr (AuPickerModel) model = create_model ();
  gboolean inside = FALSE;

  search (model, "hal");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), >, 2);
  g_assert_true (g_str_has_prefix (row_account (model, 0), "Hal"));
  /* What only contains it never comes before what starts with it. */
  for (guint i = 0; i < get_n_rows (model); i++)
    {
      gboolean starts = g_str_has_prefix (row_account (model, i), "Hal");

      g_assert_false (starts && inside);
      inside = inside || !starts;
    }

  search (model, "  ZOLW ");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), ==, 1);
  g_assert_cmpstr (row_account (model, 0), ==, "Żółw Software S.A.");

  search (model, "a0XSAMPLE000009");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), ==, 1);
  g_assert_cmpstr (row_account (model, 0), ==, "Tamarind Retail Group");

  /* A team may be called so. */
  search (model, "no such customer");
  g_assert_cmpuint (au_picker_model_get_n_matches (model), ==, 0);
  g_assert_cmpuint (get_n_rows (model), ==, 1);
  g_assert_cmpint (au_picker_item_get_kind (get_row (model, 0)), ==, AU_PICKER_TEAM_NAME);
}

static void
test_more (void)
{
  g_autoptr (AuPickerModel) model = create_model ();
  g_autoptr (AuPickerItem) first = NULL;
  guint n, before;

  /* A few rows at first, more on demand, never one twice, and no more than are told of. */
  search (model, "");
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

  search (model, "zolw");
  g_assert_cmpuint (get_n_rows (model), ==, 2);
  au_picker_model_show_more (model);
  g_assert_cmpuint (get_n_rows (model), ==, 2);
}

static void
test_sections (void)
{
  g_autoptr (AuPickerModel) model = create_model ();
  AuSubscription *oriel = au_session_find_subscription (session, "a0XSAMPLE000003");
  AuSubscription *kestrel = au_session_find_subscription (session, "a0XSAMPLE000004");
  guint n_all = au_subscription_index_get_n_items (au_session_get_index (session));
  GHashTable *seen = g_hash_table_new (NULL, NULL);

  au_session_toggle_favourite (session, oriel);
  au_session_select (session, kestrel);
  au_session_select (session, oriel);

  search (model, "");
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
  search (model, "oriel");
  g_assert_cmpint (au_picker_item_get_section (get_row (model, 0)), ==, AU_PICKER_RECENT);
}

static void
test_look_ups (void)
{
  static const struct
  {
    const char *text;
    const char *title; /* of the row that looks ids up, NULL for none */
    gboolean first;
  } cases[] = {
    { "40001", "Team 40001", TRUE },
    { " 0040001 ", "Team 40001", TRUE },
    { "12", "Team 12", FALSE },
    { "40001, 40002", "Look up 2 ids", TRUE },
    { "a0XSAMPLE000001", NULL, FALSE },
    { "a0XSAMPLE000001 a0XSAMPLE000002", "Look up 2 ids", TRUE },
    { "12345, abc, 678", "Look up 2 ids", TRUE },
    { "12345, abc", NULL, FALSE },
    { "a0XSAMPLE000001, a0XSAMPLE000001", NULL, FALSE },
    { "Enterprise 500 2", NULL, FALSE },
    { "Halden 500", NULL, FALSE },
    { "", NULL, FALSE },
  };
  g_autoptr (AuPickerModel) model = create_model ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n, position;
      AuPickerItem *item = NULL;

      search (model, cases[i].text);
      n = get_n_rows (model);
      for (position = 0; position < n; position++)
        {
          item = get_row (model, position);
          if (au_picker_item_get_kind (item) == AU_PICKER_TEAM_IDS)
            break;
        }
      if (cases[i].title == NULL)
        {
          g_assert_cmpuint (position, ==, n);
          continue;
        }
      g_assert_cmpuint (position, ==, cases[i].first ? 0 : n - 1);
      g_assert_cmpstr (au_picker_item_get_title (item), ==, cases[i].title);
    }
}

/* What the rows of a view live through: how many went and came, and whether anything stayed that a
 * model without sense for it would have replaced. */
typedef struct
{
  guint n_removed;
  guint n_added;
  guint n_signals;
} Churn;

static void
items_changed_cb (GListModel *rows,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  Churn      *churn)
{
  churn->n_removed += n_removed;
  churn->n_added += n_added;
  churn->n_signals++;
}

static void
test_churn (void)
{
  g_autoptr (AuPickerModel) model = create_model ();
  GListModel *rows = au_picker_model_get_rows (model);
  g_autoptr (AuPickerItem) first = NULL;
  g_autoptr (GHashTable) before = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  Churn churn = { 0, 0, 0 };
  guint n_before, n_kept = 0;

  search (model, "ha");
  n_before = get_n_rows (model);
  for (guint i = 0; i < n_before; i++)
    {
      AuPickerItem *item = g_list_model_get_item (rows, i);

      g_hash_table_insert (before, item, item);
    }
  first = g_object_ref (get_row (model, 0));
  g_signal_connect (rows, "items-changed", G_CALLBACK (items_changed_cb), &churn);

  search (model, "hal");
  g_assert_true (get_row (model, 0) == first);
  g_assert_cmpstr (au_picker_item_get_needle (first), ==, "hal");
  for (guint i = 0; i < get_n_rows (model); i++)
    n_kept += g_hash_table_contains (before, get_row (model, i));
  g_assert_cmpuint (n_kept, >, 1);
  /* Only those went that match no more, and only those came that were not there. */
  g_assert_cmpuint (churn.n_removed, ==, n_before - n_kept);
  g_assert_cmpuint (churn.n_added, ==, get_n_rows (model) - n_kept);

  churn = (Churn){ 0, 0, 0 };
  search (model, "hal ");
  au_picker_model_refresh (model);
  g_assert_cmpuint (churn.n_signals, ==, 0);
  g_signal_handlers_disconnect_by_data (rows, &churn);
}

static void
test_diff (void)
{
  /* Any list out of any other, with as few changes as the longest common run allows. */
  for (int round = 0; round < 500; round++)
    {
      g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
      g_autoptr (GPtrArray) pool = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
      guint table[13][13] = { 0 };
      guint old[12];
      guint n_old = 0;
      Churn churn = { 0, 0, 0 };

      for (guint i = 0; i < 12; i++)
        g_ptr_array_add (pool, g_object_new (G_TYPE_OBJECT, NULL));
      for (guint i = 0; i < 12; i++)
        if (g_test_rand_bit ())
          {
            g_list_store_append (store, g_ptr_array_index (pool, i));
            old[n_old++] = i;
          }
      for (guint i = 0; i < 12; i++)
        if (g_test_rand_bit ())
          g_ptr_array_insert (wanted, g_test_rand_int_range (0, (int) wanted->len + 1),
                              g_ptr_array_index (pool, i));
      for (guint i = 0; i < n_old; i++)
        for (guint j = 0; j < wanted->len; j++)
          table[i + 1][j + 1] =
            g_ptr_array_index (pool, old[i]) == g_ptr_array_index (wanted, j) ?
            table[i][j] + 1 : MAX (table[i][j + 1], table[i + 1][j]);

      g_signal_connect (store, "items-changed", G_CALLBACK (items_changed_cb), &churn);
      au_picker_diff_apply (store, wanted);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, wanted->len);
      for (guint i = 0; i < wanted->len; i++)
        {
          g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

          g_assert_true (item == g_ptr_array_index (wanted, i));
        }
      g_assert_cmpuint (churn.n_removed, ==, n_old - table[n_old][wanted->len]);
      g_assert_cmpuint (churn.n_added, ==, wanted->len - table[n_old][wanted->len]);
    }
}

static void
count_cb (AuPickerModel *model,
          guint         *count)
{
  (*count)++;
}

static gboolean
yield_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_late_answers (void)
{
  static const char *const texts[] = { "h", "ha", "hal", "e", "zolw", "", "a0XSAMPLE000009", "no" };
  g_autoptr (AuPickerModel) model = create_model ();
  g_autoptr (AuPickerModel) calm = create_model ();
  guint n_answers = 0;

  g_signal_connect (model, "searched", G_CALLBACK (count_cb), &n_answers);
  /* Texts follow each other faster than the answers come, with pauses of any length between: what
   * is listed in the end is what a search with nothing before it lists. */
  for (int round = 0; round < 60; round++)
    {
      const char *last = NULL;
      int n = g_test_rand_int_range (2, 8);

      n_answers = 0;
      for (int i = 0; i < n; i++)
        {
          gboolean yielded = FALSE;

          last = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
          au_picker_model_search (model, last);
          if (g_test_rand_bit ())
            {
              g_timeout_add ((guint) g_test_rand_int_range (0, 3), yield_cb, &yielded);
              au_test_wait_for (is_true, &yielded);
            }
        }
      au_test_wait_for (is_done, model);
      g_assert_cmpuint (n_answers, <=, (guint) n);
      g_assert_cmpstr (au_picker_model_get_text (model), ==, last);
      search (calm, last);
      g_assert_cmpuint (au_picker_model_get_n_matches (model), ==,
                        au_picker_model_get_n_matches (calm));
      g_assert_cmpuint (get_n_rows (model), ==, get_n_rows (calm));
      for (guint i = 0; i < get_n_rows (calm); i++)
        g_assert_cmpstr (au_picker_item_get_id (get_row (model, i)), ==,
                         au_picker_item_get_id (get_row (calm, i)));
    }
}

static void
test_bookmarks (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autoptr (AuPickerModel) model = create_model ();
  AuBookmarks *bookmarks = au_session_get_bookmarks (session);
  g_autoptr (AuBookmarks) other = au_bookmarks_new (settings);

  g_settings_reset (settings, "favourites");
  au_bookmarks_set_source (other, "databricks");
  au_bookmarks_add (other, AU_BOOKMARKS_FAVOURITES, "a0XOTHER0000001", "Of another source");
  au_bookmarks_add (bookmarks, AU_BOOKMARKS_FAVOURITES, "a0XSAMPLE000001", "Halden Freight");
  au_bookmarks_add (bookmarks, AU_BOOKMARKS_FAVOURITES, "a0XGONE00000001", "Vanished <Ltd>");
  au_bookmarks_add (bookmarks, AU_BOOKMARKS_FAVOURITES, "a0XSAMPLE000003", "Oriel Genomics");
  au_bookmarks_add (bookmarks, AU_BOOKMARKS_FAVOURITES, "a0XSAMPLE000001AAA", "The same again");
  g_assert_cmpuint (au_bookmarks_get_n_items (bookmarks, AU_BOOKMARKS_FAVOURITES), ==, 3);
  g_assert_cmpuint (au_bookmarks_get_n_items (other, AU_BOOKMARKS_FAVOURITES), ==, 1);

  /* One that the source lists no more stays, is called what it was called, and can be found. */
  search (model, "vanished");
  g_assert_cmpuint (get_n_rows (model), >=, 1);
  g_assert_cmpint (au_picker_item_get_kind (get_row (model, 0)), ==, AU_PICKER_GONE);
  g_assert_null (au_picker_item_get_subscription (get_row (model, 0)));
  search (model, "");
  g_assert_cmpstr (row_account (model, 1), ==, "Vanished <Ltd>");

  au_bookmarks_move (bookmarks, "a0XSAMPLE000003", "a0XSAMPLE000001");
  au_picker_model_refresh (model);
  g_assert_cmpstr (row_account (model, 0), ==, "Oriel Genomics");
  g_assert_cmpstr (row_account (model, 1), ==, "Halden Freight");
  au_bookmarks_move (bookmarks, "a0XSAMPLE000003", NULL);
  au_bookmarks_remove (bookmarks, AU_BOOKMARKS_FAVOURITES, "a0XGONE00000001");
  au_picker_model_refresh (model);
  g_assert_cmpstr (row_account (model, 0), ==, "Halden Freight");
  g_assert_cmpstr (row_account (model, 1), ==, "Oriel Genomics");

  /* Another session finds them in the settings. */
  au_bookmarks_set_source (other, "sample");
  g_assert_cmpint (au_bookmarks_find (other, AU_BOOKMARKS_FAVOURITES, "a0XSAMPLE000003"), ==, 1);
  g_settings_reset (settings, "favourites");
  g_assert_cmpuint (au_bookmarks_get_n_items (bookmarks, AU_BOOKMARKS_FAVOURITES), ==, 0);
}

static void
test_picks (void)
{
  g_autoptr (AuPickerModel) model = create_model ();
  AuPickerPicks *picks = au_picker_model_get_picks (model);
  AuSubscriptionIndex *index = au_session_get_index (session);
  g_autoptr (GError) error = NULL;

  search (model, "");
  for (guint i = 0; i < 200; i++)
    {
      AuSubscription *subscription = au_subscription_index_get_item (index, i);

      g_assert_true (au_picker_picks_add (picks, subscription, &error));
      g_assert_no_error (error);
    }
  /* The same one again is none more, but another one is. */
  g_assert_true (au_picker_picks_add (picks, au_subscription_index_get_item (index, 7), &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (picks)), ==, 200);
  g_assert_false (au_picker_picks_add (picks, au_subscription_index_get_item (index, 200), &error));
  g_assert_error (error, AU_ERROR, AU_ERROR_TOO_MANY);

  g_assert_true (au_picker_item_is_picked (get_row (model, get_n_rows (model) - 1)));
  au_picker_picks_remove (picks, au_picker_item_get_subscription (get_row (model, 3)));
  g_assert_false (au_picker_item_is_picked (get_row (model, 3)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (picks)), ==, 199);
  au_picker_picks_set (picks, NULL);
  g_assert_false (au_picker_item_is_picked (get_row (model, 0)));
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

  g_test_add_func ("/ui/picker/ranking", test_ranking);
  g_test_add_func ("/ui/picker/more", test_more);
  g_test_add_func ("/ui/picker/sections", test_sections);
  g_test_add_func ("/ui/picker/look-ups", test_look_ups);
  g_test_add_func ("/ui/picker/churn", test_churn);
  g_test_add_func ("/ui/picker/diff", test_diff);
  g_test_add_func ("/ui/picker/late-answers", test_late_answers);
  g_test_add_func ("/ui/picker/bookmarks", test_bookmarks);
  g_test_add_func ("/ui/picker/picks", test_picks);
  status = g_test_run ();
  g_clear_object (&session);
  return status;
}
