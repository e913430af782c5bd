/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-file-row.h"

#include "sp-component-private.h"
#include "sp-file-drag.h"
#include "sp-file-fetch.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

struct _SpFileRow {
  GtkWidget parent_instance;

  GtkWidget  *box;         /* template child */
  GtkImage   *icon;        /* template child */
  GtkLabel   *name;        /* template child */
  GtkLabel   *caption;     /* template child */
  GtkBox     *buttons;     /* template child */
  GtkWidget  *save_button; /* template child */
  GtkWidget  *progress;    /* template child */
  SpFileDrag *drag;        /* owned */

  GradioFile   *file;
  GradioClient *client;
  GSignalGroup *client_signals;
  GCancellable *cancellable; /* of asking for the size */
  gint64        n_sent;      /* while it is uploaded, else -1 */
  goffset       size;
  char         *detail;
  gboolean      removable;
  gboolean      savable;
  gboolean      saved_elsewhere;
};

G_DEFINE_FINAL_TYPE (SpFileRow, sp_file_row, GTK_TYPE_WIDGET)

typedef enum {
  PROP_REMOVABLE = 1,
  PROP_SAVABLE,
  PROP_SAVED_ELSEWHERE,
  PROP_DETAIL,
} SpFileRowProperty;

static GParamSpec *properties[PROP_DETAIL + 1];

enum {
  SIGNAL_REMOVE,
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_caption (SpFileRow *self)
{
  g_autofree char *size_text = self->size >= 0 ? g_format_size (self->size) : NULL;
  g_autofree char *text = NULL;

  if (self->n_sent >= 0 && size_text != NULL) {
    g_autofree char *sent_text = g_format_size (self->n_sent);

    text = g_strdup_printf (_("%s of %s uploaded"), sent_text, size_text);
  } else if (self->detail != NULL && size_text != NULL)
    text = g_strdup_printf ("%s · %s", self->detail, size_text);
  else
    text = g_strdup (self->detail != NULL ? self->detail : size_text);

  gtk_label_set_text (self->caption, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), text != NULL);
}

static void
show_upload (SpFileRow *self, gint64 n_sent, gint64 total)
{
  gboolean is_going_on = n_sent >= 0 && n_sent < total;

  self->n_sent = is_going_on ? n_sent : -1;
  gtk_widget_set_visible (self->progress, is_going_on);
  if (is_going_on)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), (double) n_sent / (double) total);
  update_caption (self);
}

static void
upload_progress_cb (SpFileRow *self, GFile *file, gint64 n_sent, gint64 total)
{
  GFile *local = self->file != NULL ? gradio_file_get_local (self->file) : NULL;

  if (local != NULL && g_file_equal (local, file))
    show_upload (self, n_sent, total);
}

static void
size_queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpFileRow) self = user_data;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError)    error = NULL;

  info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (info == NULL) {
    g_debug ("The size of a file is unknown: %s", error->message);
    return;
  }
  self->size = g_file_info_get_size (info);
  update_caption (self);
}

static void
update_size (SpFileRow *self)
{
  GFile *local = self->file != NULL ? gradio_file_get_local (self->file) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->size = self->file != NULL ? gradio_file_get_size (self->file) : -1;
  if (local == NULL || self->size >= 0)
    return;

  self->cancellable = g_cancellable_new ();
  g_file_query_info_async (local, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_LOW, self->cancellable, size_queried_cb, g_object_ref (self));
}

static void
update_icon (SpFileRow *self)
{
  const char       *mime_type = self->file != NULL ? gradio_file_get_mime_type (self->file) : NULL;
  g_autofree char  *content_type = NULL;
  g_autoptr (GIcon) icon = NULL;

  content_type = g_content_type_from_mime_type (mime_type != NULL ? mime_type
                                                                  : "application/octet-stream");
  if (content_type == NULL) /* The server's word, not a MIME type at all. */
    content_type = g_strdup ("application/octet-stream");
  icon = g_content_type_get_symbolic_icon (content_type);
  gtk_image_set_from_gicon (self->icon, icon);
}

static void
update_actions (SpFileRow *self)
{
  gboolean can_save = self->savable && sp_file_fetch_is_possible (self->file, self->client);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file-row.open", can_save);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file-row.save", can_save);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file-row.remove", self->removable);
  gtk_widget_set_visible (self->save_button, can_save && !self->saved_elsewhere);
}

static void
open_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_file_row_open (SP_FILE_ROW (widget));
}

static void
save_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpFileRow            *self = SP_FILE_ROW (widget);
  SpComponent          *component = sp_component_find (widget);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (component == NULL || self->file == NULL)
    return;

  g_ptr_array_add (files, g_object_ref (self->file));
  sp_component_save_files (component, files);
  g_signal_emit (self, signals[SIGNAL_SAVE], 0);
}

