/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"

#include "sp-pdf-document.h"
#include "sp-pdf-view.h"
#include "sp-single-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_PAGES 3

typedef struct {
  char        *path;
  SpComponent *pdf;
  GtkWidget   *window;
  SpPdfView   *view;
} Fixture;

/* A document whose pages say which they are; without a table of its parts, which readers make themselves. */
static char *
write_document (void)
{
  g_autoptr (GString) text = g_string_new ("%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n");
  g_autofree char    *path = NULL;
  int                 fd = g_file_open_tmp ("spaceport-XXXXXX.pdf", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_string_append (text, "2 0 obj << /Type /Pages /Count 3 /Kids [10 0 R 11 0 R 12 0 R] >> endobj\n"
                         "3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n");
  for (int i = 0; i < N_PAGES; i++) {
    g_autofree char *content = g_strdup_printf ("BT /F1 24 Tf 40 120 Td (This is page %d) Tj ET", i + 1);

    g_string_append_printf (text, "%d 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents %d 0 R"
                                  " /Resources << /Font << /F1 3 0 R >> >> >> endobj\n",
                            10 + i, 20 + i);
    g_string_append_printf (text, "%d 0 obj << /Length %d >>\nstream\n%s\nendstream endobj\n", 20 + i, (int) strlen (content), content);
  }
  g_string_append (text, "trailer << /Size 23 /Root 1 0 R >>\n%%EOF\n");
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));

  return g_steal_pointer (&path);
}

static void
set_path (Fixture *fixture, const char *path)
{
  g_autoptr (GFile)      file = g_file_new_for_path (path);
  g_autoptr (GradioFile) local = gradio_file_new_local (file);
  g_autoptr (JsonNode)   node = gradio_file_to_json (local);

  sp_component_set_value (fixture->pdf, node);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = write_document ();
  fixture->pdf = component_test_new ("pdf");
  fixture->window = component_test_show (fixture->pdf);
  fixture->view = SP_PDF_VIEW (component_test_find (GTK_WIDGET (fixture->pdf), SP_TYPE_PDF_VIEW, 0));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  media_test_finalize (fixture->pdf);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_free (fixture->path);
}

static gboolean
has_text (gpointer user_data)
{
  return sp_pdf_view_get_text (user_data) != NULL;
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  component_test_wait (has_text, fixture->view);
  g_assert_cmpstr (sp_pdf_view_get_text (fixture->view), ==, expected);
}

static GdkPaintable *
get_picture (Fixture *fixture)
{
  return gtk_picture_get_paintable (GTK_PICTURE (component_test_find (GTK_WIDGET (fixture->view), GTK_TYPE_PICTURE, 0)));
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  int n_pages = 0, page = 0;

  set_path (fixture, fixture->path);
  assert_text (fixture, "This is page 1");
  g_object_get (fixture->view, "n-pages", &n_pages, NULL);
  g_assert_cmpint (n_pages, ==, N_PAGES);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (get_picture (fixture)), >, 0);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "pdf.next", NULL));
  assert_text (fixture, "This is page 2");
  sp_pdf_view_set_page (fixture->view, 99);
  g_object_get (fixture->view, "page", &page, NULL);
  g_assert_cmpint (page, ==, N_PAGES);
  assert_text (fixture, "This is page 3");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "pdf.previous", NULL));
  assert_text (fixture, "This is page 2");
}

typedef struct {
  Fixture *fixture;
  int      width;
} Wider;

static gboolean
is_wider (gpointer user_data)
{
  Wider *wider = user_data;

  return gdk_paintable_get_intrinsic_width (get_picture (wider->fixture)) > wider->width;
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  Wider  wider = { fixture, 0 };
  double zoom = 0;

  set_path (fixture, fixture->path);
  assert_text (fixture, "This is page 1");
  wider.width = gdk_paintable_get_intrinsic_width (get_picture (fixture));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "pdf.zoom-in", NULL));
  g_object_get (fixture->view, "zoom", &zoom, NULL);
  g_assert_cmpfloat (zoom, >, 1);
  component_test_wait (is_wider, &wider);
}

/* The page that the author wants first. */
static void
test_props (Fixture *fixture, gconstpointer data)
{
  set_path (fixture, fixture->path);
  component_test_set_props (fixture->pdf, "{'starting_page': 2, 'height': 300, 'label': 'Document'}");
  assert_text (fixture, "This is page 2");
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString)   events = component_test_watch (fixture->pdf);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  SpDropZone           *zone = sp_single_file_get_zone (SP_SINGLE_FILE (fixture->pdf));

  sp_component_set_interactive (fixture->pdf, TRUE);
  g_ptr_array_add (files, g_file_new_for_path (fixture->path));
  sp_drop_zone_take_files (zone, files);
  assert_text (fixture, "This is page 1");
  g_assert_nonnull (strstr (events->str, "upload "));
  g_assert_nonnull (strstr (events->str, "change "));
}

static gboolean
says (gpointer user_data)
{
  GtkWidget *stack = component_test_find (user_data, GTK_TYPE_STACK, 0);

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "error") == 0;
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "%PDF-1.4 and then nothing", -1, NULL));
  set_path (fixture, fixture->path);
  component_test_wait (says, fixture->view);
  set_path (fixture, "/nonexistent.pdf");
  component_test_wait (says, fixture->view);
}

/* A page of any size takes the memory of a screen or two. */
static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError)     error = NULL;
  g_autofree char       *text = NULL;
  g_autoptr (GdkTexture) texture = sp_pdf_document_render_finish (SP_PDF_DOCUMENT (source), result, &text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture) * gdk_texture_get_height (texture), <=, 16000000);
  *(gboolean *) user_data = TRUE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError)        error = NULL;
  g_autoptr (SpPdfDocument) document = sp_pdf_document_open_finish (result, &error);

  g_assert_no_error (error);
  sp_pdf_document_render_async (document, 0, G_MAXINT, NULL, rendered_cb, user_data);
}

static gboolean
is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
test_huge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  gboolean          is_done = FALSE;

  sp_pdf_document_open_async (file, NULL, opened_cb, &is_done);
  component_test_wait (is_set, &is_done);
}

static void
test_hostile (void)
{
  component_test_hostile ("pdf");
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/pdf/pages", test_pages);
  ADD ("/pdf/zoom", test_zoom);
  ADD ("/pdf/props", test_props);
  ADD ("/pdf/upload", test_upload);
  ADD ("/pdf/damaged", test_damaged);
  ADD ("/pdf/huge", test_huge);
  g_test_add_func ("/pdf/hostile", test_hostile);

  return g_test_run ();
}
