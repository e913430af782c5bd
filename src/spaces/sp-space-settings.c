/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-settings.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-space-json.h"

#define MAX_SIZE (256 * 1024)
#define MAX_VARIABLES 100
#define MAX_NAME_LENGTH 128
#define MAX_VALUE_LENGTH (32 * 1024)

#define DEFAULT_MEMORY (8 * G_GUINT64_CONSTANT (1073741824))
#define DEFAULT_DISK (16 * G_GUINT64_CONSTANT (1073741824))
#define DEFAULT_PROCESSES 512
#define DEFAULT_START_TIMEOUT 300

struct _SpSpaceSettings {
  GObject     parent_instance;
  gboolean    network;
  gboolean    gpu;
  guint64     memory_limit;
  guint       process_limit;
  guint64     disk_limit;
  guint       idle_timeout;
  guint       start_timeout;
  GHashTable *variables; /* of char* by char*; NULL for a secret */
};

G_DEFINE_FINAL_TYPE (SpSpaceSettings, sp_space_settings, G_TYPE_OBJECT)

typedef enum {
  PROP_NETWORK = 1,
  PROP_GPU,
  PROP_MEMORY_LIMIT,
  PROP_PROCESS_LIMIT,
  PROP_DISK_LIMIT,
  PROP_IDLE_TIMEOUT,
  PROP_START_TIMEOUT,
} SpSpaceSettingsProperty;

static GParamSpec *properties[PROP_START_TIMEOUT + 1];

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_space_settings_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpSpaceSettings *self = SP_SPACE_SETTINGS (object);

  switch ((SpSpaceSettingsProperty) prop_id) {
  case PROP_NETWORK:
    g_value_set_boolean (value, self->network);
    break;
  case PROP_GPU:
    g_value_set_boolean (value, self->gpu);
    break;
  case PROP_MEMORY_LIMIT:
    g_value_set_uint64 (value, self->memory_limit);
    break;
  case PROP_PROCESS_LIMIT:
    g_value_set_uint (value, self->process_limit);
    break;
  case PROP_DISK_LIMIT:
    g_value_set_uint64 (value, self->disk_limit);
    break;
  case PROP_IDLE_TIMEOUT:
    g_value_set_uint (value, self->idle_timeout);
    break;
  case PROP_START_TIMEOUT:
    g_value_set_uint (value, self->start_timeout);
    break;
  }
}

static gboolean
change_number (guint *number, guint value)
{
  gboolean changed = *number != value;

  *number = value;
  return changed;
}

static gboolean
change_bytes (guint64 *number, guint64 value)
{
  gboolean changed = *number != value;

  *number = value;
  return changed;
}

static gboolean
change_boolean (gboolean *boolean, gboolean value)
{
  gboolean changed = *boolean != value;

  *boolean = value;
  return changed;
}

static void
sp_space_settings_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpSpaceSettings *self = SP_SPACE_SETTINGS (object);
  gboolean         changed = FALSE;

  switch ((SpSpaceSettingsProperty) prop_id) {
  case PROP_NETWORK:
    changed = change_boolean (&self->network, g_value_get_boolean (value));
    break;
  case PROP_GPU:
    changed = change_boolean (&self->gpu, g_value_get_boolean (value));
    break;
  case PROP_MEMORY_LIMIT:
    changed = change_bytes (&self->memory_limit, g_value_get_uint64 (value));
    break;
  case PROP_PROCESS_LIMIT:
    changed = change_number (&self->process_limit, g_value_get_uint (value));
    break;
  case PROP_DISK_LIMIT:
    changed = change_bytes (&self->disk_limit, g_value_get_uint64 (value));
    break;
  case PROP_IDLE_TIMEOUT:
    changed = change_number (&self->idle_timeout, g_value_get_uint (value));
    break;
  case PROP_START_TIMEOUT:
    changed = change_number (&self->start_timeout, g_value_get_uint (value));
    break;
  }

  if (!changed)
    return;
  g_object_notify_by_pspec (object, pspec);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sp_space_settings_finalize (GObject *object)
{
  SpSpaceSettings *self = SP_SPACE_SETTINGS (object);

  g_clear_pointer (&self->variables, g_hash_table_unref);

  G_OBJECT_CLASS (sp_space_settings_parent_class)->finalize (object);
}

