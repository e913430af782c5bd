/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-discover-filters.h"

#include "sp-flow-layout.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

/* A choice, and what the query calls it. */
typedef struct {
  const char *value; /* NULL: any */
  const char *label;
} Choice;

/* Names of products and licences are the same in all languages. */
static const Choice sdks[] = {
  { NULL, N_("Any SDK") },
  { "gradio", "Gradio" },
  { "docker", "Docker" },
  { "static", N_("Web page") },
};

static const Choice hardware[] = {
  { NULL, N_("Any hardware") },
  { "zero", "ZeroGPU" },
  { "gpu", N_("Graphics card of its own") },
  { "cpu", N_("Processor only") },
};

static const Choice licenses[] = {
  { NULL, N_("Any licence") },
  { "apache-2.0", "Apache 2.0" },
  { "mit", "MIT" },
  { "openrail", "OpenRAIL" },
  { "bsd-3-clause", "BSD 3-Clause" },
  { "gpl-3.0", "GPL 3.0" },
  { "agpl-3.0", "AGPL 3.0" },
  { "lgpl-3.0", "LGPL 3.0" },
  { "cc-by-4.0", "CC BY 4.0" },
  { "cc-by-sa-4.0", "CC BY-SA 4.0" },
  { "cc-by-nc-4.0", "CC BY-NC 4.0" },
  { "cc0-1.0", "CC0 1.0" },
  { "other", N_("Another licence") },
};

/* In the order of SpHubSort. */
static const Choice sorts[] = {
  { NULL, N_("Best match") },
  { NULL, N_("Trending") },
  { NULL, N_("Most liked") },
  { NULL, N_("Newest") },
  { NULL, N_("Last changed") },
};

struct _SpDiscoverFilters {
  GtkWidget        parent_instance;
  GtkToggleButton *running;     /* template child */
  GtkToggleButton *installable; /* template child */
  GtkDropDown     *sdk;         /* template child */
  GtkDropDown     *hardware;    /* template child */
  GtkDropDown     *license;     /* template child */
  GtkDropDown     *sort;        /* template child */
  SpHubQuery      *query;       /* owned, NULL at first */
  gboolean         quiet;       /* it is not the user who changes something */
};

G_DEFINE_FINAL_TYPE (SpDiscoverFilters, sp_discover_filters, GTK_TYPE_WIDGET)

typedef enum {
  SIGNAL_CHANGED,
} SpDiscoverFiltersSignal;

static guint signals[SIGNAL_CHANGED + 1];

static const char *
get_value (const Choice *choices,
           GtkDropDown  *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected != GTK_INVALID_LIST_POSITION ? choices[selected].value : NULL;
}

static guint
find_value (const Choice *choices,
            guint         n_choices,
            const char   *value)
{
  for (guint i = 0; i < n_choices; i++) {
    if (g_strcmp0 (choices[i].value, value) == 0)
      return i;
  }

  return 0;
}

static void
changed_cb (SpDiscoverFilters *self)
{
  if (self->quiet || self->query == NULL)
    return;

  sp_hub_query_set_running (self->query, gtk_toggle_button_get_active (self->running));
  sp_hub_query_set_installable (self->query, gtk_toggle_button_get_active (self->installable));
  sp_hub_query_set_sdk (self->query, get_value (sdks, self->sdk));
  sp_hub_query_set_hardware (self->query, get_value (hardware, self->hardware));
  sp_hub_query_set_license (self->query, get_value (licenses, self->license));
  sp_hub_query_set_sort (self->query, (SpHubSort) gtk_drop_down_get_selected (self->sort));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_query (SpDiscoverFilters *self)
{
  self->quiet = TRUE;
  gtk_toggle_button_set_active (self->running, sp_hub_query_get_running (self->query));
  gtk_toggle_button_set_active (self->installable, sp_hub_query_get_installable (self->query));
  gtk_drop_down_set_selected (self->sdk, find_value (sdks, G_N_ELEMENTS (sdks), sp_hub_query_get_sdk (self->query)));
  gtk_drop_down_set_selected (self->hardware, find_value (hardware, G_N_ELEMENTS (hardware),
                                                          sp_hub_query_get_hardware (self->query)));
  gtk_drop_down_set_selected (self->license, find_value (licenses, G_N_ELEMENTS (licenses),
                                                         sp_hub_query_get_license (self->query)));
  gtk_drop_down_set_selected (self->sort, (guint) sp_hub_query_get_sort (self->query));
  self->quiet = FALSE;
}

static void
fill (GtkDropDown  *drop_down,
      const Choice *choices,
      guint         n_choices)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (list, _(choices[i].label));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

static void
sp_discover_filters_dispose (GObject *object)
{
  SpDiscoverFilters *self = SP_DISCOVER_FILTERS (object);
  GtkWidget         *child;

  g_clear_object (&self->query);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DISCOVER_FILTERS);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_discover_filters_parent_class)->dispose (object);
}

static void
sp_discover_filters_class_init (SpDiscoverFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_discover_filters_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", SP_TYPE_DISCOVER_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-discover-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverFilters, running);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverFilters, installable);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverFilters, sdk);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverFilters, hardware);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverFilters, license);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverFilters, sort);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
sp_discover_filters_init (SpDiscoverFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (gtk_widget_get_layout_manager (GTK_WIDGET (self)), "column-spacing", 6, "row-spacing", 6, NULL);
  fill (self->sdk, sdks, G_N_ELEMENTS (sdks));
  fill (self->hardware, hardware, G_N_ELEMENTS (hardware));
  fill (self->license, licenses, G_N_ELEMENTS (licenses));
  fill (self->sort, sorts, G_N_ELEMENTS (sorts));
}

void
sp_discover_filters_set_query (SpDiscoverFilters *self,
                               SpHubQuery        *query)
{
  g_return_if_fail (SP_IS_DISCOVER_FILTERS (self));
  g_return_if_fail (SP_IS_HUB_QUERY (query));

  g_set_object (&self->query, query);
  /* These come in an order of their own. */
  g_object_bind_property (query, "recent", self->sort, "sensitive", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  show_query (self);
}

void
sp_discover_filters_clear (SpDiscoverFilters *self)
{
  g_return_if_fail (SP_IS_DISCOVER_FILTERS (self));
  g_return_if_fail (self->query != NULL);

  sp_hub_query_clear_filters (self->query);
  show_query (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
