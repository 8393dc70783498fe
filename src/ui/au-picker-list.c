/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-list.h"

#include <glib/gi18n.h>

static void
setup_header_cb (GtkListItemFactory     *factory,
                 GtkListHeader          *header,
                 const AuPickerListKind *kind)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkListItemFactory     *factory,
                GtkListHeader          *header,
                const AuPickerListKind *kind)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)),
                      _(kind->get_heading (gtk_list_header_get_item (header))));
}

/**
 * au_picker_list_set_up:
 * @list: a list
 * @kind: how it shows its items; has to live as long as the list does
 * @owner: the widget that @list is a part of
 *
 * Tells the list how to make its rows and the headings of its sections.
 */
void
au_picker_list_set_up (GtkListView            *list,
                       const AuPickerListKind *kind,
                       GtkWidget              *owner)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  g_signal_connect_swapped (rows, "setup", G_CALLBACK (kind->setup), owner);
  g_signal_connect_swapped (rows, "bind", G_CALLBACK (kind->bind), owner);
  if (kind->unbind != NULL)
    g_signal_connect_swapped (rows, "unbind", G_CALLBACK (kind->unbind), owner);
  gtk_list_view_set_factory (list, rows);
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), (gpointer) kind);
  g_signal_connect (headers, "bind", G_CALLBACK (bind_header_cb), (gpointer) kind);
  gtk_list_view_set_header_factory (list, headers);
}
