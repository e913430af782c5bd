/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-environment.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sp-environment-python.h"
#include "sp-requirements.h"
#include "sp-uv.h"

#define MAX_LOCK (4 * 1024 * 1024)

typedef enum {
  STEP_PYTHON,
  STEP_RESOLVE_FIRST,
  STEP_INSTALL_FIRST,
  STEP_RESOLVE,
  STEP_INSTALL,
  STEP_INSTALL_UNHASHED,
  STEP_DONE,
} Step;

struct _SpEnvironment {
  GObject     parent_instance;
  GFile      *folder;
  GStrv       first;
  GStrv       requirements;
  char       *python_version;
  gboolean    offline;
  char       *wheels;
  char       *lock;     /* nullable, until it was tried */
  gboolean    is_given; /* what is installed is @lock */
  char       *uv;
  char       *tool_folder;
  GPtrArray  *pythons; /* left to try */
  Step        step;
  char       *python;
  guint       n_packages;
  gint64      bytes_done;
  gint64      bytes_total;
  GHashTable *sizes; /* of wheels on their way, by name */
};

G_DEFINE_FINAL_TYPE (SpEnvironment, sp_environment, G_TYPE_OBJECT)

enum {
  LINE,
  WARNING,
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void run_step (GTask *task, Step step);

static char *
build_path (SpEnvironment *self, const char *name)
{
  return g_build_filename (g_file_peek_path (self->folder), name, NULL);
}

/* Takes the bytes from uv's word on a large wheel: “Downloading gradio (29.9MiB)”. */
static void
take_download (SpEnvironment *self, const char *text)
{
  const char *open = strchr (text, '(');
  char       *unit = NULL;
  double      number = open != NULL ? g_ascii_strtod (open + 1, &unit) : 0;
  gint64      scale = 0;
  gint64     *size;

  if (unit == NULL || !(number >= 0 && number <= 1e6)) /* nor what is no number */
    return;
  if (g_str_has_prefix (unit, "KiB"))
    scale = 1 << 10;
  else if (g_str_has_prefix (unit, "MiB"))
    scale = 1 << 20;
  else if (g_str_has_prefix (unit, "GiB"))
    scale = 1 << 30;

  size = g_new (gint64, 1);
  *size = number * scale;
  self->bytes_total += *size;
  g_hash_table_replace (self->sizes, g_strndup (text, strcspn (text, " ")), size);
}

static void
take_progress (SpEnvironment *self, const char *line)
{
  const char *text = line + strspn (line, " ");
  gint64     *size;

  if (g_str_has_prefix (text, "Downloading ")) {
    take_download (self, text + strlen ("Downloading "));
  } else if (g_str_has_prefix (text, "Downloaded ")) {
    size = g_hash_table_lookup (self->sizes, text + strlen ("Downloaded "));
    self->bytes_done += size != NULL ? *size : 0;
    g_hash_table_remove (self->sizes, text + strlen ("Downloaded "));
  } else {
    return;
  }
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
line_cb (const char *line, gpointer user_data)
{
  SpEnvironment *self = user_data;

  take_progress (self, line);
  g_signal_emit (self, signals[LINE], 0, line);
}

/* Writes what is to be resolved. */
static gboolean
write_input (SpEnvironment *self, const char *name, const char *const *requirements, GError **error)
{
  g_autofree char *path = build_path (self, name);
  g_autofree char *text = g_strjoinv ("\n", (GStrv) requirements);
  g_autofree char *lines = g_strconcat (text, "\n", NULL);

  return g_file_set_contents (path, lines, -1, error);
}

/* Counts the packages of the lock, and puts those that no hash can be given for, for they come from a
 * repository at a commit, into a file of their own: uv takes them in another run only. */
static gboolean
split_lock (SpEnvironment *self, GError **error)
{
  g_autofree char    *path = build_path (self, "requirements.lock");
  g_autofree char    *hashed_path = build_path (self, "hashed.txt");
  g_autofree char    *unhashed_path = build_path (self, "unhashed.txt");
  g_autofree char    *content = NULL;
  g_autoptr (GString) hashed = g_string_new (NULL);
  g_autoptr (GString) unhashed = g_string_new (NULL);
  g_auto (GStrv)      lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, error))
    return FALSE;

