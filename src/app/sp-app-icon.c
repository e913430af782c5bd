/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-icon.h"

#include "sp-app-address.h"
#include "sp-picture-decoder.h"

#include <gtk/gtk.h>

/* What launchers of desktops show at most. */
#define SIDE 256

#define MAX_MANIFEST (64 * 1024)

/* Of a manifest that are tried. */
#define MAX_ICONS 3

typedef struct {
  GPtrArray *addresses; /* of char: where a picture may be, the best one last */
} Load;

static void
load_free (Load *self)
{
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

static void try_next (GTask *task);

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask                       *task = user_data;
  g_autoptr (GError)           error = NULL;
  g_autoptr (SpDecodedPicture) picture = sp_picture_decode_finish (result, &error);

  if (picture == NULL) {
    g_debug ("No icon: %s", error->message);
    try_next (task);
    return;
  }

  g_task_return_pointer (task, g_object_ref (picture->texture), g_object_unref);
  g_object_unref (task);
}

static void
cached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask             *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile)  file = gradio_client_cache_finish (GRADIO_CLIENT (source), result, &error);

  if (file != NULL) {
    sp_picture_decode_async (file, NULL, SIDE, g_task_get_cancellable (task), decoded_cb, task);
    return;
  }

  g_debug ("No icon: %s", error->message);
  try_next (task);
}

/* Takes the task. */
static void
try_next (GTask *task)
{
  Load                  *self = g_task_get_task_data (task);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (GradioFile) file = NULL;
  g_autofree char       *address = NULL;

  if (g_task_return_error_if_cancelled (task)) {
    g_object_unref (task);
    return;
  }
  if (self->addresses->len == 0) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The app has no picture");
    g_object_unref (task);
    return;
  }

  address = g_ptr_array_steal_index (self->addresses, self->addresses->len - 1);
  json_object_set_string_member (object, "path", address);
  json_object_set_string_member (object, "url", address);
  node = json_node_init_object (json_node_alloc (), object);
  file = gradio_file_new_from_json (node);
  gradio_client_cache_async (g_task_get_source_object (task), file, g_task_get_cancellable (task), cached_cb, task);
}

/* An app below another one's address may name its own as if it was not. */
static char *
dup_inside (GradioClient *client, const char *src)
{
  const char      *base = gradio_client_get_base_uri (client);
  g_autofree char *inside = g_strconcat (base, "/", NULL);
  g_autofree char *address = sp_app_address_resolve (client, src);

  if (address != NULL && g_str_has_prefix (address, inside))
    return g_steal_pointer (&address);

  return *src == '/' && src[1] != '/' ? g_strconcat (base, src, NULL) : NULL;
}

/* The largest one is the last one that Gradio names. */
static void
read_manifest (Load *self, GradioClient *client, JsonNode *manifest)
{
  JsonArray *icons = NULL;
  guint      n_icons = 0;

  if (manifest != NULL && JSON_NODE_HOLDS_OBJECT (manifest))
    icons = gradio_json_get_array (json_node_get_object (manifest), "icons");
  n_icons = icons != NULL ? json_array_get_length (icons) : 0;

  for (guint i = n_icons - MIN (n_icons, MAX_ICONS); i < n_icons; i++) {
    JsonNode   *icon = json_array_get_element (icons, i);
    const char *src = JSON_NODE_HOLDS_OBJECT (icon)
                        ? gradio_json_get_string (json_node_get_object (icon), "src", NULL)
                        : NULL;
    char       *address = src != NULL ? dup_inside (client, src) : NULL;

    if (address != NULL)
      g_ptr_array_add (self->addresses, address);
  }
}

static void
manifest_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask               *task = user_data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (GBytes)   answer = gradio_client_fetch_finish (GRADIO_CLIENT (source), result, &error);
  g_autoptr (JsonNode) manifest = NULL;

  if (answer != NULL)
    manifest = gradio_json_parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), &error);
  if (error != NULL)
    g_debug ("No manifest: %s", error->message);

  read_manifest (g_task_get_task_data (task), GRADIO_CLIENT (source), manifest);
  try_next (task);
}

void
sp_app_icon_load_async (GradioClient       *client,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task = NULL;
  Load  *self = NULL;

  g_return_if_fail (GRADIO_IS_CLIENT (client));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_app_icon_load_async);
  self = g_new0 (Load, 1);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->addresses, g_strconcat (gradio_client_get_base_uri (client), "/favicon.ico", NULL));
  g_task_set_task_data (task, self, (GDestroyNotify) load_free);
  gradio_client_fetch_async (client, "/manifest.json", MAX_MANIFEST, cancellable, manifest_cb, task);
}

GdkTexture *
sp_app_icon_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
draw_texture (cairo_t *cr, GdkTexture *texture)
{
  int              width = gdk_texture_get_width (texture);
  int              height = gdk_texture_get_height (texture);
  double           scale = (double) SIDE / MAX (width, height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                        (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  cairo_translate (cr, (SIDE - width * scale) / 2, (SIDE - height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BEST);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

/* A tile in a colour that goes with the name, so that two apps differ. */
static void
draw_letter (cairo_t *cr, const char *title)
{
  const double          radius = SIDE / 5.0;
  float                 red = 0, green = 0, blue = 0;
  g_autofree char      *letter = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), 1));
  g_autofree char      *upper = g_utf8_strup (letter, -1);
  PangoLayout          *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold");
  PangoRectangle        extents = { 0 };

  gtk_hsv_to_rgb ((float) (g_str_hash (title) % 360) / 360, 0.6f, 0.65f, &red, &green, &blue);
  cairo_arc (cr, SIDE - radius, radius, radius, -G_PI_2, 0);
  cairo_arc (cr, SIDE - radius, SIDE - radius, radius, 0, G_PI_2);
  cairo_arc (cr, radius, SIDE - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, radius, radius, radius, G_PI, 3 * G_PI_2);
  cairo_set_source_rgb (cr, red, green, blue);
  cairo_fill (cr);

  pango_font_description_set_absolute_size (font, SIDE * 0.55 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, upper, -1);
  pango_layout_get_pixel_extents (layout, &extents, NULL);
  cairo_move_to (cr, (SIDE - extents.width) / 2.0 - extents.x, (SIDE - extents.height) / 2.0 - extents.y);
  cairo_set_source_rgb (cr, 1, 1, 1);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

static cairo_status_t
write_cb (gpointer closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
sp_app_icon_draw (GdkTexture *texture, const char *title)
{
  cairo_surface_t *surface = NULL;
  cairo_t         *cr = NULL;
  GByteArray      *png = g_byte_array_new ();

  g_return_val_if_fail (texture == NULL || GDK_IS_TEXTURE (texture), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cr = cairo_create (surface);
  if (texture != NULL)
    draw_texture (cr, texture);
  else
    draw_letter (cr, title);
  cairo_surface_write_to_png_stream (surface, write_cb, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (png);
}
