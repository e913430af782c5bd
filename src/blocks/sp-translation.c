/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-translation.h"

#include <string.h>

#include "sp-own-texts.h"

#define MARK "__i18n__"

struct _SpTranslation {
  GObject parent_instance;

  JsonObject *tables;    /* owned, nullable: per locale the text of each key */
  char       *language;  /* owned, NULL for those of the desktop */
  GStrv       languages; /* owned: what @language comes to, the best one first; NULL with it */
};

G_DEFINE_FINAL_TYPE (SpTranslation, sp_translation, G_TYPE_OBJECT)

typedef enum {
  PROP_LANGUAGE = 1,
} SpTranslationProperty;

static GParamSpec *properties[PROP_LANGUAGE + 1];

static JsonNode *translate (SpTranslation *self, JsonNode *node);

/* The C library writes pt_BR, an app pt-BR. */
static gboolean
is_locale (const char *locale, const char *language)
{
  while (*locale != '\0' &&
         (g_ascii_tolower (*locale) == g_ascii_tolower (*language) ||
          (*locale == '-' && *language == '_'))) {
    locale++;
    language++;
  }

  return *locale == '\0' && *language == '\0';
}

static const char *
find_in_table (SpTranslation *self, const char *language, const char *key)
{
  JsonObjectIter iter;
  const char    *locale = NULL;
  JsonNode      *table = NULL;

  if (self->tables == NULL)
    return NULL;

  json_object_iter_init (&iter, self->tables);
  while (json_object_iter_next (&iter, &locale, &table)) {
    if (is_locale (locale, language) && JSON_NODE_HOLDS_OBJECT (table))
      return gradio_json_get_string (json_node_get_object (table), key, NULL);
  }

  return NULL;
}

/* What the app says in one of the user's languages, else what we do, else what the app says in English. */
static const char *
find_text (SpTranslation *self, const char *key)
{
  const char *const *languages = self->languages != NULL ? (const char *const *) self->languages
                                                         : g_get_language_names ();
  const char        *text = NULL;

  for (guint i = 0; languages[i] != NULL && text == NULL; i++)
    text = find_in_table (self, languages[i], key);
  if (text == NULL)
    text = sp_own_texts_find (key);
  if (text == NULL)
    text = find_in_table (self, "en", key);

  return text;
}

static const char *
look_up (SpTranslation *self, const char *key)
{
  const char *text = find_text (self, key);

  return text != NULL ? text : key;
}

/* Returns: (nullable): the key that an object stands for */
static const char *
get_key (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL ||
      !g_str_equal (gradio_json_get_string (object, "__type__", ""), "translation_metadata"))
    return NULL;

  return gradio_json_get_string (object, "key", NULL);
}

/* Returns: where the object that begins at @start ends; it has no other in it */
static const char *
find_end (const char *start)
{
  gboolean quoted = FALSE;

  for (const char *p = start; *p != '\0'; p++) {
    if (quoted && *p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '"')
      quoted = !quoted;
    else if (!quoted && *p == '}')
      return p + 1;
  }

  return NULL;
}

char *
sp_translation_dup_text (SpTranslation *self, const char *text)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const char         *mark = NULL;

  g_return_val_if_fail (SP_IS_TRANSLATION (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  while ((mark = strstr (text, MARK)) != NULL) {
    const char          *start = mark + strlen (MARK);
    const char          *end = *start == '{' ? find_end (start) : NULL;
    g_autoptr (JsonNode) node = end != NULL ? gradio_json_parse (start, end - start, NULL) : NULL;
    const char          *key = node != NULL ? get_key (node) : NULL;

    if (key != NULL) {
      g_string_append_len (result, text, mark - text);
      g_string_append (result, look_up (self, key));
      text = end;
    } else {
      g_string_append_len (result, text, start - text);
      text = start;
    }
  }
  g_string_append (result, text);

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* Returns: (transfer full) (nullable): the text, %NULL when there is nothing to translate */
static JsonNode *
translate_text (SpTranslation *self, JsonNode *node)
{
  const char      *key = get_key (node);
  g_autofree char *text = NULL;

  if (key != NULL)
    return json_node_init_string (json_node_alloc (), look_up (self, key));
  if (!gradio_json_is_string (node) || strstr (json_node_get_string (node), MARK) == NULL)
    return NULL;

  text = sp_translation_dup_text (self, json_node_get_string (node));

  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);

  return node;
}

/* Returns: (transfer full) (nullable): a list with some elements translated, %NULL when none is to be */
static JsonNode *
translate_list (SpTranslation *self, JsonArray *array, guint n_translated)
{
  JsonArray *copy = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);
    JsonNode *changed = i < n_translated ? translate (self, element) : NULL;

    if (changed != NULL && copy == NULL) {
      copy = json_array_sized_new (json_array_get_length (array));
      for (guint j = 0; j < i; j++)
        json_array_add_element (copy, json_node_ref (json_array_get_element (array, j)));
    }
    if (copy != NULL)
      json_array_add_element (copy, changed != NULL ? changed : json_node_ref (element));
  }

  return copy != NULL ? take_array (copy) : NULL;
}

