/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-card.h"
#include "au-chart-table.h"
#include "au-chart-view.h"
#include "au-provenance-dialog.h"
#include "au-receipt.h"
#include "au-sign-in.h"
#include "au-skeleton.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _AuChartCard
{
  GtkWidget parent_instance;

  AuSession *session;
  AuChart *chart;
  int priority;

  GCancellable *cancellable; /* (nullable): of the load under way */
  GCancellable *looking; /* (nullable): for what was kept, which shows until the load is there */
  AuChartLoad *load; /* (nullable): what is shown */
  gboolean shows_kept; /* @load is what was kept */
  gboolean updating;  /* the options are being set, not chosen */
  gboolean side_chosen; /* by the person; until then a figure has its own first side */

  /* Template widgets */
  GtkBox *header;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkWidget *controls;
  GtkWidget *current_month;
  GtkWidget *forecast;
  AdwToggleGroup *sides;
  GtkWidget *where;
  GtkWidget *export;
  GtkWidget *more;
  GtkStack *stack;
  AuChartView *view;
  AdwBin *table_bin;
  GtkLabel *empty_title;
  GtkLabel *empty_text;
  GtkLabel *failed_title;
  GtkLabel *failed_text;
  GtkWidget *sign_in;
  GtkWidget *retry;
  GtkBox *footer;

  /* Children of @controls, made only where a chart takes the option: there are ten cards, and a
   * drop-down costs as much as all the rest of one. */
  AuFigure *table_figure; /* (unowned): what @table was filled with, only compared */
  AuChartTable *table; /* (nullable): made when it is shown for the first time */
  GtkDropDown *months; /* (nullable) */
  GtkDropDown *limit;  /* (nullable) */
};

enum
{
  SIGNAL_EXPORT,
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuChartCard, au_chart_card, GTK_TYPE_WIDGET)

static GtkWidget *
create_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

/* The receipt, with a tick only where every text behind it is the one that SHA256SUMS lists. What
 * came by a route has no text of ours, which is nothing to warn of. The words say the same, so the
 * mark is for eyes alone. */
static void
add_receipt (AuChartCard *self,
             const char  *text,
             gboolean     verified,
             gboolean     by_route)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  verified ? "object-select-symbolic"
                                  : by_route ? "dialog-information-symbolic"
                                             : "dialog-warning-symbolic",
                                  "pixel-size", 12,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_add_css_class (mark, verified ? "success" : by_route ? "dimmed" : "warning");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), create_note (text));
  gtk_box_append (self->footer, box);
}

static void
clear_notes (AuChartCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->footer))) != NULL)
    gtk_box_remove (self->footer, child);
}

static void
show_page (AuChartCard *self,
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

static void
show_notes (AuChartCard *self)
{
  AuFigure *figure = self->load->figure;
  g_autoptr (GPtrArray) results = au_chart_load_dup_results (self->load);

  clear_notes (self);
  for (guint i = 0; i < au_figure_get_n_footnotes (figure); i++)
    gtk_box_append (self->footer, create_note (au_figure_get_footnote (figure, i)));
  if (results->len > 0)
    {
      AuResult *const *rows = (AuResult *const *) results->pdata;
      g_autofree char *receipt = au_receipt_create_line (rows, results->len, figure);

      add_receipt (self, receipt, au_receipt_is_verified (rows, results->len),
                   au_receipt_is_by_route (rows, results->len));
    }
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

static gboolean
shows_table (AuChartCard *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->sides), "table") == 0;
}

/* The side of the figure that is wanted. The table is made only then. */
static void
show_side (AuChartCard *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack));

  if (!shows_table (self))
    show_page (self, "chart");
  else
    {
      if (self->table == NULL)
        {
          self->table = AU_CHART_TABLE (au_chart_table_new ());
          adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
        }
      if (self->table_figure != self->load->figure)
        au_chart_table_set_figure (self->table, self->load->figure);
      self->table_figure = self->load->figure;
      show_page (self, "table");
    }
  /* Whoever was in the one side goes on in the other. */
  if (focus != NULL)
    gtk_widget_grab_focus (shows_table (self) ? GTK_WIDGET (self->table) : GTK_WIDGET (self->view));
}

