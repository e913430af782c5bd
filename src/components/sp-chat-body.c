/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-body.h"

#include "sp-component-registry.h"
#include "sp-file-row.h"
#include "sp-json-editor.h"
#include "sp-markdown-code.h"
#include "sp-markdown-inline.h"
#include "sp-markdown-view.h"
#include "sp-picture.h"

#include <glib/gi18n-lib.h>

#define PICTURE_HEIGHT 320

/* A part as it is drawn. */
typedef struct {
  SpChatPartKind kind;
  JsonNode      *node; /* owned */
  GtkWidget     *widget;
} Drawn;

struct _SpChatBody {
  GtkWidget parent_instance;

  SpChatMessage *message;
  SpChatStyle   *style;
  GtkWidget     *heading; /* nullable, of a thought */
  GtkWidget     *arrow;
  GtkWidget     *spinner;
  GtkLabel      *title;
  GtkLabel      *detail;
  GtkWidget     *box;
  GArray        *drawn;    /* of Drawn */
  GPtrArray     *children; /* of SpChatBody, lent by the box */
};

G_DEFINE_FINAL_TYPE (SpChatBody, sp_chat_body, GTK_TYPE_WIDGET)

static void
drawn_clear (gpointer data)
{
  g_clear_pointer (&((Drawn *) data)->node, json_node_unref);
}

static GtkWidget *
new_text (SpChatBody *self, const char *text)
{
  GtkWidget       *view = NULL;
  g_autofree char *markdown = NULL;

  if (self->style->plain) {
    view = gtk_label_new (text);
    gtk_label_set_wrap (GTK_LABEL (view), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (view), PANGO_WRAP_WORD_CHAR);
    gtk_label_set_selectable (GTK_LABEL (view), TRUE);
    gtk_label_set_xalign (GTK_LABEL (view), 0);

    return view;
  }

  view = sp_markdown_view_new ();
  markdown = sp_chat_style_dup_markdown (self->style, text);
  sp_markdown_view_set_client (SP_MARKDOWN_VIEW (view), self->style->client);
  sp_markdown_view_set_line_breaks (SP_MARKDOWN_VIEW (view), self->style->line_breaks);
  sp_markdown_view_set_latex_delimiters (SP_MARKDOWN_VIEW (view), self->style->latex_delimiters);
  sp_markdown_view_set_text (SP_MARKDOWN_VIEW (view), markdown);

  return view;
}

static void
notice_cb (SpChatBody *self, const char *text)
{
  GtkWidget *owner = gtk_widget_get_ancestor (GTK_WIDGET (self), SP_TYPE_COMPONENT);

  if (owner != NULL)
    sp_component_notice (SP_COMPONENT (owner), text);
}

