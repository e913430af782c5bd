/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-explorer-item.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 200 /* folders in folders */

struct _SpExplorerItem {
  GObject parent_instance;

  SpExplorerKind  kind;
  SpExplorerState state;
  char           *name;
  char           *key;
  GArray         *index;    /* of guint */
  GListStore     *children; /* owned; of a folder */
  GPtrArray      *folders;  /* owned, of SpExplorerItem; those of children */
  SpExplorerItem *folder;   /* weak; of what stands for something */
  guint           n_choices;
  gboolean        is_valid; /* whether a folder can be chosen itself */
};

G_DEFINE_FINAL_TYPE (SpExplorerItem, sp_explorer_item, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1,
} SpExplorerItemProperty;

static GParamSpec *properties[PROP_STATE + 1];

static gboolean
is_unseemly (gunichar character)
{
  switch (g_unichar_type (character)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SURROGATE:
    return TRUE;
  default:
    return FALSE;
  }
}

static char *
make_seemly (const char *name)
{
  g_autofree char    *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (text, is_unseemly (g_utf8_get_char (p)) ? 0xfffd : g_utf8_get_char (p));

  return g_strdup (text->str);
}

static SpExplorerItem *
new_item (SpExplorerKind kind, const char *name)
{
  SpExplorerItem *self = g_object_new (SP_TYPE_EXPLORER_ITEM, NULL);

  self->kind = kind;
  self->name = make_seemly (name);
  if (kind == SP_EXPLORER_FOLDER) {
    self->children = g_list_store_new (SP_TYPE_EXPLORER_ITEM);
    self->folders = g_ptr_array_new ();
  }

  return self;
}

static void
place_in (SpExplorerItem *self, SpExplorerItem *folder, const char *name, guint position)
{
  self->key = *folder->key != '\0' ? g_strconcat (folder->key, "/", name, NULL) : g_strdup (name);
  self->index = g_array_sized_new (FALSE, FALSE, sizeof (guint), folder->index->len + 1);
  g_array_append_vals (self->index, folder->index->data, folder->index->len);
  g_array_append_val (self->index, position);
}

/* What a folder shows in the place of its content. */
static void
show_instead (SpExplorerItem *self, SpExplorerKind kind, const char *text)
{
  g_autoptr (SpExplorerItem) item = new_item (kind, text);
  guint                      n_items = g_list_model_get_n_items (G_LIST_MODEL (self->children));

  item->key = g_strdup ("");
  item->index = g_array_new (FALSE, FALSE, sizeof (guint));
  g_set_weak_pointer (&item->folder, self);
  g_ptr_array_set_size (self->folders, 0);
  self->n_choices = 0;
  g_list_store_splice (self->children, 0, n_items, (gpointer *) &item, 1);
}

static void
sp_explorer_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpExplorerItemProperty) prop_id) {
  case PROP_STATE:
    g_value_set_uint (value, SP_EXPLORER_ITEM (object)->state);
    break;
  }
}

static void
sp_explorer_item_finalize (GObject *object)
{
  SpExplorerItem *self = SP_EXPLORER_ITEM (object);

  g_clear_weak_pointer (&self->folder);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_object (&self->children);
  g_clear_pointer (&self->index, g_array_unref);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sp_explorer_item_parent_class)->finalize (object);
}

