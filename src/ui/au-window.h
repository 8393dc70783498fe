/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AU_TYPE_WINDOW (au_window_get_type ())

/**
 * AuWindow:
 *
 * The main window: sidebar of views, picker, and what is chosen.
 */
G_DECLARE_FINAL_TYPE (AuWindow, au_window, AU, WINDOW, AdwApplicationWindow)

AuWindow   *au_window_new         (AdwApplication *application,
                                   AuSession      *session);
AuSession  *au_window_get_session (AuWindow       *self);
void        au_window_set_view    (AuWindow       *self,
                                   const char     *view);
const char *au_window_get_view    (AuWindow       *self);
gboolean    au_window_is_settled  (AuWindow       *self);
void        au_window_add_toast   (AuWindow       *self,
                                   const char     *text);
void        au_window_offer_link  (AuWindow       *self,
                                   const char     *text);

G_END_DECLS
