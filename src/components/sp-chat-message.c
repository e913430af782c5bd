/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-message.h"

struct _SpChatMessage {
  GObject parent_instance;

  JsonNode  *node;
  GArray    *parts;    /* of SpChatPart; nullable, made when asked for */
  GPtrArray *children; /* of SpChatMessage */
  char      *given;    /* nullable: feedback, in the app's words */
  char      *feedback; /* nullable: that of the user */
  char      *draft;    /* nullable */
  guint      index;
  int        side;
  int        open; /* what the user wants, -1 for nothing */
  gboolean   is_user;
  gboolean   starts_group;
  gboolean   ends_group;
  gboolean   is_last;
};

G_DEFINE_FINAL_TYPE (SpChatMessage, sp_chat_message, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
part_clear (gpointer part)
{
  g_clear_object (&((SpChatPart *) part)->file);
}

static JsonObject *
get_object (SpChatMessage *self)
{
  return self->side < 0 && JSON_NODE_HOLDS_OBJECT (self->node) ? json_node_get_object (self->node)
                                                               : NULL;
}

/* Gradio 3 has {"name", "is_file", "data"} where later ones have {"path", "url"}. */
static GradioFile *
new_old_file (JsonObject *object)
{
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (JsonObject) file = NULL;
  const char            *path = gradio_json_get_string (object, "name", NULL);

  if (path == NULL || !json_object_has_member (object, "is_file"))
    return NULL;

  file = json_object_new ();
  json_object_set_string_member (file, "path", path);
  json_object_set_null_member (file, "url");
  json_object_set_string_member (file, "mime_type",
                                 gradio_json_get_string (object, "mime_type", ""));
  node = json_node_init_object (json_node_alloc (), file);

  return gradio_file_new_from_json (node);
}

static GradioFile *
new_path_file (const char *path)
{
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (JsonObject) file = json_object_new ();

  json_object_set_string_member (file, "path", path);
  json_object_set_null_member (file, "url");
  node = json_node_init_object (json_node_alloc (), file);

  return gradio_file_new_from_json (node);
}

static void
append_object (GArray *parts, JsonNode *node)
{
  SpChatPart  part = { SP_CHAT_PART_VALUE, node };
  JsonObject *object = json_node_get_object (node);

  part.text = gradio_json_get_string (object, "alt_text", NULL);
  if (gradio_json_get_string (object, "component", NULL) != NULL) {
    part.kind = SP_CHAT_PART_COMPONENT;
  } else if (gradio_json_get_string (object, "text", NULL) != NULL) {
    part.kind = SP_CHAT_PART_TEXT;
    part.text = gradio_json_get_string (object, "text", NULL);
  } else {
    part.file = gradio_file_new_from_json (json_object_get_member (object, "file"));
    if (part.file == NULL)
      part.file = gradio_file_new_from_json (node);
    if (part.file == NULL)
      part.file = new_old_file (object);
    if (part.file != NULL)
      part.kind = SP_CHAT_PART_FILE;
  }

  g_array_append_val (parts, part);
}

/* A side of a pair may be a file as [path, words]. */
static gboolean
append_tuple (GArray *parts, JsonNode *node)
{
  JsonArray *array = json_node_get_array (node);
  SpChatPart part = { SP_CHAT_PART_FILE, node };
  guint      length = json_array_get_length (array);

  if (length == 0 || length > 2 || !gradio_json_is_string (json_array_get_element (array, 0)))
    return FALSE;
  if (length == 2 && gradio_json_is_string (json_array_get_element (array, 1)))
    part.text = json_array_get_string_element (array, 1);
  part.file = new_path_file (json_array_get_string_element (array, 0));
  if (part.file == NULL)
    return FALSE;

  g_array_append_val (parts, part);

  return TRUE;
}

static void
append_content (GArray *parts, JsonNode *node, gboolean is_pair, gboolean is_nested)
{
  SpChatPart part = { SP_CHAT_PART_VALUE, node };

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (gradio_json_is_string (node)) {
    part.kind = SP_CHAT_PART_TEXT;
    part.text = json_node_get_string (node);
    g_array_append_val (parts, part);
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    append_object (parts, node);
  } else if (JSON_NODE_HOLDS_ARRAY (node) && !is_nested) {
    JsonArray *array = json_node_get_array (node);

    if (is_pair && append_tuple (parts, node))
      return;
    for (guint i = 0; i < json_array_get_length (array); i++)
      append_content (parts, json_array_get_element (array, i), FALSE, TRUE);
  } else {
    g_array_append_val (parts, part);
  }
}

static GArray *
get_parts (SpChatMessage *self)
{
  JsonObject *object = get_object (self);

  if (self->parts != NULL)
    return self->parts;

  self->parts = g_array_new (FALSE, FALSE, sizeof (SpChatPart));
  g_array_set_clear_func (self->parts, part_clear);
  if (object != NULL && json_object_has_member (object, "role"))
    append_content (self->parts, json_object_get_member (object, "content"), FALSE, FALSE);
  else
    append_content (self->parts, self->node, self->side >= 0, FALSE);

  return self->parts;
}

static void
sp_chat_message_finalize (GObject *object)
{
  SpChatMessage *self = SP_CHAT_MESSAGE (object);

  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->node, json_node_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->given, g_free);
  g_clear_pointer (&self->feedback, g_free);
  g_clear_pointer (&self->draft, g_free);

  G_OBJECT_CLASS (sp_chat_message_parent_class)->finalize (object);
}

