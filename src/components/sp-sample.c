/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sample.h"

#include <glib/gi18n-lib.h>

#include "sp-file-types.h"
#include "sp-html-text.h"
#include "sp-number-text.h"
#include "sp-table-text.h"

#define MOST_CHARS 60
#define LEAST_CHARS 12 /* that stay readable in a narrow window */
#define MOST_READ 4000 /* letters of a text that are looked at */
#define PICTURE_SIDE 80
#define CORNER 3 /* rows and columns of a table */

typedef enum {
  KIND_TEXT,
  KIND_PICTURE,
  KIND_FILE,
  KIND_COLOR,
  KIND_TABLE,
  KIND_CODE,
} Kind;

/* Components that are an app's own have views of their own, which run in its page only: a file says what it is. */
static Kind
guess_kind (JsonNode *value)
{
  gboolean               is_object = value != NULL && JSON_NODE_HOLDS_OBJECT (value);
  g_autoptr (GradioFile) file = is_object ? gradio_file_new_from_json (value) : NULL;
  g_autofree char       *mime_type = file != NULL ? sp_file_types_dup_mime_type (file) : NULL;

  if (file == NULL)
    return KIND_TEXT;

  return mime_type != NULL && g_str_has_prefix (mime_type, "image/") ? KIND_PICTURE : KIND_FILE;
}

static Kind
get_kind (const char *type, JsonNode *value)
{
  static const struct {
    const char *type;
    Kind        kind;
  } kinds[] = {
    { "image", KIND_PICTURE },
    { "imageeditor", KIND_PICTURE },
    { "simpleimage", KIND_PICTURE },
    { "imageslider", KIND_PICTURE },
    { "gallery", KIND_PICTURE },
    { "video", KIND_PICTURE },
    { "audio", KIND_FILE },
    { "file", KIND_FILE },
    { "model3d", KIND_FILE },
    { "uploadbutton", KIND_FILE },
    { "downloadbutton", KIND_FILE },
    { "annotatedimage", KIND_PICTURE },
    { "colorpicker", KIND_COLOR },
    { "dataframe", KIND_TABLE },
    { "code", KIND_CODE },
    { "json", KIND_CODE },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++) {
    if (g_ascii_strcasecmp (type, kinds[i].type) == 0)
      return kinds[i].kind;
  }

  return guess_kind (value);
}

/* Cut to a line of a few words. */
static char *
dup_line (const char *text)
{
  const char *end = text;

  for (int i = 0; i < MOST_CHARS && *end != '\0'; i++)
    end = g_utf8_next_char (end);

  return g_strdelimit (*end != '\0' ? g_strdup_printf ("%.*s…", (int) (end - text), text)
                                    : g_strdup (text),
                       "\n\r\t", ' ');
}

/* What the author calls a choice. */
static char *
dup_choice (JsonObject *props, JsonNode *value)
{
  JsonArray *choices = gradio_json_get_array (props, "choices");

  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++) {
    JsonNode  *node = json_array_get_element (choices, i);
    JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

    if (pair != NULL && json_array_get_length (pair) == 2 &&
        gradio_json_equal (json_array_get_element (pair, 1), value))
      return sp_table_text_dup (json_array_get_element (pair, 0));
  }

  return gradio_json_is_number (value) ? sp_number_text_format (value) : sp_table_text_dup (value);
}

static char *
dup_choices (JsonObject *props, JsonArray *values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (values) && text->len < MOST_READ; i++) {
    g_autofree char *choice = dup_choice (props, json_array_get_element (values, i));

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", choice);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_type (const char *type, const char *other)
{
  return type != NULL && g_ascii_strcasecmp (type, other) == 0;
}

static GradioFile *
create_file (JsonNode *value)
{
  g_autoptr (GPtrArray)  files = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode)   node = NULL;
  g_autofree char       *name = NULL;

  if (!gradio_json_is_string (value)) {
    files = gradio_file_collect (value);

    return files->len > 0 ? g_object_ref (files->pdata[0]) : NULL;
  }
  if (*json_node_get_string (value) == '\0')
    return NULL;

  object = json_object_new (); /* of Gradio 3: a path or an address */
  name = g_path_get_basename (json_node_get_string (value));
  json_object_set_string_member (object, "orig_name", name);
  json_object_set_string_member (object, "path", json_node_get_string (value));
  if (g_uri_is_valid (json_node_get_string (value), G_URI_FLAGS_NONE, NULL))
    json_object_set_string_member (object, "url", json_node_get_string (value));
  node = json_node_init_object (json_node_alloc (), object);

  return gradio_file_new_from_json (node);
}

/* What a message box holds: its words, and how many files. */
static char *
dup_message (JsonObject *object)
{
  const char *text = gradio_json_get_string (object, "text", "");
  JsonArray  *files = gradio_json_get_array (object, "files");
  guint       n_files = files != NULL ? json_array_get_length (files) : 0;

  if (n_files == 0)
    return g_strdup (text);

  return g_strdup_printf (ngettext ("%s (%u file)", "%s (%u files)", n_files), text, n_files);
}

