/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-form.h"

#include "sp-chat-events.h"
#include "sp-dialogue-row.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

/* More lines than this are for a file, not for a form: they are kept, and not shown. */
#define MAX_LINES 200

typedef enum {
  SHAPE_PARTS, /* messages of Gradio 6: a list of parts */
  SHAPE_TEXTS, /* messages of Gradio 4 and 5: a text */
  SHAPE_PAIRS, /* [user, bot] */
} Shape;

/* What one of the two says. */
typedef struct {
  GtkWidget *row;    /* lent by the box */
  JsonNode  *source; /* owned, nullable: the message, or the side of a pair, as it came */
  char      *text;   /* owned, nullable: that of the source */
} Line;

struct _SpChatForm {
  SpComponent parent_instance;
  GtkBox     *box;        /* template child */
  GtkWidget  *add_button; /* template child */
  GPtrArray  *lines;      /* of Line */
  Shape       shape;
  gboolean    is_edited; /* else the value is the one that was set */
};

G_DEFINE_FINAL_TYPE (SpChatForm, sp_chat_form, SP_TYPE_COMPONENT)

static const char *const roles[] = { "user", "assistant", "system", NULL };
static const char *const sides[] = { "user", "assistant", NULL };

static void
line_free (gpointer data)
{
  Line *line = data;

  g_clear_pointer (&line->source, json_node_unref);
  g_free (line->text);
  g_free (line);
}

/* Who says what is seen at a glance. */
static void
update_color (GtkWidget *row)
{
  static const GdkRGBA colors[] = {
    { 0.21f, 0.52f, 0.89f, 1 },
    { 0.18f, 0.76f, 0.49f, 1 },
    { 0.6f, 0.6f, 0.59f, 1 },
  };

  g_autofree char *role = sp_dialogue_row_dup_speaker (SP_DIALOGUE_ROW (row));
  guint            position = 0;

  while (position + 1 < G_N_ELEMENTS (colors) && !g_str_equal (role, roles[position]))
    position++;
  sp_dialogue_row_set_color (SP_DIALOGUE_ROW (row), &colors[position]);
}

