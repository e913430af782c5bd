/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-pdf-view.h"

#include "sp-file-fetch.h"
#include "sp-pdf-document.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_HEIGHT 600 /* px */
#define STEP 1.25
#define MAX_ZOOM 8

struct _SpPdfView {
  GtkWidget          parent_instance;
  GtkWidget         *box;      /* template child */
  GtkStack          *stack;    /* template child: “loading”, “page”, “error” */
  GtkScrolledWindow *scroller; /* template child */
  GtkPicture        *picture;  /* template child */
  GtkLabel          *error;    /* template child */
  GtkWidget         *bar;      /* template child */
  GtkLabel          *place;    /* template child: “2 of 7” */
  GtkLabel          *scale;    /* template child: “125 %” */
  GradioFile        *file;     /* owned, nullable */
  GradioClient      *client;   /* owned, nullable */
  SpPdfDocument     *document; /* owned, NULL until it is open */
  GCancellable      *opening;  /* owned, nullable */
  GCancellable      *drawing;  /* owned, nullable */
  char              *text;     /* owned, nullable */
  int                page;     /* from 1 */
  double             zoom;
  int                drawn_width; /* of the picture that is shown or drawn, px of the screen */
  guint              tick_id;
};

G_DEFINE_FINAL_TYPE (SpPdfView, sp_pdf_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_PAGE = 1,
  PROP_N_PAGES,
  PROP_ZOOM,
} SpPdfViewProperty;

static GParamSpec *properties[PROP_ZOOM + 1];

static int
get_n_pages (SpPdfView *self)
{
  return self->document != NULL ? sp_pdf_document_get_n_pages (self->document) : 0;
}

static void
update_bar (SpPdfView *self)
{
  int              n_pages = get_n_pages (self);
  g_autofree char *place = NULL;
  g_autofree char *scale = NULL;

  if (self->place == NULL)
    return; /* being disposed of */

  /* Translators: a page, and how many there are. */
  place = g_strdup_printf (_("%d of %d"), self->page, n_pages);
  scale = g_strdup_printf (_("%.0f %%"), self->zoom * 100);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->scale, scale);
  gtk_widget_set_visible (self->bar, n_pages > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.previous", self->page > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.next", self->page < n_pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.zoom-in", n_pages > 0 && self->zoom < MAX_ZOOM);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pdf.zoom-out", n_pages > 0 && self->zoom > 1 / MAX_ZOOM);
}

static void
show_error (SpPdfView *self, const GError *error)
{
  gtk_label_set_label (self->error, error->message);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

/* The page */

static void
show_page (SpPdfView *self, GdkTexture *texture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), gdk_texture_get_width (texture) / scale,
                               gdk_texture_get_height (texture) / scale);
  gtk_picture_set_alternative_text (self->picture, self->text);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPdfView)  self = user_data;
  g_autoptr (GError)     error = NULL;
  g_autofree char       *text = NULL;
  g_autoptr (GdkTexture) texture = sp_pdf_document_render_finish (SP_PDF_DOCUMENT (source), result, &text, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;

  if (texture == NULL) {
    show_error (self, error);
    return;
  }

  g_free (self->text);
  self->text = g_steal_pointer (&text);
  show_page (self, texture);
}

static int
get_wanted_width (SpPdfView *self)
{
  int room = gtk_widget_get_width (self->box);

  return (int) (MAX (room, 1) * self->zoom) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

static void
draw (SpPdfView *self)
{
  if (self->document == NULL || self->stack == NULL || gtk_widget_get_width (self->box) <= 1)
    return;

  g_cancellable_cancel (self->drawing);
  g_set_object (&self->drawing, NULL);
  self->drawing = g_cancellable_new ();
  self->drawn_width = get_wanted_width (self);
  sp_pdf_document_render_async (self->document, self->page - 1, self->drawn_width, self->drawing, drawn_cb, g_object_ref (self));
}

/* The width that there is changes while it is given out: what follows from it waits for the next frame. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SpPdfView *self = SP_PDF_VIEW (widget);

  self->tick_id = 0;
  if (get_wanted_width (self) != self->drawn_width)
    draw (self);

  return G_SOURCE_REMOVE;
}

static void
sp_pdf_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpPdfView *self = SP_PDF_VIEW (widget);

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  if (self->tick_id == 0 && self->document != NULL)
    self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

static void
sp_pdf_view_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  gtk_widget_measure (SP_PDF_VIEW (widget)->box, orientation, for_size, minimum, natural, NULL, NULL);
}

/* The document */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPdfView)     self = user_data;
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpPdfDocument) document = sp_pdf_document_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;

  if (document == NULL) {
    show_error (self, error);
    return;
  }

  g_set_object (&self->document, document);
  sp_pdf_view_set_page (self, self->page);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PAGES]);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpPdfView) self = user_data;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GFile)     file = sp_file_fetch_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->stack == NULL)
    return;

  if (file == NULL)
    show_error (self, error);
  else
    sp_pdf_document_open_async (file, self->opening, opened_cb, g_object_ref (self));
}

