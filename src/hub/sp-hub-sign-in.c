/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-sign-in-private.h"

#include "gradio.h"
#include "sp-hub-accounts-private.h"
#include "sp-hub-answer.h"
#include "sp-hub-error.h"
#include "sp-hub-loopback.h"
#include "sp-hub-oauth.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define BASIC_SCOPES "openid profile"
#define DEVICE_GRANT "urn:ietf:params:oauth:grant-type:device_code"
#define INTERVAL 5 /* seconds between two questions where the Hub does not say (RFC 8628, 3.2) */
#define MAX_INTERVAL 60
#define LIFE 300 /* seconds that a code lasts where the Hub does not say */
#define MAX_LIFE 3600
#define MAX_USER_CODE 40 /* characters */

struct _SpHubSignIn {
  GObject          parent_instance;
  SpHubAccounts   *accounts;
  char            *scope; /* what is asked for */
  GCancellable    *cancellable;
  SpHubSignInState state;
  char            *client; /* id of this program, once it is known */

  /* in a browser */
  SpHubLoopback *loopback;
  char          *address;
  char          *verifier;

  /* on any device */
  char  *device_code;
  char  *user_code;
  char  *verification_address;
  gint64 end;      /* monotonic */
  guint  interval; /* seconds */
  guint  second;   /* milliseconds */
  guint  seconds_left;
  guint  poll; /* source */
  guint  tick; /* source */
};

G_DEFINE_FINAL_TYPE (SpHubSignIn, sp_hub_sign_in, G_TYPE_OBJECT)

typedef enum {
  PROP_STATE = 1,
  PROP_ADDRESS,
  PROP_USER_CODE,
  PROP_VERIFICATION_ADDRESS,
  PROP_SECONDS_LEFT,
} SpHubSignInProperty;

static GParamSpec *properties[PROP_SECONDS_LEFT + 1];

enum {
  SIGNAL_DONE,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_hub_sign_in_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpHubSignIn *self = SP_HUB_SIGN_IN (object);

  switch ((SpHubSignInProperty) prop_id) {
  case PROP_STATE:
    g_value_set_int (value, (int) self->state);
    break;
  case PROP_ADDRESS:
    g_value_set_string (value, self->address);
    break;
  case PROP_USER_CODE:
    g_value_set_string (value, self->user_code);
    break;
  case PROP_VERIFICATION_ADDRESS:
    g_value_set_string (value, self->verification_address);
    break;
  case PROP_SECONDS_LEFT:
    g_value_set_uint (value, self->seconds_left);
    break;
  }
}

/* Nothing waits any longer, and nothing of the attempt can be used again. */
static void
stop (SpHubSignIn *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->loopback != NULL)
    g_signal_handlers_disconnect_by_data (self->loopback, self);
  g_clear_object (&self->loopback);
  g_clear_pointer (&self->verifier, g_free);
  g_clear_pointer (&self->device_code, g_free);
}

static void
sp_hub_sign_in_dispose (GObject *object)
{
  SpHubSignIn *self = SP_HUB_SIGN_IN (object);

  stop (self);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (sp_hub_sign_in_parent_class)->dispose (object);
}

static void
sp_hub_sign_in_finalize (GObject *object)
{
  SpHubSignIn *self = SP_HUB_SIGN_IN (object);

  g_clear_object (&self->cancellable);
  g_free (self->scope);
  g_free (self->client);
  g_free (self->address);
  g_free (self->user_code);
  g_free (self->verification_address);

  G_OBJECT_CLASS (sp_hub_sign_in_parent_class)->finalize (object);
}

static void
sp_hub_sign_in_class_init (SpHubSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sp_hub_sign_in_dispose;
  object_class->finalize = sp_hub_sign_in_finalize;
  object_class->get_property = sp_hub_sign_in_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, SP_HUB_SIGN_IN_IDLE, SP_HUB_SIGN_IN_FAILED,
                                             SP_HUB_SIGN_IN_IDLE, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL, flags);
  properties[PROP_VERIFICATION_ADDRESS] = g_param_spec_string ("verification-address", NULL, NULL, NULL, flags);
  properties[PROP_SECONDS_LEFT] = g_param_spec_uint ("seconds-left", NULL, NULL, 0, MAX_LIFE, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_DONE] = g_signal_new ("done", SP_TYPE_HUB_SIGN_IN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                       1, SP_TYPE_HUB_ACCOUNT);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", SP_TYPE_HUB_SIGN_IN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sp_hub_sign_in_init (SpHubSignIn *self)
{
  self->cancellable = g_cancellable_new ();
  self->interval = INTERVAL;
  self->second = 1000;
}

