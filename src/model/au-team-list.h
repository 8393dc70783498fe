/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most ids that are taken from one text. */
#define AU_TEAM_LIST_MAX 50000

/**
 * AuTeamList:
 * @team_ids: (element-type gint64): ids of teams, each once, in the text's order
 * @subscription_ids: (element-type utf8): ids of subscriptions, each once, in the text's order
 * @unreadable: (element-type utf8): other words, each once, in a form that can be shown
 * @n_duplicates: how many ids came again
 * @n_left_out: how many ids there were beyond %AU_TEAM_LIST_MAX
 *
 * What a person copied from a mail or a spreadsheet and pasted.
 */
typedef struct
{
  GArray *team_ids;
  GPtrArray *subscription_ids;
  GPtrArray *unreadable;
  guint n_duplicates;
  guint n_left_out;
} AuTeamList;

AuTeamList *au_team_list_parse      (const char       *text);
void        au_team_list_free       (AuTeamList       *self);
guint       au_team_list_get_n_ids  (const AuTeamList *self);
gboolean    au_team_list_is_certain (const AuTeamList *self);
gboolean    au_team_list_is_likely  (const AuTeamList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AuTeamList, au_team_list_free)

G_END_DECLS
