/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-teams.h"
#include "au-announce.h"
#include "au-format.h"
#include "au-ids.h"
#include "au-picker-list.h"
#include "au-picker-look-up.h"
#include "au-picker-picks.h"
#include "au-picker-team-row.h"

#include <glib/gi18n.h>

struct _AuPickerTeams
{
  AdwDialog parent_instance;

  AuSession *session;
  AuTeamList *ids;   /* (nullable): what is looked up */
  char *name;        /* (nullable): or the name that teams are searched by */
  GCancellable *cancellable;
  gboolean loading;
  gboolean updating; /* the box for all is set to what is checked */

  GListStore *sections[AU_PICKER_N_TEAM_KINDS]; /* (element-type AuPickerTeam) */
  GListModel *lines;
  AuPickerPicks *picks;
  guint n_subscriptions; /* how many different ones there are to be checked */

  /* Template widgets */
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *failed;
  AdwStatusPage *nothing;
  GtkListView *list;
  GtkWidget *bar;
  GtkCheckButton *all_check;
  GtkLabel *message;
  GtkButton *show_button;
};

G_DEFINE_FINAL_TYPE (AuPickerTeams, au_picker_teams, ADW_TYPE_DIALOG)

static char *
dup_count (guint n)
{
  return au_format_count (au_format_get_default (), n);
}

static guint
get_n_picks (AuPickerTeams *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->picks));
}

static void
say (AuPickerTeams *self,
     const char    *text)
{
  gtk_label_set_text (self->message, text);
  au_announce (GTK_WIDGET (self), text);
}

/* What was pasted and is no line of the list. */
static char *
dup_remarks (AuPickerTeams *self)
{
  g_autoptr (GStrvBuilder) remarks = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (self->ids != NULL && self->ids->n_duplicates > 0)
    {
      g_autofree char *count = dup_count (self->ids->n_duplicates);

      g_strv_builder_take (remarks, g_strdup_printf (
                             /* Translators: %s is a number of ids. */
                             ngettext ("%s id came again.", "%s ids came again.",
                                       self->ids->n_duplicates), count));
    }
  if (self->ids != NULL && self->ids->n_left_out > 0)
    {
      g_autofree char *count = dup_count (self->ids->n_left_out);

      g_strv_builder_take (remarks, g_strdup_printf (
                             /* Translators: %s is a number of ids. */
                             ngettext ("%s id was too many and left out.",
                                       "%s ids were too many and left out.",
                                       self->ids->n_left_out), count));
    }
  if (self->name != NULL &&
      g_list_model_get_n_items (self->lines) >= AU_PICKER_MAX_TEAMS)
    g_strv_builder_add (remarks, _("There may be more; type more of the name."));
  if (self->n_subscriptions > AU_MAX_SUBSCRIPTIONS)
    g_strv_builder_take (remarks, g_strdup_printf (
                           /* Translators: %d is a number of subscriptions. */
                           _("At most %d can be shown together."), AU_MAX_SUBSCRIPTIONS));
  texts = g_strv_builder_end (remarks);
  return g_strjoinv (" ", texts);
}

