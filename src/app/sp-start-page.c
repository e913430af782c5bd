/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-start-page.h"

#include "sp-installation-row.h"
#include "sp-installed-row.h"
#include "sp-kept-apps.h"
#include "sp-library-section.h"
#include "sp-recent-row.h"
#include "sp-resources.h"
#include "sp-saved-row.h"
#include "sp-space-card.h"

struct _SpStartPage {
  AdwBin            parent_instance;
  GtkWidget        *sign_in;        /* template child */
  GtkWidget        *found_section;  /* template child */
  GtkListBox       *found_list;     /* template child */
  SpLibrarySection *saved;          /* template child */
  GtkWidget        *spaces_section; /* template child */
  GtkFlowBox       *spaces;         /* template child */
  GtkWidget        *recent_section; /* template child */
  GtkListBox       *recent_list;    /* template child */
  GtkWidget        *no_recent;      /* template child */
  GtkListBox       *installed_list; /* template child */
  GtkListBox       *running_list;   /* template child: installations */
  GtkWidget        *no_installed;   /* template child */
  SpRecentApps     *recent;         /* owned */
  SpLibrary        *library;        /* owned */
  SpHubAccounts    *accounts;       /* owned, nullable */
  SpPortScan       *scan;           /* owned: what runs on this computer */
};

G_DEFINE_FINAL_TYPE (SpStartPage, sp_start_page, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_OPEN,
  SIGNAL_OPEN_SPACE,
  SIGNAL_REMOVED,
  SIGNAL_TOAST,
  SIGNAL_UNINSTALL,
} SpStartPageSignal;

static guint signals[SIGNAL_UNINSTALL + 1];

static void
remove_cb (SpStartPage *self,
           SpRecentApp *app)
{
  g_autoptr (SpRecentApp)   removed = g_object_ref (app); /* its row goes away with it */
  g_autoptr (SpCacheFolder) kept = sp_kept_apps_new ();

  sp_recent_apps_remove (self->recent, removed);
  if (sp_saved_apps_find (sp_library_get_saved (self->library), sp_recent_app_get_reference (removed)) == NULL)
    sp_kept_apps_forget (kept, sp_recent_app_get_reference (removed));
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0, removed);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = sp_recent_row_new (SP_RECENT_APP (item));

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), user_data, G_CONNECT_SWAPPED);

  return row;
}

static void
recent_changed_cb (SpStartPage *self)
{
  gboolean some = g_list_model_get_n_items (G_LIST_MODEL (self->recent)) > 0;

  gtk_widget_set_visible (self->recent_section, some);
  gtk_widget_set_visible (self->no_recent, !some);
}

static void
recent_activated_cb (SpStartPage   *self,
                     GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0,
                 sp_recent_app_get_reference (sp_recent_row_get_app (SP_RECENT_ROW (row))));
}

static void
reference_chosen_cb (SpStartPage *self,
                     const char  *reference)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, reference);
}

static void
toast_cb (SpStartPage *self,
          AdwToast    *toast)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

/* What runs on this computer */

static void
open_found_cb (SpStartPage *self,
               SpSavedRow  *row)
{
  g_autofree char *reference = g_strdup (sp_saved_app_get_reference (sp_saved_row_get_app (row)));

  reference_chosen_cb (self, reference);
}

static void
save_found_cb (SpStartPage *self,
               SpSavedRow  *row)
{
  SpSavedApp *app = sp_saved_row_get_app (row);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.save-app", "(sss)", sp_saved_app_get_reference (app),
                              sp_saved_app_has_title (app) ? sp_saved_app_get_title (app) : "", "");
}

static GtkWidget *
create_found_cb (gpointer item,
                 gpointer user_data)
{
  GtkWidget *row = sp_saved_row_new (item, FALSE);

  g_signal_connect_object (row, "open", G_CALLBACK (open_found_cb), user_data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "save", G_CALLBACK (save_found_cb), user_data, G_CONNECT_SWAPPED);

  return row;
}

static void
found_changed_cb (SpStartPage *self)
{
  gtk_widget_set_visible (self->found_section, g_list_model_get_n_items (G_LIST_MODEL (self->scan)) > 0);
}

static void
show_found (SpStartPage *self)
{
  gtk_list_box_bind_model (self->found_list, G_LIST_MODEL (self->scan), create_found_cb, self, NULL);
  g_signal_connect_object (self->scan, "items-changed", G_CALLBACK (found_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Nothing is asked for while nobody looks. */
static void
set_active (SpStartPage *self,
            gboolean     active)
{
  if (self->scan == NULL || self->saved == NULL)
    return;

  sp_port_scan_set_active (self->scan, active);
  sp_library_section_set_active (self->saved, active);
}

static void
sp_start_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_start_page_parent_class)->map (widget);
  set_active (SP_START_PAGE (widget), TRUE);
}

static void
sp_start_page_unmap (GtkWidget *widget)
{
  set_active (SP_START_PAGE (widget), FALSE);
  GTK_WIDGET_CLASS (sp_start_page_parent_class)->unmap (widget);
}

static void
account_cb (SpStartPage *self)
{
  gboolean is_nobody = self->accounts != NULL && sp_hub_accounts_get_current (self->accounts) == NULL;

  gtk_widget_set_visible (self->sign_in, is_nobody);
}

static void
show_account (SpStartPage *self)
{
  if (self->accounts != NULL)
    g_signal_connect_object (self->accounts, "notify::current", G_CALLBACK (account_cb), self, G_CONNECT_SWAPPED);
  account_cb (self);
}

static void
card_clicked_cb (SpStartPage *self,
                 SpSpaceCard *card)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_SPACE], 0, sp_space_card_get_space (card));
}

