/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-databricks-preferences.h"
#include "au-config-file-row.h"
#include "au-connection-row.h"
#include "au-databricks-address.h"
#include "au-databricks-config.h"
#include "au-databricks-source.h"
#include "au-databricks-warehouse.h"
#include "au-environment.h"
#include "au-http-address.h"
#include "au-secrets.h"

#include <glib/gi18n.h>

struct _AuDatabricksPreferences
{
  AdwPreferencesGroup parent_instance;

  AuSession *session;
  GCancellable *cancellable; /* cancelled when the group goes */
  AuDatabricksClient *client; /* (nullable): of the list of warehouses under way */
  gboolean updating;         /* the rows are being set, not chosen */

  /* Template widgets */
  GtkEditable *host;
  GtkEditable *http_path;
  AdwComboRow *sign_in;
  GtkEditable *token;
  GtkEditable *client_id;
  GtkEditable *client_secret;
  GtkEditable *profile;
  AuConfigFileRow *config_file;
  GtkMenuButton *warehouses;
  GtkLabel *warehouse_note;
  GtkListBox *warehouse_list;
  AuConnectionRow *test;
};

G_DEFINE_FINAL_TYPE (AuDatabricksPreferences, au_databricks_preferences, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of AuDatabricksSignIn and of the rows. */
static const char *const sign_ins[] = { "token", "machine", "browser" };

static GSettings *
get_settings (AuDatabricksPreferences *self)
{
  return au_session_get_settings (self->session);
}

static void
set_text (AuDatabricksPreferences *self,
          GtkEditable             *row,
          const char              *key)
{
  g_autofree char *text = g_settings_get_string (get_settings (self), key);

  gtk_editable_set_text (row, text);
}

/* What an environment variable or a profile says counts, so the window says that it does. */
static char *
describe_overrides (void)
{
  static const char *const labels[] = {
    [AU_DATABRICKS_PART_HOST] = N_("the address"),
    [AU_DATABRICKS_PART_WAREHOUSE] = N_("the warehouse"),
    [AU_DATABRICKS_PART_SIGN_IN] = N_("the way of signing in"),
    [AU_DATABRICKS_PART_TOKEN] = N_("the access token"),
    [AU_DATABRICKS_PART_CLIENT_ID] = N_("the client ID"),
    [AU_DATABRICKS_PART_CLIENT_SECRET] = N_("the client secret"),
    [AU_DATABRICKS_PART_CALLBACK_PORT] = N_("the port"),
  };
  g_autoptr (AuDatabricksSettings) settings = au_databricks_settings_load ();
  g_auto (GStrv) environment = au_environment_get ();
  g_autoptr (AuDatabricksConfig) config =
    au_databricks_config_new_unchecked (settings, (const char *const *) environment);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint part = 0; config != NULL && part < AU_DATABRICKS_N_PARTS; part++)
    {
      const char *name = NULL;
      AuDatabricksOrigin origin =
        au_databricks_config_get_origin (config, (AuDatabricksPart) part, &name);

      if (origin != AU_DATABRICKS_ORIGIN_ENVIRONMENT && origin != AU_DATABRICKS_ORIGIN_PROFILE)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (origin == AU_DATABRICKS_ORIGIN_ENVIRONMENT)
        /* Translators: %s an environment variable, %s what it sets: "the address". */
        g_string_append_printf (text, _("%s is set and gives %s."), name, _(labels[part]));
      else
        /* Translators: %s a profile of a file, %s what it sets: "the address". */
        g_string_append_printf (text, _("The profile %s gives %s."), name, _(labels[part]));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
update (AuDatabricksPreferences *self)
{
  g_autofree char *sign_in = g_settings_get_string (get_settings (self), "databricks-sign-in");
  g_autofree char *overrides = describe_overrides ();
  guint selected = 0;

  self->updating = TRUE;
  set_text (self, self->host, "databricks-host");
  set_text (self, self->http_path, "databricks-http-path");
  set_text (self, self->client_id, "databricks-client-id");
  set_text (self, self->profile, "databricks-profile");
  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    if (g_str_equal (sign_in, sign_ins[i]))
      selected = i;
  adw_combo_row_set_selected (self->sign_in, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->token), selected == AU_DATABRICKS_SIGN_IN_TOKEN);
  gtk_widget_set_visible (GTK_WIDGET (self->client_id), selected != AU_DATABRICKS_SIGN_IN_TOKEN);
  gtk_widget_set_visible (GTK_WIDGET (self->client_secret),
                          selected == AU_DATABRICKS_SIGN_IN_MACHINE);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), overrides);
  au_config_file_row_update (self->config_file);
  self->updating = FALSE;
}

