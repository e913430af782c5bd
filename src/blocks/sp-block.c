/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block.h"

struct _SpBlock {
  GObject parent_instance;

  SpTranslation   *translation;
  JsonObject      *props;  /* owned */
  JsonNode        *value;  /* owned, while there is no source */
  JsonNode        *key;    /* owned, nullable */
  JsonNode        *schema; /* owned, nullable: part of /config */
  JsonObject      *texts;  /* owned, nullable: props as they came, of those that were translated */
  JsonObject      *given;  /* owned, nullable: props that are kept when it is made again, as they were given */
  char            *type;
  char            *error; /* owned, nullable */
  SpBlockValueFunc source;
  gpointer         source_data;
  int              id;
  gboolean         has_choices;
  gboolean         began_empty;
};

G_DEFINE_FINAL_TYPE (SpBlock, sp_block, G_TYPE_OBJECT)

typedef enum {
  PROP_ERROR = 1,
} SpBlockProperty;

static GParamSpec *properties[PROP_ERROR + 1];

enum {
  SIGNAL_UPDATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_block_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpBlockProperty) prop_id) {
  case PROP_ERROR:
    g_value_set_string (value, SP_BLOCK (object)->error);
    break;
  }
}

static void
sp_block_finalize (GObject *object)
{
  SpBlock *self = SP_BLOCK (object);

  g_clear_object (&self->translation);
  g_clear_pointer (&self->props, json_object_unref);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->key, json_node_unref);
  g_clear_pointer (&self->schema, json_node_unref);
  g_clear_pointer (&self->texts, json_object_unref);
  g_clear_pointer (&self->given, json_object_unref);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (sp_block_parent_class)->finalize (object);
}

static void
sp_block_class_init (SpBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_block_get_property;
  object_class->finalize = sp_block_finalize;
  properties[PROP_ERROR] =
    g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_UPDATE] = g_signal_new ("update", SP_TYPE_BLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

static void
sp_block_init (SpBlock *self)
{
}

static void
set_prop (SpBlock *self, const char *name, JsonNode *value)
{
  json_object_set_member (self->props, name, json_node_ref (value));
}

static void
keep_value (SpBlock *self, JsonNode *value)
{
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
}

static gboolean
is_empty (JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (gradio_json_is_string (value))
    return *json_node_get_string (value) == '\0';
  if (JSON_NODE_HOLDS_VALUE (value))
    return json_node_get_double (value) == 0 && !json_node_get_boolean (value);

  return json_node_is_null (value);
}

/* What an author gives no value begins with that of Gradio's page, and functions count on it: seen with 3.50 to 6.31. */
static JsonNode *
new_first_value (const char *type)
{
  if (g_str_equal (type, "textbox") || g_str_equal (type, "code"))
    return json_node_init_string (json_node_alloc (), "");
  if (g_str_equal (type, "number"))
    return json_node_init_int (json_node_alloc (), 0);

  return NULL;
}

static JsonArray *
get_preserved (JsonObject *props)
{
  return gradio_json_get_array (props, "preserved_by_key");
}

/* What is kept when the user changed it has to be known as it was. */
static void
remember_given (SpBlock *self, JsonObject *props)
{
  JsonArray *names = get_preserved (props);

  g_clear_pointer (&self->given, json_object_unref);
  self->given = json_object_new ();
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++) {
    const char *name = gradio_json_is_string (json_array_get_element (names, i))
                         ? json_array_get_string_element (names, i)
                         : "";

    if (json_object_has_member (props, name))
      json_object_set_member (self->given, name, json_node_ref (json_object_get_member (props, name)));
  }
}

static void
read_key (SpBlock *self, JsonObject *component)
{
  JsonNode *key = json_object_get_member (component, "key");

  if (key != NULL && !json_node_is_null (key))
    self->key = json_node_ref (key);
}

/* Newer servers tell what it takes apart from what it gives. */
static void
read_schema (SpBlock *self, JsonObject *component)
{
  JsonNode *schema = json_object_get_member (component, "api_info_as_input");

  if (schema == NULL)
    schema = json_object_get_member (component, "api_info");
  if (schema != NULL && JSON_NODE_HOLDS_OBJECT (schema))
    self->schema = json_node_ref (schema);
}

