/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-my-spaces-page.h"

#include "sp-discover-banner.h"
#include "sp-hub-error.h"
#include "sp-my-spaces-list.h"
#include "sp-my-spaces-row.h"
#include "sp-plain-words.h"
#include "sp-resources.h"
#include "sp-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

/* How often is asked: while something starts, and while nothing happens. */
#define QUICK_SECONDS 5
#define SLOW_SECONDS 60

struct _SpMySpacesPage {
  AdwBin          parent_instance;
  GtkWidget      *tools;         /* template child */
  GtkEditable    *search;        /* template child */
  GtkSpinner     *spinner;       /* template child */
  GtkLabel       *note;          /* template child */
  GtkStack       *stack;         /* template child: “signed-out”, “loading”, “problem”, “empty”, “nothing”, “list” */
  AdwStatusPage  *problem;       /* template child */
  GtkWidget      *sign_in_again; /* template child */
  GtkListView    *view;          /* template child */
  SpHubAccounts  *accounts;      /* owned, nullable */
  SpMySpacesList *list;          /* owned */
  GListModel     *shown;         /* owned: those that were searched for */
  GtkFilter      *filter;        /* owned: of @shown */
  GStrv           words;         /* owned, nullable: what is searched for */
  GError         *error;         /* owned, nullable: why it is not known who the user is */
  GCancellable   *cancellable;   /* owned; NULL: nobody is asked who the user is */
  guint           timer;
};

