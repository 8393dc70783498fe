/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-logo-store.h"
#include "au-logo-format.h"
#include "au-download.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_BYTES (1024 * 1024)
#define MAX_SIDE 4096   /* of the picture as it comes, in pixels */
#define SIDE 128        /* of the picture as it is kept, in pixels */
#define MAX_FILES 200
#define MAX_AGE (30 * G_TIME_SPAN_DAY)

/* So much of the side may a logo take that no corner of it leaves the circle it is shown in. */
#define INNER 0.70

struct _AuLogoStore
{
  GObject parent_instance;

  char *folder;
  GTlsDatabase *database; /* (nullable) */
  GHashTable *textures;   /* url → GdkTexture */
};

G_DEFINE_FINAL_TYPE (AuLogoStore, au_logo_store, G_TYPE_OBJECT)

typedef struct
{
  char *url;
  char *folder;
  char *path;
  GTlsDatabase *database;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->url);
  g_free (load->folder);
  g_free (load->path);
  g_clear_object (&load->database);
  g_free (load);
}

static void
au_logo_store_finalize (GObject *object)
{
  AuLogoStore *self = AU_LOGO_STORE (object);

  g_free (self->folder);
  g_clear_object (&self->database);
  g_hash_table_unref (self->textures);

  G_OBJECT_CLASS (au_logo_store_parent_class)->finalize (object);
}

static void
au_logo_store_class_init (AuLogoStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_logo_store_finalize;
}

static void
au_logo_store_init (AuLogoStore *self)
{
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gboolean        *too_large)
{
  *too_large = width > MAX_SIDE || height > MAX_SIDE;
  /* Loaders take a size of nothing as a wish to stop, before they make room for a picture. */
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static GdkPixbuf *
decode (GBytes  *bytes,
        GError **error)
{
  const char *type = au_logo_format_sniff (bytes);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GError) bad = NULL;
  gboolean too_large = FALSE;
  gboolean good;

  if (type == NULL)
    g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                         _("The logo is neither a PNG nor a JPEG picture."));
  /* Loaders give what they have of a picture, the rest of it empty or grey. */
  else if (!au_logo_format_is_whole (bytes))
    g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                         _("The logo cannot be read."));
  else
    loader = gdk_pixbuf_loader_new_with_mime_type (type, error);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &too_large);
  good = gdk_pixbuf_loader_write_bytes (loader, bytes, &bad);
  if (!gdk_pixbuf_loader_close (loader, good ? &bad : NULL))
    good = FALSE;
  if (too_large)
    g_set_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                 /* Translators: %d and %d are numbers of pixels. */
                 _("The logo is larger than %d × %d pixels."), MAX_SIDE, MAX_SIDE);
  else if (bad != NULL)
    g_propagate_error (error, g_steal_pointer (&bad));
  else if (!good || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                         _("The logo cannot be read."));
  else
    return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
  return NULL;
}

/* The logo on white, since most are made for it, and inside the circle it is shown in. */
static GdkTexture *
compose (GdkPixbuf *logo)
{
  g_autoptr (GdkPixbuf) square = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, SIDE, SIDE);
  int width = gdk_pixbuf_get_width (logo);
  int height = gdk_pixbuf_get_height (logo);
  double scale = SIDE * INNER / MAX (width, height);
  int w = MAX (1, (int) (width * scale));
  int h = MAX (1, (int) (height * scale));
  int x = (SIDE - w) / 2;
  int y = (SIDE - h) / 2;
  g_autoptr (GBytes) pixels = NULL;

  gdk_pixbuf_fill (square, 0xffffffff);
  gdk_pixbuf_composite (logo, square, x, y, w, h, x, y, (double) w / width, (double) h / height,
                        GDK_INTERP_BILINEAR, 255);
  pixels = gdk_pixbuf_read_pixel_bytes (square);
  return gdk_memory_texture_new (SIDE, SIDE, GDK_MEMORY_R8G8B8A8, pixels,
                                 (gsize) gdk_pixbuf_get_rowstride (square));
}

