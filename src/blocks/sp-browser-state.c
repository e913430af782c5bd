/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The `browserstate` components of an app, whose values are kept with the user (blocks-runtime.md 11.2). */
#include "sp-blocks-private.h"

/* What Gradio makes up for an author who names no key. */
#define MADE_UP_LENGTH 10

static gboolean
is_browser_state (SpBlock *block)
{
  return g_str_equal (sp_block_get_type_name (block), "browserstate");
}

/* Letters of both kinds or digits among them, and nothing else: another one at each start of the server. */
static gboolean
is_made_up (const char *key)
{
  gboolean mixed = FALSE;
  gboolean upper = FALSE;
  gboolean lower = FALSE;

  if (strlen (key) != MADE_UP_LENGTH)
    return FALSE;

  for (const char *c = key; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c))
      return FALSE;
    mixed |= g_ascii_isdigit (*c);
    upper |= g_ascii_isupper (*c);
    lower |= g_ascii_islower (*c);
  }

  return mixed || (upper && lower);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return sp_block_get_id (*(SpBlock *const *) a) - sp_block_get_id (*(SpBlock *const *) b);
}

/* In the order in which the author made them. */
static GPtrArray *
list_browser_states (SpBlocks *self)
{
  GPtrArray     *list = g_ptr_array_new_with_free_func (g_object_unref); /* a listener may render */
  GHashTableIter iter;
  gpointer       block = NULL;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, NULL, &block)) {
    if (is_browser_state (block))
      g_ptr_array_add (list, g_object_ref (block));
  }
  g_ptr_array_sort (list, compare_ids);

  return list;
}

/* A key of its author's, else its place among the app's. */
static char *
dup_key (SpBlocks *self, SpBlock *block)
{
  const char           *key = gradio_json_get_string (sp_block_get_props (block), "storage_key", "");
  g_autoptr (GPtrArray) list = NULL;
  guint                 place = 0;

  if (*key != '\0' && !is_made_up (key))
    return g_strdup (key);

  list = list_browser_states (self);
  g_ptr_array_find (list, block, &place);

  return g_strdup_printf ("#%u", place);
}

static JsonNode *
dup_first_value (SpBlocks *self, SpBlock *block)
{
  g_autofree char *key = dup_key (self, block);
  JsonNode        *kept = self->store != NULL ? sp_browser_store_lookup (self->store, key) : NULL;
  JsonNode        *given = json_object_get_member (sp_block_get_props (block), "default_value");

  if (kept != NULL)
    return json_node_ref (kept);

  return given != NULL ? json_node_ref (given) : json_node_new (JSON_NODE_NULL);
}

void
sp_browser_state_restore (SpBlocks *self, SpBlock *block)
{
  g_autoptr (JsonNode) value = NULL;

  if (!is_browser_state (block))
    return;

  value = dup_first_value (self, block);
  if (sp_block_take (block, value))
    sp_blocks_dispatch (self, sp_block_get_id (block), "change", NULL);
}

void
sp_browser_state_restore_page (SpBlocks *self)
{
  g_autoptr (GPtrArray) list = list_browser_states (self);

  for (guint i = 0; i < list->len; i++) {
    if (sp_blocks_is_on_page (self, list->pdata[i], self->page))
      sp_browser_state_restore (self, list->pdata[i]);
  }
}

void
sp_browser_state_keep (SpBlocks *self, SpBlock *block)
{
  g_autofree char     *key = NULL;
  g_autoptr (JsonNode) value = NULL;

  if (self->store == NULL || !is_browser_state (block))
    return;

  key = dup_key (self, block);
  value = sp_block_dup_value (block);
  sp_browser_store_set (self->store, key, value);
}
