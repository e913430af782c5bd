/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-chat-empty.h"

#include "sp-chat-avatar.h"
#include "sp-markdown-view.h"
#include "sp-resources.h"
#include "sp-thumbnail.h"

#include <glib/gi18n-lib.h>

#define MOST_EXAMPLES 100 /* that are drawn */
#define MOST_FILES 4      /* of an example, that are drawn */
#define ICON_SIZE 32      /* pixels */

struct _SpChatEmpty {
  GtkWidget parent_instance;

  GtkWidget      *scroller; /* template child */
  GtkWidget      *plain;    /* template child */
  SpMarkdownView *words;    /* template child */
  GtkFlowBox     *cards;    /* template child */
  GArray         *numbers;  /* of guint: which example each card is */
  JsonNode       *examples; /* nullable */
};

G_DEFINE_FINAL_TYPE (SpChatEmpty, sp_chat_empty, GTK_TYPE_WIDGET)

enum {
  SIGNAL_EXAMPLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static JsonObject *
get_example (SpChatEmpty *self, guint position)
{
  JsonArray *examples = json_node_get_array (self->examples);
  JsonNode  *node = NULL;

  if (position >= json_array_get_length (examples))
    return NULL;

  node = json_array_get_element (examples, position);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The message, without what is only for the card. */
static void
card_activated_cb (SpChatEmpty *self, GtkFlowBoxChild *card)
{
  static const char *const members[] = { "text", "files" };

  guint                  position = g_array_index (self->numbers, guint, gtk_flow_box_child_get_index (card));
  JsonObject            *example = get_example (self, position);
  g_autoptr (JsonObject) message = json_object_new ();
  g_autoptr (JsonNode)   value = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    JsonNode *node = json_object_get_member (example, members[i]);

    if (node != NULL)
      json_object_set_member (message, members[i], json_node_copy (node));
  }
  value = json_node_init_object (json_node_alloc (), message);
  g_signal_emit (self, signals[SIGNAL_EXAMPLE], 0, position, value);
}

static GtkWidget *
new_picture (SpChatStyle *style, GradioFile *file)
{
  GtkWidget *picture = sp_thumbnail_new ();

  gtk_widget_set_size_request (picture, ICON_SIZE, ICON_SIZE);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (picture, GTK_ALIGN_START);
  gtk_widget_add_css_class (picture, "chat-example-picture");
  sp_thumbnail_set_content_fit (SP_THUMBNAIL (picture), GTK_CONTENT_FIT_COVER);
  sp_thumbnail_set_file (SP_THUMBNAIL (picture), style->loader, file, style->client);

  return picture;
}

static GtkWidget *
new_label (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GtkWidget       *label = gtk_label_new (valid);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

/* Pictures are shown small, other files by name. */
static GtkWidget *
new_files (SpChatStyle *style, JsonArray *files)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < MIN (json_array_get_length (files), MOST_FILES); i++) {
    g_autoptr (GradioFile) file = sp_chat_avatar_dup_file (json_array_get_element (files, i));
    GtkWidget             *name = NULL;

    if (file == NULL)
      continue;
    if (sp_thumbnail_loader_is_possible (file)) {
      gtk_box_append (GTK_BOX (line), new_picture (style, file));
      continue;
    }
    name = gtk_label_new (gradio_file_get_name (file));
    gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_add_css_class (name, "caption");
    gtk_widget_add_css_class (name, "dim-label");
    gtk_box_append (GTK_BOX (line), name);
  }

  return line;
}

static GtkWidget *
new_icon (SpChatStyle *style, JsonNode *node)
{
  g_autoptr (GradioFile) file = NULL;
  const char            *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    text = gradio_json_get_string (json_node_get_object (node), "text", NULL);
  if (text != NULL) { /* letters or an emoji for a picture */
    GtkWidget *label = new_label (text);

    gtk_widget_set_hexpand (label, FALSE);
    gtk_widget_add_css_class (label, "title-2");

    return label;
  }
  file = sp_chat_avatar_dup_file (node);

  return file != NULL ? new_picture (style, file) : NULL;
}

