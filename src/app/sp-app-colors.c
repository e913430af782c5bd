/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-colors.h"

#include <gio/gio.h>

#include "sp-contrast.h"
#include "sp-resources.h"

#define READABLE 4.5 /* least contrast of text, says WCAG */
#define VISIBLE 3.0  /* of parts of the interface */
#define MAX_RADIUS 24

/* About what a page of the desktop's style is, light or dark. */
static const GdkRGBA pages[] = { { 0.98f, 0.98f, 0.98f, 1 }, { 0.141f, 0.141f, 0.141f, 1 } };

/* The primary colour, and its shades from the nearest to the farthest. */
static const char *const candidates[] = {
  "--button-primary-background-fill",
  "--color-accent",
  "--primary-500",
  "--primary-600",
  "--primary-700",
  "--primary-400",
};

/* What can be seen on the page, and has a text in the author's colour that can be read. */
static gboolean
find_readable (SpAppColors *self, SpThemeSheet *sheet, gboolean dark)
{
  if (!sp_theme_sheet_get_color (sheet, "--button-primary-text-color", dark, &self->accent_fg))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (sp_theme_sheet_get_color (sheet, candidates[i], dark, &self->accent_bg) &&
        sp_contrast_get (&self->accent_bg, &pages[dark]) >= VISIBLE &&
        sp_contrast_get (&self->accent_bg, &self->accent_fg) >= READABLE)
      return TRUE;

  return FALSE;
}

/* The same with a black or white text. */
static gboolean
find_visible (SpAppColors *self, SpThemeSheet *sheet, gboolean dark)
{
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++) {
    if (sp_theme_sheet_get_color (sheet, candidates[i], dark, &self->accent_bg) &&
        sp_contrast_get (&self->accent_bg, &pages[dark]) >= VISIBLE) {
      sp_contrast_choose_text (&self->accent_bg, &self->accent_fg);
      return TRUE;
    }
  }

  return FALSE;
}

void
sp_app_colors_read (SpAppColors *self, SpThemeSheet *sheet, gboolean dark)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (sheet != NULL);

  self->has_accent = find_readable (self, sheet, dark) || find_visible (self, sheet, dark);
  self->accent_bg.alpha = 1;
  self->accent_fg.alpha = 1;
  self->accent = self->accent_bg;
  if (self->has_accent)
    sp_contrast_make_readable (&self->accent, &pages[dark]);
  self->radius = sp_theme_sheet_get_length (sheet, "--button-large-radius");
  self->radius = MIN (self->radius, MAX_RADIUS);
}

static void
replace_color (GString *css, const char *name, const GdkRGBA *color)
{
  g_autofree char *text = gdk_rgba_to_string (color);

  g_string_replace (css, name, text, 0);
}

char *
sp_app_colors_dup_css (const SpAppColors *self, const char *scope)
{
  g_autoptr (GString) css = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  if (self->has_accent) {
    g_autoptr (GBytes) bytes = g_resources_lookup_data (SP_UI "app-colors.css",
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    g_string_append (css, g_bytes_get_data (bytes, NULL)); /* a resource ends with a zero byte */
    replace_color (css, "@accent_bg_color", &self->accent_bg);
    replace_color (css, "@accent_fg_color", &self->accent_fg);
    replace_color (css, "@accent_color", &self->accent);
  }
  if (self->radius >= 0)
    g_string_append_printf (css, ".app-colors .component-button { border-radius: %dpx; }\n", self->radius);
  g_string_replace (css, "app-colors", scope, 0);

  return g_string_free (g_steal_pointer (&css), FALSE);
}
