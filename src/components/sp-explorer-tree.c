/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-explorer-tree.h"

#include <glib/gi18n-lib.h>

#define MAX_WALKED 1000 /* folders that are asked for because one is chosen */

struct _SpExplorerTree {
  GObject parent_instance;

  GradioSession  *session;     /* owned */
  SpExplorerItem *root;        /* owned */
  GCancellable   *cancellable; /* owned; of all questions */
  GPtrArray      *chosen;      /* owned, keys */
  GHashTable     *is_chosen;   /* the same as a set; lends from chosen */
  GHashTable     *n_below;     /* key of a folder -> how many of chosen are below it */
  GQueue          walk;        /* folders whose content is being chosen */
  guint           n_walked;
  int             component_id;
  gboolean        single;
};

G_DEFINE_FINAL_TYPE (SpExplorerTree, sp_explorer_tree, G_TYPE_OBJECT)

enum {
  SIGNAL_MARKS,
  SIGNAL_CHANGED,
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct {
  SpExplorerTree *tree;
  SpExplorerItem *folder;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->tree);
  g_object_unref (question->folder);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void continue_walk (SpExplorerTree *self);

static void
forget_walk (SpExplorerTree *self)
{
  g_queue_clear_full (&self->walk, g_object_unref);
  self->n_walked = 0;
}

static void
count_below (SpExplorerTree *self, const char *key, int change)
{
  for (const char *end = strchr (key, '/'); end != NULL; end = strchr (end + 1, '/')) {
    char *folder = g_strndup (key, end - key);
    guint n_below = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_below, folder));

    g_hash_table_insert (self->n_below, folder, GUINT_TO_POINTER (n_below + change));
  }
}

static void
add_key (SpExplorerTree *self, const char *key)
{
  char *own = NULL;

  if (g_hash_table_contains (self->is_chosen, key))
    return;

  own = g_strdup (key);
  g_ptr_array_add (self->chosen, own);
  g_hash_table_add (self->is_chosen, own);
  count_below (self, key, 1);
}

static void
remove_all_keys (SpExplorerTree *self)
{
  g_hash_table_remove_all (self->is_chosen);
  g_hash_table_remove_all (self->n_below);
  g_ptr_array_set_size (self->chosen, 0);
}

static gboolean
is_at_or_below (const char *key, const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (key, folder, length) == 0 && (key[length] == '\0' || key[length] == '/');
}

static void
remove_keys (SpExplorerTree *self, const char *folder)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->chosen->len; i++) {
    const char *key = g_ptr_array_index (self->chosen, i);

    if (!is_at_or_below (key, folder))
      g_ptr_array_add (kept, g_strdup (key));
  }
  remove_all_keys (self);
  for (guint i = 0; i < kept->len; i++)
    add_key (self, g_ptr_array_index (kept, i));
}

static JsonNode *
build_question (SpExplorerItem *folder)
{
  const char    *key = sp_explorer_item_get_key (folder);
  g_auto (GStrv) names = g_strsplit (key, "/", -1); /* none of "" */
  JsonArray     *array = json_array_new ();
  JsonNode      *node = json_node_new (JSON_NODE_ARRAY);

  for (gsize i = 0; names[i] != NULL; i++)
    json_array_add_string_element (array, names[i]);
  json_node_take_array (node, array);

  return node;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) listing = NULL;

  listing = gradio_session_call_component_finish (GRADIO_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* something else is asked for, or nothing any more */

  if (listing == NULL)
    sp_explorer_item_fail (question->folder, error->message);
  else if (!sp_explorer_item_fill (question->folder, listing))
    sp_explorer_item_fail (question->folder, _("The app did not say what is in this folder."));
  g_signal_emit (question->tree, signals[SIGNAL_MARKS], 0);
  continue_walk (question->tree);
}

static void
choose_content (SpExplorerTree *self, SpExplorerItem *folder)
{
  GListModel *children = sp_explorer_item_get_children (folder);
  guint       n_children = g_list_model_get_n_items (children);

  for (guint i = 0; i < n_children; i++) {
    SpExplorerItem *item = g_list_model_get_item (children, i);

    if (sp_explorer_item_get_kind (item) == SP_EXPLORER_FOLDER) {
      g_queue_push_tail (&self->walk, item);
      continue;
    }
    if (sp_explorer_item_is_choice (item))
      add_key (self, sp_explorer_item_get_key (item));
    g_object_unref (item);
  }
}

static gboolean
can_walk_on (SpExplorerTree *self)
{
  if (self->n_walked++ < MAX_WALKED)
    return TRUE;

  g_signal_emit (self, signals[SIGNAL_NOTICE], 0,
                 _("There are too many folders in this one to choose all of them at once."));
  forget_walk (self);

  return FALSE;
}

/* Folders are asked for one after the other, so that a large tree is no burden for the server. */
static void
continue_walk (SpExplorerTree *self)
{
  gboolean was_walking = !g_queue_is_empty (&self->walk);

  while (!g_queue_is_empty (&self->walk)) {
    g_autoptr (SpExplorerItem) folder = g_object_ref (g_queue_peek_head (&self->walk));

    if (sp_explorer_item_get_state (folder) == SP_EXPLORER_UNASKED && can_walk_on (self))
      sp_explorer_tree_load (self, folder);
    if (sp_explorer_item_get_state (folder) == SP_EXPLORER_ASKED && !g_queue_is_empty (&self->walk))
      break;

    if (!g_queue_is_empty (&self->walk))
      g_object_unref (g_queue_pop_head (&self->walk));
    if (sp_explorer_item_get_state (folder) == SP_EXPLORER_THERE)
      choose_content (self, folder);
  }
  if (!was_walking)
    return;

  g_signal_emit (self, signals[SIGNAL_MARKS], 0);
  if (g_queue_is_empty (&self->walk)) {
    self->n_walked = 0;
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  }
}

