/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what services say when they refuse to one sentence: what happened and what to do. */
#include "config.h"

#include "au-http-fault.h"
#include "au-source-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

/* What is kept of an error's body. */
#define MAX_TEXT 65536

void
au_http_fault_clear (AuHttpFault *fault)
{
  g_clear_pointer (&fault->code, g_free);
  g_clear_pointer (&fault->message, g_free);
}

/* A member as text, whether the service wrote text or a number. */
static char *
dup_member (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
      case G_TYPE_STRING:
        return json_node_dup_string (node);
      case G_TYPE_INT64:
        return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      default:
        return NULL;
    }
}

static gboolean
parse_json (const char  *text,
            gsize        length,
            AuHttpFault *fault)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;

  object = json_node_get_object (root);
  /* Some services put code and message one level down. */
  root = json_object_get_member (object, "error");
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  fault->code = dup_member (object, "error_code");
  if (fault->code == NULL)
    fault->code = dup_member (object, "code");
  fault->message = dup_member (object, "message");
  if (fault->message == NULL && json_object_has_member (object, "error"))
    {
      /* OAuth has a code in `error` and words beside it; the old API has its words there. */
      g_autofree char *error = dup_member (object, "error");
      g_autofree char *words = dup_member (object, "error_description");

      if (fault->code == NULL && error != NULL && strchr (error, ' ') == NULL)
        fault->code = g_strdup (error);
      fault->message = words != NULL ? g_steal_pointer (&words) : g_steal_pointer (&error);
    }
  if (fault->message == NULL)
    {
      fault->message = dup_member (object, "detail");
      if (fault->code == NULL)
        fault->code = dup_member (object, "scimType");
      if (fault->code == NULL)
        fault->code = dup_member (object, "status");
    }
  return TRUE;
}

/* `CODE: message`, as some proxies and old services write. */
static gboolean
parse_plain (const char  *text,
             AuHttpFault *fault)
{
  const char *colon = strchr (text, ':');

  for (const char *p = text; colon != NULL && p < colon; p++)
    if (!g_ascii_isupper (*p) && !g_ascii_isdigit (*p) && *p != '_')
      colon = NULL;
  if (colon == NULL || colon == text)
    return FALSE;
  fault->code = g_strndup (text, (gsize) (colon - text));
  fault->message = g_strstrip (g_strdup (colon + 1));
  return TRUE;
}

/* The words between <pre> and </pre>, or the title. */
static char *
find_in_html (const char *text)
{
  static const char *const tags[] = { "<pre>", "</pre>", "<title>", "</title>" };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i += 2)
    {
      const char *start = strstr (text, tags[i]);
      const char *end = start != NULL ? strstr (start, tags[i + 1]) : NULL;

      if (end != NULL)
        return g_strstrip (g_strndup (start + strlen (tags[i]),
                                      (gsize) (end - start) - strlen (tags[i])));
    }
  return g_strdup ("");
}

static gboolean
looks_like_html (const char *text,
                 const char *content_type)
{
  if (content_type != NULL && g_ascii_strcasecmp (content_type, "text/html") == 0)
    return TRUE;
  while (g_ascii_isspace (*text))
    text++;
  return g_ascii_strncasecmp (text, "<!doctype", 9) == 0 || g_ascii_strncasecmp (text, "<html", 5) == 0;
}

/**
 * au_http_fault_parse:
 * @body: the body of an error, zero-terminated
 * @length: its bytes
 * @content_type: (nullable): what it says to be
 * @fault: (out caller-allocates): what it says
 *
 * Reads all forms that Databricks and what stands before it use: `error_code` as text or as a
 * number, the old `error`, that of SCIM, that of OAuth, `CODE: message`, a web page, and nothing.
 */