static void
sp_chat_message_class_init (SpChatMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_chat_message_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_CHAT_MESSAGE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_chat_message_init (SpChatMessage *self)
{
  self->open = -1;
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

void
sp_chat_entry_free (SpChatEntry *entry)
{
  g_clear_pointer (&entry->children, g_ptr_array_unref);
  g_free (entry);
}

SpChatMessage *
sp_chat_message_new (const SpChatEntry *entry)
{
  SpChatMessage *self = g_object_new (SP_TYPE_CHAT_MESSAGE, NULL);

  sp_chat_message_take (self, entry);

  return self;
}

static guint
get_n_children (const SpChatEntry *entry)
{
  return entry->children != NULL ? entry->children->len : 0;
}

gboolean
sp_chat_message_matches (SpChatMessage *self, const SpChatEntry *entry)
{
  guint n_children = get_n_children (entry);

  if (self->is_user != entry->is_user || (self->side < 0) != (entry->side < 0) ||
      self->children->len != n_children || !gradio_json_equal (self->node, entry->node))
    return FALSE;

  for (guint i = 0; i < n_children; i++) {
    if (!sp_chat_message_matches (g_ptr_array_index (self->children, i),
                                  g_ptr_array_index (entry->children, i)))
      return FALSE;
  }

  return TRUE;
}

static gboolean
take_children (SpChatMessage *self, const SpChatEntry *entry)
{
  guint    n_children = get_n_children (entry);
  guint    n_kept = MIN (n_children, self->children->len);
  gboolean changed = self->children->len != n_children;

  for (guint i = 0; i < n_kept; i++)
    changed |= sp_chat_message_take (g_ptr_array_index (self->children, i),
                                     g_ptr_array_index (entry->children, i));
  for (guint i = n_kept; i < n_children; i++)
    g_ptr_array_add (self->children,
                     sp_chat_message_new (g_ptr_array_index (entry->children, i)));
  g_ptr_array_set_size (self->children, (int) n_children);

  return changed;
}

gboolean
sp_chat_message_take (SpChatMessage *self, const SpChatEntry *entry)
{
  g_autoptr (JsonNode) old = g_steal_pointer (&self->node);
  gboolean             changed = self->is_user != entry->is_user;

  if (old != entry->node) { /* the older value need not be kept for an equal message */
    changed |= !gradio_json_equal (old, entry->node);
    g_clear_pointer (&self->parts, g_array_unref);
  }
  self->node = json_node_ref (entry->node);
  self->index = entry->index;
  self->side = entry->side;
  self->is_user = entry->is_user;

  return take_children (self, entry) || changed;
}

gboolean
sp_chat_message_set_place (SpChatMessage *self,
                           gboolean       starts_group,
                           gboolean       ends_group,
                           gboolean       is_last)
{
  gboolean changed = self->starts_group != starts_group || self->ends_group != ends_group ||
                     self->is_last != is_last;

  self->starts_group = starts_group;
  self->ends_group = ends_group;
  self->is_last = is_last;

  return changed;
}

void
sp_chat_message_emit_changed (SpChatMessage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
sp_chat_message_is_user (SpChatMessage *self)
{
  return self->is_user;
}

gboolean
sp_chat_message_starts_group (SpChatMessage *self)
{
  return self->starts_group;
}

gboolean
sp_chat_message_ends_group (SpChatMessage *self)
{
  return self->ends_group;
}

gboolean
sp_chat_message_is_last (SpChatMessage *self)
{
  return self->is_last;
}

JsonNode *
sp_chat_message_dup_index (SpChatMessage *self)
{
  JsonArray *pair = NULL;
  JsonNode  *node = NULL;

  if (self->side < 0)
    return json_node_init_int (json_node_alloc (), self->index);

  pair = json_array_new ();
  json_array_add_int_element (pair, self->index);
  json_array_add_int_element (pair, self->side);

  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, pair);

  return node;
}

guint
sp_chat_message_get_index (SpChatMessage *self)
{
  return self->index;
}

int
sp_chat_message_get_side (SpChatMessage *self)
{
  return self->side;
}

guint
sp_chat_message_get_n_parts (SpChatMessage *self)
{
  return get_parts (self)->len;
}

const SpChatPart *
sp_chat_message_get_part (SpChatMessage *self, guint position)
{
  g_return_val_if_fail (position < get_parts (self)->len, NULL);

  return &g_array_index (get_parts (self), SpChatPart, position);
}

GPtrArray *
sp_chat_message_get_children (SpChatMessage *self)
{
  return self->children;
}

JsonObject *
sp_chat_message_get_metadata (SpChatMessage *self)
{
  JsonObject *object = get_object (self);
  JsonObject *metadata = object != NULL ? gradio_json_get_object (object, "metadata") : NULL;

  /* Gradio 4 writes {"title": null} for an ordinary message. */
  return metadata != NULL && gradio_json_get_string (metadata, "title", NULL) != NULL ? metadata
                                                                                      : NULL;
}

JsonArray *
sp_chat_message_get_options (SpChatMessage *self)
{
  JsonObject *object = get_object (self);

  return object != NULL ? gradio_json_get_array (object, "options") : NULL;
}

static void
append_indented (GString *string, const char *text, guint depth)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (string->len > 0)
      g_string_append_c (string, '\n');
    for (guint j = 0; j < depth; j++)
      g_string_append (string, "  ");
    g_string_append (string, lines[i]);
  }
}

