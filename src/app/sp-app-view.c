/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-view.h"

#include "sp-app-status.h"
#include "sp-aside-box.h"
#include "sp-content-layout.h"
#include "sp-page-scroll.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PHONE_WIDTH 768 /* pixels: where the page of Gradio becomes that of a phone, too */

struct _SpAppView {
  AdwBin           parent_instance;
  AdwBin          *page;             /* template child */
  AdwBin          *footer;           /* template child */
  SpContentLayout *content_layout;   /* template child */
  SpAsideBox      *aside_box;        /* template child */
  GtkWidget       *scroller;         /* template child */
  GtkViewport     *viewport;         /* template child */
  SpPageScroll    *scroll;           /* owned */
  GtkRevealer     *problem_revealer; /* template child */
  GtkLabel        *problem_label;    /* template child */
  SpConnectionBar *connection;       /* template child */
  SpMessageList   *messages;         /* template child */
  GradioClient    *client;           /* owned */
  SpBlocks        *blocks;           /* owned, NULL until the config is there */
  GHashTable      *trees;            /* route -> SpAppTree: the pages that were seen */
  SpAppTree       *tree;             /* that of the page in front, NULL until the config is there */
  SpBlocks        *before;           /* owned, nullable: what the user had */
  SpAppStatus     *status;           /* owned, NULL until the config is there */
  SpBrowserStore  *store;            /* owned, NULL until the config is there: what the app keeps with the user */
  char            *route;            /* owned, nullable: of the page to begin with */
  GCancellable    *cancellable;      /* owned: of reading the config */
  int              scroll_to;        /* id of a component to bring into view once it is made, or -1 */
  gboolean         loaded;           /* the app was told that its page stands */
};

G_DEFINE_FINAL_TYPE (SpAppView, sp_app_view, ADW_TYPE_BIN)

typedef enum {
  PROP_BUILDING = 1,
  PROP_BLOCKS,
} SpAppViewProperty;

static GParamSpec *properties[PROP_BLOCKS + 1];

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

/* Only what belongs to the page in front is at its sides. */
static void
aside_cb (SpAppView *self, SpContainer *aside, SpAppTree *tree)
{
  if (tree == self->tree)
    sp_aside_box_add (self->aside_box, aside);
}

static void
scroll_to_cb (SpAppView *self, int id)
{
  SpComponent *component = sp_app_tree_get_component (self->tree, id);

  self->scroll_to = component == NULL ? id : -1;
  if (component != NULL)
    sp_page_scroll_show (self->scroll, GTK_WIDGET (component));
  else
    sp_app_tree_want (self->tree, id);
}

static void
made_cb (SpAppView *self, SpComponent *component)
{
  if (sp_component_get_id (component) == self->scroll_to)
    scroll_to_cb (self, self->scroll_to);
}

static void
building_cb (SpAppView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUILDING]);
  if (self->loaded || sp_app_tree_get_building (self->tree))
    return;

  self->loaded = TRUE;
  sp_page_scroll_settle (self->scroll);
  sp_blocks_load (self->blocks);
}

/* On a phone a sidebar lies over the page, so it begins closed. A window that was not shown yet is wide. */
static void
close_sidebars (SpAppView *self)
{
  GtkRoot               *root = gtk_widget_get_root (GTK_WIDGET (self));
  int                    width = root != NULL ? gtk_widget_get_width (GTK_WIDGET (root)) : 0;
  g_autoptr (GPtrArray)  blocks = NULL;
  g_autoptr (JsonObject) props = NULL;

  if (width == 0 || width >= PHONE_WIDTH)
    return;

  blocks = sp_blocks_list_blocks (self->blocks);
  props = json_object_new ();
  json_object_set_boolean_member (props, "open", FALSE);
  for (guint i = 0; i < blocks->len; i++)
    if (g_str_equal (sp_block_get_type_name (blocks->pdata[i]), "sidebar"))
      sp_block_apply_props (blocks->pdata[i], props);
}

