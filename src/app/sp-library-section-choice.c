/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-library-section-private.h"

#include "sp-hub-account.h"

#include <glib/gi18n-lib.h>

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpLibrarySection) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (GPtrArray)        apps = sp_collection_load_finish (SP_HUB_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  g_free (self->problem);
  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  for (guint i = 0; apps != NULL && i < apps->len; i++)
    g_list_store_append (self->hub_apps, g_ptr_array_index (apps, i));
  sp_library_section_update (self);
}

/* The one of the Hub that was chosen. */
static void
load (SpLibrarySection *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->problem, g_free);
  g_list_store_remove_all (self->hub_apps);
  if (sp_collection_get_kind (self->chosen) != SP_COLLECTION_HUB || self->accounts == NULL)
    return;

  self->loading = g_cancellable_new ();
  sp_collection_load_async (sp_hub_accounts_get_session (self->accounts), self->chosen, self->loading, loaded_cb,
                            g_object_ref (self));
}

/* It was left before the Hub answered, or the Hub could not be reached. */
void
sp_library_section_load_again (SpLibrarySection *self)
{
  if (sp_collection_get_kind (self->chosen) != SP_COLLECTION_HUB || self->loading != NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->hub_apps)) > 0)
    return;

  load (self);
  sp_library_section_update (self);
}

static void
chosen_cb (SpLibrarySection *self)
{
  SpCollection *chosen = gtk_drop_down_get_selected_item (self->choice);

  if (self->choosing || chosen == NULL || sp_collection_equal (chosen, self->chosen))
    return;

  g_set_object (&self->chosen, chosen);
  load (self);
  sp_library_section_update (self);
}

/* What was chosen stays chosen, as long as it is there. */
static void
fill (SpLibrarySection *self)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel           *own = sp_saved_apps_get_collections (self->saved);
  guint                 selected = 0;

  g_ptr_array_add (choices, sp_collection_new (SP_COLLECTION_ALL, "", _("All Apps")));
  for (guint i = 0; i < g_list_model_get_n_items (own); i++) {
    g_autoptr (GtkStringObject) name = g_list_model_get_item (own, i);

    g_ptr_array_add (choices, sp_collection_new (SP_COLLECTION_OWN, gtk_string_object_get_string (name),
                                                 gtk_string_object_get_string (name)));
  }
  for (guint i = 0; i < self->on_hub->len; i++)
    g_ptr_array_add (choices, g_object_ref (g_ptr_array_index (self->on_hub, i)));
  for (guint i = 0; i < choices->len; i++) {
    if (sp_collection_equal (g_ptr_array_index (choices, i), self->chosen))
      selected = i;
  }

  self->choosing = TRUE;
  g_list_store_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)), choices->pdata,
                       choices->len);
  gtk_drop_down_set_selected (self->choice, selected);
  self->choosing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->choice), choices->len > 1);
  chosen_cb (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpLibrarySection) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (GPtrArray)        on_hub = sp_collection_list_finish (SP_HUB_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->listing);
  if (on_hub == NULL) { /* the user's own are there all the same */
    g_debug ("No collections of the Hub: %s", error->message);
    return;
  }

  g_ptr_array_unref (self->on_hub);
  self->on_hub = g_steal_pointer (&on_hub);
  fill (self);
}

/* Whose it is is told by its property. The login of another tool has no name until it is asked for. */
static void
identify (SpLibrarySection *self,
          SpHubAccount     *account)
{
  if (!self->active || self->identified || account == NULL || sp_hub_account_get_name (account) != NULL)
    return;

  self->identified = TRUE;
  sp_hub_accounts_identify_async (self->accounts, account, NULL, NULL, NULL);
}

static void
name_cb (SpLibrarySection *self)
{
  sp_library_section_list_collections (self);
  sp_library_section_update_own (self);
}

void
sp_library_section_account_cb (SpLibrarySection *self)
{
  SpHubAccount *account = self->accounts != NULL ? sp_hub_accounts_get_current (self->accounts) : NULL;

  self->identified = FALSE;
  g_signal_group_set_target (self->account, account);
  name_cb (self);
}

/* Those of the Hub are asked for once for each account. */
void
sp_library_section_list_collections (SpLibrarySection *self)
{
  SpHubAccount *account = self->accounts != NULL ? sp_hub_accounts_get_current (self->accounts) : NULL;
  const char   *owner = account != NULL ? sp_hub_account_get_name (account) : NULL;

  identify (self, account);
  if (g_strcmp0 (owner, self->owner) != 0 && (self->active || owner == NULL)) {
    sp_library_section_stop_asking (self);
    g_ptr_array_set_size (self->on_hub, 0);
    g_free (self->owner);
    self->owner = g_strdup (owner);
    if (owner != NULL) {
      self->listing = g_cancellable_new ();
      sp_collection_list_async (sp_hub_accounts_get_session (self->accounts), owner, self->listing, listed_cb,
                                g_object_ref (self));
    }
  }
  fill (self);
}

void
sp_library_section_stop_asking (SpLibrarySection *self)
{
  if (self->listing != NULL)
    g_clear_pointer (&self->owner, g_free); /* it is asked again */
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), sp_collection_get_title (gtk_list_item_get_item (item)));
}

/* A long name makes the list wide, but not the window. */
static void
shorten_choice (SpLibrarySection *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_list_factory (self->choice, gtk_drop_down_get_factory (self->choice));
  gtk_drop_down_set_factory (self->choice, factory);
}

void
sp_library_section_init_choice (SpLibrarySection *self)
{
  g_autoptr (GtkExpression) title = gtk_property_expression_new (SP_TYPE_COLLECTION, NULL, "title");

  self->account = g_signal_group_new (SP_TYPE_HUB_ACCOUNT);
  g_signal_group_connect_object (self->account, "notify::name", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  self->choices = g_list_store_new (SP_TYPE_COLLECTION);
  self->chosen = sp_collection_new (SP_COLLECTION_ALL, "", _("All Apps"));
  gtk_drop_down_set_expression (self->choice, title);
  shorten_choice (self);
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (self->choices));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}
