/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PDF_DOCUMENT (sp_pdf_document_get_type ())

/**
 * SpPdfDocument:
 *
 * The pages of a PDF file as pictures. All that takes time is done in threads, one thing after another. The only file
 * with Poppler; without it (`-Dpdf=disabled`) nothing of this is there.
 */
G_DECLARE_FINAL_TYPE (SpPdfDocument, sp_pdf_document, SP, PDF_DOCUMENT, GObject)

/**
 * sp_pdf_document_open_async:
 * @file: a file on this computer
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is open
 * @user_data: for @callback
 */
void           sp_pdf_document_open_async (GFile              *file,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
SpPdfDocument *sp_pdf_document_open_finish (GAsyncResult *result,
                                            GError      **error);

/**
 * sp_pdf_document_get_n_pages:
 * @self: a document
 *
 * Returns: how many pages it has, at least 1
 */
int sp_pdf_document_get_n_pages (SpPdfDocument *self);

/**
 * sp_pdf_document_render_async:
 * @self: a document
 * @page: a page, counted from 0
 * @width: how wide its picture is to be, in pixels of the screen; huge ones become smaller
 * @cancellable: (nullable): stops waiting
 * @callback: called when it is drawn
 * @user_data: for @callback
 */
void sp_pdf_document_render_async (SpPdfDocument      *self,
                                   int                 page,
                                   int                 width,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

/**
 * sp_pdf_document_render_finish:
 * @self: a document
 * @result: what @callback got
 * @text: (out) (transfer full): the beginning of what is written on the page
 * @error: return location
 *
 * Returns: (transfer full): the page
 */
GdkTexture *sp_pdf_document_render_finish (SpPdfDocument *self,
                                           GAsyncResult  *result,
                                           char         **text,
                                           GError       **error);

G_END_DECLS
