/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-container.h"

#include <adwaita.h>

#include "sp-css-length.h"
#include "sp-flex-box.h"

/* Between children of what stands close, pixels. */
#define TIGHT_GAP 1

typedef struct {
  GtkWidget *frame;    /* owned: around the box, or the scroller around that */
  GtkWidget *box;      /* has the children */
  GtkWidget *scroller; /* NULL unless the author limits the height */
  int        height;   /* pixels, -1 when the author gives none */
  int        max_height;
  int        spacing;
  gboolean   covered;
  gboolean   tight;
  SpSide     side;
} SpContainerPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (SpContainer, sp_container, SP_TYPE_COMPONENT)

typedef enum {
  PROP_SHOWN = 1,
} SpContainerProperty;

static GParamSpec *properties[PROP_SHOWN + 1];

/* A scroller only where the height is limited: it costs widgets, and takes the wheel. */
static void
update_scroller (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);
  int                 limit = priv->height >= 0 ? priv->height : priv->max_height;

  if (limit >= 0 && priv->scroller == NULL) {
    g_autoptr (GtkWidget) box = g_object_ref (priv->box);

    priv->scroller = gtk_scrolled_window_new ();
    gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (priv->scroller), GTK_POLICY_NEVER,
                                    GTK_POLICY_AUTOMATIC);
    gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (priv->scroller), TRUE);
    adw_bin_set_child (ADW_BIN (priv->frame), NULL);
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (priv->scroller), box);
    adw_bin_set_child (ADW_BIN (priv->frame), priv->scroller);
  }
  if (priv->scroller == NULL)
    return;

  /* The least may never be above the most, whichever is set first. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (priv->scroller), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (priv->scroller), limit);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (priv->scroller),
                                              priv->height >= 0 ? priv->height : -1);
}

static int
read_length (SpContainer *self, JsonObject *props, const char *name, int otherwise)
{
  JsonNode *node = json_object_get_member (props, name);

  return node != NULL && !json_node_is_null (node) ? sp_css_length_for_widget (node, GTK_WIDGET (self)) : otherwise;
}

static void
sp_container_set_props (SpComponent *component, JsonObject *props)
{
  SpContainer        *self = SP_CONTAINER (component);
  SpContainerPrivate *priv = sp_container_get_instance_private (self);
  int                 min_height = read_length (self, props, "min_height", -1);

  priv->height = read_length (self, props, "height", priv->height);
  priv->max_height = read_length (self, props, "max_height", priv->max_height);
  if (min_height >= 0)
    gtk_widget_set_size_request (priv->frame, -1, min_height);
  update_scroller (self);
}

static void
sp_container_add_child (SpComponent *component, SpComponent *child)
{
  sp_container_append (SP_CONTAINER (component), GTK_WIDGET (child));
}

static void
sp_container_move_child (SpComponent *component, SpComponent *child, SpComponent *previous)
{
  sp_container_move (SP_CONTAINER (component), GTK_WIDGET (child), (GtkWidget *) previous);
}

static void
sp_container_remove_child (SpComponent *component, SpComponent *child)
{
  gtk_widget_unparent (GTK_WIDGET (child));
}

static void
update_spacing (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_object_set (gtk_widget_get_layout_manager (priv->box), "spacing",
                priv->tight ? MIN (priv->spacing, TIGHT_GAP) : priv->spacing, NULL);
}

static void
parent_cb (SpContainer *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *around =
    parent != NULL ? gtk_widget_get_ancestor (parent, SP_TYPE_CONTAINER) : NULL;

  if (around != NULL &&
      ((SpContainerPrivate *) sp_container_get_instance_private (SP_CONTAINER (around)))->tight)
    sp_container_set_tight (self);
}

static void
visible_cb (SpContainer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
sp_container_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpContainerProperty) prop_id) {
  case PROP_SHOWN:
    g_value_set_boolean (value, sp_container_get_shown (SP_CONTAINER (object)));
    break;
  }
}

static void
sp_container_dispose (GObject *object)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (SP_CONTAINER (object));

  G_OBJECT_CLASS (sp_container_parent_class)->dispose (object);

  g_clear_object (&priv->frame);
}

static void
sp_container_class_init (SpContainerClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  object_class->get_property = sp_container_get_property;
  object_class->dispose = sp_container_dispose;
  component_class->set_props = sp_container_set_props;
  component_class->add_child = sp_container_add_child;
  component_class->move_child = sp_container_move_child;
  component_class->remove_child = sp_container_remove_child;

  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_container_init (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  priv->height = -1;
  priv->max_height = -1;
  priv->box = sp_flex_box_new ();
  priv->frame = g_object_ref_sink (adw_bin_new ());
  adw_bin_set_child (ADW_BIN (priv->frame), priv->box);
  gtk_widget_set_vexpand (priv->frame, TRUE); /* the children share what height there is */
  g_object_set (self, "has-heading", FALSE, "content", priv->frame, NULL);
  g_signal_connect (self, "notify::visible", G_CALLBACK (visible_cb), NULL);
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_cb), NULL);
}

gboolean
sp_container_get_shown (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_val_if_fail (SP_IS_CONTAINER (self), FALSE);

  return !priv->covered && (SP_CONTAINER_GET_CLASS (self)->hides_itself ||
                            gtk_widget_get_visible (GTK_WIDGET (self)));
}

SpSide
sp_container_get_side (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_val_if_fail (SP_IS_CONTAINER (self), SP_SIDE_NONE);

  return priv->side;
}

void
sp_container_set_side (SpContainer *self, SpSide side)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  if (priv->side == side)
    return;

  priv->side = side;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
sp_container_fold (SpContainer *self)
{
  g_return_if_fail (SP_IS_CONTAINER (self));

  if (SP_CONTAINER_GET_CLASS (self)->fold != NULL)
    SP_CONTAINER_GET_CLASS (self)->fold (self);
}

void
sp_container_set_covered (SpContainer *self, gboolean covered)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  if (priv->covered == covered)
    return;

  priv->covered = covered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

GtkWidget *
sp_container_get_box (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_val_if_fail (SP_IS_CONTAINER (self), NULL);

  return priv->box;
}

GtkWidget *
sp_container_get_frame (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_val_if_fail (SP_IS_CONTAINER (self), NULL);

  return priv->frame;
}

void
sp_container_append (SpContainer *self, GtkWidget *widget)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  sp_flex_box_append (SP_FLEX_BOX (priv->box), widget);
}

void
sp_container_move (SpContainer *self, GtkWidget *widget, GtkWidget *previous)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));
  g_return_if_fail (gtk_widget_get_parent (widget) == priv->box);

  if (gtk_widget_get_prev_sibling (widget) != previous)
    gtk_widget_insert_after (widget, priv->box, previous);
}

void
sp_container_set_flow (SpContainer *self, GtkOrientation orientation, int spacing)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  priv->spacing = spacing;
  g_object_set (gtk_widget_get_layout_manager (priv->box), "orientation", orientation, NULL);
  update_spacing (self);
}

void
sp_container_set_tight (SpContainer *self)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  priv->tight = TRUE;
  update_spacing (self);
}

void
sp_container_set_stretch (SpContainer *self, gboolean stretch)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  g_object_set (gtk_widget_get_layout_manager (priv->box), "stretch", stretch, NULL);
}

void
sp_container_set_grow (SpContainer *self, gboolean grow)
{
  SpContainerPrivate *priv = sp_container_get_instance_private (self);

  g_return_if_fail (SP_IS_CONTAINER (self));

  g_object_set (gtk_widget_get_layout_manager (priv->box), "grow", grow, NULL);
}
