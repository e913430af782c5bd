/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-web-browser.h"

#include "sp-web-isolation.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <webkit/webkit.h>

#define SP_TYPE_WEB_BROWSER (sp_web_browser_get_type ())
G_DECLARE_FINAL_TYPE (SpWebBrowser, sp_web_browser, SP, WEB_BROWSER, GtkWidget)

/* A stranger's whole page, as a browser shows it, but for one server only. */
struct _SpWebBrowser {
  GtkWidget parent_instance;

  char           *uri;
  char           *origin;
  GHashTable     *headers;
  WebKitWebView  *view;       /* child, NULL until it is seen */
  WebKitDownload *choosing;   /* weak: whose place the user is asked for */
  guint           n_cookies;  /* that are still to be set */
  gint64          input_time; /* of the last key or click */
  gboolean        may_save;   /* a key or click has led to no file yet */
  gboolean        only_own;   /* no other server is asked for anything */
  gboolean        beginning;  /* the page is asked for, with all that is sent to its server */
};

G_DEFINE_FINAL_TYPE (SpWebBrowser, sp_web_browser, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TITLE = 1,
} SpWebBrowserProperty;

static GParamSpec *properties[PROP_TITLE + 1];

enum {
  FAILED,
  OPEN_URI,
  SAVE,
  SAVE_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* where it may go */

static char *
dup_origin (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

  return parsed == NULL || g_uri_get_host (parsed) == NULL
           ? g_strdup ("")
           : g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (parsed), g_uri_get_host (parsed), g_uri_get_port (parsed));
}

static gboolean
is_own (SpWebBrowser *self, const char *uri)
{
  g_autofree char *origin = NULL;

  if (g_str_has_prefix (uri, "about:") || g_str_has_prefix (uri, "blob:"))
    return TRUE;

  origin = dup_origin (uri);

  return g_ascii_strcasecmp (origin, self->origin) == 0;
}

/* Scripts can pretend to be the user, keys and clicks they cannot. */
static gboolean
is_wanted (SpWebBrowser *self)
{
  return g_get_monotonic_time () - self->input_time < G_USEC_PER_SEC;
}

static gboolean
refuse (SpWebBrowser *self, WebKitPolicyDecision *decision, const char *uri)
{
  webkit_policy_decision_ignore (decision);
  if (is_wanted (self))
    g_signal_emit (self, signals[OPEN_URI], 0, uri);

  return TRUE;
}

/* Another window is none of this program: what is the app's own comes into this one. */
static gboolean
decide_window (SpWebBrowser *self, WebKitPolicyDecision *decision, const char *uri)
{
  if (!is_own (self, uri))
    return refuse (self, decision, uri);

  webkit_policy_decision_ignore (decision);
  if (is_wanted (self) && strstr (uri, "file=") != NULL)
    g_object_unref (webkit_web_view_download_uri (self->view, uri));
  else if (is_wanted (self))
    webkit_web_view_load_uri (self->view, uri);

  return TRUE;
}

static gboolean
is_attachment (WebKitURIResponse *response)
{
  SoupMessageHeaders *headers = webkit_uri_response_get_http_headers (response);
  g_autofree char    *disposition = NULL;

  return headers != NULL && soup_message_headers_get_content_disposition (headers, &disposition, NULL) &&
         g_ascii_strcasecmp (disposition, "attachment") == 0;
}

/* What is sent along would go to whatever server the answer names. */
static gboolean
leads_away (SpWebBrowser *self, WebKitNavigationAction *action, const char *uri)
{
  return self->beginning && webkit_navigation_action_is_redirect (action) && !is_own (self, uri);
}

static gboolean
refuse_redirect (SpWebBrowser *self, WebKitPolicyDecision *decision, const char *uri)
{
  g_autofree char *words = g_strdup_printf (_("The app’s server sends to another one, which is not opened here: %s"), uri);

  webkit_policy_decision_ignore (decision);
  self->beginning = FALSE;
  g_signal_emit (self, signals[FAILED], 0, words);

  return TRUE;
}

/* A file needs a key or click of its own: scripts, and the frames of strangers, could ask without end. */
static gboolean
decide_download (SpWebBrowser *self, WebKitPolicyDecision *decision)
{
  if (self->may_save && self->choosing == NULL)
    webkit_policy_decision_download (decision);
  else
    webkit_policy_decision_ignore (decision);

  return TRUE;
}

/* Where scripts lead is known only here, frames are free to be other servers' where others may be asked. */
static gboolean
decide_response (SpWebBrowser *self, WebKitResponsePolicyDecision *decision)
{
  WebKitURIResponse *response = webkit_response_policy_decision_get_response (decision);
  gboolean           is_page = webkit_response_policy_decision_is_main_frame_main_resource (decision);

  if (is_page && !is_own (self, webkit_uri_response_get_uri (response)))
    return refuse (self, WEBKIT_POLICY_DECISION (decision), webkit_uri_response_get_uri (response));
  if (webkit_response_policy_decision_is_mime_type_supported (decision) && !is_attachment (response))
    return FALSE;

  return decide_download (self, WEBKIT_POLICY_DECISION (decision));
}

