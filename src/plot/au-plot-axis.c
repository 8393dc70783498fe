/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-plot-layout-private.h"

#include <math.h>
#include <string.h>

/* Between a panel and the labels below it: more than half a line, which the label
 * of its lowest tick takes. */
#define CATEGORY_GAP 8.0

/* A tick of the category axis before it is placed. Its texts are made and measured only where there
 * is room for them. */
typedef struct
{
  gsize       category;
  const char *format;           /* of a day or month, NULL for a name */
  gboolean    has_year;
  int         n_lines;          /* of a name, 0 for all */
  double      limit;            /* of its width */
} CategoryTick;

static AuPlotText
make_tick_label (AuPlotLayout  *self,
                 AuPanelLayout *panel,
                 int            index)
{
  g_autofree char *label = au_ticks_dup_label (&panel->ticks, index, panel->panel->kind);

  return au_plot_layout_make_text (self, AU_LABEL_VALUE_TICK, label, AU_SIZE_LABEL, FALSE,
                                   &self->style.dim, 0.0, 1);
}

/* Returns the room that the labels of all value axes take, the gap included. */
double
au_plot_layout_measure_value_axes (AuPlotLayout *self)
{
  double width = 0.0;

  for (guint i = 0; i < self->n_panels; i++)
    for (int j = 0; j < self->panels[i].ticks.n; j++)
      {
        AuPlotText text = make_tick_label (self, &self->panels[i], j);

        width = MAX (width, text.rect.width);
        au_plot_text_clear (&text);
      }

  return width + 8.0 * self->text;
}

/* A sign of another script's font makes a label taller than a line is. */
static double
measure_tallest (AuPlotLayout  *self,
                 AuPanelLayout *panel)
{
  double height = au_plot_layout_line_height (self);

  for (int i = 0; i < panel->ticks.n; i++)
    {
      AuPlotText text = make_tick_label (self, panel, i);

      height = MAX (height, text.rect.height);
      au_plot_text_clear (&text);
    }
  return height;
}

void
au_plot_layout_add_value_axis (AuPlotLayout  *self,
                               AuPanelLayout *panel)
{
  const AuRect *area = &panel->area;
  /* Not the height by the number of ticks: the axis may go on below the lowest. */
  double spacing = panel->ticks.n > 1
                   ? fabs (au_scale_map (&panel->scale, panel->ticks.values[1])
                           - au_scale_map (&panel->scale, panel->ticks.values[0]))
                   : area->height;
  double line = measure_tallest (self, panel);
  int zero = (int) round (-panel->ticks.values[0] / panel->ticks.step);
  int every = MAX (1, (int) ceil ((line + 1.0) / MAX (spacing, 1.0)));

  for (int i = 0; i < panel->ticks.n; i++)
    {
      double y = au_scale_map (&panel->scale, panel->ticks.values[i]);
      AuPlotText text;

      au_plot_layout_add_rule (self, i == zero ? AU_RULE_ZERO : AU_RULE_HAIRLINE,
                               area->x, area->x + area->width, y);

      /* Counted from zero, which always has its label. */
      if ((i - zero) % every != 0)
        continue;

      text = make_tick_label (self, panel, i);
      au_plot_layout_place (self, &text, area->x - 8.0 * self->text - text.rect.width,
                            CLAMP (y - text.rect.height / 2.0, 0.0,
                                   MAX (0.0, self->height - text.rect.height)));
    }
}

static gboolean
has_years (const AuPlotLayout *self)
{
  return self->figure->category_kind != AU_CATEGORY_NAMED && self->reduction < 1;
}

/* The longest of the names may be no wider than this: its band, or what a few lines of a newspaper
 * have. */
static double
max_name_width (const AuPlotLayout *self)
{
  return MIN (MAX (160.0 * self->text, self->band_width - 8.0 * self->text),
              MAX (self->content.width * 0.5, 1.0));
}

static AuPlotText
make_category_label (AuPlotLayout *self,
                     const char   *text)
{
  AuPlotText label = au_plot_layout_make_text (self, AU_LABEL_CATEGORY_TICK, text, AU_SIZE_LABEL,
                                               FALSE, &self->style.dim, 0.0, 1);

  label.alignment = PANGO_ALIGN_CENTER;

  return label;
}

static char *
format_part (AuDay       day,
             const char *format)
{
  g_autoptr (GDateTime) date = NULL;
  int year;
  int month;
  int day_of_month;

  au_day_split (day, &year, &month, &day_of_month);
  date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0.0);

  return date != NULL ? g_date_time_format (date, format) : g_strdup ("");
}

