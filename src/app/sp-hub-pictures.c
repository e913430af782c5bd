/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-pictures.h"

#include "gradio.h"
#include "sp-cache-folder.h"
#include "sp-hub-offline.h"
#include "sp-picture-decoder.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_RUNNING 4
#define MAX_BYTES (4 * 1024 * 1024) /* of one picture */
#define CHUNK (64 * 1024)
#define MAX_HOPS 4
#define PATIENCE 20                         /* seconds of silence */
#define FRESH (24 * 60 * 60)                /* seconds in which nobody asks whether it has changed */
#define MAX_TEXTURES (12 * 1024 * 1024)     /* bytes, in memory */
#define MAX_FILES 1000                      /* on disk */
#define MAX_DISK_SIZE (48 * 1024 * 1024)    /* bytes, on disk */
#define KEPT_TYPE G_VARIANT_TYPE ("(sxay)") /* ETag, when it was asked for, the picture */

/* A picture that was asked for. */
typedef struct {
  SpHubPictures *pictures; /* owned */
  char          *address;  /* whole */
  char          *key;
  int            side;
  char          *tag; /* nullable: of what is kept */
  GBytes        *old; /* nullable: what is kept */
  GUri          *uri; /* where it is asked for now */
  guint          n_hops;
  SoupMessage   *message;
  GByteArray    *body;
} Request;

/* A picture in memory. */
typedef struct {
  char       *key;
  GdkTexture *texture;
  gsize       size;
} Kept;

struct _SpHubPictures {
  GObject        parent_instance;
  SoupSession   *soup;
  GUri          *home; /* nullable: the address of the Hub is none */
  SpCacheFolder *folder;
  GQueue         waiting; /* of GTask, owned */
  guint          n_running;
  GQueue         recent; /* of Kept, the last used first */
  gsize          size;   /* of these */
};

G_DEFINE_FINAL_TYPE (SpHubPictures, sp_hub_pictures, G_TYPE_OBJECT)

static void run_waiting (SpHubPictures *self);
static void fetch (GTask *task);

static void
request_free (Request *self)
{
  g_object_unref (self->pictures);
  g_free (self->address);
  g_free (self->key);
  g_free (self->tag);
  g_clear_pointer (&self->old, g_bytes_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

static void
kept_free (Kept *self)
{
  g_free (self->key);
  g_object_unref (self->texture);
  g_free (self);
}

static void
sp_hub_pictures_dispose (GObject *object)
{
  SpHubPictures *self = SP_HUB_PICTURES (object);

  /* Tasks hold this: none waits any more. */
  soup_session_abort (self->soup);

  G_OBJECT_CLASS (sp_hub_pictures_parent_class)->dispose (object);
}

static void
sp_hub_pictures_finalize (GObject *object)
{
  SpHubPictures *self = SP_HUB_PICTURES (object);

  g_queue_clear_full (&self->recent, (GDestroyNotify) kept_free);
  g_clear_object (&self->soup);
  g_clear_object (&self->folder);
  g_clear_pointer (&self->home, g_uri_unref);

  G_OBJECT_CLASS (sp_hub_pictures_parent_class)->finalize (object);
}

static void
sp_hub_pictures_class_init (SpHubPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_hub_pictures_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_hub_pictures_finalize;
}

static void
sp_hub_pictures_init (SpHubPictures *self)
{
  self->soup = soup_session_new_with_options ("max-conns-per-host", MAX_RUNNING, "timeout", PATIENCE, "user-agent",
                                              "Spaceport/" PACKAGE_VERSION, NULL);
}

static GdkTexture *
peek (SpHubPictures *self,
      const char    *key)
{
  for (GList *i = self->recent.head; i != NULL; i = i->next) {
    Kept *kept = i->data;

    if (g_str_equal (kept->key, key)) {
      g_queue_unlink (&self->recent, i);
      g_queue_push_head_link (&self->recent, i);
      return kept->texture;
    }
  }

  return NULL;
}

static void
keep (SpHubPictures *self,
      const char    *key,
      GdkTexture    *texture)
{
  Kept *kept;

  if (peek (self, key) != NULL)
    return;

  kept = g_new0 (Kept, 1);
  kept->key = g_strdup (key);
  kept->texture = g_object_ref (texture);
  kept->size = 4 * (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture);
  g_queue_push_head (&self->recent, kept);
  self->size += kept->size;
  while (self->size > MAX_TEXTURES && self->recent.length > 1) {
    Kept *last = g_queue_pop_tail (&self->recent);

    self->size -= last->size;
    kept_free (last);
  }
}

/* Takes @task: its turn is over. */
static void
end_turn (GTask *task)
{
  Request                  *request = g_task_get_task_data (task);
  g_autoptr (SpHubPictures) self = g_object_ref (request->pictures);

  g_object_unref (task);
  self->n_running--;
  run_waiting (self);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask                       *task = user_data;
  Request                     *request = g_task_get_task_data (task);
  GError                      *error = NULL;
  g_autoptr (SpDecodedPicture) picture = sp_picture_decode_finish (result, &error);

  if (picture != NULL) {
    keep (request->pictures, request->key, picture->texture);
    g_task_return_pointer (task, g_object_ref (picture->texture), g_object_unref);
  } else {
    g_task_return_error (task, error);
  }
  end_turn (task);
}

/* Takes @task. */
static void
decode (GTask  *task,
        GBytes *bytes)
{
  Request *request = g_task_get_task_data (task);

  sp_picture_decode_async (NULL, bytes, request->side, g_task_get_cancellable (task), decoded_cb, task);
}

/* Takes @task and @error: what is kept is better than nothing. */
static void
fail (GTask  *task,
      GError *error)
{
  Request *request = g_task_get_task_data (task);

  if (request->old != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_debug ("The kept picture is shown: %s", error->message);
    g_error_free (error);
    decode (task, request->old);
    return;
  }

  g_task_return_error (task, error);
  end_turn (task);
}

static void
keep_on_disk (Request    *request,
              const char *tag,
              GBytes     *bytes)
{
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GBytes)   serialized = NULL;

  kept = g_variant_ref_sink (g_variant_new ("(sx@ay)", tag, g_get_real_time () / G_USEC_PER_SEC,
                                            g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE)));
  serialized = g_variant_get_data_as_bytes (kept);
  sp_cache_folder_write_async (request->pictures->folder, request->address, serialized, NULL, NULL);
}

