/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-single-file.h"

#include "sp-component-private.h"
#include "sp-file-drag.h"
#include "sp-file-row.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

/* Of a value that is no file, so much is shown. */
#define MAX_SOURCE 2000

typedef struct {
  SpDropZone *zone;         /* template child */
  GtkBox     *card;         /* template child */
  SpFileRow  *row;          /* template child */
  GtkLabel   *source_label; /* template child */
  GtkWidget  *preview;
  SpFileDrag *drag; /* owned, of the preview */
  GradioFile *file;
} SpSingleFilePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SpSingleFile, sp_single_file, SP_TYPE_COMPONENT)

typedef enum {
  PROP_PREVIEW = 1,
} SpSingleFileProperty;

static GParamSpec *properties[PROP_PREVIEW + 1];

/* Gradio 3 has pictures as `data:` addresses in plain text, those that are drawn on with their mask,
 * and some servers send a list of one. */
static GradioFile *
read_file (JsonNode *value)
{
  g_autoptr (JsonNode)   wrapped = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray             *array = NULL;

  if (value == NULL)
    return NULL;

  if (JSON_NODE_HOLDS_ARRAY (value)) {
    array = json_node_get_array (value);
    return json_array_get_length (array) > 0
             ? gradio_file_new_from_json (json_array_get_element (array, 0))
             : NULL;
  }
  if (JSON_NODE_HOLDS_OBJECT (value) &&
      json_object_has_member (json_node_get_object (value), "mask"))
    return read_file (json_object_get_member (json_node_get_object (value), "image"));
  /* Films come with their subtitles. */
  if (JSON_NODE_HOLDS_OBJECT (value) &&
      json_object_has_member (json_node_get_object (value), "video"))
    value = json_object_get_member (json_node_get_object (value), "video");
  if (!gradio_json_is_string (value) ||
      g_ascii_strncasecmp (json_node_get_string (value), "data:", 5) != 0)
    return gradio_file_new_from_json (value);

  object = json_object_new ();
  json_object_set_null_member (object, "path");
  json_object_set_string_member (object, "url", json_node_get_string (value));
  json_object_set_object_member (object, "meta", json_object_new ());
  json_object_set_string_member (json_object_get_object_member (object, "meta"), "_type",
                                 "gradio.FileData");
  wrapped = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (wrapped);
}

static gboolean
is_nothing (JsonNode *value)
{
  if (value == NULL || json_node_is_null (value))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;

  return gradio_json_is_string (value) && *json_node_get_string (value) == '\0';
}

static void
show_source (SpSingleFile *self, JsonNode *value)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);
  g_autofree char     *json = gradio_json_write (value);
  g_autofree char     *part = NULL;
  g_autofree char     *text = NULL;

  part = g_utf8_strlen (json, -1) > MAX_SOURCE ? g_utf8_substring (json, 0, MAX_SOURCE) : g_strdup (json);
  text = g_strdup_printf (_("The app sent something that is no file:\n%s"), part);
  gtk_label_set_text (priv->source_label, text);
}

static void
update_preview (SpSingleFile *self)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);
  GradioClient        *client = sp_component_get_client (SP_COMPONENT (self));

  if (priv->zone == NULL)
    return; /* being disposed of */

  sp_drop_zone_set_client (priv->zone, client);
  sp_file_row_set_file (priv->row, priv->file, client);
  if (priv->drag != NULL)
    sp_file_drag_set_file (priv->drag, priv->file, client);
  if (SP_SINGLE_FILE_GET_CLASS (self)->show_file != NULL)
    SP_SINGLE_FILE_GET_CLASS (self)->show_file (self, priv->file, client);
}

static void
show_value (SpSingleFile *self, JsonNode *value)
{
  SpSingleFilePrivate   *priv = sp_single_file_get_instance_private (self);
  g_autoptr (GradioFile) file = read_file (value);

  g_set_object (&priv->file, file);
  gtk_widget_set_visible (GTK_WIDGET (priv->row), file != NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->source_label), file == NULL);
  if (priv->preview != NULL)
    gtk_widget_set_visible (priv->preview, file != NULL);
  if (file == NULL)
    show_source (self, value);
  sp_drop_zone_set_filled (priv->zone, !is_nothing (value));
  update_preview (self);
}

