/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-known-js.h"

const char *
sp_known_js_find (const char *source)
{
  g_return_val_if_fail (source != NULL, NULL);

  if (strstr (source, "gradio_api/deep_link") != NULL)
    return "deep-link";
  if (strstr (source, "/login/huggingface") != NULL || strstr (source, "login/huggingface") != NULL)
    return "log-in";
  if (strstr (source, "window.location") != NULL && strstr (source, "/logout") != NULL)
    return "log-out";

  return NULL;
}

char *
sp_known_js_dup_uri (const char *source)
{
  g_autoptr (GRegex)     regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  regex = g_regex_new ("^\\s*(?:\\(\\)\\s*=>|function\\s*\\(\\))\\s*\\{?\\s*window\\.open\\(\\s*(['\"`])"
                       "(https?://[^'\"`\\s$]+)\\1\\s*(?:,[^)]*)?\\)\\s*;?\\s*\\}?\\s*;?\\s*$",
                       G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_match (regex, source, 0, &match) ? g_match_info_fetch (match, 2) : NULL;
}
