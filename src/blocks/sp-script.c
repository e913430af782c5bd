/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-script.h"

#include "sp-exact-integers.h"
#include "sp-script-protocol.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>

#define MAX_WAIT_SECONDS 20 /* it counts its computing time itself, and could be stopped from doing so */

/* What a script may tell before its answer, and how often: the program keeps to that, or is dropped. */
typedef enum {
  TOLD_LOG,
  TOLD_ALERT,
  TOLD_OPEN,
  N_TOLD,
} Told;

static const struct {
  const char *name;
  guint       most;
} tolds[N_TOLD] = { { "log", 100 }, { "alert", 10 }, { "open", 1 } };

/* What a script is to do. */
typedef struct {
  char       *source;
  JsonArray  *values;   /* nullable */
  GHashTable *integers; /* nullable: of the values */
} Call;

struct _SpScript {
  GObject parent_instance;

  char              *location;
  guint              time_limit; /* ms */
  GQueue             calls;      /* of GTask; the first one is carried out */
  GSubprocess       *process;    /* NULL when none runs */
  GSocketConnection *connection;
  GCancellable      *cancellable; /* of what is read and written */
  guint              wait_id;
  guint              n_told[N_TOLD]; /* in this call */
};

/* A message that is read. */
typedef struct {
  SpScript *script;
  guint32   length;
  char     *text;
} Message;

G_DEFINE_FINAL_TYPE (SpScript, sp_script, G_TYPE_OBJECT)
G_DEFINE_QUARK (sp-script-error-quark, sp_script_error)

enum {
  ALERT,
  OPEN_URI,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

enum {
  PROP_LOCATION = 1,
  PROP_TIME_LIMIT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void start_next (SpScript *self);

static void
call_free (Call *call)
{
  g_free (call->source);
  g_clear_pointer (&call->values, json_array_unref);
  g_clear_pointer (&call->integers, g_hash_table_unref);
  g_free (call);
}

static void
message_free (Message *message)
{
  g_object_unref (message->script);
  g_free (message->text);
  g_free (message);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Message, message_free)

static char *
dup_program_path (void)
{
  const char *folder = g_getenv ("SPACEPORT_SCRIPT_DIR");

  return g_build_filename (folder != NULL && *folder != '\0' ? folder : MODULEDIR, SP_SCRIPT_PROGRAM, NULL);
}

gboolean
sp_script_is_available (void)
{
  g_autofree char *path = dup_program_path ();

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE);
}

/* the process */

static void
drop_process (SpScript *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->wait_id, g_source_remove);
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_object (&self->connection);
}

/* Only what says how dates and numbers are written, and where libraries are. */
static GStrv
dup_environment (void)
{
  static const char *const names[] = { "LANG", "LC_ALL", "LC_NUMERIC", "LC_TIME", "LD_LIBRARY_PATH", "TZ" };
  GStrv                    environment = g_new0 (char *, 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *value = g_getenv (names[i]);

    if (value != NULL)
      environment = g_environ_setenv (environment, names[i], value, TRUE);
  }

  return environment;
}

static gboolean
start_process (SpScript *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_auto (GStrv)                  environment = dup_environment ();
  g_autofree char                *path = dup_program_path ();
  g_autofree char                *limit = g_strdup_printf ("%u", self->time_limit);
  g_autoptr (GSocket)             socket = NULL;
  int                             ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return FALSE;
  }

  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_take_stdin_fd (launcher, ends[1]);
  socket = g_socket_new_from_fd (ends[0], error);
  if (socket == NULL) {
    close (ends[0]);
    return FALSE;
  }

  self->process = g_subprocess_launcher_spawn (launcher, error, path, limit, NULL);
  if (self->process == NULL)
    return FALSE;

  self->connection = g_socket_connection_factory_create_connection (socket);
  self->cancellable = g_cancellable_new ();

  return TRUE;
}

/* the end of a call */

/* The call stays the first one until whoever made it has been told: what is called from there waits its turn. */
static void
end_call (SpScript *self, JsonNode *value, GError *error)
{
  g_autoptr (GTask) task = g_queue_peek_head (&self->calls);

  g_clear_handle_id (&self->wait_id, g_source_remove);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, (GDestroyNotify) json_node_unref);
  g_queue_pop_head (&self->calls);
  start_next (self);
}

static void
fail (SpScript *self, SpScriptError code, const char *words)
{
  end_call (self, NULL, g_error_new_literal (SP_SCRIPT_ERROR, code, words));
}

