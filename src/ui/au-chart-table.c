/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-chart-table.h"
#include "au-announce.h"
#include "au-cell-bar.h"

#include <glib/gi18n.h>

/* A table of more rows than this scrolls by itself instead of making the page longer. */
#define MAX_ROWS_IN_FULL 100
#define MAX_HEIGHT 640

/* The rows of the list: the place of each in the grid. */
#define AU_TYPE_GRID_ROW (au_grid_row_get_type ())

G_DECLARE_FINAL_TYPE (AuGridRow, au_grid_row, AU, GRID_ROW, GObject)

struct _AuGridRow
{
  GObject parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (AuGridRow, au_grid_row, G_TYPE_OBJECT)

static void
au_grid_row_class_init (AuGridRowClass *klass)
{
}

static void
au_grid_row_init (AuGridRow *self)
{
}

/**
 * AuChartTable:
 *
 * The figure of a chart as a table: the same rows, sortable by every column, exact values. Ctrl+C
 * copies the selected rows, or all where none is, separated by tabs.
 *
 * ## Accessibility
 *
 * The first cell of a row is its header; each row says its cells with their columns as one phrase.
 */
struct _AuChartTable
{
  GtkWidget parent_instance;

  AuFigureGrid *grid; /* (nullable) */
  GtkWidget *scroller; /* child */
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (AuChartTable, au_chart_table, GTK_TYPE_WIDGET)

static guint
get_column (gpointer object)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (object), "column"));
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  GtkColumnViewColumn *column = user_data;
  AuChartTable *self = g_object_get_data (G_OBJECT (column), "table");
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  gboolean descending =
    gtk_column_view_sorter_get_primary_sort_order (GTK_COLUMN_VIEW_SORTER (sorter)) ==
    GTK_SORT_DESCENDING;

  return au_figure_grid_compare (self->grid, get_column (column), ((const AuGridRow *) a)->index,
                                 ((const AuGridRow *) b)->index, descending);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkColumnViewCell        *cell,
          AuChartTable             *self)
{
  guint column = get_column (factory);
  gboolean number = au_figure_grid_is_number (self->grid, column);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "xalign", number ? 1.0 : 0.0,
                                   "ellipsize", column == 0 ? PANGO_ELLIPSIZE_END
                                   : PANGO_ELLIPSIZE_NONE,
                                   "accessible-role", column == 0 ? GTK_ACCESSIBLE_ROLE_ROW_HEADER
                                   : GTK_ACCESSIBLE_ROLE_LABEL,
                                   NULL);
  GtkWidget *child = label;

  if (number)
    gtk_widget_add_css_class (label, "numeric");
  else if (column == 0)
    gtk_label_set_width_chars (GTK_LABEL (label), 16);
  if (au_figure_grid_has_bar (self->grid, column))
    {
      GtkWidget *bar = au_cell_bar_new ();

      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
      gtk_label_set_width_chars (GTK_LABEL (label), 7);
      gtk_widget_set_hexpand (bar, TRUE);
      gtk_box_append (GTK_BOX (child), label);
      gtk_box_append (GTK_BOX (child), bar);
    }
  gtk_column_view_cell_set_child (cell, child);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkColumnViewCell        *cell,
         AuChartTable             *self)
{
  AuGridRow *row = gtk_column_view_cell_get_item (cell);
  guint column = get_column (factory);
  GtkWidget *child = gtk_column_view_cell_get_child (cell);
  GtkWidget *label = child;
  const char *text = au_figure_grid_get_text (self->grid, row->index, column);
  const char *exact = au_figure_grid_get_exact (self->grid, row->index, column);

  if (au_figure_grid_has_bar (self->grid, column))
    {
      label = gtk_widget_get_first_child (child);
      au_cell_bar_set_fraction (AU_CELL_BAR (gtk_widget_get_last_child (child)),
                                au_figure_grid_get_bar (self->grid, row->index));
    }
  /* A dash is not a zero, and not a cell that was forgotten. */
  gtk_label_set_text (GTK_LABEL (label), *text != '\0' ? text
                      : au_figure_grid_is_number (self->grid, column) ? "–" : "");
  gtk_widget_set_tooltip_text (label, g_strcmp0 (text, exact) != 0 ? exact : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  au_figure_grid_get_title (self->grid, column), -1);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkColumnViewRow         *row,
             AuChartTable             *self)
{
  AuGridRow *item = gtk_column_view_row_get_item (row);
  g_autofree char *phrase = au_figure_grid_create_phrase (self->grid, item->index);

  gtk_column_view_row_set_accessible_label (row, phrase);
}