/* How high a line of the labels is. Other scripts than that of the digits may have higher ones. */
static double
measure_line (AuPlotLayout *self)
{
  double line = au_plot_layout_line_height (self);
  gboolean named = self->figure->category_kind == AU_CATEGORY_NAMED;
  gsize n = named ? self->figure->n_categories : MIN (self->figure->n_categories, 1);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *words = named ? g_strdup (self->figure->names[i]) :
                               format_part (au_figure_get_day (self->figure, i), "%-d %b");
      AuPlotText text = make_category_label (self, words);
      int n_lines = 1;

      for (const char *c = words; *c != '\0'; c++)
        n_lines += *c == '\n';
      line = MAX (line, text.rect.height / n_lines);
      au_plot_text_clear (&text);
    }

  return line;
}

/* Returns the room below the last panel, the gap included. */
double
au_plot_layout_measure_categories (AuPlotLayout *self)
{
  double line = measure_line (self);
  int n_lines = has_years (self) ? 2 : 1;

  if (self->figure->category_kind == AU_CATEGORY_NAMED)
    for (gsize i = 0; i < self->figure->n_categories && n_lines < 3; i++)
      {
        int n = 1;

        for (const char *c = self->figure->names[i]; *c != '\0'; c++)
          n += *c == '\n';
        n_lines = CLAMP (n, n_lines, 3);
      }

  return CATEGORY_GAP * self->text + n_lines * line + 1.0;
}

/* The width that any month, or day with its month, may take. */
static double
measure_widest (AuPlotLayout *self,
                const char   *format)
{
  double width = 0.0;

  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *name = format_part (au_day_new (2026, month, 28), format);
      AuPlotText text = make_category_label (self, name);

      width = MAX (width, text.rect.width);
      au_plot_text_clear (&text);
    }

  return width;
}

static void
add_tick (AuPlotLayout *self,
          GArray       *ticks,
          gsize         category,
          const char   *format,
          int          *last_year)
{
  CategoryTick tick = { .category = category, .format = format };
  int year;

  au_day_split (au_figure_get_day (self->figure, category), &year, NULL, NULL);
  tick.has_year = has_years (self) && year != *last_year;
  *last_year = year;

  g_array_append_val (ticks, tick);
}

/* Every Nth month, counted so that the newest has its label. The first one has its label as well:
 * what comes too near to it is left out. */
static void
collect_months (AuPlotLayout *self,
                GArray       *ticks)
{
  int n = (int) self->n_bands;
  double room = measure_widest (self, "%b") + 4.0 * self->text;
  int step = au_ticks_month_step (n, self->band_width, room);
  int last_year = 0;

  add_tick (self, ticks, 0, "%b", &last_year);
  for (int i = (n - 1) % step; i < n; i += step)
    if (i >= step || (i > 0 && i * self->band_width >= room))
      add_tick (self, ticks, i, "%b", &last_year);
}

/* Over more than two months, firsts of months, every Nth counted from January;
 * else every day, second day or week, counted so that the newest has its label. */
static void
collect_days (AuPlotLayout *self,
              GArray       *ticks)
{
  static const int day_steps[] = { 1, 2, 7, 14, 28 };
  int n = self->figure->n_categories;
  int last_year = 0;

  if (n > 62)
    {
      double room = measure_widest (self, "%b") + 10.0 * self->text;
      int step = au_ticks_month_step (n / 28 + 1, self->band_width * 28.0, room);
      int year;
      int month;
      int day;
      int first;
      int category;

      /* Quarters rather than every second month. */
      step = step == 2 ? 3 : step == 4 ? 6 : step;
      au_day_split (au_figure_get_day (self->figure, 0), &year, &month, &day);
      first = year * 12 + month - (day == 1 ? 1 : 0);
      for (int i = (first + step - 1) / step * step; ; i += step)
        {
          category = au_figure_find_day (self->figure, au_day_new (i / 12, i % 12 + 1, 1));
          if (category < 0)
            break;
          add_tick (self, ticks, category, "%b", &last_year);
        }
    }
  else
    {
      double room = measure_widest (self, "%-d %b") + 8.0 * self->text;
      int step = MAX (n, 1);

      for (guint i = 0; i < G_N_ELEMENTS (day_steps); i++)
        if (day_steps[i] * self->band_width >= room)
          {
            step = day_steps[i];
            break;
          }

      for (int i = (n - 1) % step; i < n; i += step)
        add_tick (self, ticks, i, "%-d %b", &last_year);
    }
}

/* The first @n_lines lines of a name, all with 0. */
static char *
dup_name (const AuPlotLayout *self,
          gsize               category,
          int                 n_lines)
{
  const char *name = self->figure->names[category];
  const char *end = name;

  if (n_lines == 0)
    return g_strdup (name);

  for (int i = 0; end != NULL && i < n_lines; i++)
    end = strchr (i == 0 ? end : end + 1, '\n');
  return end != NULL ? g_strndup (name, (gsize) (end - name)) : g_strdup (name);
}

