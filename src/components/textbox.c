/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <glib/gi18n-lib.h>

#include "sp-resources.h"
#include "sp-text-area.h"
#include "sp-text-selection.h"
#include "sp-tooltip.h"

#define SP_TYPE_TEXTBOX (sp_textbox_get_type ())
G_DECLARE_FINAL_TYPE (SpTextbox, sp_textbox, SP, TEXTBOX, SpComponent)

typedef enum {
  SP_TEXTBOX_NONE,
  SP_TEXTBOX_ENTRY,
  SP_TEXTBOX_PASSWORD,
  SP_TEXTBOX_AREA,
} SpTextboxKind;

/* The `textbox` component: an entry, a password entry or a text area, whichever its props ask for.
 */
struct _SpTextbox {
  SpComponent      parent_instance;
  GtkBox          *box;           /* template child */
  GtkButton       *submit_button; /* template child */
  GtkButton       *stop_button;   /* template child */
  GtkWidget       *control;       /* a child of the box */
  SpTextSelection *selection;     /* owned: of the control */
  JsonNode        *value;         /* owned: what was set; NULL once the user edited it */
  char            *type;
  char            *placeholder;
  SpTextboxKind    kind;
  int              lines;
  int              max_lines; /* 0 when the author gives none */
  int              max_length;
  float            align; /* 0 to 1 */
  GtkInputHints    hints;
  gboolean         autofocus; /* wants the focus when it is first seen */
  gboolean         quiet;     /* the text is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpTextbox, sp_textbox, SP_TYPE_COMPONENT)

static char *
dup_shown_text (SpTextbox *self)
{
  if (SP_IS_TEXT_AREA (self->control))
    return sp_text_area_dup_text (SP_TEXT_AREA (self->control));

  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
}

static gboolean
is_empty (SpTextbox *self)
{
  if (SP_IS_TEXT_AREA (self->control))
    return gtk_text_buffer_get_char_count (
             gtk_text_view_get_buffer (sp_text_area_get_view (SP_TEXT_AREA (self->control)))) == 0;

  return *gtk_editable_get_text (GTK_EDITABLE (self->control)) == '\0';
}

/* Entries cut what is too long for them, a server's text is kept. */
static void
update_max_length (SpTextbox *self, const char *text)
{
  int length = self->max_length > 0 ? (int) MAX (g_utf8_strlen (text, -1), self->max_length) : 0;

  if (self->kind == SP_TEXTBOX_ENTRY)
    gtk_entry_set_max_length (GTK_ENTRY (self->control), length);
}

static void
show_value (SpTextbox *self)
{
  g_autofree char *text = NULL;

  if (self->value == NULL || json_node_is_null (self->value))
    text = g_strdup ("");
  else if (gradio_json_is_string (self->value))
    text = json_node_dup_string (self->value);
  else
    text = gradio_json_write (self->value);

  self->quiet = TRUE;
  update_max_length (self, text);
  if (SP_IS_TEXT_AREA (self->control))
    sp_text_area_set_text (SP_TEXT_AREA (self->control), text);
  else if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->control)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->control), text);
  self->quiet = FALSE;
}

static void
changed_cb (SpTextbox *self)
{
  if (self->quiet)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  sp_component_text_changed (SP_COMPONENT (self), is_empty (self));
}

static void
submit_cb (SpTextbox *self)
{
  if (sp_component_get_interactive (SP_COMPONENT (self)))
    sp_component_emit_event (SP_COMPONENT (self), "submit", NULL);
}

static void
stop_cb (SpTextbox *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "stop", NULL);
}

