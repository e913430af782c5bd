/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-selector.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-drive.h"

/* A selector taken apart. */
typedef struct {
  char    *name;  /* “#id”, “label:Name”, … */
  guint64  index; /* in the order of the page */
  gboolean all;   /* unseen ones count too */
} Selector;

static void
selector_clear (Selector *self)
{
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Selector, selector_clear)

/* Takes “[1]” from the end. */
static void
take_index (Selector *self)
{
  char   *open = strrchr (self->name, '[');
  char   *end = NULL;
  gsize   length = strlen (self->name);
  guint64 index;

  if (open == NULL || self->name[length - 1] != ']' || !g_ascii_isdigit (open[1]))
    return;

  errno = 0;
  index = g_ascii_strtoull (open + 1, &end, 10);
  if (errno != 0 || end != self->name + length - 1)
    return;

  self->index = index;
  *open = '\0';
}

static void
selector_init (Selector *self, const char *text)
{
  self->all = g_str_has_suffix (text, "!");
  self->index = 0;
  self->name = g_strndup (text, strlen (text) - (self->all ? 1 : 0));
  take_index (self);
}

static gboolean
has_text (JsonObject *props, const char *name, const char *text)
{
  return g_strcmp0 (gradio_json_get_string (props, name, NULL), text) == 0;
}

static gboolean
matches (SpDriveItem *item, const char *name)
{
  if (g_str_has_prefix (name, "#"))
    return has_text (item->props, "elem_id", name + 1);
  if (g_str_has_prefix (name, "label:"))
    return has_text (item->props, "label", name + strlen ("label:"));
  if (g_str_has_prefix (name, "text:"))
    return g_strcmp0 (sp_drive_item_get_words (item), name + strlen ("text:")) == 0;
  if (g_str_has_prefix (name, "type:"))
    return g_str_equal (item->type, name + strlen ("type:"));

  return FALSE;
}

static SpDriveItem *
find_nth (GPtrArray *items, const Selector *selector, gboolean all)
{
  guint64 n_before = 0;

  for (guint i = 0; i < items->len; i++) {
    SpDriveItem *item = items->pdata[i];

    if ((all || item->shown) && matches (item, selector->name) && n_before++ == selector->index)
      return item;
  }

  return NULL;
}

static SpDriveItem *
find_id (GPtrArray *items, gint64 id)
{
  for (guint i = 0; i < items->len; i++) {
    SpDriveItem *item = items->pdata[i];

    if (item->id == id)
      return item;
  }

  return NULL;
}

static void
set_missing (GError **error, JsonNode *selector, gboolean is_hidden)
{
  g_autofree char *text =
    gradio_json_is_string (selector) ? json_node_dup_string (selector) : gradio_json_write (selector);

  if (is_hidden)
    g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP, _("“%s” is hidden."), text);
  else
    g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP, _("There is no component “%s”."), text);
}

static gboolean
is_name (const char *text)
{
  return g_str_has_prefix (text, "#") || g_str_has_prefix (text, "label:") ||
         g_str_has_prefix (text, "text:") || g_str_has_prefix (text, "type:");
}

/**
 * sp_drive_selector_check:
 * @selector: a number or a text
 * @error: return location
 *
 * Returns: whether it could be meant for a component
 */
gboolean
sp_drive_selector_check (JsonNode *selector, GError **error)
{
  if (!gradio_json_is_string (selector) || is_name (json_node_get_string (selector)))
    return TRUE;

  g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP,
               _("“%s” is neither of #ID, label:NAME, text:WORDS and type:TYPE."), json_node_get_string (selector));

  return FALSE;
}

/**
 * sp_drive_selector_find:
 * @selector: a number or a text
 * @items: what is on the page
 * @reading: whether the component is only looked at, which needs no eyes when its id is given
 * @error: return location
 *
 * Finds the component that is meant. What a component is really called goes before the meaning that
 * its last characters have: a label may end in an exclamation mark.
 *
 * Returns: (transfer none) (nullable): it, one of @items
 */
SpDriveItem *
sp_drive_selector_find (JsonNode *selector, GPtrArray *items, gboolean reading, GError **error)
{
  g_auto (Selector) parsed = { 0 };
  Selector          literal = { 0 };
  SpDriveItem      *item = NULL;
  const char       *text = NULL;

  if (!gradio_json_is_string (selector)) {
    item = find_id (items, json_node_get_int (selector));
    if (item != NULL && (item->shown || reading))
      return item;
    set_missing (error, selector, item != NULL);
    return NULL;
  }

  text = json_node_get_string (selector);
  if (!sp_drive_selector_check (selector, error))
    return NULL;

  literal.name = (char *) text;
  selector_init (&parsed, text);
  item = find_nth (items, &literal, FALSE);
  if (item == NULL)
    item = find_nth (items, &parsed, parsed.all);
  if (item == NULL)
    set_missing (error, selector, find_nth (items, &parsed, TRUE) != NULL);

  return item;
}