/* Another language needs the texts as they came. */
static JsonObject *
translate (SpBlock *self, JsonObject *raw)
{
  JsonObject    *props = sp_translation_dup_props (self->translation, raw, self->has_choices);
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *node = NULL;

  json_object_iter_init (&iter, raw);
  while (json_object_iter_next (&iter, &name, &node)) {
    gboolean translated = json_object_get_member (props, name) != node;

    if (translated && self->texts == NULL)
      self->texts = json_object_new ();
    if (translated)
      json_object_set_member (self->texts, name, json_node_ref (node));
    else if (self->texts != NULL)
      json_object_remove_member (self->texts, name);
  }

  return props;
}

static void
read_props (SpBlock *self, JsonObject *props)
{
  JsonNode *first = NULL;

  self->has_choices = json_object_has_member (props, "choices");
  self->props = translate (self, props);
  if (!json_object_has_member (props, "value"))
    first = new_first_value (self->type);
  if (first != NULL)
    set_prop (self, "value", first);
  g_clear_pointer (&first, json_node_unref);
  keep_value (self, json_object_get_member (self->props, "value"));
  self->began_empty = is_empty (self->value);
  if (self->key != NULL)
    remember_given (self, self->props);
}

SpBlock *
sp_block_new (JsonObject *component, SpTranslation *translation)
{
  SpBlock               *self = g_object_new (SP_TYPE_BLOCK, NULL);
  JsonObject            *props = gradio_json_get_object (component, "props");
  g_autoptr (JsonObject) none = json_object_new ();

  self->translation = g_object_ref (translation);
  self->id = (int) gradio_json_get_int (component, "id", -1);
  self->type = g_strdup (gradio_json_get_string (component, "type", ""));
  read_key (self, component);
  read_schema (self, component);
  read_props (self, props != NULL ? props : none);

  return self;
}

int
sp_block_get_id (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), -1);

  return self->id;
}

const char *
sp_block_get_type_name (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->type;
}

JsonNode *
sp_block_get_schema (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->schema;
}

JsonObject *
sp_block_get_props (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->props;
}

JsonNode *
sp_block_dup_value (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->source != NULL ? self->source (self->source_data) : json_node_ref (self->value);
}

JsonNode *
sp_block_dup_change_data (SpBlock *self)
{
  static const char *const types[] = { "textbox", "simpletextbox", "checkbox", "checkboxgroup", "chatbot",
                                       "colorpicker", "dataframe", "file", "gallery", "multimodaltextbox", NULL };

  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return g_strv_contains (types, self->type) ? sp_block_dup_value (self) : NULL;
}

gboolean
sp_block_is_state (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  return g_str_equal (self->type, "state") || g_str_equal (self->type, "variable");
}

void
sp_block_set_source (SpBlock *self, SpBlockValueFunc func, gpointer user_data)
{
  g_return_if_fail (SP_IS_BLOCK (self));

  if (func == NULL && self->source != NULL) {
    g_autoptr (JsonNode) last = self->source (self->source_data);

    keep_value (self, last);
    set_prop (self, "value", self->value);
  }
  self->source = func;
  self->source_data = user_data;
}

gboolean
sp_block_has_source (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  return self->source != NULL;
}

gboolean
sp_block_output_is_update (JsonNode *output)
{
  g_return_val_if_fail (output != NULL, FALSE);

  return JSON_NODE_HOLDS_OBJECT (output) &&
         g_str_equal (gradio_json_get_string (json_node_get_object (output), "__type__", ""),
                      "update");
}

/* Takes what the app or the user made of some props. */
static gboolean
take_props (SpBlock *self, JsonObject *props)
{
  JsonNode      *value = json_object_get_member (props, "value");
  gboolean       changed = FALSE;
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *node = NULL;

  if (value != NULL && self->source == NULL) {
    changed = !gradio_json_equal (value, self->value);
    keep_value (self, value);
  }
  json_object_iter_init_ordered (&iter, props);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    if (!g_str_equal (name, "__type__"))
      set_prop (self, name, node);
  }
  g_signal_emit (self, signals[SIGNAL_UPDATE], 0, props);

  return changed;
}

gboolean
sp_block_apply_props (SpBlock *self, JsonObject *raw)
{
  g_autoptr (JsonObject) props = NULL;

  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);
  g_return_val_if_fail (raw != NULL, FALSE);

  props = translate (self, raw);

  return take_props (self, props);
}

