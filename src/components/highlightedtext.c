/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sp-flow-layout.h"
#include "sp-highlight-buffer.h"
#include "sp-highlight.h"
#include "sp-natural-layout.h"
#include "sp-number-text.h"
#include "sp-resources.h"

#define SP_TYPE_HIGHLIGHTED_TEXT (sp_highlighted_text_get_type ())
G_DECLARE_FINAL_TYPE (SpHighlightedText, sp_highlighted_text, SP, HIGHLIGHTED_TEXT, SpComponent)

/* The `highlightedtext` component: a text whose parts have classes or scores, shown as colours. */
struct _SpHighlightedText {
  SpComponent        parent_instance;
  GtkFlowBox        *legend;      /* template child */
  GtkLabel          *scale;       /* template child */
  GtkWidget         *empty;       /* template child */
  GtkEditable       *text_entry;  /* template child */
  GtkWidget         *scroller;    /* template child */
  GtkTextView       *view;        /* template child */
  SpHighlightBuffer *buffer;      /* template child */
  GtkWidget         *tools;       /* template child */
  GtkEditable       *label_entry; /* template child */

  GPtrArray *tokens; /* of SpHighlightToken; nullable */
  gboolean   pairs;  /* as Gradio 3 has them */
  gboolean   show_legend;
};

G_DEFINE_FINAL_TYPE (SpHighlightedText, sp_highlighted_text, SP_TYPE_COMPONENT)

static void
chip_toggled_cb (SpHighlightedText *self, GtkToggleButton *chip)
{
  sp_highlight_buffer_set_is_on (self->buffer, gtk_widget_get_name (GTK_WIDGET (chip)),
                                 gtk_toggle_button_get_active (chip));
}

static guint
count_tokens (SpHighlightedText *self, const char *label)
{
  guint n_tokens = 0;

  for (guint i = 0; i < self->tokens->len; i++) {
    SpHighlightToken *token = g_ptr_array_index (self->tokens, i);

    n_tokens += g_strcmp0 (token->label, label) == 0;
  }

  return n_tokens;
}

static GtkWidget *
new_chip (SpHighlightedText *self, guint position)
{
  const char      *label = g_ptr_array_index (sp_highlight_buffer_get_classes (self->buffer), position);
  GtkWidget       *chip = gtk_toggle_button_new ();
  GtkWidget       *name = gtk_label_new (NULL);
  g_autofree char *markup = NULL;
  GdkRGBA          color = { 0 };
  g_autofree char *background = NULL;
  g_autofree char *count = g_strdup_printf ("%u", count_tokens (self, label));

  sp_highlight_buffer_get_class_color (self->buffer, position, &color);
  background = g_strdup_printf ("#%02x%02x%02x", (guint) (color.red * 255), (guint) (color.green * 255),
                                (guint) (color.blue * 255));
  markup = g_markup_printf_escaped ("<span background=\"%s\">\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0</span>  %s  <small>%s</small>",
                                    background, label, count);
  gtk_label_set_markup (GTK_LABEL (name), markup);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (chip), name);
  gtk_widget_set_name (chip, label);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, _("Highlight this class"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), sp_highlight_buffer_get_is_on (self->buffer, label));
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, G_CONNECT_SWAPPED);

  return chip;
}

static void
show_legend (SpHighlightedText *self)
{
  GtkWidget *child = NULL;
  guint      n_classes = sp_highlight_buffer_get_classes (self->buffer)->len;
  gboolean   has_scores = self->tokens != NULL && sp_highlight_has_scores (self->tokens);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_flow_box_remove (self->legend, child);
  for (guint i = 0; self->show_legend && i < MIN (n_classes, 100); i++)
    gtk_flow_box_append (self->legend, new_chip (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->legend), self->show_legend && n_classes > 0);
  gtk_label_set_markup (self->scale, "<span background=\"#e01b24\" foreground=\"white\"> −1 </span>  0  "
                                     "<span background=\"#9141ac\" foreground=\"white\"> +1 </span>");
  gtk_widget_set_visible (GTK_WIDGET (self->scale), self->show_legend && has_scores);
}

