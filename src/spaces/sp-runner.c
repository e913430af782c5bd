/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-runner.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "sp-process.h"
#include "sp-space-installer.h"

#define POLL_MS 100
#define REQUEST_SECONDS 10
#define START_TIMEOUT_SECONDS 120 /* a first start compiles all packages */
#define MAX_ATTEMPTS 3            /* others may take a port before the app does */

struct _SpRunner {
  GObject       parent_instance;
  SpSpace      *space;
  SpRunnerState state;
  GError       *error;
  char         *uri;
  GCancellable *cancellable; /* of the installation and the requests of one start */
  SpProcess    *process;
  SoupSession  *session;
  guint         start_timeout;
  guint         port;
  guint         n_attempts;
  guint         poll_id;
  guint         timeout_id;
  gboolean      asking;
};

/* An asynchronous call of a runner. It holds no reference, for a runner that is let go of stops. */
typedef struct {
  GWeakRef      runner;
  GCancellable *cancellable;
} Call;

/* clang-format off */
G_DEFINE_ENUM_TYPE (SpRunnerState, sp_runner_state,
  G_DEFINE_ENUM_VALUE (SP_RUNNER_STOPPED, "stopped"),
  G_DEFINE_ENUM_VALUE (SP_RUNNER_INSTALLING, "installing"),
  G_DEFINE_ENUM_VALUE (SP_RUNNER_STARTING, "starting"),
  G_DEFINE_ENUM_VALUE (SP_RUNNER_RUNNING, "running"),
  G_DEFINE_ENUM_VALUE (SP_RUNNER_FAILED, "failed"),
  G_DEFINE_ENUM_VALUE (SP_RUNNER_WAITING, "waiting"))
/* clang-format on */

G_DEFINE_FINAL_TYPE (SpRunner, sp_runner, G_TYPE_OBJECT)

typedef enum {
  PROP_SPACE = 1,
  PROP_STATE,
  PROP_START_TIMEOUT,
} SpRunnerProperty;

static GParamSpec *properties[PROP_START_TIMEOUT + 1];

enum {
  OUTPUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean launch (SpRunner *self, GError **error);

static Call *
call_new (SpRunner *self)
{
  Call *call = g_new0 (Call, 1);

  g_weak_ref_init (&call->runner, self);
  call->cancellable = g_object_ref (self->cancellable);
  return call;
}

static void
call_free (Call *call)
{
  g_weak_ref_clear (&call->runner);
  g_object_unref (call->cancellable);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Returns the runner, or NULL when it does not want the call any more. */
static SpRunner *
call_dup_runner (Call *call)
{
  return g_cancellable_is_cancelled (call->cancellable) ? NULL : g_weak_ref_get (&call->runner);
}

static void
set_state (SpRunner *self, SpRunnerState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
stop_waiting (SpRunner *self)
{
  g_clear_handle_id (&self->poll_id, g_source_remove);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}

/* Lets go of all that belongs to one start. */
static void
clear_start (SpRunner *self)
{
  stop_waiting (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->uri, g_free);
  self->asking = FALSE;

  if (self->process != NULL) {
    g_signal_handlers_disconnect_by_data (self->process, self);
    sp_process_stop (self->process);
  }
  g_clear_object (&self->process);
}

/* Takes the error. */
static void
fail (SpRunner *self, GError *error)
{
  clear_start (self);
  g_clear_error (&self->error);
  self->error = error;
  set_state (self, SP_RUNNER_FAILED);
}

static GError *
make_error (GIOErrorEnum code, const char *sentence, SpProcess *process)
{
  g_auto (GStrv)   lines = sp_process_dup_last_lines (process);
  g_autofree char *text = g_strjoinv ("\n", lines);

  return g_error_new (G_IO_ERROR, code, "%s%s%s", sentence, *text != '\0' ? "\n" : "", text);
}

/* Binds a port of the loopback, any one when it is 0, and lets go of it again. Returns its number,
 * 0 with an error. */
static guint
try_port (guint port, GError **error)
{
  g_autoptr (GSocket)        socket = NULL;
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocketAddress) bound = NULL;

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL || !g_socket_bind (socket, wanted, TRUE, error))
    return 0;

  bound = g_socket_get_local_address (socket, error);
  return bound != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)) : 0;
}

static void
process_line_cb (SpRunner *self, const char *line)
{
  g_signal_emit (self, signals[OUTPUT], 0, line);
}

