/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-my-spaces-list.h"

#include "sp-hub-call.h"

/* Nobody takes care of more; a Hub that never ends does no harm. */
#define MAX_PAGES 20
#define FIELDS                                                                                                \
  "limit=100&sort=lastModified&expand=author&expand=cardData&expand=lastModified&expand=likes&expand=private" \
  "&expand=runtime&expand=sdk&expand=usedStorage"

struct _SpMySpacesList {
  GObject       parent_instance;
  GListStore   *spaces;      /* owned, of SpHubSpace */
  SpHubSession *session;     /* owned, nullable */
  GStrv         owners;      /* owned, nullable */
  gsize         owner;       /* whose Spaces are asked for */
  guint         page;        /* how many were asked for of them */
  GPtrArray    *found;       /* owned, of SpHubSpace: what came so far */
  gint64        found_since; /* as kept_since, of those */
  gint64        kept_since;
  GError       *error;       /* owned, nullable */
  GCancellable *cancellable; /* owned; NULL: nothing is asked for */
  gboolean      loaded;
};

G_DEFINE_FINAL_TYPE (SpMySpacesList, sp_my_spaces_list, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_CHANGED,
} SpMySpacesListSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
emit_changed (SpMySpacesList *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_same (SpHubSpace *a,
         SpHubSpace *b)
{
  return g_str_equal (sp_hub_space_get_title (a), sp_hub_space_get_title (b)) &&
         sp_hub_space_is_private (a) == sp_hub_space_is_private (b) &&
         sp_hub_space_get_last_modified (a) == sp_hub_space_get_last_modified (b) &&
         sp_hub_space_get_used_storage (a) == sp_hub_space_get_used_storage (b) &&
         sp_hub_runtime_equal (sp_hub_space_get_runtime (a), sp_hub_space_get_runtime (b));
}

/* Whether they are the same Spaces in the same order. */
static gboolean
has_same_ids (SpMySpacesList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->spaces));

  for (guint i = 0; n == self->found->len && i < n; i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (self->spaces), i);

    if (!g_str_equal (sp_hub_space_get_id (space), sp_hub_space_get_id (g_ptr_array_index (self->found, i))))
      return FALSE;
  }

  return n == self->found->len;
}

static void
show_found (SpMySpacesList *self)
{
  if (!has_same_ids (self)) {
    g_list_store_splice (self->spaces, 0, g_list_model_get_n_items (G_LIST_MODEL (self->spaces)), self->found->pdata,
                         self->found->len);
    return;
  }

  for (guint i = 0; i < self->found->len; i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (self->spaces), i);

    if (!is_same (space, g_ptr_array_index (self->found, i)))
      g_list_store_splice (self->spaces, i, 1, &g_ptr_array_index (self->found, i), 1);
  }
}

static void
stop (SpMySpacesList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Takes the error; without one all has come. */
static void
end (SpMySpacesList *self,
     GError         *error)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = error;
  if (error == NULL) {
    show_found (self);
    self->kept_since = self->found_since;
    self->loaded = TRUE;
  }
  emit_changed (self);
}

/* A bad entry is left out. */
static void
take_page (SpMySpacesList *self,
           JsonNode       *answer)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (answer) ? json_node_get_array (answer) : NULL;
  guint      n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    SpHubSpace *space = sp_hub_space_new_from_json (json_array_get_element (array, i));

    if (space != NULL)
      g_ptr_array_add (self->found, space);
  }
}

static void ask_page (SpMySpacesList *self,
                      const char     *path);

static void
ask_owner (SpMySpacesList *self)
{
  const char      *owner = self->owners[self->owner];
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (owner == NULL) {
    end (self, NULL);
    return;
  }

  self->page = 0;
  escaped = g_uri_escape_string (owner, NULL, FALSE);
  path = g_strdup_printf ("/api/spaces?author=%s&" FIELDS, escaped);
  ask_page (self, path);
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SpMySpacesList) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *next = NULL;
  gint64                     since = 0;
  g_autoptr (JsonNode)       answer = sp_hub_call_finish (SP_HUB_SESSION (source), result, &next, &since, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* asked again, or not wanted any more */

  if (answer == NULL) {
    end (self, g_steal_pointer (&error));
    return;
  }

  take_page (self, answer);
  if (since != 0 && (self->found_since == 0 || since < self->found_since))
    self->found_since = since;
  if (next != NULL && self->page < MAX_PAGES) {
    ask_page (self, next);
    return;
  }
  self->owner++;
  ask_owner (self);
}

