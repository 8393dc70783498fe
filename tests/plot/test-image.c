/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "au-error.h"
#include "au-image.h"

#include "figures.h"

#include <stdlib.h>
#include <string.h>

#define CREATED (G_GINT64_CONSTANT (1795511520) * 1000) /* 2026-11-24 09:12:00 UTC */

static const AuPlotSlide slide = { "left words", "right words" };

static AuImage
make (AuImageFormat format,
      int             width,
      int             height,
      int             scale)
{
  return (AuImage) {
           .format = format, .width = width, .height = height, .scale = scale, .created = CREATED,
  };
}

static char *
draw (const AuImage *picture,
      AuFigure        *figure,
      gsize           *length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = au_image_render (picture, figure, &slide, "A description.", &error);
  const char *data;
  char *copy;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, length);
  copy = g_malloc (*length + 1);
  memcpy (copy, data, *length);
  copy[*length] = '\0';
  return copy;
}

/* A string among bytes that hold NULs. */
static const char *
find (const char *data,
      gsize       length,
      const char *part)
{
  gsize n = strlen (part);

  for (gsize i = 0; i + n <= length; i++)
    if (memcmp (data + i, part, n) == 0)
      return data + i;
  return NULL;
}

/**
 * Svg:
 *
 * What a strict parser of XML read: the words of each <text>, one a line, and what else counts.
 */
typedef struct
{
  GString *words;
  char *root;
  char *title;
  char *description;
  guint n_shapes;
  gboolean in_text;
} Svg;

static void
svg_free (Svg *svg)
{
  g_string_free (svg->words, TRUE);
  g_free (svg->root);
  g_free (svg->title);
  g_free (svg->description);
  g_free (svg);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Svg, svg_free)

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  Svg *svg = data;

  svg->in_text = g_str_equal (element, "text");
  svg->n_shapes += g_str_equal (element, "path") || g_str_equal (element, "rect") ? 1 : 0;
  if (g_str_equal (element, "svg"))
    {
      g_autoptr (GString) root = g_string_new (NULL);

      for (guint i = 0; names[i] != NULL; i++)
        g_string_append_printf (root, "%s=%s ", names[i], values[i]);
      svg->root = g_string_free_and_steal (g_steal_pointer (&root));
    }
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              data,
        GError              **error)
{
  Svg *svg = data;

  if (g_str_equal (element, "text"))
    g_string_append_c (svg->words, '\n');
  svg->in_text = FALSE;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  const char *element = g_markup_parse_context_get_element (context);
  Svg *svg = data;

  if (svg->in_text)
    g_string_append_len (svg->words, text, length);
  else if (g_str_equal (element, "title"))
    svg->title = g_strndup (text, length);
  else if (g_str_equal (element, "desc"))
    svg->description = g_strndup (text, length);
}

static Svg *
parse_svg (const char *data,
           gsize       length)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  Svg *svg = g_new0 (Svg, 1);
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) error = NULL;

  svg->words = g_string_new ("\n");
  context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, svg, NULL);
  g_markup_parse_context_parse (context, data, length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return svg;
}