static void
set_state (SpHubSignIn     *self,
           SpHubSignInState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean
is_over (SpHubSignIn *self)
{
  return self->state == SP_HUB_SIGN_IN_DONE || self->state == SP_HUB_SIGN_IN_FAILED;
}

/* Takes @error. */
static void
fail (SpHubSignIn *self,
      GError      *error)
{
  g_autoptr (GError)      cause = error;
  g_autoptr (SpHubSignIn) keep = g_object_ref (self);

  if (is_over (self) || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop (self);
  set_state (self, SP_HUB_SIGN_IN_FAILED);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, cause);
}

static void
succeed (SpHubSignIn  *self,
         SpHubAccount *account)
{
  g_autoptr (SpHubSignIn) keep = g_object_ref (self);

  if (is_over (self))
    return;

  stop (self);
  set_state (self, SP_HUB_SIGN_IN_DONE);
  g_signal_emit (self, signals[SIGNAL_DONE], 0, account);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpHubSignIn)  self = user_data;
  GError                  *error = NULL;
  g_autoptr (SpHubAccount) account = sp_hub_accounts_add_finish (SP_HUB_ACCOUNTS (source), result, &error);

  if (account != NULL)
    succeed (self, account);
  else
    fail (self, error);
}

static void
add (SpHubSignIn      *self,
     const SpHubGrant *grant)
{
  set_state (self, SP_HUB_SIGN_IN_FINISHING);
  sp_hub_accounts_add_async (self->accounts, grant, self->cancellable, added_cb, g_object_ref (self));
}

static SpHubExchange *
get_exchange (SpHubSignIn *self)
{
  return sp_hub_accounts_get_exchange (self->accounts);
}

static void
code_granted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SpHubSignIn) self = user_data;
  GError                 *error = NULL;
  g_autoptr (SpHubGrant)  grant = sp_hub_oauth_get_grant_finish (SP_HUB_EXCHANGE (source), result, &error);

  if (grant == NULL)
    fail (self, error);
  else if (!is_over (self))
    add (self, grant);
}

static void
code_cb (SpHubSignIn *self,
         const char  *code)
{
  const char *const form[] = { "grant_type", "authorization_code",
                               "code", code,
                               "redirect_uri", sp_hub_loopback_get_address (self->loopback),
                               "code_verifier", self->verifier,
                               NULL };

  set_state (self, SP_HUB_SIGN_IN_FINISHING);
  sp_hub_oauth_get_grant_async (get_exchange (self), self->client, form, self->cancellable, code_granted_cb,
                                g_object_ref (self));
}

static void
refused_cb (SpHubSignIn  *self,
            const GError *error)
{
  fail (self, g_error_copy (error));
}

static void
wait_for_browser (SpHubSignIn *self)
{
  g_autofree char *state = sp_hub_oauth_new_verifier ();
  g_autofree char *challenge = NULL;
  g_autofree char *query = NULL;
  GError          *error = NULL;

  self->loopback = sp_hub_loopback_new (state, &error);
  if (self->loopback == NULL) {
    fail (self, error);
    return;
  }

  g_signal_connect_object (self->loopback, "code", G_CALLBACK (code_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loopback, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  self->verifier = sp_hub_oauth_new_verifier ();
  challenge = sp_hub_oauth_dup_challenge (self->verifier);
  query = soup_form_encode ("client_id", self->client,
                            "redirect_uri", sp_hub_loopback_get_address (self->loopback),
                            "response_type", "code",
                            "scope", self->scope,
                            "state", state,
                            "code_challenge", challenge,
                            "code_challenge_method", "S256",
                            NULL);
  self->address = g_strconcat (sp_hub_exchange_get_endpoint (get_exchange (self)), "/oauth/authorize?", query, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
  set_state (self, SP_HUB_SIGN_IN_WAITING);
}

static void
found_client_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SpHubSignIn) self = user_data;
  GError                 *error = NULL;

  self->client = sp_hub_oauth_find_client_finish (SP_HUB_EXCHANGE (source), result, &error);
  if (self->client == NULL)
    fail (self, error);
  else if (!is_over (self))
    wait_for_browser (self);
}

static void poll_later (SpHubSignIn *self);

/* The network, and a Hub that fails for a while, do not end it: the code still counts. */
static gboolean
goes_on (SpHubSignIn  *self,
         const GError *error)
{
  if (g_error_matches (error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_SLOW_DOWN))
    self->interval = MIN (self->interval + INTERVAL, MAX_INTERVAL);

  return error->domain == SP_HUB_ERROR || g_error_matches (error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_PENDING) ||
         g_error_matches (error, SP_HUB_OAUTH_ERROR, SP_HUB_OAUTH_ERROR_SLOW_DOWN);
}

static void
polled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpHubSignIn) self = user_data;
  g_autoptr (GError)      error = NULL;
  g_autoptr (SpHubGrant)  grant = sp_hub_oauth_get_grant_finish (SP_HUB_EXCHANGE (source), result, &error);

  if (is_over (self))
    return;

  if (grant != NULL) {
    g_clear_handle_id (&self->tick, g_source_remove);
    add (self, grant);
  } else if (goes_on (self, error)) {
    poll_later (self);
  } else {
    fail (self, g_steal_pointer (&error));
  }
}

