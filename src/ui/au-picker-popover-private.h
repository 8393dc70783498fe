/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-picker-chips.h"
#include "au-picker-popover.h"

#include <adwaita.h>

G_BEGIN_DECLS

struct _AuPickerPopover
{
  GtkPopover parent_instance;

  AuSession *session;
  AuPickerModel *model;
  GtkSingleSelection *selection;
  GPtrArray *rows;       /* (element-type AuPickerRow): to be used again when they are free */
  guint top_tick;        /* 0, or the beginning of the list is to be shown */
  gint64 top_frame;      /* the frame that shows it, -1 before */
  gboolean moved;        /* something else would have been shown */
  guint more_source;     /* 0, or more rows are about to come */
  guint announce_source; /* 0, or the number of matches is about to be told */
  GCancellable *looking_up; /* (nullable): of a team that is looked up */
  gboolean typed;        /* the answer to come is to another text */
  gboolean activating;   /* Enter was pressed before it came */
  int n_chars;           /* that the rows have room for, 0 for plenty */

  /* Template widgets */
  AdwClamp *across;
  AdwClamp *down;
  GtkSearchEntry *entry;
  AuPickerChips *chips;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkAdjustment *adjustment; /* of the list */
  GtkBox *bottom;
  GtkLabel *footer;
  GtkButton *show_button;
};

void          _au_picker_popover_announce       (AuPickerPopover       *self,
                                                 const char            *text);
void          _au_picker_popover_tell           (AuPickerPopover       *self,
                                                 const char            *text);
AuPickerItem *_au_picker_popover_get_selected   (AuPickerPopover       *self);
guint         _au_picker_popover_get_n_picks    (AuPickerPopover       *self);
gboolean      _au_picker_popover_is_empty       (AuPickerPopover       *self);
void          _au_picker_popover_say_selected   (AuPickerPopover       *self);
void          _au_picker_popover_look_up        (AuPickerPopover       *self,
                                                 const char            *text,
                                                 gboolean               by_name);
void          _au_picker_popover_create_rows    (AuPickerPopover       *self);

void          _au_picker_popover_select_first   (AuPickerPopover       *self);
void          _au_picker_popover_select_id      (AuPickerPopover       *self,
                                                 const char            *id,
                                                 guint                  otherwise);
void          _au_picker_popover_leave_top      (AuPickerPopover       *self);
void          _au_picker_popover_scrolled_cb    (AuPickerPopover       *self);

void          _au_picker_popover_show_picks     (AuPickerPopover       *self);
void          _au_picker_popover_toggle_pick    (AuPickerPopover       *self,
                                                 AuPickerItem          *item);
void          _au_picker_popover_toggle_star    (AuPickerPopover       *self,
                                                 AuPickerItem          *item);
void          _au_picker_popover_cancel_look_up (AuPickerPopover       *self);
void          _au_picker_popover_activate       (AuPickerPopover       *self,
                                                 AuPickerItem          *item);
void          _au_picker_popover_activate_now   (AuPickerPopover       *self);
void          _au_picker_popover_insert_text_cb (AuPickerPopover       *self,
                                                 const char            *text,
                                                 int                    length,
                                                 int                   *position,
                                                 GtkEditable           *editable);

gboolean      _au_picker_popover_key_cb         (AuPickerPopover       *self,
                                                 guint                  keyval,
                                                 guint                  keycode,
                                                 GdkModifierType        state,
                                                 GtkEventControllerKey *controller);

G_END_DECLS
