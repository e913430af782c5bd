/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-scope.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *scope;
  const char *words;
} scopes[] = {
  { "openid", N_("know who you are") },
  { "profile", N_("see your name and your picture") },
  { "email", N_("see your e-mail address") },
  { "read-billing", N_("see how much you have used, such as your GPU time, and whether you can pay") },
  { "read-memberships", N_("see your organizations") },
  { "read-repos", N_("see and use your private Spaces, models and data sets") },
  { "gated-repos", N_("download what is open only to those who accepted its terms") },
  { "contribute-repos", N_("make repositories, and change those that it made") },
  { "write-repos", N_("change all your Spaces, models and data sets") },
  { "manage-repos", N_("make, restart, duplicate, set up and delete your Spaces, models and data sets") },
  { "read-collections", N_("see your collections") },
  { "write-collections", N_("change your collections") },
  { "inference-api", N_("run models in your name") },
  { "read-endpoints", N_("see your inference endpoints") },
  { "write-endpoints", N_("change your inference endpoints") },
  { "jobs", N_("run jobs in your name, which can cost money") },
  { "webhooks", N_("change your webhooks") },
  { "write-discussions", N_("write in discussions in your name") },
};

char *
sp_hub_scope_dup_words (const char *scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_str_equal (scope, scopes[i].scope))
      return g_strdup (_(scopes[i].words));

  return g_strdup (scope);
}
