/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-pager.h"
#include "sp-resources.h"
#include "sp-tab-strip.h"

#include <adwaita.h>

#define SP_TYPE_TABS (sp_tabs_get_type ())
G_DECLARE_FINAL_TYPE (SpTabs, sp_tabs, SP, TABS, SpPager)

/* The `tabs` component: a strip of buttons above the page that is chosen. */
struct _SpTabs {
  SpPager     parent_instance;
  SpTabStrip *strip; /* template child */
  AdwBin     *place; /* template child: of the pages */
};

G_DEFINE_FINAL_TYPE (SpTabs, sp_tabs, SP_TYPE_PAGER)

static void
choose_cb (SpTabs *self, SpPage *page)
{
  sp_pager_choose (SP_PAGER (self), page);
}

static void
step_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_pager_step (SP_PAGER (widget), g_variant_get_int32 (parameter));
}

static void
sp_tabs_set_props (SpComponent *component, JsonObject *props)
{
  const char *behavior = gradio_json_get_string (props, "overflow_behavior", NULL);

  SP_COMPONENT_CLASS (sp_tabs_parent_class)->set_props (component, props);

  if (behavior != NULL)
    g_object_set (SP_TABS (component)->strip, "wraps", g_str_equal (behavior, "wrap"), NULL);
}

static void
sp_tabs_update (SpPager *pager)
{
  sp_tab_strip_update (SP_TABS (pager)->strip, sp_pager_get_pages (pager),
                       sp_pager_get_chosen (pager));
}

static void
sp_tabs_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_TABS);

  G_OBJECT_CLASS (sp_tabs_parent_class)->dispose (object);
}

static void
sp_tabs_class_init (SpTabsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_tabs_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_tabs_set_props;
  SP_PAGER_CLASS (klass)->update = sp_tabs_update;

  gtk_widget_class_install_action (widget_class, "tabs.step", "i", step_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "tabs.step",
                                       "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK,
                                       "tabs.step", "i", 1);
  g_type_ensure (SP_TYPE_TAB_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "tabs.ui");
  gtk_widget_class_bind_template_child (widget_class, SpTabs, strip);
  gtk_widget_class_bind_template_child (widget_class, SpTabs, place);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
sp_tabs_init (SpTabs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->place, sp_pager_get_stack (SP_PAGER (self)));
}
