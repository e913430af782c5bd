/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-saved-states.h"

#include "sp-hub-space.h"
#include "sp-hub-states.h"

#include <glib/gi18n-lib.h>

#define BATCH 20    /* Spaces that are asked for at once */
#define INTERVAL 60 /* seconds */

struct _SpSavedStates {
  GObject        parent_instance;
  GListModel    *apps;        /* owned */
  SpHubAccounts *accounts;    /* owned, nullable */
  SpLibrary     *library;     /* owned */
  SpPortScan    *scan;        /* owned */
  GHashTable    *looked;      /* owned: names of Spaces whose look was asked for */
  char          *looking;     /* owned, nullable: the one of them that is asked for */
  GCancellable  *cancellable; /* owned, nullable: of the question that goes on */
  guint          timeout;
  guint          idle;
  gboolean       active;
};

G_DEFINE_FINAL_TYPE (SpSavedStates, sp_saved_states, G_TYPE_OBJECT)

static void refresh (SpSavedStates *self);

static SpSavedApp *
get_app (SpSavedStates *self,
         guint          position)
{
  g_autoptr (SpSavedApp) app = g_list_model_get_item (self->apps, position);

  return app; /* the list has it */
}

/* What is known here */

static void
show_installed (SpSavedStates *self,
                SpSavedApp    *app)
{
  const char         *id = sp_saved_app_get_key (app) + strlen (SP_SPACE_SCHEME);
  g_autoptr (SpSpace) space = sp_library_dup_space (self->library, id);

  if (space != NULL && sp_library_get_state (self->library, id) == SP_RUNNER_RUNNING)
    sp_saved_app_set_state (app, SP_STATE_LOOK_RUNNING, _("Running on this computer"));
  else if (space != NULL)
    sp_saved_app_set_state (app, SP_STATE_LOOK_INSTALLED, _("Installed"));
  else if (sp_library_get_loaded (self->library))
    sp_saved_app_set_state (app, SP_STATE_LOOK_OFF, _("Not installed"));
  if (space != NULL && sp_saved_app_get_emoji (app) == NULL)
    sp_saved_app_set_look (app, sp_space_get_emoji (space), NULL, NULL);
}

static void
show_address (SpSavedStates *self,
              SpSavedApp    *app)
{
  gboolean answers = FALSE;

  if (!sp_port_scan_covers (self->scan, sp_saved_app_get_key (app), &answers))
    return;

  sp_saved_app_set_state (app, answers ? SP_STATE_LOOK_RUNNING : SP_STATE_LOOK_OFF,
                          answers ? _("Running on this computer") : _("Not running"));
}

static void
show_known (SpSavedStates *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->apps); i++) {
    SpSavedApp *app = get_app (self, i);

    if (sp_saved_app_get_kind (app) == SP_SAVED_INSTALLED)
      show_installed (self, app);
    else if (sp_saved_app_get_kind (app) == SP_SAVED_ADDRESS)
      show_address (self, app);
  }
}

/* What the Hub knows */

static void
show_runtime (SpSavedApp   *app,
              SpHubRuntime *runtime)
{
  g_autofree char *words = runtime != NULL ? sp_hub_runtime_dup_words (runtime) : NULL;

  sp_saved_app_set_state (app, runtime != NULL ? sp_state_look_of (runtime) : SP_STATE_LOOK_UNKNOWN,
                          words != NULL ? words : _("Not found, or private"));
}

static void
states_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpSavedStates) self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (GHashTable)    states = sp_hub_states_finish (SP_HUB_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (states == NULL) { /* what was known stays; it is tried again in a minute */
    g_debug ("No states: %s", error->message);
    return;
  }

  for (guint i = 0; i < g_list_model_get_n_items (self->apps); i++) {
    SpSavedApp *app = get_app (self, i);
    const char *name = sp_saved_app_get_hub_name (app);
    gpointer    runtime = NULL;

    if (name != NULL && g_hash_table_lookup_extended (states, name, NULL, &runtime))
      show_runtime (app, runtime);
  }
  refresh (self);
}

static gboolean
is_due (SpSavedApp *app)
{
  gint64 asked = sp_saved_app_get_asked (app);

  return sp_saved_app_get_hub_name (app) != NULL &&
         (asked == 0 || g_get_monotonic_time () - asked >= INTERVAL * G_USEC_PER_SEC);
}

/* Returns: (transfer container): names of Spaces, which count as asked for from now on; ends with NULL */
static GPtrArray *
take_due (SpSavedStates *self)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (self->apps) && names->len < BATCH; i++) {
    SpSavedApp *app = get_app (self, i);

    if (!is_due (app))
      continue;
    g_ptr_array_add (names, (gpointer) sp_saved_app_get_hub_name (app));
    sp_saved_app_set_asked (app, g_get_monotonic_time ());
  }
  g_ptr_array_add (names, NULL);

  return names;
}

