/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-registry.h"

#include <glib/gi18n-lib.h>

#include "sp-chat-form.h"
#include "sp-custom.h"
#include "sp-drop-zone.h"
#include "sp-json-editor.h"
#include "sp-schema-form.h"

/* Components have no header: these functions are all that is seen of them. */
GType sp_accordion_get_type (void);
GType sp_annotated_image_get_type (void);
GType sp_audio_get_type (void);
GType sp_box_get_type (void);
GType sp_button_get_type (void);
GType sp_chatbot_get_type (void);
GType sp_checkbox_get_type (void);
GType sp_checkbox_group_get_type (void);
GType sp_code_get_type (void);
GType sp_color_picker_get_type (void);
GType sp_column_get_type (void);
GType sp_dataframe_get_type (void);
GType sp_dataset_get_type (void);
GType sp_date_time_get_type (void);
GType sp_dialogue_get_type (void);
GType sp_downloadbutton_get_type (void);
GType sp_draggable_get_type (void);
GType sp_dropdown_get_type (void);
GType sp_file_explorer_get_type (void);
GType sp_file_get_type (void);
GType sp_form_get_type (void);
GType sp_gallery_get_type (void);
GType sp_group_get_type (void);
GType sp_highlighted_text_get_type (void);
GType sp_html_get_type (void);
GType sp_image_editor_get_type (void);
GType sp_image_get_type (void);
GType sp_image_slider_get_type (void);
GType sp_json_get_type (void);
GType sp_label_get_type (void);
GType sp_markdown_get_type (void);
GType sp_model3d_get_type (void);
GType sp_multimodal_textbox_get_type (void);
GType sp_native_plot_get_type (void);
GType sp_navbar_get_type (void);
GType sp_number_get_type (void);
GType sp_param_viewer_get_type (void);
#ifdef HAVE_POPPLER
GType sp_pdf_get_type (void);
#endif
GType sp_plot_get_type (void);
GType sp_radio_get_type (void);
GType sp_row_get_type (void);
GType sp_sidebar_get_type (void);
GType sp_slider_get_type (void);
GType sp_state_get_type (void);
GType sp_tabitem_get_type (void);
GType sp_tabs_get_type (void);
GType sp_textbox_get_type (void);
GType sp_timer_get_type (void);
GType sp_timeseries_get_type (void);
GType sp_uploadbutton_get_type (void);
GType sp_video_get_type (void);
GType sp_walkthrough_get_type (void);
GType sp_walkthroughstep_get_type (void);
GType sp_workflow_canvas_get_type (void);

typedef struct {
  const char *type;
  GType (*get_type) (void);
  gboolean    is_input;    /* whether its widget can be filled in */
  const char *word;        /* stands in for a missing label (components.md 2.2) */
  gboolean    is_faceless; /* draws nothing: its schema decides how a parameter is shown */
} SpComponentEntry;