static GdkTexture *
decode_texture (GBytes  *bytes,
                GError **error)
{
  g_autoptr (GdkPixbuf) logo = decode (bytes, error);

  return logo != NULL ? compose (logo) : NULL;
}

static gint64
get_age (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return G_MAXINT64;
  return g_get_real_time () - (gint64) info.st_mtime * G_TIME_SPAN_SECOND;
}

/* Room for one more. Which one goes matters little: it is fetched anew when it is wanted. */
static void
make_room (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (++n >= MAX_FILES || get_age (path) > MAX_AGE)
        g_unlink (path);
    }
}

static void
keep (Load   *load,
      GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_mkdir_with_parents (load->folder, 0700) != 0)
    return;
  make_room (load->folder);
  /* A logo that cannot be kept is fetched again another time. */
  if (!g_file_set_contents_full (load->path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    g_debug ("%s", error->message);
}

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = NULL;
  gint64 age = get_age (load->path);
  char *data;
  gsize size;

  /* A clock that was set back makes ages negative: such a file counts as old, too. */
  if (age >= 0 && age <= MAX_AGE && g_file_get_contents (load->path, &data, &size, NULL))
    {
      bytes = g_bytes_new_take (data, size);
      texture = decode_texture (bytes, NULL);
      g_clear_pointer (&bytes, g_bytes_unref);
    }
  if (texture == NULL)
    {
      bytes = au_download (load->url, "image/png, image/jpeg", MAX_BYTES, load->database,
                           cancellable, &error);
      if (bytes != NULL)
        texture = decode_texture (bytes, &error);
      if (texture != NULL)
        keep (load, bytes);
    }
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * au_logo_store_new:
 * @folder: where logos are kept; made when the first one is
 * @database: (nullable): whose certificates count, instead of the system's
 *
 * Returns: (transfer full): a store
 */
AuLogoStore *
au_logo_store_new (const char   *folder,
                   GTlsDatabase *database)
{
  AuLogoStore *self = g_object_new (AU_TYPE_LOGO_STORE, NULL);

  self->folder = g_strdup (folder);
  g_set_object (&self->database, database);
  return self;
}

/**
 * au_logo_store_get_default:
 *
 * Returns: (transfer none): the app's store, in the person's cache folder
 */
AuLogoStore *
au_logo_store_get_default (void)
{
  static AuLogoStore *store;

  if (store == NULL)
    {
      g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "anyusage", "logos",
                                                  NULL);

      store = au_logo_store_new (folder, NULL);
    }
  return store;
}

/**
 * au_logo_store_load_async:
 * @self: a store
 * @url: where the data say the logo is; trusted with nothing
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is there, or not
 * @user_data: for @callback
 *
 * Gives a square picture of a logo: from memory, from the folder, or from @url over https, up to
 * 1 MiB and 4096 pixels a side, as PNG or JPEG only.
 */
void
au_logo_store_load_async (AuLogoStore        *self,
                          const char         *url,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GdkTexture *texture = g_hash_table_lookup (self->textures, url);
  g_autofree char *name = NULL;
  Load *load;

  g_task_set_source_tag (task, au_logo_store_load_async);
  if (texture != NULL)
    {
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
      return;
    }
  name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  load = g_new0 (Load, 1);
  load->url = g_strdup (url);
  load->folder = g_strdup (self->folder);
  load->path = g_build_filename (self->folder, name, NULL);
  g_set_object (&load->database, self->database);
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * au_logo_store_load_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the picture; %NULL with an error whose message is for the curious,
 *   since initials do where there is no logo
 */
GdkTexture *
au_logo_store_load_finish (AuLogoStore  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), error);
  Load *load = g_task_get_task_data (G_TASK (result));

  if (texture != NULL && load != NULL)
    g_hash_table_replace (self->textures, g_strdup (load->url), g_object_ref (texture));
  return texture;
}
