/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sound-trimmer.h"

#include "sp-file-fetch.h"
#include "sp-resources.h"
#include "sp-sound-reader.h"
#include "sp-temp-folder.h"
#include "sp-trim-handle.h"
#include "sp-waveform.h"

#include <glib/gi18n-lib.h>

#define LEAST_PART 0.05 /* seconds */

struct _SpSoundTrimmer {
  GtkWidget parent_instance;

  GtkWidget  *box;         /* template child */
  GtkOverlay *overlay;     /* template child: the waveform under the handles */
  SpWaveform *waveform;    /* template child */
  GtkLabel   *words;       /* template child: what part it is */
  GtkWidget  *trim_button; /* template child */
  GtkWidget  *from;        /* owned by the overlay: the handles */
  GtkWidget  *to;

  SpTempFolder *folder;      /* owned: the parts */
  GCancellable *cancellable; /* owned, (nullable): while it is open */
  GFile        *file;        /* owned, (nullable): the sound, once it is there */
  GFile        *part;        /* owned, (nullable): while it is written */
  GtkWidget    *dragged;     /* one of the handles, (nullable) */
  double        duration;
  double        start; /* seconds */
  double        end;
};

G_DEFINE_FINAL_TYPE (SpSoundTrimmer, sp_sound_trimmer, GTK_TYPE_WIDGET)

enum {
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_part (SpSoundTrimmer *self)
{
  g_autofree char *words = NULL;

  if (self->duration <= 0)
    return;

  /* Translators: begin, end and length of a part of a sound, in seconds. */
  words = g_strdup_printf (_("%.2f s – %.2f s: %.2f s of %.2f s"), self->start, self->end, self->end - self->start,
                           self->duration);
  gtk_label_set_text (self->words, words);
  sp_waveform_set_range (self->waveform, self->start / self->duration, self->end / self->duration);
  sp_trim_handle_show (SP_TRIM_HANDLE (self->from), self->start, 0, self->end);
  sp_trim_handle_show (SP_TRIM_HANDLE (self->to), self->end, self->start, self->duration);
  gtk_widget_set_sensitive (self->trim_button,
                            self->part == NULL && (self->start > 0 || self->end < self->duration));
  gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
}

static void
move_to (SpSoundTrimmer *self, GtkWidget *handle, double seconds)
{
  double least = MIN (LEAST_PART, self->duration);

  if (self->duration <= 0 || self->part != NULL)
    return;

  if (handle == self->from)
    self->start = CLAMP (seconds, 0, self->end - least);
  else
    self->end = CLAMP (seconds, self->start + least, self->duration);
  show_part (self);
}

static void
handle_moved_cb (SpSoundTrimmer *self, double seconds, GtkWidget *handle)
{
  move_to (self, handle, (handle == self->from ? self->start : self->end) + seconds);
}

/* The middle of a handle is where it cuts. */
static gboolean
place_handle_cb (GtkOverlay *overlay, GtkWidget *handle, GdkRectangle *place, SpSoundTrimmer *self)
{
  double seconds = handle == self->from ? self->start : self->end;
  int    width = gtk_widget_get_width (GTK_WIDGET (self->waveform));

  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, &place->width, NULL, NULL, NULL);
  place->height = gtk_widget_get_height (GTK_WIDGET (self->waveform));
  place->y = 0;
  place->x = self->duration > 0 ? (int) (seconds / self->duration * (width - place->width)) : 0;

  return TRUE;
}

static double
get_seconds (SpSoundTrimmer *self, double x)
{
  int width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self->waveform)));

  return x / width * self->duration;
}

static void
drag_begin_cb (SpSoundTrimmer *self, double x, double y)
{
  double seconds = get_seconds (self, x);

  self->dragged = ABS (seconds - self->start) < ABS (seconds - self->end) ? self->from : self->to;
  gtk_widget_grab_focus (self->dragged);
  move_to (self, self->dragged, seconds);
}

static void
drag_update_cb (SpSoundTrimmer *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x = 0;
  double y = 0;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    move_to (self, self->dragged, get_seconds (self, x + dx));
}

static void
end (SpSoundTrimmer *self, GFile *part, const char *trouble)
{
  g_autoptr (GFile) kept = part != NULL ? g_object_ref (part) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->part);
  self->duration = 0;
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, kept, trouble);
}

static void
levels_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSoundTrimmer) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (GArray)         levels = NULL;
  double                     duration = 0;

  levels = sp_sound_reader_load_levels_finish (result, &duration, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (levels == NULL) {
    end (self, NULL, error->message);
    return;
  }

  self->duration = duration;
  self->start = 0;
  self->end = duration;
  sp_waveform_set_levels (self->waveform, levels);
  gtk_widget_set_visible (self->from, TRUE);
  gtk_widget_set_visible (self->to, TRUE);
  show_part (self);
  gtk_widget_grab_focus (self->from);
}