/* Sorted by type. */
static const SpComponentEntry entries[] = {
  { "accordion", sp_accordion_get_type, FALSE, NULL },
  { "annotatedimage", sp_annotated_image_get_type, FALSE, N_("Annotated Image") },
  { "api", sp_state_get_type, FALSE, NULL, TRUE },
  { "audio", sp_audio_get_type, TRUE, N_("Audio") },
  { "box", sp_box_get_type, FALSE, NULL },
  { "browserstate", sp_state_get_type, FALSE, NULL, TRUE },
  { "button", sp_button_get_type, FALSE, NULL },
  { "chatbot", sp_chatbot_get_type, FALSE, N_("Chatbot") },
  { "checkbox", sp_checkbox_get_type, TRUE, N_("Checkbox") },
  { "checkboxgroup", sp_checkbox_group_get_type, TRUE, N_("Checkbox Group") },
  { "code", sp_code_get_type, TRUE, N_("Code") },
  { "colorpicker", sp_color_picker_get_type, TRUE, N_("Color Picker") },
  { "column", sp_column_get_type, FALSE, NULL },
  { "dataframe", sp_dataframe_get_type, TRUE, NULL },
  { "dataset", sp_dataset_get_type, FALSE, N_("Examples") },
  { "datetime", sp_date_time_get_type, TRUE, N_("Date") },
  { "dialogue", sp_dialogue_get_type, TRUE, N_("Dialogue") },
  { "downloadbutton", sp_downloadbutton_get_type, FALSE, N_("Download") },
  { "draggable", sp_draggable_get_type, FALSE, NULL },
  { "dropdown", sp_dropdown_get_type, TRUE, N_("Dropdown") },
  { "fallback", sp_json_editor_get_type, TRUE, NULL },
  { "file", sp_file_get_type, TRUE, N_("File") },
  { "fileexplorer", sp_file_explorer_get_type, TRUE, N_("FileExplorer") },
  { "form", sp_form_get_type, FALSE, NULL },
  { "gallery", sp_gallery_get_type, TRUE, N_("Gallery") },
  { "group", sp_group_get_type, FALSE, NULL },
  { "highlightedtext", sp_highlighted_text_get_type, TRUE, NULL },
  { "html", sp_html_get_type, FALSE, NULL },
  { "image", sp_image_get_type, TRUE, N_("Image") },
  { "imageeditor", sp_image_editor_get_type, TRUE, N_("Image") },
  { "imageslider", sp_image_slider_get_type, TRUE, N_("Image") },
  { "json", sp_json_get_type, FALSE, NULL },
  { "label", sp_label_get_type, FALSE, N_("Label") },
  { "markdown", sp_markdown_get_type, TRUE, NULL },
  { "model3d", sp_model3d_get_type, TRUE, N_("3D Model") },
  { "multimodaltextbox", sp_multimodal_textbox_get_type, TRUE, N_("MultimodalTextbox") },
  { "nativeplot", sp_native_plot_get_type, FALSE, NULL },
  { "navbar", sp_navbar_get_type, FALSE, NULL, TRUE },
  { "number", sp_number_get_type, TRUE, N_("Number") },
  { "paramviewer", sp_param_viewer_get_type, FALSE, NULL },
#ifdef HAVE_POPPLER
  { "pdf", sp_pdf_get_type, TRUE, N_("Document") },
#endif
  { "playablevideo", sp_video_get_type, TRUE, N_("Video") },
  { "plot", sp_plot_get_type, FALSE, N_("Plot") },
  { "radio", sp_radio_get_type, TRUE, N_("Radio") },
  { "row", sp_row_get_type, FALSE, NULL },
  { "sidebar", sp_sidebar_get_type, FALSE, NULL },
  { "simpledropdown", sp_dropdown_get_type, TRUE, N_("Dropdown") },
  { "simpleimage", sp_image_get_type, TRUE, N_("Image") },
  { "simpletextbox", sp_textbox_get_type, TRUE, N_("Textbox") },
  { "slider", sp_slider_get_type, TRUE, N_("Slider") },
  { "state", sp_state_get_type, FALSE, NULL, TRUE },
  { "tabitem", sp_tabitem_get_type, FALSE, NULL },
  { "tabs", sp_tabs_get_type, FALSE, NULL },
  { "textarea", sp_textbox_get_type, TRUE, N_("Textbox") },
  { "textbox", sp_textbox_get_type, TRUE, N_("Textbox") },
  { "timer", sp_timer_get_type, FALSE, NULL, TRUE },
  { "timeseries", sp_timeseries_get_type, TRUE, N_("Time Series") },
  { "uploadbutton", sp_uploadbutton_get_type, TRUE, N_("Upload a File") },
  { "video", sp_video_get_type, TRUE, N_("Video") },
  { "walkthrough", sp_walkthrough_get_type, FALSE, NULL },
  { "walkthroughstep", sp_walkthroughstep_get_type, FALSE, NULL },
  { "workflowcanvas", sp_workflow_canvas_get_type, FALSE, NULL },
};

static int
compare_entry (const void *key, const void *entry)
{
  return strcmp (key, ((const SpComponentEntry *) entry)->type);
}

