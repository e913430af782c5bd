/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-file.h"

#include <string.h>
#include <sys/random.h>

#include "gradio-json.h"

#define KEY_LENGTH 32
#define MAX_NAME_LENGTH 200
#define MAX_EXTENSION_LENGTH 20
#define MAX_DEPTH 64

#define REMOTE_TYPE "gradio.FileData"
#define LOCAL_TYPE "gradio.LocalFile"

struct _GradioFile {
  GObject   parent_instance;
  JsonNode *json;  /* the object as it came, or as it goes into values */
  GFile    *local; /* nullable */
  char     *path;  /* nullable */
  char     *url;   /* nullable */
  char     *name;
  char     *mime_type; /* nullable */
  goffset   size;
  gboolean  is_stream;
};

G_DEFINE_FINAL_TYPE (GradioFile, gradio_file, G_TYPE_OBJECT)

static gpointer
make_key (gpointer data)
{
  guint8 *key = g_malloc (KEY_LENGTH);

  /* Without randomness a server could guess grants; there is nothing to fall back to. */
  if (getentropy (key, KEY_LENGTH) != 0)
    g_error ("The system gives no random numbers");

  return key;
}

/* The one secret of the process, and its only static: every value that names a file of the user
 * crosses code that knows nothing of whoever made it (forms, jobs, history), so no object could
 * carry the key along. It never leaves the process. */
static const guint8 *
get_key (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_key, NULL);
}

static char *
make_grant (const char *uri)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, get_key (), KEY_LENGTH, uri, -1);
}

/* Takes the same time wherever the texts differ, so that a grant cannot be found character by
 * character. */
static gboolean
is_granted (const char *uri, const char *grant)
{
  g_autofree char *expected = make_grant (uri);
  guint            difference = 0;

  if (strlen (grant) != strlen (expected))
    return FALSE;

  for (gsize i = 0; expected[i] != '\0'; i++)
    difference |= (guint) (expected[i] ^ grant[i]);

  return difference == 0;
}

static gboolean
is_separator (char c)
{
  return c == '/' || c == '\\';
}

/* The last segment, whichever system's separators it has. */
static char *
dup_last_segment (const char *path)
{
  const char *end = path + strlen (path);
  const char *start;

  while (end > path && is_separator (end[-1]))
    end--;
  start = end;
  while (start > path && !is_separator (start[-1]))
    start--;

  return g_strndup (start, (gsize) (end - start));
}

/* Invisible characters can make a name look like another one. The two joiners are part of
 * ordinary words and emoji. */
static gboolean
is_hidden_character (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SURROGATE:
    return TRUE;
  case G_UNICODE_FORMAT:
    return c != 0x200C && c != 0x200D;
  default:
    return FALSE;
  }
}

static GString *
keep_visible (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    gboolean leading = kept->len == 0 && (character == '.' || g_unichar_isspace (character));

    if (!leading && !is_hidden_character (character))
      g_string_append_unichar (kept, character);
  }

  while (kept->len > 0 && g_ascii_isspace (kept->str[kept->len - 1]))
    g_string_truncate (kept, kept->len - 1);

  return kept;
}

/* Cuts before the extension, at the border of a character. */
static void
shorten (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  gsize       extension = dot != NULL ? strlen (dot) : 0;
  gsize       stem;

  if (name->len <= MAX_NAME_LENGTH)
    return;
  if (extension > MAX_EXTENSION_LENGTH)
    extension = 0;

  stem = MAX_NAME_LENGTH - extension;
  while (stem > 0 && (name->str[stem] & 0xC0) == 0x80)
    stem--;

  g_string_erase (name, (gssize) stem, (gssize) (name->len - extension - stem));
}

/* What gradio_file_sanitize_name() gives, or an empty text when nothing is left. */
static char *
dup_clean_name (const char *name)
{
  g_autofree char    *segment = dup_last_segment (name);
  g_autofree char    *valid = g_utf8_make_valid (segment, -1);
  g_autoptr (GString) visible = keep_visible (valid);

  shorten (visible);

  return g_string_free (g_steal_pointer (&visible), FALSE);
}

/* The name of an address on the web: the only place where names are percent-encoded. */
static char *
dup_url_name (const char *url)
{
  g_autofree char *path = g_strndup (url, strcspn (url, "?#"));
  const char      *host = strstr (path, "://");
  const char      *start = host != NULL ? strchr (host + 3, '/') : path;
  g_autofree char *segment = dup_last_segment (start != NULL ? start : "");
  char            *decoded = g_uri_unescape_string (segment, NULL);

  return decoded != NULL ? decoded : g_steal_pointer (&segment);
}

static gboolean
is_web_address (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0 ||
         g_ascii_strncasecmp (text, "https://", 8) == 0;
}

