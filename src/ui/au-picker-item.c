/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-item.h"

struct _AuPickerItem
{
  GObject parent_instance;

  AuSubscription *subscription;
  AuPickerSection section;
  char *needle;
  gboolean favourite;
};

G_DEFINE_FINAL_TYPE (AuPickerItem, au_picker_item, G_TYPE_OBJECT)

static void
au_picker_item_finalize (GObject *object)
{
  AuPickerItem *self = AU_PICKER_ITEM (object);

  g_clear_object (&self->subscription);
  g_free (self->needle);

  G_OBJECT_CLASS (au_picker_item_parent_class)->finalize (object);
}

static void
au_picker_item_class_init (AuPickerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_picker_item_finalize;
}

static void
au_picker_item_init (AuPickerItem *self)
{
}

AuPickerItem *
au_picker_item_new (AuSubscription *subscription,
                    AuPickerSection section,
                    const char     *needle,
                    gboolean        favourite)
{
  AuPickerItem *self = g_object_new (AU_TYPE_PICKER_ITEM, NULL);

  self->subscription = g_object_ref (subscription);
  self->section = section;
  self->needle = g_strdup (needle);
  self->favourite = favourite;
  return self;
}

AuSubscription *
au_picker_item_get_subscription (AuPickerItem *self)
{
  return self->subscription;
}

AuPickerSection
au_picker_item_get_section (AuPickerItem *self)
{
  return self->section;
}

/**
 * au_picker_item_get_needle:
 *
 * Returns: (transfer none): the folded text that is looked for
 */
const char *
au_picker_item_get_needle (AuPickerItem *self)
{
  return self->needle;
}

gboolean
au_picker_item_is_favourite (AuPickerItem *self)
{
  return self->favourite;
}
