/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"

#include <glib/gi18n-lib.h>

/* The tool buttons at the end of the heading line (components.md 2.4). */

/* More custom buttons than this no heading holds. */
#define MAX_CUSTOM 16

typedef struct {
  SpComponentButtons button;
  const char        *words[2]; /* in `buttons` of Gradio 6 */
  const char        *props[2]; /* of Gradio 3 to 5 */
  const char        *icon_name;
  const char        *tooltip;
  const char        *action_name;
} Tool;

/* clang-format off */
static const Tool tools[] = {
  { SP_COMPONENT_BUTTON_COPY,
    { "copy", "copy_all" }, { "show_copy_button", "show_copy_all_button" },
    "edit-copy-symbolic", N_("Copy"), "component.copy" },
  { SP_COMPONENT_BUTTON_DOWNLOAD,
    { "download", "download_all" }, { "show_download_button", NULL },
    "document-save-symbolic", N_("Save…"), "component.save" },
  { SP_COMPONENT_BUTTON_FULLSCREEN,
    { "fullscreen", NULL }, { "show_fullscreen_button", NULL },
    "view-fullscreen-symbolic", N_("Full Screen"), "component.fullscreen" },
};
/* clang-format on */

static SpComponentButtons
find_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_strcmp0 (word, tools[i].words[0]) == 0 || g_strcmp0 (word, tools[i].words[1]) == 0)
      return tools[i].button;

  return 0;
}

static SpComponentButtons
read_old_props (JsonObject *props, SpComponentButtons shown)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (tools[i].props); j++) {
      if (tools[i].props[j] == NULL || !json_object_has_member (props, tools[i].props[j]))
        continue;
      if (gradio_json_get_boolean (props, tools[i].props[j], (shown & tools[i].button) != 0))
        shown |= tools[i].button;
      else
        shown &= ~tools[i].button;
    }
  }

  return shown;
}

/* What a custom button tells whom. */
typedef struct {
  SpComponent *component; /* it holds the button */
  int          id;
} CustomButton;

static void
custom_button_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
clicked_cb (GtkWidget *button, CustomButton *custom)
{
  g_signal_emit_by_name (custom->component, "button-clicked", custom->id);
}

static void
append_custom (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  const char         *label = gradio_json_get_string (props, "value", NULL);
  gint64              id = gradio_json_get_int (props, "id", -1);
  CustomButton       *custom = NULL;
  GtkWidget          *button = NULL;
  g_autofree char    *text = NULL;

  if (id < 0 || id > G_MAXINT || !gradio_json_get_boolean (props, "visible", TRUE))
    return;

  text = g_utf8_make_valid (label != NULL ? label : "", -1);
  button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  gtk_widget_set_sensitive (button, gradio_json_get_boolean (props, "interactive", TRUE));
  custom = g_new0 (CustomButton, 1);
  custom->component = self;
  custom->id = (int) id;
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), custom, custom_button_free, 0);
  gtk_box_append (priv->standard_tools, button);
}

static void
append_standard (SpComponent *self, const Tool *tool)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  const char         *words = _(tool->tooltip);
  GtkWidget          *button = NULL;

  button = g_object_new (GTK_TYPE_BUTTON, "icon-name", tool->icon_name, "tooltip-text", words,
                         "action-name", tool->action_name, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  gtk_widget_set_visible (button, !priv->is_empty);
  gtk_box_append (priv->standard_tools, button);
}

/* The author's order is that of the custom buttons only: ours are where people know them. */
void
sp_component_update_tools (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  SpComponentButtons  shown = priv->shown_buttons & SP_COMPONENT_GET_CLASS (self)->buttons;
  GtkWidget          *child = NULL;
  guint               n_custom = 0;

  if (priv->standard_tools == NULL)
    return; /* being disposed of */

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (priv->standard_tools))) != NULL)
    gtk_box_remove (priv->standard_tools, child);
  for (guint i = 0; priv->buttons != NULL && i < json_array_get_length (priv->buttons); i++) {
    JsonNode *node = json_array_get_element (priv->buttons, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && n_custom++ < MAX_CUSTOM)
      append_custom (self, json_node_get_object (node));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    if ((shown & tools[i].button) != 0)
      append_standard (self, &tools[i]);
  sp_component_update_heading (self);
  if (SP_COMPONENT_GET_CLASS (self)->tools_changed != NULL)
    SP_COMPONENT_GET_CLASS (self)->tools_changed (self, shown);
}

static gboolean is_nothing (JsonNode *node);

static gboolean
has_nothing (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_nothing (json_array_get_element (array, i)))
      return FALSE;

  return TRUE;
}

/* As `null`, `""`, `[]` and `{"text": "", "files": []}` are. */
static gboolean
is_nothing (JsonNode *node)
{
  JsonObjectIter iter;
  JsonNode      *member = NULL;

  if (gradio_json_is_string (node))
    return *json_node_get_string (node) == '\0';
  if (JSON_NODE_HOLDS_ARRAY (node))
    return has_nothing (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return json_node_is_null (node);

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, NULL, &member))
    if (!is_nothing (member))
      return FALSE;

  return TRUE;
}

void
sp_component_update_empty (SpComponent *self, JsonNode *value)
{
  SpComponentPrivate  *priv = sp_component_get_private (self);
  g_autoptr (JsonNode) own = NULL;
  gboolean             is_empty = FALSE;

  if (SP_COMPONENT_GET_CLASS (self)->buttons == 0)
    return;

  if (SP_COMPONENT_GET_CLASS (self)->is_empty != NULL) {
    is_empty = SP_COMPONENT_GET_CLASS (self)->is_empty (self);
  } else {
    if (value == NULL)
      value = own = sp_component_dup_value (self);
    is_empty = is_nothing (value);
  }
  if (priv->is_empty == is_empty)
    return;

  priv->is_empty = is_empty;
  sp_component_update_tools (self);
}

void
sp_component_read_buttons (SpComponent *self, JsonObject *props)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  JsonArray          *buttons = gradio_json_get_array (props, "buttons");
  SpComponentButtons  shown = priv->shown_buttons;

  if (buttons == NULL) {
    shown = read_old_props (props, shown);
    if (shown == priv->shown_buttons)
      return;
  } else {
    shown = 0;
    for (guint i = 0; i < json_array_get_length (buttons); i++) {
      JsonNode *node = json_array_get_element (buttons, i);

      if (gradio_json_is_string (node))
        shown |= find_word (json_node_get_string (node));
    }
    g_clear_pointer (&priv->buttons, json_array_unref);
    priv->buttons = json_array_ref (buttons);
  }

  priv->shown_buttons = shown;
  sp_component_update_tools (self);
}

void
sp_component_add_tool (SpComponent *self, GtkWidget *button)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (GTK_IS_WIDGET (button));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "component-tool");
  gtk_widget_insert_before (button, GTK_WIDGET (priv->tools), GTK_WIDGET (priv->standard_tools));
  sp_component_update_heading (self);
}