/* A list of people is a table first; until a person chooses, the other charts are pictures. */
static void
show_figure (AuChartCard *self)
{
  gboolean table = au_figure_get_category_kind (self->load->figure) == AU_CATEGORY_TABLE;

  self->table_figure = NULL;
  if (!self->side_chosen)
    {
      self->updating = TRUE;
      adw_toggle_group_set_active_name (self->sides, table ? "table" : "chart");
      self->updating = FALSE;
    }
  show_side (self);
}

static void
side_cb (AuChartCard *self)
{
  if (self->updating || au_chart_card_get_load (self) == NULL ||
      au_figure_get_status (self->load->figure) != AU_FIGURE_READY)
    return;
  self->side_chosen = TRUE;
  show_side (self);
}

static gboolean
toggle_side_cb (GtkWidget *widget,
                GVariant  *unused,
                gpointer   user_data)
{
  AuChartCard *self = AU_CHART_CARD (widget);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->sides)))
    return GDK_EVENT_PROPAGATE;
  au_chart_card_set_table (self, !shows_table (self));
  return GDK_EVENT_STOP;
}

static void
show_load (AuChartCard *self)
{
  AuFigure *figure = self->load->figure;
  const char *subtitle = au_figure_get_subtitle (figure);

  gtk_label_set_text (self->title, au_figure_get_title (figure));
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  show_notes (self);

  if (au_figure_get_status (figure) == AU_FIGURE_READY)
    {
      au_chart_view_set_figure (self->view, figure);
      show_figure (self);
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
      show_page (self, "failed");
    }
  else
    {
      gtk_label_set_text (self->empty_title, au_figure_get_status_heading (figure));
      gtk_label_set_text (self->empty_text, au_figure_get_status_detail (figure));
      show_page (self, "empty");
    }
}

static void
stop_looking (AuChartCard *self)
{
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->shows_kept = FALSE;
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
}

static guint
find_choice (const int *choices,
             guint      n,
             int        value)
{
  for (guint i = 0; i < n; i++)
    if (choices[i] >= value)
      return i;
  return n - 1;
}

static void
update_options (AuChartCard *self)
{
  const AuChartOptions *options = au_session_get_options (self->session);

  self->updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->current_month),
                               options->include_current_month);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->forecast), options->include_forecast);
  if (self->months != NULL)
    gtk_drop_down_set_selected (self->months,
                                find_choice (au_session_months, AU_SESSION_N_MONTHS,
                                             options->months));
  if (self->limit != NULL)
    gtk_drop_down_set_selected (self->limit,
                                find_choice (au_session_limits, AU_SESSION_N_LIMITS,
                                             options->limit));
  self->updating = FALSE;
}

static void
option_cb (AuChartCard *self)
{
  AuChartOptions options;

  if (self->updating || self->session == NULL)
    return;
  options = *au_session_get_options (self->session);
  options.include_current_month =
    gtk_check_button_get_active (GTK_CHECK_BUTTON (self->current_month));
  options.include_forecast = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->forecast));
  if (self->months != NULL &&
      gtk_drop_down_get_selected (self->months) < AU_SESSION_N_MONTHS)
    options.months = au_session_months[gtk_drop_down_get_selected (self->months)];
  if (self->limit != NULL &&
      gtk_drop_down_get_selected (self->limit) < AU_SESSION_N_LIMITS)
    options.limit = au_session_limits[gtk_drop_down_get_selected (self->limit)];
  au_session_set_options (self->session, &options);
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
  gtk_widget_class_bind_template_callback (widget_class, option_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_bind_template_callback (widget_class, where_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, toggle_side_cb, NULL);
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
  g_signal_connect_swapped (self->view, "settled", G_CALLBACK (view_settled_cb), self);
}

