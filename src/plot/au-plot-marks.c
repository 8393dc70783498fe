/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>

/* A bar takes this part of its band: a gap of about a third. */
#define BAR_SHARE (2.0 / 3.0)

/* The widest bar or group of bars: a lone month is not a wall. */
#define MAX_BAR_WIDTH 56.0

/* What the marks of a series have in common. */
typedef struct
{
  const AuPanelLayout *panel;
  int                  panel_index;
  int                  series_index;
  const AuSeries      *series;
  guint                place;   /* of a bar among those of its category */
  guint                n_places;
} Maker;

/* The width of a bar, or of the bars of a category together. */
static double
group_width (const AuPlotLayout *self,
             guint               n_places)
{
  return MIN (self->band_width * BAR_SHARE, MAX_BAR_WIDTH * n_places * self->unit);
}

static guint
count_places (const AuPanel *panel,
              guint          n_series)
{
  guint n = 0;

  for (guint i = 0; i < n_series; i++)
    n += ((AuSeries *) g_ptr_array_index (panel->series, i))->kind == AU_SERIES_BAR;
  return n;
}

/* Returns the width of one bar of a panel. */
double
au_plot_layout_bar_width (const AuPlotLayout  *self,
                          const AuPanelLayout *panel)
{
  guint n = MAX (count_places (panel->panel, panel->panel->series->len), 1);

  return group_width (self, n) / n;
}

static Maker
create_maker (const AuPlotLayout *self,
              int                 panel,
              int                 series)
{
  const AuPanel *data = self->panels[panel].panel;

  return (Maker) {
           &self->panels[panel], panel, series, g_ptr_array_index (data->series, series),
           count_places (data, (guint) series), count_places (data, data->series->len),
  };
}

/* A rectangle between two values at a place along the axis. */
static AuRect
make_bar (const AuPanelLayout *panel,
          double               x,
          double               width,
          double               from,
          double               to)
{
  double y1 = au_scale_map (&panel->scale, from);
  double y2 = au_scale_map (&panel->scale, to);

  return (AuRect) { x, MIN (y1, y2), width, fabs (y2 - y1) };
}

/* The mark of a value that is no gap; a part of a stack stands on @foot. */
static AuMark
make_mark (const AuPlotLayout *self,
           const Maker        *maker,
           gsize               category,
           double              foot)
{
  double value = maker->series->values[category];
  double center = au_plot_layout_band_center (self, category);
  AuMark mark = {
    .role = AU_MARK_BAR,
    .panel = maker->panel_index,
    .series = maker->series_index,
    .category = (int) category,
    .value = value,
    .partial = au_figure_is_partial (self->figure, category),
    .emphasised = self->figure->emphasis == (int) category,
  };

  switch (maker->series->kind)
    {
      case AU_SERIES_BAR:
      {
        double group = group_width (self, maker->n_places);
        double width = group / maker->n_places;

        mark.rect = make_bar (maker->panel, center - group / 2.0 + maker->place * width, width,
                              0.0, value);
        break;
      }

      case AU_SERIES_STACK:
      {
        double width = group_width (self, 1);

        mark.rect = make_bar (maker->panel, center - width / 2.0, width, foot, foot + value);
        break;
      }

      case AU_SERIES_LINE:
      case AU_SERIES_STEP:
      default:
        mark.role = AU_MARK_POINT;
        mark.rect = (AuRect) { center, au_scale_map (&maker->panel->scale, value), 0.0, 0.0 };
        break;
    }

  return mark;
}

/* Where the parts of a stack below @series have come to, on the side of its value. */
static double
find_foot (const Maker *maker,
           gsize        category)
{
  const GPtrArray *all = maker->panel->panel->series;
  double value = maker->series->values[category];
  double foot = 0.0;

  for (int i = 0; i < maker->series_index && maker->series->kind == AU_SERIES_STACK; i++)
    {
      const AuSeries *series = g_ptr_array_index (all, i);

      if (series->kind == AU_SERIES_STACK && !isnan (series->values[category])
          && (series->values[category] < 0.0) == (value < 0.0))
        foot += series->values[category];
    }

  return foot;
}