/* Escape in the box ends the answer that is awaited. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpTextbox *self = SP_TEXTBOX (widget);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->stop_button)))
    return FALSE;

  stop_cb (self);

  return TRUE;
}

static void
entered_cb (SpTextbox *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "focus", NULL);
}

static void
left_cb (SpTextbox *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "blur", NULL);
}

static gboolean
is_secret (SpTextbox *self)
{
  return g_strcmp0 (self->type, "password") == 0;
}

static int
get_max_lines (SpTextbox *self)
{
  gboolean is_text = self->type == NULL || g_str_equal (self->type, "text");

  if (self->max_lines > 0)
    return MAX (self->max_lines, self->lines);

  return is_text ? MAX (self->lines, 20) : 1;
}

static SpTextboxKind
choose_kind (SpTextbox *self)
{
  if (is_secret (self))
    return SP_TEXTBOX_PASSWORD;

  return get_max_lines (self) == 1 ? SP_TEXTBOX_ENTRY : SP_TEXTBOX_AREA;
}

static GtkWidget *
create_control (SpTextbox *self)
{
  GtkWidget *control = NULL;

  if (self->kind == SP_TEXTBOX_AREA) {
    control = g_object_new (SP_TYPE_TEXT_AREA, NULL);
  } else if (self->kind == SP_TEXTBOX_PASSWORD) {
    control = gtk_password_entry_new ();
    gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (control), TRUE);
  } else {
    control = gtk_entry_new ();
  }
  gtk_widget_set_hexpand (control, TRUE);
  g_signal_connect_object (control, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "activate", G_CALLBACK (submit_cb), self, G_CONNECT_SWAPPED);

  return control;
}

static void
update_editable (SpTextbox *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));

  if (SP_IS_TEXT_AREA (self->control))
    sp_text_area_set_editable (SP_TEXT_AREA (self->control), interactive);
  else
    gtk_editable_set_editable (GTK_EDITABLE (self->control), interactive);
}

static GtkInputPurpose
get_purpose (SpTextbox *self)
{
  if (g_strcmp0 (self->type, "email") == 0)
    return GTK_INPUT_PURPOSE_EMAIL;

  return g_strcmp0 (self->type, "url") == 0 ? GTK_INPUT_PURPOSE_URL : GTK_INPUT_PURPOSE_FREE_FORM;
}

static void
update_look (SpTextbox *self)
{
  const char *placeholder = self->placeholder != NULL ? self->placeholder : "";

  if (SP_IS_TEXT_AREA (self->control)) {
    SpTextArea *area = SP_TEXT_AREA (self->control);

    sp_text_area_set_lines (area, self->lines, get_max_lines (self));
    sp_text_area_set_placeholder (area, placeholder);
    sp_text_area_set_enter (area, self->lines == 1 ? SP_TEXT_AREA_ENTER_SENDS
                                                   : SP_TEXT_AREA_ENTER_BREAKS);
    gtk_text_view_set_justification (sp_text_area_get_view (area),
                                     self->align > 0.5 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
    gtk_text_view_set_input_hints (sp_text_area_get_view (area), self->hints);
  } else {
    g_object_set (self->control, "placeholder-text", placeholder, "xalign", self->align, NULL);
    if (self->kind == SP_TEXTBOX_ENTRY) {
      gtk_entry_set_input_purpose (GTK_ENTRY (self->control), get_purpose (self));
      gtk_entry_set_input_hints (GTK_ENTRY (self->control), self->hints);
    }
  }
}

static void
update_control (SpTextbox *self)
{
  SpTextboxKind    kind = choose_kind (self);
  GtkWidget       *inner = NULL;
  g_autofree char *edited = NULL;

  if (kind != self->kind) {
    self->kind = kind;
    if (self->control != NULL) {
      edited = self->value == NULL ? dup_shown_text (self) : NULL;
      sp_component_set_labelled_widget (SP_COMPONENT (self), NULL);
      gtk_box_remove (self->box, self->control);
    }
    if (edited != NULL)
      self->value = json_node_init_string (json_node_alloc (), edited);
    self->control = create_control (self);
    gtk_box_prepend (self->box, self->control);
    inner = SP_IS_TEXT_AREA (self->control)
              ? GTK_WIDGET (sp_text_area_get_view (SP_TEXT_AREA (self->control)))
              : self->control;
    sp_component_set_labelled_widget (SP_COMPONENT (self), inner);
    g_clear_object (&self->selection);
    self->selection = sp_text_selection_new (inner, SP_COMPONENT (self));
    update_editable (self);
    show_value (self);
  }
  update_look (self);
}

/* false, true for an icon, or the text on it. */
static void
update_button (GtkButton *button, JsonNode *prop, const char *icon_name, const char *name)
{
  if (prop == NULL || json_node_is_null (prop))
    return;

  if (gradio_json_is_string (prop)) {
    gtk_button_set_label (button, json_node_get_string (prop));
  } else {
    gtk_button_set_icon_name (button, icon_name);
    sp_tooltip_set_text (GTK_WIDGET (button), name);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  }
  gtk_widget_set_visible (
    GTK_WIDGET (button),
    gradio_json_is_string (prop) ||
      (json_node_get_value_type (prop) == G_TYPE_BOOLEAN && json_node_get_boolean (prop)));
}

static void
replace_text (char **place, JsonObject *props, const char *member)
{
  const char      *text = gradio_json_get_string (props, member, NULL);
  g_autofree char *old = NULL;

  if (text == NULL)
    return;

  old = g_steal_pointer (place);
  *place = g_strdup (text);
}

static void
read_direction (SpTextbox *self, JsonObject *props)
{
  JsonNode   *rtl = json_object_get_member (props, "rtl");
  const char *align = gradio_json_get_string (props, "text_align", NULL);

  if (align != NULL)
    self->align = g_str_equal (align, "right") ? 1 : 0;
  if (rtl != NULL && json_node_get_value_type (rtl) == G_TYPE_BOOLEAN)
    gtk_widget_set_direction (GTK_WIDGET (self->box),
                              json_node_get_boolean (rtl) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_NONE);
}