static void
test_size (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  static const struct
  {
    int width, height, scale;
    const char *svg;
    const char *pdf;
  } cases[] = {
    { 1600, 900, 1, "width=1600px height=900px viewBox=0 0 1600 900 ", "[ 0 0 1200 675 ]" },
    { 1600, 900, 2, "width=3200px height=1800px viewBox=0 0 3200 1800 ", "[ 0 0 2400 1350 ]" },
    { 1200, 1200, 1, "width=1200px height=1200px viewBox=0 0 1200 1200 ", "[ 0 0 900 900 ]" },
    { 64, 64, 1, "width=64px height=64px viewBox=0 0 64 64 ", "[ 0 0 48 48 ]" },
    { 10000, 5000, 1, "width=10000px height=5000px viewBox=0 0 10000 5000 ", "[ 0 0 7500 3750 ]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AuImage picture = make (AU_IMAGE_SVG, cases[i].width, cases[i].height, cases[i].scale);
      gsize length = 0;
      g_autofree char *vector = draw (&picture, figure, &length);
      g_autoptr (Svg) svg = parse_svg (vector, length);
      g_autofree char *page = NULL;
      g_autofree char *box = g_strconcat ("/MediaBox ", cases[i].pdf, "\n", NULL);

      g_assert_nonnull (strstr (svg->root, cases[i].svg));
      picture.format = AU_IMAGE_PDF;
      page = draw (&picture, figure, &length);
      g_assert_nonnull (find (page, length, box));
    }
}

/* All that the picture says is there as text, each label a text of its own. */
static void
test_words (void)
{
  for (guint i = 0; i < n_figure_entries; i++)
    {
      g_autoptr (AuFigure) figure = figure_entries[i].func ();
      const AuImage picture = make (AU_IMAGE_SVG, 1600, 900, 1);
      g_autoptr (AuPlotLayout) layout = NULL;
      AuPlotStyle style;
      gsize length = 0;
      g_autofree char *data = draw (&picture, figure, &length);
      g_autoptr (Svg) svg = parse_svg (data, length);
      guint n_exact = 0;

      au_plot_style_init (&style, AU_PLOT_LIGHT, FALSE);
      layout = au_plot_layout_new (figure, 1600, 900, &style, &slide);
      g_assert_cmpstr (svg->title, ==, au_figure_get_title (figure));
      g_assert_cmpstr (svg->description, ==, "A description.");
      g_assert_nonnull (strstr (svg->words->str, "\nleft words\n"));
      g_assert_nonnull (strstr (svg->words->str, "\nright words\n"));
      for (guint j = 0; j < au_plot_layout_get_n_labels (layout); j++)
        {
          AuLabel label = au_plot_layout_get_label (layout, j);
          g_autofree char *line = g_strdup_printf ("\n%s\n", label.text);

          /* Long ones are broken or shortened; short ones never are. */
          if (g_utf8_strlen (label.text, -1) > 24)
            continue;
          g_test_message ("%s: %s", figure_entries[i].name, label.text);
          g_assert_nonnull (strstr (svg->words->str, line));
          n_exact++;
        }
      g_assert_cmpuint (n_exact, >, 2);
      g_assert_null (strstr (data, "<use "));
      g_assert_null (strstr (data, "<image "));
    }
}

/* In the order in which they are read. */
static void
test_order (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();
  const AuImage picture = make (AU_IMAGE_SVG, 1600, 900, 1);
  gsize length = 0;
  g_autofree char *data = draw (&picture, figure, &length);
  g_autoptr (Svg) svg = parse_svg (data, length);
  const char *title = strstr (svg->words->str, au_figure_get_title (figure));
  const char *first = strstr (svg->words->str, "\nApr\n");
  const char *next = strstr (svg->words->str, "\nMay\n");
  const char *footer = strstr (svg->words->str, "\nleft words\nright words\n");

  g_assert_nonnull (title);
  g_assert_nonnull (first);
  g_assert_nonnull (next);
  g_assert_nonnull (footer);
  g_assert_true (title < first);
  g_assert_true (first < next);
  g_assert_true (next < footer);
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < n_figure_entries * AU_IMAGE_N_FORMATS; i++)
    {
      FigureFunc func = figure_entries[i / AU_IMAGE_N_FORMATS].func;
      g_autoptr (AuFigure) first = func ();
      g_autoptr (AuFigure) second = func ();
      const AuImage picture = make ((AuImageFormat) (i % AU_IMAGE_N_FORMATS), 800, 450, 2);
      AuImage later = picture;
      gsize n_a, n_b, n_later;
      g_autofree char *a = draw (&picture, first, &n_a);
      g_autofree char *b = draw (&picture, second, &n_b);
      g_autofree char *c = NULL;

      g_assert_cmpmem (a, n_a, b, n_b);
      /* Only a document tells when it was made. */
      later.created += 60000;
      c = draw (&later, first, &n_later);
      g_assert_cmpint (n_a == n_later && memcmp (a, c, n_a) == 0, ==,
                       picture.format != AU_IMAGE_PDF);
    }
}

