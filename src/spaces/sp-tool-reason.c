/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-tool-reason.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

static void
take (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* Whether a line is the first word of a compiler or the last of a traceback. */
static gboolean
is_build_error (const char *line)
{
  return strstr (line, " fatal error: ") != NULL || strstr (line, ": error: ") != NULL ||
         g_str_has_prefix (line, "fatal: ") || strstr (line, "Error: ") != NULL;
}

void
sp_tool_reason_take_line (SpToolReason *self, const char *line)
{
  gboolean    is_indented = g_ascii_isspace (*line);
  const char *text = line + strspn (line, " \t");

  if (strstr (text, "ensurepip is not") != NULL) {
    take (&self->error, _("Python’s module “venv” is not complete; install the package “python3-venv”."));
    return;
  }

  if (g_ascii_strncasecmp (text, "error: ", 7) == 0 && !is_indented) {
    sp_tool_reason_clear (self);
    self->error = g_strdup (text + 7);
  } else if (g_str_has_prefix (text, "cause: ")) {
    if (self->cause == NULL)
      self->cause = g_strdup (text + 7);
    take (&self->last, text + 7);
  } else if (self->error != NULL && self->compiler == NULL && is_indented && is_build_error (text)) {
    self->compiler = g_strdup (text);
  }
  if (*text != '\0')
    take (&self->line, text);
}

char *
sp_tool_reason_dup_sentence (SpToolReason *self)
{
  const char *detail = self->compiler != NULL ? self->compiler : self->last;

  if (self->error == NULL && self->cause != NULL)
    return g_strdup (self->cause);
  if (self->error == NULL)
    return g_strdup (self->line != NULL ? self->line : _("It does not say why."));

  /* The resolver's own sentence says nothing, its first cause does. */
  if (self->cause != NULL && g_str_has_prefix (self->error, "No solution"))
    return g_strdup (self->cause);
  return detail != NULL ? g_strconcat (self->error, ": ", detail, NULL) : g_strdup (self->error);
}

void
sp_tool_reason_clear (SpToolReason *self)
{
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->cause, g_free);
  g_clear_pointer (&self->last, g_free);
  g_clear_pointer (&self->compiler, g_free);
  g_clear_pointer (&self->line, g_free);
}
