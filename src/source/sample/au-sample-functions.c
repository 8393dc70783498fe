/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-sample-functions.h"
#include "au-error.h"

#include <glib/gi18n.h>

/**
 * au_sample_functions_register:
 * @database: an open connection
 * @today: the day that current_date() gives
 * @error: return location for a #GError
 *
 * Gives @database the Databricks functions that the queries use and SQLite lacks or understands
 * otherwise. They behave as the Databricks SQL reference says; dates are ISO text, timestamps
 * `YYYY-MM-DD HH:MM:SS` text, arrays JSON text. NULL in gives NULL out unless said otherwise.
 *
 * Returns: %FALSE with %AU_ERROR_SOURCE where SQLite refused one
 */
gboolean
au_sample_functions_register (sqlite3  *database,
                              AuDay     today,
                              GError  **error)
{
  int rc = au_sample_register_dates (database, today);

  if (rc == SQLITE_OK)
    rc = au_sample_register_arrays (database);
  if (rc == SQLITE_OK)
    rc = au_sample_register_texts (database);
  if (rc == SQLITE_OK)
    return TRUE;

  g_set_error (error, AU_ERROR, AU_ERROR_SOURCE,
               /* Translators: %s is a message of SQLite. */
               _("The sample workspace’s engine could not be set up: %s."), sqlite3_errstr (rc));
  return FALSE;
}