static void
close_document (SpPdfView *self)
{
  g_cancellable_cancel (self->opening);
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->opening);
  g_clear_object (&self->drawing);
  g_clear_object (&self->document);
  g_clear_pointer (&self->text, g_free);
  self->drawn_width = 0;
}

/* Only what is seen is fetched. */
static void
open_document (SpPdfView *self)
{
  if (self->file == NULL || self->opening != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->opening = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "loading");
  sp_file_fetch_async (self->file, self->client, self->opening, fetched_cb, g_object_ref (self));
}

static void
sp_pdf_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_pdf_view_parent_class)->map (widget);
  open_document (SP_PDF_VIEW (widget));
}

/* What the user does */

static void
set_zoom (SpPdfView *self, double zoom)
{
  self->zoom = CLAMP (zoom, 1.0 / MAX_ZOOM, MAX_ZOOM);
  update_bar (self);
  draw (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

static void
previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_pdf_view_set_page (SP_PDF_VIEW (widget), SP_PDF_VIEW (widget)->page - 1);
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sp_pdf_view_set_page (SP_PDF_VIEW (widget), SP_PDF_VIEW (widget)->page + 1);
}

static void
zoom_in_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_zoom (SP_PDF_VIEW (widget), SP_PDF_VIEW (widget)->zoom * STEP);
}

static void
zoom_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_zoom (SP_PDF_VIEW (widget), SP_PDF_VIEW (widget)->zoom / STEP);
}

static void
sp_pdf_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SpPdfView *self = SP_PDF_VIEW (object);

  switch ((SpPdfViewProperty) id) {
  case PROP_PAGE:
    g_value_set_int (value, self->page);
    break;
  case PROP_N_PAGES:
    g_value_set_int (value, get_n_pages (self));
    break;
  case PROP_ZOOM:
    g_value_set_double (value, self->zoom);
    break;
  }
}

static void
sp_pdf_view_dispose (GObject *object)
{
  SpPdfView *self = SP_PDF_VIEW (object);

  close_document (self);
  g_clear_object (&self->file);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PDF_VIEW);

  G_OBJECT_CLASS (sp_pdf_view_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "pdf.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "pdf.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "pdf.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "pdf.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "pdf.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "pdf.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "pdf.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "pdf.zoom-out", NULL);
}

static void
sp_pdf_view_class_init (SpPdfViewClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_pdf_view_get_property;
  object_class->dispose = sp_pdf_view_dispose;
  widget_class->map = sp_pdf_view_map;
  widget_class->measure = sp_pdf_view_measure;
  widget_class->size_allocate = sp_pdf_view_size_allocate;

  properties[PROP_PAGE] = g_param_spec_int ("page", NULL, NULL, 1, G_MAXINT, 1, flags);
  properties[PROP_N_PAGES] = g_param_spec_int ("n-pages", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, MAX_ZOOM, 1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-pdf-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, box);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, stack);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, picture);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, error);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, bar);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, place);
  gtk_widget_class_bind_template_child (widget_class, SpPdfView, scale);
}

static void
sp_pdf_view_init (SpPdfView *self)
{
  self->page = 1;
  self->zoom = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  sp_pdf_view_set_height (self, DEFAULT_HEIGHT);
  update_bar (self);
}

void
sp_pdf_view_set_file (SpPdfView *self, GradioFile *file, GradioClient *client)
{
  g_return_if_fail (SP_IS_PDF_VIEW (self));
  g_return_if_fail (file == NULL || GRADIO_IS_FILE (file));

  if (self->stack == NULL || (file == self->file && client == self->client))
    return;

  close_document (self);
  if (file != self->file)
    self->page = 1;
  g_set_object (&self->file, file);
  g_set_object (&self->client, client);
  update_bar (self);
  gtk_picture_set_paintable (self->picture, NULL);
  open_document (self);
}

void
sp_pdf_view_set_height (SpPdfView *self, int height)
{
  g_return_if_fail (SP_IS_PDF_VIEW (self));

  gtk_scrolled_window_set_max_content_height (self->scroller, height);
}

void
sp_pdf_view_set_page (SpPdfView *self, int page)
{
  g_return_if_fail (SP_IS_PDF_VIEW (self));

  self->page = self->document != NULL ? CLAMP (page, 1, get_n_pages (self)) : MAX (page, 1);
  g_clear_pointer (&self->text, g_free);
  update_bar (self);
  draw (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

const char *
sp_pdf_view_get_text (SpPdfView *self)
{
  g_return_val_if_fail (SP_IS_PDF_VIEW (self), NULL);

  return self->text;
}
