/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-camera-source.h"

#include "sp-camera-view.h"
#include "sp-drop-zone-private.h"

#include <glib/gi18n-lib.h>

#define WORD "webcam"

struct _SpCameraSource {
  GObject parent_instance;

  SpDropZone     *zone; /* owns this */
  SpCameraOptions options;
  SpTempFolder   *films; /* owned */
  GtkWidget      *view;  /* (nullable): while it is shown, owned by the zone */
};

G_DEFINE_FINAL_TYPE (SpCameraSource, sp_camera_source, G_TYPE_OBJECT)

typedef enum {
  PROP_RUNNING = 1,
} SpCameraSourceProperty;

static GParamSpec *properties[PROP_RUNNING + 1];

enum {
  SIGNAL_ENCODED,
  SIGNAL_FILM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
photo_cb (SpCameraSource *self, GdkTexture *texture)
{
  sp_camera_source_close (self);
  sp_drop_zone_take_texture (self->zone, texture);
}

static void
film_cb (SpCameraSource *self, GFile *film)
{
  sp_camera_source_close (self);
  g_signal_emit (self, signals[SIGNAL_FILM], 0, film);
}

static void
refused_cb (SpCameraSource *self, const char *sentence)
{
  sp_drop_zone_refuse (self->zone, sentence);
}

static void
encoded_cb (SpCameraSource *self, GBytes *bytes)
{
  g_signal_emit (self, signals[SIGNAL_ENCODED], 0, bytes);
}

static void
running_cb (SpCameraSource *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static void
source_cb (SpCameraSource *self, const char *word)
{
  if (g_str_equal (word, WORD))
    sp_camera_source_open (self);
}

/* What was hidden stays off. */
static void
zone_map_cb (SpCameraSource *self)
{
  if (self->view != NULL && sp_camera_view_is_off (SP_CAMERA_VIEW (self->view)))
    sp_camera_source_close (self);
}

static void
zone_interactive_cb (SpCameraSource *self)
{
  gboolean interactive = FALSE;

  g_object_get (self->zone, "interactive", &interactive, NULL);
  if (!interactive)
    sp_camera_source_close (self);
}

static void
sp_camera_source_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpCameraSourceProperty) prop_id) {
  case PROP_RUNNING:
    g_value_set_boolean (value, sp_camera_source_get_running (SP_CAMERA_SOURCE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_camera_source_finalize (GObject *object)
{
  SpCameraSource *self = SP_CAMERA_SOURCE (object);

  g_clear_weak_pointer (&self->view);
  sp_temp_folder_free (self->films);

  G_OBJECT_CLASS (sp_camera_source_parent_class)->finalize (object);
}

static void
sp_camera_source_class_init (SpCameraSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_camera_source_get_property;
  object_class->finalize = sp_camera_source_finalize;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ENCODED] = g_signal_new ("encoded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_FILM] = g_signal_new ("film", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
sp_camera_source_init (SpCameraSource *self)
{
  self->films = sp_temp_folder_new ();
}

SpCameraSource *
sp_camera_source_new (SpDropZone *zone, SpCameraUse use)
{
  SpCameraSource *self = NULL;

  g_return_val_if_fail (SP_IS_DROP_ZONE (zone), NULL);

  self = g_object_new (SP_TYPE_CAMERA_SOURCE, NULL);
  self->zone = zone;
  sp_camera_options_init (&self->options, use);
  sp_drop_zone_add_source (zone, WORD, _("C_amera"));
  g_signal_connect_object (zone, "source", G_CALLBACK (source_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zone, "map", G_CALLBACK (zone_map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zone, "notify::interactive", G_CALLBACK (zone_interactive_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
sp_camera_source_read (SpCameraSource *self, JsonObject *props)
{
  g_return_if_fail (SP_IS_CAMERA_SOURCE (self));

  sp_camera_options_read (&self->options, props);
  if (!sp_drop_zone_has_source (self->zone, WORD))
    sp_camera_source_close (self);
}

void
sp_camera_source_set_use (SpCameraSource *self, SpCameraUse use)
{
  g_return_if_fail (SP_IS_CAMERA_SOURCE (self));

  self->options.use = use;
}

gboolean
sp_camera_source_get_offered (SpCameraSource *self)
{
  gboolean interactive = FALSE;

  g_return_val_if_fail (SP_IS_CAMERA_SOURCE (self), FALSE);

  g_object_get (self->zone, "interactive", &interactive, NULL);

  return interactive && sp_drop_zone_has_source (self->zone, WORD);
}

void
sp_camera_source_open (SpCameraSource *self)
{
  g_return_if_fail (SP_IS_CAMERA_SOURCE (self));

  if (self->view != NULL || !sp_camera_source_get_offered (self))
    return;

  g_set_weak_pointer (&self->view, sp_camera_view_new (&self->options, self->films));
  g_signal_connect_object (self->view, "photo", G_CALLBACK (photo_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "film", G_CALLBACK (film_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "encoded", G_CALLBACK (encoded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "close", G_CALLBACK (sp_camera_source_close), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::running", G_CALLBACK (running_cb), self,
                           G_CONNECT_SWAPPED);
  sp_drop_zone_set_activity (self->zone, self->view);
  gtk_widget_grab_focus (self->view);
}

void
sp_camera_source_close (SpCameraSource *self)
{
  GtkWidget *view = self->view;
  gboolean   focused = FALSE;

  g_return_if_fail (SP_IS_CAMERA_SOURCE (self));

  if (view == NULL)
    return;

  g_clear_weak_pointer (&self->view);
  focused = gtk_widget_get_focus_child (view) != NULL;
  sp_drop_zone_set_activity (self->zone, NULL);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->zone));
}

void
sp_camera_source_stop (SpCameraSource *self)
{
  g_return_if_fail (SP_IS_CAMERA_SOURCE (self));

  if (self->view != NULL)
    sp_camera_view_stop (SP_CAMERA_VIEW (self->view));
}

gboolean
sp_camera_source_get_running (SpCameraSource *self)
{
  g_return_val_if_fail (SP_IS_CAMERA_SOURCE (self), FALSE);

  return self->view != NULL && sp_camera_view_get_running (SP_CAMERA_VIEW (self->view));
}

void
sp_camera_source_show_answer (SpCameraSource *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_CAMERA_SOURCE (self));

  if (self->view != NULL)
    sp_camera_view_show_answer (SP_CAMERA_VIEW (self->view), file, client);
}
