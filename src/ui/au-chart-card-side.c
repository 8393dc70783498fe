/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-card-private.h"

static gboolean
shows_table (AuChartCard *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->sides), "table") == 0;
}

/* The side of the figure that is wanted. The table is made only then. */
static void
show_side (AuChartCard *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack));

  if (!shows_table (self))
    _au_chart_card_show_page (self, "chart");
  else
    {
      if (self->table == NULL)
        {
          self->table = AU_CHART_TABLE (au_chart_table_new ());
          adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
        }
      if (self->table_figure != self->load->figure)
        au_chart_table_set_figure (self->table, self->load->figure);
      self->table_figure = self->load->figure;
      _au_chart_card_show_page (self, "table");
    }
  /* Whoever was in the one side goes on in the other. */
  if (focus != NULL)
    gtk_widget_grab_focus (shows_table (self) ? GTK_WIDGET (self->table) : GTK_WIDGET (self->view));
}

/* A list of people is a table first; until a person chooses, the other charts are pictures. */
void
_au_chart_card_show_figure (AuChartCard *self)
{
  gboolean table = au_figure_get_category_kind (self->load->figure) == AU_CATEGORY_TABLE;

  self->table_figure = NULL;
  if (!self->side_chosen)
    {
      self->updating = TRUE;
      adw_toggle_group_set_active_name (self->sides, table ? "table" : "chart");
      self->updating = FALSE;
    }
  show_side (self);
}

static void
side_cb (AuChartCard *self)
{
  if (self->updating || au_chart_card_get_load (self) == NULL ||
      au_figure_get_status (self->load->figure) != AU_FIGURE_READY)
    return;
  self->side_chosen = TRUE;
  show_side (self);
}

static gboolean
toggle_side_cb (GtkWidget *widget,
                GVariant  *unused,
                gpointer   user_data)
{
  AuChartCard *self = AU_CHART_CARD (widget);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->sides)))
    return GDK_EVENT_PROPAGATE;
  au_chart_card_set_table (self, !shows_table (self));
  return GDK_EVENT_STOP;
}

void
_au_chart_card_class_install_side (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, toggle_side_cb, NULL);
}

/**
 * au_chart_card_set_table:
 * @self: a card
 * @table: whether the table is shown instead of the picture
 */
void
au_chart_card_set_table (AuChartCard *self,
                         gboolean     table)
{
  g_return_if_fail (AU_IS_CHART_CARD (self));

  self->side_chosen = TRUE;
  adw_toggle_group_set_active_name (self->sides, table ? "table" : "chart");
}

/**
 * au_chart_card_get_table:
 *
 * Returns: (transfer none) (nullable): the table, where it was shown already
 */
AuChartTable *
au_chart_card_get_table (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return self->table;
}