static void
show (SpHighlightedText *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));
  gboolean has_text = self->tokens != NULL && self->tokens->len > 0;

  if (self->buffer == NULL)
    return; /* being disposed of */

  sp_highlight_buffer_show (self->buffer, self->tokens);
  show_legend (self);
  gtk_widget_set_visible (self->scroller, has_text);
  gtk_widget_set_visible (self->empty, !has_text && !interactive);
  gtk_widget_set_visible (GTK_WIDGET (self->text_entry), !has_text && interactive);
  gtk_widget_set_visible (self->tools, has_text && interactive);
  gtk_text_view_set_cursor_visible (self->view, interactive);
}

static JsonNode *
new_select_data (SpHighlightedText *self, int position)
{
  SpHighlightToken *token = g_ptr_array_index (self->tokens, position);
  JsonObject       *object = json_object_new ();
  JsonArray        *value = json_array_new ();
  JsonNode         *node = json_node_new (JSON_NODE_OBJECT);

  json_array_add_string_element (value, token->text);
  if (token->label != NULL)
    json_array_add_string_element (value, token->label);
  else if (token->has_score)
    json_array_add_double_element (value, token->score);
  else
    json_array_add_null_element (value);
  json_object_set_int_member (object, "index", position);
  json_object_set_array_member (object, "value", value);
  json_node_take_object (node, object);

  return node;
}

static void
emit_select (SpHighlightedText *self, int position)
{
  g_autoptr (JsonNode) data = NULL;

  if (position < 0)
    return;

  data = new_select_data (self, position);
  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

/* Marks a token as what the keys and the entry are about. */
static void
mark_token (SpHighlightedText *self, int position)
{
  SpHighlightToken *token = g_ptr_array_index (self->tokens, position);
  g_autofree char  *score = NULL;
  GtkTextIter       start, end;

  sp_highlight_buffer_select_token (self->buffer, (guint) position);
  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_view_scroll_to_iter (self->view, &start, 0.1, FALSE, 0, 0);
  if (token->has_score)
    score = sp_number_text_format_double (token->score);
  gtk_editable_set_text (self->label_entry, token->label != NULL ? token->label
                                            : score != NULL      ? score
                                                                 : "");
}

static void
pressed_cb (SpHighlightedText *self, int n_press, double x, double y)
{
  GtkTextIter iter;
  int         buffer_x = 0, buffer_y = 0, position = 0;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x,
                                         &buffer_y);
  if (!gtk_text_view_get_iter_at_location (self->view, &iter, buffer_x, buffer_y))
    return;
  position = sp_highlight_buffer_find_token (self->buffer, &iter);
  emit_select (self, position);
  if (position >= 0 && n_press == 2 && sp_component_get_interactive (SP_COMPONENT (self)))
    mark_token (self, position);
}

/* The token after (or before) the cursor that has a class or score, -1 for none. */
static int
find_next (SpHighlightedText *self, int step)
{
  GtkTextIter start, end;
  int         current = -1;

  if (gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end))
    current = sp_highlight_buffer_find_token (self->buffer, &start);
  else if (step < 0)
    current = (int) sp_highlight_buffer_get_n_shown (self->buffer);
  for (int i = current + step; i >= 0 && i < (int) sp_highlight_buffer_get_n_shown (self->buffer); i += step) {
    SpHighlightToken *token = g_ptr_array_index (self->tokens, i);

    if (token->label != NULL || token->has_score)
      return i;
  }

  return -1;
}

static gboolean
key_pressed_cb (SpHighlightedText *self, guint key, guint code, GdkModifierType state)
{
  GtkTextIter start, end;
  int         next = -1;

  if (self->tokens == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab) {
    next = find_next (self, key == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) == 0 ? 1 : -1);
    if (next < 0)
      return GDK_EVENT_PROPAGATE; /* on to the next widget */
    mark_token (self, next);
    return GDK_EVENT_STOP;
  }
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) &&
      gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end)) {
    emit_select (self, sp_highlight_buffer_find_token (self->buffer, &start));
    return GDK_EVENT_STOP;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
selection_changed_cb (SpHighlightedText *self)
{
  if (self->label_entry != NULL && !gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (self->buffer)))
    gtk_editable_set_text (self->label_entry, "");
}

