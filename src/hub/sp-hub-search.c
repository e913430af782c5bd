/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-search.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-call.h"
#include "sp-hub-error.h"
#include "sp-hub-query-private.h"

#define ENOUGH 12              /* Spaces that a page brings at least, if there are more */
#define MAX_PAGES 5            /* that are asked for at a time, because others had too few */
#define MAX_ALL 500            /* pages of one query */
#define RECENT (7 * 24 * 3600) /* seconds */

struct _SpHubSearch {
  GObject       parent_instance;
  SpHubSession *session;
  GPtrArray    *spaces; /* element-type SpHubSpace */
  GHashTable   *ids;    /* of them */
  GHashTable   *pages;  /* addresses of pages that came, so that they lead to an end */
  SpHubQuery   *query;  /* nullable: nothing was started */
  SpHubWay      way;
  char         *next;        /* nullable: address of the next page */
  GCancellable *cancellable; /* nullable: nothing is asked for */
  guint         n_pages;     /* since somebody wanted more */
  guint         n_found;     /* since then */
  gboolean      is_stale;    /* what is there is of an earlier query */
  gboolean      is_at_end;
  gboolean      was_paused; /* the session */
  GError       *error;      /* nullable */
  gint64        kept_since;
  gboolean      is_past; /* the newest come first, and came to what is not wanted */
};

static void sp_hub_search_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpHubSearch,
                               sp_hub_search,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sp_hub_search_list_model_init))

typedef enum {
  PROP_LOADING = 1,
  PROP_ERROR,
  PROP_AT_END,
  PROP_KEPT_SINCE,
} SpHubSearchProperty;

static GParamSpec *properties[PROP_KEPT_SINCE + 1];

static GType
sp_hub_search_get_item_type (GListModel *model)
{
  return SP_TYPE_HUB_SPACE;
}

static guint
sp_hub_search_get_n_items (GListModel *model)
{
  return SP_HUB_SEARCH (model)->spaces->len;
}

static gpointer
sp_hub_search_get_item (GListModel *model,
                        guint       position)
{
  SpHubSearch *self = SP_HUB_SEARCH (model);

  return position < self->spaces->len ? g_object_ref (g_ptr_array_index (self->spaces, position)) : NULL;
}

static void
sp_hub_search_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = sp_hub_search_get_item_type;
  interface->get_n_items = sp_hub_search_get_n_items;
  interface->get_item = sp_hub_search_get_item;
}

static void
sp_hub_search_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SpHubSearch *self = SP_HUB_SEARCH (object);

  switch ((SpHubSearchProperty) prop_id) {
  case PROP_LOADING:
    g_value_set_boolean (value, sp_hub_search_is_loading (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_AT_END:
    g_value_set_boolean (value, self->is_at_end);
    break;
  case PROP_KEPT_SINCE:
    g_value_set_int64 (value, self->kept_since);
    break;
  }
}

static void
sp_hub_search_dispose (GObject *object)
{
  SpHubSearch *self = SP_HUB_SEARCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (sp_hub_search_parent_class)->dispose (object);
}

static void
sp_hub_search_finalize (GObject *object)
{
  SpHubSearch *self = SP_HUB_SEARCH (object);

  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->pages);
  g_ptr_array_unref (self->spaces);
  g_clear_error (&self->error);
  g_free (self->next);

  G_OBJECT_CLASS (sp_hub_search_parent_class)->finalize (object);
}

