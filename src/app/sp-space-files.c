/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-files.h"

#include "sp-own-files.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-space-file-row.h"

#include <glib/gi18n-lib.h>

/* A Space that writes without end does not make the list change with each byte. */
#define RELOAD_DELAY_MS 300

/* For what nobody else has. */
#define UNDO_SECONDS 10

struct _SpSpaceFiles {
  AdwBin           parent_instance;
  GtkStack        *stack;       /* template child: “loading”, “nothing”, “problem”, “files” */
  AdwStatusPage   *nothing;     /* template child */
  AdwStatusPage   *problem;     /* template child */
  GtkLabel        *place;       /* template child */
  GtkToggleButton *hidden;      /* template child */
  GtkListView     *list;        /* template child */
  GtkWidget       *more;        /* template child */
  GFile           *home;        /* owned, nullable */
  char            *path;        /* owned, nullable: of the folder that is shown, below the home */
  GListStore      *files;       /* owned, of SpOwnFile */
  GListModel      *shown;       /* owned: those that are to be seen */
  GtkFilter       *filter;      /* owned: of @shown */
  GHashTable      *deleted;     /* owned: paths of what is about to be removed */
  GFileMonitor    *monitor;     /* owned, nullable */
  GCancellable    *cancellable; /* owned, nullable: of the listing */
  guint            delay;       /* until it is listed again */
};

G_DEFINE_FINAL_TYPE (SpSpaceFiles, sp_space_files, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_TOAST,
} SpSpaceFilesSignal;

static guint signals[SIGNAL_TOAST + 1];

static void
say (SpSpaceFiles *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 5);
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  SpSpaceFiles *self = user_data;

  if (g_hash_table_contains (self->deleted, sp_own_file_get_path (item)))
    return FALSE;

  return !sp_own_file_is_hidden (item) || (self->hidden != NULL && gtk_toggle_button_get_active (self->hidden));
}

static void
show_list (SpSpaceFiles *self)
{
  gboolean any = g_list_model_get_n_items (self->shown) > 0;

  adw_status_page_set_title (self->nothing, self->path != NULL ? _("An Empty Folder") : _("No Files Yet"));
  adw_status_page_set_description (self->nothing,
                                   _("What the Space keeps in its own folder is listed here. What it made "
                                      "for its page is in the hidden files."));
  gtk_stack_set_visible_child_name (self->stack, any ? "files" : "nothing");
}

static void
filter_changed (SpSpaceFiles *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  if (self->home != NULL)
    show_list (self);
}

/* Both are in order: what stayed as it is keeps its row, and with it the focus and the place in the list. */
static void
merge (SpSpaceFiles *self, GPtrArray *files)
{
  guint position = 0;

  for (guint i = 0; i < files->len; position++) {
    g_autoptr (SpOwnFile) old = g_list_model_get_item (G_LIST_MODEL (self->files), position);
    int                   order = old != NULL ? sp_own_file_compare (old, files->pdata[i]) : 1;

    if (order < 0) {
      g_list_store_remove (self->files, position--);
      continue;
    }
    if (order > 0)
      g_list_store_insert (self->files, position, files->pdata[i]);
    else if (!sp_own_file_equal (old, files->pdata[i]))
      g_list_store_splice (self->files, position, 1, &files->pdata[i], 1);
    i++;
  }
  g_list_store_splice (self->files, position,
                       g_list_model_get_n_items (G_LIST_MODEL (self->files)) - position, NULL, 0);
}

static void
show_problem (SpSpaceFiles *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  g_list_store_remove_all (self->files);
  adw_status_page_set_description (self->problem, text);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSpaceFiles) self = user_data;
  g_autoptr (GError)       error = NULL;
  gboolean                 more = FALSE;
  g_autoptr (GPtrArray)    files = sp_own_files_list_finish (result, &more, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* closed, or another folder */

  if (self->stack == NULL)
    return;

  if (files == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    show_problem (self, error);
    return;
  }

  if (files != NULL)
    merge (self, files);
  else
    g_list_store_remove_all (self->files);
  gtk_widget_set_visible (self->more, more);
  show_list (self);
}

static void
stop_listing (SpSpaceFiles *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->delay, g_source_remove);
}

static void
load (SpSpaceFiles *self)
{
  stop_listing (self);
  self->cancellable = g_cancellable_new ();
  sp_own_files_list_async (self->home, self->path, self->cancellable, listed_cb, g_object_ref (self));
}

static gboolean
delay_cb (gpointer user_data)
{
  SpSpaceFiles *self = user_data;

  self->delay = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SpSpaceFiles *self)
{
  if (self->delay == 0)
    self->delay = g_timeout_add (RELOAD_DELAY_MS, delay_cb, self);
}

