/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-chat-style.h"

#include "sp-chat-avatar.h"

/* What HTML itself has is no tag of an author's own. Sorted. */
static const char *const html_tags[] = {
  "a",
  "abbr",
  "article",
  "aside",
  "audio",
  "b",
  "blockquote",
  "body",
  "br",
  "button",
  "caption",
  "center",
  "cite",
  "code",
  "col",
  "colgroup",
  "dd",
  "del",
  "details",
  "dfn",
  "div",
  "dl",
  "dt",
  "em",
  "embed",
  "figcaption",
  "figure",
  "font",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "head",
  "header",
  "hr",
  "html",
  "i",
  "iframe",
  "img",
  "input",
  "ins",
  "kbd",
  "label",
  "li",
  "link",
  "main",
  "mark",
  "math",
  "meta",
  "nav",
  "object",
  "ol",
  "option",
  "p",
  "picture",
  "pre",
  "q",
  "s",
  "samp",
  "script",
  "section",
  "select",
  "small",
  "source",
  "span",
  "strike",
  "strong",
  "style",
  "sub",
  "summary",
  "sup",
  "svg",
  "table",
  "tbody",
  "td",
  "textarea",
  "tfoot",
  "th",
  "thead",
  "time",
  "title",
  "tr",
  "tt",
  "u",
  "ul",
  "var",
  "video",
  "wbr",
};

SpChatStyle *
sp_chat_style_new (void)
{
  SpChatStyle *self = g_rc_box_new0 (SpChatStyle);

  self->feedback = g_strsplit ("Like Dislike", " ", -1);
  self->keep_unknown_tags = TRUE;
  self->line_breaks = TRUE;
  self->loader = sp_thumbnail_loader_new ();
  self->copyable = TRUE;
  self->savable = TRUE;

  return self;
}

SpChatStyle *
sp_chat_style_ref (SpChatStyle *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SpChatStyle *self = data;

  g_clear_object (&self->client);
  g_clear_object (&self->loader);
  g_clear_object (&self->faces[0]);
  g_clear_object (&self->faces[1]);
  g_clear_pointer (&self->avatars, json_node_unref);
  g_clear_pointer (&self->latex_delimiters, json_array_unref);
  g_clear_pointer (&self->feedback, g_strfreev);
  g_clear_pointer (&self->kept_tags, g_strfreev);
  g_clear_pointer (&self->watermark, g_free);
}

void
sp_chat_style_unref (SpChatStyle *self)
{
  g_rc_box_release_full (self, clear);
}

static gboolean
read_flag (JsonObject *props, const char *name, gboolean *flag)
{
  gboolean before = *flag;

  *flag = gradio_json_get_boolean (props, name, before);

  return *flag != before;
}

/* The texts of a list; anything else in it is left out. */
static GStrv
dup_texts (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode        *node = json_array_get_element (array, i);
    g_autofree char *text = NULL;

    if (!gradio_json_is_string (node))
      continue;

    text = g_utf8_make_valid (json_node_get_string (node), -1);
    g_strv_builder_add (builder, text);
  }

  return g_strv_builder_end (builder);
}

static gboolean
take_texts (GStrv *place, GStrv texts)
{
  gboolean changed = *place == NULL || texts == NULL
                       ? *place != texts
                       : !g_strv_equal ((const char *const *) *place, (const char *const *) texts);

  g_strfreev (*place);
  *place = texts;

  return changed;
}

/* Gradio 6 has a list of tags, or a yes for all that HTML does not know. */
static gboolean
read_tags (SpChatStyle *self, JsonObject *props)
{
  JsonArray *tags = gradio_json_get_array (props, "allow_tags");
  gboolean   before = self->keep_unknown_tags;
  gboolean   is_flag = json_object_has_member (props, "allow_tags") &&
                     gradio_json_get_boolean (props, "allow_tags", TRUE) ==
                       gradio_json_get_boolean (props, "allow_tags", FALSE);

  if (tags == NULL && !is_flag)
    return FALSE;

  self->keep_unknown_tags = gradio_json_get_boolean (props, "allow_tags", FALSE);

  return take_texts (&self->kept_tags, tags != NULL ? dup_texts (tags) : NULL) ||
         self->keep_unknown_tags != before;
}

static gboolean
is_same_array (JsonArray *a, JsonArray *b)
{
  g_autoptr (JsonNode) first = json_node_init_array (json_node_alloc (), a);
  g_autoptr (JsonNode) second = json_node_init_array (json_node_alloc (), b);

  return gradio_json_equal (first, second);
}

static gboolean
read_delimiters (SpChatStyle *self, JsonObject *props)
{
  JsonArray *delimiters = gradio_json_get_array (props, "latex_delimiters");
  JsonArray *before = self->latex_delimiters;
  gboolean   changed = FALSE;

  if (delimiters == NULL)
    return FALSE;

  changed = before == NULL || !is_same_array (before, delimiters);
  self->latex_delimiters = json_array_ref (delimiters);
  g_clear_pointer (&before, json_array_unref);

  return changed;
}