void
au_http_fault_parse (const char  *body,
                     gsize        length,
                     const char  *content_type,
                     AuHttpFault *fault)
{
  g_autofree char *text = g_utf8_make_valid (body, (gssize) MIN (length, MAX_TEXT));

  fault->code = NULL;
  fault->message = NULL;
  if (looks_like_html (text, content_type))
    fault->message = find_in_html (text);
  else if (!parse_json (text, strlen (text), fault) && !parse_plain (g_strstrip (text), fault))
    fault->message = g_strdup (text);
  if (fault->message == NULL)
    fault->message = g_strdup ("");
}

static gboolean
contains (const char *text,
          const char *word)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, word) != NULL;
}

static gboolean
is_json (const AuHttpResponse *response)
{
  return response->content_type != NULL &&
         (g_ascii_strcasecmp (response->content_type, "application/json") == 0 ||
          g_str_has_suffix (response->content_type, "+json"));
}

static gboolean
fault_is_sign_in (guint              status,
                  const AuHttpFault *fault)
{
  return status == 401 || (status == 403 && (contains (fault->message, "access token") ||
                                             contains (fault->message, "token is expired") ||
                                             contains (fault->message, "invalid token")));
}

/**
 * au_http_is_sign_in_refusal:
 * @response: an answer
 *
 * Returns: whether it says that the token is not good: 401, or 403 that speaks of the access token
 */
gboolean
au_http_is_sign_in_refusal (const AuHttpResponse *response)
{
  g_auto (AuHttpFault) fault = { NULL, NULL };

  if (response->status != 401 && response->status != 403)
    return FALSE;
  au_http_fault_parse (response->body, response->length, response->content_type, &fault);
  return fault_is_sign_in (response->status, &fault);
}

static GError *
make_not_found (const AuSourceErrorDetails *details,
                const AuHttpFault          *fault,
                AuHttpSubject               subject)
{
  if ((subject == AU_HTTP_WAREHOUSE && fault->code != NULL && !contains (fault->message, "no api found")) ||
      contains (fault->message, "warehouse") || contains (fault->message, "endpoint id"))
    return au_source_error_new (AU_SOURCE_ERROR_WAREHOUSE, details,
                                /* Translators: %s is a host's name. */
                                _("%s has no such SQL warehouse; choose another one in Preferences."), details->host);
  if (subject == AU_HTTP_STATEMENT && g_strcmp0 (fault->code, "ENDPOINT_NOT_FOUND") != 0 &&
      (fault->code != NULL || *fault->message == '\0'))
    return au_source_error_new (AU_SOURCE_ERROR_RESULT_GONE, details,
                                /* Translators: %s is a host's name. */
                                _("%s no longer keeps that query and its result; run it again."), details->host);
  return au_source_error_new (AU_SOURCE_ERROR_ADDRESS, details,
                              /* Translators: %s is a host's name. */
                              _("%s answers, but is no Databricks workspace; check the host in Preferences."), details->host);
}

