/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads every #include of src/ and holds it against the rooms: a file may name
 * only headers of its own room and of the rooms below it, and of the libraries
 * only those that its room is for. Meson hides other rooms' headers already;
 * this also catches what slips through a folder on the include path, a public
 * dependency or a header that the system brings along.
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct
{
  const char *name;
  const char *below;    /* The rooms below it, with blanks around each. */
} Room;

static const Room rooms[] = {
  { "model", " " },
  { "source", " model " },
  { "plot", " model " },
  { "charts", " model plot " },
  { "cli", " model source plot charts " },
  { "ui", " model source plot charts " },
};

typedef struct
{
  const char *prefix;   /* Of the name between < and >. */
  const char *rooms;    /* Those that may include it, with blanks around each. */
} Library;

static const Library libraries[] = {
  { "gtk/", " ui " },
  { "gdk/", " ui " },
  { "gsk/", " ui " },
  { "adwaita", " ui " },
  { "graphene", " ui " },
  { "cairo", " plot charts ui " },
  { "pango/", " plot charts ui " },
  { "png.h", " plot ui " },
  { "libsoup/", " source " },
  { "libsecret/", " source " },
  { "sqlite3", " source " },
  { "yyjson", " source " },
  { "json-glib/", " source cli " },
};

/* main.c stands above the rooms and starts one of the two upper ones. */
#define TOP "(top)"

static gboolean
list_has (const char *list,
          const char *word)
{
  g_autofree char *padded = g_strconcat (" ", word, " ", NULL);

  return strstr (list, padded) != NULL;
}

static const Room *
find_room (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      if (g_str_equal (rooms[i].name, name))
        return &rooms[i];
    }
  return NULL;
}

static gboolean
is_source_file (const char *name)
{
  return g_str_has_suffix (name, ".c") || g_str_has_suffix (name, ".h");
}

static void
complain (GPtrArray  *complaints,
          const char *format,
          ...) G_GNUC_PRINTF (2, 3);

static void
complain (GPtrArray  *complaints,
          const char *format,
          ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (complaints, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Collects the C files below @folder into @files: path below the tree → room. */
static void
collect_files (const char *tree,
               const char *folder,
               const char *room,
               GHashTable *files,
               GHashTable *header_rooms,
               GPtrArray  *complaints)
{
  g_autofree char *path = g_build_filename (tree, folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (folder, name, NULL);
      g_autofree char *full = g_build_filename (tree, below, NULL);

      if (g_file_test (full, G_FILE_TEST_IS_DIR))
        {
          if (*folder == '\0' && find_room (name) == NULL)
            complain (complaints, "%s is a folder of src, but no room", name);
          else
            collect_files (tree, below, *folder == '\0' ? name : room,
                           files, header_rooms, complaints);
        }
      else if (is_source_file (name))
        {
          const char *other;

          if (*folder == '\0' && !g_str_equal (name, "main.c"))
            complain (complaints, "%s is in no room", name);
          if (*folder != '\0' && !g_str_has_prefix (name, "au-"))
            complain (complaints, "%s is not named au-…", below);

          other = g_hash_table_lookup (header_rooms, name);
          if (other != NULL)
            complain (complaints, "%s has the name of a file in %s", below, other);
          g_hash_table_insert (header_rooms, g_strdup (name), g_strdup (room));
          g_hash_table_insert (files, g_steal_pointer (&below), g_strdup (room));
        }
    }
}

static void
check_own (const char *path,
           const char *room,
           const char *included,
           GHashTable *header_rooms,
           GPtrArray  *complaints)
{
  g_autofree char *name = g_path_get_basename (included);
  const char *theirs = g_hash_table_lookup (header_rooms, name);
  const Room *own;

  if (strstr (included, "..") != NULL)
    {
      complain (complaints, "%s includes \"%s\" by a way upwards", path, included);
      return;
    }

  /* config.h and what is generated from Blueprint or a schema stand in no folder of src. */
  if (theirs == NULL || g_str_equal (theirs, room))
    return;

  own = find_room (room);
  if (own != NULL && !list_has (own->below, theirs))
    complain (complaints, "%s includes \"%s\" of %s, which is not below %s",
              path, included, theirs, room);
}

static void
check_library (const char *path,
               const char *room,
               const char *included,
               GPtrArray  *complaints)
{
  for (gsize i = 0; i < G_N_ELEMENTS (libraries); i++)
    {
      if (g_str_has_prefix (included, libraries[i].prefix) && !list_has (libraries[i].rooms, room))
        complain (complaints, "%s includes <%s>, which is not for %s", path, included, room);
    }
}

static void
check_file (const char *tree,
            const char *path,
            const char *room,
            GHashTable *header_rooms,
            GPtrArray  *complaints)
{
  static GRegex *include = NULL;
  g_autofree char *full = g_build_filename (tree, path, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;

  if (include == NULL)
    include = g_regex_new ("^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"\\n]*)[>\"]",
                           G_REGEX_MULTILINE, G_REGEX_MATCH_DEFAULT, NULL);
  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);

  g_regex_match (include, text, G_REGEX_MATCH_DEFAULT, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *bracket = g_match_info_fetch (match, 1);
      g_autofree char *included = g_match_info_fetch (match, 2);
      g_autofree char *name = g_path_get_basename (included);

      /* Angle brackets around a header of ours are no way round. */
      if (*bracket == '"' || g_hash_table_contains (header_rooms, name))
        check_own (path, room, included, header_rooms, complaints);
      else
        check_library (path, room, included, complaints);
      g_match_info_next (match, NULL);
    }
}

/* Returns: (transfer full): one sentence for each thing that is wrong in @tree. */
static GPtrArray *
check_tree (const char *tree,
            guint      *n_files)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) header_rooms = g_hash_table_new_full (g_str_hash, g_str_equal,
                                                               g_free, g_free);
  GPtrArray *complaints = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path, room;

  collect_files (tree, "", TOP, files, header_rooms, complaints);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, &room))
    check_file (tree, path, room, header_rooms, complaints);

  *n_files = g_hash_table_size (files);
  return complaints;
}

