/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* A table with bars in its cells. Rows are bands, so hovering, keyboard and
 * tooltip work as in any other figure. */

#define ROW_HEIGHT 31.0
#define NOTE_HEIGHT 24.0
#define MIN_ROW_HEIGHT 18.0
#define PADDING 8.0
#define COLUMN_GAP 18.0
#define BAR_GAP 9.0
#define MIN_BAR 48.0
#define MIN_TEXT 90.0

/* Of the table's width: what a text may have before the bar gets its part. */
#define TEXT_SHARE 0.3
#define BAR_SHARE 0.16

/* A row's name that has more than its share is cut where it is this much longer than nine tenths of
 * them: a machine's address of 90 characters among people's would leave no room for the bars. */
#define LONG_TEXT 1.25

/* Text is made smaller, down to this part, before rows are left out. */
#define MIN_SHRINK 0.56

typedef struct
{
  gboolean shown;
  double   natural;             /* of the text or number */
  double   width;               /* as placed, bar included */
  double   x;
  double   number_width;        /* of the bar column's numbers */
} Column;

static const AuFigureColumn *
get_column (const AuPlotLayout *self,
            guint               index)
{
  return &g_array_index (self->figure->columns, AuFigureColumn, index);
}

static AuPlotText
make_cell (AuPlotLayout *self,
           AuLabelRole   role,
           const char   *text,
           double        max_width)
{
  return au_plot_layout_make_text (self, role, text,
                                   role == AU_LABEL_HEADER ? AU_SIZE_LABEL : AU_SIZE_VALUE, FALSE,
                                   role == AU_LABEL_HEADER ? &self->style.dim
                                   : &self->style.foreground, max_width, 1);
}

static double
measure_width (AuPlotLayout *self,
               AuLabelRole   role,
               AuColumnKind  kind,
               const char   *words)
{
  AuPlotText text = make_cell (self, role, words, 0.0);
  double width;

  text.tabular = kind != AU_COLUMN_TEXT;
  au_plot_text_measure (self->pango, &text);
  width = text.rect.width;

  au_plot_text_clear (&text);

  return width;
}

