/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-rotating-log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#define MAX_SIZE (1024 * 1024)
#define N_FILES 3

struct _SpRotatingLog {
  GObject  parent_instance;
  char    *path;
  GString *waiting; /* to be written */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (SpRotatingLog, sp_rotating_log, G_TYPE_OBJECT)

static void
sp_rotating_log_finalize (GObject *object)
{
  SpRotatingLog *self = SP_ROTATING_LOG (object);

  g_clear_pointer (&self->path, g_free);
  g_string_free (self->waiting, TRUE);

  G_OBJECT_CLASS (sp_rotating_log_parent_class)->finalize (object);
}

static void
sp_rotating_log_class_init (SpRotatingLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_rotating_log_finalize;
}

static void
sp_rotating_log_init (SpRotatingLog *self)
{
  self->waiting = g_string_new (NULL);
}

static char *
dup_name (const char *path, int number)
{
  return number == 0 ? g_strdup (path) : g_strdup_printf ("%s.%d", path, number);
}

static void
rotate (const char *path)
{
  for (int i = N_FILES - 1; i > 0; i--) {
    g_autofree char *from = dup_name (path, i - 1);
    g_autofree char *to = dup_name (path, i);

    if (g_rename (from, to) != 0 && errno != ENOENT)
      g_debug ("A log is not kept: %s", g_strerror (errno));
  }
}

/* Writes all of a text and returns how long the file is then, -1 with errno. */
static goffset
append_to_file (const char *path, GString *text)
{
  int         file = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  struct stat facts;
  goffset     size = -1;
  gsize       done = 0;

  if (file < 0)
    return -1;

  while (done < text->len) {
    gssize written = write (file, text->str + done, text->len - done);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      break;
    done += written;
  }
  if (done == text->len && fstat (file, &facts) == 0)
    size = facts.st_size;
  close (file);
  return size;
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static void
write_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SpRotatingLog *self = source;
  goffset        size = append_to_file (self->path, task_data);

  if (size < 0)
    g_debug ("A log is not written: %s", g_strerror (errno));
  else if (size > MAX_SIZE)
    rotate (self->path);
  g_task_return_boolean (task, TRUE);
}

static void write_waiting (SpRotatingLog *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpRotatingLog *self = SP_ROTATING_LOG (source);

  self->writing = FALSE;
  if (self->waiting->len > 0)
    write_waiting (self);
}

static void
write_waiting (SpRotatingLog *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, written_cb, NULL);

  self->writing = TRUE;
  g_task_set_task_data (task, g_steal_pointer (&self->waiting), free_text);
  self->waiting = g_string_new (NULL);
  g_task_run_in_thread (task, write_thread);
}

SpRotatingLog *
sp_rotating_log_new (const char *path)
{
  SpRotatingLog *self = g_object_new (SP_TYPE_ROTATING_LOG, NULL);

  self->path = g_strdup (path);
  return self;
}

void
sp_rotating_log_append (SpRotatingLog *self, const char *line)
{
  g_return_if_fail (SP_IS_ROTATING_LOG (self));

  /* A disk that does not keep up does not get all of it. */
  if (self->waiting->len > MAX_SIZE)
    return;

  g_string_append (self->waiting, line);
  g_string_append_c (self->waiting, '\n');
  if (!self->writing)
    write_waiting (self);
}