void
sp_single_file_take_value (SpSingleFile *self, JsonNode *value, const char *event)
{
  SP_COMPONENT_CLASS (sp_single_file_parent_class)->set_value (SP_COMPONENT (self), value);
  show_value (self, value);
  if (event != NULL)
    sp_component_emit_event (SP_COMPONENT (self), event, NULL);
  sp_component_value_changed (SP_COMPONENT (self));
}

void
sp_single_file_take (SpSingleFile *self, GFile *local, const char *event)
{
  g_autoptr (GradioFile) file = gradio_file_new_local (local);
  g_autoptr (JsonNode)   node = gradio_file_to_json (file);
  g_autoptr (JsonNode)   value = NULL;

  g_return_if_fail (SP_IS_SINGLE_FILE (self));

  if (SP_SINGLE_FILE_GET_CLASS (self)->wrap_file != NULL)
    value = SP_SINGLE_FILE_GET_CLASS (self)->wrap_file (self, node);
  else
    value = json_node_ref (node);
  sp_single_file_take_value (self, value, event);
}

static void
files_cb (SpSingleFile *self, GPtrArray *files)
{
  sp_single_file_take (self, g_ptr_array_index (files, 0), "upload");
}

static void
refused_cb (SpSingleFile *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
remove_cb (SpSingleFile *self)
{
  g_autoptr (JsonNode) nothing = json_node_new (JSON_NODE_NULL);

  sp_single_file_take_value (self, nothing, "clear");
  gtk_widget_grab_focus (GTK_WIDGET (((SpSingleFilePrivate *)
                                        sp_single_file_get_instance_private (self))
                                       ->zone));
}

static gboolean
delete_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpSingleFile        *self = SP_SINGLE_FILE (widget);
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  if (priv->file == NULL || !sp_component_get_interactive (SP_COMPONENT (self)))
    return FALSE;

  remove_cb (self);

  return TRUE;
}

/* A stream is told of once, and again at its end; until then each further piece of it is `[]`. */
static gboolean
goes_on (SpSingleFile *self, JsonNode *value)
{
  SpSingleFilePrivate   *priv = sp_single_file_get_instance_private (self);
  g_autoptr (GradioFile) file = NULL;

  if (value == NULL || priv->file == NULL || !gradio_file_is_stream (priv->file))
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) == 0)
    return TRUE;

  file = read_file (value);

  return file != NULL && gradio_file_is_stream (file) &&
         g_strcmp0 (gradio_file_get_path (file), gradio_file_get_path (priv->file)) == 0;
}

static void
sp_single_file_set_value (SpComponent *component, JsonNode *value)
{
  if (goes_on (SP_SINGLE_FILE (component), value))
    return;

  SP_COMPONENT_CLASS (sp_single_file_parent_class)->set_value (component, value);
  show_value (SP_SINGLE_FILE (component), value);
}

static GPtrArray *
sp_single_file_dup_files (SpComponent *component)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (SP_SINGLE_FILE (component));
  GPtrArray           *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (priv->file != NULL)
    g_ptr_array_add (files, g_object_ref (priv->file));

  return files;
}

static char *
sp_single_file_dup_text (SpComponent *component)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (SP_SINGLE_FILE (component));

  return priv->file != NULL ? g_strdup (gradio_file_get_name (priv->file)) : NULL;
}

static void
set_preview (SpSingleFile *self, GtkWidget *preview)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  if (preview == NULL || priv->preview != NULL)
    return;

  priv->preview = preview;
  priv->drag = sp_file_drag_new (preview);
  gtk_box_prepend (priv->card, preview);
}

