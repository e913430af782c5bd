/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-sandbox.h"

#include <json-glib/json-glib.h>

#include "sp-sandbox-bwrap.h"
#include "sp-sandbox-flatpak.h"
#include "sp-spaces-resources.h"

#define SUPERVISOR "/io/github/spaceport_app/Spaceport/spaces/space-supervisor.py"

typedef struct {
  char    *app;
  char    *app_file;
  char    *environment;
  char    *packages;
  char    *home;
  char    *models;
  char    *run;
  GStrv    variables;
  gboolean network;
  gboolean gpu;
  guint64  memory_limit;
  guint64  disk_limit;
  guint    process_limit;
  guint    start_timeout;
} SpSandboxPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SpSandbox, sp_sandbox, G_TYPE_OBJECT)

typedef enum {
  PROP_APP = 1,
  PROP_APP_FILE,
  PROP_ENVIRONMENT,
  PROP_PACKAGES,
  PROP_HOME,
  PROP_MODELS,
  PROP_RUN,
  PROP_VARIABLES,
  PROP_NETWORK,
  PROP_GPU,
  PROP_MEMORY_LIMIT,
  PROP_DISK_LIMIT,
  PROP_PROCESS_LIMIT,
  PROP_START_TIMEOUT,
} SpSandboxProperty;

static GParamSpec *properties[PROP_START_TIMEOUT + 1];

/* What each Space gets: nothing is told to anyone, and only what a browser needs is served. Modern
 * Gradio would start a second server in Node (SSR) and compute all examples at its start. */
static const char *const fixed_variables[][2] = {
  { "DO_NOT_TRACK", "1" },
  { "GRADIO_ANALYTICS_ENABLED", "False" },
  { "GRADIO_CACHE_MODE", "lazy" },
  { "GRADIO_SHARE", "False" },
  { "GRADIO_SSR_MODE", "False" },
  { "HF_HUB_DISABLE_TELEMETRY", "1" },
  { "LANG", "C.UTF-8" },
  { "LOGNAME", "space" },
  { "NO_PROXY", "127.0.0.1,localhost,::1" },
  { "PYTHONNOUSERSITE", "1" },
  { "PYTHONUNBUFFERED", "1" },
  { "PYTHONUTF8", "1" },
  { "USER", "space" },
  { "no_proxy", "127.0.0.1,localhost,::1" },
};

static const char *const offline_variables[] = {
  "HF_DATASETS_OFFLINE",
  "HF_HUB_OFFLINE",
  "TRANSFORMERS_OFFLINE",
};

/* Not to be set by anyone: where the app is asked, and a mode in which whoever asks can run code. */
static const char *const kept_variables[] = {
  "GRADIO_ROOT_PATH",
  "GRADIO_SERVER_NAME",
  "GRADIO_SERVER_PORT",
  "GRADIO_VIBE_MODE",
  NULL,
};

static void
sp_sandbox_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpSandboxPrivate *priv = sp_sandbox_get_instance_private (SP_SANDBOX (object));

  switch ((SpSandboxProperty) prop_id) {
  case PROP_APP:
    g_value_set_string (value, priv->app);
    break;
  case PROP_APP_FILE:
    g_value_set_string (value, priv->app_file);
    break;
  case PROP_ENVIRONMENT:
    g_value_set_string (value, priv->environment);
    break;
  case PROP_PACKAGES:
    g_value_set_string (value, priv->packages);
    break;
  case PROP_HOME:
    g_value_set_string (value, priv->home);
    break;
  case PROP_MODELS:
    g_value_set_string (value, priv->models);
    break;
  case PROP_RUN:
    g_value_set_string (value, priv->run);
    break;
  case PROP_VARIABLES:
    g_value_set_boxed (value, priv->variables);
    break;
  case PROP_NETWORK:
    g_value_set_boolean (value, priv->network);
    break;
  case PROP_GPU:
    g_value_set_boolean (value, priv->gpu);
    break;
  case PROP_MEMORY_LIMIT:
    g_value_set_uint64 (value, priv->memory_limit);
    break;
  case PROP_DISK_LIMIT:
    g_value_set_uint64 (value, priv->disk_limit);
    break;
  case PROP_PROCESS_LIMIT:
    g_value_set_uint (value, priv->process_limit);
    break;
  case PROP_START_TIMEOUT:
    g_value_set_uint (value, priv->start_timeout);
    break;
  }
}