  self->n_packages = 0;
  lines = g_strsplit (content, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    gboolean is_package = g_ascii_isalnum (**line);

    self->n_packages += is_package;
    g_string_append_printf (is_package && strstr (*line, " @ git+") != NULL ? unhashed : hashed,
                            "%s\n", *line);
  }
  g_signal_emit (self, signals[PROGRESS], 0);
  return g_file_set_contents (hashed_path, hashed->str, -1, error) &&
         g_file_set_contents (unhashed_path, unhashed->str, -1, error);
}

static void
warn_lock (SpEnvironment *self, const char *reason)
{
  g_autofree char *text =
    g_strdup_printf (_("The list of packages that came along is not used, they are looked for: %s"), reason);

  g_signal_emit (self, signals[WARNING], 0, text);
}

static gboolean
read_lock (SpEnvironment *self, const char *lock, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (lock, FALSE, error);
  g_autofree char        *content = NULL;
  g_autofree char        *path = build_path (self, "requirements.lock");

  if (file == NULL)
    return FALSE;
  if (g_mapped_file_get_length (file) > MAX_LOCK) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("It is too long."));
    return FALSE;
  }

  content = g_strndup (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
  return sp_requirements_check_lock (content, (const char *const *) self->requirements, error) &&
         g_file_set_contents (path, content, -1, error) && split_lock (self, error);
}

/* Takes a lock that was given, which counts for one try. Returns whether it can be installed. */
static gboolean
take_lock (SpEnvironment *self)
{
  g_autofree char   *lock = g_steal_pointer (&self->lock);
  g_autofree char   *path = build_path (self, "requirements.lock");
  g_autoptr (GError) error = NULL;

  g_unlink (path); /* uv would believe the hashes of the one before */
  self->is_given = lock != NULL && read_lock (self, lock, &error);
  if (error != NULL)
    warn_lock (self, error->message);
  return self->is_given;
}

static gboolean
has_content (SpEnvironment *self, const char *name)
{
  g_autofree char *path = build_path (self, name);
  g_autofree char *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) && *g_strstrip (content) != '\0';
}

/* Removes what only the making needed. */
static void
remove_inputs (SpEnvironment *self)
{
  static const char *const names[] = { "first.in", "first.txt", "requirements.in", "hashed.txt",
                                       "unhashed.txt" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile) file = g_file_get_child (self->folder, names[i]);

    g_file_delete (file, NULL, NULL);
  }
}

static void
add (GPtrArray *argv, const char *text)
{
  g_ptr_array_add (argv, g_strdup (text));
}

static void
add_source (SpEnvironment *self, GPtrArray *argv)
{
  if (self->wheels == NULL)
    return;

  add (argv, "--no-index");
  add (argv, "--find-links");
  add (argv, self->wheels);
}

static void
add_python (SpEnvironment *self, GPtrArray *argv)
{
  add (argv, "--python");
  g_ptr_array_add (argv, build_path (self, "environment/bin/python"));
}

static void
add_resolve (SpEnvironment *self, GPtrArray *argv, const char *input, const char *output)
{
  static const char *const options[] = { "pip", "compile", "--quiet", "--generate-hashes",
                                         "--no-header", "--no-annotate", "--output-file" };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    add (argv, options[i]);
  g_ptr_array_add (argv, build_path (self, output));
  add_python (self, argv);
  add_source (self, argv);
  g_ptr_array_add (argv, build_path (self, input));
}

static void
add_install (SpEnvironment *self, GPtrArray *argv, const char *input, const char *option)
{
  add (argv, "pip");
  add (argv, "install");
  add (argv, option);
  add_python (self, argv);
  add_source (self, argv);
  add (argv, "--requirements");
  g_ptr_array_add (argv, build_path (self, input));
}

static void
add_venv (SpEnvironment *self, GPtrArray *argv)
{
  const char *python = g_ptr_array_index (self->pythons, 0);

  add (argv, "venv");
  add (argv, "--quiet");
  add (argv, "--clear");
  add (argv, "--relocatable");
  add (argv, "--no-project");
  add (argv, "--python");
  add (argv, python);
  g_ptr_array_add (argv, build_path (self, "environment"));
}

