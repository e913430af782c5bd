/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-hub-runtime.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SP_TYPE_CARE_CHOICE (sp_care_choice_get_type ())

/**
 * SpCareChoice:
 *
 * One of the things that a setting of a Space can be. Properties: `title`, `detail` (nullable), both for people.
 */
G_DECLARE_FINAL_TYPE (SpCareChoice, sp_care_choice, SP, CARE_CHOICE, GObject)

const char *sp_care_choice_get_value (SpCareChoice *self); /* as the Hub wants it */

/**
 * sp_care_choice_append:
 * @choices: (element-type SpCareChoice): where it comes last
 * @value: as the Hub wants it
 * @title: for people
 * @detail: (nullable): more about it
 */
void sp_care_choice_append (GListStore *choices,
                            const char *value,
                            const char *title,
                            const char *detail);

/**
 * sp_care_choice_append_hardware:
 * @choices: (element-type SpCareChoice): where they come last
 * @list: (nullable) (element-type SpHubHardware): what hardware there is
 * @flavour: (nullable): the one that the Space has, which is a choice even when the Hub does not list it
 */
void sp_care_choice_append_hardware (GListStore *choices,
                                     GPtrArray  *list,
                                     const char *flavour);

/* Times without visitors after which a Space sleeps, with the one that it has: seconds, or -1 for never. */
void sp_care_choice_append_sleep (GListStore *choices,
                                  gint64      seconds);

/* From one replica on, with what the Space has, which can be “auto”. */
void sp_care_choice_append_replicas (GListStore *choices,
                                     const char *replicas);

void sp_care_choice_append_visibility (GListStore *choices);

/**
 * sp_care_choice_show:
 * @row: a row
 * @choices: (element-type SpCareChoice): what can be chosen
 * @value: (nullable): what is chosen; nothing when it is none of them
 */
void sp_care_choice_show (AdwComboRow *row,
                          GListStore  *choices,
                          const char  *value);

/* What is chosen; nullable. */
const char *sp_care_choice_get_selected (AdwComboRow *row);

/* Seconds in words: “15 minutes”, “2 days”, “Never” for less than none. */
char *sp_care_choice_dup_time (gint64 seconds);

G_END_DECLS
