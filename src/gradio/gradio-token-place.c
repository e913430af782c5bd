/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-token-place.h"

#include <string.h>

/* Returns: (nullable): a variable's value that says something */
static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && value[strspn (value, " \t\r\n")] != '\0' ? value : NULL;
}

gboolean
gradio_token_place_is_closed (void)
{
  static const char *const words[] = { "1", "ON", "YES", "TRUE" };
  const char              *value = get_variable ("HF_HUB_DISABLE_IMPLICIT_TOKEN");

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (value, words[i]) == 0)
      return TRUE;

  return FALSE;
}

const char *
gradio_token_place_get_variable (void)
{
  const char *token = get_variable ("HF_TOKEN");

  return token != NULL ? token : get_variable ("HUGGING_FACE_HUB_TOKEN");
}

/* “~” is the home folder. */
static char *
expand (const char *path)
{
  if (path[0] == '~' && (path[1] == '/' || path[1] == '\0'))
    return g_build_filename (g_get_home_dir (), path + 1, NULL);

  return g_strdup (path);
}

char *
gradio_token_place_dup_home (void)
{
  const char *home = get_variable ("HF_HOME");

  return home != NULL ? expand (home) : g_build_filename (g_get_user_cache_dir (), "huggingface", NULL);
}

char *
gradio_token_place_dup_file (void)
{
  const char      *path = get_variable ("HF_TOKEN_PATH");
  g_autofree char *home = gradio_token_place_dup_home ();

  return path != NULL ? expand (path) : g_build_filename (home, "token", NULL);
}
