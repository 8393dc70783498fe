/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-dashboard.h"
#include "au-clock.h"
#include "au-format.h"
#include "au-memory.h"
#include "au-reconciliation-strip.h"
#include "au-subscription-picker.h"
#include "au-summary-cards.h"
#include "au-views.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MILLISECONDS_PER_DAY G_GINT64_CONSTANT (86400000)

#define PRIORITY_VISIBLE G_PRIORITY_DEFAULT
#define PRIORITY_HIDDEN G_PRIORITY_LOW

struct _AuDashboard
{
  GtkWidget parent_instance;

  AuSession *session;
  GPtrArray *cards_of_view[AU_N_VIEWS]; /* (element-type AuChartCard) */
  gboolean narrow;
  guint columns;

  /* Template widgets */
  GtkScrolledWindow *scroller;
  GtkBox *header;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *freshness;
  AuSummaryCards *cards;
  AuReconciliationStrip *strip;
  AdwViewStack *stack;
};

typedef enum
{
  PROP_NARROW = 1,
  PROP_COLUMNS,
} AuDashboardProperty;

static GParamSpec *properties[PROP_COLUMNS + 1];

enum
{
  SIGNAL_EXPORT,
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AuDashboard, au_dashboard, GTK_TYPE_WIDGET)

static void
set_columns (AuDashboard *self,
             guint        columns)
{
  if (self->columns == columns)
    return;
  self->columns = columns;
  au_summary_cards_set_columns (self->cards, columns);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);
}

static void
set_narrow (AuDashboard *self,
            gboolean     narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->header),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->header, narrow ? 2 : 12);
  au_summary_cards_set_narrow (self->cards, narrow);
  for (guint view = 0; view < AU_N_VIEWS; view++)
    for (guint i = 0; self->cards_of_view[view] != NULL && i < self->cards_of_view[view]->len; i++)
      au_chart_card_set_narrow (g_ptr_array_index (self->cards_of_view[view], i), narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* When the numbers of this view were read, and how far their data reach: of the oldest reading and
 * the shortest reach, so that it never says more than is true. */
static void
update_freshness (AuDashboard *self)
{
  AuChartCard *card = au_dashboard_get_card (self);
  AuChartLoad *load = card != NULL ? au_chart_card_get_load (card) : NULL;
  g_autoptr (GPtrArray) results = load != NULL ? au_chart_load_dup_results (load) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 oldest = G_MAXINT64;
  AuDay through = AU_DAY_INVALID;
  gboolean all_say = TRUE;

  if (au_session_get_source (self->session) == NULL)
    return;
  /* What everything waits for is worth more than when something was read. */
  if (au_session_get_status (self->session) != NULL)
    {
      gtk_label_set_text (self->freshness, au_session_get_status (self->session));
      return;
    }
  g_string_append (text, au_source_get_name (au_session_get_source (self->session)));
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      AuProvenance *provenance = au_result_get_provenance (g_ptr_array_index (results, i));

      oldest = MIN (oldest, provenance->finished);
      all_say = all_say && provenance->data_through != AU_DAY_INVALID;
      if (through == AU_DAY_INVALID || provenance->data_through < through)
        through = provenance->data_through;
    }
  if (oldest != G_MAXINT64)
    {
      gboolean today = oldest / MILLISECONDS_PER_DAY == au_clock_today ();
      g_autofree char *time = today ? au_format_time (oldest) : au_format_timestamp (oldest);

      if (today)
        /* Translators: %s is a time of day, like 09:12. */
        g_string_append_printf (text, _(" · read %s UTC"), time);
      else
        /* Translators: %s is when rows were read, "24 Nov 2026 09:12 UTC". */
        g_string_append_printf (text, _(" · read %s"), time);
    }
  /* Of results that do not say how far they reach, nothing is known. */
  if (all_say && through != AU_DAY_INVALID)
    {
      g_autofree char *day = au_format_day (through);

      /* Translators: %s is a day, like 23 Nov. */
      g_string_append_printf (text, _(" · data through %s"), day);
    }
  gtk_label_set_text (self->freshness, text->str);
}