static void
stop_watching (SpSpaceFiles *self)
{
  stop_listing (self);
  if (self->monitor == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
}

/* Only while it is seen. */
static void
watch (SpSpaceFiles *self)
{
  g_autoptr (GFile) folder = NULL;

  stop_watching (self);
  if (self->home == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  folder = self->path != NULL ? g_file_resolve_relative_path (self->home, self->path) : g_object_ref (self->home);
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}

/* Takes the path (nullable). */
static void
go_to (SpSpaceFiles *self, char *path)
{
  g_auto (GStrv)   parts = g_strsplit (path != NULL ? path : "", "/", -1);
  g_autofree char *words = g_strjoinv (" / ", parts);

  g_free (self->path);
  self->path = path;
  g_list_store_remove_all (self->files);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_label_set_label (self->place, path != NULL ? words : _("Files of the Space"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "files.up", path != NULL);
  watch (self);
}

/* Nullable, (transfer full): what is listed with that path. */
static SpOwnFile *
dup_file (SpSpaceFiles *self, const char *path)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++) {
    g_autoptr (SpOwnFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), i);

    if (g_str_equal (sp_own_file_get_path (file), path))
      return g_steal_pointer (&file);
  }

  return NULL;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSpaceFiles) self = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GFile)        file = sp_own_files_find_finish (result, &error);

  if (file != NULL)
    sp_platform_open_file (GTK_WIDGET (self), file);
  else
    say (self, error->message);
}

static void
open_file (SpSpaceFiles *self, SpOwnFile *file)
{
  const char *path = sp_own_file_get_path (file);

  switch (sp_own_file_get_kind (file)) {
  case SP_OWN_FILE_FOLDER:
    go_to (self, g_strdup (path));
    break;
  case SP_OWN_FILE_REGULAR:
    sp_own_files_find_async (self->home, path, found_cb, g_object_ref (self));
    break;
  case SP_OWN_FILE_LINK:
    say (self, _("A link is not followed: it may lead out of the folder of the Space."));
    break;
  case SP_OWN_FILE_SPECIAL:
    say (self, _("This is no file that can be opened."));
    break;
  }
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpSpaceFiles         *self = SP_SPACE_FILES (widget);
  g_autoptr (SpOwnFile) file = dup_file (self, g_variant_get_string (parameter, NULL));

  if (file != NULL)
    open_file (self, file);
}

static void
activate_cb (SpSpaceFiles *self, guint position)
{
  g_autoptr (SpOwnFile) file = g_list_model_get_item (self->shown, position);

  if (file != NULL)
    open_file (self, file);
}

typedef struct {
  SpSpaceFiles *self; /* owned */
  char         *path; /* owned */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->self);
  g_free (saving->path);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSpaceFiles) self = user_data;
  g_autoptr (GError)       error = NULL;

  say (self, sp_own_files_save_finish (result, &error) ? _("Saved") : error->message);
}

static void
target_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GFile)  target = sp_platform_save_file_finish (result, NULL);

  if (target != NULL && saving->self->home != NULL)
    sp_own_files_save_async (saving->self->home, saving->path, target, saved_cb, g_object_ref (saving->self));
}

static void
save_as_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Saving          *saving = g_new0 (Saving, 1);
  g_autofree char *file_name = NULL;

  saving->self = g_object_ref (SP_SPACE_FILES (widget));
  saving->path = g_variant_dup_string (parameter, NULL);
  file_name = g_path_get_basename (saving->path);
  sp_platform_save_file_async (widget, _("Save File"), file_name, NULL, target_chosen_cb, saving);
}

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpSpaceFiles     *self = SP_SPACE_FILES (widget);
  g_autoptr (GFile) file = NULL;

  if (self->home == NULL)
    return;

  file = g_file_resolve_relative_path (self->home, g_variant_get_string (parameter, NULL));
  sp_platform_show_file (widget, file);
}

static void
open_folder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpSpaceFiles     *self = SP_SPACE_FILES (widget);
  g_autoptr (GFile) folder = NULL;

  if (self->home == NULL)
    return;

  folder = self->path != NULL ? g_file_resolve_relative_path (self->home, self->path) : g_object_ref (self->home);
  sp_platform_open_file (widget, folder);
}

static void
up_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpSpaceFiles *self = SP_SPACE_FILES (widget);
  const char   *slash = self->path != NULL ? strrchr (self->path, '/') : NULL;

  go_to (self, slash != NULL ? g_strndup (self->path, (gsize) (slash - self->path)) : NULL);
}

typedef struct {
  GWeakRef view;
  GFile   *home; /* owned */
  char    *path; /* owned */
  gboolean undone;
} Deletion;

