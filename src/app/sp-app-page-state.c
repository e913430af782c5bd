/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-page-private.h"

#include "sp-hub-care.h"
#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>

/* So often in a row the Hub may say that a Space runs whose host says that it does not. */
#define MAX_RECONNECTS 5

static gboolean
is_moving (SpAppPage *self)
{
  return self->runtime != NULL && (sp_hub_runtime_is_moving (self->runtime) ||
                                   (self->waking && sp_hub_runtime_can_wake (self->runtime)));
}

gboolean
sp_app_page_is_starting (SpAppPage *self)
{
  return self->watch != NULL && is_moving (self);
}

/* Whether a run that the user begins now can wait for it. */
static gboolean
can_queue (SpAppPage *self)
{
  return is_moving (self) || sp_hub_runtime_can_wake (self->runtime);
}

/* An account may start and stop what is its own, or its organisations'. */
static gboolean
is_own (SpAppPage  *self,
        const char *id)
{
  SpHubAccount *account = sp_app_page_get_account (self);

  return account != NULL && sp_hub_account_owns (account, id);
}

static double
get_elapsed (SpAppPage *self)
{
  return self->start > 0 ? (double) (g_get_monotonic_time () - self->start) / G_USEC_PER_SEC : 0;
}

static gboolean
clock_cb (gpointer user_data)
{
  SpAppPage *self = user_data;

  if (self->preview)
    sp_opening_bar_set_elapsed (self->bar, get_elapsed (self), self->usual);
  else
    sp_connecting_page_set_elapsed (self->connecting, get_elapsed (self), self->usual);

  return G_SOURCE_CONTINUE;
}

/* Nobody waits for the end of one that is being deleted. */
static gboolean
takes_time (SpAppPage *self)
{
  return is_moving (self) && sp_hub_runtime_get_stage (self->runtime) != SP_HUB_STAGE_DELETING;
}

/* The time goes on anyway; it is counted out for somebody who sees it. */
static void
update_clock (SpAppPage *self)
{
  gboolean counts = takes_time (self);

  if (!counts)
    self->start = 0;
  else if (self->start == 0)
    self->start = g_get_monotonic_time ();
  if (!counts || !gtk_widget_get_mapped (GTK_WIDGET (self))) {
    g_clear_handle_id (&self->clock, g_source_remove);
    return;
  }

  if (self->clock == 0)
    self->clock = g_timeout_add_seconds (1, clock_cb, self);
  clock_cb (self);
}

void
sp_app_page_seen_cb (SpAppPage *self)
{
  if (self->watch != NULL)
    update_clock (self);
}

/* What is known of the app stays in sight. */
static void
show_preview (SpAppPage *self)
{
  SpApiView *view = sp_app_page_get_view (self);

  gtk_widget_remove_css_class (GTK_WIDGET (self), "app-settling");
  sp_api_view_set_queues (view, can_queue (self));
  sp_opening_bar_show_space (self->bar, sp_hub_watch_get_id (self->watch), self->runtime, self->waking,
                             sp_api_view_count_waiting (view));
  gtk_stack_set_visible_child_name (self->stack, "view");
}

static void
show_runtime (SpAppPage *self)
{
  if (self->preview) {
    show_preview (self);
  } else {
    sp_connecting_page_set_runtime (self->connecting, self->runtime, self->waking);
    gtk_stack_set_visible_child_name (self->stack, "connecting");
  }
  update_clock (self);
  g_object_notify (G_OBJECT (self), "loading");
}

/* Its next step, unless it can be used by now. */
static void
set_runtime (SpAppPage    *self,
             SpHubRuntime *runtime)
{
  if (self->runtime != NULL && sp_hub_runtime_can_wake (self->runtime))
    self->seen_asleep = TRUE;
  g_set_object (&self->runtime, runtime);
  if (!sp_hub_runtime_can_wake (runtime))
    self->waking = FALSE;
  if (!is_moving (self))
    self->seen_asleep = FALSE;
  show_runtime (self);
}

