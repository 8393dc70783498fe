/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ~/.databrickscfg. */
#include "config.h"

#include "fuzz.h"
#include "au-databricks-profile.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char *const profiles[] = { NULL, "DEFAULT", "work", "" };
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GHashTable) keys = au_databricks_profile_parse (text, profiles[i], &name);

      fuzz_check (keys == NULL || name != NULL, "a profile that was found has a name");
    }
  return 0;
}
