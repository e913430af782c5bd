/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block-variant.h"
#include "sp-container.h"

#define SP_TYPE_BOX (sp_box_get_type ())
G_DECLARE_FINAL_TYPE (SpBox, sp_box, SP, BOX, SpContainer)

/* The `box` component of Gradio 3: its children in a frame, with gaps and room around them. */
struct _SpBox {
  SpContainer parent_instance;
};

G_DEFINE_FINAL_TYPE (SpBox, sp_box, SP_TYPE_CONTAINER)

static void
sp_box_class_init (SpBoxClass *klass)
{
}

static void
sp_box_init (SpBox *self)
{
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, SP_BLOCK_GAP);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "block-box");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN); /* the frame is round */
}
