/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-card-private.h"
#include "au-receipt.h"

static GtkWidget *
create_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

/* The receipt, with a tick only where every text behind it is the one that SHA256SUMS lists. What
 * came by a route has no text of ours, which is nothing to warn of. The words say the same, so the
 * mark is for eyes alone. */
static void
add_receipt (AuChartCard *self,
             const char  *text,
             gboolean     verified,
             gboolean     by_route)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  verified ? "object-select-symbolic"
                                  : by_route ? "dialog-information-symbolic"
                                             : "dialog-warning-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (mark, verified ? "success" : by_route ? "dimmed" : "warning");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), create_note (text));
  gtk_box_append (self->footer, box);
}

void
_au_chart_card_clear_notes (AuChartCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->footer))) != NULL)
    gtk_box_remove (self->footer, child);
}

void
_au_chart_card_show_notes (AuChartCard *self)
{
  AuFigure *figure = self->load->figure;
  g_autoptr (GPtrArray) results = au_chart_load_dup_results (self->load);

  _au_chart_card_clear_notes (self);
  for (guint i = 0; i < au_figure_get_n_footnotes (figure); i++)
    gtk_box_append (self->footer, create_note (au_figure_get_footnote (figure, i)));
  if (results->len > 0)
    {
      AuResult *const *rows = (AuResult *const *) results->pdata;
      g_autofree char *receipt = au_receipt_create_line (rows, results->len, figure);

      add_receipt (self, receipt, au_receipt_is_verified (rows, results->len),
                   au_receipt_is_by_route (rows, results->len));
    }
}
