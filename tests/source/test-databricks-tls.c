/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom the Databricks source trusts, and what others get of it. */
#include "config.h"

#include "databricks-fixture.h"
#include "au-source-error.h"
#include "support.h"

#include <libsoup/soup.h>
#include <string.h>

/* Who cannot prove to be the host gets no request, so no token either, and is told apart. */
static void
test_strangers (void)
{
  static const struct
  {
    AuStandinIdentity identity;
    gboolean is_trusted;
    const char *words;
  } cases[] = {
    { AU_STANDIN_GENUINE, FALSE, "an authority that this computer does not trust" },
    { AU_STANDIN_OTHER_HOST, TRUE, "the certificate of another host" },
    { AU_STANDIN_EXPIRED, TRUE, "has expired" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AuStandinOptions options = { .identity = cases[i].identity };
      g_autoptr (AuRequest) request = NULL;
      g_autoptr (AuResult) result = NULL;
      g_autoptr (GError) error = NULL;
      Fixture fixture;

      fixture_set_up_with (&fixture, &options);
      if (!cases[i].is_trusted)
        {
          AuDatabricksClient *client =
            au_databricks_source_get_client (AU_DATABRICKS_SOURCE (fixture.source));
          g_autoptr (GTlsDatabase) usual =
            g_tls_backend_get_default_database (g_tls_backend_get_default ());

          /* What everybody has who did nothing about it. */
          au_http_set_database (au_databricks_client_get_http (client), usual);
        }
      request = support_request (fixture.source, "subscriptions", "");
      result = support_query (fixture.source, request, NULL, &error);
      g_assert_error (error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_TLS);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
      g_assert_nonnull (strstr (error->message, "nothing was sent"));
      g_assert_null (result);
      g_assert_cmpuint (fixture_count (&fixture, AU_STANDIN_REQUESTS), ==, 0);
      fixture_tear_down (&fixture, NULL);
    }
}

/* ------------------------------------------------------------- redirects */

static void
redirect_cb (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  gpointer *noted = user_data;
  const char *authorization =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  if (authorization != NULL)
    noted[1] = GUINT_TO_POINTER (GPOINTER_TO_UINT (noted[1]) + 1);
  soup_server_message_set_redirect (message, SOUP_STATUS_TEMPORARY_REDIRECT, noted[0]);
}

typedef struct
{
  AuHttpResponse *response;
  GError *error;
  gboolean done;
} Answer;

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Answer *answer = user_data;

  answer->response = au_http_send_finish (AU_HTTP (object), result, &answer->error);
  answer->done = TRUE;
}

/* Sends a token to a server over https that leads to @target; gives how it ended. */
static void
follow (const char *target,
        const char *other_authority,
        Answer     *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AuStandinAuthority) authority = au_standin_authority_new (&error);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (AuHttp) http = au_http_new ();
  gpointer noted[2] = { (gpointer) target, NULL };
  g_autofree char *trusted = NULL;
  g_autofree char *url = NULL;
  AuHttpRequest *request;
  GSList *uris;

  g_assert_no_error (error);
  certificate = au_standin_authority_issue (authority, AU_STANDIN_GENUINE, &error);
  g_assert_no_error (error);
  soup_server_set_tls_certificate (server, certificate);
  soup_server_add_handler (server, NULL, redirect_cb, noted, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("https://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  /* Both are trusted. */
  trusted = g_strdup (au_standin_authority_get_path (authority));
  if (other_authority != NULL)
    {
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;
      g_autofree char *both = NULL;

      g_file_get_contents (trusted, &one, NULL, &error);
      g_assert_no_error (error);
      g_file_get_contents (other_authority, &two, NULL, &error);
      g_assert_no_error (error);
      both = g_strconcat (one, two, NULL);
      g_file_set_contents (trusted, both, -1, &error);
      g_assert_no_error (error);
    }
  database = g_tls_file_database_new (trusted, &error);
  g_assert_no_error (error);
  au_http_set_database (http, database);

  request = au_http_request_new ("GET", url);
  request->authorization = g_strdup ("Bearer " FIXTURE_TOKEN);
  request->max_redirects = 3;
  au_http_send_async (http, request, NULL, sent_cb, answer);
  support_wait (&answer->done);
  g_assert_cmpuint (GPOINTER_TO_UINT (noted[1]), ==, 1);
  fixture_drain ();
}

/* From https to plain http nothing follows, on this computer neither. */
static void
test_downgrade (void)
{
  AuStandinOptions options = { .identity = AU_STANDIN_PLAIN };
  Answer answer = { NULL, NULL, FALSE };
  Fixture fixture;

  fixture_set_up_with (&fixture, &options);
  follow (au_standin_get_uri (fixture.standin), NULL, &answer);
  g_assert_error (answer.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_TLS);
  g_assert_nonnull (strstr (answer.error->message, "not encrypted"));
  g_assert_null (strstr (answer.error->message, FIXTURE_TOKEN));
  g_assert_cmpuint (fixture_count (&fixture, AU_STANDIN_REQUESTS), ==, 0);
  g_clear_error (&answer.error);
  fixture_tear_down (&fixture, NULL);
}

/* To another host over https the request goes, without the token. */
static void
test_elsewhere (void)
{
  AuStandinOptions options = { .identity = AU_STANDIN_GENUINE };
  Answer answer = { NULL, NULL, FALSE };
  g_autofree char *target = NULL;
  Fixture fixture;

  fixture_set_up_with (&fixture, &options);
  target = g_strconcat (au_standin_get_uri (fixture.standin), "/api/2.0/sql/warehouses", NULL);
  follow (target, au_standin_get_authority (fixture.standin), &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.response->status, ==, 401);
  g_assert_cmpuint (fixture_count (&fixture, AU_STANDIN_REQUESTS), ==, 1);
  g_assert_cmpuint (fixture_count (&fixture, AU_STANDIN_UNAUTHORIZED), ==, 1);
  g_clear_pointer (&answer.response, au_http_response_free);
  fixture_tear_down (&fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/source/databricks-tls/strangers", test_strangers);
  g_test_add_func ("/source/databricks-tls/downgrade", test_downgrade);
  g_test_add_func ("/source/databricks-tls/elsewhere", test_elsewhere);

  return fixture_run ();
}
