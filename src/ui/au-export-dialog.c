/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-export-dialog.h"

#include <glib/gi18n.h>

struct _AuExportDialog
{
  AdwDialog parent_instance;

  AuExport *export;
  GSettings *settings;
  int shown_width;
  int shown_height;
  gboolean updating;         /* the rows are being set, not chosen */
  GCancellable *cancellable; /* (nullable): of the preview under way */

  /* Template widgets */
  AdwWindowTitle *heading;
  GtkPicture *preview;
  GtkWidget *rows_note;
  AdwComboRow *format;
  AdwComboRow *size;
  AdwSpinRow *scale;
  AdwComboRow *background;
  AdwSwitchRow *forecast;
  AdwSwitchRow *provenance;
  GtkLabel *hidden_note;
  GtkWidget *save;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuExportDialog, au_export_dialog, ADW_TYPE_DIALOG)

/* In the order of the rows. */
static const char *const formats[] = { "png", "svg", "pdf", "csv", NULL };
static const char *const backgrounds[] = { "light", "dark", "transparent", NULL };

static guint
find (const char *const *list,
      const char        *name)
{
  for (guint i = 0; list[i] != NULL; i++)
    if (g_str_equal (list[i], name))
      return i;
  return 0;
}

static void
preview_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (AuExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = au_export_draw_finish (result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->export == NULL)
    return;

  g_clear_object (&self->cancellable);
  if (bytes != NULL)
    texture = gdk_texture_new_from_bytes (bytes, NULL);
  gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
}

/* The preview is the picture itself, once, as pixels: a picture at another size would be laid out
 * otherwise. */
static void
update_preview (AuExportDialog *self)
{
  AuExportOptions options;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  au_export_dialog_get_options (self, &options);
  if (options.rows)
    return;

  options.image.format = AU_IMAGE_PNG;
  options.image.scale = 1;
  self->cancellable = g_cancellable_new ();
  au_export_draw_async (self->export, &options, self->cancellable, preview_cb, g_object_ref (self));
}

/* What the picture leaves out, and that the rows are all there all the same. */
static void
update_hidden_note (AuExportDialog *self,
                    gboolean        rows)
{
  guint n = au_export_get_n_hidden (self->export);
  g_autofree char *text = NULL;

  if (rows)
    /* Translators: %u is how many series of a chart somebody has hidden. */
    text = g_strdup_printf (ngettext ("%u series is hidden in the window; its rows are written too",
                                      "%u series are hidden in the window; "
                                      "their rows are written too", n), n);
  else
    /* Translators: %u is how many series of a chart somebody has hidden. */
    text = g_strdup_printf (ngettext ("%u series is hidden in the window and left out here",
                                      "%u series are hidden in the window and left out here", n),
                            n);
  gtk_label_set_label (self->hidden_note, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hidden_note), n > 0);
}

static void
update (AuExportDialog *self)
{
  AuExportOptions options;
  g_autoptr (GError) error = NULL;

  au_export_dialog_get_options (self, &options);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), !options.rows);
  gtk_widget_set_visible (self->rows_note, options.rows);
  gtk_widget_set_visible (GTK_WIDGET (self->size), !options.rows);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), !options.rows);
  gtk_widget_set_visible (GTK_WIDGET (self->background), !options.rows);
  gtk_widget_set_visible (GTK_WIDGET (self->forecast),
                          !options.rows && au_export_has_forecast (self->export));
  gtk_widget_set_visible (GTK_WIDGET (self->provenance), options.rows);
  update_hidden_note (self, options.rows);

  if (!options.rows && !au_image_check_size (&options.image, &error))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->scale), error->message);
  else
    {
      g_autofree char *text = NULL;

      /* Translators: width and height of a picture in pixels. */
      text = g_strdup_printf (_("%d × %d pixels"), options.image.width * options.image.scale,
                              options.image.height * options.image.scale);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->scale), text);
    }
  gtk_widget_set_sensitive (self->save, error == NULL);
  update_preview (self);
}

