/* SPDX-License-Identifier: GPL-3.0-or-later */
/* anyusage: links. */
#include "config.h"

#include "fuzz.h"
#include "au-ids.h"
#include "au-link.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuLink) link = NULL;
  g_autoptr (AuLink) again = NULL;
  g_autofree char *string = NULL;
  g_autofree char *other = NULL;
  const char *const *ids;

  au_link_is_link (text);
  link = au_link_parse (text, &error);
  fuzz_check_error (link != NULL, error);
  if (link == NULL)
    return 0;
  ids = au_link_get_ids (link);
  fuzz_check (g_strv_length ((GStrv) ids) <= AU_MAX_SUBSCRIPTIONS, "a link has not too many ids");
  for (guint i = 0; ids[i] != NULL; i++)
    fuzz_check (au_subscription_id_is_valid (ids[i]), "an id in a link is one");
  string = au_link_to_string (link);
  again = au_link_parse (string, NULL);
  fuzz_check (again != NULL, "a link that was written is one");
  other = au_link_to_string (again);
  fuzz_check (g_str_equal (string, other), "a link that was read is written as it was");
  return 0;
}
