/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-summary-cards.h"
#include "au-clock.h"
#include "au-provenance-dialog.h"
#include "au-receipt.h"
#include "au-summary.h"

#include <glib/gi18n.h>

#define PRIORITY_SUMMARY (G_PRIORITY_DEFAULT + 10)

/* One card's widgets; all are owned by the grid. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *words; /* the title and the mark */
  GtkWidget *title;
  GtkWidget *computed;
  GtkWidget *value;
  GtkWidget *lines;
  GtkWidget *running;
  GtkWidget *unverified;
  GtkWidget *where;
} Card;

struct _AuSummaryCards
{
  GtkWidget parent_instance;

  AuSession *session;
  GtkWidget *grid; /* child */
  Card cards[AU_SUMMARY_N_CARDS];
  guint columns;

  GCancellable *cancellable; /* (nullable): of the load under way */
  AuSelection *selection;    /* (nullable): what was asked about */
  AuResult *results[AU_SUMMARY_N_QUERIES]; /* (nullable) */
  GError *errors[AU_SUMMARY_N_QUERIES];    /* (nullable) */
  guint pending;
};

typedef struct
{
  AuSummaryCards *self;
  GCancellable *cancellable;
  guint index;
} Part;

G_DEFINE_FINAL_TYPE (AuSummaryCards, au_summary_cards, GTK_TYPE_WIDGET)

static void
clear_results (AuSummaryCards *self)
{
  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    {
      g_clear_pointer (&self->results[i], au_result_unref);
      g_clear_error (&self->errors[i]);
    }
}

static char *
dup_description (const AuSummaryCard *content,
                 gboolean             unverified)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_strv_builder_add (parts, content->value);
  g_strv_builder_addv (parts, (const char **) content->lines);
  if (content->running != NULL)
    g_strv_builder_add (parts, content->running);
  if (content->computed != NULL)
    g_strv_builder_add (parts, content->computed);
  if (unverified)
    g_strv_builder_add (parts, _("unverified"));
  list = g_strv_builder_end (parts);
  return g_strjoinv (", ", list);
}

/* What a card is made of. The seats of today come from the list of subscriptions. */
static guint
get_results (AuSummaryCards  *self,
             AuSummaryCardId  id,
             AuResult        *results[2])
{
  static const AuSummaryQuery queries[AU_SUMMARY_N_CARDS] = {
    [AU_SUMMARY_CARD_MAU] = AU_SUMMARY_QUERY_MAU,
    [AU_SUMMARY_CARD_SPEND] = AU_SUMMARY_QUERY_MONTHLY_SPEND,
    [AU_SUMMARY_CARD_SEATS] = AU_SUMMARY_QUERY_MAU,
    [AU_SUMMARY_CARD_POWER_USERS] = AU_SUMMARY_QUERY_ACTIVE_USERS,
  };
  AuContract *contract = au_query_catalog_get_contract (au_session_get_catalog (self->session),
                                                        "subscriptions");
  g_autoptr (AuRequest) request = au_request_new (contract, NULL, NULL);

  results[0] = self->results[queries[id]];
  results[1] = id == AU_SUMMARY_CARD_SEATS && request != NULL ?
               au_loader_peek (au_session_get_loader (self->session), request) : NULL;
  if (results[0] == NULL)
    return 0;
  return results[1] != NULL ? 2 : 1;
}

/* Whether a number of the card came from a text that no list of checksums names. What came by a
 * route has no text of ours. */
static gboolean
is_unverified (AuSummaryCards  *self,
               AuSummaryCardId  id)
{
  AuResult *results[2];
  guint n = get_results (self, id, results);

  for (guint i = 0; i < n; i++)
    if (!au_receipt_is_verified (&results[i], 1) && !au_receipt_is_by_route (&results[i], 1))
      return TRUE;
  return FALSE;
}

