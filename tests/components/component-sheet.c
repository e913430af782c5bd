/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws components into pictures, to look at them: each as a control and as a result, empty and
 * filled, in a real window. Needs a display: tests/tools/gui-session -- component-sheet --out DIR.
 *
 *   --out DIR        where the pictures go, as TYPE-light-360.png…
 *   --type TYPE      only this type; may be given again. Without it all types that have a widget
 *   --dark, --light  only in this style; without both in each
 *   --width PIXELS   only this wide; without it 360 and 1000
 *   --rtl            from right to left
 *   --scale FACTOR   with larger or smaller text, such as 1.5
 *   --version V      props and values of this version of Gradio (6.31.0)
 *   --props JSON     props to set on top, such as '{"lines": 5}'
 *   --value JSON     a value instead of the example
 *   --settle MS      how long pictures and sounds have until they are drawn (500) */

#include "sample-data.h"
#include "sp-component-registry.h"
#include "sp-resources.h"

#include <adwaita.h>

#define MARGIN 18

typedef struct {
  char   **types;
  char    *out;
  char    *version;
  char    *props_text;
  char    *value_text;
  gboolean dark;
  gboolean light;
  gboolean rtl;
  int      width;
  int      settle;
  double   scale;
} Options;

/* One picture that is to be made. */
typedef struct {
  const char *type;
  gboolean    dark;
  int         width;
} Sheet;

typedef struct {
  Options     options;
  JsonObject *props; /* owned, (nullable) */
  JsonNode   *value; /* owned, (nullable) */
  GPtrArray  *samples;
  GArray     *sheets; /* of Sheet */
  guint       next;
  GtkWindow  *window;
  GtkWidget  *page;
  GMainLoop  *loop;
  int         status;
} Program;

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/* Something to see the place of: some of it is in every layout. */
static SpComponent *
new_child (const char *type, const char *label, const char *value)
{
  SpComponent           *child = sp_component_new_for_type (type);
  g_autoptr (JsonNode)   node = json_node_init_string (json_node_alloc (), value);
  g_autoptr (JsonObject) props = json_object_new ();

  json_object_set_string_member (props, "label", label);
  json_object_set_string_member (props, "variant", "primary");
  sp_component_set_props (child, props);
  sp_component_set_value (child, node);

  return child;
}

static gboolean
add_to (SpComponent *component, const char *type, const char *label, const char *value)
{
  g_autoptr (SpComponent) child = g_object_ref_sink (new_child (type, label, value));

  return sp_component_add_child (component, child);
}

static void
add_page (SpComponent *component, const char *type, const char *label)
{
  SpComponent *page = g_object_ref_sink (new_child (type, label, NULL));

  add_to (page, "textbox", "Prompt", "A lighthouse at dusk");
  sp_component_add_child (component, page);
  g_object_unref (page);
}

/* Tabs and walkthroughs have pages, the other layouts anything. */
static void
add_children (SpComponent *component, const char *type)
{
  if (g_str_equal (type, "tabs") || g_str_equal (type, "walkthrough")) {
    const char *page = g_str_equal (type, "tabs") ? "tabitem" : "walkthroughstep";

    add_page (component, page, "Picture");
    add_page (component, page, "Upscale and repair");
    add_page (component, page, "Settings");
    return;
  }

  if (add_to (component, "textbox", "Prompt", "A lighthouse at dusk") &&
      add_to (component, "dropdown", "Model", "small") && add_to (component, "number", "Seed", "42"))
    add_to (component, "button", "Run", "Run");
}

/* A label is a component's own name where its author has given none. */
static void
set_label (SpComponent *component, const char *label)
{
  if (sp_component_get_label (component) == NULL)
    sp_component_set_label (component, label);
}

static JsonNode *
get_default (const SampleData *sample)
{
  JsonNode *value = sample != NULL ? json_object_get_member (sample->props, "value") : NULL;

  return value != NULL && !json_node_is_null (value) ? value : NULL;
}

