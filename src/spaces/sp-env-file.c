/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-env-file.h"

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-safe-path.h"
#include "sp-space-settings.h"

#define NAME ".env"
#define MAX_REMARKS 10

/* A file that is being read. */
typedef struct {
  const char   *next;
  guint         line;
  GPtrArray    *names;
  GHashTable   *values; /* name to value, both owned here */
  GStrvBuilder *remarks;
  guint         n_remarks;
} Parser;

static void G_GNUC_PRINTF (2, 3)
  remark (Parser *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  if (self->n_remarks++ >= MAX_REMARKS)
    return;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (self->remarks, text);
}

static void
skip_spaces (Parser *self)
{
  self->next += strspn (self->next, " \t\r\f\v");
}

/* To the first character of the next line. */
static void
skip_line (Parser *self)
{
  self->next += strcspn (self->next, "\n");
  if (*self->next == '\n')
    self->next++;
  self->line++;
}

static char
unescape (char letter)
{
  switch (letter) {
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  default:
    return letter;
  }
}

/* Takes a value in quotes, which may go over several lines. Returns NULL when they do not end. */
static char *
take_quoted (Parser *self)
{
  g_autoptr (GString) value = g_string_new (NULL);
  char                quote = *self->next;
  guint               n_lines = 0;
  const char         *p;

  for (p = self->next + 1; *p != '\0' && *p != quote; p++) {
    if (*p == '\\' && p[1] != '\0' && (quote == '"' || p[1] == quote || p[1] == '\\'))
      g_string_append_c (value, quote == '"' ? unescape (*++p) : *++p);
    else
      g_string_append_c (value, *p);
    if (*p == '\n')
      n_lines++;
  }
  if (*p == '\0')
    return NULL;

  self->next = p + 1;
  self->line += n_lines;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* Takes the rest of the line, without a comment that a blank is before. */
static char *
take_plain (Parser *self)
{
  gsize length = strcspn (self->next, "\n");
  char *value;

  for (gsize i = 0; i < length; i++)
    if (self->next[i] == '#' && (i == 0 || g_ascii_isspace (self->next[i - 1])))
      length = i;
  value = g_strchomp (g_strndup (self->next, length));
  self->next += length;
  return value;
}

static char *
take_name (Parser *self)
{
  gsize length;
  char *name;

  if (g_str_has_prefix (self->next, "export ") || g_str_has_prefix (self->next, "export\t")) {
    self->next += strlen ("export");
    skip_spaces (self);
  }
  length = strcspn (self->next, "=\n");
  if (self->next[length] != '=')
    return NULL;

  name = g_strchomp (g_strndup (self->next, length));
  self->next += length + 1;
  return name;
}

static void
keep (Parser *self, char *name, char *value)
{
  if (!g_hash_table_contains (self->values, name))
    g_ptr_array_add (self->names, name);
  g_hash_table_insert (self->values, name, value); /* keeps the name it has */
}

static void
take_line (Parser *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *name = NULL;
  g_autofree char   *value = NULL;
  guint              line = self->line;

  name = take_name (self);
  if (name == NULL) {
    remark (self, _("Line %u of the .env file is passed over: it has no “=”."), line);
    return;
  }

  skip_spaces (self);
  value = *self->next == '"' || *self->next == '\'' ? take_quoted (self) : take_plain (self);
  if (value == NULL)
    remark (self, _("Line %u of the .env file is passed over: its quotes do not end."), line);
  else if (!sp_space_settings_check_variable (name, &error))
    remark (self, _("Line %u of the .env file is passed over: %s"), line, error->message);
  else if (self->names->len >= SP_ENV_FILE_MAX_VARIABLES && !g_hash_table_contains (self->values, name))
    remark (self, _("Line %u of the .env file is passed over: there are more than %d variables."), line,
            SP_ENV_FILE_MAX_VARIABLES);
  else
    keep (self, g_steal_pointer (&name), g_steal_pointer (&value));
}

static void
take_lines (Parser *self)
{
  while (*self->next != '\0') {
    skip_spaces (self);
    if (*self->next != '\0' && *self->next != '\n' && *self->next != '#')
      take_line (self);
    skip_line (self);
  }
}

static GStrv
end (Parser *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->names->len; i++) {
    const char      *name = g_ptr_array_index (self->names, i);
    g_autofree char *variable = g_strconcat (name, "=", g_hash_table_lookup (self->values, name), NULL);

    g_strv_builder_add (builder, variable);
  }
  return g_strv_builder_end (builder);
}

GStrv
sp_env_file_parse (const char *text, gsize length, GStrvBuilder *remarks)
{
  g_autofree char       *copy = NULL;
  g_autoptr (GPtrArray)  names = g_ptr_array_new ();
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Parser                 parser = { .line = 1, .names = names, .values = values, .remarks = remarks };

  g_return_val_if_fail (remarks != NULL, NULL);

  if (length > SP_ENV_FILE_MAX_SIZE)
    remark (&parser, _("The .env file is passed over: it is larger than %d bytes."), SP_ENV_FILE_MAX_SIZE);
  else if (length > 0 && !g_utf8_validate (text, length, NULL)) /* which refuses zero bytes */
    remark (&parser, _("The .env file is passed over: it is no text."));
  else
    copy = g_strndup (text, length);
  if (copy == NULL)
    return end (&parser);

  parser.next = g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy;
  take_lines (&parser);
  if (parser.n_remarks > MAX_REMARKS) {
    parser.n_remarks = 0;
    remark (&parser, _("More lines of the .env file are passed over."));
  }
  return end (&parser);
}

/* Returns how many bytes came, one more than a file may have at most; -1 when it cannot be read. */
static gssize
read_file (int fd, char *buffer, gsize size)
{
  gsize  length = 0;
  gssize part = 1;

  while (length < size && part > 0) {
    part = read (fd, buffer + length, size - length);
    if (part < 0)
      return -1;
    length += part;
  }
  return length;
}

GStrv
sp_env_file_load (GFile *folder, GStrvBuilder *remarks)
{
  g_autofree char   *buffer = NULL;
  g_autoptr (GError) error = NULL;
  struct stat        status;
  int                folder_fd;
  int                fd = -1;
  gssize             length = 0;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  folder_fd = sp_safe_path_open_folder (folder, &error);
  if (folder_fd >= 0) {
    fd = sp_safe_path_open (folder_fd, NAME, O_RDONLY | O_NONBLOCK, 0, &error); /* it may be a pipe */
    close (folder_fd);
  }
  if (fd >= 0 && fstat (fd, &status) == 0 && S_ISREG (status.st_mode)) {
    buffer = g_malloc (SP_ENV_FILE_MAX_SIZE + 1);
    length = read_file (fd, buffer, SP_ENV_FILE_MAX_SIZE + 1);
  }
  if (fd >= 0)
    close (fd);
  if (length < 0 || (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)))
    g_strv_builder_add (remarks, _("The .env file is passed over: it cannot be read."));
  return sp_env_file_parse (buffer, MAX (length, 0), remarks);
}