static void
edited (SpChatForm *self)
{
  self->is_edited = TRUE;
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
changed_cb (SpChatForm *self, GtkWidget *row)
{
  update_color (row);
  edited (self);
}

static void
remove_cb (SpChatForm *self, GtkWidget *row)
{
  for (guint i = 0; i < self->lines->len; i++) {
    if (((Line *) self->lines->pdata[i])->row == row) {
      g_ptr_array_remove_index (self->lines, i);
      gtk_box_remove (self->box, row);
      break;
    }
  }
  edited (self);
}

static GtkWidget *
add_line (SpChatForm *self, const char *role, JsonNode *source, const char *text)
{
  Line *line = g_new0 (Line, 1);

  line->row = sp_dialogue_row_new (self->shape == SHAPE_PAIRS ? sides : roles, role,
                                   text != NULL ? text : "");
  line->source = source != NULL ? json_node_ref (source) : NULL;
  line->text = g_strdup (text);
  g_signal_connect_object (line->row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line->row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  sp_dialogue_row_set_editable (SP_DIALOGUE_ROW (line->row),
                                sp_component_get_interactive (SP_COMPONENT (self)));
  update_color (line->row);
  gtk_box_append (self->box, line->row);
  g_ptr_array_add (self->lines, line);

  return line->row;
}

/* The two take turns. */
static void
add_clicked_cb (SpChatForm *self)
{
  const char      *role = "user";
  g_autofree char *last = NULL;

  if (self->lines->len > 0) {
    last = sp_dialogue_row_dup_speaker (
      SP_DIALOGUE_ROW (((Line *) self->lines->pdata[self->lines->len - 1])->row));
    role = g_str_equal (last, "user") ? "assistant" : "user";
  }
  gtk_widget_grab_focus (add_line (self, role, NULL, NULL));
  edited (self);
}

static void
read_line (SpChatForm *self, JsonNode *node, int side)
{
  SpChatEntry               entry = { .node = node, .side = side };
  g_autoptr (SpChatMessage) message = sp_chat_message_new (&entry);
  g_autofree char          *text = sp_chat_message_dup_source (message);
  const char               *role = side == 1 ? "assistant" : "user";

  if (side < 0 && JSON_NODE_HOLDS_OBJECT (node))
    role = gradio_json_get_string (json_node_get_object (node), "role", role);
  add_line (self, role, node, text);
}

static void
sp_chat_form_set_value (SpComponent *component, JsonNode *value)
{
  SpChatForm *self = SP_CHAT_FORM (component);
  JsonArray  *array = value != NULL && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint       length = array != NULL ? MIN (json_array_get_length (array), MAX_LINES) : 0;

  SP_COMPONENT_CLASS (sp_chat_form_parent_class)->set_value (component, value);
  for (guint i = 0; i < self->lines->len; i++)
    gtk_box_remove (self->box, ((Line *) self->lines->pdata[i])->row);
  g_ptr_array_set_size (self->lines, 0);
  self->is_edited = FALSE;

  for (guint i = 0; i < length; i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (self->shape == SHAPE_PAIRS && JSON_NODE_HOLDS_ARRAY (node)) {
      JsonArray *pair = json_node_get_array (node);

      for (guint side = 0; side < MIN (json_array_get_length (pair), 2); side++)
        if (!JSON_NODE_HOLDS_NULL (json_array_get_element (pair, side)))
          read_line (self, json_array_get_element (pair, side), (int) side);
    } else {
      read_line (self, node, -1);
    }
  }
}

static JsonNode *
new_message (SpChatForm *self, const char *text)
{
  JsonObject *message = json_object_new ();
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);

  if (self->shape == SHAPE_PARTS) {
    JsonArray  *parts = json_array_new ();
    JsonObject *part = json_object_new ();

    json_object_set_string_member (part, "type", "text");
    json_object_set_string_member (part, "text", text);
    json_array_add_object_element (parts, part);
    json_object_set_array_member (message, "content", parts);
  } else {
    json_object_set_string_member (message, "content", text);
  }
  json_node_take_object (node, message);

  return node;
}

/* A message as it came, with the text and the role that it has now. */
static JsonNode *
dup_message (SpChatForm *self, Line *line)
{
  g_autofree char *text = sp_dialogue_row_dup_text (SP_DIALOGUE_ROW (line->row));
  g_autofree char *role = sp_dialogue_row_dup_speaker (SP_DIALOGUE_ROW (line->row));
  JsonNode        *node = NULL;

  if (line->source == NULL || !JSON_NODE_HOLDS_OBJECT (line->source))
    node = new_message (self, text);
  else
    node = sp_chat_events_new_edited_message (
      line->source, g_str_equal (text, line->text != NULL ? line->text : "") ? NULL : text);
  json_object_set_string_member (json_node_get_object (node), "role", role);

  return node;
}

static JsonNode *
dup_side (Line *line)
{
  g_autofree char *text = sp_dialogue_row_dup_text (SP_DIALOGUE_ROW (line->row));

  if (line->source != NULL && g_str_equal (text, line->text != NULL ? line->text : ""))
    return json_node_copy (line->source);

  return json_node_init_string (json_node_alloc (), text);
}

/* An answer goes into the pair of the question right before it. */
static void
add_to_pairs (JsonArray *pairs, Line *line, gboolean *is_asked)
{
  g_autofree char *role = sp_dialogue_row_dup_speaker (SP_DIALOGUE_ROW (line->row));
  JsonArray       *pair = NULL;

  if (g_str_equal (role, "assistant") && *is_asked) {
    pair = json_array_get_array_element (pairs, json_array_get_length (pairs) - 1);
    json_array_remove_element (pair, 1);
    json_array_add_element (pair, dup_side (line));
    *is_asked = FALSE;
    return;
  }

  pair = json_array_new ();
  *is_asked = !g_str_equal (role, "assistant");
  if (*is_asked)
    json_array_add_element (pair, dup_side (line));
  json_array_add_null_element (pair);
  if (!*is_asked)
    json_array_add_element (pair, dup_side (line));
  json_array_add_array_element (pairs, pair);
}

/* What has no line. */
static void
add_rest (SpChatForm *self, JsonArray *array)
{
  g_autoptr (JsonNode) value =
    SP_COMPONENT_CLASS (sp_chat_form_parent_class)->dup_value (SP_COMPONENT (self));
  JsonArray *all = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  for (guint i = MAX_LINES; all != NULL && i < json_array_get_length (all); i++)
    json_array_add_element (array, json_node_copy (json_array_get_element (all, i)));
}

static JsonNode *
sp_chat_form_dup_value (SpComponent *component)
{
  SpChatForm *self = SP_CHAT_FORM (component);
  JsonArray  *array = NULL;
  JsonNode   *node = NULL;
  gboolean    is_asked = FALSE;

  if (!self->is_edited)
    return SP_COMPONENT_CLASS (sp_chat_form_parent_class)->dup_value (component);

  array = json_array_new ();
  for (guint i = 0; i < self->lines->len; i++) {
    if (self->shape == SHAPE_PAIRS)
      add_to_pairs (array, self->lines->pdata[i], &is_asked);
    else
      json_array_add_element (array, dup_message (self, self->lines->pdata[i]));
  }
  add_rest (self, array);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);

  return node;
}

