/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

#define SP_TYPE_TRANSLATION (sp_translation_get_type ())

/**
 * SpTranslation:
 *
 * The texts that an app gives by key, in the language of the desktop or another one. Such a text
 * comes as `__i18n__{"__type__": "translation_metadata", "key": "hello"}`, alone or inside a longer
 * one.
 *
 * Property: `language` (text): see sp_translation_set_language(); notified.
 */
G_DECLARE_FINAL_TYPE (SpTranslation, sp_translation, SP, TRANSLATION, GObject)

/**
 * sp_translation_new:
 * @config: (nullable): /config, of which `i18n_translations` counts
 *
 * Returns: (transfer full): its texts
 */
SpTranslation *sp_translation_new (JsonObject *config);

/**
 * sp_translation_set_language:
 * @self: the texts
 * @language: (nullable): code of a language (`pt-BR`), %NULL for those of the desktop
 *
 * What is not there in it is in English. What was translated before stays as it is.
 */
void sp_translation_set_language (SpTranslation *self,
                                  const char    *language);

/**
 * sp_translation_list_languages:
 * @self: the texts
 *
 * Returns: (transfer full): codes of the languages that the app has texts in
 */
GStrv sp_translation_list_languages (SpTranslation *self);

/**
 * sp_translation_dup_text:
 * @self: the texts
 * @text: a text of the app
 *
 * Returns: (transfer full): what the user reads: a key for which there is nothing is shown as it is
 */
char *sp_translation_dup_text (SpTranslation *self,
                               const char    *text);

/**
 * sp_translation_dup_props:
 * @self: the texts
 * @props: props of a component, or an update of them
 * @has_choices: whether the component's value is one of its choices, which keep theirs
 *
 * Of `value` only a text is looked at, as the page does it: data stays what it is.
 *
 * Returns: (transfer full): the props with the texts in them
 */
JsonObject *sp_translation_dup_props (SpTranslation *self,
                                      JsonObject    *props,
                                      gboolean       has_choices);

G_END_DECLS
