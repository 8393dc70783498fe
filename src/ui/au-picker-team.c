/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-picker-team.h"

#include <glib/gi18n.h>

struct _AuPickerTeam
{
  GObject parent_instance;

  AuPickerTeamKind kind;
  char *id;      /* as it is shown; of a subscription that was given by its own id that one */
  char *name;    /* (nullable) */
  char *account; /* (nullable) */
  AuSubscription *subscription; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AuPickerTeam, au_picker_team, G_TYPE_OBJECT)

static void
au_picker_team_finalize (GObject *object)
{
  AuPickerTeam *self = AU_PICKER_TEAM (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->account);
  g_clear_object (&self->subscription);

  G_OBJECT_CLASS (au_picker_team_parent_class)->finalize (object);
}

static void
au_picker_team_class_init (AuPickerTeamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_picker_team_finalize;
}

static void
au_picker_team_init (AuPickerTeam *self)
{
}

/**
 * au_picker_team_new:
 * @kind: what came of looking it up
 * @id: what was looked up, or what was found by a name
 * @name: (nullable): the team's name; %NULL where @id is a subscription's or nothing is known
 * @account: (nullable): the account's name
 * @subscription: (nullable): what it belongs to
 *
 * Returns: (transfer full): a line of the result
 */
AuPickerTeam *
au_picker_team_new (AuPickerTeamKind kind,
                    const char      *id,
                    const char      *name,
                    const char      *account,
                    AuSubscription  *subscription)
{
  AuPickerTeam *self = g_object_new (AU_TYPE_PICKER_TEAM, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->account = g_strdup (account);
  g_set_object (&self->subscription, subscription);
  return self;
}

AuPickerTeamKind
au_picker_team_get_kind (AuPickerTeam *self)
{
  return self->kind;
}

const char *
au_picker_team_get_id (AuPickerTeam *self)
{
  return self->id;
}

/**
 * au_picker_team_get_subscription:
 *
 * Returns: (transfer none) (nullable): the subscription, where there is one to be shown
 */
AuSubscription *
au_picker_team_get_subscription (AuPickerTeam *self)
{
  return self->subscription;
}

/**
 * au_picker_team_dup_title:
 *
 * Returns: (transfer full): what was looked up, with its name
 */
char *
au_picker_team_dup_title (AuPickerTeam *self)
{
  if (self->kind == AU_PICKER_TEAM_UNREADABLE || self->name == NULL)
    return g_strdup (self->id);
  if (*self->name == '\0')
    /* Translators: %s is a team's id. */
    return g_strdup_printf (_("Team %s"), self->id);
  /* Translators: %s is a team's name, %s its id. */
  return g_strdup_printf (_("%s · Team %s"), self->name, self->id);
}

/**
 * au_picker_team_dup_detail:
 *
 * Returns: (transfer full): what it belongs to, or why to nothing
 */
char *
au_picker_team_dup_detail (AuPickerTeam *self)
{
  if (self->subscription != NULL)
    return g_strdup_printf ("%s · %s · %s", au_subscription_get_account_name (self->subscription),
                            au_subscription_get_name (self->subscription),
                            au_subscription_get_id (self->subscription));
  switch (self->kind)
    {
      case AU_PICKER_TEAM_FOUND:
      case AU_PICKER_TEAM_SEVERAL:
      case AU_PICKER_TEAM_ALONE:
        if (self->account != NULL && *self->account != '\0')
          /* Translators: %s is an account's name. */
          return g_strdup_printf (_("%s · no subscription that is listed"), self->account);
        return g_strdup (_("No subscription that is listed"));

      case AU_PICKER_TEAM_UNKNOWN:
        return g_strdup (_("Not found"));

      case AU_PICKER_TEAM_UNREADABLE:
        return g_strdup (_("Neither a team’s id nor a subscription’s"));

      default:
        g_return_val_if_reached (NULL);
    }
}
