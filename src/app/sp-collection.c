/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-collection.h"

#include "gradio.h"
#include "sp-hub-call.h"
#include "sp-hub-space.h"
#include "sp-saved-app.h"

#include <glib/gi18n-lib.h>

#define MAX_COLLECTIONS 100
#define MAX_TITLE 80 /* characters */
#define MAX_APPS 500

struct _SpCollection {
  GObject          parent_instance;
  SpCollectionKind kind;
  char            *id;    /* owned */
  char            *title; /* owned */
};

G_DEFINE_FINAL_TYPE (SpCollection, sp_collection, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
} SpCollectionProperty;

static GParamSpec *properties[PROP_TITLE + 1];

static void
sp_collection_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((SpCollectionProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, SP_COLLECTION (object)->title);
    break;
  }
}

static void
sp_collection_finalize (GObject *object)
{
  SpCollection *self = SP_COLLECTION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (sp_collection_parent_class)->finalize (object);
}

static void
sp_collection_class_init (SpCollectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_collection_get_property;
  object_class->finalize = sp_collection_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_collection_init (SpCollection *self)
{
}

SpCollection *
sp_collection_new (SpCollectionKind kind,
                   const char      *id,
                   const char      *title)
{
  SpCollection *self = g_object_new (SP_TYPE_COLLECTION, NULL);

  self->kind = kind;
  self->id = g_strdup (id);
  self->title = g_strdup (title);

  return self;
}

SpCollectionKind
sp_collection_get_kind (SpCollection *self)
{
  g_return_val_if_fail (SP_IS_COLLECTION (self), SP_COLLECTION_ALL);

  return self->kind;
}

const char *
sp_collection_get_id (SpCollection *self)
{
  g_return_val_if_fail (SP_IS_COLLECTION (self), NULL);

  return self->id;
}

const char *
sp_collection_get_title (SpCollection *self)
{
  g_return_val_if_fail (SP_IS_COLLECTION (self), NULL);

  return self->title;
}

gboolean
sp_collection_equal (SpCollection *a,
                     SpCollection *b)
{
  return a == b || (a != NULL && b != NULL && a->kind == b->kind && g_str_equal (a->id, b->id));
}

/* What the Hub says */

/* It becomes a part of an address: nothing that leads elsewhere. */
static gboolean
is_slug (const char *slug)
{
  g_auto (GStrv) parts = g_strsplit (slug, "/", 3);

  if (g_strv_length (parts) != 2 || strlen (slug) > 300)
    return FALSE;

  for (int i = 0; i < 2; i++) {
    if (*parts[i] == '\0' || *parts[i] == '.')
      return FALSE;
    for (const char *p = parts[i]; *p != '\0'; p++) {
      if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
        return FALSE;
    }
  }

  return TRUE;
}

/* Of models and papers are collections, too. A list has the first four items of each. */
static gboolean
has_space (JsonObject *collection)
{
  JsonArray *items = gradio_json_get_array (collection, "items");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (sp_hub_space_is_item (json_array_get_element (items, i)))
      return TRUE;

  return FALSE;
}

/* In the library the title says where it is. */
static SpCollection *
read_collection (JsonObject *object,
                 gboolean    is_library)
{
  const char      *slug = gradio_json_get_string (object, "slug", NULL);
  g_autofree char *title = sp_saved_app_dup_line (gradio_json_get_string (object, "title", NULL), MAX_TITLE);
  g_autofree char *shown = NULL;

  if (slug == NULL || !is_slug (slug))
    return NULL;

  if (!is_library)
    return sp_collection_new (SP_COLLECTION_HUB, slug, title != NULL ? title : slug);

  /* Translators: title of a collection, and where it is: on the Hugging Face Hub. */
  shown = g_strdup_printf (_("%s (on the Hub)"), title != NULL ? title : slug);

  return sp_collection_new (SP_COLLECTION_HUB, slug, shown);
}

static GPtrArray *
parse_list (JsonNode *node,
            gboolean  is_library)
{
  GPtrArray *collections = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint      length = array != NULL ? MIN (json_array_get_length (array), MAX_COLLECTIONS) : 0;

  for (guint i = 0; i < length; i++) {
    JsonNode     *entry = json_array_get_element (array, i);
    JsonObject   *object = JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;
    SpCollection *collection = is_library || has_space (object) ? read_collection (object, is_library) : NULL;

    if (collection != NULL)
      g_ptr_array_add (collections, collection);
  }

  return collections;
}

GPtrArray *
sp_collection_parse_list (JsonNode *node)
{
  return parse_list (node, TRUE);
}

GPtrArray *
sp_collection_parse_trending (JsonNode *node)
{
  return parse_list (node, FALSE);
}

/* Returns: (transfer full) (nullable): a Space among the items, which may be models and papers, too */
static SpSavedApp *
read_item (JsonNode *node)
{
  g_autoptr (SpHubSpace) space = NULL;
  SpHubRuntime          *runtime = NULL;
  g_autofree char       *words = NULL;
  SpSavedApp            *app = NULL;

  if (!sp_hub_space_is_item (node))
    return NULL;

  space = sp_hub_space_new_from_json (node);
  app = space != NULL ? sp_saved_app_new (sp_hub_space_get_id (space), sp_hub_space_get_title (space), NULL) : NULL;
  if (app == NULL)
    return NULL;

  sp_saved_app_set_look (app, sp_hub_space_get_emoji (space), sp_hub_space_get_color_from (space),
                         sp_hub_space_get_color_to (space));
  runtime = sp_hub_space_get_runtime (space);
  words = runtime != NULL ? sp_hub_runtime_dup_words (runtime) : NULL;
  if (runtime != NULL)
    sp_saved_app_set_state (app, sp_state_look_of (runtime), words);

  return app;
}

GPtrArray *
sp_collection_parse_apps (JsonNode *node)
{
  GPtrArray  *apps = g_ptr_array_new_with_free_func (g_object_unref);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray  *items = gradio_json_get_array (object, "items");

  for (guint i = 0; items != NULL && i < json_array_get_length (items) && apps->len < MAX_APPS; i++) {
    SpSavedApp *app = read_item (json_array_get_element (items, i));

    if (app != NULL)
      g_ptr_array_add (apps, app);
  }

  return apps;
}

typedef GPtrArray *(*Parse) (JsonNode *node);

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) answer = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  Parse                parse = g_task_get_source_tag (task) == sp_collection_list_async ? sp_collection_parse_list
                                                                                        : sp_collection_parse_apps;

  if (answer != NULL)
    g_task_return_pointer (task, parse (answer), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
call (SpHubSession *session,
      const char   *path,
      GTask        *task)
{
  const SpHubCall question = { .path = path, .keep = TRUE };

  sp_hub_call_async (session, &question, g_task_get_cancellable (task), called_cb, task);
}

void
sp_collection_list_async (SpHubSession       *session,
                          const char         *owner,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GTask           *task = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (owner != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_collection_list_async);
  name = g_uri_escape_string (owner, NULL, FALSE);
  path = g_strdup_printf ("/api/collections?owner=%s&sort=lastModified&limit=%d", name, MAX_COLLECTIONS);
  call (session, path, task);
}

GPtrArray *
sp_collection_list_finish (SpHubSession *session,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sp_collection_load_async (SpHubSession       *session,
                          SpCollection       *collection,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autofree char *path = NULL;
  GTask           *task = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (SP_IS_COLLECTION (collection));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_collection_load_async);
  path = g_strconcat ("/api/collections/", collection->id, NULL);
  call (session, path, task);
}

GPtrArray *
sp_collection_load_finish (SpHubSession *session,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
