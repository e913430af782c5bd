/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-session-private.h"

#include "gradio.h"
#include "gradio-timer.h"
#include "sp-hub-answer.h"
#include "sp-hub-kept.h"

#include <string.h>
#include <unistd.h>

#define PATIENCE 60        /* seconds of silence */
#define PAUSE 1000         /* milliseconds */
#define API_PATIENCE 20000 /* milliseconds; somebody looks at an empty page */
#define MAX_CONNECTIONS 8
#define SMALL_OFFSET 60 /* seconds that two clocks may differ by */

struct _SpHubSession {
  GObject      parent_instance;
  SoupSession *soup;
  char        *endpoint;
  GUri        *home;       /* nullable: the endpoint is no address */
  char        *token;      /* nullable */
  char        *user;       /* nullable */
  gboolean     is_given;   /* the token, for this run only */
  gboolean     is_refused; /* the token */
  gboolean     is_renewing;
  guint        pause;
  guint        patience;
  SpHubLimits  limits;
  GSource     *countdown; /* nullable: runs while the API wants a pause */
  gint64       clock_offset;
  guint        n_kept;
  char        *held; /* nullable: a folder */
  int          hold; /* a file, -1: none */

  SpHubSessionClock clock; /* nullable */
  gpointer          clock_data;
};

G_DEFINE_FINAL_TYPE (SpHubSession, sp_hub_session, G_TYPE_OBJECT)

typedef enum {
  PROP_TOKEN = 1,
  PROP_PAUSE_LEFT,
  PROP_RENEWING,
} SpHubSessionProperty;

static GParamSpec *properties[PROP_RENEWING + 1];

enum {
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sp_hub_session_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpHubSession *self = SP_HUB_SESSION (object);

  switch ((SpHubSessionProperty) prop_id) {
  case PROP_TOKEN:
    g_value_set_string (value, self->token);
    break;
  case PROP_PAUSE_LEFT:
    g_value_set_uint (value, sp_hub_session_get_pause_left (self));
    break;
  case PROP_RENEWING:
    g_value_set_boolean (value, self->is_renewing);
    break;
  }
}

static void
sp_hub_session_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SpHubSession *self = SP_HUB_SESSION (object);

  switch ((SpHubSessionProperty) prop_id) {
  case PROP_TOKEN:
    sp_hub_session_set_token (self, g_value_get_string (value));
    break;
  case PROP_RENEWING:
    sp_hub_session_set_renewing (self, g_value_get_boolean (value));
    break;
  case PROP_PAUSE_LEFT:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_hub_session_finalize (GObject *object)
{
  SpHubSession *self = SP_HUB_SESSION (object);

  gradio_timer_clear (&self->countdown);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->home, g_uri_unref);
  g_free (self->endpoint);
  g_free (self->token);
  g_free (self->user);
  g_free (self->held);
  if (self->hold >= 0)
    close (self->hold);

  G_OBJECT_CLASS (sp_hub_session_parent_class)->finalize (object);
}

static void
sp_hub_session_class_init (SpHubSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_session_get_property;
  object_class->set_property = sp_hub_session_set_property;
  object_class->finalize = sp_hub_session_finalize;

  properties[PROP_TOKEN] =
    g_param_spec_string ("token", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAUSE_LEFT] =
    g_param_spec_uint ("pause-left", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RENEWING] =
    g_param_spec_boolean ("renewing", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[REFUSED] = g_signal_new ("refused", SP_TYPE_HUB_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sp_hub_session_init (SpHubSession *self)
{
  self->hold = -1;
  self->pause = PAUSE;
  self->patience = API_PATIENCE;
  self->soup = soup_session_new_with_options ("max-conns-per-host", MAX_CONNECTIONS,
                                              "timeout", PATIENCE,
                                              "user-agent", "Spaceport/" PACKAGE_VERSION,
                                              NULL);
}

static char *
dup_token (const char *token)
{
  return token != NULL && *token != '\0' ? g_strdup (token) : NULL;
}

SpHubSession *
sp_hub_session_new (const char *token)
{
  SpHubSession *self = g_object_new (SP_TYPE_HUB_SESSION, NULL);

  self->endpoint = gradio_address_dup_hub ();
  self->home = g_uri_parse (self->endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  self->token = dup_token (token);

  return self;
}

const char *
sp_hub_session_get_endpoint (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), NULL);

  return self->endpoint;
}

const char *
sp_hub_session_get_token (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), NULL);

  return self->token;
}

void
sp_hub_session_set_token (SpHubSession *self,
                          const char   *token)
{
  g_autofree char *old = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (self));

  if (token != NULL && *token == '\0')
    token = NULL;
  if (g_strcmp0 (self->token, token) == 0)
    return;

  old = self->token;
  self->token = dup_token (token);
  self->is_refused = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN]);
}

gboolean
sp_hub_session_has_token (SpHubSession *self)
{
  return self->token != NULL;
}

void
sp_hub_session_set_renewing (SpHubSession *self,
                             gboolean      renewing)
{
  g_return_if_fail (SP_IS_HUB_SESSION (self));

  if (self->is_renewing == !!renewing)
    return;

  self->is_renewing = !!renewing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RENEWING]);
}

gboolean
sp_hub_session_is_renewing (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), FALSE);

  return self->is_renewing;
}

void
sp_hub_session_set_user (SpHubSession *self,
                         const char   *user)
{
  g_autofree char *old = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (self));

  old = self->user;
  self->user = g_strdup (user);
}

const char *
sp_hub_session_get_user (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), NULL);

  return self->user;
}

void
sp_hub_session_set_given (SpHubSession *self,
                          gboolean      is_given)
{
  g_return_if_fail (SP_IS_HUB_SESSION (self));

  self->is_given = is_given;
}

