/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-library.h"

#include <unistd.h>

#include <gtk/gtk.h>

#include "sp-account-choice.h"
#include "sp-app-settings.h"
#include "sp-launcher.h"
#include "sp-runner-settings.h"

struct _SpLibrary {
  GObject        parent_instance;
  SpSpaceStore  *store;         /* owned */
  SpSettings    *settings;      /* owned */
  SpSavedApps   *saved;         /* owned, NULL until it is asked for */
  GHashTable    *runners;       /* owned: id to SpRunner */
  GHashTable    *locks;         /* owned: id to file descriptor, of what runs */
  GHashTable    *hidden;        /* owned: ids of what is about to be removed */
  GListStore    *installations; /* owned */
  GListModel    *spaces;        /* owned: of @store, filtered */
  GtkFilter     *filter;        /* owned: of @spaces */
  GCancellable  *cancellable;   /* owned */
  SpHubAccounts *accounts;      /* owned, nullable */
  gboolean       loaded;
};

G_DEFINE_FINAL_TYPE (SpLibrary, sp_library, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_LOADED,
  SIGNAL_STATE_CHANGED,
  SIGNAL_INSTALLED,
  SIGNAL_REMOVED,
  SIGNAL_FAILED,
} SpLibrarySignal;

static guint signals[SIGNAL_FAILED + 1];

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  GHashTable       *hidden = user_data;
  SpInstalledSpace *space = item;

  return sp_installed_space_get_origin (space) != SP_INSTALLED_SPACE_BUNDLED &&
         !g_hash_table_contains (hidden, sp_installed_space_get_id (space));
}

static void
close_lock (gpointer data)
{
  close (GPOINTER_TO_INT (data));
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sp_space_store_mark_started_finish (SP_SPACE_STORE (source), result, &error))
    g_debug ("The version before stays: %s", error->message);
}

static gboolean
is_idle (SpRunner *runner)
{
  return sp_runner_get_state (runner) == SP_RUNNER_STOPPED || sp_runner_get_state (runner) == SP_RUNNER_FAILED;
}

static void
state_cb (SpLibrary  *self,
          GParamSpec *pspec,
          SpRunner   *runner)
{
  const char       *id = sp_space_get_id (sp_runner_get_space (runner));
  SpInstalledSpace *space = sp_space_store_find (self->store, id);

  if (sp_runner_get_state (runner) == SP_RUNNER_RUNNING && space != NULL &&
      sp_installed_space_get_origin (space) == SP_INSTALLED_SPACE_OWN)
    sp_space_store_mark_started_async (self->store, space, started_cb, NULL);
  if (is_idle (runner))
    g_hash_table_remove (self->locks, id);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0, id);
}

static void
find_unfinished (SpLibrary *self)
{
  g_autoptr (GPtrArray) unfinished = sp_installation_list_unfinished (self->store);

  for (guint i = 0; i < unfinished->len; i++)
    g_list_store_append (self->installations, g_ptr_array_index (unfinished, i));
}

/* What was started before the store was read followed settings that were read for it alone. */
static void
follow_all (SpLibrary *self)
{
  GHashTableIter iter;
  gpointer       id, runner;

  g_hash_table_iter_init (&iter, self->runners);
  while (g_hash_table_iter_next (&iter, &id, &runner)) {
    SpInstalledSpace *space = sp_space_store_find (self->store, id);

    if (space != NULL)
      sp_runner_follow_settings (runner, sp_installed_space_get_settings (space));
  }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean           loaded = sp_space_store_reload_finish (SP_SPACE_STORE (source), result, &error);
  SpLibrary         *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the library is gone */

  if (loaded) {
    find_unfinished (self);
    follow_all (self);
  } else {
    g_debug ("No installed Spaces: %s", error->message);
  }
  self->loaded = TRUE;
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
sp_library_dispose (GObject *object)
{
  SpLibrary *self = SP_LIBRARY (object);

  g_cancellable_cancel (self->cancellable);
  sp_library_stop_all (self);
  g_hash_table_remove_all (self->runners);
  g_hash_table_remove_all (self->locks);
  g_clear_object (&self->spaces);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (sp_library_parent_class)->dispose (object);
}

static void
sp_library_finalize (GObject *object)
{
  SpLibrary *self = SP_LIBRARY (object);

  g_hash_table_unref (self->runners);
  g_hash_table_unref (self->locks);
  g_hash_table_unref (self->hidden);
  g_clear_object (&self->installations);
  g_clear_object (&self->accounts);
  g_clear_object (&self->saved);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sp_library_parent_class)->finalize (object);
}

