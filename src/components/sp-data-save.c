/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-data-save.h"

#include <glib/gi18n-lib.h>

#include "sp-component-private.h"
#include "sp-platform.h"

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpComponent) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *name = g_file_get_basename (G_FILE (source));
  g_autofree char        *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup_printf (_("Saved as “%s”"), name);
  else
    text = g_strdup (error->message);
  sp_component_notice (self, text);
}

/* What is to be saved, kept while the user is asked where. */
typedef struct {
  SpComponent *component;
  GBytes      *data;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->component);
  g_bytes_unref (save->data);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save)   save = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile)  file = sp_platform_save_file_finish (result, &error);

  if (file != NULL) {
    g_file_replace_contents_bytes_async (file, save->data, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                         g_object_ref (save->component));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    sp_component_notice (save->component, error->message);
  }
}

void
sp_data_save (SpComponent *component, const char *title, const char *name, GBytes *data)
{
  Save *save = g_new0 (Save, 1);

  save->component = g_object_ref (component);
  save->data = g_bytes_ref (data);
  sp_platform_save_file_async (GTK_WIDGET (component), title, name, sp_component_get_cancellable (component),
                               chosen_cb, save);
}
