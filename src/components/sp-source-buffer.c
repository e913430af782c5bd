/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-source-buffer.h"

#include <adwaita.h>
#include <string.h>

#define CONTROL_TAG "direction-control"

typedef struct {
  const char *name;
  const char *id; /* of GtkSourceView; NULL when it is @name */
  const char *suffix;
} SpSourceLanguage;

/* All that Gradio has, but for the many kinds of SQL. */
static const SpSourceLanguage languages[] = {
  { "c", NULL, "c" },
  { "cpp", NULL, "cpp" },
  { "css", NULL, "css" },
  { "dockerfile", "docker", "dockerfile" },
  { "html", NULL, "html" },
  { "javascript", "js", "js" },
  { "jinja2", "twig", "txt" },
  { "json", NULL, "json" },
  { "latex", NULL, "tex" },
  { "markdown", NULL, "md" },
  { "python", "python3", "py" },
  { "r", NULL, "r" },
  { "shell", "sh", "sh" },
  { "sql", NULL, "sql" },
  { "typescript", NULL, "ts" },
  { "yaml", NULL, "yaml" },
};

static const SpSourceLanguage *
find_entry (const char *name)
{
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : g_strdup ("");

  if (g_str_has_prefix (lower, "sql-"))
    lower[strlen ("sql")] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_str_equal (languages[i].name, lower))
      return &languages[i];
  }

  return NULL;
}

static void
update_style (GtkSourceBuffer *buffer)
{
  gboolean                     dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (
    buffer, gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static gboolean
is_direction_control (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069) || character == 0x200e || character == 0x200f;
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *end, const char *text, int length)
{
  const char *found = text;

  /* All of them begin with this byte, and few other characters do. */
  while ((found = memchr (found, 0xe2, text + length - found)) != NULL) {
    if (is_direction_control (g_utf8_get_char (found))) {
      GtkTextIter from = *end, to;

      gtk_text_iter_backward_chars (&from, (int) g_utf8_strlen (found, text + length - found));
      to = from;
      gtk_text_iter_forward_char (&to);
      gtk_text_buffer_apply_tag_by_name (buffer, CONTROL_TAG, &from, &to);
    }
    found++;
  }
}

void
sp_source_buffer_follow_style (GtkSourceBuffer *buffer)
{
  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  update_style (buffer);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_style), buffer, G_CONNECT_SWAPPED);
}

void
sp_source_buffer_show_controls (GtkSourceBuffer *buffer)
{
  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (buffer), CONTROL_TAG, "show-spaces",
                              PANGO_SHOW_IGNORABLES, "background", "#e01b24", "foreground",
                              "#ffffff", NULL);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (inserted_cb), NULL);
}

GtkSourceLanguage *
sp_source_buffer_find_language (const char *name)
{
  const SpSourceLanguage *entry = find_entry (name);

  if (entry == NULL)
    return NULL;

  return gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                   entry->id != NULL ? entry->id : entry->name);
}

const char *
sp_source_buffer_get_suffix (const char *name)
{
  const SpSourceLanguage *entry = find_entry (name);

  return entry != NULL ? entry->suffix : "txt";
}
