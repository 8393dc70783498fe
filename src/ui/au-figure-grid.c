/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-figure-grid.h"

#include "au-decimal.h"
#include "au-format.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * Column:
 * @title: (owned)
 * @number: whether its cells are compared as numbers and stand at the end
 * @bar: whether a bar stands beside its numbers
 */
typedef struct
{
  char *title;
  gboolean number;
  gboolean bar;
} Column;

/**
 * Cell:
 * @text: (owned): as people read it, "" where there is none
 * @exact: (owned) (nullable): the value in the normal form, %NULL where there is none
 */
typedef struct
{
  char *text;
  char *exact;
} Cell;

struct _AuFigureGrid
{
  GObject parent_instance;

  AuFigure *figure;
  guint n_rows;
  GArray *columns; /* (element-type Column) */
  GArray *cells;   /* (element-type Cell), by row */
  double greatest; /* of the bars */
};

G_DEFINE_FINAL_TYPE (AuFigureGrid, au_figure_grid, G_TYPE_OBJECT)

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->title);
}

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_free (cell->text);
  g_free (cell->exact);
}

static void
au_figure_grid_finalize (GObject *object)
{
  AuFigureGrid *self = AU_FIGURE_GRID (object);

  g_array_unref (self->cells);
  g_array_unref (self->columns);
  au_figure_unref (self->figure);

  G_OBJECT_CLASS (au_figure_grid_parent_class)->finalize (object);
}

static void
au_figure_grid_class_init (AuFigureGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = au_figure_grid_finalize;
}

static void
au_figure_grid_init (AuFigureGrid *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, clear_cell);
}

static void
add_column (AuFigureGrid *self,
            const char   *title,
            gboolean      number,
            gboolean      bar)
{
  Column column = { g_strdup (title), number, bar };

  g_array_append_val (self->columns, column);
}

/* Takes over both. */
static void
add_cell (AuFigureGrid *self,
          char         *text,
          char         *exact)
{
  Cell cell = { text != NULL ? text : g_strdup (""), exact };

  g_array_append_val (self->cells, cell);
}

/* Reads the number that a text says exactly, in the user's own form: the digits, and what stands
 * between whole and fraction. Words are no numbers. */
static gboolean
read_exact (const char *text,
            AuDecimal  *value)
{
  const AuFormat *format = au_format_get_default ();
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);

      if (*format->decimal_point != '\0' && g_str_has_prefix (p, format->decimal_point))
        {
          g_string_append_c (plain, '.');
          p += strlen (format->decimal_point);
          continue;
        }
      if (g_unichar_isalpha (c))
        return FALSE;
      if (c < 128 && g_ascii_isdigit ((char) c))
        g_string_append_c (plain, (char) c);
      else if (c == '-' || c == 0x2212)
        g_string_prepend_c (plain, '-');
      p = g_utf8_next_char (p);
    }
  return au_decimal_parse (plain->str, value);
}

/* The text says a number to the last digit where the source gave one; where a text is rounded, the
 * double knows more. */
static char *
dup_exact_number (const char *text,
                  double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  AuDecimal exact;

  if (read_exact (text, &exact) &&
      fabs (au_decimal_to_double (exact) - value) <= 1e-12 * MAX (1.0, fabs (value)))
    return au_decimal_to_text (exact);
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);
  return g_strdup (buffer);
}

static const char *
get_period_title (AuFigure *figure)
{
  switch (au_figure_get_category_kind (figure))
    {
      case AU_CATEGORY_MONTHS:
        return C_("column", "Month");

      case AU_CATEGORY_DAYS:
        return C_("column", "Day");

      case AU_CATEGORY_NAMED:
      case AU_CATEGORY_NONE:
      case AU_CATEGORY_TABLE:
      default:
        return C_("column", "Period");
    }
}

static char *
dup_exact_period (AuFigure *figure,
                  gsize     category)
{
  AuCategoryKind kind = au_figure_get_category_kind (figure);
  AuDay day;

  if (kind != AU_CATEGORY_MONTHS && kind != AU_CATEGORY_DAYS)
    return au_figure_dup_category (figure, category);
  day = au_figure_get_day (figure, category);
  return day != AU_DAY_INVALID ? au_day_to_iso (day) : NULL;
}

static gboolean
has_notes (AuFigure *figure)
{
  for (gsize i = 0; i < au_figure_get_n_categories (figure); i++)
    if (au_figure_is_partial (figure, i))
      return TRUE;
  return FALSE;
}

static gboolean
is_stack (AuPanel *panel)
{
  return au_panel_get_n_series (panel) > 1 &&
         au_series_get_kind (au_panel_get_series (panel, 0)) == AU_SERIES_STACK;
}

