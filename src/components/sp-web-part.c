/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-web-part.h"

#include "sp-platform.h"
#include "sp-web-module.h"

#include <glib/gi18n-lib.h>

struct _SpWebPart {
  GtkWidget parent_instance;

  GtkWidget *view; /* of the module; NULL when it could not be loaded */
};

G_DEFINE_FINAL_TYPE (SpWebPart, sp_web_part, GTK_TYPE_WIDGET)

enum {
  MESSAGE,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Libraries */

static char *
dup_library_path (const char *name)
{
  const char *folder = g_getenv ("SPACEPORT_WEB_DIR");

  return g_build_filename (folder != NULL && *folder != '\0' ? folder : PKGDATADIR "/web", name, NULL);
}

gboolean
sp_web_part_has_libraries (const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = dup_library_path (names[i]);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return FALSE;
  }

  return TRUE;
}

static char **
dup_library_paths (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = dup_library_path (names[i]);

    g_strv_builder_add (builder, path);
  }

  return g_strv_builder_end (builder);
}

/* The part */

static void
message_cb (SpWebPart *self, const char *name, const char *json)
{
  g_signal_emit (self, signals[MESSAGE], 0, name, json);
}

static void
failed_cb (SpWebPart *self, const char *words)
{
  g_signal_emit (self, signals[FAILED], 0, words);
}

static void
open_uri_cb (SpWebPart *self, const char *uri)
{
  sp_platform_open_uri (GTK_WIDGET (self), uri);
}

static void
sp_web_part_dispose (GObject *object)
{
  SpWebPart *self = SP_WEB_PART (object);

  g_clear_pointer (&self->view, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_web_part_parent_class)->dispose (object);
}

static void
sp_web_part_class_init (SpWebPartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_web_part_dispose;

  signals[MESSAGE] = g_signal_new ("message", SP_TYPE_WEB_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", SP_TYPE_WEB_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sp_web_part_init (SpWebPart *self)
{
}

SpWebPart *
sp_web_part_new (const char        *policy,
                 const char        *base_uri,
                 const char *const *libraries,
                 const char        *script)
{
  const SpWebViewInterface *interface = sp_web_module_get_interface ();
  SpWebPart                *self = g_object_new (SP_TYPE_WEB_PART, NULL);
  g_auto (GStrv)            paths = dup_library_paths (libraries);

  if (interface != NULL) {
    self->view = interface->create (policy, base_uri, (const char *const *) paths, script);
    g_signal_connect_object (self->view, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->view, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->view, "open-uri", G_CALLBACK (open_uri_cb), self, G_CONNECT_SWAPPED);
    gtk_widget_set_parent (self->view, GTK_WIDGET (self));
  }

  return self;
}

/* Without a view. */
static void
refuse (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, refuse);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The part for web views is damaged."));
}

void
sp_web_part_call_async (SpWebPart          *self,
                        const char         *function,
                        const char         *json,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (SP_IS_WEB_PART (self));

  if (self->view != NULL)
    sp_web_module_get_interface ()->call_async (self->view, function, json, cancellable, callback, user_data);
  else
    refuse (cancellable, callback, user_data);
}

gboolean
sp_web_part_call_finish (GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sp_web_part_snapshot_async (SpWebPart          *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (SP_IS_WEB_PART (self));

  if (self->view != NULL)
    sp_web_module_get_interface ()->snapshot_async (self->view, cancellable, callback, user_data);
  else
    refuse (cancellable, callback, user_data);
}

GdkTexture *
sp_web_part_snapshot_finish (GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
