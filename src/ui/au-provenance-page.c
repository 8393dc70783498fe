/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-provenance-page.h"
#include "au-announce.h"
#include "au-open-uri.h"
#include "au-provenance-facts.h"
#include "au-sql-highlight.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AuProvenancePage
{
  GtkWidget parent_instance;

  AuResult *result;

  /* Template widgets */
  GtkWidget *scroller;
  GtkLabel *title;
  GtkLabel *definition;
  GtkImage *mark;
  GtkLabel *standing;
  GtkLabel *notes;
  GtkWidget *text_box;
  GtkLabel *text;
  GtkWidget *copy_sql;
  GtkWidget *open;
  AdwPreferencesGroup *record;
};

G_DEFINE_FINAL_TYPE (AuProvenancePage, au_provenance_page, GTK_TYPE_WIDGET)

static void
copy_sql_cb (AuProvenancePage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          au_provenance_facts_get_text (self->result));
  au_announce (GTK_WIDGET (self), _("Query text copied"));
}

static void
open_cb (AuProvenancePage *self)
{
  g_autofree char *uri = au_provenance_facts_dup_uri (self->result);

  if (uri != NULL)
    au_open_uri (uri);
}

static void
update_colors (AuProvenancePage *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gdk_display_get_default ());
  g_autoptr (PangoAttrList) attributes =
    au_sql_highlight (gtk_label_get_text (self->text), adw_style_manager_get_dark (manager) ?
                      AU_SQL_COLORS_DARK : AU_SQL_COLORS_LIGHT);

  gtk_label_set_attributes (self->text, attributes);
}

static void
add_row (AuProvenancePage       *self,
         const AuProvenanceFact *fact)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fact->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fact->value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (self->record, row);
}

/* What is beside the text, so that Enter copies it. */
static gboolean
au_provenance_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AU_PROVENANCE_PAGE (widget)->copy_sql);
}

/* Nothing of its own takes the focus; without this Shift+Tab would never leave. */
static gboolean
au_provenance_page_focus (GtkWidget        *widget,
                          GtkDirectionType  direction)
{
  return gtk_widget_child_focus (AU_PROVENANCE_PAGE (widget)->scroller, direction);
}

static void
au_provenance_page_dispose (GObject *object)
{
  AuProvenancePage *self = AU_PROVENANCE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_PROVENANCE_PAGE);
  g_clear_pointer (&self->result, au_result_unref);

  G_OBJECT_CLASS (au_provenance_page_parent_class)->dispose (object);
}

static void
au_provenance_page_class_init (AuProvenancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_provenance_page_dispose;
  widget_class->focus = au_provenance_page_focus;
  widget_class->grab_focus = au_provenance_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/ui/au-provenance-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, title);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, definition);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, mark);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, standing);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, notes);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, text_box);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, text);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, copy_sql);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, open);
  gtk_widget_class_bind_template_child (widget_class, AuProvenancePage, record);
  gtk_widget_class_bind_template_callback (widget_class, copy_sql_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_set_css_name (widget_class, "provenancepage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
au_provenance_page_init (AuProvenancePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* SQL reads from left to right in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self->text), GTK_TEXT_DIR_LTR);
}

static void
fill (AuProvenancePage  *self,
      gint64             now,
      const char *const *notes)
{
  const AuProvenance *provenance = au_result_get_provenance (self->result);
  AuRequest *request = au_provenance_get_request (provenance);
  AuQuery *query = au_provenance_get_query (provenance);
  gboolean verified = query != NULL && au_query_get_standing (query) == AU_STANDING_VERIFIED;
  g_autoptr (GPtrArray) facts = au_provenance_facts_new (self->result, now);
  g_autofree char *standing = au_provenance_facts_dup_standing (self->result);
  g_autofree char *uri = au_provenance_facts_dup_uri (self->result);

  if (request != NULL)
    {
      AuContract *contract = au_request_get_contract (request);

      gtk_label_set_text (self->title, au_contract_get_title (contract));
      gtk_label_set_text (self->definition, au_contract_get_definition (contract));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      au_contract_get_title (contract), -1);
    }
  gtk_label_set_text (self->standing, standing);
  gtk_image_set_from_icon_name (self->mark, verified ? "object-select-symbolic" :
                                "dialog-warning-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), verified ? "success" : "warning");

  if (notes != NULL && notes[0] != NULL)
    {
      g_autofree char *lines = g_strjoinv ("\n", (GStrv) notes);

      gtk_label_set_text (self->notes, lines);
      gtk_widget_set_visible (GTK_WIDGET (self->notes), TRUE);
    }

  gtk_widget_set_visible (self->text_box, provenance->statement != NULL);
  if (provenance->statement != NULL)
    {
      g_autofree char *text = g_strdup (au_provenance_facts_get_text (self->result));

      gtk_label_set_text (self->text, g_strchomp (text));
      update_colors (self);
    }
  gtk_widget_set_visible (self->open, uri != NULL);

  /* The standing is told above already. */
  for (guint i = 1; i < facts->len; i++)
    add_row (self, g_ptr_array_index (facts, i));
}

/**
 * au_provenance_page_new:
 * @result: a result
 * @now: the app's clock, milliseconds
 * @notes: (nullable) (array zero-terminated=1): what is to be known of what is shown of it, as what
 *   the app computed from it
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
au_provenance_page_new (AuResult          *result,
                        gint64             now,
                        const char *const *notes)
{
  AuProvenancePage *self = g_object_new (AU_TYPE_PROVENANCE_PAGE, NULL);

  self->result = au_result_ref (result);
  fill (self, now, notes);
  g_signal_connect_object (adw_style_manager_get_for_display (gdk_display_get_default ()),
                           "notify::dark", G_CALLBACK (update_colors), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

AuResult *
au_provenance_page_get_result (AuProvenancePage *self)
{
  g_return_val_if_fail (AU_IS_PROVENANCE_PAGE (self), NULL);

  return self->result;
}

/**
 * au_provenance_page_get_text:
 *
 * Returns: (transfer none): the SQL as it is shown, empty where a route was asked
 */
const char *
au_provenance_page_get_text (AuProvenancePage *self)
{
  g_return_val_if_fail (AU_IS_PROVENANCE_PAGE (self), NULL);

  return gtk_label_get_text (self->text);
}
