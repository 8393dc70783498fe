/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-application.h"
#include "au-clock.h"
#include "au-databricks-config.h"
#include "au-environment.h"
#include "au-ids.h"
#include "au-link.h"
#include "au-memory.h"
#include "au-screenshot.h"
#include "au-shell-search.h"
#include "au-shortcuts.h"
#include "au-ui-resources.h"
#include "au-views.h"
#include "au-window.h"

#include <glib/gi18n.h>

struct _AuApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  AuSession *session; /* (nullable): of the window */
  AuShellSearch *search;
  const char *wanted; /* (nullable): a window's action to do once the source is open */

  /* Options of the command line, as they are until the window takes them. */
  GStrv subscriptions;
  GStrv links; /* (nullable) */
  char *view;
  char *source;
  char *size;
  char *screenshot;
  char *activate;
  double text_scale;
  gboolean rtl;
  gboolean pick;
  char *type; /* (nullable): into the picker */
  int hover;
};

G_DEFINE_FINAL_TYPE (AuApplication, au_application, ADW_TYPE_APPLICATION)

static const GOptionEntry entries[] = {
  { "subscription", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL,
    N_("Open this subscription; may be given more than once"),
    N_("ID") },
  { "view", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Show this view"), N_("NAME") },
  { "source", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Take numbers from this source"), N_("NAME") },
  { "size", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "screenshot", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
  { "activate", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "text-scale", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_DOUBLE, NULL, NULL, NULL },
  { "rtl", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { "pick", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { "type", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "hover", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, NULL, NULL, NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("[LINK]") },
  { NULL },
};

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* Through the window, so that it remembers its size. */
  if (window != NULL)
    gtk_window_close (window);
  g_application_quit (user_data);
}


static void
fail (const char *message)
{
  g_printerr ("anyusage: %s\n", message);
}

/* "1200x860" */
static gboolean
parse_size (const char *text,
            int        *width,
            int        *height)
{
  g_auto (GStrv) parts = g_strsplit (text, "x", -1);
  guint64 w, h;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 200, 8000, &w, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 200, 8000, &h, NULL))
    return FALSE;
  *width = (int) w;
  *height = (int) h;
  return TRUE;
}

static void
apply_text_scale (double scale)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (scale >= 0.5 && scale <= 3)
    g_object_set (settings, "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

static void
session_listed_cb (AuSession     *session,
                   AuApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  /* What was asked of a source that did not open is not done out of the blue when it does. */
  if (au_session_get_state (session) == AU_SESSION_FAILED)
    self->wanted = NULL;
  if (au_session_get_state (session) != AU_SESSION_READY)
    return;
  if (self->search != NULL)
    au_shell_search_set_index (self->search, au_session_get_index (session));
  if (self->wanted != NULL && window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), g_steal_pointer (&self->wanted), NULL);
}

static AuWindow *
ensure_window (AuApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (AuSession) session = NULL;
  int width, height;

  if (window != NULL)
    return AU_WINDOW (window);

  if (self->rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (self->text_scale > 0)
    apply_text_scale (self->text_scale);
  session = au_session_new (self->settings, self->source);
  g_set_object (&self->session, session);
  if (self->subscriptions != NULL)
    au_session_select_ids (session, (const char *const *) self->subscriptions, NULL);
  window = GTK_WINDOW (au_window_new (ADW_APPLICATION (self), session));
  if (self->view != NULL)
    au_window_set_view (AU_WINDOW (window), self->view);
  if (self->size != NULL && parse_size (self->size, &width, &height))
    {
      gtk_window_unmaximize (window);
      gtk_window_set_default_size (window, width, height);
    }
  if (self->screenshot != NULL)
    {
      /* As GNOME has it, whatever the display of the picture is. */
      g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close", NULL);
      au_screenshot_take (AU_WINDOW (window), self->screenshot, self->activate, self->pick,
                          self->type, self->hover);
    }
  /* After the window itself, which enables its actions then. */
  g_signal_connect_object (session, "state-changed", G_CALLBACK (session_listed_cb), self,
                           G_CONNECT_AFTER);
  au_session_open (session);
  return AU_WINDOW (window);
}

static void
au_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (AU_APPLICATION (application))));
}

static void
clear_options (AuApplication *self)
{
  g_clear_pointer (&self->subscriptions, g_strfreev);
  g_clear_pointer (&self->links, g_strfreev);
  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->size, g_free);
  g_clear_pointer (&self->screenshot, g_free);
  g_clear_pointer (&self->activate, g_free);
  g_clear_pointer (&self->type, g_free);
}