static GtkWidget *
new_component (SpChatBody *self, const char *type, JsonObject *props, JsonNode *value)
{
  SpComponent           *component = sp_component_new_for_type (type);
  g_autoptr (JsonObject) quiet = json_object_new ();

  json_object_set_boolean_member (quiet, "show_label", FALSE);
  json_object_set_array_member (quiet, "buttons", json_array_new ()); /* those of the message do */
  if (!self->style->savable) {
    gtk_widget_action_set_enabled (GTK_WIDGET (component), "component.save", FALSE);
    gtk_widget_action_set_enabled (GTK_WIDGET (component), "component.open", FALSE);
  }
  sp_component_set_client (component, self->style->client);
  sp_component_set_props (component, props);
  sp_component_set_props (component, quiet);
  sp_component_set_interactive (component, FALSE);
  sp_component_set_value (component, value);
  g_signal_connect_object (component, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (component);
}

static GtkWidget *
new_picture (SpChatBody *self, const SpChatPart *part)
{
  GtkWidget *picture = sp_picture_new ();

  sp_picture_set_max_height (SP_PICTURE (picture), PICTURE_HEIGHT);
  sp_picture_set_alternative_text (SP_PICTURE (picture), part->text != NULL
                                                           ? part->text
                                                           : gradio_file_get_name (part->file));
  sp_picture_set_file (SP_PICTURE (picture), part->file, self->style->client);

  return picture;
}

static GtkWidget *
new_file (SpChatBody *self, const SpChatPart *part)
{
  const char      *mime = gradio_file_get_mime_type (part->file);
  g_autofree char *guess = NULL;
  g_autofree char *guess_mime = NULL;
  const char      *type = NULL;
  GtkWidget       *row = NULL;

  if (mime == NULL || *mime == '\0') {
    guess = g_content_type_guess (gradio_file_get_name (part->file), NULL, 0, NULL);
    guess_mime = g_content_type_get_mime_type (guess);
    mime = guess_mime != NULL ? guess_mime : "";
  }
  if (g_str_has_prefix (mime, "image/"))
    return new_picture (self, part);
  if (g_str_has_prefix (mime, "audio/"))
    type = "audio";
  else if (g_str_has_prefix (mime, "video/"))
    type = "video";
  else if (g_str_has_prefix (mime, "model/"))
    type = "model3d";
  if (type != NULL) {
    g_autoptr (JsonNode) value = gradio_file_to_json (part->file);
    GtkWidget           *widget = new_component (self, type, NULL, value);

    if (!SP_IS_JSON_EDITOR (widget))
      return widget;
    g_object_ref_sink (widget);
    g_object_unref (widget);
  }

  row = sp_file_row_new ();
  sp_file_row_set_file (SP_FILE_ROW (row), part->file, self->style->client);
  g_object_set (row, "savable", self->style->savable, NULL);
  gtk_widget_add_css_class (row, "card");

  return row;
}

static GtkWidget *
new_part (SpChatBody *self, const SpChatPart *part)
{
  g_autofree char *json = NULL;
  JsonObject      *object = NULL;

  switch (part->kind) {
  case SP_CHAT_PART_TEXT:
    return new_text (self, part->text);
  case SP_CHAT_PART_FILE:
    return new_file (self, part);
  case SP_CHAT_PART_COMPONENT:
    object = json_node_get_object (part->node);
    return new_component (self, gradio_json_get_string (object, "component", NULL),
                          gradio_json_get_object (object, "props"),
                          json_object_get_member (object, "value"));
  case SP_CHAT_PART_VALUE:
    break;
  }

  json = gradio_json_write_pretty (part->node);

  return sp_markdown_code_new (json, "json");
}

/* Text that grows is appended to its widget. */
static gboolean
update_part (SpChatBody *self, Drawn *drawn, const SpChatPart *part)
{
  if (drawn->kind != part->kind)
    return FALSE;
  if (gradio_json_equal (drawn->node, part->node))
    return TRUE;
  if (part->kind != SP_CHAT_PART_TEXT)
    return FALSE;

  if (GTK_IS_LABEL (drawn->widget)) {
    gtk_label_set_text (GTK_LABEL (drawn->widget), part->text);
  } else {
    g_autofree char *markdown = sp_chat_style_dup_markdown (self->style, part->text);

    sp_markdown_view_set_text (SP_MARKDOWN_VIEW (drawn->widget), markdown);
  }
  json_node_unref (drawn->node);
  drawn->node = json_node_ref (part->node);

  return TRUE;
}

static void
remove_parts (SpChatBody *self, guint from)
{
  for (guint i = from; i < self->drawn->len; i++)
    gtk_box_remove (GTK_BOX (self->box), g_array_index (self->drawn, Drawn, i).widget);
  g_array_set_size (self->drawn, from);
}

static void
update_parts (SpChatBody *self)
{
  guint n_parts = sp_chat_message_get_n_parts (self->message);
  guint n_kept = 0;

  while (n_kept < MIN (n_parts, self->drawn->len) &&
         update_part (self, &g_array_index (self->drawn, Drawn, n_kept),
                      sp_chat_message_get_part (self->message, n_kept)))
    n_kept++;
  remove_parts (self, n_kept);
  for (guint i = n_kept; i < n_parts; i++) {
    const SpChatPart *part = sp_chat_message_get_part (self->message, i);
    Drawn             drawn = { part->kind, json_node_ref (part->node), new_part (self, part) };
    GtkWidget        *before = i > 0 ? g_array_index (self->drawn, Drawn, i - 1).widget : NULL;

    gtk_box_insert_child_after (GTK_BOX (self->box), drawn.widget, before);
    g_array_append_val (self->drawn, drawn);
  }
}

static void
update_children (SpChatBody *self)
{
  GPtrArray *messages = sp_chat_message_get_children (self->message);
  guint      n_kept = 0;

  while (n_kept < MIN (messages->len, self->children->len)) {
    SpChatBody *child = g_ptr_array_index (self->children, n_kept);

    if (child->message != g_ptr_array_index (messages, n_kept))
      break;
    sp_chat_body_update (child);
    n_kept++;
  }
  for (guint i = n_kept; i < self->children->len; i++)
    gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (self->children, i));
  g_ptr_array_set_size (self->children, (int) n_kept);
  for (guint i = n_kept; i < messages->len; i++) {
    GtkWidget *child = sp_chat_body_new (g_ptr_array_index (messages, i), self->style);

    gtk_box_append (GTK_BOX (self->box), child);
    g_ptr_array_add (self->children, child);
  }
}