/* The widgets of a page stay when another one comes to the front, and with them what they show. */
static void
show_page (SpAppView *self)
{
  JsonObject *config = gradio_client_get_config (self->client);
  const char *route = sp_blocks_get_page (self->blocks);
  GtkWidget  *root = NULL;

  sp_aside_box_clear (self->aside_box);
  self->tree = g_hash_table_lookup (self->trees, route);
  if (self->tree != NULL) {
    adw_bin_set_child (self->page, sp_app_tree_get_root (self->tree));
    sp_app_tree_tell_asides (self->tree);
    return;
  }

  close_sidebars (self);
  self->tree = sp_app_tree_new (self->client, self->blocks);
  g_hash_table_insert (self->trees, g_strdup (route), self->tree);
  sp_app_status_add_tree (self->status, self->tree);
  g_signal_connect_object (self->tree, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree, "aside", G_CALLBACK (aside_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree, "made", G_CALLBACK (made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tree, "notify::building", G_CALLBACK (building_cb), self,
                           G_CONNECT_SWAPPED);

  root = sp_app_tree_get_root (self->tree);
  gtk_widget_set_valign (root, gradio_json_get_boolean (config, "fill_height", FALSE)
                                 ? GTK_ALIGN_FILL
                                 : GTK_ALIGN_START);
  adw_bin_set_child (self->page, root);
  sp_app_tree_follow (self->tree, self->viewport);
  sp_app_tree_build (self->tree);
}

/* The blocks do themselves what another page does when it is opened. */
static void
page_cb (SpAppView *self)
{
  self->loaded = TRUE;
  show_page (self);
}

static void
build (SpAppView *self)
{
  JsonObject          *config = gradio_client_get_config (self->client);
  g_autoptr (SpScript) script = sp_script_new ();

  self->blocks = sp_blocks_new (self->client, self->store, script);
  if (self->before != NULL)
    sp_blocks_take_values (self->blocks, self->before);
  g_clear_object (&self->before);
  if (!gradio_client_is_connected (self->client))
    sp_blocks_hold (self->blocks);
  self->status = sp_app_status_new (self->blocks, self->messages, self->connection);
  g_signal_connect_object (self->blocks, "problem", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->blocks, "scroll-to", G_CALLBACK (scroll_to_cb), self,
                           G_CONNECT_SWAPPED);

  g_object_set (self->content_layout, "fill", gradio_json_get_boolean (config, "fill_width", FALSE),
                NULL);
  if (self->route != NULL && !g_str_equal (self->route, sp_blocks_get_page (self->blocks))) {
    sp_blocks_set_page (self->blocks, self->route);
    self->loaded = TRUE;
  }
  g_signal_connect_object (self->blocks, "notify::page", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLOCKS]);
  show_page (self);
}

/* Without what it keeps an app works as if it were opened for the first time; the store tells why. */
static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppView) self = user_data;
  g_autoptr (GError)    error = NULL;

  if (!sp_browser_store_load_finish (SP_BROWSER_STORE (source), result, &error))
    g_debug ("What the app keeps: %s", error->message);
  if (self->cancellable != NULL)
    build (self);
}

static void
load_store (SpAppView *self)
{
  g_autofree char *path = sp_browser_store_dup_default_path ();

  self->store = sp_browser_store_new (path, gradio_client_get_base_uri (self->client));
  g_signal_connect_object (self->store, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  sp_browser_store_load_async (self->store, self->cancellable, store_cb, g_object_ref (self));
}

static void
config_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAppView) self = user_data;
  g_autoptr (GError)    error = NULL;

  if (gradio_client_load_config_finish (GRADIO_CLIENT (source), result, &error) != NULL &&
      self->cancellable != NULL)
    load_store (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && error != NULL)
    problem_cb (self, error->message);
}

static void
sp_app_view_map (GtkWidget *widget)
{
  SpAppView *self = SP_APP_VIEW (widget);

  GTK_WIDGET_CLASS (sp_app_view_parent_class)->map (widget);

  if (self->blocks != NULL)
    sp_blocks_set_seen (self->blocks, TRUE);
  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gradio_client_load_config_async (self->client, self->cancellable, config_cb, g_object_ref (self));
}

static void
sp_app_view_unmap (GtkWidget *widget)
{
  SpAppView *self = SP_APP_VIEW (widget);

  if (self->blocks != NULL)
    sp_blocks_set_seen (self->blocks, FALSE);

  GTK_WIDGET_CLASS (sp_app_view_parent_class)->unmap (widget);
}

static void
sp_app_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpAppViewProperty) prop_id) {
  case PROP_BLOCKS:
    g_value_set_object (value, SP_APP_VIEW (object)->blocks);
    break;
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
  g_clear_object (&self->scroll);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_APP_VIEW);

  G_OBJECT_CLASS (sp_app_view_parent_class)->dispose (object);
}

static void
sp_app_view_finalize (GObject *object)
{
  SpAppView *self = SP_APP_VIEW (object);

  g_clear_object (&self->status);
  g_clear_object (&self->before);
  g_clear_pointer (&self->trees, g_hash_table_unref);
  g_clear_pointer (&self->route, g_free);
  g_clear_object (&self->blocks);
  g_clear_object (&self->store);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_app_view_parent_class)->finalize (object);
}

