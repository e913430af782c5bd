/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-space-state-private.h"

#include "gradio-error.h"
#include "gradio-hub.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>

/* How long a Space may take to start unless its author says more. */
#define DEFAULT_TIMEOUT (30 * 60)

/* What an author's error message may take of a sentence. */
#define MAX_DETAIL 300

struct _GradioSpaceState {
  GObject parent_instance;

  char    *space_id;
  char    *stage;
  char    *message;
  char    *host;
  char    *sdk;
  char    *error;
  guint    timeout;
  guint    elapsed;
  gboolean gated;
  gboolean disabled;
};

G_DEFINE_FINAL_TYPE (GradioSpaceState, gradio_space_state, G_TYPE_OBJECT)

static void
gradio_space_state_finalize (GObject *object)
{
  GradioSpaceState *self = GRADIO_SPACE_STATE (object);

  g_clear_pointer (&self->space_id, g_free);
  g_clear_pointer (&self->stage, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->sdk, g_free);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (gradio_space_state_parent_class)->finalize (object);
}

static void
gradio_space_state_class_init (GradioSpaceStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_space_state_finalize;
}

static void
gradio_space_state_init (GradioSpaceState *self)
{
}

/* “30m”, “1h”, “90s”, as in the front matter of a Space. */
static guint
parse_duration (const char *text)
{
  char   *unit = NULL;
  guint64 number = text != NULL ? g_ascii_strtoull (text, &unit, 10) : 0;

  if (number == 0 || number > 7 * 24 * 3600)
    return DEFAULT_TIMEOUT;

  switch (*unit) {
  case 'h':
    return number * 3600;
  case 's':
    return number;
  default:
    return number * 60;
  }
}

static char *
dup_detail (const char *detail)
{
  g_autofree char *text = g_strdup (detail);
  g_autofree char *start = NULL;

  g_strdelimit (g_strstrip (text), "\r\n\t", ' ');
  if (g_utf8_strlen (text, -1) <= MAX_DETAIL)
    return g_steal_pointer (&text);

  start = g_utf8_substring (text, 0, MAX_DETAIL);

  return g_strconcat (start, "…", NULL);
}

static const struct {
  const char *stage;
  const char *sentence;
} sentences[] = {
  { "RUNNING", N_("%s is running.") },
  { "RUNNING_BUILDING", N_("%s is running; a new version of it is being built.") },
  { "RUNNING_APP_STARTING", N_("%s is running; a new version of it is starting.") },
  { "BUILDING", N_("%s is being built.") },
  { "APP_STARTING", N_("%s is starting.") },
  { "SLEEPING", N_("%s is asleep. A visit wakes it up.") },
  { "STOPPED", N_("%s is stopped. A visit starts it.") },
  { "PAUSED", N_("%s is paused by its owner. Ask there for it to be started, or duplicate it.") },
  { "NO_APP_FILE", N_("%s has no app yet. Look again later.") },
  { "DELETING", N_("%s is being deleted.") },
};

static char *
build_message (GradioSpaceState *self,
               const char       *detail)
{
  const char *id = self->space_id != NULL ? self->space_id : _("The Space");

  if (self->disabled)
    return g_strdup_printf (_("%s was taken down by the Hub."), id);
  if (g_strcmp0 (self->sdk, "static") == 0)
    return g_strdup_printf (_("%s is a web page and no app. Open it in a browser."), id);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (self->stage, sentences[i].stage)) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      return g_strdup_printf (_(sentences[i].sentence), id);
#pragma GCC diagnostic pop
    }

  if (g_str_has_suffix (self->stage, "_ERROR")) {
    g_autofree char *words = detail != NULL ? dup_detail (detail)
                                            : g_strdup (_("it stopped with an error of its own."));

    return g_strdup_printf (_("%s does not run: %s"), id, words);
  }

  return g_strdup_printf (_("%s is in a state that is not known: %s."), id, self->stage);
}

GradioSpaceState *
gradio_space_state_new (JsonObject *space)
{
  GradioSpaceState *self = g_object_new (GRADIO_TYPE_SPACE_STATE, NULL);
  JsonObject       *runtime = gradio_json_get_object (space, "runtime");
  JsonObject       *card = gradio_json_get_object (space, "cardData");
  const char       *timeout = gradio_json_get_string (card, "startup_duration_timeout", NULL);

  self->space_id = g_strdup (gradio_json_get_string (space, "id", NULL));
  self->host = g_strdup (gradio_json_get_string (space, "host", NULL));
  self->sdk = g_strdup (gradio_json_get_string (space, "sdk", NULL));
  /* The Hub leaves out what it does not know: the host will say. */
  self->stage = g_strdup (gradio_json_get_string (runtime, "stage", "RUNNING"));
  self->disabled = gradio_json_get_boolean (space, "disabled", FALSE);
  self->gated = gradio_json_get_string (space, "gated", NULL) != NULL;
  self->timeout = parse_duration (timeout);
  self->error = g_strdup (gradio_json_get_string (runtime, "errorMessage", NULL));
  self->message = build_message (self, self->error);

  return self;
}