static gboolean
is_data_address (const char *text)
{
  return text != NULL && g_ascii_strncasecmp (text, "data:", 5) == 0;
}

/* The type in a `data:` address, which goes up to the first `;` or `,`. */
static char *
dup_data_type (const char *url)
{
  const char *type = url + strlen ("data:");
  gsize       length = strcspn (type, ";,");

  if (length == 0 || length > 100 || memchr (type, '/', length) == NULL)
    return NULL;

  return g_strndup (type, length);
}

/* Pictures inside of an address have no name; their type has the extension: image/svg+xml ->
 * image.svg. */
static char *
dup_data_name (const char *url)
{
  g_autofree char *type = dup_data_type (url);
  const char      *subtype;

  if (type == NULL || !g_str_has_prefix (type, "image/"))
    return g_strdup ("");

  subtype = type + strlen ("image/");
  return g_strdup_printf ("image.%.*s", (int) strcspn (subtype, "+"), subtype);
}

static char *
dup_address_name (GradioFile *self)
{
  if (self->path != NULL && is_web_address (self->path))
    return dup_url_name (self->path);
  if (self->path != NULL)
    return dup_last_segment (self->path);
  if (is_data_address (self->url))
    return dup_data_name (self->url);

  return g_strdup ("");
}

static void
set_name (GradioFile *self, const char *orig_name)
{
  g_autofree char *name = dup_clean_name (orig_name != NULL ? orig_name : "");
  g_autofree char *address_name = NULL;

  if (*name == '\0') {
    address_name = dup_address_name (self);
    self->name = gradio_file_sanitize_name (address_name);
  } else {
    self->name = g_steal_pointer (&name);
  }
}

/* A type goes into headers and lookups: what has not the form of one is none. */
static gboolean
is_mime_type (const char *text)
{
  if (text == NULL || strchr (text, '/') == NULL)
    return FALSE;

  for (const char *c = text; *c != '\0'; c++) {
    if (!g_ascii_isgraph (*c) && *c != ' ')
      return FALSE;
  }

  return TRUE;
}

static char *
guess_mime_type (const char *name)
{
  g_autofree char *content_type = g_content_type_guess (name, NULL, 0, NULL);

  if (g_content_type_is_unknown (content_type))
    return NULL;

  return g_content_type_get_mime_type (content_type);
}

static void
set_mime_type (GradioFile *self, const char *mime_type)
{
  g_autofree char *data_type = is_data_address (self->url) ? dup_data_type (self->url) : NULL;

  if (!is_mime_type (mime_type))
    mime_type = data_type;

  self->mime_type = is_mime_type (mime_type) ? g_strdup (mime_type) : guess_mime_type (self->name);
}

static gboolean
has_type (JsonObject *object, const char *type)
{
  JsonObject *meta = gradio_json_get_object (object, "meta");

  return g_strcmp0 (gradio_json_get_string (meta, "_type", NULL), type) == 0;
}

static gboolean
is_remote (JsonObject *object)
{
  if (gradio_json_get_string (object, "path", NULL) != NULL)
    return has_type (object, REMOTE_TYPE) || json_object_has_member (object, "orig_name") ||
           json_object_has_member (object, "url") || json_object_has_member (object, "is_stream");

  /* A picture without a file: the path is null, the content is in the address. */
  return json_object_has_member (object, "path") && json_object_get_null_member (object, "path") &&
         is_data_address (gradio_json_get_string (object, "url", NULL));
}

static goffset
find_size (JsonObject *object)
{
  double size = gradio_json_get_double (object, "size", -1);

  return size >= 0 && size < (double) G_MAXINT64 ? gradio_json_get_int (object, "size", -1) : -1;
}

static GradioFile *
new_remote (JsonNode *node)
{
  GradioFile *self = g_object_new (GRADIO_TYPE_FILE, NULL);
  JsonObject *object = json_node_get_object (node);

  self->json = json_node_ref (node);
  self->path = g_strdup (gradio_json_get_string (object, "path", NULL));
  self->url = g_strdup (gradio_json_get_string (object, "url", NULL));
  self->size = find_size (object);
  self->is_stream = gradio_json_get_boolean (object, "is_stream", FALSE);
  set_name (self, gradio_json_get_string (object, "orig_name", NULL));
  set_mime_type (self, gradio_json_get_string (object, "mime_type", NULL));

  return self;
}

static GradioFile *
new_granted (JsonNode *node)
{
  JsonObject *object = json_node_get_object (node);
  JsonObject *meta = gradio_json_get_object (object, "meta");
  const char *uri = gradio_json_get_string (object, "path", NULL);
  const char *grant = gradio_json_get_string (meta, "grant", NULL);
  GradioFile *self;

  if (uri == NULL || grant == NULL || !is_granted (uri, grant))
    return NULL;

  self = g_object_new (GRADIO_TYPE_FILE, NULL);
  self->json = json_node_ref (node);
  self->local = g_file_new_for_uri (uri);
  self->size = find_size (object);
  set_name (self, gradio_json_get_string (object, "orig_name", NULL));
  set_mime_type (self, gradio_json_get_string (object, "mime_type", NULL));

  return self;
}