G_DEFINE_FINAL_TYPE (SpMySpacesPage, sp_my_spaces_page, ADW_TYPE_BIN)

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  SpMySpacesPage  *self = user_data;
  SpHubRuntime    *runtime = sp_hub_space_get_runtime (item);
  g_autofree char *state = runtime != NULL ? sp_hub_runtime_dup_words (runtime) : NULL;
  g_autofree char *text = g_strjoin (" ", sp_hub_space_get_id (item), sp_hub_space_get_title (item), state, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (gsize i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static const GError *
get_error (SpMySpacesPage *self)
{
  return self->error != NULL ? self->error : sp_my_spaces_list_get_error (self->list);
}

static void
show_note (SpMySpacesPage *self)
{
  const GError    *error = get_error (self);
  gint64           since = sp_my_spaces_list_get_kept_since (self->list);
  g_autofree char *text = NULL;

  if (error != NULL && sp_my_spaces_list_is_loaded (self->list))
    text = g_strdup (error->message);
  else if (since != 0)
    text = sp_discover_banner_dup_kept (since);
  gtk_label_set_label (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
show_problem (SpMySpacesPage *self,
              const GError   *error)
{
  sp_plain_words_describe (self->problem, error->message);
  gtk_widget_set_visible (self->sign_in_again, g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS));
}

static const char *
choose_page (SpMySpacesPage *self)
{
  if (sp_hub_accounts_get_current (self->accounts) == NULL)
    return sp_hub_accounts_is_loaded (self->accounts) ? "signed-out" : "loading";
  if (g_list_model_get_n_items (self->shown) > 0)
    return "list";
  if (g_list_model_get_n_items (sp_my_spaces_list_get_spaces (self->list)) > 0)
    return "nothing";
  if (get_error (self) != NULL)
    return "problem";

  return sp_my_spaces_list_is_loaded (self->list) ? "empty" : "loading";
}

static void
update (SpMySpacesPage *self)
{
  const char *page = NULL;
  gboolean    loading;

  if (self->stack == NULL || self->accounts == NULL)
    return;

  page = choose_page (self);
  if (g_str_equal (page, "problem"))
    show_problem (self, get_error (self));
  gtk_widget_set_visible (self->tools, !g_str_equal (page, "signed-out"));
  loading = self->cancellable != NULL || sp_my_spaces_list_is_loading (self->list);
  gtk_spinner_set_spinning (self->spinner, loading);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), loading);
  show_note (self);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
load_list (SpMySpacesPage *self,
           SpHubAccount   *account)
{
  g_auto (GStrv) owners = sp_hub_account_dup_owners (account);

  sp_my_spaces_list_load (self->list, sp_hub_account_get_session (account), (const char *const *) owners);
}

static void
stop_asking (SpMySpacesPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpMySpacesPage) self = user_data;
  g_autoptr (GError)         error = NULL;
  SpHubAccount              *account = NULL;

  sp_hub_accounts_identify_finish (SP_HUB_ACCOUNTS (source), result, &error);
  if (self->accounts == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  account = sp_hub_accounts_get_current (self->accounts);
  if (account != NULL && sp_hub_account_get_name (account) != NULL)
    load_list (self, account); /* who they are was known before */
  else
    self->error = g_steal_pointer (&error);
  update (self);
}

/* The Hub does not like to be asked often who somebody is: once is enough, until the user asks again. */
static void
load (SpMySpacesPage *self,
      gboolean        anew)
{
  SpHubAccount *account = sp_hub_accounts_get_current (self->accounts);

  stop_asking (self);
  g_clear_error (&self->error);
  if (account == NULL) {
    sp_my_spaces_list_clear (self->list);
  } else if (anew || sp_hub_account_get_name (account) == NULL) {
    self->cancellable = g_cancellable_new ();
    sp_hub_accounts_identify_async (self->accounts, account, self->cancellable, identified_cb, g_object_ref (self));
  } else {
    load_list (self, account);
  }
  update (self);
}

static void schedule (SpMySpacesPage *self);

static gboolean
timer_cb (gpointer user_data)
{
  SpMySpacesPage *self = user_data;
  SpHubSession   *session = sp_hub_accounts_get_session (self->accounts);

  self->timer = 0;
  if (!sp_my_spaces_list_is_loading (self->list) && self->cancellable == NULL && sp_hub_session_may_refresh (session))
    load (self, FALSE);
  schedule (self);

  return G_SOURCE_REMOVE;
}

static void
schedule (SpMySpacesPage *self)
{
  guint seconds = sp_my_spaces_list_is_moving (self->list) ? QUICK_SECONDS : SLOW_SECONDS;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->accounts != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add_seconds (seconds, timer_cb, self);
}

static void
list_changed_cb (SpMySpacesPage *self)
{
  update (self);
  if (!sp_my_spaces_list_is_loading (self->list))
    schedule (self);
}

/* Another account, or none. */
static void
current_cb (SpMySpacesPage *self)
{
  sp_my_spaces_list_clear (self->list);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self, sp_hub_accounts_get_current (self->accounts) != NULL);
  update (self);
}

static void
search_changed_cb (SpMySpacesPage *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (self->search), -1);

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " \t", -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
stop_search_cb (SpMySpacesPage *self)
{
  gtk_editable_set_text (self->search, "");
}

static void
activate_cb (SpMySpacesPage *self,
             guint           position)
{
  g_autoptr (SpHubSpace) space = g_list_model_get_item (self->shown, position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.manage-space", "s", sp_hub_space_get_id (space));
}

static void
sign_in_cb (SpMySpacesPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-for", "(s^as)",
                              _("To see your own Spaces, and to take care of them, sign in to the Hub."),
                              SP_SIGN_IN_TO_MANAGE);
}

static void
reload_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SpMySpacesPage *self = SP_MY_SPACES_PAGE (widget);

  if (self->accounts != NULL)
    load (self, TRUE);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, sp_my_spaces_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  sp_my_spaces_row_set_space (SP_MY_SPACES_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

/* Asks the Hub again, when somebody looks. */
static void
refresh (SpMySpacesPage *self)
{
  if (self->accounts == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (!sp_hub_accounts_is_loaded (self->accounts))
    sp_hub_accounts_load_async (self->accounts, NULL, NULL, NULL); /* who is found is notified */
  load (self, FALSE);
  schedule (self);
}

static void
sp_my_spaces_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_my_spaces_page_parent_class)->map (widget);
  refresh (SP_MY_SPACES_PAGE (widget));
}

static void
sp_my_spaces_page_unmap (GtkWidget *widget)
{
  SpMySpacesPage *self = SP_MY_SPACES_PAGE (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  GTK_WIDGET_CLASS (sp_my_spaces_page_parent_class)->unmap (widget);
}

static void
sp_my_spaces_page_dispose (GObject *object)
{
  SpMySpacesPage *self = SP_MY_SPACES_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  stop_asking (self);
  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
  if (self->list != NULL) {
    g_signal_handlers_disconnect_by_data (self->list, self);
    sp_my_spaces_list_clear (self->list);
  }
  g_clear_object (&self->list);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MY_SPACES_PAGE);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (sp_my_spaces_page_parent_class)->dispose (object);
}

static void
sp_my_spaces_page_finalize (GObject *object)
{
  SpMySpacesPage *self = SP_MY_SPACES_PAGE (object);

  g_strfreev (self->words);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sp_my_spaces_page_parent_class)->finalize (object);
}

static void
sp_my_spaces_page_class_init (SpMySpacesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_my_spaces_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_my_spaces_page_finalize;
  widget_class->map = sp_my_spaces_page_map;
  widget_class->unmap = sp_my_spaces_page_unmap;

  gtk_widget_class_install_action (widget_class, "spaces.reload", NULL, reload_cb);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-my-spaces-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, tools);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, search);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, note);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, sign_in_again);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
sp_my_spaces_page_init (SpMySpacesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection)     selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = sp_my_spaces_list_new ();
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->shown = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (sp_my_spaces_list_get_spaces (self->list)),
                                                         g_object_ref (self->filter)));
  g_signal_connect_object (self->list, "changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (self->shown));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

void
sp_my_spaces_page_set_accounts (SpMySpacesPage *self,
                                SpHubAccounts  *accounts)
{
  g_return_if_fail (SP_IS_MY_SPACES_PAGE (self));
  g_return_if_fail (SP_IS_HUB_ACCOUNTS (accounts));
  g_return_if_fail (self->accounts == NULL);

  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "notify::current", G_CALLBACK (current_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::loaded", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  refresh (self);
}

void
sp_my_spaces_page_focus_search (SpMySpacesPage *self)
{
  g_return_if_fail (SP_IS_MY_SPACES_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