static void
add_column (AuChartTable *self,
            guint         index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;
  g_autoptr (GtkSorter) sorter = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (index));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  column = gtk_column_view_column_new (au_figure_grid_get_title (self->grid, index), factory);
  g_object_set_data (G_OBJECT (column), "column", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (column), "table", self);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, au_figure_grid_has_bar (self->grid, index) ||
                                     (index == 0 &&
                                      au_figure_grid_get_n_columns (self->grid) < 4));
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, column, NULL));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (self->view, column);
}

/* A heading stands above what it heads. GTK has no property for that, so the box within each title
 * is turned round: the sign of the order comes first, and the words end where the numbers do. */
static void
align_titles (AuChartTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint index = 0;

  for (GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
       title != NULL && index < au_figure_grid_get_n_columns (self->grid);
       title = gtk_widget_get_next_sibling (title), index++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (box != NULL && au_figure_grid_is_number (self->grid, index) &&
          !au_figure_grid_has_bar (self->grid, index))
        {
          gtk_widget_set_direction (box, rtl ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_RTL);
          gtk_widget_set_halign (box, GTK_ALIGN_START);
        }
    }
}

static GListModel *
create_rows (AuFigureGrid *grid)
{
  GListStore *store = g_list_store_new (AU_TYPE_GRID_ROW);
  guint n = au_figure_grid_get_n_rows (grid);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      AuGridRow *row = g_object_new (AU_TYPE_GRID_ROW, NULL);

      row->index = i;
      g_ptr_array_add (rows, row);
    }
  g_list_store_splice (store, 0, 0, rows->pdata, n);
  return G_LIST_MODEL (store);
}

static gboolean
copy_cb (GtkWidget *widget,
         GVariant  *unused,
         gpointer   user_data)
{
  au_chart_table_copy (AU_CHART_TABLE (gtk_widget_get_ancestor (widget, AU_TYPE_CHART_TABLE)));
  return TRUE;
}

static GtkSizeRequestMode
au_chart_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* As high as its rows: the page scrolls, unless they are very many. */
static void
au_chart_table_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  AuChartTable *self = AU_CHART_TABLE (widget);

  gtk_widget_measure (self->scroller, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural;
}

static void
au_chart_table_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  gtk_widget_allocate (AU_CHART_TABLE (widget)->scroller, width, height, baseline, NULL);
}

static void
au_chart_table_direction_changed (GtkWidget        *widget,
                                  GtkTextDirection  previous)
{
  AuChartTable *self = AU_CHART_TABLE (widget);

  if (self->grid != NULL)
    align_titles (self);
}

/* To a row, not to the list of rows, which of itself has nothing to say. */
static gboolean
au_chart_table_grab_focus (GtkWidget *widget)
{
  GtkWidget *view = GTK_WIDGET (AU_CHART_TABLE (widget)->view);

  return gtk_widget_get_focus_child (view) != NULL ||
         gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

/* Nothing of its own takes the focus. Without this GTK would grab it for the table on the way out
 * too, and Shift+Tab would never leave. */
static gboolean
au_chart_table_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  return gtk_widget_child_focus (AU_CHART_TABLE (widget)->scroller, direction);
}

static void
au_chart_table_dispose (GObject *object)
{
  AuChartTable *self = AU_CHART_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->grid);

  G_OBJECT_CLASS (au_chart_table_parent_class)->dispose (object);
}