static void read_more (GTask        *task,
                       GInputStream *body);

/* Takes @task: all of it is there. */
static void
take_body (GTask *task)
{
  Request           *request = g_task_get_task_data (task);
  const char        *tag = soup_message_headers_get_one (soup_message_get_response_headers (request->message), "ETag");
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&request->body));

  keep_on_disk (request, tag != NULL && g_utf8_validate (tag, -1, NULL) ? tag : "", bytes);
  decode (task, bytes);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask             *task = user_data;
  Request           *request = g_task_get_task_data (task);
  GError            *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL) {
    fail (task, error);
    return;
  }
  if (g_bytes_get_size (bytes) == 0) {
    take_body (task);
    return;
  }

  g_byte_array_append (request->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  if (request->body->len > MAX_BYTES)
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The picture is too large"));
  else
    read_more (task, G_INPUT_STREAM (source));
}

/* Takes @task. */
static void
read_more (GTask        *task,
           GInputStream *body)
{
  g_input_stream_read_bytes_async (body, CHUNK, G_PRIORITY_LOW, g_task_get_cancellable (task), read_cb, task);
}

static gboolean
is_below (const char *host,
          const char *domain)
{
  gsize length = strlen (host);
  gsize domain_length = strlen (domain);

  return g_ascii_strcasecmp (host, domain) == 0 ||
         (length > domain_length && host[length - domain_length - 1] == '.' &&
          g_ascii_strcasecmp (host + length - domain_length, domain) == 0);
}

/* Whoever wrote a front matter shall not learn who looks at the card (hub-api.md 7 names who serves the pictures). */
static gboolean
is_trusted (SpHubPictures *self,
            GUri          *uri)
{
  static const char *const domains[] = { "huggingface.co", "hf.co", "gravatar.com" };
  const char              *host = g_uri_get_host (uri);

  if (host == NULL || self->home == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (self->home)) &&
      g_strcmp0 (host, g_uri_get_host (self->home)) == 0 && g_uri_get_port (uri) == g_uri_get_port (self->home))
    return TRUE;
  if (!g_str_equal (g_uri_get_scheme (uri), "https"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    if (is_below (host, domains[i]))
      return TRUE;
  }

  return FALSE;
}

/* Takes @task. */
static void
follow (GTask *task)
{
  Request         *request = g_task_get_task_data (task);
  const char      *location = soup_message_headers_get_one (soup_message_get_response_headers (request->message),
                                                            "Location");
  g_autoptr (GUri) next = NULL;

  if (location != NULL)
    next = g_uri_parse_relative (request->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (next == NULL || ++request->n_hops > MAX_HOPS) {
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "The picture leads nowhere"));
    return;
  }

  g_uri_unref (request->uri);
  request->uri = g_steal_pointer (&next);
  fetch (task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask                   *task = user_data;
  Request                 *request = g_task_get_task_data (task);
  GError                  *error = NULL;
  g_autoptr (GInputStream) body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  SoupStatus               status = soup_message_get_status (request->message);

  if (body == NULL) {
    fail (task, error);
  } else if (status == SOUP_STATUS_NOT_MODIFIED && request->old != NULL) {
    keep_on_disk (request, request->tag, request->old);
    decode (task, request->old);
  } else if (SOUP_STATUS_IS_REDIRECTION (status)) {
    follow (task);
  } else if (status != SOUP_STATUS_OK) {
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "The picture has status %d", status));
  } else {
    request->body = g_byte_array_new ();
    read_more (task, body);
  }
}

