/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#include "sp-resources.h"

/* The abstract parent of all components: heading, info, message and menu around what the class
 * draws. */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SpComponent, sp_component, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CONTENT = 1,
  PROP_LABEL,
  PROP_SHOW_LABEL,
  PROP_HAS_HEADING,
  PROP_INFO,
  PROP_INTERACTIVE,
  PROP_REQUIRED,
  PROP_ERROR_TEXT,
  PROP_CLIENT,
  PROP_TYPE_NAME,
  PROP_SESSION,
  PROP_CONTAINER,
} SpComponentProperty;

static GParamSpec *properties[PROP_CONTAINER + 1];

enum {
  SIGNAL_EVENT,
  SIGNAL_NOTICE,
  SIGNAL_BUTTON_CLICKED,
  SIGNAL_COLLECT_TARGETS,
  SIGNAL_USE_AS_INPUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

SpComponentPrivate *
sp_component_get_private (SpComponent *self)
{
  return sp_component_get_instance_private (self);
}

gboolean
sp_component_replace_text (char **place, const char *text)
{
  g_autofree char *old = NULL;

  if (g_strcmp0 (*place, text) == 0)
    return FALSE;

  old = g_steal_pointer (place);
  *place = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return TRUE;
}

static void
set_content (SpComponent *self, GtkWidget *content)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  if (priv->content == content)
    return;

  sp_component_leave_fullscreen (self);
  priv->content = content;
  gtk_overlay_set_child (priv->frame, content);
  gtk_widget_set_visible (GTK_WIDGET (priv->frame), content != NULL);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

static void
set_flag (SpComponent *self, gboolean *flag, gboolean value, SpComponentProperty property)
{
  if (*flag == value)
    return;

  *flag = value;
  sp_component_update_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* What is its own label, as a check button is, stands above the info. */
static void
set_has_heading (SpComponent *self, gboolean has_heading)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  gtk_widget_insert_before (GTK_WIDGET (priv->frame), GTK_WIDGET (self),
                            has_heading ? GTK_WIDGET (priv->error_box)
                                        : GTK_WIDGET (priv->info_label));
  set_flag (self, &priv->has_heading, has_heading, PROP_HAS_HEADING);
}

static void
set_type_name (SpComponent *self, const char *type_name)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  if (!sp_component_replace_text (&priv->type_name, type_name))
    return;

  sp_component_update_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPE_NAME]);
}

static void
pressed_cb (SpComponent *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event =
    gtk_gesture_get_last_event (gesture, gtk_gesture_get_last_updated_sequence (gesture));

  if (event == NULL || !gdk_event_triggers_context_menu (event))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  sp_component_popup_menu (self, x, y);
}

static void
sp_component_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (SP_COMPONENT (object));

  switch ((SpComponentProperty) prop_id) {
  case PROP_CONTENT:
    g_value_set_object (value, priv->content);
    break;
  case PROP_LABEL:
    g_value_set_string (value, priv->label);
    break;
  case PROP_SHOW_LABEL:
    g_value_set_boolean (value, priv->show_label);
    break;
  case PROP_HAS_HEADING:
    g_value_set_boolean (value, priv->has_heading);
    break;
  case PROP_INFO:
    g_value_set_string (value, priv->info);
    break;
  case PROP_INTERACTIVE:
    g_value_set_boolean (value, priv->interactive);
    break;
  case PROP_REQUIRED:
    g_value_set_boolean (value, priv->required);
    break;
  case PROP_ERROR_TEXT:
    g_value_set_string (value, priv->error_text);
    break;
  case PROP_CLIENT:
    g_value_set_object (value, priv->client);
    break;
  case PROP_TYPE_NAME:
    g_value_set_string (value, priv->type_name);
    break;
  case PROP_SESSION:
    g_value_set_object (value, priv->session);
    break;
  case PROP_CONTAINER:
    g_value_set_boolean (value, priv->container);
    break;
  }
}

static void
sp_component_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpComponent        *self = SP_COMPONENT (object);
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  switch ((SpComponentProperty) prop_id) {
  case PROP_CONTENT:
    set_content (self, g_value_get_object (value));
    break;
  case PROP_LABEL:
    sp_component_set_label (self, g_value_get_string (value));
    break;
  case PROP_SHOW_LABEL:
    set_flag (self, &priv->show_label, g_value_get_boolean (value), PROP_SHOW_LABEL);
    break;
  case PROP_HAS_HEADING:
    set_has_heading (self, g_value_get_boolean (value));
    break;
  case PROP_INFO:
    if (sp_component_set_info (self, g_value_get_string (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_INTERACTIVE:
    sp_component_set_interactive (self, g_value_get_boolean (value));
    break;
  case PROP_REQUIRED:
    set_flag (self, &priv->required, g_value_get_boolean (value), PROP_REQUIRED);
    break;
  case PROP_ERROR_TEXT:
    sp_component_set_error_text (self, g_value_get_string (value));
    break;
  case PROP_CLIENT:
    sp_component_set_client (self, g_value_get_object (value));
    break;
  case PROP_TYPE_NAME:
    set_type_name (self, g_value_get_string (value));
    break;
  case PROP_SESSION:
    sp_component_set_session (self, g_value_get_object (value));
    break;
  case PROP_CONTAINER:
    sp_component_set_container (self, g_value_get_boolean (value));
    break;
  }
}

static gboolean
sp_component_grab_focus (GtkWidget *widget)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (SP_COMPONENT (widget));

  if (priv->labelled_widget != NULL && gtk_widget_grab_focus (priv->labelled_widget))
    return TRUE;

  return priv->content != NULL && gtk_widget_child_focus (priv->content, GTK_DIR_TAB_FORWARD);
}

static void
sp_component_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_component_parent_class)->root (widget);

  sp_component_read_shares (SP_COMPONENT (widget));
}

