/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-team-row.h"

struct _AuPickerTeamRow
{
  GtkWidget parent_instance;

  AuPickerPicks *picks;
  AuPickerTeam *team; /* (nullable) */

  GtkWidget *check;
  GtkWidget *texts;
  GtkWidget *title;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (AuPickerTeamRow, au_picker_team_row, GTK_TYPE_WIDGET)

static void
update_check (AuPickerTeamRow *self)
{
  AuSubscription *subscription =
    self->team != NULL ? au_picker_team_get_subscription (self->team) : NULL;
  gboolean picked = subscription != NULL &&
                    au_picker_picks_contains (self->picks, au_subscription_get_id (subscription));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), picked);
  gtk_widget_set_opacity (self->check, subscription != NULL ? 1 : 0);
}

static void
au_picker_team_row_dispose (GObject *object)
{
  AuPickerTeamRow *self = AU_PICKER_TEAM_ROW (object);

  g_clear_pointer (&self->check, gtk_widget_unparent);
  g_clear_pointer (&self->texts, gtk_widget_unparent);
  g_clear_object (&self->team);
  g_clear_object (&self->picks);

  G_OBJECT_CLASS (au_picker_team_row_parent_class)->dispose (object);
}

static void
au_picker_team_row_class_init (AuPickerTeamRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_picker_team_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pickerrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
create_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static void
au_picker_team_row_init (AuPickerTeamRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  /* The whole row is what is clicked. */
  self->check = gtk_check_button_new ();
  gtk_widget_set_can_focus (self->check, FALSE);
  gtk_widget_set_can_target (self->check, FALSE);
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->check, GTK_WIDGET (self));

  self->texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->title = create_label ();
  self->detail = create_label ();
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dimmed");
  gtk_box_append (GTK_BOX (self->texts), self->title);
  gtk_box_append (GTK_BOX (self->texts), self->detail);
  gtk_widget_set_hexpand (self->texts, TRUE);
  gtk_widget_set_parent (self->texts, GTK_WIDGET (self));
}

/**
 * au_picker_team_row_new:
 * @picks: the subscriptions whose rows are checked
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
au_picker_team_row_new (AuPickerPicks *picks)
{
  AuPickerTeamRow *self = g_object_new (AU_TYPE_PICKER_TEAM_ROW, NULL);

  self->picks = g_object_ref (picks);
  g_signal_connect_object (picks, "items-changed", G_CALLBACK (update_check), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * au_picker_team_row_set_team:
 * @self: a row
 * @team: (nullable): what it is to show
 */
void
au_picker_team_row_set_team (AuPickerTeamRow *self,
                             AuPickerTeam    *team)
{
  g_return_if_fail (AU_IS_PICKER_TEAM_ROW (self));

  g_set_object (&self->team, team);
  if (team != NULL)
    {
      g_autofree char *title = au_picker_team_dup_title (team);
      g_autofree char *detail = au_picker_team_dup_detail (team);

      gtk_label_set_text (GTK_LABEL (self->title), title);
      gtk_label_set_text (GTK_LABEL (self->detail), detail);
    }
  update_check (self);
}