/* Whatever changed, the window is to use it: the source is opened anew. */
static void
apply_change (AuDatabricksPreferences *self)
{
  au_connection_row_reset (self->test);
  update (self);
  au_session_open (self->session);
}

static void
host_cb (AuDatabricksPreferences *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->host)));
  g_autofree char *host = NULL;
  g_autofree char *workspace = NULL;
  g_autoptr (GError) error = NULL;

  if (*text != '\0' && !au_databricks_address_parse_host (text, &host, &workspace, &error))
    {
      au_preferences_mark (self->host, FALSE);
      au_preferences_say (GTK_WIDGET (self), error->message);
      return;
    }
  au_preferences_mark (self->host, TRUE);
  /* As it was typed: a pasted address may name the workspace behind the host. */
  g_settings_set_string (get_settings (self), "databricks-host", text);
  apply_change (self);
}

static void
http_path_cb (AuDatabricksPreferences *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->http_path)));
  g_autofree char *warehouse = NULL;
  g_autofree char *workspace = NULL;
  g_autoptr (GError) error = NULL;

  if (*text != '\0' &&
      !au_databricks_address_parse_warehouse (text, &warehouse, &workspace, &error))
    {
      au_preferences_mark (self->http_path, FALSE);
      au_preferences_say (GTK_WIDGET (self), error->message);
      return;
    }
  au_preferences_mark (self->http_path, TRUE);
  g_settings_set_string (get_settings (self), "databricks-http-path", text);
  apply_change (self);
}

static void
sign_in_cb (AuDatabricksPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->sign_in);

  if (self->updating || self->session == NULL || selected >= G_N_ELEMENTS (sign_ins))
    return;
  g_settings_set_string (get_settings (self), "databricks-sign-in", sign_ins[selected]);
  apply_change (self);
}

static void
client_id_cb (AuDatabricksPreferences *self)
{
  g_settings_set_string (get_settings (self), "databricks-client-id",
                         gtk_editable_get_text (self->client_id));
  apply_change (self);
}

static void
profile_cb (AuDatabricksPreferences *self)
{
  g_settings_set_string (get_settings (self), "databricks-profile",
                         gtk_editable_get_text (self->profile));
  apply_change (self);
}

static void
config_file_cb (AuDatabricksPreferences *self)
{
  apply_change (self);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuDatabricksPreferences) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!au_secrets_store_finish (result, &error))
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        au_preferences_say (GTK_WIDGET (self), error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  au_preferences_say (GTK_WIDGET (self), _("Kept in the keyring"));
  apply_change (self);
}

static void
store_secret (AuDatabricksPreferences *self,
              GtkEditable             *row,
              const char              *kind,
              const char              *what)
{
  g_autoptr (AuDatabricksSettings) settings = au_databricks_settings_load ();
  g_auto (GStrv) environment = au_environment_get ();
  g_autoptr (AuDatabricksConfig) config =
    au_databricks_config_new_unchecked (settings, (const char *const *) environment);
  const char *host = config != NULL ? au_databricks_config_get_host (config) : NULL;
  g_autoptr (GError) error = NULL;

  if (host == NULL)
    {
      au_preferences_say (GTK_WIDGET (self), _("Give the workspace’s address first: a secret is kept for one workspace"));
      return;
    }
  if (!au_http_address_check_secret (gtk_editable_get_text (row), what, &error))
    {
      au_preferences_mark (row, FALSE);
      au_preferences_say (GTK_WIDGET (self), error->message);
      return;
    }
  au_preferences_mark (row, TRUE);
  au_secrets_store_async (host, kind, gtk_editable_get_text (row), self->cancellable, stored_cb,
                          g_object_ref (self));
  /* Nobody needs to see it again. */
  gtk_editable_set_text (row, "");
}

static void
token_cb (AuDatabricksPreferences *self)
{
  store_secret (self, self->token, AU_SECRET_TOKEN, _("access token"));
}

static void
client_secret_cb (AuDatabricksPreferences *self)
{
  store_secret (self, self->client_secret, AU_SECRET_CLIENT_SECRET, _("client secret"));
}

