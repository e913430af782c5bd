/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sp-height-limit.h"
#include "sp-html-block.h"
#include "sp-html-script.h"
#include "sp-html-template.h"
#include "sp-html-text.h"
#include "sp-markdown-inline.h"
#include "sp-resources.h"
#include "sp-web-module.h"

#define MAX_HTML (512 * 1024) /* bytes that become widgets; of more only the text is shown */
#define MAX_TEXT (200 * 1000) /* bytes of text that are shown */
#define PADDING 12
#define CHILDREN "<!--@children-->" /* where a template has “@children”, to be known from a value with that word */
#define DEFAULT_SCRIPT "element.addEventListener('click', function() { trigger('click') });"

#define SP_TYPE_HTML (sp_html_get_type ())
G_DECLARE_FINAL_TYPE (SpHtml, sp_html, SP, HTML, SpComponent)

/* The `html` component: the part of HTML that native widgets can show, templates are made into it. Where a page is drawn
 * by scripts a note says so; they run when the user wants it, in a web part. */
struct _SpHtml {
  SpComponent    parent_instance;
  GtkWidget     *box;      /* template child */
  GtkLabel      *note;     /* template child */
  SpHeightLimit *limit;    /* template child */
  AdwBin        *bin;      /* template child */
  GtkBox        *children; /* template child: where a template has “@children” */
  AdwBin        *after;    /* template child: what a template has after them */
  char *template;          /* owned, nullable */
  char         *script;    /* owned, nullable */
  char         *shown;     /* owned: the HTML that is shown */
  GCancellable *reading;   /* owned: of a large text */
  GtkWidget    *run;       /* template child */
  JsonObject   *props;     /* owned: all that came, for the script */
  char         *rendered;  /* owned: what the template gave, NULL when it is plain or cannot be run */
  GCancellable *rendering; /* owned: of the template that is run */
  SpWebPart    *part;      /* in bin while the author's script runs, else NULL */
  gboolean      is_told;   /* the script sets the value */
};

G_DEFINE_FINAL_TYPE (SpHtml, sp_html, SP_TYPE_COMPONENT)

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
is_own_script (const char *script)
{
  return !is_blank (script) && strstr (script, DEFAULT_SCRIPT) == NULL;
}

/* What only a page can run. */
static gboolean
needs_page (SpHtml *self)
{
  return is_own_script (self->script) || !is_blank (gradio_json_get_string (self->props, "head", NULL));
}

static char *
dup_value_text (SpHtml *self)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (SP_COMPONENT (self));
  g_autoptr (GString)  escaped = g_string_new (NULL);
  g_autofree char     *text = NULL;

  if (json_node_is_null (value))
    return g_strdup ("");
  if (gradio_json_is_string (value))
    return json_node_dup_string (value);

  text = gradio_json_write_pretty (value);
  sp_markdown_append_escaped (escaped, text);
  if (JSON_NODE_HOLDS_VALUE (value))
    return g_string_free (g_steal_pointer (&escaped), FALSE);

  return g_strdup_printf ("<pre><code class=\"language-json\">%s</code></pre>", escaped->str);
}

static char *
dup_html (SpHtml *self)
{
  g_autofree char *value = dup_value_text (self);
  g_auto (GStrv)   parts = NULL;

  if (is_blank (self->template))
    return g_steal_pointer (&value);
  if (self->rendered != NULL)
    return g_strdup (self->rendered);
  if (!sp_html_template_is_plain (self->template)) /* soon there is what it makes of the value */
    return self->rendering != NULL ? g_strdup ("") : g_steal_pointer (&value);

  parts = g_strsplit (self->template, "${value}", 100);

  return g_strjoinv (value, parts);
}

/* Whether something else is shown than the author meant. */
static gboolean
is_scripted_here (SpHtml *self)
{
  return needs_page (self) || (self->rendered == NULL && self->rendering == NULL && !is_blank (self->template) &&
                               !sp_html_template_is_plain (self->template));
}

static void
update_note (SpHtml *self, gboolean is_large)
{
  gboolean is_scripted = is_scripted_here (self);

  if (is_scripted)
    gtk_label_set_label (self->note, _("The app draws this part with a script of its own, which is not run "
                                        "here. This is what it is about:"));
  else
    gtk_label_set_label (self->note, _("This is very long: only the beginning of its text is shown."));
  gtk_widget_set_visible (GTK_WIDGET (self->note), is_scripted || is_large);
  gtk_widget_set_visible (self->run, is_scripted && sp_web_module_is_built ());
}

static GtkWidget *
new_text_view (const char *text)
{
  GtkWidget       *view = gtk_text_view_new ();
  gsize            length = strlen (text);
  const char      *end = text + MIN (length, MAX_TEXT);
  g_autofree char *part = NULL;

  if (length > MAX_TEXT)
    end = g_utf8_find_prev_char (text, end + 1);
  part = g_strndup (text, end - text);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), part, -1);

  return view;
}