static void
sp_hub_search_class_init (SpHubSearchClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_search_get_property;
  object_class->dispose = sp_hub_search_dispose;
  object_class->finalize = sp_hub_search_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, FALSE, flags);
  properties[PROP_KEPT_SINCE] = g_param_spec_int64 ("kept-since", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_hub_search_init (SpHubSearch *self)
{
  self->spaces = g_ptr_array_new_with_free_func (g_object_unref);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->way = SP_HUB_WAY_END;
}

static void
set_error (SpHubSearch *self,
           GError      *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_at_end (SpHubSearch *self,
            gboolean     is_at_end)
{
  if (self->is_at_end == is_at_end)
    return;

  self->is_at_end = is_at_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

static void
set_kept_since (SpHubSearch *self,
                gint64       kept_since)
{
  if (self->kept_since == kept_since)
    return;

  self->kept_since = kept_since;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT_SINCE]);
}

static void
set_cancellable (SpHubSearch  *self,
                 GCancellable *cancellable)
{
  gboolean was_loading = self->cancellable != NULL;

  if (was_loading)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = cancellable;
  if (was_loading != (cancellable != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Takes what is there of an earlier query away, in one step with what comes in its place. */
static void
add_spaces (SpHubSearch *self,
            GPtrArray   *spaces)
{
  guint n_removed = self->is_stale ? self->spaces->len : 0;
  guint position = self->spaces->len - n_removed;

  if (n_removed > 0) {
    g_hash_table_remove_all (self->ids);
    g_ptr_array_set_size (self->spaces, 0);
  }
  self->is_stale = FALSE;

  for (guint i = 0; i < spaces->len; i++) {
    SpHubSpace *space = g_ptr_array_index (spaces, i);

    if (g_hash_table_add (self->ids, (gpointer) sp_hub_space_get_id (space)))
      g_ptr_array_add (self->spaces, g_object_ref (space));
  }

  self->n_found += self->spaces->len - position;
  if (n_removed > 0 || self->spaces->len > position)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, self->spaces->len - position);
}

/* Whether it came too early, by the Hub's clock as far as that is known. When it came may be unknown. */
static gboolean
is_old (SpHubSearch *self,
        SpHubSpace  *space)
{
  gint64 created = sp_hub_space_get_created (space);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC + sp_hub_session_get_clock_offset (self->session);

  return sp_hub_query_get_recent (self->query) && created > 0 && created < now - RECENT;
}

static JsonArray *
get_entries (SpHubSearch *self,
             JsonNode    *node)
{
  if (self->way == SP_HUB_WAY_COLLECTION)
    return JSON_NODE_HOLDS_OBJECT (node) ? gradio_json_get_array (json_node_get_object (node), "items") : NULL;

  return JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* What makes no sense in a list is passed over. */
static GPtrArray *
read_spaces (SpHubSearch *self,
             JsonNode    *node)
{
  GPtrArray *spaces = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = get_entries (self, node);

  self->is_past = FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node) && self->way != SP_HUB_WAY_COLLECTION) {
    SpHubSpace *space = sp_hub_space_new_from_json (node);

    if (space != NULL)
      g_ptr_array_add (spaces, space);
    return spaces;
  }

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode              *entry = json_array_get_element (array, i);
    g_autoptr (SpHubSpace) space = sp_hub_space_new_from_json (entry);

    if (space == NULL || (self->way == SP_HUB_WAY_COLLECTION && !sp_hub_space_is_item (entry)))
      continue;

    self->is_past = is_old (self, space);
    if (!self->is_past && sp_hub_query_matches (self->query, space))
      g_ptr_array_add (spaces, g_steal_pointer (&space));
  }
  sp_hub_query_sort_page (self->query, self->way, spaces);

  return spaces;
}

static void ask (SpHubSearch *self);

/* After a page, or in place of one. */
static void
go_on (SpHubSearch *self)
{
  self->n_pages++;
  if (self->way == SP_HUB_WAY_END) {
    g_autoptr (GPtrArray) none = g_ptr_array_new ();

    add_spaces (self, none);
    set_at_end (self, TRUE);
    set_cancellable (self, NULL);
  } else if (self->n_found < ENOUGH && self->n_pages < MAX_PAGES) {
    ask (self);
  } else {
    set_cancellable (self, NULL);
  }
}

static void
fail (SpHubSearch *self,
      GError      *error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  add_spaces (self, none);
  set_error (self, error);
  set_cancellable (self, NULL);
}

/* Nobody has such a Space, or this Hub cannot search by meaning: there are other ways. */
static gboolean
is_dead_end (SpHubSearch  *self,
             const GError *error)
{
  if (self->way == SP_HUB_WAY_EXACT)
    return g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND) ||
           g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS) ||
           g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_GATED);

  return self->way == SP_HUB_WAY_MEANING && (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND) ||
                                             g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ANSWER) ||
                                             g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_SERVER));
}

static void
take_page (SpHubSearch *self,
           JsonNode    *node,
           gint64       kept_since)
{
  g_autoptr (GPtrArray) spaces = read_spaces (self, node);

  if (kept_since > 0 && (self->kept_since == 0 || kept_since < self->kept_since))
    set_kept_since (self, kept_since);
  if (self->is_past)
    g_clear_pointer (&self->next, g_free);
  if (self->next == NULL)
    self->way = sp_hub_query_get_next_way (self->query, self->way);
  add_spaces (self, spaces);
}

