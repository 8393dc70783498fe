/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-bench-loop.h"
#include "au-bench-window.h"
#include "au-test.h"
#include "au-views.h"

#include <string.h>

#define N_VISITS 5
#define N_SWITCHES 9

/* One frame's time, in ms of the main thread's CPU. The wall time is in whole frames. */
#define VIEW_BOUND 16

static const char *tamarind[] = { "a0XSAMPLE000008", "a0XSAMPLE000009", "a0XSAMPLE000010", NULL };

static void
select_ids (AuWindow          *window,
            const char *const *ids)
{
  g_autoptr (GError) error = NULL;

  if (!au_session_select_ids (window->session, ids, &error))
    g_error ("%s", error->message);
}

static void
select_id (AuWindow   *window,
           const char *id)
{
  const char *ids[] = { id, NULL };

  select_ids (window, ids);
}

/* Over every category of the visible view's first chart. */
static void
sweep (AuWindow      *window,
       AuBenchSeries *wall,
       AuBenchSeries *cpu)
{
  AuChartView *view = au_chart_card_get_view (au_dashboard_get_card (window->dashboard));
  AuPlotLayout *layout = au_chart_view_get_layout (view);
  gsize n = layout != NULL ? au_plot_layout_get_n_bands (layout) : 0;
  gsize step = MAX (1, n / 40);

  for (gsize band = 0; band < n; band += step)
    {
      double wall_start = au_bench_wall ();
      double cpu_start = au_bench_thread_cpu ();

      au_dashboard_hover (window->dashboard, (int) band);
      au_bench_window_draw (window);
      if (wall != NULL)
        {
          au_bench_series_add (wall, au_bench_wall () - wall_start);
          au_bench_series_add (cpu, au_bench_thread_cpu () - cpu_start);
        }
    }
  au_dashboard_hover (window->dashboard, -1);
  au_bench_window_draw (window);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_in (AuWindow   *window,
         const char *text)
{
  GtkPopover *popover = au_subscription_picker_get_popover (window->picker);
  GtkWidget *entry = find_widget (GTK_WIDGET (popover), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  au_bench_window_draw (window);
  au_bench_window_draw (window);
}

static void
toggle_options (AuWindow *window)
{
  AuChartOptions options = *au_session_get_options (window->session);

  options.include_current_month = !options.include_current_month;
  au_session_set_options (window->session, &options);
  au_bench_window_settle (window);
  options.limit = options.limit == 100 ? 25 : 100;
  options.months = options.months == 36 ? 12 : 36;
  au_session_set_options (window->session, &options);
  au_bench_window_settle (window);
}

/* What a person does in a sitting. */
static void
visit (void)
{
  AuWindow *window;

  au_bench_loop_phase ("start");
  window = au_bench_window_new ("a0XSAMPLE000001", "mau");
  au_bench_window_open (window);
  au_bench_window_settle (window);
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("view %s", au_view_get (i)->name);

      au_bench_loop_phase (name);
      au_window_set_view (window, au_view_get (i)->name);
      au_bench_window_settle (window);
    }
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      au_bench_loop_phase (NULL);
      au_window_set_view (window, au_view_get (i)->name);
      au_bench_window_settle (window);
      au_bench_loop_phase ("hover");
      sweep (window, NULL, NULL);
    }
  au_bench_loop_phase ("picker opens");
  au_subscription_picker_open (window->picker);
  au_bench_window_draw (window);
  au_bench_window_draw (window);
  au_bench_loop_phase ("picker key");
  type_in (window, "h");
  type_in (window, "ha");
  type_in (window, "hal");
  type_in (window, "ha");
  au_bench_loop_phase ("picker closes");
  gtk_popover_popdown (au_subscription_picker_get_popover (window->picker));
  au_bench_window_settle (window);
  au_bench_loop_phase ("switch to 2");
  select_id (window, "a0XSAMPLE000002");
  au_bench_window_settle (window);
  au_bench_loop_phase ("switch to 8+9+10");
  select_ids (window, tamarind);
  au_bench_window_settle (window);
  au_bench_loop_phase ("switch back to 2");
  select_id (window, "a0XSAMPLE000002");
  au_bench_window_settle (window);
  au_bench_loop_phase (NULL);
  au_window_set_view (window, "top-users");
  au_bench_window_settle (window);
  au_bench_loop_phase ("options");
  toggle_options (window);
  toggle_options (window);
  au_bench_loop_phase ("resize");
  for (int width = 1200; width >= 400; width -= 100)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), width, 860);
      au_bench_window_settle (window);
    }
  au_bench_loop_phase ("close");
  au_bench_window_close (window);
  au_bench_loop_visit ();
}

/**
 * au_bench_mainloop:
 *
 * The longest time in which the main loop answers to nobody, through a whole visit.
 *
 * Returns: 0
 */
int
au_bench_mainloop (void)
{
  au_bench_window_init ();
  au_bench_heading ("mainloop", "ms of the main thread's CPU in the longest block between two polls, median of "
                    G_STRINGIFY (N_VISITS) " visits; our own code is held to 8");
  {
    /* The workspace is made before anything is measured. */
    AuWindow *window = au_bench_window_new ("a0XSAMPLE000001", "mau");

    au_bench_window_open (window);
    au_bench_window_settle (window);
    au_bench_window_close (window);
  }
  au_bench_loop_start ();
  for (guint i = 0; i < N_VISITS; i++)
    visit ();
  au_bench_loop_stop ();
  au_bench_loop_print ();
  return 0;
}

typedef struct
{
  const char *name;
  const char *const *ids;
} Target;

