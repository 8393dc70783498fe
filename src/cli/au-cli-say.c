/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes to standard output and standard error. All of it is UTF-8 in every locale: rows are
 * data, and a name must not lose its letters because a server runs without a locale.
 */
#include "config.h"

#include "au-cli-say.h"
#include "au-error.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static gboolean
write_all (int         fd,
           const char *data,
           gsize       length)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/* Whether a line of progress stands on the terminal, without a line's end. */
static gboolean progress_stands;

/* One line, whatever somebody put into a path or a value that the message repeats. */
static void
write_line (const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  g_autoptr (GString) line = g_string_new ("anyusage: ");

  au_cli_say_progress (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  g_string_append_c (line, '\n');
  /* Where standard error is closed there is nowhere left to say so. */
  write_all (STDERR_FILENO, line->str, line->len);
}

/**
 * au_cli_say_progress:
 * @text: (nullable): how far something is, %NULL where it is over
 *
 * Shows progress where standard error is a terminal: one line that is written over, and taken away
 * before anything else is told, as it is of no use afterwards.
 *
 * Returns: whether standard error is a terminal
 */
gboolean
au_cli_say_progress (const char *text)
{
  g_autofree char *line = NULL;

  if (isatty (STDERR_FILENO) == 0)
    return FALSE;
  if (text == NULL && !progress_stands)
    return TRUE;
  line = g_strconcat ("\r", text != NULL ? text : "", "\033[K", NULL);
  write_all (STDERR_FILENO, line, strlen (line));
  progress_stands = text != NULL;
  return TRUE;
}

/**
 * au_cli_say:
 * @format: a sentence
 *
 * Tells something on standard error, in one line.
 */
void
au_cli_say (const char *format,
            ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  write_line (message);
}

/**
 * au_cli_fail:
 * @status: an exit status
 * @format: what happened and what to do, in a sentence
 *
 * Tells an error on standard error, in one line.
 *
 * Returns: @status
 */
int
au_cli_fail (int         status,
             const char *format,
             ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  write_line (message);
  return status;
}

/**
 * au_cli_fail_error:
 *
 * Tells @error on standard error, in one line.
 *
 * Returns: %AU_CLI_USAGE where the error is about what was asked, else %AU_CLI_FAILED
 */
int
au_cli_fail_error (const GError *error)
{
  write_line (error->message);
  if (g_error_matches (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT) ||
      g_error_matches (error, AU_ERROR, AU_ERROR_EMPTY_LIST) ||
      g_error_matches (error, AU_ERROR, AU_ERROR_TOO_MANY))
    return AU_CLI_USAGE;
  return AU_CLI_FAILED;
}

/**
 * au_cli_print:
 * @data: what to write to standard output
 * @length: its bytes
 *
 * Returns: %AU_CLI_DONE, or %AU_CLI_FAILED after telling that not all could be written
 */
int
au_cli_print (const char *data,
              gsize       length)
{
  if (write_all (STDOUT_FILENO, data, length))
    return AU_CLI_DONE;
  if (errno == EPIPE)
    return au_cli_fail (AU_CLI_FAILED,
                        _("Standard output was closed before all was written; what was read of it is incomplete."));
  return au_cli_fail (AU_CLI_FAILED,
                      /* Translators: %s is the system's reason. */
                      _("Standard output could not be written: %s. What is there is incomplete; write it elsewhere."),
                      g_strerror (errno));
}
