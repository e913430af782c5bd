/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-library-section-private.h"

#include "sp-collections-dialog.h"
#include "sp-hub-account.h"
#include "sp-library-toasts.h"
#include "sp-resources.h"
#include "sp-saved-row.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROWS 12 /* and as many more as are asked for, that many at a time */

G_DEFINE_FINAL_TYPE (SpLibrarySection, sp_library_section, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_OPEN,
  SIGNAL_TOAST,
} SpLibrarySectionSignal;

static guint signals[SIGNAL_TOAST + 1];

void
sp_library_section_show_toast (SpLibrarySection *self,
                               AdwToast         *toast)
{
  g_autoptr (AdwToast) owned = toast;

  g_signal_emit (self, signals[SIGNAL_TOAST], 0, owned);
}

/* The rows */

static void
open_cb (SpLibrarySection *self,
         SpSavedRow       *row)
{
  g_autofree char *reference = g_strdup (sp_saved_app_get_reference (sp_saved_row_get_app (row)));

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, reference);
}

static void
remove_cb (SpLibrarySection *self,
           SpSavedRow       *row)
{
  g_autoptr (SpSavedApp) app = g_object_ref (sp_saved_row_get_app (row));

  sp_saved_apps_remove (self->saved, app);
  sp_library_section_show_toast (self, sp_library_toast_removed (self->saved, app));
}

static void
save_cb (SpLibrarySection *self,
         SpSavedRow       *row)
{
  SpSavedApp *app = sp_saved_row_get_app (row);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.save-app", "(sss)", sp_saved_app_get_reference (app),
                              sp_saved_app_get_title (app),
                              sp_saved_app_get_emoji (app) != NULL ? sp_saved_app_get_emoji (app) : "");
}

static void
collections_cb (SpLibrarySection *self,
                SpSavedRow       *row)
{
  GtkWidget *dialog = sp_collections_dialog_new (self->saved, sp_saved_row_get_app (row));

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
is_own (SpLibrarySection *self,
        SpSavedApp       *app)
{
  SpHubAccount *account = self->accounts != NULL ? sp_hub_accounts_get_current (self->accounts) : NULL;
  const char   *hub_name = sp_saved_app_get_hub_name (app);

  return account != NULL && hub_name != NULL && sp_hub_account_owns (account, hub_name);
}

void
sp_library_section_update_own (SpLibrarySection *self)
{
  GtkListBoxRow *row = NULL;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    sp_saved_row_set_own (SP_SAVED_ROW (row), is_own (self, sp_saved_row_get_app (SP_SAVED_ROW (row))));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  SpLibrarySection *self = user_data;
  gboolean          is_saved = sp_collection_get_kind (self->chosen) != SP_COLLECTION_HUB;
  GtkWidget        *row = sp_saved_row_new (item, is_saved);

  sp_saved_row_set_own (SP_SAVED_ROW (row), is_own (self, item));
  g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "collections", G_CALLBACK (collections_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  SpLibrarySection *self = user_data;

  if (sp_collection_get_kind (self->chosen) == SP_COLLECTION_OWN &&
      !sp_saved_app_is_in (item, sp_collection_get_id (self->chosen)))
    return FALSE;

  return sp_saved_app_matches (item, (const char *const *) self->words);
}

/* What is said in the place of rows. */

static const char *
get_empty_words (SpLibrarySection *self)
{
  switch (sp_collection_get_kind (self->chosen)) {
  case SP_COLLECTION_ALL:
    break;
  case SP_COLLECTION_OWN:
    return _("This collection is empty. Add apps to it by their menus.");
  case SP_COLLECTION_HUB:
    if (self->problem != NULL)
      return self->problem;
    return self->loading != NULL ? _("Asking the Hub…") : _("This collection has no Spaces.");
  }

  return _("Nothing saved yet. “Save to Library” in the menu of an app keeps it here.");
}

static void
show_words (SpLibrarySection *self,
            gboolean          is_empty)
{
  gboolean         searching = self->words != NULL && *self->words != NULL;
  g_autofree char *text = g_strdup_printf (_("Nothing found for “%s”"), gtk_editable_get_text (self->search));

  gtk_label_set_text (self->empty, get_empty_words (self));
  gtk_widget_set_visible (GTK_WIDGET (self->empty), is_empty && !searching);
  gtk_label_set_text (self->not_found_label, text);
  gtk_widget_set_visible (self->not_found, is_empty && searching);
}

static void
rows_changed_cb (SpLibrarySection *self)
{
  guint            n_found = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint            n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint            n_more = n_found - n_shown;
  g_autofree char *more = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n_more), n_more);

  gtk_widget_set_visible (GTK_WIDGET (self->list), n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->search), g_list_model_get_n_items (G_LIST_MODEL (self->saved)) > 0 ||
                                                       (self->words != NULL && *self->words != NULL));
  show_words (self, n_found == 0);
  sp_library_section_enable_actions (self);
}