/* The widest of the names, of their first @n_lines lines, measured up to @limit. */
static double
measure_names (AuPlotLayout *self,
               int           n_lines,
               double        limit)
{
  double width = 0.0;

  for (gsize i = 0; i < self->figure->n_categories && width < limit; i++)
    {
      g_autofree char *name = dup_name (self, i, n_lines);
      AuPlotText text = make_category_label (self, name);

      width = MAX (width, MIN (text.rect.width, limit));
      au_plot_text_clear (&text);
    }

  return width;
}

/* Every name below its bar: whole, or its first two lines with what has room of the rest, or its
 * first line. Only where that is too wide as well, every Nth. */
static void
collect_names (AuPlotLayout *self,
               GArray       *ticks)
{
  gsize n = self->figure->n_categories;
  double limit = max_name_width (self);
  double width = measure_names (self, 0, limit);
  double room = self->band_width - 8.0 * self->text;
  int n_lines = 0;
  int step;

  if (width > room && measure_names (self, 1, limit) <= room)
    {
      n_lines = measure_names (self, 2, limit) <= room ? 0 : 1;
      width = limit = room;
    }

  step = MAX (1, (int) ceil ((width + 8.0 * self->text) / self->band_width - 1e-9));

  for (gsize i = (n - 1) % step; i < n; i += step)
    {
      CategoryTick tick = { .category = i, .n_lines = n_lines, .limit = limit };

      g_array_append_val (ticks, tick);
    }
}

static AuPlotText
make_tick_text (AuPlotLayout       *self,
                const CategoryTick *tick)
{
  g_autofree char *words = NULL;
  AuPlotText label;

  if (tick->format != NULL)
    {
      words = format_part (au_figure_get_day (self->figure, tick->category), tick->format);
      return make_category_label (self, words);
    }

  words = dup_name (self, tick->category, tick->n_lines);
  label = make_category_label (self, words);
  if (label.rect.width > tick->limit)
    {
      label.max_width = tick->limit;
      label.max_lines = 1;
      au_plot_text_measure (self->pango, &label);
    }
  return label;
}

static AuPlotText
make_year_text (AuPlotLayout       *self,
                const CategoryTick *tick)
{
  g_autofree char *words = format_part (au_figure_get_day (self->figure, tick->category), "%Y");

  return au_plot_layout_make_text (self, AU_LABEL_YEAR, words, AU_SIZE_LABEL, TRUE,
                                   &self->style.dim, 0.0, 1);
}

static double
keep_inside (const AuPlotLayout *self,
             double              x,
             double              width)
{
  return CLAMP (x, 0.0, MAX (0.0, self->width - width));
}

void
au_plot_layout_add_categories (AuPlotLayout *self,
                               double        y)
{
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (CategoryTick));
  double next_label = INFINITY;
  double next_year = INFINITY;

  switch (self->figure->category_kind)
    {
      case AU_CATEGORY_MONTHS:
        collect_months (self, ticks);
        break;

      case AU_CATEGORY_DAYS:
        collect_days (self, ticks);
        break;

      case AU_CATEGORY_NAMED:
        collect_names (self, ticks);
        break;

      case AU_CATEGORY_NONE:
      case AU_CATEGORY_TABLE:
      default:
        return;
    }

  y += CATEGORY_GAP * self->text;

  /* From the newest to the oldest, so that what has no room is the oldest. */
  for (guint i = ticks->len; i > 0; i--)
    {
      const CategoryTick *tick = &g_array_index (ticks, CategoryTick, i - 1);
      double center = au_plot_layout_band_center (self, tick->category);
      AuPlotText label;
      AuPlotText year;
      double line;
      double x;

      /* No label is so narrow that it would fit: half of it, at least, lies behind its center. */
      if (center + 2.0 > next_label)
        continue;

      label = make_tick_text (self, tick);
      line = label.rect.height;
      x = keep_inside (self, center - label.rect.width / 2.0, label.rect.width);
      if (x + label.rect.width + 2.0 > next_label)
        {
          au_plot_text_clear (&label);
          continue;
        }

      next_label = x;
      au_plot_layout_place (self, &label, x, y);

      if (!tick->has_year)
        continue;

      year = make_year_text (self, tick);
      x = keep_inside (self, center - year.rect.width / 2.0, year.rect.width);
      if (x + year.rect.width + 4.0 > next_year)
        {
          au_plot_text_clear (&year);
          continue;
        }

      next_year = x;
      au_plot_layout_place (self, &year, x, y + line);
    }
}