/* A plain function cannot be stopped half way; what gives results all the time can (21). */
static gboolean
can_be_stopped (SpRun *run)
{
  GradioJob *job = sp_run_get_job (run);

  return job != NULL && (sp_dependency_is_stream (sp_run_get_dependency (run)) ||
                         gradio_job_get_state (job) == GRADIO_JOB_GENERATING);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpAppView  *self = SP_APP_VIEW (widget);
  GListModel *runs = self->blocks != NULL ? sp_blocks_get_runs (self->blocks) : NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;

  for (guint i = runs != NULL ? g_list_model_get_n_items (runs) : 0; i > 0; i--) {
    g_autoptr (SpRun) run = g_list_model_get_item (runs, i - 1);

    if (can_be_stopped (run)) {
      sp_run_cancel (run);
      return TRUE;
    }
  }

  return FALSE;
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
  widget_class->unmap = sp_app_view_unmap;

  properties[PROP_BUILDING] = g_param_spec_boolean ("building", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BLOCKS] = g_param_spec_object ("blocks", NULL, NULL, SP_TYPE_BLOCKS,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (SP_TYPE_CONNECTION_BAR);
  g_type_ensure (SP_TYPE_ASIDE_BOX);
  g_type_ensure (SP_TYPE_CONTENT_LAYOUT);
  g_type_ensure (SP_TYPE_MESSAGE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-app-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpAppView, page);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, footer);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, content_layout);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, aside_box);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, viewport);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, connection);
  gtk_widget_class_bind_template_child (widget_class, SpAppView, messages);
  gtk_widget_class_bind_template_callback (widget_class, problem_closed_cb);
}

/* Wherever in the window the focus is: who presses a button by a screen reader leaves it where it was. */
static void
add_keys (SpAppView *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
sp_app_view_init (SpAppView *self)
{
  self->trees = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->scroll_to = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  self->scroll = sp_page_scroll_new (GTK_SCROLLED_WINDOW (self->scroller));
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

  return self->tree == NULL || sp_app_tree_get_building (self->tree);
}

GtkWidget *
sp_app_view_get_first_input (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return self->tree != NULL ? sp_app_tree_get_first_input (self->tree) : NULL;
}

SpComponent *
sp_app_view_get_component (SpAppView *self, int id)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return self->tree != NULL ? sp_app_tree_get_component (self->tree, id) : NULL;
}

GradioClient *
sp_app_view_get_client (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return self->client;
}

SpBlocks *
sp_app_view_get_blocks (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return self->blocks;
}

SpMessageList *
sp_app_view_get_messages (SpAppView *self)
{
  g_return_val_if_fail (SP_IS_APP_VIEW (self), NULL);

  return self->messages;
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;
  g_autoptr (GError)       error = NULL;

  if (!sp_browser_store_flush_finish (SP_BROWSER_STORE (source), result, &error))
    g_debug ("What the app keeps: %s", error->message);
  g_application_release (application);
}

/* The program must not end before what the app keeps is on disk. */
static void
flush_store (SpAppView *self)
{
  GApplication *application = g_application_get_default ();

  if (self->store == NULL || application == NULL)
    return;

  g_application_hold (application);
  sp_browser_store_flush_async (self->store, NULL, flushed_cb, g_object_ref (application));
  g_clear_object (&self->store);
}

void
sp_app_view_take_values (SpAppView *self, SpAppView *old)
{
  g_return_if_fail (SP_IS_APP_VIEW (self));
  g_return_if_fail (SP_IS_APP_VIEW (old));

  if (old->blocks == NULL)
    return;

  if (sp_blocks_is_held (old->blocks)) /* what it was the last time, and the user could change nothing */
    sp_page_scroll_take_place (self->scroll, old->scroll);
  else
    g_set_object (&self->before, old->blocks);
}

void
sp_app_view_release (SpAppView *self)
{
  GHashTableIter iter;
  gpointer       tree = NULL;

  g_return_if_fail (SP_IS_APP_VIEW (self));

  if (self->blocks == NULL || !sp_blocks_is_held (self->blocks))
    return;

  g_hash_table_iter_init (&iter, self->trees);
  while (g_hash_table_iter_next (&iter, NULL, &tree))
    sp_app_tree_release (tree);
  sp_blocks_release (self->blocks);
}

void
sp_app_view_set_route (SpAppView *self, const char *route)
{
  g_return_if_fail (SP_IS_APP_VIEW (self));
  g_return_if_fail (self->blocks == NULL);

  g_free (self->route);
  self->route = g_strdup (route);
}

void
sp_app_view_set_footer (SpAppView *self, GtkWidget *footer)
{
  g_return_if_fail (SP_IS_APP_VIEW (self));
  g_return_if_fail (footer == NULL || GTK_IS_WIDGET (footer));

  adw_bin_set_child (self->footer, footer);
}

void
sp_app_view_close (SpAppView *self)
{
  GHashTableIter iter;
  gpointer       tree = NULL;

  g_return_if_fail (SP_IS_APP_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  flush_store (self);
  if (self->blocks == NULL)
    return;

  g_clear_object (&self->status);
  sp_blocks_close (self->blocks);
  g_hash_table_iter_init (&iter, self->trees);
  while (g_hash_table_iter_next (&iter, NULL, &tree))
    sp_app_tree_close (tree);
  if (self->page != NULL)
    adw_bin_set_child (self->page, NULL);
}
