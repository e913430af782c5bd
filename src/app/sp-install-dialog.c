/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-install-dialog.h"

#include "sp-account-choice.h"
#include "sp-platform.h"
#include "sp-preflight-list.h"
#include "sp-resources.h"
#include "sp-update-list.h"

#include <glib/gi18n-lib.h>

struct _SpInstallDialog {
  AdwWindow         parent_instance;
  GtkStack         *stack;       /* template child: “ask”, “looking”, “facts”, “changes”, “unchanged”, “refused” */
  GtkEditable      *entry;       /* template child */
  GtkWidget        *look;        /* template child */
  GtkLabel         *problem;     /* template child */
  SpPreflightList  *facts;       /* template child */
  SpUpdateList     *changes;     /* template child */
  GtkSwitch        *network;     /* template child */
  AdwStatusPage    *refused;     /* template child */
  GtkButton        *install;     /* template child */
  GtkWidget        *back;        /* template child */
  SpLibrary        *library;     /* owned */
  SpInstalledSpace *space;       /* owned, nullable: what is to be updated */
  SpPreflight      *preflight;   /* owned, nullable: the one that is shown, or under way */
  GCancellable     *cancellable; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpInstallDialog, sp_install_dialog, ADW_TYPE_WINDOW)

static void
show_page (SpInstallDialog *self,
           const char      *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->install), g_str_equal (name, "facts") || g_str_equal (name, "changes"));
  gtk_widget_set_visible (self->back, self->space == NULL && !g_str_equal (name, "ask"));
}

static void
show_problem (SpInstallDialog *self,
              const char      *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
stop_looking (SpInstallDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->preflight);
}

static gboolean
is_unchanged (SpInstallDialog *self)
{
  const SpSpaceManifest  *manifest = sp_installed_space_get_manifest (self->space);
  const SpPreflightFacts *facts = sp_preflight_get_facts (self->preflight);

  return facts->commit != NULL && manifest != NULL && g_strcmp0 (facts->commit, manifest->commit) == 0 &&
         sp_installed_space_get_space (self->space) != NULL;
}

static void
show_looked (SpInstallDialog *self)
{
  const SpPreflightFacts *facts = sp_preflight_get_facts (self->preflight);

  if (self->space != NULL && is_unchanged (self)) {
    show_page (self, "unchanged");
    return;
  }

  if (self->space != NULL)
    sp_update_list_set_facts (self->changes, self->space, facts);
  else
    sp_preflight_list_set_facts (self->facts, sp_space_source_get_kind (sp_preflight_get_source (self->preflight)),
                                 facts);
  show_page (self, self->space != NULL ? "changes" : "facts");
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->install));
  gtk_widget_grab_focus (GTK_WIDGET (self->install));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpInstallDialog) self = user_data;
  g_autoptr (GError)          error = NULL;
  gboolean                    fits = sp_preflight_run_finish (SP_PREFLIGHT (source), result, &error);

  if (SP_PREFLIGHT (source) != self->preflight)
    return; /* closed, or another one */

  if (fits) {
    show_looked (self);
  } else {
    g_autofree char *text = g_markup_escape_text (error->message, -1);

    adw_status_page_set_description (self->refused, text);
    show_page (self, "refused");
    gtk_widget_grab_focus (self->back);
  }
}

static void
look (SpInstallDialog *self)
{
  const char      *reference = sp_space_source_get_reference (sp_preflight_get_source (self->preflight));
  SpHubAccounts   *accounts = sp_library_get_accounts (self->library);
  g_autofree char *token = sp_account_choice_dup_token (accounts, reference);

  sp_preflight_set_anonymous (self->preflight, sp_account_choice_is_nobody (accounts, reference));
  sp_preflight_run_async (self->preflight, token, self->cancellable, looked_cb, g_object_ref (self));
}

static void
accounts_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (SpInstallDialog) self = user_data;

  if (sp_hub_accounts_load_finish (SP_HUB_ACCOUNTS (source), result, NULL))
    look (self); /* else it was closed, or looks at another one */
}

void
sp_install_dialog_show_source (SpInstallDialog *self,
                               SpSpaceSource   *source)
{
  SpHubAccounts *accounts = NULL;

  g_return_if_fail (SP_IS_INSTALL_DIALOG (self));
  g_return_if_fail (SP_IS_SPACE_SOURCE (source));

  stop_looking (self);
  show_problem (self, NULL);
  self->cancellable = g_cancellable_new ();
  self->preflight = sp_preflight_new (source, sp_space_store_get_root (sp_library_get_store (self->library)));
  accounts = sp_library_get_accounts (self->library);
  show_page (self, "looking");
  /* Before that the token would be that of somebody else. */
  if (accounts != NULL && !sp_hub_accounts_is_loaded (accounts))
    sp_hub_accounts_load_async (accounts, self->cancellable, accounts_loaded_cb, g_object_ref (self));
  else
    look (self);
}

void
sp_install_dialog_show_text (SpInstallDialog *self,
                             const char      *text)
{
  g_autofree char          *stripped = NULL;
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpSpaceSource) source = NULL;

  g_return_if_fail (SP_IS_INSTALL_DIALOG (self));
  g_return_if_fail (text != NULL);

  stripped = g_strstrip (g_strdup (text));
  gtk_editable_set_text (self->entry, stripped);
  source = sp_space_source_parse (stripped, NULL, &error);
  if (source != NULL)
    sp_install_dialog_show_source (self, source);
  else
    show_problem (self, error->message);
}

