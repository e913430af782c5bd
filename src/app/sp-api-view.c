/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-api-view.h"

#include "sp-endpoint-item.h"
#include "sp-endpoint-row.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpApiView {
  AdwBin              parent_instance;
  GtkStack           *stack;      /* template child: “endpoints” or “none” */
  AdwLeaflet         *leaflet;    /* template child */
  GtkWidget          *list_pane;  /* template child */
  GtkWidget          *form_pane;  /* template child */
  GtkSearchEntry     *search;     /* template child */
  GtkStack           *list_stack; /* template child: “list” or “no-match” */
  GtkSingleSelection *selection;  /* template child */
  GtkFilterListModel *filtered;   /* template child */
  GtkBox             *forms;      /* template child, one child per endpoint that was shown; one of them is visible */
  SpEndpointForm     *form;       /* that one, a child of the box, NULL when there are no endpoints */
  GradioClient       *client;     /* owned */
  GListStore         *items;      /* owned, of SpEndpointItem */
  gboolean            queues;     /* forms can be run before the app is there */
};

G_DEFINE_FINAL_TYPE (SpApiView, sp_api_view, ADW_TYPE_BIN)

typedef enum {
  PROP_FORM = 1,
} SpApiViewProperty;

static GParamSpec *properties[PROP_FORM + 1];

typedef enum {
  SIGNAL_STARTED,
  SIGNAL_WAITING,
} SpApiViewSignal;

static guint signals[SIGNAL_WAITING + 1];

static SpEndpointForm *
find_form (SpApiView  *self,
           const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->forms)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GradioEndpoint *endpoint = sp_endpoint_form_get_endpoint (SP_ENDPOINT_FORM (child));

    if (g_str_equal (gradio_endpoint_get_name (endpoint), name))
      return SP_ENDPOINT_FORM (child);
  }

  return NULL;
}

static void
running_cb (SpApiView      *self,
            GParamSpec     *pspec,
            SpEndpointForm *form)
{
  if (sp_endpoint_form_get_running (form))
    g_signal_emit (self, signals[SIGNAL_STARTED], 0, form);
}

static void
waiting_cb (SpApiView *self)
{
  g_signal_emit (self, signals[SIGNAL_WAITING], 0);
}

static SpEndpointForm *
ensure_form (SpApiView      *self,
             SpEndpointItem *item)
{
  GradioEndpoint *endpoint = sp_endpoint_item_get_endpoint (item);
  SpEndpointForm *form = find_form (self, gradio_endpoint_get_name (endpoint));

  if (form == NULL) {
    form = SP_ENDPOINT_FORM (sp_endpoint_form_new (self->client, endpoint));
    gtk_widget_set_visible (GTK_WIDGET (form), FALSE);
    g_object_bind_property (form, "running", item, "running", G_BINDING_SYNC_CREATE);
    g_signal_connect_object (form, "notify::running", G_CALLBACK (running_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (form, "notify::waiting", G_CALLBACK (waiting_cb), self, G_CONNECT_SWAPPED);
    sp_endpoint_form_set_queues (form, self->queues);
    gtk_box_append (self->forms, GTK_WIDGET (form));
  }

  return form;
}

static void
show_item (SpApiView      *self,
           SpEndpointItem *item)
{
  SpEndpointForm *form = ensure_form (self, item);

  if (form == self->form)
    return;

  if (self->form != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->form), FALSE);
  self->form = form;
  gtk_widget_set_visible (GTK_WIDGET (form), TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

static gboolean
item_is_shown (SpApiView      *self,
               SpEndpointItem *item)
{
  return self->form != NULL &&
         sp_endpoint_form_get_endpoint (self->form) == sp_endpoint_item_get_endpoint (item);
}

/* A search must not change the form: an item that is filtered out is only no longer selected. In a narrow window,
 * where one click opens a form, the selection merely follows the pointer. */
static void
selected_cb (SpApiView *self)
{
  SpEndpointItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL && !adw_leaflet_get_folded (self->leaflet))
    show_item (self, item);
}

static void
select_shown (SpApiView *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (SpEndpointItem) item = g_list_model_get_item (model, i);

    if (item_is_shown (self, item)) {
      gtk_single_selection_set_selected (self->selection, i);
      return;
    }
  }
}

static void
filtered_changed_cb (SpApiView *self)
{
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0;

  gtk_stack_set_visible_child_name (self->list_stack, none ? "no-match" : "list");
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    select_shown (self);
}

static void
folded_changed_cb (SpApiView *self)
{
  select_shown (self);
}

static void
activate_cb (SpApiView *self,
             guint      position)
{
  g_autoptr (SpEndpointItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;

  show_item (self, item);
  adw_leaflet_set_visible_child (self->leaflet, self->form_pane);
  sp_api_view_focus_first_input (self);
}

static void
search_activate_cb (SpApiView *self)
{
  activate_cb (self, 0);
}

static void
stop_search_cb (SpApiView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  sp_api_view_focus_first_input (self);
}

static void
back_clicked_cb (SpApiView *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_child_focus (GTK_WIDGET (self->list_stack), GTK_DIR_TAB_FORWARD);
}

static void
cancel_action_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SpEndpointForm *form = sp_api_view_get_form (SP_API_VIEW (widget));

  if (form != NULL)
    sp_endpoint_form_cancel (form);
}

static void
sp_api_view_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((SpApiViewProperty) prop_id) {
  case PROP_FORM:
    g_value_set_object (value, sp_api_view_get_form (SP_API_VIEW (object)));
    break;
  }
}

