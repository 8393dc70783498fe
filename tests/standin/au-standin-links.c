/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cloud storage that external links lead to: another origin, with no idea of tokens. */
#include "config.h"

#include "au-standin-links.h"

#include <string.h>

#define LIFE (15 * G_TIME_SPAN_MINUTE)
#define HEADER "x-standin-encryption-key"
#define PATH "/results/"
#define MOVED_PATH "/moved/"

typedef struct
{
  AuStandinStatement *statement;
  guint index;
  gint64 until;                /* of the clock that never jumps */
  char *key;                   /* (nullable): what HEADER has to be */
} Link;

struct _AuStandinLinks
{
  AuStandin *standin;
  GHashTable *links;           /* (element-type utf8 Link) */
};

static void
link_free (gpointer data)
{
  Link *link = data;

  au_standin_statement_unref (link->statement);
  g_free (link->key);
  g_free (link);
}

AuStandinLinks *
au_standin_links_new (AuStandin *standin)
{
  AuStandinLinks *self = g_new0 (AuStandinLinks, 1);

  self->standin = standin;
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, link_free);
  return self;
}

void
au_standin_links_free (AuStandinLinks *self)
{
  g_hash_table_unref (self->links);
  g_free (self);
}

/**
 * au_standin_links_add:
 * @self: the links
 * @statement: a statement that has succeeded
 * @index: the chunk that the link leads to
 * @json: an answer
 * @out: where in it the link belongs
 *
 * Makes a link.
 */
void
au_standin_links_add (AuStandinLinks     *self,
                      AuStandinStatement *statement,
                      guint               index,
                      yyjson_mut_doc     *json,
                      yyjson_mut_val     *out)
{
  g_autofree char *name = au_standin_random (16);
  g_autofree char *uri = NULL;
  g_autofree char *date = NULL;
  g_autofree char *expiration = NULL;
  g_autoptr (GDateTime) time = NULL;
  Link *link = g_new0 (Link, 1);
  const char *base = self->standin->link_uri;
  gint64 life = LIFE;

  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_LINK_HOME, statement->query, NULL))
    base = self->standin->uri;
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_LINK_EXPIRED, statement->query, NULL))
    life = 0;
  link->statement = au_standin_statement_ref (statement);
  link->index = index;
  link->until = g_get_monotonic_time () + life;
  uri = g_strdup_printf ("%s" PATH "%s?X-Amz-Expires=%d&X-Amz-Signature=%s", base, name,
                         (int) (life / G_USEC_PER_SEC), name);
  time = g_date_time_new_from_unix_utc ((au_standin_now (self->standin) + life) / G_USEC_PER_SEC);
  date = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  expiration = g_strconcat (date, ".000Z", NULL);

  yyjson_mut_obj_add_strcpy (json, out, "external_link", uri);
  yyjson_mut_obj_add_strcpy (json, out, "expiration", expiration);
  if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_LINK_HEADERS, statement->query, NULL))
    {
      yyjson_mut_val *headers = yyjson_mut_obj_add_obj (json, out, "http_headers");

      link->key = au_standin_random (8);
      yyjson_mut_obj_add_strcpy (json, headers, HEADER, link->key);
    }
  g_hash_table_insert (self->links, g_steal_pointer (&name), link);
}

static gboolean
is_of (gpointer key,
       gpointer value,
       gpointer user_data)
{
  return ((Link *) value)->statement == user_data;
}

/* Takes the links to @statement's chunks away. */
void
au_standin_links_forget (AuStandinLinks     *self,
                         AuStandinStatement *statement)
{
  g_hash_table_foreach_remove (self->links, is_of, statement);
}

static void
refuse (AuStandinExchange *exchange,
        guint              status,
        const char        *code,
        const char        *message)
{
  au_standin_exchange_reply (exchange, status, "application/xml",
                             g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code>"
                                              "<Message>%s</Message></Error>", code, message));
}

static void
redirect (AuStandinLinks    *self,
          AuStandinExchange *exchange,
          const char        *name)
{
  g_autofree char *location = g_strconcat (self->standin->link_uri, MOVED_PATH, name, NULL);

  au_standin_exchange_set_header (exchange, "Location", location);
  au_standin_exchange_reply (exchange, SOUP_STATUS_TEMPORARY_REDIRECT, "application/xml", g_strdup (""));
}

static void
give (AuStandinLinks    *self,
      AuStandinExchange *exchange,
      const char        *name,
      gboolean           moved)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  Link *link = g_hash_table_lookup (self->links, name);
  gboolean csv;

  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    {
      au_standin_count (self->standin, AU_STANDIN_LINK_AUTHORIZATIONS, 1);
      refuse (exchange, SOUP_STATUS_BAD_REQUEST, "InvalidArgument",
              "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query "
              "string parameter or the Authorization header should be specified");
      return;
    }
  if (link == NULL)
    {
      refuse (exchange, SOUP_STATUS_NOT_FOUND, "NoSuchKey", "The specified key does not exist.");
      return;
    }
  g_set_str (&exchange->query, link->statement->query);
  if (au_standin_exchange_obstruct (exchange))
    return;
  if (link->until <= g_get_monotonic_time ())
    refuse (exchange, SOUP_STATUS_FORBIDDEN, "AccessDenied", "Request has expired");
  else if (au_standin_strikes (self->standin, AU_STANDIN_FAULT_LINK_REFUSED, exchange->query, NULL))
    refuse (exchange, SOUP_STATUS_FORBIDDEN, "AccessDenied", "Access Denied");
  else if (link->key != NULL &&
           g_strcmp0 (soup_message_headers_get_one (headers, HEADER), link->key) != 0)
    refuse (exchange, SOUP_STATUS_FORBIDDEN, "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.");
  else if (!moved &&
           au_standin_strikes (self->standin, AU_STANDIN_FAULT_LINK_REDIRECT, exchange->query,
                               NULL))
    redirect (self, exchange, name);
  else
    {
      csv = link->statement->submission->format == AU_STANDIN_FORMAT_CSV;
      if (au_standin_exchange_reply (exchange, SOUP_STATUS_OK, csv ? "text/csv" : "application/json",
                                     au_standin_statement_dup_chunk (link->statement, link->index)))
        au_standin_count (self->standin, AU_STANDIN_LINKS, 1);
    }
}

/* Answers what is about an external link. Returns whether @path is. */
gboolean
au_standin_links_handle (AuStandinLinks    *self,
                         AuStandinExchange *exchange,
                         const char        *path)
{
  gboolean moved = g_str_has_prefix (path, MOVED_PATH);

  if (!moved && !g_str_has_prefix (path, PATH))
    return FALSE;
  exchange->stage = AU_STANDIN_STAGE_LINK;
  give (self, exchange, path + strlen (moved ? MOVED_PATH : PATH), moved);
  return TRUE;
}
