/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-pdf-document.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <poppler.h>

#define MAX_PIXELS (16 * 1000 * 1000)
#define MAX_TEXT 2000 /* characters */
#define N_THREADS 2

struct _SpPdfDocument {
  GObject parent_instance;

  GMutex           lock; /* Poppler does one thing at a time */
  PopplerDocument *document;
  int              n_pages;
};

G_DEFINE_FINAL_TYPE (SpPdfDocument, sp_pdf_document, G_TYPE_OBJECT)

/* A page that is to be drawn, and what it became. */
typedef struct {
  int         page;
  int         width;
  GdkTexture *texture;
  char       *text;
} Render;

static void
render_free (Render *render)
{
  g_clear_object (&render->texture);
  g_free (render->text);
  g_free (render);
}

static void
sp_pdf_document_finalize (GObject *object)
{
  SpPdfDocument *self = SP_PDF_DOCUMENT (object);

  g_clear_object (&self->document);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (sp_pdf_document_parent_class)->finalize (object);
}

static void
sp_pdf_document_class_init (SpPdfDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_pdf_document_finalize;
}

static void
sp_pdf_document_init (SpPdfDocument *self)
{
  g_mutex_init (&self->lock);
}

/* Opening */

static GError *
describe_error (const GError *error)
{
  if (g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("This document opens with a password only."));
  if (error->domain == POPPLER_ERROR)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This document is damaged, or no PDF."));

  return g_error_copy (error);
}

static void
open_file (GTask *task)
{
  g_autoptr (SpPdfDocument) self = g_object_new (SP_TYPE_PDF_DOCUMENT, NULL);
  g_autoptr (GError)        error = NULL;

  self->document = poppler_document_new_from_gfile (g_task_get_task_data (task), NULL, NULL, &error);
  if (self->document == NULL) {
    g_task_return_error (task, describe_error (error));
    return;
  }

  self->n_pages = poppler_document_get_n_pages (self->document);
  if (self->n_pages < 1)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This document has no pages."));
  else
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

static void run_in_thread (GTask *task);

void
sp_pdf_document_open_async (GFile              *file,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_pdf_document_open_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  run_in_thread (task);
}

SpPdfDocument *
sp_pdf_document_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

int
sp_pdf_document_get_n_pages (SpPdfDocument *self)
{
  g_return_val_if_fail (SP_IS_PDF_DOCUMENT (self), 1);

  return self->n_pages;
}

/* Drawing */

static GdkTexture *
draw (PopplerPage *page, int width)
{
  double           page_width, page_height, scale;
  cairo_surface_t *surface = NULL;
  cairo_t         *cairo = NULL;
  GdkTexture      *texture = NULL;
  int              height;

  poppler_page_get_size (page, &page_width, &page_height);
  page_width = CLAMP (page_width, 1, 1e6);
  page_height = CLAMP (page_height, 1, 1e6);
  scale = MIN (width / page_width, sqrt (MAX_PIXELS / (page_width * page_height)));
  width = CLAMP ((int) (page_width * scale), 1, 32000);
  height = CLAMP ((int) (page_height * scale), 1, 32000);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS) {
    gsize              stride = cairo_image_surface_get_stride (surface);
    g_autoptr (GBytes) bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * height);

    texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  }
  cairo_surface_destroy (surface);

  return texture;
}

static char *
read_text (PopplerPage *page)
{
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return g_utf8_strlen (valid, -1) > MAX_TEXT ? g_utf8_substring (valid, 0, MAX_TEXT) : g_steal_pointer (&valid);
}

static void
render_page (GTask *task)
{
  SpPdfDocument           *self = g_task_get_source_object (task);
  Render                  *render = g_task_get_task_data (task);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  PopplerPage             *page = NULL;

  page = poppler_document_get_page (self->document, render->page);
  if (page != NULL) {
    render->texture = draw (page, render->width);
    render->text = read_text (page);
    g_object_unref (page);
  }
  if (render->texture != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This page is damaged."));
}

static void
thread_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (g_task_get_source_tag (task) == (gpointer) sp_pdf_document_open_async)
    open_file (task);
  else
    render_page (task);
}

static gpointer
new_pool (gpointer data)
{
  return g_thread_pool_new (thread_cb, NULL, N_THREADS, FALSE, NULL);
}

/* A stranger's document may keep a thread for ever: these are for documents alone, so that everything else goes on. */
static void
run_in_thread (GTask *task)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, new_pool, NULL);
  g_thread_pool_push (once.retval, g_object_ref (task), NULL);
}

void
sp_pdf_document_render_async (SpPdfDocument      *self,
                              int                 page,
                              int                 width,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Render           *render = NULL;

  g_return_if_fail (SP_IS_PDF_DOCUMENT (self));
  g_return_if_fail (page >= 0 && page < self->n_pages);

  task = g_task_new (self, cancellable, callback, user_data);
  render = g_new0 (Render, 1);
  render->page = page;
  render->width = MAX (width, 1);
  g_task_set_source_tag (task, sp_pdf_document_render_async);
  g_task_set_task_data (task, render, (GDestroyNotify) render_free);
  run_in_thread (task);
}

GdkTexture *
sp_pdf_document_render_finish (SpPdfDocument *self,
                               GAsyncResult  *result,
                               char         **text,
                               GError       **error)
{
  Render *render = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  *text = g_steal_pointer (&render->text);

  return g_steal_pointer (&render->texture);
}