static void
sp_explorer_tree_dispose (GObject *object)
{
  SpExplorerTree *self = SP_EXPLORER_TREE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_walk (self);
  g_clear_object (&self->session);
  g_clear_object (&self->root);

  G_OBJECT_CLASS (sp_explorer_tree_parent_class)->dispose (object);
}

static void
sp_explorer_tree_finalize (GObject *object)
{
  SpExplorerTree *self = SP_EXPLORER_TREE (object);

  g_clear_pointer (&self->is_chosen, g_hash_table_unref);
  g_clear_pointer (&self->n_below, g_hash_table_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_explorer_tree_parent_class)->finalize (object);
}

static void
sp_explorer_tree_class_init (SpExplorerTreeClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_explorer_tree_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_explorer_tree_finalize;

  signals[SIGNAL_MARKS] =
    g_signal_new ("marks", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_explorer_tree_init (SpExplorerTree *self)
{
  self->component_id = -1;
  self->root = sp_explorer_item_new_root ();
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->is_chosen = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_below = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->walk);
}

SpExplorerTree *
sp_explorer_tree_new (void)
{
  return g_object_new (SP_TYPE_EXPLORER_TREE, NULL);
}

void
sp_explorer_tree_set_source (SpExplorerTree *self, GradioSession *session, int component_id)
{
  g_return_if_fail (SP_IS_EXPLORER_TREE (self));

  if (self->session == session && self->component_id == component_id)
    return;

  g_set_object (&self->session, session);
  self->component_id = component_id;
  sp_explorer_tree_reload (self);
}

void
sp_explorer_tree_reload (SpExplorerTree *self)
{
  g_return_if_fail (SP_IS_EXPLORER_TREE (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_walk (self);
  sp_explorer_item_empty (self->root);
}

void
sp_explorer_tree_set_single (SpExplorerTree *self, gboolean single)
{
  g_return_if_fail (SP_IS_EXPLORER_TREE (self));

  self->single = single;
  g_signal_emit (self, signals[SIGNAL_MARKS], 0);
}

gboolean
sp_explorer_tree_get_single (SpExplorerTree *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_TREE (self), FALSE);

  return self->single;
}

SpExplorerItem *
sp_explorer_tree_get_root (SpExplorerTree *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_TREE (self), NULL);

  return self->root;
}

void
sp_explorer_tree_load (SpExplorerTree *self, SpExplorerItem *folder)
{
  g_autoptr (JsonNode) data = NULL;
  Question            *question = NULL;

  g_return_if_fail (SP_IS_EXPLORER_TREE (self) && SP_IS_EXPLORER_ITEM (folder));

  if (sp_explorer_item_get_state (folder) == SP_EXPLORER_FAILED)
    sp_explorer_item_empty (folder);
  if (self->session == NULL || sp_explorer_item_get_state (folder) != SP_EXPLORER_UNASKED)
    return;

  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  data = build_question (folder);
  question = g_new0 (Question, 1);
  question->tree = g_object_ref (self);
  question->folder = g_object_ref (folder);
  sp_explorer_item_set_state (folder, SP_EXPLORER_ASKED);
  gradio_session_call_component_async (self->session, self->component_id, "ls", data,
                                       self->cancellable, answered_cb, question);
}

void
sp_explorer_tree_choose (SpExplorerTree *self, SpExplorerItem *item, gboolean chosen)
{
  const char *key = NULL;

  g_return_if_fail (SP_IS_EXPLORER_TREE (self) && SP_IS_EXPLORER_ITEM (item));

  key = sp_explorer_item_get_key (item);
  if (sp_explorer_item_get_kind (item) == SP_EXPLORER_FOLDER && chosen) {
    if (self->single)
      return;
    g_queue_push_tail (&self->walk, g_object_ref (item));
    continue_walk (self);
    return;
  }
  if (!chosen) {
    forget_walk (self);
    remove_keys (self, key);
  } else if (sp_explorer_item_is_choice (item)) {
    if (self->single)
      remove_all_keys (self);
    add_key (self, key);
  }
  g_signal_emit (self, signals[SIGNAL_MARKS], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

SpExplorerMark
sp_explorer_tree_get_mark (SpExplorerTree *self, SpExplorerItem *item)
{
  const char *key = sp_explorer_item_get_key (item);
  guint       n_below = 0;
  guint       n_choices = 0;

  g_return_val_if_fail (SP_IS_EXPLORER_TREE (self), SP_EXPLORER_NONE);

  if (sp_explorer_item_get_kind (item) != SP_EXPLORER_FOLDER)
    return sp_explorer_item_is_choice (item) && g_hash_table_contains (self->is_chosen, key)
             ? SP_EXPLORER_ALL
             : SP_EXPLORER_NONE;

  n_below = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_below, key));
  if (n_below == 0)
    return SP_EXPLORER_NONE;

  return sp_explorer_item_count_choices (item, &n_choices) && n_below >= n_choices
           ? SP_EXPLORER_ALL
           : SP_EXPLORER_SOME;
}

void
sp_explorer_tree_set_chosen (SpExplorerTree *self, const char *const *keys)
{
  g_return_if_fail (SP_IS_EXPLORER_TREE (self));

  forget_walk (self);
  remove_all_keys (self);
  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    add_key (self, keys[i]);
  g_signal_emit (self, signals[SIGNAL_MARKS], 0);
}

GPtrArray *
sp_explorer_tree_get_chosen (SpExplorerTree *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_TREE (self), NULL);

  return self->chosen;
}
