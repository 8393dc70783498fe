/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-series.h"

G_BEGIN_DECLS

/**
 * AuValueKind:
 * @AU_VALUE_COUNT: people, requests, seats: whole numbers, whole ticks
 * @AU_VALUE_MONEY: US dollars
 * @AU_VALUE_PERCENT: 0 to 100, the axis always shows just that range unless a
 *   value exceeds it, which is then shown and named
 *
 * What the value axis of a panel counts.
 */
typedef enum
{
  AU_VALUE_COUNT,
  AU_VALUE_MONEY,
  AU_VALUE_PERCENT,
} AuValueKind;

/**
 * AuPanel:
 *
 * A plot area with one value axis; a figure has one or two, above each other,
 * on one category axis. Belongs to its figure.
 */
typedef struct _AuPanel AuPanel;

/* Building. */
AuSeries *    au_panel_add_series          (AuPanel      *panel,
                                            AuSeriesKind  kind,
                                            const char   *name,
                                            int           rank);
void          au_panel_add_reference_line  (AuPanel      *panel,
                                            double        value,
                                            const char   *label,
                                            const char   *detail);
void          au_panel_set_label           (AuPanel      *panel,
                                            gsize         category,
                                            const char   *text);
void          au_panel_set_partial_label   (AuPanel      *panel,
                                            const char   *text);
void          au_panel_set_height_share    (AuPanel      *panel,
                                            double        share);

/* Reading. */
AuValueKind   au_panel_get_value_kind      (const AuPanel *panel);
const char *  au_panel_get_title           (const AuPanel *panel);
const char *  au_panel_get_unit            (const AuPanel *panel);
guint         au_panel_get_n_series        (const AuPanel *panel);
AuSeries *    au_panel_get_series          (const AuPanel *panel,
                                            guint          index);
guint         au_panel_get_n_references    (const AuPanel *panel);
char *        au_panel_dup_reference       (const AuPanel *panel,
                                            guint          index);

G_END_DECLS
