/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-json-item.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>

#define PART 1000
#define MAX_SUMMARY 300

struct _SpJsonItem {
  GObject parent_instance;

  char     *key;
  char     *path;
  JsonNode *node;
  guint     first; /* of a part of a list */
  guint     n_elements;
  gboolean  is_element;
};

G_DEFINE_FINAL_TYPE (SpJsonItem, sp_json_item, G_TYPE_OBJECT)

static void
sp_json_item_finalize (GObject *object)
{
  SpJsonItem *self = SP_JSON_ITEM (object);

  g_free (self->key);
  g_free (self->path);
  g_clear_pointer (&self->node, json_node_unref);

  G_OBJECT_CLASS (sp_json_item_parent_class)->finalize (object);
}

static void
sp_json_item_class_init (SpJsonItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_json_item_finalize;
}

static void
sp_json_item_init (SpJsonItem *self)
{
}

static SpJsonItem *
new_item (char *key, char *path, JsonNode *node)
{
  SpJsonItem *self = g_object_new (SP_TYPE_JSON_ITEM, NULL);

  self->key = key;
  self->path = path;
  self->node = json_node_ref (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    self->n_elements = json_array_get_length (json_node_get_array (node));

  return self;
}

SpJsonItem *
sp_json_item_new (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return new_item (g_strdup (""), g_strdup (""), node);
}

const char *
sp_json_item_get_key (SpJsonItem *self)
{
  g_return_val_if_fail (SP_IS_JSON_ITEM (self), NULL);

  return self->key;
}

gboolean
sp_json_item_is_element (SpJsonItem *self)
{
  g_return_val_if_fail (SP_IS_JSON_ITEM (self), FALSE);

  return self->is_element;
}

const char *
sp_json_item_get_path (SpJsonItem *self)
{
  g_return_val_if_fail (SP_IS_JSON_ITEM (self), NULL);

  return self->path;
}

JsonNode *
sp_json_item_get_node (SpJsonItem *self)
{
  g_return_val_if_fail (SP_IS_JSON_ITEM (self), NULL);

  return self->node;
}

/* A text can be as long as the whole document; only its beginning is looked at. */
static char *
dup_text_summary (const char *text)
{
  g_autofree char *part = NULL;
  g_autofree char *escaped = NULL;
  const char      *end = text;
  int              n_characters = 0;

  while (*end != '\0' && n_characters < MAX_SUMMARY) {
    end = g_utf8_next_char (end);
    n_characters++;
  }
  part = g_strndup (text, end - text);
  escaped = g_strdelimit (g_steal_pointer (&part), "\r\n\t", ' ');

  return g_strdup_printf (*end != '\0' ? "“%s…”" : "“%s”", escaped);
}

char *
sp_json_item_dup_summary (SpJsonItem *self)
{
  guint n_members = 0;

  g_return_val_if_fail (SP_IS_JSON_ITEM (self), NULL);

  switch (JSON_NODE_TYPE (self->node)) {
  case JSON_NODE_ARRAY:
    return g_strdup_printf (ngettext ("%u element", "%u elements", self->n_elements),
                            self->n_elements);
  case JSON_NODE_OBJECT:
    n_members = json_object_get_size (json_node_get_object (self->node));
    return g_strdup_printf (ngettext ("%u member", "%u members", n_members), n_members);
  case JSON_NODE_VALUE:
    if (gradio_json_is_string (self->node))
      return dup_text_summary (json_node_get_string (self->node));
    return gradio_json_write (self->node);
  case JSON_NODE_NULL:
  default:
    return g_strdup ("null");
  }
}

const char *
sp_json_item_get_type_word (SpJsonItem *self)
{
  g_return_val_if_fail (SP_IS_JSON_ITEM (self), NULL);

  switch (JSON_NODE_TYPE (self->node)) {
  case JSON_NODE_ARRAY:
    return C_("type of a JSON value", "list");
  case JSON_NODE_OBJECT:
    return C_("type of a JSON value", "object");
  case JSON_NODE_VALUE:
    if (gradio_json_is_string (self->node))
      return C_("type of a JSON value", "text");
    if (gradio_json_is_number (self->node))
      return C_("type of a JSON value", "number");
    return C_("type of a JSON value", "truth value");
  case JSON_NODE_NULL:
  default:
    return C_("type of a JSON value", "null");
  }
}

gboolean
sp_json_item_is_leaf (SpJsonItem *self)
{
  g_return_val_if_fail (SP_IS_JSON_ITEM (self), TRUE);

  if (JSON_NODE_HOLDS_OBJECT (self->node))
    return json_object_get_size (json_node_get_object (self->node)) == 0;

  return self->n_elements == 0;
}

static void
append_parts (SpJsonItem *self, GListStore *children)
{
  for (guint first = 0; first < self->n_elements; first += PART) {
    guint       n_elements = MIN (PART, self->n_elements - first);
    SpJsonItem *part = new_item (g_strdup_printf ("%u … %u", first, first + n_elements - 1),
                                 g_strdup (self->path), self->node);

    part->first = first;
    part->n_elements = n_elements;
    g_list_store_append (children, part);
    g_object_unref (part);
  }
}

static void
append_elements (SpJsonItem *self, GListStore *children)
{
  JsonArray            *array = json_node_get_array (self->node);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = self->first; i < self->first + self->n_elements; i++) {
    SpJsonItem *item = new_item (g_strdup_printf ("%u", i), g_strdup_printf ("%s[%u]", self->path, i),
                                 json_array_get_element (array, i));

    item->is_element = TRUE;
    g_ptr_array_add (items, item);
  }
  g_list_store_splice (children, 0, 0, items->pdata, items->len);
}

static void
append_members (SpJsonItem *self, GListStore *children)
{
  JsonObject           *object = json_node_get_object (self->node);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObjectIter        iter;
  const char           *key = NULL;
  JsonNode             *node = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &node)) {
    g_autoptr (JsonNode) key_node = json_node_init_string (json_node_alloc (), key);
    g_autofree char     *quoted = gradio_json_write (key_node);

    g_ptr_array_add (items, new_item (g_strdup (key), g_strdup_printf ("%s[%s]", self->path, quoted),
                                      node));
  }
  g_list_store_splice (children, 0, 0, items->pdata, items->len);
}

GListModel *
sp_json_item_create_children (SpJsonItem *self)
{
  GListStore *children = NULL;

  g_return_val_if_fail (SP_IS_JSON_ITEM (self), NULL);

  if (sp_json_item_is_leaf (self))
    return NULL;

  children = g_list_store_new (SP_TYPE_JSON_ITEM);
  if (JSON_NODE_HOLDS_OBJECT (self->node))
    append_members (self, children);
  else if (self->n_elements > PART)
    append_parts (self, children);
  else
    append_elements (self, children);

  return G_LIST_MODEL (children);
}
