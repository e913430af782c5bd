/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sp-runner-private.h"

#define N_LAST_LINES 500

/* What a Space gets unless its owner or user says otherwise. */
#define MEMORY_LIMIT ((guint64) 8 << 30)
#define DISK_LIMIT ((guint64) 16 << 30)
#define PROCESS_LIMIT 512
#define START_TIMEOUT_SECONDS 300 /* a first start compiles all packages */
#define RESTART_DELAY_MS 1000
#define GPU_FOLDER "/sys/class/drm"

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
  PROP_NETWORK,
  PROP_GPU,
  PROP_GPU_FOLDER,
  PROP_MEMORY_LIMIT,
  PROP_DISK_LIMIT,
  PROP_PROCESS_LIMIT,
  PROP_VARIABLES,
  PROP_SECRETS,
  PROP_START_TIMEOUT,
  PROP_IDLE_TIMEOUT,
  PROP_RESTART_DELAY,
  PROP_MEMORY,
  PROP_DISK,
  PROP_CPU,
  PROP_PROCESSES,
  PROP_GPU_USAGE,
} SpRunnerProperty;

static GParamSpec *properties[PROP_GPU_USAGE + 1];

enum {
  OUTPUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

void
sp_runner_set_state (SpRunner *self, SpRunnerState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
sp_runner_set_usage (SpRunner *self, const SpSupervisorUsage *usage)
{
  SpSupervisorUsage old = self->usage;

  self->usage = *usage;
  g_object_freeze_notify (G_OBJECT (self));
  if (usage->memory != old.memory)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEMORY]);
  if (usage->disk != old.disk)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISK]);
  if (usage->cpu != old.cpu)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CPU]);
  if (usage->processes != old.processes)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROCESSES]);
  g_object_thaw_notify (G_OBJECT (self));
}

void
sp_runner_take_gpu_usage (SpRunner *self, SpGpuUsage *usage)
{
  if (usage == NULL && self->gpu_usage == NULL)
    return;

  g_clear_pointer (&self->gpu_usage, sp_gpu_usage_free);
  self->gpu_usage = usage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GPU_USAGE]);
}

void
sp_runner_tell_line (SpRunner *self, const char *line)
{
  g_queue_push_tail (&self->lines, g_strdup (line));
  if (self->lines.length > N_LAST_LINES)
    g_free (g_queue_pop_head (&self->lines));
  if (self->log != NULL)
    sp_rotating_log_append (self->log, line);
  g_signal_emit (self, signals[OUTPUT], 0, line);
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
  case PROP_NETWORK:
    g_value_set_boolean (value, self->network);
    break;
  case PROP_GPU:
    g_value_set_boolean (value, self->gpu);
    break;
  case PROP_GPU_FOLDER:
    g_value_set_string (value, self->gpu_folder);
    break;
  case PROP_MEMORY_LIMIT:
    g_value_set_uint64 (value, self->memory_limit);
    break;
  case PROP_DISK_LIMIT:
    g_value_set_uint64 (value, self->disk_limit);
    break;
  case PROP_PROCESS_LIMIT:
    g_value_set_uint (value, self->process_limit);
    break;
  case PROP_VARIABLES:
    g_value_set_boxed (value, self->variables);
    break;
  case PROP_SECRETS:
    g_value_set_boxed (value, self->secrets);
    break;
  case PROP_START_TIMEOUT:
    g_value_set_uint (value, self->start_timeout);
    break;
  case PROP_IDLE_TIMEOUT:
    g_value_set_uint (value, self->idle_timeout);
    break;
  case PROP_RESTART_DELAY:
    g_value_set_uint (value, self->restart_delay);
    break;
  case PROP_MEMORY:
    g_value_set_uint64 (value, self->usage.memory);
    break;
  case PROP_DISK:
    g_value_set_uint64 (value, self->usage.disk);
    break;
  case PROP_CPU:
    g_value_set_double (value, self->usage.cpu);
    break;
  case PROP_PROCESSES:
    g_value_set_uint (value, self->usage.processes);
    break;
  case PROP_GPU_USAGE:
    g_value_set_boxed (value, self->gpu_usage);
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
  case PROP_NETWORK:
    self->network = g_value_get_boolean (value);
    break;
  case PROP_GPU:
    self->gpu = g_value_get_boolean (value);
    break;
  case PROP_GPU_FOLDER:
    g_free (self->gpu_folder);
    self->gpu_folder = g_value_dup_string (value);
    break;
  case PROP_MEMORY_LIMIT:
    self->memory_limit = g_value_get_uint64 (value);
    break;
  case PROP_DISK_LIMIT:
    self->disk_limit = g_value_get_uint64 (value);
    break;
  case PROP_PROCESS_LIMIT:
    self->process_limit = g_value_get_uint (value);
    break;
  case PROP_VARIABLES:
    g_strfreev (self->variables);
    self->variables = g_value_dup_boxed (value);
    break;
  case PROP_SECRETS:
    g_strfreev (self->secrets);
    self->secrets = g_value_dup_boxed (value);
    break;
  case PROP_START_TIMEOUT:
    self->start_timeout = g_value_get_uint (value);
    break;
  case PROP_IDLE_TIMEOUT:
    self->idle_timeout = g_value_get_uint (value);
    break;
  case PROP_RESTART_DELAY:
    self->restart_delay = g_value_get_uint (value);
    break;
  case PROP_STATE:
  case PROP_MEMORY:
  case PROP_DISK:
  case PROP_CPU:
  case PROP_PROCESSES:
  case PROP_GPU_USAGE:
    break;
  }
}

