/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-link.h"
#include "au-error.h"
#include "au-ids.h"

#include <glib/gi18n.h>
#include <string.h>

/* Room for the most subscriptions that a selection takes, and for what surrounds them. */
#define MAX_LENGTH 8192
#define MAX_NAME 40

#define WHAT "subscription/"

struct _AuLink
{
  grefcount count;
  GStrv ids;
  char *view;   /* (nullable) */
  char *source; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (AuLink, au_link, au_link_ref, au_link_unref)

/**
 * au_link_new:
 * @ids: (array zero-terminated=1): valid ids of subscriptions, at least one
 * @view: (nullable): a view's name
 * @source: (nullable): the name of the source that listed the subscriptions
 *
 * Returns: (transfer full): the link
 */
AuLink *
au_link_new (const char *const *ids,
             const char        *view,
             const char        *source)
{
  AuLink *self = g_new0 (AuLink, 1);

  g_ref_count_init (&self->count);
  self->ids = g_strdupv ((char **) ids);
  self->view = g_strdup (view);
  self->source = g_strdup (source);
  return self;
}

AuLink *
au_link_ref (AuLink *self)
{
  g_ref_count_inc (&self->count);
  return self;
}

void
au_link_unref (AuLink *self)
{
  if (!g_ref_count_dec (&self->count))
    return;
  g_strfreev (self->ids);
  g_free (self->view);
  g_free (self->source);
  g_free (self);
}

const char *const *
au_link_get_ids (AuLink *self)
{
  return (const char *const *) self->ids;
}

/**
 * au_link_get_view:
 *
 * Returns: (transfer none) (nullable): the view's name, of lower-case letters, digits and hyphens;
 *   there need not be such a view
 */
const char *
au_link_get_view (AuLink *self)
{
  return self->view;
}

/**
 * au_link_get_source:
 *
 * Returns: (transfer none) (nullable): the name of the source in which the link was made. It is
 *   there to explain why a subscription is not found, and never to change the source.
 */
const char *
au_link_get_source (AuLink *self)
{
  return self->source;
}

/**
 * au_link_is_link:
 * @text: (nullable): anything
 *
 * Returns: whether @text means to be one of the app's links, be it well formed or not
 */
gboolean
au_link_is_link (const char *text)
{
  gsize length = strlen (AU_LINK_SCHEME);

  return text != NULL && g_ascii_strncasecmp (text, AU_LINK_SCHEME, length) == 0 &&
         text[length] == ':';
}

static gboolean
is_name (const char *text)
{
  gsize length = strlen (text);

  /* No option of any program begins so. */
  return length <= MAX_NAME && g_ascii_islower (text[0]) &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT,
                       _("The link is not one that Anyusage makes, so nothing was opened. A link looks like anyusage:subscription/a0XSAMPLE000001?view=mau."));
  return FALSE;
}

/* "view=mau&source=sample": each at most once. What a later version adds is passed over. */
static gboolean
parse_query (AuLink     *self,
             const char *query,
             GError    **error)
{
  GUriParamsIter iter;
  char *name, *value;
  g_autoptr (GError) bad = NULL;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, &bad))
    {
      g_autofree char *owned_name = name;
      g_autofree char *owned_value = value;
      char **field = g_str_equal (name, "view") ? &self->view :
                     g_str_equal (name, "source") ? &self->source : NULL;

      if (field == NULL)
        continue;
      if (*field != NULL || !is_name (value))
        return refuse (error);
      *field = g_steal_pointer (&owned_value);
    }
  return bad == NULL || refuse (error);
}

/**
 * au_link_parse:
 * @text: what came from a web page, a chat or the command line
 * @error: return location for a #GError
 *
 * The form with two slashes, `anyusage://subscription/…`, is read too, since some programs make a
 * link of nothing else. A host's name, a user, a port, a fragment or a path with anything but ids
 * is refused.
 *
 * Returns: (transfer full): the link; %NULL with %AU_ERROR_INVALID_ARGUMENT
 */
AuLink *
au_link_parse (const char *text,
               GError    **error)
{
  g_autoptr (AuLink) self = NULL;
  g_autofree char *rest = NULL;
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) clean = NULL;
  const char *start;
  char *query;

  if (!au_link_is_link (text) || strlen (text) > MAX_LENGTH || !g_str_is_ascii (text))
    {
      refuse (error);
      return NULL;
    }
  start = text + strlen (AU_LINK_SCHEME ":");
  if (g_str_has_prefix (start, "//"))
    start += strlen ("//");
  if (!g_str_has_prefix (start, WHAT))
    {
      refuse (error);
      return NULL;
    }

  rest = g_strdup (start + strlen (WHAT));
  query = strchr (rest, '?');
  if (query != NULL)
    *query++ = '\0';
  /* What au_subscription_ids_clean() forgives a person, blanks and empty places, no link has. */
  parts = g_strsplit (rest, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!au_subscription_id_is_valid (parts[i]))
      {
        refuse (error);
        return NULL;
      }
  clean = au_subscription_ids_clean ((const char *const *) parts, error);
  if (clean == NULL)
    return NULL;
  if (g_strv_length (clean) == 0)
    {
      refuse (error);
      return NULL;
    }
  if (g_strv_length (clean) > AU_MAX_SUBSCRIPTIONS)
    {
      g_set_error (error, AU_ERROR, AU_ERROR_TOO_MANY,
                   /* Translators: %d is a number of subscriptions. */
                   _("The link names more than %d subscriptions, which is more than can be shown together."),
                   AU_MAX_SUBSCRIPTIONS);
      return NULL;
    }

  self = au_link_new ((const char *const *) clean, NULL, NULL);
  if (query != NULL && !parse_query (self, query, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * au_link_to_string:
 *
 * Returns: (transfer full): the link as text, which au_link_parse() reads
 */
char *
au_link_to_string (AuLink *self)
{
  g_autofree char *ids = g_strjoinv (",", self->ids);
  GString *text = g_string_new (AU_LINK_SCHEME ":" WHAT);
  char separator = '?';

  g_string_append (text, ids);
  if (self->view != NULL)
    {
      g_string_append_printf (text, "%cview=%s", separator, self->view);
      separator = '&';
    }
  if (self->source != NULL)
    g_string_append_printf (text, "%csource=%s", separator, self->source);
  return g_string_free (text, FALSE);
}
