/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-endpoint-row.h"

#include "sp-resources.h"

struct _SpEndpointRow {
  AdwBin          parent_instance;
  GtkLabel       *name;        /* template child */
  GtkLabel       *description; /* template child */
  SpEndpointItem *item;        /* owned */
};

G_DEFINE_FINAL_TYPE (SpEndpointRow, sp_endpoint_row, ADW_TYPE_BIN)

typedef enum {
  PROP_ITEM = 1,
} SpEndpointRowProperty;

static GParamSpec *properties[PROP_ITEM + 1];

static void
show_endpoint (SpEndpointRow  *self,
               GradioEndpoint *endpoint)
{
  const char      *description = gradio_endpoint_get_description (endpoint);
  g_autofree char *line = g_strndup (description, strcspn (description, "\r\n"));

  gtk_label_set_text (self->name, gradio_endpoint_get_name (endpoint));
  gtk_label_set_text (self->description, line);
  gtk_widget_set_visible (GTK_WIDGET (self->description), *line != '\0');
}

static void
sp_endpoint_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((SpEndpointRowProperty) prop_id) {
  case PROP_ITEM:
    g_value_set_object (value, SP_ENDPOINT_ROW (object)->item);
    break;
  }
}

static void
sp_endpoint_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SpEndpointRow *self = SP_ENDPOINT_ROW (object);

  switch ((SpEndpointRowProperty) prop_id) {
  case PROP_ITEM:
    if (!g_set_object (&self->item, g_value_get_object (value)))
      break;
    if (self->item != NULL)
      show_endpoint (self, sp_endpoint_item_get_endpoint (self->item));
    g_object_notify_by_pspec (object, pspec);
    break;
  }
}

static void
sp_endpoint_row_dispose (GObject *object)
{
  SpEndpointRow *self = SP_ENDPOINT_ROW (object);

  g_clear_object (&self->item);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_ENDPOINT_ROW);

  G_OBJECT_CLASS (sp_endpoint_row_parent_class)->dispose (object);
}

static void
sp_endpoint_row_class_init (SpEndpointRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_endpoint_row_get_property;
  object_class->set_property = sp_endpoint_row_set_property;
  object_class->dispose = sp_endpoint_row_dispose;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, SP_TYPE_ENDPOINT_ITEM,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-endpoint-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpEndpointRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpEndpointRow, description);
}

static void
sp_endpoint_row_init (SpEndpointRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
