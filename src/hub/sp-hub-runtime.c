/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-runtime.h"

#include "gradio.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORD 64    /* characters */
#define MAX_ERROR 4000 /* characters; it may be a traceback */

struct _SpHubRuntime {
  GObject    parent_instance;
  char      *word;
  SpHubStage stage;
  char      *hardware;
  char      *requested;
  gint64     sleep_time;
  char      *replicas;
  char      *error;
  char      *commit;
  gboolean   is_dev_mode;
};

G_DEFINE_FINAL_TYPE (SpHubRuntime, sp_hub_runtime, G_TYPE_OBJECT)

static void
sp_hub_runtime_finalize (GObject *object)
{
  SpHubRuntime *self = SP_HUB_RUNTIME (object);

  g_free (self->word);
  g_free (self->hardware);
  g_free (self->requested);
  g_free (self->replicas);
  g_free (self->error);
  g_free (self->commit);

  G_OBJECT_CLASS (sp_hub_runtime_parent_class)->finalize (object);
}

static void
sp_hub_runtime_class_init (SpHubRuntimeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_runtime_finalize;
}

static void
sp_hub_runtime_init (SpHubRuntime *self)
{
}

static const struct {
  const char *word;
  SpHubStage  stage;
} stages[] = {
  { "RUNNING", SP_HUB_STAGE_RUNNING },
  { "RUNNING_BUILDING", SP_HUB_STAGE_UPDATING },
  { "RUNNING_APP_STARTING", SP_HUB_STAGE_UPDATING },
  { "BUILDING", SP_HUB_STAGE_BUILDING },
  { "APP_STARTING", SP_HUB_STAGE_STARTING },
  { "SLEEPING", SP_HUB_STAGE_ASLEEP },
  { "STOPPED", SP_HUB_STAGE_ASLEEP },
  { "PAUSED", SP_HUB_STAGE_PAUSED },
  { "NO_APP_FILE", SP_HUB_STAGE_BROKEN },
  { "CONFIG_ERROR", SP_HUB_STAGE_BROKEN },
  { "BUILD_ERROR", SP_HUB_STAGE_BROKEN },
  { "RUNTIME_ERROR", SP_HUB_STAGE_BROKEN },
  { "DELETING", SP_HUB_STAGE_DELETING },
};

static SpHubStage
find_stage (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (word, stages[i].word))
      return stages[i].stage;

  return SP_HUB_STAGE_UNKNOWN;
}

/* Nullable: a number, or a word such as `auto`. */
static char *
dup_replicas (JsonObject *replicas)
{
  gint64 number = gradio_json_get_int (replicas, "requested", -1);

  if (number >= 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return sp_hub_text_dup (gradio_json_get_string (replicas, "requested", NULL), MAX_WORD);
}

SpHubRuntime *
sp_hub_runtime_new_from_json (JsonNode *node)
{
  SpHubRuntime    *self = g_object_new (SP_TYPE_HUB_RUNTIME, NULL);
  JsonObject      *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject      *hardware = gradio_json_get_object (object, "hardware");
  JsonObject      *replicas = gradio_json_get_object (object, "replicas");
  g_autofree char *word = sp_hub_text_dup (gradio_json_get_string (object, "stage", NULL), MAX_WORD);

  self->word = g_strdup (word != NULL ? word : "");
  self->stage = find_stage (self->word);
  self->hardware = sp_hub_text_dup (gradio_json_get_string (hardware, "current", NULL), MAX_WORD);
  self->requested = sp_hub_text_dup (gradio_json_get_string (hardware, "requested", NULL), MAX_WORD);
  self->sleep_time = MAX (gradio_json_get_int (object, "gcTimeout", -1), -1);
  self->replicas = dup_replicas (replicas);
  self->error = sp_hub_text_dup_lines (gradio_json_get_string (object, "errorMessage", NULL), MAX_ERROR);
  self->commit = sp_hub_text_dup (gradio_json_get_string (object, "sha", NULL), MAX_WORD);
  self->is_dev_mode = gradio_json_get_boolean (object, "devMode", FALSE);

  return self;
}

SpHubStage
sp_hub_runtime_get_stage (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), SP_HUB_STAGE_UNKNOWN);

  return self->stage;
}

const char *
sp_hub_runtime_get_stage_word (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), NULL);

  return self->word;
}

const char *
sp_hub_runtime_get_hardware (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), NULL);

  return self->hardware;
}

const char *
sp_hub_runtime_get_requested_hardware (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), NULL);

  return self->requested;
}

gint64
sp_hub_runtime_get_sleep_time (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), -1);

  return self->sleep_time;
}

const char *
sp_hub_runtime_get_replicas (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), NULL);

  return self->replicas;
}

const char *
sp_hub_runtime_get_error (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), NULL);

  return self->error;
}

gboolean
sp_hub_runtime_is_dev_mode (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), FALSE);

  return self->is_dev_mode;
}

