/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-popover-private.h"
#include "au-picker-row.h"

/* In sp: with less, the seats and the buttons leave too little of the names. */
#define NARROW_WIDTH 430
#define LIST_HEIGHT 420

/* In pixels: the two buttons of a row and what it is padded with. */
#define BESIDE_NAMES 106
#define MIN_CHARS 12

/* Of the rows that are shown; others are set when they are bound. */
static void
set_rows_narrow (GtkWidget *widget,
                 int        n_chars)
{
  if (AU_IS_PICKER_ROW (widget))
    {
      au_picker_row_set_narrow (AU_PICKER_ROW (widget), n_chars);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_rows_narrow (child, n_chars);
}

/* About how many letters of a row's title there is room for, beside its buttons. */
static int
count_chars (AuPickerPopover *self,
             int              width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->list));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                    pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (MIN_CHARS, (width - BESIDE_NAMES) * PANGO_SCALE / MAX (letter, 1));
}

/**
 * au_picker_popover_set_room:
 * @self: a popover
 * @width: how wide its contents are to be, in pixels
 * @height: how high they may be at most
 *
 * Where there is little room, the seats stand below the names, and the button that shows what is
 * picked below the hint.
 */
void
au_picker_popover_set_room (AuPickerPopover *self,
                            int              width,
                            int              height)
{
  GtkSettings *settings;
  gboolean narrow;
  int n_chars;

  g_return_if_fail (AU_IS_PICKER_POPOVER (self));

  settings = gtk_widget_get_settings (GTK_WIDGET (self));
  narrow = width < adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, NARROW_WIDTH, settings);
  gtk_widget_set_size_request (GTK_WIDGET (self->across), width, -1);
  adw_clamp_set_maximum_size (self->across, width);
  adw_clamp_set_tightening_threshold (self->across, width);
  adw_clamp_set_maximum_size (self->down, height);
  adw_clamp_set_tightening_threshold (self->down, height);
  gtk_scrolled_window_set_max_content_height (
    self->scroller, (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, LIST_HEIGHT, settings));
  n_chars = narrow ? count_chars (self, width) : 0;
  if (self->n_chars == n_chars)
    return;
  self->n_chars = n_chars;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bottom),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->bottom, narrow ? 6 : 12);
  set_rows_narrow (GTK_WIDGET (self->list), n_chars);
}
