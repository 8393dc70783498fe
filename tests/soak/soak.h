/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "soak-hands.h"
#include "soak-workspace.h"
#include "au-window-private.h"

G_BEGIN_DECLS

/**
 * Soak:
 * @application: the app
 * @workspace: where its numbers come from
 * @rand: of the action under way
 * @hands: what has the keyboard and the pointer
 */
typedef struct
{
  GtkApplication *application;
  SoakWorkspace *workspace;
  GRand *rand;
  SoakHands *hands;
} Soak;

AuWindow   *soak_get_window     (Soak        *soak);
GtkWindow  *soak_find_other     (Soak        *soak);
AdwDialog  *soak_find_dialog    (Soak        *soak);
void        soak_run            (Soak        *soak,
                                 guint        milliseconds);
void        soak_pace           (Soak        *soak);
void        soak_rest           (Soak        *soak);
gsize       soak_measure        (void);

const char *soak_act            (Soak        *soak);

G_END_DECLS
