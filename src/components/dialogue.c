/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-color-text.h"
#include "sp-dialogue-row.h"
#include "sp-resources.h"
#include "sp-tag-menu.h"
#include "sp-text-area.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_DIALOGUE (sp_dialogue_get_type ())
G_DECLARE_FINAL_TYPE (SpDialogue, sp_dialogue, SP, DIALOGUE, SpComponent)

/* The `dialogue` component: lines of several speakers, or all of it as one text. */
struct _SpDialogue {
  SpComponent      parent_instance;
  GtkWidget       *empty_label;   /* template child */
  GtkBox          *box;           /* template child: a row for each line */
  SpTextArea      *area;          /* template child */
  GtkWidget       *add_button;    /* template child */
  GtkToggleButton *text_button;   /* template child */
  GtkButton       *submit_button; /* template child */
  SpTagMenu       *menu;          /* a child of the area */
  JsonNode        *value;         /* owned: what was set; NULL once the user edited it */
  GStrv            speakers;
  GStrv            tags;
  JsonObject      *colors; /* owned (nullable) */
  char            *ui_mode;
  int              max_lines; /* 0 when the author gives none */
  gboolean         is_text;   /* the text is shown, not the lines */
  gboolean         submits;   /* whether the author wants a button for it */
  gboolean         quiet;
};

G_DEFINE_FINAL_TYPE (SpDialogue, sp_dialogue, SP_TYPE_COMPONENT)

/* For speakers without a colour of the author's: apart from each other in light and dark. */
static const char *const palette[] = { "#3584e4", "#2ec27e", "#e66100", "#9141ac",
                                       "#c01c28", "#986a44", "#e5a50a", "#26a2a3" };

static GdkRGBA
choose_color (SpDialogue *self, const char *speaker)
{
  const char *text = NULL;
  GdkRGBA     color;

  if (self->colors != NULL)
    text = gradio_json_get_string (self->colors, speaker, NULL);
  if (text != NULL && sp_color_text_parse (text, &color, NULL))
    return color;

  for (guint i = 0; self->speakers != NULL && self->speakers[i] != NULL; i++) {
    if (g_str_equal (self->speakers[i], speaker)) {
      gdk_rgba_parse (&color, palette[i % G_N_ELEMENTS (palette)]);
      return color;
    }
  }
  gdk_rgba_parse (&color, palette[g_str_hash (speaker) % G_N_ELEMENTS (palette)]);

  return color;
}

static guint
count_rows (SpDialogue *self)
{
  guint n_rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n_rows++;

  return n_rows;
}

static gboolean
has_speakers (SpDialogue *self)
{
  return self->speakers != NULL && self->speakers[0] != NULL;
}

static gboolean
is_empty (SpDialogue *self)
{
  g_autofree char *text = sp_text_area_dup_text (self->area);

  return count_rows (self) == 0 && *text == '\0';
}

static void
update_state (SpDialogue *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));
  gboolean nothing = !interactive && is_empty (self);

  gtk_widget_set_visible (self->empty_label, nothing);
  gtk_widget_set_visible (GTK_WIDGET (self->box), !self->is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->area), self->is_text && !nothing);
  gtk_widget_set_visible (self->add_button,
                          interactive && !self->is_text && has_speakers (self) &&
                            (self->max_lines == 0 || count_rows (self) < (guint) self->max_lines));
  gtk_widget_set_visible (GTK_WIDGET (self->text_button),
                          !nothing && has_speakers (self) && g_strcmp0 (self->ui_mode, "both") == 0);
  self->quiet = TRUE;
  gtk_toggle_button_set_active (self->text_button, self->is_text);
  self->quiet = FALSE;
  sp_text_area_set_editable (self->area, interactive);
  gtk_widget_set_visible (GTK_WIDGET (self->submit_button), interactive && self->submits);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->box)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    sp_dialogue_row_set_editable (SP_DIALOGUE_ROW (row), interactive);
}

