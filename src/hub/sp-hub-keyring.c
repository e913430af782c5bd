/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#ifdef HAVE_LIBSECRET
#include "gradio-token-schema.h"
#endif

/* A keyring that is a file is written as a whole, and not there for a moment then. */
#define KEYRING_LOCK "keyring.lock"

struct _SpHubKeyring {
  GObject parent_instance;
  char   *hub;
  GQueue *waiting; /* of tasks, owned; the first one is at work */
};

G_DEFINE_FINAL_TYPE (SpHubKeyring, sp_hub_keyring, G_TYPE_OBJECT)

static void
sp_hub_keyring_finalize (GObject *object)
{
  SpHubKeyring *self = SP_HUB_KEYRING (object);

  g_queue_free (self->waiting); /* empty: each task has a reference */
  g_free (self->hub);

  G_OBJECT_CLASS (sp_hub_keyring_parent_class)->finalize (object);
}

static void
sp_hub_keyring_class_init (SpHubKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_keyring_finalize;
}

static void
sp_hub_keyring_init (SpHubKeyring *self)
{
  self->waiting = g_queue_new ();
}

SpHubKeyring *
sp_hub_keyring_new (const char *hub)
{
  SpHubKeyring *self = g_object_new (SP_TYPE_HUB_KEYRING, NULL);

  self->hub = g_strdup (hub);

  return self;
}

/* A call; data of its task. */
typedef struct {
  char    *hub;
  char    *name;
  char    *label;
  char    *text; /* nullable: it is removed */
  gboolean is_write;
} Call;

static void
call_free (Call *self)
{
  g_free (self->hub);
  g_free (self->name);
  g_free (self->label);
  g_free (self->text);
  g_free (self);
}

/* Waits for other programs of this user. Returns: a file whose closing gives the lock back, -1 with an error */
static int
lock_file (const char *name,
           GError    **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "spaceport", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int              fd = -1;
  int              status = -1;
  int              cause;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  while (fd >= 0 && (status = flock (fd, LOCK_EX)) != 0 && errno == EINTR)
    ;
  if (status == 0)
    return fd;

  cause = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (cause), _("“%s” cannot be written: %s"), path,
               g_strerror (cause));

  return -1;
}

#ifdef HAVE_LIBSECRET

static void
unlock_file (int lock)
{
  if (lock >= 0)
    close (lock);
}

/* In a keyring that is a file the attributes alone tell what is what, so they are not those of the token. */
static const SecretSchema schema = {
  .name = "io.github.spaceport_app.Account",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* Not of the token, which goes for other reasons, too. */
static gboolean
is_sign_out (const Call *call)
{
  return call->is_write && call->name != NULL && call->text == NULL;
}

/* Takes the error. */
static void
fail (GTask  *task,
      GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, error);
    return;
  }

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) && is_sign_out (g_task_get_task_data (task))) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             _("Your keyring is locked, and the login stays in it. Unlock it, then start the program "
                                "again and sign out once more."));
    g_error_free (error);
    return;
  }

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             _("Your keyring is locked, with what is kept there of your accounts. Unlock it, then "
                                "start the program again; until then you stay signed in only as long as it runs."));
    g_error_free (error);
    return;
  }

  g_dbus_error_strip_remote_error (error);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("There is no keyring that can be used: %s. You stay signed in only as long as the program "
                              "runs; install or unlock one, such as GNOME Keyring or KWallet, to stay signed in."),
                           error->message);
  g_error_free (error);
}

/* What is gone meanwhile is no error; what the user did not unlock is one, of which the first counts. */
static void
add_found (GHashTable *found,
           GObject    *item,
           GError    **locked)
{
  g_autoptr (GHashTable)  attributes = secret_retrievable_get_attributes (SECRET_RETRIEVABLE (item));
  g_autoptr (GError)      cause = NULL;
  g_autoptr (SecretValue) value = secret_retrievable_retrieve_secret_sync (SECRET_RETRIEVABLE (item), NULL, &cause);
  const char             *name = g_hash_table_lookup (attributes, "account");
  const char             *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (name != NULL && text != NULL)
    g_hash_table_insert (found, g_strdup (name), g_strdup (text));
  if (*locked == NULL && g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    *locked = g_steal_pointer (&cause);
}

/* Each secret is asked for by itself, so nothing may be written until the last one is there. */
static GHashTable *
load_all (Call         *call,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError)     locked = NULL;
  GError                *cause = NULL;
  g_autolist (GObject)   items = NULL;

  items = secret_password_search_sync (&schema, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, cancellable, &cause, "server",
                                       call->hub, NULL);
  if (cause != NULL) {
    g_propagate_error (error, cause);
    return NULL;
  }

  for (GList *item = items; item != NULL; item = item->next)
    add_found (found, item->data, &locked);
  if (locked != NULL && g_hash_table_size (found) == 0) { /* else it is a part that the user may not need */
    g_propagate_error (error, g_steal_pointer (&locked));
    return NULL;
  }

  return g_steal_pointer (&found);
}

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError     *error = NULL;
  int         lock = lock_file (KEYRING_LOCK, NULL);
  GHashTable *found = load_all (task_data, cancellable, &error);

  unlock_file (lock);
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_hash_table_unref);
  else
    fail (task, error);
}

