/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-panel.h"

#include "au-figure-private.h"

#include <math.h>

static void
clear_reference (gpointer data)
{
  AuReference *reference = data;

  g_free (reference->label);
  g_free (reference->detail);
}

AuPanel *
au_panel_new (AuFigure    *figure,
              AuValueKind  kind,
              const char  *title,
              const char  *unit)
{
  AuPanel *self = g_new0 (AuPanel, 1);

  self->figure = figure;
  self->kind = kind;
  self->title = g_strdup (title);
  self->unit = g_strdup (unit);
  self->height_share = 1.0;
  self->series = g_ptr_array_new_with_free_func ((GDestroyNotify) au_series_free);
  self->references = g_array_new (FALSE, FALSE, sizeof (AuReference));
  g_array_set_clear_func (self->references, clear_reference);
  self->labels = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

void
au_panel_free (AuPanel *self)
{
  g_hash_table_unref (self->labels);
  g_array_unref (self->references);
  g_ptr_array_unref (self->series);
  g_free (self->partial_label);
  g_free (self->unit);
  g_free (self->title);
  g_free (self);
}

/**
 * au_panel_add_series:
 * @panel: a panel
 * @kind: how it is drawn
 * @name: its name, in full; it is ellipsised where there is no room
 * @rank: the index of its colour, from 0, or %AU_RANK_OTHER
 *
 * Adds a series of gaps. Parts of a stack are added from the baseline up, so
 * the largest first and "Other" last.
 *
 * Returns: (transfer none): the series, to be given its values
 */
AuSeries *
au_panel_add_series (AuPanel      *panel,
                     AuSeriesKind  kind,
                     const char   *name,
                     int           rank)
{
  AuSeries *series;

  g_return_val_if_fail (panel != NULL, NULL);
  g_return_val_if_fail (!panel->figure->sealed, NULL);

  series = au_series_new (panel, kind, name, rank);
  g_ptr_array_add (panel->series, series);

  return series;
}

/**
 * au_panel_add_reference_line:
 * @panel: a panel
 * @value: its level, in the panel's unit
 * @label: what it is: "500 seats"
 * @detail: (nullable): a second, dim line: "today"
 *
 * Draws a dark level line across the panel. The value axis reaches it. A value
 * that is not finite adds nothing.
 */
void
au_panel_add_reference_line (AuPanel    *panel,
                             double      value,
                             const char *label,
                             const char *detail)
{
  AuReference reference;

  g_return_if_fail (panel != NULL);
  g_return_if_fail (!panel->figure->sealed);
  g_return_if_fail (label != NULL);

  if (!isfinite (value))
    return;

  reference.value = value;
  reference.label = g_strdup (label);
  reference.detail = g_strdup (detail);
  g_array_append_val (panel->references, reference);
}

/**
 * au_panel_set_label:
 * @panel: a panel
 * @category: index of the category
 * @text: (nullable): what is written at the far end of its bar or stack, in a panel
 *   without bars above its highest point
 *
 * Writes a value at a mark. A label that would touch another is left out; the
 * emphasised category's is placed first.
 */
void
au_panel_set_label (AuPanel    *panel,
                    gsize       category,
                    const char *text)
{
  g_return_if_fail (panel != NULL);
  g_return_if_fail (!panel->figure->sealed);
  g_return_if_fail (category < panel->figure->n_categories);

  if (text != NULL)
    g_hash_table_replace (panel->labels, GSIZE_TO_POINTER (category), g_strdup (text));
  else
    g_hash_table_remove (panel->labels, GSIZE_TO_POINTER (category));
}

/**
 * au_panel_set_partial_label:
 * @panel: a panel
 * @text: (nullable): what the unfinished period holds: "381 so far"
 *
 * Written beside the plot in the first series' colour, above the note of
 * au_figure_set_partial().
 */
void
au_panel_set_partial_label (AuPanel    *panel,
                            const char *text)
{
  g_return_if_fail (panel != NULL);
  g_return_if_fail (!panel->figure->sealed);

  g_set_str (&panel->partial_label, text);
}

/**
 * au_panel_set_height_share:
 * @panel: a panel
 * @share: its height beside that of the other, which is 1 unless set
 */
void
au_panel_set_height_share (AuPanel *panel,
                           double   share)
{
  g_return_if_fail (panel != NULL);
  g_return_if_fail (!panel->figure->sealed);

  panel->height_share = isfinite (share) ? CLAMP (share, 0.1, 10.0) : 1.0;
}

AuValueKind
au_panel_get_value_kind (const AuPanel *panel)
{
  g_return_val_if_fail (panel != NULL, AU_VALUE_COUNT);

  return panel->kind;
}

/**
 * au_panel_get_title:
 * @panel: a panel
 *
 * Returns: (nullable): what its axis counts: "MAU"
 */
const char *
au_panel_get_title (const AuPanel *panel)
{
  g_return_val_if_fail (panel != NULL, NULL);

  return panel->title;
}

/**
 * au_panel_get_unit:
 * @panel: a panel
 *
 * Returns: (nullable): its unit in words: "people"
 */
const char *
au_panel_get_unit (const AuPanel *panel)
{
  g_return_val_if_fail (panel != NULL, NULL);

  return panel->unit;
}

guint
au_panel_get_n_series (const AuPanel *panel)
{
  g_return_val_if_fail (panel != NULL, 0);

  return panel->series->len;
}

/**
 * au_panel_get_series:
 * @panel: a panel
 * @index: which series
 *
 * Returns: (transfer none): the series
 */
AuSeries *
au_panel_get_series (const AuPanel *panel,
                     guint          index)
{
  g_return_val_if_fail (panel != NULL, NULL);
  g_return_val_if_fail (index < panel->series->len, NULL);

  return g_ptr_array_index (panel->series, index);
}

guint
au_panel_get_n_references (const AuPanel *panel)
{
  g_return_val_if_fail (panel != NULL, 0);

  return panel->references->len;
}

/**
 * au_panel_dup_reference:
 * @panel: a panel
 * @index: which level line
 *
 * Returns: (transfer full): its words in one line: "500 seats today"
 */
char *
au_panel_dup_reference (const AuPanel *panel,
                        guint          index)
{
  const AuReference *reference;

  g_return_val_if_fail (panel != NULL, NULL);
  g_return_val_if_fail (index < panel->references->len, NULL);

  reference = &g_array_index (panel->references, AuReference, index);

  return g_strjoin (" ", reference->label, reference->detail, NULL);
}