static void
sp_library_class_init (SpLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_library_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_library_finalize;

  signals[SIGNAL_LOADED] = g_signal_new ("loaded", SP_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_STATE_CHANGED] = g_signal_new ("state-changed", SP_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_INSTALLED] = g_signal_new ("installed", SP_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, SP_TYPE_INSTALLED_SPACE);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", SP_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT64);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", SP_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sp_library_init (SpLibrary *self)
{
  self->runners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->locks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_lock);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->installations = g_list_store_new (SP_TYPE_INSTALLATION);
  self->cancellable = g_cancellable_new ();
}

SpLibrary *
sp_library_new (GFile      *root,
                SpSettings *settings)
{
  SpLibrary *self = g_object_new (SP_TYPE_LIBRARY, NULL);

  self->store = sp_space_store_new (root);
  self->settings = g_object_ref (settings);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, g_hash_table_ref (self->hidden),
                                                    (GDestroyNotify) g_hash_table_unref));
  self->spaces = G_LIST_MODEL (
    gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), g_object_ref (self->filter)));
  sp_space_store_watch (self->store);
  sp_space_store_reload_async (self->store, self->cancellable, loaded_cb, self);

  return self;
}

SpSpaceStore *
sp_library_get_store (SpLibrary *self)
{
  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);

  return self->store;
}

SpSavedApps *
sp_library_get_saved (SpLibrary *self)
{
  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);

  if (self->saved == NULL)
    self->saved = sp_saved_apps_new (NULL);

  return self->saved;
}

gboolean
sp_library_get_loaded (SpLibrary *self)
{
  g_return_val_if_fail (SP_IS_LIBRARY (self), FALSE);

  return self->loaded;
}

GListModel *
sp_library_get_spaces (SpLibrary *self)
{
  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);

  return self->spaces;
}

GListModel *
sp_library_get_installations (SpLibrary *self)
{
  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);

  return G_LIST_MODEL (self->installations);
}

/* The store may not be read yet: what is asked for is read by itself then. */
static SpInstalledSpace *
dup_installed (SpLibrary  *self,
               const char *id)
{
  SpInstalledSpace *found = sp_space_store_find (self->store, id);
  g_autoptr (GFile) folder = NULL;

  if (found != NULL)
    return g_object_ref (found);
  if (!sp_space_is_id (id))
    return NULL;

  folder = g_file_get_child (sp_space_store_get_root (self->store), id);

  return g_file_query_exists (folder, NULL) ? sp_installed_space_read (folder) : NULL;
}

SpSpace *
sp_library_dup_space (SpLibrary  *self,
                      const char *id)
{
  g_autoptr (SpInstalledSpace) installed = NULL;
  g_autoptr (GPtrArray)        bundled = NULL;

  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  installed = dup_installed (self, id);
  if (installed != NULL && sp_installed_space_get_space (installed) != NULL)
    return g_object_ref (sp_installed_space_get_space (installed));

  bundled = sp_space_list_bundled ();
  for (guint i = 0; i < bundled->len; i++)
    if (g_str_equal (sp_space_get_id (g_ptr_array_index (bundled, i)), id))
      return g_object_ref (g_ptr_array_index (bundled, i));

  return NULL;
}

SpRunner *
sp_library_get_runner (SpLibrary *self,
                       SpSpace   *space)
{
  g_autoptr (SpInstalledSpace) installed = NULL;
  const char                  *id;
  SpRunner                    *runner;

  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (SP_IS_SPACE (space), NULL);

  id = sp_space_get_id (space);
  runner = g_hash_table_lookup (self->runners, id);
  if (runner != NULL && (sp_runner_get_space (runner) == space || !is_idle (runner)))
    return runner;

  runner = sp_runner_new (space);
  installed = dup_installed (self, id);
  if (installed != NULL)
    sp_runner_follow_settings (runner, sp_installed_space_get_settings (installed));
  g_signal_connect_object (runner, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->runners, g_strdup (id), runner);

  return runner;
}

