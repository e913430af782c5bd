/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#define SP_TYPE_NAVBAR (sp_navbar_get_type ())
G_DECLARE_FINAL_TYPE (SpNavbar, sp_navbar, SP, NAVBAR, SpComponent)

/* The `navbar` component: what the page of an app shows of its pages. It draws nothing where it
 * stands; the page reads its value (more links, as pairs of text and address) and its properties
 * `main-page-name` (%NULL when the first page has no entry) and `shown`. */
struct _SpNavbar {
  SpComponent parent_instance;

  char    *main_page_name; /* owned, (nullable) */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (SpNavbar, sp_navbar, SP_TYPE_COMPONENT)

typedef enum {
  PROP_MAIN_PAGE_NAME = 1,
  PROP_SHOWN,
} SpNavbarProperty;

static GParamSpec *properties[PROP_SHOWN + 1];

static void
set_main_page_name (SpNavbar *self, const char *name)
{
  if (sp_component_replace_text (&self->main_page_name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAIN_PAGE_NAME]);
}

static void
set_shown (SpNavbar *self, gboolean shown)
{
  if (self->shown == shown)
    return;

  self->shown = shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
sp_navbar_set_props (SpComponent *component, JsonObject *props)
{
  SpNavbar *self = SP_NAVBAR (component);
  JsonNode *name = json_object_get_member (props, "main_page_name");

  if (gradio_json_is_string (name))
    set_main_page_name (self, json_node_get_string (name));
  else if (!gradio_json_get_boolean (props, "main_page_name", TRUE))
    set_main_page_name (self, NULL);
  set_shown (self, gradio_json_get_boolean (props, "visible", self->shown));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
sp_navbar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpNavbar *self = SP_NAVBAR (object);

  switch ((SpNavbarProperty) prop_id) {
  case PROP_MAIN_PAGE_NAME:
    g_value_set_string (value, self->main_page_name);
    break;
  case PROP_SHOWN:
    g_value_set_boolean (value, self->shown);
    break;
  }
}

static void
sp_navbar_finalize (GObject *object)
{
  g_clear_pointer (&SP_NAVBAR (object)->main_page_name, g_free);

  G_OBJECT_CLASS (sp_navbar_parent_class)->finalize (object);
}

static void
sp_navbar_class_init (SpNavbarClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_navbar_get_property;
  object_class->finalize = sp_navbar_finalize;
  SP_COMPONENT_CLASS (klass)->set_props = sp_navbar_set_props;

  properties[PROP_MAIN_PAGE_NAME] = g_param_spec_string ("main-page-name", NULL, NULL, "Home", flags);
  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_navbar_init (SpNavbar *self)
{
  self->main_page_name = g_strdup ("Home");
  self->shown = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
