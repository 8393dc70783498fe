/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth: machine to machine, and a person with a browser. */
#include "config.h"

#include "au-clock.h"
#include "wire.h"
#include "../source/support.h"

#include <string.h>

#define TOKEN "/oidc/v1/token"
#define FORM "application/x-www-form-urlencoded"
#define ME "/api/2.0/preview/scim/v2/Me"
#define REDIRECT "http%3A%2F%2Flocalhost%3A8020"

/* RFC 7636, appendix B. */
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
#define CHALLENGE "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

static void
setup (Wire          *wire,
       gconstpointer  unused)
{
  wire_start (wire, NULL);
}

static void
teardown (Wire          *wire,
          gconstpointer  unused)
{
  wire_stop (wire);
}

static Answer *
post_form (Wire       *wire,
           const char *form)
{
  return wire_send (wire, "POST", TOKEN, FORM, form);
}

static char *
dup_basic (Wire       *wire,
           const char *secret)
{
  g_autofree char *pair = g_strconcat (au_standin_get_client_id (wire->standin), ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

static Answer *
ask_as_machine (Wire *wire)
{
  g_autofree char *basic = dup_basic (wire, au_standin_get_client_secret (wire->standin));
  Answer *answer;

  wire->token = basic;
  answer = post_form (wire, "scope=all-apis&grant_type=client_credentials");
  wire->token = NULL;
  return answer;
}

static guint
get_status (Wire       *wire,
            const char *token)
{
  g_autoptr (Answer) answer = NULL;

  wire->token = token;
  answer = wire_get (wire, ME);
  wire->token = NULL;
  return answer->status;
}

static void
test_machine (Wire          *wire,
              gconstpointer  unused)
{
  g_autofree char *wrong = dup_basic (wire, "wrong");
  g_autoptr (Answer) given = ask_as_machine (wire);
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) bare = NULL;

  g_assert_cmpuint (given->status, ==, 200);
  g_assert_cmpstr (answer_text (given, "/token_type"), ==, "Bearer");
  g_assert_cmpint (answer_int (given, "/expires_in"), ==, 3600);
  g_assert_false (answer_has (given, "/refresh_token"));
  g_assert_cmpuint (get_status (wire, answer_text (given, "/access_token")), ==, 200);

  wire->token = wrong;
  refused = post_form (wire, "scope=all-apis&grant_type=client_credentials");
  g_assert_cmpuint (refused->status, ==, 401);
  g_assert_cmpstr (answer_text (refused, "/error"), ==, "invalid_client");
  wire->token = "";
  bare = post_form (wire, "scope=all-apis&grant_type=client_credentials");
  g_assert_cmpuint (bare->status, ==, 401);
  g_assert_cmpuint (au_standin_get_counter (wire->standin, AU_STANDIN_TOKENS), ==, 1);
}

static void
test_expiry (Wire          *wire,
             gconstpointer  unused)
{
  g_autoptr (Answer) first = ask_as_machine (wire);
  g_autoptr (Answer) second = NULL;

  au_standin_expire_tokens (wire->standin);
  g_assert_cmpuint (get_status (wire, answer_text (first, "/access_token")), ==, 403);
  wire_set_fault (wire, "token-expires:0");
  second = ask_as_machine (wire);
  g_assert_cmpint (answer_int (second, "/expires_in"), ==, 0);
  g_assert_cmpuint (get_status (wire, answer_text (second, "/access_token")), ==, 403);
}

static void
test_discovery (Wire          *wire,
                gconstpointer  unused)
{
  g_autoptr (Answer) answer = NULL;
  g_autofree char *token = g_strconcat (au_standin_get_uri (wire->standin), TOKEN, NULL);

  wire->token = "";
  answer = wire_get (wire, "/oidc/.well-known/oauth-authorization-server");
  g_assert_cmpstr (answer_text (answer, "/token_endpoint"), ==, token);
  g_assert_true (g_str_has_suffix (answer_text (answer, "/authorization_endpoint"),
                                   "/oidc/v1/authorize"));
}

#define AUTHORIZE \
  "/oidc/v1/authorize?client_id=databricks-cli&redirect_uri=" REDIRECT "&response_type=code" \
  "&scope=offline_access%20all-apis&state=a%2Bb&code_challenge=" CHALLENGE \
  "&code_challenge_method=S256"

/* Where the browser is sent back to, as a table. */
static GHashTable *
authorize (Wire *wire)
{
  g_autoptr (Answer) answer = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *location;

  wire->token = "";
  answer = wire_get (wire, AUTHORIZE);
  wire->token = NULL;
  g_assert_cmpuint (answer->status, ==, 302);
  location = soup_message_headers_get_one (answer->headers, "Location");
  g_assert_true (g_str_has_prefix (location, "http://localhost:8020?"));
  uri = g_uri_parse (location, G_URI_FLAGS_ENCODED_QUERY, NULL);
  return soup_form_decode (g_uri_get_query (uri));
}

static Answer *
redeem (Wire       *wire,
        const char *code,
        const char *verifier)
{
  g_autofree char *form = g_strconcat ("grant_type=authorization_code&code=", code,
                                       "&redirect_uri=" REDIRECT "&client_id=databricks-cli",
                                       "&code_verifier=", verifier, NULL);
  Answer *answer;

  wire->token = "";
  answer = post_form (wire, form);
  wire->token = NULL;
  return answer;
}

static Answer *
refresh (Wire       *wire,
         const char *token)
{
  g_autofree char *form = g_strdup_printf ("grant_type=refresh_token&refresh_token=%s"
                                           "&client_id=databricks-cli", token);
  Answer *answer;

  wire->token = "";
  answer = post_form (wire, form);
  wire->token = NULL;
  return answer;
}

static void
test_person (Wire          *wire,
             gconstpointer  unused)
{
  g_autoptr (GHashTable) back = authorize (wire);
  const char *code = g_hash_table_lookup (back, "code");
  g_autoptr (Answer) given = NULL;
  g_autoptr (Answer) again = NULL;

  g_assert_cmpstr (g_hash_table_lookup (back, "state"), ==, "a+b");
  given = redeem (wire, code, VERIFIER);
  g_assert_cmpuint (given->status, ==, 200);
  g_assert_nonnull (answer_text (given, "/refresh_token"));
  g_assert_cmpuint (get_status (wire, answer_text (given, "/access_token")), ==, 200);
  again = redeem (wire, code, VERIFIER);
  g_assert_cmpuint (again->status, ==, 400);
  g_assert_cmpstr (answer_text (again, "/error"), ==, "invalid_grant");
}

static void
test_verifier (Wire          *wire,
               gconstpointer  unused)
{
  g_autoptr (GHashTable) back = authorize (wire);
  g_autoptr (Answer) wrong = NULL;
  g_autoptr (Answer) late = NULL;

  wrong = redeem (wire, g_hash_table_lookup (back, "code"),
                  "x" "BjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_assert_cmpuint (wrong->status, ==, 400);
  /* A failed try uses the code up. */
  late = redeem (wire, g_hash_table_lookup (back, "code"), VERIFIER);
  g_assert_cmpuint (late->status, ==, 400);
}

static void
test_rotation (Wire          *wire,
               gconstpointer  unused)
{
  g_autoptr (GHashTable) back = authorize (wire);
  g_autoptr (Answer) given = redeem (wire, g_hash_table_lookup (back, "code"), VERIFIER);
  g_autoptr (Answer) renewed = refresh (wire, answer_text (given, "/refresh_token"));
  g_autoptr (Answer) used = NULL;
  g_autoptr (Answer) revoked = NULL;

  g_assert_cmpuint (renewed->status, ==, 200);
  g_assert_cmpstr (answer_text (renewed, "/refresh_token"), !=, answer_text (given, "/refresh_token"));
  g_assert_cmpuint (get_status (wire, answer_text (renewed, "/access_token")), ==, 200);
  used = refresh (wire, answer_text (given, "/refresh_token"));
  g_assert_cmpuint (used->status, ==, 400);
  g_assert_cmpstr (answer_text (used, "/error_description"), ==, "Refresh token is invalid");
  wire_set_fault (wire, "refresh-revoked");
  revoked = refresh (wire, answer_text (renewed, "/refresh_token"));
  g_assert_cmpuint (revoked->status, ==, 400);
}

static void
test_refusals (Wire          *wire,
               gconstpointer  unused)
{
  static const struct
  {
    const char *from;
    const char *to;
  } changes[] = {
    { "databricks-cli", "nobody" },
    { REDIRECT, "https%3A%2F%2Fevil.example" },
    { "response_type=code", "response_type=token" },
    { "S256", "plain" },
    { CHALLENGE, "short" },
    { "state=a%2Bb", "state=" },
    { "all-apis", "nothing" },
  };
  static const char *const forms[] = {
    "", "grant_type=password", "grant_type=refresh_token", "grant_type=authorization_code&code=0",
  };

  wire->token = "";
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (GStrv) parts = g_strsplit (AUTHORIZE, changes[i].from, 2);
      g_autofree char *path = g_strjoinv (changes[i].to, parts);
      g_autoptr (Answer) answer = wire_get (wire, path);

      g_test_message ("%s", path);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_nonnull (answer_text (answer, "/error"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (Answer) answer = post_form (wire, forms[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
}

static void
test_faults (Wire          *wire,
             gconstpointer  unused)
{
  g_autoptr (GHashTable) denied = NULL;
  g_autoptr (GHashTable) other = NULL;
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) malformed = NULL;

  wire_set_fault (wire, "sign-in-denied:1");
  denied = authorize (wire);
  g_assert_cmpstr (g_hash_table_lookup (denied, "error"), ==, "access_denied");
  g_assert_cmpstr (g_hash_table_lookup (denied, "state"), ==, "a+b");
  g_assert_null (g_hash_table_lookup (denied, "code"));
  wire_set_fault (wire, "sign-in-state:1");
  other = authorize (wire);
  g_assert_cmpstr (g_hash_table_lookup (other, "state"), !=, "a+b");
  wire_set_fault (wire, "client-refused:1");
  refused = ask_as_machine (wire);
  g_assert_cmpuint (refused->status, ==, 401);
  wire_set_fault (wire, "token-malformed:1");
  malformed = ask_as_machine (wire);
  g_assert_cmpuint (malformed->status, ==, 200);
  g_assert_false (answer_has (malformed, "/access_token"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  au_clock_init (NULL);

#define ADD(path, function) g_test_add ("/signin/" path, Wire, NULL, setup, function, teardown)
  ADD ("machine", test_machine);
  ADD ("expiry", test_expiry);
  ADD ("discovery", test_discovery);
  ADD ("person", test_person);
  ADD ("verifier", test_verifier);
  ADD ("rotation", test_rotation);
  ADD ("refusals", test_refusals);
  ADD ("faults", test_faults);

  status = g_test_run ();
  support_remove_workspace ();
  return status;
}