static void
picks_changed_cb (AuPickerTeams *self)
{
  guint n = get_n_picks (self);
  /* Translators: %u is how many subscriptions are checked. */
  g_autofree char *label = g_strdup_printf (ngettext ("_Show %u Subscription",
                                                      "_Show %u Subscriptions", n), n);

  gtk_button_set_use_underline (self->show_button, TRUE);
  gtk_button_set_label (self->show_button, n > 0 ? label : _("_Show"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "teams.show", n > 0);
  self->updating = TRUE;
  gtk_check_button_set_active (self->all_check, n > 0 && n == self->n_subscriptions);
  gtk_check_button_set_inconsistent (self->all_check, n > 0 && n < self->n_subscriptions);
  self->updating = FALSE;
}

/* Checks every line of a section, as far as one statement takes them. */
static gboolean
pick_section (AuPickerTeams    *self,
              AuPickerTeamKind  kind,
              GError          **error)
{
  GListModel *section = G_LIST_MODEL (self->sections[kind]);

  for (guint i = 0; i < g_list_model_get_n_items (section); i++)
    {
      g_autoptr (AuPickerTeam) team = g_list_model_get_item (section, i);

      if (!au_picker_picks_add (self->picks, au_picker_team_get_subscription (team), error))
        return FALSE;
    }
  return TRUE;
}

static void
all_cb (AuPickerTeams *self)
{
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  if (get_n_picks (self) > 0)
    au_picker_picks_set (self->picks, NULL);
  else if (!pick_section (self, AU_PICKER_TEAM_FOUND, &error) ||
           !pick_section (self, AU_PICKER_TEAM_SEVERAL, &error))
    say (self, error->message);
  picks_changed_cb (self);
}

static void
toggle (AuPickerTeams *self,
        AuPickerTeam  *team)
{
  AuSubscription *subscription = au_picker_team_get_subscription (team);
  g_autoptr (GError) error = NULL;

  if (subscription == NULL)
    return;
  if (au_picker_picks_contains (self->picks, au_subscription_get_id (subscription)))
    au_picker_picks_remove (self->picks, subscription);
  else if (!au_picker_picks_add (self->picks, subscription, &error))
    say (self, error->message);
}

static void
row_cb (AuPickerTeams *self,
        guint          position,
        GtkListView   *list)
{
  g_autoptr (AuPickerTeam) team = g_list_model_get_item (self->lines, position);

  if (team != NULL)
    toggle (self, team);
}

static void
show_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  AuPickerTeams *self = AU_PICKER_TEAMS (widget);
  g_autoptr (GPtrArray) picked = au_picker_picks_dup (self->picks);
  g_autoptr (AuSelection) selection = au_selection_new (picked, NULL);

  if (selection == NULL)
    return;
  adw_dialog_close (ADW_DIALOG (self));
  au_session_select_ids (self->session, au_selection_get_ids (selection), NULL);
}

static guint
count_subscriptions (AuPickerTeams *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->lines); i++)
    {
      g_autoptr (AuPickerTeam) team = g_list_model_get_item (self->lines, i);

      if (au_picker_team_get_subscription (team) != NULL)
        g_hash_table_add (seen, au_picker_team_get_subscription (team));
    }
  return g_hash_table_size (seen);
}

/* "12 found · 3 not found · 1 no id" */
static char *
dup_summary (AuPickerTeams *self)
{
  static const char *const forms[AU_PICKER_N_TEAM_KINDS] = {
    /* Translators: %s is a number of teams that were looked up. */
    [AU_PICKER_TEAM_FOUND] = N_("%s found"),
    /* Translators: %s is a number of subscriptions, each of a team that has more than one. */
    [AU_PICKER_TEAM_SEVERAL] = N_("%s to choose from"),
    /* Translators: %s is a number of teams that were looked up. */
    [AU_PICKER_TEAM_ALONE] = N_("%s without a subscription"),
    /* Translators: %s is a number of teams that were looked up. */
    [AU_PICKER_TEAM_UNKNOWN] = N_("%s not found"),
    /* Translators: %s is a number of words. */
    [AU_PICKER_TEAM_UNREADABLE] = N_("%s no id"),
  };
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < AU_PICKER_N_TEAM_KINDS; i++)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sections[i]));
      g_autofree char *count = dup_count (n);

      if (n > 0)
        g_strv_builder_take (parts, g_strdup_printf (_(forms[i]), count));
    }
  texts = g_strv_builder_end (parts);
  return g_strjoinv (" · ", texts);
}

