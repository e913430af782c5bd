/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-facts.h"

#include "sp-fact-group.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMES 10

static void
add (AdwPreferencesGroup *group,
     const char          *title,
     const char          *value)
{
  if (value != NULL && *value != '\0')
    sp_fact_group_add (group, title, value, FALSE);
}

static char *
dup_names (const char *const *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; names != NULL && names[i] != NULL && i < MAX_NAMES; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  if (names != NULL && g_strv_length ((char **) names) > MAX_NAMES)
    g_string_append (text, ", …");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* After how long it sleeps; 0 or less is never. */
static char *
dup_sleep (gint64 seconds)
{
  if (seconds <= 0)
    return g_strdup (_("Never"));
  if (seconds < 3600)
    return g_strdup_printf (ngettext ("After %d minute without use", "After %d minutes without use",
                                      (gulong) MAX (seconds / 60, 1)),
                            (int) MAX (seconds / 60, 1));

  return g_strdup_printf (ngettext ("After %d hour without use", "After %d hours without use",
                                    (gulong) (seconds / 3600)),
                          (int) MIN (seconds / 3600, G_MAXINT));
}

static void
add_runtime (AdwPreferencesGroup *group,
             SpHubRuntime        *runtime)
{
  g_autofree char *words = sp_hub_runtime_dup_words (runtime);
  g_autofree char *hardware = NULL;
  g_autofree char *sleep = NULL;
  const char      *flavour = sp_hub_runtime_get_hardware (runtime);

  if (flavour == NULL)
    flavour = sp_hub_runtime_get_requested_hardware (runtime);
  hardware = sp_hub_hardware_dup_name (flavour);
  if (sp_hub_runtime_get_sleep_time (runtime) != -1)
    sleep = dup_sleep (sp_hub_runtime_get_sleep_time (runtime));

  add (group, _("State"), words);
  add (group, _("What Went Wrong"), sp_hub_runtime_get_error (runtime));
  add (group, _("Hardware"), hardware);
  add (group, _("Falls Asleep"), sleep);
}

static void
add_origin (AdwPreferencesGroup *group,
            SpHubSpace          *space)
{
  g_autofree char *sdk = g_strdup (sp_hub_space_get_sdk (space));
  g_autofree char *with = NULL;

  if (sdk != NULL) {
    sdk[0] = g_ascii_toupper (sdk[0]);
    with = g_strjoin (" ", sdk, sp_hub_space_get_sdk_version (space), NULL);
  }
  add (group, _("Made With"), with);
  add (group, _("Licence"), sp_hub_space_get_license (space));
  add (group, _("Based On"), sp_hub_space_get_original (space));
}

static void
add_numbers (AdwPreferencesGroup *group,
             SpHubSpace          *space)
{
  g_autofree char *size = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *likes = g_strdup_printf ("%" G_GINT64_FORMAT, sp_hub_space_get_likes (space));

  if (sp_hub_space_get_used_storage (space) >= 0)
    size = g_format_size ((guint64) sp_hub_space_get_used_storage (space));
  if (sp_hub_space_get_last_modified (space) > 0)
    changed = sp_time_words_ago (sp_hub_space_get_last_modified (space), g_get_real_time () / G_USEC_PER_SEC);

  add (group, _("Size"), size);
  add (group, _("Last Change"), changed);
  add (group, _("Likes"), likes);
}

GtkWidget *
sp_hub_facts_new (SpHubSpace *space)
{
  AdwPreferencesGroup *group;
  g_autofree char     *models = NULL;
  g_autofree char     *hint = NULL;

  g_return_val_if_fail (SP_IS_HUB_SPACE (space), NULL);

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  models = dup_names (sp_hub_space_get_models (space));
  hint = sp_hub_hardware_dup_name (sp_hub_space_get_hardware_hint (space));
  if (sp_hub_space_get_runtime (space) != NULL)
    add_runtime (group, sp_hub_space_get_runtime (space));
  add (group, _("Suggested Hardware"), hint); /* for copies of it */
  add_origin (group, space);
  add (group, _("Models"), models);
  add_numbers (group, space);
  if (sp_hub_space_is_private (space))
    add (group, _("Private"), _("Only its owners see it"));
  if (sp_hub_space_is_gated (space))
    add (group, _("Terms"), _("They must be accepted on the Hub first"));
  if (sp_hub_space_wants_login (space))
    add (group, _("Sign-In"), _("Its app asks who you are on the Hub"));

  return GTK_WIDGET (group);
}