static void
edited (SpDialogue *self)
{
  if (self->quiet)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  update_state (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
row_changed_cb (SpDialogue *self, SpDialogueRow *row)
{
  g_autofree char *speaker = sp_dialogue_row_dup_speaker (row);
  GdkRGBA          color = choose_color (self, speaker);

  sp_dialogue_row_set_color (row, &color);
  edited (self);
}

static void
row_removed_cb (SpDialogue *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_prev_sibling (row);

  gtk_box_remove (self->box, row);
  if (next == NULL)
    next = gtk_widget_get_first_child (GTK_WIDGET (self->box));
  gtk_widget_grab_focus (next != NULL ? next : self->add_button);
  edited (self);
}

static void add_line (SpDialogue *self, GtkWidget *after);

static GtkWidget *
insert_row (SpDialogue *self, GtkWidget *after, const char *speaker, const char *text)
{
  static const char *const nobody[] = { NULL };
  GtkWidget               *row = NULL;
  GdkRGBA                  color = choose_color (self, speaker);

  row = sp_dialogue_row_new (self->speakers != NULL ? (const char *const *) self->speakers : nobody,
                             speaker, text);
  sp_dialogue_row_set_color (SP_DIALOGUE_ROW (row), &color);
  sp_dialogue_row_set_tags (SP_DIALOGUE_ROW (row), (const char *const *) self->tags);
  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activate", G_CALLBACK (add_line), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (self->box, row, after);

  return row;
}

/* The next speaker after the one of the line before speaks. */
static void
add_line (SpDialogue *self, GtkWidget *after)
{
  g_autofree char *before = after != NULL ? sp_dialogue_row_dup_speaker (SP_DIALOGUE_ROW (after))
                                          : NULL;
  const char      *speaker = NULL;

  if (!sp_component_get_interactive (SP_COMPONENT (self)) || !has_speakers (self) ||
      (self->max_lines > 0 && count_rows (self) >= (guint) self->max_lines))
    return;

  speaker = self->speakers[0];
  for (guint i = 0; before != NULL && self->speakers[i] != NULL; i++) {
    if (g_str_equal (self->speakers[i], before) && self->speakers[i + 1] != NULL)
      speaker = self->speakers[i + 1];
  }
  gtk_widget_grab_focus (insert_row (self, after, speaker, ""));
  edited (self);
}

static void
add_clicked_cb (SpDialogue *self)
{
  add_line (self, gtk_widget_get_last_child (GTK_WIDGET (self->box)));
}

static void
submit_cb (SpDialogue *self)
{
  if (sp_component_get_interactive (SP_COMPONENT (self)))
    sp_component_emit_event (SP_COMPONENT (self), "submit", NULL);
}

static JsonNode *
build_lines (SpDialogue *self)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *lines = json_array_new ();

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->box)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    JsonObject      *line = json_object_new ();
    g_autofree char *speaker = sp_dialogue_row_dup_speaker (SP_DIALOGUE_ROW (row));
    g_autofree char *text = sp_dialogue_row_dup_text (SP_DIALOGUE_ROW (row));

    json_object_set_string_member (line, "speaker", speaker);
    json_object_set_string_member (line, "text", text);
    json_array_add_object_element (lines, line);
  }
  json_node_take_array (node, lines);

  return node;
}

static void
show_value (SpDialogue *self, JsonNode *value)
{
  JsonArray *lines = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  GtkWidget *row = NULL;

  self->quiet = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, row);
  if (lines != NULL) {
    self->is_text = FALSE;
  } else if (!json_node_is_null (value)) {
    self->is_text = TRUE;
  } else {
    self->is_text = !has_speakers (self) || g_strcmp0 (self->ui_mode, "text") == 0;
  }
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++) {
    JsonNode   *element = json_array_get_element (lines, i);
    JsonObject *line = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

    if (line != NULL)
      insert_row (self, gtk_widget_get_last_child (GTK_WIDGET (self->box)),
                  gradio_json_get_string (line, "speaker", ""),
                  gradio_json_get_string (line, "text", ""));
  }
  if (gradio_json_is_string (value)) {
    sp_text_area_set_text (self->area, json_node_get_string (value));
  } else {
    g_autofree char *json =
      lines == NULL && !json_node_is_null (value) ? gradio_json_write (value) : NULL;

    sp_text_area_set_text (self->area, json != NULL ? json : "");
  }
  self->quiet = FALSE;
  update_state (self);
}

/* The server knows how its author writes lines as a text. */
static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpDialogue) self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonNode)   value = NULL;

  value = gradio_session_call_component_finish (GRADIO_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (value == NULL) {
    g_autofree char *text =
      g_strdup_printf (_("The app could not convert the dialogue: %s"), error->message);

    sp_component_notice (SP_COMPONENT (self), text);
    update_state (self); /* the button goes back */
    return;
  }
  show_value (self, value);
  edited (self);
}

static void
text_toggled_cb (SpDialogue *self)
{
  GradioSession       *session = sp_component_get_session (SP_COMPONENT (self));
  g_autoptr (JsonNode) data = NULL;

  if (self->quiet)
    return;

  if (session == NULL || sp_component_get_id (SP_COMPONENT (self)) < 0) {
    sp_component_notice (SP_COMPONENT (self), _("The dialogue can be converted in the app only."));
    update_state (self);
    return;
  }

  if (self->is_text) {
    g_autofree char *text = sp_text_area_dup_text (self->area);
    JsonObject      *object = json_object_new ();

    json_object_set_string_member (object, "text", text);
    data = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (data, object);
  } else {
    data = build_lines (self);
  }
  gradio_session_call_component_async (session, sp_component_get_id (SP_COMPONENT (self)),
                                       self->is_text ? "unformat" : "format", data,
                                       sp_component_get_cancellable (SP_COMPONENT (self)),
                                       converted_cb, g_object_ref (self));
}

static void
read_texts (GStrv *place, JsonObject *props, const char *member)
{
  JsonArray               *array = gradio_json_get_array (props, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (gradio_json_is_string (json_array_get_element (array, i)))
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
  }
  g_strfreev (*place);
  *place = g_strv_builder_end (builder);
}

