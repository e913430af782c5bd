/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#include "sp-accessible.h"
#include "sp-resources.h"

/* The abstract parent of all components: heading, info, message and menu around what the class
 * draws. */
typedef struct {
  GtkWidget    *content;         /* a child */
  GtkWidget    *labelled_widget; /* weak */
  GtkBox       *heading;         /* template child */
  GtkLabel     *heading_label;   /* template child */
  GtkBox       *tools;           /* template child */
  GtkLabel     *info_label;      /* template child */
  GtkBox       *error_box;       /* template child */
  GtkLabel     *error_label;     /* template child */
  JsonNode     *value;           /* owned, of classes that keep none themselves */
  GradioClient *client;          /* owned */
  GCancellable *cancellable;     /* owned */
  char         *label;
  char         *info;
  char         *error_text;
  char         *type_name;
  guint         quiet; /* calls of set_value and set_props that are going on */
  gboolean      show_label;
  gboolean      has_heading;
  gboolean      interactive;
  gboolean      required;
} SpComponentPrivate;

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
} SpComponentProperty;

static GParamSpec *properties[PROP_TYPE_NAME + 1];

enum {
  SIGNAL_EVENT,
  SIGNAL_NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
update_accessible_name (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  if (priv->labelled_widget != NULL && priv->heading_label != NULL)
    sp_accessible_set_name (priv->labelled_widget, GTK_WIDGET (priv->heading_label),
                            is_empty (priv->label) ? priv->type_name : priv->label);
}

static void
update_accessible_description (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);
  gboolean            has_error = !is_empty (priv->error_text);
  GtkWidget          *info = NULL;

  if (priv->labelled_widget == NULL || priv->info_label == NULL)
    return;

  if (!is_empty (priv->info))
    info = GTK_WIDGET (priv->info_label);
  if (has_error)
    sp_accessible_set_description (priv->labelled_widget, GTK_WIDGET (priv->error_label), info);
  else
    sp_accessible_set_description (priv->labelled_widget, info, NULL);
  sp_accessible_set_invalid (priv->labelled_widget, has_error);
}

static void
update_heading (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);
  gboolean            show_label = priv->has_heading && priv->show_label && !is_empty (priv->label);
  gboolean            has_tools = FALSE;

  if (priv->heading == NULL)
    return; /* being disposed of */

  has_tools = gtk_widget_get_first_child (GTK_WIDGET (priv->tools)) != NULL;
  gtk_label_set_label (priv->heading_label, priv->label != NULL ? priv->label : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->heading_label), show_label);
  gtk_widget_set_visible (GTK_WIDGET (priv->heading),
                          show_label || has_tools || (priv->required && priv->has_heading));
  update_accessible_name (self);
}

static gboolean
replace_text (char **place, const char *text)
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

  g_clear_pointer (&priv->content, gtk_widget_unparent);
  priv->content = content;
  if (content != NULL)
    gtk_widget_insert_before (content, GTK_WIDGET (self),
                              priv->has_heading ? GTK_WIDGET (priv->error_box)
                                                : GTK_WIDGET (priv->info_label));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

static void
set_info (SpComponent *self, const char *info)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  if (!replace_text (&priv->info, info))
    return;

  if (priv->info_label == NULL)
    return; /* being disposed of */

  gtk_label_set_label (priv->info_label, priv->info != NULL ? priv->info : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->info_label), !is_empty (priv->info));
  update_accessible_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INFO]);
}