static void
sp_explorer_item_class_init (SpExplorerItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_explorer_item_get_property;
  object_class->finalize = sp_explorer_item_finalize;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, SP_EXPLORER_FAILED, SP_EXPLORER_UNASKED,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_explorer_item_init (SpExplorerItem *self)
{
}

SpExplorerItem *
sp_explorer_item_new_root (void)
{
  SpExplorerItem *self = new_item (SP_EXPLORER_FOLDER, "");

  self->key = g_strdup ("");
  self->index = g_array_new (FALSE, FALSE, sizeof (guint));
  show_instead (self, SP_EXPLORER_WAIT, _("Loading…"));

  return self;
}

/* Names that lead nowhere or elsewhere are none. */
static const char *
read_name (JsonObject *entry)
{
  const char *name = gradio_json_get_string (entry, "name", NULL);

  if (name == NULL) /* Gradio 3 and 4.8 */
    name = gradio_json_get_string (entry, "path", NULL);

  return name == NULL || *name == '\0' || g_str_equal (name, ".") || g_str_equal (name, "..") ? NULL
                                                                                              : name;
}

static SpExplorerItem *
read_entry (SpExplorerItem *self, JsonObject *entry, guint position)
{
  const char     *name = read_name (entry);
  gboolean        is_folder = g_strcmp0 (gradio_json_get_string (entry, "type", NULL), "folder") == 0;
  SpExplorerItem *item = NULL;

  if (name == NULL)
    return NULL;

  item = new_item (is_folder ? SP_EXPLORER_FOLDER : SP_EXPLORER_FILE, name);
  place_in (item, self, name, position);
  if (is_folder) {
    item->is_valid = gradio_json_get_boolean (entry, "valid", FALSE);
    if (item->index->len > MAX_DEPTH ||
        !sp_explorer_item_fill (item, json_object_get_member (entry, "children")))
      show_instead (item, SP_EXPLORER_WAIT, _("Loading…"));
  }

  return item;
}

gboolean
sp_explorer_item_fill (SpExplorerItem *self, JsonNode *listing)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray            *entries = NULL;

  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self) && self->children != NULL, FALSE);

  if (listing == NULL || !JSON_NODE_HOLDS_ARRAY (listing))
    return FALSE;

  entries = json_node_get_array (listing);
  if (self->is_valid) {
    g_ptr_array_add (items, new_item (SP_EXPLORER_SELF, _("This Folder")));
    place_in (items->pdata[0], self, ".", 0);
  }
  g_ptr_array_set_size (self->folders, 0);
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonNode       *entry = json_array_get_element (entries, i);
    SpExplorerItem *item = NULL;

    if (JSON_NODE_HOLDS_OBJECT (entry))
      item = read_entry (self, json_node_get_object (entry), items->len);
    if (item != NULL)
      g_ptr_array_add (items, item);
    if (item != NULL && item->kind == SP_EXPLORER_FOLDER)
      g_ptr_array_add (self->folders, item);
  }

  if (items->len == 0) {
    show_instead (self, SP_EXPLORER_EMPTY, _("Nothing to choose here"));
  } else {
    self->n_choices = items->len - self->folders->len;
    g_list_store_splice (self->children, 0, g_list_model_get_n_items (G_LIST_MODEL (self->children)),
                         items->pdata, items->len);
  }
  sp_explorer_item_set_state (self, SP_EXPLORER_THERE);

  return TRUE;
}

void
sp_explorer_item_fail (SpExplorerItem *self, const char *sentence)
{
  g_return_if_fail (SP_IS_EXPLORER_ITEM (self) && self->children != NULL);

  show_instead (self, SP_EXPLORER_PROBLEM, sentence);
  sp_explorer_item_set_state (self, SP_EXPLORER_FAILED);
}

void
sp_explorer_item_empty (SpExplorerItem *self)
{
  g_return_if_fail (SP_IS_EXPLORER_ITEM (self) && self->children != NULL);

  sp_explorer_item_set_state (self, SP_EXPLORER_UNASKED);
  show_instead (self, SP_EXPLORER_WAIT, _("Loading…"));
}

void
sp_explorer_item_set_state (SpExplorerItem *self, SpExplorerState state)
{
  g_return_if_fail (SP_IS_EXPLORER_ITEM (self));

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

SpExplorerState
sp_explorer_item_get_state (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), SP_EXPLORER_UNASKED);

  return self->state;
}

SpExplorerKind
sp_explorer_item_get_kind (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), SP_EXPLORER_WAIT);

  return self->kind;
}

const char *
sp_explorer_item_get_name (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), NULL);

  return self->name;
}

const char *
sp_explorer_item_get_key (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), NULL);

  return self->key;
}

JsonNode *
sp_explorer_item_build_index (SpExplorerItem *self)
{
  JsonArray *array = json_array_new ();
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->index->len; i++)
    json_array_add_int_element (array, g_array_index (self->index, guint, i));
  json_node_take_array (node, array);

  return node;
}

GListModel *
sp_explorer_item_get_children (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), NULL);

  return self->children != NULL ? G_LIST_MODEL (self->children) : NULL;
}

SpExplorerItem *
sp_explorer_item_get_folder (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), NULL);

  return self->folder;
}

gboolean
sp_explorer_item_is_choice (SpExplorerItem *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self), FALSE);

  return self->kind == SP_EXPLORER_FILE || self->kind == SP_EXPLORER_SELF;
}

gboolean
sp_explorer_item_count_choices (SpExplorerItem *self, guint *n_choices)
{
  gboolean is_known = TRUE;

  g_return_val_if_fail (SP_IS_EXPLORER_ITEM (self) && self->children != NULL, FALSE);

  is_known = self->state == SP_EXPLORER_THERE;
  *n_choices += self->n_choices;
  for (guint i = 0; is_known && i < self->folders->len; i++)
    is_known = sp_explorer_item_count_choices (g_ptr_array_index (self->folders, i), n_choices);

  return is_known;
}
