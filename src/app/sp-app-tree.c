/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-tree.h"

#include "sp-component-registry.h"

/* How long parts are made before the window gets its turn. */
#define SLICE (8 * G_TIME_SPAN_MILLISECOND)

/* A place in the layout for which nothing was made yet. */
typedef struct {
  JsonObject  *node;   /* of the config, which the blocks hold */
  SpComponent *parent; /* owned by the tree, which only grows while it is built */
} Place;

struct _SpAppTree {
  GObject       parent_instance;
  GradioClient *client;      /* owned */
  SpBlocks     *blocks;      /* owned */
  SpComponent  *root;        /* owned */
  GHashTable   *components;  /* id -> SpComponent, which the root owns */
  GArray       *places;      /* of Place: what is to be made, the next one last */
  SpComponent  *first_input; /* in the tree */
  SpComponent  *first_part;  /* in the tree: the first one that is no layout */
  guint         idle;
};

G_DEFINE_FINAL_TYPE (SpAppTree, sp_app_tree, G_TYPE_OBJECT)

typedef enum {
  PROP_BUILDING = 1,
} SpAppTreeProperty;

static GParamSpec *properties[PROP_BUILDING + 1];

typedef enum {
  SIGNAL_MADE,
  SIGNAL_NOTICE,
} SpAppTreeSignal;

static guint signals[SIGNAL_NOTICE + 1];

static void
notice_cb (SpAppTree *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

static void
event_cb (SpAppTree *self, const char *name, JsonNode *data, SpComponent *component)
{
  sp_blocks_dispatch (self->blocks, sp_component_get_id (component), name, data);
}

static void
button_clicked_cb (SpAppTree *self, int id)
{
  sp_blocks_dispatch (self->blocks, id, "click", NULL);
}

static JsonNode *
dup_value_cb (gpointer component)
{
  return sp_component_dup_value (component);
}

/* Choices and bounds have to be there before the value. */
static void
update_cb (SpComponent *component, JsonObject *props)
{
  sp_component_set_props (component, props);
  if (json_object_has_member (props, "value"))
    sp_component_set_value (component, json_object_get_member (props, "value"));
}

static SpComponent *
make_component (SpAppTree *self, SpBlock *block, gboolean has_children)
{
  JsonObject  *props = sp_block_get_props (block);
  SpComponent *component = sp_component_new_for_type (sp_block_get_type_name (block));
  int          id = sp_block_get_id (block);

  if (has_children && SP_COMPONENT_GET_CLASS (component)->add_child == NULL) {
    g_object_ref_sink (component);
    g_object_unref (component);
    component = sp_component_new_for_type ("column"); /* a layout of the future */
  }

  sp_component_set_session (component, sp_blocks_get_session (self->blocks));
  sp_component_set_client (component, self->client);
  sp_component_set_id (component, id);
  if (!json_object_has_member (props, "interactive"))
    sp_component_set_interactive (component, sp_blocks_is_interactive (self->blocks, block));
  update_cb (component, props);

  g_hash_table_insert (self->components, GINT_TO_POINTER (id), component);
  sp_block_set_source (block, dup_value_cb, component);
  g_signal_connect_object (block, "update", G_CALLBACK (update_cb), component, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "button-clicked", G_CALLBACK (button_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  return component;
}

/* The next place is the last of the list: children come in before what follows their parent. */
static void
add_places (SpAppTree *self, JsonObject *node, SpComponent *parent)
{
  JsonArray *children = gradio_json_get_array (node, "children");
  guint      n_children = children != NULL ? json_array_get_length (children) : 0;

  for (guint i = n_children; i > 0; i--) {
    JsonNode *child = json_array_get_element (children, i - 1);
    Place     place = { NULL, parent };

    if (!JSON_NODE_HOLDS_OBJECT (child))
      continue;

    place.node = json_node_get_object (child);
    g_array_append_val (self->places, place);
  }
}

static void
fill_place (SpAppTree *self, Place place)
{
  JsonArray   *children = gradio_json_get_array (place.node, "children");
  SpBlock     *block = sp_blocks_get_block (self->blocks,
                                            (int) gradio_json_get_int (place.node, "id", -1));
  SpComponent *component = NULL;

  if (block == NULL || sp_block_has_source (block)) /* a layout may not name a component twice */
    return;

  component = make_component (self, block, children != NULL && json_array_get_length (children) > 0);
  if (!sp_component_add_child (place.parent, component))
    g_warning ("A layout takes no children"); /* make_component() saw to it */
  g_signal_emit (self, signals[SIGNAL_MADE], 0, component);
  if (self->first_part == NULL && children == NULL)
    self->first_part = component;
  if (self->first_input == NULL && children == NULL && sp_component_get_interactive (component) &&
      gtk_widget_get_visible (GTK_WIDGET (component)))
    self->first_input = component;
  add_places (self, place.node, component);
}

static gboolean
build_cb (gpointer user_data)
{
  SpAppTree *self = user_data;
  gint64     end = g_get_monotonic_time () + SLICE;

  while (self->places->len > 0 && g_get_monotonic_time () < end) {
    Place place = g_array_index (self->places, Place, self->places->len - 1);

    g_array_set_size (self->places, self->places->len - 1);
    fill_place (self, place);
  }
  if (self->places->len > 0)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUILDING]);

  return G_SOURCE_REMOVE;
}

static void
sp_app_tree_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpAppTreeProperty) prop_id) {
  case PROP_BUILDING:
    g_value_set_boolean (value, sp_app_tree_get_building (SP_APP_TREE (object)));
    break;
  }
}

