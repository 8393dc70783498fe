/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-subscription.h"

G_BEGIN_DECLS

/**
 * AuPickerSection:
 *
 * The sections of the picker's list, in their order.
 */
typedef enum
{
  AU_PICKER_FAVOURITES,
  AU_PICKER_RECENT,
  AU_PICKER_ALL,
} AuPickerSection;

#define AU_TYPE_PICKER_ITEM (au_picker_item_get_type ())

/**
 * AuPickerItem:
 *
 * A subscription as a row of the picker: in which section, and what to mark in it.
 */
G_DECLARE_FINAL_TYPE (AuPickerItem, au_picker_item, AU, PICKER_ITEM, GObject)

AuPickerItem    *au_picker_item_new              (AuSubscription  *subscription,
                                                  AuPickerSection  section,
                                                  const char      *needle,
                                                  gboolean         favourite);
AuSubscription  *au_picker_item_get_subscription (AuPickerItem    *self);
AuPickerSection  au_picker_item_get_section      (AuPickerItem    *self);
const char      *au_picker_item_get_needle       (AuPickerItem    *self);
gboolean         au_picker_item_is_favourite     (AuPickerItem    *self);

G_END_DECLS
