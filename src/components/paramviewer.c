/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sp-height-limit.h"
#include "sp-markdown-code.h"
#include "sp-markdown-inline.h"
#include "sp-markdown-view.h"
#include "sp-resources.h"
#include "sp-rich-text.h"

#define MOST_ROWS 1000

#define SP_TYPE_PARAM_VIEWER (sp_param_viewer_get_type ())
G_DECLARE_FINAL_TYPE (SpParamViewer, sp_param_viewer, SP, PARAM_VIEWER, SpComponent)

/* The `paramviewer` component: parameters of a function, each a row that unfolds. */
struct _SpParamViewer {
  SpComponent    parent_instance;
  GtkWidget     *group;  /* template child */
  GtkLabel      *title;  /* template child */
  GtkWidget     *all;    /* template child */
  SpHeightLimit *limit;  /* template child */
  GtkListBox    *list;   /* template child */
  JsonObject    *params; /* nullable */
  GHashTable    *names;  /* that become links */
  char          *language;
};

G_DEFINE_FINAL_TYPE (SpParamViewer, sp_param_viewer, SP_TYPE_COMPONENT)

static char *
dup_text (JsonObject *param, const char *name)
{
  JsonNode *node = param != NULL ? json_object_get_member (param, name) : NULL;

  if (node == NULL || json_node_is_null (node))
    return NULL;
  if (gradio_json_is_string (node))
    return json_node_dup_string (node);

  return gradio_json_write (node);
}

static JsonObject *
get_param (SpParamViewer *self, const char *name)
{
  JsonNode *node = self->params != NULL ? json_object_get_member (self->params, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Names of other parameters in the type, as links to their rows; NULL when there are none. */
static GtkWidget *
new_links (SpParamViewer *self, const char *type)
{
  g_autoptr (GString)    markup = g_string_new (NULL);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget             *label = NULL;

  for (const char *place = type; *place != '\0';) {
    gsize            length = 0;
    g_autofree char *word = NULL;

    while (g_ascii_isalnum (place[length]) || place[length] == '_')
      length++;
    word = g_strndup (place, length);
    if (length > 0 && g_hash_table_contains (self->names, word) &&
        g_hash_table_add (found, g_strdup (word)))
      g_string_append_printf (markup, "%s<a href=\"#%s\">%s</a>", markup->len > 0 ? ", " : "", word, word);
    place += MAX (length, 1);
  }
  if (markup->len == 0)
    return NULL;

  label = g_object_new (GTK_TYPE_LABEL, "label", markup->str, "use-markup", TRUE, "xalign", 0.0,
                        "wrap", TRUE, NULL);
  sp_rich_text_connect_links (GTK_LABEL (label));

  return label;
}

static GtkWidget *
new_default (const char *text)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autofree char    *words = NULL;

  if (text != NULL) {
    /* Translators: of a parameter of a function; the value follows. */
    words = g_strdup_printf ("%s <tt>", _("Default:"));
    g_string_append (markup, words);
    sp_markdown_append_escaped (markup, text);
    g_string_append (markup, "</tt>");
  } else {
    g_string_append (markup, _("Required"));
  }

  return g_object_new (GTK_TYPE_LABEL, "label", markup->str, "use-markup", TRUE, "xalign", 0.0,
                       "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", TRUE, NULL);
}

/* What is in a row is made when it is unfolded for the first time. */
static void
expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, SpParamViewer *self)
{
  JsonObject      *param = get_param (self, gtk_widget_get_name (GTK_WIDGET (row)));
  g_autofree char *type = dup_text (param, "type");
  g_autofree char *description = dup_text (param, "description");
  g_autofree char *otherwise = dup_text (param, "default");
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget       *links = type != NULL ? new_links (self, type) : NULL;
  GtkWidget       *view = NULL;

  g_signal_handlers_disconnect_by_func (row, expanded_cb, self);
  gtk_widget_add_css_class (box, "component-padded");
  if (type != NULL)
    gtk_box_append (GTK_BOX (box), sp_markdown_code_new (type, self->language));
  if (links != NULL)
    gtk_box_append (GTK_BOX (box), links);
  if (description != NULL) {
    view = sp_markdown_view_new ();
    sp_markdown_view_set_client (SP_MARKDOWN_VIEW (view), sp_component_get_client (SP_COMPONENT (self)));
    sp_markdown_view_set_text (SP_MARKDOWN_VIEW (view), description);
    gtk_box_append (GTK_BOX (box), view);
  }
  gtk_box_append (GTK_BOX (box), new_default (otherwise));
  adw_expander_row_add_row (row, box);
}

