/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in to a workspace, and where secrets are kept and told. */
#include "config.h"

#include "databricks-fixture.h"
#include "au-auth-browser.h"
#include "au-secrets.h"
#include "au-source-error.h"
#include "support.h"

#include <libsoup/soup.h>
#include <string.h>

#define SOURCE(code) AU_SOURCE_ERROR_ ## code

static void
test_machine (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *good = g_strdup_printf ("DATABRICKS_CLIENT_ID=%s;DATABRICKS_CLIENT_SECRET=" FIXTURE_CLIENT_SECRET,
                                           au_standin_get_client_id (fixture->standin));
  g_autofree char *bad = g_strdup_printf ("DATABRICKS_CLIENT_ID=%s;DATABRICKS_CLIENT_SECRET=wrong",
                                          au_standin_get_client_id (fixture->standin));

  g_set_object (&fixture->source, NULL);
  fixture->source = fixture_open_source (fixture->standin, good);
  fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);
  fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_TOKENS), ==, 1);

  /* Refused in the middle, a new one is asked for, once, and the load goes on. */
  au_standin_expire_tokens (fixture->standin);
  fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_TOKENS), ==, 2);
  fixture_try_fault (fixture, "token-expires:1", FIXTURE_FINE, NULL);

  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, bad);
  fixture_try_fault (fixture, NULL, SOURCE (SIGN_IN), "check the client id and secret");
  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, good);
  fixture_try_fault (fixture, "oauth-missing", SOURCE (SIGN_IN), "no sign-in with OAuth");
  fixture_try_fault (fixture, "token-malformed", SOURCE (SIGN_IN), "no token");
}

/* A person's browser: goes to the page and wherever that leads. */
static void
browsed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GBytes) page = soup_session_send_and_read_finish (SOUP_SESSION (object), result, NULL);
  char **shown = user_data;

  if (page != NULL)
    *shown = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

typedef struct
{
  SoupSession *session;
  char *shown;
  char *uri;
} Browser;

static void
browse (const char *uri,
        gpointer    user_data)
{
  Browser *browser = user_data;
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);

  g_set_str (&browser->uri, uri);
  soup_session_send_and_read_async (browser->session, message, 0, NULL, browsed_cb,
                                    &browser->shown);
}

typedef struct
{
  GError *error;
  gboolean done;
} Outcome;

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Outcome *outcome = user_data;

  au_auth_browser_sign_in_finish (AU_AUTH_BROWSER (object), result, &outcome->error);
  outcome->done = TRUE;
}

static AuAuthBrowser *
get_browser_auth (Fixture *fixture)
{
  AuDatabricksSource *source = AU_DATABRICKS_SOURCE (fixture->source);

  return AU_AUTH_BROWSER (au_databricks_client_get_auth (au_databricks_source_get_client (source)));
}

static void
sign_in (Fixture    *fixture,
         Browser    *browser,
         const char *fault,
         Outcome    *outcome)
{
  fixture_set_fault (fixture, fault);
  outcome->done = FALSE;
  g_clear_pointer (&browser->shown, g_free);
  au_auth_browser_sign_in_async (get_browser_auth (fixture), browse, browser, NULL, signed_in_cb,
                                 outcome);
  support_wait (&outcome->done);
}

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  Browser browser = { soup_session_new (), NULL, NULL };
  Outcome outcome = { NULL, FALSE };

  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, "DATABRICKS_AUTH_TYPE=external-browser");
  fixture_try_fault (fixture, NULL, SOURCE (SIGN_IN), "sign in with the browser");

  sign_in (fixture, &browser, "sign-in-denied", &outcome);
  g_assert_error (outcome.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN);
  g_clear_error (&outcome.error);
  sign_in (fixture, &browser, "sign-in-state", &outcome);
  g_assert_error (outcome.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_SIGN_IN);
  g_assert_nonnull (strstr (outcome.error->message, "another sign-in"));
  g_clear_error (&outcome.error);
  g_assert_cmpuint (fixture_count (fixture, AU_STANDIN_TOKENS), ==, 0);

  sign_in (fixture, &browser, NULL, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_nonnull (strstr (browser.uri, "code_challenge_method=S256"));
  while (browser.shown == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (browser.shown, "You are signed in."));
  fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);

  /* Each refresh token works once, and the next one came with the answer. */
  for (guint i = 0; i < 3; i++)
    {
      au_standin_expire_tokens (fixture->standin);
      fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);
    }
  au_standin_expire_tokens (fixture->standin);
  fixture_try_fault (fixture, "refresh-revoked", SOURCE (SIGN_IN), "sign in again");
  sign_in (fixture, &browser, NULL, &outcome);
  g_assert_no_error (outcome.error);
  fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);

  while (browser.shown == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (browser.session);
  g_free (browser.shown);
  g_free (browser.uri);
}
/* ------------------------------------------------------------- secrets */

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome *outcome = user_data;

  au_secrets_store_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static void
