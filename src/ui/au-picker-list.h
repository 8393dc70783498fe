/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AuPickerListRowFunc:
 * @owner: what was given to au_picker_list_set_up()
 * @list_item: a row of the list
 */
typedef void (*AuPickerListRowFunc) (gpointer     owner,
                                     GtkListItem *list_item);

/**
 * AuPickerListKind:
 * @setup: gives a row its child
 * @bind: shows the row's item in it
 * @unbind: (nullable): shows none
 * @get_heading: what to call the section of an item, untranslated
 *
 * How a list in sections shows its items.
 */
typedef struct
{
  AuPickerListRowFunc setup;
  AuPickerListRowFunc bind;
  AuPickerListRowFunc unbind;
  const char *(*get_heading) (gpointer item);
} AuPickerListKind;

void au_picker_list_set_up (GtkListView            *list,
                            const AuPickerListKind *kind,
                            GtkWidget              *owner);

G_END_DECLS