static GtkWidget *
new_row (SpParamViewer *self, const char *name)
{
  g_autofree char    *type = dup_text (get_param (self, name), "type");
  g_autoptr (GString) title = g_string_new (NULL); /* markup, as the subtitle is */
  g_autoptr (GString) subtitle = g_string_new (NULL);
  GtkWidget          *row = NULL;

  sp_markdown_append_escaped (title, name);
  if (type != NULL)
    sp_markdown_append_escaped (subtitle, type);
  row = g_object_new (ADW_TYPE_EXPANDER_ROW,
                      "title", title->str,
                      "subtitle", subtitle->str,
                      NULL);

  gtk_widget_set_name (row, name);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);

  return row;
}

static void
show (SpParamViewer *self)
{
  GtkWidget     *child = NULL;
  JsonObjectIter iter;
  const char    *name = NULL;
  guint          n_rows = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->params != NULL) {
    json_object_iter_init_ordered (&iter, self->params);
    while (json_object_iter_next_ordered (&iter, &name, NULL) && n_rows++ < MOST_ROWS)
      gtk_list_box_append (self->list, new_row (self, name));
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_rows > 0);
  gtk_widget_set_visible (self->all, n_rows > 0);
}

static void
all_clicked_cb (SpParamViewer *self)
{
  gboolean is_any_folded = FALSE;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    is_any_folded = is_any_folded || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row));
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), is_any_folded);
}

/* Goes to the row of a name. */
static void
go_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpParamViewer *self = SP_PARAM_VIEWER (widget);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    if (g_str_equal (gtk_widget_get_name (row), g_variant_get_string (parameter, NULL))) {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
    }
  }
}

static void
sp_param_viewer_set_props (SpComponent *component, JsonObject *props)
{
  SpParamViewer *self = SP_PARAM_VIEWER (component);
  const char    *header = gradio_json_get_string (props, "header", NULL);
  const char    *language = gradio_json_get_string (props, "language", NULL);
  JsonArray     *names = gradio_json_get_array (props, "linkify");

  if (header != NULL)
    gtk_label_set_label (self->title, header);
  if (language != NULL) {
    g_free (self->language);
    self->language = g_strdup (language);
  }
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++) {
    if (gradio_json_is_string (json_array_get_element (names, i)))
      g_hash_table_add (self->names, g_strdup (json_array_get_string_element (names, i)));
  }
  sp_height_limit_read (self->limit, props);
}

static void
sp_param_viewer_set_value (SpComponent *component, JsonNode *value)
{
  SpParamViewer       *self = SP_PARAM_VIEWER (component);
  g_autoptr (JsonNode) old = sp_component_dup_value (component);
  gboolean             is_null = value == NULL || json_node_is_null (value);
  gboolean             is_object = !is_null && JSON_NODE_HOLDS_OBJECT (value);

  SP_COMPONENT_CLASS (sp_param_viewer_parent_class)->set_value (component, value);
  sp_component_set_error_text (
    component, is_null || is_object ? NULL : _("The app sent something else than parameters."));
  if (self->params != NULL && is_object && gradio_json_equal (old, value))
    return; /* what is unfolded stays so */

  g_clear_pointer (&self->params, json_object_unref);
  self->params = is_object ? json_object_ref (json_node_get_object (value)) : NULL;
  show (self);
}

static void
sp_param_viewer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PARAM_VIEWER);

  G_OBJECT_CLASS (sp_param_viewer_parent_class)->dispose (object);
}

static void
sp_param_viewer_finalize (GObject *object)
{
  SpParamViewer *self = SP_PARAM_VIEWER (object);

  g_clear_pointer (&self->params, json_object_unref);
  g_hash_table_unref (self->names);
  g_free (self->language);

  G_OBJECT_CLASS (sp_param_viewer_parent_class)->finalize (object);
}

static void
sp_param_viewer_class_init (SpParamViewerClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_param_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_param_viewer_finalize;
  component_class->set_props = sp_param_viewer_set_props;
  component_class->set_value = sp_param_viewer_set_value;

  g_type_ensure (SP_TYPE_HEIGHT_LIMIT);
  gtk_widget_class_install_action (widget_class, "rich-text.go", "s", go_cb);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "paramviewer.ui");
  gtk_widget_class_bind_template_child (widget_class, SpParamViewer, group);
  gtk_widget_class_bind_template_child (widget_class, SpParamViewer, title);
  gtk_widget_class_bind_template_child (widget_class, SpParamViewer, all);
  gtk_widget_class_bind_template_child (widget_class, SpParamViewer, limit);
  gtk_widget_class_bind_template_child (widget_class, SpParamViewer, list);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
sp_param_viewer_init (SpParamViewer *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->language = g_strdup ("python");
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), self->group);
}