/* A start that was not seen from its beginning says nothing. */
static void
connect_again (SpAppPage *self)
{
  if (self->seen_asleep && self->start > 0)
    sp_start_times_add (self->starts, sp_hub_watch_get_id (self->watch), get_elapsed (self));
  self->n_reconnects++;
  sp_app_page_connect (self);
}

static void
runtime_cb (SpAppPage *self)
{
  g_autoptr (SpHubWatch) alive = g_object_ref (self->watch);
  SpHubRuntime          *runtime = sp_hub_watch_get_runtime (self->watch);

  if (runtime == NULL)
    return;

  if (self->notices != NULL)
    sp_awake_notices_take (self->notices, sp_hub_watch_get_id (alive), runtime);
  if (self->waking && sp_hub_runtime_is_callable (runtime))
    self->seen_asleep = TRUE; /* it was quick */
  if (sp_hub_runtime_is_callable (runtime))
    connect_again (self);
  else
    set_runtime (self, runtime);
}

/* It is gone, or the token is: connecting finds the words for that. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_GATED) ||
         g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS);
}

static void
error_cb (SpAppPage *self)
{
  g_autoptr (SpHubWatch) alive = g_object_ref (self->watch);
  const GError          *error = sp_hub_watch_get_error (self->watch);
  g_autofree char       *note = NULL;

  if (error != NULL && is_final (error) && self->n_reconnects < MAX_RECONNECTS) {
    connect_again (self);
    return;
  }

  if (error != NULL)
    /* Translators: the sentences of an error follow. */
    note = g_strdup_printf (_("It may be different by now. %s"), error->message);
  sp_connecting_page_set_note (self->connecting, note);
}

static void
usual_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;
  double                usual = sp_start_times_read_finish (SP_START_TIMES (source), result, &error);

  if (error != NULL)
    g_debug ("No earlier starts: %s", error->message);
  self->usual = MAX (usual, 0);
  if (self->clock != 0)
    clock_cb (self);
}

static void
notices_cb (SpAppPage *self)
{
  const char *id = self->watch != NULL ? sp_hub_watch_get_id (self->watch) : NULL;
  gboolean    wanted = id != NULL && self->notices != NULL && sp_awake_notices_has (self->notices, id);

  if (self->connecting == NULL)
    return;

  sp_connecting_page_set_notify (self->connecting, wanted);
  sp_opening_bar_set_notify (self->bar, wanted);
}

/* What the Hub said when it was connected to, as the watch has it. */
static SpHubRuntime *
new_runtime (GradioSpaceState *state)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "stage", gradio_space_state_get_stage (state));
  if (gradio_space_state_get_error (state) != NULL)
    json_object_set_string_member (object, "errorMessage", gradio_space_state_get_error (state));

  return sp_hub_runtime_new_from_json (node);
}

static void
show_space (SpAppPage *self)
{
  const char *id = sp_hub_watch_get_id (self->watch);

  sp_connecting_page_set_space (self->connecting, sp_hub_session_get_endpoint (sp_app_page_get_hub (self)), id,
                                is_own (self, id));
  if (self->runtime != NULL)
    show_runtime (self);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpAppPage) self = user_data;
  g_autoptr (GError)    error = NULL;

  if (!sp_hub_accounts_identify_finish (SP_HUB_ACCOUNTS (source), result, &error))
    g_debug ("Whose account it is is not known: %s", error->message);
  else if (self->watch != NULL && self->connecting != NULL)
    show_space (self);
}

/* A token that was found on this computer has no name yet: the Space may be its owner's. */
static void
identify (SpAppPage *self)
{
  SpHubAccount *account = sp_app_page_get_account (self);

  if (account != NULL && sp_hub_account_get_name (account) == NULL)
    sp_hub_accounts_identify_async (self->accounts, account, NULL, identified_cb, g_object_ref (self));
}