static GParamSpec *
make_boolean (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
make_bytes (const char *name, guint64 standard)
{
  return g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXINT64, standard,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
make_number (const char *name, guint least, guint most, guint standard)
{
  return g_param_spec_uint (name, NULL, NULL, least, most, standard,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
sp_space_settings_class_init (SpSpaceSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_space_settings_get_property;
  object_class->set_property = sp_space_settings_set_property;
  object_class->finalize = sp_space_settings_finalize;

  properties[PROP_NETWORK] = make_boolean ("network");
  properties[PROP_GPU] = make_boolean ("gpu");
  properties[PROP_MEMORY_LIMIT] = make_bytes ("memory-limit", DEFAULT_MEMORY);
  properties[PROP_PROCESS_LIMIT] = make_number ("process-limit", 0, 1000000, DEFAULT_PROCESSES);
  properties[PROP_DISK_LIMIT] = make_bytes ("disk-limit", DEFAULT_DISK);
  properties[PROP_IDLE_TIMEOUT] = make_number ("idle-timeout", 0, 7 * 24 * 3600, 0);
  properties[PROP_START_TIMEOUT] = make_number ("start-timeout", 1, 24 * 3600, DEFAULT_START_TIMEOUT);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", SP_TYPE_SPACE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_space_settings_init (SpSpaceSettings *self)
{
  self->memory_limit = DEFAULT_MEMORY;
  self->process_limit = DEFAULT_PROCESSES;
  self->disk_limit = DEFAULT_DISK;
  self->start_timeout = DEFAULT_START_TIMEOUT;
  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SpSpaceSettings *
sp_space_settings_new (void)
{
  return g_object_new (SP_TYPE_SPACE_SETTINGS, NULL);
}

gboolean
sp_space_settings_get_network (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), FALSE);

  return self->network;
}

gboolean
sp_space_settings_get_gpu (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), FALSE);

  return self->gpu;
}

guint64
sp_space_settings_get_memory_limit (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), 0);

  return self->memory_limit;
}

guint
sp_space_settings_get_process_limit (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), 0);

  return self->process_limit;
}

guint64
sp_space_settings_get_disk_limit (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), 0);

  return self->disk_limit;
}

guint
sp_space_settings_get_idle_timeout (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), 0);

  return self->idle_timeout;
}

guint
sp_space_settings_get_start_timeout (SpSpaceSettings *self)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), 0);

  return self->start_timeout;
}

gboolean
sp_space_settings_check_variable (const char *name, GError **error)
{
  static const char *const own[] = { "PATH", "HOME", "TMPDIR", "USER", "SHELL", "IFS", "ENV", "BASH_ENV", NULL };
  static const char *const own_prefixes[] = { "LD_", "PYTHON", "GRADIO_SERVER_",
                                              "GRADIO_SHARE", "GRADIO_ROOT_PATH", "SPACE_ID",
                                              "SPACEPORT_", "HF_HOME", "HF_HUB_OFFLINE",
                                              "XDG_" };
  gsize                    length = name != NULL ? strlen (name) : 0;
  gboolean                 is_own;

  if (length == 0 || length > MAX_NAME_LENGTH || g_ascii_isdigit (*name) ||
      strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_") != length) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("A variable’s name has letters, digits and “_”, and does not begin with a digit."));
    return FALSE;
  }

  is_own = g_strv_contains (own, name);
  for (gsize i = 0; i < G_N_ELEMENTS (own_prefixes); i++)
    is_own = is_own || g_str_has_prefix (name, own_prefixes[i]);
  if (is_own)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is set by the program itself, for the Space to run at all."), name);
  return !is_own;
}

/* Sets a variable without a word. Returns whether that changed something. */
static gboolean
take_variable (SpSpaceSettings *self, const char *name, const char *value)
{
  gpointer old = NULL;

  if (!sp_space_settings_check_variable (name, NULL) || (value != NULL && strlen (value) > MAX_VALUE_LENGTH))
    return FALSE;
  if (g_hash_table_lookup_extended (self->variables, name, NULL, &old)) {
    if (g_strcmp0 (old, value) == 0)
      return FALSE;
  } else if (g_hash_table_size (self->variables) >= MAX_VARIABLES) {
    return FALSE;
  }

  g_hash_table_replace (self->variables, g_strdup (name), g_strdup (value));
  return TRUE;
}

void
sp_space_settings_set_variable (SpSpaceSettings *self, const char *name, const char *value)
{
  g_return_if_fail (SP_IS_SPACE_SETTINGS (self));

  if (take_variable (self, name, value))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sp_space_settings_unset_variable (SpSpaceSettings *self, const char *name)
{
  g_return_if_fail (SP_IS_SPACE_SETTINGS (self));

  if (g_hash_table_remove (self->variables, name))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

GStrv
sp_space_settings_dup_variables (SpSpaceSettings *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GList)        names = NULL;

  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), NULL);

  names = g_list_sort (g_hash_table_get_keys (self->variables), compare_names);
  for (GList *name = names; name != NULL; name = name->next)
    g_strv_builder_add (builder, name->data);
  return g_strv_builder_end (builder);
}

const char *
sp_space_settings_get_variable (SpSpaceSettings *self, const char *name)
{
  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), NULL);

  return g_hash_table_lookup (self->variables, name);
}