/* What a web page would tell the browser about typing. */
static void
read_attributes (SpTextbox *self, JsonObject *props)
{
  JsonObject *attributes = gradio_json_get_object (props, "html_attributes");
  const char *capitals = NULL;

  if (attributes == NULL)
    return;

  self->hints = GTK_INPUT_HINT_NONE;
  if (gradio_json_get_boolean (attributes, "spellcheck", FALSE))
    self->hints |= GTK_INPUT_HINT_SPELLCHECK;
  else if (json_object_has_member (attributes, "spellcheck"))
    self->hints |= GTK_INPUT_HINT_NO_SPELLCHECK;
  capitals = gradio_json_get_string (attributes, "autocapitalize", "");
  if (g_str_equal (capitals, "sentences") || g_str_equal (capitals, "on"))
    self->hints |= GTK_INPUT_HINT_UPPERCASE_SENTENCES;
  else if (g_str_equal (capitals, "words"))
    self->hints |= GTK_INPUT_HINT_UPPERCASE_WORDS;
  else if (g_str_equal (capitals, "characters"))
    self->hints |= GTK_INPUT_HINT_UPPERCASE_CHARS;
}

/* The first one that is seen takes the focus, unless something has it. */
static void
mapped_cb (SpTextbox *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->autofocus)
    return;

  self->autofocus = FALSE;
  if (root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
sp_textbox_set_props (SpComponent *component, JsonObject *props)
{
  SpTextbox *self = SP_TEXTBOX (component);

  replace_text (&self->type, props, "type");
  replace_text (&self->placeholder, props, "placeholder");
  self->lines = (int) CLAMP (gradio_json_get_int (props, "lines", self->lines), 1, 100);
  self->max_lines = (int) CLAMP (gradio_json_get_int (props, "max_lines", self->max_lines), 0, 100);
  self->max_length =
    (int) CLAMP (gradio_json_get_int (props, "max_length", self->max_length), 0, G_MAXUINT16);
  read_direction (self, props);
  read_attributes (self, props);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->autofocus = gradio_json_get_boolean (props, "autofocus", self->autofocus);
  update_button (self->submit_button, json_object_get_member (props, "submit_btn"),
                 "sp-send-symbolic", _("Send"));
  update_button (self->stop_button, json_object_get_member (props, "stop_btn"),
                 "media-playback-stop-symbolic", _("Stop"));

  update_control (self);
  if (SP_IS_TEXT_AREA (self->control) && json_object_has_member (props, "autoscroll"))
    sp_text_area_set_autoscroll (SP_TEXT_AREA (self->control),
                                 gradio_json_get_boolean (props, "autoscroll", TRUE));
}

static void
sp_textbox_set_value (SpComponent *component, JsonNode *value)
{
  SpTextbox           *self = SP_TEXTBOX (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->value);

  self->value = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  show_value (self);
}

static JsonNode *
sp_textbox_dup_value (SpComponent *component)
{
  SpTextbox       *self = SP_TEXTBOX (component);
  g_autofree char *text = NULL;

  if (self->value != NULL)
    return json_node_ref (self->value);

  text = dup_shown_text (self);

  return json_node_init_string (json_node_alloc (), text);
}

static void
sp_textbox_set_interactive (SpComponent *component, gboolean interactive)
{
  update_editable (SP_TEXTBOX (component));
}

static gboolean
sp_textbox_check (SpComponent *component, GError **error)
{
  SpTextbox       *self = SP_TEXTBOX (component);
  g_autofree char *text = NULL;

  if (self->max_length == 0 || self->value != NULL)
    return TRUE;

  text = dup_shown_text (self);
  if (g_utf8_strlen (text, -1) <= self->max_length)
    return TRUE;

  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
               ngettext ("The text is too long. It may have %d character.",
                         "The text is too long. It may have %d characters.",
                         (gulong) self->max_length),
               self->max_length);

  return FALSE;
}

/* A password is not for the clipboard, where every program can read it. */
static char *
sp_textbox_dup_text (SpComponent *component)
{
  if (is_secret (SP_TEXTBOX (component)))
    return NULL;

  return SP_COMPONENT_CLASS (sp_textbox_parent_class)->dup_text (component);
}

static void
sp_textbox_dispose (GObject *object)
{
  g_clear_object (&SP_TEXTBOX (object)->selection);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_TEXTBOX);

  G_OBJECT_CLASS (sp_textbox_parent_class)->dispose (object);
}

static void
sp_textbox_finalize (GObject *object)
{
  SpTextbox *self = SP_TEXTBOX (object);

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->placeholder, g_free);

  G_OBJECT_CLASS (sp_textbox_parent_class)->finalize (object);
}

static void
sp_textbox_class_init (SpTextboxClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_textbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_textbox_finalize;
  component_class->set_props = sp_textbox_set_props;
  component_class->set_value = sp_textbox_set_value;
  component_class->dup_value = sp_textbox_dup_value;
  component_class->set_interactive = sp_textbox_set_interactive;
  component_class->check = sp_textbox_check;
  component_class->dup_text = sp_textbox_dup_text;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "textbox.ui");
  gtk_widget_class_bind_template_child (widget_class, SpTextbox, box);
  gtk_widget_class_bind_template_child (widget_class, SpTextbox, submit_button);
  gtk_widget_class_bind_template_child (widget_class, SpTextbox, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
sp_textbox_init (SpTextbox *self)
{
  self->lines = 1;
  self->value = json_node_new (JSON_NODE_NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_control (self);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}