static void
changed_cb (AuExportDialog *self)
{
  if (self->updating || self->export == NULL)
    return;

  g_settings_set_string (self->settings, "export-format",
                         formats[adw_combo_row_get_selected (self->format)]);
  g_settings_set_enum (self->settings, "export-size", (int) adw_combo_row_get_selected (self->size));
  g_settings_set_int (self->settings, "export-scale", (int) adw_spin_row_get_value (self->scale));
  g_settings_set_string (self->settings, "export-background",
                         backgrounds[adw_combo_row_get_selected (self->background)]);
  /* Of a chart without a forecast nothing was chosen. */
  if (au_export_has_forecast (self->export))
    g_settings_set_boolean (self->settings, "export-forecast",
                            adw_switch_row_get_active (self->forecast));
  g_settings_set_boolean (self->settings, "export-provenance",
                          adw_switch_row_get_active (self->provenance));
  update (self);
}

static void
cancel_cb (AuExportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
save_cb (AuExportDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
au_export_dialog_dispose (GObject *object)
{
  AuExportDialog *self = AU_EXPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_EXPORT_DIALOG);
  g_clear_pointer (&self->export, au_export_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (au_export_dialog_parent_class)->dispose (object);
}

static void
au_export_dialog_class_init (AuExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_export_dialog_dispose;

  /**
   * AuExportDialog::chosen:
   *
   * The chart is to be saved as chosen.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", AU_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, rows_note);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, scale);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, background);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, forecast);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, provenance);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, hidden_note);
  gtk_widget_class_bind_template_child (widget_class, AuExportDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
au_export_dialog_init (AuExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_export_dialog_new:
 * @export: what is exported
 * @settings: where the last choice is kept
 * @shown_width: width of the chart in the window, in logical pixels
 * @shown_height: its height
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
au_export_dialog_new (AuExport  *export,
                      GSettings *settings,
                      int        shown_width,
                      int        shown_height)
{
  AuExportDialog *self = g_object_new (AU_TYPE_EXPORT_DIALOG, NULL);
  g_autofree char *format = g_settings_get_string (settings, "export-format");
  g_autofree char *background = g_settings_get_string (settings, "export-background");
  g_autofree char *title = NULL;

  self->export = au_export_ref (export);
  self->settings = g_object_ref (settings);
  self->shown_width = shown_width;
  self->shown_height = shown_height;

  /* Translators: %s is a chart's title. */
  title = g_strdup_printf (_("Export “%s”"), au_export_get_title (export));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_subtitle (self->heading, au_export_get_title (export));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preview"), -1);

  self->updating = TRUE;
  adw_combo_row_set_selected (self->format, find (formats, format));
  adw_combo_row_set_selected (self->size, (guint) g_settings_get_enum (settings, "export-size"));
  adw_spin_row_set_value (self->scale, g_settings_get_int (settings, "export-scale"));
  adw_combo_row_set_selected (self->background, find (backgrounds, background));
  adw_switch_row_set_active (self->forecast, g_settings_get_boolean (settings, "export-forecast"));
  adw_switch_row_set_active (self->provenance,
                             g_settings_get_boolean (settings, "export-provenance"));
  self->updating = FALSE;
  update (self);
  return ADW_DIALOG (self);
}

/**
 * au_export_dialog_get_export:
 *
 * Returns: (transfer none): what is exported
 */
AuExport *
au_export_dialog_get_export (AuExportDialog *self)
{
  g_return_val_if_fail (AU_IS_EXPORT_DIALOG (self), NULL);

  return self->export;
}

/**
 * au_export_dialog_get_options:
 * @self: the dialog
 * @options: (out caller-allocates): what is chosen
 */
void
au_export_dialog_get_options (AuExportDialog  *self,
                              AuExportOptions *options)
{
  g_return_if_fail (AU_IS_EXPORT_DIALOG (self));

  au_export_options_init (options, self->settings, self->shown_width, self->shown_height);
}
