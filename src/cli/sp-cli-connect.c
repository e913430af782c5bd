/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-account.h"
#include "sp-cli-input.h"
#include "sp-cli-space.h"
#include "sp-offline-port.h"

#define SPACE_PREFIX "space:"
#define MAX_TIMEOUT (1000.0 * 24 * 60 * 60)

static SpCliProgressMode
choose_progress_mode (SpCli *self)
{
  if (self->quiet)
    return SP_CLI_PROGRESS_NONE;
  if (self->progress_lines)
    return SP_CLI_PROGRESS_LINES;
  if (isatty (STDERR_FILENO) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0)
    return SP_CLI_PROGRESS_REWRITE;
  return SP_CLI_PROGRESS_NONE;
}

/**
 * sp_cli_show_progress:
 * @self: the run
 *
 * From now on progress is shown, in the way that the options and the terminal ask for.
 */
void
sp_cli_show_progress (SpCli *self)
{
  sp_cli_progress_set_mode (self->progress, choose_progress_mode (self));
}

static gboolean
timed_out_cb (gpointer user_data)
{
  SpCli *self = user_data;

  self->timed_out = TRUE;
  sp_cli_stop (self);
  return G_SOURCE_REMOVE;
}

static gboolean
start_clock (SpCli *self, int *status)
{
  const char *text = self->way.timeout;
  char       *end = NULL;
  double      seconds;

  if (text == NULL)
    return TRUE;

  seconds = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(seconds > 0 && seconds <= MAX_TIMEOUT)) {
    *status = sp_cli_misused (self, _("“%s” is no number of seconds."), text);
    return FALSE;
  }
  g_timeout_add ((guint) ceil (seconds * 1000), timed_out_cb, self);
  return TRUE;
}

/* A password in the arguments is seen by all users of the computer; there are two better places. */
static gboolean
set_login (SpCli *self, int *status)
{
  const char        *login = self->way.login;
  const char        *colon = login != NULL ? strchr (login, ':') : NULL;
  g_autofree char   *user = NULL;
  g_autofree char   *password = NULL;
  g_autoptr (GError) error = NULL;

  if (login == NULL)
    return TRUE;

  user = colon != NULL ? g_strndup (login, colon - login) : g_strdup (login);
  password = g_strdup (colon != NULL ? colon + 1 : g_getenv ("GRADIO_PASSWORD"));
  if (*user == '\0') {
    *status = sp_cli_misused (self, _("“%s” has no user name."), "--auth");
    return FALSE;
  }
  if (password == NULL)
    password = sp_cli_input_ask_password (self, user, &error);
  if (password == NULL) {
    *status = sp_cli_fail (self, SP_CLI_EXIT_ARGUMENTS, error);
    return FALSE;
  }
  gradio_client_set_login (self->client, user, password);
  return TRUE;
}

typedef void (*AddFunc) (GradioClient *client,
                         const char   *name,
                         const char   *value);

static gboolean
add_pairs (SpCli *self, GPtrArray *texts, char separator, const char *form, AddFunc add, int *status)
{
  for (guint i = 0; i < texts->len; i++) {
    const char      *text = g_ptr_array_index (texts, i);
    const char      *end = strchr (text, separator);
    g_autofree char *name = end != NULL ? g_strndup (text, end - text) : NULL;
    g_autofree char *value = end != NULL ? g_strdup (end + 1) : NULL;

    if (name == NULL || *g_strstrip (name) == '\0') {
      *status = sp_cli_misused (self, _("“%s” is not of the form “%s”."), text, form);
      return FALSE;
    }
    add (self->client, name, g_strstrip (value));
  }
  return TRUE;
}

