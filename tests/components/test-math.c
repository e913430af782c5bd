/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "component-test.h"
#include "sp-math.h"

static GObject *
new_context (double size)
{
  PangoContext         *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);

  return G_OBJECT (context);
}

static double
get_height (SpMath *math)
{
  return sp_math_get_ascent (math) + sp_math_get_descent (math);
}

/* Everything that is understood has a size, and draws something. */
static void
check_drawn (const char *source, gboolean display)
{
  g_autoptr (SpMath)  math = sp_math_new (source, display);
  g_autoptr (GObject) context = new_context (20);
  cairo_surface_t    *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 800, 300);
  cairo_t            *cr = cairo_create (surface);
  const guchar       *pixels = NULL;
  guint               n_drawn = 0;

  g_test_message ("%s", source);
  g_assert_nonnull (math);
  sp_math_layout (math, PANGO_CONTEXT (context));
  g_assert_cmpfloat (sp_math_get_width (math), >, 0);
  g_assert_cmpfloat (get_height (math), >, 0);
  cairo_move_to (cr, 10, 150);
  sp_math_draw (math, cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int i = 0; i < cairo_image_surface_get_stride (surface) * 300; i++)
    n_drawn += pixels[i] > 0;
  g_assert_cmpuint (n_drawn, >, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_understood (void)
{
  const char *const sources[] = {
    "x",
    "a+b=c",
    "E = mc^2",
    "x_i^{2n}",
    "x'",
    "f''(x)",
    "\\frac{a}{b}",
    "\\frac12",
    "\\dfrac{1}{\\tfrac{2}{3}}",
    "\\sqrt{x}",
    "\\sqrt[3]{x+1}",
    "\\sum_{i=0}^n i",
    "\\int_0^\\infty e^{-x}\\,dx",
    "\\prod\\limits_i x_i",
    "\\alpha\\beta\\Gamma\\Omega",
    "\\left( \\frac{a}{b} \\right]",
    "\\left. x \\right|_0^1",
    "\\left\\{ x \\right\\rangle",
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
    "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
    "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
    "a &= b \\\\ c &= d",
    "\\begin{array}{c|c} 1 & 2 \\\\ \\hline 3 \\end{array}",
    "\\mathbb{R} \\mathcal{L} \\mathbf{v} \\mathrm{d} \\mathfrak{g} \\mathtt{x}",
    "\\hat{x} \\bar{y} \\vec{v} \\tilde{n} \\dot{q} \\ddot{q} \\overline{AB} \\underline{x} \\widehat{xyz}",
    "\\underbrace{a+b}_{n} \\overbrace{c}^{m}",
    "\\sin x + \\log_2 n + \\lim_{x \\to 0} f",
    "\\operatorname{rank} A",
    "a \\quad b \\; c \\! d",
    "\\binom{n}{k}",
    "\\big( x \\Big) \\bigg| \\Bigg]",
    "\\overset{!}{=} \\underset{x}{y}",
    "\\not= \\not\\in",
    "\\displaystyle \\sum_i",
    "\\text{für alle } x",
    "x % comment\n + y",
    "π ≤ 4",
    "a_b^c{}_d",
    "\\phantom{x} y",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    check_drawn (sources[i], FALSE);
    check_drawn (sources[i], TRUE);
  }
}

static void
test_not_understood (void)
{
  const char *const sources[] = {
    "\\nosuchcommand",
    "\\frac{a}",
    "\\left( x",
    "\\right)",
    "{",
    "}",
    "x}",
    "\\begin{pmatrix} a",
    "\\begin{nothing}\\end{nothing}",
    "\\begin{matrix} a \\end{pmatrix}",
    "\\sqrt",
    "x^",
    "x_",
    "^",
    "\\",
    "\\left",
    "\\text",
    "\\text{a",
    "\\left x y \\right x",
    "a # b",
    "a $ b",
    "\xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_test_message ("%s", sources[i]);
    g_assert_null (sp_math_new (sources[i], TRUE));
  }
}

static void
test_hostile (void)
{
  const char *const parts[] = { "{", "\\frac", "\\sqrt{", "x^{", "\\left(", "\\begin{matrix}", "\\hat", "\\not", "x_", "&", "\\\\", "'" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    SpMath             *math = NULL;

    for (int n = 0; n < 1000; n++)
      g_string_append (text, parts[i]);
    math = sp_math_new (text->str, TRUE);
    if (math != NULL) {
      g_autoptr (GObject) context = new_context (10);

      sp_math_layout (math, PANGO_CONTEXT (context));
      sp_math_unref (math);
    }
  }
}

static void
test_shape (void)
{
  g_autoptr (GObject) small = new_context (10);
  g_autoptr (GObject) large = new_context (20);
  g_autoptr (SpMath)  letter = sp_math_new ("x", FALSE);
  g_autoptr (SpMath)  fraction = sp_math_new ("\\frac{x}{y}", FALSE);
  g_autoptr (SpMath)  fenced = sp_math_new ("\\left( \\frac{x}{y} \\right)", FALSE);
  g_autoptr (SpMath)  sum = sp_math_new ("\\sum_i", FALSE);
  g_autoptr (SpMath)  displayed = sp_math_new ("\\sum_i", TRUE);
  double              width = 0;

  sp_math_layout (letter, PANGO_CONTEXT (small));
  width = sp_math_get_width (letter);
  sp_math_layout (letter, PANGO_CONTEXT (large));
  g_assert_cmpfloat (sp_math_get_width (letter), >, 1.5 * width);
  sp_math_layout (fraction, PANGO_CONTEXT (large));
  g_assert_cmpfloat (get_height (fraction), >, get_height (letter));
  sp_math_layout (fenced, PANGO_CONTEXT (large));
  g_assert_cmpfloat (get_height (fenced), >=, get_height (fraction));
  g_assert_cmpfloat (sp_math_get_width (fenced), >, sp_math_get_width (fraction));
  sp_math_layout (sum, PANGO_CONTEXT (large));
  sp_math_layout (displayed, PANGO_CONTEXT (large));
  g_assert_cmpfloat (get_height (displayed), >, get_height (sum));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/math/understood", test_understood);
  g_test_add_func ("/math/not-understood", test_not_understood);
  g_test_add_func ("/math/hostile", test_hostile);
  g_test_add_func ("/math/shape", test_shape);

  return g_test_run ();
}
