/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block-variant.h"
#include "sp-container.h"

#define SP_TYPE_COLUMN (sp_column_get_type ())
G_DECLARE_FINAL_TYPE (SpColumn, sp_column, SP, COLUMN, SpContainer)

/* The `column` component: its children one below the other; also stands in for layout types that
 * are not known. */
struct _SpColumn {
  SpContainer parent_instance;
};

G_DEFINE_FINAL_TYPE (SpColumn, sp_column, SP_TYPE_CONTAINER)

static void
sp_column_set_props (SpComponent *component, JsonObject *props)
{
  SP_COMPONENT_CLASS (sp_column_parent_class)->set_props (component, props);

  sp_block_variant_apply (GTK_WIDGET (component), props);
}

static void
sp_column_class_init (SpColumnClass *klass)
{
  SP_COMPONENT_CLASS (klass)->set_props = sp_column_set_props;

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
sp_column_init (SpColumn *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "flow");
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, SP_BLOCK_GAP);
}