/* Added as decimals: it agrees to the cent with the parts. */
static void
add_total (AuFigureGrid *self,
           AuPanel      *panel,
           guint         first)
{
  AuDecimal sum = AU_DECIMAL_ZERO;
  gboolean any = FALSE;

  for (guint i = 0; i < au_panel_get_n_series (panel); i++)
    {
      const char *exact = g_array_index (self->cells, Cell, first + i).exact;
      AuDecimal value;

      if (exact == NULL)
        continue;
      any = au_decimal_parse (exact, &value) && au_decimal_add (&sum, value);
      if (!any)
        break;
    }
  if (!any)
    add_cell (self, NULL, NULL);
  else if (au_panel_get_value_kind (panel) == AU_VALUE_MONEY)
    add_cell (self, au_format_money (au_format_get_default (), sum), au_decimal_to_text (sum));
  else
    add_cell (self, au_format_number (au_format_get_default (), au_decimal_to_double (sum), 6),
              au_decimal_to_text (sum));
}

static void
add_chart_row (AuFigureGrid *self,
               gsize         category,
               gboolean      notes)
{
  AuFigure *figure = self->figure;

  add_cell (self, au_figure_dup_category (figure, category), dup_exact_period (figure, category));
  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    {
      AuPanel *panel = au_figure_get_panel (figure, i);
      guint first = self->cells->len;

      for (guint j = 0; j < au_panel_get_n_series (panel); j++)
        {
          AuSeries *series = au_panel_get_series (panel, j);
          g_autofree char *text = au_series_dup_text (series, category);
          char *exact = text != NULL
                        ? dup_exact_number (text, au_series_get_value (series, category)) : NULL;

          add_cell (self, g_steal_pointer (&text), exact);
        }
      if (is_stack (panel))
        add_total (self, panel, first);
    }
  if (notes)
    {
      const char *note = au_figure_get_partial_note (figure, category);
      const char *text = note == NULL ? "" : *note != '\0' ? note : _("not finished");

      add_cell (self, g_strdup (text), *text != '\0' ? g_strdup (text) : NULL);
    }
}

static void
fill_from_chart (AuFigureGrid *self)
{
  AuFigure *figure = self->figure;
  gboolean notes = has_notes (figure);

  add_column (self, get_period_title (figure), FALSE, FALSE);
  for (guint i = 0; i < au_figure_get_n_panels (figure); i++)
    {
      AuPanel *panel = au_figure_get_panel (figure, i);

      for (guint j = 0; j < au_panel_get_n_series (panel); j++)
        add_column (self, au_series_get_name (au_panel_get_series (panel, j)), TRUE, FALSE);
      if (is_stack (panel))
        add_column (self, _("Total, computed"), TRUE, FALSE);
    }
  if (notes)
    add_column (self, C_("column", "Unfinished"), FALSE, FALSE);

  self->n_rows = (guint) au_figure_get_n_categories (figure);
  for (guint i = 0; i < self->n_rows; i++)
    add_chart_row (self, i, notes);
}

static void
fill_from_table (AuFigureGrid *self)
{
  AuFigure *figure = self->figure;
  guint n = au_figure_get_n_columns (figure);

  for (guint i = 0; i < n; i++)
    {
      AuColumnKind kind = au_figure_get_column_kind (figure, i);

      add_column (self, au_figure_get_column_title (figure, i), kind != AU_COLUMN_TEXT,
                  kind == AU_COLUMN_BAR);
    }
  self->n_rows = (guint) au_figure_get_n_categories (figure);
  for (guint row = 0; row < self->n_rows; row++)
    {
      double bar = au_figure_get_bar_value (figure, row);

      if (!isnan (bar))
        self->greatest = MAX (self->greatest, bar);
      for (guint i = 0; i < n; i++)
        {
          const char *exact = au_figure_get_exact_cell (figure, row, i);

          add_cell (self, g_strdup (au_figure_get_cell (figure, row, i)),
                    *exact != '\0' ? g_strdup (exact) : NULL);
        }
    }
}

/**
 * au_figure_grid_new:
 * @figure: a sealed figure
 *
 * Returns: (transfer full): its rows and columns
 */
AuFigureGrid *
au_figure_grid_new (AuFigure *figure)
{
  AuFigureGrid *self = g_object_new (AU_TYPE_FIGURE_GRID, NULL);

  self->figure = au_figure_ref (figure);
  if (au_figure_get_status (figure) != AU_FIGURE_READY)
    return self;
  if (au_figure_get_category_kind (figure) == AU_CATEGORY_TABLE)
    fill_from_table (self);
  else
    fill_from_chart (self);
  return self;
}

guint
au_figure_grid_get_n_rows (AuFigureGrid *self)
{
  return self->n_rows;
}

guint
au_figure_grid_get_n_columns (AuFigureGrid *self)
{
  return self->columns->len;
}

const char *
au_figure_grid_get_title (AuFigureGrid *self,
                          guint         column)
{
  return g_array_index (self->columns, Column, column).title;
}