static char *
dup_whole_text (const char *type, JsonObject *props, JsonNode *value)
{
  g_autofree char *text = NULL;

  if (value == NULL || json_node_is_null (value))
    return g_strdup ("");
  if (is_type (type, "checkbox") && JSON_NODE_HOLDS_VALUE (value) &&
      json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? _("Yes") : _("No"));
  if (is_type (type, "checkboxgroup") || is_type (type, "dropdown") || is_type (type, "radio"))
    return JSON_NODE_HOLDS_ARRAY (value) ? dup_choices (props, json_node_get_array (value))
                                         : dup_choice (props, value);
  if (is_type (type, "multimodaltextbox") && JSON_NODE_HOLDS_OBJECT (value))
    return dup_message (json_node_get_object (value));
  if (gradio_json_is_number (value))
    return sp_number_text_format (value);

  text = sp_table_text_dup (value);
  if (is_type (type, "html") || is_type (type, "markdown"))
    return sp_html_to_text (text);

  return g_steal_pointer (&text);
}

char *
sp_sample_dup_text (const char *type, JsonObject *props, JsonNode *value)
{
  Kind                   kind = get_kind (type, value);
  g_autoptr (GradioFile) file = NULL;
  g_autofree char       *text = NULL;

  if (kind == KIND_PICTURE || kind == KIND_FILE)
    file = value != NULL ? create_file (value) : NULL;
  text = file != NULL ? g_strdup (gradio_file_get_name (file)) : dup_whole_text (type, props, value);

  return dup_line (text);
}

static GtkWidget *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), LEAST_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);

  return label;
}

static GtkWidget *
create_line (GtkWidget *first, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), create_label (text));

  return box;
}

static GtkWidget *
create_picture (GradioFile *file, const SpSampleContext *context)
{
  GtkWidget *picture = sp_thumbnail_new ();

  sp_thumbnail_set_content_fit (SP_THUMBNAIL (picture), GTK_CONTENT_FIT_COVER);
  sp_thumbnail_set_file (SP_THUMBNAIL (picture), context->loader, file, context->client);
  gtk_widget_set_size_request (picture, PICTURE_SIDE, -1);
  gtk_widget_set_halign (picture, GTK_ALIGN_START);

  return picture;
}

static GtkWidget *
create_icon (const char *type)
{
  GtkWidget *icon = NULL;

  if (is_type (type, "audio"))
    icon = gtk_image_new_from_icon_name ("audio-x-generic-symbolic");
  else
    icon = gtk_image_new_from_icon_name ("text-x-generic-symbolic");
  gtk_widget_add_css_class (icon, "dim-label");

  return icon;
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  gdk_cairo_set_source_rgba (cr, user_data);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_fill (cr);
}

static GtkWidget *
create_swatch (const char *text)
{
  GtkWidget *area = NULL;
  GdkRGBA    color;

  if (!gdk_rgba_parse (&color, text))
    return create_label (text);

  area = gtk_drawing_area_new ();
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_swatch, gdk_rgba_copy (&color),
                                  (GDestroyNotify) gdk_rgba_free);
  gtk_widget_set_size_request (area, 18, 18);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);

  return create_line (area, text);
}

static GtkWidget *
create_corner (JsonNode *value)
{
  GtkWidget *grid = gtk_grid_new ();
  JsonArray *rows = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    rows = gradio_json_get_array (json_node_get_object (value), "data");
  else if (JSON_NODE_HOLDS_ARRAY (value))
    rows = json_node_get_array (value);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_valign (grid, GTK_ALIGN_CENTER);
  for (guint i = 0; rows != NULL && i < MIN (json_array_get_length (rows), CORNER); i++) {
    JsonNode  *node = json_array_get_element (rows, i);
    JsonArray *cells = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

    for (guint j = 0; cells != NULL && j < MIN (json_array_get_length (cells), CORNER); j++) {
      g_autofree char *text = sp_table_text_dup (json_array_get_element (cells, j));
      g_autofree char *line = dup_line (text);
      GtkWidget       *label = create_label (line);

      gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
      gtk_widget_add_css_class (label, "caption");
      gtk_grid_attach (GTK_GRID (grid), label, (int) j, (int) i, 1, 1);
    }
  }

  return grid;
}

GtkWidget *
sp_sample_new (const char            *type,
               JsonObject            *props,
               JsonNode              *value,
               const SpSampleContext *context)
{
  Kind                   kind = get_kind (type, value);
  g_autofree char       *text = sp_sample_dup_text (type, props, value);
  g_autoptr (GradioFile) file = NULL;
  GtkWidget             *widget = NULL;

  g_return_val_if_fail (context != NULL, NULL);

  if (value == NULL || json_node_is_null (value))
    return create_label ("");

  switch (kind) {
  case KIND_PICTURE:
    file = create_file (value);
    return file != NULL ? create_picture (file, context) : create_label (text);
  case KIND_FILE:
    return create_line (create_icon (type), text);
  case KIND_COLOR:
    return create_swatch (text);
  case KIND_TABLE:
    return create_corner (value);
  case KIND_CODE:
    widget = create_label (text);
    gtk_widget_add_css_class (widget, "monospace");
    return widget;
  case KIND_TEXT:
    break;
  }

  return create_label (text);
}