static void
sp_single_file_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (SP_SINGLE_FILE (object));

  switch ((SpSingleFileProperty) prop_id) {
  case PROP_PREVIEW:
    g_value_set_object (value, priv->preview);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_single_file_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpSingleFileProperty) prop_id) {
  case PROP_PREVIEW:
    set_preview (SP_SINGLE_FILE (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_single_file_dispose (GObject *object)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (SP_SINGLE_FILE (object));

  g_clear_object (&priv->drag);
  priv->preview = NULL;
  g_clear_object (&priv->file);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SINGLE_FILE);

  G_OBJECT_CLASS (sp_single_file_parent_class)->dispose (object);
}

static void
sp_single_file_tools_changed (SpComponent *component, SpComponentButtons shown)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (SP_SINGLE_FILE (component));

  if (priv->row != NULL) /* once it is there */
    g_object_set (priv->row, "saved-elsewhere", (shown & SP_COMPONENT_BUTTON_DOWNLOAD) != 0, NULL);
}

static void
sp_single_file_class_init (SpSingleFileClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_single_file_get_property;
  object_class->set_property = sp_single_file_set_property;
  object_class->dispose = sp_single_file_dispose;
  component_class->set_value = sp_single_file_set_value;
  component_class->dup_files = sp_single_file_dup_files;
  component_class->dup_text = sp_single_file_dup_text;
  component_class->tools_changed = sp_single_file_tools_changed;

  properties[PROP_PREVIEW] =
    g_param_spec_object ("preview", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_cb, NULL);

  g_type_ensure (SP_TYPE_DROP_ZONE);
  g_type_ensure (SP_TYPE_FILE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-single-file.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SpSingleFile, zone);
  gtk_widget_class_bind_template_child_private (widget_class, SpSingleFile, card);
  gtk_widget_class_bind_template_child_private (widget_class, SpSingleFile, row);
  gtk_widget_class_bind_template_child_private (widget_class, SpSingleFile, source_label);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sp_single_file_init (SpSingleFile *self)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_update_tools (SP_COMPONENT (self));
  sp_single_file_add_button (self, "document-edit-symbolic", _("Replace…"), "drop-zone.choose");
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (priv->zone));
  g_signal_connect (self, "notify::client", G_CALLBACK (update_preview), NULL);
}

void
sp_single_file_set_words (SpSingleFile *self,
                          const char   *icon_name,
                          const char   *sentence,
                          const char   *empty_text)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  g_return_if_fail (SP_IS_SINGLE_FILE (self));

  g_object_set (priv->zone, "icon-name", icon_name, "sentence", sentence, "empty-text", empty_text,
                NULL);
}

SpDropZone *
sp_single_file_get_zone (SpSingleFile *self)
{
  g_return_val_if_fail (SP_IS_SINGLE_FILE (self), NULL);

  return ((SpSingleFilePrivate *) sp_single_file_get_instance_private (self))->zone;
}

void
sp_single_file_set_file_types (SpSingleFile *self, const char *const *types)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  g_return_if_fail (SP_IS_SINGLE_FILE (self));

  sp_drop_zone_set_file_types (priv->zone, types);
}

void
sp_single_file_add_button (SpSingleFile *self,
                           const char   *icon_name,
                           const char   *words,
                           const char   *action_name)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);
  GtkWidget           *button = NULL;

  g_return_if_fail (SP_IS_SINGLE_FILE (self));

  button = g_object_new (GTK_TYPE_BUTTON, "icon-name", icon_name, "tooltip-text", words,
                         "action-name", action_name, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_bind_property (button, "sensitive", button, "visible", G_BINDING_SYNC_CREATE);
  sp_file_row_add_button (priv->row, button);
}

void
sp_single_file_set_detail (SpSingleFile *self, const char *detail)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  g_return_if_fail (SP_IS_SINGLE_FILE (self));

  sp_file_row_set_detail (priv->row, detail);
}

GradioFile *
sp_single_file_get_file (SpSingleFile *self)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  g_return_val_if_fail (SP_IS_SINGLE_FILE (self), NULL);

  return priv->file;
}

GtkWidget *
sp_single_file_get_preview (SpSingleFile *self)
{
  SpSingleFilePrivate *priv = sp_single_file_get_instance_private (self);

  g_return_val_if_fail (SP_IS_SINGLE_FILE (self), NULL);

  return priv->preview;
}