static void
take_lines (AuPickerTeams *self,
            GPtrArray     *lines)
{
  g_autofree char *summary = NULL;
  g_autofree char *remarks = NULL;

  for (guint kind = 0; kind < AU_PICKER_N_TEAM_KINDS; kind++)
    {
      g_autoptr (GPtrArray) section = g_ptr_array_new ();

      for (guint i = 0; i < lines->len; i++)
        if (au_picker_team_get_kind (g_ptr_array_index (lines, i)) == kind)
          g_ptr_array_add (section, g_ptr_array_index (lines, i));
      g_list_store_splice (self->sections[kind], 0, 0, section->pdata, section->len);
    }
  self->n_subscriptions = count_subscriptions (self);
  /* What is certain is checked; so many that not all of them can be are left to the person. */
  if (self->name == NULL && self->n_subscriptions <= AU_MAX_SUBSCRIPTIONS)
    pick_section (self, AU_PICKER_TEAM_FOUND, NULL);
  picks_changed_cb (self);
  summary = dup_summary (self);
  remarks = dup_remarks (self);
  adw_window_title_set_subtitle (self->title, summary);
  gtk_label_set_text (self->message, remarks);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "none");
  gtk_widget_set_visible (self->bar, self->n_subscriptions > 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  au_announce (GTK_WIDGET (self), lines->len > 0 ? summary : _("No team found"));
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AuPickerTeams) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = au_picker_look_up_finish (AU_SESSION (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->loading = FALSE;
  if (lines != NULL)
    take_lines (self, lines);
  else
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
}

static void
look_up (AuPickerTeams *self)
{
  self->loading = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_widget_set_visible (self->bar, FALSE);
  if (self->ids != NULL)
    au_picker_look_up_ids_async (self->session, self->ids, self->cancellable, looked_up_cb,
                                 g_object_ref (self));
  else
    au_picker_look_up_name_async (self->session, self->name, self->cancellable, looked_up_cb,
                                  g_object_ref (self));
}

static void
retry_cb (AuPickerTeams *self)
{
  look_up (self);
}

static void
setup_row (gpointer     owner,
           GtkListItem *list_item)
{
  AuPickerTeams *self = owner;

  gtk_list_item_set_child (list_item, au_picker_team_row_new (self->picks));
}

static void
bind_row (gpointer     owner,
          GtkListItem *list_item)
{
  AuPickerTeam *team = gtk_list_item_get_item (list_item);
  g_autofree char *title = au_picker_team_dup_title (team);
  g_autofree char *detail = au_picker_team_dup_detail (team);
  g_autofree char *phrase = g_strjoin (", ", title, detail, NULL);

  au_picker_team_row_set_team (AU_PICKER_TEAM_ROW (gtk_list_item_get_child (list_item)), team);
  gtk_list_item_set_activatable (list_item, au_picker_team_get_subscription (team) != NULL);
  gtk_list_item_set_accessible_label (list_item, phrase);
}

static const char *
get_heading (gpointer item)
{
  static const char *const names[AU_PICKER_N_TEAM_KINDS] = {
    [AU_PICKER_TEAM_FOUND] = N_("Found"),
    [AU_PICKER_TEAM_SEVERAL] = N_("In several subscriptions"),
    [AU_PICKER_TEAM_ALONE] = N_("Without a subscription"),
    [AU_PICKER_TEAM_UNKNOWN] = N_("Not found"),
    [AU_PICKER_TEAM_UNREADABLE] = N_("No id"),
  };

  return names[au_picker_team_get_kind (item)];
}

static const AuPickerListKind kind = {
  .setup = setup_row,
  .bind = bind_row,
  .get_heading = get_heading,
};

static void
au_picker_teams_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (AU_PICKER_TEAMS (dialog)->cancellable);
}

static void
au_picker_teams_dispose (GObject *object)
{
  AuPickerTeams *self = AU_PICKER_TEAMS (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PICKER_TEAMS);
  g_clear_object (&self->lines);
  for (guint i = 0; i < AU_PICKER_N_TEAM_KINDS; i++)
    g_clear_object (&self->sections[i]);
  g_clear_object (&self->picks);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_picker_teams_parent_class)->dispose (object);
}