static void
test_background (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();

  for (int i = 0; i < 4; i++)
    {
      AuImage picture = make (AU_IMAGE_SVG, 800, 450, 1);
      gboolean dark = i % 2 != 0;
      gboolean transparent = i > 1;
      gsize length = 0;
      g_autofree char *vector = NULL;
      g_autofree char *pixels = NULL;
      g_autofree char *page = NULL;
      g_autofree char *opaque = NULL;
      gsize n_opaque = 0;

      picture.scheme = dark ? AU_PLOT_DARK : AU_PLOT_LIGHT;
      picture.transparent = transparent;
      vector = draw (&picture, figure, &length);
      /* #36363a is 21.2, 21.2 and 22.7 per cent. */
      g_assert_cmpint (strstr (vector, "height=\"540\" fill=\"rgb(100%, 100%, 100%)\"") != NULL, ==,
                       !dark && !transparent);
      g_assert_cmpint (strstr (vector, "height=\"540\" fill=\"rgb(21.176471%, 21.176471%, 22.745098%)\"") != NULL,
                       ==, dark && !transparent);

      picture.format = AU_IMAGE_PNG;
      pixels = draw (&picture, figure, &length);
      /* The type of colour in the header: 2 is RGB, 6 RGB with an alpha channel. */
      g_assert_cmpint (pixels[25], ==, transparent ? 6 : 2);

      picture.format = AU_IMAGE_PDF;
      page = draw (&picture, figure, &length);
      picture.transparent = FALSE;
      opaque = draw (&picture, figure, &n_opaque);
      g_assert_cmpint (length == n_opaque && memcmp (page, opaque, length) == 0, ==, !transparent);
    }
}

/* Follows the table of the update and then the first one, as a reader does. */
static void
assert_table (const char *data,
              gsize       length,
              gsize       place,
              guint      *n_objects)
{
  const char *line = data + place;
  const char *previous;

  g_assert_cmpuint (place, <, length);
  g_assert_true (g_str_has_prefix (line, "xref\n"));
  line += strlen ("xref\n");
  while (g_ascii_isdigit (*line))
    {
      char *end = NULL;
      guint first = (guint) strtoul (line, &end, 10);
      guint n = (guint) strtoul (end, &end, 10);

      line = end + 1;
      for (guint i = 0; i < n; i++, line += 20)
        {
          g_autofree char *head = g_strdup_printf ("%u 0 obj\n", first + i);

          g_assert_cmpint (line[19], ==, '\n');
          if (line[17] == 'f')
            continue;
          g_assert_cmpuint (strtoul (line, NULL, 10), <, length);
          g_assert_true (g_str_has_prefix (data + strtoul (line, NULL, 10), head));
          (*n_objects)++;
        }
    }
  g_assert_true (g_str_has_prefix (line, "trailer\n"));
  previous = strstr (line, "/Prev ");
  if (previous != NULL && previous < strstr (line, "startxref"))
    assert_table (data, length, strtoul (previous + strlen ("/Prev "), NULL, 10), n_objects);
}

static void
test_document (void)
{
  for (guint i = 0; i < n_figure_entries; i++)
    {
      g_autoptr (AuFigure) figure = figure_entries[i].func ();
      const AuImage picture = make (AU_IMAGE_PDF, 1600, 900, 1);
      gboolean ready = au_figure_get_status (figure) == AU_FIGURE_READY;
      gsize length = 0;
      g_autofree char *data = draw (&picture, figure, &length);
      const char *start = g_strrstr (data + length - 64, "startxref\n");
      guint n_objects = 0;

      g_test_message ("%s", figure_entries[i].name);
      g_assert_true (g_str_has_prefix (data, "%PDF-1.4\n"));
      g_assert_true (g_str_has_suffix (data + length - 8, "%%EOF\n"));
      g_assert_nonnull (start);
      assert_table (data, length, strtoul (start + strlen ("startxref\n"), NULL, 10), &n_objects);
      g_assert_cmpuint (n_objects, >, 10);

      g_assert_nonnull (find (data, length, "/CreationDate (20261124091200Z)"));
      g_assert_nonnull (find (data, length, "/Creator (Anyusage "));
      g_assert_null (find (data, length, "/Author"));
      g_assert_nonnull (find (data, length, "/DisplayDocTitle true"));
      g_assert_nonnull (find (data, length, "/Lang <FEFF0065006E>"));
      g_assert_nonnull (find (data, length, "/S /H1\n"));
      g_assert_nonnull (find (data, length, "/FontFile3 "));
      /* "A description." */
      g_assert_cmpint (find (data, length, "/Alt <FEFF004100200064006500730063007200690070007400"
                             "69006F006E002E>") != NULL, ==, ready);
    }
}