static void
take_string (char **field, const GValue *value)
{
  g_free (*field);
  *field = g_value_dup_string (value);
}

static void
sp_sandbox_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpSandboxPrivate *priv = sp_sandbox_get_instance_private (SP_SANDBOX (object));

  switch ((SpSandboxProperty) prop_id) {
  case PROP_APP:
    take_string (&priv->app, value);
    break;
  case PROP_APP_FILE:
    take_string (&priv->app_file, value);
    break;
  case PROP_ENVIRONMENT:
    take_string (&priv->environment, value);
    break;
  case PROP_PACKAGES:
    take_string (&priv->packages, value);
    break;
  case PROP_HOME:
    take_string (&priv->home, value);
    break;
  case PROP_MODELS:
    take_string (&priv->models, value);
    break;
  case PROP_RUN:
    take_string (&priv->run, value);
    break;
  case PROP_VARIABLES:
    g_strfreev (priv->variables);
    priv->variables = g_value_dup_boxed (value);
    break;
  case PROP_NETWORK:
    priv->network = g_value_get_boolean (value);
    break;
  case PROP_GPU:
    priv->gpu = g_value_get_boolean (value);
    break;
  case PROP_MEMORY_LIMIT:
    priv->memory_limit = g_value_get_uint64 (value);
    break;
  case PROP_DISK_LIMIT:
    priv->disk_limit = g_value_get_uint64 (value);
    break;
  case PROP_PROCESS_LIMIT:
    priv->process_limit = g_value_get_uint (value);
    break;
  case PROP_START_TIMEOUT:
    priv->start_timeout = g_value_get_uint (value);
    break;
  }
}

static void
sp_sandbox_finalize (GObject *object)
{
  SpSandboxPrivate *priv = sp_sandbox_get_instance_private (SP_SANDBOX (object));

  g_clear_pointer (&priv->app, g_free);
  g_clear_pointer (&priv->app_file, g_free);
  g_clear_pointer (&priv->environment, g_free);
  g_clear_pointer (&priv->packages, g_free);
  g_clear_pointer (&priv->home, g_free);
  g_clear_pointer (&priv->models, g_free);
  g_clear_pointer (&priv->run, g_free);
  g_clear_pointer (&priv->variables, g_strfreev);

  G_OBJECT_CLASS (sp_sandbox_parent_class)->finalize (object);
}