static void
show_card (AuSummaryCards  *self,
           const AuSummary *summary,
           AuSummaryCardId  id)
{
  Card *card = &self->cards[id];
  const AuSummaryCard *content = &summary->cards[id];
  g_autofree char *lines = g_strjoinv ("\n", content->lines);
  g_autofree char *where = NULL;
  g_autofree char *description = NULL;
  gboolean ready = content->state == AU_SUMMARY_READY;
  gboolean unverified = is_unverified (self, id);

  gtk_label_set_text (GTK_LABEL (card->title), content->title);
  gtk_label_set_text (GTK_LABEL (card->value), content->value);
  gtk_label_set_text (GTK_LABEL (card->lines), lines);
  gtk_widget_set_visible (card->lines, *lines != '\0');
  /* Why it failed is told in full by the chart; here a long path would make a row of tall cards. */
  gtk_label_set_ellipsize (GTK_LABEL (card->lines), content->state == AU_SUMMARY_FAILED ?
                           PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_lines (GTK_LABEL (card->lines), content->state == AU_SUMMARY_FAILED ? 3 : -1);
  gtk_widget_set_tooltip_text (card->lines, content->state == AU_SUMMARY_FAILED ? lines : NULL);
  gtk_label_set_text (GTK_LABEL (card->running), content->running != NULL ? content->running : "");
  gtk_widget_set_visible (card->running, content->running != NULL);
  gtk_widget_set_tooltip_text (card->box, content->computed);
  /* The share of seats is computed as a whole; of the other cards, the change is. */
  gtk_label_set_text (GTK_LABEL (card->computed),
                      id == AU_SUMMARY_CARD_SEATS ? _("computed") :
                      _("change computed"));
  gtk_widget_set_visible (card->computed, content->computed != NULL);
  gtk_widget_set_visible (card->unverified, unverified);
  if (ready)
    gtk_widget_remove_css_class (card->value, "dimmed");
  else
    gtk_widget_add_css_class (card->value, "dimmed");

  description = dup_description (content, unverified);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card->box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, content->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
  /* Translators: %s is what a number or chart shows; the name of a button, for screen readers. */
  where = g_strdup_printf (_("%s: where it comes from"), content->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card->where), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  where, -1);
}

static void
update (AuSummaryCards *self)
{
  AuSummaryInput inputs[AU_SUMMARY_N_QUERIES];
  AuChartContext context = {
    .selection = self->selection,
    .format = au_format_get_default (),
    .options = *au_session_get_options (self->session),
    .now = au_clock_now (),
  };
  g_autoptr (AuSummary) summary = NULL;

  for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
    inputs[i] = (AuSummaryInput){ self->results[i], self->errors[i] }
  ;
  summary = au_summary_build (&context, inputs);
  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    show_card (self, summary, (AuSummaryCardId) i);
}

static void
part_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Part *part = user_data;
  g_autoptr (AuSummaryCards) self = part->self;
  g_autoptr (GCancellable) cancellable = part->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (AuResult) rows = au_loader_load_finish (AU_LOADER (object), result, &error);

  if (cancellable != self->cancellable)
    return;
  g_clear_pointer (&self->results[part->index], au_result_unref);
  self->results[part->index] = g_steal_pointer (&rows);
  self->errors[part->index] = g_steal_pointer (&error);
  if (--self->pending == 0)
    g_clear_object (&self->cancellable);
  update (self);
}

/* What was kept shows until the source's answer is there. */
static void
kept_cb (GObject      *object,
         GAsyncResult *async_result,
         gpointer      user_data)
{
  g_autofree Part *part = user_data;
  g_autoptr (AuSummaryCards) self = part->self;
  g_autoptr (GCancellable) cancellable = part->cancellable;
  g_autoptr (AuResult) rows = au_cached_source_peek_finish (AU_CACHED_SOURCE (object),
                                                            async_result, NULL);

  if (cancellable != self->cancellable || rows == NULL || self->results[part->index] != NULL ||
      self->errors[part->index] != NULL)
    return;
  self->results[part->index] = g_steal_pointer (&rows);
  update (self);
}