static void
card_settled_cb (AuDashboard *self)
{
  update_freshness (self);
  au_memory_return_soon ();
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

static void
card_export_cb (AuChartCard *card,
                AuDashboard *self)
{
  g_signal_emit (self, signals[SIGNAL_EXPORT], 0, card);
}

static void
update_subtitle (AuDashboard *self,
                 AuSelection *selection)
{
  const char *team = au_session_get_team (self->session);
  g_autofree char *text = NULL;

  if (team != NULL)
    /* Translators: %s is a subscription, %s the id of the team by which it was found. */
    text = g_strdup_printf (_("%s · found by team %s, figures are the subscription’s"),
                            au_selection_get_subtitle (selection), team);
  gtk_label_set_text (self->subtitle,
                      text != NULL ? text : au_selection_get_subtitle (selection));
}

static void
reload (AuDashboard *self)
{
  AuSelection *selection = au_session_get_selection (self->session);
  int visible = au_view_find (au_dashboard_get_view (self));
  g_autofree char *lines = NULL;

  if (selection == NULL)
    return;
  lines = au_subscription_picker_dup_lines (selection);
  gtk_label_set_text (self->title, au_selection_get_title (selection));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), lines);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), lines);
  update_subtitle (self, selection);

  /* The visible view first: what is asked for first is sent first. */
  for (int pass = 0; pass < 2; pass++)
    {
      for (int view = 0; view < AU_N_VIEWS; view++)
        {
          if ((view == visible) != (pass == 0))
            continue;
          for (guint i = 0; i < self->cards_of_view[view]->len; i++)
            {
              AuChartCard *card = g_ptr_array_index (self->cards_of_view[view], i);

              au_chart_card_set_priority (card, pass == 0 ? PRIORITY_VISIBLE : PRIORITY_HIDDEN);
              au_chart_card_reload (card);
            }
        }
      if (pass == 0)
        au_summary_cards_reload (self->cards);
    }
  /* Last, as it asks for nothing that the views do not ask for. */
  au_reconciliation_strip_reload (self->strip);
  update_freshness (self);
}

static void
create_views (AuDashboard *self)
{
  for (guint view = 0; view < AU_N_VIEWS; view++)
    {
      const AuView *info = au_view_get (view);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

      self->cards_of_view[view] = g_ptr_array_new ();
      for (guint i = 0; info->charts[i] != NULL; i++)
        {
          GtkWidget *card = au_chart_card_new (self->session, info->charts[i]);

          g_signal_connect_object (card, "settled", G_CALLBACK (card_settled_cb), self,
                                   G_CONNECT_SWAPPED);
          g_signal_connect_object (card, "export", G_CALLBACK (card_export_cb), self, 0);
          gtk_box_append (GTK_BOX (box), card);
          g_ptr_array_add (self->cards_of_view[view], card);
        }
      adw_view_stack_add_titled (self->stack, box, info->name, _(info->title));
    }
}

static void
au_dashboard_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AuDashboard *self = AU_DASHBOARD (object);

  switch ((AuDashboardProperty) property_id)
    {
      case PROP_NARROW:
        g_value_set_boolean (value, self->narrow);
        break;

      case PROP_COLUMNS:
        g_value_set_uint (value, self->columns);
        break;

      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
au_dashboard_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AuDashboard *self = AU_DASHBOARD (object);

  switch ((AuDashboardProperty) property_id)
    {
      case PROP_NARROW:
        set_narrow (self, g_value_get_boolean (value));
        break;

      case PROP_COLUMNS:
        set_columns (self, g_value_get_uint (value));
        break;

      default:
        G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
au_dashboard_dispose (GObject *object)
{
  AuDashboard *self = AU_DASHBOARD (object);

  for (guint view = 0; view < AU_N_VIEWS; view++)
    g_clear_pointer (&self->cards_of_view[view], g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), AU_TYPE_DASHBOARD);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_dashboard_parent_class)->dispose (object);
}