static void
read_submit (SpDialogue *self, JsonObject *props)
{
  const char *text = gradio_json_get_string (props, "submit_btn", NULL);

  if (text != NULL)
    gtk_button_set_label (self->submit_button, text);
  else if (gradio_json_get_boolean (props, "submit_btn", FALSE))
    gtk_button_set_icon_name (self->submit_button, "sp-send-symbolic");
  self->submits = text != NULL || gradio_json_get_boolean (props, "submit_btn", self->submits);
}

static void
sp_dialogue_set_props (SpComponent *component, JsonObject *props)
{
  SpDialogue          *self = SP_DIALOGUE (component);
  const char          *ui_mode = gradio_json_get_string (props, "ui_mode", NULL);
  const char          *placeholder = gradio_json_get_string (props, "placeholder", NULL);
  JsonObject          *colors = gradio_json_get_object (props, "color_map");
  g_autoptr (JsonNode) value = NULL;

  read_texts (&self->speakers, props, "speakers");
  read_texts (&self->tags, props, "tags");
  sp_tag_menu_set_tags (self->menu, (const char *const *) self->tags);
  if (ui_mode != NULL) {
    g_free (self->ui_mode);
    self->ui_mode = g_strdup (ui_mode);
  }
  if (colors != NULL) {
    g_clear_pointer (&self->colors, json_object_unref);
    self->colors = json_object_ref (colors);
  }
  if (placeholder != NULL)
    sp_text_area_set_placeholder (self->area, placeholder);
  self->max_lines = (int) CLAMP (gradio_json_get_int (props, "max_lines", self->max_lines), 0, 10000);
  read_submit (self, props);
  /* Rows know speakers, tags and colours from the start. */
  if (json_object_has_member (props, "speakers") || json_object_has_member (props, "tags") ||
      colors != NULL || ui_mode != NULL) {
    value = sp_component_dup_value (component);
    show_value (self, value);
  }
  update_state (self);
}

static void
sp_dialogue_set_value (SpComponent *component, JsonNode *value)
{
  SpDialogue          *self = SP_DIALOGUE (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  show_value (self, self->value);
}

static JsonNode *
sp_dialogue_dup_value (SpComponent *component)
{
  SpDialogue      *self = SP_DIALOGUE (component);
  g_autofree char *text = NULL;

  if (self->value != NULL)
    return json_node_ref (self->value);
  if (!self->is_text)
    return build_lines (self);

  text = sp_text_area_dup_text (self->area);

  return json_node_init_string (json_node_alloc (), text);
}

static char *
sp_dialogue_dup_text (SpComponent *component)
{
  SpDialogue *self = SP_DIALOGUE (component);
  GString    *text = NULL;

  if (self->is_text)
    return sp_text_area_dup_text (self->area);

  text = g_string_new (NULL);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->box)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    g_autofree char *speaker = sp_dialogue_row_dup_speaker (SP_DIALOGUE_ROW (row));
    g_autofree char *line = sp_dialogue_row_dup_text (SP_DIALOGUE_ROW (row));

    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", speaker, line);
  }

  return g_string_free (text, FALSE);
}

static void
sp_dialogue_set_interactive (SpComponent *component, gboolean interactive)
{
  update_state (SP_DIALOGUE (component));
}

static void
sp_dialogue_dispose (GObject *object)
{
  SP_DIALOGUE (object)->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DIALOGUE);

  G_OBJECT_CLASS (sp_dialogue_parent_class)->dispose (object);
}

static void
sp_dialogue_finalize (GObject *object)
{
  SpDialogue *self = SP_DIALOGUE (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->colors, json_object_unref);
  g_clear_pointer (&self->speakers, g_strfreev);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->ui_mode, g_free);

  G_OBJECT_CLASS (sp_dialogue_parent_class)->finalize (object);
}

static void
sp_dialogue_class_init (SpDialogueClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_dialogue_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_dialogue_finalize;
  component_class->set_props = sp_dialogue_set_props;
  component_class->set_value = sp_dialogue_set_value;
  component_class->dup_value = sp_dialogue_dup_value;
  component_class->dup_text = sp_dialogue_dup_text;
  component_class->set_interactive = sp_dialogue_set_interactive;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;

  g_type_ensure (SP_TYPE_TEXT_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "dialogue.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDialogue, add_button);
  gtk_widget_class_bind_template_child (widget_class, SpDialogue, area);
  gtk_widget_class_bind_template_child (widget_class, SpDialogue, box);
  gtk_widget_class_bind_template_child (widget_class, SpDialogue, empty_label);
  gtk_widget_class_bind_template_child (widget_class, SpDialogue, submit_button);
  gtk_widget_class_bind_template_child (widget_class, SpDialogue, text_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_toggled_cb);
}

static void
sp_dialogue_init (SpDialogue *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  self->ui_mode = g_strdup ("both");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = sp_tag_menu_new (self->area);
  sp_text_area_set_lines (self->area, 2, 20);
  sp_component_set_labelled_widget (SP_COMPONENT (self),
                                    GTK_WIDGET (sp_text_area_get_view (self->area)));
  show_value (self, self->value);
}