char *
sp_hub_session_dup_kept_folder (SpHubSession *self)
{
  gboolean         is_given = self->token != NULL && (self->is_given || self->user == NULL);
  g_autofree char *who = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;

  if (self->user != NULL && !is_given)
    who = g_strdup_printf ("%s\nuser %s", self->endpoint, self->user);
  else
    who = g_strdup_printf ("%s\ntoken %s", self->endpoint, self->token != NULL ? self->token : "");
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, who, -1);
  name = g_strconcat (is_given ? SP_HUB_KEPT_GIVEN : "", hash, NULL);

  return sp_hub_kept_dup_folder (name);
}

gboolean
sp_hub_session_is_to_hold (SpHubSession *self,
                           const char   *folder)
{
  g_autofree char *name = g_path_get_basename (folder);

  return g_str_has_prefix (name, SP_HUB_KEPT_GIVEN) && g_strcmp0 (folder, self->held) != 0;
}

void
sp_hub_session_hold (SpHubSession *self,
                     const char   *folder,
                     int           lock)
{
  if (self->hold >= 0)
    close (self->hold);
  g_free (self->held);
  self->held = g_strdup (folder);
  self->hold = lock;
}

guint
sp_hub_session_count_kept (SpHubSession *self)
{
  return self->n_kept++;
}

void
sp_hub_session_forget_kept (SpHubSession *self)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (SP_IS_HUB_SESSION (self));

  folder = sp_hub_session_dup_kept_folder (self);
  sp_hub_kept_forget (folder);
}

void
sp_hub_session_set_clock (SpHubSession     *self,
                          SpHubSessionClock clock,
                          gpointer          user_data)
{
  g_return_if_fail (SP_IS_HUB_SESSION (self));

  self->clock = clock;
  self->clock_data = user_data;
}

static gint64
get_now (SpHubSession *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : g_get_monotonic_time ();
}

guint
sp_hub_session_get_bucket_pause (SpHubSession *self,
                                 SpHubBucket   bucket)
{
  return sp_hub_limits_get_pause (&self->limits, bucket, get_now (self));
}

guint
sp_hub_session_get_pause_left (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), 0);

  return sp_hub_session_get_bucket_pause (self, SP_HUB_BUCKET_API);
}

gboolean
sp_hub_session_may_refresh (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), FALSE);

  return sp_hub_session_get_pause_left (self) == 0 &&
         !sp_hub_limits_is_low (&self->limits, SP_HUB_BUCKET_API, get_now (self));
}

gint64
sp_hub_session_get_clock_offset (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), 0);

  return self->clock_offset;
}

void
sp_hub_session_set_pause (SpHubSession *self,
                          guint         pause)
{
  g_return_if_fail (SP_IS_HUB_SESSION (self));

  self->pause = pause;
}

guint
sp_hub_session_get_pause (SpHubSession *self)
{
  g_return_val_if_fail (SP_IS_HUB_SESSION (self), 0);

  return self->pause;
}

void
sp_hub_session_set_patience (SpHubSession *self,
                             guint         patience)
{
  self->patience = patience;
}

guint
sp_hub_session_get_patience (SpHubSession *self)
{
  return self->patience;
}

/* Addresses that libsoup parsed have the port of their scheme where none was written. */
gboolean
sp_hub_session_is_origin (GUri *a,
                          GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b) &&
         g_uri_get_host (a) != NULL && g_uri_get_host (b) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0;
}

gboolean
sp_hub_session_is_home (SpHubSession *self,
                        GUri         *uri)
{
  return self->home != NULL && sp_hub_session_is_origin (self->home, uri);
}

SoupSession *
sp_hub_session_get_soup (SpHubSession *self)
{
  return self->soup;
}

static gboolean
countdown_cb (gpointer user_data)
{
  SpHubSession *self = user_data;
  gboolean      is_over = sp_hub_session_get_pause_left (self) == 0;

  if (is_over)
    gradio_timer_clear (&self->countdown);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE_LEFT]);

  return is_over ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
note_clock (SpHubSession *self,
            SoupMessage  *message)
{
  const char           *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;
  gint64                offset;

  if (date == NULL)
    return;

  offset = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  self->clock_offset = ABS (offset) > SMALL_OFFSET ? offset : 0;
}

/* A gate answers 401 to those who are let in but did not accept its terms. A page is no answer of the API: what stands
 * in the Hub's place must not sign anybody out. */
static gboolean
is_token_refused (SoupMessage *message)
{
  const char *code = soup_message_headers_get_one (soup_message_get_response_headers (message), "X-Error-Code");

  return soup_message_get_status (message) == SOUP_STATUS_UNAUTHORIZED && g_strcmp0 (code, "GatedRepo") != 0 &&
         !sp_hub_answer_is_html (message);
}

void
sp_hub_session_note_answer (SpHubSession *self,
                            SoupMessage  *message,
                            const char   *token)
{
  SpHubBucket bucket = sp_hub_limits_get_bucket (g_uri_get_path (soup_message_get_uri (message)));
  guint       pause_left = sp_hub_session_get_pause_left (self);

  note_clock (self, message);
  sp_hub_limits_note (&self->limits, bucket, message, get_now (self));
  if (sp_hub_session_get_pause_left (self) != pause_left) {
    if (self->countdown == NULL)
      self->countdown = gradio_timer_start (1000, countdown_cb, self, NULL);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE_LEFT]);
  }

  if (token != NULL && is_token_refused (message) && !self->is_refused && g_strcmp0 (token, self->token) == 0) {
    self->is_refused = TRUE;
    g_signal_emit (self, signals[REFUSED], 0);
  }
}
