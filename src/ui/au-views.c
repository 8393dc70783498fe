/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-views.h"

#include <glib/gi18n.h>

static const AuView views[AU_N_VIEWS] = {
  { "true-ups", N_("True-Ups"), N_("Contract"), { "true-ups", "overage", NULL } },
  { "mau", N_("MAU"), N_("Contract"), { "mau", NULL } },
  { "model-spend", N_("Model Spend"), N_("Spend"), { "model-spend", NULL } },
  { "mau-vs-spend", N_("MAU vs Spend"), N_("Spend"), { "mau-vs-spend", NULL } },
  { "active-users", N_("Active Users"), N_("Engagement"), { "active-users", NULL } },
  { "feature-adoption", N_("Feature Adoption"), N_("Engagement"), { "feature-adoption", NULL } },
  { "top-users", N_("Top Users"), N_("Engagement"), { "top-users", NULL } },
  { "depth-of-usage", N_("Depth of Usage"), N_("Engagement"), { "depth-of-usage", NULL } },
};

/**
 * au_view_get:
 * @index: 0 to %AU_N_VIEWS - 1
 *
 * Returns: (transfer none): the view
 */
const AuView *
au_view_get (guint index)
{
  g_return_val_if_fail (index < AU_N_VIEWS, NULL);

  return &views[index];
}

/**
 * au_view_find:
 *
 * Returns: the index of the view called @name, or -1
 */
int
au_view_find (const char *name)
{
  for (int i = 0; i < AU_N_VIEWS; i++)
    if (g_strcmp0 (views[i].name, name) == 0)
      return i;
  return -1;
}