static void
remove_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
sp_file_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpFileRow *self = SP_FILE_ROW (object);

  switch ((SpFileRowProperty) prop_id) {
  case PROP_REMOVABLE:
    g_value_set_boolean (value, self->removable);
    break;
  case PROP_SAVABLE:
    g_value_set_boolean (value, self->savable);
    break;
  case PROP_SAVED_ELSEWHERE:
    g_value_set_boolean (value, self->saved_elsewhere);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_file_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpFileRow *self = SP_FILE_ROW (object);

  switch ((SpFileRowProperty) prop_id) {
  case PROP_REMOVABLE:
    sp_file_row_set_removable (self, g_value_get_boolean (value));
    break;
  case PROP_SAVABLE:
    self->savable = g_value_get_boolean (value);
    update_actions (self);
    break;
  case PROP_SAVED_ELSEWHERE:
    self->saved_elsewhere = g_value_get_boolean (value);
    update_actions (self);
    break;
  case PROP_DETAIL:
    sp_file_row_set_detail (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_file_row_dispose (GObject *object)
{
  SpFileRow *self = SP_FILE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->drag);
  g_clear_object (&self->client_signals);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (sp_file_row_parent_class)->dispose (object);
}

static void
sp_file_row_class_init (SpFileRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_file_row_get_property;
  object_class->set_property = sp_file_row_set_property;
  object_class->dispose = sp_file_row_dispose;

  properties[PROP_REMOVABLE] = g_param_spec_boolean ("removable", NULL, NULL, FALSE, flags);
  properties[PROP_SAVABLE] = g_param_spec_boolean ("savable", NULL, NULL, TRUE, flags);
  properties[PROP_SAVED_ELSEWHERE] =
    g_param_spec_boolean ("saved-elsewhere", NULL, NULL, FALSE, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "file-row.open", NULL, open_action_cb);
  gtk_widget_class_install_action (widget_class, "file-row.save", NULL, save_action_cb);
  gtk_widget_class_install_action (widget_class, "file-row.remove", NULL, remove_action_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-file-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, box);
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, caption);
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, save_button);
  gtk_widget_class_bind_template_child (widget_class, SpFileRow, progress);
}

static void
sp_file_row_init (SpFileRow *self)
{
  self->savable = TRUE;
  self->size = -1;
  self->n_sent = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->client_signals = g_signal_group_new (GRADIO_TYPE_CLIENT);
  g_signal_group_connect_swapped (self->client_signals, "upload-progress",
                                  G_CALLBACK (upload_progress_cb), self);
  self->drag = sp_file_drag_new (GTK_WIDGET (self));
  update_actions (self);
}

GtkWidget *
sp_file_row_new (void)
{
  return g_object_new (SP_TYPE_FILE_ROW, NULL);
}

void
sp_file_row_set_file (SpFileRow *self, GradioFile *file, GradioClient *client)
{
  const char *name = file != NULL ? gradio_file_get_name (file) : "";

  g_return_if_fail (SP_IS_FILE_ROW (self));

  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  g_signal_group_set_target (self->client_signals, client);
  sp_file_drag_set_file (self->drag, file, client);
  gtk_label_set_text (self->name, name);
  sp_tooltip_set_text (GTK_WIDGET (self->name), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  update_icon (self);
  update_size (self);
  show_upload (self, -1, 0);
  update_actions (self);
}

GradioFile *
sp_file_row_get_file (SpFileRow *self)
{
  g_return_val_if_fail (SP_IS_FILE_ROW (self), NULL);

  return self->file;
}

void
sp_file_row_set_detail (SpFileRow *self, const char *detail)
{
  g_return_if_fail (SP_IS_FILE_ROW (self));

  if (g_strcmp0 (self->detail, detail) == 0)
    return;

  g_free (self->detail);
  self->detail = g_strdup (detail);
  update_caption (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

void
sp_file_row_set_removable (SpFileRow *self, gboolean removable)
{
  g_return_if_fail (SP_IS_FILE_ROW (self));

  if (self->removable == removable)
    return;

  self->removable = removable;
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOVABLE]);
}

void
sp_file_row_add_button (SpFileRow *self, GtkWidget *button)
{
  g_return_if_fail (SP_IS_FILE_ROW (self));

  gtk_box_prepend (self->buttons, button);
}

void
sp_file_row_open (SpFileRow *self)
{
  SpComponent *component = NULL;

  g_return_if_fail (SP_IS_FILE_ROW (self));

  component = sp_component_find (GTK_WIDGET (self));
  if (component != NULL && self->file != NULL)
    sp_component_open_file (component, self->file);
}
