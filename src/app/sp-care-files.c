/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-files.h"

#include "sp-care-row.h"
#include "sp-hub-tree.h"
#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define COMMIT_LENGTH 8

struct _SpCareFiles {
  AdwBin         parent_instance;
  GtkStack      *stack;       /* template child: “loading”, “nothing”, “problem”, “list” */
  AdwStatusPage *problem;     /* template child */
  GtkLabel      *facts;       /* template child */
  GtkListView   *view;        /* template child */
  GListStore    *files;       /* owned, of SpHubFile */
  SpCareSpace   *space;       /* owned, nullable */
  char          *commit;      /* owned, nullable: whose files are shown */
  GCancellable  *cancellable; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpCareFiles, sp_care_files, ADW_TYPE_BIN)

static void
show_problem (SpCareFiles *self,
              const char  *text)
{
  sp_plain_words_describe (self->problem, text);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static int
compare_cb (gconstpointer a,
            gconstpointer b)
{
  return g_strcmp0 (sp_hub_file_get_path (*(SpHubFile *const *) a), sp_hub_file_get_path (*(SpHubFile *const *) b));
}

static void
show_files (SpCareFiles *self,
            GPtrArray   *files)
{
  g_autofree char *size = g_format_size ((guint64) sp_hub_tree_get_size (files));
  g_autofree char *number = g_strdup_printf (ngettext ("%u file", "%u files", files->len), files->len);
  /* Translators: a number of files, their size, and the first digits of a commit. */
  g_autofree char *facts = g_strdup_printf (_("%s · %s · commit %.*s"), number, size, COMMIT_LENGTH, self->commit);

  g_ptr_array_sort (files, compare_cb);
  g_list_store_splice (self->files, 0, g_list_model_get_n_items (G_LIST_MODEL (self->files)), files->pdata, files->len);
  gtk_label_set_label (self->facts, facts);
  gtk_stack_set_visible_child_name (self->stack, files->len > 0 ? "list" : "nothing");
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpCareFiles) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (GPtrArray)   files = sp_hub_tree_fetch_finish (SP_HUB_SESSION (source), result, &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (files != NULL) {
    show_files (self, files);
    return;
  }

  g_clear_pointer (&self->commit, g_free); /* to be asked for again */
  show_problem (self, error->message);
}

static void
load (SpCareFiles *self)
{
  SpHubSpace           *space = sp_care_space_get_space (self->space);
  const char           *commit = space != NULL ? sp_hub_space_get_commit (space) : NULL;
  g_autoptr (SpHubRepo) repo = NULL;
  g_autoptr (GError)    error = NULL;

  if (space == NULL && sp_care_space_get_error (self->space) != NULL)
    show_problem (self, sp_care_space_get_error (self->space)->message);
  if (commit == NULL || g_strcmp0 (commit, self->commit) == 0)
    return;

  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, sp_care_space_get_id (self->space), &error);
  if (repo == NULL) {
    show_problem (self, error->message);
    return;
  }

  g_free (self->commit);
  self->commit = g_strdup (commit);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "loading");
  sp_hub_tree_fetch_async (sp_care_space_get_session (self->space), repo, commit, self->cancellable, listed_cb,
                           g_object_ref (self));
}

static void
reload_cb (SpCareFiles *self)
{
  if (sp_care_space_get_space (self->space) != NULL) {
    load (self);
    return;
  }

  gtk_stack_set_visible_child_name (self->stack, "loading");
  sp_care_space_load (self->space);
}

static void
changed_cb (SpCareFiles *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

/* What is in a file is shown by the Hub. */
static void
activate_cb (SpCareFiles *self,
             guint        position)
{
  g_autoptr (SpHubFile) file = g_list_model_get_item (G_LIST_MODEL (self->files), position);
  g_autofree char      *path = g_uri_escape_string (sp_hub_file_get_path (file), "/", FALSE);
  g_autofree char      *what = g_strjoin ("/", "blob", self->commit, path, NULL);
  g_autofree char      *address = sp_care_space_dup_address (self->space, what);

  sp_platform_open_uri (GTK_WIDGET (self), address);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, sp_care_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SpHubFile        *file = gtk_list_item_get_item (item);
  const char       *path = sp_hub_file_get_path (file);
  gint64            bytes = sp_hub_file_get_size (file);
  g_autofree char  *size = bytes >= 0 ? g_format_size ((guint64) bytes) : g_strdup (_("Size not known"));
  g_autofree char  *type = g_content_type_guess (path, NULL, 0, NULL);
  g_autoptr (GIcon) icon = g_content_type_get_symbolic_icon (type);

  sp_care_row_set (SP_CARE_ROW (gtk_list_item_get_child (item)), icon, path, size);
}

static void
sp_care_files_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_care_files_parent_class)->map (widget);
  if (SP_CARE_FILES (widget)->space != NULL)
    load (SP_CARE_FILES (widget));
}

static void
sp_care_files_dispose (GObject *object)
{
  SpCareFiles *self = SP_CARE_FILES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->space != NULL)
    g_signal_handlers_disconnect_by_data (self->space, self);
  g_clear_object (&self->space);
  g_clear_object (&self->files);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_FILES);

  G_OBJECT_CLASS (sp_care_files_parent_class)->dispose (object);
}

static void
sp_care_files_finalize (GObject *object)
{
  g_free (SP_CARE_FILES (object)->commit);

  G_OBJECT_CLASS (sp_care_files_parent_class)->finalize (object);
}

static void
sp_care_files_class_init (SpCareFilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_care_files_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_care_files_finalize;
  widget_class->map = sp_care_files_map;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-files.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCareFiles, stack);
  gtk_widget_class_bind_template_child (widget_class, SpCareFiles, problem);
  gtk_widget_class_bind_template_child (widget_class, SpCareFiles, facts);
  gtk_widget_class_bind_template_child (widget_class, SpCareFiles, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
sp_care_files_init (SpCareFiles *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection)     selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->files = g_list_store_new (SP_TYPE_HUB_FILE);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->files)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

void
sp_care_files_set_space (SpCareFiles *self,
                         SpCareSpace *space)
{
  g_return_if_fail (SP_IS_CARE_FILES (self));
  g_return_if_fail (SP_IS_CARE_SPACE (space));
  g_return_if_fail (self->space == NULL);

  self->space = g_object_ref (space);
  g_signal_connect_object (space, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
