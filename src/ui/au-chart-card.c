/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-card-private.h"
#include "au-provenance-dialog.h"
#include "au-sign-in.h"
#include "au-skeleton.h"

#include <adwaita.h>
#include <glib/gi18n.h>

enum
{
  SIGNAL_EXPORT,
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuChartCard, au_chart_card, GTK_TYPE_WIDGET)

/* Only the card itself knows who waits. */
void
_au_chart_card_emit_settled (AuChartCard *self)
{
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

void
_au_chart_card_show_page (AuChartCard *self,
                          const char  *page)
{
  gboolean ready = g_str_equal (page, "chart") || g_str_equal (page, "table");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_sensitive (self->where, au_chart_card_has_provenance (self));
  gtk_widget_set_sensitive (self->export, ready);
  gtk_widget_set_sensitive (self->more, ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sides), ready);
  if (!g_str_equal (page, "chart"))
    g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/* Only one button is the one to press. */
static void
offer_sign_in (AuChartCard *self,
               gboolean     offered)
{
  gtk_widget_set_visible (self->sign_in, offered);
  if (offered)
    gtk_widget_remove_css_class (self->retry, "suggested-action");
  else
    gtk_widget_add_css_class (self->retry, "suggested-action");
}

static void
show_load (AuChartCard *self)
{
  AuFigure *figure = self->load->figure;
  const char *subtitle = au_figure_get_subtitle (figure);

  gtk_label_set_text (self->title, au_figure_get_title (figure));
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  _au_chart_card_show_notes (self);

  if (au_figure_get_status (figure) == AU_FIGURE_READY)
    {
      au_chart_view_set_figure (self->view, figure);
      _au_chart_card_show_figure (self);
      return;
    }

  au_chart_view_set_figure (self->view, NULL);
  if (self->table != NULL)
    au_chart_table_set_figure (self->table, NULL);
  if (au_figure_get_status (figure) == AU_FIGURE_FAILED)
    {
      offer_sign_in (self, au_sign_in_helps (self->load->error));
      gtk_label_set_text (self->failed_title, au_figure_get_status_heading (figure));
      gtk_label_set_text (self->failed_text, au_figure_get_status_detail (figure));
      _au_chart_card_show_page (self, "failed");
    }
  else
    {
      gtk_label_set_text (self->empty_title, au_figure_get_status_heading (figure));
      gtk_label_set_text (self->empty_text, au_figure_get_status_detail (figure));
      _au_chart_card_show_page (self, "empty");
    }
}

static void
stop_looking (AuChartCard *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->shows_kept = FALSE;
  _au_chart_card_stop_comparing (self);
}

/* What was kept shows at once, with its age; the source's answer takes its place. */
static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (AuChartCard) self = user_data;
  g_autoptr (AuChartLoad) load = au_chart_load_finish (result, NULL);

  if (load == NULL || !au_chart_load_is_whole (load))
    return;
  g_clear_pointer (&self->load, au_chart_load_free);
  self->load = g_steal_pointer (&load);
  self->shows_kept = TRUE;
  show_load (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AuChartCard) self = user_data;
  g_autoptr (AuChartLoad) load = au_chart_load_finish (result, NULL);

  /* Nothing comes of a load that was cancelled, and each that is no longer wanted was. */
  if (load == NULL)
    return;

  stop_looking (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->load, au_chart_load_free);
  self->load = g_steal_pointer (&load);
  show_load (self);
  _au_chart_card_compare (self);
}

static void
retry_cb (AuChartCard *self)
{
  au_chart_card_reload (self);
}

static void
copy_cb (AuChartCard *self)
{
  g_autofree char *details = NULL;

  if (self->load == NULL)
    return;
  details = au_chart_load_dup_details (self->load, self->chart,
                                       au_session_get_source (self->session));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), details);
}

static void
export_cb (AuChartCard *self)
{
  g_signal_emit (self, signals[SIGNAL_EXPORT], 0);
}