static gboolean
is_on_hub (const char *target)
{
  g_autoptr (GradioAddress) address = gradio_address_parse (target, NULL);
  g_autoptr (GUri)          uri = NULL;

  if (address == NULL || address->kind == GRADIO_ADDRESS_SPACE)
    return address != NULL;
  uri = g_uri_parse (address->uri, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && g_str_has_suffix (g_uri_get_host (uri), ".hf.space");
}

/* Other apps do not get the token, so it is not looked for. */
static gboolean
set_token (SpCli *self, const char *target, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autofree char   *token = NULL;

  if (self->way.token != NULL || !is_on_hub (target)) {
    gradio_client_set_token (self->client, self->way.token);
    return TRUE;
  }

  if (!sp_cli_account_find_token (self, &token, &error)) {
    *status = sp_cli_fail (self, SP_CLI_EXIT_ERROR, error);
    return FALSE;
  }
  gradio_client_set_token (self->client, token);
  return TRUE;
}

/**
 * sp_cli_make_client:
 * @self: the run
 * @target: the app as the user wrote it; “space:ID” is one that runs on this computer
 * @status: (out): exit status when it fails
 *
 * Makes `client` with what the options say about the way to the app. Tells what is wrong with them.
 *
 * Returns: whether they make sense
 */
gboolean
sp_cli_make_client (SpCli *self, const char *target, int *status)
{
  const SpCliWay  *way = &self->way;
  g_autofree char *address = NULL;
  g_autofree char *socket = NULL;
  gboolean         offline = FALSE;

  if (g_str_has_prefix (target, SPACE_PREFIX)) {
    address = sp_cli_space_find_address (self, target + strlen (SPACE_PREFIX), &socket, &offline, status);
    if (address == NULL)
      return FALSE;
    target = address;
  }

  g_clear_object (&self->client);
  self->client = gradio_client_new (target);
  if (socket != NULL)
    gradio_client_set_socket (self->client, socket);
  gradio_client_set_wait (self->client, !way->no_wait);
  gradio_client_set_only_own_server (self->client, offline || sp_offline_port_is_one (target));
  return set_token (self, target, status) &&
         add_pairs (self, way->headers, ':', "NAME: VALUE", gradio_client_add_header, status) &&
         add_pairs (self, way->cookies, '=', "NAME=VALUE", gradio_client_add_cookie, status) &&
         set_login (self, status);
}

/**
 * sp_cli_begin:
 * @self: the run
 * @target: the app as the user wrote it
 * @status: (out): exit status when it fails
 *
 * What comes before connecting: starts the clock of the time-out, and does what
 * sp_cli_make_client() does.
 *
 * Returns: whether to go on
 */
gboolean
sp_cli_begin (SpCli *self, const char *target, int *status)
{
  sp_cli_show_progress (self);
  return start_clock (self, status) && sp_cli_make_client (self, target, status);
}

/**
 * sp_cli_get_connect_status:
 * @error: why connecting failed
 *
 * Returns: the exit status: whether the arguments are wrong or the world is
 */
int
sp_cli_get_connect_status (const GError *error)
{
  if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS) ||
      g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_VALUE))
    return SP_CLI_EXIT_ARGUMENTS;
  return SP_CLI_EXIT_ERROR;
}

/* While a Space is built or wakes up, which may take minutes. */
static void
space_state_cb (GradioClient *client, GradioSpaceState *state, SpCli *self)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", gradio_space_state_get_stage (state),
                                           gradio_space_state_get_message (state));

  sp_cli_progress_show (self->progress, text);
}

/**
 * sp_cli_connect:
 * @self: the run
 * @target: the app as the user wrote it
 * @status: (out): exit status when it fails
 *
 * Connects `client`. Tells why when it fails.
 *
 * Returns: whether it is connected
 */
gboolean
sp_cli_connect (SpCli *self, const char *target, int *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;

  if (!sp_cli_begin (self, target, status))
    return FALSE;

  g_signal_connect (self->client, "space-state", G_CALLBACK (space_state_cb), self);
  gradio_client_connect_async (self->client, self->cancellable, sp_cli_result_cb, self);
  result = sp_cli_wait (self);
  sp_cli_progress_clear (self->progress);
  if (gradio_client_connect_finish (self->client, result, &error))
    return TRUE;

  *status = sp_cli_fail (self, sp_cli_get_connect_status (error), error);
  return FALSE;
}

/**
 * sp_cli_find_endpoint:
 * @self: the run
 * @target: the app as the user wrote it
 * @name: the endpoint as the user wrote it
 * @status: (out): exit status when it fails
 *
 * Connects and finds the endpoint. Tells why when it fails.
 *
 * Returns: (transfer none) (nullable): the endpoint
 */
GradioEndpoint *
sp_cli_find_endpoint (SpCli *self, const char *target, const char *name, int *status)
{
  g_autoptr (GError) error = NULL;
  GradioEndpoint    *endpoint = NULL;

  if (!sp_cli_connect (self, target, status))
    return NULL;

  endpoint = gradio_client_find_endpoint (self->client, name, &error);
  if (endpoint == NULL)
    *status = sp_cli_fail (self, SP_CLI_EXIT_ARGUMENTS, error);
  return endpoint;
}
