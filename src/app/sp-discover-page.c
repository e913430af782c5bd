/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-discover-page.h"

#include "sp-hub-account.h"

#include <glib/gi18n-lib.h>

struct _SpDiscoverPage {
  AdwBin         parent_instance;
  AdwLeaflet    *leaflet;
  GtkWidget     *search;
  GtkWidget     *details;
  SpHubAccounts *accounts;  /* owned */
  GSignalGroup  *names;     /* owned: of the current account */
  SpHubAccount  *asked_for; /* weak: whose name the Hub was asked for */
};

G_DEFINE_FINAL_TYPE (SpDiscoverPage, sp_discover_page, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
} SpDiscoverPageProperty;

static GParamSpec *properties[PROP_TITLE + 1];

typedef enum {
  SIGNAL_OPEN,
} SpDiscoverPageSignal;

static guint signals[SIGNAL_OPEN + 1];

static const char *
get_title (SpDiscoverPage *self)
{
  const char *title = NULL;

  if (self->leaflet != NULL && adw_leaflet_get_visible_child (self->leaflet) == self->details)
    title = sp_space_details_get_title (SP_SPACE_DETAILS (self->details));

  return title != NULL ? title : _("Discover");
}

static void
title_cb (SpDiscoverPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
back_cb (SpDiscoverPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->search);
  gtk_widget_child_focus (self->search, GTK_DIR_TAB_FORWARD);
}

static void
open_cb (SpDiscoverPage *self,
         const char     *id)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, id);
}

static void
chosen_cb (SpDiscoverPage *self,
           SpHubSpace     *space)
{
  sp_discover_page_show_space (self, sp_hub_space_get_id (space), space);
}

static void
asked_cb (SpDiscoverPage *self,
          const char     *id)
{
  sp_discover_page_show_space (self, id, NULL);
}

/* The login of another tool has no name until the Hub was asked; account_cb() is called when it has one. */
static void
learn_name (SpDiscoverPage *self,
            SpHubAccount   *account)
{
  if (account == NULL || sp_hub_account_get_name (account) != NULL || self->asked_for == account)
    return;

  g_set_weak_pointer (&self->asked_for, account);
  sp_hub_accounts_identify_async (self->accounts, account, NULL, NULL, NULL);
}

static void
account_cb (SpDiscoverPage *self)
{
  SpHubSession  *session = sp_hub_accounts_get_session (self->accounts);
  SpHubAccount  *account = sp_hub_accounts_get_current (self->accounts);
  g_auto (GStrv) owners = account != NULL ? sp_hub_account_dup_owners (account) : NULL;

  g_signal_group_set_target (self->names, account);
  sp_discover_search_set_account (SP_DISCOVER_SEARCH (self->search), session,
                                  account != NULL ? sp_hub_account_get_name (account) : NULL);
  sp_space_details_set_account (SP_SPACE_DETAILS (self->details), session, (const char *const *) owners);
  learn_name (self, account);
}

static void
sp_discover_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((SpDiscoverPageProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, get_title (SP_DISCOVER_PAGE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_discover_page_dispose (GObject *object)
{
  SpDiscoverPage *self = SP_DISCOVER_PAGE (object);

  g_clear_weak_pointer (&self->asked_for);
  g_clear_object (&self->names);
  g_clear_object (&self->accounts);
  self->leaflet = NULL; /* goes with its parent */

  G_OBJECT_CLASS (sp_discover_page_parent_class)->dispose (object);
}

static void
sp_discover_page_class_init (SpDiscoverPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_discover_page_get_property;
  object_class->dispose = sp_discover_page_dispose;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_OPEN] = g_signal_new ("open", SP_TYPE_DISCOVER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_discover_page_init (SpDiscoverPage *self)
{
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_unfold (self->leaflet, FALSE);
  self->names = g_signal_group_new (SP_TYPE_HUB_ACCOUNT);
  g_signal_group_connect_swapped (self->names, "notify::name", G_CALLBACK (account_cb), self);
  g_signal_connect_object (self->leaflet, "notify::visible-child", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->leaflet));
}

GtkWidget *
sp_discover_page_new (SpHubAccounts *accounts)
{
  SpDiscoverPage *self = g_object_new (SP_TYPE_DISCOVER_PAGE, NULL);

  self->accounts = g_object_ref (accounts);
  self->search = sp_discover_search_new (sp_hub_accounts_get_session (accounts));
  g_signal_connect_object (self->search, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  adw_leaflet_append (self->leaflet, self->search);
  self->details = sp_space_details_new ();
  g_signal_connect_object (self->details, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->details, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->details, "notify::title", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  adw_leaflet_append (self->leaflet, self->details);
  account_cb (self);
  g_signal_connect_object (accounts, "notify::session", G_CALLBACK (account_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::current", G_CALLBACK (account_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
sp_discover_page_search (SpDiscoverPage *self,
                         const char     *words)
{
  g_return_if_fail (SP_IS_DISCOVER_PAGE (self));
  g_return_if_fail (words != NULL);

  adw_leaflet_set_visible_child (self->leaflet, self->search);
  if (*words != '\0')
    sp_discover_search_set_words (SP_DISCOVER_SEARCH (self->search), words);
}

void
sp_discover_page_show_space (SpDiscoverPage *self,
                             const char     *id,
                             SpHubSpace     *space)
{
  g_return_if_fail (SP_IS_DISCOVER_PAGE (self));

  sp_space_details_show (SP_SPACE_DETAILS (self->details), id, space);
  adw_leaflet_set_visible_child (self->leaflet, self->details);
  sp_space_details_focus (SP_SPACE_DETAILS (self->details));
}

void
sp_discover_page_find (SpDiscoverPage *self)
{
  g_return_if_fail (SP_IS_DISCOVER_PAGE (self));

  adw_leaflet_set_visible_child (self->leaflet, self->search);
  sp_discover_search_focus_entry (SP_DISCOVER_SEARCH (self->search));
}

void
sp_discover_page_reload (SpDiscoverPage *self)
{
  g_return_if_fail (SP_IS_DISCOVER_PAGE (self));

  if (adw_leaflet_get_visible_child (self->leaflet) == self->details)
    sp_space_details_reload (SP_SPACE_DETAILS (self->details));
  else
    sp_discover_search_reload (SP_DISCOVER_SEARCH (self->search));
}
