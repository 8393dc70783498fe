/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-rasterizer.h"
#include "au-pixels.h"
#include "au-plot-render.h"

typedef struct
{
  AuFigure *figure;
  int width;
  int height;
  double scale;
  AuPlotStyle style;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  au_figure_unref (job->figure);
  g_free (job);
}

void
au_picture_free (AuPicture *self)
{
  g_clear_pointer (&self->layout, au_plot_layout_unref);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
picture_free (gpointer data)
{
  au_picture_free (data);
}

static void
create_texture (AuPicture *self)
{
  gsize stride = (gsize) self->width * sizeof (guint32);

  self->texture = gdk_memory_texture_new (self->width, self->height, GDK_MEMORY_DEFAULT,
                                          self->bytes, stride);
}

/* Takes the pixels of @surface without copying them: a row of four bytes a pixel has no gap. */
static void
take_pixels (AuPicture       *self,
             cairo_surface_t *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  self->width = cairo_image_surface_get_width (surface);
  self->height = cairo_image_surface_get_height (surface);
  g_return_if_fail (stride == (gsize) self->width * sizeof (guint32));

  cairo_surface_flush (surface);
  self->bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                            (gsize) self->height * stride,
                                            (GDestroyNotify) cairo_surface_destroy,
                                            cairo_surface_reference (surface));
  create_texture (self);
}

/**
 * au_picture_pack:
 * @self: a picture that is not on the screen
 *
 * Lets go of the texture and keeps its pixels in a few hundredths of the space.
 */
void
au_picture_pack (AuPicture *self)
{
  GBytes *packed;

  if (self->texture == NULL)
    return;
  packed = au_pixels_pack (g_bytes_get_data (self->bytes, NULL), (gsize) self->width,
                           (gsize) self->height);
  g_clear_object (&self->texture);
  g_bytes_unref (self->bytes);
  self->bytes = packed;
}

/**
 * au_picture_unpack:
 * @self: a picture that comes to the screen
 *
 * Makes the texture again, the same to the last pixel.
 */
void
au_picture_unpack (AuPicture *self)
{
  gsize size = (gsize) self->width * (gsize) self->height * sizeof (guint32);
  guint32 *pixels;

  if (self->texture != NULL)
    return;
  pixels = g_malloc (size);
  if (!au_pixels_unpack (self->bytes, (gsize) self->width, (gsize) self->height, pixels))
    g_assert_not_reached ();
  g_bytes_unref (self->bytes);
  self->bytes = g_bytes_new_take (pixels, size);
  create_texture (self);
}

static void
work (gpointer data,
      gpointer unused)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (AuPicture) picture = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;

  if (g_task_return_error_if_cancelled (task))
    return;

  picture = g_new0 (AuPicture, 1);
  picture->layout = au_plot_layout_new (job->figure, job->width, job->height, &job->style, NULL);
  surface = au_plot_render_surface (picture->layout, job->scale, &error);
  if (surface == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  take_pixels (picture, surface);
  cairo_surface_destroy (surface);
  g_task_return_pointer (task, g_steal_pointer (&picture), picture_free);
}

/* One thread of its own: Pango keeps a font map per thread, and a thread that comes and goes would
 * read the fonts anew for each picture. */
static gpointer
create_pool (gpointer unused)
{
  return g_thread_pool_new (work, NULL, 1, TRUE, NULL);
}

/**
 * au_rasterize_async:
 * @figure: a sealed figure
 * @width: logical pixels
 * @height: logical pixels
 * @scale: device pixels per logical pixel
 * @style: how it looks, copied
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the thread-default main context
 * @user_data: for @callback
 *
 * Lays out and draws @figure in a thread.
 */
void
au_rasterize_async (AuFigure           *figure,
                    int                 width,
                    int                 height,
                    double              scale,
                    const AuPlotStyle  *style,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  static GOnce once = G_ONCE_INIT;
  GThreadPool *pool = g_once (&once, create_pool, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, au_rasterize_async);
  job->figure = au_figure_ref (figure);
  job->width = width;
  job->height = height;
  job->scale = scale;
  job->style = *style;
  g_task_set_task_data (task, job, job_free);
  g_thread_pool_push (pool, g_steal_pointer (&task), NULL);
}

/**
 * au_rasterize_finish:
 *
 * Returns: (transfer full): the picture, or %NULL with an error
 */
AuPicture *
au_rasterize_finish (GAsyncResult *result,
                     GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