static void
sp_runner_dispose (GObject *object)
{
  SpRunner *self = SP_RUNNER (object);

  sp_runner_run_end (self);
  g_clear_error (&self->error);
  g_clear_object (&self->space);

  G_OBJECT_CLASS (sp_runner_parent_class)->dispose (object);
}

static void
sp_runner_finalize (GObject *object)
{
  SpRunner *self = SP_RUNNER (object);

  g_clear_pointer (&self->warning, g_free);
  g_clear_pointer (&self->gpu_folder, g_free);
  g_clear_pointer (&self->variables, g_strfreev);
  g_clear_pointer (&self->secrets, g_strfreev);
  g_queue_clear_full (&self->lines, g_free);
  g_queue_clear_full (&self->crashes, g_free);

  G_OBJECT_CLASS (sp_runner_parent_class)->finalize (object);
}

static GParamSpec *
switch_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
number_property (const char *name, guint least, guint standard)
{
  return g_param_spec_uint (name, NULL, NULL, least, G_MAXINT, standard,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
limit_property (const char *name, guint64 standard)
{
  return g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXINT64 / 4, standard,
                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
bytes_property (const char *name)
{
  return g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXUINT64, 0,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
sp_runner_class_init (SpRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_runner_get_property;
  object_class->set_property = sp_runner_set_property;
  object_class->dispose = sp_runner_dispose;
  object_class->finalize = sp_runner_finalize;

  properties[PROP_SPACE] =
    g_param_spec_object ("space", NULL, NULL, SP_TYPE_SPACE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SP_TYPE_RUNNER_STATE, SP_RUNNER_STOPPED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NETWORK] = switch_property ("network");
  properties[PROP_GPU] = switch_property ("gpu");
  properties[PROP_GPU_FOLDER] = g_param_spec_string (
    "gpu-folder", NULL, NULL, GPU_FOLDER, G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_MEMORY_LIMIT] = limit_property ("memory-limit", MEMORY_LIMIT);
  properties[PROP_DISK_LIMIT] = limit_property ("disk-limit", DISK_LIMIT);
  properties[PROP_PROCESS_LIMIT] = number_property ("process-limit", 0, PROCESS_LIMIT);
  properties[PROP_VARIABLES] = g_param_spec_boxed (
    "variables", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SECRETS] =
    g_param_spec_boxed ("secrets", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_START_TIMEOUT] = number_property ("start-timeout", 1, START_TIMEOUT_SECONDS);
  properties[PROP_IDLE_TIMEOUT] = number_property ("idle-timeout", 0, 0);
  properties[PROP_RESTART_DELAY] = number_property ("restart-delay", 1, RESTART_DELAY_MS);
  properties[PROP_MEMORY] = bytes_property ("memory");
  properties[PROP_DISK] = bytes_property ("disk");
  properties[PROP_CPU] = g_param_spec_double ("cpu", NULL, NULL, 0, G_MAXDOUBLE, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROCESSES] = g_param_spec_uint ("processes", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GPU_USAGE] = g_param_spec_boxed ("gpu-usage", NULL, NULL, SP_TYPE_GPU_USAGE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[OUTPUT] = g_signal_new ("output", SP_TYPE_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_runner_init (SpRunner *self)
{
  g_queue_init (&self->lines);
  g_queue_init (&self->crashes);
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
sp_runner_get_socket (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), NULL);

  return self->state == SP_RUNNER_RUNNING ? sp_run_folder_get_socket (self->folder) : NULL;
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

const char *
sp_runner_get_warning (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), NULL);

  return self->warning;
}

gboolean
sp_runner_has_network (SpRunner *self)
{
  g_return_val_if_fail (SP_IS_RUNNER (self), FALSE);

  return self->supervisor != NULL && sp_sandbox_get_network (sp_supervisor_get_sandbox (self->supervisor));
}

GStrv
sp_runner_dup_last_lines (SpRunner *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_RUNNER (self), NULL);

  for (GList *link = self->lines.head; link != NULL; link = link->next)
    g_strv_builder_add (builder, link->data);
  return g_strv_builder_end (builder);
}

void
sp_runner_start (SpRunner *self)
{
  g_return_if_fail (SP_IS_RUNNER (self));

  if (self->state == SP_RUNNER_STOPPED || self->state == SP_RUNNER_FAILED)
    sp_runner_run_begin (self);
}

void
sp_runner_stop (SpRunner *self)
{
  g_return_if_fail (SP_IS_RUNNER (self));

  sp_runner_run_end (self);
  g_clear_error (&self->error);
  sp_runner_set_state (self, SP_RUNNER_STOPPED);
}

void
sp_runner_restart (SpRunner *self)
{
  g_return_if_fail (SP_IS_RUNNER (self));

  sp_runner_stop (self);
  sp_runner_start (self);
}
