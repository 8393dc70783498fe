/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-selection.h"
#include "au-error.h"
#include "au-ids.h"

#include <glib/gi18n.h>

struct _AuSelection
{
  GObject parent_instance;

  GPtrArray *subscriptions;
  GStrv ids;
  char *title;
  char *subtitle;
};

G_DEFINE_FINAL_TYPE (AuSelection, au_selection, G_TYPE_OBJECT)

static void
au_selection_finalize (GObject *object)
{
  AuSelection *self = AU_SELECTION (object);

  g_clear_pointer (&self->subscriptions, g_ptr_array_unref);
  g_strfreev (self->ids);
  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (au_selection_parent_class)->finalize (object);
}

static void
au_selection_class_init (AuSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_selection_finalize;
}

static void
au_selection_init (AuSelection *self)
{
}

/* How many of several accounts, or of several ids, are named. */
#define MAX_NAMED 3

static const char *
get_name (AuSubscription *subscription)
{
  const char *name = au_subscription_get_account_name (subscription);

  /* A source may have no name for it. */
  return *name != '\0' ? name : au_subscription_get_id (subscription);
}

/* "Halden Freight, Oriel Genomics and 2 more": the accounts, each once. */
static char *
dup_accounts (AuSelection *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *listed = NULL;
  guint more = 0;

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (self->subscriptions, i);
      const char *account = au_subscription_get_account_id (subscription);

      if (*account == '\0')
        account = au_subscription_get_id (subscription);
      if (g_hash_table_add (seen, (gpointer) account))
        g_ptr_array_add (names, (gpointer) get_name (subscription));
    }
  if (names->len > MAX_NAMED)
    {
      more = names->len - MAX_NAMED + 1;
      g_ptr_array_set_size (names, MAX_NAMED - 1);
    }
  g_ptr_array_add (names, NULL);
  listed = g_strjoinv (", ", (char **) names->pdata);
  if (more == 0)
    return g_steal_pointer (&listed);
  /* Translators: %s are names of accounts, %u how many more there are. */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", more), listed, more);
}

static char *
dup_ids (AuSelection *self)
{
  guint n = self->subscriptions->len;

  if (n <= MAX_NAMED)
    return g_strjoinv (" + ", self->ids);
  /* Translators: %s and %s are ids of subscriptions, %u how many more there are. */
  return g_strdup_printf (ngettext ("%s + %s and %u more", "%s + %s and %u more", n - 2),
                          self->ids[0], self->ids[1], n - 2);
}

static void
name_selection (AuSelection *self)
{
  AuSubscription *first = g_ptr_array_index (self->subscriptions, 0);
  guint n = self->subscriptions->len;
  g_autofree char *ids = dup_ids (self);

  self->title = dup_accounts (self);
  if (n == 1)
    self->subtitle = g_strdup_printf ("%s · %s", au_subscription_get_name (first), ids);
  else
    /* Translators: %u is how many subscriptions are shown together, %s are their ids. */
    self->subtitle = g_strdup_printf (ngettext ("%u subscription · %s", "%u subscriptions · %s", n),
                                      n, ids);
}

/**
 * au_selection_new:
 * @subscriptions: (element-type AuSubscription): what is chosen; duplicates are dropped
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the selection; %NULL with %AU_ERROR_EMPTY_LIST for none, or
 *   %AU_ERROR_TOO_MANY for more than one statement takes
 */
AuSelection *
au_selection_new (GPtrArray *subscriptions,
                  GError   **error)
{
  g_autoptr (AuSelection) self = g_object_new (AU_TYPE_SELECTION, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  self->subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < subscriptions->len; i++)
    {
      AuSubscription *subscription = g_ptr_array_index (subscriptions, i);

      if (!g_hash_table_add (seen, au_subscription_id_key (au_subscription_get_id (subscription))))
        continue;
      g_ptr_array_add (self->subscriptions, g_object_ref (subscription));
      g_strv_builder_add (ids, au_subscription_get_id (subscription));
    }
  self->ids = g_strv_builder_end (ids);

  if (self->subscriptions->len == 0)
    {
      g_set_error_literal (error, AU_ERROR, AU_ERROR_EMPTY_LIST,
                           _("No subscription is chosen; choose at least one."));
      return NULL;
    }
  if (self->subscriptions->len > AU_MAX_SUBSCRIPTIONS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_TOO_MANY,
                   /* Translators: %u how many were chosen, %d how many are allowed. */
                   _("%u subscriptions are more than the %d that one statement takes, and people counted once cannot be added up from parts; choose fewer."),
                   self->subscriptions->len, AU_MAX_SUBSCRIPTIONS);
      return NULL;
    }
  name_selection (self);
  return g_steal_pointer (&self);
}

guint
au_selection_get_n_items (AuSelection *self)
{
  g_return_val_if_fail (AU_IS_SELECTION (self), 0);

  return self->subscriptions->len;
}

AuSubscription *
au_selection_get_item (AuSelection *self,
                       guint        index)
{
  g_return_val_if_fail (AU_IS_SELECTION (self) && index < self->subscriptions->len, NULL);

  return g_ptr_array_index (self->subscriptions, index);
}

/**
 * au_selection_get_ids:
 *
 * Returns: (transfer none) (array zero-terminated=1): the ids, in the form that the source listed
 */
const char *const *
au_selection_get_ids (AuSelection *self)
{
  g_return_val_if_fail (AU_IS_SELECTION (self), NULL);

  return (const char *const *) self->ids;
}

static int
compare_team_ids (gconstpointer a,
                  gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/**
 * au_selection_get_team_ids:
 *
 * Returns: (transfer floating): the teams of all subscriptions as `ax`, ascending, each once; may
 * be
 *   empty
 */
GVariant *
au_selection_get_team_ids (AuSelection *self)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint kept = 0;

  g_return_val_if_fail (AU_IS_SELECTION (self), NULL);

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      guint n;
      const gint64 *ids = au_subscription_get_team_ids (g_ptr_array_index (self->subscriptions, i),
                                                        &n);

      if (n > 0)
        g_array_append_vals (all, ids, n);
    }
  g_array_sort (all, compare_team_ids);
  for (guint i = 0; i < all->len; i++)
    if (i == 0 || g_array_index (all, gint64, i) != g_array_index (all, gint64, i - 1))
      g_array_index (all, gint64, kept++) = g_array_index (all, gint64, i);

  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, all->data, kept, sizeof (gint64));
}

/**
 * au_selection_get_seats:
 *
 * Returns: the sum of `subscriptions.seats`, or -1 where one of them has no number
 */
gint64
au_selection_get_seats (AuSelection *self)
{
  gint64 sum = 0;

  g_return_val_if_fail (AU_IS_SELECTION (self), -1);

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      gint64 seats = au_subscription_get_seats (g_ptr_array_index (self->subscriptions, i));

      if (seats < 0 || __builtin_add_overflow (sum, seats, &sum))
        return -1;
    }
  return sum;
}

/**
 * au_selection_get_title:
 *
 * Returns: (transfer none): the account's name, or how many subscriptions there are
 */
const char *
au_selection_get_title (AuSelection *self)
{
  g_return_val_if_fail (AU_IS_SELECTION (self), NULL);

  return self->title;
}

/**
 * au_selection_get_subtitle:
 *
 * Returns: (transfer none): the subscription's name and id, or the ids of several
 */
const char *
au_selection_get_subtitle (AuSelection *self)
{
  g_return_val_if_fail (AU_IS_SELECTION (self), NULL);

  return self->subtitle;
}
