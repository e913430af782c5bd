/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-gallery-item.h"

struct _SpGalleryItem {
  GObject parent_instance;

  JsonNode   *node;
  GradioFile *file; /* NULL until it is asked for */
  gboolean    selected;
};

G_DEFINE_FINAL_TYPE (SpGalleryItem, sp_gallery_item, G_TYPE_OBJECT)

typedef enum {
  PROP_SELECTED = 1,
} SpGalleryItemProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

static JsonNode *
find_file_node (JsonNode *node)
{
  static const char *const names[] = { "image", "video" };

  JsonObject *object = NULL;
  JsonArray  *array = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    array = json_node_get_array (node);
    return json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;
  }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return node;

  object = json_node_get_object (node);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (json_object_has_member (object, names[i]))
      return json_object_get_member (object, names[i]);
  }

  return node;
}

/* A file of Gradio 3 has other members; its addresses of pictures are plain text. */
static GradioFile *
read_old_file (JsonNode *node)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   file = NULL;
  const char            *text = NULL;
  JsonObject            *meta = json_object_new ();

  if (gradio_json_is_string (node))
    text = json_node_get_string (node);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    text = gradio_json_get_string (json_node_get_object (node), "name", NULL);

  json_object_set_object_member (object, "meta", meta);
  json_object_set_string_member (meta, "_type", "gradio.FileData");
  if (text != NULL && g_ascii_strncasecmp (text, "data:", 5) == 0) {
    json_object_set_null_member (object, "path");
    json_object_set_string_member (object, "url", text);
  } else if (text != NULL && *text != '\0') {
    json_object_set_string_member (object, "path", text);
  } else {
    return NULL;
  }
  file = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (file);
}

static void
sp_gallery_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpGalleryItemProperty) prop_id) {
  case PROP_SELECTED:
    g_value_set_boolean (value, SP_GALLERY_ITEM (object)->selected);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_item_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpGalleryItemProperty) prop_id) {
  case PROP_SELECTED:
    sp_gallery_item_set_selected (SP_GALLERY_ITEM (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_gallery_item_finalize (GObject *object)
{
  SpGalleryItem *self = SP_GALLERY_ITEM (object);

  g_clear_pointer (&self->node, json_node_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sp_gallery_item_parent_class)->finalize (object);
}

static void
sp_gallery_item_class_init (SpGalleryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_gallery_item_get_property;
  object_class->set_property = sp_gallery_item_set_property;
  object_class->finalize = sp_gallery_item_finalize;

  properties[PROP_SELECTED] =
    g_param_spec_boolean ("selected", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_gallery_item_init (SpGalleryItem *self)
{
}

SpGalleryItem *
sp_gallery_item_new (JsonNode *node)
{
  SpGalleryItem *self = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  self = g_object_new (SP_TYPE_GALLERY_ITEM, NULL);
  self->node = json_node_ref (node);

  return self;
}

SpGalleryItem *
sp_gallery_item_new_for_file (GradioFile *file, gboolean as_list)
{
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (JsonObject) object = NULL;
  const char            *type = gradio_file_get_mime_type (file);
  JsonArray             *array = NULL;

  if (as_list) {
    array = json_array_new ();
    json_array_add_element (array, gradio_file_to_json (file));
    json_array_add_null_element (array);
    node = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (node, array);
  } else {
    object = json_object_new ();
    json_object_set_member (object, type != NULL && g_str_has_prefix (type, "video/") ? "video" : "image",
                            gradio_file_to_json (file));
    json_object_set_null_member (object, "caption");
    node = json_node_init_object (json_node_alloc (), object);
  }

  return sp_gallery_item_new (node);
}

JsonNode *
sp_gallery_item_get_node (SpGalleryItem *self)
{
  g_return_val_if_fail (SP_IS_GALLERY_ITEM (self), NULL);

  return self->node;
}

GradioFile *
sp_gallery_item_get_file (SpGalleryItem *self)
{
  JsonNode *node = NULL;

  g_return_val_if_fail (SP_IS_GALLERY_ITEM (self), NULL);

  if (self->file == NULL) {
    node = find_file_node (self->node);
    self->file = gradio_file_new_from_json (node);
    if (self->file == NULL && node != NULL)
      self->file = read_old_file (node);
  }

  return self->file;
}

const char *
sp_gallery_item_get_caption (SpGalleryItem *self)
{
  JsonArray *array = NULL;
  JsonNode  *node = NULL;

  g_return_val_if_fail (SP_IS_GALLERY_ITEM (self), NULL);

  if (JSON_NODE_HOLDS_OBJECT (self->node))
    return gradio_json_get_string (json_node_get_object (self->node), "caption", NULL);
  if (!JSON_NODE_HOLDS_ARRAY (self->node))
    return NULL;

  array = json_node_get_array (self->node);
  node = json_array_get_length (array) > 1 ? json_array_get_element (array, 1) : NULL;

  return node != NULL && gradio_json_is_string (node) ? json_node_get_string (node) : NULL;
}

const char *
sp_gallery_item_get_name (SpGalleryItem *self)
{
  const char *caption = sp_gallery_item_get_caption (self);
  GradioFile *file = NULL;

  if (caption != NULL && *caption != '\0')
    return caption;

  file = sp_gallery_item_get_file (self);

  return file != NULL ? gradio_file_get_name (file) : "";
}

gboolean
sp_gallery_item_get_selected (SpGalleryItem *self)
{
  g_return_val_if_fail (SP_IS_GALLERY_ITEM (self), FALSE);

  return self->selected;
}

void
sp_gallery_item_set_selected (SpGalleryItem *self, gboolean selected)
{
  g_return_if_fail (SP_IS_GALLERY_ITEM (self));

  if (self->selected == selected)
    return;

  self->selected = selected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}
