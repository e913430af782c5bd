/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-drop-zone.h"
#include "sp-file-chip.h"
#include "sp-file-types.h"
#include "sp-flow-layout.h"
#include "sp-microphone-view.h"
#include "sp-resources.h"
#include "sp-text-area.h"
#include "sp-text-selection.h"

#define SP_TYPE_MULTIMODAL_TEXTBOX (sp_multimodal_textbox_get_type ())
G_DECLARE_FINAL_TYPE (SpMultimodalTextbox,
                      sp_multimodal_textbox,
                      SP,
                      MULTIMODAL_TEXTBOX,
                      SpComponent)

/* The `multimodaltextbox` component: a text with files, as one writes a message. */
struct _SpMultimodalTextbox {
  SpComponent parent_instance;

  SpDropZone       *zone;          /* template child: always filled, it takes the files */
  GtkFlowBox       *chips;         /* template child: one for each of @files */
  SpTextArea       *area;          /* template child */
  GtkWidget        *attach_button; /* template child */
  GtkWidget        *record_button; /* template child */
  SpMicrophoneView *microphone;    /* template child: visible while it records */
  GtkButton        *submit_button; /* template child */
  GtkButton        *stop_button;   /* template child */
  GListStore       *files;         /* owned, of GradioFile */
  SpTextSelection  *selection;     /* owned */
  JsonNode         *value;         /* owned: what was set; NULL once the user edited it */
  GPtrArray        *pasted;        /* owned, of GFile: long texts that were made files */
  int               lines;
  int               max_lines;
  int               max_plain_length;
  gboolean          multiple;
  gboolean          uploads; /* whether files can be added at all */
  gboolean          records; /* whether sounds can be recorded */
  gboolean          submits; /* whether the author wants a button for it */
};

G_DEFINE_FINAL_TYPE (SpMultimodalTextbox, sp_multimodal_textbox, SP_TYPE_COMPONENT)

static guint
count_files (SpMultimodalTextbox *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->files));
}

static gboolean
can_take (SpMultimodalTextbox *self)
{
  return sp_component_get_interactive (SP_COMPONENT (self)) && (self->multiple || count_files (self) == 0);
}

static gboolean
can_attach (SpMultimodalTextbox *self)
{
  return self->uploads && can_take (self);
}

/* Nothing is sent from where nothing is written. */
static void
update_submit (SpMultimodalTextbox *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->submit_button),
                          self->submits && sp_component_get_interactive (SP_COMPONENT (self)));
}

static void
update_state (SpMultimodalTextbox *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));

  gtk_widget_set_visible (GTK_WIDGET (self->chips), count_files (self) > 0);
  gtk_widget_set_visible (self->attach_button, can_attach (self));
  gtk_widget_set_visible (self->record_button, self->records && can_take (self));
  gtk_widget_set_sensitive (self->record_button, !sp_microphone_view_get_recording (self->microphone));
  if (!interactive)
    sp_microphone_view_stop (self->microphone);
  sp_drop_zone_set_interactive (self->zone, can_attach (self));
  sp_text_area_set_editable (self->area, interactive);
  update_submit (self);
}

static void
edited (SpMultimodalTextbox *self)
{
  g_clear_pointer (&self->value, json_node_unref);
  update_state (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
text_changed_cb (SpMultimodalTextbox *self)
{
  edited (self);
}

static void
submit_cb (SpMultimodalTextbox *self)
{
  if (sp_component_get_interactive (SP_COMPONENT (self)))
    sp_component_emit_event (SP_COMPONENT (self), "submit", NULL);
}

static void
stop_cb (SpMultimodalTextbox *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "stop", NULL);
}

/* Escape in the box ends the answer that is awaited. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpMultimodalTextbox *self = SP_MULTIMODAL_TEXTBOX (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->stop_button)))
    return FALSE;

  stop_cb (self);

  return TRUE;
}

static void
entered_cb (SpMultimodalTextbox *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "focus", NULL);
}

static void
left_cb (SpMultimodalTextbox *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "blur", NULL);
}

static void
attach_cb (SpMultimodalTextbox *self)
{
  sp_drop_zone_choose (self->zone);
}

static void
files_cb (SpMultimodalTextbox *self, GPtrArray *files)
{
  for (guint i = 0; i < files->len && (self->multiple || count_files (self) == 0); i++) {
    g_autoptr (GradioFile) file = gradio_file_new_local (g_ptr_array_index (files, i));

    g_list_store_append (self->files, file);
  }
  edited (self);
}

static void
record_cb (SpMultimodalTextbox *self)
{
  sp_component_set_error_text (SP_COMPONENT (self), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->microphone), TRUE);
  sp_microphone_view_start (self->microphone, 0, 0);
  update_state (self);
}

static void
recorded_cb (SpMultimodalTextbox *self, GFile *file, const char *trouble)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  if (self->area == NULL)
    return; /* being disposed of */

  gtk_widget_set_visible (GTK_WIDGET (self->microphone), FALSE);
  if (trouble != NULL)
    sp_component_set_error_text (SP_COMPONENT (self), trouble);
  if (file != NULL) {
    g_ptr_array_add (files, file);
    files_cb (self, files);
  }
  update_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
}