static void
sp_api_view_dispose (GObject *object)
{
  SpApiView *self = SP_API_VIEW (object);

  g_clear_object (&self->client);
  g_clear_object (&self->items);
  self->form = NULL;
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_API_VIEW);

  G_OBJECT_CLASS (sp_api_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-api-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpApiView, stack);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, list_pane);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, form_pane);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, search);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, selection);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, filtered);
  gtk_widget_class_bind_template_child (widget_class, SpApiView, forms);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, filtered_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
sp_api_view_class_init (SpApiViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_api_view_get_property;
  object_class->dispose = sp_api_view_dispose;

  properties[PROP_FORM] =
    g_param_spec_object ("form", NULL, NULL, SP_TYPE_ENDPOINT_FORM, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_STARTED] = g_signal_new ("started", SP_TYPE_API_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, SP_TYPE_ENDPOINT_FORM);

  signals[SIGNAL_WAITING] = g_signal_new ("waiting", SP_TYPE_API_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  g_type_ensure (SP_TYPE_ENDPOINT_ITEM);
  g_type_ensure (SP_TYPE_ENDPOINT_ROW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "view.cancel", NULL, cancel_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "view.cancel", NULL);
}

static void
sp_api_view_init (SpApiView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->items = g_list_store_new (SP_TYPE_ENDPOINT_ITEM);
}

GtkWidget *
sp_api_view_new (GradioClient *client)
{
  SpApiView  *self = g_object_new (SP_TYPE_API_VIEW, NULL);
  GListModel *endpoints = gradio_client_get_endpoints (client);
  guint       n = g_list_model_get_n_items (endpoints);

  self->client = g_object_ref (client);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GradioEndpoint) endpoint = g_list_model_get_item (endpoints, i);
    g_autoptr (SpEndpointItem) item = sp_endpoint_item_new (endpoint);

    g_list_store_append (self->items, item);
  }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "endpoints" : "none");
  if (n > 0) {
    g_autoptr (SpEndpointItem) first = g_list_model_get_item (G_LIST_MODEL (self->items), 0);

    show_item (self, first);
  }
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (self->items));
  if (n == 1)
    adw_leaflet_set_visible_child (self->leaflet, self->form_pane);

  return GTK_WIDGET (self);
}

SpEndpointForm *
sp_api_view_get_form (SpApiView *self)
{
  g_return_val_if_fail (SP_IS_API_VIEW (self), NULL);

  return self->form;
}

static SpEndpointItem *
find_item (SpApiView  *self,
           const char *name)
{
  GListModel *model = G_LIST_MODEL (self->items);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (SpEndpointItem) item = g_list_model_get_item (model, i);

    if (g_str_equal (gradio_endpoint_get_name (sp_endpoint_item_get_endpoint (item)), name))
      return item; /* the list holds it */
  }

  return NULL;
}

SpEndpointForm *
sp_api_view_show_endpoint (SpApiView  *self,
                           const char *name)
{
  SpEndpointItem *item = NULL;

  g_return_val_if_fail (SP_IS_API_VIEW (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  item = find_item (self, name);
  if (item == NULL)
    return NULL;

  show_item (self, item);
  select_shown (self);
  adw_leaflet_set_visible_child (self->leaflet, self->form_pane);

  return sp_api_view_get_form (self);
}

gboolean
sp_api_view_repeat (SpApiView *self,
                    GradioJob *job,
                    JsonArray *values,
                    GError   **error)
{
  SpEndpointItem *item = NULL;

  g_return_val_if_fail (SP_IS_API_VIEW (self), FALSE);
  g_return_val_if_fail (GRADIO_IS_JOB (job), FALSE);
  g_return_val_if_fail (values != NULL, FALSE);

  item = find_item (self, gradio_endpoint_get_name (gradio_job_get_endpoint (job)));
  if (item == NULL) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ENDPOINT,
                         _("The app has changed since. Start the run again yourself."));
    return FALSE;
  }

  return sp_endpoint_form_repeat (ensure_form (self, item), job, values, error);
}