static int
au_application_command_line (GApplication            *application,
                             GApplicationCommandLine *command_line)
{
  AuApplication *self = AU_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  gboolean running = gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL;
  g_autoptr (GError) error = NULL;
  AuWindow *window;

  /* A second command line takes the place of what the first one left. */
  clear_options (self);
  g_variant_dict_lookup (options, "subscription", "^as", &self->subscriptions);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^as", &self->links);
  g_variant_dict_lookup (options, "view", "s", &self->view);
  g_variant_dict_lookup (options, "source", "s", &self->source);
  g_variant_dict_lookup (options, "size", "s", &self->size);
  g_variant_dict_lookup (options, "screenshot", "^ay", &self->screenshot);
  g_variant_dict_lookup (options, "activate", "s", &self->activate);
  g_variant_dict_lookup (options, "text-scale", "d", &self->text_scale);
  g_variant_dict_lookup (options, "hover", "i", &self->hover);
  g_variant_dict_lookup (options, "type", "s", &self->type);
  self->rtl = g_variant_dict_contains (options, "rtl");
  self->pick = g_variant_dict_contains (options, "pick");

  window = ensure_window (self);
  /* The window that is there already goes to the place. */
  if (running)
    {
      if (self->view != NULL)
        au_window_set_view (window, self->view);
      if (self->subscriptions != NULL &&
          !au_session_select_ids (au_window_get_session (window),
                                  (const char *const *) self->subscriptions, &error))
        au_window_add_toast (window, error->message);
    }
  if (self->links != NULL)
    au_window_offer_link (window, self->links[0]);
  gtk_window_present (GTK_WINDOW (window));
  return 0;
}

/* What the desktop calls when somebody follows a link. */
static void
au_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  AuWindow *window = ensure_window (AU_APPLICATION (application));

  if (n_files > 0)
    {
      g_autofree char *uri = g_file_get_uri (files[0]);

      au_window_offer_link (window, uri);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* Bad options are refused before anything opens. */
static int
au_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  const char *text;
  g_autofree const char **subscriptions = NULL;
  g_autofree const char **links = NULL;
  int width, height;

  if (g_variant_dict_lookup (options, "view", "&s", &text) && au_view_find (text) < 0)
    {
      g_autoptr (GString) message = g_string_new (NULL);

      /* Translators: %s is what was given as a view; the names of all views follow. */
      g_string_append_printf (message, _("there is no view “%s”; there are"), text);
      for (guint i = 0; i < AU_N_VIEWS; i++)
        g_string_append_printf (message, "%s %s", i > 0 ? "," : "", au_view_get (i)->name);
      fail (message->str);
      return 2;
    }
  if (g_variant_dict_lookup (options, "size", "&s", &text) && !parse_size (text, &width, &height))
    {
      fail (_("a size is written like 1200x860, from 200 to 8000 each"));
      return 2;
    }
  if (g_variant_dict_lookup (options, "subscription", "^a&s", &subscriptions))
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) clean = au_subscription_ids_clean (subscriptions, &error);

      if (clean == NULL)
        {
          fail (error->message);
          return 2;
        }
    }
  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &links))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AuLink) link = au_link_parse (links[0], &error);

      if (link == NULL)
        {
          fail (error->message);
          return 2;
        }
      if (links[1] != NULL)
        {
          fail (_("one link is opened at a time"));
          return 2;
        }
    }
  return -1;
}

/* How long quitting may wait for what runs on a server to be cancelled there: nothing else would
 * end it. In milliseconds. */
#define QUIT_PATIENCE 1500

static void
au_application_shutdown (GApplication *application)
{
  AuApplication *self = AU_APPLICATION (application);
  g_autoptr (AuSource) source = NULL;

  if (self->session != NULL && au_session_get_source (self->session) != NULL)
    source = g_object_ref (au_session_get_source (self->session));
  G_APPLICATION_CLASS (au_application_parent_class)->shutdown (application);
  if (source != NULL)
    au_source_close (source, QUIT_PATIENCE);
  g_clear_object (&self->session);
}

static void
open_found_cb (AuApplication *self,
               const char    *id)
{
  AuWindow *window = ensure_window (self);
  const char *ids[] = { id, NULL };
  g_autoptr (GError) error = NULL;

  if (!au_session_select_ids (self->session, ids, &error))
    au_window_add_toast (window, error->message);
  gtk_window_present (GTK_WINDOW (window));
}

/* Does what somebody asked for from outside the window; a source that still opens is waited for. */
static void
show_and_activate (AuApplication *self,
                   const char    *action)
{
  AuWindow *window = ensure_window (self);

  gtk_window_present (GTK_WINDOW (window));
  if (au_session_get_state (self->session) == AU_SESSION_READY)
    gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  else
    self->wanted = action;
}

static void
launch_search_cb (AuApplication *self)
{
  show_and_activate (self, "win.pick");
}

static void
find_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  show_and_activate (user_data, "win.pick");
}

static void
find_account_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  show_and_activate (user_data, "win.find-account");
}

/* The desktop entry offers the two that find. */
static const GActionEntry actions[] = {
  { .name = "quit", .activate = quit_action },
  { .name = "find", .activate = find_action },
  { .name = "find-account", .activate = find_account_action },
};

