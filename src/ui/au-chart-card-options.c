/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-card-private.h"

#include <glib/gi18n.h>

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

void
_au_chart_card_update_options (AuChartCard *self)
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
 * _au_chart_card_add_options:
 * @self: a card
 * @flags: the options that its chart takes
 *
 * Shows the controls of those, as the session has them.
 */
void
_au_chart_card_add_options (AuChartCard        *self,
                            AuChartOptionFlags  flags)
{
  gtk_widget_set_visible (self->forecast, (flags & AU_CHART_OPTION_FORECAST) != 0);
  gtk_widget_set_visible (self->current_month, (flags & AU_CHART_OPTION_CURRENT_MONTH) != 0);
  if ((flags & AU_CHART_OPTION_LIMIT) != 0)
    add_limits (self);
  if ((flags & AU_CHART_OPTION_MONTHS) != 0)
    add_months (self);
  _au_chart_card_update_options (self);
}

void
_au_chart_card_class_install_options (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, option_cb);
}