static Part *
create_part (AuSummaryCards *self,
             guint           index)
{
  Part *part = g_new0 (Part, 1);

  part->self = g_object_ref (self);
  part->cancellable = g_object_ref (self->cancellable);
  part->index = index;
  return part;
}

static void
place_cards (AuSummaryCards *self)
{
  int columns = (int) self->columns;

  for (int i = 0; i < AU_SUMMARY_N_CARDS; i++)
    {
      g_object_ref (self->cards[i].box);
      if (gtk_widget_get_parent (self->cards[i].box) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), self->cards[i].box);
      gtk_grid_attach (GTK_GRID (self->grid), self->cards[i].box, i % columns, i / columns, 1, 1);
      g_object_unref (self->cards[i].box);
    }
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
where_cb (GtkWidget      *button,
          AuSummaryCards *self)
{
  au_summary_cards_show_provenance (self, button);
}

/* The mark and the word that a chart's receipt has. */
static GtkWidget *
create_unverified (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name", "dialog-warning-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "css-classes", (const char *[]) { "mark", "warning", NULL },
                                  NULL);
  GtkWidget *label;

  gtk_box_append (GTK_BOX (row), mark);
  label = add_label (row, "caption");
  gtk_label_set_text (GTK_LABEL (label), _("unverified"));
  gtk_widget_set_tooltip_text (row, _("No list of checksums names the text of this query"));
  gtk_widget_set_visible (row, FALSE);
  return row;
}

static void
create_card (AuSummaryCards *self,
             Card           *card)
{
  GtkWidget *row;

  card->box = g_object_new (GTK_TYPE_BOX,
                            "orientation", GTK_ORIENTATION_VERTICAL,
                            "spacing", 2,
                            "hexpand", TRUE,
                            "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                            "css-classes", (const char *[]) { "card", "summary", NULL },
                            NULL);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (card->box), row);
  card->words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (card->words, TRUE);
  gtk_widget_set_valign (card->words, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), card->words);
  card->title = add_label (card->words, "caption-heading");
  gtk_widget_add_css_class (card->title, "dimmed");
  gtk_widget_set_hexpand (card->title, TRUE);
  gtk_widget_set_valign (card->title, GTK_ALIGN_START);
  card->computed = add_label (card->words, "caption");
  gtk_label_set_wrap_mode (GTK_LABEL (card->computed), PANGO_WRAP_WORD);
  gtk_widget_add_css_class (card->computed, "computed");
  gtk_widget_set_valign (card->computed, GTK_ALIGN_START);
  card->where = gtk_button_new_from_icon_name ("help-about-symbolic");
  gtk_widget_set_tooltip_text (card->where, _("Where It Comes From"));
  gtk_widget_set_valign (card->where, GTK_ALIGN_START);
  gtk_widget_add_css_class (card->where, "flat");
  gtk_widget_add_css_class (card->where, "circular");
  gtk_widget_add_css_class (card->where, "where");
  g_signal_connect (card->where, "clicked", G_CALLBACK (where_cb), self);
  gtk_box_append (GTK_BOX (row), card->where);
  card->value = add_label (card->box, "summary-value");
  /* Half a number is another number. */
  gtk_label_set_wrap (GTK_LABEL (card->value), FALSE);
  gtk_widget_add_css_class (card->value, "numeric");
  card->lines = add_label (card->box, "caption");
  gtk_widget_add_css_class (card->lines, "dimmed");
  card->running = add_label (card->box, "caption");
  gtk_widget_add_css_class (card->running, "dimmed");
  card->unverified = create_unverified ();
  gtk_box_append (GTK_BOX (card->box), card->unverified);
}

static void
au_summary_cards_dispose (GObject *object)
{
  AuSummaryCards *self = AU_SUMMARY_CARDS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_results (self);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (au_summary_cards_parent_class)->dispose (object);
}

