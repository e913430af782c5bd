/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-highlight.h"

#include "gradio.h"

#include <math.h>

static void
token_free (SpHighlightToken *token)
{
  g_free (token->text);
  g_free (token->label);
  g_free (token);
}

static SpHighlightToken *
append_token (GPtrArray *tokens, const char *text, JsonNode *class)
{
  SpHighlightToken *token = g_new0 (SpHighlightToken, 1);

  token->text = g_utf8_make_valid (text, -1);
  if (gradio_json_is_string (class)) {
    token->label = json_node_dup_string (class);
  } else if (gradio_json_is_number (class)) {
    token->score = json_node_get_double (class);
    token->has_score = !isnan (token->score);
  }
  g_ptr_array_add (tokens, token);

  return token;
}

static gboolean
append_element (GPtrArray *tokens, JsonNode *element, gboolean *pairs)
{
  JsonNode *text = NULL;
  JsonNode *class = NULL;

  if (JSON_NODE_HOLDS_OBJECT (element)) {
    text = json_object_get_member (json_node_get_object (element), "token");
    class = json_object_get_member (json_node_get_object (element), "class_or_confidence");
  } else if (JSON_NODE_HOLDS_ARRAY (element)) {
    JsonArray *pair = json_node_get_array (element);

    *pairs = TRUE;
    if (json_array_get_length (pair) == 2) {
      text = json_array_get_element (pair, 0);
      class = json_array_get_element (pair, 1);
    }
  }
  if (text == NULL || !gradio_json_is_string (text))
    return FALSE;

  append_token (tokens, json_node_get_string (text), class);

  return TRUE;
}

GPtrArray *
sp_highlight_parse (JsonNode *value, gboolean *pairs)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) token_free);

  g_return_val_if_fail (pairs != NULL, NULL);

  *pairs = FALSE;
  if (value == NULL || !JSON_NODE_HOLDS_ARRAY (value))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++) {
    if (!append_element (tokens, json_array_get_element (json_node_get_array (value), i), pairs))
      return NULL;
  }

  return g_steal_pointer (&tokens);
}

static JsonNode *
new_class_node (const SpHighlightToken *token)
{
  JsonNode *node = json_node_alloc ();

  if (token->label != NULL)
    return json_node_init_string (node, token->label);
  if (token->has_score)
    return json_node_init_double (node, token->score);

  return json_node_init_null (node);
}

JsonNode *
sp_highlight_write (GPtrArray *tokens, gboolean pairs)
{
  JsonArray *array = json_array_new ();
  JsonNode  *value = json_node_new (JSON_NODE_ARRAY);

  g_return_val_if_fail (tokens != NULL, NULL);

  for (guint i = 0; i < tokens->len; i++) {
    const SpHighlightToken *token = g_ptr_array_index (tokens, i);

    if (pairs) {
      JsonArray *pair = json_array_new ();

      json_array_add_string_element (pair, token->text);
      json_array_add_element (pair, new_class_node (token));
      json_array_add_array_element (array, pair);
    } else {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "token", token->text);
      json_object_set_member (object, "class_or_confidence", new_class_node (token));
      json_array_add_object_element (array, object);
    }
  }
  json_node_take_array (value, array);

  return value;
}

gboolean
sp_highlight_has_scores (GPtrArray *tokens)
{
  gboolean has_scores = FALSE;

  for (guint i = 0; i < tokens->len; i++) {
    const SpHighlightToken *token = g_ptr_array_index (tokens, i);

    if (token->label != NULL)
      return FALSE;
    has_scores = has_scores || token->has_score;
  }

  return has_scores;
}

/* A part of a token, with its class. */
static void
append_part (GPtrArray *tokens, const SpHighlightToken *token, guint start, guint end)
{
  SpHighlightToken *part = NULL;

  if (start >= end)
    return;

  part = g_new0 (SpHighlightToken, 1);
  part->text = g_utf8_substring (token->text, start, end);
  part->label = g_strdup (token->label);
  part->score = token->score;
  part->has_score = token->has_score;
  g_ptr_array_add (tokens, part);
}

static void
set_label (SpHighlightToken *token, const char *label, gboolean is_score)
{
  char *end = NULL;

  if (label == NULL)
    return;
  if (is_score) {
    token->score = g_ascii_strtod (label, &end);
    token->has_score = end != label && *end == '\0' && isfinite (token->score);
  }
  if (!token->has_score)
    token->label = g_strdup (label);
}

GPtrArray *
sp_highlight_relabel (GPtrArray *tokens, guint start, guint end, const char *label)
{
  GPtrArray          *result = g_ptr_array_new_with_free_func ((GDestroyNotify) token_free);
  g_autoptr (GString) inside = g_string_new (NULL);
  SpHighlightToken   *marked = NULL;
  gboolean            is_score = sp_highlight_has_scores (tokens);
  guint               offset = 0;

  g_return_val_if_fail (tokens != NULL, NULL);

  for (guint i = 0; i < tokens->len; i++) {
    const SpHighlightToken *token = g_ptr_array_index (tokens, i);
    guint                   length = (guint) g_utf8_strlen (token->text, -1);
    guint                   first = CLAMP (start, offset, offset + length) - offset;
    guint                   last = CLAMP (end, offset, offset + length) - offset;

    if (first >= last) { /* nothing of it is in the part */
      append_part (result, token, 0, length);
      if (length == 0)
        append_token (result, "", NULL)->label = g_strdup (token->label);
    } else {
      g_autofree char *text = g_utf8_substring (token->text, first, last);

      append_part (result, token, 0, first);
      if (marked == NULL)
        marked = append_token (result, "", NULL);
      g_string_append (inside, text);
      append_part (result, token, last, length);
    }
    offset += length;
  }
  if (marked != NULL) {
    g_free (marked->text);
    marked->text = g_strdup (inside->str);
    set_label (marked, label, is_score);
  }

  return result;
}

void
sp_highlight_get_score_color (double score, GdkRGBA *color)
{
  *color = score < 0 ? (GdkRGBA){ 0.88f, 0.11f, 0.14f, 1 } : (GdkRGBA){ 0.57f, 0.25f, 0.67f, 1 };
  color->alpha = (float) MIN (fabs (score), 1) * 0.55f;
}

void
sp_highlight_get_class_color (JsonObject *color_map, const char *label, guint position, GdkRGBA *color)
{
  static const char *const palette[] = { "#e01b24", "#2ec27e", "#3584e4", "#e5a50a", "#9141ac",
                                         "#0f9b8e", "#ff7800", "#33c7de", "#8ac926", "#e66ba7" };

  const char *text = gradio_json_get_string (color_map, label, NULL);

  if (text == NULL || !gdk_rgba_parse (color, text))
    gdk_rgba_parse (color, palette[position % G_N_ELEMENTS (palette)]);
  color->alpha = 1;
}
