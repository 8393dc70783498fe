/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-draw-private.h"

#include <math.h>

void
au_plot_pen_init (AuPlotPen *pen,
                  cairo_t   *cr)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  double device_x = 1.0;
  double device_y = 1.0;
  cairo_matrix_t matrix;

  /* The device scale is not part of the matrix. */
  cairo_surface_get_device_scale (target, &device_x, &device_y);
  cairo_get_matrix (cr, &matrix);

  pen->cr = cr;
  pen->every_point = FALSE;
  pen->scale_x = MAX (fabs (matrix.xx) * device_x, 1e-6);
  pen->scale_y = MAX (fabs (matrix.yy) * device_y, 1e-6);

  /* A page has no pixels, and its points are none: edges lie where a screen would have them. */
  if (cairo_surface_get_type (target) == CAIRO_SURFACE_TYPE_PDF)
    pen->scale_x = pen->scale_y = 1.0;
}

/* Moves a position to an edge between device pixels. The origin of the picture
 * is taken to lie on such an edge. */
double
au_plot_pen_snap_x (const AuPlotPen *pen,
                    double           x)
{
  return floor (x * pen->scale_x + 0.5) / pen->scale_x;
}

double
au_plot_pen_snap_y (const AuPlotPen *pen,
                    double           y)
{
  return floor (y * pen->scale_y + 0.5) / pen->scale_y;
}

void
au_plot_pen_set_color (const AuPlotPen *pen,
                       const AuColor   *color)
{
  cairo_set_source_rgba (pen->cr, color->red, color->green, color->blue, color->alpha);
}

/* A level line of whole device pixels, one at least, the first of them at @y. */
void
au_plot_pen_level (const AuPlotPen *pen,
                   double           x1,
                   double           x2,
                   double           y,
                   double           thickness)
{
  double pixels = MAX (1.0, floor (thickness * pen->scale_y + 0.5));
  double top = (floor (y * pen->scale_y + 0.5) - floor (pixels / 2.0)) / pen->scale_y;
  double left = au_plot_pen_snap_x (pen, MIN (x1, x2));
  double right = au_plot_pen_snap_x (pen, MAX (x1, x2));

  cairo_rectangle (pen->cr, left, top, right - left, pixels / pen->scale_y);
  cairo_fill (pen->cr);
}

/* Fills the current clip with diagonal stripes in the current colour. They start
 * at the rectangle's foot, so that a bar looks the same wherever it stands. */
void
au_plot_pen_hatch (const AuPlotPen *pen,
                   const AuRect    *bounds,
                   double           unit)
{
  double step = 6.4 * unit;
  double bottom = bounds->y + bounds->height;
  int n = (int) MIN (ceil ((bounds->width + bounds->height) / step), 4000.0);

  cairo_save (pen->cr);
  cairo_set_line_width (pen->cr, 2.3 * unit);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_SQUARE);
  for (int i = 0; i <= n; i++)
    {
      double start = bounds->x - bounds->height + i * step;

      cairo_move_to (pen->cr, start, bottom);
      cairo_line_to (pen->cr, start + bounds->height, bounds->y);
    }
  cairo_stroke (pen->cr);
  cairo_restore (pen->cr);
}

static void
polygon (cairo_t *cr,
         double   x,
         double   y,
         double   radius,
         int      corners,
         double   turn)
{
  for (int i = 0; i < corners; i++)
    {
      double angle = turn + i * 2.0 * G_PI / corners;

      if (i == 0)
        cairo_move_to (cr, x + radius * cos (angle), y + radius * sin (angle));
      else
        cairo_line_to (cr, x + radius * cos (angle), y + radius * sin (angle));
    }
  cairo_close_path (cr);
}

/* Adds the path of a marker: a series has a shape as it has a colour. */
void
au_plot_pen_marker (const AuPlotPen *pen,
                    int              shape,
                    double           x,
                    double           y,
                    double           radius)
{
  cairo_new_sub_path (pen->cr);

  switch (shape % 5)
    {
      case 1:
        polygon (pen->cr, x, y, radius * 1.25, 4, G_PI / 4.0);
        break;

      case 2:
        polygon (pen->cr, x, y, radius * 1.3, 3, -G_PI / 2.0);
        break;

      case 3:
        polygon (pen->cr, x, y, radius * 1.3, 4, 0.0);
        break;

      case 4:
        polygon (pen->cr, x, y, radius * 1.3, 3, G_PI / 2.0);
        break;

      case 0:
      default:
        cairo_arc (pen->cr, x, y, radius, 0.0, 2.0 * G_PI);
        break;
    }
}
