/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may do next. Nothing waits for what came before: that is how people are. */
#include "config.h"

#include "soak.h"
#include "au-standin-fault.h"
#include "au-views.h"

#define pick(soak, array) (array)[g_rand_int_range ((soak)->rand, 0, G_N_ELEMENTS (array))]

/* On top of the window, where something is. */
static GtkWindow *
find_front (Soak *soak)
{
  GtkWindow *other = soak_find_other (soak);

  return other != NULL ? other : GTK_WINDOW (soak_get_window (soak));
}

static void
press (Soak       *soak,
       const char *keys)
{
  soak_hands_press (soak->hands, find_front (soak), keys);
}

static void
press_some (Soak       *soak,
            const char *key,
            int         most)
{
  for (int n = g_rand_int_range (soak->rand, 1, most + 1); n > 0; n--)
    press (soak, key);
}

static void
open_picker (Soak *soak)
{
  press (soak, "ctrl+k");
}

static void
type (Soak *soak)
{
  static const char *const texts[] = {
    "h", "hal", "tamarind", "zolw", "oriel gen", "a0XSAMPLE000004", "nobody at all", "00", "s", "b",
  };

  soak_hands_type (soak->hands, find_front (soak), pick (soak, texts));
}

static void
choose (Soak *soak)
{
  static const char *const texts[] = { "hal", "bright", "oriel", "zolw", "tamarind", "a", "c", "m" };

  press (soak, "ctrl+k");
  soak_run (soak, 50);
  soak_hands_type (soak->hands, find_front (soak), pick (soak, texts));
  soak_run (soak, 100);
  press_some (soak, "Down", 5);
  press (soak, "Return");
}

static void
choose_several (Soak *soak)
{
  press (soak, "ctrl+k");
  soak_run (soak, 100);
  for (int n = g_rand_int_range (soak->rand, 2, 4); n > 0; n--)
    {
      press_some (soak, "Down", 3);
      press (soak, "ctrl+Return");
    }
  press (soak, g_rand_boolean (soak->rand) ? "Return" : "BackSpace");
}

static void
star (Soak *soak)
{
  press (soak, "ctrl+d");
}

static void
leave (Soak *soak)
{
  press (soak, "Escape");
}

static void
answer (Soak *soak)
{
  static const char *const keys[] = {
    "Return", "Tab", "shift+Tab", "Down", "Up", "space", "Right", "Left", "End", "Escape",
  };

  press (soak, pick (soak, keys));
}

static void
show_view (Soak *soak)
{
  g_autofree char *keys = g_strdup_printf ("alt+%d", g_rand_int_range (soak->rand, 1, AU_N_VIEWS + 1));

  press (soak, keys);
}

static GtkWidget *
find_card (Soak *soak)
{
  return GTK_WIDGET (au_dashboard_get_card (soak_get_window (soak)->dashboard));
}

/* Of those of a type in the card that is shown. */
static GtkWidget *
find_in_card (Soak       *soak,
              const char *type)
{
  GtkWidget *card = find_card (soak);
  gint32 which = g_rand_int (soak->rand);
  g_autoptr (GPtrArray) found = NULL;

  if (card == NULL)
    return NULL;
  found = soak_find_widgets (card, type);
  return found->len > 0 ? g_ptr_array_index (found, (guint32) which % found->len) : NULL;
}

static void
hover (Soak *soak)
{
  GtkWidget *view = find_in_card (soak, "AuChartView");

  for (int n = g_rand_int_range (soak->rand, 2, 12); n > 0; n--)
    {
      double x = g_rand_double (soak->rand);
      double y = g_rand_double (soak->rand);

      if (view != NULL)
        soak_hands_point (soak->hands, view, x, y);
      soak_run (soak, 10);
      view = find_in_card (soak, "AuChartView");
    }
}

static void
walk (Soak *soak)
{
  static const char *const keys[] = { "Right", "Left", "Up", "Down", "Home", "End" };
  GtkWidget *view = find_in_card (soak, "AuChartView");

  if (view != NULL)
    gtk_widget_grab_focus (view);
  for (int n = g_rand_int_range (soak->rand, 1, 8); n > 0; n--)
    press (soak, pick (soak, keys));
}

static void
click_in_card (Soak       *soak,
               const char *type)
{
  GtkWidget *widget = find_in_card (soak, type);

  if (widget != NULL && soak_find_dialog (soak) == NULL && soak_find_other (soak) == NULL)
    soak_hands_click (soak->hands, widget, 1);
}

static void
hide_series (Soak *soak)
{
  click_in_card (soak, "AuLegendItem");
}

static void
sort (Soak *soak)
{
  click_in_card (soak, "GtkColumnViewTitle");
}

static void
turn_over (Soak *soak)
{
  GtkWidget *view = find_in_card (soak, "AuChartView");

  if (view != NULL)
    gtk_widget_grab_focus (view);
  press (soak, "t");
}