static gboolean
decide_policy_cb (SpWebBrowser *self, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type)
{
  WebKitNavigationAction *action = NULL;
  const char             *uri = NULL;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return decide_response (self, WEBKIT_RESPONSE_POLICY_DECISION (decision));

  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  if (type == WEBKIT_POLICY_DECISION_TYPE_NEW_WINDOW_ACTION)
    return decide_window (self, decision, uri);
  if (leads_away (self, action, uri))
    return refuse_redirect (self, decision, uri);
  if (self->only_own && !is_own (self, uri)) /* frames and forms too: what is asked for is in the address */
    return refuse (self, decision, uri);
  if (webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_LINK_CLICKED && !is_own (self, uri))
    return refuse (self, decision, uri);

  return FALSE;
}

/* what happens to it */

static gboolean
event_cb (SpWebBrowser *self, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_KEY_PRESS:
  case GDK_TOUCH_END:
    self->may_save = TRUE;
    self->input_time = g_get_monotonic_time ();
    break;
  case GDK_BUTTON_RELEASE:
    self->input_time = g_get_monotonic_time ();
    break;
  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

static gboolean
permission_request_cb (SpWebBrowser *self, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);

  return TRUE;
}

static void
title_cb (SpWebBrowser *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
load_changed_cb (SpWebBrowser *self, WebKitLoadEvent event)
{
  if (event == WEBKIT_LOAD_COMMITTED)
    self->beginning = FALSE;
}

static gboolean
load_failed_cb (SpWebBrowser *self, WebKitLoadEvent event, const char *uri, GError *error)
{
  if (g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED) ||
      g_error_matches (error, WEBKIT_POLICY_ERROR, WEBKIT_POLICY_ERROR_FRAME_LOAD_INTERRUPTED_BY_POLICY_CHANGE))
    return TRUE; /* left or downloaded: the page stays */

  g_signal_emit (self, signals[FAILED], 0, error->message);

  return TRUE;
}

static void
terminated_cb (SpWebBrowser *self)
{
  g_signal_emit (self, signals[FAILED], 0, _("What draws the page has ended unexpectedly."));
}

/* downloads */

static void
download_failed_cb (SpWebBrowser *self, GError *error)
{
  if (!g_error_matches (error, WEBKIT_DOWNLOAD_ERROR, WEBKIT_DOWNLOAD_ERROR_CANCELLED_BY_USER))
    g_signal_emit (self, signals[SAVE_FAILED], 0, error->message);
}

/* The user has said where it goes, or that it is not wanted. */
static void
chosen_cb (SpWebBrowser *self)
{
  g_clear_weak_pointer (&self->choosing);
}