static void
set_flag (SpComponent *self, gboolean *flag, gboolean value, SpComponentProperty property)
{
  if (*flag == value)
    return;

  *flag = value;
  update_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_type_name (SpComponent *self, const char *type_name)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  if (!replace_text (&priv->type_name, type_name))
    return;

  update_accessible_name (self);
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
sp_component_real_set_value (SpComponent *self, JsonNode *value)
{
  SpComponentPrivate  *priv = sp_component_get_instance_private (self);
  g_autoptr (JsonNode) old = g_steal_pointer (&priv->value);

  priv->value = value != NULL ? json_node_ref (value) : NULL;
}

static JsonNode *
sp_component_real_dup_value (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  return priv->value != NULL ? json_node_ref (priv->value) : json_node_new (JSON_NODE_NULL);
}

static char *
sp_component_real_dup_text (SpComponent *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (self);

  if (json_node_is_null (value))
    return NULL;
  if (gradio_json_is_string (value))
    return g_strdup (json_node_get_string (value));

  return gradio_json_write_pretty (value);
}

static GPtrArray *
sp_component_real_dup_files (SpComponent *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (self);

  return gradio_file_collect (value);
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
    set_flag (self, &priv->has_heading, g_value_get_boolean (value), PROP_HAS_HEADING);
    break;
  case PROP_INFO:
    set_info (self, g_value_get_string (value));
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
sp_component_dispose (GObject *object)
{
  SpComponent        *self = SP_COMPONENT (object);
  SpComponentPrivate *priv = sp_component_get_instance_private (self);
  GtkWidget          *child = NULL;

  priv->quiet++; /* children that go away are no change of the value */
  g_cancellable_cancel (priv->cancellable);
  sp_component_set_labelled_widget (self, NULL);
  /* The class has disposed of its template, and with it GTK 4.8 has forgotten the children of this
   * one. */
  priv->content = NULL;
  priv->heading = NULL;
  priv->heading_label = NULL;
  priv->tools = NULL;
  priv->info_label = NULL;
  priv->error_box = NULL;
  priv->error_label = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&priv->client);

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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_component_class_init (SpComponentClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_component_get_property;
  object_class->set_property = sp_component_set_property;
  object_class->dispose = sp_component_dispose;
  object_class->finalize = sp_component_finalize;
  widget_class->grab_focus = sp_component_grab_focus;
  klass->set_value = sp_component_real_set_value;
  klass->dup_value = sp_component_real_dup_value;
  klass->dup_text = sp_component_real_dup_text;
  klass->dup_files = sp_component_real_dup_files;

  install_properties (object_class);
  signals[SIGNAL_EVENT] = g_signal_new ("event", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, JSON_TYPE_NODE);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", SP_TYPE_COMPONENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  sp_component_class_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "component");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-component.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, heading);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, heading_label);
  gtk_widget_class_bind_template_child_private (widget_class, SpComponent, tools);
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
  priv->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* An update of a Gradio 3 server has null for everything its author left out: null changes nothing.
 */
static void
read_common_props (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);
  const char         *mode = gradio_json_get_string (props, "mode", NULL);
  JsonNode           *visible = json_object_get_member (props, "visible");

  sp_component_set_label (self, gradio_json_get_string (props, "label", priv->label));
  set_info (self, gradio_json_get_string (props, "info", priv->info));
  set_flag (self, &priv->show_label,
            gradio_json_get_boolean (props, "show_label", priv->show_label), PROP_SHOW_LABEL);
  if (gradio_json_is_string (visible)) /* "hidden" takes part in everything but the layout */
    gtk_widget_set_visible (GTK_WIDGET (self),
                            !g_str_equal (json_node_get_string (visible), "hidden"));
  else
    gtk_widget_set_visible (
      GTK_WIDGET (self),
      gradio_json_get_boolean (props, "visible", gtk_widget_get_visible (GTK_WIDGET (self))));
  if (mode != NULL) /* of an update of Gradio 3 */
    sp_component_set_interactive (self, g_str_equal (mode, "dynamic"));
  else
    sp_component_set_interactive (
      self, gradio_json_get_boolean (props, "interactive", priv->interactive));
}

void
sp_component_set_props (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (props == NULL)
    return;

  priv->quiet++;
  read_common_props (self, props);
  if (SP_COMPONENT_GET_CLASS (self)->set_props != NULL)
    SP_COMPONENT_GET_CLASS (self)->set_props (self, props);
  priv->quiet--;
}

void
sp_component_set_value (SpComponent *self, JsonNode *value)
{
  SpComponentPrivate  *priv = sp_component_get_instance_private (self);
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  g_return_if_fail (SP_IS_COMPONENT (self));

  before = sp_component_dup_value (self);
  priv->quiet++;
  SP_COMPONENT_GET_CLASS (self)->set_value (self, value);
  priv->quiet--;
  if (priv->quiet > 0)
    return;

  after = sp_component_dup_value (self);
  if (before != after && !gradio_json_equal (before, after))
    sp_component_emit_event (self, "change", NULL);
}

JsonNode *
sp_component_dup_value (SpComponent *self)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return SP_COMPONENT_GET_CLASS (self)->dup_value (self);
}

gboolean
sp_component_check (SpComponent *self, GError **error)
{
  g_return_val_if_fail (SP_IS_COMPONENT (self), FALSE);

  return SP_COMPONENT_GET_CLASS (self)->check == NULL ||
         SP_COMPONENT_GET_CLASS (self)->check (self, error);
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

  if (!replace_text (&priv->label, label))
    return;

  update_heading (self);
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

GCancellable *
sp_component_get_cancellable (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  return priv->cancellable;
}

void
sp_component_set_error_text (SpComponent *self, const char *text)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (priv->error_label == NULL || !replace_text (&priv->error_text, is_empty (text) ? NULL : text))
    return;

  gtk_label_set_label (priv->error_label, priv->error_text != NULL ? priv->error_text : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->error_box), priv->error_text != NULL);
  update_accessible_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR_TEXT]);
}

const char *
sp_component_get_error_text (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return priv->error_text;
}

void
sp_component_value_changed (SpComponent *self)
{
  SpComponentPrivate     *priv = sp_component_get_instance_private (self);
  g_autoptr (SpComponent) alive = NULL;
  g_autoptr (GError)      error = NULL;

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (priv->quiet > 0)
    return;

  alive = g_object_ref (self);
  if (sp_component_check (self, &error))
    sp_component_set_error_text (self, NULL);
  else
    sp_component_set_error_text (self, error->message);
  sp_component_emit_event (self, "change", NULL);
  sp_component_emit_event (self, "input", NULL);
}

void
sp_component_emit_event (SpComponent *self, const char *name, JsonNode *data)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (name != NULL);

  if (priv->quiet == 0)
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, name, data);
}

void
sp_component_notice (SpComponent *self, const char *text)
{
  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (text != NULL);

  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

void
sp_component_add_tool (SpComponent *self, GtkWidget *button)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (GTK_IS_WIDGET (button));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  gtk_box_append (priv->tools, button);
  update_heading (self);
}

void
sp_component_set_labelled_widget (SpComponent *self, GtkWidget *widget)
{
  SpComponentPrivate *priv = sp_component_get_instance_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (priv->labelled_widget == widget)
    return;

  if (priv->labelled_widget != NULL)
    sp_accessible_clear (priv->labelled_widget);
  g_set_weak_pointer (&priv->labelled_widget, widget);
  if (priv->heading_label != NULL)
    gtk_label_set_mnemonic_widget (priv->heading_label, widget);
  update_accessible_name (self);
  update_accessible_description (self);
}