/* What the app is told it is called. */
static JsonNode *
describe_local (GradioFile *self, const char *name)
{
  JsonObject      *object = json_object_new ();
  JsonObject      *meta = json_object_new ();
  g_autofree char *uri = g_file_get_uri (self->local);
  g_autofree char *grant = make_grant (uri);

  json_object_set_string_member (meta, "_type", LOCAL_TYPE);
  json_object_set_string_member (meta, "grant", grant);

  json_object_set_string_member (object, "path", uri);
  json_object_set_string_member (object, "orig_name", name);
  json_object_set_null_member (object, "size"); /* the file may grow until it is sent */
  if (self->mime_type != NULL)
    json_object_set_string_member (object, "mime_type", self->mime_type);
  else
    json_object_set_null_member (object, "mime_type");
  json_object_set_object_member (object, "meta", meta);

  return json_node_init_object (json_node_alloc (), object);
}

static void
collect (JsonNode *node, guint depth, GPtrArray *files)
{
  GradioFile *file;

  if (depth > MAX_DEPTH || (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node)))
    return;

  file = gradio_file_new_from_json (node);
  if (file != NULL) {
    g_ptr_array_add (files, file);
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    const char    *name; /* json-glib 1.6 writes it without asking whether it is wanted */
    JsonNode      *member;

    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    while (json_object_iter_next_ordered (&iter, &name, &member))
      collect (member, depth + 1, files);
  } else {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      collect (json_array_get_element (array, i), depth + 1, files);
  }
}

static void
gradio_file_finalize (GObject *object)
{
  GradioFile *self = GRADIO_FILE (object);

  g_clear_pointer (&self->json, json_node_unref);
  g_clear_object (&self->local);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->mime_type, g_free);

  G_OBJECT_CLASS (gradio_file_parent_class)->finalize (object);
}

static void
gradio_file_class_init (GradioFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_file_finalize;
}

static void
gradio_file_init (GradioFile *self)
{
  self->size = -1;
}

GradioFile *
gradio_file_new_local (GFile *file)
{
  GradioFile      *self;
  g_autofree char *basename = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (GRADIO_TYPE_FILE, NULL);
  self->local = g_object_ref (file);
  basename = g_file_get_basename (file);
  set_name (self, basename);
  set_mime_type (self, NULL);
  self->json = describe_local (self, self->name);

  return self;
}

GradioFile *
gradio_file_new_local_in (GFile *file, GFile *folder)
{
  GradioFile      *self = gradio_file_new_local (file);
  g_autofree char *relative = g_file_get_relative_path (folder, file);
  g_autofree char *base = g_file_get_basename (folder);
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  if (relative == NULL)
    return self;

  path = g_build_filename (base, relative, NULL);
  name = g_utf8_make_valid (path, -1);
  json_node_unref (self->json);
  self->json = describe_local (self, name);

  return self;
}

GradioFile *
gradio_file_new_from_json (JsonNode *node)
{
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_get_object (node);
  if (has_type (object, LOCAL_TYPE)) /* without its grant it is none: a server made it up */
    return new_granted (node);

  return is_remote (object) ? new_remote (node) : NULL;
}

JsonNode *
gradio_file_to_json (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), NULL);

  return json_node_ref (self->json);
}

GFile *
gradio_file_get_local (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), NULL);

  return self->local;
}

const char *
gradio_file_get_path (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), NULL);

  return self->path;
}

const char *
gradio_file_get_url (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), NULL);

  return self->url;
}

const char *
gradio_file_get_name (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), NULL);

  return self->name;
}

goffset
gradio_file_get_size (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), -1);

  return self->size;
}

const char *
gradio_file_get_mime_type (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), NULL);

  return self->mime_type;
}

gboolean
gradio_file_is_stream (GradioFile *self)
{
  g_return_val_if_fail (GRADIO_IS_FILE (self), FALSE);

  return self->is_stream;
}

char *
gradio_file_sanitize_name (const char *name)
{
  g_autofree char *clean = dup_clean_name (name != NULL ? name : "");

  return *clean != '\0' ? g_steal_pointer (&clean) : g_strdup ("file");
}

GPtrArray *
gradio_file_collect (JsonNode *value)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (value != NULL)
    collect (value, 0, files);

  return files;
}

GPtrArray *
gradio_file_collect_for_component (JsonNode *value, const char *component)
{
  g_return_val_if_fail (component != NULL, NULL);

  return gradio_file_collect (g_str_equal (component, "json") ? NULL : value);
}