static AuFigure *
create_odd (const char *name)
{
  AuFigure *figure = au_figure_new ();
  AuPanel *panel;
  AuSeries *series;

  au_figure_set_title (figure, name);
  au_figure_set_subtitle (figure, name);
  au_figure_set_month_range (figure, au_day_new (2026, 1, 1), au_day_new (2026, 3, 1));
  panel = au_figure_add_panel (figure, AU_VALUE_COUNT, name, name);
  for (int i = 0; i < 2; i++)
    {
      series = au_panel_add_series (panel, AU_SERIES_LINE, name, i);
      for (gsize month = 0; month < 3; month++)
        au_series_set_value (series, month, 10.0 * month + i, NULL);
    }
  au_figure_add_footnote (figure, name);
  au_figure_seal (figure);
  return figure;
}

static void
test_odd_names (void)
{
  g_autofree char *longest = g_strnfill (400, 'x');
  const char *const odd[] = {
    "<b>&amp; \"quotes\" 'and' ]]> <!--", "a\001b\033c\177d\te", "🚀👩‍💻 crème",
    "حساب العميل ١٢", "שלום (2026) abc", longest, "", "\357\277\277",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (AuFigure) figure = create_odd (odd[i]);

      for (int format = 0; format < AU_IMAGE_N_FORMATS; format++)
        for (int rtl = 0; rtl < 2; rtl++)
          for (int size = 64; size < 1000; size += 836)
            {
              AuImage picture = make ((AuImageFormat) format, size, size, 1);
              gsize length = 0;
              g_autofree char *data = NULL;

              picture.rtl = rtl != 0;
              data = draw (&picture, figure, &length);
              g_assert_cmpuint (length, >, 100);
              if (format == AU_IMAGE_SVG)
                {
                  g_autoptr (Svg) svg = parse_svg (data, length);

                  /* What XML 1.0 has no place for, not even escaped. */
                  for (const char *p = data; *p != '\0'; p++)
                    g_assert_true ((guchar) *p >= 0x20 || *p == '\n' || *p == '\t');
                  if (size > 64 && i == 0)
                    g_assert_nonnull (strstr (svg->words->str, odd[0]));
                  if (size > 64 && i == 3)
                    g_assert_nonnull (strstr (data, "direction=\"rtl\""));
                }
            }
    }
}

static void
test_too_large (void)
{
  g_autoptr (AuFigure) figure = figure_new_mau ();

  for (int format = 0; format < AU_IMAGE_N_FORMATS; format++)
    {
      const AuImage wide = make ((AuImageFormat) format, 5000, 100, 4);
      const AuImage heavy = make ((AuImageFormat) format, 12000, 12000, 1);
      const AuImage *const pictures[] = { &wide, &heavy };

      for (int i = 0; i < 2; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (GBytes) bytes = au_image_render (pictures[i], figure, &slide, NULL, &error);

          g_assert_error (error, AU_ERROR, AU_ERROR_INVALID_ARGUMENT);
          g_assert_null (bytes);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plot/image/point/44-size", test_size);
  g_test_add_func ("/plot/image/point/45-words", test_words);
  g_test_add_func ("/plot/image/order", test_order);
  g_test_add_func ("/plot/image/point/46-same-bytes", test_same_bytes);
  g_test_add_func ("/plot/image/point/47-background", test_background);
  g_test_add_func ("/plot/image/document", test_document);
  g_test_add_func ("/plot/image/odd-names", test_odd_names);
  g_test_add_func ("/plot/image/too-large", test_too_large);

  return g_test_run ();
}