static gboolean
poll_cb (gpointer user_data)
{
  SpHubSignIn      *self = user_data;
  const char *const form[] = { "grant_type", DEVICE_GRANT, "device_code", self->device_code, NULL };

  self->poll = 0;
  sp_hub_oauth_get_grant_async (get_exchange (self), self->client, form, self->cancellable, polled_cb,
                                g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
poll_later (SpHubSignIn *self)
{
  self->poll = g_timeout_add (self->interval * self->second, poll_cb, self);
}

static gboolean
tick_cb (gpointer user_data)
{
  SpHubSignIn *self = user_data;
  gint64       left = (self->end - g_get_monotonic_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (left > 0) {
    self->seconds_left = (guint) left;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
    return G_SOURCE_CONTINUE;
  }

  self->tick = 0;
  fail (self, sp_hub_oauth_new_error ("expired_token", NULL));

  return G_SOURCE_REMOVE;
}

static gboolean
is_web (const char *address)
{
  const char *scheme = address != NULL ? g_uri_peek_scheme (address) : NULL;

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) && strlen (address) < 2000 &&
         g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL);
}

/* Returns: FALSE when the answer makes no sense */
static gboolean
read_device (SpHubSignIn *self,
             JsonObject  *object)
{
  const char *code = gradio_json_get_string (object, "device_code", "");
  const char *user_code = gradio_json_get_string (object, "user_code", "");
  const char *address = gradio_json_get_string (object, "verification_uri", NULL);
  gint64      life = CLAMP (gradio_json_get_int (object, "expires_in", LIFE), 1, MAX_LIFE);

  if (*code == '\0' || *user_code == '\0' || g_utf8_strlen (user_code, -1) > MAX_USER_CODE || !is_web (address))
    return FALSE;

  self->device_code = g_strdup (code);
  self->user_code = g_strdup (user_code);
  self->verification_address = g_strdup (address);
  self->interval = (guint) CLAMP (gradio_json_get_int (object, "interval", INTERVAL), 1, MAX_INTERVAL);
  self->seconds_left = (guint) life;
  self->end = g_get_monotonic_time () + life * G_USEC_PER_SEC;

  return TRUE;
}

static void
got_device_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SpHubSignIn) self = user_data;
  GError                 *error = NULL;
  g_autoptr (JsonNode)    node = sp_hub_oauth_get_device_finish (SP_HUB_EXCHANGE (source), result, &error);

  if (node == NULL) {
    fail (self, error);
    return;
  }
  if (is_over (self))
    return;
  if (!read_device (self, json_node_get_object (node))) {
    fail (self, sp_hub_answer_new_odd_error ());
    return;
  }

  self->tick = g_timeout_add_seconds (1, tick_cb, self);
  poll_later (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_CODE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERIFICATION_ADDRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECONDS_LEFT]);
  set_state (self, SP_HUB_SIGN_IN_WAITING);
}

static void
found_device_client_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (SpHubSignIn) self = user_data;
  GError                 *error = NULL;

  self->client = sp_hub_oauth_find_client_finish (SP_HUB_EXCHANGE (source), result, &error);
  if (self->client == NULL)
    fail (self, error);
  else if (!is_over (self))
    sp_hub_oauth_get_device_async (get_exchange (self), self->client, self->scope, self->cancellable, got_device_cb,
                                   g_object_ref (self));
}

SpHubSignIn *
sp_hub_sign_in_new (SpHubAccounts     *accounts,
                    const char *const *scopes)
{
  SpHubSignIn        *self = g_object_new (SP_TYPE_HUB_SIGN_IN, NULL);
  g_autoptr (GString) scope = g_string_new (BASIC_SCOPES);

  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    if (!g_str_equal (scopes[i], "openid") && !g_str_equal (scopes[i], "profile"))
      g_string_append_printf (scope, " %s", scopes[i]);

  self->accounts = g_object_ref (accounts);
  self->scope = g_string_free (g_steal_pointer (&scope), FALSE);

  return self;
}