void
sp_library_section_update (SpLibrarySection *self)
{
  gboolean is_hub = sp_collection_get_kind (self->chosen) == SP_COLLECTION_HUB;

  gtk_filter_list_model_set_model (self->filtered, is_hub ? G_LIST_MODEL (self->hub_apps) : G_LIST_MODEL (self->saved));
  gtk_slice_list_model_set_size (self->shown, FIRST_ROWS);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  rows_changed_cb (self);
}

static void
search_cb (SpLibrarySection *self)
{
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  g_auto (GStrv)   words = g_strsplit_set (text, " \t", -1);
  guint            length = 0;

  for (guint i = 0; words[i] != NULL; i++) { /* without the empty ones */
    if (*words[i] == '\0')
      g_free (words[i]);
    else
      words[length++] = words[i];
  }
  words[length] = NULL;
  g_strfreev (self->words);
  self->words = g_steal_pointer (&words);
  sp_library_section_update (self);
}

/* Nothing else is as near as the first one that was found. */
static void
search_activate_cb (SpLibrarySection *self)
{
  g_autoptr (SpSavedApp) app = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);

  if (app != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, sp_saved_app_get_reference (app));
}

static void
stop_search_cb (SpLibrarySection *self)
{
  gtk_editable_set_text (self->search, "");
}

static void
more_cb (SpLibrarySection *self)
{
  guint      n_shown = gtk_slice_list_model_get_size (self->shown);
  GtkWidget *next = NULL;

  gtk_slice_list_model_set_size (self->shown, n_shown + 4 * FIRST_ROWS);
  next = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) n_shown));
  if (next != NULL)
    gtk_widget_grab_focus (next); /* the button may be gone */
}

static void
app_changed_cb (SpLibrarySection *self)
{
  if (sp_collection_get_kind (self->chosen) == SP_COLLECTION_OWN)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
sp_library_section_dispose (GObject *object)
{
  SpLibrarySection *self = SP_LIBRARY_SECTION (object);

  sp_library_section_stop_asking (self);
  if (self->states != NULL)
    sp_saved_states_set_active (self->states, FALSE);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->states);
  g_clear_object (&self->shown);
  g_clear_object (&self->filtered);
  g_clear_object (&self->library);
  g_clear_object (&self->saved);
  g_clear_object (&self->accounts);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_LIBRARY_SECTION);

  G_OBJECT_CLASS (sp_library_section_parent_class)->dispose (object);
}

static void
sp_library_section_finalize (GObject *object)
{
  SpLibrarySection *self = SP_LIBRARY_SECTION (object);

  g_clear_object (&self->account);
  g_clear_object (&self->choices);
  g_clear_object (&self->chosen);
  g_clear_object (&self->hub_apps);
  g_clear_pointer (&self->on_hub, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->owner, g_free);

  G_OBJECT_CLASS (sp_library_section_parent_class)->finalize (object);
}

static void
sp_library_section_class_init (SpLibrarySectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_library_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_library_section_finalize;

  signals[SIGNAL_OPEN] = g_signal_new ("open", SP_TYPE_LIBRARY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", SP_TYPE_LIBRARY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, ADW_TYPE_TOAST);

  sp_library_section_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-library-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, choice);
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, search);
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, list);
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, more);
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, empty);
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, not_found);
  gtk_widget_class_bind_template_child (widget_class, SpLibrarySection, not_found_label);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
sp_library_section_init (SpLibrarySection *self)
{
  self->on_hub = g_ptr_array_new_with_free_func (g_object_unref);
  self->hub_apps = g_list_store_new (SP_TYPE_SAVED_APP);
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_library_section_init_choice (self);
}

static void
make_lists (SpLibrarySection *self)
{
  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (self->filter));
  self->shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), 0, FIRST_ROWS);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->shown), create_row_cb, self, NULL);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
sp_library_section_set_library (SpLibrarySection *self,
                                SpLibrary        *library,
                                SpHubAccounts    *accounts,
                                SpPortScan       *scan)
{
  g_return_if_fail (SP_IS_LIBRARY_SECTION (self));
  g_return_if_fail (SP_IS_LIBRARY (library));
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  self->saved = g_object_ref (sp_library_get_saved (library));
  g_set_object (&self->accounts, accounts);
  make_lists (self);
  self->states = sp_saved_states_new (G_LIST_MODEL (self->shown), accounts, library, scan);
  g_signal_connect_object (self->saved, "changed", G_CALLBACK (app_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sp_saved_apps_get_collections (self->saved), "items-changed",
                           G_CALLBACK (sp_library_section_list_collections), self, G_CONNECT_SWAPPED);
  if (accounts != NULL)
    g_signal_connect_object (accounts, "notify::current", G_CALLBACK (sp_library_section_account_cb), self,
                             G_CONNECT_SWAPPED);
  sp_library_section_account_cb (self);
  sp_library_section_update (self);
}

void
sp_library_section_set_active (SpLibrarySection *self,
                               gboolean          active)
{
  g_return_if_fail (SP_IS_LIBRARY_SECTION (self));

  self->active = active;
  if (self->states == NULL)
    return;

  sp_saved_states_set_active (self->states, active);
  if (!active) {
    sp_library_section_stop_asking (self);
    return;
  }

  sp_library_section_list_collections (self);
  sp_library_section_load_again (self);
}
