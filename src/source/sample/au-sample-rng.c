/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-rng.h"

/* The one seed of the sample workspace. */
#define SEED G_GUINT64_CONSTANT (0x616e797573616765)

/* The finalizer of splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014): every bit of the input changes about half the bits of the output. */
static guint64
mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/* A double has 53 bits to fill. */
static double
to_uniform (guint64 bits)
{
  return (double) (bits >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

/**
 * au_sample_draw_bits:
 * @draw: what the draw is for
 * @a: the first coordinate, most often a person or an account
 * @b: the second one, most often a day or a month
 *
 * Draws by coordinates and not from a sequence: a person's figures for a day are the same whatever
 * else is generated before them, so yesterday's workspace and today's agree about the past.
 *
 * Returns: 64 random bits, the same for the same arguments on every machine
 */
guint64
au_sample_draw_bits (AuSampleDraw draw,
                     guint64      a,
                     guint64      b)
{
  return mix (mix (mix (SEED ^ (guint64) draw) ^ a) ^ b);
}

/**
 * au_sample_draw_uniform:
 *
 * Returns: a number from 0 up to but not including 1
 */
double
au_sample_draw_uniform (AuSampleDraw draw,
                        guint64      a,
                        guint64      b)
{
  return to_uniform (au_sample_draw_bits (draw, a, b));
}

/**
 * au_sample_draw_normal:
 *
 * Sums twelve uniform draws (Irwin and Hall), which takes additions alone: the result has mean 0
 * and variance 1, is the same on every machine, and its tails end at 6.
 *
 * Returns: a nearly normal number
 */
double
au_sample_draw_normal (AuSampleDraw draw,
                       guint64      a,
                       guint64      b)
{
  guint64 state = au_sample_draw_bits (draw, a, b);
  double sum = -6.0;

  for (int i = 0; i < 12; i++)
    {
      state = mix (state);
      sum += to_uniform (state);
    }

  return sum;
}

/**
 * au_sample_draw_below:
 * @n: at least 1
 *
 * Returns: an integer from 0 to @n - 1; the bias of the remainder is far below what can be seen
 */
guint
au_sample_draw_below (AuSampleDraw draw,
                      guint64      a,
                      guint64      b,
                      guint        n)
{
  return (guint) (au_sample_draw_bits (draw, a, b) % n);
}
