/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-block-variant.h"
#include "sp-component-private.h"
#include "sp-container.h"
#include "sp-css-length.h"
#include "sp-natural-layout.h"
#include "sp-resources.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SP_TYPE_SIDEBAR (sp_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SpSidebar, sp_sidebar, SP, SIDEBAR, SpContainer)

#define WIDTH 320 /* pixels, when the author gives none */

/* The `sidebar` component: children at a side of the page, which a button opens and closes. */
struct _SpSidebar {
  SpContainer  parent_instance;
  GtkBox      *box;      /* template child */
  GtkWidget   *toggle;   /* template child */
  GtkRevealer *revealer; /* template child */
  AdwBin      *room;     /* template child */
  gboolean     open;     /* as the app or the user wants it */
  gboolean     folded;   /* closed all the same, since it would stand over the page */
  gboolean     at_right;
};

G_DEFINE_FINAL_TYPE (SpSidebar, sp_sidebar, SP_TYPE_CONTAINER)

static void
show_open (SpSidebar *self)
{
  gboolean    open = self->open && !self->folded;
  const char *word = open ? _("Hide the sidebar") : _("Show the sidebar");

  sp_container_set_covered (SP_CONTAINER (self), !open);
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_widget_set_tooltip_text (self->toggle, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  word, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_STATE_EXPANDED,
                               open, -1);
}

/* The children stand at the edge of the page, the button between them and the rest. */
static void
show_position (SpSidebar *self)
{
  sp_container_set_side (SP_CONTAINER (self), self->at_right ? SP_SIDE_RIGHT : SP_SIDE_LEFT);
  gtk_box_reorder_child_after (self->box, self->toggle,
                               self->at_right ? NULL : GTK_WIDGET (self->revealer));
  gtk_revealer_set_transition_type (self->revealer,
                                    self->at_right ? GTK_REVEALER_TRANSITION_TYPE_SLIDE_LEFT
                                                   : GTK_REVEALER_TRANSITION_TYPE_SLIDE_RIGHT);
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle), self->at_right
                                                         ? "sidebar-show-right-symbolic"
                                                         : "sidebar-show-symbolic");
}

static void
toggle_clicked_cb (SpSidebar *self)
{
  self->open = self->folded || !self->open;
  self->folded = FALSE;
  show_open (self);
  sp_component_emit_event (SP_COMPONENT (self), self->open ? "expand" : "collapse", NULL);
}

/* Where there is less, as on a telephone, it is less wide. */
static void
set_width (SpSidebar *self, int width)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->room));

  sp_natural_layout_set_width (SP_NATURAL_LAYOUT (layout), width);
}

static void
sp_sidebar_set_props (SpComponent *component, JsonObject *props)
{
  SpSidebar *self = SP_SIDEBAR (component);
  JsonNode  *width = json_object_get_member (props, "width");

  SP_COMPONENT_CLASS (sp_sidebar_parent_class)->set_props (component, props);

  if (json_object_has_member (props, "open"))
    self->folded = FALSE;
  self->open = gradio_json_get_boolean (props, "open", self->open);
  self->at_right =
    g_str_equal (gradio_json_get_string (props, "position", self->at_right ? "right" : "left"),
                 "right");
  if (width != NULL && !json_node_is_null (width)) {
    int pixels = sp_css_length_to_pixels (width, 0);

    set_width (self, pixels > 0 ? pixels : WIDTH);
    /* Of what slides in, not of the place it takes in the page. */
    g_clear_pointer (&sp_component_get_private (component)->width, json_node_unref);
  }
  show_position (self);
  show_open (self);
}

static void
sp_sidebar_fold (SpContainer *container)
{
  SpSidebar *self = SP_SIDEBAR (container);

  self->folded = TRUE;
  show_open (self);
}

static void
sp_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SIDEBAR);

  G_OBJECT_CLASS (sp_sidebar_parent_class)->dispose (object);
}

static void
sp_sidebar_class_init (SpSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_sidebar_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_sidebar_set_props;
  SP_CONTAINER_CLASS (klass)->fold = sp_sidebar_fold;

  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, SpSidebar, toggle);
  gtk_widget_class_bind_template_child (widget_class, SpSidebar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SpSidebar, room);
  gtk_widget_class_bind_template_callback (widget_class, toggle_clicked_cb);
}

static void
sp_sidebar_init (SpSidebar *self)
{
  self->open = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_width (self, WIDTH);
  adw_bin_set_child (self->room, sp_container_get_frame (SP_CONTAINER (self)));
  sp_container_set_flow (SP_CONTAINER (self), GTK_ORIENTATION_VERTICAL, SP_BLOCK_GAP);
  show_position (self);
  show_open (self);
}
