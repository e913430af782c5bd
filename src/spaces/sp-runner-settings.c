/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-runner-settings.h"

static GStrv
dup_variables (SpSpaceSettings *settings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           names = sp_space_settings_dup_variables (settings);

  for (char **name = names; *name != NULL; name++) {
    const char      *value = sp_space_settings_get_variable (settings, *name);
    g_autofree char *variable = NULL;

    if (value == NULL)
      continue;
    variable = g_strconcat (*name, "=", value, NULL);
    g_strv_builder_add (builder, variable);
  }
  return g_strv_builder_end (builder);
}

void
sp_runner_take_settings (SpRunner *self, SpSpaceSettings *settings)
{
  g_auto (GStrv) variables = dup_variables (settings);

  g_return_if_fail (SP_IS_RUNNER (self));
  g_return_if_fail (SP_IS_SPACE_SETTINGS (settings));

  g_object_set (self, "network", sp_space_settings_get_network (settings), "gpu",
                sp_space_settings_get_gpu (settings), "memory-limit",
                sp_space_settings_get_memory_limit (settings), "disk-limit",
                sp_space_settings_get_disk_limit (settings), "process-limit",
                sp_space_settings_get_process_limit (settings), "start-timeout",
                sp_space_settings_get_start_timeout (settings), "idle-timeout",
                sp_space_settings_get_idle_timeout (settings), "variables", variables, NULL);
}