void
sp_block_translate (SpBlock *self)
{
  g_autoptr (JsonObject) props = NULL;
  g_autoptr (JsonNode)   value = NULL;
  JsonNode              *given = NULL;

  g_return_if_fail (SP_IS_BLOCK (self));

  if (self->texts == NULL)
    return;

  props = sp_translation_dup_props (self->translation, self->texts, self->has_choices);
  value = sp_block_dup_value (self);
  given = json_object_get_member (self->props, "value");
  if (given == NULL || !gradio_json_equal (value, given)) /* the user's own */
    json_object_remove_member (props, "value");
  if (json_object_get_size (props) > 0)
    take_props (self, props);
}

gboolean
sp_block_apply (SpBlock *self, JsonNode *output)
{
  g_autoptr (JsonObject) props = NULL;

  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);
  g_return_val_if_fail (output != NULL, FALSE);

  if (sp_block_is_state (self))
    return FALSE; /* always null: changed_state_ids tells */
  if (sp_block_output_is_update (output))
    return sp_block_apply_props (self, json_node_get_object (output));

  props = json_object_new ();
  json_object_set_member (props, "value", json_node_ref (output));

  return sp_block_apply_props (self, props);
}

gboolean
sp_block_take (SpBlock *self, JsonNode *value)
{
  g_autoptr (JsonObject) props = NULL;
  g_autoptr (JsonNode)   old = NULL;

  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  old = sp_block_dup_value (self);
  props = json_object_new ();
  json_object_set_member (props, "value", json_node_ref (value));
  take_props (self, props);

  return !gradio_json_equal (old, value);
}

static gboolean
has_name (JsonArray *names, const char *name)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++) {
    JsonNode *node = json_array_get_element (names, i);

    if (gradio_json_is_string (node) && g_str_equal (json_node_get_string (node), name))
      return TRUE;
  }

  return FALSE;
}

/* Whether the user made something else of what it was given. */
static gboolean
was_changed (SpBlock *self, const char *name)
{
  g_autoptr (JsonNode) none = json_node_new (JSON_NODE_NULL);
  g_autoptr (JsonNode) now = NULL;
  JsonNode            *given = self->given != NULL ? json_object_get_member (self->given, name) : NULL;
  JsonNode            *prop = json_object_get_member (self->props, name);

  if (g_str_equal (name, "value"))
    now = sp_block_dup_value (self);
  else
    now = json_node_ref (prop != NULL ? prop : none);

  return !gradio_json_equal (now, given != NULL ? given : none);
}

gboolean
sp_block_render (SpBlock *self, JsonObject *component)
{
  JsonObject            *props = gradio_json_get_object (component, "props");
  JsonArray             *preserved = get_preserved (props);
  g_autoptr (JsonObject) fresh = json_object_new ();
  g_autoptr (JsonObject) given = NULL;
  JsonObjectIter         iter;
  const char            *name = NULL;
  JsonNode              *node = NULL;

  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  if (props == NULL)
    return FALSE;

  json_object_iter_init_ordered (&iter, props);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    JsonNode *have = json_object_get_member (self->props, name);
    gboolean  kept = has_name (preserved, name) && was_changed (self, name);

    if (!kept && (g_str_equal (name, "value") || have == NULL || !gradio_json_equal (have, node)))
      json_object_set_member (fresh, name, json_node_ref (node));
  }
  given = sp_translation_dup_props (self->translation, props, self->has_choices); /* as it is compared with */
  remember_given (self, given);

  return json_object_get_size (fresh) > 0 && sp_block_apply_props (self, fresh);
}

JsonNode *
sp_block_get_key (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->key;
}

gboolean
sp_block_is_shown (SpBlock *self)
{
  JsonNode *visible = NULL;

  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  visible = json_object_get_member (self->props, "visible");
  if (visible != NULL && gradio_json_is_string (visible))
    return !g_str_equal (json_node_get_string (visible), "hidden");

  return gradio_json_get_boolean (self->props, "visible", TRUE);
}

gboolean
sp_block_began_empty (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), FALSE);

  return self->began_empty;
}

const char *
sp_block_get_error (SpBlock *self)
{
  g_return_val_if_fail (SP_IS_BLOCK (self), NULL);

  return self->error;
}

void
sp_block_set_error (SpBlock *self, const char *error)
{
  g_return_if_fail (SP_IS_BLOCK (self));

  if (g_strcmp0 (self->error, error) == 0)
    return;

  g_free (self->error);
  self->error = g_strdup (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}
