/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-language-name.h"

#include <string.h>

typedef struct {
  const char *code;
  const char *name;
} Language;

/* Those that Gradio itself is translated to, and others that many people read. In the language itself: whoever looks for
 * it reads it. */
static const Language languages[] = {
  { "ar", "العربية" },
  { "bg", "Български" },
  { "bn", "বাংলা" },
  { "ca", "Català" },
  { "ckb", "کوردی" },
  { "cs", "Čeština" },
  { "da", "Dansk" },
  { "de", "Deutsch" },
  { "el", "Ελληνικά" },
  { "en", "English" },
  { "es", "Español" },
  { "et", "Eesti" },
  { "eu", "Euskara" },
  { "fa", "فارسی" },
  { "fi", "Suomi" },
  { "fr", "Français" },
  { "gl", "Galego" },
  { "he", "עברית" },
  { "hi", "हिन्दी" },
  { "hr", "Hrvatski" },
  { "hu", "Magyar" },
  { "id", "Bahasa Indonesia" },
  { "it", "Italiano" },
  { "ja", "日本語" },
  { "ko", "한국어" },
  { "lt", "Lietuvių" },
  { "lv", "Latviešu" },
  { "nb", "Norsk bokmål" },
  { "nl", "Nederlands" },
  { "no", "Norsk" },
  { "pl", "Polski" },
  { "pt", "Português" },
  { "ro", "Română" },
  { "ru", "Русский" },
  { "sk", "Slovenčina" },
  { "sl", "Slovenščina" },
  { "sr", "Српски" },
  { "sv", "Svenska" },
  { "ta", "தமிழ்" },
  { "th", "ไทย" },
  { "tr", "Türkçe" },
  { "uk", "Українська" },
  { "ur", "اردو" },
  { "uz", "Oʻzbekcha" },
  { "vi", "Tiếng Việt" },
  { "zh", "中文" },
  { "zh-cn", "简体中文" },
  { "zh-hans", "简体中文" },
  { "zh-hant", "繁體中文" },
  { "zh-tw", "繁體中文" },
};

static const char *
find (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].code, code))
      return languages[i].name;

  return NULL;
}

char *
sp_language_name_dup (const char *code)
{
  g_autofree char *lower = NULL;
  const char      *name = NULL;
  char            *rest = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  lower = g_ascii_strdown (code, -1);
  g_strdelimit (lower, "_", '-');
  name = find (lower);
  if (name != NULL)
    return g_strdup (name);

  rest = strchr (lower, '-');
  if (rest != NULL) {
    *rest = '\0';
    name = find (lower);
  }

  /* The country as the app writes it: `pt-BR`. */
  return name != NULL ? g_strdup_printf ("%s (%s)", name, code + (rest - lower) + 1) : g_utf8_make_valid (code, -1);
}
