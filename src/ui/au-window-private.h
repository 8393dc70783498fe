/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-dashboard.h"
#include "au-subscription-picker.h"
#include "au-link.h"
#include "au-window.h"

G_BEGIN_DECLS

struct _AuWindow
{
  AdwApplicationWindow parent_instance;

  AuSession *session;
  GCancellable *cancellable; /* cancelled when the window closes */
  AuSelection *shown;        /* (nullable): what the window was last about */
  AuLink *link;              /* (nullable): waits for the list of subscriptions */
  gboolean restoring;        /* the sidebar is being set, not chosen */

  /* Template widgets */
  AdwToastOverlay *toasts;
  AdwOverlaySplitView *split;
  GtkListBox *views;
  GtkWidget *sidebar_button;
  AuSubscriptionPicker *picker;
  GtkWidget *menu_button;
  GtkWidget *refresh_button;
  GtkButton *star_button;
  AdwBanner *banner;
  GtkStack *pages;
  AdwStatusPage *loading;
  GtkProgressBar *progress;
  AdwStatusPage *failed;
  GtkWidget *failed_sign_in;
  AuDashboard *dashboard;
};

void _au_window_class_install_actions (GtkWidgetClass *widget_class);
void _au_window_update_actions        (AuWindow       *self);
void _au_window_watch_dialogs         (AuWindow       *self);
void _au_window_copy_link            (AuWindow       *self);
void _au_window_offer_pending_link   (AuWindow       *self);
void _au_window_class_install_export (GtkWidgetClass *widget_class);
void _au_window_class_install_provenance (GtkWidgetClass *widget_class);
void _au_window_tell_saved           (AuWindow       *self,
                                      GFile          *file,
                                      const GError   *error);
void _au_window_copy_card            (AuWindow       *self,
                                      AuChartCard    *card);
void _au_window_export_card           (AuWindow       *self,
                                       AuChartCard    *card);

G_END_DECLS
