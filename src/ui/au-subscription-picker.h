/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_SUBSCRIPTION_PICKER (au_subscription_picker_get_type ())

G_DECLARE_FINAL_TYPE (AuSubscriptionPicker, au_subscription_picker, AU, SUBSCRIPTION_PICKER,
                      GtkWidget)

void     au_subscription_picker_set_session (AuSubscriptionPicker *self,
                                             AuSession            *session);
void     au_subscription_picker_open        (AuSubscriptionPicker *self);
gboolean au_subscription_picker_is_open     (AuSubscriptionPicker *self);
GtkPopover *au_subscription_picker_get_popover (AuSubscriptionPicker *self);
char       *au_subscription_picker_dup_lines   (AuSelection          *selection);

G_END_DECLS
