/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-diff.h"

/* Marks in @keep a longest run of items whose old places ascend: they can stay where they are. */
static void
find_kept (const int *old_places,
           guint      n,
           gboolean  *keep)
{
  /* Of the best run of each length its last item, and of each item the one before it in its run. */
  g_autofree guint *tails = g_new (guint, n + 1);
  g_autofree int *before = g_new (int, n + 1);
  guint length = 0;
  int last;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (old_places[i] < 0)
        continue;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (old_places[tails[middle]] < old_places[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? (int) tails[low - 1] : -1;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  for (last = length > 0 ? (int) tails[length - 1] : -1; last >= 0; last = before[last])
    keep[last] = TRUE;
}

/**
 * au_picker_diff_apply:
 * @store: a list, each object in it once
 * @items: (element-type GObject): what it is to hold, each object once
 *
 * Makes @store hold @items. As many objects as possible stay where they are, and what changes is
 * told only of the places where it does, so that a view keeps the rows of all others.
 */
void
au_picker_diff_apply (GListStore *store,
                      GPtrArray  *items)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  g_autoptr (GHashTable) old = g_hash_table_new (NULL, NULL);
  g_autofree int *old_places = g_new (int, items->len + 1);
  g_autofree gboolean *keep = g_new0 (gboolean, items->len + 1);
  guint done_old = 0; /* of the old items */
  guint done = 0;     /* of the new ones; so far @store is as it is to be */

  for (guint i = 0; i < n_old; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      /* The store keeps it alive. */
      g_hash_table_insert (old, item, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < items->len; i++)
    old_places[i] = GPOINTER_TO_INT (g_hash_table_lookup (old, g_ptr_array_index (items, i))) - 1;
  find_kept (old_places, items->len, keep);

  for (guint i = 0; i <= items->len; i++)
    {
      guint place;

      if (i < items->len && !keep[i])
        continue;
      place = i < items->len ? (guint) old_places[i] : n_old;
      if (place > done_old || i > done)
        g_list_store_splice (store, done, place - done_old, items->pdata + done, i - done);
      done_old = place + 1;
      done = i + 1;
    }
}
