/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-css-length.h"
#include "sp-pdf-view.h"
#include "sp-resources.h"
#include "sp-single-file.h"

#include <glib/gi18n-lib.h>

#define MIN_HEIGHT 32

#define SP_TYPE_PDF (sp_pdf_get_type ())
G_DECLARE_FINAL_TYPE (SpPdf, sp_pdf, SP, PDF, SpSingleFile)

/* The `pdf` component of the package gradio_pdf: a document, which can be chosen and dropped, read and saved. Any other
 * component of an app's own has it, too, when its value is a PDF file. */
struct _SpPdf {
  SpSingleFile parent_instance;

  SpPdfView *view; /* the preview */
};

G_DEFINE_FINAL_TYPE (SpPdf, sp_pdf, SP_TYPE_SINGLE_FILE)

static void
sp_pdf_show_file (SpSingleFile *single, GradioFile *file, GradioClient *client)
{
  if (SP_PDF (single)->view != NULL) /* else being disposed of */
    sp_pdf_view_set_file (SP_PDF (single)->view, file, client);
}

static void
sp_pdf_set_props (SpComponent *component, JsonObject *props)
{
  SpPdf *self = SP_PDF (component);
  int    height = sp_css_length_for_widget (json_object_get_member (props, "height"), GTK_WIDGET (self));

  if (height >= MIN_HEIGHT)
    sp_pdf_view_set_height (self->view, height);
  if (json_object_has_member (props, "starting_page"))
    sp_pdf_view_set_page (self->view, (int) CLAMP (gradio_json_get_int (props, "starting_page", 1), 1, G_MAXINT));
}

static void
sp_pdf_dispose (GObject *object)
{
  SP_PDF (object)->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PDF);

  G_OBJECT_CLASS (sp_pdf_parent_class)->dispose (object);
}

static void
sp_pdf_class_init (SpPdfClass *klass)
{
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_pdf_dispose;
  component_class->set_props = sp_pdf_set_props;
  component_class->buttons = SP_COMPONENT_BUTTON_DOWNLOAD | SP_COMPONENT_BUTTON_FULLSCREEN;
  component_class->default_buttons = SP_COMPONENT_BUTTON_FULLSCREEN;
  SP_SINGLE_FILE_CLASS (klass)->show_file = sp_pdf_show_file;

  g_type_ensure (SP_TYPE_PDF_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "component.save", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "pdf.ui");
}

static void
sp_pdf_init (SpPdf *self)
{
  static const char *const types[] = { ".pdf", NULL };
  SpSingleFile            *single = SP_SINGLE_FILE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = SP_PDF_VIEW (sp_single_file_get_preview (single));
  sp_single_file_set_words (single, "x-office-document-symbolic", _("Drop a PDF document here"), _("No document yet"));
  sp_single_file_set_file_types (single, types);
}