static void
set_option (Soak *soak)
{
  GtkWidget *check = find_in_card (soak, "GtkCheckButton");
  GtkWidget *choice = find_in_card (soak, "GtkDropDown");
  guint which = g_rand_int (soak->rand);

  if (choice != NULL && which % 2 == 0)
    {
      guint n = g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (choice)));

      gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), which / 2 % MAX (n, 1));
    }
  else if (check != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                 !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static void
scroll (Soak *soak)
{
  int button = g_rand_boolean (soak->rand) ? 4 : 5;

  for (int n = g_rand_int_range (soak->rand, 1, 6); n > 0; n--)
    soak_hands_click (soak->hands, GTK_WIDGET (find_front (soak)), button);
}

static void
refresh (Soak *soak)
{
  press (soak, "F5");
}

static void
export (Soak *soak)
{
  press (soak, "ctrl+e");
  soak_run (soak, 100);
  press_some (soak, "Tab", 4);
  press (soak, pick (soak, ((const char *const[]) { "Down", "Return", "Escape", "space" })));
}

static void
export_at_once (Soak *soak)
{
  press (soak, "ctrl+e");
  soak_run (soak, 300);
  press (soak, "Return");
  soak_run (soak, 700);
  press (soak, "Return");
}

static void
report (Soak *soak)
{
  press (soak, "ctrl+shift+e");
  soak_run (soak, 700);
  press (soak, g_rand_boolean (soak->rand) ? "Return" : "Escape");
}

static void
copy (Soak *soak)
{
  static const char *const actions[] = { "win.copy-image", "win.copy-table", "win.copy-link" };

  gtk_widget_activate_action (GTK_WIDGET (soak_get_window (soak)), pick (soak, actions), NULL);
}

static void
open_dialog (Soak *soak)
{
  static const char *const actions[] = {
    "win.preferences", "win.find-account", "win.account", "win.provenance", "win.shortcuts",
    "win.about",
  };

  gtk_widget_activate_action (GTK_WIDGET (soak_get_window (soak)), pick (soak, actions), NULL);
}

static void
open_menu (Soak *soak)
{
  press (soak, "F10");
}

static void
follow_link (Soak *soak)
{
  g_autofree char *link = g_strdup_printf ("anyusage:subscription/a0XSAMPLE%06d?view=%s",
                                           g_rand_int_range (soak->rand, 1, 14),
                                           au_view_get (g_rand_int_range (soak->rand, 0,
                                                                          AU_N_VIEWS))->name);

  au_window_offer_link (soak_get_window (soak), link);
}

static void
resize (Soak *soak)
{
  static const int widths[] = { 360, 420, 620, 730, 910, 1200, 1600 };
  static const int heights[] = { 300, 480, 860, 1100 };

  gtk_window_set_default_size (GTK_WINDOW (soak_get_window (soak)), pick (soak, widths),
                               pick (soak, heights));
}

static void
switch_theme (Soak *soak)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), pick (soak, schemes));
}

/* As large as people read. */
static void
zoom (Soak *soak)
{
  static const int percents[] = { 80, 100, 125, 150, 200 };

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * pick (soak, percents) / 100, NULL);
}

static void
toggle_sidebar (Soak *soak)
{
  press (soak, "F9");
}

static void
sign_in (Soak *soak)
{
  gtk_widget_activate_action (GTK_WIDGET (soak_get_window (soak)), "win.sign-in", NULL);
}

static void
expire (Soak *soak)
{
  if (g_rand_boolean (soak->rand))
    soak_workspace_set_fault (soak->workspace, "refresh-revoked:1");
  soak_workspace_expire (soak->workspace);
}

/* Another one each time, which strikes a few times. */
static void
set_fault (Soak *soak)
{
  guint fault = (guint) g_rand_int_range (soak->rand, 0, (gint32) au_standin_faults_count ());
  g_autofree char *text = g_strdup_printf ("%s:%d", au_standin_faults_get_name (fault),
                                           g_rand_int_range (soak->rand, 1, 9));

  soak_workspace_set_fault (soak->workspace, text);
}

static void
heal (Soak *soak)
{
  soak_workspace_heal (soak->workspace);
}

static void
change_source (Soak *soak)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  gboolean sample = g_rand_int_range (soak->rand, 0, 3) == 0;

  g_settings_set_string (settings, "source", sample ? "sample" : "databricks");
}

static void
close_window (Soak *soak)
{
  press (soak, "ctrl+w");
}

static const struct
{
  const char *name;
  int weight;
  void (*act) (Soak *);
} actions[] = {
  { "open the picker", 6, open_picker },
  { "type", 10, type },
  { "choose", 12, choose },
  { "choose several", 5, choose_several },
  { "star", 2, star },
  { "leave", 12, leave },
  { "answer", 12, answer },
  { "view", 16, show_view },
  { "hover", 12, hover },
  { "walk", 6, walk },
  { "hide a series", 4, hide_series },
  { "sort", 3, sort },
  { "turn over", 5, turn_over },
  { "set an option", 6, set_option },
  { "scroll", 4, scroll },
  { "refresh", 8, refresh },
  { "export", 3, export },
  { "export at once", 3, export_at_once },
  { "report", 1, report },
  { "copy", 4, copy },
  { "dialog", 10, open_dialog },
  { "menu", 2, open_menu },
  { "link", 3, follow_link },
  { "resize", 8, resize },
  { "theme", 4, switch_theme },
  { "zoom", 3, zoom },
  { "sidebar", 3, toggle_sidebar },
  { "sign in", 4, sign_in },
  { "expire", 3, expire },
  { "fault", 8, set_fault },
  { "heal", 6, heal },
  { "source", 2, change_source },
  { "close the window", 2, close_window },
};

/* Returns: what was done */
const char *
soak_act (Soak *soak)
{
  int total = 0, left;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    total += actions[i].weight;
  left = g_rand_int_range (soak->rand, 0, total);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      left -= actions[i].weight;
      if (left >= 0)
        continue;
      g_test_message ("%s", actions[i].name);
      actions[i].act (soak);
      return actions[i].name;
    }
  g_assert_not_reached ();
}