static void
au_chart_table_class_init (AuChartTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = au_chart_table_dispose;
  widget_class->get_request_mode = au_chart_table_get_request_mode;
  widget_class->measure = au_chart_table_measure;
  widget_class->size_allocate = au_chart_table_size_allocate;
  widget_class->direction_changed = au_chart_table_direction_changed;
  widget_class->focus = au_chart_table_focus;
  widget_class->grab_focus = au_chart_table_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "charttable");
}

static void
au_chart_table_init (AuChartTable *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  GtkShortcut *copy = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                                        gtk_callback_action_new (copy_cb, NULL, NULL));
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  /* The arrows go from row to row, Tab goes on. */
  gtk_column_view_set_tab_behavior (self->view, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row_cb), self, 0);
  gtk_column_view_set_row_factory (self->view, rows);
  g_object_unref (rows);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), copy);
  gtk_widget_add_controller (GTK_WIDGET (self->view), shortcuts);
}

GtkWidget *
au_chart_table_new (void)
{
  return g_object_new (AU_TYPE_CHART_TABLE, NULL);
}

/**
 * au_chart_table_set_figure:
 * @self: a table
 * @figure: (nullable): a sealed figure
 *
 * Shows the rows of @figure, in the order in which they are drawn.
 */
void
au_chart_table_set_figure (AuChartTable *self,
                           AuFigure     *figure)
{
  GListModel *columns;

  g_return_if_fail (AU_IS_CHART_TABLE (self));

  gtk_column_view_set_model (self->view, NULL);
  columns = gtk_column_view_get_columns (self->view);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  g_clear_object (&self->grid);
  if (figure == NULL)
    return;

  self->grid = au_figure_grid_new (figure);
  for (guint i = 0; i < au_figure_grid_get_n_columns (self->grid); i++)
    add_column (self, i);
  align_titles (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  au_figure_get_title (figure), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              au_figure_grid_get_n_rows (self->grid) >
                                              MAX_ROWS_IN_FULL ? MAX_HEIGHT : -1);
  {
    GtkSorter *sorter = g_object_ref (gtk_column_view_get_sorter (self->view));
    GtkSortListModel *sorted = gtk_sort_list_model_new (create_rows (self->grid), sorter);
    g_autoptr (GtkMultiSelection) selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));

    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  }
}

/**
 * au_chart_table_get_grid:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
AuFigureGrid *
au_chart_table_get_grid (AuChartTable *self)
{
  g_return_val_if_fail (AU_IS_CHART_TABLE (self), NULL);

  return self->grid;
}

GtkColumnView *
au_chart_table_get_column_view (AuChartTable *self)
{
  g_return_val_if_fail (AU_IS_CHART_TABLE (self), NULL);

  return self->view;
}

/**
 * au_chart_table_create_text:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): the selected rows, or all where none is selected, as they
 *   are sorted, separated by tabs; %NULL without a figure
 */
char *
au_chart_table_create_text (AuChartTable *self)
{
  GtkSelectionModel *model;
  g_autoptr (GtkBitset) selected = NULL;
  g_autofree guint *rows = NULL;
  guint n, n_rows = 0;

  g_return_val_if_fail (AU_IS_CHART_TABLE (self), NULL);

  model = gtk_column_view_get_model (self->view);
  if (model == NULL)
    return NULL;
  n = g_list_model_get_n_items (G_LIST_MODEL (model));
  rows = g_new (guint, MAX (n, 1));
  selected = gtk_selection_model_get_selection (model);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AuGridRow) row = NULL;

      if (!gtk_bitset_is_empty (selected) && !gtk_bitset_contains (selected, i))
        continue;
      row = g_list_model_get_item (G_LIST_MODEL (model), i);
      rows[n_rows++] = row->index;
    }
  return au_figure_grid_create_text (self->grid, rows, n_rows);
}

/**
 * au_chart_table_copy:
 * @self: a table
 *
 * Puts au_chart_table_create_text() on the clipboard, and says so to a screen reader.
 */
void
au_chart_table_copy (AuChartTable *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (AU_IS_CHART_TABLE (self));

  text = au_chart_table_create_text (self);
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  au_announce (GTK_WIDGET (self), _("Rows copied"));
}