/* Takes @next. A page that came before, or after too many, is none. */
static void
set_next (SpHubSearch *self,
          char        *next)
{
  g_clear_pointer (&self->next, g_free);
  if (next != NULL && g_hash_table_size (self->pages) < MAX_ALL && g_hash_table_add (self->pages, g_strdup (next)))
    self->next = next;
  else
    g_free (next);
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpHubSearch) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *next = NULL;
  gint64                  kept_since = 0;
  g_autoptr (JsonNode)    node = sp_hub_call_finish (SP_HUB_SESSION (source), result, &next, &kept_since, &error);

  /* Somebody asked for something else. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node) && !JSON_NODE_HOLDS_OBJECT (node))
    error = sp_hub_answer_new_odd_error ();

  if (error == NULL) {
    set_next (self, g_steal_pointer (&next));
    take_page (self, node, kept_since);
    go_on (self);
  } else if (is_dead_end (self, error)) {
    self->way = self->way == SP_HUB_WAY_EXACT ? sp_hub_query_get_next_way (self->query, self->way)
                                              : sp_hub_query_get_other_way (self->query, self->way);
    go_on (self);
  } else {
    fail (self, g_steal_pointer (&error));
  }
}

static void
ask (SpHubSearch *self)
{
  g_autofree char *path = self->next != NULL ? g_strdup (self->next) : sp_hub_query_dup_path (self->query, self->way);
  const SpHubCall  call = { .path = path, .keep = TRUE };

  sp_hub_call_async (self->session, &call, self->cancellable, called_cb, g_object_ref (self));
}

void
sp_hub_search_load_more (SpHubSearch *self)
{
  g_return_if_fail (SP_IS_HUB_SEARCH (self));

  if (self->cancellable != NULL || self->is_at_end || self->query == NULL)
    return;

  self->n_pages = 0;
  self->n_found = 0;
  set_error (self, NULL);
  set_cancellable (self, g_cancellable_new ());
  ask (self);
}

/* Whether there is only what was kept, because the Hub wanted a pause. */
static gboolean
is_made_do (SpHubSearch *self)
{
  return self->was_paused && self->query != NULL && self->kept_since > 0 && g_hash_table_size (self->pages) <= 1;
}

/* The pause that the Hub asked for may be over. */
static void
session_pause_left_cb (SpHubSearch *self)
{
  g_autoptr (SpHubQuery) query = NULL;

  if (sp_hub_session_get_pause_left (self->session) > 0) {
    self->was_paused = TRUE;
    return;
  }

  if (g_error_matches (self->error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY)) {
    sp_hub_search_load_more (self);
  } else if (is_made_do (self)) {
    query = g_object_ref (self->query);
    sp_hub_search_start (self, query);
  }
  self->was_paused = FALSE;
}

void
sp_hub_search_set_session (SpHubSearch  *self,
                           SpHubSession *session)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (SP_IS_HUB_SEARCH (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, session_pause_left_cb, self);
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::pause-left", G_CALLBACK (session_pause_left_cb), self, G_CONNECT_SWAPPED);

  sp_hub_search_stop (self);
  self->is_stale = TRUE;
  add_spaces (self, none);
}

SpHubSearch *
sp_hub_search_new (SpHubSession *session)
{
  SpHubSearch *self = g_object_new (SP_TYPE_HUB_SEARCH, NULL);

  sp_hub_search_set_session (self, session);

  return self;
}

void
sp_hub_search_start (SpHubSearch *self,
                     SpHubQuery  *query)
{
  g_return_if_fail (SP_IS_HUB_SEARCH (self));
  g_return_if_fail (SP_IS_HUB_QUERY (query));

  sp_hub_search_stop (self);
  self->query = sp_hub_query_copy (query);
  self->way = sp_hub_query_get_first_way (query);
  self->is_stale = TRUE;
  sp_hub_search_load_more (self);
}

void
sp_hub_search_stop (SpHubSearch *self)
{
  g_return_if_fail (SP_IS_HUB_SEARCH (self));

  set_cancellable (self, NULL);
  g_clear_object (&self->query);
  g_clear_pointer (&self->next, g_free);
  g_hash_table_remove_all (self->pages);
  self->way = SP_HUB_WAY_END;
  set_at_end (self, FALSE);
  set_error (self, NULL);
  set_kept_since (self, 0);
}

SpHubSession *
sp_hub_search_get_session (SpHubSearch *self)
{
  g_return_val_if_fail (SP_IS_HUB_SEARCH (self), NULL);

  return self->session;
}

gboolean
sp_hub_search_is_loading (SpHubSearch *self)
{
  g_return_val_if_fail (SP_IS_HUB_SEARCH (self), FALSE);

  return self->cancellable != NULL;
}

const GError *
sp_hub_search_get_error (SpHubSearch *self)
{
  g_return_val_if_fail (SP_IS_HUB_SEARCH (self), NULL);

  return self->error;
}

gboolean
sp_hub_search_is_at_end (SpHubSearch *self)
{
  g_return_val_if_fail (SP_IS_HUB_SEARCH (self), FALSE);

  return self->is_at_end;
}

gint64
sp_hub_search_get_kept_since (SpHubSearch *self)
{
  g_return_val_if_fail (SP_IS_HUB_SEARCH (self), 0);

  return self->kept_since;
}
