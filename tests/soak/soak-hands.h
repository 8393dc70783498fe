/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Real keys and a real pointer, by xdotool. */
typedef struct _SoakHands SoakHands;

SoakHands *soak_hands_new      (void);
void       soak_hands_free     (SoakHands  *self);
void       soak_hands_press    (SoakHands  *self,
                                GtkWindow  *window,
                                const char *keys);
void       soak_hands_type     (SoakHands  *self,
                                GtkWindow  *window,
                                const char *text);
void       soak_hands_point    (SoakHands  *self,
                                GtkWidget  *widget,
                                double      x,
                                double      y);
void       soak_hands_click    (SoakHands  *self,
                                GtkWidget  *widget,
                                int         button);
GPtrArray *soak_find_widgets   (GtkWidget  *root,
                                const char *type);

G_END_DECLS