gboolean
au_figure_grid_is_number (AuFigureGrid *self,
                          guint         column)
{
  return g_array_index (self->columns, Column, column).number;
}

gboolean
au_figure_grid_has_bar (AuFigureGrid *self,
                        guint         column)
{
  return g_array_index (self->columns, Column, column).bar;
}

/**
 * au_figure_grid_get_bar:
 *
 * Returns: the length of a row's bar, of the longest one
 */
double
au_figure_grid_get_bar (AuFigureGrid *self,
                        guint         row)
{
  double value = au_figure_get_bar_value (self->figure, row);

  return self->greatest > 0 && value > 0 ? value / self->greatest : 0;
}

static const Cell *
get_cell (AuFigureGrid *self,
          guint         row,
          guint         column)
{
  return &g_array_index (self->cells, Cell, row * self->columns->len + column);
}

/**
 * au_figure_grid_get_text:
 *
 * Returns: (transfer none): the cell as people read it, "" where there is no value
 */
const char *
au_figure_grid_get_text (AuFigureGrid *self,
                         guint         row,
                         guint         column)
{
  return get_cell (self, row, column)->text;
}

/**
 * au_figure_grid_get_exact:
 *
 * Returns: (transfer none) (nullable): the value in the normal form: days as in ISO 8601, numbers
 *   with a point and no other sign; %NULL where there is no value
 */
const char *
au_figure_grid_get_exact (AuFigureGrid *self,
                          guint         row,
                          guint         column)
{
  return get_cell (self, row, column)->exact;
}

/* Numbers past what a decimal holds are still numbers. */
static int
compare_numbers (const char *a,
                 const char *b)
{
  AuDecimal x, y;
  double p, q;

  if (au_decimal_parse (a, &x) && au_decimal_parse (b, &y))
    return au_decimal_compare (x, y);
  p = g_ascii_strtod (a, NULL);
  q = g_ascii_strtod (b, NULL);
  return (p > q) - (p < q);
}

/**
 * au_figure_grid_compare:
 * @self: a grid
 * @column: the column to sort by
 * @a: a row
 * @b: another row
 * @descending: whether the caller turns the answer round; rows without a value come last
 *   either way
 *
 * Compares exact values: decimals as decimals, days as days, names as people sort them. Equal rows
 * keep the order in which they are drawn.
 *
 * Returns: less than, equal to or greater than 0
 */
int
au_figure_grid_compare (AuFigureGrid *self,
                        guint         column,
                        guint         a,
                        guint         b,
                        gboolean      descending)
{
  const char *x = get_cell (self, a, column)->exact;
  const char *y = get_cell (self, b, column)->exact;
  int order = 0;

  if (x == NULL || y == NULL)
    {
      order = (x == NULL) - (y == NULL);
      if (descending)
        order = -order;
    }
  else if (au_figure_grid_is_number (self, column))
    order = compare_numbers (x, y);
  else
    order = g_utf8_collate (x, y);
  if (order == 0)
    {
      order = (a > b) - (a < b);
      if (descending)
        order = -order;
    }
  return order;
}

/**
 * au_figure_grid_create_phrase:
 *
 * Returns: (transfer full): a row as a screen reader says it: "March 2026, MAU 412"
 */
char *
au_figure_grid_create_phrase (AuFigureGrid *self,
                              guint         row)
{
  GString *phrase = g_string_new (au_figure_grid_get_text (self, row, 0));

  for (guint i = 1; i < self->columns->len; i++)
    {
      const char *text = au_figure_grid_get_text (self, row, i);

      if (*text != '\0')
        /* Translators: a cell of a table: %s is the column, %s the value. */
        g_string_append_printf (phrase, _(", %s %s"), au_figure_grid_get_title (self, i), text);
    }
  return g_string_free_and_steal (phrase);
}

/* A tab or a line feed within a cell would begin another one; a spreadsheet takes a name that
 * begins like a formula for one. */
static void
append_cell (GString    *out,
             const char *text,
             gboolean    number)
{
  if (!number && *text != '\0' && strchr ("=+-@", *text) != NULL)
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
}

/**
 * au_figure_grid_create_text:
 * @self: a grid
 * @rows: (array length=n_rows): the rows, in the order in which they are to stand
 * @n_rows: how many
 *
 * Returns: (transfer full): headings and rows with exact values, separated by tabs, such as a
 *   spreadsheet takes
 */
char *
au_figure_grid_create_text (AuFigureGrid *self,
                            const guint  *rows,
                            guint         n_rows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\t');
      append_cell (out, au_figure_grid_get_title (self, i), FALSE);
    }
  g_string_append_c (out, '\n');
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < self->columns->len; i++)
        {
          const char *exact = au_figure_grid_get_exact (self, rows[row], i);

          if (i > 0)
            g_string_append_c (out, '\t');
          if (exact != NULL)
            append_cell (out, exact, au_figure_grid_is_number (self, i));
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free_and_steal (out);
}
