/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-announce.h"

static char *last;

/**
 * au_announce:
 * @widget: what the text is about
 * @text: one phrase for who listens to a screen reader
 *
 * Has a screen reader say @text once it is done with what it says now.
 */
void
au_announce (GtkWidget  *widget,
             const char *text)
{
  g_autoptr (GtkATContext) context = gtk_accessible_get_at_context (GTK_ACCESSIBLE (widget));

  g_set_str (&last, text);
  /* GTK's own context for tests cannot announce, and GTK 4.18 would call nothing. */
  if (context == NULL || g_str_equal (G_OBJECT_TYPE_NAME (context), "GtkTestATContext"))
    return;
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * au_announce_get_last:
 *
 * Returns: (transfer none) (nullable): what was announced last
 */
const char *
au_announce_get_last (void)
{
  return last;
}