static GError *
make_refusal (const AuHttpResponse       *response,
              const AuSourceErrorDetails *details,
              const AuHttpFault          *fault,
              AuHttpSubject               subject)
{
  g_autofree char *words =
    au_source_error_clean_line (*fault->message != '\0' ? fault->message : response->reason);
  const char *host = details->host;

  if (subject == AU_HTTP_TOKEN && response->status >= 400 && response->status < 500 &&
      response->status != 429)
    return au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, details,
                                /* Translators: %s is a host's name, %s what it said. */
                                _("%s refused the sign-in (%s); sign in again, or check the client id and secret."), host, words);
  if (fault_is_sign_in (response->status, fault))
    return au_source_error_new (AU_SOURCE_ERROR_SIGN_IN, details,
                                /* Translators: %s is a host's name, %s what it said. */
                                _("%s does not accept the sign-in (%s); sign in again or give a new access token."), host, words);
  if (subject == AU_HTTP_LINK)
    return au_source_error_new (AU_SOURCE_ERROR_RESULT_GONE, details,
                                /* Translators: %s is a host's name, %u an HTTP status. */
                                _("A part of the result could not be read from %s (status %u); run the query again."),
                                host, response->status);
  if (response->status == 403 && (contains (fault->message, "ip acl") ||
                                  contains (fault->message, "ip access list")))
    return au_source_error_new (AU_SOURCE_ERROR_PERMISSION, details,
                                /* Translators: %s is a host's name. */
                                _("%s takes no connections from this network; connect to the company's network or ask an administrator to let this one in."),
                                host);
  if (response->status == 403 && subject == AU_HTTP_API)
    return au_source_error_new (AU_SOURCE_ERROR_PERMISSION, details,
                                /* Translators: %s is a host's name, %s what it said. */
                                _("%s does not allow this (%s); ask an administrator for access to the workspace and its SQL warehouses."),
                                host, words);
  if (response->status == 403)
    return au_source_error_new (AU_SOURCE_ERROR_PERMISSION, details,
                                /* Translators: %s is a host's name, %s what it said. */
                                _("%s does not allow this (%s); ask an administrator for the permission “Can use” on the SQL warehouse."),
                                host, words);
  if (response->status == 404)
    return make_not_found (details, fault, subject);
  if (response->status == 429)
    return au_source_error_new (AU_SOURCE_ERROR_RATE_LIMIT, details,
                                /* Translators: %s is a host's name. */
                                _("%s is asked too often at the moment; wait a minute and try again."), host);
  if (response->status >= 500)
    return au_source_error_new (AU_SOURCE_ERROR_SERVICE, details,
                                /* Translators: %s is a host's name, %u an HTTP status, %s what it
                                 * said. */
                                _("%s has a failure of its own (status %u, %s); try again in a while."),
                                host, response->status, words);
  if (contains (fault->message, "warehouse") || contains (fault->message, "endpoint id"))
    return au_source_error_new (AU_SOURCE_ERROR_WAREHOUSE, details,
                                /* Translators: %s is a host's name, %s what it said. */
                                _("%s cannot use that SQL warehouse (%s); choose another one in Preferences."), host, words);
  return au_source_error_new (AU_SOURCE_ERROR_STATEMENT, details,
                              /* Translators: %s is a host's name, %u an HTTP status, %s what it
                               * said. */
                              _("%s refused the request (status %u, %s); copy the details to whoever keeps the queries."),
                              host, response->status, words);
}

/**
 * au_http_fault_check:
 * @response: an answer
 * @subject: what was asked about
 * @error: return location for a #GError
 *
 * Takes what succeeded and, but for links, is JSON. A redirect or a web page is an error that says
 * so: it is how a login page or a gateway answers in the service's place.
 *
 * Returns: %FALSE with %AU_SOURCE_ERROR
 */
gboolean
au_http_fault_check (const AuHttpResponse  *response,
                     AuHttpSubject          subject,
                     GError               **error)
{
  g_auto (AuHttpFault) fault = { NULL, NULL };
  AuSourceErrorDetails details = { NULL };
  gboolean is_html;

  if (response->status >= 200 && response->status < 300 &&
      (subject == AU_HTTP_LINK || response->length == 0 || is_json (response)))
    return TRUE;

  au_http_fault_parse (response->body, response->length, response->content_type, &fault);
  details.host = response->host;
  details.request_id = response->request_id;
  details.code = fault.code;
  details.text = *fault.message != '\0' ? fault.message : response->reason_phrase;
  details.http_status = response->status;
  is_html = looks_like_html (response->body, response->content_type);

  if (response->status >= 400)
    g_propagate_error (error, make_refusal (response, &details, &fault, subject));
  else if (response->status >= 300)
    {
      if (response->location != NULL && strstr (response->location, "private-link") != NULL)
        g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ADDRESS, &details,
                                                       /* Translators: %s is a host's name. */
                                                       _("%s takes connections over its private link only; connect to the company's network and try again."),
                                                       response->host));
      else
        g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ADDRESS, &details,
                                                       /* Translators: %s is a host's name. */
                                                       _("%s leads to a login page instead of answering; check the host in Preferences, and whether a proxy stands between."),
                                                       response->host));
    }
  else if (is_html)
    g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ADDRESS, &details,
                                                   /* Translators: %s is a host's name. */
                                                   _("%s answers with a web page, probably a login page; check the host in Preferences, and whether a proxy stands between."),
                                                   response->host));
  else
    g_propagate_error (error, au_source_error_new (AU_SOURCE_ERROR_ANSWER, &details,
                                                   /* Translators: %s is a host's name. */
                                                   _("%s answers with something other than JSON; check the host in Preferences."),
                                                   response->host));
  return FALSE;
}