gboolean
sp_library_start (SpLibrary *self,
                  SpSpace   *space,
                  GError   **error)
{
  g_autoptr (SpInstalledSpace) installed = NULL;
  SpRunner                    *runner;
  const char                  *id;
  int                          lock;

  g_return_val_if_fail (SP_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (SP_IS_SPACE (space), FALSE);

  id = sp_space_get_id (space);
  runner = sp_library_get_runner (self, space);
  installed = dup_installed (self, id);
  if (installed != NULL && !g_hash_table_contains (self->locks, id)) {
    lock = sp_installed_space_take_run_lock (installed, error);
    if (lock < 0)
      return FALSE;
    g_hash_table_insert (self->locks, g_strdup (id), GINT_TO_POINTER (lock));
  }
  sp_runner_start (runner);

  return TRUE;
}

SpRunnerState
sp_library_get_state (SpLibrary  *self,
                      const char *id)
{
  SpRunner *runner;

  g_return_val_if_fail (SP_IS_LIBRARY (self), SP_RUNNER_STOPPED);

  runner = g_hash_table_lookup (self->runners, id);

  return runner != NULL ? sp_runner_get_state (runner) : SP_RUNNER_STOPPED;
}

void
sp_library_stop (SpLibrary  *self,
                 const char *id)
{
  SpRunner *runner;

  g_return_if_fail (SP_IS_LIBRARY (self));

  runner = g_hash_table_lookup (self->runners, id);
  if (runner != NULL)
    sp_runner_stop (runner);
}

void
sp_library_release (SpLibrary  *self,
                    const char *id)
{
  g_return_if_fail (SP_IS_LIBRARY (self));

  if (!sp_library_get_keeps_running (self, id))
    sp_library_stop (self, id);
}

gboolean
sp_library_get_keeps_running (SpLibrary  *self,
                              const char *id)
{
  g_autoptr (GVariant)    kept = NULL;
  g_autofree const char **ids = NULL;

  g_return_val_if_fail (SP_IS_LIBRARY (self), FALSE);

  kept = sp_settings_dup_value (self->settings, "kept-spaces");
  ids = g_variant_get_strv (kept, NULL);

  return g_strv_contains (ids, id);
}

void
sp_library_set_keeps_running (SpLibrary  *self,
                              const char *id,
                              gboolean    keep)
{
  g_autoptr (GVariant)    kept = NULL;
  g_autofree const char **ids = NULL;
  GVariantBuilder         builder;

  g_return_if_fail (SP_IS_LIBRARY (self));

  kept = sp_settings_dup_value (self->settings, "kept-spaces");
  ids = g_variant_get_strv (kept, NULL);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], id))
      g_variant_builder_add (&builder, "s", ids[i]);
  if (keep)
    g_variant_builder_add (&builder, "s", id);
  sp_settings_set_value (self->settings, "kept-spaces", g_variant_builder_end (&builder));
}

static void
forget (SpLibrary      *self,
        SpInstallation *installation)
{
  guint position;

  if (g_list_store_find (self->installations, installation, &position))
    g_list_store_remove (self->installations, position);
}

/* What failed stays, to be tried again. */
static void
installation_cb (SpLibrary      *self,
                 GParamSpec     *pspec,
                 SpInstallation *installation)
{
  g_autoptr (SpInstallation) held = g_object_ref (installation);

  if (sp_installation_get_state (installation) != SP_INSTALLATION_DONE)
    return;

  forget (self, installation);
  if (sp_installation_get_space (installation) != NULL)
    g_signal_emit (self, signals[SIGNAL_INSTALLED], 0, sp_installation_get_space (installation));
}

void
sp_library_set_accounts (SpLibrary     *self,
                         SpHubAccounts *accounts)
{
  g_return_if_fail (SP_IS_LIBRARY (self));

  g_set_object (&self->accounts, accounts);
}

SpHubAccounts *
sp_library_get_accounts (SpLibrary *self)
{
  g_return_val_if_fail (SP_IS_LIBRARY (self), NULL);

  return self->accounts;
}

static void
give_token (SpLibrary      *self,
            SpInstallation *installation)
{
  const char      *reference = sp_space_source_get_reference (sp_installation_get_source (installation));
  g_autofree char *token = sp_account_choice_dup_token (self->accounts, reference);

  sp_installation_set_token (installation, token);
  sp_installation_set_anonymous (installation, sp_account_choice_is_nobody (self->accounts, reference));
}

static void
start (SpLibrary      *self,
       SpInstallation *installation)
{
  g_signal_connect_object (installation, "notify::state", G_CALLBACK (installation_cb), self, G_CONNECT_SWAPPED);
  give_token (self, installation);
  sp_installation_start (installation);
}

/* What is to be installed once it is known who is signed in. */
typedef struct {
  SpLibrary      *library;      /* owned */
  SpInstallation *installation; /* owned */
} Waiting;

static void
accounts_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autofree Waiting        *waiting = user_data;
  g_autoptr (SpLibrary)      self = waiting->library;
  g_autoptr (SpInstallation) installation = waiting->installation;

  /* It may have been given up, or asked for twice. */
  if (sp_hub_accounts_load_finish (SP_HUB_ACCOUNTS (source), result, NULL) &&
      g_list_store_find (self->installations, installation, NULL) &&
      sp_installation_get_state (installation) == SP_INSTALLATION_READY)
    start (self, installation);
}

