/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-list.h"

#define MAX_DEPTH 6 /* of thoughts inside thoughts */

struct _SpChatList {
  GObject parent_instance;

  GPtrArray *messages; /* of SpChatMessage */
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

static void
read_value (Reader *reader, JsonNode *value)
{
  JsonArray *array = NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return;
  if (!JSON_NODE_HOLDS_ARRAY (value)) {
    add_entry (reader, value, 0, -1, FALSE);
    return;
  }

  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++) {
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
update_places (SpChatList *self, guint first_told, guint n_told)
{
  guint n_messages = self->messages->len;

  for (guint i = 0; i < n_messages; i++) {
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

static guint
count_same_start (SpChatList *self, GPtrArray *entries)
{
  guint n_most = MIN (self->messages->len, entries->len);
  guint n_same = 0;

  while (n_same < n_most && sp_chat_message_matches (sp_chat_list_get (self, n_same),
                                                     g_ptr_array_index (entries, n_same)))
    n_same++;

  return n_same;
}

static guint
count_same_end (SpChatList *self, GPtrArray *entries, guint n_start)
{
  guint n_most = MIN (self->messages->len, entries->len) - n_start;
  guint n_same = 0;

  while (n_same < n_most &&
         sp_chat_message_matches (sp_chat_list_get (self, self->messages->len - 1 - n_same),
                                  g_ptr_array_index (entries, entries->len - 1 - n_same)))
    n_same++;

  return n_same;
}

/* The messages that differ: those of the same side are taken to be the same message, grown. */
static guint
count_grown (SpChatList *self, GPtrArray *entries, guint start, guint end)
{
  guint n_most = MIN (self->messages->len, entries->len) - start - end;
  guint n_grown = 0;

  while (n_grown < n_most) {
    const SpChatEntry *entry = g_ptr_array_index (entries, start + n_grown);

    if (sp_chat_message_is_user (sp_chat_list_get (self, start + n_grown)) != entry->is_user)
      break;
    n_grown++;
  }

  return n_grown;
}

guint
sp_chat_list_set_value (SpChatList *self, JsonNode *value)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sp_chat_entry_free);
  Reader reader = { entries };
  guint  n_old = self->messages->len;
  guint  start, end, grown, n_added, n_removed;

  read_value (&reader, value);
  g_clear_pointer (&reader.ids, g_hash_table_unref);
  start = count_same_start (self, entries);
  end = count_same_end (self, entries, start);
  grown = count_grown (self, entries, start, end);
  n_removed = n_old - start - end - grown;
  n_added = entries->len - start - end - grown;

  for (guint i = 0; i < start; i++)
    sp_chat_message_take (sp_chat_list_get (self, i), g_ptr_array_index (entries, i));
  for (guint i = 0; i < end; i++)
    sp_chat_message_take (sp_chat_list_get (self, n_old - 1 - i),
                          g_ptr_array_index (entries, entries->len - 1 - i));
  if (n_removed > 0)
    g_ptr_array_remove_range (self->messages, start + grown, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->messages, (int) (start + grown + i),
                        sp_chat_message_new (g_ptr_array_index (entries, start + grown + i)));
  for (guint i = 0; i < grown; i++)
    sp_chat_message_take (sp_chat_list_get (self, start + i),
                          g_ptr_array_index (entries, start + i));

  update_places (self, start, grown + n_added);
  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start + grown, n_removed, n_added);
  for (guint i = 0; i < grown; i++)
    sp_chat_message_emit_changed (sp_chat_list_get (self, start + i));

  return start;
}

void
sp_chat_list_set_grouping (SpChatList *self, gboolean grouping)
{
  self->grouping = grouping;
  update_places (self, 0, 0);
}

SpChatMessage *
sp_chat_list_get (SpChatList *self, guint position)
{
  g_return_val_if_fail (position < self->messages->len, NULL);

  return g_ptr_array_index (self->messages, position);
}