/* Takes @task. */
static void
fetch (GTask *task)
{
  Request            *request = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  if (!sp_hub_offline_check (NULL)) {
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "The Hub is not to be asked"));
    return;
  }
  if (!is_trusted (request->pictures, request->uri)) {
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "The picture is not at the Hub"));
    return;
  }

  g_clear_object (&request->message);
  request->message = soup_message_new_from_uri (SOUP_METHOD_GET, request->uri);
  soup_message_add_flags (request->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (request->message);
  if (request->old != NULL && request->tag != NULL && *request->tag != '\0')
    soup_message_headers_replace (headers, "If-None-Match", request->tag);
  soup_session_send_async (request->pictures->soup, request->message, G_PRIORITY_LOW, g_task_get_cancellable (task),
                           sent_cb, task);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask               *task = user_data;
  Request             *request = g_task_get_task_data (task);
  g_autoptr (GBytes)   bytes = sp_cache_folder_read_finish (SP_CACHE_FOLDER (source), result, NULL);
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) picture = NULL;
  gint64               age, when = 0;

  if (bytes == NULL) {
    fetch (task);
    return;
  }

  kept = g_variant_ref_sink (g_variant_new_from_bytes (KEPT_TYPE, bytes, FALSE));
  g_variant_get (kept, "(sx@ay)", &request->tag, &when, &picture);
  request->old = g_variant_get_data_as_bytes (picture);
  age = g_get_real_time () / G_USEC_PER_SEC - when;
  if (age >= 0 && age < FRESH)
    decode (task, request->old);
  else
    fetch (task);
}

static void
run_waiting (SpHubPictures *self)
{
  while (self->n_running < MAX_RUNNING && self->waiting.length > 0) {
    GTask      *task = g_queue_pop_head (&self->waiting);
    Request    *request = g_task_get_task_data (task);
    GdkTexture *texture = peek (self, request->key); /* another one may have asked for the same before */

    if (g_task_return_error_if_cancelled (task)) {
      g_object_unref (task);
      continue;
    }
    if (texture != NULL) {
      g_task_return_pointer (task, g_object_ref (texture), g_object_unref);
      g_object_unref (task);
      continue;
    }

    self->n_running++;
    sp_cache_folder_read_async (self->folder, request->address, g_task_get_cancellable (task), kept_cb, task);
  }
}

SpHubPictures *
sp_hub_pictures_new (const char *folder)
{
  SpHubPictures   *self = g_object_new (SP_TYPE_HUB_PICTURES, NULL);
  g_autofree char *endpoint = gradio_address_dup_hub ();
  g_autofree char *path = NULL;

  path = folder != NULL ? g_strdup (folder)
                        : g_build_filename (g_get_user_cache_dir (), "spaceport", "hub-pictures", NULL);
  self->home = g_uri_parse (endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  self->folder = sp_cache_folder_new (path, MAX_FILES, MAX_DISK_SIZE);

  return self;
}

char *
sp_hub_pictures_dup_avatar (SpHubPictures *self,
                            const char    *owner)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (SP_IS_HUB_PICTURES (self), NULL);
  g_return_val_if_fail (owner != NULL, NULL);

  name = g_uri_escape_string (owner, NULL, FALSE);

  return g_strconcat ("/api/avatars/", name, NULL);
}

void
sp_hub_pictures_load_async (SpHubPictures      *self,
                            const char         *address,
                            int                 side,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask           *task;
  Request         *request;
  g_autoptr (GUri) uri = NULL;

  g_return_if_fail (SP_IS_HUB_PICTURES (self));
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_pictures_load_async);
  uri = self->home != NULL ? g_uri_parse_relative (self->home, address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  if (uri == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The picture has no address");
    g_object_unref (task);
    return;
  }

  request = g_new0 (Request, 1);
  request->pictures = g_object_ref (self);
  request->address = g_uri_to_string (uri);
  request->uri = g_steal_pointer (&uri);
  request->side = side;
  request->key = g_strdup_printf ("%d %s", side, request->address);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_queue_push_tail (&self->waiting, task);
  run_waiting (self);
}

GdkTexture *
sp_hub_pictures_load_finish (SpHubPictures *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