static void
au_summary_cards_class_init (AuSummaryCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_summary_cards_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "summarycards");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
au_summary_cards_init (AuSummaryCards *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    create_card (self, &self->cards[i]);
  self->columns = 4;
  place_cards (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Summary"), -1);
}

/**
 * au_summary_cards_set_session:
 * @self: the cards
 * @session: what they are about; set once
 */
void
au_summary_cards_set_session (AuSummaryCards *self,
                              AuSession      *session)
{
  g_return_if_fail (AU_IS_SUMMARY_CARDS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

/**
 * au_summary_cards_set_columns:
 * @self: the cards
 * @columns: how many stand in a row: 4, 2 or 1
 */
void
au_summary_cards_set_columns (AuSummaryCards *self,
                              guint           columns)
{
  g_return_if_fail (AU_IS_SUMMARY_CARDS (self));
  g_return_if_fail (columns > 0);

  if (self->columns == columns)
    return;
  self->columns = columns;
  place_cards (self);
}

/**
 * au_summary_cards_set_narrow:
 * @self: the cards
 * @narrow: whether the marks stand below the titles, and not beside them, where long words of some
 *   languages would be parted
 */
void
au_summary_cards_set_narrow (AuSummaryCards *self,
                             gboolean        narrow)
{
  g_return_if_fail (AU_IS_SUMMARY_CARDS (self));

  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    {
      GtkOrientable *words = GTK_ORIENTABLE (self->cards[i].words);

      gtk_orientable_set_orientation (words, narrow ? GTK_ORIENTATION_VERTICAL
                                      : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_spacing (GTK_BOX (words), narrow ? 0 : 6);
      gtk_label_set_wrap_mode (GTK_LABEL (self->cards[i].title),
                               narrow ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
    }
}

/**
 * au_summary_cards_reload:
 * @self: the cards
 *
 * Asks for what the session is about now.
 */
void
au_summary_cards_reload (AuSummaryCards *self)
{
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (AU_IS_SUMMARY_CARDS (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear_results (self);
  g_set_object (&self->selection, au_session_get_selection (self->session));
  if (self->selection == NULL)
    return;

  requests = au_summary_create_requests (au_session_get_catalog (self->session), self->selection,
                                         &error);
  if (requests == NULL)
    for (guint i = 0; i < AU_SUMMARY_N_QUERIES; i++)
      self->errors[i] = g_error_copy (error);
  update (self);

  if (requests == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->pending = requests->len;
  for (guint i = 0; i < requests->len; i++)
    {
      if (au_session_get_kept (self->session) != NULL)
        au_cached_source_peek_async (au_session_get_kept (self->session),
                                     g_ptr_array_index (requests, i), self->cancellable, kept_cb,
                                     create_part (self, i));
      au_loader_load_async (au_session_get_loader (self->session), g_ptr_array_index (requests, i),
                            PRIORITY_SUMMARY, self->cancellable, part_cb, create_part (self, i));
    }
}

/**
 * au_summary_cards_show_provenance:
 * @self: the cards
 * @within: a widget in one of them
 *
 * Opens a dialog that tells where the number of that card came from, and what the app computed.
 */
void
au_summary_cards_show_provenance (AuSummaryCards *self,
                                  GtkWidget      *within)
{
  AuResult *results[2];

  g_return_if_fail (AU_IS_SUMMARY_CARDS (self));
  g_return_if_fail (GTK_IS_WIDGET (within));

  for (guint i = 0; i < AU_SUMMARY_N_CARDS; i++)
    {
      Card *card = &self->cards[i];
      const char *notes[] = { gtk_widget_get_tooltip_text (card->box), NULL };
      guint n = get_results (self, (AuSummaryCardId) i, results);

      if (n > 0 && (within == card->box || gtk_widget_is_ancestor (within, card->box)))
        adw_dialog_present (au_provenance_dialog_new (gtk_label_get_text (GTK_LABEL (card->title)),
                                                      results, n, notes),
                            GTK_WIDGET (self));
    }
}

/**
 * au_summary_cards_is_settled:
 *
 * Returns: whether no number is on its way
 */
gboolean
au_summary_cards_is_settled (AuSummaryCards *self)
{
  g_return_val_if_fail (AU_IS_SUMMARY_CARDS (self), FALSE);

  return self->cancellable == NULL;
}