static void
read_text (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *text = sp_html_to_text (task_data);

  g_task_return_pointer (task, g_utf8_make_valid (text, -1), g_free);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text != NULL && SP_HTML (source)->bin != NULL) /* else something else is shown by now */
    adw_bin_set_child (SP_HTML (source)->bin, new_text_view (text));
}

static void
read_large (SpHtml *self)
{
  g_autoptr (GTask) task = NULL;

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, text_read_cb, NULL);
  g_task_set_task_data (task, g_strdup (self->shown), g_free);
  g_task_run_in_thread (task, read_text);
  adw_bin_set_child (self->bin, NULL);
}

static void
set_after (SpHtml *self, GtkWidget *widget)
{
  adw_bin_set_child (self->after, widget);
  gtk_widget_set_visible (GTK_WIDGET (self->after), widget != NULL);
}

static void
show (SpHtml *self, gboolean anew)
{
  g_autofree char *html = dup_html (self);
  SpHtmlContext    context = { .n_left = SP_HTML_MAX_BLOCKS };
  gboolean         is_large = strlen (html) > MAX_HTML;
  g_auto (GStrv)   parts = NULL;

  if (self->part != NULL)
    return;

  update_note (self, is_large);
  if (!anew && g_strcmp0 (html, self->shown) == 0)
    return;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_free (self->shown);
  self->shown = g_steal_pointer (&html);
  if (is_large) {
    read_large (self);
    return;
  }
  context.client = sp_component_get_client (SP_COMPONENT (self));
  parts = g_strsplit (self->shown, CHILDREN, 2);
  adw_bin_set_child (self->bin, sp_html_block_new (&context, parts[0] != NULL ? parts[0] : ""));
  set_after (self, parts[0] != NULL && parts[1] != NULL ? sp_html_block_new (&context, parts[1]) : NULL);
}

/* Templates */

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpHtml) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char   *html = sp_html_template_render_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->bin == NULL)
    return;

  if (html == NULL)
    g_debug ("The template was left out: %s", error->message);
  g_clear_object (&self->rendering);
  g_free (self->rendered);
  self->rendered = html != NULL ? g_utf8_make_valid (html, -1) : NULL;
  show (self, FALSE);
}

/* What is shown stays until there is something new. */
static void
render (SpHtml *self)
{
  SpScript *script = sp_component_get_script (SP_COMPONENT (self));

  g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  if (self->part != NULL)
    return;

  if (script == NULL || !sp_script_is_available () || is_blank (self->template) || sp_html_template_is_plain (self->template)) {
    g_clear_pointer (&self->rendered, g_free);
    return;
  }

  self->rendering = g_cancellable_new ();
  json_object_set_member (self->props, "value", sp_component_dup_value (SP_COMPONENT (self)));
  sp_html_template_render_async (script, self->template, self->props, self->rendering, rendered_cb, g_object_ref (self));
}

static void
show_anew (SpHtml *self)
{
  if (self->bin != NULL)
    show (self, TRUE);
}

static void
failed_cb (SpHtml *self, const char *words)
{
  self->part = NULL;
  sp_component_notice (SP_COMPONENT (self), words);
  show (self, TRUE);
}

static void
set_script_value (SpComponent *component, JsonNode *value)
{
  SpHtml *self = SP_HTML (component);

  self->is_told = TRUE;
  sp_component_set_value (component, value);
  self->is_told = FALSE;
}

static void
run_cb (SpHtml *self)
{
  json_object_set_member (self->props, "value", sp_component_dup_value (SP_COMPONENT (self)));
  g_cancellable_cancel (self->reading);
  self->part = sp_html_script_new (SP_COMPONENT (self), self->props, set_script_value);
  g_signal_connect_object (self->part, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->bin, GTK_WIDGET (self->part));
  set_after (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (self->run, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->part));
}

static void
keep_props (SpHtml *self, JsonObject *props)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init (&iter, props);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (self->props, name, json_node_ref (value));
  if (self->part != NULL)
    sp_html_script_update (self->part, props);
}

/* The script that every HTML component comes with fires `click`; an app with a script of its own decides itself. */
static void
click (SpHtml *self)
{
  g_autoptr (JsonNode) data = NULL;

  if (self->part != NULL || is_own_script (self->script))
    return;

  data = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (data, json_object_new ());
  sp_component_emit_event (SP_COMPONENT (self), "click", data);
}

static void
pressed_cb (SpHtml *self)
{
  click (self);
}

static gboolean
key_pressed_cb (SpHtml *self, guint key)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;

  click (self);

  return GDK_EVENT_STOP;
}

static void
go_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_html_block_go (widget, g_variant_get_string (parameter, NULL));
}