void
sp_api_view_focus_search (SpApiView *self)
{
  g_return_if_fail (SP_IS_API_VIEW (self));

  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
sp_api_view_focus_first_input (SpApiView *self)
{
  SpEndpointForm *form = sp_api_view_get_form (self);

  if (form != NULL)
    sp_endpoint_form_focus_first_input (form);
}

gboolean
sp_api_view_get_running (SpApiView *self)
{
  g_return_val_if_fail (SP_IS_API_VIEW (self), FALSE);

  for (GtkWidget *form = gtk_widget_get_first_child (GTK_WIDGET (self->forms)); form != NULL;
       form = gtk_widget_get_next_sibling (form))
    if (sp_endpoint_form_get_running (SP_ENDPOINT_FORM (form)))
      return TRUE;

  return FALSE;
}

/* Calls a function for each form that was shown. */
static void
for_each_form (SpApiView *self,
               void (*function) (SpEndpointForm *form, gpointer user_data),
               gpointer user_data)
{
  for (GtkWidget *form = gtk_widget_get_first_child (GTK_WIDGET (self->forms)); form != NULL;
       form = gtk_widget_get_next_sibling (form))
    function (SP_ENDPOINT_FORM (form), user_data);
}

static void
set_queues (SpEndpointForm *form,
            gpointer        user_data)
{
  sp_endpoint_form_set_queues (form, GPOINTER_TO_INT (user_data));
}

void
sp_api_view_set_queues (SpApiView *self,
                        gboolean   queues)
{
  g_return_if_fail (SP_IS_API_VIEW (self));

  if (self->queues == queues)
    return;

  self->queues = queues;
  for_each_form (self, set_queues, GINT_TO_POINTER (queues));
}

static void
count_waiting (SpEndpointForm *form,
               gpointer        user_data)
{
  guint *n = user_data;

  if (sp_endpoint_form_get_waiting (form))
    (*n)++;
}

guint
sp_api_view_count_waiting (SpApiView *self)
{
  guint n = 0;

  g_return_val_if_fail (SP_IS_API_VIEW (self), 0);

  for_each_form (self, count_waiting, &n);

  return n;
}

static void
run_waiting (SpEndpointForm *form,
             gpointer        user_data)
{
  if (sp_endpoint_form_get_waiting (form))
    sp_endpoint_form_run (form);
}

void
sp_api_view_run_waiting (SpApiView *self)
{
  g_return_if_fail (SP_IS_API_VIEW (self));

  for_each_form (self, run_waiting, NULL);
  sp_api_view_set_queues (self, FALSE);
}

void
sp_api_view_take_changes (SpApiView *self,
                          SpApiView *other)
{
  g_return_if_fail (SP_IS_API_VIEW (self));
  g_return_if_fail (SP_IS_API_VIEW (other));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++) {
    g_autoptr (SpEndpointItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
    const char                *name = gradio_endpoint_get_name (sp_endpoint_item_get_endpoint (item));
    SpEndpointForm            *form = find_form (other, name);
    g_autoptr (JsonObject)     changes = NULL;

    if (form == NULL)
      continue;

    changes = sp_endpoint_form_dup_changes (form);
    if (json_object_get_size (changes) > 0)
      sp_endpoint_form_set_changes (ensure_form (self, item), changes);
    if (sp_endpoint_form_get_waiting (form))
      sp_endpoint_form_set_waiting (ensure_form (self, item), TRUE);
  }

  if (other->form != NULL)
    sp_api_view_show_endpoint (self, gradio_endpoint_get_name (sp_endpoint_form_get_endpoint (other->form)));
}

void
sp_api_view_fill (SpApiView  *self,
                  const char *name,
                  guint       position,
                  JsonNode   *value)
{
  SpEndpointForm *form;

  g_return_if_fail (SP_IS_API_VIEW (self));
  g_return_if_fail (value != NULL);

  form = sp_api_view_show_endpoint (self, name);
  if (form != NULL)
    sp_endpoint_form_fill (form, position, value);
}
