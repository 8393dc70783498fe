/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-http.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

struct _AuHttp
{
  GObject parent_instance;

  SoupSession *session;
  GHashTable *multiplexing; /* (element-type utf8): hosts that speak HTTP/2 */
  gboolean has_agent;
  double pace;
  guint n_troubled[AU_HTTP_N_TROUBLES]; /* requests by what they wait for */
  AuHttpTrouble trouble;
};

void au_http_exchange_start (GTask          *task,
                             AuHttpRequest  *request);
void au_http_move_trouble   (AuHttp         *self,
                             AuHttpTrouble   from,
                             AuHttpTrouble   to,
                             const char     *host);

G_END_DECLS