void
sp_hub_sign_in_set_second (SpHubSignIn *self,
                           guint        second)
{
  self->second = second;
}

void
sp_hub_sign_in_start_browser (SpHubSignIn *self)
{
  g_return_if_fail (SP_IS_HUB_SIGN_IN (self));
  g_return_if_fail (self->state == SP_HUB_SIGN_IN_IDLE);

  set_state (self, SP_HUB_SIGN_IN_STARTING);
  sp_hub_oauth_find_client_async (get_exchange (self), FALSE, self->cancellable, found_client_cb, g_object_ref (self));
}

void
sp_hub_sign_in_start_device (SpHubSignIn *self)
{
  g_return_if_fail (SP_IS_HUB_SIGN_IN (self));
  g_return_if_fail (self->state == SP_HUB_SIGN_IN_IDLE);

  set_state (self, SP_HUB_SIGN_IN_STARTING);
  sp_hub_oauth_find_client_async (get_exchange (self), TRUE, self->cancellable, found_device_client_cb,
                                  g_object_ref (self));
}

void
sp_hub_sign_in_use_token (SpHubSignIn *self,
                          const char  *text)
{
  g_autofree char       *token = NULL;
  g_autoptr (SpHubGrant) grant = NULL;

  g_return_if_fail (SP_IS_HUB_SIGN_IN (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (self->state == SP_HUB_SIGN_IN_IDLE);

  token = g_strstrip (g_strdup (text));
  if (!sp_hub_grant_is_token (token)) {
    fail (self, g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                                     _("That is no token. Copy one from the settings of your account on the Hub; it "
                                        "begins with “hf_”.")));
    return;
  }

  grant = sp_hub_grant_new (token, SP_HUB_SOURCE_TOKEN);
  add (self, grant);
}

static void
tool_identified_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (SpHubSignIn)  self = user_data;
  SpHubAccounts           *accounts = SP_HUB_ACCOUNTS (source);
  g_autoptr (SpHubAccount) account = NULL;
  GError                  *error = NULL;

  if (!sp_hub_accounts_identify_finish (accounts, result, &error)) {
    fail (self, error);
    return;
  }
  if (is_over (self))
    return;

  g_set_object (&account, sp_hub_accounts_find_source (accounts, SP_HUB_SOURCE_HF_TOOL));
  sp_hub_accounts_set_current (accounts, account);
  succeed (self, account);
}

void
sp_hub_sign_in_use_hf_tool (SpHubSignIn *self)
{
  SpHubAccount *account;

  g_return_if_fail (SP_IS_HUB_SIGN_IN (self));
  g_return_if_fail (self->state == SP_HUB_SIGN_IN_IDLE);

  account = sp_hub_accounts_find_source (self->accounts, SP_HUB_SOURCE_HF_TOOL);
  if (account == NULL) {
    fail (self, g_error_new_literal (SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                                     _("The hf tool is not signed in on this computer. Run “hf auth login”, or sign in "
                                        "here.")));
    return;
  }

  set_state (self, SP_HUB_SIGN_IN_FINISHING);
  sp_hub_accounts_identify_async (self->accounts, account, self->cancellable, tool_identified_cb, g_object_ref (self));
}

void
sp_hub_sign_in_cancel (SpHubSignIn *self)
{
  g_return_if_fail (SP_IS_HUB_SIGN_IN (self));

  if (is_over (self))
    return;

  stop (self);
  set_state (self, SP_HUB_SIGN_IN_FAILED);
}

SpHubSignInState
sp_hub_sign_in_get_state (SpHubSignIn *self)
{
  g_return_val_if_fail (SP_IS_HUB_SIGN_IN (self), SP_HUB_SIGN_IN_FAILED);

  return self->state;
}

const char *
sp_hub_sign_in_get_address (SpHubSignIn *self)
{
  g_return_val_if_fail (SP_IS_HUB_SIGN_IN (self), NULL);

  return self->address;
}

const char *
sp_hub_sign_in_get_user_code (SpHubSignIn *self)
{
  g_return_val_if_fail (SP_IS_HUB_SIGN_IN (self), NULL);

  return self->user_code;
}

const char *
sp_hub_sign_in_get_verification_address (SpHubSignIn *self)
{
  g_return_val_if_fail (SP_IS_HUB_SIGN_IN (self), NULL);

  return self->verification_address;
}

guint
sp_hub_sign_in_get_seconds_left (SpHubSignIn *self)
{
  g_return_val_if_fail (SP_IS_HUB_SIGN_IN (self), 0);

  return self->seconds_left;
}