static void
add_card (SpChatEmpty *self, SpChatStyle *style, guint position, JsonObject *example)
{
  const char *text = gradio_json_get_string (example, "text", "");
  JsonNode   *icon = json_object_get_member (example, "icon");
  JsonArray  *files = gradio_json_get_array (example, "files");
  GtkWidget  *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget  *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget  *card = gtk_flow_box_child_new ();
  GtkWidget  *picture = icon != NULL ? new_icon (style, icon) : NULL;

  text = gradio_json_get_string (example, "display_text", text);
  if (picture != NULL)
    gtk_box_append (GTK_BOX (line), picture);
  if (*text != '\0')
    gtk_box_append (GTK_BOX (column), new_label (text));
  if (files != NULL && json_array_get_length (files) > 0)
    gtk_box_append (GTK_BOX (column), new_files (style, files));
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (line), column);

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (card), line);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "activatable");
  gtk_widget_add_css_class (card, "chat-example");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_flow_box_insert (self->cards, card, -1);
  g_array_append_val (self->numbers, position);
}

static void
remove_cards (SpChatEmpty *self)
{
  GtkWidget *card = NULL;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_flow_box_remove (self->cards, card);
  g_array_set_size (self->numbers, 0);
}

static void
read_examples (SpChatEmpty *self, JsonObject *props, SpChatStyle *style)
{
  JsonNode *node = json_object_get_member (props, "examples");
  guint     length = 0;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) ||
      (self->examples != NULL && gradio_json_equal (node, self->examples)))
    return;

  g_clear_pointer (&self->examples, json_node_unref);
  self->examples = json_node_copy (node);
  remove_cards (self);
  length = json_array_get_length (json_node_get_array (self->examples));
  for (guint i = 0; i < MIN (length, MOST_EXAMPLES); i++) {
    JsonObject *example = get_example (self, i);

    if (example != NULL)
      add_card (self, style, i, example);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->cards), self->numbers->len > 0);
  gtk_flow_box_set_max_children_per_line (self->cards, CLAMP (self->numbers->len, 1, 3));
}

static void
sp_chat_empty_dispose (GObject *object)
{
  SpChatEmpty *self = SP_CHAT_EMPTY (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->examples, json_node_unref);

  G_OBJECT_CLASS (sp_chat_empty_parent_class)->dispose (object);
}

static void
sp_chat_empty_finalize (GObject *object)
{
  g_array_unref (SP_CHAT_EMPTY (object)->numbers);

  G_OBJECT_CLASS (sp_chat_empty_parent_class)->finalize (object);
}

static void
sp_chat_empty_class_init (SpChatEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_chat_empty_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_chat_empty_finalize;

  signals[SIGNAL_EXAMPLE] = g_signal_new ("example", SP_TYPE_CHAT_EMPTY, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, JSON_TYPE_NODE);
  g_type_ensure (SP_TYPE_MARKDOWN_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-chat-empty");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-chat-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChatEmpty, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpChatEmpty, plain);
  gtk_widget_class_bind_template_child (widget_class, SpChatEmpty, words);
  gtk_widget_class_bind_template_child (widget_class, SpChatEmpty, cards);
  gtk_widget_class_bind_template_callback (widget_class, card_activated_cb);
}

static void
sp_chat_empty_init (SpChatEmpty *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_chat_empty_read (SpChatEmpty *self, JsonObject *props, SpChatStyle *style)
{
  const char *words = NULL;

  g_return_if_fail (SP_IS_CHAT_EMPTY (self));
  g_return_if_fail (props != NULL);

  words = gradio_json_get_string (props, "placeholder", NULL);
  if (words != NULL) {
    sp_markdown_view_set_client (self->words, style->client);
    sp_markdown_view_set_latex_delimiters (self->words, style->latex_delimiters);
    sp_markdown_view_set_text (self->words, words);
  }
  read_examples (self, props, style);
  gtk_widget_set_visible (GTK_WIDGET (self->words), *sp_markdown_view_get_text (self->words) != '\0');
  gtk_widget_set_visible (self->plain, !gtk_widget_get_visible (GTK_WIDGET (self->words)) &&
                                         self->numbers->len == 0);
}