static void
look_cb (SpInstallDialog *self)
{
  sp_install_dialog_show_text (self, gtk_editable_get_text (self->entry));
}

static void
entry_changed_cb (SpInstallDialog *self)
{
  gtk_widget_set_sensitive (self->look, *gtk_editable_get_text (self->entry) != '\0');
  show_problem (self, NULL);
}

static void
back_cb (SpInstallDialog *self)
{
  stop_looking (self);
  show_page (self, "ask");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
show_file (SpInstallDialog *self,
           GFile           *file)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL)
    sp_install_dialog_show_text (self, path);
  else
    show_problem (self, _("Only files of this computer can be installed. Copy it to a folder of yours first."));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SpInstallDialog) self = user_data;
  g_autoptr (GFile)           folder = sp_platform_choose_folder_finish (result, NULL);

  if (folder != NULL && self->library != NULL)
    show_file (self, folder);
}

static void
choose_folder_cb (SpInstallDialog *self)
{
  sp_platform_choose_folder_async (GTK_WIDGET (self), _("Folder of a Space"), NULL, folder_chosen_cb, g_object_ref (self));
}

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SpInstallDialog) self = user_data;
  g_autoptr (GListModel)      files = sp_platform_open_files_finish (result, NULL);
  g_autoptr (GFile)           file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && self->library != NULL)
    show_file (self, file);
}

static void
choose_file_cb (SpInstallDialog *self)
{
  g_autoptr (GListStore)    filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Spaces in a file"));
  gtk_file_filter_add_suffix (filter, "space");
  gtk_file_filter_add_suffix (filter, "zip");
  g_list_store_append (filters, filter);
  sp_platform_open_files_async (GTK_WIDGET (self), _("File of a Space"), G_LIST_MODEL (filters), FALSE, NULL,
                                files_chosen_cb, g_object_ref (self));
}

static gboolean
drop_cb (SpInstallDialog *self,
         const GValue    *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;

  show_file (self, files->data);

  return TRUE;
}

/* The settings are kept with the Space; there is none before it is installed. */
static void
installed_cb (SpInstallation *installation)
{
  SpInstalledSpace *space = sp_installation_get_space (installation);

  if (sp_installation_get_state (installation) == SP_INSTALLATION_DONE && space != NULL)
    g_object_set (sp_installed_space_get_settings (space), "network", TRUE, NULL);
}

static void
install_cb (SpInstallDialog *self)
{
  g_autoptr (SpInstallation) installation = sp_installation_new (sp_library_get_store (self->library),
                                                                 sp_preflight_get_source (self->preflight));

  sp_installation_set_preflight (installation, self->preflight);
  sp_installation_set_first_start (installation, self->space != NULL); /* else the old one would be better */
  if (gtk_switch_get_active (self->network))
    g_signal_connect (installation, "notify::state", G_CALLBACK (installed_cb), NULL);
  sp_library_install (self->library, installation);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
close_cb (SpInstallDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
sp_install_dialog_dispose (GObject *object)
{
  SpInstallDialog *self = SP_INSTALL_DIALOG (object);

  stop_looking (self);
  g_clear_object (&self->library);
  g_clear_object (&self->space);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_INSTALL_DIALOG);

  G_OBJECT_CLASS (sp_install_dialog_parent_class)->dispose (object);
}

static void
sp_install_dialog_class_init (SpInstallDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_install_dialog_dispose;

  g_type_ensure (SP_TYPE_PREFLIGHT_LIST);
  g_type_ensure (SP_TYPE_UPDATE_LIST);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-install-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, look);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, network);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, refused);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, install);
  gtk_widget_class_bind_template_child (widget_class, SpInstallDialog, back);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, install_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
}

static void
sp_install_dialog_init (SpInstallDialog *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
sp_install_dialog_present (GtkWindow *parent,
                           SpLibrary *library)
{
  SpInstallDialog *self = g_object_new (SP_TYPE_INSTALL_DIALOG, "transient-for", parent, NULL);

  self->library = g_object_ref (library);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}

GtkWidget *
sp_install_dialog_present_update (GtkWindow        *parent,
                                  SpLibrary        *library,
                                  SpInstalledSpace *space,
                                  GError          **error)
{
  g_autoptr (SpInstallation) update = NULL;
  g_autofree char           *title = NULL;
  SpInstallDialog           *self = NULL;

  g_return_val_if_fail (SP_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (SP_IS_INSTALLED_SPACE (space), NULL);

  update = sp_installation_new_update (sp_library_get_store (library), space, error);
  if (update == NULL)
    return NULL;

  title = g_strdup_printf (_("Update “%s”"), sp_installed_space_get_title (space));
  self = g_object_new (SP_TYPE_INSTALL_DIALOG, "transient-for", parent, "title", title, NULL);
  self->library = g_object_ref (library);
  self->space = g_object_ref (space);
  gtk_button_set_label (self->install, _("Update"));
  adw_status_page_set_title (self->refused, _("This Cannot Be Updated"));
  sp_install_dialog_show_source (self, sp_installation_get_source (update));
  gtk_window_present (GTK_WINDOW (self));

  return GTK_WIDGET (self);
}