/* Nullable: what it runs on, or will. */
static const char *
get_any_hardware (SpHubRuntime *self)
{
  return self->hardware != NULL ? self->hardware : self->requested;
}

gboolean
sp_hub_runtime_is_zero_gpu (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), FALSE);

  return get_any_hardware (self) != NULL && g_str_has_prefix (get_any_hardware (self), "zero-");
}

gboolean
sp_hub_runtime_is_callable (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), FALSE);

  return self->stage == SP_HUB_STAGE_RUNNING || self->stage == SP_HUB_STAGE_UPDATING;
}

gboolean
sp_hub_runtime_is_moving (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), FALSE);

  return self->stage == SP_HUB_STAGE_UPDATING || self->stage == SP_HUB_STAGE_BUILDING ||
         self->stage == SP_HUB_STAGE_STARTING || self->stage == SP_HUB_STAGE_DELETING;
}

gboolean
sp_hub_runtime_can_wake (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), FALSE);

  return self->stage == SP_HUB_STAGE_ASLEEP;
}

gboolean
sp_hub_runtime_equal (SpHubRuntime *a,
                      SpHubRuntime *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_str_equal (a->word, b->word) && g_strcmp0 (a->hardware, b->hardware) == 0 &&
         g_strcmp0 (a->requested, b->requested) == 0 && a->sleep_time == b->sleep_time &&
         g_strcmp0 (a->replicas, b->replicas) == 0 &&
         g_strcmp0 (a->error, b->error) == 0 && g_strcmp0 (a->commit, b->commit) == 0 &&
         a->is_dev_mode == b->is_dev_mode;
}

static char *
dup_running_words (SpHubRuntime *self)
{
  g_autofree char *hardware = sp_hub_hardware_dup_name (get_any_hardware (self));

  if (self->stage == SP_HUB_STAGE_UPDATING)
    return g_strdup (_("Running, a new version is on its way"));
  if (*hardware == '\0')
    return g_strdup (_("Running"));

  /* Translators: hardware, such as “ZeroGPU”. */
  return g_strdup_printf (_("Running on %s"), hardware);
}

static char *
dup_broken_words (SpHubRuntime *self)
{
  if (g_str_equal (self->word, "NO_APP_FILE"))
    return g_strdup (_("Broken: it has no app"));
  if (g_str_equal (self->word, "CONFIG_ERROR"))
    return g_strdup (_("Broken: its settings are wrong"));
  if (g_str_equal (self->word, "BUILD_ERROR"))
    return g_strdup (_("Broken: it could not be built"));

  return g_strdup (_("Broken: its app failed"));
}

char *
sp_hub_runtime_dup_words (SpHubRuntime *self)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (self), NULL);

  switch (self->stage) {
  case SP_HUB_STAGE_RUNNING:
  case SP_HUB_STAGE_UPDATING:
    return dup_running_words (self);
  case SP_HUB_STAGE_BUILDING:
    return g_strdup (_("Building"));
  case SP_HUB_STAGE_STARTING:
    return g_strdup (_("Starting"));
  case SP_HUB_STAGE_ASLEEP:
    return g_strdup (_("Asleep"));
  case SP_HUB_STAGE_PAUSED:
    return g_strdup (_("Paused by its author"));
  case SP_HUB_STAGE_BROKEN:
    return dup_broken_words (self);
  case SP_HUB_STAGE_DELETING:
    return g_strdup (_("Being deleted"));
  case SP_HUB_STAGE_UNKNOWN:
    break;
  }

  return g_strdup (*self->word != '\0' ? self->word : _("Not known"));
}

char *
sp_hub_hardware_dup_name (const char *flavour)
{
  static const struct {
    const char *flavour;
    const char *name;
  } names[] = {
    { "cpu-basic", "CPU" },
    { "cpu-upgrade", N_("CPU upgrade") },
    { "cpu-performance", N_("CPU performance") },
    { "cpu-xl", "CPU XL" },
    { "zero-a10g", "ZeroGPU" },
    { "t4-small", "T4 small" },
    { "t4-medium", "T4 medium" },
    { "l4x1", "L4" },
    { "l4x4", "4 × L4" },
    { "l40sx1", "L40S" },
    { "l40sx4", "4 × L40S" },
    { "l40sx8", "8 × L40S" },
    { "a10g-small", "A10G small" },
    { "a10g-large", "A10G large" },
    { "a10g-largex2", "2 × A10G" },
    { "a10g-largex4", "4 × A10G" },
    { "a100-large", "A100" },
    { "a100x4", "4 × A100" },
    { "a100x8", "8 × A100" },
    { "h100", "H100" },
    { "h100x8", "8 × H100" },
    { "h200", "H200" },
    { "h200x2", "2 × H200" },
    { "h200x4", "4 × H200" },
    { "h200x8", "8 × H200" },
  };

  if (flavour == NULL)
    return g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (flavour, names[i].flavour))
      return g_strdup (_(names[i].name));

  return g_strdup (g_str_has_prefix (flavour, "zero-") ? "ZeroGPU" : flavour);
}