/* What is wrong with a certificate, the worst first: one of a stranger may say anything. */
static GError *
make_tls_error (const AuSourceErrorDetails *details,
                GTlsCertificateFlags        certificate)
{
  const char *host = details->host;

  if (certificate & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return au_source_error_new (AU_SOURCE_ERROR_TLS, details,
                                /* Translators: %s is a host's name. */
                                _("%s has a certificate from an authority that this computer does not trust, so nothing was sent; check the host, or have the authority of your network installed on this computer."),
                                host);
  if (certificate & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return au_source_error_new (AU_SOURCE_ERROR_TLS, details,
                                /* Translators: %s is a host's name. */
                                _("%s has the certificate of another host, so nothing was sent; check the host in Preferences."), host);
  if (certificate & G_TLS_CERTIFICATE_EXPIRED)
    return au_source_error_new (AU_SOURCE_ERROR_TLS, details,
                                /* Translators: %s is a host's name. */
                                _("The certificate of %s has expired, so nothing was sent; check this computer's date and time, or tell whoever keeps that host."),
                                host);
  if (certificate & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return au_source_error_new (AU_SOURCE_ERROR_TLS, details,
                                /* Translators: %s is a host's name. */
                                _("The certificate of %s is not valid yet, so nothing was sent; check this computer's date and time."), host);
  return au_source_error_new (AU_SOURCE_ERROR_TLS, details,
                              /* Translators: %s is a host's name. */
                              _("%s cannot prove its identity, so nothing was sent; check the host and this computer's clock, or have the certificate installed that your network needs."),
                              host);
}

/**
 * au_http_fault_from_network:
 * @cause: what GIO or libsoup said
 * @host: who was asked
 * @certificate: what is wrong with the host's certificate, 0 where nothing is or none was seen
 * @was_sent: whether a connection was made
 * @is_submission: whether the request must not be done twice
 *
 * Returns: (transfer full): the sentence for it
 */
GError *
au_http_fault_from_network (const GError *cause,
                            const char   *host,
                            GTlsCertificateFlags certificate,
                            gboolean      was_sent,
                            gboolean      is_submission)
{
  AuSourceErrorDetails details = { (char *) host };
  g_autofree char *words = au_source_error_clean_line (cause->message);

  if (cause->domain == AU_SOURCE_ERROR)
    return g_error_copy (cause);
  details.text = words;
  if (cause->domain == G_TLS_ERROR)
    return make_tls_error (&details, certificate);
  if (g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return au_source_error_new (AU_SOURCE_ERROR_ADDRESS, &details,
                                /* Translators: %s is a host's name. */
                                _("There is no host %s; check its name in Preferences."), host);
  if (cause->domain == G_RESOLVER_ERROR)
    return au_source_error_new (AU_SOURCE_ERROR_NETWORK, &details,
                                /* Translators: %s is a host's name. */
                                _("The name %s could not be looked up; check the network connection."), host);
  if (was_sent && is_submission)
    return au_source_error_new (AU_SOURCE_ERROR_NETWORK, &details,
                                /* Translators: %s is a host's name. */
                                _("The connection to %s broke while a query was being sent, so it was not sent again by itself; run it again."),
                                host);
  if (was_sent)
    return au_source_error_new (AU_SOURCE_ERROR_NETWORK, &details,
                                /* Translators: %s is a host's name. */
                                _("The connection to %s broke before a whole answer came; check the network and try again."),
                                host);
  return au_source_error_new (AU_SOURCE_ERROR_NETWORK, &details,
                              /* Translators: %s is a host's name. */
                              _("%s cannot be reached; check the network connection and the host in Preferences."), host);
}
