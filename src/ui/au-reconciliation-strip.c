/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-reconciliation-strip.h"
#include "au-provenance-dialog.h"
#include "au-reconciliation.h"

#include <glib/gi18n.h>

/* After all that is looked at. */
#define PRIORITY_STRIP (G_PRIORITY_LOW + 10)

/* The charts whose requests are compared, so that nothing is asked twice. */
static const char *const charts[] = { "model-spend", "monthly-spend", "depth-of-usage", "mau",
                                      "feature-adoption" };

struct _AuReconciliationStrip
{
  GtkWidget parent_instance;

  AuSession *session;
  GtkWidget *box; /* child */

  GCancellable *cancellable; /* (nullable): of the load under way */
  AuSelection *selection; /* (nullable): what was asked about */
  GHashTable *results; /* (element-type utf8 AuResult): by query */
  guint pending;
};

typedef struct
{
  AuReconciliationStrip *self;
  GCancellable *cancellable;
  AuRequest *request;
} Part;

G_DEFINE_FINAL_TYPE (AuReconciliationStrip, au_reconciliation_strip, GTK_TYPE_WIDGET)

static void
clear_lines (AuReconciliationStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
clicked_cb (GtkWidget *button)
{
  const AuReconciliation *finding = g_object_get_data (G_OBJECT (button), "finding");
  AuResult *results[] = { finding->first, finding->second };
  const char *notes[] = { finding->sentence, _("The difference is computed, from both."), NULL };

  adw_dialog_present (au_provenance_dialog_new (_("Two Queries Compared"), results, 2, notes),
                      button);
}

static void
reconciliation_free (gpointer data)
{
  au_reconciliation_free (data);
}

/* Takes @finding. */
static void
add_line (AuReconciliationStrip *self,
          AuReconciliation      *finding)
{
  gboolean agrees = finding->differences->len == 0;
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (finding->sentence);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  agrees ? "object-select-symbolic" : "dialog-warning-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (mark, agrees ? "success" : "warning");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  if (agrees)
    gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), label);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _("Where Both Come From"));
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "finding", finding, reconciliation_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
show_findings (AuReconciliationStrip *self)
{
  AuReconciliationInput input = {
    .model_spend = g_hash_table_lookup (self->results, "model_spend"),
    .monthly_spend = g_hash_table_lookup (self->results, "monthly_spend"),
    .depth_of_usage = g_hash_table_lookup (self->results, "depth_of_usage"),
    .mau = g_hash_table_lookup (self->results, "mau"),
    .feature_adoption = g_hash_table_lookup (self->results, "feature_adoption"),
    .feature_adoption_pct = g_hash_table_lookup (self->results, "feature_adoption_pct"),
  };
  g_autoptr (GPtrArray) findings = au_reconciliations_new (self->selection, &input);

  clear_lines (self);
  g_ptr_array_set_free_func (findings, NULL);
  /* What does not agree comes first. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < findings->len; i++)
      {
        AuReconciliation *finding = g_ptr_array_index (findings, i);

        if ((finding->differences->len == 0) == (pass == 1))
          add_line (self, finding);
      }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->box) != NULL);
}

static void
part_cb (GObject      *object,
         GAsyncResult *async_result,
         gpointer      user_data)
{
  g_autofree Part *part = user_data;
  g_autoptr (AuReconciliationStrip) self = part->self;
  g_autoptr (GCancellable) cancellable = part->cancellable;
  g_autoptr (AuRequest) request = part->request;
  g_autoptr (AuResult) result = au_loader_load_finish (AU_LOADER (object), async_result, NULL);

  if (cancellable != self->cancellable)
    return;
  /* What failed is told by its chart, and nothing is said of it here. */
  if (result != NULL)
    g_hash_table_insert (self->results, g_strdup (au_request_get_name (request)),
                         g_steal_pointer (&result));
  if (--self->pending > 0)
    return;
  g_clear_object (&self->cancellable);
  show_findings (self);
}

static void
au_reconciliation_strip_dispose (GObject *object)
{
  AuReconciliationStrip *self = AU_RECONCILIATION_STRIP (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->results, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_reconciliation_strip_parent_class)->dispose (object);
}

static void
au_reconciliation_strip_class_init (AuReconciliationStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_reconciliation_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reconciliation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
au_reconciliation_strip_init (AuReconciliationStrip *self)
{
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) au_result_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Queries compared"), -1);
}

/**
 * au_reconciliation_strip_set_session:
 * @self: a strip
 * @session: what it is about; set once
 */
void
au_reconciliation_strip_set_session (AuReconciliationStrip *self,
                                     AuSession             *session)
{
  g_return_if_fail (AU_IS_RECONCILIATION_STRIP (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

static GPtrArray *
create_requests (AuReconciliationStrip *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) au_request_unref);

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autoptr (AuChart) chart = au_chart_new (charts[i], NULL);
      /* Nothing can be asked of a selection without teams, and nothing compared. */
      g_autoptr (GPtrArray) own =
        au_chart_create_requests (chart, au_session_get_catalog (self->session), self->selection,
                                  au_session_get_options (self->session), NULL);

      for (guint j = 0; own != NULL && j < own->len; j++)
        g_ptr_array_add (all, au_request_ref (g_ptr_array_index (own, j)));
    }
  return all;
}

/**
 * au_reconciliation_strip_reload:
 * @self: a strip
 *
 * Compares what the session is about now. Until that is done it shows nothing.
 */
void
au_reconciliation_strip_reload (AuReconciliationStrip *self)
{
  g_autoptr (GPtrArray) requests = NULL;

  g_return_if_fail (AU_IS_RECONCILIATION_STRIP (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_hash_table_remove_all (self->results);
  clear_lines (self);
  g_set_object (&self->selection, au_session_get_selection (self->session));
  if (self->selection == NULL || au_session_get_loader (self->session) == NULL)
    return;

  requests = create_requests (self);
  if (requests->len == 0)
    return;
  self->cancellable = g_cancellable_new ();
  self->pending = requests->len;
  for (guint i = 0; i < requests->len; i++)
    {
      Part *part = g_new0 (Part, 1);

      part->self = g_object_ref (self);
      part->cancellable = g_object_ref (self->cancellable);
      part->request = au_request_ref (g_ptr_array_index (requests, i));
      au_loader_load_async (au_session_get_loader (self->session), part->request, PRIORITY_STRIP,
                            self->cancellable, part_cb, part);
    }
}

/**
 * au_reconciliation_strip_is_settled:
 *
 * Returns: whether nothing is being compared
 */
gboolean
au_reconciliation_strip_is_settled (AuReconciliationStrip *self)
{
  g_return_val_if_fail (AU_IS_RECONCILIATION_STRIP (self), FALSE);

  return self->cancellable == NULL;
}