static void
refused_cb (SpMultimodalTextbox *self, const char *sentence)
{
  sp_component_set_error_text (SP_COMPONENT (self), sentence);
}

static void
chip_removed_cb (SpMultimodalTextbox *self, SpFileChip *chip)
{
  guint position = 0;

  if (!g_list_store_find (self->files, sp_file_chip_get_file (chip), &position))
    return;

  g_list_store_remove (self->files, position);
  edited (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
}

static GtkWidget *
create_chip_cb (gpointer item, gpointer user_data)
{
  SpMultimodalTextbox *self = user_data;
  GtkWidget           *child = gtk_flow_box_child_new ();
  GtkWidget           *chip = NULL;

  chip = sp_file_chip_new (item, sp_component_get_client (SP_COMPONENT (self)));
  g_object_bind_property (self, "interactive", chip, "removable", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (chip, "remove", G_CALLBACK (chip_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), chip);
  gtk_widget_set_focusable (child, FALSE); /* the chip itself is the stop for the Tab key */
  gtk_widget_set_halign (child, GTK_ALIGN_START);

  return child;
}

/* A text too long for a message becomes a file, as it does on Gradio's page. */
static void
attach_text (SpMultimodalTextbox *self, const char *text)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GFile)     file = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autofree char      *folder = g_dir_make_tmp ("spaceport-XXXXXX", &error);
  g_autofree char      *path = NULL;

  if (folder != NULL) {
    path = g_build_filename (folder, "pasted_text.txt", NULL);
    g_file_set_contents (path, text, -1, &error);
  }
  if (error != NULL) {
    sp_component_set_error_text (SP_COMPONENT (self), error->message);
    return;
  }

  file = g_file_new_for_path (path);
  g_ptr_array_add (self->pasted, g_object_ref (file));
  g_ptr_array_add (files, file);
  sp_drop_zone_take_files (self->zone, files);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpMultimodalTextbox) self = user_data;
  g_autoptr (GError)              error = NULL;
  g_autofree char                *text = NULL;

  text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  if (text == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sp_component_set_error_text (SP_COMPONENT (self), error->message);
    return;
  }

  if (can_attach (self) && self->max_plain_length > 0 &&
      g_utf8_strlen (text, -1) > self->max_plain_length)
    attach_text (self, text);
  else
    sp_text_area_insert (self->area, text);
}

/* Files and pictures go beside the text. */
static void
paste_cb (SpMultimodalTextbox *self, GtkTextView *view)
{
  GdkClipboard      *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (!sp_component_get_interactive (SP_COMPONENT (self)))
    return;

  g_signal_stop_emission_by_name (view, "paste-clipboard");
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
      (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
       !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))) {
    if (can_attach (self))
      sp_drop_zone_paste (self->zone);
    return;
  }
  gdk_clipboard_read_text_async (clipboard, sp_component_get_cancellable (SP_COMPONENT (self)),
                                 text_read_cb, g_object_ref (self));
}

static void
plain_text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpMultimodalTextbox) self = user_data;
  g_autoptr (GError)              error = NULL;
  g_autofree char                *text = NULL;

  text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  if (text != NULL)
    sp_text_area_insert (self->area, text);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sp_component_set_error_text (SP_COMPONENT (self), error->message);
}

static void
paste_as_text_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  if (sp_component_get_interactive (SP_COMPONENT (widget)))
    gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget),
                                   sp_component_get_cancellable (SP_COMPONENT (widget)),
                                   plain_text_read_cb, g_object_ref (widget));
}

static void
client_changed_cb (SpMultimodalTextbox *self)
{
  if (self->zone == NULL)
    return; /* being disposed of */

  sp_drop_zone_set_client (self->zone, sp_component_get_client (SP_COMPONENT (self)));
  gtk_flow_box_bind_model (self->chips, G_LIST_MODEL (self->files), create_chip_cb, self, NULL);
}

/* false, true for an icon, or the text on it. Returns whether there is to be a button. */
static gboolean
read_button (GtkButton *button, JsonNode *prop, gboolean shown, const char *icon_name)
{
  const char *name = gtk_widget_get_tooltip_text (GTK_WIDGET (button));

  if (prop == NULL || json_node_is_null (prop))
    return shown;

  if (gradio_json_is_string (prop)) {
    gtk_button_set_label (button, json_node_get_string (prop));
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    json_node_get_string (prop), -1);
    return TRUE;
  }

  gtk_button_set_icon_name (button, icon_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return json_node_get_value_type (prop) == G_TYPE_BOOLEAN && json_node_get_boolean (prop);
}

