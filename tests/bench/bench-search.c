/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-window.h"
#include "au-bench.h"
#include "au-picker-popover.h"
#include "au-search.h"
#include "au-subscription-hits.h"
#include "au-test.h"

#include <malloc.h>
#include <string.h>

#define N_ROUNDS 12
#define N_MANY 100000
#define N_FAR_TOO_MANY 1000000

static const char *const typed[] = {
  "h", "ha", "hal", "hald", "halde", "e", "en", "ent", "s", "sh", "a0xsample0001", "zolw", "zzzz",
  "tamarind retail", "retail ent", "hf",
};

/* Of the main loop alone: the clock of this thread, at the percentile that the bound is for. */
static void
print_percentile (const char    *name,
                  AuBenchSeries *cpu,
                  double         bound)
{
  au_bench_line_p99 (name, NULL, cpu, cpu, bound);
}

static gboolean
is_ready (gpointer session)
{
  return au_session_get_state (session) != AU_SESSION_LOADING;
}

/* A million rows are more than the sample workspace makes; their names are made of its names. */
static AuTable *
create_table (guint n)
{
  static const char *const firsts[] = {
    "Halden", "Halcyon", "Brightmoor", "Oriel", "Kestrel & Thorn", "Żółw", "Pinecrest", "Northgate",
    "Tamarind", "Shalimar", "Straße", "Ørsted", "Marlowe", "Quill", "Ashgrove", "Eastern Light",
  };
  static const char *const seconds[] = {
    "Freight", "Shipyards", "Bank", "Genomics", "Games", "Software S.A.", "Labs", "Municipal",
    "Retail Group", "Foods", "Halls", "Energy", "Partners", "Systems", "Textiles", "Clinics",
  };
  static const char *const names[] = {
    "subscription_id", "subscription_name", "account_id", "account_name", "logo_url", "team_ids",
  };
  g_autoptr (AuTableBuilder) builder = au_table_builder_new ();
  g_autoptr (AuColumn) seats = au_column_new ("seats", AU_DATA_BIGINT, 0, FALSE, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (AuColumn) column = au_column_new (names[i], AU_DATA_STRING, 0, FALSE, NULL, NULL);

      au_table_builder_add_column (builder, column);
    }
  au_table_builder_add_column (builder, seats);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("a0XBENCH%07u", i);
      g_autofree char *account_id = g_strdup_printf ("001BENCH%07u", i / 2);
      const char *first = firsts[i % 16];
      g_autofree char *account = g_strdup_printf ("%s %s %u", first, seconds[i / 16 % 16], i / 256);
      g_autofree char *team = g_strdup_printf ("%u", 40000 + i);

      au_table_builder_append_string (builder, id);
      au_table_builder_append_string (builder, i % 3 == 0 ? "Enterprise 500" : "Campus");
      au_table_builder_append_string (builder, account_id);
      au_table_builder_append_string (builder, account);
      au_table_builder_append_null (builder);
      au_table_builder_append_string (builder, team);
      au_table_builder_append_int64 (builder, i % 3000);
    }
  return au_table_builder_end (builder);
}

static double
get_megabytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / 1e6;
}

/* What a list without an index does: fold each name, look whether the text is in it. */
static guint
scan_naively (AuSubscriptionIndex *index,
              const char          *text)
{
  g_autofree char *needle = au_search_fold_needle (text);
  guint n = 0;

  for (guint i = 0; i < au_subscription_index_get_n_items (index); i++)
    {
      g_autofree char *account = au_search_fold (au_subscription_index_get_account_name (index, i));
      g_autofree char *name = au_search_fold (au_subscription_index_get_name (index, i));

      n += strstr (account, needle) != NULL || strstr (name, needle) != NULL;
    }
  return n;
}

/* Asks the model for texts and counts what the main loop spends on each until it is listed: on
 * asking, and on the one turn in which the answer comes. */
static void
bench_keystrokes (AuPickerModel *model,
                  const char    *name,
                  double         bound)
{
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autofree char *answer = g_strdup_printf ("%s, until it is listed", name);
  g_autofree char *main_loop = g_strdup_printf ("%s, p99", name);

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        double wall_start = au_bench_wall ();
        double start = au_bench_thread_cpu ();
        double asked, turn = 0;

        au_picker_model_search (model, typed[i]);
        asked = au_bench_thread_cpu () - start;
        while (au_picker_model_is_searching (model))
          {
            start = au_bench_thread_cpu ();
            g_main_context_iteration (NULL, TRUE);
            turn = au_bench_thread_cpu () - start;
          }
        au_bench_series_add (cpu, asked + turn);
        au_bench_series_add (wall, au_bench_wall () - wall_start);
      }
  print_percentile (main_loop, cpu, bound);
  au_bench_line (answer, wall, cpu, NULL, 0);
}

static void
count_frame_cb (GdkFrameClock *clock,
                guint         *n_frames)
{
  ++*n_frames;
}

/* Types into the open list and counts all that the main loop does: for the entry, for asking and
 * for the rows on the one hand, for frames on the other, until one shows the rows. A frame in which
 * the list comes to rest afterwards is not counted with the next key. */
