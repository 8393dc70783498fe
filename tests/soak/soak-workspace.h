/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The stand-in workspace as a process of its own, so that its memory is not counted as the app's:
 * the test's program itself, when it gets this option. */
#define SOAK_WORKSPACE_OPTION "--workspace"

typedef struct _SoakWorkspace SoakWorkspace;

int            soak_workspace_run        (void);
SoakWorkspace *soak_workspace_start      (void);
void           soak_workspace_stop       (SoakWorkspace *self);
const char    *soak_workspace_get_uri    (SoakWorkspace *self);
void           soak_workspace_set_fault  (SoakWorkspace *self,
                                          const char    *fault);
void           soak_workspace_heal       (SoakWorkspace *self);
void           soak_workspace_expire     (SoakWorkspace *self);

G_END_DECLS
