/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-button-look.h"
#include "sp-component.h"
#include "sp-drop-zone.h"
#include "sp-file-types.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_UPLOADBUTTON (sp_uploadbutton_get_type ())
G_DECLARE_FINAL_TYPE (SpUploadbutton, sp_uploadbutton, SP, UPLOADBUTTON, SpComponent)

/* The `uploadbutton` component: a button that takes files, by a press or a drop. */
struct _SpUploadbutton {
  SpComponent parent_instance;

  SpDropZone *zone;   /* template child */
  GtkWidget  *button; /* template child */
  GtkLabel   *names;  /* template child */
  gboolean    multiple;
};

G_DEFINE_FINAL_TYPE (SpUploadbutton, sp_uploadbutton, SP_TYPE_COMPONENT)

/* Gradio 3 gives the path on the server alone. */
static char *
describe_value (JsonNode *value)
{
  g_autoptr (GPtrArray) files = gradio_file_collect (value);

  if (files->len == 1)
    return g_strdup (gradio_file_get_name (g_ptr_array_index (files, 0)));
  if (files->len > 1)
    return g_strdup_printf (ngettext ("%u file", "%u files", files->len), files->len);
  if (value != NULL && gradio_json_is_string (value) && *json_node_get_string (value) != '\0')
    return g_path_get_basename (json_node_get_string (value));

  return NULL;
}

static void
show_value (SpUploadbutton *self, JsonNode *value)
{
  g_autofree char *text = describe_value (value);

  gtk_label_set_text (self->names, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->names), text != NULL);
}

static void
clicked_cb (SpUploadbutton *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "click", NULL);
  sp_drop_zone_choose (self->zone);
}

static void
files_cb (SpUploadbutton *self, GPtrArray *files)
{
  JsonArray           *array = json_array_new ();
  g_autoptr (JsonNode) value = NULL;

  for (guint i = 0; i < files->len; i++) {
    g_autoptr (GradioFile) file = gradio_file_new_local (g_ptr_array_index (files, i));

    json_array_add_element (array, gradio_file_to_json (file));
  }
  if (self->multiple) {
    value = json_node_init_array (json_node_alloc (), array);
  } else {
    value = json_array_dup_element (array, 0);
  }
  json_array_unref (array);

  SP_COMPONENT_CLASS (sp_uploadbutton_parent_class)->set_value (SP_COMPONENT (self), value);
  show_value (self, value);
  sp_component_emit_event (SP_COMPONENT (self), "upload", NULL);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
refused_cb (SpUploadbutton *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
client_changed_cb (SpUploadbutton *self)
{
  if (self->zone != NULL)
    sp_drop_zone_set_client (self->zone, sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_uploadbutton_set_props (SpComponent *component, JsonObject *props)
{
  SpUploadbutton *self = SP_UPLOADBUTTON (component);
  const char     *count = gradio_json_get_string (props, "file_count", NULL);
  g_auto (GStrv)  types = NULL;

  if (count != NULL) {
    self->multiple = !g_str_equal (count, "single");
    sp_drop_zone_set_multiple (self->zone, self->multiple);
    sp_drop_zone_set_folders (self->zone, g_str_equal (count, "directory"));
  }
  if (json_object_has_member (props, "file_types")) {
    types = sp_file_types_new_from_json (json_object_get_member (props, "file_types"));
    sp_drop_zone_set_file_types (self->zone, (const char *const *) types);
  }
  sp_button_look_apply (self->button, props);
}

static void
sp_uploadbutton_set_value (SpComponent *component, JsonNode *value)
{
  SP_COMPONENT_CLASS (sp_uploadbutton_parent_class)->set_value (component, value);
  show_value (SP_UPLOADBUTTON (component), value);
}

static void
sp_uploadbutton_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_UPLOADBUTTON);

  G_OBJECT_CLASS (sp_uploadbutton_parent_class)->dispose (object);
}

static void
sp_uploadbutton_class_init (SpUploadbuttonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_uploadbutton_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_uploadbutton_set_props;
  SP_COMPONENT_CLASS (klass)->set_value = sp_uploadbutton_set_value;

  g_type_ensure (SP_TYPE_DROP_ZONE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "uploadbutton.ui");
  gtk_widget_class_bind_template_child (widget_class, SpUploadbutton, zone);
  gtk_widget_class_bind_template_child (widget_class, SpUploadbutton, button);
  gtk_widget_class_bind_template_child (widget_class, SpUploadbutton, names);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
}

static void
sp_uploadbutton_init (SpUploadbutton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), self->button);
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
}