static gboolean
is_left (const SecretSchema *which,
         GHashTable         *attributes,
         SecretSearchFlags   flags,
         GCancellable       *cancellable,
         GError            **error)
{
  g_autolist (GObject) items = secret_password_searchv_sync (which, attributes, flags, cancellable, error);

  return items != NULL;
}

/* Takes @attributes. What is locked would be passed over, without a word. */
static void
clear (const SecretSchema *which,
       GHashTable         *attributes,
       GCancellable       *cancellable,
       GError            **error)
{
  g_autoptr (GHashTable) owned = attributes;
  GError                *cause = NULL;

  if (is_left (which, owned, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, cancellable, &cause))
    secret_password_clearv_sync (which, owned, cancellable, &cause);
  if (cause == NULL && is_left (which, owned, SECRET_SEARCH_ALL, cancellable, &cause))
    g_set_error_literal (&cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "It is still there");
  if (cause != NULL)
    g_propagate_error (error, cause);
}

static void
write_call (Call         *call,
            GCancellable *cancellable,
            GError      **error)
{
  const SecretSchema *token_schema = gradio_token_get_schema ();

  if (call->name == NULL && call->text == NULL)
    clear (token_schema, secret_attributes_build (token_schema, "hub", call->hub, NULL), cancellable, error);
  else if (call->name == NULL)
    secret_password_store_sync (token_schema, SECRET_COLLECTION_DEFAULT, call->label, call->text, cancellable, error,
                                "hub", call->hub, NULL);
  else if (call->text == NULL)
    clear (&schema, secret_attributes_build (&schema, "server", call->hub, "account", call->name, NULL), cancellable,
           error);
  else
    secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, call->label, call->text, cancellable, error,
                                "server", call->hub, "account", call->name, NULL);
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  int     lock = lock_file (KEYRING_LOCK, NULL);

  write_call (task_data, cancellable, &error);
  unlock_file (lock);
  if (error != NULL)
    fail (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

#else

static void
load_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This program was built without support for keyrings: you stay signed in only as long as "
                              "it runs."));
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  load_thread (task, source_object, task_data, cancellable);
}

#endif

static void
flush_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_loading (GTask *task)
{
  return g_task_get_source_tag (task) == sp_hub_keyring_load_async;
}

static GTaskThreadFunc
get_work (GTask *task)
{
  if (g_task_get_source_tag (task) == sp_hub_keyring_flush_async)
    return flush_thread;

  return is_loading (task) ? load_thread : write_thread;
}

static void begin_next (SpHubKeyring *self);

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SpHubKeyring     *self = SP_HUB_KEYRING (source);
  g_autoptr (GTask) task = g_queue_pop_head (self->waiting);
  GError           *error = NULL;
  GHashTable       *found = NULL;

  begin_next (self);
  if (is_loading (task))
    found = g_task_propagate_pointer (G_TASK (result), &error);
  else
    g_task_propagate_boolean (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (is_loading (task))
    g_task_return_pointer (task, found, (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_boolean (task, TRUE);
}

static void
begin_next (SpHubKeyring *self)
{
  GTask            *task = g_queue_peek_head (self->waiting);
  g_autoptr (GTask) work = NULL;

  if (task == NULL)
    return;

  work = g_task_new (self, g_task_get_cancellable (task), worked_cb, NULL);
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (work, get_work (task));
}

static void
enqueue (SpHubKeyring *self,
         GTask        *task,
         const char   *name,
         const char   *label,
         const char   *text)
{
  Call *call = g_new0 (Call, 1);

  call->hub = g_strdup (self->hub);
  call->name = g_strdup (name);
  call->label = g_strdup (label);
  call->text = g_strdup (text);
  call->is_write = g_task_get_source_tag (task) == sp_hub_keyring_write_async;
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  g_queue_push_tail (self->waiting, task);
  if (g_queue_get_length (self->waiting) == 1)
    begin_next (self);
}

void
sp_hub_keyring_load_async (SpHubKeyring       *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_KEYRING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_keyring_load_async);
  enqueue (self, task, NULL, NULL, NULL);
}

GHashTable *
sp_hub_keyring_load_finish (SpHubKeyring *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sp_hub_keyring_write_async (SpHubKeyring       *self,
                            const char         *name,
                            const char         *label,
                            const char         *text,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_KEYRING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_keyring_write_async);
  enqueue (self, task, name, label, text);
}

gboolean
sp_hub_keyring_write_finish (SpHubKeyring *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_hub_keyring_flush_async (SpHubKeyring       *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_KEYRING (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sp_hub_keyring_flush_async);
  enqueue (self, task, NULL, NULL, NULL);
}

void
sp_hub_keyring_flush_finish (SpHubKeyring *self,
                             GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
lock_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  int     fd = lock_file ("accounts.lock", &error);

  if (fd >= 0)
    g_task_return_int (task, fd);
  else
    g_task_return_error (task, error);
}

void
sp_hub_keyring_lock_async (SpHubKeyring       *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SP_IS_HUB_KEYRING (self));

  /* Whoever has the lock asks the Hub, which is given up after a while. */
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_keyring_lock_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, lock_thread);
}

int
sp_hub_keyring_lock_finish (SpHubKeyring *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}