static GPtrArray *
make_command (SpEnvironment *self)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);

  add (argv, self->uv);
  switch (self->step) {
  case STEP_PYTHON:
    add_venv (self, argv);
    break;
  case STEP_RESOLVE_FIRST:
    add_resolve (self, argv, "first.in", "first.txt");
    break;
  case STEP_INSTALL_FIRST:
    add_install (self, argv, "first.txt", "--require-hashes");
    break;
  case STEP_RESOLVE:
    add_resolve (self, argv, "requirements.in", "requirements.lock");
    break;
  case STEP_INSTALL:
    add_install (self, argv, "hashed.txt", "--require-hashes");
    break;
  case STEP_INSTALL_UNHASHED:
    add_install (self, argv, "unhashed.txt", "--no-deps");
    break;
  case STEP_DONE:
    break;
  }
  g_ptr_array_add (argv, NULL);
  return argv;
}

static void
fail (GTask *task, const GError *error)
{
  SpEnvironment *self = g_task_get_source_object (task);

  remove_inputs (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (self->step == STEP_PYTHON)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("Making the Python environment failed: %s"), error->message);
  else if (self->step == STEP_RESOLVE || self->step == STEP_RESOLVE_FIRST)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("The packages that the Space needs cannot be had: %s"),
                             error->message);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("Installing the packages failed: %s"), error->message);
}

/* Whether something is left to be done in a step. */
static gboolean
is_needed (SpEnvironment *self, Step step)
{
  if (step == STEP_RESOLVE_FIRST || step == STEP_INSTALL_FIRST)
    return *self->first != NULL;
  if (step == STEP_INSTALL_UNHASHED)
    return has_content (self, "unhashed.txt");
  return TRUE;
}

static void
take_python (SpEnvironment *self)
{
  g_autofree char *text = NULL;

  g_clear_pointer (&self->python, g_free);
  self->python = sp_environment_python_read_version (self->folder);
  if (self->python == NULL || self->python_version == NULL ||
      sp_environment_python_is_version (self->python, self->python_version))
    return;

  text = g_strdup_printf (_("The Space asks for Python %s and gets %s."), self->python_version,
                          self->python);
  g_signal_emit (self, signals[WARNING], 0, text);
}

static void
step_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)  task = user_data;
  g_autoptr (GError) error = NULL;
  SpEnvironment     *self = g_task_get_source_object (task);
  gboolean           well = sp_tool_run_finish (result, &error);

  if (!well && self->step == STEP_PYTHON && self->pythons->len > 1 &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_ptr_array_remove_index (self->pythons, 0);
    run_step (task, STEP_PYTHON);
    return;
  }
  if (!well && self->is_given && self->step >= STEP_INSTALL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    self->is_given = FALSE;
    warn_lock (self, error->message);
    run_step (task, STEP_RESOLVE);
    return;
  }
  if (well && self->step == STEP_PYTHON)
    take_python (self);
  if (well && self->step == STEP_RESOLVE)
    split_lock (self, &error);
  if (error != NULL)
    fail (task, error);
  else
    run_step (task, self->step + 1);
}

static void
tell_step (SpEnvironment *self)
{
  static const char *const what[] = {
    N_("Making the Python environment…"),
    N_("Looking for the first packages…"),
    N_("Installing the first packages…"),
    N_("Looking for the packages…"),
    N_("Installing the packages…"),
    N_("Installing packages from their repositories…"),
  };

  g_signal_emit (self, signals[LINE], 0, _(what[self->step]));
}

static void
run_step (GTask *task, Step step)
{
  SpEnvironment        *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) argv = NULL;
  g_auto (GStrv)        envp = NULL;

  while (step != STEP_DONE && !is_needed (self, step))
    step++;
  if (step == STEP_RESOLVE && take_lock (self))
    step = STEP_INSTALL;
  self->step = step;
  if (step == STEP_DONE) {
    remove_inputs (self);
    g_task_return_boolean (task, TRUE);
    return;
  }

  tell_step (self);
  argv = make_command (self);
  envp = sp_uv_make_environment (self->offline);
  /* Pythons come from one place only; where that cannot be reached another one does. */
  if (step == STEP_PYTHON)
    envp = g_environ_setenv (envp, "UV_HTTP_RETRIES", "0", TRUE);
  sp_tool_run_async ((const char *const *) argv->pdata, (const char *const *) envp,
                     self->tool_folder, line_cb, self, g_task_get_cancellable (task), step_done_cb,
                     g_object_ref (task));
}

static void
uv_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SpEnvironment    *self = g_task_get_source_object (task);
  GError           *error = NULL;

  g_free (self->uv);
  self->uv = sp_uv_find_finish (result, &error);
  if (self->uv == NULL)
    g_task_return_error (task, error);
  else
    run_step (task, STEP_PYTHON);
}