static void
where_cb (AuChartCard *self)
{
  au_chart_card_show_provenance (self);
}

static void
view_settled_cb (AuChartCard *self)
{
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

static void
au_chart_card_dispose (GObject *object)
{
  AuChartCard *self = AU_CHART_CARD (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop_looking (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_CHART_CARD);
  g_clear_pointer (&self->load, au_chart_load_free);
  g_clear_pointer (&self->said, g_free);
  g_clear_object (&self->chart);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_chart_card_parent_class)->dispose (object);
}

static void
au_chart_card_class_init (AuChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = au_chart_card_dispose;

  /**
   * AuChartCard::export:
   *
   * The chart is to be exported.
   */
  signals[SIGNAL_EXPORT] = g_signal_new ("export", AU_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL,
                                         G_TYPE_NONE, 0);

  /**
   * AuChartCard::settled:
   *
   * What is shown is what is wanted: see au_chart_card_is_settled().
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", AU_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL,
                                          G_TYPE_NONE, 0);

  g_type_ensure (AU_TYPE_CHART_VIEW);
  g_type_ensure (AU_TYPE_SKELETON);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/ui/au-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, header);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, controls);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, current_month);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, forecast);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, sides);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, table_bin);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, where);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, export);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, more);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, view);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, empty_title);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, empty_text);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, failed_title);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, failed_text);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, sign_in);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, retry);
  gtk_widget_class_bind_template_child (widget_class, AuChartCard, footer);
  gtk_widget_class_bind_template_callback (widget_class, where_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  _au_chart_card_class_install_options (widget_class);
  _au_chart_card_class_install_side (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-image",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.copy-table", NULL);
  gtk_widget_class_set_css_name (widget_class, "chartcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
au_chart_card_init (AuChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A picture under way keeps the view, which then outlives the card. */
  g_signal_connect_object (self->view, "settled", G_CALLBACK (view_settled_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * au_chart_card_new:
 * @session: what it is about
 * @chart: a chart's name, see au_chart_new()
 *
 * Returns: (transfer floating): a card that shows a skeleton until au_chart_card_reload()
 */
GtkWidget *
au_chart_card_new (AuSession  *session,
                   const char *chart)
{
  AuChartCard *self = g_object_new (AU_TYPE_CHART_CARD, NULL);
  g_autofree char *where = NULL;

  self->session = g_object_ref (session);
  self->chart = au_chart_new (chart, NULL);
  g_assert (self->chart != NULL);
  gtk_label_set_text (self->title, au_chart_get_title (self->chart));
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), FALSE);
  _au_chart_card_add_options (self, au_chart_get_option_flags (self->chart));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  au_chart_get_title (self->chart), -1);
  /* Translators: %s is what a number or chart shows; the name of a button, for screen readers. */
  where = g_strdup_printf (_("%s: where it comes from"), au_chart_get_title (self->chart));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->where), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  where, -1);
  return GTK_WIDGET (self);
}

const char *
au_chart_card_get_name (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return au_chart_get_name (self->chart);
}

AuChart *
au_chart_card_get_chart (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return self->chart;
}

/**
 * au_chart_card_get_load:
 *
 * Returns: (transfer none) (nullable): what is shown and what is behind it; %NULL while it is on
 * its
 *   way
 */
AuChartLoad *
au_chart_card_get_load (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return self->cancellable == NULL || self->shows_kept ? self->load : NULL;
}

AuChartView *
au_chart_card_get_view (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return self->view;
}

/**
 * au_chart_card_has_provenance:
 *
 * Returns: whether something is shown that came from somewhere
 */
gboolean
au_chart_card_has_provenance (AuChartCard *self)
{
  AuChartLoad *load = au_chart_card_get_load (self);
  g_autoptr (GPtrArray) results = load != NULL ? au_chart_load_dup_results (load) : NULL;

  return results != NULL && results->len > 0;
}

