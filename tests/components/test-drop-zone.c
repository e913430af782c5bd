/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-test.h"
#include "sp-drop-zone.h"
#include "sp-file-types.h"

#include <glib/gstdio.h>

/* What a zone said. */
typedef struct {
  SpDropZone *zone;
  GPtrArray  *files;
  char       *refusal;
} Fixture;

static void
files_cb (Fixture *fixture, GPtrArray *files)
{
  g_clear_pointer (&fixture->files, g_ptr_array_unref);
  fixture->files = g_ptr_array_ref (files);
}

static void
refused_cb (Fixture *fixture, const char *sentence)
{
  g_free (fixture->refusal);
  fixture->refusal = g_strdup (sentence);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->zone = SP_DROP_ZONE (g_object_ref_sink (sp_drop_zone_new ()));
  g_signal_connect_swapped (fixture->zone, "files", G_CALLBACK (files_cb), fixture);
  g_signal_connect_swapped (fixture->zone, "refused", G_CALLBACK (refused_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->files, g_ptr_array_unref);
  g_clear_pointer (&fixture->refusal, g_free);
  media_test_finalize (fixture->zone);
}

static gboolean
has_files (gpointer user_data)
{
  return ((Fixture *) user_data)->files != NULL;
}

static gboolean
has_refusal (gpointer user_data)
{
  return ((Fixture *) user_data)->refusal != NULL;
}

static void
take (Fixture *fixture, const char *first, const char *second)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, media_test_file (first));
  if (second != NULL)
    g_ptr_array_add (files, media_test_file (second));
  sp_drop_zone_take_files (fixture->zone, files);
}

static void
assert_name (Fixture *fixture, guint index, const char *name)
{
  g_autofree char *have = g_file_get_basename (g_ptr_array_index (fixture->files, index));

  g_assert_cmpstr (have, ==, name);
}

static void
test_takes_file (Fixture *fixture, gconstpointer data)
{
  take (fixture, "notes.txt", NULL);
  component_test_wait (has_files, fixture);

  g_assert_cmpuint (fixture->files->len, ==, 1);
  assert_name (fixture, 0, "notes.txt");
  g_assert_null (fixture->refusal);
}

static void
test_refuses_type (Fixture *fixture, gconstpointer data)
{
  const char *const types[] = { "image", ".pdf", NULL };

  sp_drop_zone_set_file_types (fixture->zone, types);
  take (fixture, "notes.txt", NULL);
  component_test_wait (has_refusal, fixture);
  g_assert_null (fixture->files);
  g_assert_nonnull (strstr (fixture->refusal, "notes.txt"));
  g_assert_nonnull (strstr (fixture->refusal, ".pdf"));

  take (fixture, "paper.pdf", NULL);
  component_test_wait (has_files, fixture);
  assert_name (fixture, 0, "paper.pdf");
}

static void
test_refuses_size (Fixture *fixture, gconstpointer data)
{
  sp_drop_zone_set_max_size (fixture->zone, 10);
  take (fixture, "rgb.png", NULL);
  component_test_wait (has_refusal, fixture);

  g_assert_null (fixture->files);
  g_assert_nonnull (strstr (fixture->refusal, "10"));
  g_assert_nonnull (strstr (fixture->refusal, "rgb.png"));
}

static void
test_refuses_what_is_no_file (Fixture *fixture, gconstpointer data)
{
  take (fixture, "no-such-file.png", NULL);
  component_test_wait (has_refusal, fixture);
  g_assert_nonnull (strstr (fixture->refusal, "no-such-file.png"));
  g_clear_pointer (&fixture->refusal, g_free);

  take (fixture, ".", NULL);
  component_test_wait (has_refusal, fixture);
  g_assert_null (fixture->files);
}

static void
test_single_and_multiple (Fixture *fixture, gconstpointer data)
{
  take (fixture, "notes.txt", "rgb.png");
  component_test_wait (has_files, fixture);
  g_assert_cmpuint (fixture->files->len, ==, 1);
  g_assert_nonnull (fixture->refusal);
  g_clear_pointer (&fixture->refusal, g_free);
  g_clear_pointer (&fixture->files, g_ptr_array_unref);

  sp_drop_zone_set_multiple (fixture->zone, TRUE);
  take (fixture, "notes.txt", "we ird & näme (1).txt");
  component_test_wait (has_files, fixture);
  g_assert_cmpuint (fixture->files->len, ==, 2);
  assert_name (fixture, 1, "we ird & näme (1).txt");
  g_assert_null (fixture->refusal);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  sp_drop_zone_set_multiple (fixture->zone, TRUE);
  sp_drop_zone_set_folders (fixture->zone, TRUE);
  take (fixture, ".", NULL);
  component_test_wait (has_files, fixture);

  g_assert_cmpuint (fixture->files->len, >, 50);
}

