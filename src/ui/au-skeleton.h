/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AU_TYPE_SKELETON (au_skeleton_get_type ())

/**
 * AuSkeleton:
 *
 * The shape of a chart that is on its way: still, so that nothing moves for those who ask for less
 * motion, or for anybody else.
 */
G_DECLARE_FINAL_TYPE (AuSkeleton, au_skeleton, AU, SKELETON, GtkWidget)

GtkWidget *au_skeleton_new (void);

G_END_DECLS
