/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gboolean (*AuTestCondition) (gpointer user_data);

/* Runs the main context until the condition holds. A test that waits in vain fails and says where,
 * instead of hanging until somebody kills it. */
#define au_test_wait_for(condition, user_data) \
  au_test_wait_for_at ((AuTestCondition) (condition), (user_data), G_STRLOC, #condition)

static inline gboolean
au_test_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static inline void
au_test_wait_for_at (AuTestCondition condition,
                     gpointer        user_data,
                     const char     *where,
                     const char     *what)
{
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (10, au_test_tick_cb, NULL);

  while (!condition (user_data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("%s: waited 30 s in vain for %s", where, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

G_END_DECLS