static const char *brightmoor[] = { "a0XSAMPLE000002", NULL };
static const char *oriel[] = { "a0XSAMPLE000003", NULL };
static const char *filler[] = { "a0XSAMPLE000101", NULL };

static const Target targets[] = {
  { "Brightmoor Bank, 2,400 seats", brightmoor },
  { "Oriel Genomics", oriel },
  { "a filler, few rows", filler },
  { "8 + 9 + 10 together", tamarind },
};

typedef struct
{
  AuWindow *window;
  double start;
  double complete; /* when every view had its data */
  double shown;    /* when the visible one was drawn */
} Switch;

static gboolean
is_switched (gpointer data)
{
  Switch *it = data;

  if (it->complete <= 0 && au_dashboard_is_complete (it->window->dashboard))
    it->complete = au_bench_wall () - it->start;
  if (it->shown <= 0 && au_window_is_settled (it->window))
    it->shown = au_bench_wall () - it->start;
  return it->complete > 0 && it->shown > 0;
}

/**
 * au_bench_switch:
 *
 * From choosing another subscription, nothing of which is in memory, until every view has its data.
 *
 * Returns: 0
 */
int
au_bench_switch (void)
{
  AuBenchSeries *complete[G_N_ELEMENTS (targets)];
  AuBenchSeries *shown[G_N_ELEMENTS (targets)];
  AuBenchSeries *cpu[G_N_ELEMENTS (targets)];

  au_bench_window_init ();
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      complete[i] = au_bench_series_new ();
      shown[i] = au_bench_series_new ();
      cpu[i] = au_bench_series_new ();
    }
  for (int round = 0; round < N_SWITCHES; round++)
    {
      AuWindow *window = au_bench_window_new ("a0XSAMPLE000001", "mau");

      au_bench_window_open (window);
      au_bench_window_settle (window);
      for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
        {
          Switch it = { window, au_bench_wall (), 0, 0 };
          double cpu_start = au_bench_process_cpu ();

          select_ids (window, targets[i].ids);
          au_test_wait_for (is_switched, &it);
          au_bench_series_add (complete[i], it.complete);
          au_bench_series_add (shown[i], it.shown);
          au_bench_series_add (cpu[i], au_bench_process_cpu () - cpu_start);
          au_bench_window_settle (window);
        }
      au_bench_window_close (window);
    }

  au_bench_heading ("switch", "ms until every view has its data, nothing of it in memory; cpu of all threads");
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      au_bench_line (targets[i].name, complete[i], cpu[i], complete[i], 300);
      au_bench_line ("  its visible chart shown", shown[i], cpu[i], NULL, 0);
      au_bench_series_free (complete[i]);
      au_bench_series_free (shown[i]);
      au_bench_series_free (cpu[i]);
    }
  return 0;
}

/**
 * au_bench_hover:
 *
 * A move of the pointer from one category to the next, until the frame with its tooltip is drawn.
 *
 * Returns: 0
 */
int
au_bench_hover (void)
{
  AuWindow *window;

  au_bench_window_init ();
  window = au_bench_window_new ("a0XSAMPLE000001", "mau");
  au_bench_window_open (window);
  au_bench_window_settle (window);
  au_bench_heading ("hover", "ms a move, the wall time with the wait for the next frame; cpu of the main thread");
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      g_autoptr (AuBenchSeries) wall = au_bench_series_new ();
      g_autoptr (AuBenchSeries) cpu = au_bench_series_new ();

      au_window_set_view (window, au_view_get (i)->name);
      au_bench_window_settle (window);
      /* People are a table first, and a table has no band to hover. */
      au_chart_card_set_table (au_dashboard_get_card (window->dashboard), FALSE);
      au_bench_window_settle (window);
      sweep (window, wall, cpu);
      sweep (window, wall, cpu);
      au_bench_line (au_view_get (i)->name, wall, cpu, NULL, 0);
    }
  au_bench_window_close (window);
  au_bench_hover_large ();
  return 0;
}

/**
 * au_bench_view:
 *
 * Going to another view whose data are there, until its chart is drawn for the first time.
 *
 * Returns: 0
 */
int
au_bench_view (void)
{
  AuBenchSeries *wall[AU_N_VIEWS], *cpu[AU_N_VIEWS];

  au_bench_window_init ();
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      wall[i] = au_bench_series_new ();
      cpu[i] = au_bench_series_new ();
    }
  for (int round = 0; round < N_VISITS; round++)
    {
      AuWindow *window = au_bench_window_new ("a0XSAMPLE000001", "mau");

      au_bench_window_open (window);
      au_bench_window_settle (window);
      for (guint i = 0; i < AU_N_VIEWS; i++)
        {
          double wall_start = au_bench_wall ();
          double cpu_start = au_bench_thread_cpu ();

          au_window_set_view (window, au_view_get (i)->name);
          au_bench_window_draw (window);
          au_test_wait_for (au_window_is_settled, window);
          au_bench_window_draw (window);
          au_bench_series_add (wall[i], au_bench_wall () - wall_start);
          au_bench_series_add (cpu[i], au_bench_thread_cpu () - cpu_start);
        }
      au_bench_window_close (window);
    }

  au_bench_heading ("view", "ms until the chart of another view is drawn, with the waits for frames; cpu of the main "
                    "thread");
  for (guint i = 0; i < AU_N_VIEWS; i++)
    {
      au_bench_line (au_view_get (i)->name, wall[i], cpu[i], cpu[i], VIEW_BOUND);
      au_bench_series_free (wall[i]);
      au_bench_series_free (cpu[i]);
    }
  return 0;
}