static const SpComponentEntry *
find_entry (const char *type)
{
  g_autofree char *lower = type != NULL ? g_ascii_strdown (type, -1) : NULL;

  if (lower == NULL)
    return NULL;

  return bsearch (lower, entries, G_N_ELEMENTS (entries), sizeof (SpComponentEntry), compare_entry);
}

SpComponent *
sp_component_new_for_type (const char *type)
{
  const SpComponentEntry *entry = find_entry (type);

  if (entry == NULL)
    return g_object_new (type != NULL && *type != '\0' ? SP_TYPE_CUSTOM : SP_TYPE_JSON_EDITOR,
                         "type-name", type, NULL);

  return g_object_new (entry->get_type (), "type-name", entry->type, "label",
                       entry->word != NULL ? _(entry->word) : NULL, NULL);
}

/* A parameter without a usable component: what its schema says decides. */
static SpComponent *
new_for_schema (GradioParameter *parameter, gboolean input)
{
  const char  *name = gradio_parameter_get_component (parameter);
  SpComponent *self = NULL;

  if (input && g_ascii_strcasecmp (name != NULL ? name : "", "chatbot") == 0)
    self = sp_chat_form_new (gradio_parameter_get_schema (parameter));
  if (self != NULL)
    return self;

  self = sp_schema_form_new_component (gradio_parameter_get_schema (parameter),
                                       gradio_parameter_get_example (parameter));
  if (SP_IS_JSON_EDITOR (self) && !input) {
    g_object_ref_sink (self);
    g_object_unref (self);
    return sp_component_new_for_type ("json");
  }
  if (SP_IS_JSON_EDITOR (self) && find_entry (name) == NULL)
    g_object_set (self, "type-name", name, NULL); /* it says what it stands in for */

  return self;
}

/* The row of a form around it has a reset button for every type. */
static void
hide_buttons (SpComponent *self)
{
  g_autoptr (JsonObject) props = json_object_new ();

  json_object_set_array_member (props, "buttons", json_array_new ());
  json_object_set_boolean_member (props, "show_reset_button", FALSE);
  sp_component_set_props (self, props);
}

/* Whoever calls a function may give it any file: a microphone or a camera is one way to have one. */
static void
offer_files (SpComponent *self)
{
  g_autoptr (JsonObject) props = json_object_new ();

  json_object_set_boolean_member (props, SP_DROP_ZONE_ANY_FILE, TRUE);
  sp_component_set_props (self, props);
}

SpComponent *
sp_component_new_for_parameter (GradioParameter *parameter, GradioClient *client, gboolean input)
{
  const SpComponentEntry *entry = NULL;
  SpComponent            *self = NULL;

  g_return_val_if_fail (GRADIO_IS_PARAMETER (parameter), NULL);
  g_return_val_if_fail (client == NULL || GRADIO_IS_CLIENT (client), NULL);

  entry = find_entry (gradio_parameter_get_component (parameter));
  if (entry != NULL && !entry->is_faceless && (entry->is_input || !input))
    self = sp_component_new_for_type (entry->type);
  else
    self = new_for_schema (parameter, input);

  sp_component_set_client (self, client);
  sp_component_set_props (self, gradio_parameter_get_props (parameter));
  if (input) {
    hide_buttons (self);
    offer_files (self);
  }
  sp_component_set_label (self, gradio_parameter_get_label (parameter));
  sp_component_set_interactive (self, input);
  /* What the author's page hides is a parameter or a result all the same. */
  g_object_set (self, "visible", TRUE, "show-label", TRUE, "required",
                input && gradio_parameter_get_required (parameter), NULL);
  if (input && gradio_parameter_get_default (parameter) != NULL)
    sp_component_set_value (self, gradio_parameter_get_default (parameter));

  return self;
}

gboolean
sp_component_registry_has (const char *type)
{
  return find_entry (type) != NULL;
}

const char *const *
sp_component_registry_get_types (gsize *n_types)
{
  static const char *types[G_N_ELEMENTS (entries)];

  g_return_val_if_fail (n_types != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    types[i] = entries[i].type;
  *n_types = G_N_ELEMENTS (entries);

  return types;
}
