/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-source-error.h"

#include <glib/gi18n.h>

/* A sentence that quotes more than this is no longer one that people read. */
#define MAX_QUOTED 300

typedef AuSourceErrorDetails AuSourceErrorPrivate;

static void
au_source_error_private_init (AuSourceErrorPrivate *self)
{
}

static void
au_source_error_private_copy (const AuSourceErrorPrivate *from,
                              AuSourceErrorPrivate       *to)
{
  to->host = g_strdup (from->host);
  to->statement_id = g_strdup (from->statement_id);
  to->request_id = g_strdup (from->request_id);
  to->code = g_strdup (from->code);
  to->sql_state = g_strdup (from->sql_state);
  to->text = g_strdup (from->text);
  to->http_status = from->http_status;
}

static void
au_source_error_private_clear (AuSourceErrorPrivate *self)
{
  g_free (self->host);
  g_free (self->statement_id);
  g_free (self->request_id);
  g_free (self->code);
  g_free (self->sql_state);
  g_free (self->text);
}

G_DEFINE_EXTENDED_ERROR (AuSourceError, au_source_error)

/**
 * au_source_error_new:
 * @code: what kind
 * @details: (nullable): what else is known, copied
 * @format: the sentence, as of printf()
 * @...: what it takes
 *
 * Returns: (transfer full): an error that carries @details through g_error_copy()
 */
GError *
au_source_error_new (AuSourceError               code,
                     const AuSourceErrorDetails *details,
                     const char                 *format,
                     ...)
{
  va_list arguments;
  GError *error;

  va_start (arguments, format);
  error = g_error_new_valist (AU_SOURCE_ERROR, (int) code, format, arguments);
  va_end (arguments);
  if (details != NULL)
    au_source_error_private_copy (details, au_source_error_get_private (error));
  return error;
}

/**
 * au_source_error_get_details:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): what is known about it; %NULL for errors of other domains
 */
const AuSourceErrorDetails *
au_source_error_get_details (const GError *error)
{
  return error->domain == AU_SOURCE_ERROR ? au_source_error_get_private (error) : NULL;
}

/**
 * au_source_error_set_statement:
 * @error: any error; only one of this domain is changed
 * @statement_id: (nullable): the statement that it is about
 */
void
au_source_error_set_statement (GError     *error,
                               const char *statement_id)
{
  if (error->domain == AU_SOURCE_ERROR && statement_id != NULL)
    g_set_str (&au_source_error_get_private (error)->statement_id, statement_id);
}

static void
append_line (GString    *report,
             const char *label,
             const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (report, "\n%s: %s", label, value);
}

/**
 * au_source_error_dup_report:
 * @error: any error
 *
 * Returns: (transfer full): the message, and under it what is known, a fact on each line, to be
 *   copied into a message to whoever keeps the workspace
 */
char *
au_source_error_dup_report (const GError *error)
{
  const AuSourceErrorDetails *details = au_source_error_get_details (error);
  g_autoptr (GString) report = g_string_new (error->message);
  g_autofree char *status = NULL;

  if (details == NULL)
    return g_string_free_and_steal (g_steal_pointer (&report));
  if (details->http_status != 0)
    status = g_strdup_printf ("%u", details->http_status);
  append_line (report, _("Host"), details->host);
  append_line (report, _("Statement"), details->statement_id);
  append_line (report, _("Request"), details->request_id);
  append_line (report, _("HTTP status"), status);
  append_line (report, _("Error code"), details->code);
  append_line (report, _("SQLSTATE"), details->sql_state);
  append_line (report, _("Answer"), details->text);
  return g_string_free_and_steal (g_steal_pointer (&report));
}

/**
 * au_source_error_clean_line:
 * @text: (nullable): what a service said
 *
 * Returns: (transfer full): its first line that says anything, with the next one where it ends in
 *   a colon, as valid text without control characters, shortened, and without a full stop at its
 *   end, ready to be quoted in a sentence
 */
char *
au_source_error_clean_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  char *line = g_strchug (valid);
  gsize length = strcspn (line, "\r\n");
  g_autoptr (GString) clean = g_string_new (NULL);

  /* "Insufficient privileges:" is said of what the next line names. */
  while (line[length] != '\0' && length > 0 && line[length - 1] == ':')
    {
      length += strspn (line + length, "\r\n ");
      length += strcspn (line + length, "\r\n");
    }
  line[length] = '\0';
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (clean->len > MAX_QUOTED)
        {
          g_string_append (clean, "…");
          break;
        }
      g_string_append_unichar (clean, g_unichar_iscntrl (c) ? ' ' : c);
    }
  while (clean->len > 0 && (clean->str[clean->len - 1] == '.' || clean->str[clean->len - 1] == ' '))
    g_string_truncate (clean, clean->len - 1);
  return g_string_free_and_steal (g_steal_pointer (&clean));
}
