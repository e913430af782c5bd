/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-credentials.h"

#include "gradio-error.h"
#include "gradio-origin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Addresses that lead elsewhere more often than this lead in a circle. */
#define MAX_HOPS 5

typedef struct {
  char *name;
  char *value;
} Pair;

static void
pair_free (Pair *pair)
{
  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

struct _GradioCredentials {
  GObject parent_instance;

  SoupCookieJar *jar;
  GPtrArray     *headers; /* Pair */
  GPtrArray     *cookies; /* Pair */
  GUri          *app;     /* its origin gets them */
  GUri          *home;    /* where it answered: its own cookies go there */
  char          *token;
  char          *user;
  char          *password;
  gboolean       is_space; /* app is one: it gets the token */
};

G_DEFINE_FINAL_TYPE (GradioCredentials, gradio_credentials, G_TYPE_OBJECT)

static void
gradio_credentials_finalize (GObject *object)
{
  GradioCredentials *self = GRADIO_CREDENTIALS (object);

  g_clear_object (&self->jar);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->cookies, g_ptr_array_unref);
  g_clear_pointer (&self->app, g_uri_unref);
  g_clear_pointer (&self->home, g_uri_unref);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->password, g_free);

  G_OBJECT_CLASS (gradio_credentials_parent_class)->finalize (object);
}

static void
gradio_credentials_class_init (GradioCredentialsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_credentials_finalize;
}

static void
gradio_credentials_init (GradioCredentials *self)
{
  self->jar = soup_cookie_jar_new ();
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
  self->cookies = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
}

GradioCredentials *
gradio_credentials_new (void)
{
  return g_object_new (GRADIO_TYPE_CREDENTIALS, NULL);
}

void
gradio_credentials_set_token (GradioCredentials *self,
                              const char        *token)
{
  g_free (self->token);
  self->token = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
}

void
gradio_credentials_set_login (GradioCredentials *self,
                              const char        *user,
                              const char        *password)
{
  g_free (self->user);
  self->user = g_strdup (user);
  g_free (self->password);
  self->password = g_strdup (password);
}

static void
add_pair (GPtrArray  *pairs,
          const char *name,
          const char *value)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->name = g_strdup (name);
  pair->value = g_strdup (value);
  g_ptr_array_add (pairs, pair);
}

void
gradio_credentials_add_header (GradioCredentials *self,
                               const char        *name,
                               const char        *value)
{
  add_pair (self->headers, name, value);
}

/* Puts an extra cookie where the app's own ones are. */
static void
store_cookie (GradioCredentials *self,
              const Pair        *pair)
{
  SoupCookie *cookie = soup_cookie_new (pair->name, pair->value, g_uri_get_host (self->app), "/", -1);

  soup_cookie_jar_add_cookie (self->jar, cookie);
}

void
gradio_credentials_add_cookie (GradioCredentials *self,
                               const char        *name,
                               const char        *value)
{
  add_pair (self->cookies, name, value);
}

const char *
gradio_credentials_get_token (GradioCredentials *self)
{
  return self->token;
}

const char *
gradio_credentials_get_user (GradioCredentials *self)
{
  return self->user;
}

const char *
gradio_credentials_get_password (GradioCredentials *self)
{
  return self->password;
}