/* Without the page it belongs to a full-screen window has nowhere to go back to. */
static void
sp_component_unroot (GtkWidget *widget)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (SP_COMPONENT (widget));

  if (priv->content != NULL)
    sp_component_leave_fullscreen (SP_COMPONENT (widget));

  GTK_WIDGET_CLASS (sp_component_parent_class)->unroot (widget);
}

/* The class that is being made is not known in sp_component_init(). */
static void
sp_component_constructed (GObject *object)
{
  SpComponent        *self = SP_COMPONENT (object);
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  G_OBJECT_CLASS (sp_component_parent_class)->constructed (object);

  priv->shown_buttons = SP_COMPONENT_GET_CLASS (self)->default_buttons;
  sp_component_update_tools (self);
}

static void
sp_component_dispose (GObject *object)
{
  SpComponent        *self = SP_COMPONENT (object);
  SpComponentPrivate *priv = sp_component_get_instance_private (self);
  GtkWidget          *child = NULL;

  priv->quiet++; /* children that go away are no change of the value */
  g_clear_handle_id (&priv->emptied_id, g_source_remove);
  g_cancellable_cancel (priv->cancellable);
  g_clear_pointer (&priv->window, gtk_window_destroy);
  sp_component_set_labelled_widget (self, NULL);
  /* The class has disposed of its template, and with it GTK 4.8 has forgotten the children of this
   * one. */
  priv->content = NULL;
  priv->heading = NULL;
  priv->heading_label = NULL;
  priv->tools = NULL;
  priv->standard_tools = NULL;
  priv->frame = NULL;
  g_clear_weak_pointer (&priv->status);
  priv->info_label = NULL;
  priv->error_box = NULL;
  priv->error_label = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&priv->client);
  g_clear_object (&priv->session);
  g_clear_object (&priv->script);

  G_OBJECT_CLASS (sp_component_parent_class)->dispose (object);
}

static void
sp_component_finalize (GObject *object)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (SP_COMPONENT (object));

  g_clear_object (&priv->cancellable);
  g_clear_pointer (&priv->value, json_node_unref);
  g_clear_pointer (&priv->label, g_free);
  g_clear_pointer (&priv->info, g_free);
  g_clear_pointer (&priv->error_text, g_free);
  g_clear_pointer (&priv->type_name, g_free);
  g_clear_pointer (&priv->elem_classes, g_strfreev);
  g_clear_pointer (&priv->disabled_actions, g_hash_table_unref);
  g_clear_pointer (&priv->buttons, json_array_unref);
  g_clear_pointer (&priv->width, json_node_unref);
  g_clear_pointer (&priv->shares, json_object_unref);

  G_OBJECT_CLASS (sp_component_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_SHOW_LABEL] = g_param_spec_boolean ("show-label", NULL, NULL, TRUE, flags);
  /* For classes that draw the label themselves, as a check button does. */
  properties[PROP_HAS_HEADING] = g_param_spec_boolean ("has-heading", NULL, NULL, TRUE, flags);
  properties[PROP_INFO] = g_param_spec_string ("info", NULL, NULL, NULL, flags);
  properties[PROP_INTERACTIVE] = g_param_spec_boolean ("interactive", NULL, NULL, TRUE, flags);
  properties[PROP_REQUIRED] = g_param_spec_boolean ("required", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR_TEXT] = g_param_spec_string ("error-text", NULL, NULL, NULL, flags);
  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, GRADIO_TYPE_CLIENT, flags);
  /* Gradio's name of the type (`slider`), which several classes share or none has. */
  properties[PROP_TYPE_NAME] = g_param_spec_string ("type-name", NULL, NULL, NULL, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, GRADIO_TYPE_SESSION, flags);
  properties[PROP_CONTAINER] = g_param_spec_boolean ("container", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
install_signals (void)
{
  signals[SIGNAL_EVENT] = g_signal_new ("event", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, JSON_TYPE_NODE);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_BUTTON_CLICKED] =
    g_signal_new ("button-clicked", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_COLLECT_TARGETS] =
    g_signal_new ("collect-targets", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_MENU);
  signals[SIGNAL_USE_AS_INPUT] =
    g_signal_new ("use-as-input", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_component_class_init (SpComponentClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_component_get_property;
  object_class->set_property = sp_component_set_property;
  object_class->constructed = sp_component_constructed;
  object_class->dispose = sp_component_dispose;
  object_class->finalize = sp_component_finalize;
  widget_class->grab_focus = sp_component_grab_focus;
  widget_class->root = sp_component_root;
  widget_class->unroot = sp_component_unroot;

  sp_component_class_install_value (klass);
  install_properties (object_class);
  install_signals ();

  sp_component_class_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "component");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-component.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, heading);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, heading_label);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, tools);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, standard_tools);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, frame);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, info_label);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, error_box);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, error_label);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
