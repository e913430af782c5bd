/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-page.h"

#include "sp-block-variant.h"

typedef struct {
  JsonNode *id; /* owned, NULL when the author gives none */
  gboolean  at_end;
} SpPagePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SpPage, sp_page, SP_TYPE_CONTAINER)

static void
sp_page_set_props (SpComponent *component, JsonObject *props)
{
  SpPagePrivate *priv = sp_page_get_instance_private (SP_PAGE (component));
  JsonNode      *id = json_object_get_member (props, "id");

  SP_COMPONENT_CLASS (sp_page_parent_class)->set_props (component, props);

  if (id != NULL && !json_node_is_null (id)) {
    g_clear_pointer (&priv->id, json_node_unref);
    priv->id = json_node_ref (id);
  }
  priv->at_end = g_str_equal (
    gradio_json_get_string (props, "alignment", priv->at_end ? "right" : "left"), "right");
}

static void
sp_page_finalize (GObject *object)
{
  SpPagePrivate *priv = sp_page_get_instance_private (SP_PAGE (object));

  g_clear_pointer (&priv->id, json_node_unref);

  G_OBJECT_CLASS (sp_page_parent_class)->finalize (object);
}

static void
sp_page_class_init (SpPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_page_finalize;
  SP_COMPONENT_CLASS (klass)->set_props = sp_page_set_props;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TAB_PANEL);
}

static void
sp_page_init (SpPage *self)
{
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, SP_BLOCK_GAP);
}

gboolean
sp_page_get_at_end (SpPage *self)
{
  SpPagePrivate *priv = sp_page_get_instance_private (self);

  g_return_val_if_fail (SP_IS_PAGE (self), FALSE);

  return priv->at_end;
}

JsonNode *
sp_page_dup_id (SpPage *self)
{
  SpPagePrivate *priv = sp_page_get_instance_private (self);

  g_return_val_if_fail (SP_IS_PAGE (self), NULL);

  if (priv->id != NULL)
    return json_node_ref (priv->id);

  return json_node_init_int (json_node_alloc (), sp_component_get_id (SP_COMPONENT (self)));
}
