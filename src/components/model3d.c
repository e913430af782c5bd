/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-resources.h"
#include "sp-single-file.h"

#include <glib/gi18n-lib.h>

#define SP_TYPE_MODEL3D (sp_model3d_get_type ())
G_DECLARE_FINAL_TYPE (SpModel3d, sp_model3d, SP, MODEL3D, SpSingleFile)

/* The `model3d` component: a model as a file, to be opened with a program that draws models. */
struct _SpModel3d {
  SpSingleFile parent_instance;
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
sp_model3d_show_file (SpSingleFile *single, GradioFile *file, GradioClient *client)
{
  g_autofree char *name = file != NULL ? g_utf8_strdown (gradio_file_get_name (file), -1) : NULL;
  const char      *words = NULL;

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (formats); i++) {
    if (g_str_has_suffix (name, formats[i].suffix))
      words = _(formats[i].words);
  }
  sp_single_file_set_detail (single, words);
}

static void
sp_model3d_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MODEL3D);

  G_OBJECT_CLASS (sp_model3d_parent_class)->dispose (object);
}

static void
sp_model3d_class_init (SpModel3dClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_model3d_dispose;
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
