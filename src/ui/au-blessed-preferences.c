/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-blessed-preferences.h"
#include "au-blessed-config.h"
#include "au-connection-row.h"
#include "au-environment.h"
#include "au-http-address.h"
#include "au-secrets.h"

#include <glib/gi18n.h>

struct _AuBlessedPreferences
{
  AdwPreferencesGroup parent_instance;

  AuSession *session;
  GCancellable *cancellable; /* cancelled when the group goes */
  gboolean updating;         /* the rows are being set, not chosen */

  /* Template widgets */
  GtkEditable *url;
  GtkEditable *key;
  AdwComboRow *header;
  AuConnectionRow *test;
};

G_DEFINE_FINAL_TYPE (AuBlessedPreferences, au_blessed_preferences, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the rows. */
static const char *const headers[] = { "x-api-key", "bearer" };

static GSettings *
get_settings (AuBlessedPreferences *self)
{
  return au_session_get_settings (self->session);
}

static AuBlessedConfig *
read_config (void)
{
  g_autoptr (AuBlessedSettings) settings = au_blessed_settings_load ();
  g_auto (GStrv) environment = au_environment_get ();

  return au_blessed_config_new_unchecked (settings, (const char *const *) environment);
}

/* What an environment variable says counts, so the window says that it does. */
static char *
describe_overrides (void)
{
  static const char *const labels[] = {
    [AU_BLESSED_PART_URL] = N_("the address"),
    [AU_BLESSED_PART_KEY] = N_("the API key"),
    [AU_BLESSED_PART_KEY_HEADER] = N_("the header that the key goes into"),
  };
  g_autoptr (AuBlessedConfig) config = read_config ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint part = 0; part < AU_BLESSED_N_PARTS; part++)
    {
      const char *name = au_blessed_config_get_variable (config, (AuBlessedPart) part);

      if (name == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: %s an environment variable, %s what it sets: "the address". */
      g_string_append_printf (text, _("%s is set and gives %s."), name, _(labels[part]));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
update (AuBlessedPreferences *self)
{
  g_autofree char *url = g_settings_get_string (get_settings (self), "blessed-api-url");
  g_autofree char *header = g_settings_get_string (get_settings (self), "blessed-api-key-header");
  g_autofree char *overrides = describe_overrides ();

  self->updating = TRUE;
  gtk_editable_set_text (self->url, url);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    if (g_str_equal (header, headers[i]))
      adw_combo_row_set_selected (self->header, i);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), overrides);
  self->updating = FALSE;
}

/* Whatever changed, the window is to use it: the source is opened anew. */
static void
apply_change (AuBlessedPreferences *self)
{
  au_connection_row_reset (self->test);
  update (self);
  au_session_open (self->session);
}

static void
url_cb (AuBlessedPreferences *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->url)));
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  if (*text != '\0')
    url = au_blessed_url_parse (text, &error);
  au_preferences_mark (self->url, error == NULL);
  if (error != NULL)
    {
      au_preferences_say (GTK_WIDGET (self), error->message);
      return;
    }
  /* In its normal form: the keyring keeps the key for that. */
  g_settings_set_string (get_settings (self), "blessed-api-url", url != NULL ? url : "");
  apply_change (self);
}

static void
header_cb (AuBlessedPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->header);

  if (self->updating || self->session == NULL || selected >= G_N_ELEMENTS (headers))
    return;
  g_settings_set_string (get_settings (self), "blessed-api-key-header", headers[selected]);
  apply_change (self);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuBlessedPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = au_secrets_store_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  au_preferences_say (GTK_WIDGET (self), stored ? _("Kept in the keyring") : error->message);
  if (stored)
    apply_change (self);
}

static void
key_cb (AuBlessedPreferences *self)
{
  g_autoptr (AuBlessedConfig) config = read_config ();
  const char *url = au_blessed_config_get_url (config);
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (self->key)));
  g_autoptr (GError) error = NULL;

  if (url == NULL)
    {
      au_preferences_say (GTK_WIDGET (self),
                          _("Give the service’s address first: a key is kept for one service"));
      return;
    }
  if (!au_http_address_check_secret (key, _("The API key"), &error))
    {
      au_preferences_mark (self->key, FALSE);
      au_preferences_say (GTK_WIDGET (self), error->message);
      return;
    }
  au_preferences_mark (self->key, TRUE);
  au_secrets_store_async (url, AU_SECRET_API_KEY, key, self->cancellable, stored_cb,
                          g_object_ref (self));
  /* Nobody needs to see it again. */
  gtk_editable_set_text (self->key, "");
}

static void
au_blessed_preferences_dispose (GObject *object)
{
  AuBlessedPreferences *self = AU_BLESSED_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_BLESSED_PREFERENCES);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_blessed_preferences_parent_class)->dispose (object);
}

static void
au_blessed_preferences_finalize (GObject *object)
{
  AuBlessedPreferences *self = AU_BLESSED_PREFERENCES (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (au_blessed_preferences_parent_class)->finalize (object);
}

static void
au_blessed_preferences_class_init (AuBlessedPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_blessed_preferences_dispose;
  object_class->finalize = au_blessed_preferences_finalize;

  g_type_ensure (AU_TYPE_CONNECTION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-blessed-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, AuBlessedPreferences, url);
  gtk_widget_class_bind_template_child (widget_class, AuBlessedPreferences, key);
  gtk_widget_class_bind_template_child (widget_class, AuBlessedPreferences, header);
  gtk_widget_class_bind_template_child (widget_class, AuBlessedPreferences, test);
  gtk_widget_class_bind_template_callback (widget_class, url_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_cb);
}

static void
au_blessed_preferences_init (AuBlessedPreferences *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_blessed_preferences_set_session:
 * @self: the group
 * @session: whose settings are shown; set once
 */
void
au_blessed_preferences_set_session (AuBlessedPreferences *self,
                                    AuSession            *session)
{
  g_return_if_fail (AU_IS_BLESSED_PREFERENCES (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  au_connection_row_set_source (self->test, session, "blessed-api");
  update (self);
}
