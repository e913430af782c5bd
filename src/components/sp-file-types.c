/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-file-types.h"

#include <glib/gi18n-lib.h>

/* More words than this in a list are an attack or a mistake. */
#define MAX_TYPES 256

static const struct {
  const char *word;
  const char *mime_prefix; /* NULL: any file */
  const char *text;
} groups[] = {
  { "image", "image/", NC_("kind of files", "pictures") },
  { "audio", "audio/", NC_("kind of files", "sound") },
  { "video", "video/", NC_("kind of files", "films") },
  { "text", "text/", NC_("kind of files", "text") },
  { "file", NULL, NC_("kind of files", "any file") },
};

GStrv
sp_file_types_new_from_json (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  JsonArray               *array = NULL;
  guint                    n_types = 0;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  builder = g_strv_builder_new ();
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array) && n_types < MAX_TYPES; i++) {
    JsonNode        *element = json_array_get_element (array, i);
    g_autofree char *word = NULL;

    if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
      continue;
    word = g_strstrip (g_utf8_strdown (json_node_get_string (element), -1));
    if (g_str_equal (word, "file") || g_str_equal (word, "*") || g_str_equal (word, "*/*"))
      return NULL;
    if (*word != '\0') {
      g_strv_builder_add (builder, word);
      n_types++;
    }
  }

  return n_types > 0 ? g_strv_builder_end (builder) : NULL;
}

static const char *
group_prefix (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++) {
    if (g_str_equal (word, groups[i].word))
      return groups[i].mime_prefix;
  }

  return NULL;
}

static gboolean
type_matches (const char *word, const char *name, const char *mime_type)
{
  const char *prefix = group_prefix (word);

  if (prefix != NULL)
    return mime_type != NULL && g_str_has_prefix (mime_type, prefix);

  if (strchr (word, '/') != NULL) {
    if (mime_type == NULL)
      return FALSE;
    if (g_str_has_suffix (word, "/*"))
      return strncmp (mime_type, word, strlen (word) - 1) == 0;
    return g_str_equal (mime_type, word) || g_content_type_is_a (mime_type, word);
  }

  if (word[0] == '.')
    return g_str_has_suffix (name, word);

  return g_str_has_suffix (name, word) && strlen (name) > strlen (word) &&
         name[strlen (name) - strlen (word) - 1] == '.';
}

gboolean
sp_file_types_match (const char *const *types, const char *name, const char *mime_type)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  if (types == NULL)
    return TRUE;

  folded = g_utf8_strdown (name, -1);
  for (gsize i = 0; types[i] != NULL; i++) {
    if (type_matches (types[i], folded, mime_type))
      return TRUE;
  }

  return FALSE;
}

GListModel *
sp_file_types_dup_filters (const char *const *types)
{
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autofree char          *text = NULL;
  GListStore               *filters = NULL;

  if (types == NULL)
    return NULL;

  filter = gtk_file_filter_new ();
  text = sp_file_types_dup_text (types);
  gtk_file_filter_set_name (filter, text);
  for (gsize i = 0; types[i] != NULL; i++) {
    const char      *prefix = group_prefix (types[i]);
    g_autofree char *pattern = NULL;

    if (prefix != NULL) {
      pattern = g_strconcat (prefix, "*", NULL);
      gtk_file_filter_add_mime_type (filter, pattern);
    } else if (strchr (types[i], '/') != NULL) {
      gtk_file_filter_add_mime_type (filter, types[i]);
    } else {
      gtk_file_filter_add_suffix (filter, types[i][0] == '.' ? types[i] + 1 : types[i]);
    }
  }

  filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_list_store_append (filters, filter);

  return G_LIST_MODEL (filters);
}

char *
sp_file_types_dup_text (const char *const *types)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; types != NULL && types[i] != NULL; i++) {
    const char *shown = types[i];

    for (gsize j = 0; j < G_N_ELEMENTS (groups); j++) {
      if (g_str_equal (types[i], groups[j].word))
        shown = g_dpgettext2 (NULL, "kind of files", groups[j].text);
    }
    if (text->len > 0)
      g_string_append (text, ", ");
    if (shown == types[i] && shown[0] != '.' && strchr (shown, '/') == NULL)
      g_string_append_c (text, '.');
    g_string_append (text, shown);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sp_file_types_dup_mime_type (GradioFile *file)
{
  const char      *mime_type = NULL;
  g_autofree char *guess = NULL;

  g_return_val_if_fail (GRADIO_IS_FILE (file), NULL);

  mime_type = gradio_file_get_mime_type (file);
  if (mime_type != NULL)
    return g_strdup (mime_type);

  guess = g_content_type_guess (gradio_file_get_name (file), NULL, 0, NULL);

  return g_content_type_get_mime_type (guess);
}