/* In milliseconds. */
#define SERVICE_PATIENCE 30000

static void
au_application_startup (GApplication *application)
{
  if (!gtk_init_check ())
    {
      fail (_("there is no display to open a window on; “anyusage --help” names what works without one"));
      exit (1);
    }

  G_APPLICATION_CLASS (au_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  /* Started for the shell's search alone, it stays for the next key. */
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (application, SERVICE_PATIENCE);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  au_shortcuts_install (GTK_APPLICATION (application));
}

static gboolean
au_application_dbus_register (GApplication    *application,
                              GDBusConnection *connection,
                              const char      *path,
                              GError         **error)
{
  AuApplication *self = AU_APPLICATION (application);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!G_APPLICATION_CLASS (au_application_parent_class)->dbus_register (application, connection,
                                                                         path, error))
    return FALSE;
  self->search = au_shell_search_new (application, self->settings);
  g_signal_connect_object (self->search, "open", G_CALLBACK (open_found_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "launch", G_CALLBACK (launch_search_cb), self,
                           G_CONNECT_SWAPPED);
  return au_shell_search_register (self->search, connection, search_path, error);
}

static void
au_application_dbus_unregister (GApplication    *application,
                                GDBusConnection *connection,
                                const char      *path)
{
  AuApplication *self = AU_APPLICATION (application);

  if (self->search != NULL)
    au_shell_search_unregister (self->search);
  g_clear_object (&self->search);
  G_APPLICATION_CLASS (au_application_parent_class)->dbus_unregister (application, connection,
                                                                      path);
}

static void
au_application_dispose (GObject *object)
{
  AuApplication *self = AU_APPLICATION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  clear_options (self);

  G_OBJECT_CLASS (au_application_parent_class)->dispose (object);
}

static void
au_application_class_init (AuApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_application_dispose;
  application_class->activate = au_application_activate;
  application_class->command_line = au_application_command_line;
  application_class->open = au_application_open;
  application_class->handle_local_options = au_application_handle_local_options;
  application_class->startup = au_application_startup;
  application_class->dbus_register = au_application_dbus_register;
  application_class->dbus_unregister = au_application_dbus_unregister;
  application_class->shutdown = au_application_shutdown;
}

static void
au_application_init (AuApplication *self)
{
  self->settings = g_settings_new (SETTINGS_ID);
  self->hover = -1;
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Usage and spend of a customer’s subscription, each number with its query."));
}

/**
 * au_application_new:
 *
 * Returns: (transfer full): the app with a window
 */
AuApplication *
au_application_new (void)
{
  return g_object_new (AU_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", RESOURCE_BASE,
                       NULL);
}

/**
 * au_application_prefer_plain_drawing:
 *
 * Where nothing can draw by GPU, GDK would still load a software GL stack that nobody uses: a
 * quarter of a second and 50 MiB at every start. What the person set counts. Call before GTK.
 */
void
au_application_prefer_plain_drawing (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return;
  g_setenv ("GDK_DISABLE", "gl,vulkan", FALSE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
}

static gboolean
is_known_option (const char *name)
{
  static const char *const others[] = { "help", "help-all", "display" };

  for (guint i = 0; entries[i].long_name != NULL; i++)
    if (g_str_equal (name, entries[i].long_name))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (name, others[i]))
      return TRUE;
  return g_str_has_prefix (name, "help-") || g_str_has_prefix (name, "gapplication-") ||
         g_str_has_prefix (name, "gtk-");
}

/* GApplication tells of an unknown option in its own way and with status 1; whoever calls from a
 * script is told as by every other command. */
static gboolean
check_options (int    argc,
               char **argv)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *message = NULL;

      if (!g_str_has_prefix (argv[i], "--"))
        continue;
      name = g_strndup (argv[i] + 2, strcspn (argv[i] + 2, "="));
      if (is_known_option (name))
        continue;
      /* Translators: %s is what was given as an option. */
      message = g_strdup_printf (_("there is no option --%.40s; “anyusage --help” names them"), name);
      fail (message);
      return FALSE;
    }
  return TRUE;
}

/**
 * au_application_main:
 * @argc: of main()
 * @argv: of main()
 *
 * Runs the app with its window. Call before GTK and any thread has started.
 *
 * Returns: the exit status
 */
int
au_application_main (int    argc,
                     char **argv)
{
  g_autoptr (AuApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  if (!au_clock_init (&error))
    {
      fail (error->message);
      return 2;
    }
  if (!check_options (argc, argv))
    return 2;
  /* What a library starts, a file manager for instance, is to inherit none of them. */
  au_environment_hide (au_databricks_get_secret_variables ());
  au_memory_init ();
  au_application_prefer_plain_drawing ();
  g_resources_register (au_ui_get_resource ());
  g_set_application_name (_("Anyusage"));
  application = au_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