/* Appends the marks of a series to @marks, as they are before mirroring. @feet, where it is given,
 * holds for each category where the positive and the negative stack have come to. */
static void
append_marks (const AuPlotLayout *self,
              const Maker        *maker,
              double             *feet,
              GArray             *marks)
{
  const AuSeries *series = maker->series;

  for (gsize i = 0; i < series->n_values; i++)
    {
      double *foot = feet != NULL ? &feet[2 * i + (series->values[i] < 0.0 ? 1 : 0)] : NULL;
      AuMark mark;

      if (isnan (series->values[i]))
        continue;

      mark = make_mark (self, maker, i, foot != NULL ? *foot : find_foot (maker, i));
      g_array_append_val (marks, mark);
      if (foot != NULL && series->kind == AU_SERIES_STACK)
        *foot += series->values[i];
    }
}

/* Where many values share a pixel they have no marks: what is drawn are columns of pixels, and what
 * is asked for, by au_plot_layout_find_mark(), is made then. */
gboolean
au_plot_layout_has_marks (const AuPlotLayout *self,
                          int                 panel,
                          int                 series)
{
  const AuSeries *data = g_ptr_array_index (self->panels[panel].panel->series, series);
  AuExtent all = au_series_find_extent (data, 0, data->n_values);

  return all.n_values <= AU_PLOT_MAX_MARKS * self->panels[panel].area.width;
}

void
au_plot_layout_add_marks (AuPlotLayout *self,
                          int           panel)
{
  g_autofree double *feet = g_new0 (double, 2 * MAX (self->figure->n_categories, 1));

  for (guint i = 0; i < self->panels[panel].panel->series->len; i++)
    {
      Maker maker = create_maker (self, panel, (int) i);

      if (au_plot_layout_has_marks (self, panel, (int) i))
        append_marks (self, &maker, feet, self->marks);
      else if (maker.series->kind == AU_SERIES_STACK)
        /* What stands on it has to find its foot by itself. */
        g_clear_pointer (&feet, g_free);
    }
}

static void
mirror_mark (const AuPlotLayout *self,
             AuMark             *mark)
{
  if (self->mirrored)
    mark->rect.x = self->width - mark->rect.x - mark->rect.width;
}

/* The marks of a series where the layout keeps none. */
GArray *
au_plot_layout_create_marks (const AuPlotLayout *self,
                             int                 panel,
                             int                 series)
{
  Maker maker = create_maker (self, panel, series);
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (AuMark));

  append_marks (self, &maker, NULL, marks);
  for (guint i = 0; i < marks->len; i++)
    mirror_mark (self, &g_array_index (marks, AuMark, i));

  return marks;
}

/**
 * au_plot_layout_find_mark:
 * @layout: a layout of a chart, no table
 * @panel: index of the panel
 * @series: index of the series in its panel
 * @category: index of the category
 * @mark: (out caller-allocates): its mark
 *
 * Finds where a value is. Works for every value, also where so many share a pixel that
 * au_plot_layout_get_marks() has none of them.
 *
 * Returns: whether there is a value; a gap has no mark
 */
gboolean
au_plot_layout_find_mark (const AuPlotLayout *layout,
                          int                 panel,
                          int                 series,
                          int                 category,
                          AuMark             *mark)
{
  Maker maker;

  g_return_val_if_fail (layout != NULL, FALSE);
  g_return_val_if_fail (mark != NULL, FALSE);

  if (panel < 0 || (guint) panel >= layout->n_panels || series < 0
      || (guint) series >= layout->panels[panel].panel->series->len || category < 0)
    return FALSE;

  maker = create_maker (layout, panel, series);
  if ((gsize) category >= maker.series->n_values || isnan (maker.series->values[category]))
    return FALSE;

  *mark = make_mark (layout, &maker, (gsize) category, find_foot (&maker, (gsize) category));
  mirror_mark (layout, mark);

  return TRUE;
}