static void
sp_chat_form_set_interactive (SpComponent *component, gboolean interactive)
{
  SpChatForm *self = SP_CHAT_FORM (component);

  for (guint i = 0; i < self->lines->len; i++)
    sp_dialogue_row_set_editable (SP_DIALOGUE_ROW (((Line *) self->lines->pdata[i])->row),
                                  interactive);
  gtk_widget_set_visible (self->add_button, interactive);
}

static void
sp_chat_form_dispose (GObject *object)
{
  g_ptr_array_set_size (SP_CHAT_FORM (object)->lines, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHAT_FORM);

  G_OBJECT_CLASS (sp_chat_form_parent_class)->dispose (object);
}

static void
sp_chat_form_finalize (GObject *object)
{
  g_ptr_array_unref (SP_CHAT_FORM (object)->lines);

  G_OBJECT_CLASS (sp_chat_form_parent_class)->finalize (object);
}

static void
sp_chat_form_class_init (SpChatFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chat_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_chat_form_finalize;
  SP_COMPONENT_CLASS (klass)->set_value = sp_chat_form_set_value;
  SP_COMPONENT_CLASS (klass)->dup_value = sp_chat_form_dup_value;
  SP_COMPONENT_CLASS (klass)->set_interactive = sp_chat_form_set_interactive;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-chat-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChatForm, add_button);
  gtk_widget_class_bind_template_child (widget_class, SpChatForm, box);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
sp_chat_form_init (SpChatForm *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), self->add_button);
}

static gboolean
read_shape (JsonNode *schema, Shape *shape)
{
  JsonObject *root = schema != NULL && JSON_NODE_HOLDS_OBJECT (schema) ? json_node_get_object (schema) : NULL;
  JsonObject *items = gradio_json_get_object (root, "items");
  JsonObject *message = gradio_json_get_object (gradio_json_get_object (root, "$defs"), "Message");
  JsonObject *content =
    gradio_json_get_object (gradio_json_get_object (message, "properties"), "content");

  if (items != NULL && json_object_has_member (items, "prefixItems"))
    *shape = SHAPE_PAIRS;
  else if (content != NULL)
    *shape = json_object_has_member (content, "items") ? SHAPE_PARTS : SHAPE_TEXTS;
  else
    return FALSE;

  return TRUE;
}

SpComponent *
sp_chat_form_new (JsonNode *schema)
{
  SpChatForm *self = NULL;
  Shape       shape = SHAPE_PARTS;

  if (!read_shape (schema, &shape))
    return NULL;

  self = g_object_new (SP_TYPE_CHAT_FORM, "type-name", "chatbot", "label", _("Chatbot"), NULL);
  self->shape = shape;

  return SP_COMPONENT (self);
}
