/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"

#include <glib/gi18n-lib.h>

#include "sp-resources.h"

/* The context menu of every component, and what it does. */

static void
copy_text (SpComponent *self, const char *text)
{
  if (text == NULL || *text == '\0') {
    sp_component_notice (self, _("There is nothing to copy."));
    return;
  }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sp_component_notice (self, _("Copied"));
}

static void
emit_copy (SpComponent *self, const char *text)
{
  g_autoptr (JsonNode) data = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *object = json_object_new ();

  json_object_set_string_member (object, "value", text);
  json_node_take_object (data, object);
  sp_component_emit_event (self, "copy", data);
}

static void
copy_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *text = NULL;

  if (SP_COMPONENT_GET_CLASS (widget)->copy != NULL) {
    SP_COMPONENT_GET_CLASS (widget)->copy (SP_COMPONENT (widget));
    return;
  }

  text = sp_component_dup_text (SP_COMPONENT (widget));
  copy_text (SP_COMPONENT (widget), text);
  if (text != NULL)
    emit_copy (SP_COMPONENT (widget), text);
}

static void
copy_json_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (JsonNode) value = sp_component_dup_value (SP_COMPONENT (widget));
  g_autofree char     *text = gradio_json_write_pretty (value);

  copy_text (SP_COMPONENT (widget), text);
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GPtrArray) files = sp_component_dup_files (SP_COMPONENT (widget));

  if (files->len > 0)
    sp_component_save_files (SP_COMPONENT (widget), files);
  else
    sp_component_notice (SP_COMPONENT (widget), _("There is nothing to save."));
}

static void
open_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GPtrArray) files = sp_component_dup_files (SP_COMPONENT (widget));

  if (files->len > 0)
    sp_component_open_file (SP_COMPONENT (widget), g_ptr_array_index (files, 0));
  else
    sp_component_notice (SP_COMPONENT (widget), _("There is nothing to open."));
}

static void
fullscreen_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_component_toggle_fullscreen (SP_COMPONENT (widget));
}

/* Other widgets above may want the key where there is nothing to see larger. */
static gboolean
fullscreen_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if ((SP_COMPONENT_GET_CLASS (widget)->buttons & SP_COMPONENT_BUTTON_FULLSCREEN) == 0)
    return FALSE;

  sp_component_toggle_fullscreen (SP_COMPONENT (widget));

  return TRUE;
}

static void
use_as_input_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "use-as-input", g_variant_get_string (parameter, NULL));
}

static void
menu_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_component_popup_menu (SP_COMPONENT (widget), -1, -1);
}

/* What the class can show larger, and what another place of the app can take. */
static void
append_places (SpComponent *self, GMenu *menu)
{
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) targets = g_menu_new ();

  if ((SP_COMPONENT_GET_CLASS (self)->buttons & SP_COMPONENT_BUTTON_FULLSCREEN) != 0)
    g_menu_append (places, _("_Full Screen"), "component.fullscreen");
  g_signal_emit_by_name (self, "collect-targets", targets);
  if (g_menu_model_get_n_items (G_MENU_MODEL (targets)) > 0)
    g_menu_append_submenu (places, _("_Use as Input of"), G_MENU_MODEL (targets));
  if (g_menu_model_get_n_items (G_MENU_MODEL (places)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
}

static GMenuModel *
build_menu (SpComponent *self)
{
  g_autoptr (GPtrArray) files = sp_component_dup_files (self);
  g_autoptr (GMenu)     menu = g_menu_new ();
  g_autoptr (GMenu)     copies = g_menu_new ();
  g_autoptr (GMenu)     saves = g_menu_new ();

  g_menu_append (copies, _("_Copy"), "component.copy");
  g_menu_append (copies, _("Copy as _JSON"), "component.copy-json");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  if (files->len > 0) {
    g_menu_append (saves, files->len == 1 ? _("_Save…") : _("_Save All…"), "component.save");
    if (files->len == 1)
      g_menu_append (saves, _("_Open in Another App"), "component.open");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (saves));
  }
  append_places (self, menu);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static GtkWidget *
find_popover (SpComponent *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_has_css_class (child, "component-menu"))
      return child;
  }

  return NULL;
}

void
sp_component_popup_menu (SpComponent *self, double x, double y)
{
  g_autoptr (GMenuModel) model = build_menu (self);
  GtkWidget             *popover = find_popover (self);
  GdkRectangle           place = { (int) x, (int) y, 1, 1 };

  if (popover == NULL) {
    popover = gtk_popover_menu_new_from_model (NULL);
    gtk_widget_add_css_class (popover, "component-menu");
    gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
    gtk_widget_set_halign (popover, GTK_ALIGN_START);
    gtk_widget_set_parent (popover, GTK_WIDGET (self));
  }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), model);
  if (x < 0) {
    place.x = 0;
    place.y = gtk_widget_get_height (GTK_WIDGET (self)) / 2;
  }
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
sp_component_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "component.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "component.copy-json", NULL, copy_json_cb);
  gtk_widget_class_install_action (widget_class, "component.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "component.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "component.fullscreen", NULL, fullscreen_cb);
  gtk_widget_class_install_action (widget_class, "component.use-as-input", "s", use_as_input_cb);
  gtk_widget_class_install_action (widget_class, "component.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "component.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "component.menu",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F11, 0, fullscreen_key_cb, NULL);
}
