/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

/* A run of boxes that touch, and so move as one. */
typedef struct
{
  double sum;                   /* of the wished positions of its boxes */
  gsize  n;
} Block;

/**
 * au_plot_push_apart:
 * @wanted: (array length=n): where each box wants its top, ascending
 * @heights: (array length=n): their heights
 * @n: how many boxes
 * @gap: the least distance between two
 * @min: the least top
 * @max: the greatest bottom
 * @tops: (out) (array length=n): where they go
 *
 * Moves boxes as little as possible so that none overlap, in their order: the
 * least sum of squared moves, found by pooling adjacent violators (Barlow et
 * al., "Statistical Inference under Order Restrictions", 1972). With each box
 * shifted by the heights of those before it the constraint is that positions do
 * not descend, and what keeps them in range is a clamp of the same positions.
 * Where all together are higher than the range they go past @max.
 */
void
au_plot_push_apart (const double *wanted,
                    const double *heights,
                    gsize         n,
                    double        gap,
                    double        min,
                    double        max,
                    double       *tops)
{
  g_autofree Block *blocks = g_new (Block, MAX (n, 1));
  gsize n_blocks = 0;
  gsize box = 0;
  double offset = 0.0;
  double total = 0.0;
  double greatest;

  for (gsize i = 0; i < n; i++)
    {
      blocks[n_blocks++] = (Block) { wanted[i] - offset, 1 };
      offset += heights[i] + gap;
      total += heights[i] + (i > 0 ? gap : 0.0);

      while (n_blocks > 1
             && blocks[n_blocks - 2].sum / blocks[n_blocks - 2].n
             > blocks[n_blocks - 1].sum / blocks[n_blocks - 1].n)
        {
          blocks[n_blocks - 2].sum += blocks[n_blocks - 1].sum;
          blocks[n_blocks - 2].n += blocks[n_blocks - 1].n;
          n_blocks--;
        }
    }

  greatest = MAX (min, max - total);
  offset = 0.0;

  for (gsize i = 0; i < n_blocks; i++)
    {
      double position = CLAMP (blocks[i].sum / blocks[i].n, min, greatest);

      for (gsize j = 0; j < blocks[i].n; j++, box++)
        {
          tops[box] = position + offset;
          offset += heights[box] + gap;
        }
    }
}