static void
ask_page (SpMySpacesList *self,
          const char     *path)
{
  const SpHubCall call = { .path = path, .keep = TRUE };

  self->page++;
  sp_hub_call_async (self->session, &call, self->cancellable, page_cb, g_object_ref (self));
}

static void
sp_my_spaces_list_dispose (GObject *object)
{
  SpMySpacesList *self = SP_MY_SPACES_LIST (object);

  stop (self);
  g_clear_object (&self->spaces);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_my_spaces_list_parent_class)->dispose (object);
}

static void
sp_my_spaces_list_finalize (GObject *object)
{
  SpMySpacesList *self = SP_MY_SPACES_LIST (object);

  g_clear_error (&self->error);
  g_ptr_array_unref (self->found);
  g_strfreev (self->owners);

  G_OBJECT_CLASS (sp_my_spaces_list_parent_class)->finalize (object);
}

static void
sp_my_spaces_list_class_init (SpMySpacesListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_my_spaces_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_my_spaces_list_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_MY_SPACES_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
sp_my_spaces_list_init (SpMySpacesList *self)
{
  self->spaces = g_list_store_new (SP_TYPE_HUB_SPACE);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
}

SpMySpacesList *
sp_my_spaces_list_new (void)
{
  return g_object_new (SP_TYPE_MY_SPACES_LIST, NULL);
}

void
sp_my_spaces_list_clear (SpMySpacesList *self)
{
  g_return_if_fail (SP_IS_MY_SPACES_LIST (self));

  stop (self);
  g_list_store_remove_all (self->spaces);
  g_clear_error (&self->error);
  g_clear_object (&self->session);
  self->kept_since = 0;
  self->loaded = FALSE;
  emit_changed (self);
}

void
sp_my_spaces_list_load (SpMySpacesList    *self,
                        SpHubSession      *session,
                        const char *const *owners)
{
  g_return_if_fail (SP_IS_MY_SPACES_LIST (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (owners != NULL);

  if (self->session != session)
    sp_my_spaces_list_clear (self);
  g_set_object (&self->session, session);
  stop (self);
  g_strfreev (self->owners);
  self->owners = g_strdupv ((char **) owners);
  self->owner = 0;
  self->found_since = 0;
  g_ptr_array_set_size (self->found, 0);
  self->cancellable = g_cancellable_new ();
  ask_owner (self);
  emit_changed (self);
}

GListModel *
sp_my_spaces_list_get_spaces (SpMySpacesList *self)
{
  g_return_val_if_fail (SP_IS_MY_SPACES_LIST (self), NULL);

  return G_LIST_MODEL (self->spaces);
}

gboolean
sp_my_spaces_list_is_loading (SpMySpacesList *self)
{
  g_return_val_if_fail (SP_IS_MY_SPACES_LIST (self), FALSE);

  return self->cancellable != NULL;
}

gboolean
sp_my_spaces_list_is_loaded (SpMySpacesList *self)
{
  g_return_val_if_fail (SP_IS_MY_SPACES_LIST (self), FALSE);

  return self->loaded;
}

gboolean
sp_my_spaces_list_is_moving (SpMySpacesList *self)
{
  guint n;

  g_return_val_if_fail (SP_IS_MY_SPACES_LIST (self), FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->spaces));
  for (guint i = 0; i < n; i++) {
    g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (self->spaces), i);
    SpHubRuntime          *runtime = sp_hub_space_get_runtime (space);

    if (runtime != NULL && sp_hub_runtime_is_moving (runtime))
      return TRUE;
  }

  return FALSE;
}

const GError *
sp_my_spaces_list_get_error (SpMySpacesList *self)
{
  g_return_val_if_fail (SP_IS_MY_SPACES_LIST (self), NULL);

  return self->error;
}

gint64
sp_my_spaces_list_get_kept_since (SpMySpacesList *self)
{
  g_return_val_if_fail (SP_IS_MY_SPACES_LIST (self), 0);

  return self->kept_since;
}
