/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-file-chip.h"

#include "sp-component-private.h"
#include "sp-picture.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define THUMBNAIL 48 /* pixels: how tall a picture is */

struct _SpFileChip {
  GtkWidget   parent_instance;
  GtkBox     *box;           /* template child */
  GtkButton  *open_button;   /* template child */
  GtkLabel   *name;          /* template child */
  GtkImage   *icon;          /* template child */
  GtkBox     *face;          /* template child */
  GtkWidget  *remove_button; /* template child */
  GradioFile *file;          /* owned */
  gboolean    removable;
};

G_DEFINE_FINAL_TYPE (SpFileChip, sp_file_chip, GTK_TYPE_WIDGET)

typedef enum {
  PROP_REMOVABLE = 1,
} SpFileChipProperty;

static GParamSpec *properties[PROP_REMOVABLE + 1];

enum {
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
open_cb (SpFileChip *self)
{
  SpComponent *component = sp_component_find (GTK_WIDGET (self));

  if (component != NULL)
    sp_component_open_file (component, self->file);
}

static void
remove_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_REMOVE], 0);
}

static void
set_removable (SpFileChip *self, gboolean removable)
{
  self->removable = removable;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file-chip.remove", removable);
  gtk_widget_set_visible (self->remove_button, removable);
}

static void
sp_file_chip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpFileChipProperty) prop_id) {
  case PROP_REMOVABLE:
    g_value_set_boolean (value, SP_FILE_CHIP (object)->removable);
    break;
  }
}

static void
sp_file_chip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpFileChipProperty) prop_id) {
  case PROP_REMOVABLE:
    set_removable (SP_FILE_CHIP (object), g_value_get_boolean (value));
    break;
  }
}

static void
sp_file_chip_dispose (GObject *object)
{
  SpFileChip *self = SP_FILE_CHIP (object);
  GtkWidget  *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_FILE_CHIP);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sp_file_chip_parent_class)->dispose (object);
}

static void
sp_file_chip_class_init (SpFileChipClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_file_chip_get_property;
  object_class->set_property = sp_file_chip_set_property;
  object_class->dispose = sp_file_chip_dispose;

  properties[PROP_REMOVABLE] = g_param_spec_boolean ("removable", NULL, NULL, TRUE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", SP_TYPE_FILE_CHIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "file-chip.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "file-chip.remove", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-file-chip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-file-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, SpFileChip, box);
  gtk_widget_class_bind_template_child (widget_class, SpFileChip, face);
  gtk_widget_class_bind_template_child (widget_class, SpFileChip, icon);
  gtk_widget_class_bind_template_child (widget_class, SpFileChip, name);
  gtk_widget_class_bind_template_child (widget_class, SpFileChip, open_button);
  gtk_widget_class_bind_template_child (widget_class, SpFileChip, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
sp_file_chip_init (SpFileChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_removable (self, TRUE);
}

/* A picture is shown itself, of other files the icon of their type. */
static void
show_face (SpFileChip *self, GradioClient *client)
{
  const char       *mime_type = gradio_file_get_mime_type (self->file);
  g_autofree char  *content_type = NULL;
  g_autoptr (GIcon) icon = NULL;

  if (mime_type != NULL && g_str_has_prefix (mime_type, "image/")) {
    GtkWidget *picture = sp_picture_new ();

    sp_picture_set_max_height (SP_PICTURE (picture), THUMBNAIL);
    gtk_widget_set_size_request (picture, THUMBNAIL, THUMBNAIL);
    sp_picture_set_alternative_text (SP_PICTURE (picture), gradio_file_get_name (self->file));
    sp_picture_set_file (SP_PICTURE (picture), self->file, client);
    gtk_box_prepend (self->face, picture);
    gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
    return;
  }

  content_type = mime_type != NULL ? g_content_type_from_mime_type (mime_type) : NULL;
  if (content_type == NULL)
    return;
  icon = g_content_type_get_symbolic_icon (content_type);
  gtk_image_set_from_gicon (self->icon, icon);
}

GtkWidget *
sp_file_chip_new (GradioFile *file, GradioClient *client)
{
  SpFileChip      *self = g_object_new (SP_TYPE_FILE_CHIP, NULL);
  const char      *name = gradio_file_get_name (file);
  g_autofree char *remove_name = g_strdup_printf (_("Remove “%s”"), name);

  self->file = g_object_ref (file);
  gtk_label_set_label (self->name, name);
  sp_tooltip_set_text (GTK_WIDGET (self->open_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  sp_tooltip_set_text (self->remove_button, remove_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove_name, -1);
  show_face (self, client);

  return GTK_WIDGET (self);
}

GradioFile *
sp_file_chip_get_file (SpFileChip *self)
{
  g_return_val_if_fail (SP_IS_FILE_CHIP (self), NULL);

  return self->file;
}
