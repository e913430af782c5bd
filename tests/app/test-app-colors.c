/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is taken from the theme of an app, and what is not. */
#include "sp-app-colors.h"
#include "sp-contrast.h"

#include <gtk/gtk.h>
#include <string.h>

/* The beginning of what Gradio 6.31 sends for its own theme. */
#define DEFAULT                                                                              \
  "@font-face { font-family: 'Source Sans Pro'; src: url('a;b}.woff2') format('woff2'); }\n" \
  ":root {\n --name: default;\n --custom-css: ;\n --primary-400: #fb923c;\n"                 \
  " --primary-500: #f97316;\n --primary-600: #ea580c;\n --primary-700: #c2410c;\n"           \
  " --radius-md: 6px;\n --color-accent: var(--primary-500);\n"                               \
  " --button-large-radius: var(--radius-md);\n"                                              \
  " --button-primary-background-fill: var(--primary-500);\n"                                 \
  " --button-primary-text-color: white; /* } */\n}\n"                                        \
  ":root.dark, :root .dark {\n --button-primary-background-fill: var(--primary-600);\n}\n"

static SpThemeSheet *
read_sheet (const char *text)
{
  return sp_theme_sheet_new (text, strlen (text));
}

static void
assert_color (SpThemeSheet *sheet, const char *name, gboolean dark, const char *expected)
{
  GdkRGBA color, wanted;

  g_assert_true (gdk_rgba_parse (&wanted, expected));
  g_assert_true (sp_theme_sheet_get_color (sheet, name, dark, &color));
  g_assert_true (gdk_rgba_equal (&color, &wanted));
}

static void
test_sheet (void)
{
  g_autoptr (SpThemeSheet) sheet = read_sheet (DEFAULT);

  assert_color (sheet, "--primary-500", FALSE, "#f97316");
  assert_color (sheet, "--button-primary-background-fill", FALSE, "#f97316");
  assert_color (sheet, "--button-primary-background-fill", TRUE, "#ea580c");
  assert_color (sheet, "--button-primary-text-color", TRUE, "#ffffff");
  g_assert_cmpint (sp_theme_sheet_get_length (sheet, "--button-large-radius"), ==, 6);
  g_assert_cmpint (sp_theme_sheet_get_length (sheet, "--name"), ==, -1);
}

/* Names, rgb, a default, references that lead nowhere, too far or in a circle, and gradients. */
static void
test_values (void)
{
  g_autoptr (SpThemeSheet) sheet = read_sheet (
    ":root{--a: rgb(255, 0, 0);--b:RED;--c: rgba(0,0,255,1) ;--d:var( --none , #00ff00 );--e:var(--e);"
    "--f:linear-gradient(90deg, red, blue);--g:transparent;--h:var(--none);--i:rgb(nan,0,0);"
    "--1:red;--2:var(--1);--3:var(--2);--4:var(--3);--5:var(--4);--6:var(--5);--7:var(--6);--8:var(--7);"
    "--9:var(--8);--10:var(--9)}");
  GdkRGBA color;

  assert_color (sheet, "--a", FALSE, "red");
  assert_color (sheet, "--b", FALSE, "red");
  assert_color (sheet, "--c", TRUE, "blue");
  assert_color (sheet, "--d", FALSE, "#00ff00");
  assert_color (sheet, "--9", FALSE, "red");
  for (const char *const *name = (const char *const[]){ "--e", "--f", "--g", "--h", "--i", "--10", "--zz", NULL };
       *name != NULL; name++)
    g_assert_false (sp_theme_sheet_get_color (sheet, *name, FALSE, &color));
}

/* Cut anywhere, it is read as far as it goes. */
static void
test_broken (void)
{
  const char *texts[] = { "", "{", "}", ":root", ":root{", ":root{--a", ":root{--a:'", "/*", "/**/:root{--a:(;}",
                          ":root{--a:\\", "@media {:root{--a:red}}", "\xff\xfe:root{--\xff:red}", ";;;", "a{b{c{d{" };
  GdkRGBA     color;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SpThemeSheet) sheet = read_sheet (texts[i]);

    g_assert_false (sp_theme_sheet_get_color (sheet, "--a", TRUE, &color));
  }
  for (gsize length = 0; length < strlen (DEFAULT); length++) {
    g_autoptr (SpThemeSheet) sheet = sp_theme_sheet_new (DEFAULT, length);

    sp_theme_sheet_get_color (sheet, "--color-accent", TRUE, &color);
  }
}

