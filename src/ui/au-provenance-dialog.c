/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-provenance-dialog.h"
#include "au-announce.h"
#include "au-clock.h"
#include "au-provenance-facts.h"

#include <glib/gi18n.h>

struct _AuProvenanceDialog
{
  AdwDialog parent_instance;

  gint64 now; /* when it was opened: all ages are of then */
  GPtrArray *pages; /* (element-type AuProvenancePage) (unowned elements) */

  /* Template widgets */
  AdwWindowTitle *heading;
  GtkWidget *queries_bin;
  AdwToggleGroup *queries;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (AuProvenanceDialog, au_provenance_dialog, ADW_TYPE_DIALOG)

static void
query_cb (AuProvenanceDialog *self)
{
  guint active = adw_toggle_group_get_active (self->queries);

  if (self->pages != NULL && active < self->pages->len)
    gtk_stack_set_visible_child (self->stack, g_ptr_array_index (self->pages, active));
}

/* The arrows move the focus alone from toggle to toggle; here they choose too, so that the text of
 * each query is one key away. */
static gboolean
key_cb (AuProvenanceDialog *self,
        guint               key,
        guint               code,
        GdkModifierType     modifiers)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint active = adw_toggle_group_get_active (self->queries);

  if (key == (mirrored ? GDK_KEY_Left : GDK_KEY_Right) && active + 1 < self->pages->len)
    adw_toggle_group_set_active (self->queries, active + 1);
  else if (key == (mirrored ? GDK_KEY_Right : GDK_KEY_Left) && active > 0)
    adw_toggle_group_set_active (self->queries, active - 1);
  return GDK_EVENT_PROPAGATE;
}

static void
copy_cb (AuProvenanceDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->pages->len; i++)
    {
      AuProvenancePage *page = g_ptr_array_index (self->pages, i);
      g_autofree char *record =
        au_provenance_facts_dup_record (au_provenance_page_get_result (page), self->now);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", record);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  au_announce (GTK_WIDGET (self), _("Copied"));
}

static void
au_provenance_dialog_dispose (GObject *object)
{
  AuProvenanceDialog *self = AU_PROVENANCE_DIALOG (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  /* libadwaita 1.7 does not let go of a dialog's child by itself. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PROVENANCE_DIALOG);

  G_OBJECT_CLASS (au_provenance_dialog_parent_class)->dispose (object);
}

static void
au_provenance_dialog_class_init (AuProvenanceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_provenance_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-provenance-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AuProvenanceDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AuProvenanceDialog, queries_bin);
  gtk_widget_class_bind_template_child (widget_class, AuProvenanceDialog, queries);
  gtk_widget_class_bind_template_child (widget_class, AuProvenanceDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, query_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
au_provenance_dialog_init (AuProvenanceDialog *self)
{
  self->pages = g_ptr_array_new ();
  self->now = au_clock_now ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_page (AuProvenanceDialog *self,
          AuResult           *result,
          const char *const  *notes)
{
  GtkWidget *page = au_provenance_page_new (result, self->now, notes);
  AdwToggle *toggle = adw_toggle_new ();
  g_autofree char *file = au_provenance_facts_dup_file (result);

  gtk_stack_add_child (self->stack, page);
  g_ptr_array_add (self->pages, page);
  adw_toggle_set_label (toggle, file);
  adw_toggle_set_use_underline (toggle, FALSE);
  adw_toggle_group_add (self->queries, toggle);
}

/**
 * au_provenance_dialog_new:
 * @title: of what is shown, "Monthly active users"
 * @results: (array length=n_results) (nullable elements): what it was made of
 * @n_results: their number
 * @notes: (nullable) (array zero-terminated=1): sentences on what the app computed and more
 *
 * Its text is in view at once. Where there are several queries the focus is on the choice between
 * them, so that the text of each is two actions away.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
au_provenance_dialog_new (const char        *title,
                          AuResult *const   *results,
                          guint              n_results,
                          const char *const *notes)
{
  AuProvenanceDialog *self = g_object_new (AU_TYPE_PROVENANCE_DIALOG, NULL);

  adw_window_title_set_subtitle (self->heading, title);
  for (guint i = 0; i < n_results; i++)
    if (results[i] != NULL)
      add_page (self, results[i], notes);
  gtk_widget_set_visible (self->queries_bin, self->pages->len > 1);
  adw_toggle_group_set_active (self->queries, 0);
  if (self->pages->len > 1)
    adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->queries));
  else if (self->pages->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), g_ptr_array_index (self->pages, 0));
  return ADW_DIALOG (self);
}

/**
 * au_provenance_dialog_get_page:
 *
 * Returns: (transfer none) (nullable): the page in view
 */
AuProvenancePage *
au_provenance_dialog_get_page (AuProvenanceDialog *self)
{
  g_return_val_if_fail (AU_IS_PROVENANCE_DIALOG (self), NULL);

  return AU_PROVENANCE_PAGE (gtk_stack_get_visible_child (self->stack));
}