static void
test_texture (Fixture *fixture, gconstpointer data)
{
  static const guint8 pixels[16] = { 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 9 };

  g_autoptr (GBytes)     bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (2, 2, GDK_MEMORY_R8G8B8A8, bytes, 8);
  g_autofree char       *path = NULL;
  g_autofree char       *content = NULL;
  gsize                  length = 0;

  sp_drop_zone_take_texture (fixture->zone, texture);
  component_test_wait (has_files, fixture);
  path = g_file_get_path (g_ptr_array_index (fixture->files, 0));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpmem (content, 4, "\x89PNG", 4);

  g_clear_pointer (&fixture->files, g_ptr_array_unref);
  media_test_finalize (fixture->zone);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  set_up (fixture, NULL);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = media_test_file ("we ird & näme (1).txt");
  g_autofree char  *uri = g_file_get_uri (file);
  g_autofree char  *text = g_strconcat ("# a comment\r\n", uri, "\r\n", NULL);

  sp_drop_zone_take_text (fixture->zone, "not an address at all");
  g_assert_nonnull (fixture->refusal);
  g_clear_pointer (&fixture->refusal, g_free);

  /* There is no client that could fetch it. */
  sp_drop_zone_take_text (fixture->zone, "https://example.org/picture.png");
  g_assert_nonnull (fixture->refusal);
  g_clear_pointer (&fixture->refusal, g_free);

  sp_drop_zone_take_text (fixture->zone, "javascript:alert(1)");
  g_assert_nonnull (fixture->refusal);
  g_clear_pointer (&fixture->refusal, g_free);

  sp_drop_zone_take_text (fixture->zone, text);
  component_test_wait (has_files, fixture);
  assert_name (fixture, 0, "we ird & näme (1).txt");
}

static void
test_newer_replaces_older (Fixture *fixture, gconstpointer data)
{
  take (fixture, "notes.txt", NULL);
  take (fixture, "rgb.png", NULL);
  component_test_wait (has_files, fixture);

  assert_name (fixture, 0, "rgb.png");
}

static void
test_types (void)
{
  g_autoptr (JsonNode)   node = component_test_parse ("['.PDF','image',7,null,'','audio/mpeg','video/*']");
  g_autoptr (JsonNode)   any = component_test_parse ("['image','file']");
  g_autoptr (JsonNode)   absurd = component_test_parse ("{'image':1}");
  g_auto (GStrv)         types = sp_file_types_new_from_json (node);
  const char *const     *words = (const char *const *) types;
  g_autoptr (GListModel) filters = sp_file_types_dup_filters (words);

  g_assert_cmpuint (g_strv_length (types), ==, 4);
  g_assert_true (sp_file_types_match (words, "Paper.pdf", NULL));
  g_assert_false (sp_file_types_match (words, "paper.pdf.exe", NULL));
  g_assert_true (sp_file_types_match (words, "x", "image/webp"));
  g_assert_true (sp_file_types_match (words, "x", "audio/mpeg"));
  g_assert_false (sp_file_types_match (words, "x", "audio/flac"));
  g_assert_true (sp_file_types_match (words, "x", "video/mp4"));
  g_assert_cmpuint (g_list_model_get_n_items (filters), ==, 1);
  g_assert_null (sp_file_types_new_from_json (any));
  g_assert_null (sp_file_types_new_from_json (absurd));
  g_assert_null (sp_file_types_new_from_json (NULL));
  g_assert_true (sp_file_types_match (NULL, "anything", NULL));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/drop-zone/takes-file", test_takes_file);
  ADD ("/drop-zone/refuses-type", test_refuses_type);
  ADD ("/drop-zone/refuses-size", test_refuses_size);
  ADD ("/drop-zone/refuses-what-is-no-file", test_refuses_what_is_no_file);
  ADD ("/drop-zone/single-and-multiple", test_single_and_multiple);
  ADD ("/drop-zone/folder", test_folder);
  ADD ("/drop-zone/texture", test_texture);
  ADD ("/drop-zone/text", test_text);
  ADD ("/drop-zone/newer-replaces-older", test_newer_replaces_older);
#undef ADD
  g_test_add_func ("/drop-zone/types", test_types);

  return g_test_run ();
}
