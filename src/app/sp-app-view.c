/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-view.h"

#include "sp-blocks.h"
#include "sp-component-registry.h"
#include "sp-content-layout.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How long parts are made before the window gets its turn. */
#define SLICE (8 * G_TIME_SPAN_MILLISECOND)

/* A place in the layout for which nothing was made yet. */
typedef struct {
  JsonObject  *node;   /* of the config, which the blocks hold */
  SpComponent *parent; /* owned by the tree, which only grows while it is built */
} Place;

struct _SpAppView {
  AdwBin           parent_instance;
  AdwBin          *page;             /* template child */
  SpContentLayout *content_layout;   /* template child */
  GtkRevealer     *problem_revealer; /* template child */
  GtkLabel        *problem_label;    /* template child */
  GradioClient    *client;           /* owned */
  SpBlocks        *blocks;           /* owned, NULL until the config is there */
  GHashTable      *components;       /* id -> SpComponent, which the tree owns */
  GArray          *places;           /* of Place: what is to be made, the next one last */
  SpComponent     *first_input;      /* in the tree */
  SpComponent     *first_part;       /* in the tree: the first one that is no layout */
  GCancellable    *cancellable;      /* owned: of reading the config */
  guint            idle;
};

G_DEFINE_FINAL_TYPE (SpAppView, sp_app_view, ADW_TYPE_BIN)

typedef enum {
  PROP_BUILDING = 1,
} SpAppViewProperty;

static GParamSpec *properties[PROP_BUILDING + 1];

static void
toast (SpAppView *self, const char *text, double seconds)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, (guint) ceil (seconds));
}

static void
notice_cb (SpAppView *self, const char *text)
{
  toast (self, text, 4);
}

static void
problem_cb (SpAppView *self, const char *text)
{
  gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_revealer, TRUE);
}

static void
problem_closed_cb (SpAppView *self)
{
  gtk_revealer_set_reveal_child (self->problem_revealer, FALSE);
}

static void
log_cb (SpAppView *self, const GradioLog *log)
{
  g_autofree char *text = NULL;

  if (!log->visible)
    return;

  text = *log->title != '\0' ? g_strdup_printf (_("%s: %s"), log->title, log->text)
                             : g_strdup (log->text);
  toast (self, text, isfinite (log->duration) ? CLAMP (log->duration, 0, 600) : 0);
}

static void
job_state_cb (SpAppView *self, GParamSpec *pspec, GradioJob *job)
{
  if (gradio_job_get_state (job) == GRADIO_JOB_FAILED)
    toast (self, gradio_job_get_error (job)->message, 10);
}

static SpShowProgress
get_show_progress (SpDependency *dependency)
{
  const char *word = sp_dependency_get_show_progress (dependency);

  if (g_str_equal (word, "hidden"))
    return SP_SHOW_PROGRESS_HIDDEN;

  return g_str_equal (word, "minimal") ? SP_SHOW_PROGRESS_MINIMAL : SP_SHOW_PROGRESS_FULL;
}