GradioSpaceState *
gradio_space_state_new_waiting (GradioSpaceState *self,
                                guint             elapsed)
{
  GradioSpaceState *copy = g_object_new (GRADIO_TYPE_SPACE_STATE, NULL);

  copy->space_id = g_strdup (self->space_id);
  copy->stage = g_strdup (self->stage);
  copy->message = g_strdup (self->message);
  copy->host = g_strdup (self->host);
  copy->sdk = g_strdup (self->sdk);
  copy->error = g_strdup (self->error);
  copy->timeout = self->timeout;
  copy->gated = self->gated;
  copy->disabled = self->disabled;
  copy->elapsed = elapsed;

  return copy;
}

const char *
gradio_space_state_get_space_id (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), NULL);

  return self->space_id;
}

const char *
gradio_space_state_get_stage (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), NULL);

  return self->stage;
}

const char *
gradio_space_state_get_message (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), NULL);

  return self->message;
}

const char *
gradio_space_state_get_host (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), NULL);

  return self->host;
}

const char *
gradio_space_state_get_sdk (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), NULL);

  return self->sdk;
}

const char *
gradio_space_state_get_error (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), NULL);

  return self->error;
}

guint
gradio_space_state_get_elapsed (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), 0);

  return self->elapsed;
}

guint
gradio_space_state_get_timeout (GradioSpaceState *self)
{
  return self->timeout;
}

gboolean
gradio_space_state_is_gated (GradioSpaceState *self)
{
  return self->gated;
}

gboolean
gradio_space_state_is_running (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), FALSE);

  return !self->disabled && g_strcmp0 (self->sdk, "static") != 0 &&
         g_str_has_prefix (self->stage, "RUNNING");
}

gboolean
gradio_space_state_is_asleep (GradioSpaceState *self)
{
  return g_str_equal (self->stage, "SLEEPING") || g_str_equal (self->stage, "STOPPED");
}

gboolean
gradio_space_state_is_waited_for (GradioSpaceState *self)
{
  g_return_val_if_fail (GRADIO_IS_SPACE_STATE (self), FALSE);

  return !self->disabled && g_strcmp0 (self->sdk, "static") != 0 &&
         (gradio_space_state_is_asleep (self) || g_str_equal (self->stage, "BUILDING") ||
          g_str_equal (self->stage, "APP_STARTING"));
}

gboolean
gradio_space_state_check (GradioSpaceState *self,
                          GError          **error)
{
  if (g_strcmp0 (self->sdk, "static") == 0) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_UNSUPPORTED, self->message);
    return FALSE;
  }

  if (self->disabled) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ACCESS, self->message);
    return FALSE;
  }

  if (g_str_equal (self->stage, "PAUSED") || g_str_equal (self->stage, "NO_APP_FILE") ||
      g_str_equal (self->stage, "DELETING") || g_str_has_suffix (self->stage, "_ERROR")) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_NOT_RUNNING, self->message);
    return FALSE;
  }

  return TRUE;
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  GradioSpaceState *state = gradio_hub_ask_finish (GRADIO_CONNECTION (source), result, &error);

  if (state != NULL)
    g_task_return_pointer (task, state, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
gradio_space_state_query_async (const char         *reference,
                                const char         *token,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask)            task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GradioConnection) connection = gradio_connection_new ();
  g_autoptr (GradioAddress)    address = NULL;
  GradioCredentials           *credentials = gradio_connection_get_credentials (connection);
  GError                      *error = NULL;

  g_return_if_fail (reference != NULL);

  g_task_set_source_tag (task, gradio_space_state_query_async);
  gradio_credentials_set_token (credentials, token);
  address = gradio_address_parse (reference, &error);
  if (address == NULL || !gradio_credentials_check (credentials, &error)) {
    g_task_return_error (task, error);
    return;
  }

  gradio_hub_ask_async (connection, address, cancellable, asked_cb, g_steal_pointer (&task));
}

GradioSpaceState *
gradio_space_state_query_finish (GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
