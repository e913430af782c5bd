/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-cli-input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#define PIECE 65536

struct _SpCliInput {
  SpCli   *cli;
  int      fd;
  gboolean at_end;
  gboolean ready;
  GString *text; /* read and not yet given away */
};

/**
 * sp_cli_input_new:
 * @cli: the run
 * @fd: what to read; not closed here
 *
 * Returns: (transfer full): the input
 */
SpCliInput *
sp_cli_input_new (SpCli *cli, int fd)
{
  SpCliInput *self = g_new0 (SpCliInput, 1);

  self->cli = cli;
  self->fd = fd;
  self->text = g_string_new (NULL);
  return self;
}

void
sp_cli_input_free (SpCliInput *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
ready_cb (int fd, GIOCondition condition, gpointer user_data)
{
  SpCliInput *self = user_data;

  self->ready = TRUE;
  g_main_loop_quit (self->cli->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
wait_until_ready (SpCliInput *self, GError **error)
{
  guint source = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, ready_cb, self);

  self->ready = FALSE;
  while (!self->ready && !sp_cli_is_stopped (self->cli))
    g_main_loop_run (self->cli->loop);
  if (!self->ready)
    g_source_remove (source);

  if (sp_cli_is_stopped (self->cli)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Interrupted"));
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_piece (SpCliInput *self, GError **error)
{
  gsize  before = self->text->len;
  gssize n;

  if (!wait_until_ready (self, error))
    return FALSE;

  g_string_set_size (self->text, before + PIECE);
  n = read (self->fd, self->text->str + before, PIECE);
  g_string_truncate (self->text, before + MAX (n, 0));
  if (n < 0 && errno != EINTR && errno != EAGAIN) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _("The input cannot be read: %s"), g_strerror (errno));
    return FALSE;
  }
  self->at_end = n == 0;
  return TRUE;
}

/**
 * sp_cli_input_read_line:
 * @self: an input
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the next line without its end, or %NULL at the end of the
 *   input (@error is not set) or when it fails
 */
char *
sp_cli_input_read_line (SpCliInput *self, GError **error)
{
  gsize searched = 0;

  while (TRUE) {
    char *end = memchr (self->text->str + searched, '\n', self->text->len - searched);
    char *line;

    if (end == NULL && self->at_end && self->text->len == 0)
      return NULL;
    if (end != NULL || self->at_end) {
      gsize length = end != NULL ? (gsize) (end - self->text->str) : self->text->len;

      line = g_strndup (self->text->str, length);
      g_string_erase (self->text, 0, MIN (length + 1, self->text->len));
      return line;
    }

    searched = self->text->len;
    if (!read_piece (self, error))
      return NULL;
  }
}

/**
 * sp_cli_input_read_all:
 * @self: an input
 * @error: return location
 *
 * Returns: (transfer full) (nullable): all the rest, or %NULL when it fails
 */
char *
sp_cli_input_read_all (SpCliInput *self, GError **error)
{
  while (!self->at_end) {
    if (!read_piece (self, error))
      return NULL;
  }
  return g_strndup (self->text->str, self->text->len);
}

static char *
read_password (SpCli *cli, int fd, GError **error)
{
  g_autoptr (SpCliInput) input = sp_cli_input_new (cli, fd);
  struct termios         before;
  struct termios         silent;
  char                  *password;

  if (tcgetattr (fd, &before) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The input cannot be read: %s"),
                 g_strerror (errno));
    return NULL;
  }

  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  tcsetattr (fd, TCSAFLUSH, &silent);
  password = sp_cli_input_read_line (input, error);
  tcsetattr (fd, TCSAFLUSH, &before);
  if (write (fd, "\n", 1) < 0)
    g_debug ("The terminal went away");
  if (password == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("No password was given."));
  return password;
}

/* What comes from a program: all of it, but the end of its last line. */
static char *
read_piped_secret (SpCli *cli, GError **error)
{
  g_autoptr (SpCliInput) input = sp_cli_input_new (cli, STDIN_FILENO);
  g_autofree char       *text = sp_cli_input_read_all (input, error);
  gsize                  length = text != NULL ? strlen (text) : 0;

  if (text == NULL)
    return NULL;
  if (length < input->text->len) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("The input has zero bytes: it is no text."));
    return NULL;
  }

  if (length > 0 && text[length - 1] == '\n')
    text[--length] = '\0';
  if (length > 0 && text[length - 1] == '\r')
    text[--length] = '\0';
  return g_steal_pointer (&text);
}

/**
 * sp_cli_input_read_secret:
 * @cli: the run
 * @question: what to ask for on a terminal
 * @error: return location
 *
 * Reads a secret from standard input; from a terminal a line, without showing what is typed. From now
 * on signals are watched.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL when it cannot be read
 */
char *
sp_cli_input_read_secret (SpCli *cli, const char *question, GError **error)
{
  sp_cli_watch (cli);
  if (!isatty (STDIN_FILENO))
    return read_piped_secret (cli, error);

  fprintf (stderr, "%s", question);
  fflush (stderr);
  return read_password (cli, STDIN_FILENO, error);
}

/**
 * sp_cli_input_ask_password:
 * @cli: the run
 * @user: whose password
 * @error: return location
 *
 * Asks on the terminal, without showing what is typed. From now on signals are watched: the terminal
 * must not stay silent.
 *
 * Returns: (transfer full) (nullable): the password, or %NULL when there is none or no terminal
 */
char *
sp_cli_input_ask_password (SpCli *cli, const char *user, GError **error)
{
  int              fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  g_autofree char *question = g_strdup_printf (_("Password of %s: "), user);
  char            *password = NULL;

  if (fd < 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_CREDENTIALS,
                 _("There is no terminal to ask for the password of “%s”. Set GRADIO_PASSWORD."), user);
    return NULL;
  }

  sp_cli_watch (cli);
  if (write (fd, question, strlen (question)) >= 0)
    password = read_password (cli, fd, error);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _("The terminal cannot be written to: %s"), g_strerror (errno));
  close (fd);
  return password;
}
