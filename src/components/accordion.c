/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-block-variant.h"
#include "sp-container.h"
#include "sp-resources.h"

#define SP_TYPE_ACCORDION (sp_accordion_get_type ())
G_DECLARE_FINAL_TYPE (SpAccordion, sp_accordion, SP, ACCORDION, SpContainer)

/* The `accordion` component: a heading that opens and closes what stands below it. */
struct _SpAccordion {
  SpContainer  parent_instance;
  GtkWidget   *header;   /* template child */
  GtkLabel    *title;    /* template child */
  GtkRevealer *revealer; /* template child */
  gboolean     open;
  gboolean     is_set; /* the author has said whether it is open */
};

G_DEFINE_FINAL_TYPE (SpAccordion, sp_accordion, SP_TYPE_CONTAINER)

static void
show_open (SpAccordion *self)
{
  sp_container_set_covered (SP_CONTAINER (self), !self->open);
  gtk_revealer_set_reveal_child (self->revealer, self->open);
  if (self->open)
    gtk_widget_set_state_flags (self->header, GTK_STATE_FLAG_CHECKED, FALSE);
  else
    gtk_widget_unset_state_flags (self->header, GTK_STATE_FLAG_CHECKED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->open, -1);
}

/* The server hears of it, whoever did it (components.md 18.5). During an update the component is
 * quiet, so the signal is emitted past that. */
static void
set_open (SpAccordion *self, gboolean open)
{
  if (self->open == open)
    return;

  self->open = open;
  show_open (self);
  g_signal_emit_by_name (self, "event", open ? "expand" : "collapse", NULL);
}

static void
header_clicked_cb (SpAccordion *self)
{
  set_open (self, !self->open);
}

static void
label_cb (SpAccordion *self)
{
  const char *label = sp_component_get_label (SP_COMPONENT (self));

  gtk_label_set_label (self->title, label != NULL ? label : "");
}

static void
sp_accordion_set_props (SpComponent *component, JsonObject *props)
{
  SpAccordion *self = SP_ACCORDION (component);
  gboolean     open = gradio_json_get_boolean (props, "open", self->open);

  SP_COMPONENT_CLASS (sp_accordion_parent_class)->set_props (component, props);

  if (self->is_set) {
    set_open (self, open);
  } else { /* how it starts is no event */
    self->open = open;
    show_open (self);
  }
  self->is_set = TRUE;
}

static void
sp_accordion_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_ACCORDION);

  G_OBJECT_CLASS (sp_accordion_parent_class)->dispose (object);
}

static void
sp_accordion_class_init (SpAccordionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_accordion_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_accordion_set_props;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "accordion.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAccordion, header);
  gtk_widget_class_bind_template_child (widget_class, SpAccordion, title);
  gtk_widget_class_bind_template_child (widget_class, SpAccordion, revealer);
  gtk_widget_class_bind_template_callback (widget_class, header_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_cb);
}

static void
sp_accordion_init (SpAccordion *self)
{
  self->open = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_revealer_set_child (self->revealer, sp_container_get_frame (SP_CONTAINER (self)));
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, SP_BLOCK_GAP);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  show_open (self);
}