static void
append_text (SpChatMessage *self, GString *string, guint depth)
{
  JsonObject *metadata = sp_chat_message_get_metadata (self);

  if (metadata != NULL) {
    g_autofree char *title =
      g_strdup_printf ("- %s", gradio_json_get_string (metadata, "title", ""));

    append_indented (string, title, depth);
    depth++;
  }
  for (guint i = 0; i < sp_chat_message_get_n_parts (self); i++) {
    const SpChatPart *part = sp_chat_message_get_part (self, i);

    if (part->kind == SP_CHAT_PART_TEXT)
      append_indented (string, part->text, depth);
    else if (part->kind == SP_CHAT_PART_FILE)
      append_indented (string, gradio_file_get_name (part->file), depth);
  }
  for (guint i = 0; i < self->children->len; i++)
    append_text (g_ptr_array_index (self->children, i), string, depth);
}

char *
sp_chat_message_dup_text (SpChatMessage *self)
{
  GString *string = g_string_new (NULL);

  append_text (self, string, 0);

  return g_string_free (string, FALSE);
}

JsonNode *
sp_chat_message_dup_content (SpChatMessage *self, guint position)
{
  const SpChatPart *part = sp_chat_message_get_part (self, position);

  if (part->kind == SP_CHAT_PART_TEXT)
    return json_node_init_string (json_node_alloc (), part->text);

  return json_node_copy (part->node);
}

char *
sp_chat_message_dup_source (SpChatMessage *self)
{
  GString *text = NULL;

  for (guint i = 0; i < sp_chat_message_get_n_parts (self); i++) {
    const SpChatPart *part = sp_chat_message_get_part (self, i);

    if (part->kind != SP_CHAT_PART_TEXT)
      continue;
    if (text == NULL)
      text = g_string_new (part->text);
    else
      g_string_append_printf (text, "\n%s", part->text);
  }

  return text != NULL ? g_string_free (text, FALSE) : NULL;
}

static void
replace (char **place, const char *text)
{
  g_autofree char *old = g_steal_pointer (place);

  *place = g_strdup (text);
}

void
sp_chat_message_set_given (SpChatMessage *self, const char *word)
{
  replace (&self->given, word);
}

void
sp_chat_message_set_feedback (SpChatMessage *self, const char *word)
{
  replace (&self->feedback, word);
}

const char *
sp_chat_message_get_feedback (SpChatMessage *self)
{
  if (self->feedback != NULL)
    return self->feedback;

  return self->given != NULL ? self->given : "";
}

void
sp_chat_message_set_draft (SpChatMessage *self, const char *draft)
{
  replace (&self->draft, draft);
}

const char *
sp_chat_message_get_draft (SpChatMessage *self)
{
  return self->draft;
}

void
sp_chat_message_set_open (SpChatMessage *self, gboolean open)
{
  self->open = !!open;
}

gboolean
sp_chat_message_get_open (SpChatMessage *self)
{
  JsonObject *metadata = sp_chat_message_get_metadata (self);

  if (self->open >= 0)
    return self->open;

  return metadata == NULL ||
         g_strcmp0 (gradio_json_get_string (metadata, "status", NULL), "done") != 0;
}
