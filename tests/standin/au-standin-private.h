/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "au-query-catalog.h"
#include "au-sample-pool.h"
#include "au-standin-fault.h"
#include "au-standin.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _AuStandinWarehouses AuStandinWarehouses;
typedef struct _AuStandinStatements AuStandinStatements;
typedef struct _AuStandinSignIn AuStandinSignIn;
typedef struct _AuStandinLinks AuStandinLinks;

struct _AuStandin
{
  AuStandinOptions options;    /* its strings are not kept */
  char *token;
  char *client_id;
  char *client_secret;
  char *api_key;
  AuStandinFaults *faults;
  AuQueryCatalog *catalog;
  AuSamplePool *pool;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  AuStandinAuthority *authority; /* NULL for plain http */
  char *uri;
  char *link_uri;

  GMutex mutex;                /* guards what follows, up to the next comment */
  GCond started;
  gboolean is_started;
  GError *start_error;
  guint counters[AU_STANDIN_N_COUNTERS];
  char *user_agent;
  char *submission;

  /* Of the server's thread alone. */
  SoupServer *server;
  GHashTable *peers;           /* (element-type utf8): far ends of the connections so far */
  AuStandinWarehouses *warehouses;
  AuStandinStatements *statements;
  AuStandinSignIn *sign_in;
  AuStandinLinks *links;
  guint n_routes;              /* answers of the Blessed API, each in another form */
};

void     au_standin_count      (AuStandin         *self,
                                AuStandinCounter   counter,
                                int                by);
gint64   au_standin_now        (AuStandin         *self);
char    *au_standin_random     (guint              n_bytes);
gboolean au_standin_strikes    (AuStandin         *self,
                                AuStandinFault     fault,
                                const char        *query,
                                guint             *number);
GSource *au_standin_add_timer  (AuStandin         *self,
                                guint              interval_ms,
                                GSourceFunc        callback,
                                gpointer           user_data,
                                GDestroyNotify     destroy);

G_END_DECLS