static void
fail_late (SpScript *self)
{
  fail (self, SP_SCRIPT_ERROR_TIMEOUT, _("A script of the app took too long and was stopped."));
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpScript) self = user_data;
  GSubprocess         *process = G_SUBPROCESS (source);
  int                  status = -1;

  g_subprocess_wait_finish (process, result, NULL); /* it is not cancelled, so it has exited */
  if (g_subprocess_get_if_exited (process))
    status = g_subprocess_get_exit_status (process);

  if (status == SP_SCRIPT_EXIT_TIME)
    fail_late (self);
  else if (status == SP_SCRIPT_EXIT_MEMORY)
    fail (self, SP_SCRIPT_ERROR_FAILED, _("A script of the app needed too much memory and was stopped."));
  else
    fail (self, SP_SCRIPT_ERROR_FAILED, _("What runs the app’s scripts has ended unexpectedly."));
}

/* It closed its end, or said what it must not. How it ended stands by then: to be killed changes nothing. */
static void
lose_process (SpScript *self)
{
  g_autoptr (GSubprocess) process = g_object_ref (self->process);

  drop_process (self);
  g_subprocess_wait_async (process, NULL, exited_cb, g_object_ref (self));
}

static gboolean
late_cb (gpointer user_data)
{
  SpScript *self = user_data;

  self->wait_id = 0;
  drop_process (self);
  fail_late (self);

  return G_SOURCE_REMOVE;
}

/* messages */

static void
open_uri (SpScript *self, const char *text)
{
  static const char *const schemes[] = { "http", "https", "mailto", NULL };
  g_autofree char         *uri = g_uri_resolve_relative (*self->location != '\0' ? self->location : NULL, text, G_URI_FLAGS_NONE, NULL);
  g_autofree char         *scheme = uri != NULL ? g_uri_parse_scheme (uri) : NULL;

  if (scheme != NULL && g_strv_contains (schemes, scheme))
    g_signal_emit (self, signals[OPEN_URI], 0, uri);
  else
    g_debug ("A script wanted to open something that is no page");
}

static void
handle_answer (SpScript *self, JsonObject *answer)
{
  Call                *call = g_task_get_task_data (g_queue_peek_head (&self->calls));
  g_autoptr (JsonNode) result = NULL;
  const char          *words = gradio_json_get_string (answer, "error", NULL);

  if (words != NULL) {
    fail (self, gradio_json_get_boolean (answer, "page", FALSE) ? SP_SCRIPT_ERROR_NEEDS_PAGE : SP_SCRIPT_ERROR_FAILED, words);
    return;
  }

  if (json_object_has_member (answer, "result")) {
    result = json_object_dup_member (answer, "result");
    sp_exact_integers_restore (call->integers, result);
  }
  end_call (self, g_steal_pointer (&result), NULL);
}

static void
take_told (SpScript *self, Told told, const char *text)
{
  switch (told) {
  case TOLD_LOG:
    g_debug ("A script logs a text of %" G_GSIZE_FORMAT " bytes", strlen (text));
    break;
  case TOLD_ALERT:
    g_signal_emit (self, signals[ALERT], 0, text);
    break;
  case TOLD_OPEN:
    open_uri (self, text);
    break;
  case N_TOLD:
    break;
  }
}

/* Returns: whether it was one that others follow */
static gboolean
handle_told (SpScript *self, JsonObject *message)
{
  for (guint i = 0; i < N_TOLD; i++) {
    const char *text = gradio_json_get_string (message, tolds[i].name, NULL);

    if (text == NULL)
      continue;
    if (++self->n_told[i] > tolds[i].most)
      return FALSE;

    take_told (self, i, text);
    return TRUE;
  }

  return FALSE;
}

static gboolean
is_answer (JsonObject *message)
{
  return json_object_get_size (message) == 0 || json_object_has_member (message, "result") ||
         json_object_has_member (message, "error");
}

static void read_message (SpScript *self);

static void
handle_message (SpScript *self, Message *message)
{
  g_autoptr (JsonNode) node = gradio_json_parse (message->text, message->length, NULL);
  JsonObject          *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object != NULL && handle_told (self, object))
    read_message (self);
  else if (object != NULL && is_answer (object))
    handle_answer (self, object);
  else
    lose_process (self);
}

static void
read_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Message) message = user_data;
  g_autoptr (GError)  error = NULL;
  gsize               n_read = 0;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n_read, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (n_read < message->length)
    lose_process (message->script);
  else
    handle_message (message->script, message);
}

static void
read_length_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Message) message = user_data;
  g_autoptr (GError)  error = NULL;
  SpScript           *self = message->script;
  gsize               n_read = 0;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n_read, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (n_read < sizeof message->length || message->length == 0 || message->length > SP_SCRIPT_MAX_LENGTH) {
    lose_process (self);
    return;
  }

  message->text = g_malloc (message->length);
  g_input_stream_read_all_async (G_INPUT_STREAM (source), message->text, message->length, G_PRIORITY_DEFAULT, self->cancellable,
                                 read_text_cb, message);
  g_steal_pointer (&message);
}