/* A choice is a caption and a value, and the value stays. */
static JsonNode *
translate_choices (SpTranslation *self, JsonArray *choices)
{
  g_autoptr (JsonArray) copy = json_array_sized_new (json_array_get_length (choices));
  gboolean              any = FALSE;

  for (guint i = 0; i < json_array_get_length (choices); i++) {
    JsonNode *choice = json_array_get_element (choices, i);
    JsonNode *changed = JSON_NODE_HOLDS_ARRAY (choice)
                          ? translate_list (self, json_node_get_array (choice), 1)
                          : NULL;

    any = any || changed != NULL;
    json_array_add_element (copy, changed != NULL ? changed : json_node_ref (choice));
  }

  return any ? take_array (g_steal_pointer (&copy)) : NULL;
}

static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject    *copy = json_object_new ();
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    json_object_set_member (copy, name, json_node_ref (member));

  return copy;
}

static JsonNode *
translate_object (SpTranslation *self, JsonObject *object)
{
  g_autoptr (JsonObject) copy = NULL;
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member)) {
    JsonNode *changed = translate (self, member);

    if (changed == NULL)
      continue;
    if (copy == NULL)
      copy = copy_object (object);
    json_object_set_member (copy, name, changed);
  }

  return copy != NULL ? json_node_init_object (json_node_alloc (), copy) : NULL;
}

/* Returns: (transfer full) (nullable): the node with its texts, %NULL when it stays what it is */
static JsonNode *
translate (SpTranslation *self, JsonNode *node)
{
  JsonNode *text = translate_text (self, node);

  if (text != NULL)
    return text;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return translate_list (self, json_node_get_array (node), G_MAXUINT);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return translate_object (self, json_node_get_object (node));

  return NULL;
}

/* A label that is a key is taken for one, as the page does it (blocks-runtime.md R67). */
static JsonNode *
translate_label (SpTranslation *self, JsonNode *label)
{
  JsonNode   *changed = translate (self, label);
  const char *text = NULL;

  if (changed != NULL || !gradio_json_is_string (label))
    return changed;

  text = find_text (self, json_node_get_string (label));

  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
translate_prop (SpTranslation *self, const char *name, JsonNode *prop, gboolean has_choices)
{
  if (g_str_equal (name, "label"))
    return translate_label (self, prop);
  if (g_str_equal (name, "value"))
    return has_choices ? NULL : translate_text (self, prop);
  if (g_str_equal (name, "choices") && JSON_NODE_HOLDS_ARRAY (prop))
    return translate_choices (self, json_node_get_array (prop));

  return translate (self, prop);
}

JsonObject *
sp_translation_dup_props (SpTranslation *self, JsonObject *props, gboolean has_choices)
{
  JsonObject    *copy = NULL;
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *member = NULL;

  g_return_val_if_fail (SP_IS_TRANSLATION (self), NULL);
  g_return_val_if_fail (props != NULL, NULL);

  copy = copy_object (props);
  json_object_iter_init (&iter, props);
  while (json_object_iter_next (&iter, &name, &member)) {
    JsonNode *changed = translate_prop (self, name, member, has_choices);

    if (changed != NULL)
      json_object_set_member (copy, name, changed);
  }

  return copy;
}

void
sp_translation_set_language (SpTranslation *self, const char *language)
{
  g_autofree char *locale = NULL;

  g_return_if_fail (SP_IS_TRANSLATION (self));

  if (g_strcmp0 (self->language, language) == 0)
    return;

  g_free (self->language);
  self->language = g_strdup (language);
  g_clear_pointer (&self->languages, g_strfreev);
  if (language != NULL) {
    locale = g_strdelimit (g_strdup (language), "-", '_');
    self->languages = g_get_locale_variants (locale);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
}

GStrv
sp_translation_list_languages (SpTranslation *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonObjectIter           iter;
  const char              *locale = NULL;
  JsonNode                *table = NULL;

  g_return_val_if_fail (SP_IS_TRANSLATION (self), NULL);

  if (self->tables == NULL)
    return g_strv_builder_end (builder);

  json_object_iter_init (&iter, self->tables);
  while (json_object_iter_next (&iter, &locale, &table))
    if (JSON_NODE_HOLDS_OBJECT (table))
      g_strv_builder_add (builder, locale);

  return g_strv_builder_end (builder);
}

static void
sp_translation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpTranslationProperty) prop_id) {
  case PROP_LANGUAGE:
    g_value_set_string (value, SP_TRANSLATION (object)->language);
    break;
  }
}

static void
sp_translation_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpTranslationProperty) prop_id) {
  case PROP_LANGUAGE:
    sp_translation_set_language (SP_TRANSLATION (object), g_value_get_string (value));
    break;
  }
}

static void
sp_translation_finalize (GObject *object)
{
  SpTranslation *self = SP_TRANSLATION (object);

  g_clear_pointer (&self->tables, json_object_unref);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->languages, g_strfreev);

  G_OBJECT_CLASS (sp_translation_parent_class)->finalize (object);
}

static void
sp_translation_class_init (SpTranslationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_translation_get_property;
  object_class->set_property = sp_translation_set_property;
  object_class->finalize = sp_translation_finalize;

  properties[PROP_LANGUAGE] =
    g_param_spec_string ("language", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_translation_init (SpTranslation *self)
{
}

SpTranslation *
sp_translation_new (JsonObject *config)
{
  SpTranslation *self = g_object_new (SP_TYPE_TRANSLATION, NULL);
  JsonObject    *tables = config != NULL ? gradio_json_get_object (config, "i18n_translations") : NULL;

  if (tables != NULL)
    self->tables = json_object_ref (tables);

  return self;
}