static void
sp_app_tree_dispose (GObject *object)
{
  SpAppTree *self = SP_APP_TREE (object);

  sp_app_tree_close (self);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (sp_app_tree_parent_class)->dispose (object);
}

static void
sp_app_tree_finalize (GObject *object)
{
  SpAppTree *self = SP_APP_TREE (object);

  g_clear_pointer (&self->components, g_hash_table_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_object (&self->blocks);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_app_tree_parent_class)->finalize (object);
}

static void
sp_app_tree_class_init (SpAppTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_app_tree_get_property;
  object_class->dispose = sp_app_tree_dispose;
  object_class->finalize = sp_app_tree_finalize;

  properties[PROP_BUILDING] = g_param_spec_boolean ("building", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_MADE] = g_signal_new ("made", SP_TYPE_APP_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, SP_TYPE_COMPONENT);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", SP_TYPE_APP_TREE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_app_tree_init (SpAppTree *self)
{
  self->components = g_hash_table_new (NULL, NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->root = g_object_ref_sink (sp_component_new_for_type ("column"));
}

SpAppTree *
sp_app_tree_new (GradioClient *client, SpBlocks *blocks)
{
  SpAppTree *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);

  self = g_object_new (SP_TYPE_APP_TREE, NULL);
  self->client = g_object_ref (client);
  self->blocks = g_object_ref (blocks);

  return self;
}

GtkWidget *
sp_app_tree_get_root (SpAppTree *self)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), NULL);

  return GTK_WIDGET (self->root);
}

void
sp_app_tree_build (SpAppTree *self)
{
  JsonObject *layout = NULL;

  g_return_if_fail (SP_IS_APP_TREE (self));
  g_return_if_fail (self->idle == 0);

  layout = sp_blocks_get_layout (self->blocks);
  if (layout != NULL)
    add_places (self, layout, self->root);
  /* After the window was drawn, and after all that the parts which are there already have to do. */
  self->idle = g_idle_add_full (G_PRIORITY_LOW, build_cb, self, NULL);
}

gboolean
sp_app_tree_get_building (SpAppTree *self)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), FALSE);

  return self->idle != 0;
}

SpComponent *
sp_app_tree_get_component (SpAppTree *self, int id)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), NULL);

  return g_hash_table_lookup (self->components, GINT_TO_POINTER (id));
}

GtkWidget *
sp_app_tree_get_first_input (SpAppTree *self)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), NULL);

  if (self->first_input != NULL || sp_app_tree_get_building (self))
    return GTK_WIDGET (self->first_input);

  return GTK_WIDGET (self->first_part);
}

/* The widgets go away before the blocks: what they ask for a value would be gone. */
static void
forget_component_cb (gpointer id, gpointer component, gpointer user_data)
{
  SpAppTree *self = user_data;
  SpBlock   *block = sp_blocks_get_block (self->blocks, GPOINTER_TO_INT (id));

  if (block != NULL)
    sp_block_set_source (block, NULL, NULL);
}

void
sp_app_tree_close (SpAppTree *self)
{
  g_return_if_fail (SP_IS_APP_TREE (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  g_array_set_size (self->places, 0);
  self->first_input = NULL;
  self->first_part = NULL;
  g_hash_table_foreach (self->components, forget_component_cb, self);
  g_hash_table_remove_all (self->components);
}