static gboolean
destination_cb (SpWebBrowser *self, const char *name, WebKitDownload *download)
{
  if (!self->may_save || self->choosing != NULL) {
    webkit_download_cancel (download);
    return TRUE;
  }

  self->may_save = FALSE;
  g_set_weak_pointer (&self->choosing, download);
  g_signal_connect_object (download, "notify::destination", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (download, "failed", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[SAVE], 0, download, name);

  return TRUE; /* it waits for sp_web_browser_save() */
}

static void
download_cb (SpWebBrowser *self, WebKitDownload *download)
{
  g_signal_connect_object (download, "decide-destination", G_CALLBACK (destination_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (download, "failed", G_CALLBACK (download_failed_cb), self, G_CONNECT_SWAPPED);
}

void
sp_web_browser_save (GObject *download, const char *path)
{
  if (path == NULL) {
    webkit_download_cancel (WEBKIT_DOWNLOAD (download));
    return;
  }

  webkit_download_set_allow_overwrite (WEBKIT_DOWNLOAD (download), TRUE); /* the dialog asked */
  webkit_download_set_destination (WEBKIT_DOWNLOAD (download), path);
}

/* the view */

static void
load (SpWebBrowser *self)
{
  g_autoptr (WebKitURIRequest) request = webkit_uri_request_new (self->uri);
  SoupMessageHeaders          *headers = webkit_uri_request_get_http_headers (request);
  GHashTableIter               iter;
  gpointer                     name, value;

  g_hash_table_iter_init (&iter, self->headers);
  while (headers != NULL && g_hash_table_iter_next (&iter, &name, &value)) {
    if (g_ascii_strcasecmp (name, "Cookie") != 0 && g_ascii_strcasecmp (name, "User-Agent") != 0)
      soup_message_headers_replace (headers, name, value);
  }
  self->beginning = TRUE;
  webkit_web_view_load_request (self->view, request);
}

static void
cookie_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpWebBrowser) self = user_data;
  g_autoptr (GError)       error = NULL;

  if (!webkit_cookie_manager_add_cookie_finish (WEBKIT_COOKIE_MANAGER (source), result, &error))
    g_warning ("A cookie could not be handed on: %s", error->message);
  if (--self->n_cookies == 0 && self->view != NULL)
    load (self);
}

/* Those that the client has; the page begins when it has them. */
static void
add_cookies (SpWebBrowser *self, WebKitCookieManager *manager)
{
  const char      *text = g_hash_table_lookup (self->headers, "Cookie");
  g_autoptr (GUri) uri = g_uri_parse (self->uri, G_URI_FLAGS_NONE, NULL);
  g_auto (GStrv)   pairs = g_strsplit (text != NULL ? text : "", ";", -1);

  for (guint i = 0; uri != NULL && pairs[i] != NULL; i++) {
    g_auto (GStrv)         pair = g_strsplit (g_strstrip (pairs[i]), "=", 2);
    g_autoptr (SoupCookie) cookie = NULL;

    if (pair[0] == NULL || pair[1] == NULL)
      continue;
    cookie = soup_cookie_new (pair[0], pair[1], g_uri_get_host (uri), "/", -1);
    soup_cookie_set_http_only (cookie, TRUE); /* the login is the server's business, and no script's */
    soup_cookie_set_secure (cookie, g_str_equal (g_uri_get_scheme (uri), "https"));
    soup_cookie_set_same_site_policy (cookie, SOUP_SAME_SITE_POLICY_LAX);
    self->n_cookies++;
    webkit_cookie_manager_add_cookie (manager, cookie, NULL, cookie_cb, g_object_ref (self));
  }
  if (self->n_cookies == 0)
    load (self);
}

static void
connect_view (SpWebBrowser *self, WebKitNetworkSession *session)
{
  g_signal_connect_object (self->view, "decide-policy", G_CALLBACK (decide_policy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "permission-request", G_CALLBACK (permission_request_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::title", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "load-changed", G_CALLBACK (load_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "load-failed", G_CALLBACK (load_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "download-started", G_CALLBACK (download_cb), self, G_CONNECT_SWAPPED);
}

static void
sp_web_browser_map (GtkWidget *widget)
{
  SpWebBrowser                    *self = SP_WEB_BROWSER (widget);
  g_autoptr (WebKitSettings)       settings = NULL;
  g_autoptr (WebKitNetworkSession) session = NULL;
  g_autofree char                 *policy = NULL;

  GTK_WIDGET_CLASS (sp_web_browser_parent_class)->map (widget);
  if (self->view != NULL)
    return;

  settings = webkit_settings_new_with_settings ("enable-media-stream", FALSE, "enable-webrtc", FALSE,
                                                "javascript-can-open-windows-automatically", FALSE, NULL);
  session = webkit_network_session_new_ephemeral ();
  if (self->only_own) {
    sp_web_isolation_calm (settings);
    sp_web_isolation_close (session, self->uri);
    policy = sp_web_isolation_dup_policy (self->uri);
  }
  self->view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "settings", settings, "network-session", session,
                             "default-content-security-policy", policy, NULL);
  connect_view (self, session);
  gtk_widget_set_parent (GTK_WIDGET (self->view), widget);
  add_cookies (self, webkit_network_session_get_cookie_manager (session));
}

static void
sp_web_browser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SpWebBrowser *self = SP_WEB_BROWSER (object);

  switch ((SpWebBrowserProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, self->view != NULL ? webkit_web_view_get_title (self->view) : NULL);
    break;
  }
}

static void
sp_web_browser_dispose (GObject *object)
{
  SpWebBrowser *self = SP_WEB_BROWSER (object);

  g_clear_weak_pointer (&self->choosing);
  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));

  G_OBJECT_CLASS (sp_web_browser_parent_class)->dispose (object);
}

static void
sp_web_browser_finalize (GObject *object)
{
  SpWebBrowser *self = SP_WEB_BROWSER (object);

  g_free (self->uri);
  g_free (self->origin);
  g_hash_table_unref (self->headers);

  G_OBJECT_CLASS (sp_web_browser_parent_class)->finalize (object);
}

static void
sp_web_browser_class_init (SpWebBrowserClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_web_browser_get_property;
  object_class->dispose = sp_web_browser_dispose;
  object_class->finalize = sp_web_browser_finalize;
  widget_class->map = sp_web_browser_map;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[FAILED] = g_signal_new ("failed", SP_TYPE_WEB_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_URI] = g_signal_new ("open-uri", SP_TYPE_WEB_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SAVE] = g_signal_new ("save", SP_TYPE_WEB_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_STRING);
  signals[SAVE_FAILED] = g_signal_new ("save-failed", SP_TYPE_WEB_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sp_web_browser_init (SpWebBrowser *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sp_web_browser_new (const char *uri, GHashTable *headers, gboolean only_own_server)
{
  SpWebBrowser *self = g_object_new (SP_TYPE_WEB_BROWSER, NULL);

  self->uri = g_strdup (uri);
  self->origin = dup_origin (uri);
  self->headers = g_hash_table_ref (headers);
  self->only_own = only_own_server;

  return GTK_WIDGET (self);
}

void
sp_web_browser_reload (GtkWidget *browser)
{
  SpWebBrowser *self = SP_WEB_BROWSER (browser);

  self->beginning = TRUE;
  if (self->view != NULL && webkit_web_view_get_uri (self->view) != NULL)
    webkit_web_view_reload (self->view);
  else if (self->view != NULL)
    load (self);
}
