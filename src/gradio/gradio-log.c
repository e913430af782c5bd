/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-log.h"

#include "gradio-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DEFAULT_DURATION 10

G_DEFINE_BOXED_TYPE (GradioLog, gradio_log, gradio_log_copy, gradio_log_free)

GradioLog *
gradio_log_copy (const GradioLog *self)
{
  GradioLog *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (GradioLog, 1);
  *copy = *self;
  copy->title = g_strdup (self->title);
  copy->text = g_strdup (self->text);
  copy->html = g_strdup (self->html);

  return copy;
}

void
gradio_log_free (GradioLog *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->text);
  g_free (self->html);
  g_free (self);
}

static GradioLogLevel
parse_level (const char *word)
{
  if (g_str_equal (word, "warning"))
    return GRADIO_LOG_WARNING;
  if (g_str_equal (word, "success"))
    return GRADIO_LOG_SUCCESS;
  if (g_str_equal (word, "error"))
    return GRADIO_LOG_ERROR;

  return GRADIO_LOG_INFO;
}

static const char *
get_level_title (GradioLogLevel level)
{
  switch (level) {
  case GRADIO_LOG_WARNING:
    return C_("title of a message", "Warning");
  case GRADIO_LOG_SUCCESS:
    return C_("title of a message", "Success");
  case GRADIO_LOG_ERROR:
    return C_("title of a message", "Error");
  case GRADIO_LOG_INFO:
    break;
  }

  return C_("title of a message", "Info");
}

/* Reads `\xNN`, `\uNNNN` and `\UNNNNNNNN`; at is the letter. */
static gboolean
append_code (GString     *string,
             const char **at)
{
  guint    n_digits = **at == 'x' ? 2 : **at == 'u' ? 4
                                                    : 8;
  gunichar code = 0;

  for (guint i = 1; i <= n_digits; i++) {
    int digit = g_ascii_xdigit_value ((*at)[i]);

    if (digit < 0)
      return FALSE;
    code = code << 4 | (gunichar) digit;
  }

  g_string_append_unichar (string, code != 0 && g_unichar_validate (code) ? code : 0xfffd);
  *at += n_digits;
  return TRUE;
}

static gboolean
append_python_escape (GString     *string,
                      const char **at)
{
  static const char plain[] = "\\'\"nrt";
  static const char meant[] = "\\'\"\n\r\t";
  const char       *found;

  if (**at == 'x' || **at == 'u' || **at == 'U')
    return append_code (string, at);

  found = **at != '\0' ? strchr (plain, **at) : NULL;
  if (found == NULL)
    return FALSE;

  g_string_append_c (string, meant[found - plain]);
  return TRUE;
}

/* Up to 4.44.1 servers send the text of gr.Error as Python would write it in a program, with quotation marks. */
static char *
dup_without_python_quotes (const char *text)
{
  gsize               length = strlen (text);
  char                quote = text[0];
  g_autoptr (GString) string = NULL;

  if (length < 2 || (quote != '\'' && quote != '"') || text[length - 1] != quote)
    return g_strdup (text);

  string = g_string_sized_new (length);
  for (const char *p = text + 1; p < text + length - 1; p++) {
    if (*p == quote)
      return g_strdup (text); /* not one literal: the quotation marks are the author's */
    if (*p != '\\') {
      g_string_append_c (string, *p);
      continue;
    }
    p++;
    if (p >= text + length - 1 || !append_python_escape (string, &p) || p >= text + length - 1)
      return g_strdup (text);
  }

  return g_strdup (string->str);
}

/* An error without a text says so in words of ours. */
static void
read_error_text (GradioLog  *self,
                 JsonObject *output)
{
  const char *error = gradio_json_get_string (output, "error", "None");

  if (!g_str_equal (error, "None")) {
    self->html = dup_without_python_quotes (error);
    self->text = gradio_log_strip_markup (self->html);
    if (*self->text != '\0')
      return;
  }

  g_free (self->html);
  g_free (self->text);
  self->text = g_strdup (_("The app reported an error without details."));
  self->html = g_markup_escape_text (self->text, -1);
}

static double
get_duration (JsonObject *message)
{
  double duration;

  if (message == NULL || !json_object_has_member (message, "duration"))
    return DEFAULT_DURATION;

  duration = gradio_json_get_double (message, "duration", 0);
  return isfinite (duration) && duration > 0 ? duration : 0;
}

GradioLog *
gradio_log_new_from_json (JsonObject *message)
{
  GradioLog *self = g_new0 (GradioLog, 1);

  if (message != NULL && json_object_has_member (message, "log")) {
    self->level = parse_level (gradio_json_get_string (message, "level", "info"));
    self->html = g_strdup (gradio_json_get_string (message, "log", ""));
    self->text = gradio_log_strip_markup (self->html);
  } else {
    self->level = GRADIO_LOG_ERROR;
    read_error_text (self, message);
  }

  self->title = gradio_log_strip_markup (gradio_json_get_string (message, "title", ""));
  if (*self->title == '\0') {
    g_free (self->title);
    self->title = g_strdup (get_level_title (self->level));
  }
  self->duration = get_duration (message);
  self->visible = gradio_json_get_boolean (message, "visible", TRUE);

  return self;
}