static void
read_message (SpScript *self)
{
  Message *message = g_new0 (Message, 1);

  message->script = g_object_ref (self);
  g_input_stream_read_all_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)), &message->length, sizeof message->length,
                                 G_PRIORITY_DEFAULT, self->cancellable, read_length_cb, message);
}

/* calls */

static GBytes *
write_order (SpScript *self, Call *call)
{
  g_autoptr (JsonObject) order = json_object_new ();
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (GString)    text = g_string_new_len ("\0\0\0", sizeof (guint32));
  guint32                length;

  json_object_set_string_member (order, "source", call->source);
  json_object_set_string_member (order, "location", self->location);
  json_object_set_array_member (order, "values", call->values != NULL ? json_array_ref (call->values) : json_array_new ());
  node = json_node_init_object (json_node_alloc (), order);
  gradio_json_append (text, node);
  length = text->len - sizeof length;
  memcpy (text->str, &length, sizeof length);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* What could not be written is seen where the answer is read. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) order = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
}

static void
send_order (SpScript *self, GBytes *order)
{
  gsize         size;
  gconstpointer data = g_bytes_get_data (order, &size);

  memset (self->n_told, 0, sizeof self->n_told);
  self->wait_id = g_timeout_add_seconds (MAX_WAIT_SECONDS, late_cb, self);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)), data, size,
                                   G_PRIORITY_DEFAULT, self->cancellable, written_cb, g_bytes_ref (order));
  read_message (self);
}

static void
start_next (SpScript *self)
{
  GTask             *task = g_queue_peek_head (&self->calls);
  g_autoptr (GBytes) order = NULL;
  GError            *error = NULL;

  if (task == NULL)
    return;

  order = write_order (self, g_task_get_task_data (task));
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    end_call (self, NULL, error);
  else if (g_bytes_get_size (order) > SP_SCRIPT_MAX_LENGTH)
    fail (self, SP_SCRIPT_ERROR_FAILED, _("The values are too large for a script of the app."));
  else if (self->process == NULL && !start_process (self, &error))
    end_call (self, NULL, error);
  else
    send_order (self, order);
}

/* the object */

static void
sp_script_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SpScript *self = SP_SCRIPT (object);

  switch (id) {
  case PROP_LOCATION:
    g_value_set_string (value, self->location);
    break;
  case PROP_TIME_LIMIT:
    g_value_set_uint (value, self->time_limit);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sp_script_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SpScript *self = SP_SCRIPT (object);

  switch (id) {
  case PROP_LOCATION:
    g_free (self->location);
    self->location = g_value_get_string (value) != NULL ? g_value_dup_string (value) : g_strdup ("");
    break;
  case PROP_TIME_LIMIT:
    self->time_limit = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sp_script_finalize (GObject *object)
{
  SpScript *self = SP_SCRIPT (object);

  drop_process (self); /* calls hold it, so there are none */
  g_free (self->location);

  G_OBJECT_CLASS (sp_script_parent_class)->finalize (object);
}

static void
sp_script_class_init (SpScriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_script_get_property;
  object_class->set_property = sp_script_set_property;
  object_class->finalize = sp_script_finalize;

  properties[PROP_LOCATION] = g_param_spec_string ("location", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TIME_LIMIT] = g_param_spec_uint ("time-limit", NULL, NULL, 1, MAX_WAIT_SECONDS * 1000, 1000,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ALERT] = g_signal_new ("alert", SP_TYPE_SCRIPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_URI] = g_signal_new ("open-uri", SP_TYPE_SCRIPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_script_init (SpScript *self)
{
  self->location = g_strdup ("");
}

SpScript *
sp_script_new (void)
{
  return g_object_new (SP_TYPE_SCRIPT, NULL);
}

void
sp_script_call_async (SpScript           *self,
                      const char         *source,
                      JsonArray          *arguments,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = NULL;
  Call  *call = NULL;

  g_return_if_fail (SP_IS_SCRIPT (self));
  g_return_if_fail (source != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  call = g_new0 (Call, 1);
  call->source = g_utf8_make_valid (source, -1);
  if (arguments != NULL) {
    call->values = json_array_ref (arguments);
    call->integers = sp_exact_integers_collect (arguments);
  }
  g_task_set_source_tag (task, sp_script_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  g_queue_push_tail (&self->calls, task);
  if (self->calls.length == 1)
    start_next (self);
}

JsonNode *
sp_script_call_finish (SpScript *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
