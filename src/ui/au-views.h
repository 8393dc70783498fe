/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuView:
 * @name: what the command line and the settings call it
 * @title: (translatable): what the sidebar calls it
 * @section: (translatable): the sidebar's section
 * @charts: names of the charts on it, %NULL-terminated
 *
 * One of the eight views.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *section;
  const char *charts[3];
} AuView;

#define AU_N_VIEWS 8

const AuView *au_view_get  (guint       index);
int           au_view_find (const char *name);

G_END_DECLS
