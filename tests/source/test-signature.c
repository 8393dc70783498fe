/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures that minisign itself made, and what becomes of them. */
#include "config.h"

#include "au-error.h"
#include "au-signature.h"
#include "support.h"

#include <gio/gio.h>
#include <string.h>

#define KEY "RWTrTupb7iJxEVYmP4Qg7GSQh7AcbHsB85emIYKkTFBEbP51XoRUshwu"
#define LIST "cae1518c979da3842dbc9c75d8864f5df400bf89603c5cb6c762bccba4e66506  mau.csv\n"
#define HASHED \
  "untrusted comment: signature from minisign secret key\n" \
  "RUTrTupb7iJxEWlVMYOPa/Ji6aHA1xhJfvzpFS8DFMb5w0pil8gsDl80Yh91Koso+dTY8rFBQEssCCp1KvVFoqYe0opM8tsnjQw=\n" \
  "trusted comment: sums of 24 Nov 2026\n" \
  "YiimZq9BtWKuGCbTz73NXS1uRo4QDccVyUAtyKkfmoLMI07VCm/vbUZqTI1JyP5Cm41Zc28s6HHa5cN/IbkyAA==\n"
#define LEGACY \
  "untrusted comment: signature from minisign secret key\n" \
  "RWTrTupb7iJxEUzpWhEIGGUbe0VvpYE/j10VoAhh3H6gDmU+Pl9nWjFf9vAMAgqHrpsQ92JYZrnDJDYmPkXu5Gk14saQZ7Us7Qs=\n" \
  "trusted comment: legacy\n" \
  "o28dvBXwAGo3tWg9eQwTuYwJxlF2qVvjWD1WKgWwdwco1AKLBQW7UmqRPz+iLaCyC6OxKtaR19WOby0E/euICQ==\n"
#define OTHER_KEY "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"

static AuSignature *
check (const char *key,
       const char *list,
       const char *signature)
{
  g_autoptr (GBytes) list_bytes = g_bytes_new (list, strlen (list));
  g_autoptr (GBytes) bytes = signature != NULL ? g_bytes_new (signature, strlen (signature)) : NULL;
  g_autoptr (GError) error = NULL;
  AuSignature *found = au_signature_check (key, list_bytes, bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (found->sentence);
  return found;
}

static void
test_good (void)
{
  g_autoptr (AuSignature) hashed = check (KEY, LIST, HASHED);
  g_autoptr (AuSignature) legacy = check (KEY, LIST, LEGACY);

  g_assert_cmpint (hashed->state, ==, AU_SIGNATURE_GOOD);
  g_assert_cmpstr (hashed->key_id, ==, "117122EE5BEA4EEB");
  g_assert_cmpstr (hashed->comment, ==, "sums of 24 Nov 2026");
  g_assert_cmpstr (hashed->sentence, ==,
                   "SHA256SUMS is signed with the key 117122EE5BEA4EEB: “sums of 24 Nov 2026”.");
  g_assert_cmpint (legacy->state, ==, AU_SIGNATURE_GOOD);
  g_assert_cmpstr (legacy->comment, ==, "legacy");
}

static void
test_nothing (void)
{
  g_autoptr (AuSignature) no_key = check (NULL, LIST, HASHED);
  g_autoptr (AuSignature) none = check (KEY, LIST, NULL);

  g_assert_cmpint (no_key->state, ==, AU_SIGNATURE_NO_KEY);
  g_assert_cmpint (none->state, ==, AU_SIGNATURE_NONE);
  g_assert_null (none->comment);
}

/* No byte of what is signed, or of the signature, may change; the first line says nothing. */
static void
test_flips (void)
{
  const char *const signatures[] = { HASHED, LEGACY };
  g_autoptr (AuSignature) other = check (OTHER_KEY, LIST, HASHED);

  g_assert_cmpint (other->state, ==, AU_SIGNATURE_BAD);
  for (guint s = 0; s < G_N_ELEMENTS (signatures); s++)
    {
      gsize first = strcspn (signatures[s], "\n");

      for (gsize i = 0; i < strlen (LIST); i++)
        {
          g_autofree char *list = g_strdup (LIST);
          g_autoptr (AuSignature) found = NULL;

          list[i] ^= 1;
          found = check (KEY, list, signatures[s]);
          g_assert_cmpint (found->state, ==, AU_SIGNATURE_BAD);
          g_assert_null (found->comment);
        }
      for (gsize i = first; i + 1 < strlen (signatures[s]); i++)
        {
          g_autofree char *text = g_strdup (signatures[s]);
          g_autoptr (AuSignature) found = NULL;

          text[i] ^= 1;
          found = check (KEY, LIST, text);
          g_assert_cmpint (found->state, ==, AU_SIGNATURE_BAD);
        }
    }
}

static void
test_keys (void)
{
  const char *const keys[] = { "RWQ", "not a key", "/nowhere/key.pub", KEY "AAAA", " " KEY };
  g_autoptr (GBytes) list = g_bytes_new_static (LIST, strlen (LIST));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (au_signature_check (keys[i], list, NULL, &error));
      g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_folder (void)
{
  char *folder = support_make_folder ();
  g_autofree char *key = g_build_filename (folder, "revenue.pub", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AuSignature) none = NULL;
  g_autoptr (AuSignature) good = NULL;

  g_assert_null (au_signature_check_folder (KEY, folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  support_write (folder, "SHA256SUMS", LIST);
  none = au_signature_check_folder (KEY, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (none->state, ==, AU_SIGNATURE_NONE);
  support_write (folder, "SHA256SUMS.minisig", HASHED);
  support_write (folder, "revenue.pub", "untrusted comment: minisign public key 117122EE5BEA4EEB\n" KEY "\n");
  good = au_signature_check_folder (key, folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (good->state, ==, AU_SIGNATURE_GOOD);
  g_assert_cmpstr (good->key_name, ==, "revenue");
  support_remove_folder (folder);
}

static void
test_configured (void)
{
  g_autofree char *setting = NULL;
  g_autofree char *environment = NULL;

  g_unsetenv ("ANYUSAGE_SIGNING_KEY");
  g_assert_null (au_signature_dup_key (NULL));
  g_assert_null (au_signature_dup_key (""));
  setting = au_signature_dup_key (KEY);
  g_assert_cmpstr (setting, ==, KEY);
  g_setenv ("ANYUSAGE_SIGNING_KEY", OTHER_KEY, TRUE);
  environment = au_signature_dup_key (KEY);
  g_assert_cmpstr (environment, ==, OTHER_KEY);
  g_unsetenv ("ANYUSAGE_SIGNING_KEY");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/good", test_good);
  g_test_add_func ("/signature/nothing", test_nothing);
  g_test_add_func ("/signature/flips", test_flips);
  g_test_add_func ("/signature/keys", test_keys);
  g_test_add_func ("/signature/folder", test_folder);
  g_test_add_func ("/signature/configured", test_configured);
  return g_test_run ();
}