static void
open_space_cb (SpStartPage *self,
               SpSpace     *space)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_SPACE], 0, space);
}

static void
uninstall_cb (SpStartPage      *self,
              SpInstalledSpace *space)
{
  g_signal_emit (self, signals[SIGNAL_UNINSTALL], 0, space);
}

static GtkWidget *
create_installed_cb (gpointer item,
                     gpointer user_data)
{
  SpStartPage *self = user_data;
  GtkWidget   *row = sp_installed_row_new (self->library, item);

  g_signal_connect_object (row, "open", G_CALLBACK (open_space_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "uninstall", G_CALLBACK (uninstall_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
create_installation_cb (gpointer item,
                        gpointer user_data)
{
  return sp_installation_row_new (SP_START_PAGE (user_data)->library, item);
}

static void
installed_activated_cb (SpStartPage   *self,
                        GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (row), "space.open", NULL);
}

static void
library_changed_cb (SpStartPage *self)
{
  gboolean has_spaces = g_list_model_get_n_items (sp_library_get_spaces (self->library)) > 0;
  gboolean has_installations = g_list_model_get_n_items (sp_library_get_installations (self->library)) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->installed_list), has_spaces);
  gtk_widget_set_visible (GTK_WIDGET (self->running_list), has_installations);
  gtk_widget_set_visible (self->no_installed, !has_spaces && !has_installations);
}

static void
show_library (SpStartPage *self)
{
  GListModel *spaces = sp_library_get_spaces (self->library);
  GListModel *installations = sp_library_get_installations (self->library);

  gtk_list_box_bind_model (self->installed_list, spaces, create_installed_cb, self, NULL);
  gtk_list_box_bind_model (self->running_list, installations, create_installation_cb, self, NULL);
  g_signal_connect_object (spaces, "items-changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (installations, "items-changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
  library_changed_cb (self);
}

static void
add_spaces (SpStartPage *self)
{
  g_autoptr (GPtrArray) spaces = sp_space_list_bundled ();

  for (guint i = 0; i < spaces->len; i++) {
    GtkWidget *card = sp_space_card_new (g_ptr_array_index (spaces, i));
    GtkWidget *child = gtk_flow_box_child_new ();

    g_signal_connect_object (card, "clicked", G_CALLBACK (card_clicked_cb), self, G_CONNECT_SWAPPED);
    gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
    gtk_widget_set_focusable (child, FALSE); /* the card takes the focus */
    gtk_flow_box_append (self->spaces, child);
  }
  gtk_widget_set_visible (self->spaces_section, spaces->len > 0);
}

static void
sp_start_page_dispose (GObject *object)
{
  SpStartPage *self = SP_START_PAGE (object);

  set_active (self, FALSE);
  if (self->recent_list != NULL) {
    gtk_list_box_bind_model (self->found_list, NULL, NULL, NULL, NULL);
    gtk_list_box_bind_model (self->recent_list, NULL, NULL, NULL, NULL);
    gtk_list_box_bind_model (self->installed_list, NULL, NULL, NULL, NULL);
    gtk_list_box_bind_model (self->running_list, NULL, NULL, NULL, NULL);
  }
  g_clear_object (&self->recent);
  g_clear_object (&self->library);
  g_clear_object (&self->accounts);
  g_clear_object (&self->scan);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_START_PAGE);

  G_OBJECT_CLASS (sp_start_page_parent_class)->dispose (object);
}

static guint
new_signal (const char *name,
            GType       type)
{
  return g_signal_new (name, SP_TYPE_START_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, type);
}

static void
sp_start_page_class_init (SpStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_start_page_dispose;
  widget_class->map = sp_start_page_map;
  widget_class->unmap = sp_start_page_unmap;

  signals[SIGNAL_OPEN] = new_signal ("open", G_TYPE_STRING);
  signals[SIGNAL_OPEN_SPACE] = new_signal ("open-space", SP_TYPE_SPACE);
  signals[SIGNAL_REMOVED] = new_signal ("removed", SP_TYPE_RECENT_APP);
  signals[SIGNAL_TOAST] = new_signal ("toast", ADW_TYPE_TOAST);
  signals[SIGNAL_UNINSTALL] = new_signal ("uninstall", SP_TYPE_INSTALLED_SPACE);

  g_type_ensure (SP_TYPE_LIBRARY_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, found_section);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, found_list);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, saved);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, spaces_section);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, spaces);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, recent_section);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, recent_list);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, no_recent);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, installed_list);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, running_list);
  gtk_widget_class_bind_template_child (widget_class, SpStartPage, no_installed);
  gtk_widget_class_bind_template_callback (widget_class, installed_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, reference_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, toast_cb);
}

static void
sp_start_page_init (SpStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_start_page_new (SpRecentApps  *recent,
                   SpLibrary     *library,
                   SpHubAccounts *accounts)
{
  SpStartPage *self = g_object_new (SP_TYPE_START_PAGE, NULL);

  self->recent = g_object_ref (recent);
  self->library = g_object_ref (library);
  self->scan = sp_port_scan_new_usual ();
  g_set_object (&self->accounts, accounts);
  sp_library_section_set_library (self->saved, library, accounts, self->scan);
  show_account (self);
  show_found (self);
  show_library (self);
  gtk_list_box_bind_model (self->recent_list, G_LIST_MODEL (recent), create_row_cb, self, NULL);
  g_signal_connect_object (recent, "items-changed", G_CALLBACK (recent_changed_cb), self, G_CONNECT_SWAPPED);
  recent_changed_cb (self);
  add_spaces (self);

  return GTK_WIDGET (self);
}