static void
load_levels (SpSoundTrimmer *self, GFile *file)
{
  g_set_object (&self->file, file);
  sp_sound_reader_load_levels_async (file, self->cancellable, levels_loaded_cb, g_object_ref (self));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSoundTrimmer) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autoptr (GFile)          file = sp_file_fetch_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (file != NULL)
    load_levels (self, file);
  else
    end (self, NULL, error->message);
}

static void
cut_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpSoundTrimmer) self = user_data;
  g_autoptr (GError)         error = NULL;
  gboolean                   cut = sp_sound_reader_cut_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (cut)
    end (self, self->part, NULL);
  else
    end (self, NULL, error->message);
}

static void
trim_cb (SpSoundTrimmer *self)
{
  g_autoptr (GError) error = NULL;

  if (self->part != NULL || !gtk_widget_get_sensitive (self->trim_button))
    return;

  self->part = sp_temp_folder_new_file (self->folder, "trimmed", ".wav", &error);
  if (self->part == NULL) {
    end (self, NULL, error->message);
    return;
  }

  show_part (self);
  sp_sound_reader_cut_async (self->file, self->start, self->end, self->part, self->cancellable, cut_cb,
                             g_object_ref (self));
}

static gboolean
trim_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  trim_cb (SP_SOUND_TRIMMER (widget));

  return TRUE;
}

static gboolean
cancel_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  sp_sound_trimmer_close (SP_SOUND_TRIMMER (widget));

  return TRUE;
}

static void
sp_sound_trimmer_dispose (GObject *object)
{
  SpSoundTrimmer *self = SP_SOUND_TRIMMER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->part);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_sound_trimmer_parent_class)->dispose (object);
}

static void
sp_sound_trimmer_finalize (GObject *object)
{
  g_clear_pointer (&SP_SOUND_TRIMMER (object)->folder, sp_temp_folder_free);

  G_OBJECT_CLASS (sp_sound_trimmer_parent_class)->finalize (object);
}

static void
sp_sound_trimmer_class_init (SpSoundTrimmerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sp_sound_trimmer_dispose;
  object_class->finalize = sp_sound_trimmer_finalize;
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, G_TYPE_FILE, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-sound-trimmer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, trim_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, trim_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, cancel_key_cb, NULL);

  g_type_ensure (SP_TYPE_WAVEFORM);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-sound-trimmer.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSoundTrimmer, box);
  gtk_widget_class_bind_template_child (widget_class, SpSoundTrimmer, overlay);
  gtk_widget_class_bind_template_child (widget_class, SpSoundTrimmer, waveform);
  gtk_widget_class_bind_template_child (widget_class, SpSoundTrimmer, words);
  gtk_widget_class_bind_template_child (widget_class, SpSoundTrimmer, trim_button);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_update_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_handle_cb);
  gtk_widget_class_bind_template_callback (widget_class, sp_sound_trimmer_close);
  gtk_widget_class_bind_template_callback (widget_class, trim_cb);
}

static GtkWidget *
add_handle (SpSoundTrimmer *self, const char *name)
{
  GtkWidget *handle = sp_trim_handle_new (name);

  g_signal_connect_object (handle, "move", G_CALLBACK (handle_moved_cb), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (self->overlay, handle);

  return handle;
}

static void
sp_sound_trimmer_init (SpSoundTrimmer *self)
{
  self->folder = sp_temp_folder_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->from = add_handle (self, _("Begin"));
  self->to = add_handle (self, _("End"));
}

GtkWidget *
sp_sound_trimmer_new (void)
{
  return g_object_new (SP_TYPE_SOUND_TRIMMER, NULL);
}

void
sp_sound_trimmer_open (SpSoundTrimmer *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_SOUND_TRIMMER (self));
  g_return_if_fail (GRADIO_IS_FILE (file));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->duration = 0;
  sp_waveform_clear (self->waveform);
  gtk_label_set_text (self->words, _("Reading…"));
  gtk_widget_set_visible (self->from, FALSE);
  gtk_widget_set_visible (self->to, FALSE);
  gtk_widget_set_sensitive (self->trim_button, FALSE);
  if (gradio_file_get_local (file) != NULL)
    load_levels (self, gradio_file_get_local (file));
  else
    sp_file_fetch_async (file, client, self->cancellable, fetched_cb, g_object_ref (self));
}

void
sp_sound_trimmer_close (SpSoundTrimmer *self)
{
  g_return_if_fail (SP_IS_SOUND_TRIMMER (self));

  if (self->cancellable != NULL)
    end (self, NULL, NULL);
}

gboolean
sp_sound_trimmer_get_ready (SpSoundTrimmer *self)
{
  g_return_val_if_fail (SP_IS_SOUND_TRIMMER (self), FALSE);

  return self->duration > 0;
}

void
sp_sound_trimmer_set_color (SpSoundTrimmer *self, const GdkRGBA *color)
{
  g_return_if_fail (SP_IS_SOUND_TRIMMER (self));

  sp_waveform_set_color (self->waveform, color);
}