/* What was asked for without an answer is due; with @all everything is. */
static void
make_due (SpSavedStates *self,
          gboolean       all)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->apps); i++) {
    SpSavedApp *app = get_app (self, i);

    if (all || sp_saved_app_get_state (app) == NULL)
      sp_saved_app_set_asked (app, 0);
  }
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpSavedStates) self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpHubSpace)    space = sp_hub_space_fetch_finish (SP_HUB_SESSION (source), result, NULL, &error);
  SpSavedApps              *saved = sp_library_get_saved (self->library);
  SpSavedApp               *app = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  /* By its name here: on the Hub it may have another one by now. */
  app = space != NULL && self->looking != NULL ? sp_saved_apps_find (saved, self->looking) : NULL;
  if (app != NULL) {
    const char *color_from = sp_hub_space_get_color_from (space);

    sp_saved_app_set_look (app, sp_hub_space_get_emoji (space), color_from != NULL ? color_from : "gray",
                           sp_hub_space_get_color_to (space));
    if (!sp_saved_app_has_title (app))
      sp_saved_app_set_title (app, sp_hub_space_get_title (space));
    sp_saved_apps_keep (saved, app);
  }
  refresh (self);
}

/* Of what was saved by its address alone. */
static const char *
find_without_look (SpSavedStates *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->apps); i++) {
    SpSavedApp *app = get_app (self, i);
    const char *name = sp_saved_app_get_hub_name (app);

    if (name != NULL && sp_saved_app_get_color_from (app) == NULL && g_hash_table_add (self->looked, g_strdup (name)))
      return name;
  }

  return NULL;
}

/* One question at a time; the next one follows its answer. */
static void
refresh (SpSavedStates *self)
{
  SpHubSession         *session = self->accounts != NULL ? sp_hub_accounts_get_session (self->accounts) : NULL;
  g_autoptr (GPtrArray) names = NULL;
  const char           *name = NULL;

  if (!self->active || self->cancellable != NULL || session == NULL || !sp_hub_session_may_refresh (session))
    return;

  names = take_due (self);
  name = names->len == 1 ? find_without_look (self) : NULL;
  if (names->len == 1 && name == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  g_free (self->looking);
  self->looking = g_strdup (name);
  if (name != NULL)
    sp_hub_space_fetch_async (session, name, self->cancellable, look_cb, g_object_ref (self));
  else
    sp_hub_states_async (session, (const char *const *) names->pdata, self->cancellable, states_cb,
                         g_object_ref (self));
}

static gboolean
update_cb (gpointer user_data)
{
  SpSavedStates *self = user_data;

  self->idle = 0;
  show_known (self);
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* Apps come and go one by one when a list is made. */
static void
update_soon (SpSavedStates *self)
{
  if (self->active && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, self, NULL);
}

static gboolean
interval_cb (gpointer user_data)
{
  refresh (user_data);

  return G_SOURCE_CONTINUE;
}

static void
stop (SpSavedStates *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->cancellable != NULL)
    make_due (self, FALSE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Another account may see others. */
static void
session_cb (SpSavedStates *self)
{
  make_due (self, TRUE);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  update_soon (self);
}

static void
sp_saved_states_dispose (GObject *object)
{
  SpSavedStates *self = SP_SAVED_STATES (object);

  if (self->apps != NULL)
    stop (self);
  g_clear_object (&self->apps);
  g_clear_object (&self->accounts);
  g_clear_object (&self->library);
  g_clear_object (&self->scan);
  g_clear_pointer (&self->looked, g_hash_table_unref);
  g_clear_pointer (&self->looking, g_free);

  G_OBJECT_CLASS (sp_saved_states_parent_class)->dispose (object);
}

static void
sp_saved_states_class_init (SpSavedStatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_saved_states_dispose;
}

static void
sp_saved_states_init (SpSavedStates *self)
{
  self->looked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SpSavedStates *
sp_saved_states_new (GListModel    *apps,
                     SpHubAccounts *accounts,
                     SpLibrary     *library,
                     SpPortScan    *scan)
{
  SpSavedStates *self = g_object_new (SP_TYPE_SAVED_STATES, NULL);

  self->apps = g_object_ref (apps);
  self->library = g_object_ref (library);
  self->scan = g_object_ref (scan);
  g_set_object (&self->accounts, accounts);
  g_signal_connect_object (apps, "items-changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scan, "looked", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scan, "items-changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "loaded", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "state-changed", G_CALLBACK (update_soon), self, G_CONNECT_SWAPPED);
  if (accounts != NULL)
    g_signal_connect_object (accounts, "notify::session", G_CALLBACK (session_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sp_saved_states_set_active (SpSavedStates *self,
                            gboolean       active)
{
  g_return_if_fail (SP_IS_SAVED_STATES (self));

  if (self->active == active)
    return;

  self->active = active;
  if (!active) {
    stop (self);
    return;
  }

  self->timeout = g_timeout_add_seconds (INTERVAL + 1, interval_cb, self);
  update_soon (self);
}
