/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-description-read.h"

#include "gradio-json-text.h"
#include "gradio-json.h"

#include <glib/gi18n-lib.h>

/* What is larger is read in a thread. */
#define THREAD_SIZE (64 * 1024)

typedef struct {
  const char *name;
  gsize       offset;
} Member;

static void
description_clear (gpointer data)
{
  GradioDescription *self = data;

  g_clear_pointer (&self->config, g_bytes_unref);
  g_clear_pointer (&self->info, g_bytes_unref);
  g_clear_pointer (&self->asked_space, g_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->protocol, g_free);
  g_clear_pointer (&self->api_prefix, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->space_id, g_free);
  g_clear_pointer (&self->app_id, g_free);
  g_clear_pointer (&self->username, g_free);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->mode, g_free);
  g_clear_pointer (&self->theme_hash, g_free);
  g_clear_pointer (&self->pages, json_array_unref);
  g_clear_pointer (&self->dependencies, g_array_unref);
  g_clear_pointer (&self->components, g_array_unref);
  g_clear_pointer (&self->component_ids, g_hash_table_unref);
  g_clear_pointer (&self->listings, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_pointer (&self->schemas, g_hash_table_unref);
}

static guint
range_hash (gconstpointer key)
{
  const GradioJsonRange *range = key;
  guint64                hash = range->length;
  gsize                  i;

  for (i = 0; i + 8 <= range->length; i += 8)
    hash = (hash ^ gradio_json_text_load (range->text + i)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  for (; i < range->length; i++)
    hash = (hash ^ (guchar) range->text[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (hash >> 32);
}

static gboolean
range_equal (gconstpointer a,
             gconstpointer b)
{
  const GradioJsonRange *first = a;
  const GradioJsonRange *second = b;

  return first->length == second->length && memcmp (first->text, second->text, first->length) == 0;
}

GradioDescription *
gradio_description_ref (GradioDescription *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
gradio_description_unref (GradioDescription *self)
{
  g_atomic_rc_box_release_full (self, description_clear);
}

/* Numbers of 64 bits are more than many readers of JSON can hold. */
static char *
dup_number (GradioJsonReader *reader)
{
  GradioJsonRange range;

  if (gradio_json_reader_peek (reader) != GRADIO_JSON_NUMBER)
    return gradio_json_reader_dup_text (reader);

  range = gradio_json_reader_take_range (reader);

  return g_strndup (range.text, range.length);
}

static gboolean
read_text (GradioDescription    *self,
           GradioJsonReader     *reader,
           const GradioJsonText *name)
{
  static const Member members[] = {
    { "version", G_STRUCT_OFFSET (GradioDescription, version) },
    { "protocol", G_STRUCT_OFFSET (GradioDescription, protocol) },
    { "api_prefix", G_STRUCT_OFFSET (GradioDescription, api_prefix) },
    { "title", G_STRUCT_OFFSET (GradioDescription, title) },
    { "space_id", G_STRUCT_OFFSET (GradioDescription, space_id) },
    { "username", G_STRUCT_OFFSET (GradioDescription, username) },
    { "root", G_STRUCT_OFFSET (GradioDescription, root) },
    { "mode", G_STRUCT_OFFSET (GradioDescription, mode) },
    { "theme_hash", G_STRUCT_OFFSET (GradioDescription, theme_hash) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    char **field = G_STRUCT_MEMBER_P (self, members[i].offset);

    if (!gradio_json_text_is (name, members[i].name))
      continue;
    g_free (*field);
    *field = gradio_json_reader_dup_text (reader);
    return TRUE;
  }

  return FALSE;
}

static gboolean
read_boolean (GradioDescription    *self,
              GradioJsonReader     *reader,
              const GradioJsonText *name)
{
  static const Member members[] = {
    { "enable_queue", G_STRUCT_OFFSET (GradioDescription, enable_queue) },
    { "connect_heartbeat", G_STRUCT_OFFSET (GradioDescription, connect_heartbeat) },
    { "mcp_server", G_STRUCT_OFFSET (GradioDescription, mcp_server) },
    { "auth_required", G_STRUCT_OFFSET (GradioDescription, auth_required) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    gboolean *field = G_STRUCT_MEMBER_P (self, members[i].offset);

    if (!gradio_json_text_is (name, members[i].name))
      continue;
    *field = gradio_json_reader_take_boolean (reader, *field);
    return TRUE;
  }

  return FALSE;
}

static JsonArray *
take_array (GradioJsonReader *reader)
{
  g_autoptr (JsonNode) node = gradio_json_reader_take_node (reader);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : NULL;
}

static void
read_member (GradioDescription    *self,
             GradioJsonReader     *reader,
             const GradioJsonText *name)
{
  if (gradio_json_text_is (name, "components")) {
    gradio_description_read_components (self, reader);
  } else if (gradio_json_text_is (name, "dependencies")) {
    gradio_description_read_dependencies (self, reader);
  } else if (gradio_json_text_is (name, "max_file_size")) {
    self->max_file_size = gradio_json_reader_take_int (reader, -1);
  } else if (gradio_json_text_is (name, "app_id")) {
    g_free (self->app_id);
    self->app_id = dup_number (reader);
  } else if (gradio_json_text_is (name, "pages")) {
    g_clear_pointer (&self->pages, json_array_unref);
    self->pages = take_array (reader);
  } else if (!read_text (self, reader, name)) {
    read_boolean (self, reader, name);
  }
}

static void
set_not_object (GError **error)
{
  g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                       _("This does not describe an app: it is no JSON object."));
}

GradioDescription *
gradio_description_new (GBytes  *config,
                        GError **error)
{
  g_autoptr (GradioDescription) self = g_atomic_rc_box_new0 (GradioDescription);
  g_auto (GradioJsonReader)     reader = { NULL };
  GradioJsonText                name;
  gsize                         length;
  const char                   *text = g_bytes_get_data (config, &length);
  gboolean                      is_object;

  self->config = g_bytes_ref (config);
  self->max_file_size = -1;
  self->enable_queue = TRUE;
  self->dependencies = g_array_new (FALSE, FALSE, sizeof (GradioDependency));
  self->components = g_array_new (FALSE, FALSE, sizeof (GradioComponent));
  self->component_ids = g_hash_table_new (NULL, NULL);
  self->listings = g_array_new (FALSE, FALSE, sizeof (GradioListing));
  self->strings = g_string_chunk_new (4096);
  self->schemas = g_hash_table_new_full (range_hash, range_equal, g_free, (GDestroyNotify) json_node_unref);

  gradio_json_reader_init (&reader, text, length);
  is_object = gradio_json_reader_enter_object (&reader);
  while (is_object && gradio_json_reader_next_member (&reader, &name))
    read_member (self, &reader, &name);
  if (!gradio_json_reader_finish (&reader, error))
    return NULL;

  if (!is_object) {
    set_not_object (error);
    return NULL;
  }

  return g_steal_pointer (&self);
}

gboolean
gradio_description_add_info (GradioDescription *self,
                             GBytes            *info,
                             GError           **error)
{
  g_auto (GradioJsonReader) reader = { NULL };
  GradioJsonText            name;
  gsize                     length;
  const char               *text = g_bytes_get_data (info, &length);
  gboolean                  is_object;

  g_return_val_if_fail (self->info == NULL, FALSE);

  gradio_json_reader_init (&reader, text, length);
  is_object = gradio_json_reader_enter_object (&reader);
  while (is_object && gradio_json_reader_next_member (&reader, &name)) {
    if (gradio_json_text_is (&name, "named_endpoints"))
      gradio_description_read_listings (self, TRUE, &reader);
    else if (gradio_json_text_is (&name, "unnamed_endpoints"))
      gradio_description_read_listings (self, FALSE, &reader);
  }

  if (gradio_json_reader_finish (&reader, error) && is_object) {
    self->info = g_bytes_ref (info);
    return TRUE;
  }

  if (!is_object && error != NULL && *error == NULL)
    set_not_object (error);
  g_array_set_size (self->listings, 0); /* they point into the bytes */
  self->is_listed = FALSE;

  return FALSE;
}

static void
new_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  GError            *error = NULL;
  GradioDescription *self = gradio_description_new (task_data, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) gradio_description_unref);
  else
    g_task_return_error (task, error);
}

void
gradio_description_new_async (GBytes             *config,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, gradio_description_new_async);
  g_task_set_task_data (task, g_bytes_ref (config), (GDestroyNotify) g_bytes_unref);
  if (g_bytes_get_size (config) > THREAD_SIZE)
    g_task_run_in_thread (task, new_thread);
  else
    new_thread (task, NULL, config, cancellable);
}

GradioDescription *
gradio_description_new_finish (GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  GradioDescription *description;
  GBytes            *info;
} AddInfo;

static void
add_info_free (AddInfo *data)
{
  gradio_description_unref (data->description);
  g_bytes_unref (data->info);
  g_free (data);
}

static void
add_info_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  AddInfo *data = task_data;
  GError  *error = NULL;

  if (gradio_description_add_info (data->description, data->info, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
gradio_description_add_info_async (GradioDescription  *self,
                                   GBytes             *info,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  AddInfo          *data = g_new0 (AddInfo, 1);

  data->description = gradio_description_ref (self);
  data->info = g_bytes_ref (info);
  g_task_set_source_tag (task, gradio_description_add_info_async);
  g_task_set_task_data (task, data, (GDestroyNotify) add_info_free);
  if (g_bytes_get_size (info) > THREAD_SIZE)
    g_task_run_in_thread (task, add_info_thread);
  else
    add_info_thread (task, NULL, data, cancellable);
}

gboolean
gradio_description_add_info_finish (GradioDescription *self,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
gradio_description_is_app (GradioDescription *self)
{
  return self->has_components && self->has_dependencies;
}

const GradioComponent *
gradio_description_find_component (GradioDescription *self,
                                   gint64             id)
{
  gpointer position;

  if (id < 0 || id > G_MAXINT ||
      !g_hash_table_lookup_extended (self->component_ids, GINT_TO_POINTER ((int) id), NULL, &position))
    return NULL;

  return &g_array_index (self->components, GradioComponent, GPOINTER_TO_UINT (position));
}

JsonNode *
gradio_description_get_schema (GradioDescription *self,
                               GradioJsonRange    range)
{
  JsonNode *schema;

  if (range.text == NULL)
    return NULL;

  schema = g_hash_table_lookup (self->schemas, &range);
  if (schema == NULL) {
    schema = gradio_json_range_parse (range);
    g_hash_table_insert (self->schemas, g_memdup2 (&range, sizeof range), schema);
  }

  return schema;
}

gboolean
gradio_description_has_page (GradioDescription *self,
                             const char        *route)
{
  guint n = self->pages != NULL ? json_array_get_length (self->pages) : 0;

  for (guint i = 0; i < n; i++) {
    JsonNode  *node = json_array_get_element (self->pages, i);
    JsonArray *entry = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

    if (entry != NULL && json_array_get_length (entry) > 0 &&
        gradio_json_is_string (json_array_get_element (entry, 0)) &&
        g_str_equal (json_array_get_string_element (entry, 0), route))
      return TRUE;
  }

  return FALSE;
}

/* The next member that a server does not say anew each time it is started. */
static gboolean
next_lasting_member (GradioJsonReader *reader,
                     GradioJsonText   *name)
{
  while (gradio_json_reader_next_member (reader, name)) {
    if (!gradio_json_text_is (name, "app_id") && !gradio_json_text_is (name, "root"))
      return TRUE;
  }

  return FALSE;
}

static gboolean
members_equal (GradioJsonReader *reader,
               GradioJsonReader *other)
{
  GradioJsonText name;
  GradioJsonText other_name;
  gboolean       more = gradio_json_reader_enter_object (reader) && gradio_json_reader_enter_object (other);

  while (more) {
    GradioJsonRange range;
    GradioJsonRange other_range;

    more = next_lasting_member (reader, &name);
    if (next_lasting_member (other, &other_name) != more)
      return FALSE;
    if (!more)
      break;

    if (name.length != other_name.length || memcmp (name.text, other_name.text, name.length) != 0)
      return FALSE;
    range = gradio_json_reader_take_range (reader);
    other_range = gradio_json_reader_take_range (other);
    if (range.length != other_range.length || memcmp (range.text, other_range.text, range.length) != 0)
      return FALSE;
  }

  return TRUE;
}

static gboolean
configs_equal (GBytes *config,
               GBytes *other)
{
  g_auto (GradioJsonReader) reader = { NULL };
  g_auto (GradioJsonReader) other_reader = { NULL };
  gsize                     length;
  const char               *text;

  if (g_bytes_equal (config, other))
    return TRUE;

  text = g_bytes_get_data (config, &length);
  gradio_json_reader_init (&reader, text, length);
  text = g_bytes_get_data (other, &length);
  gradio_json_reader_init (&other_reader, text, length);

  return members_equal (&reader, &other_reader);
}

gboolean
gradio_description_equal (GradioDescription *self,
                          GradioDescription *other)
{
  if ((self->info == NULL) != (other->info == NULL) ||
      (self->info != NULL && !g_bytes_equal (self->info, other->info)))
    return FALSE;

  return g_strcmp0 (self->asked_space, other->asked_space) == 0 && g_strcmp0 (self->page, other->page) == 0 &&
         g_strcmp0 (self->query, other->query) == 0 && configs_equal (self->config, other->config);
}

static void
swap (char **text,
      char **other)
{
  char *kept = *text;

  *text = *other;
  *other = kept;
}

void
gradio_description_swap_start (GradioDescription *self,
                               GradioDescription *other)
{
  swap (&self->app_id, &other->app_id);
  swap (&self->root, &other->root);
}