static void
read_sources (SpMultimodalTextbox *self, JsonObject *props)
{
  JsonArray *sources = gradio_json_get_array (props, "sources");

  if (sources == NULL)
    return;

  self->uploads = FALSE;
  self->records = FALSE;
  for (guint i = 0; i < json_array_get_length (sources); i++) {
    JsonNode *source = json_array_get_element (sources, i);

    if (gradio_json_is_string (source) && g_str_equal (json_node_get_string (source), "upload"))
      self->uploads = TRUE;
    if (gradio_json_is_string (source) && g_str_equal (json_node_get_string (source), "microphone"))
      self->records = TRUE;
  }
}

static void
read_files (SpMultimodalTextbox *self, JsonObject *props)
{
  const char    *count = gradio_json_get_string (props, "file_count", NULL);
  g_auto (GStrv) types = NULL;

  if (count != NULL) {
    self->multiple = !g_str_equal (count, "single");
    sp_drop_zone_set_multiple (self->zone, self->multiple);
    sp_drop_zone_set_folders (self->zone, g_str_equal (count, "directory"));
  }
  if (json_object_has_member (props, "file_types")) {
    types = sp_file_types_new_from_json (json_object_get_member (props, "file_types"));
    sp_drop_zone_set_file_types (self->zone, (const char *const *) types);
  }
}

static void
sp_multimodal_textbox_set_props (SpComponent *component, JsonObject *props)
{
  SpMultimodalTextbox *self = SP_MULTIMODAL_TEXTBOX (component);
  const char          *placeholder = gradio_json_get_string (props, "placeholder", NULL);
  const char          *align = gradio_json_get_string (props, "text_align", NULL);

  read_sources (self, props);
  read_files (self, props);
  self->lines = (int) CLAMP (gradio_json_get_int (props, "lines", self->lines), 1, 100);
  self->max_lines = (int) CLAMP (gradio_json_get_int (props, "max_lines", self->max_lines), 1, 100);
  self->max_plain_length = (int) CLAMP (
    gradio_json_get_int (props, "max_plain_text_length", self->max_plain_length), 0, G_MAXINT);
  sp_text_area_set_lines (self->area, self->lines, MAX (self->lines, self->max_lines));
  sp_text_area_set_enter (self->area, self->lines == 1 ? SP_TEXT_AREA_ENTER_SENDS
                                                       : SP_TEXT_AREA_ENTER_BREAKS);
  if (placeholder != NULL)
    sp_text_area_set_placeholder (self->area, placeholder);
  if (align != NULL)
    gtk_text_view_set_justification (sp_text_area_get_view (self->area),
                                     g_str_equal (align, "right") ? GTK_JUSTIFY_RIGHT
                                                                  : GTK_JUSTIFY_LEFT);
  if (json_object_has_member (props, "autoscroll"))
    sp_text_area_set_autoscroll (self->area, gradio_json_get_boolean (props, "autoscroll", TRUE));
  self->submits = read_button (self->submit_button, json_object_get_member (props, "submit_btn"),
                               self->submits, "sp-send-symbolic");
  gtk_widget_set_visible (
    GTK_WIDGET (self->stop_button),
    read_button (self->stop_button, json_object_get_member (props, "stop_btn"),
                 gtk_widget_get_visible (GTK_WIDGET (self->stop_button)), "media-playback-stop-symbolic"));
  update_state (self);
}

/* Null has no text and no files; a plain text has no files. */
static void
sp_multimodal_textbox_set_value (SpComponent *component, JsonNode *value)
{
  SpMultimodalTextbox  *self = SP_MULTIMODAL_TEXTBOX (component);
  g_autoptr (JsonNode)  old = g_steal_pointer (&self->value);
  JsonObject           *object = NULL;
  g_autoptr (GPtrArray) files = NULL;

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  if (JSON_NODE_HOLDS_OBJECT (self->value))
    object = json_node_get_object (self->value);
  files = gradio_file_collect (object != NULL ? json_object_get_member (object, "files") : NULL);

  if (gradio_json_is_string (self->value))
    sp_text_area_set_text (self->area, json_node_get_string (self->value));
  else
    sp_text_area_set_text (self->area,
                           object != NULL ? gradio_json_get_string (object, "text", "") : "");
  g_list_store_splice (self->files, 0, count_files (self), files->pdata, files->len);
  update_state (self);
}

