/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block-variant.h"
#include "sp-container.h"

#define SP_TYPE_ROW (sp_row_get_type ())
G_DECLARE_FINAL_TYPE (SpRow, sp_row, SP, ROW, SpContainer)

/* The `row` component: its children side by side, on more lines where they do not fit. */
struct _SpRow {
  SpContainer parent_instance;
};

G_DEFINE_FINAL_TYPE (SpRow, sp_row, SP_TYPE_CONTAINER)

static void
sp_row_set_props (SpComponent *component, JsonObject *props)
{
  SpContainer *self = SP_CONTAINER (component);
  JsonNode    *height = json_object_get_member (props, "height");

  SP_COMPONENT_CLASS (sp_row_parent_class)->set_props (component, props);

  sp_block_variant_apply (GTK_WIDGET (self), props);
  if (json_object_has_member (props, "equal_height"))
    sp_container_set_stretch (self, gradio_json_get_boolean (props, "equal_height", TRUE));
  sp_container_set_grow (self, sp_component_get_scale (component) >= 1); /* it may get more height */
  if (height != NULL && !json_node_is_null (height))                     /* such a row does not stretch what it holds */
    sp_container_set_stretch (self, FALSE);
}

static void
sp_row_class_init (SpRowClass *klass)
{
  SP_COMPONENT_CLASS (klass)->set_props = sp_row_set_props;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
sp_row_init (SpRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "flow");
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_HORIZONTAL, SP_BLOCK_GAP);
  sp_container_set_stretch (SP_CONTAINER (self), TRUE);
}