/* Takes what a file says of the properties, as far as it fits. */
static void
read_properties (SpSpaceSettings *self, JsonObject *root)
{
  for (guint i = PROP_NETWORK; i < G_N_ELEMENTS (properties); i++) {
    const char     *name = g_param_spec_get_name (properties[i]);
    g_auto (GValue) value = G_VALUE_INIT;
    guint64         number = 0;
    gboolean        is_there = TRUE;

    g_value_init (&value, G_PARAM_SPEC_VALUE_TYPE (properties[i]));
    if (G_VALUE_HOLDS_BOOLEAN (&value))
      g_value_set_boolean (&value, sp_space_json_get_boolean (root, name));
    else
      is_there = sp_space_json_get_number (root, name, &number);
    if (G_VALUE_HOLDS_UINT64 (&value))
      g_value_set_uint64 (&value, number);
    else if (G_VALUE_HOLDS_UINT (&value))
      g_value_set_uint (&value, (guint) MIN (number, G_MAXUINT));

    if (!is_there || g_param_value_validate (properties[i], &value))
      g_param_value_set_default (properties[i], &value);
    g_object_set_property (G_OBJECT (self), name, &value);
  }
}

static void
read_variables (SpSpaceSettings *self, JsonObject *root)
{
  JsonObject       *environment = root != NULL ? sp_space_json_get_object (root, "environment") : NULL;
  g_autoptr (GList) names = environment != NULL ? json_object_get_members (environment) : NULL;
  gboolean          changed = g_hash_table_size (self->variables) > 0;

  g_hash_table_remove_all (self->variables);
  for (GList *name = names; name != NULL; name = name->next) {
    const char *value = sp_space_json_get_text (environment, name->data);

    if (value != NULL || json_object_get_null_member (environment, name->data))
      changed = take_variable (self, name->data, value) || changed;
  }
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sp_space_settings_assign (SpSpaceSettings *self, SpSpaceSettings *other)
{
  g_auto (GStrv) ours = NULL;
  g_auto (GStrv) theirs = NULL;

  g_return_if_fail (SP_IS_SPACE_SETTINGS (self));
  g_return_if_fail (SP_IS_SPACE_SETTINGS (other));

  for (guint i = PROP_NETWORK; i < G_N_ELEMENTS (properties); i++) {
    g_auto (GValue) value = G_VALUE_INIT;

    g_object_get_property (G_OBJECT (other), g_param_spec_get_name (properties[i]), &value);
    g_object_set_property (G_OBJECT (self), g_param_spec_get_name (properties[i]), &value);
  }

  ours = sp_space_settings_dup_variables (self);
  theirs = sp_space_settings_dup_variables (other);
  for (char **name = ours; *name != NULL; name++)
    if (!g_hash_table_contains (other->variables, *name))
      sp_space_settings_unset_variable (self, *name);
  for (char **name = theirs; *name != NULL; name++)
    sp_space_settings_set_variable (self, *name, sp_space_settings_get_variable (other, *name));
}

gboolean
sp_space_settings_load (SpSpaceSettings *self, GFile *file, GError **error)
{
  g_autoptr (GError)     local_error = NULL;
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject            *root = none;

  g_return_val_if_fail (SP_IS_SPACE_SETTINGS (self), FALSE);

  node = sp_space_json_load (file, MAX_SIZE, &local_error);
  if (node != NULL)
    root = json_node_get_object (node);
  read_properties (self, root);
  read_variables (self, root);

  if (local_error == NULL || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static char *
to_text (SpSpaceSettings *self)
{
  JsonObject    *root = json_object_new ();
  JsonObject    *environment = json_object_new ();
  g_auto (GStrv) names = sp_space_settings_dup_variables (self);

  json_object_set_boolean_member (root, "network", self->network);
  json_object_set_boolean_member (root, "gpu", self->gpu);
  json_object_set_int_member (root, "memory-limit", self->memory_limit);
  json_object_set_int_member (root, "process-limit", self->process_limit);
  json_object_set_int_member (root, "disk-limit", self->disk_limit);
  json_object_set_int_member (root, "idle-timeout", self->idle_timeout);
  json_object_set_int_member (root, "start-timeout", self->start_timeout);
  for (char **name = names; *name != NULL; name++) {
    const char *value = g_hash_table_lookup (self->variables, *name);

    if (value != NULL)
      json_object_set_string_member (environment, *name, value);
    else
      json_object_set_null_member (environment, *name);
  }
  json_object_set_object_member (root, "environment", environment);
  return sp_space_json_to_text (root);
}

/* What is to be written where; data of its task. */
typedef struct {
  char  *text;
  GFile *file;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_free (save->text);
  g_object_unref (save->file);
  g_free (save);
}

static void
save_in_thread_cb (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Save   *save = task_data;
  GError *error = NULL;

  if (sp_space_json_save (save->text, save->file, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sp_space_settings_save_async (SpSpaceSettings *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Save             *save;

  g_return_if_fail (SP_IS_SPACE_SETTINGS (self));

  task = g_task_new (self, NULL, callback, user_data);
  save = g_new0 (Save, 1);
  save->text = to_text (self);
  save->file = g_object_ref (file);
  g_task_set_source_tag (task, sp_space_settings_save_async);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_in_thread_cb);
}

gboolean
sp_space_settings_save_finish (SpSpaceSettings *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
