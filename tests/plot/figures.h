/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-figure.h"

G_BEGIN_DECLS

/* One figure of each kind, with made-up numbers, sealed. */
AuFigure *  figure_new_mau           (void);
AuFigure *  figure_new_models        (void);
AuFigure *  figure_new_two_panels    (void);
AuFigure *  figure_new_active_users  (void);
AuFigure *  figure_new_adoption      (void);
AuFigure *  figure_new_depth         (void);
AuFigure *  figure_new_true_ups      (void);
AuFigure *  figure_new_overage       (void);
AuFigure *  figure_new_top_users     (guint n_rows);
AuFigure *  figure_new_one_point     (void);
AuFigure *  figure_new_empty         (void);
AuFigure *  figure_new_bars          (gsize         n);
AuFigure *  figure_new_lines         (guint         n_series,
                                      gsize         n);

typedef AuFigure * (* FigureFunc) (void);

typedef struct
{
  const char *name;
  FigureFunc  func;
} FigureEntry;

extern const FigureEntry figure_entries[];
extern const guint n_figure_entries;

G_END_DECLS
