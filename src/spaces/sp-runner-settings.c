/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-runner-settings.h"

static GStrv
dup_variables (SpSpaceSettings *settings, GStrv *secrets)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) secret_builder = g_strv_builder_new ();
  g_auto (GStrv)           names = sp_space_settings_dup_variables (settings);

  for (char **name = names; *name != NULL; name++) {
    const char      *value = sp_space_settings_get_variable (settings, *name);
    g_autofree char *variable = value != NULL ? g_strconcat (*name, "=", value, NULL) : NULL;

    if (variable != NULL)
      g_strv_builder_add (builder, variable);
    else
      g_strv_builder_add (secret_builder, *name);
  }
  *secrets = g_strv_builder_end (secret_builder);
  return g_strv_builder_end (builder);
}

static void
take_variables_cb (SpRunner *self, SpSpaceSettings *settings)
{
  g_auto (GStrv) secrets = NULL;
  g_auto (GStrv) variables = dup_variables (settings, &secrets);

  g_object_set (self, "variables", variables, "secrets", secrets, NULL);
}

void
sp_runner_take_settings (SpRunner *self, SpSpaceSettings *settings)
{
  g_return_if_fail (SP_IS_RUNNER (self));
  g_return_if_fail (SP_IS_SPACE_SETTINGS (settings));

  g_object_set (self, "network", sp_space_settings_get_network (settings), "gpu",
                sp_space_settings_get_gpu (settings), "memory-limit",
                sp_space_settings_get_memory_limit (settings), "disk-limit",
                sp_space_settings_get_disk_limit (settings), "process-limit",
                sp_space_settings_get_process_limit (settings), "start-timeout",
                sp_space_settings_get_start_timeout (settings), "idle-timeout",
                sp_space_settings_get_idle_timeout (settings), NULL);
  take_variables_cb (self, settings);
}

void
sp_runner_follow_settings (SpRunner *self, SpSpaceSettings *settings)
{
  static const char *const names[] = { "network", "gpu", "memory-limit", "process-limit",
                                       "disk-limit", "idle-timeout", "start-timeout" };

  g_return_if_fail (SP_IS_RUNNER (self));
  g_return_if_fail (SP_IS_SPACE_SETTINGS (settings));

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_bind_property (settings, names[i], self, names[i], G_BINDING_SYNC_CREATE);
  g_signal_connect_object (settings, "changed", G_CALLBACK (take_variables_cb), self, G_CONNECT_SWAPPED);
  take_variables_cb (self, settings);
}