static void
au_dashboard_class_init (AuDashboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = au_dashboard_get_property;
  object_class->set_property = au_dashboard_set_property;
  object_class->dispose = au_dashboard_dispose;

  /**
   * AuDashboard:narrow:
   *
   * Whether titles stand above what is said of them, and not beside it.
   */
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AuDashboard:columns:
   *
   * How many summary cards there is room for in a row.
   */
  properties[PROP_COLUMNS] = g_param_spec_uint ("columns", NULL, NULL, 1, 4, 4,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AuDashboard::export:
   * @card: the card whose chart is to be exported
   */
  signals[SIGNAL_EXPORT] = g_signal_new ("export", AU_TYPE_DASHBOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL,
                                         G_TYPE_NONE, 1, AU_TYPE_CHART_CARD);

  /**
   * AuDashboard::settled:
   *
   * A card has come to show what is wanted.
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", AU_TYPE_DASHBOARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL,
                                          G_TYPE_NONE, 0);

  g_type_ensure (AU_TYPE_RECONCILIATION_STRIP);
  g_type_ensure (AU_TYPE_SUMMARY_CARDS);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/ui/au-dashboard.ui");
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, scroller);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, header);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, title);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, freshness);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, cards);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, strip);
  gtk_widget_class_bind_template_child (widget_class, AuDashboard, stack);
  gtk_widget_class_set_css_name (widget_class, "dashboard");
}

static void
au_dashboard_init (AuDashboard *self)
{
  self->columns = 4;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * au_dashboard_set_session:
 * @self: a dashboard
 * @session: what it is about; set once
 */
void
au_dashboard_set_session (AuDashboard *self,
                          AuSession   *session)
{
  g_return_if_fail (AU_IS_DASHBOARD (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  au_summary_cards_set_session (self->cards, session);
  au_reconciliation_strip_set_session (self->strip, session);
  create_views (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "state-changed", G_CALLBACK (update_freshness), self,
                           G_CONNECT_SWAPPED);
}

/**
 * au_dashboard_set_view:
 * @self: a dashboard
 * @view: a view's name; one that is none changes nothing
 */
void
au_dashboard_set_view (AuDashboard *self,
                       const char  *view)
{
  g_return_if_fail (AU_IS_DASHBOARD (self));

  if (au_view_find (view) < 0)
    return;
  adw_view_stack_set_visible_child_name (self->stack, view);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  update_freshness (self);
}

const char *
au_dashboard_get_view (AuDashboard *self)
{
  g_return_val_if_fail (AU_IS_DASHBOARD (self), NULL);

  return adw_view_stack_get_visible_child_name (self->stack);
}

/**
 * au_dashboard_get_card:
 *
 * Returns: (transfer none) (nullable): the first card of the visible view
 */
AuChartCard *
au_dashboard_get_card (AuDashboard *self)
{
  int view;

  g_return_val_if_fail (AU_IS_DASHBOARD (self), NULL);

  view = au_view_find (au_dashboard_get_view (self));
  return view >= 0 ? g_ptr_array_index (self->cards_of_view[view], 0) : NULL;
}

/**
 * au_dashboard_hover:
 * @self: a dashboard
 * @band: a category of the visible view's first chart, -1 for none
 *
 * Shows what the pointer over that category would show.
 */
void
au_dashboard_hover (AuDashboard *self,
                    int          band)
{
  AuChartCard *card = au_dashboard_get_card (self);

  if (card != NULL)
    au_chart_view_hover (au_chart_card_get_view (card), band);
}

/**
 * au_dashboard_is_settled:
 *
 * Returns: whether the visible view and the summary cards show what is wanted
 */
gboolean
au_dashboard_is_settled (AuDashboard *self)
{
  int view;

  g_return_val_if_fail (AU_IS_DASHBOARD (self), FALSE);

  view = au_view_find (au_dashboard_get_view (self));
  if (view < 0 || !au_summary_cards_is_settled (self->cards) ||
      !au_reconciliation_strip_is_settled (self->strip))
    return FALSE;
  for (guint i = 0; i < self->cards_of_view[view]->len; i++)
    if (!au_chart_card_is_settled (g_ptr_array_index (self->cards_of_view[view], i)))
      return FALSE;
  return TRUE;
}

/**
 * au_dashboard_is_complete:
 *
 * Returns: whether every view has its data, or the reason why not
 */
gboolean
au_dashboard_is_complete (AuDashboard *self)
{
  g_return_val_if_fail (AU_IS_DASHBOARD (self), FALSE);

  for (guint view = 0; view < AU_N_VIEWS; view++)
    for (guint i = 0; i < self->cards_of_view[view]->len; i++)
      if (g_str_equal (au_chart_card_get_state (g_ptr_array_index (self->cards_of_view[view], i)),
                       "loading"))
        return FALSE;
  return TRUE;
}
