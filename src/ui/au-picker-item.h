/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription-hits.h"

G_BEGIN_DECLS

/**
 * AuPickerSection:
 * @AU_PICKER_LOOK_UP: what the typed digits may mean
 * @AU_PICKER_FAVOURITES: what the person marked
 * @AU_PICKER_RECENT: what was opened lately
 * @AU_PICKER_ALL: the best of the others
 * @AU_PICKER_BY_TEAM: the way to teams of that name
 *
 * The sections of the picker's list, in their order.
 */
typedef enum
{
  AU_PICKER_LOOK_UP,
  AU_PICKER_FAVOURITES,
  AU_PICKER_RECENT,
  AU_PICKER_ALL,
  AU_PICKER_BY_TEAM,
} AuPickerSection;

#define AU_PICKER_N_SECTIONS (AU_PICKER_BY_TEAM + 1)

/**
 * AuPickerKind:
 * @AU_PICKER_SUBSCRIPTION: a subscription of the index
 * @AU_PICKER_GONE: a favourite that the source does not list
 * @AU_PICKER_TEAM_IDS: a look-up of the typed team ids
 * @AU_PICKER_TEAM_NAME: a search for teams by the typed name
 */
typedef enum
{
  AU_PICKER_SUBSCRIPTION,
  AU_PICKER_GONE,
  AU_PICKER_TEAM_IDS,
  AU_PICKER_TEAM_NAME,
} AuPickerKind;

#define AU_TYPE_PICKER_ITEM (au_picker_item_get_type ())

/**
 * AuPickerItem:
 *
 * A row of the picker. It lives as long as the list has it, through any number of searches, so that
 * its row is not made anew; what may change meanwhile is told by `changed`.
 */
G_DECLARE_FINAL_TYPE (AuPickerItem, au_picker_item, AU, PICKER_ITEM, GObject)

AuPickerItem    *au_picker_item_new_subscription (AuPickerSection      section,
                                                  AuSubscriptionIndex *index,
                                                  guint                position);
AuPickerItem    *au_picker_item_new_gone         (const char          *id,
                                                  const char          *title);
AuPickerItem    *au_picker_item_new_look_up      (AuPickerSection      section,
                                                  AuPickerKind         kind,
                                                  const char          *text);
AuPickerKind     au_picker_item_get_kind         (AuPickerItem        *self);
AuPickerSection  au_picker_item_get_section      (AuPickerItem        *self);
guint            au_picker_item_get_position     (AuPickerItem        *self);
AuSubscription  *au_picker_item_get_subscription (AuPickerItem        *self);
const char      *au_picker_item_get_id           (AuPickerItem        *self);
const char      *au_picker_item_get_title        (AuPickerItem        *self);
char            *au_picker_item_dup_detail       (AuPickerItem        *self);
char            *au_picker_item_dup_seats        (AuPickerItem        *self);
char            *au_picker_item_dup_phrase       (AuPickerItem        *self);
const char      *au_picker_item_get_needle       (AuPickerItem        *self);
gboolean         au_picker_item_is_favourite     (AuPickerItem        *self);
gboolean         au_picker_item_is_picked        (AuPickerItem        *self);
void             au_picker_item_update           (AuPickerItem        *self,
                                                  const char          *needle,
                                                  gboolean             picked);

G_END_DECLS