sp_component_init (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  priv->show_label = TRUE;
  priv->has_heading = TRUE;
  priv->interactive = TRUE;
  priv->container = TRUE;
  priv->id = -1;
  priv->scale = -1;
  priv->min_width = -1;
  priv->is_empty = TRUE;
  priv->disabled_actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  priv->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_component_set_props (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (props == NULL)
    return;

  priv->quiet++;
  sp_component_read_props (self, props);
  if (SP_COMPONENT_GET_CLASS (self)->set_props != NULL)
    SP_COMPONENT_GET_CLASS (self)->set_props (self, props);
  priv->quiet--;
}

/* What cannot be changed is no less to be read: the style sheet takes the dimming away. Layouts have
 * nothing to read themselves, and what is in them has a look of its own. */
static void
update_look (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  if (priv->interactive || SP_COMPONENT_GET_CLASS (self)->add_child != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "read-only");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "read-only");
}

void
sp_component_set_interactive (SpComponent *self, gboolean interactive)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  interactive = !!interactive;
  if (priv->interactive == interactive)
    return;

  priv->interactive = interactive;
  update_look (self);
  if (SP_COMPONENT_GET_CLASS (self)->set_interactive != NULL) {
    priv->quiet++;
    SP_COMPONENT_GET_CLASS (self)->set_interactive (self, interactive);
    priv->quiet--;
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERACTIVE]);
}

gboolean
sp_component_get_interactive (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), FALSE);

  return priv->interactive;
}

void
sp_component_set_label (SpComponent *self, const char *label)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (!sp_component_replace_text (&priv->label, label))
    return;

  sp_component_update_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

const char *
sp_component_get_label (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return priv->label;
}

void
sp_component_set_client (SpComponent *self, GradioClient *client)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (client == NULL || GRADIO_IS_CLIENT (client));

  if (g_set_object (&priv->client, client))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

GradioClient *
sp_component_get_client (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return priv->client;
}

void
sp_component_set_session (SpComponent *self, GradioSession *session)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (session == NULL || GRADIO_IS_SESSION (session));

  if (g_set_object (&priv->session, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

GradioSession *
sp_component_get_session (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return priv->session;
}

void
sp_component_set_script (SpComponent *self, SpScript *script)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (script == NULL || SP_IS_SCRIPT (script));

  g_set_object (&priv->script, script);
}

SpScript *
sp_component_get_script (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return priv->script;
}

void
sp_component_set_id (SpComponent *self, int id)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  priv->id = id;
}

int
sp_component_get_id (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), -1);

  return priv->id;
}

gboolean
sp_component_add_child (SpComponent *self, SpComponent *child)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), FALSE);
  g_return_val_if_fail (SP_IS_COMPONENT (child), FALSE);

  if (SP_COMPONENT_GET_CLASS (self)->add_child == NULL)
    return FALSE;

  SP_COMPONENT_GET_CLASS (self)->add_child (self, child);

  return TRUE;
}

void
sp_component_move_child (SpComponent *self, SpComponent *child, SpComponent *previous)
{
  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (SP_COMPONENT_GET_CLASS (self)->move_child != NULL);
  g_return_if_fail (SP_IS_COMPONENT (child) && child != previous);

  SP_COMPONENT_GET_CLASS (self)->move_child (self, child, previous);
}

void
sp_component_remove_child (SpComponent *self, SpComponent *child)
{
  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (SP_COMPONENT_GET_CLASS (self)->remove_child != NULL);
  g_return_if_fail (SP_IS_COMPONENT (child));

  SP_COMPONENT_GET_CLASS (self)->remove_child (self, child);
}

GCancellable *
sp_component_get_cancellable (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  return priv->cancellable;
}

void
sp_component_emit_event (SpComponent *self, const char *name, JsonNode *data)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (name != NULL);

  if (priv->quiet > 0)
    return;

  sp_component_flush_text (self);
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, name, data);
}

void
sp_component_notice (SpComponent *self, const char *text)
{
  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (text != NULL);

  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}
