/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_PDF_VIEW (sp_pdf_view_get_type ())

/**
 * SpPdfView:
 *
 * One page of a PDF document, as wide as there is room or larger, with buttons for the others. Only the page that is
 * shown is drawn.
 *
 * Properties: `page` (from 1), `n-pages` (0 until the document is open), `zoom` (1 is as wide as there is room), all
 * notified. Actions: `pdf.previous`, `pdf.next`, `pdf.zoom-in`, `pdf.zoom-out`.
 */
G_DECLARE_FINAL_TYPE (SpPdfView, sp_pdf_view, SP, PDF_VIEW, GtkWidget)

/**
 * sp_pdf_view_set_file:
 * @self: a view
 * @file: (nullable): a PDF document
 * @client: (nullable): where it comes from
 */
void sp_pdf_view_set_file (SpPdfView    *self,
                           GradioFile   *file,
                           GradioClient *client);

/**
 * sp_pdf_view_set_height:
 * @self: a view
 * @height: how high the part with the page may become, in pixels
 */
void sp_pdf_view_set_height (SpPdfView *self,
                             int        height);

/**
 * sp_pdf_view_set_page:
 * @self: a view
 * @page: the page to show, from 1; the next one there is
 */
void sp_pdf_view_set_page (SpPdfView *self,
                           int        page);

/**
 * sp_pdf_view_get_text:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is written on the page that is shown, %NULL until it is drawn
 */
const char *sp_pdf_view_get_text (SpPdfView *self);

G_END_DECLS