/**
 * au_chart_card_show_provenance:
 * @self: a card
 *
 * Opens a dialog that tells where what is shown came from, with what the figure's footnotes say the
 * app itself computed.
 */
void
au_chart_card_show_provenance (AuChartCard *self)
{
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  AdwDialog *dialog;

  g_return_if_fail (AU_IS_CHART_CARD (self));

  if (!au_chart_card_has_provenance (self))
    return;
  results = au_chart_load_dup_results (self->load);
  notes = g_ptr_array_new ();
  for (guint i = 0; i < au_figure_get_n_footnotes (self->load->figure); i++)
    g_ptr_array_add (notes, (gpointer) au_figure_get_footnote (self->load->figure, i));
  g_ptr_array_add (notes, NULL);
  dialog = au_provenance_dialog_new (au_figure_get_title (self->load->figure),
                                     (AuResult *const *) results->pdata, results->len,
                                     (const char *const *) notes->pdata);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * au_chart_card_get_state:
 *
 * Returns: (transfer none): `loading`, `chart`, `table`, `empty` or `failed`
 */
const char *
au_chart_card_get_state (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * au_chart_card_is_settled:
 *
 * Returns: whether nothing is on its way: no rows, no picture
 */
gboolean
au_chart_card_is_settled (AuChartCard *self)
{
  const char *state;

  g_return_val_if_fail (AU_IS_CHART_CARD (self), FALSE);

  state = au_chart_card_get_state (self);
  if (self->cancellable != NULL || self->comparing != NULL || g_str_equal (state, "loading"))
    return FALSE;
  return !g_str_equal (state, "chart") || au_chart_view_is_settled (self->view);
}

/**
 * au_chart_card_set_priority:
 * @self: a card
 * @priority: of its next loads, as GLib counts: the smaller, the sooner
 */
void
au_chart_card_set_priority (AuChartCard *self,
                            int          priority)
{
  g_return_if_fail (AU_IS_CHART_CARD (self));

  self->priority = priority;
}

/**
 * au_chart_card_set_narrow:
 * @self: a card
 * @narrow: whether the controls stand below the title, and not beside it
 */
void
au_chart_card_set_narrow (AuChartCard *self,
                          gboolean     narrow)
{
  GtkLayoutChild *child;

  g_return_if_fail (AU_IS_CHART_CARD (self));

  /* A grid and no box: a box asks for widths at its own height, and gives lines that would wrap at
   * less too little. */
  child = gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (self->header),
                                               self->controls);
  gtk_grid_layout_child_set_column (GTK_GRID_LAYOUT_CHILD (child), narrow ? 0 : 1);
  gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (child), narrow ? 1 : 0);
  /* Beside the title they keep to the card's edge, on a second line too. */
  adw_wrap_box_set_align (ADW_WRAP_BOX (self->controls), narrow ? 0.0 : 1.0);
}

/**
 * au_chart_card_reload:
 * @self: a card
 *
 * Asks for what the session is about now. What is on its way for something else is cancelled.
 */
void
au_chart_card_reload (AuChartCard *self)
{
  AuSelection *selection;

  g_return_if_fail (AU_IS_CHART_CARD (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop_looking (self);

  selection = au_session_get_selection (self->session);
  _au_chart_card_update_options (self);
  if (selection == NULL || au_session_get_loader (self->session) == NULL)
    return;

  if (au_session_get_kept (self->session) != NULL)
    {
      self->looking = g_cancellable_new ();
      au_chart_load_kept_async (self->chart, self->session, self->looking, kept_cb,
                                g_object_ref (self));
    }
  self->cancellable = g_cancellable_new ();
  au_chart_load_async (self->chart, self->session, self->priority, self->cancellable, loaded_cb,
                       g_object_ref (self));
  /* Even what is in memory comes a moment later, and nothing of another customer may stand there
   * until then. */
  _au_chart_card_clear_notes (self);
  _au_chart_card_show_page (self, "loading");
}
