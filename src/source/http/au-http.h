/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-http-retry.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AuHttpRequest:
 * @method: `GET` or `POST`
 * @url: (owned): where to, from au_http_check_url()
 * @authorization: (owned) (nullable): the value of that header; never logged
 * @headers: (owned) (nullable): more of them, name and value in turn; never logged
 * @content_type: (nullable): of @body
 * @body: (owned) (nullable): what to send
 * @retry: how it may be repeated
 * @max_tries: attempts at most, 0 for the usual five
 * @patience: milliseconds during which it is repeated whatever @max_tries says
 * @max_redirects: redirects to follow; none means that one is given back as an answer
 * @is_link: whether @url is itself a secret, of which only the host may be logged or told
 *
 * One thing to ask. Made with au_http_request_new() and filled before it is sent.
 */
typedef struct
{
  const char *method;
  char *url;
  char *authorization;
  GStrv headers;
  const char *content_type;
  GBytes *body;
  AuHttpRetry retry;
  guint max_tries;
  gint64 patience;
  guint max_redirects;
  gboolean is_link;
} AuHttpRequest;

/* Bytes of zero after a body, so that it can be read as text and parsed in place. */
#define AU_HTTP_PADDING 16

/**
 * AuHttpResponse:
 * @host: (owned): who answered, with its port where it has one
 * @status: the HTTP status
 * @reason: (owned): the words beside it
 * @content_type: (owned) (nullable): without parameters
 * @location: (owned) (nullable): where a redirect leads
 * @request_id: (owned) (nullable): the service's id of the request
 * @reason_phrase: (owned) (nullable): the service's header that explains a refusal
 * @workspace_id: (owned) (nullable): the service's header that names the workspace
 * @retry_after: seconds, -1 where the service did not say
 * @body: (owned): what came, with %AU_HTTP_PADDING zeros after @length bytes
 * @length: its bytes
 *
 * A whole answer, of any status.
 */
typedef struct
{
  char *host;
  guint status;
  char *reason;
  char *content_type;
  char *location;
  char *request_id;
  char *reason_phrase;
  char *workspace_id;
  int retry_after;
  char *body;
  gsize length;
} AuHttpResponse;

/**
 * AuHttpTrouble:
 * @AU_HTTP_NO_TROUBLE: nothing
 * @AU_HTTP_BUSY: the service asked to come back later
 * @AU_HTTP_UNREACHABLE: it could not be reached, or could not answer
 *
 * Why a request waits to be sent again. The greatest of all requests counts.
 */
typedef enum
{
  AU_HTTP_NO_TROUBLE,
  AU_HTTP_BUSY,
  AU_HTTP_UNREACHABLE,
  AU_HTTP_N_TROUBLES,
} AuHttpTrouble;

#define AU_TYPE_HTTP (au_http_get_type ())

/**
 * AuHttp:
 *
 * The one way from here to a service: a connection pool that verifies TLS, follows no redirect by
 * itself, repeats what may be repeated and logs no secret. Belongs to the thread that made it.
 */
G_DECLARE_FINAL_TYPE (AuHttp, au_http, AU, HTTP, GObject)

AuHttpRequest  *au_http_request_new   (const char           *method,
                                       const char           *url);
void            au_http_request_free  (AuHttpRequest        *request);
void            au_http_response_free (AuHttpResponse       *response);
gboolean        au_http_check_url     (const char           *url,
                                       GError              **error);
gboolean        au_http_is_loopback   (const char           *host);

AuHttp         *au_http_new           (void);
void            au_http_set_sign_in   (AuHttp               *self,
                                       const char           *sign_in);
void            au_http_set_timeout   (AuHttp               *self,
                                       guint                 seconds);
void            au_http_set_pace      (AuHttp               *self,
                                       double                pace);
double          au_http_get_pace      (AuHttp               *self);
void            au_http_set_database  (AuHttp               *self,
                                       GTlsDatabase         *database);
void            au_http_send_async    (AuHttp               *self,
                                       AuHttpRequest        *request,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
AuHttpResponse *au_http_send_finish   (AuHttp               *self,
                                       GAsyncResult         *result,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuHttpRequest, au_http_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuHttpResponse, au_http_response_free)

G_END_DECLS