static void
start_watch (SpAppPage  *self,
             const char *id)
{
  SpHubSession *session = sp_app_page_get_hub (self);

  self->watch = sp_hub_watch_new (session, id);
  show_space (self);
  identify (self);
  g_signal_connect_object (self->watch, "notify::runtime", G_CALLBACK (runtime_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  notices_cb (self);
  self->usual = 0;
  sp_start_times_read_async (self->starts, id, NULL, usual_cb, g_object_ref (self));
}

gboolean
sp_app_page_follow (SpAppPage *self)
{
  const char              *id = self->state != NULL ? gradio_space_state_get_space_id (self->state) : NULL;
  g_autoptr (SpHubRuntime) runtime = NULL;

  if (id == NULL || gradio_space_state_is_running (self->state) || self->n_reconnects > MAX_RECONNECTS)
    return FALSE;

  runtime = new_runtime (self->state);
  sp_app_page_stop_following (self);
  start_watch (self, id);
  set_runtime (self, runtime);
  sp_hub_watch_start (self->watch);

  return TRUE;
}

void
sp_app_page_stop_following (SpAppPage *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_object (&self->runtime);
  self->start = 0;
  self->waking = FALSE;
  self->seen_asleep = FALSE;
  if (self->watch == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->watch, self);
  sp_hub_watch_stop (self->watch);
  g_clear_object (&self->watch);
  g_object_notify (G_OBJECT (self), "loading");
}

/* A Space that was renamed is followed; what the user sees, and opens it by the next time, is its name of today. */
void
sp_app_page_take_name (SpAppPage  *self,
                       const char *id)
{
  g_autoptr (GradioAddress) address = self->reference != NULL ? gradio_address_parse (self->reference, NULL) : NULL;

  if (id == NULL || address == NULL || g_strcmp0 (address->space_id, self->reference) != 0 ||
      g_str_equal (id, self->reference))
    return;

  g_free (self->reference);
  self->reference = g_strdup (id);
  g_object_notify (G_OBJECT (self), "address");
  g_object_notify (G_OBJECT (self), "title");
}

void
sp_app_page_wake_cb (SpAppPage *self)
{
  if (self->watch == NULL)
    return;

  self->waking = TRUE;
  self->seen_asleep = TRUE;
  show_runtime (self);
  sp_hub_watch_wake (self->watch);
  if (self->notices != NULL)
    sp_awake_notices_take (self->notices, sp_hub_watch_get_id (self->watch), NULL);
}

static void
restarted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpAppPage)    self = user_data;
  g_autoptr (SpHubRuntime) runtime = NULL;
  g_autoptr (GError)       error = NULL;

  if (!sp_hub_care_finish (SP_HUB_SESSION (source), result, &runtime, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", error->message, 0);
  else if (self->watch != NULL)
    sp_hub_watch_take (self->watch, runtime);
}

void
sp_app_page_restart_cb (SpAppPage *self)
{
  const SpHubCare care = { .action = SP_HUB_CARE_RESTART };

  if (self->watch != NULL)
    sp_hub_care_async (sp_app_page_get_hub (self), sp_hub_watch_get_id (self->watch), &care, NULL, restarted_cb,
                       g_object_ref (self));
}

void
sp_app_page_notify_me_cb (SpAppPage *self,
                          gboolean   wanted)
{
  const char *id = self->watch != NULL ? sp_hub_watch_get_id (self->watch) : NULL;

  if (id == NULL || self->notices == NULL)
    return;

  if (wanted)
    sp_awake_notices_add (self->notices, sp_app_page_get_hub (self), id, sp_app_page_get_address (self));
  else
    sp_awake_notices_remove (self->notices, id);
}

void
sp_app_page_set_notices (SpAppPage      *self,
                         SpAwakeNotices *notices)
{
  g_return_if_fail (SP_IS_APP_PAGE (self));
  g_return_if_fail (SP_IS_AWAKE_NOTICES (notices));

  g_set_object (&self->notices, notices);
  g_signal_connect_object (notices, "changed", G_CALLBACK (notices_cb), self, G_CONNECT_SWAPPED);
  notices_cb (self);
}

/* A form is to run as soon as the Space can be used, or no longer. */
void
sp_app_page_waiting_cb (SpAppPage *self)
{
  if (self->watch == NULL || !self->preview)
    return;

  if (sp_api_view_count_waiting (sp_app_page_get_view (self)) > 0 && !is_moving (self))
    sp_app_page_wake_cb (self);
  else
    show_runtime (self);
}