static void
job_cb (SpAppView *self, GradioJob *job, SpDependency *dependency)
{
  GArray *outputs = sp_dependency_get_status_outputs (dependency);

  g_signal_connect_object (job, "log", G_CALLBACK (log_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (job_state_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < outputs->len; i++) {
    SpComponent *component =
      g_hash_table_lookup (self->components, GINT_TO_POINTER (g_array_index (outputs, int, i)));

    if (component != NULL)
      sp_component_show_job (component, job, get_show_progress (dependency));
  }
}

static void
event_cb (SpAppView *self, const char *name, JsonNode *data, SpComponent *component)
{
  sp_blocks_dispatch (self->blocks, sp_component_get_id (component), name, data);
}

static void
button_clicked_cb (SpAppView *self, int id)
{
  sp_blocks_dispatch (self->blocks, id, "click", NULL);
}

static JsonNode *
dup_value_cb (gpointer component)
{
  return sp_component_dup_value (component);
}

/* Choices and bounds have to be there before the value. */
static void
update_cb (SpComponent *component, JsonObject *props)
{
  sp_component_set_props (component, props);
  if (json_object_has_member (props, "value"))
    sp_component_set_value (component, json_object_get_member (props, "value"));
}

static SpComponent *
make_component (SpAppView *self, SpBlock *block, gboolean has_children)
{
  JsonObject  *props = sp_block_get_props (block);
  SpComponent *component = sp_component_new_for_type (sp_block_get_type_name (block));
  int          id = sp_block_get_id (block);

  if (has_children && SP_COMPONENT_GET_CLASS (component)->add_child == NULL) {
    g_object_ref_sink (component);
    g_object_unref (component);
    component = sp_component_new_for_type ("column"); /* a layout of the future */
  }

  sp_component_set_session (component, sp_blocks_get_session (self->blocks));
  sp_component_set_client (component, self->client);
  sp_component_set_id (component, id);
  if (!json_object_has_member (props, "interactive"))
    sp_component_set_interactive (component, sp_blocks_is_interactive (self->blocks, block));
  update_cb (component, props);

  g_hash_table_insert (self->components, GINT_TO_POINTER (id), component);
  sp_block_set_source (block, dup_value_cb, component);
  g_signal_connect_object (block, "update", G_CALLBACK (update_cb), component, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "button-clicked", G_CALLBACK (button_clicked_cb), self,
                           G_CONNECT_SWAPPED);

  return component;
}

/* The next place is the last of the list: children come in before what follows their parent. */
static void
add_places (SpAppView *self, JsonObject *node, SpComponent *parent)
{
  JsonArray *children = gradio_json_get_array (node, "children");
  guint      n_children = children != NULL ? json_array_get_length (children) : 0;

  for (guint i = n_children; i > 0; i--) {
    JsonNode *child = json_array_get_element (children, i - 1);
    Place     place = { NULL, parent };

    if (!JSON_NODE_HOLDS_OBJECT (child))
      continue;

    place.node = json_node_get_object (child);
    g_array_append_val (self->places, place);
  }
}

static void
fill_place (SpAppView *self, Place place)
{
  JsonArray   *children = gradio_json_get_array (place.node, "children");
  SpBlock     *block = sp_blocks_get_block (self->blocks,
                                            (int) gradio_json_get_int (place.node, "id", -1));
  SpComponent *component = NULL;

  if (block == NULL || sp_block_has_source (block)) /* a layout may not name a component twice */
    return;

  component = make_component (self, block, children != NULL && json_array_get_length (children) > 0);
  if (!sp_component_add_child (place.parent, component))
    g_warning ("A layout takes no children"); /* make_component() saw to it */
  if (self->first_part == NULL && children == NULL)
    self->first_part = component;
  if (self->first_input == NULL && children == NULL && sp_component_get_interactive (component) &&
      gtk_widget_get_visible (GTK_WIDGET (component)))
    self->first_input = component;
  add_places (self, place.node, component);
}

static void
all_built (SpAppView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUILDING]);
  sp_blocks_load (self->blocks);
}

static gboolean
build_cb (gpointer user_data)
{
  SpAppView *self = user_data;
  gint64     end = g_get_monotonic_time () + SLICE;

  while (self->places->len > 0 && g_get_monotonic_time () < end) {
    Place place = g_array_index (self->places, Place, self->places->len - 1);

    g_array_set_size (self->places, self->places->len - 1);
    fill_place (self, place);
  }
  if (self->places->len > 0)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  all_built (self);

  return G_SOURCE_REMOVE;
}

