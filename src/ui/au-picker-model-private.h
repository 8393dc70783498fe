/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-model.h"
#include "au-subscription-hits.h"

G_BEGIN_DECLS

/* Nobody reads further; what is meant is found by typing more. */
#define AU_PICKER_MAX_SHOWN 200

struct _AuPickerModel
{
  GObject parent_instance;

  AuBookmarks *bookmarks;
  AuSubscriptionIndex *index; /* (nullable) */
  GListStore *sections[AU_PICKER_N_SECTIONS];
  GListModel *rows;
  AuPickerPicks *picks;

  char *text; /* (nullable): what is searched for or was last */
  GCancellable *cancellable; /* (nullable): of the search that runs */

  /* Of the last answer. */
  AuSubscriptionHits *hits; /* (nullable) */
  GArray *chosen; /* (nullable) (element-type uint): positions, best first */
  GArray *rest;   /* (element-type uint): those of them that no other section lists */
};

void _au_picker_model_forget_items  (AuPickerModel *self);
void _au_picker_model_fill_sections (AuPickerModel *self,
                                     guint          n_before);
void _au_picker_model_fill_rest     (AuPickerModel *self,
                                     guint          n);

G_END_DECLS
