/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"
#include "sp-file-fetch.h"
#include "sp-model-facts.h"
#include "sp-resources.h"
#include "sp-single-file.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_MODEL3D (sp_model3d_get_type ())
G_DECLARE_FINAL_TYPE (SpModel3d, sp_model3d, SP, MODEL3D, SpSingleFile)

/* Larger files are not fetched only to be counted. */
#define MAX_FETCH (32 * 1024 * 1024)

/* The `model3d` component: a model as a file, with what is in it, to be opened with a program that
 * draws models. */
struct _SpModel3d {
  SpSingleFile parent_instance;

  const char   *format;      /* in words, NULL for an unknown one */
  GCancellable *cancellable; /* of reading what is in it */
};

G_DEFINE_FINAL_TYPE (SpModel3d, sp_model3d, SP_TYPE_SINGLE_FILE)

static const struct {
  const char *suffix;
  const char *words;
} formats[] = {
  { ".glb", N_("glTF model") },
  { ".gltf", N_("glTF model") },
  { ".obj", N_("Wavefront model") },
  { ".ply", N_("Polygon or splat model") },
  { ".splat", N_("Gaussian splats") },
  { ".stl", N_("STL model") },
};

static void
show_detail (SpModel3d *self, const char *facts)
{
  g_autofree char *detail = NULL;

  if (self->format != NULL && facts != NULL)
    detail = g_strdup_printf ("%s, %s", self->format, facts);
  sp_single_file_set_detail (SP_SINGLE_FILE (self), detail != NULL ? detail : self->format);
}

static void
facts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpModel3d         *self = user_data; /* there unless it was cancelled */
  g_autoptr (GError) error = NULL;
  g_autofree char   *facts = sp_model_facts_read_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_detail (self, facts);
}

/* A model that cannot be fetched is told of when the user wants it; its facts are not missed. */
static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpModel3d         *self = user_data; /* there unless it was cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile)  file = sp_file_fetch_finish (result, &error);

  if (file != NULL)
    sp_model_facts_read_async (file, gradio_file_get_name (sp_single_file_get_file (SP_SINGLE_FILE (self))),
                               self->cancellable, facts_read_cb, self);
}

static void
stop_reading (SpModel3d *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Only what is looked at is fetched. */
static void
read_facts (SpModel3d *self)
{
  GradioFile   *file = sp_single_file_get_file (SP_SINGLE_FILE (self));
  GradioClient *client = sp_component_get_client (SP_COMPONENT (self));

  stop_reading (self);
  if (file == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      gradio_file_get_size (file) > MAX_FETCH || !sp_file_fetch_is_possible (file, client))
    return;

  self->cancellable = g_cancellable_new ();
  sp_file_fetch_async (file, client, self->cancellable, fetched_cb, self);
}

static void
sp_model3d_show_file (SpSingleFile *single, GradioFile *file, GradioClient *client)
{
  SpModel3d       *self = SP_MODEL3D (single);
  g_autofree char *name = file != NULL ? g_utf8_strdown (gradio_file_get_name (file), -1) : NULL;

  self->format = NULL;
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (formats); i++) {
    if (g_str_has_suffix (name, formats[i].suffix))
      self->format = _(formats[i].words);
  }
  show_detail (self, NULL);
  read_facts (self);
}

static void
sp_model3d_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_model3d_parent_class)->map (widget);

  read_facts (SP_MODEL3D (widget));
}

static void
sp_model3d_unmap (GtkWidget *widget)
{
  stop_reading (SP_MODEL3D (widget));

  GTK_WIDGET_CLASS (sp_model3d_parent_class)->unmap (widget);
}

static void
sp_model3d_dispose (GObject *object)
{
  stop_reading (SP_MODEL3D (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MODEL3D);

  G_OBJECT_CLASS (sp_model3d_parent_class)->dispose (object);
}

static void
sp_model3d_class_init (SpModel3dClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_model3d_dispose;
  GTK_WIDGET_CLASS (klass)->map = sp_model3d_map;
  GTK_WIDGET_CLASS (klass)->unmap = sp_model3d_unmap;
  SP_SINGLE_FILE_CLASS (klass)->show_file = sp_model3d_show_file;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), SP_UI "model3d.ui");
}

static void
sp_model3d_init (SpModel3d *self)
{
  static const char *const types[] = { ".obj", ".glb", ".gltf", ".stl", ".splat", ".ply", NULL };

  SpSingleFile *single = SP_SINGLE_FILE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  sp_single_file_set_words (single, "application-x-addon-symbolic", _("Drop a 3D model here"),
                            _("No model yet"));
  sp_single_file_set_file_types (single, types);
}