static gboolean
read_editable (SpChatStyle *self, JsonObject *props)
{
  const char    *word = gradio_json_get_string (props, "editable", NULL);
  SpChatEditable before = self->editable;

  if (!json_object_has_member (props, "editable"))
    return FALSE;

  if (g_strcmp0 (word, "all") == 0)
    self->editable = SP_CHAT_EDITABLE_ALL;
  else
    self->editable = g_strcmp0 (word, "user") == 0 ? SP_CHAT_EDITABLE_USER : SP_CHAT_EDITABLE_NONE;

  return self->editable != before;
}

/* Gradio 6 lists the buttons it wants, those before had a switch for each. */
static gboolean
read_copyable (SpChatStyle *self, JsonObject *props)
{
  JsonArray *buttons = gradio_json_get_array (props, "buttons");
  gboolean   before = self->copyable;

  if (buttons != NULL) {
    g_auto (GStrv) words = dup_texts (buttons);

    self->copyable = g_strv_contains ((const char *const *) words, "copy");
  } else {
    read_flag (props, "show_copy_button", &self->copyable);
  }

  return self->copyable != before;
}

static void
read_watermark (SpChatStyle *self, JsonObject *props)
{
  const char *watermark = gradio_json_get_string (props, "watermark", NULL);

  if (watermark == NULL)
    return;

  g_free (self->watermark);
  self->watermark = *watermark != '\0' ? g_utf8_make_valid (watermark, -1) : NULL;
}

gboolean
sp_chat_style_read (SpChatStyle *self, JsonObject *props)
{
  const char *layout = gradio_json_get_string (props, "layout", NULL);
  JsonArray  *feedback = gradio_json_get_array (props, "feedback_options");
  gboolean    markdown = !self->plain;
  gboolean    panel = self->panel;
  gboolean    changed = FALSE;

  changed |= read_flag (props, "render_markdown", &markdown);
  changed |= read_flag (props, "line_breaks", &self->line_breaks);
  changed |= read_flag (props, "likeable", &self->likeable);
  changed |= read_flag (props, "like_user_message", &self->like_user);
  changed |= read_flag (props, "_retryable", &self->retryable);
  changed |= read_flag (props, "_undoable", &self->undoable);
  changed |= read_flag (props, "selectable", &self->selectable); /* of Gradio 3 */
  changed |= read_flag (props, "_selectable", &self->selectable);
  changed |= read_flag (props, "allow_file_downloads", &self->savable);
  changed |= read_flag (props, "rtl", &self->rtl);
  changed |= read_tags (self, props);
  changed |= sp_chat_avatar_read (self, props);
  changed |= read_delimiters (self, props);
  changed |= read_editable (self, props);
  changed |= read_copyable (self, props);
  if (feedback != NULL)
    changed |= take_texts (&self->feedback, dup_texts (feedback));
  read_watermark (self, props);
  self->plain = !markdown;
  if (layout != NULL)
    self->panel = g_str_equal (layout, "panel");

  return changed || self->panel != panel;
}

static int
compare_tag (const void *key, const void *entry)
{
  return strcmp (key, *(const char *const *) entry);
}

static gboolean
is_kept (SpChatStyle *self, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (strpbrk (name, ":@") != NULL)
    return FALSE; /* a link */
  if (self->kept_tags != NULL && g_strv_contains ((const char *const *) self->kept_tags, name))
    return TRUE;

  return self->keep_unknown_tags && bsearch (lower, html_tags, G_N_ELEMENTS (html_tags),
                                             sizeof (char *), compare_tag) == NULL;
}

/* Goes over a span or block of code, in which nothing is a tag. */
static const char *
skip_code (const char *text)
{
  gsize            length = strspn (text, "`");
  g_autofree char *fence = g_strndup (text, length);
  const char      *end = strstr (text + length, fence);

  return end != NULL ? end + length : text + strlen (text);
}

char *
sp_chat_style_dup_markdown (SpChatStyle *self, const char *text)
{
  GString *markdown = NULL;

  if (strchr (text, '<') == NULL || (!self->keep_unknown_tags && self->kept_tags == NULL))
    return g_strdup (text);

  markdown = g_string_sized_new (strlen (text) + 64);
  while (*text != '\0') {
    const char *name = text + (text[1] == '/' ? 2 : 1);

    if (*text == '`') {
      const char *end = skip_code (text);

      g_string_append_len (markdown, text, end - text);
      text = end;
    } else if (*text == '<' && g_ascii_isalpha (*name)) {
      gsize            length = strcspn (name, " \t\n/><");
      g_autofree char *tag = g_strndup (name, length);

      if (name[length] != '\0' && is_kept (self, tag))
        g_string_append (markdown, "&lt;");
      else
        g_string_append_c (markdown, '<');
      text++;
    } else {
      g_string_append_c (markdown, *text++);
    }
  }

  return g_string_free (markdown, FALSE);
}
