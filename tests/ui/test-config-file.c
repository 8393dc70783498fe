/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row for the file that profiles are read from: what it says and keeps.
 */
#include "config.h"

#include "au-config-file-row.h"
#include "au-shown-path.h"

#include <glib/gstdio.h>

#define KEY "databricks-config-file"

static GSettings *settings;

static void
count_cb (AuConfigFileRow *row,
          guint           *n)
{
  (*n)++;
}

/* The button in the row with that icon, or with a label. */
static GtkWidget *
find_button (GtkWidget  *widget,
             const char *icon)
{
  if (GTK_IS_BUTTON (widget))
    return g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0 ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_says (void)
{
  g_autoptr (AuConfigFileRow) row =
    g_object_ref_sink (g_object_new (AU_TYPE_CONFIG_FILE_ROW, NULL));
  GtkWidget *clear = find_button (GTK_WIDGET (row), "edit-clear-symbolic");
  GtkWidget *choose = find_button (GTK_WIDGET (row), NULL);
  g_autofree char *path = NULL;
  guint n = 0;

  g_assert_nonnull (clear);
  g_assert_nonnull (choose);
  g_signal_connect (row, "chosen", G_CALLBACK (count_cb), &n);
  g_settings_reset (settings, KEY);
  au_config_file_row_set_settings (row, settings);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "~/.databrickscfg");
  g_assert_false (gtk_widget_get_visible (clear));

  g_assert_cmpint (g_close (g_file_open_tmp ("anyusage-XXXXXX.cfg", &path, NULL), NULL), ==, TRUE);
  g_settings_set_string (settings, KEY, path);
  au_config_file_row_update (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, path);
  g_assert_true (gtk_widget_get_visible (clear));

  g_unlink (path);
  au_config_file_row_update (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "cannot be read"));

  /* A variable wins, and the choice stays for when it does not. */
  g_setenv ("DATABRICKS_CONFIG_FILE", "/elsewhere", TRUE);
  au_config_file_row_update (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "overrides"));
  g_assert_false (gtk_widget_get_sensitive (choose));
  g_assert_false (gtk_widget_get_visible (clear));
  g_unsetenv ("DATABRICKS_CONFIG_FILE");
  au_config_file_row_update (row);

  g_assert_cmpuint (n, ==, 0);
  g_signal_emit_by_name (clear, "clicked");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "~/.databrickscfg");
}

/* What no portal stands before is shown as it is. */
static void
test_shown_path (void)
{
  g_autofree char *there = au_shown_path_dup (g_get_tmp_dir ());
  g_autofree char *gone = au_shown_path_dup ("/nowhere/at/all");

  g_assert_cmpstr (there, ==, g_get_tmp_dir ());
  g_assert_cmpstr (gone, ==, "/nowhere/at/all");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("DATABRICKS_CONFIG_FILE");
  adw_init ();
  settings = g_settings_new (SETTINGS_ID);
  g_test_add_func ("/ui/config-file/says", test_says);
  g_test_add_func ("/ui/config-file/shown-path", test_shown_path);
  status = g_test_run ();
  g_clear_object (&settings);
  return status;
}
