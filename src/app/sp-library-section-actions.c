/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-library-section-private.h"

#include "sp-library-toasts.h"
#include "sp-name-dialog.h"
#include "sp-plain-words.h"
#include "sp-platform.h"

#include <glib/gi18n-lib.h>

static void
show_words (SpLibrarySection *self,
            const char       *words)
{
  sp_library_section_show_toast (self, sp_plain_words_toast (words));
}

/* Lists of others */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpLibrarySection) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (SpLibraryFile)    file = sp_library_file_read_finish (result, &error);
  g_autofree char             *words = NULL;
  SpLibraryMerge               merge;

  if (self->saved == NULL)
    return; /* the page is closed */

  if (file == NULL) {
    show_words (self, error->message);
    return;
  }

  merge = sp_saved_apps_merge (self->saved, file);
  words = sp_library_merge_dup_words (&merge);
  show_words (self, words);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpLibrarySection) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (GListModel)       files = sp_platform_open_files_finish (result, &error);
  g_autoptr (GFile)            file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL)
    sp_library_file_read_async (file, NULL, read_cb, g_steal_pointer (&self));
}

static void
import_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  g_autoptr (GListStore)    filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Lists of Apps"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  sp_platform_open_files_async (widget, _("Import Apps"), G_LIST_MODEL (filters), FALSE, NULL, chosen_cb,
                                g_object_ref (widget));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpLibrarySection) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autofree char             *words = NULL;

  if (!sp_library_file_save_finish (result, &error))
    words = g_strdup_printf (_("The apps could not be exported: %s"), error->message);
  show_words (self, words != NULL ? words : _("Apps exported"));
}

static void
place_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpLibrarySection) self = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (GFile)            file = sp_platform_save_file_finish (result, &error);
  g_autoptr (GBytes)           content = NULL;

  if (file == NULL || self->saved == NULL)
    return;

  content = sp_saved_apps_export (self->saved);
  sp_library_file_save_async (file, content, written_cb, g_object_ref (self));
}

static void
export_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  sp_platform_save_file_async (widget, _("Export Apps"), "spaceport-library.json", NULL, place_cb,
                               g_object_ref (widget));
}

/* Collections */

static char *
add (const char *name,
     gpointer    user_data,
     GError    **error)
{
  SpLibrarySection *self = user_data;
  char             *kept = sp_saved_apps_add_collection (self->saved, name, error);
  guint             length = g_list_model_get_n_items (sp_saved_apps_get_collections (self->saved));

  if (kept != NULL)
    gtk_drop_down_set_selected (self->choice, length); /* it is the last of the user's own, after “All Apps” */

  return kept;
}

static void
new_collection_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  sp_name_dialog_present (widget, _("New Collection"), _("_Create"), "", add);
}

static char *
rename_to (const char *name,
           gpointer    user_data,
           GError    **error)
{
  SpLibrarySection        *self = user_data;
  g_autoptr (SpCollection) before = g_object_ref (self->chosen);
  const char              *old = sp_collection_get_id (before);
  g_autoptr (SpCollection) after = NULL;
  char                    *kept = NULL;

  if (g_str_equal (old, name))
    return g_strdup (name);

  after = sp_collection_new (SP_COLLECTION_OWN, name, name);
  g_set_object (&self->chosen, after); /* it stays in front under its new name */
  kept = sp_saved_apps_rename_collection (self->saved, old, name, error);
  if (kept != NULL)
    sp_library_section_show_toast (self, sp_library_toast_renamed (self->saved, old, kept));
  else
    g_set_object (&self->chosen, before);

  return kept;
}

static void
rename_collection_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SpLibrarySection *self = SP_LIBRARY_SECTION (widget);

  if (sp_collection_get_kind (self->chosen) == SP_COLLECTION_OWN)
    sp_name_dialog_present (widget, _("Rename Collection"), _("_Rename"), sp_collection_get_id (self->chosen),
                            rename_to);
}

static void
delete_collection_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  SpLibrarySection     *self = SP_LIBRARY_SECTION (widget);
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char      *id = NULL;

  if (sp_collection_get_kind (self->chosen) != SP_COLLECTION_OWN)
    return;

  id = g_strdup (sp_collection_get_id (self->chosen));
  members = sp_saved_apps_remove_collection (self->saved, id);
  sp_library_section_show_toast (self, sp_library_toast_deleted (self->saved, id, members));
}

/* What was not found here */

static void
search_hub_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.discover", "s",
                              gtk_editable_get_text (SP_LIBRARY_SECTION (widget)->search));
}

static void
open_address_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (SP_LIBRARY_SECTION (widget)->search));

  g_signal_emit_by_name (widget, "open", g_strstrip (text));
}

void
sp_library_section_enable_actions (SpLibrarySection *self)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  gboolean         is_own = sp_collection_get_kind (self->chosen) == SP_COLLECTION_OWN;
  g_autofree char *address = sp_saved_app_dup_key (gtk_editable_get_text (self->search), NULL, NULL);

  gtk_widget_action_set_enabled (widget, "library.export", g_list_model_get_n_items (G_LIST_MODEL (self->saved)) > 0);
  gtk_widget_action_set_enabled (widget, "library.rename-collection", is_own);
  gtk_widget_action_set_enabled (widget, "library.delete-collection", is_own);
  gtk_widget_action_set_enabled (widget, "library.open-address", address != NULL);
}

void
sp_library_section_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "library.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "library.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "library.new-collection", NULL, new_collection_cb);
  gtk_widget_class_install_action (widget_class, "library.rename-collection", NULL, rename_collection_cb);
  gtk_widget_class_install_action (widget_class, "library.delete-collection", NULL, delete_collection_cb);
  gtk_widget_class_install_action (widget_class, "library.search-hub", NULL, search_hub_cb);
  gtk_widget_class_install_action (widget_class, "library.open-address", NULL, open_address_cb);
}
