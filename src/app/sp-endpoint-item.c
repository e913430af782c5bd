/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-endpoint-item.h"

struct _SpEndpointItem {
  GObject         parent_instance;
  GradioEndpoint *endpoint; /* owned */
  gboolean        running;
};

G_DEFINE_FINAL_TYPE (SpEndpointItem, sp_endpoint_item, G_TYPE_OBJECT)

typedef enum {
  PROP_SEARCH_TEXT = 1,
  PROP_RUNNING,
} SpEndpointItemProperty;

static GParamSpec *properties[PROP_RUNNING + 1];

static char *
make_search_text (SpEndpointItem *self)
{
  return g_strconcat (gradio_endpoint_get_name (self->endpoint), " ",
                      gradio_endpoint_get_description (self->endpoint), NULL);
}

static void
sp_endpoint_item_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SpEndpointItem *self = SP_ENDPOINT_ITEM (object);

  switch ((SpEndpointItemProperty) prop_id) {
  case PROP_SEARCH_TEXT:
    g_value_take_string (value, make_search_text (self));
    break;
  case PROP_RUNNING:
    g_value_set_boolean (value, self->running);
    break;
  }
}

static void
sp_endpoint_item_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SpEndpointItem *self = SP_ENDPOINT_ITEM (object);

  switch ((SpEndpointItemProperty) prop_id) {
  case PROP_RUNNING:
    if (self->running != g_value_get_boolean (value)) {
      self->running = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  case PROP_SEARCH_TEXT: /* read-only */
    break;
  }
}

static void
sp_endpoint_item_finalize (GObject *object)
{
  SpEndpointItem *self = SP_ENDPOINT_ITEM (object);

  g_clear_object (&self->endpoint);

  G_OBJECT_CLASS (sp_endpoint_item_parent_class)->finalize (object);
}

static void
sp_endpoint_item_class_init (SpEndpointItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_endpoint_item_get_property;
  object_class->set_property = sp_endpoint_item_set_property;
  object_class->finalize = sp_endpoint_item_finalize;

  properties[PROP_SEARCH_TEXT] =
    g_param_spec_string ("search-text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_endpoint_item_init (SpEndpointItem *self)
{
}

SpEndpointItem *
sp_endpoint_item_new (GradioEndpoint *endpoint)
{
  SpEndpointItem *self = g_object_new (SP_TYPE_ENDPOINT_ITEM, NULL);

  self->endpoint = g_object_ref (endpoint);

  return self;
}

GradioEndpoint *
sp_endpoint_item_get_endpoint (SpEndpointItem *self)
{
  g_return_val_if_fail (SP_IS_ENDPOINT_ITEM (self), NULL);

  return self->endpoint;
}
