/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-saved-row.h"

#include "sp-hub-picture.h"
#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpSavedRow {
  GtkListBoxRow  parent_instance;
  SpHubPicture  *picture;     /* template child */
  GtkLabel      *title;       /* template child */
  GtkLabel      *address;     /* template child */
  SpStateLabel  *state;       /* template child */
  GtkLabel      *used;        /* template child */
  GtkMenuButton *menu_button; /* template child */
  SpSavedApp    *app;         /* owned */
};

G_DEFINE_FINAL_TYPE (SpSavedRow, sp_saved_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum {
  SIGNAL_COLLECTIONS,
  SIGNAL_OPEN,
  SIGNAL_REMOVE,
  SIGNAL_SAVE,
} SpSavedRowSignal;

static guint signals[SIGNAL_SAVE + 1];

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_OPEN], 0);
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SAVE], 0);
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  g_autoptr (GtkWidget) self = g_object_ref (widget); /* it goes away with its app */

  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
collections_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_COLLECTIONS], 0);
}

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  SpSavedRow *self = SP_SAVED_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), sp_saved_app_get_reference (self->app));
  gtk_widget_activate_action (widget, "win.toast", "(su)", _("Address copied"), 4);
}

/* Of a Space of the Hub, by the name of what the window does. */
static void
activate_for_hub (GtkWidget  *widget,
                  const char *action)
{
  const char *hub_name = sp_saved_app_get_hub_name (SP_SAVED_ROW (widget)->app);

  if (hub_name != NULL)
    gtk_widget_activate_action (widget, action, "s", hub_name);
}

static void
details_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  activate_for_hub (widget, "win.show-hub-space");
}

static void
install_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  activate_for_hub (widget, "win.install-space");
}

static void
manage_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  activate_for_hub (widget, "win.manage-space");
}

/* Made when it is opened: a long list has many rows, and nobody opens most of their menus. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SP_UI "sp-saved-row-menu.ui");

  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
}

static void
show_look (SpSavedRow *self)
{
  const char *emoji = sp_saved_app_get_emoji (self->app);

  if (emoji == NULL && sp_saved_app_get_kind (self->app) == SP_SAVED_ADDRESS)
    emoji = "🌐";
  sp_hub_picture_set_face (self->picture, emoji, sp_saved_app_get_color_from (self->app),
                           sp_saved_app_get_color_to (self->app));
}

static void
show_used (SpSavedRow *self)
{
  gint64           used = sp_saved_app_get_used (self->app);
  g_autofree char *words = used > 0 ? sp_time_words_ago (used, g_get_real_time () / G_USEC_PER_SEC) : NULL;

  gtk_label_set_text (self->used, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->used), words != NULL);
}

static void
show_state (SpSavedRow *self)
{
  sp_state_label_set_state (self->state, sp_saved_app_get_state_look (self->app), sp_saved_app_get_state (self->app));
}

static void
show_title (SpSavedRow *self)
{
  const char      *title = sp_saved_app_get_title (self->app);
  g_autofree char *menu = g_strdup_printf (_("Menu of “%s”"), title);

  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu);
}

static void
show_app (SpSavedRow *self)
{
  static const struct {
    const char *signal;
    void (*show) (SpSavedRow *self);
  } shown[] = {
    { "notify::title", show_title },
    { "notify::emoji", show_look },
    { "notify::color-from", show_look },
    { "notify::color-to", show_look },
    { "notify::used", show_used },
    { "notify::state", show_state },
  };
  const char *reference = sp_saved_app_get_reference (self->app);

  if (sp_saved_app_get_kind (self->app) == SP_SAVED_INSTALLED)
    reference = _("On this computer");
  gtk_label_set_text (self->address, reference);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->address), reference);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++) {
    shown[i].show (self);
    g_signal_connect_object (self->app, shown[i].signal, G_CALLBACK (shown[i].show), self, G_CONNECT_SWAPPED);
  }
}

static void
sp_saved_row_dispose (GObject *object)
{
  SpSavedRow *self = SP_SAVED_ROW (object);

  if (self->app != NULL)
    g_signal_handlers_disconnect_by_data (self->app, self);
  g_clear_object (&self->app);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SAVED_ROW);

  G_OBJECT_CLASS (sp_saved_row_parent_class)->dispose (object);
}

static void
sp_saved_row_class_init (SpSavedRowClass *klass)
{
  static const char *const names[] = { "collections", "open", "remove", "save" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_saved_row_dispose;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], SP_TYPE_SAVED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "saved.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "saved.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "saved.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "saved.collections", NULL, collections_cb);
  gtk_widget_class_install_action (widget_class, "saved.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "saved.details", NULL, details_cb);
  gtk_widget_class_install_action (widget_class, "saved.install", NULL, install_cb);
  gtk_widget_class_install_action (widget_class, "saved.manage", NULL, manage_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "saved.remove", NULL);

  g_type_ensure (SP_TYPE_HUB_PICTURE);
  g_type_ensure (SP_TYPE_STATE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-saved-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSavedRow, picture);
  gtk_widget_class_bind_template_child (widget_class, SpSavedRow, title);
  gtk_widget_class_bind_template_child (widget_class, SpSavedRow, address);
  gtk_widget_class_bind_template_child (widget_class, SpSavedRow, state);
  gtk_widget_class_bind_template_child (widget_class, SpSavedRow, used);
  gtk_widget_class_bind_template_child (widget_class, SpSavedRow, menu_button);
}

static void
sp_saved_row_init (SpSavedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, NULL, NULL);
}

GtkWidget *
sp_saved_row_new (SpSavedApp *app,
                  gboolean    is_saved)
{
  SpSavedRow *self = g_object_new (SP_TYPE_SAVED_ROW, NULL);
  GtkWidget  *widget = GTK_WIDGET (self);
  gboolean    is_on_hub = sp_saved_app_get_hub_name (app) != NULL;

  self->app = g_object_ref (app);
  show_app (self);
  gtk_widget_action_set_enabled (widget, "saved.save", !is_saved);
  gtk_widget_action_set_enabled (widget, "saved.remove", is_saved);
  gtk_widget_action_set_enabled (widget, "saved.collections", is_saved);
  gtk_widget_action_set_enabled (widget, "saved.details", is_on_hub);
  gtk_widget_action_set_enabled (widget, "saved.install", is_on_hub);
  gtk_widget_action_set_enabled (widget, "saved.manage", FALSE);
  gtk_widget_action_set_enabled (widget, "saved.copy", sp_saved_app_get_kind (app) != SP_SAVED_INSTALLED);

  return widget;
}

void
sp_saved_row_set_own (SpSavedRow *self,
                      gboolean    is_own)
{
  g_return_if_fail (SP_IS_SAVED_ROW (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "saved.manage",
                                 is_own && sp_saved_app_get_hub_name (self->app) != NULL);
}

SpSavedApp *
sp_saved_row_get_app (SpSavedRow *self)
{
  g_return_val_if_fail (SP_IS_SAVED_ROW (self), NULL);

  return self->app;
}
