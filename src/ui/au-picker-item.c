/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-item.h"
#include "au-format.h"

#include <glib/gi18n.h>

struct _AuPickerItem
{
  GObject parent_instance;

  AuPickerKind kind;
  AuPickerSection section;
  AuSubscriptionIndex *index; /* (nullable) */
  guint position;
  char *id;    /* (nullable): of one that is gone */
  char *title; /* (nullable): of one that is gone, or of a look-up */

  char *needle;
  gboolean picked;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuPickerItem, au_picker_item, G_TYPE_OBJECT)

static void
au_picker_item_finalize (GObject *object)
{
  AuPickerItem *self = AU_PICKER_ITEM (object);

  g_clear_pointer (&self->index, au_subscription_index_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->needle);

  G_OBJECT_CLASS (au_picker_item_parent_class)->finalize (object);
}

static void
au_picker_item_class_init (AuPickerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_picker_item_finalize;

  /**
   * AuPickerItem::changed:
   *
   * What to mark in it is something else, or it was picked or is no more.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AU_TYPE_PICKER_ITEM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
au_picker_item_init (AuPickerItem *self)
{
  self->needle = g_strdup ("");
}

/**
 * au_picker_item_new_subscription:
 * @section: where it stands
 * @index: the subscriptions of the source
 * @position: of one of them
 *
 * Returns: (transfer full): a row for it
 */
AuPickerItem *
au_picker_item_new_subscription (AuPickerSection      section,
                                 AuSubscriptionIndex *index,
                                 guint                position)
{
  AuPickerItem *self = g_object_new (AU_TYPE_PICKER_ITEM, NULL);

  self->kind = AU_PICKER_SUBSCRIPTION;
  self->section = section;
  self->index = au_subscription_index_ref (index);
  self->position = position;
  return self;
}

/**
 * au_picker_item_new_gone:
 * @id: a favourite's id
 * @title: what it was called
 *
 * Returns: (transfer full): a row that tells that the source does not list it
 */
AuPickerItem *
au_picker_item_new_gone (const char *id,
                         const char *title)
{
  AuPickerItem *self = g_object_new (AU_TYPE_PICKER_ITEM, NULL);

  self->kind = AU_PICKER_GONE;
  self->section = AU_PICKER_FAVOURITES;
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

/**
 * au_picker_item_new_look_up:
 * @section: where it stands
 * @kind: %AU_PICKER_TEAM_IDS or %AU_PICKER_TEAM_NAME
 * @text: what to call it
 *
 * Returns: (transfer full): a row that offers to look that up
 */
AuPickerItem *
au_picker_item_new_look_up (AuPickerSection section,
                            AuPickerKind    kind,
                            const char     *text)
{
  AuPickerItem *self = g_object_new (AU_TYPE_PICKER_ITEM, NULL);

  self->kind = kind;
  self->section = section;
  self->title = g_strdup (text);
  return self;
}

AuPickerKind
au_picker_item_get_kind (AuPickerItem *self)
{
  return self->kind;
}

AuPickerSection
au_picker_item_get_section (AuPickerItem *self)
{
  return self->section;
}

/**
 * au_picker_item_get_position:
 *
 * Returns: of a subscription, its position in the index
 */
guint
au_picker_item_get_position (AuPickerItem *self)
{
  return self->position;
}

/**
 * au_picker_item_get_subscription:
 *
 * Returns: (transfer none) (nullable): the subscription, where the row is one
 */
AuSubscription *
au_picker_item_get_subscription (AuPickerItem *self)
{
  return self->index != NULL ? au_subscription_index_get_item (self->index, self->position) : NULL;
}

/**
 * au_picker_item_get_id:
 *
 * Returns: (transfer none) (nullable): the subscription's id, gone or not
 */
const char *
au_picker_item_get_id (AuPickerItem *self)
{
  return self->index != NULL ? au_subscription_index_get_id (self->index, self->position) :
         self->id;
}

/**
 * au_picker_item_get_title:
 *
 * Returns: (transfer none): the account's name; of a look-up what is typed
 */
const char *
au_picker_item_get_title (AuPickerItem *self)
{
  const char *title = self->title;

  if (self->index != NULL)
    title = au_subscription_index_get_account_name (self->index, self->position);
  /* A source may have no name for it. */
  if ((title == NULL || *title == '\0') && au_picker_item_get_id (self) != NULL)
    title = au_picker_item_get_id (self);
  return title;
}

/**
 * au_picker_item_dup_detail:
 *
 * Returns: (transfer full): what is said below the title
 */
char *
au_picker_item_dup_detail (AuPickerItem *self)
{
  switch (self->kind)
    {
      case AU_PICKER_SUBSCRIPTION:
        return g_strdup_printf ("%s · %s",
                                au_subscription_index_get_name (self->index, self->position),
                                au_subscription_index_get_id (self->index, self->position));

      case AU_PICKER_GONE:
        /* Translators: %s is the id of a subscription that was marked as a favourite. */
        return g_strdup_printf (_("Not listed any more · %s"), self->id);

      case AU_PICKER_TEAM_IDS:
        return g_strdup (_("Find the subscription by the team’s id"));

      case AU_PICKER_TEAM_NAME:
        return g_strdup (_("Find the subscription by the team’s name"));

      default:
        g_return_val_if_reached (NULL);
    }
}

/**
 * au_picker_item_dup_seats:
 *
 * Returns: (transfer full): how many seats it has; empty where it is no subscription
 */
char *
au_picker_item_dup_seats (AuPickerItem *self)
{
  gint64 n = self->index != NULL ? au_subscription_index_get_seats (self->index, self->position) :
             -1;
  g_autofree char *count = NULL;

  if (self->index == NULL)
    return g_strdup ("");
  if (n < 0)
    return g_strdup (_("seats unknown"));
  count = au_format_count (au_format_get_default (), n);
  /* Translators: %s is a number of seats. */
  return g_strdup_printf (ngettext ("%s seat", "%s seats", (gulong) n), count);
}

/**
 * au_picker_item_dup_phrase:
 *
 * Returns: (transfer full): the whole row as one phrase, for screen readers
 */
char *
au_picker_item_dup_phrase (AuPickerItem *self)
{
  g_autofree char *detail = au_picker_item_dup_detail (self);
  g_autofree char *seats = au_picker_item_dup_seats (self);

  if (self->index == NULL)
    return g_strjoin (", ", au_picker_item_get_title (self), detail, NULL);
  return g_strjoin (", ", au_picker_item_get_title (self),
                    au_subscription_index_get_name (self->index, self->position), seats,
                    au_picker_item_is_favourite (self) ? _("favourite") : NULL, NULL);
}

/**
 * au_picker_item_get_needle:
 *
 * Returns: (transfer none): the folded text to mark
 */
const char *
au_picker_item_get_needle (AuPickerItem *self)
{
  return self->needle;
}

gboolean
au_picker_item_is_favourite (AuPickerItem *self)
{
  return self->section == AU_PICKER_FAVOURITES;
}

/**
 * au_picker_item_is_picked:
 *
 * Returns: whether it is one of several that are chosen together
 */
gboolean
au_picker_item_is_picked (AuPickerItem *self)
{
  return self->picked;
}

void
au_picker_item_update (AuPickerItem *self,
                       const char   *needle,
                       gboolean      picked)
{
  gboolean changed = self->picked != picked;

  self->picked = picked;
  changed = g_set_str (&self->needle, needle) || changed;
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