static void
take_tokens (SpHighlightedText *self, GPtrArray *tokens)
{
  g_autoptr (JsonNode) value = sp_highlight_write (tokens, self->pairs);

  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  self->tokens = tokens;
  SP_COMPONENT_CLASS (sp_highlighted_text_parent_class)->set_value (SP_COMPONENT (self), value);
  show (self);
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
relabel (SpHighlightedText *self, const char *label)
{
  GtkTextIter start, end;

  if (self->tokens == NULL || !gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end))
    return;

  take_tokens (self, sp_highlight_relabel (self->tokens,
                                           sp_highlight_buffer_get_text_offset (self->buffer, &start),
                                           sp_highlight_buffer_get_text_offset (self->buffer, &end),
                                           label));
}

static void
label_cb (SpHighlightedText *self)
{
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (self->label_entry)));

  if (*label != '\0')
    relabel (self, label);
}

static void
remove_cb (SpHighlightedText *self)
{
  relabel (self, NULL);
}

static void
text_entered_cb (SpHighlightedText *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (JsonNode)  value = sp_highlight_write (none, FALSE);
  JsonObject           *object = NULL;
  gboolean              pairs = FALSE;

  if (*gtk_editable_get_text (self->text_entry) == '\0')
    return;

  object = json_object_new ();
  json_object_set_string_member (object, "token", gtk_editable_get_text (self->text_entry));
  json_array_add_object_element (json_node_get_array (value), object);
  take_tokens (self, sp_highlight_parse (value, &pairs));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
sp_highlighted_text_set_props (SpComponent *component, JsonObject *props)
{
  SpHighlightedText *self = SP_HIGHLIGHTED_TEXT (component);

  sp_highlight_buffer_set_props (self->buffer, props);
  self->show_legend = gradio_json_get_boolean (props, "show_legend", self->show_legend);
  if (gradio_json_get_boolean (props, "rtl", FALSE))
    gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_RTL);
  show (self);
}

static void
sp_highlighted_text_set_value (SpComponent *component, JsonNode *value)
{
  SpHighlightedText *self = SP_HIGHLIGHTED_TEXT (component);
  gboolean           pairs = FALSE;
  gboolean           is_null = value == NULL || json_node_is_null (value);
  GPtrArray         *tokens = sp_highlight_parse (value, &pairs);

  SP_COMPONENT_CLASS (sp_highlighted_text_parent_class)->set_value (component, value);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  self->tokens = tokens;
  if (tokens != NULL && tokens->len > 0)
    self->pairs = pairs;
  sp_component_set_error_text (component, is_null || tokens != NULL
                                            ? NULL
                                            : _("The app sent something else than a text with labels."));
  show (self);
}

static void
sp_highlighted_text_set_interactive (SpComponent *component, gboolean interactive)
{
  show (SP_HIGHLIGHTED_TEXT (component));
}

static char *
sp_highlighted_text_dup_text (SpComponent *component)
{
  SpHighlightedText  *self = SP_HIGHLIGHTED_TEXT (component);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->tokens == NULL)
    return SP_COMPONENT_CLASS (sp_highlighted_text_parent_class)->dup_text (component);

  for (guint i = 0; i < self->tokens->len; i++)
    g_string_append (text, ((SpHighlightToken *) g_ptr_array_index (self->tokens, i))->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
sp_highlighted_text_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_HIGHLIGHTED_TEXT);

  G_OBJECT_CLASS (sp_highlighted_text_parent_class)->dispose (object);
}

static void
sp_highlighted_text_finalize (GObject *object)
{
  g_clear_pointer (&SP_HIGHLIGHTED_TEXT (object)->tokens, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_highlighted_text_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  g_type_ensure (SP_TYPE_HIGHLIGHT_BUFFER);
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "highlightedtext.ui");
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, legend);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, scale);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, empty);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, text_entry);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, view);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, buffer);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, tools);
  gtk_widget_class_bind_template_child (widget_class, SpHighlightedText, label_entry);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_entered_cb);
}

static void
sp_highlighted_text_class_init (SpHighlightedTextClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_highlighted_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_highlighted_text_finalize;
  component_class->set_props = sp_highlighted_text_set_props;
  component_class->set_value = sp_highlighted_text_set_value;
  component_class->set_interactive = sp_highlighted_text_set_interactive;
  component_class->dup_text = sp_highlighted_text_dup_text;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sp_highlighted_text_init (SpHighlightedText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), GTK_WIDGET (self->view));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  show (self);
}