static void
sp_environment_finalize (GObject *object)
{
  SpEnvironment *self = SP_ENVIRONMENT (object);

  g_clear_object (&self->folder);
  g_clear_pointer (&self->first, g_strfreev);
  g_clear_pointer (&self->requirements, g_strfreev);
  g_clear_pointer (&self->python_version, g_free);
  g_clear_pointer (&self->wheels, g_free);
  g_clear_pointer (&self->lock, g_free);
  g_clear_pointer (&self->uv, g_free);
  g_clear_pointer (&self->tool_folder, g_free);
  g_clear_pointer (&self->pythons, g_ptr_array_unref);
  g_clear_pointer (&self->python, g_free);
  g_clear_pointer (&self->sizes, g_hash_table_unref);

  G_OBJECT_CLASS (sp_environment_parent_class)->finalize (object);
}

static void
sp_environment_class_init (SpEnvironmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_environment_finalize;

  signals[LINE] = g_signal_new ("line", SP_TYPE_ENVIRONMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WARNING] = g_signal_new ("warning", SP_TYPE_ENVIRONMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PROGRESS] = g_signal_new ("progress", SP_TYPE_ENVIRONMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
sp_environment_init (SpEnvironment *self)
{
  self->first = g_new0 (char *, 1);
  self->requirements = g_new0 (char *, 1);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SpEnvironment *
sp_environment_new (GFile *folder)
{
  SpEnvironment *self;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = g_object_new (SP_TYPE_ENVIRONMENT, NULL);
  self->folder = g_object_ref (folder);
  return self;
}

void
sp_environment_set_requirements (SpEnvironment     *self,
                                 const char *const *first,
                                 const char *const *requirements)
{
  g_return_if_fail (SP_IS_ENVIRONMENT (self));

  g_strfreev (self->first);
  g_strfreev (self->requirements);
  self->first = g_strdupv ((GStrv) first);
  self->requirements = g_strdupv ((GStrv) requirements);
}

void
sp_environment_set_python_version (SpEnvironment *self, const char *version)
{
  g_return_if_fail (SP_IS_ENVIRONMENT (self));

  g_free (self->python_version);
  self->python_version = g_strdup (version);
}

void
sp_environment_set_offline (SpEnvironment *self, gboolean offline, const char *wheels)
{
  g_return_if_fail (SP_IS_ENVIRONMENT (self));

  g_free (self->wheels);
  self->offline = offline;
  self->wheels = g_strdup (wheels);
}

void
sp_environment_set_lock (SpEnvironment *self, const char *path)
{
  g_return_if_fail (SP_IS_ENVIRONMENT (self));

  g_free (self->lock);
  self->lock = g_strdup (path);
}

void
sp_environment_make_async (SpEnvironment      *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  GError           *error = NULL;

  g_return_if_fail (SP_IS_ENVIRONMENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_environment_make_async);

  g_free (self->tool_folder);
  self->tool_folder = sp_uv_make_folder (&error);
  if (self->tool_folder != NULL && self->pythons == NULL)
    self->pythons = sp_environment_python_list (self->python_version, &error);
  if (error != NULL ||
      !write_input (self, "first.in", (const char *const *) self->first, &error) ||
      !write_input (self, "requirements.in", (const char *const *) self->requirements, &error)) {
    g_task_return_error (task, error);
    return;
  }

  sp_uv_find_async (self->offline, line_cb, self, cancellable, uv_found_cb, g_object_ref (task));
}

gboolean
sp_environment_make_finish (SpEnvironment *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
sp_environment_get_python (SpEnvironment *self)
{
  g_return_val_if_fail (SP_IS_ENVIRONMENT (self), NULL);

  return self->python;
}

guint
sp_environment_get_n_packages (SpEnvironment *self)
{
  g_return_val_if_fail (SP_IS_ENVIRONMENT (self), 0);

  return self->n_packages;
}

gint64
sp_environment_get_bytes_done (SpEnvironment *self)
{
  g_return_val_if_fail (SP_IS_ENVIRONMENT (self), 0);

  return self->bytes_done;
}

gint64
sp_environment_get_bytes_total (SpEnvironment *self)
{
  g_return_val_if_fail (SP_IS_ENVIRONMENT (self), 0);

  return self->bytes_total;
}