static void
take_text (char **place, JsonObject *props, const char *name)
{
  const char *text = gradio_json_get_string (props, name, NULL);

  if (text == NULL || text == *place)
    return;

  g_free (*place);
  *place = g_strdup (text);
}

static void
take_template (SpHtml *self, JsonObject *props)
{
  g_auto (GStrv) parts = NULL;

  if (gradio_json_get_string (props, "html_template", NULL) == NULL)
    return;

  take_text (&self->template, props, "html_template");
  parts = g_strsplit (self->template, "@children", -1);
  g_free (self->template);
  self->template = g_strjoinv (CHILDREN, parts);
}

static void
sp_html_set_props (SpComponent *component, JsonObject *props)
{
  SpHtml *self = SP_HTML (component);

  take_template (self, props);
  take_text (&self->script, props, "js_on_load");
  if (json_object_has_member (props, "padding")) {
    int padding = gradio_json_get_boolean (props, "padding", FALSE) ? PADDING : 0;

    gtk_widget_set_margin_top (GTK_WIDGET (self->bin), padding);
    gtk_widget_set_margin_bottom (GTK_WIDGET (self->bin), padding);
    gtk_widget_set_margin_start (GTK_WIDGET (self->bin), padding);
    gtk_widget_set_margin_end (GTK_WIDGET (self->bin), padding);
  }
  sp_height_limit_read (self->limit, props);
  keep_props (self, props);
  render (self);
  show (self, FALSE);
}

static void
sp_html_set_value (SpComponent *component, JsonNode *value)
{
  SpHtml *self = SP_HTML (component);

  SP_COMPONENT_CLASS (sp_html_parent_class)->set_value (component, value);
  if (self->part == NULL) {
    render (self);
    show (self, FALSE);
  } else if (!self->is_told) {
    g_autoptr (JsonObject) changed = json_object_new ();

    json_object_set_member (changed, "value", sp_component_dup_value (component));
    sp_html_script_update (self->part, changed);
  }
}

/* What looks like a file in it is not meant as one. */
static GPtrArray *
sp_html_dup_files (SpComponent *component)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
sp_html_add_child (SpComponent *component, SpComponent *child)
{
  gtk_box_append (SP_HTML (component)->children, GTK_WIDGET (child));
  gtk_widget_set_visible (GTK_WIDGET (SP_HTML (component)->children), TRUE);
}

static void
sp_html_move_child (SpComponent *component, SpComponent *child, SpComponent *previous)
{
  gtk_box_reorder_child_after (SP_HTML (component)->children, GTK_WIDGET (child), (GtkWidget *) previous);
}

static void
sp_html_remove_child (SpComponent *component, SpComponent *child)
{
  GtkWidget *children = GTK_WIDGET (SP_HTML (component)->children);

  gtk_box_remove (GTK_BOX (children), GTK_WIDGET (child));
  gtk_widget_set_visible (children, gtk_widget_get_first_child (children) != NULL);
}

static void
sp_html_dispose (GObject *object)
{
  SpHtml *self = SP_HTML (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_HTML);

  G_OBJECT_CLASS (sp_html_parent_class)->dispose (object);
}

static void
sp_html_finalize (GObject *object)
{
  SpHtml *self = SP_HTML (object);

  g_free (self->template);
  g_free (self->script);
  g_free (self->shown);
  g_free (self->rendered);
  json_object_unref (self->props);

  G_OBJECT_CLASS (sp_html_parent_class)->finalize (object);
}

static void
sp_html_class_init (SpHtmlClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_html_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_html_finalize;
  component_class->set_props = sp_html_set_props;
  component_class->set_value = sp_html_set_value;
  component_class->dup_files = sp_html_dup_files;
  component_class->add_child = sp_html_add_child;
  component_class->move_child = sp_html_move_child;
  component_class->remove_child = sp_html_remove_child;
  component_class->follows_rtl = TRUE;
  component_class->buttons = SP_COMPONENT_BUTTON_COPY;

  g_type_ensure (SP_TYPE_HEIGHT_LIMIT);
  gtk_widget_class_install_action (widget_class, "rich-text.go", "s", go_cb);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "html.ui");
  gtk_widget_class_bind_template_child (widget_class, SpHtml, box);
  gtk_widget_class_bind_template_child (widget_class, SpHtml, note);
  gtk_widget_class_bind_template_child (widget_class, SpHtml, limit);
  gtk_widget_class_bind_template_child (widget_class, SpHtml, bin);
  gtk_widget_class_bind_template_child (widget_class, SpHtml, children);
  gtk_widget_class_bind_template_child (widget_class, SpHtml, after);
  gtk_widget_class_bind_template_child (widget_class, SpHtml, run);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
sp_html_init (SpHtml *self)
{
  self->props = json_object_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), self->box);
  g_signal_connect (self, "notify::client", G_CALLBACK (show_anew), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show_anew),
                           self, G_CONNECT_SWAPPED);
}