store (Fixture    *fixture,
       const char *secret,
       Outcome    *outcome)
{
  outcome->done = FALSE;
  au_secrets_store_async (au_standin_get_uri (fixture->standin), AU_SECRET_TOKEN, secret, NULL,
                          stored_cb, outcome);
  support_wait (&outcome->done);
}

/* The token of the keyring signs in; taken out of it, nobody is signed in. */
static void
test_keyring_child (Fixture       *fixture,
                    gconstpointer  data)
{
  Outcome outcome = { NULL, FALSE };

  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, "");
  fixture_try_fault (fixture, NULL, SOURCE (SIGN_IN), "There is no access token");
  store (fixture, FIXTURE_TOKEN, &outcome);
  g_assert_no_error (outcome.error);
  fixture_try_fault (fixture, NULL, FIXTURE_FINE, NULL);
  store (fixture, NULL, &outcome);
  g_assert_no_error (outcome.error);

  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, "");
  fixture_try_fault (fixture, NULL, SOURCE (SIGN_IN), "There is no access token");
}

/* With no keyring the sentence says what to do instead. */
static void
test_no_keyring (Fixture       *fixture,
                 gconstpointer  data)
{
  Outcome outcome = { NULL, FALSE };

  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, "");
  store (fixture, FIXTURE_TOKEN, &outcome);
  g_assert_error (outcome.error, AU_SOURCE_ERROR, AU_SOURCE_ERROR_KEYRING);
  g_assert_nonnull (strstr (outcome.error->message, "DATABRICKS_TOKEN"));
  g_clear_error (&outcome.error);
  fixture_try_fault (fixture, NULL, SOURCE (KEYRING), "DATABRICKS_TOKEN");
}

/* Goes everywhere a secret could be told. */
static void
test_talk_child (Fixture       *fixture,
                 gconstpointer  data)
{
  test_machine (fixture, NULL);
  g_clear_object (&fixture->source);
  fixture->source = fixture_open_source (fixture->standin, "DATABRICKS_TOKEN=" FIXTURE_TOKEN);
  fixture_try_fault (fixture, "inline-limit", FIXTURE_FINE, NULL);
  fixture_try_fault (fixture, "link-expired:1", FIXTURE_FINE, NULL);
  fixture_try_fault (fixture, "link-refused:99", SOURCE (RESULT_GONE), NULL);
  fixture_try_fault (fixture, "unauthenticated", SOURCE (SIGN_IN), NULL);
  fixture_try_fault (fixture, "drop@submit", SOURCE (NETWORK), NULL);
}

static void
run_child (const char *path,
           const char *name,
           const char *value)
{
  g_auto (GStrv) environment = g_get_environ ();

  environment = g_environ_setenv (environment, name, value, TRUE);
  g_test_trap_subprocess_with_envp (path, (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_keyring (void)
{
  g_autofree char *folder = support_make_folder ();
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);

  run_child ("/source/databricks/keyring/subprocess", "SECRET_FILE_TEST_PATH", path);
  support_remove_folder (g_steal_pointer (&folder));
}

static void
test_talk (void)
{
  run_child ("/source/databricks/talk/subprocess", "G_MESSAGES_DEBUG", "all");
  g_test_trap_assert_stdout ("*/api/2.0/sql/statements*");
  g_test_trap_assert_stdout_unmatched ("*" FIXTURE_TOKEN "*");
  g_test_trap_assert_stdout_unmatched ("*" FIXTURE_CLIENT_SECRET "*");
  g_test_trap_assert_stdout_unmatched ("*Bearer*");
  g_test_trap_assert_stderr_unmatched ("*" FIXTURE_TOKEN "*");
  g_test_trap_assert_stderr_unmatched ("*" FIXTURE_CLIENT_SECRET "*");
  g_test_trap_assert_stderr_unmatched ("*Bearer*");
}

int
main (int   argc,
      char *argv[])
{
  fixture_init (&argc, &argv);

  fixture_add ("machine", fixture_set_up, test_machine);
  fixture_add ("browser", fixture_set_up, test_browser);
  fixture_add ("no-keyring", fixture_set_up, test_no_keyring);
  fixture_add ("keyring/subprocess", fixture_set_up, test_keyring_child);
  g_test_add_func ("/source/databricks/keyring", test_keyring);
  fixture_add ("talk/subprocess", fixture_set_up, test_talk_child);
  g_test_add_func ("/source/databricks/talk", test_talk);

  return fixture_run ();
}
