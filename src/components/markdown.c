/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sp-component.h"

#include "sp-height-limit.h"
#include "sp-markdown-view.h"
#include "sp-natural-layout.h"
#include "sp-resources.h"

#define PADDING 12

#define SP_TYPE_MARKDOWN (sp_markdown_get_type ())
G_DECLARE_FINAL_TYPE (SpMarkdown, sp_markdown, SP, MARKDOWN, SpComponent)

/* The `markdown` component: text with headings, lists and tables; its source where it is to be filled in. */
struct _SpMarkdown {
  SpComponent parent_instance;

  GtkStack       *stack;  /* template child */
  SpHeightLimit  *limit;  /* template child */
  SpMarkdownView *view;   /* template child */
  GtkTextBuffer  *source; /* template child */
  GtkWidget      *editor; /* template child */
  gboolean        quiet;  /* the source is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpMarkdown, sp_markdown, SP_TYPE_COMPONENT)

static void
update_page (SpMarkdown *self)
{
  gboolean interactive = sp_component_get_interactive (SP_COMPONENT (self));
  gboolean is_empty = *sp_markdown_view_get_text (self->view) == '\0';

  gtk_stack_set_visible_child_name (self->stack, interactive ? "source" : is_empty ? "empty"
                                                                                   : "view");
  sp_component_set_labelled_widget (SP_COMPONENT (self),
                                    interactive ? self->editor : GTK_WIDGET (self->view));
}

static void
source_changed_cb (SpMarkdown *self)
{
  GtkTextIter          start, end;
  g_autofree char     *text = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (self->quiet || self->view == NULL)
    return;

  gtk_text_buffer_get_bounds (self->source, &start, &end);
  text = gtk_text_buffer_get_text (self->source, &start, &end, TRUE);
  value = json_node_init_string (json_node_alloc (), text);
  SP_COMPONENT_CLASS (sp_markdown_parent_class)->set_value (SP_COMPONENT (self), value);
  sp_component_value_changed (SP_COMPONENT (self));
}

static char *
dup_source (JsonNode *value)
{
  if (value == NULL || json_node_is_null (value))
    return g_strdup ("");
  if (gradio_json_is_string (value))
    return json_node_dup_string (value);

  return gradio_json_write_pretty (value);
}

static void
set_source (SpMarkdown *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  self->quiet = TRUE;
  gtk_text_buffer_set_text (self->source, valid, -1);
  self->quiet = FALSE;
}

static void
sp_markdown_set_value (SpComponent *component, JsonNode *value)
{
  SpMarkdown      *self = SP_MARKDOWN (component);
  g_autofree char *text = dup_source (value);

  SP_COMPONENT_CLASS (sp_markdown_parent_class)->set_value (component, value);
  sp_markdown_view_set_text (self->view, text);
  if (sp_component_get_interactive (component))
    set_source (self, text);
  update_page (self);
}

static void
sp_markdown_set_interactive (SpComponent *component, gboolean interactive)
{
  SpMarkdown          *self = SP_MARKDOWN (component);
  g_autoptr (JsonNode) value = sp_component_dup_value (component);
  g_autofree char     *text = dup_source (value);

  if (interactive)
    set_source (self, text);
  else
    sp_markdown_view_set_text (self->view, text);
  update_page (self);
}

static void
set_padding (SpMarkdown *self, int padding)
{
  gtk_widget_set_margin_top (GTK_WIDGET (self->view), padding);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->view), padding);
  gtk_widget_set_margin_start (GTK_WIDGET (self->view), padding);
  gtk_widget_set_margin_end (GTK_WIDGET (self->view), padding);
}

static void
sp_markdown_set_props (SpComponent *component, JsonObject *props)
{
  SpMarkdown *self = SP_MARKDOWN (component);
  JsonArray  *delimiters = gradio_json_get_array (props, "latex_delimiters");

  if (json_object_has_member (props, "line_breaks"))
    sp_markdown_view_set_line_breaks (self->view,
                                      gradio_json_get_boolean (props, "line_breaks", FALSE));
  if (delimiters != NULL)
    sp_markdown_view_set_latex_delimiters (self->view, delimiters);
  if (json_object_has_member (props, "rtl"))
    gtk_widget_set_direction (GTK_WIDGET (self->view), gradio_json_get_boolean (props, "rtl", FALSE)
                                                         ? GTK_TEXT_DIR_RTL
                                                         : GTK_TEXT_DIR_NONE);
  if (json_object_has_member (props, "padding"))
    set_padding (self, gradio_json_get_boolean (props, "padding", FALSE) ? PADDING : 0);
  sp_height_limit_read (self->limit, props);
}

static void
client_changed_cb (SpMarkdown *self)
{
  if (self->view != NULL)
    sp_markdown_view_set_client (self->view, sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_markdown_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MARKDOWN);

  G_OBJECT_CLASS (sp_markdown_parent_class)->dispose (object);
}

static void
sp_markdown_class_init (SpMarkdownClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_markdown_dispose;
  component_class->set_props = sp_markdown_set_props;
  component_class->set_value = sp_markdown_set_value;
  component_class->set_interactive = sp_markdown_set_interactive;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;

  g_type_ensure (SP_TYPE_MARKDOWN_VIEW);
  g_type_ensure (SP_TYPE_HEIGHT_LIMIT);
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "markdown.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMarkdown, stack);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdown, limit);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdown, view);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdown, source);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdown, editor);
  gtk_widget_class_bind_template_callback (widget_class, source_changed_cb);
}

static void
sp_markdown_init (SpMarkdown *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
  update_page (self);
}
