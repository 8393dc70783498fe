/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-figure-private.h"

#include <math.h>

/* What a sealed figure knows of its values without reading them again: the range of each panel, and
 * for long series a pyramid of the extents of 16, 256, 4096… values. With it a picture reads of a
 * pixel's thousand points some thirty numbers. */

#define FAN_SHIFT 4
#define FAN (1 << FAN_SHIFT)

/* Shorter series are read as fast as their pyramid would be. */
#define MIN_VALUES 1024

static const AuExtent nothing = { INFINITY, -INFINITY, 0 };

static void
add_extent (AuExtent       *self,
            const AuExtent *other)
{
  self->least = MIN (self->least, other->least);
  self->greatest = MAX (self->greatest, other->greatest);
  self->n_values += other->n_values;
}

/* A gap is neither less nor greater than anything. */
static void
add_values (AuExtent     *self,
            const double *values,
            gsize         n)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = values[i];

      self->least = value < self->least ? value : self->least;
      self->greatest = value > self->greatest ? value : self->greatest;
      self->n_values += !isnan (value);
    }
}

/* Only whole blocks: what is left over at the end is read from the level below. */
static void
build_pyramid (AuSeries *series)
{
  gsize n = series->n_values >> FAN_SHIFT;

  if (series->n_values < MIN_VALUES || series->pyramid != NULL)
    return;

  series->pyramid = g_ptr_array_new_with_free_func (g_free);
  for (const AuExtent *below = NULL; n > 0; n >>= FAN_SHIFT)
    {
      AuExtent *level = g_new (AuExtent, n);

      for (gsize i = 0; i < n; i++)
        {
          level[i] = nothing;
          if (below == NULL)
            add_values (&level[i], series->values + i * FAN, FAN);
          else
            for (int j = 0; j < FAN; j++)
              add_extent (&level[i], &below[i * FAN + j]);
        }
      g_ptr_array_add (series->pyramid, level);
      below = level;
    }
}

/* The least and greatest value that the axis must reach. Positive and negative
 * parts of a stack add up apart. */
static void
find_range (AuPanel *panel)
{
  panel->least = 0.0;
  panel->greatest = 0.0;

  for (gsize i = 0; i < panel->figure->n_categories; i++)
    {
      double up = 0.0;
      double down = 0.0;

      for (guint j = 0; j < panel->series->len; j++)
        {
          const AuSeries *series = g_ptr_array_index (panel->series, j);
          double value = series->values[i];

          if (isnan (value))
            continue;

          if (series->kind != AU_SERIES_STACK)
            {
              panel->least = MIN (panel->least, value);
              panel->greatest = MAX (panel->greatest, value);
            }
          else if (value > 0.0)
            up += value;
          else
            down += value;
        }

      panel->least = MIN (panel->least, down);
      panel->greatest = MAX (panel->greatest, up);
    }
}

/* Reads all values of a panel once, so that no picture has to. */
void
au_panel_seal (AuPanel *panel)
{
  find_range (panel);
  for (guint i = 0; i < panel->series->len; i++)
    build_pyramid (g_ptr_array_index (panel->series, i));
}

/* The extent of the values of the categories from @from to before @to, of which there may be none.
 * Takes time by the logarithm of their number. */
AuExtent
au_series_find_extent (const AuSeries *series,
                       gsize           from,
                       gsize           to)
{
  AuExtent extent = nothing;
  guint n_levels = series->pyramid != NULL ? series->pyramid->len : 0;

  while (from < to)
    {
      guint level = 0;

      /* The largest block that begins here and does not end past the range. */
      while (level < n_levels
             && (from & (((gsize) 1 << (FAN_SHIFT * (level + 1))) - 1)) == 0
             && to - from >= (gsize) 1 << (FAN_SHIFT * (level + 1)))
        level++;

      if (level > 0)
        {
          const AuExtent *blocks = g_ptr_array_index (series->pyramid, level - 1);

          add_extent (&extent, &blocks[from >> (FAN_SHIFT * level)]);
          from += (gsize) 1 << (FAN_SHIFT * level);
        }
      else
        {
          gsize end = MIN (to, (from | (FAN - 1)) + 1);

          add_values (&extent, series->values + from, end - from);
          from = end;
        }
    }

  return extent;
}