void
sp_library_install (SpLibrary      *self,
                    SpInstallation *installation)
{
  Waiting *waiting = NULL;

  g_return_if_fail (SP_IS_LIBRARY (self));
  g_return_if_fail (SP_IS_INSTALLATION (installation));

  if (!g_list_store_find (self->installations, installation, NULL))
    g_list_store_append (self->installations, installation);
  if (self->accounts == NULL || sp_hub_accounts_is_loaded (self->accounts)) {
    start (self, installation);
    return;
  }

  waiting = g_new0 (Waiting, 1);
  waiting->library = g_object_ref (self);
  waiting->installation = g_object_ref (installation);
  sp_hub_accounts_load_async (self->accounts, self->cancellable, accounts_loaded_cb, waiting);
}

void
sp_library_install_again (SpLibrary      *self,
                          SpInstallation *installation)
{
  g_autoptr (SpInstallation) next = NULL;

  g_return_if_fail (SP_IS_LIBRARY (self));
  g_return_if_fail (SP_IS_INSTALLATION (installation));

  next = sp_installation_new (self->store, sp_installation_get_source (installation));
  forget (self, installation);
  sp_library_install (self, next);
}

void
sp_library_give_up (SpLibrary      *self,
                    SpInstallation *installation)
{
  g_return_if_fail (SP_IS_LIBRARY (self));
  g_return_if_fail (SP_IS_INSTALLATION (installation));

  sp_installation_cancel (installation, FALSE);
  forget (self, installation);
}

void
sp_library_hide (SpLibrary        *self,
                 SpInstalledSpace *space)
{
  g_return_if_fail (SP_IS_LIBRARY (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  sp_library_stop (self, sp_installed_space_get_id (space));
  g_hash_table_add (self->hidden, g_strdup (sp_installed_space_get_id (space)));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_MORE_STRICT);
}

void
sp_library_show (SpLibrary        *self,
                 SpInstalledSpace *space)
{
  g_return_if_fail (SP_IS_LIBRARY (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  g_hash_table_remove (self->hidden, sp_installed_space_get_id (space));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_LESS_STRICT);
}

static void
launcher_removed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sp_launcher_remove_finish (result, &error))
    g_debug ("No entry of the desktop: %s", error->message);
}

/* Another Space may have its id one day. Of its page nothing is kept: it is not shown before it answers. */
static void
forget_app (SpInstalledSpace *space)
{
  const char      *id = sp_installed_space_get_id (space);
  g_autofree char *reference = g_strconcat (SP_SPACE_SCHEME, id, NULL);

  sp_app_settings_forget (id);
  sp_launcher_remove_async (reference, NULL, launcher_removed_cb, NULL);
}

typedef struct {
  SpLibrary        *library; /* owned */
  SpInstalledSpace *space;   /* owned */
} Removal;

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Removal           *removal = user_data;
  g_autofree char   *title = g_strdup (sp_installed_space_get_title (removal->space));
  g_autoptr (GError) error = NULL;
  guint64            freed = 0;

  if (sp_space_store_remove_finish (SP_SPACE_STORE (source), result, &freed, &error)) {
    forget_app (removal->space);
    g_signal_emit (removal->library, signals[SIGNAL_REMOVED], 0, title, freed);
  } else {
    g_signal_emit (removal->library, signals[SIGNAL_FAILED], 0, error);
  }

  sp_library_show (removal->library, removal->space);
  g_object_unref (removal->space);
  g_object_unref (removal->library);
  g_free (removal);
}

void
sp_library_remove (SpLibrary        *self,
                   SpInstalledSpace *space)
{
  Removal *removal;

  g_return_if_fail (SP_IS_LIBRARY (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));

  g_hash_table_remove (self->runners, sp_installed_space_get_id (space));
  sp_library_set_keeps_running (self, sp_installed_space_get_id (space), FALSE);
  removal = g_new0 (Removal, 1);
  removal->library = g_object_ref (self);
  removal->space = g_object_ref (space);
  sp_space_store_remove_async (self->store, space, removed_cb, removal);
}

void
sp_library_stop_all (SpLibrary *self)
{
  g_autoptr (GList) runners = NULL;

  g_return_if_fail (SP_IS_LIBRARY (self));

  runners = g_hash_table_get_values (self->runners);
  for (GList *i = runners; i != NULL; i = i->next)
    sp_runner_stop (i->data);
}