/* The focus is on the button within the drop-down, which of itself says its value alone. */
static void
name_choice (GtkDropDown *drop_down)
{
  const char *label = g_object_get_data (G_OBJECT (drop_down), "label");
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  g_autofree char *name = NULL;

  if (item == NULL)
    return;
  /* Translators: an option of a chart and its value: "Months: 12 months". */
  name = g_strdup_printf (_("%s: %s"), label, gtk_string_object_get_string (item));
  /* What labels them would win over their label. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  if (button != NULL)
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  if (button != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

static GtkDropDown *
add_choices (AuChartCard   *self,
             GtkStringList *choices,
             const char    *label)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (choices), NULL);

  g_object_set_data_full (G_OBJECT (drop_down), "label", g_strdup (label), g_free);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (name_choice), NULL);
  name_choice (GTK_DROP_DOWN (drop_down));
  adw_wrap_box_insert_child_after (ADW_WRAP_BOX (self->controls), drop_down, self->forecast);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (option_cb), self);
  return GTK_DROP_DOWN (drop_down);
}

static void
add_months (AuChartCard *self)
{
  GtkStringList *months = gtk_string_list_new (NULL);

  for (guint i = 0; i < AU_SESSION_N_MONTHS; i++)
    {
      /* Translators: %d is a number of months. */
      g_autofree char *text = g_strdup_printf (ngettext ("%d month", "%d months",
                                                         (gulong) au_session_months[i]),
                                               au_session_months[i]);

      gtk_string_list_append (months, text);
    }
  self->months = add_choices (self, months, _("Months"));
}

static void
add_limits (AuChartCard *self)
{
  GtkStringList *limits = gtk_string_list_new (NULL);

  for (guint i = 0; i < AU_SESSION_N_LIMITS; i++)
    {
      /* Translators: %d is how many people are listed. */
      g_autofree char *text = g_strdup_printf (_("Top %d"), au_session_limits[i]);

      gtk_string_list_append (limits, text);
    }
  self->limit = add_choices (self, limits, _("People"));
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
  AuChartOptionFlags flags;

  self->session = g_object_ref (session);
  self->chart = au_chart_new (chart, NULL);
  g_assert (self->chart != NULL);
  flags = au_chart_get_option_flags (self->chart);
  gtk_label_set_text (self->title, au_chart_get_title (self->chart));
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), FALSE);
  gtk_widget_set_visible (self->forecast, (flags & AU_CHART_OPTION_FORECAST) != 0);
  gtk_widget_set_visible (self->current_month, (flags & AU_CHART_OPTION_CURRENT_MONTH) != 0);
  if ((flags & AU_CHART_OPTION_LIMIT) != 0)
    add_limits (self);
  if ((flags & AU_CHART_OPTION_MONTHS) != 0)
    add_months (self);
  update_options (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  au_chart_get_title (self->chart), -1);
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
 * au_chart_card_set_table:
 * @self: a card
 * @table: whether the table is shown instead of the picture
 */
void
au_chart_card_set_table (AuChartCard *self,
                         gboolean     table)
{
  g_return_if_fail (AU_IS_CHART_CARD (self));

  self->side_chosen = TRUE;
  adw_toggle_group_set_active_name (self->sides, table ? "table" : "chart");
}

/**
 * au_chart_card_get_table:
 *
 * Returns: (transfer none) (nullable): the table, where it was shown already
 */
AuChartTable *
au_chart_card_get_table (AuChartCard *self)
{
  g_return_val_if_fail (AU_IS_CHART_CARD (self), NULL);

  return self->table;
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
  if (self->cancellable != NULL || g_str_equal (state, "loading"))
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
  g_return_if_fail (AU_IS_CHART_CARD (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->header),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
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
  update_options (self);
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
  clear_notes (self);
  show_page (self, "loading");
}