static void
clear_warehouses (AuDatabricksPreferences *self)
{
  gtk_list_box_remove_all (self->warehouse_list);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuDatabricksPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warehouses =
    au_databricks_list_warehouses_finish (AU_DATABRICKS_CLIENT (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) ||
      AU_DATABRICKS_CLIENT (object) != self->client)
    return;
  g_clear_object (&self->client);
  if (warehouses == NULL)
    {
      gtk_label_set_text (self->warehouse_note, error->message);
      return;
    }

  gtk_label_set_text (self->warehouse_note,
                      warehouses->len > 0 ? _("Warehouses that you may use") :
                      _("There is no warehouse that you may use; ask for CAN USE on one."));
  for (guint i = 0; i < warehouses->len; i++)
    {
      const AuDatabricksWarehouse *warehouse = g_ptr_array_index (warehouses, i);
      GtkWidget *row = adw_action_row_new ();
      const char *state = au_databricks_warehouse_state_get_name (warehouse->state);
      g_autofree char *detail = NULL;

      if (warehouse->state == AU_DATABRICKS_WAREHOUSE_DELETED)
        continue;
      detail = g_strjoin (" · ", state, *warehouse->size != '\0' ? warehouse->size : NULL, NULL);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), warehouse->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "warehouse-id", g_strdup (warehouse->id), g_free);
      gtk_list_box_append (self->warehouse_list, row);
    }
}

static void
list_cb (AuDatabricksPreferences *self)
{
  g_autoptr (AuDatabricksSettings) settings = au_databricks_settings_load ();
  g_auto (GStrv) environment = au_environment_get ();
  g_autoptr (AuDatabricksConfig) config =
    au_databricks_config_new_unchecked (settings, (const char *const *) environment);

  clear_warehouses (self);
  g_clear_object (&self->client);
  if (config == NULL || au_databricks_config_get_host (config) == NULL)
    {
      gtk_label_set_text (self->warehouse_note, _("Give the workspace’s address first."));
      return;
    }
  gtk_label_set_text (self->warehouse_note, _("Asking the workspace…"));
  self->client = au_databricks_client_new (config);
  au_databricks_list_warehouses_async (self->client, self->cancellable, listed_cb,
                                       g_object_ref (self));
}

static void
warehouse_cb (AuDatabricksPreferences *self,
              GtkListBoxRow           *row,
              GtkListBox              *list)
{
  const char *id = g_object_get_data (G_OBJECT (row), "warehouse-id");

  gtk_menu_button_popdown (self->warehouses);
  gtk_editable_set_text (self->http_path, id);
  http_path_cb (self);
}

static void
au_databricks_preferences_dispose (GObject *object)
{
  AuDatabricksPreferences *self = AU_DATABRICKS_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_DATABRICKS_PREFERENCES);
  g_clear_object (&self->client);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_databricks_preferences_parent_class)->dispose (object);
}

static void
au_databricks_preferences_finalize (GObject *object)
{
  AuDatabricksPreferences *self = AU_DATABRICKS_PREFERENCES (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (au_databricks_preferences_parent_class)->finalize (object);
}

#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, AuDatabricksPreferences, child)

static void
au_databricks_preferences_class_init (AuDatabricksPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_databricks_preferences_dispose;
  object_class->finalize = au_databricks_preferences_finalize;

  g_type_ensure (AU_TYPE_CONFIG_FILE_ROW);
  g_type_ensure (AU_TYPE_CONNECTION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-databricks-preferences.ui");
  BIND (host);
  BIND (http_path);
  BIND (sign_in);
  BIND (token);
  BIND (client_id);
  BIND (client_secret);
  BIND (profile);
  BIND (config_file);
  BIND (warehouses);
  BIND (warehouse_note);
  BIND (warehouse_list);
  BIND (test);
  gtk_widget_class_bind_template_callback (widget_class, host_cb);
  gtk_widget_class_bind_template_callback (widget_class, http_path_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_id_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_secret_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_cb);
  gtk_widget_class_bind_template_callback (widget_class, config_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_cb);
  gtk_widget_class_bind_template_callback (widget_class, warehouse_cb);
}

static void
au_databricks_preferences_init (AuDatabricksPreferences *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_databricks_preferences_set_session:
 * @self: the group
 * @session: whose settings are shown; set once
 */
void
au_databricks_preferences_set_session (AuDatabricksPreferences *self,
                                       AuSession               *session)
{
  g_return_if_fail (AU_IS_DATABRICKS_PREFERENCES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  au_config_file_row_set_settings (self->config_file, get_settings (self));
  au_connection_row_set_source (self->test, session, "databricks");
  update (self);
}