static void
process_ended_cb (SpRunner *self)
{
  g_autoptr (SpProcess) process = g_steal_pointer (&self->process);
  g_autofree char      *sentence = NULL;
  g_autoptr (GError)    port_error = NULL;
  GError               *error = NULL;
  int                   status = sp_process_get_wait_status (process);

  g_signal_handlers_disconnect_by_data (process, self);
  if (self->state == SP_RUNNER_STARTING && self->n_attempts < MAX_ATTEMPTS &&
      try_port (self->port, &port_error) == 0) {
    g_debug ("Another port is tried: %s", port_error->message);
    clear_start (self); /* a request to whoever has the port may be under way */
    self->cancellable = g_cancellable_new ();
    if (!launch (self, &error))
      fail (self, error);
    return;
  }

  if (WIFSIGNALED (status))
    sentence = g_strdup_printf (_("“%s” was ended by the system: %s."),
                                sp_space_get_title (self->space), g_strsignal (WTERMSIG (status)));
  else if (self->state == SP_RUNNER_STARTING)
    sentence =
      g_strdup_printf (_("“%s” ended before it could be used."), sp_space_get_title (self->space));
  else
    sentence = g_strdup_printf (_("“%s” ended by itself."), sp_space_get_title (self->space));
  fail (self, make_error (G_IO_ERROR_FAILED, sentence, process));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call)     call = user_data;
  g_autoptr (SpRunner) self = call_dup_runner (call);
  g_autoptr (GBytes)   body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  SoupMessage         *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  const char          *type;

  if (self == NULL)
    return;

  self->asking = FALSE;
  if (body == NULL)
    return; /* it does not listen yet */

  /* An app that wants a login answers as well, with 401. */
  type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  if ((soup_message_get_status (message) != SOUP_STATUS_OK &&
       soup_message_get_status (message) != SOUP_STATUS_UNAUTHORIZED) ||
      g_strcmp0 (type, "application/json") != 0)
    return;

  stop_waiting (self);
  set_state (self, SP_RUNNER_RUNNING);
}

static gboolean
poll_cb (gpointer user_data)
{
  SpRunner               *self = user_data;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char        *uri = NULL;

  if (self->asking)
    return G_SOURCE_CONTINUE;

  uri = g_strconcat (self->uri, "/config", NULL);
  message = soup_message_new (SOUP_METHOD_GET, uri);
  self->asking = TRUE;
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, self->cancellable,
                                    answered_cb, call_new (self));
  return G_SOURCE_CONTINUE;
}

static gboolean
start_timeout_cb (gpointer user_data)
{
  SpRunner        *self = user_data;
  g_autofree char *sentence = NULL;

  self->timeout_id = 0;
  sentence =
    g_strdup_printf (ngettext ("“%s” did not answer within %u second.",
                               "“%s” did not answer within %u seconds.", self->start_timeout),
                     sp_space_get_title (self->space), self->start_timeout);
  fail (self, make_error (G_IO_ERROR_TIMED_OUT, sentence, self->process));
  return G_SOURCE_REMOVE;
}

/* Makes the whole environment of the process: nothing of the user's but where things are, no models
 * from the Hub, and nothing written outside of the cache folder, for the Space's own folder may not
 * be writable. Bytecode is not shared with other Spaces of the same environment: what one writes,
 * another would run. */
static GStrv
make_environment (SpRunner *self, const char *cache)
{
  static const char *const fixed[][2] = {
    { "GRADIO_ANALYTICS_ENABLED", "False" },
    { "GRADIO_SERVER_NAME", "127.0.0.1" },
    { "GRADIO_SHARE", "False" },
    { "GRADIO_SSR_MODE", "False" }, /* it would start a second server in Node */
    { "HF_HUB_DISABLE_TELEMETRY", "1" },
    { "HF_HUB_OFFLINE", "1" },
    { "NO_PROXY", "127.0.0.1,localhost,::1" },
    { "PYTHONUNBUFFERED", "1" },
    { "PYTHONUTF8", "1" },
    { "TRANSFORMERS_OFFLINE", "1" },
    { "no_proxy", "127.0.0.1,localhost,::1" },
  };
  static const char *const folders[][2] = {
    { "GRADIO_EXAMPLES_CACHE", "examples" },
    { "GRADIO_TEMP_DIR", "files" },
    { "PYTHONPYCACHEPREFIX", "bytecode" },
  };
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  const char      *path = g_getenv ("PATH");
  const char      *language = g_getenv ("LANG");
  GStrv            envp = NULL;

  envp =
    g_environ_setenv (envp, "PATH", path != NULL ? path : "/usr/local/bin:/usr/bin:/bin", TRUE);
  envp = g_environ_setenv (envp, "HOME", g_get_home_dir (), TRUE);
  envp = g_environ_setenv (envp, "LANG", language != NULL ? language : "C.UTF-8", TRUE);
  envp = g_environ_setenv (envp, "GRADIO_SERVER_PORT", port, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    envp = g_environ_setenv (envp, fixed[i][0], fixed[i][1], TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *folder = g_build_filename (cache, folders[i][1], NULL);

    envp = g_environ_setenv (envp, folders[i][0], folder, TRUE);
  }

  return envp;
}

/* Starts the process: what is run and what it sees is decided here and in make_environment(). */
static SpProcess *
spawn (SpRunner *self, GError **error)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "spaceport", "spaces",
                                             sp_space_get_id (self->space), NULL);
  g_autofree char *python = g_build_filename (
    g_file_peek_path (sp_space_get_environment (self->space)), "bin", "python", NULL);
  g_auto (GStrv) envp = make_environment (self, cache);
  const char    *argv[] = { python, sp_space_get_app_file (self->space), NULL };

  if (g_mkdir_with_parents (cache, 0700) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _("The folder “%s” cannot be made: %s"), cache, g_strerror (errno));
    return NULL;
  }

  return sp_process_new (argv, (const char *const *) envp,
                         g_file_peek_path (sp_space_get_folder (self->space)), error);
}

