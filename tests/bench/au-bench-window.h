/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-window-private.h"

G_BEGIN_DECLS

/* The real window over the sample workspace, which is made where it is not there yet. */
void       au_bench_window_init    (void);
AuWindow * au_bench_window_new     (const char    *subscription,
                                    const char    *view);
void       au_bench_window_open    (AuWindow      *window);
void       au_bench_window_close   (AuWindow      *window);

/* Conditions for au_test_wait_for(). */
gboolean   au_bench_window_is_done (gpointer       window);

/* Runs the main loop until the widget, or the window, has drawn its next frame. */
void       au_bench_draw           (GtkWidget     *widget);
void       au_bench_window_draw    (AuWindow      *window);

/* Runs the main loop until all is loaded, drawn, and nothing moves any more. */
void       au_bench_window_settle  (AuWindow      *window);

G_END_DECLS