static GParamSpec *
string_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
switch_property (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
limit_property (const char *name, guint standard)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXINT, standard,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
bytes_property (const char *name)
{
  return g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXINT64 / 4, 0,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
}

static void
sp_sandbox_class_init (SpSandboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_sandbox_get_property;
  object_class->set_property = sp_sandbox_set_property;
  object_class->finalize = sp_sandbox_finalize;

  properties[PROP_APP] = string_property ("app");
  properties[PROP_APP_FILE] = string_property ("app-file");
  properties[PROP_ENVIRONMENT] = string_property ("environment");
  properties[PROP_PACKAGES] = string_property ("packages");
  properties[PROP_HOME] = string_property ("home");
  properties[PROP_MODELS] = string_property ("models");
  properties[PROP_RUN] = string_property ("run");
  properties[PROP_VARIABLES] = g_param_spec_boxed (
    "variables", NULL, NULL, G_TYPE_STRV, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NETWORK] = switch_property ("network");
  properties[PROP_GPU] = switch_property ("gpu");
  properties[PROP_MEMORY_LIMIT] = bytes_property ("memory-limit");
  properties[PROP_DISK_LIMIT] = bytes_property ("disk-limit");
  properties[PROP_PROCESS_LIMIT] = limit_property ("process-limit", 0);
  properties[PROP_START_TIMEOUT] = limit_property ("start-timeout", 120);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_sandbox_init (SpSandbox *self)
{
}

SpSandbox *
sp_sandbox_new (void)
{
  return g_object_new (sp_sandbox_flatpak_is_needed () ? SP_TYPE_SANDBOX_FLATPAK : SP_TYPE_SANDBOX_BWRAP,
                       NULL);
}

void
sp_sandbox_launch_async (SpSandbox          *self,
                         const int           descriptors[3],
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (SP_IS_SANDBOX (self));

  SP_SANDBOX_GET_CLASS (self)->launch_async (self, descriptors, cancellable, callback, user_data);
}

gboolean
sp_sandbox_launch_finish (SpSandbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SP_IS_SANDBOX (self), FALSE);

  return SP_SANDBOX_GET_CLASS (self)->launch_finish (self, result, error);
}

void
sp_sandbox_kill (SpSandbox *self)
{
  g_return_if_fail (SP_IS_SANDBOX (self));

  SP_SANDBOX_GET_CLASS (self)->kill (self);
}

char *
sp_sandbox_dup_warning (SpSandbox *self)
{
  SpSandboxClass *klass;

  g_return_val_if_fail (SP_IS_SANDBOX (self), NULL);

  klass = SP_SANDBOX_GET_CLASS (self);
  return klass->dup_warning != NULL ? klass->dup_warning (self) : NULL;
}

#define GETTER(type, name, failure)                                  \
  type sp_sandbox_get_##name (SpSandbox *self)                       \
  {                                                                  \
    SpSandboxPrivate *priv = sp_sandbox_get_instance_private (self); \
                                                                     \
    g_return_val_if_fail (SP_IS_SANDBOX (self), failure);            \
                                                                     \
    return priv->name;                                               \
  }

/* clang-format off */
GETTER (const char *, app, NULL)
GETTER (const char *, app_file, NULL)
GETTER (const char *, environment, NULL)
GETTER (const char *, packages, NULL)
GETTER (const char *, home, NULL)
GETTER (const char *, models, NULL)
GETTER (const char *, run, NULL)
GETTER (gboolean, network, FALSE)
GETTER (gboolean, gpu, FALSE)
GETTER (guint64, memory_limit, 0)
GETTER (guint64, disk_limit, 0)
/* clang-format on */

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_path (JsonBuilder *builder, const char *name, const char *folder, const char *rest)
{
  g_autofree char *path = g_build_filename (folder, rest, NULL);

  add_string (builder, name, path);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* Nothing is written outside of the Space's home. Bytecode is not shared with other Spaces: what one
 * writes, another would run. */
static void
add_folders (JsonBuilder *builder, const SpSandboxPlaces *places)
{
  g_autofree char *temporary = g_build_filename (places->home, "tmp", NULL);

  add_string (builder, "HOME", places->home);
  add_string (builder, "TMPDIR", places->temporary != NULL ? places->temporary : temporary);
  add_path (builder, "GRADIO_EXAMPLES_CACHE", places->home, ".cache/gradio/examples");
  add_path (builder, "GRADIO_TEMP_DIR", places->home, ".cache/gradio/files");
  if (places->packages == NULL) /* those have theirs, which would not be looked at */
    add_path (builder, "PYTHONPYCACHEPREFIX", places->home, ".cache/bytecode");
  if (places->models != NULL) {
    add_string (builder, "HF_HOME", places->models);
    add_path (builder, "HF_DATASETS_CACHE", places->home, ".cache/huggingface/datasets");
    add_path (builder, "HF_MODULES_CACHE", places->home, ".cache/huggingface/modules");
  } else {
    add_path (builder, "HF_HOME", places->home, ".cache/huggingface");
  }
}

static void
add_environment (SpSandbox *self, JsonBuilder *builder, const SpSandboxPlaces *places)
{
  const char *programs = "/usr/local/bin:/usr/bin:/bin";

  json_builder_set_member_name (builder, "environment");
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (fixed_variables); i++)
    add_string (builder, fixed_variables[i][0], fixed_variables[i][1]);
  for (gsize i = 0; i < G_N_ELEMENTS (offline_variables); i++)
    if (!sp_sandbox_get_network (self))
      add_string (builder, offline_variables[i], "1");
  add_folders (builder, places);

  if (places->packages != NULL) {
    add_string (builder, "PYTHONPATH", places->packages);
    add_string (builder, "PATH", programs);
  } else {
    g_autofree char *path = g_strconcat (places->environment, "/bin:", programs, NULL);

    add_string (builder, "VIRTUAL_ENV", places->environment);
    add_string (builder, "PATH", path);
  }
  json_builder_end_object (builder);
}

static void
add_lists (JsonBuilder *builder, const SpSandboxPlaces *places)
{
  static const char *const folders[] = { ".cache/gradio/examples", ".cache/gradio/files", "tmp" };

  json_builder_set_member_name (builder, "folders");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (places->home, folders[i], NULL);

    json_builder_add_string_value (builder, path);
  }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "tmpfs");
  json_builder_begin_array (builder);
  for (gsize i = 0; places->tmpfs != NULL && places->tmpfs[i] != NULL; i++)
    json_builder_add_string_value (builder, places->tmpfs[i]);
  json_builder_end_array (builder);
}

