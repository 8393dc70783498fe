/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AuSampleDraw:
 *
 * What a draw is for. Each use has its own stream, so that one more draw in one place changes no
 * other figure.
 */
typedef enum
{
  AU_SAMPLE_DRAW_ACCOUNT = 1,
  AU_SAMPLE_DRAW_PERSON,
  AU_SAMPLE_DRAW_TEAM,
  AU_SAMPLE_DRAW_RANK,
  AU_SAMPLE_DRAW_DAY,
  AU_SAMPLE_DRAW_LATE_DAY,
  AU_SAMPLE_DRAW_DAY_TEAM,
  AU_SAMPLE_DRAW_CORE,
  AU_SAMPLE_DRAW_ADOPTION,
  AU_SAMPLE_DRAW_FEATURE_DAY,
  AU_SAMPLE_DRAW_CHAT,
  AU_SAMPLE_DRAW_REQUESTS,
  AU_SAMPLE_DRAW_SESSIONS,
  AU_SAMPLE_DRAW_CLOCK,
  AU_SAMPLE_DRAW_LEVEL,
  AU_SAMPLE_DRAW_SPEND,
  AU_SAMPLE_DRAW_MODEL,
  AU_SAMPLE_DRAW_DEAL,
} AuSampleDraw;

guint64 au_sample_draw_bits    (AuSampleDraw draw,
                                guint64      a,
                                guint64      b);
double  au_sample_draw_uniform (AuSampleDraw draw,
                                guint64      a,
                                guint64      b);
double  au_sample_draw_normal  (AuSampleDraw draw,
                                guint64      a,
                                guint64      b);
guint   au_sample_draw_below   (AuSampleDraw draw,
                                guint64      a,
                                guint64      b,
                                guint        n);

G_END_DECLS
