/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-button-look.h"
#include "sp-component-private.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#define SP_TYPE_DOWNLOADBUTTON (sp_downloadbutton_get_type ())
G_DECLARE_FINAL_TYPE (SpDownloadbutton, sp_downloadbutton, SP, DOWNLOADBUTTON, SpComponent)

/* The `downloadbutton` component: saves the file that is its value. */
struct _SpDownloadbutton {
  SpComponent parent_instance;

  GtkWidget *button; /* template child */
};

G_DEFINE_FINAL_TYPE (SpDownloadbutton, sp_downloadbutton, SP_TYPE_COMPONENT)

static void
clicked_cb (SpDownloadbutton *self)
{
  g_autoptr (GPtrArray) files = sp_component_dup_files (SP_COMPONENT (self));

  /* Without a file, the app may be about to make one. */
  sp_component_emit_event (SP_COMPONENT (self), "click", NULL);
  if (files->len > 0)
    sp_component_save_files (SP_COMPONENT (self), files);
}

static void
sp_downloadbutton_set_props (SpComponent *component, JsonObject *props)
{
  sp_button_look_apply (SP_DOWNLOADBUTTON (component)->button, props);
}

/* The button's words are the author's: which file it saves is told beside them. */
static void
sp_downloadbutton_set_value (SpComponent *component, JsonNode *value)
{
  GtkWidget            *button = SP_DOWNLOADBUTTON (component)->button;
  g_autoptr (GPtrArray) files = gradio_file_collect (value);
  const char           *name = files->len > 0 ? gradio_file_get_name (g_ptr_array_index (files, 0)) : NULL;

  SP_COMPONENT_CLASS (sp_downloadbutton_parent_class)->set_value (component, value);
  sp_tooltip_set_text (button, name);
}

static void
sp_downloadbutton_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DOWNLOADBUTTON);

  G_OBJECT_CLASS (sp_downloadbutton_parent_class)->dispose (object);
}

static void
sp_downloadbutton_class_init (SpDownloadbuttonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_downloadbutton_dispose;
  SP_COMPONENT_CLASS (klass)->set_props = sp_downloadbutton_set_props;
  SP_COMPONENT_CLASS (klass)->set_value = sp_downloadbutton_set_value;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "downloadbutton.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDownloadbutton, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
sp_downloadbutton_init (SpDownloadbutton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_component_set_labelled_widget (SP_COMPONENT (self), self->button);
}
