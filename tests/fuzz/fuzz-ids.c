/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people paste and type: lists of ids, and words to search for. */
#include "config.h"

#include "fuzz.h"
#include "au-ids.h"
#include "au-search.h"
#include "au-team-list.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (AuTeamList) list = au_team_list_parse (valid);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) ranges = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *needle = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) clean = NULL;
  g_autoptr (GError) error = NULL;

  fuzz_check (au_team_list_get_n_ids (list) <= AU_TEAM_LIST_MAX, "a list has not too many ids");
  for (guint i = 0; i < list->subscription_ids->len; i++)
    fuzz_check (au_subscription_id_is_valid (g_ptr_array_index (list->subscription_ids, i)),
                "an id that was taken is one");
  for (guint i = 0; i < list->unreadable->len; i++)
    fuzz_check (g_utf8_validate (g_ptr_array_index (list->unreadable, i), -1, NULL),
                "a word that can be shown is UTF-8");
  au_team_list_is_certain (list);
  au_team_list_is_likely (list);

  ids = au_team_ids_parse (valid, &error);
  fuzz_check_error (ids != NULL, error);
  g_clear_error (&error);
  words = g_strsplit (valid, ",", -1);
  clean = au_subscription_ids_clean ((const char *const *) words, &error);
  fuzz_check_error (clean != NULL, error);

  folded = au_search_fold (valid);
  needle = au_search_fold_needle (size > 8 ? valid + strlen (valid) / 2 : valid);
  fuzz_check (g_utf8_validate (folded, -1, NULL), "folded text is UTF-8");
  if (g_utf8_validate (needle, -1, NULL))
    ranges = au_search_locate (valid, needle);
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const AuSearchRange *range = &g_array_index (ranges, AuSearchRange, i);

      fuzz_check (range->start <= range->end && range->end <= strlen (valid),
                  "what was found lies in the text");
    }
  return 0;
}