static void
test_source_tree (gconstpointer data)
{
  guint n_files = 0;
  g_autoptr (GPtrArray) complaints = check_tree (data, &n_files);

  for (guint i = 0; i < complaints->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (complaints, i));
  g_assert_cmpuint (complaints->len, ==, 0);
  g_assert_cmpuint (n_files, >, 10);
}

/* A tree of one file, and what is said about it; NULL where nothing should be. */
typedef struct
{
  const char *path;
  const char *text;
  const char *complaint;
} Case;

static const Case cases[] = {
  { "source/au-a.c", "#include \"au-table.h\"\n#include <sqlite3.h>\n", NULL },
  { "source/sample/au-a.c", "#include \"au-table.h\"\n", NULL },
  { "main.c", "#include \"au-window.h\"\n#include \"au-table.h\"\n", NULL },
  { "model/au-a.c", "#include \"au-window.h\"\n",
    "model/au-a.c includes \"au-window.h\" of ui, which is not below model" },
  { "plot/au-a.c", "#  include \"au-source.h\"\n",
    "plot/au-a.c includes \"au-source.h\" of source, which is not below plot" },
  { "cli/au-a.c", "#include <au-window.h>\n",
    "cli/au-a.c includes \"au-window.h\" of ui, which is not below cli" },
  { "charts/au-a.c", "#include \"../model/au-table.h\"\n",
    "charts/au-a.c includes \"../model/au-table.h\" by a way upwards" },
  { "charts/au-a.h", "#include <gtk/gtk.h>\n",
    "charts/au-a.h includes <gtk/gtk.h>, which is not for charts" },
  { "plot/au-a.c", "#include <libsoup/soup.h>\n",
    "plot/au-a.c includes <libsoup/soup.h>, which is not for plot" },
  { "model/au-window.h", "", "has the name of a file in" },
  { "model/thing.c", "", "model/thing.c is not named au-…" },
  { "stray.c", "", "stray.c is in no room" },
  { "misc/au-a.c", "", "misc is a folder of src, but no room" },
};

static void
write_file (const char *tree,
            const char *path,
            const char *text)
{
  g_autofree char *full = g_build_filename (tree, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
test_wrong_trees (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *tree = g_dir_make_tmp ("anyusage-rooms-XXXXXX", &error);
      g_autoptr (GPtrArray) complaints = NULL;
      guint n_files;

      g_assert_no_error (error);
      write_file (tree, "model/au-table.h", "");
      write_file (tree, "source/au-source.h", "");
      write_file (tree, "ui/au-window.h", "");
      write_file (tree, cases[i].path, cases[i].text);

      complaints = check_tree (tree, &n_files);
      remove_tree (tree);

      if (cases[i].complaint == NULL)
        {
          g_assert_cmpuint (complaints->len, ==, 0);
        }
      else
        {
          g_test_message ("%s", cases[i].path);
          g_assert_cmpuint (complaints->len, ==, 1);
          g_assert_nonnull (strstr (g_ptr_array_index (complaints, 0), cases[i].complaint));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/rooms/source-tree", argv[1], test_source_tree);
  g_test_add_func ("/rooms/wrong-trees", test_wrong_trees);

  return g_test_run ();
}