/* A word of RFC 9110, such as a header's name. */
static gboolean
is_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-.^_`|~", *p) == NULL)
      return FALSE;

  return *text != '\0';
}

/* What says how long a message is, and when a connection ends, is libsoup's. */
static gboolean
is_framing (const char *name)
{
  static const char *const names[] = { "Connection", "Content-Length", "Transfer-Encoding", "Upgrade" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\t')
      return TRUE;

  return FALSE;
}

gboolean
gradio_credentials_check (GradioCredentials *self,
                          GError           **error)
{
  for (guint i = 0; i < self->headers->len; i++) {
    const Pair *pair = self->headers->pdata[i];

    if (!is_word (pair->name) || is_framing (pair->name) || has_control (pair->value)) {
      g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                   _("“%s” cannot be sent as a header. Names are made of letters, digits and dashes, "
                      "and a value is one line."),
                   pair->name);
      return FALSE;
    }
  }

  for (guint i = 0; i < self->cookies->len; i++) {
    const Pair *pair = self->cookies->pdata[i];

    if (!is_word (pair->name) || has_control (pair->value) || strpbrk (pair->value, ";, ") != NULL) {
      g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                   _("“%s” cannot be sent as a cookie. Values have no spaces, commas or semicolons."),
                   pair->name);
      return FALSE;
    }
  }

  if (self->token != NULL && (has_control (self->token) || strpbrk (self->token, " \t") != NULL)) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                         _("The token contains spaces or line breaks. Copy it again."));
    return FALSE;
  }

  return TRUE;
}

/* Cookies know no ports: those of one server would reach its neighbour. */
static void
forget_cookies (GradioCredentials *self)
{
  GSList *all = soup_cookie_jar_all_cookies (self->jar);

  for (GSList *l = all; l != NULL; l = l->next)
    soup_cookie_jar_delete_cookie (self->jar, l->data);

  g_slist_free_full (all, (GDestroyNotify) soup_cookie_free);
}

void
gradio_credentials_set_app (GradioCredentials *self,
                            const char        *uri,
                            gboolean           is_space)
{
  g_autoptr (GUri) app = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);

  if (app == NULL || g_uri_get_host (app) == NULL || *g_uri_get_host (app) == '\0')
    return; /* nothing can be sent there */

  self->is_space = is_space || gradio_origin_is_space (app);
  if (self->app != NULL && gradio_origin_equal (self->app, app) && self->home == self->app)
    return;

  forget_cookies (self);
  g_clear_pointer (&self->app, g_uri_unref);
  g_clear_pointer (&self->home, g_uri_unref);
  self->app = g_steal_pointer (&app);
  self->home = g_uri_ref (self->app);
  for (guint i = 0; i < self->cookies->len; i++)
    store_cookie (self, self->cookies->pdata[i]);
}

gboolean
gradio_credentials_is_for (GradioCredentials *self,
                           const char        *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && self->app != NULL && gradio_origin_equal (self->app, uri);
}

void
gradio_credentials_set_home (GradioCredentials *self,
                             const char        *uri)
{
  g_autoptr (GUri) home = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);

  if (home == NULL)
    return;

  if (self->home != NULL && gradio_origin_equal (self->home, home))
    return;

  forget_cookies (self);
  g_clear_pointer (&self->home, g_uri_unref);
  self->home = g_steal_pointer (&home);
}

/* What is to be told to an address besides cookies: name, value, name, value. */
static GPtrArray *
list_headers (GradioCredentials *self,
              GUri              *uri)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);

  if (self->token != NULL && gradio_origin_is_hub (uri)) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

    add_pair (list, "Authorization", bearer);
  }

  if (self->app == NULL || !gradio_origin_equal (self->app, uri))
    return list;

  for (guint i = 0; i < self->headers->len; i++) {
    const Pair *pair = self->headers->pdata[i];

    add_pair (list, pair->name, pair->value);
  }

  if (self->token != NULL && self->is_space) {
    g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

    add_pair (list, "x-hf-authorization", bearer);
  }

  return list;
}

typedef struct {
  GradioCredentials *credentials; /* owned */
  GPtrArray         *sent;        /* Pair: what we put into the message */
  guint              hops;
} Watch;

static void
watch_free (gpointer  data,
            GClosure *closure)
{
  Watch *self = data;

  g_clear_object (&self->credentials);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_free (self);
}

/* After the cookie jar's own handler, which looks at hosts only. */
static void
message_starting_cb (SoupMessage *message,
                     gpointer     user_data)
{
  Watch              *self = user_data;
  GUri               *uri = soup_message_get_uri (message);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GUri               *home = self->credentials->home;

  for (guint i = 0; self->sent != NULL && i < self->sent->len; i++)
    soup_message_headers_remove (headers, ((Pair *) self->sent->pdata[i])->name);

  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = list_headers (self->credentials, uri);
  for (guint i = 0; i < self->sent->len; i++) {
    const Pair *pair = self->sent->pdata[i];

    soup_message_headers_replace (headers, pair->name, pair->value);
  }

  if (home == NULL || !gradio_origin_equal (home, uri))
    soup_message_headers_remove (headers, "Cookie");
}

/* Browsers take this computer for safe, so apps that run on it keep logins in cookies that the jar would refuse. */
static void
got_headers_cb (SoupMessage *message,
                gpointer     user_data)
{
  Watch *self = user_data;
  GUri  *uri = soup_message_get_uri (message);
  GUri  *home = self->credentials->home;

  if (home == NULL || !gradio_origin_equal (home, uri) || !gradio_origin_is_local (uri) ||
      g_str_equal (g_uri_get_scheme (uri), "https"))
    return;

  for (GSList *all = soup_cookies_from_response (message); all != NULL; all = g_slist_delete_link (all, all)) {
    SoupCookie *cookie = all->data;

    if (soup_cookie_get_secure (cookie)) {
      soup_cookie_set_secure (cookie, FALSE);
      soup_cookie_jar_add_cookie (self->credentials->jar, cookie);
    } else {
      soup_cookie_free (cookie);
    }
  }
}

static void
message_restarted_cb (SoupMessage *message,
                      gpointer     user_data)
{
  Watch *self = user_data;

  if (++self->hops >= MAX_HOPS)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
}

void
gradio_credentials_watch (GradioCredentials *self,
                          SoupMessage       *message)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->credentials = g_object_ref (self);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), watch);
  g_signal_connect (message, "restarted", G_CALLBACK (message_restarted_cb), watch);
  g_signal_connect_data (message, "starting", G_CALLBACK (message_starting_cb), watch, watch_free,
                         G_CONNECT_AFTER);
}

GHashTable *
gradio_credentials_dup_headers (GradioCredentials *self,
                                const char        *address)
{
  GHashTable           *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GUri)      uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GPtrArray) list = NULL;
  char                 *cookies;

  if (uri == NULL || self->home == NULL || !gradio_origin_equal (self->home, uri))
    return table;

  list = list_headers (self, uri);
  for (guint i = 0; i < list->len; i++) {
    const Pair *pair = list->pdata[i];

    g_hash_table_replace (table, g_strdup (pair->name), g_strdup (pair->value));
  }

  g_hash_table_replace (table, g_strdup ("User-Agent"), g_strdup ("Spaceport/" PACKAGE_VERSION));
  cookies = soup_cookie_jar_get_cookies (self->jar, uri, TRUE);
  if (cookies != NULL)
    g_hash_table_replace (table, g_strdup ("Cookie"), cookies);

  return table;
}

SoupCookieJar *
gradio_credentials_get_cookies (GradioCredentials *self)
{
  return self->jar;
}
