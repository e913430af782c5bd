/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-custom.h"

#include "sp-component-registry.h"
#include "sp-file-types.h"
#include "sp-resources.h"
#include "sp-schema-form.h"

#include <glib/gi18n-lib.h>

/* The inner widget is one for the schema, and of no type of its own. */
#define BY_SCHEMA "schema"

/* The inner widget is made anew whenever the value is of another kind. */
struct _SpCustom {
  SpComponent parent_instance;

  GtkLabel    *note;       /* template child */
  GtkBox      *box;        /* template child */
  SpComponent *inner;      /* child of the box */
  char        *inner_type; /* owned */
  JsonNode    *schema;     /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpCustom, sp_custom, SP_TYPE_COMPONENT)

/* Any JSON, which the user may be allowed to write: in a form when the app says what fits. */
static const char *
choose_json (SpCustom *self, JsonNode *value)
{
  gboolean is_nothing = value == NULL || json_node_is_null (value);

  if (!sp_component_get_interactive (SP_COMPONENT (self)))
    return "json";
  if (self->schema != NULL && (is_nothing || gradio_schema_validate (self->schema, value, NULL)))
    return BY_SCHEMA;

  return "fallback";
}

/* What shows a file of its kind; its value is the file itself, as that of the component is. */
static const char *
choose_viewer (SpCustom *self, GradioFile *file)
{
  g_autofree char *type = sp_file_types_dup_mime_type (file);

  if (type == NULL)
    return "file";
  if (g_str_equal (type, "application/pdf") && sp_component_registry_has ("pdf"))
    return "pdf";
  if (g_str_has_prefix (type, "image/"))
    return "image";
  if (g_str_has_prefix (type, "audio/"))
    return "audio";
  /* One that is chosen comes with its subtitles from there. */
  if (g_str_has_prefix (type, "video/") && !sp_component_get_interactive (SP_COMPONENT (self)))
    return "video";

  return "file";
}

static const char *
choose_type (SpCustom *self, JsonNode *value)
{
  g_autoptr (GPtrArray)  files = NULL;
  g_autoptr (GradioFile) file = NULL;

  if (gradio_json_is_string (value))
    return "textbox";
  if (value == NULL || json_node_is_null (value))
    return choose_json (self, value);

  file = gradio_file_new_from_json (value);
  if (file != NULL)
    return choose_viewer (self, file);
  if (!JSON_NODE_HOLDS_ARRAY (value) || json_array_get_length (json_node_get_array (value)) == 0)
    return choose_json (self, value);

  files = gradio_file_collect (value);

  return files->len == json_array_get_length (json_node_get_array (value)) ? "file"
                                                                           : choose_json (self, value);
}

static void
inner_event_cb (SpCustom *self, const char *name, JsonNode *data)
{
  if (g_str_equal (name, "input"))
    sp_component_value_changed (SP_COMPONENT (self));
}

static SpComponent *
new_inner (SpCustom *self, const char *type)
{
  if (g_str_equal (type, BY_SCHEMA))
    return sp_schema_form_new_component (self->schema, NULL);

  return sp_component_new_for_type (type);
}

static void
ensure_inner (SpCustom *self, JsonNode *value)
{
  g_autoptr (JsonObject) props = json_object_new ();
  SpComponent           *component = SP_COMPONENT (self);
  const char            *type = choose_type (self, value);

  if (g_strcmp0 (type, self->inner_type) == 0)
    return;

  if (self->inner != NULL)
    gtk_box_remove (self->box, GTK_WIDGET (self->inner));
  g_free (self->inner_type);
  self->inner_type = g_strdup (type);
  self->inner = new_inner (self, type);
  sp_component_set_label (self->inner, NULL);
  sp_component_set_client (self->inner, sp_component_get_client (component));
  sp_component_set_interactive (self->inner, sp_component_get_interactive (component));
  g_object_set (self->inner, "hexpand", TRUE, NULL);
  json_object_set_array_member (props, "buttons", json_array_new ());
  if (g_str_equal (type, "file") && JSON_NODE_HOLDS_ARRAY (value))
    json_object_set_string_member (props, "file_count", "multiple");
  sp_component_set_props (self->inner, props);
  g_signal_connect_object (self->inner, "event", G_CALLBACK (inner_event_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->inner));
}

static void
client_changed_cb (SpCustom *self)
{
  if (self->inner != NULL)
    sp_component_set_client (self->inner, sp_component_get_client (SP_COMPONENT (self)));
}

static void
type_name_changed_cb (SpCustom *self)
{
  g_autofree char *type_name = NULL;
  g_autofree char *text = NULL;

  g_object_get (self, "type-name", &type_name, NULL);
  text = g_strdup_printf (_("This component (%s) is drawn by the app’s own code, which runs in its "
                             "web page only. This is its value."),
                          type_name != NULL ? type_name : "?");
  gtk_label_set_label (self->note, text);
}

static void
sp_custom_set_value (SpComponent *component, JsonNode *value)
{
  SpCustom *self = SP_CUSTOM (component);

  ensure_inner (self, value);
  sp_component_set_value (self->inner, value);
}

static JsonNode *
sp_custom_dup_value (SpComponent *component)
{
  SpCustom *self = SP_CUSTOM (component);

  if (self->inner == NULL)
    return json_node_new (JSON_NODE_NULL);

  return sp_component_dup_value (self->inner);
}

static gboolean
sp_custom_check (SpComponent *component, GError **error)
{
  SpCustom *self = SP_CUSTOM (component);

  return self->inner == NULL || sp_component_check (self->inner, error);
}

static void
sp_custom_set_interactive (SpComponent *component, gboolean interactive)
{
  SpCustom *self = SP_CUSTOM (component);

  g_autoptr (JsonNode) value = NULL;

  if (self->inner == NULL)
    return;

  value = sp_component_dup_value (self->inner);
  sp_custom_set_value (component, value);
  sp_component_set_interactive (self->inner, interactive);
}

static void
sp_custom_dispose (GObject *object)
{
  SpCustom *self = SP_CUSTOM (object);

  g_clear_pointer (&self->inner_type, g_free);
  g_clear_pointer (&self->schema, json_node_unref);
  self->inner = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CUSTOM);

  G_OBJECT_CLASS (sp_custom_parent_class)->dispose (object);
}

static void
sp_custom_class_init (SpCustomClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_custom_dispose;
  component_class->set_value = sp_custom_set_value;
  component_class->dup_value = sp_custom_dup_value;
  component_class->check = sp_custom_check;
  component_class->set_interactive = sp_custom_set_interactive;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-custom.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCustom, note);
  gtk_widget_class_bind_template_child (widget_class, SpCustom, box);
}

static void
sp_custom_init (SpCustom *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ensure_inner (self, NULL);
  g_signal_connect (self, "notify::type-name", G_CALLBACK (type_name_changed_cb), NULL);
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  type_name_changed_cb (self);
}

void
sp_custom_set_schema (SpCustom *self, JsonNode *schema)
{
  g_return_if_fail (SP_IS_CUSTOM (self));

  g_clear_pointer (&self->schema, json_node_unref);
  self->schema = schema != NULL ? json_node_ref (schema) : NULL;
  g_clear_pointer (&self->inner_type, g_free); /* a form is for one schema */
}