static void
append_component (Program          *program,
                  const char       *type,
                  const SampleData *sample,
                  JsonNode         *value,
                  gboolean          interactive)
{
  SpComponent     *component = sp_component_new_for_type (type);
  g_autofree char *text = NULL;

  if (sample != NULL)
    sp_component_set_props (component, sample->props);
  sp_component_set_props (component, program->props);
  sp_component_set_interactive (component, interactive);
  sp_component_set_value (component, value);
  add_children (component, type);
  if (sample == NULL)
    set_label (component, "Advanced");
  text = g_strdup_printf ("%s, %s, %s", sample != NULL ? sample->class_name : type,
                          interactive ? "interactive" : "static", value != NULL ? "filled" : "empty");
  gtk_box_append (GTK_BOX (program->page), new_caption (text));
  gtk_box_append (GTK_BOX (program->page), GTK_WIDGET (component));
}

static void
append_variants (Program *program, const char *type, const SampleData *sample)
{
  JsonNode *value = program->value;

  if (value == NULL && sample != NULL && sample->payload != NULL && !json_node_is_null (sample->payload))
    value = sample->payload;
  if (value == NULL)
    value = get_default (sample);

  append_component (program, type, sample, NULL, TRUE);
  if (value != NULL)
    append_component (program, type, sample, value, TRUE);
  append_component (program, type, sample, NULL, FALSE);
  if (value != NULL)
    append_component (program, type, sample, value, FALSE);
}

static void
fill_page (Program *program, const char *type)
{
  gboolean found = FALSE;

  program->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_object_set (program->page, "margin-top", MARGIN, "margin-bottom", MARGIN, "margin-start", MARGIN,
                "margin-end", MARGIN, "valign", GTK_ALIGN_START, NULL);
  for (guint i = 0; i < program->samples->len; i++) {
    const SampleData *sample = g_ptr_array_index (program->samples, i);

    if (!g_str_equal (sample->type, type))
      continue;
    append_variants (program, type, sample);
    found = TRUE;
  }
  if (!found)
    append_variants (program, type, NULL);
}

static void
save_picture (Program *program, const Sheet *sheet)
{
  GtkWidget                *window = GTK_WIDGET (program->window);
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (window);
  GtkSnapshot              *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture)    texture = NULL;
  g_autofree char          *name = NULL;
  g_autofree char          *path = NULL;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (program->window)), node,
                                           NULL);
  name = g_strdup_printf ("%s-%s-%d%s%s.png", sheet->type, sheet->dark ? "dark" : "light",
                          sheet->width, program->options.rtl ? "-rtl" : "",
                          program->options.scale > 0 ? "-large" : "");
  path = g_build_filename (program->options.out, name, NULL);
  if (texture == NULL || !gdk_texture_save_to_png (texture, path)) {
    g_printerr ("component-sheet: cannot write %s\n", path);
    program->status = 1;
  } else {
    g_print ("%s %dx%d\n", path, gdk_texture_get_width (texture), gdk_texture_get_height (texture));
  }
}

static void draw_next (Program *program);

static gboolean
drawn_cb (gpointer user_data)
{
  Program *program = user_data;

  save_picture (program, &g_array_index (program->sheets, Sheet, program->next));
  g_clear_pointer (&program->window, gtk_window_destroy);
  program->next++;
  draw_next (program);

  return G_SOURCE_REMOVE;
}

/* Pages that scroll give their parts the least height there is, so that is what is looked at. */
static gboolean
settled_cb (gpointer user_data)
{
  Program *program = user_data;
  int      width = gtk_widget_get_width (GTK_WIDGET (program->window));
  int      height = 0;

  gtk_widget_measure (program->page, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_window_set_default_size (program->window, width, height);
  g_timeout_add (program->options.settle / 2, drawn_cb, program);

  return G_SOURCE_REMOVE;
}

static void
draw_next (Program *program)
{
  const Sheet *sheet = NULL;

  if (program->next >= program->sheets->len) {
    g_main_loop_quit (program->loop);
    return;
  }

  sheet = &g_array_index (program->sheets, Sheet, program->next);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      sheet->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                  : ADW_COLOR_SCHEME_FORCE_LIGHT);
  fill_page (program, sheet->type);
  program->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (program->window, FALSE);
  gtk_window_set_default_size (program->window, sheet->width, -1);
  gtk_window_set_child (program->window, program->page);
  gtk_window_present (program->window);
  g_timeout_add (program->options.settle, settled_cb, program);
}

static gboolean
is_wanted (const Options *options, const char *type)
{
  return options->types == NULL || g_strv_contains ((const char *const *) options->types, type);
}