/* Starts the process and waits for its app. */
static gboolean
launch (SpRunner *self, GError **error)
{
  self->n_attempts++;
  self->port = try_port (0, error);
  if (self->port == 0)
    return FALSE;

  self->process = spawn (self, error);
  if (self->process == NULL)
    return FALSE;

  g_signal_connect_object (self->process, "line", G_CALLBACK (process_line_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->process, "ended", G_CALLBACK (process_ended_cb), self,
                           G_CONNECT_SWAPPED);

  g_free (self->uri);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  if (self->session == NULL) {
    self->session = soup_session_new_with_options ("timeout", REQUEST_SECONDS, NULL);
    soup_session_set_proxy_resolver (self->session, NULL);
  }

  stop_waiting (self);
  self->poll_id = g_timeout_add (POLL_MS, poll_cb, self);
  self->timeout_id = g_timeout_add_seconds (self->start_timeout, start_timeout_cb, self);
  set_state (self, SP_RUNNER_STARTING);
  return TRUE;
}

static void
install_line_cb (const char *line, gpointer user_data)
{
  g_autoptr (SpRunner) self = call_dup_runner (user_data);

  if (self != NULL)
    g_signal_emit (self, signals[OUTPUT], 0, line);
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call)     call = user_data;
  g_autoptr (SpRunner) self = call_dup_runner (call);
  GError              *error = NULL;

  if (!sp_space_install_finish (SP_SPACE (source), result, &error) && self == NULL)
    g_clear_error (&error); /* nobody wants to know */
  else if (self != NULL && (error != NULL || !launch (self, &error)))
    fail (self, error);
}

static void
sp_runner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpRunner *self = SP_RUNNER (object);

  switch ((SpRunnerProperty) prop_id) {
  case PROP_SPACE:
    g_value_set_object (value, self->space);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_START_TIMEOUT:
    g_value_set_uint (value, self->start_timeout);
    break;
  }
}

static void
sp_runner_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpRunner *self = SP_RUNNER (object);

  switch ((SpRunnerProperty) prop_id) {
  case PROP_SPACE:
    self->space = g_value_dup_object (value);
    break;
  case PROP_STATE:
    break;
  case PROP_START_TIMEOUT:
    self->start_timeout = g_value_get_uint (value);
    break;
  }
}

static void
sp_runner_dispose (GObject *object)
{
  SpRunner *self = SP_RUNNER (object);

  clear_start (self);
  g_clear_error (&self->error);
  g_clear_object (&self->space);

  G_OBJECT_CLASS (sp_runner_parent_class)->dispose (object);
}

static void
sp_runner_class_init (SpRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_runner_get_property;
  object_class->set_property = sp_runner_set_property;
  object_class->dispose = sp_runner_dispose;

  properties[PROP_SPACE] =
    g_param_spec_object ("space", NULL, NULL, SP_TYPE_SPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SP_TYPE_RUNNER_STATE, SP_RUNNER_STOPPED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_START_TIMEOUT] =
    g_param_spec_uint ("start-timeout", NULL, NULL, 1, G_MAXINT, START_TIMEOUT_SECONDS,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[OUTPUT] = g_signal_new ("output", SP_TYPE_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_runner_init (SpRunner *self)
{
}

SpRunner *
sp_runner_new (SpSpace *space)
{
  g_return_val_if_fail (SP_IS_SPACE (space), NULL);

  return g_object_new (SP_TYPE_RUNNER, "space", space, NULL);
}

SpSpace *
sp_runner_get_space (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), NULL);

  return self->space;
}

SpRunnerState
sp_runner_get_state (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), SP_RUNNER_STOPPED);

  return self->state;
}

const char *
sp_runner_get_uri (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), NULL);

  return self->state == SP_RUNNER_RUNNING ? self->uri : NULL;
}

const GError *
sp_runner_get_error (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), NULL);

  return self->error;
}

void
sp_runner_start (SpRunner *self)
{
  GError *error = NULL;

  g_return_if_fail (SP_IS_RUNNER (self));

  if (self->state != SP_RUNNER_STOPPED && self->state != SP_RUNNER_FAILED)
    return;

  g_clear_error (&self->error);
  self->n_attempts = 0;
  self->cancellable = g_cancellable_new ();
  if (sp_space_is_installed (self->space)) {
    if (!launch (self, &error))
      fail (self, error);
  } else {
    Call *call = call_new (self);

    sp_space_install_async (self->space, install_line_cb, call, self->cancellable, installed_cb,
                            call);
    set_state (self, SP_RUNNER_INSTALLING);
  }
}

void
sp_runner_stop (SpRunner *self)
{
  g_return_if_fail (SP_IS_RUNNER (self));

  clear_start (self);
  g_clear_error (&self->error);
  set_state (self, SP_RUNNER_STOPPED);
}