static void
build (SpAppView *self)
{
  JsonObject  *config = gradio_client_get_config (self->client);
  SpComponent *root = sp_component_new_for_type ("column");
  JsonObject  *layout = NULL;

  self->blocks = sp_blocks_new (self->client);
  g_signal_connect_object (self->blocks, "job", G_CALLBACK (job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->blocks, "problem", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);

  g_object_set (self->content_layout, "fill", gradio_json_get_boolean (config, "fill_width", FALSE),
                NULL);
  gtk_widget_set_valign (GTK_WIDGET (root), gradio_json_get_boolean (config, "fill_height", FALSE)
                                              ? GTK_ALIGN_FILL
                                              : GTK_ALIGN_START);
  adw_bin_set_child (self->page, GTK_WIDGET (root));
  layout = sp_blocks_get_layout (self->blocks);
  if (layout != NULL)
    add_places (self, layout, root);
  /* After the window was drawn, and after all that the parts which are there already have to do. */
  self->idle = g_idle_add_full (G_PRIORITY_LOW, build_cb, self, NULL);
}

static void
config_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppView) self = user_data;
  g_autoptr (GError)    error = NULL;

  if (gradio_client_load_config_finish (GRADIO_CLIENT (source), result, &error) != NULL &&
      self->cancellable != NULL)
    build (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && error != NULL)
    problem_cb (self, error->message);
}

static void
sp_app_view_map (GtkWidget *widget)
{
  SpAppView *self = SP_APP_VIEW (widget);

  GTK_WIDGET_CLASS (sp_app_view_parent_class)->map (widget);

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gradio_client_load_config_async (self->client, self->cancellable, config_cb, g_object_ref (self));
}

static void
sp_app_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpAppViewProperty) prop_id) {
  case PROP_BUILDING:
    g_value_set_boolean (value, sp_app_view_get_building (SP_APP_VIEW (object)));
    break;
  }
}

static void
sp_app_view_dispose (GObject *object)
{
  SpAppView *self = SP_APP_VIEW (object);

  sp_app_view_close (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_APP_VIEW);

  G_OBJECT_CLASS (sp_app_view_parent_class)->dispose (object);
}

static void
sp_app_view_finalize (GObject *object)
{
  SpAppView *self = SP_APP_VIEW (object);

  g_clear_pointer (&self->components, g_hash_table_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_object (&self->blocks);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_app_view_parent_class)->finalize (object);
}

static void
sp_app_view_class_init (SpAppViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_app_view_get_property;
  object_class->dispose = sp_app_view_dispose;
  object_class->finalize = sp_app_view_finalize;
  widget_class->map = sp_app_view_map;

  properties[PROP_BUILDING] = g_param_spec_boolean ("building", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (SP_TYPE_CONTENT_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-app-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAppView, page);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, content_layout);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, problem_closed_cb);
}

static void
sp_app_view_init (SpAppView *self)
{
  self->components = g_hash_table_new (NULL, NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_app_view_new (GradioClient *client)
{
  SpAppView *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);

  self = g_object_new (SP_TYPE_APP_VIEW, NULL);
  self->client = g_object_ref (client);

  return GTK_WIDGET (self);
}

gboolean
sp_app_view_get_building (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), FALSE);

  return self->blocks == NULL || self->places->len > 0;
}

GtkWidget *
sp_app_view_get_first_input (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  if (self->first_input != NULL || sp_app_view_get_building (self))
    return GTK_WIDGET (self->first_input);

  return GTK_WIDGET (self->first_part);
}

SpComponent *
sp_app_view_get_component (SpAppView *self, int id)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return g_hash_table_lookup (self->components, GINT_TO_POINTER (id));
}

GradioClient *
sp_app_view_get_client (SpAppView *self)
{
  return self->client;
}

SpBlocks *
sp_app_view_get_blocks (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return self->blocks;
}

/* The tree goes away before the blocks: what they ask for a value would be gone. */
static void
forget_component_cb (gpointer id, gpointer component, gpointer user_data)
{
  SpAppView *self = user_data;
  SpBlock   *block = sp_blocks_get_block (self->blocks, GPOINTER_TO_INT (id));

  if (block != NULL)
    sp_block_set_source (block, NULL, NULL);
}

void
sp_app_view_close (SpAppView *self)
{
  g_return_if_fail (SP_IS_APP_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_array_set_size (self->places, 0);
  self->first_input = NULL;
  self->first_part = NULL;
  if (self->blocks == NULL)
    return;

  sp_blocks_close (self->blocks);
  g_hash_table_foreach (self->components, forget_component_cb, self);
  g_hash_table_remove_all (self->components);
  if (self->page != NULL)
    adw_bin_set_child (self->page, NULL);
}