static JsonNode *
sp_multimodal_textbox_dup_value (SpComponent *component)
{
  SpMultimodalTextbox *self = SP_MULTIMODAL_TEXTBOX (component);
  JsonNode            *node = NULL;
  JsonObject          *object = NULL;
  JsonArray           *files = NULL;
  g_autofree char     *text = NULL;

  if (self->value != NULL)
    return json_node_ref (self->value);

  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  files = json_array_new ();
  text = sp_text_area_dup_text (self->area);
  for (guint i = 0; i < count_files (self); i++) {
    g_autoptr (GradioFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

    json_array_add_element (files, gradio_file_to_json (file));
  }
  json_object_set_string_member (object, "text", text);
  json_object_set_array_member (object, "files", files);
  json_node_take_object (node, object);

  return node;
}

static char *
sp_multimodal_textbox_dup_text (SpComponent *component)
{
  return sp_text_area_dup_text (SP_MULTIMODAL_TEXTBOX (component)->area);
}

static void
sp_multimodal_textbox_set_interactive (SpComponent *component, gboolean interactive)
{
  update_state (SP_MULTIMODAL_TEXTBOX (component));
}

/* The texts that were made files are of no use any more. */
static void
remove_pasted (SpMultimodalTextbox *self)
{
  for (guint i = 0; i < self->pasted->len; i++) {
    GFile            *file = g_ptr_array_index (self->pasted, i);
    g_autoptr (GFile) folder = g_file_get_parent (file);

    if (!g_file_delete (file, NULL, NULL) || !g_file_delete (folder, NULL, NULL))
      g_debug ("A pasted text could not be removed");
  }
  g_clear_pointer (&self->pasted, g_ptr_array_unref);
}

static void
sp_multimodal_textbox_dispose (GObject *object)
{
  g_clear_object (&SP_MULTIMODAL_TEXTBOX (object)->selection);
  SP_MULTIMODAL_TEXTBOX (object)->area = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MULTIMODAL_TEXTBOX);

  G_OBJECT_CLASS (sp_multimodal_textbox_parent_class)->dispose (object);
}

static void
sp_multimodal_textbox_finalize (GObject *object)
{
  SpMultimodalTextbox *self = SP_MULTIMODAL_TEXTBOX (object);

  remove_pasted (self);
  g_clear_object (&self->files);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_multimodal_textbox_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "multimodaltextbox.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, area);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, attach_button);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, chips);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, microphone);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, record_button);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, submit_button);
  gtk_widget_class_bind_template_child (widget_class, SpMultimodalTextbox, zone);
  gtk_widget_class_bind_template_callback (widget_class, attach_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_bind_template_callback (widget_class, recorded_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
sp_multimodal_textbox_class_init (SpMultimodalTextboxClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_multimodal_textbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_multimodal_textbox_finalize;
  component_class->set_props = sp_multimodal_textbox_set_props;
  component_class->set_value = sp_multimodal_textbox_set_value;
  component_class->dup_value = sp_multimodal_textbox_dup_value;
  component_class->dup_text = sp_multimodal_textbox_dup_text;
  component_class->set_interactive = sp_multimodal_textbox_set_interactive;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;
  component_class->follows_rtl = TRUE;

  gtk_widget_class_install_action (widget_class, "multimodal.paste-as-text", NULL,
                                   paste_as_text_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "multimodal.paste-as-text", NULL);
  g_type_ensure (SP_TYPE_DROP_ZONE);
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  g_type_ensure (SP_TYPE_MICROPHONE_VIEW);
  g_type_ensure (SP_TYPE_TEXT_AREA);
  bind_template (widget_class);
}

static void
sp_multimodal_textbox_init (SpMultimodalTextbox *self)
{
  self->submits = TRUE;
  self->lines = 1;
  self->max_lines = 20;
  self->max_plain_length = 1000;
  self->uploads = TRUE;
  self->value = json_node_new (JSON_NODE_NULL);
  self->files = g_list_store_new (GRADIO_TYPE_FILE);
  self->pasted = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  sp_microphone_view_make_compact (self->microphone);
  sp_drop_zone_set_filled (self->zone, TRUE);
  sp_text_area_set_lines (self->area, self->lines, self->max_lines);
  sp_text_area_set_enter (self->area, SP_TEXT_AREA_ENTER_SENDS);
  gtk_flow_box_bind_model (self->chips, G_LIST_MODEL (self->files), create_chip_cb, self, NULL);
  g_signal_connect_object (sp_text_area_get_view (self->area), "paste-clipboard",
                           G_CALLBACK (paste_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  sp_component_set_labelled_widget (SP_COMPONENT (self),
                                    GTK_WIDGET (sp_text_area_get_view (self->area)));
  self->selection = sp_text_selection_new (GTK_WIDGET (sp_text_area_get_view (self->area)),
                                           SP_COMPONENT (self));
  update_state (self);
}
