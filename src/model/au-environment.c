/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-environment.h"

#include <string.h>

/* (nullable): what was taken out of the environment, in the form of one */
static char **hidden;

/**
 * au_environment_hide:
 * @names: (array zero-terminated=1): names of variables
 *
 * Takes variables out of the environment and keeps them for au_environment_get(), so that no
 * program that is started from here, be it by a library, inherits them. Call it before any thread
 * has started.
 */
void
au_environment_hide (const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *value = g_getenv (*names);

      if (value == NULL)
        continue;
      hidden = g_environ_setenv (hidden, *names, value, TRUE);
      g_unsetenv (*names);
    }
}

/**
 * au_environment_get:
 *
 * Returns: (transfer full) (array zero-terminated=1): the environment with what was hidden. A
 *   variable that has been set anew since counts as it is now.
 */
char **
au_environment_get (void)
{
  char **environment = g_get_environ ();

  for (guint i = 0; hidden != NULL && hidden[i] != NULL; i++)
    {
      const char *equals = strchr (hidden[i], '=');
      g_autofree char *name = g_strndup (hidden[i], (gsize) (equals - hidden[i]));

      environment = g_environ_setenv (environment, name, equals + 1, FALSE);
    }
  return environment;
}
