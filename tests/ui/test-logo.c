/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-test.h"
#include "au-error.h"
#include "au-logo-store.h"
#include "au-standin.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/**
 * Fixture:
 * @server: serves pictures over https, as a customer's web site does
 * @asked: how many requests came
 */
typedef struct
{
  AuStandinAuthority *authority;
  GTlsDatabase *database;
  SoupServer *server;
  SoupServer *plain;
  AuLogoStore *store;
  char *folder;
  char *url;   /* "https://localhost:1234" */
  char *bad;   /* "http://localhost:1235" */
  GBytes *png;
  GBytes *jpeg;
  guint asked;
  guint asked_plainly;
} Fixture;

static GBytes *
create_picture (int         width,
                int         height,
                const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x3573abff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, NULL, NULL));
  return g_bytes_new_take (data, size);
}

/* A header that promises 60,000 × 60,000 pixels, 10 GB when unpacked, and little behind it. */
static GBytes *
create_bomb (GBytes *png)
{
  gsize size;
  guint8 *data = g_memdup2 (g_bytes_get_data (png, &size), g_bytes_get_size (png));

  size = g_bytes_get_size (png);
  data[18] = data[22] = 0xea;
  data[19] = data[23] = 0x60;
  {
    /* The header's checksum, CRC-32 over type and data. */
    guint32 crc = 0xffffffff;

    for (int i = 12; i < 29; i++)
      {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
          crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
      }
    crc = GUINT32_TO_BE (~crc);
    memcpy (data + 29, &crc, 4);
  }
  return g_bytes_new_take (data, size);
}

static void
respond (SoupServerMessage *message,
         const char        *type,
         GBytes            *bytes)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
redirect (SoupServerMessage *message,
          const char        *url)
{
  soup_server_message_set_redirect (message, 302, url);
}

static const char bomb_svg[] =
  "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>"
  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&b;</text></svg>";

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *elsewhere = NULL;

  fixture->asked++;
  g_assert_null (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                               "Authorization"));
  g_assert_null (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                               "Cookie"));
  if (g_str_equal (path, "/logo.png"))
    respond (message, "image/png", fixture->png);
  else if (g_str_equal (path, "/moved"))
    redirect (message, "/logo.png");
  else if (g_str_equal (path, "/circle"))
    redirect (message, "/circle");
  else if (g_str_equal (path, "/down"))
    {
      elsewhere = g_strconcat (fixture->bad, "/logo.png", NULL);
      redirect (message, elsewhere);
    }
  else if (g_str_equal (path, "/large.png"))
    {
      bytes = g_bytes_new_take (g_malloc0 (80 * 1024 * 1024), 80 * 1024 * 1024);
      respond (message, "image/png", bytes);
    }
  else if (g_str_equal (path, "/unsized.png"))
    {
      bytes = g_bytes_new_take (g_malloc0 (4 * 1024 * 1024), 4 * 1024 * 1024);
      soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                         SOUP_ENCODING_CHUNKED);
      respond (message, "image/png", bytes);
    }
  else if (g_str_equal (path, "/bomb.png"))
    {
      bytes = create_bomb (fixture->png);
      respond (message, "image/png", bytes);
    }
  else if (g_str_equal (path, "/bomb.svg"))
    {
      bytes = g_bytes_new_static (bomb_svg, sizeof bomb_svg - 1);
      respond (message, "image/svg+xml", bytes);
    }
  else if (g_str_equal (path, "/empty.png"))
    {
      bytes = g_bytes_new_static ("", 0);
      respond (message, "image/png", bytes);
    }
  else if (g_str_equal (path, "/logo.jpg"))
    respond (message, "image/jpeg", fixture->jpeg);
  else if (g_str_equal (path, "/cut.png"))
    {
      bytes = g_bytes_new_from_bytes (fixture->png, 0, g_bytes_get_size (fixture->png) - 20);
      respond (message, "image/png", bytes);
    }
  else if (g_str_equal (path, "/cut.jpg"))
    {
      bytes = g_bytes_new_from_bytes (fixture->jpeg, 0, g_bytes_get_size (fixture->jpeg) - 20);
      respond (message, "image/jpeg", bytes);
    }
  else
    soup_server_message_set_status (message, 404, NULL);
}

static void
serve_plain_cb (SoupServer        *server,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query,
                gpointer           user_data)
{
  Fixture *fixture = user_data;

  fixture->asked_plainly++;
  respond (message, "image/png", fixture->png);
}

