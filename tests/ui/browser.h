/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A browser to sign in with: the test's program itself, when it gets this option and an address. */
#define BROWSER_OPTION "--browse"

int   browser_run     (const char *uri);
char *browser_install (void);
void  browser_remove  (char       *home);

G_END_DECLS
