/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-page-entries.h"

#include <string.h>

static void
entry_free (gpointer data)
{
  SpPageEntry *entry = data;

  g_free (entry->label);
  g_free (entry->route);
  g_free (entry->address);
  g_free (entry);
}

static JsonArray *
get_list (JsonArray *lists, guint i)
{
  JsonNode *node = json_array_get_element (lists, i);

  return JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Returns: (nullable): a text of a list */
static const char *
get_text (JsonArray *list, guint i)
{
  JsonNode *node = list != NULL && i < json_array_get_length (list) ? json_array_get_element (list, i) : NULL;

  return node != NULL && gradio_json_is_string (node) ? json_node_get_string (node) : NULL;
}

static gboolean
is_in_bar (JsonArray *page)
{
  JsonNode *node = json_array_get_length (page) > 2 ? json_array_get_element (page, 2) : NULL;

  return node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_boolean (node);
}

static void
add_entry (GPtrArray *entries, const char *label, const char *route, const char *address)
{
  SpPageEntry *entry = g_new0 (SpPageEntry, 1);

  entry->label = g_utf8_make_valid (label, -1);
  entry->route = g_strdup (route);
  entry->address = g_strdup (address);
  g_ptr_array_add (entries, entry);
}

/* Returns: (nullable): what the first page is called, %NULL when it has no entry */
static const char *
get_main_name (JsonObject *navbar, const char *label)
{
  JsonNode *name = navbar != NULL ? json_object_get_member (navbar, "main_page_name") : NULL;

  if (name == NULL || json_node_is_null (name))
    return label;
  if (gradio_json_is_string (name))
    return json_node_get_string (name);

  return gradio_json_get_boolean (navbar, "main_page_name", TRUE) ? label : NULL;
}

static void
add_pages (GPtrArray *entries, JsonArray *pages, JsonObject *navbar)
{
  for (guint i = 0; i < json_array_get_length (pages); i++) {
    JsonArray  *page = get_list (pages, i);
    const char *route = get_text (page, 0);
    const char *label = get_text (page, 1);

    if (route == NULL || label == NULL || !is_in_bar (page))
      continue;
    if (i == 0)
      label = get_main_name (navbar, label);
    if (label != NULL)
      add_entry (entries, label, route, NULL);
  }
}

static void
add_links (GPtrArray *entries, JsonArray *pages, JsonArray *links, const char *base_uri)
{
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++) {
    JsonArray  *link = get_list (links, i);
    const char *label = get_text (link, 0);
    const char *address = get_text (link, 1);
    const char *route = NULL;

    if (label == NULL || address == NULL)
      continue;

    route = sp_page_entries_find_route (pages, base_uri, address);
    add_entry (entries, label, route, route == NULL ? address : NULL);
  }
}

GPtrArray *
sp_page_entries_new (JsonArray *pages, JsonObject *navbar, const char *base_uri)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  g_return_val_if_fail (pages != NULL, entries);

  add_pages (entries, pages, navbar);
  if (navbar != NULL)
    add_links (entries, pages, gradio_json_get_array (navbar, "value"), base_uri);

  return entries;
}

/* Returns: (transfer full) (nullable): what stands behind the address of the app, without slashes */
static char *
dup_path (const char *base_uri, const char *address)
{
  g_autofree char *base = g_strconcat (base_uri, "/", NULL);
  g_autofree char *whole = g_uri_resolve_relative (base, address, G_URI_FLAGS_ENCODED, NULL);
  char            *path = NULL;

  if (whole == NULL)
    return NULL;

  whole[strcspn (whole, "?#")] = '\0';
  if (g_str_equal (whole, base_uri))
    return g_strdup ("");
  if (!g_str_has_prefix (whole, base))
    return NULL;

  path = g_uri_unescape_string (whole + strlen (base), NULL);
  while (path != NULL && g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';

  return path;
}

const char *
sp_page_entries_find_route (JsonArray *pages, const char *base_uri, const char *address)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (base_uri != NULL, NULL);
  g_return_val_if_fail (address != NULL, NULL);

  path = dup_path (base_uri, address);
  for (guint i = 0; path != NULL && pages != NULL && i < json_array_get_length (pages); i++) {
    const char *route = get_text (get_list (pages, i), 0);

    if (route != NULL && g_str_equal (path, *route == '/' ? route + 1 : route))
      return route;
  }

  return NULL;
}

const char *
sp_page_entries_get_label (JsonArray *pages, const char *route)
{
  g_return_val_if_fail (route != NULL, NULL);

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++) {
    JsonArray *page = get_list (pages, i);

    if (g_strcmp0 (get_text (page, 0), route) == 0)
      return get_text (page, 1);
  }

  return NULL;
}