static char *
dup_settings (SpSandbox *self, const SpSandboxPlaces *places)
{
  SpSandboxPrivate       *priv = sp_sandbox_get_instance_private (self);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    node = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "app", places->app);
  add_string (builder, "app_file", priv->app_file);
  if (places->packages != NULL)
    add_string (builder, "python", "/usr/bin/python3");
  else
    add_path (builder, "python", places->environment, "bin/python");
  add_string (builder, "home", places->home);
  add_string (builder, "temporary", places->temporary);
  json_builder_set_member_name (builder, "own_network");
  json_builder_add_boolean_value (builder, places->own_network);
  add_number (builder, "memory", priv->memory_limit);
  add_number (builder, "disk", priv->disk_limit);
  add_number (builder, "processes", priv->process_limit);
  add_number (builder, "start_timeout", priv->start_timeout);
  add_environment (self, builder, places);
  add_lists (builder, places);
  json_builder_end_object (builder);

  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

GStrv
sp_sandbox_dup_command (SpSandbox *self, const char *python, const SpSandboxPlaces *places)
{
  g_autoptr (GBytes)       source = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char         *text = NULL;
  g_autofree char         *settings = NULL;

  g_return_val_if_fail (SP_IS_SANDBOX (self), NULL);

  source = g_resource_lookup_data (sp_spaces_get_resource (), SUPERVISOR,
                                   G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  text = g_strndup (g_bytes_get_data (source, NULL), g_bytes_get_size (source));
  settings = dup_settings (self, places);
  g_strv_builder_add_many (builder, python, "-I", "-S", "-c", text, settings, NULL);
  return g_strv_builder_end (builder);
}

char *
sp_sandbox_dup_control_message (SpSandbox *self)
{
  SpSandboxPrivate       *priv = sp_sandbox_get_instance_private (self);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode)    node = NULL;
  g_autofree char        *text = NULL;

  g_return_val_if_fail (SP_IS_SANDBOX (self), NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "variables");
  json_builder_begin_object (builder);
  for (gsize i = 0; priv->variables != NULL && priv->variables[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (priv->variables[i], "=", 2);

    if (g_strv_length (parts) == 2 && *parts[0] != '\0' && g_utf8_validate (parts[1], -1, NULL) &&
        g_str_is_ascii (parts[0]) && !g_strv_contains (kept_variables, parts[0]))
      add_string (builder, parts[0], parts[1]);
  }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  node = json_builder_get_root (builder);
  text = json_to_string (node, FALSE);
  return g_strconcat (text, "\n", NULL);
}
