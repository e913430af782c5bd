/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-my-spaces.h"

#include "sp-care-page.h"
#include "sp-my-spaces-page.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpMySpaces {
  AdwBin          parent_instance;
  AdwLeaflet     *leaflet;  /* template child */
  SpMySpacesPage *list;     /* template child */
  AdwBin         *care_bin; /* template child */
  SpHubAccounts  *accounts; /* owned, nullable */
  char           *wanted;   /* owned, nullable: what is shown once it is known who the user is */
};

G_DEFINE_FINAL_TYPE (SpMySpaces, sp_my_spaces, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
} SpMySpacesProperty;

static GParamSpec *properties[PROP_TITLE + 1];

static SpCarePage *
get_care_page (SpMySpaces *self)
{
  GtkWidget *child = adw_bin_get_child (self->care_bin);

  return child != NULL ? SP_CARE_PAGE (child) : NULL;
}

static gboolean
shows_list (SpMySpaces *self)
{
  return adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->list);
}

static char *
dup_title (SpMySpaces *self)
{
  char *title = NULL;

  if (shows_list (self) || get_care_page (self) == NULL)
    return g_strdup (_("My Spaces"));

  g_object_get (get_care_page (self), "title", &title, NULL);

  return title;
}

static void
notify_title (SpMySpaces *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* What is not on the screen any more asks for nothing any more. */
static void
moved_cb (SpMySpaces *self)
{
  if (self->leaflet == NULL || self->care_bin == NULL)
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "spaces.back", !shows_list (self));
  if (shows_list (self) && !adw_leaflet_get_child_transition_running (self->leaflet))
    adw_bin_set_child (self->care_bin, NULL);
  notify_title (self);
}

static void
deleted_cb (SpMySpaces *self)
{
  sp_my_spaces_show_list (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", _("The Space is deleted"), 5);
}

static void
show_care_page (SpMySpaces *self,
                const char *id)
{
  GtkWidget *page = sp_care_page_new (self->accounts, id);

  g_signal_connect_object (page, "notify::title", G_CALLBACK (notify_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "deleted", G_CALLBACK (deleted_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->care_bin, page);
}

/* Somebody else sees something else. */
static void
current_cb (SpMySpaces *self)
{
  g_autofree char *id = get_care_page (self) != NULL ? g_strdup (sp_care_page_get_id (get_care_page (self))) : NULL;

  if (id != NULL)
    show_care_page (self, id);
}

static void
go_to_space (SpMySpaces *self,
             const char *id)
{
  SpCarePage *page = get_care_page (self);

  if (page == NULL || !g_str_equal (sp_care_page_get_id (page), id))
    show_care_page (self, id);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->care_bin));
  notify_title (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpMySpaces) self = user_data;
  g_autofree char       *id = g_steal_pointer (&self->wanted);

  sp_hub_accounts_load_finish (SP_HUB_ACCOUNTS (source), result, NULL);
  if (id != NULL && self->accounts != NULL)
    go_to_space (self, id);
}

static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  sp_my_spaces_show_list (SP_MY_SPACES (widget));
}

static void
sp_my_spaces_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((SpMySpacesProperty) prop_id) {
  case PROP_TITLE:
    g_value_take_string (value, dup_title (SP_MY_SPACES (object)));
    break;
  }
}

static void
sp_my_spaces_dispose (GObject *object)
{
  SpMySpaces *self = SP_MY_SPACES (object);

  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->wanted, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MY_SPACES);

  G_OBJECT_CLASS (sp_my_spaces_parent_class)->dispose (object);
}

static void
sp_my_spaces_class_init (SpMySpacesClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_my_spaces_get_property;
  object_class->dispose = sp_my_spaces_dispose;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "spaces.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "spaces.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "spaces.back", NULL);
  g_type_ensure (SP_TYPE_MY_SPACES_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-my-spaces.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMySpaces, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SpMySpaces, list);
  gtk_widget_class_bind_template_child (widget_class, SpMySpaces, care_bin);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
}

static void
sp_my_spaces_init (SpMySpaces *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moved_cb (self);
}

GtkWidget *
sp_my_spaces_new (SpHubAccounts *accounts)
{
  SpMySpaces *self = NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (accounts), NULL);

  self = g_object_new (SP_TYPE_MY_SPACES, NULL);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "notify::current", G_CALLBACK (current_cb), self, G_CONNECT_SWAPPED);
  sp_my_spaces_page_set_accounts (self->list, accounts);

  return GTK_WIDGET (self);
}

void
sp_my_spaces_show_list (SpMySpaces *self)
{
  g_return_if_fail (SP_IS_MY_SPACES (self));

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

void
sp_my_spaces_show_space (SpMySpaces *self,
                         const char *id)
{
  g_return_if_fail (SP_IS_MY_SPACES (self));
  g_return_if_fail (id != NULL);

  if (!sp_hub_accounts_is_loaded (self->accounts)) {
    g_free (self->wanted);
    self->wanted = g_strdup (id);
    sp_hub_accounts_load_async (self->accounts, NULL, loaded_cb, g_object_ref (self));
    return;
  }

  go_to_space (self, id);
}

void
sp_my_spaces_find (SpMySpaces *self)
{
  g_return_if_fail (SP_IS_MY_SPACES (self));

  if (shows_list (self))
    sp_my_spaces_page_focus_search (self->list);
  else if (get_care_page (self) != NULL)
    sp_care_page_find (get_care_page (self));
}

void
sp_my_spaces_reload (SpMySpaces *self)
{
  g_return_if_fail (SP_IS_MY_SPACES (self));

  if (shows_list (self))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "spaces.reload", NULL);
  else if (get_care_page (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (get_care_page (self)), "care.reload", NULL);
}