static char *
listen (SoupServer               *server,
        SoupServerListenOptions   options)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;
  char *url;

  g_assert_true (soup_server_listen_local (server, 0, options | SOUP_SERVER_LISTEN_IPV4_ONLY,
                                           &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("%s://localhost:%d", g_uri_get_scheme (uris->data),
                         g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  fixture->authority = au_standin_authority_new (&error);
  g_assert_no_error (error);
  fixture->database = g_tls_file_database_new (au_standin_authority_get_path (fixture->authority),
                                               &error);
  g_assert_no_error (error);
  certificate = au_standin_authority_issue (fixture->authority, AU_STANDIN_GENUINE, &error);
  g_assert_no_error (error);
  fixture->jpeg = create_picture (64, 32, "jpeg");
  fixture->png = create_picture (64, 32, "png");
  fixture->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  fixture->url = listen (fixture->server, SOUP_SERVER_LISTEN_HTTPS);
  fixture->plain = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->plain, NULL, serve_plain_cb, fixture, NULL);
  fixture->bad = listen (fixture->plain, 0);
  fixture->folder = g_dir_make_tmp ("anyusage-logos-XXXXXX", NULL);
  fixture->store = au_logo_store_new (fixture->folder, fixture->database);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->plain);
  g_clear_object (&fixture->database);
  au_standin_authority_free (fixture->authority);
  g_bytes_unref (fixture->png);
  g_bytes_unref (fixture->jpeg);
  g_free (fixture->folder);
  g_free (fixture->url);
  g_free (fixture->bad);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static GdkTexture *
load (AuLogoStore *store,
      const char  *url,
      const char  *path,
      GError     **error)
{
  g_autofree char *whole = g_strconcat (url, path, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  au_logo_store_load_async (store, whole, NULL, loaded_cb, &result);
  au_test_wait_for (is_set, &result);
  return au_logo_store_load_finish (store, result, error);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_kept (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) first = load (fixture->store, fixture->url, "/logo.png", &error);
  g_autoptr (GdkTexture) again = NULL;
  g_autoptr (AuLogoStore) later = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (first), ==, gdk_texture_get_height (first));
  g_assert_cmpuint (fixture->asked, ==, 1);

  /* From memory, and after a new start from the folder. */
  again = load (fixture->store, fixture->url, "/logo.png", &error);
  g_assert_true (again == first);
  g_clear_object (&again);
  later = au_logo_store_new (fixture->folder, fixture->database);
  again = load (later, fixture->url, "/logo.png", &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  g_assert_cmpuint (fixture->asked, ==, 1);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_clear_object (&again);

  again = load (later, fixture->url, "/logo.jpg", &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  g_clear_object (&again);

  again = load (later, fixture->url, "/moved", &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
}

/* A file in the folder that somebody else left there is not believed. */
static void
test_spoilt (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (fixture->url, "/logo.png", NULL);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, url, -1);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GdkTexture) texture = NULL;

  g_assert_true (g_file_set_contents (path, bomb_svg, -1, NULL));
  texture = load (fixture->store, fixture->url, "/logo.png", &error);
  g_assert_no_error (error);
  g_assert_nonnull (texture);
  g_assert_cmpuint (fixture->asked, ==, 1);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const paths[] = {
    "/no-such", "/circle", "/down", "/large.png", "/unsized.png", "/bomb.png", "/bomb.svg",
    "/empty.png", "/cut.png", "/cut.jpg",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = load (fixture->store, fixture->url, paths[i], &error);

      g_test_message ("%s: %s", paths[i], error != NULL ? error->message : "taken");
      g_assert_null (texture);
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (count_files (fixture), ==, 0);
  /* Not even a redirect leads to plain http. */
  g_assert_cmpuint (fixture->asked_plainly, ==, 0);
}

static void
test_addresses (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *named = g_strdup_printf ("https://user:secret@%s",
                                            fixture->url + strlen ("https://"));
  const char *urls[] = { fixture->bad, named, "file:///etc/passwd", "", "https:", "//logo" };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = load (fixture->store, urls[i], "/logo.png", &error);

      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
      g_assert_null (strstr (error->message, "secret"));
    }
  g_assert_cmpuint (fixture->asked + fixture->asked_plainly, ==, 0);
}

/* Whose certificate nobody trusts shows nothing. */
static void
test_untrusted (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (AuLogoStore) store = au_logo_store_new (fixture->folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (store, fixture->url, "/logo.png", &error);

  g_assert_null (texture);
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_cmpuint (fixture->asked, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/logo/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/ui/logo/spoilt", Fixture, NULL, set_up, test_spoilt, tear_down);
  g_test_add ("/ui/logo/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/ui/logo/addresses", Fixture, NULL, set_up, test_addresses, tear_down);
  g_test_add ("/ui/logo/untrusted", Fixture, NULL, set_up, test_untrusted, tear_down);
  return g_test_run ();
}
