/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-announce.h"
#include "au-chart-card-private.h"
#include "au-clock.h"
#include "au-restatement-list.h"
#include "au-restatement-text.h"

#include <glib/gi18n.h>

/* The line in a card's footer that says which number of a complete period was another one before.
 * It is a button that opens the list of all. */

void
_au_chart_card_stop_comparing (AuChartCard *self)
{
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
}

static GtkWidget *
create_line (const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", "document-open-recent-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_add_css_class (mark, "mark");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), label);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("All Restated Numbers"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "restated");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.restated");
  return button;
}

/* Said once: who changes an option or comes back to a customer has heard it. */
static void
announce (AuChartCard *self,
          const char  *text)
{
  if (g_strcmp0 (self->said, text) == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_set_str (&self->said, text);
  au_announce (GTK_WIDGET (self), text);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuChartCard) self = user_data;
  g_autoptr (GPtrArray) restatements = au_restatement_list_finish (result, NULL);
  g_autofree char *line = NULL;

  /* What was cancelled is of something else, and the next comparison is under way. */
  if (restatements == NULL)
    return;
  g_clear_object (&self->comparing);
  line = au_restatement_create_line (restatements, self->load->results->len > 1, au_clock_now ());
  if (line != NULL)
    {
      gtk_box_prepend (self->footer, create_line (line));
      announce (self, line);
    }
  _au_chart_card_emit_settled (self);
}

/**
 * _au_chart_card_compare:
 * @self: a card that shows what a source just returned
 *
 * Looks whether a number of a complete period is another one than in an earlier reading, and says
 * so in the footer. What came from the cache itself is not compared: no refresh was made.
 */
void
_au_chart_card_compare (AuChartCard *self)
{
  AuCachedSource *kept = au_session_get_kept (self->session);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  _au_chart_card_stop_comparing (self);
  if (kept == NULL)
    return;
  results = au_chart_load_dup_results (self->load);
  requests = g_ptr_array_new ();
  for (guint i = 0; i < results->len; i++)
    {
      AuProvenance *provenance = au_result_get_provenance (g_ptr_array_index (results, i));

      if (!provenance->from_cache && au_provenance_get_request (provenance) != NULL)
        g_ptr_array_add (requests, au_provenance_get_request (provenance));
    }
  if (requests->len == 0)
    return;
  self->comparing = g_cancellable_new ();
  au_restatement_list_async (kept, requests, self->comparing, listed_cb, g_object_ref (self));
}
