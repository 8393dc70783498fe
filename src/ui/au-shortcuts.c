/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-shortcuts.h"
#include "au-views.h"

#include <glib/gi18n.h>

/**
 * Shortcut:
 * @action: a detailed action name
 * @accelerators: what triggers it; the first is the one shown
 * @title: (translatable): what it does
 *
 * The one table that sets the accelerators and fills the dialog, so that the two never differ.
 */
typedef struct
{
  const char *action;
  const char *accelerators[3];
  const char *title;
} Shortcut;

static const Shortcut general[] = {
  { "win.pick", { "<Control>k", "<Control>f", NULL }, N_("Find a customer") },
  { "win.find-account", { "<Control><Shift>k", NULL }, N_("Find an account") },
  { "win.account", { "<Control>i", NULL }, N_("Show the account of the customer") },
  { "win.favourite", { "<Control>d", NULL }, N_("Add to or remove from favourites") },
  { "win.export", { "<Control>e", NULL }, N_("Export the chart") },
  { "win.report", { "<Control><Shift>e", NULL }, N_("Export a report of all charts") },
  { "win.provenance", { "<Alt>Return", NULL }, N_("Show where the numbers come from") },
  { "win.copy-link", { "<Control>l", NULL }, N_("Copy a link to what is shown") },
  { "win.refresh", { "<Control>r", "F5", NULL }, N_("Read all numbers anew") },
  { "win.sidebar", { "F9", NULL }, N_("Show or hide the sidebar") },
  { "win.preferences", { "<Control>comma", NULL }, N_("Preferences") },
  { "win.help", { "F1", NULL }, N_("Help") },
  { "win.shortcuts", { "<Control>question", NULL }, N_("Keyboard shortcuts") },
  { "window.close", { "<Control>w", NULL }, N_("Close the window") },
  { "app.quit", { "<Control>q", NULL }, N_("Quit") },
};

/* What the cards themselves listen to while the focus is in them. */
static const Shortcut in_chart[] = {
  { NULL, { "t", NULL }, N_("Show the table, or the chart again") },
  { NULL, { "Left", NULL }, N_("Go to the point before; with Right, to the next one") },
  { NULL, { "Up", NULL }, N_("Go to the series above; with Down, to the one below") },
  { NULL, { "Home", NULL }, N_("Go to the first point; with End, to the last one") },
  { NULL, { "Escape", NULL }, N_("Leave the point") },
  { NULL, { "<Control>c", NULL }, N_("Copy the chart as an image") },
  { NULL, { "<Control><Shift>c", NULL }, N_("Copy the chart’s rows as a table") },
};

/* What the picker listens to while it is open. */
static const Shortcut in_picker[] = {
  { NULL, { "Return", NULL }, N_("Open the customer, or all that are picked") },
  { NULL, { "<Control>Return", NULL }, N_("Pick the customer, to show several together") },
  { NULL, { "BackSpace", NULL }, N_("With nothing typed, take the last one picked out again") },
  { NULL, { "<Control>d", NULL }, N_("Add to or remove from favourites") },
  { NULL, { "<Alt>Up", NULL }, N_("Move the favourite up; with Down, down") },
};

static char *
view_action (guint view)
{
  return g_strdup_printf ("win.view::%s", au_view_get (view)->name);
}

static char *
view_accelerator (guint view)
{
  return g_strdup_printf ("<Alt>%u", view + 1);
}

/**
 * au_shortcuts_install:
 * @application: the app
 *
 * Sets the accelerators of all actions.
 */
void
au_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    gtk_application_set_accels_for_action (application, general[i].action,
                                           (const char *const *) general[i].accelerators);
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      g_autofree char *action = view_action (i);
      g_autofree char *accelerator = view_accelerator (i);
      const char *accelerators[] = { accelerator, NULL };

      gtk_application_set_accels_for_action (application, action, accelerators);
    }
}

static void
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *accelerator)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label;
  g_autofree char *text = NULL;
  guint key;
  GdkModifierType modifiers;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  text = gtk_accelerator_get_label (key, modifiers);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dimmed");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

/**
 * au_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): a dialog that lists all shortcuts
 */
AdwDialog *
au_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *picker = adw_preferences_group_new ();
  GtkWidget *charts = adw_preferences_group_new ();
  GtkWidget *views = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("General"));
  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    add_row (ADW_PREFERENCES_GROUP (group), _(general[i].title), general[i].accelerators[0]);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (picker), _("Finding a Customer"));
  for (guint i = 0; i < G_N_ELEMENTS (in_picker); i++)
    add_row (ADW_PREFERENCES_GROUP (picker), _(in_picker[i].title), in_picker[i].accelerators[0]);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (picker));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (charts), _("In a Chart"));
  for (guint i = 0; i < G_N_ELEMENTS (in_chart); i++)
    add_row (ADW_PREFERENCES_GROUP (charts), _(in_chart[i].title), in_chart[i].accelerators[0]);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (charts));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (views), _("Views"));
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      g_autofree char *accelerator = view_accelerator (i);

      add_row (ADW_PREFERENCES_GROUP (views), _(au_view_get (i)->title), accelerator);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (views));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), page);
  adw_dialog_set_child (dialog, toolbar);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 640);
  return dialog;
}