/* White on Gradio's orange cannot be read: on a light page a darker shade of it takes its place, on a
 * dark one, where that could hardly be seen, a dark text. */
static void
test_contrast (void)
{
  g_autoptr (SpThemeSheet) sheet = read_sheet (DEFAULT);

  for (int dark = FALSE; dark <= TRUE; dark++) {
    SpAppColors colors;
    GdkRGBA     shade, page;

    sp_app_colors_read (&colors, sheet, dark);
    g_assert_true (colors.has_accent);
    g_assert_cmpint (colors.radius, ==, 6);
    g_assert_cmpfloat (sp_contrast_get (&colors.accent_bg, &colors.accent_fg), >=, 4.5);
    gdk_rgba_parse (&page, dark ? "#242424" : "#fafafa");
    g_assert_cmpfloat (sp_contrast_get (&colors.accent_bg, &page), >=, 3);
    g_assert_cmpfloat (sp_contrast_get (&colors.accent, &page), >=, 4.5);
    gdk_rgba_parse (&shade, dark ? "#ea580c" : "#c2410c");
    g_assert_true (gdk_rgba_equal (&colors.accent_bg, &shade));
  }
}

/* A colour like the page is none, and a light one gets a dark text. */
static void
test_faint (void)
{
  g_autoptr (SpThemeSheet) white = read_sheet (":root{--color-accent:#fefefe;--primary-500:#ffd}");
  g_autoptr (SpThemeSheet) lime = read_sheet (":root{--color-accent:#84cc16;--button-primary-text-color:white;"
                                              "--button-large-radius:9999px}");
  g_autoptr (SpThemeSheet) nothing = read_sheet ("");
  GdkRGBA                  black = { 0, 0, 0, 1 };
  SpAppColors              colors;

  sp_app_colors_read (&colors, white, FALSE);
  g_assert_false (colors.has_accent);
  sp_app_colors_read (&colors, nothing, TRUE);
  g_assert_false (colors.has_accent);
  g_assert_cmpint (colors.radius, ==, -1);
  sp_app_colors_read (&colors, lime, TRUE);
  g_assert_true (colors.has_accent);
  g_assert_true (gdk_rgba_equal (&colors.accent_fg, &black));
  g_assert_cmpint (colors.radius, <=, 24);
}

static void
parsing_error_cb (GtkCssProvider *provider, GtkCssSection *section, GError *error, guint *n_errors)
{
  g_test_message ("%s", error->message);
  *n_errors += 1;
}

/* GTK understands it, and it is for one page alone. */
static void
test_css (void)
{
  g_autoptr (SpThemeSheet)   sheet = read_sheet (DEFAULT);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char           *css = NULL;
  g_auto (GStrv)             rules = NULL;
  SpAppColors                colors;
  guint                      n_errors = 0;

  sp_app_colors_read (&colors, sheet, FALSE);
  css = sp_app_colors_dup_css (&colors, "my-page");
  g_assert_nonnull (strstr (css, "rgb(194,65,12)"));
  g_assert_null (strstr (css, "@accent"));
  g_assert_null (strstr (css, ".app-colors"));
  g_signal_connect (provider, "parsing-error", G_CALLBACK (parsing_error_cb), &n_errors);
  gtk_css_provider_load_from_data (provider, css, -1);
  g_assert_cmpuint (n_errors, ==, 0);

  rules = g_strsplit (strstr (css, "*/\n\n.") + 4, "}", -1);
  for (guint i = 0; rules[i] != NULL; i++)
    g_assert_true (*g_strstrip (rules[i]) == '\0' || g_str_has_prefix (rules[i], ".my-page "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app-colors/sheet", test_sheet);
  g_test_add_func ("/app-colors/values", test_values);
  g_test_add_func ("/app-colors/broken", test_broken);
  g_test_add_func ("/app-colors/contrast", test_contrast);
  g_test_add_func ("/app-colors/faint", test_faint);
  g_test_add_func ("/app-colors/css", test_css);

  return g_test_run ();
}