static void
au_picker_teams_finalize (GObject *object)
{
  AuPickerTeams *self = AU_PICKER_TEAMS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ids, au_team_list_free);
  g_free (self->name);

  G_OBJECT_CLASS (au_picker_teams_parent_class)->finalize (object);
}

static void
au_picker_teams_class_init (AuPickerTeamsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_picker_teams_dispose;
  object_class->finalize = au_picker_teams_finalize;
  ADW_DIALOG_CLASS (klass)->closed = au_picker_teams_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-picker-teams.ui");
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, title);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, stack);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, failed);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, nothing);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, list);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, bar);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, all_check);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, message);
  gtk_widget_class_bind_template_child (widget_class, AuPickerTeams, show_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);

  gtk_widget_class_install_action (widget_class, "teams.show", NULL, show_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "teams.show", NULL);
}

static void
au_picker_teams_init (AuPickerTeams *self)
{
  g_autoptr (GListStore) stores = g_list_store_new (G_TYPE_LIST_STORE);
  GtkSelectionModel *selection;

  self->cancellable = g_cancellable_new ();
  self->picks = au_picker_picks_new ();
  for (guint i = 0; i < AU_PICKER_N_TEAM_KINDS; i++)
    {
      self->sections[i] = g_list_store_new (AU_TYPE_PICKER_TEAM);
      g_list_store_append (stores, self->sections[i]);
    }
  self->lines =
    G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&stores))));

  gtk_widget_init_template (GTK_WIDGET (self));
  au_picker_list_set_up (self->list, &kind, GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->lines)));
  gtk_list_view_set_model (self->list, selection);
  g_object_unref (selection);
  g_signal_connect_object (self->picks, "items-changed", G_CALLBACK (picks_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * au_picker_teams_new_for_ids:
 * @session: whose source is asked
 * @text: ids, in any form that au_team_list_parse() reads
 *
 * Returns: (transfer floating): a dialog that looks them up
 */
AdwDialog *
au_picker_teams_new_for_ids (AuSession  *session,
                             const char *text)
{
  AuPickerTeams *self = g_object_new (AU_TYPE_PICKER_TEAMS, NULL);

  self->session = g_object_ref (session);
  self->ids = au_team_list_parse (text);
  adw_dialog_set_title (ADW_DIALOG (self), _("Look Up Teams"));
  adw_window_title_set_title (self->title, _("Look Up Teams"));
  look_up (self);
  return ADW_DIALOG (self);
}

/**
 * au_picker_teams_new_for_name:
 * @session: whose source is asked
 * @name: part of a team's or an account's name
 *
 * Returns: (transfer floating): a dialog that searches teams by it
 */
AdwDialog *
au_picker_teams_new_for_name (AuSession  *session,
                              const char *name)
{
  AuPickerTeams *self = g_object_new (AU_TYPE_PICKER_TEAMS, NULL);
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;

  self->session = g_object_ref (session);
  self->name = g_strstrip (g_strdup (name));
  /* Translators: %s is part of a team's name. */
  title = g_strdup_printf (_("Teams Named “%s”"), self->name);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_title (self->title, title);
  /* Translators: %s is part of a team's name. */
  description = g_markup_printf_escaped (_("No team and no account has “%s” in its name"),
                                         self->name);
  adw_status_page_set_description (self->nothing, description);
  look_up (self);
  return ADW_DIALOG (self);
}

gboolean
au_picker_teams_is_loading (AuPickerTeams *self)
{
  g_return_val_if_fail (AU_IS_PICKER_TEAMS (self), FALSE);

  return self->loading;
}

/**
 * au_picker_teams_get_lines:
 *
 * Returns: (transfer none): a list of #AuPickerTeam
 */
GListModel *
au_picker_teams_get_lines (AuPickerTeams *self)
{
  g_return_val_if_fail (AU_IS_PICKER_TEAMS (self), NULL);

  return self->lines;
}
