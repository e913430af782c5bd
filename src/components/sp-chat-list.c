/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-list.h"

#define MAX_DEPTH 6 /* of thoughts inside thoughts */

struct _SpChatList {
  GObject parent_instance;

  GPtrArray *messages; /* of SpChatMessage */
  JsonNode  *value;    /* nullable: what they are from */
  gboolean   grouping;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpChatList,
                               sp_chat_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* What is read from a value. */
typedef struct {
  GPtrArray  *entries; /* of SpChatEntry, those at the top */
  GHashTable *ids;     /* nullable; id of a thought -> SpChatEntry, of one side's turn */
  gboolean    is_user; /* whose turn it is */
} Reader;

static GType
sp_chat_list_get_item_type (GListModel *model)
{
  return SP_TYPE_CHAT_MESSAGE;
}

static guint
sp_chat_list_get_n_items (GListModel *model)
{
  return SP_CHAT_LIST (model)->messages->len;
}

static gpointer
sp_chat_list_get_item (GListModel *model, guint position)
{
  SpChatList *self = SP_CHAT_LIST (model);

  return position < self->messages->len
           ? g_object_ref (g_ptr_array_index (self->messages, position))
           : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = sp_chat_list_get_item_type;
  interface->get_n_items = sp_chat_list_get_n_items;
  interface->get_item = sp_chat_list_get_item;
}

/* Numbers and texts are both used as ids, and "1" means 1. */
static char *
dup_id (JsonObject *metadata, const char *member)
{
  JsonNode *node = metadata != NULL ? json_object_get_member (metadata, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  return gradio_json_is_string (node) ? json_node_dup_string (node) : gradio_json_write (node);
}

static void
add_child (SpChatEntry *parent, SpChatEntry *entry)
{
  if (parent->depth >= MAX_DEPTH)
    parent = parent->parent;
  if (parent->children == NULL)
    parent->children = g_ptr_array_new_with_free_func ((GDestroyNotify) sp_chat_entry_free);
  g_ptr_array_add (parent->children, entry);
  entry->parent = parent;
  entry->depth = parent->depth + 1;
}

static void
add_entry (Reader *reader, JsonNode *node, guint index, int side, gboolean is_user)
{
  JsonObject      *object = side < 0 && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                      : NULL;
  JsonObject      *metadata = object != NULL ? gradio_json_get_object (object, "metadata") : NULL;
  g_autofree char *id = dup_id (metadata, "id");
  g_autofree char *parent_id = dup_id (metadata, "parent_id");
  SpChatEntry     *entry = g_new0 (SpChatEntry, 1);
  SpChatEntry     *parent = NULL;

  entry->node = node;
  entry->index = index;
  entry->side = side;
  entry->is_user = is_user;
  if (reader->is_user != is_user)
    g_clear_pointer (&reader->ids, g_hash_table_unref);
  reader->is_user = is_user;

  if (parent_id != NULL && reader->ids != NULL)
    parent = g_hash_table_lookup (reader->ids, parent_id);
  if (parent != NULL)
    add_child (parent, entry);
  else
    g_ptr_array_add (reader->entries, entry);

  if (id != NULL) {
    if (reader->ids == NULL)
      reader->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_insert (reader->ids, g_steal_pointer (&id), entry);
  }
}

static gboolean
is_blank (JsonNode *content)
{
  JsonArray *array = NULL;

  if (content == NULL || JSON_NODE_HOLDS_NULL (content))
    return TRUE;
  if (gradio_json_is_string (content))
    return *json_node_get_string (content) == '\0';
  if (!JSON_NODE_HOLDS_ARRAY (content))
    return FALSE;

  array = json_node_get_array (content);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode   *part = json_array_get_element (array, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (part) ? json_node_get_object (part) : NULL;
    const char *text = object != NULL ? gradio_json_get_string (object, "text", NULL) : NULL;

    if (object == NULL ? !is_blank (part) : text == NULL || *text != '\0')
      return FALSE;
  }

  return TRUE;
}

static void
read_message (Reader *reader, JsonNode *node, guint index)
{
  JsonObject *object = json_node_get_object (node);
  const char *role = gradio_json_get_string (object, "role", NULL);
  JsonObject *metadata = gradio_json_get_object (object, "metadata");
  JsonArray  *options = gradio_json_get_array (object, "options");
  gboolean    is_user = g_strcmp0 (role, "user") == 0;

  if (!is_user && role != NULL && !g_str_equal (role, "assistant"))
    return; /* as the page does it: “system” is for the model, not for readers */
  /* An answer that has not begun is nothing to see yet. */
  if (role != NULL && is_blank (json_object_get_member (object, "content")) &&
      (options == NULL || json_array_get_length (options) == 0) &&
      (metadata == NULL || gradio_json_get_string (metadata, "title", NULL) == NULL))
    return;

  add_entry (reader, node, index, -1, is_user);
}

/* Reads from the element @from of a list on. */
static void
read_value (Reader *reader, JsonNode *value, guint from)
{
  JsonArray *array = NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return;
  if (!JSON_NODE_HOLDS_ARRAY (value)) {
    add_entry (reader, value, 0, -1, FALSE);
    return;
  }

  array = json_node_get_array (value);
  for (guint i = from; i < json_array_get_length (array); i++) {
    JsonNode *element = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_OBJECT (element)) {
      read_message (reader, element, i);
    } else if (JSON_NODE_HOLDS_ARRAY (element)) {
      JsonArray *pair = json_node_get_array (element);

      for (guint side = 0; side < MIN (json_array_get_length (pair), 2); side++) {
        if (!is_blank (json_array_get_element (pair, side)))
          add_entry (reader, json_array_get_element (pair, side), i, (int) side, side == 0);
      }
    } else if (!JSON_NODE_HOLDS_NULL (element)) {
      add_entry (reader, element, i, -1, FALSE);
    }
  }
}

/* Tells those whose place among the others is another one. */
static void
update_places (SpChatList *self, guint from, guint first_told, guint n_told)
{
  guint n_messages = self->messages->len;

  for (guint i = from; i < n_messages; i++) {
    SpChatMessage *message = sp_chat_list_get (self, i);
    gboolean       is_user = sp_chat_message_is_user (message);
    gboolean       starts =
      i == 0 || !self->grouping || sp_chat_message_is_user (sp_chat_list_get (self, i - 1)) != is_user;
    gboolean ends = i + 1 == n_messages || !self->grouping ||
                    sp_chat_message_is_user (sp_chat_list_get (self, i + 1)) != is_user;

    if (sp_chat_message_set_place (message, starts, ends, i + 1 == n_messages) &&
        (i < first_told || i >= first_told + n_told))
      sp_chat_message_emit_changed (message);
  }
}

static void
sp_chat_list_finalize (GObject *object)
{
  g_ptr_array_unref (SP_CHAT_LIST (object)->messages);
  g_clear_pointer (&SP_CHAT_LIST (object)->value, json_node_unref);

  G_OBJECT_CLASS (sp_chat_list_parent_class)->finalize (object);
}

static void
sp_chat_list_class_init (SpChatListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_chat_list_finalize;
}

static void
sp_chat_list_init (SpChatList *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->grouping = TRUE;
}

SpChatList *
sp_chat_list_new (void)
{
  return g_object_new (SP_TYPE_CHAT_LIST, NULL);
}

/* How many elements at the start are the very same as before: where an answer grows, all but the last one. */
static guint
count_same_elements (JsonNode *before, JsonNode *value)
{
  JsonArray *old = before != NULL && JSON_NODE_HOLDS_ARRAY (before) ? json_node_get_array (before) : NULL;
  JsonArray *new = value != NULL &&JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n_most = 0, n_same = 0;

  if (old != NULL && new != NULL)
    n_most = MIN (json_array_get_length (old), json_array_get_length (new));
  while (n_same < n_most && json_array_get_element (old, n_same) == json_array_get_element (new, n_same))
    n_same++;

  return n_same;
}

/* How many messages need not be read again: those of the turns that are over, as thoughts find their place within a
 * turn, when they are of elements which are the very same as before. */
static guint
count_settled (SpChatList *self, JsonNode *value)
{
  guint n_elements = count_same_elements (self->value, value);
  guint n_settled = self->messages->len;

  while (n_settled > 0) {
    SpChatMessage *first = sp_chat_list_get (self, n_settled - 1);

    n_settled--;
    if (sp_chat_message_get_index (first) < n_elements && sp_chat_message_get_side (first) <= 0 &&
        (n_settled == 0 || sp_chat_message_is_user (sp_chat_list_get (self, n_settled - 1)) !=
                             sp_chat_message_is_user (first)))
      break;
  }

  return n_settled;
}

static guint
count_same_start (SpChatList *self, GPtrArray *entries, guint settled)
{
  guint n_most = MIN (self->messages->len - settled, entries->len);
  guint n_same = 0;

  while (n_same < n_most && sp_chat_message_matches (sp_chat_list_get (self, settled + n_same),
                                                     g_ptr_array_index (entries, n_same)))
    n_same++;

  return n_same;
}

static guint
count_same_end (SpChatList *self, GPtrArray *entries, guint settled, guint n_start)
{
  guint n_most = MIN (self->messages->len - settled, entries->len) - n_start;
  guint n_same = 0;

  while (n_same < n_most &&
         sp_chat_message_matches (sp_chat_list_get (self, self->messages->len - 1 - n_same),
                                  g_ptr_array_index (entries, entries->len - 1 - n_same)))
    n_same++;

  return n_same;
}

/* The messages that differ: those of the same side are taken to be the same message, grown. */
static guint
count_grown (SpChatList *self, GPtrArray *entries, guint settled, guint start, guint end)
{
  guint n_most = MIN (self->messages->len - settled, entries->len) - start - end;
  guint n_grown = 0;

  while (n_grown < n_most) {
    const SpChatEntry *entry = g_ptr_array_index (entries, start + n_grown);

    if (sp_chat_message_is_user (sp_chat_list_get (self, settled + start + n_grown)) != entry->is_user)
      break;
    n_grown++;
  }

  return n_grown;
}

/* Puts @entries in the place of the messages after the first @settled ones. */
static guint
take_entries (SpChatList *self, GPtrArray *entries, guint settled)
{
  guint n_old = self->messages->len;
  guint start = count_same_start (self, entries, settled);
  guint end = count_same_end (self, entries, settled, start);
  guint grown = count_grown (self, entries, settled, start, end);
  guint n_removed = n_old - settled - start - end - grown;
  guint n_added = entries->len - start - end - grown;
  guint first = settled + start;

  for (guint i = 0; i < start; i++)
    sp_chat_message_take (sp_chat_list_get (self, settled + i), g_ptr_array_index (entries, i));
  for (guint i = 0; i < end; i++)
    sp_chat_message_take (sp_chat_list_get (self, n_old - 1 - i),
                          g_ptr_array_index (entries, entries->len - 1 - i));
  if (n_removed > 0)
    g_ptr_array_remove_range (self->messages, first + grown, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->messages, (int) (first + grown + i),
                        sp_chat_message_new (g_ptr_array_index (entries, start + grown + i)));
  for (guint i = 0; i < grown; i++)
    sp_chat_message_take (sp_chat_list_get (self, first + i), g_ptr_array_index (entries, start + i));

  update_places (self, settled > 0 ? settled - 1 : 0, first, grown + n_added);
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), first + grown, n_removed, n_added);
  for (guint i = 0; i < grown; i++)
    sp_chat_message_emit_changed (sp_chat_list_get (self, first + i));

  return first;
}

guint
sp_chat_list_set_value (SpChatList *self, JsonNode *value)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sp_chat_entry_free);
  g_autoptr (JsonNode) before = NULL;
  Reader               reader = { entries };
  guint                settled = count_settled (self, value);

  read_value (&reader, value,
              settled > 0 ? sp_chat_message_get_index (sp_chat_list_get (self, settled)) : 0);
  g_clear_pointer (&reader.ids, g_hash_table_unref);
  before = g_steal_pointer (&self->value);
  self->value = value != NULL ? json_node_ref (value) : NULL;

  return take_entries (self, entries, settled);
}

void
sp_chat_list_set_grouping (SpChatList *self, gboolean grouping)
{
  self->grouping = grouping;
  update_places (self, 0, 0, 0);
}

SpChatMessage *
sp_chat_list_get (SpChatList *self, guint position)
{
  g_return_val_if_fail (position < self->messages->len, NULL);

  return g_ptr_array_index (self->messages, position);
}
