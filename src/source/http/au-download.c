/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files from addresses that the data name, such as an account's logo. Whoever wrote the data chose
 * the address, so nothing is sent there but the request itself, and little is taken from there.
 */
#include "config.h"

#include "au-download.h"
#include "au-error.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#define MAX_REDIRECTS 3
#define TIMEOUT 10                          /* seconds without a byte */
#define PATIENCE (30 * G_TIME_SPAN_SECOND)  /* for all of it, however it trickles */
#define PIECE 16384

static GUri *
parse_url (const char *url,
           GError    **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                           _("The file’s address is not one of https, so it was not fetched."));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                           _("The file’s address has a user’s name in it, so it was not fetched."));
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static gboolean
check_length (goffset  length,
              gsize    limit,
              GError **error)
{
  g_autofree char *size = NULL;

  if (length <= (goffset) limit)
    return TRUE;
  size = g_format_size (limit);
  g_set_error (error, AU_ERROR, AU_ERROR_TOO_MANY,
               /* Translators: %s is a size, "1.0 MB". */
               _("The file is larger than %s, so it was not fetched."), size);
  return FALSE;
}

static GBytes *
read_all (GInputStream *stream,
          gsize         limit,
          gint64        deadline,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[PIECE];
  gssize n;

  while ((n = g_input_stream_read (stream, piece, sizeof piece, cancellable, error)) > 0)
    {
      g_byte_array_append (bytes, piece, (guint) n);
      if (!check_length (bytes->len, limit, error))
        return NULL;
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               _("The file came too slowly, so it was not fetched."));
          return NULL;
        }
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * au_download:
 * @url: an address that comes from data and is trusted with nothing
 * @accept: the media types wanted, as an Accept header has them
 * @limit: how many bytes at most
 * @database: (nullable): whose certificates count, instead of the system's
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for a #GError
 *
 * Fetches a small file over https, and over nothing else: plain http is refused, as is a redirect
 * that leads there. TLS is verified; no cookie, credential or referrer is sent. Blocks, so call it
 * in a thread.
 *
 * Returns: (transfer full): the file's bytes; %NULL with %AU_ERROR_INVALID_ARGUMENT for an address
 *   that is not fetched, %AU_ERROR_TOO_MANY for a file over @limit, %AU_ERROR_SOURCE for an answer
 *   other than 200, or what the network reports
 */
GBytes *
au_download (const char   *url,
             const char   *accept,
             gsize         limit,
             GTlsDatabase *database,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", TIMEOUT,
                                                                   "user-agent", "Anyusage",
                                                                   NULL);
  g_autoptr (GUri) uri = parse_url (url, error);
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (database != NULL)
    soup_session_set_tls_database (session, database);
  for (guint hops = 0; uri != NULL; hops++)
    {
      g_autoptr (SoupMessage) message = soup_message_new_from_uri ("GET", uri);
      g_autoptr (GInputStream) stream = NULL;
      SoupMessageHeaders *headers;
      const char *location;

      soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", accept);
      stream = soup_session_send (session, message, cancellable, error);
      if (stream == NULL)
        return NULL;

      headers = soup_message_get_response_headers (message);
      location = soup_message_headers_get_one (headers, "Location");
      if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) && location != NULL &&
          hops < MAX_REDIRECTS)
        {
          g_autoptr (GUri) next = g_uri_parse_relative (uri, location, SOUP_HTTP_URI_FLAGS, NULL);
          g_autofree char *text = next != NULL ? g_uri_to_string (next) : g_strdup ("");

          g_clear_pointer (&uri, g_uri_unref);
          uri = parse_url (text, error);
          continue;
        }
      if (soup_message_get_status (message) != SOUP_STATUS_OK)
        {
          g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
                       /* Translators: %u is a status of HTTP, 404 for instance. */
                       _("The file could not be fetched: its server answered %u."),
                       soup_message_get_status (message));
          return NULL;
        }
      if (!check_length (soup_message_headers_get_content_length (headers), limit, error))
        return NULL;
      return read_all (stream, limit, deadline, cancellable, error);
    }
  return NULL;
}