static void
add_sheets (Program *program, const char *type)
{
  static const int widths[] = { 360, 1000 };
  const Options   *options = &program->options;

  for (int dark = 0; dark <= 1; dark++) {
    if ((dark && options->light && !options->dark) || (!dark && options->dark && !options->light))
      continue;
    for (gsize i = 0; i < G_N_ELEMENTS (widths); i++) {
      Sheet sheet = { type, dark, options->width > 0 ? options->width : widths[i] };

      if (options->width <= 0 || i == 0)
        g_array_append_val (program->sheets, sheet);
    }
  }
}

static void
plan (Program *program)
{
  gsize              n_types = 0;
  const char *const *types = sp_component_registry_get_types (&n_types);

  for (gsize i = 0; i < n_types; i++)
    if (is_wanted (&program->options, types[i]))
      add_sheets (program, types[i]);
  /* Types without a widget of their own are drawn by name only. */
  for (gsize i = 0; program->options.types != NULL && program->options.types[i] != NULL; i++)
    if (!g_strv_contains (types, program->options.types[i]))
      add_sheets (program, program->options.types[i]);
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options->out, "Where the pictures go", "DIR" },
    { "type", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->types, "Only this type", "TYPE" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark, "Dark only", NULL },
    { "light", 0, 0, G_OPTION_ARG_NONE, &options->light, "Light only", NULL },
    { "rtl", 0, 0, G_OPTION_ARG_NONE, &options->rtl, "From right to left", NULL },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->scale, "With larger text", "FACTOR" },
    { "width", 0, 0, G_OPTION_ARG_INT, &options->width, "Only this wide", "PIXELS" },
    { "settle", 0, 0, G_OPTION_ARG_INT, &options->settle, "How long to wait before drawing", "MS" },
    { "version", 0, 0, G_OPTION_ARG_STRING, &options->version, "Whose props and values", "V" },
    { "props", 0, 0, G_OPTION_ARG_STRING, &options->props_text, "Props to set on top", "JSON" },
    { "value", 0, 0, G_OPTION_ARG_STRING, &options->value_text, "A value instead", "JSON" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);

  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
read_json (Program *program, GError **error)
{
  const Options *options = &program->options;

  if (options->value_text != NULL) {
    program->value = gradio_json_parse (options->value_text, -1, error);
    if (program->value == NULL)
      return FALSE;
  }
  if (options->props_text != NULL) {
    g_autoptr (JsonNode) node = gradio_json_parse (options->props_text, -1, error);

    if (node == NULL)
      return FALSE;
    if (JSON_NODE_HOLDS_OBJECT (node))
      program->props = json_object_ref (json_node_get_object (node));
  }

  return TRUE;
}

/* As the desktop's setting for large text does. */
static void
scale_text (double scale)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int          dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (int) ((dpi > 0 ? dpi : 96 * 1024) * scale), NULL);
}

int
main (int argc, char **argv)
{
  Program            program = { .options = { .settle = 500 } };
  g_autoptr (GError) error = NULL;

  if (!parse_options (&program.options, &argc, &argv, &error) || !read_json (&program, &error)) {
    g_printerr ("component-sheet: %s\n", error->message);
    return 2;
  }
  if (program.options.out == NULL || g_mkdir_with_parents (program.options.out, 0755) != 0) {
    g_printerr ("component-sheet: --out DIR is missing or cannot be made\n");
    return 2;
  }

  adw_init ();
  sp_components_init_style (gdk_display_get_default ());
  if (program.options.scale > 0)
    scale_text (program.options.scale);
  if (program.options.rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  program.samples =
    sample_data_load (TESTS_DIR, program.options.version != NULL ? program.options.version : "6.31.0");
  program.sheets = g_array_new (FALSE, TRUE, sizeof (Sheet));
  program.loop = g_main_loop_new (NULL, FALSE);
  plan (&program);
  if (program.sheets->len > 0) {
    draw_next (&program);
    g_main_loop_run (program.loop);
  }

  g_main_loop_unref (program.loop);
  g_array_unref (program.sheets);
  g_ptr_array_unref (program.samples);
  g_clear_pointer (&program.props, json_object_unref);
  g_clear_pointer (&program.value, json_node_unref);

  return program.status;
}