static void
update_open (SpChatBody *self)
{
  gboolean open = self->heading == NULL || sp_chat_message_get_open (self->message);

  gtk_widget_set_visible (self->box, open);
  if (self->heading == NULL)
    return;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->heading), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
heading_clicked_cb (SpChatBody *self)
{
  sp_chat_message_set_open (self->message, !gtk_widget_get_visible (self->box));
  update_open (self);
}

static void
add_heading (SpChatBody *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->arrow = gtk_image_new ();
  self->spinner = gtk_spinner_new ();
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->detail = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->title, TRUE);
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->detail, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_box_append (GTK_BOX (line), self->arrow);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (line), self->spinner);

  self->heading = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->heading), line);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->heading),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL, -1);
  gtk_widget_add_css_class (self->heading, "flat");
  gtk_widget_add_css_class (self->heading, "chat-thought");
  gtk_widget_set_halign (self->heading, GTK_ALIGN_START);
  g_signal_connect_swapped (self->heading, "clicked", G_CALLBACK (heading_clicked_cb), self);
  gtk_widget_insert_after (self->heading, GTK_WIDGET (self), NULL);
  gtk_widget_add_css_class (self->box, "chat-thought-content");
}

static char *
dup_duration (double seconds)
{
  if (!(seconds > 0) || seconds > 1e9)
    return g_strdup ("");
  if (seconds < 0.1)
    return g_strdup_printf (_("%.1f ms"), seconds * 1000);
  if (seconds == (double) (gint64) seconds)
    return g_strdup_printf (_("%.0f s"), seconds);

  return g_strdup_printf (_("%.1f s"), seconds);
}

static void
update_heading (SpChatBody *self)
{
  JsonObject      *metadata = sp_chat_message_get_metadata (self->message);
  g_autofree char *title = NULL;
  g_autofree char *markup = NULL;
  g_autofree char *log = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *detail = NULL;
  gboolean         pending = FALSE;

  if (metadata == NULL) {
    g_clear_pointer (&self->heading, gtk_widget_unparent);
    gtk_widget_remove_css_class (self->box, "chat-thought-content");
    return;
  }
  if (self->heading == NULL)
    add_heading (self);

  title = g_utf8_make_valid (gradio_json_get_string (metadata, "title", ""), -1);
  log = g_utf8_make_valid (gradio_json_get_string (metadata, "log", ""), -1);
  duration = dup_duration (gradio_json_get_double (metadata, "duration", 0));
  detail = g_strconcat (log, *log != '\0' && *duration != '\0' ? " · " : "", duration, NULL);
  pending = !self->style->stopped &&
            g_strcmp0 (gradio_json_get_string (metadata, "status", NULL), "pending") == 0;
  markup = sp_markdown_inline_from_text (title);
  gtk_label_set_markup (self->title, markup);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  gtk_widget_set_visible (self->spinner, pending);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), pending);
}

static void
sp_chat_body_dispose (GObject *object)
{
  SpChatBody *self = SP_CHAT_BODY (object);

  g_array_set_size (self->drawn, 0);
  g_ptr_array_set_size (self->children, 0);
  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->message);
  g_clear_pointer (&self->style, sp_chat_style_unref);

  G_OBJECT_CLASS (sp_chat_body_parent_class)->dispose (object);
}

static void
sp_chat_body_finalize (GObject *object)
{
  g_array_unref (SP_CHAT_BODY (object)->drawn);
  g_ptr_array_unref (SP_CHAT_BODY (object)->children);

  G_OBJECT_CLASS (sp_chat_body_parent_class)->finalize (object);
}

static void
sp_chat_body_class_init (SpChatBodyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_chat_body_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_chat_body_finalize;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sp-chat-body");
}

static void
sp_chat_body_init (SpChatBody *self)
{
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->drawn = g_array_new (FALSE, TRUE, sizeof (Drawn));
  g_array_set_clear_func (self->drawn, drawn_clear);
  self->children = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
sp_chat_body_new (SpChatMessage *message, SpChatStyle *style)
{
  SpChatBody *self = g_object_new (SP_TYPE_CHAT_BODY, NULL);

  self->message = g_object_ref (message);
  self->style = sp_chat_style_ref (style);
  sp_chat_body_update (self);

  return GTK_WIDGET (self);
}

void
sp_chat_body_update (SpChatBody *self)
{
  update_heading (self);
  update_parts (self);
  update_children (self);
  update_open (self);
}