static void
forget_deletion (Deletion *deletion)
{
  g_autoptr (SpSpaceFiles) self = g_weak_ref_get (&deletion->view);

  if (self != NULL && self->stack != NULL) {
    g_hash_table_remove (self->deleted, deletion->path);
    filter_changed (self);
  }
  g_weak_ref_clear (&deletion->view);
  g_object_unref (deletion->home);
  g_free (deletion->path);
  g_free (deletion);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Deletion                *deletion = user_data;
  g_autoptr (SpSpaceFiles) self = g_weak_ref_get (&deletion->view);
  g_autoptr (SpOwnFile)    file = self != NULL ? dup_file (self, deletion->path) : NULL;
  g_autoptr (GError)       error = NULL;
  guint                    position;

  if (!sp_own_files_remove_finish (result, &error)) {
    if (self != NULL)
      say (self, error->message);
  } else if (file != NULL && g_list_store_find (self->files, file, &position)) {
    g_list_store_remove (self->files, position);
  }
  forget_deletion (deletion);
}

static void
undo_cb (AdwToast *toast, Deletion *deletion)
{
  deletion->undone = TRUE;
}

/* The toast is gone, however it went. */
static void
deletion_settled (gpointer data, GClosure *closure)
{
  Deletion *deletion = data;

  if (deletion->undone)
    forget_deletion (deletion);
  else
    sp_own_files_remove_async (deletion->home, deletion->path, removed_cb, deletion);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SpSpaceFiles        *self = SP_SPACE_FILES (widget);
  const char          *path = g_variant_get_string (parameter, NULL);
  g_autofree char     *file_name = g_path_get_basename (path);
  g_autofree char     *markup = g_markup_escape_text (file_name, -1);
  g_autofree char     *text = g_strdup_printf (_("“%s” deleted"), markup);
  g_autoptr (AdwToast) toast = NULL;
  Deletion            *deletion;

  if (self->home == NULL || !g_hash_table_add (self->deleted, g_strdup (path)))
    return;

  toast = adw_toast_new (text);
  deletion = g_new0 (Deletion, 1);
  g_weak_ref_init (&deletion->view, self);
  deletion->home = g_object_ref (self->home);
  deletion->path = g_strdup (path);
  filter_changed (self);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), deletion, deletion_settled, 0);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast); /* whoever shows it holds it until it is over */
}

static void
hidden_toggled_cb (SpSpaceFiles *self)
{
  filter_changed (self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, sp_space_file_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  sp_space_file_row_set_file (SP_SPACE_FILE_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  sp_space_file_row_set_file (SP_SPACE_FILE_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
sp_space_files_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_space_files_parent_class)->map (widget);
  watch (SP_SPACE_FILES (widget));
}

static void
sp_space_files_unmap (GtkWidget *widget)
{
  stop_watching (SP_SPACE_FILES (widget));
  GTK_WIDGET_CLASS (sp_space_files_parent_class)->unmap (widget);
}

static void
sp_space_files_dispose (GObject *object)
{
  SpSpaceFiles *self = SP_SPACE_FILES (object);

  stop_watching (self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->hidden = NULL;
  self->stack = NULL;
  g_clear_object (&self->home);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_FILES);

  G_OBJECT_CLASS (sp_space_files_parent_class)->dispose (object);
}

static void
sp_space_files_finalize (GObject *object)
{
  SpSpaceFiles *self = SP_SPACE_FILES (object);

  g_clear_object (&self->files);
  g_clear_pointer (&self->deleted, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (sp_space_files_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "files.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "files.save-as", "s", save_as_cb);
  gtk_widget_class_install_action (widget_class, "files.show", "s", show_cb);
  gtk_widget_class_install_action (widget_class, "files.delete", "s", delete_cb);
  gtk_widget_class_install_action (widget_class, "files.up", NULL, up_cb);
  gtk_widget_class_install_action (widget_class, "files.open-folder", NULL, open_folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "files.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "files.up", NULL);
}

static void
sp_space_files_class_init (SpSpaceFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_space_files_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_space_files_finalize;
  widget_class->map = sp_space_files_map;
  widget_class->unmap = sp_space_files_unmap;

  signals[SIGNAL_TOAST] = g_signal_new ("toast", SP_TYPE_SPACE_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, ADW_TYPE_TOAST);

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-files.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, stack);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, nothing);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, problem);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, place);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, hidden);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, list);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceFiles, more);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, hidden_toggled_cb);
}

static void
sp_space_files_init (SpSpaceFiles *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->files = g_list_store_new (SP_TYPE_OWN_FILE);
  self->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->shown =
    G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->files)), g_object_ref (self->filter)));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->shown))));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "files.up", FALSE);
}

GtkWidget *
sp_space_files_new (void)
{
  return g_object_new (SP_TYPE_SPACE_FILES, NULL);
}

void
sp_space_files_set_home (SpSpaceFiles *self, GFile *home)
{
  g_return_if_fail (SP_IS_SPACE_FILES (self));
  g_return_if_fail (home == NULL || G_IS_FILE (home));

  if (g_set_object (&self->home, home))
    go_to (self, NULL);
}
