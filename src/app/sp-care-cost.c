/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-cost.h"

#include "sp-care-choice.h"

#include <glib/gi18n-lib.h>

#define HOURS_OF_A_DAY 24

gboolean
sp_care_cost_is_free (GPtrArray  *list,
                      const char *flavour)
{
  SpHubHardware *hardware = sp_hub_hardware_find (list, flavour);

  /* Without a list: those two are free (hub-api.md 4 and 5). */
  if (hardware == NULL)
    return flavour == NULL || g_str_equal (flavour, "cpu-basic") || g_str_has_prefix (flavour, "zero-");

  return sp_hub_hardware_is_free (hardware);
}

/* When it ends to cost. */
static char *
dup_end (double dollars_an_hour,
         gint64 sleep_time)
{
  if (sleep_time > 0) {
    g_autofree char *time = sp_care_choice_dup_time (sleep_time);

    /* Translators: “15 minutes” stands for %s. */
    return g_strdup_printf (_("Without visitors it sleeps after %s, and costs nothing while it sleeps."), time);
  }
  if (sleep_time < 0)
    return g_strdup_printf (_("It does not sleep by itself: that is $%.2f a day until you pause it."),
                            dollars_an_hour * HOURS_OF_A_DAY);

  return g_strdup (_("It costs nothing while it sleeps or is paused."));
}

char *
sp_care_cost_dup_words (GPtrArray  *list,
                        const char *flavour,
                        gint64      sleep_time,
                        guint       replicas)
{
  SpHubHardware   *hardware = sp_hub_hardware_find (list, flavour);
  double           dollars = hardware != NULL ? sp_hub_hardware_get_price (hardware) : -1;
  g_autofree char *name = sp_hub_hardware_dup_name (flavour);
  g_autofree char *price = NULL;
  g_autofree char *end = NULL;

  if (sp_care_cost_is_free (list, flavour))
    return NULL;
  if (dollars < 0)
    return g_strdup_printf (_("What %s costs is not known here. The Hub bills it while the Space runs, also when "
                               "nobody uses it."),
                            name);

  dollars *= MAX (replicas, 1);
  end = dup_end (dollars, sleep_time);
  if (replicas > 1)
    price = g_strdup_printf (
      ngettext ("%u replica on %s costs $%.2f an hour while the Space runs, also when nobody uses it.",
                "%u replicas on %s cost $%.2f an hour while the Space runs, also when nobody uses it.", replicas),
      replicas, name, dollars);
  else
    price =
      g_strdup_printf (_("%s costs $%.2f an hour while the Space runs, also when nobody uses it."), name, dollars);

  return g_strjoin (" ", price, end, NULL);
}