static int
compare_widths (gconstpointer a,
                gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
measure_columns (AuPlotLayout *self,
                 Column       *columns,
                 gsize         n_rows)
{
  g_autoptr (GArray) widths = g_array_sized_new (FALSE, FALSE, sizeof (double), (guint) n_rows);

  for (guint i = 0; i < self->figure->columns->len; i++)
    {
      AuColumnKind kind = get_column (self, i)->kind;
      Column *column = &columns[i];

      column->shown = TRUE;
      column->natural = measure_width (self, AU_LABEL_HEADER, kind, get_column (self, i)->title);

      g_array_set_size (widths, 0);
      for (gsize row = 0; row < n_rows; row++)
        {
          double width = measure_width (self, AU_LABEL_CELL, kind,
                                        au_figure_get_cell (self->figure, row, i));

          g_array_append_val (widths, width);
        }
      g_array_sort (widths, compare_widths);
      if (n_rows > 0)
        {
          double widest = g_array_index (widths, double, n_rows - 1);

          if (i == 0)
            widest = MIN (widest, MAX (LONG_TEXT * g_array_index (widths, double, n_rows * 9 / 10),
                                       self->content.width * TEXT_SHARE));
          column->natural = MAX (column->natural, widest);
        }
      column->number_width = column->natural;
    }
}

/* The least width that a column can do with. */
static double
least_width (const AuPlotLayout *self,
             const Column       *column,
             AuColumnKind        kind)
{
  if (kind == AU_COLUMN_TEXT)
    return MIN (column->natural, MIN_TEXT * self->text);
  if (kind == AU_COLUMN_BAR)
    return column->number_width + (BAR_GAP + MIN_BAR) * self->text;

  return column->natural;
}

/* Widens @column to @width as far as there is room @left. */
static void
give (Column *column,
      double  width,
      double *left)
{
  double more = CLAMP (width - column->width, 0.0, MAX (*left, 0.0));

  column->width += more;
  *left -= more;
}

/* Leaves columns out, the least important first, until the rest fit; then gives
 * text its natural width and the bar what is left. */
static void
choose_columns (AuPlotLayout *self,
                Column       *columns)
{
  guint n = self->figure->columns->len;
  double available = self->content.width - 2.0 * PADDING * self->text;
  double gap = COLUMN_GAP * self->text;
  double left;
  double x = self->content.x + PADDING * self->text;
  int bar = -1;
  int text = -1;

  for (;;)
    {
      double sum = -gap;
      int worst = -1;

      for (guint i = 0; i < n; i++)
        {
          if (!columns[i].shown)
            continue;

          sum += least_width (self, &columns[i], get_column (self, i)->kind) + gap;
          /* Never the first: a row without its name says nothing. */
          if (i > 0 && (worst < 0 || get_column (self, i)->priority
                        >= get_column (self, worst)->priority))
            worst = i;
        }

      if (sum <= available || worst < 0)
        {
          left = available - sum;
          break;
        }
      columns[worst].shown = FALSE;
    }

  for (guint i = 0; i < n; i++)
    {
      AuColumnKind kind = get_column (self, i)->kind;

      if (!columns[i].shown)
        continue;

      columns[i].width = least_width (self, &columns[i], kind);
      if (kind == AU_COLUMN_TEXT)
        {
          give (&columns[i], MIN (columns[i].natural, available * TEXT_SHARE), &left);
          text = text < 0 ? (int) i : text;
        }
      else if (kind == AU_COLUMN_BAR)
        bar = i;
    }

  /* A bar needs some length to be read; then long names may have theirs. */
  if (bar >= 0)
    give (&columns[bar], columns[bar].number_width + available * BAR_SHARE, &left);
  if (text >= 0)
    give (&columns[text], columns[text].natural, &left);

  if (left > 0.0 && bar >= 0)
    columns[bar].width += left;
  else if (left > 0.0 && text >= 0)
    columns[text].width += left;
  else if (left < 0.0)
    columns[0].width = MAX (columns[0].width + left, 8.0);

  for (guint i = 0; i < n; i++)
    if (columns[i].shown)
      {
        columns[i].x = x;
        x += columns[i].width + gap;
      }
}

static void
place_cell (AuPlotLayout *self,
            const Column *column,
            AuColumnKind  kind,
            AuLabelRole   role,
            const char   *words,
            double        y,
            double        height)
{
  double width = kind == AU_COLUMN_BAR ? column->number_width : column->width;
  AuPlotText text;
  double x;

  if (words == NULL || *words == '\0')
    return;

  text = make_cell (self, role, words, kind == AU_COLUMN_TEXT ? MAX (width, 8.0) : 0.0);
  text.tabular = kind != AU_COLUMN_TEXT;
  au_plot_text_measure (self->pango, &text);
  /* Ones stand below ones. Right to left the picture is mirrored afterwards, numbers are not. */
  x = column->x + (kind == AU_COLUMN_TEXT || self->style.rtl ? 0.0 : width - text.rect.width);
  au_plot_layout_place (self, &text, x, y + (height - text.rect.height) / 2.0);
}

static double
find_greatest (const AuPlotLayout *self)
{
  double greatest = 0.0;

  for (gsize i = 0; i < self->figure->n_categories; i++)
    {
      double value = au_figure_get_bar_value (self->figure, i);

      if (!isnan (value))
        greatest = MAX (greatest, value);
    }

  return greatest > 0.0 ? greatest : 1.0;
}

static void
place_row (AuPlotLayout *self,
           Column       *columns,
           gsize         row,
           double        y,
           double        greatest)
{
  for (guint i = 0; i < self->figure->columns->len; i++)
    {
      AuColumnKind kind = get_column (self, i)->kind;
      double value = au_figure_get_bar_value (self->figure, row);
      AuMark mark = { .role = AU_MARK_CELL, .series = i, .category = row, .value = value };
      double room;

      if (!columns[i].shown)
        continue;

      place_cell (self, &columns[i], kind, AU_LABEL_CELL,
                  au_figure_get_cell (self->figure, row, i), y, self->row_height);

      if (kind != AU_COLUMN_BAR || isnan (value))
        continue;

      room = columns[i].width - columns[i].number_width - BAR_GAP * self->text;
      mark.rect.width = MAX (room, 0.0) * MAX (value, 0.0) / greatest;
      mark.rect.height = self->row_height * 0.4;
      mark.rect.x = columns[i].x + columns[i].number_width + BAR_GAP * self->text;
      mark.rect.y = y + (self->row_height - mark.rect.height) / 2.0;
      g_array_append_val (self->marks, mark);
    }
}

void
au_plot_layout_add_table (AuPlotLayout *self)
{
  gsize n_rows = self->figure->n_categories;
  g_autofree Column *columns = g_new0 (Column, MAX (self->figure->columns->len, 1));
  g_autofree char *note = g_strdup (self->figure->more_rows);
  double available = self->content.height;
  double natural = (n_rows + 1) * ROW_HEIGHT * self->text;
  double least = (n_rows + 1) * MIN_ROW_HEIGHT * self->text;
  double greatest = find_greatest (self);
  double note_height;
  double y;
  gsize shown = n_rows;

  if (self->figure->columns->len == 0)
    return;

  /* What stands below the rows shrinks with them. */
  note_height = note != NULL ? NOTE_HEIGHT * self->text : 0.0;
  if (least + note_height > available - 1.0)
    {
      self->text *= CLAMP ((available - 1.0) / (least + note_height), MIN_SHRINK, 1.0);
      least = (n_rows + 1) * MIN_ROW_HEIGHT * self->text;
      note_height = note != NULL ? NOTE_HEIGHT * self->text : 0.0;
    }
  available -= note_height + 1.0;

  self->row_height = CLAMP (available / (n_rows + 1), MIN_ROW_HEIGHT * self->text,
                            ROW_HEIGHT * self->text);
  if (natural <= available)
    self->row_height = ROW_HEIGHT * self->text;

  if (least > available + 0.5)
    {
      g_autofree char *missing = NULL;
      g_autofree char *both = NULL;

      /* Some rows have no room: say so rather than end as if that were all. */
      if (note == NULL)
        available -= NOTE_HEIGHT * self->text;
      shown = (gsize) MAX (floor (available / self->row_height) - 1.0, 0.0);
      shown = MIN (shown, n_rows);
      /* Translators: below a table in a picture that is too low for all its rows. */
      missing = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row has no room here", "%u rows have no room here",
                                              (gulong) (n_rows - shown)),
                                 (guint) (n_rows - shown));
      both = note != NULL ? g_strdup_printf ("%s · %s", missing, note) : g_strdup (missing);
      g_set_str (&note, both);
    }

  measure_columns (self, columns, shown);
  choose_columns (self, columns);

  y = self->content.y;
  for (guint i = 0; i < self->figure->columns->len; i++)
    if (columns[i].shown && self->row_height <= self->content.height)
      place_cell (self, &columns[i], get_column (self, i)->kind, AU_LABEL_HEADER,
                  get_column (self, i)->title, y, self->row_height);

  y += self->row_height;
  self->rows = TRUE;
  self->row_top = y;
  self->n_bands = shown;

  for (gsize row = 0; row < shown; row++)
    {
      au_plot_layout_add_rule (self, AU_RULE_HAIRLINE, self->content.x,
                               self->content.x + self->content.width, y);
      place_row (self, columns, row, y, greatest);
      y += self->row_height;
    }
  au_plot_layout_add_rule (self, AU_RULE_HAIRLINE, self->content.x,
                           self->content.x + self->content.width, y);

  if (note != NULL)
    {
      AuPlotText text = au_plot_layout_make_text (self, AU_LABEL_FOOTNOTE, note, AU_SIZE_LABEL,
                                                  FALSE, &self->style.dim,
                                                  self->content.width, 1);

      /* Where not even the note has room, the frame is all there is. */
      if (y + 6.0 * self->text + text.rect.height
          <= self->content.y + self->content.height + 0.5)
        au_plot_layout_place (self, &text, self->content.x + PADDING * self->text,
                              y + 6.0 * self->text);
      else
        au_plot_text_clear (&text);
    }
}