static void
bench_typing (AuPickerPopover *popover)
{
  g_autoptr (AuBenchSeries) listing = au_bench_series_new ();
  g_autoptr (AuBenchSeries) drawing = au_bench_series_new ();
  g_autoptr (AuBenchSeries) both = au_bench_series_new ();
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (popover));
  AuPickerModel *model = au_picker_popover_get_model (popover);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);

  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        double wall_start = au_bench_wall ();
        double start = au_bench_thread_cpu ();
        double listed, drawn = 0;

        au_picker_popover_type (popover, typed[i]);
        listed = au_bench_thread_cpu () - start;
        while (g_strcmp0 (au_picker_model_get_text (model), typed[i]) != 0 ||
               au_picker_model_is_searching (model))
          {
            n_frames = 0;
            start = au_bench_thread_cpu ();
            g_main_context_iteration (NULL, TRUE);
            *(n_frames > 0 ? &drawn : &listed) += au_bench_thread_cpu () - start;
          }
        au_bench_series_add (wall, au_bench_wall () - wall_start);
        start = au_bench_thread_cpu ();
        au_bench_draw (GTK_WIDGET (popover));
        drawn += au_bench_thread_cpu () - start;
        au_bench_series_add (listing, listed);
        au_bench_series_add (drawing, drawn);
        au_bench_series_add (both, listed + drawn);
        au_bench_draw (GTK_WIDGET (popover));
      }
  g_signal_handler_disconnect (clock, handler);
  print_percentile ("100,000, a key, open list, p99", listing, 8);
  print_percentile ("100,000, a key and its frame, p99", both, 16);
  au_bench_line ("100,000, a key, open list, until it is listed", wall, listing, NULL, 0);
  au_bench_line ("100,000, a key, GTK's frame", NULL, drawing, NULL, 0);
}

static void
bench_naive (AuSubscriptionIndex *index,
             const char          *name)
{
  g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      double wall_start = au_bench_wall ();
      double cpu_start = au_bench_thread_cpu ();

      scan_naively (index, typed[i]);
      au_bench_series_add (wall, au_bench_wall () - wall_start);
      au_bench_series_add (cpu, au_bench_thread_cpu () - cpu_start);
    }
  au_bench_line (name, wall, cpu, NULL, 0);
}

static gboolean
is_open (gpointer window)
{
  return au_subscription_picker_is_open (AU_WINDOW (window)->picker);
}

static void
bench_open (AuWindow *window)
{
  g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double start = au_bench_thread_cpu ();

      au_subscription_picker_open (window->picker);
      au_test_wait_for (is_open, window);
      au_bench_series_add (cpu, au_bench_thread_cpu () - start);
      au_bench_window_draw (window);
      gtk_popover_popdown (au_subscription_picker_get_popover (window->picker));
      au_bench_window_draw (window);
    }
  print_percentile ("opening the picker, p99", cpu, 16);
}

static void
bench_memory (void)
{
  double before = get_megabytes ();
  g_autoptr (AuTable) table = create_table (N_MANY);
  double with_table = get_megabytes ();
  g_autoptr (AuSubscriptionIndex) index = au_subscription_index_new (table);

  au_bench_value ("100,000: the rows", "MB", with_table - before, -1);
  au_bench_value ("100,000: rows and index", "MB", get_megabytes () - before, 60);
}

static void
bench_million (AuBookmarks *bookmarks)
{
  g_autoptr (AuTable) table = create_table (N_FAR_TOO_MANY);
  g_autoptr (AuSubscriptionIndex) index = au_subscription_index_new (table);
  g_autoptr (AuPickerModel) model = au_picker_model_new (bookmarks);

  au_picker_model_set_index (model, index);
  bench_keystrokes (model, "1,000,000, a key", 16);
  bench_naive (index, "1,000,000, naive scan");
}

/**
 * au_bench_search:
 *
 * A keystroke in the picker: what the main loop spends until the rows are listed, and how long that
 * takes; opening the picker; and the memory of the list.
 *
 * Returns: 0
 */
int
au_bench_search (void)
{
  AuWindow *window;
  AuSession *session;

  g_setenv ("ANYUSAGE_SAMPLE_SIZE", "100000", TRUE);
  au_bench_window_init ();
  au_bench_heading ("search", "ms of the main loop, where not said otherwise");
  bench_memory ();
  window = au_bench_window_new ("a0XSAMPLE000001", NULL);
  session = au_window_get_session (window);
  au_bench_window_open (window);
  au_test_wait_for (is_ready, session);
  if (au_session_get_error (session) != NULL)
    g_error ("%s", au_session_get_error (session)->message);
  au_bench_window_settle (window);
  bench_open (window);

  {
    g_autoptr (AuPickerModel) model = au_picker_model_new (au_session_get_bookmarks (session));

    au_picker_model_set_index (model, au_session_get_index (session));
    bench_keystrokes (model, "100,000, a key", 8);
  }
  au_subscription_picker_open (window->picker);
  au_test_wait_for (is_open, window);
  au_bench_window_draw (window);
  bench_typing (AU_PICKER_POPOVER (au_subscription_picker_get_popover (window->picker)));
  bench_naive (au_session_get_index (session), "100,000, naive scan");
  bench_million (au_session_get_bookmarks (session));
  au_bench_window_close (window);
  return 0;
}
