/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-web-view.h"

#include "sp-web-browser.h"
#include "sp-web-isolation.h"

#include <glib/gi18n-lib.h>
#include <webkit/webkit.h>

#define FIRST_HEIGHT 300
#define MAX_HEIGHT 20000 /* px: what is higher scrolls in the view */
#define HANDLER "spaceport"

/* `tell()` is how a page says something; how high it is it says by itself. */
static const char PRELUDE[] =
  "function tell(name, data) {"
  " webkit.messageHandlers." HANDLER ".postMessage(name + '\\n' + JSON.stringify(data ?? null)); }\n"
  "new ResizeObserver(() => tell('height', document.getElementById('content').offsetHeight))"
  ".observe(document.getElementById('content'));\n";

static const char PAGE[] =
  "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; %s\">"
  "<style>html, body { margin: 0; padding: 0; background: transparent; }"
  " #content { display: flow-root; width: 100%%; font: 11pt sans-serif; }</style></head>"
  "<body><div id=\"content\"></div></body></html>";

#define SP_TYPE_WEB_VIEW (sp_web_view_get_type ())
G_DECLARE_FINAL_TYPE (SpWebView, sp_web_view, SP, WEB_VIEW, GtkWidget)

struct _SpWebView {
  GtkWidget parent_instance;

  char          *policy;
  char          *base_uri;  /* nullable */
  char         **libraries; /* paths */
  char          *script;    /* path of a resource */
  GCancellable  *cancellable;
  WebKitWebView *view;  /* child, NULL until it is seen */
  GQueue         calls; /* of GTask: those that wait for the page */
  gboolean       is_asked;
  gboolean       is_ready;
  gint64         input_time; /* of the last key or click */
};

G_DEFINE_FINAL_TYPE (SpWebView, sp_web_view, GTK_TYPE_WIDGET)

enum {
  MESSAGE,
  FAILED,
  OPEN_URI,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A call that waits. */
typedef struct {
  char *function;
  char *json;
} Call;

static void
call_free (Call *call)
{
  g_free (call->function);
  g_free (call->json);
  g_free (call);
}

static void
end_calls (SpWebView *self, GIOErrorEnum code, const char *words)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->calls)) != NULL) {
    g_task_return_new_error (task, G_IO_ERROR, code, "%s", words);
    g_object_unref (task);
  }
}

static void
fail (SpWebView *self, const char *words)
{
  self->is_ready = FALSE;
  end_calls (self, G_IO_ERROR_FAILED, words);
  g_signal_emit (self, signals[FAILED], 0, words);
}

/* calls */

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (value == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
call (SpWebView *self, GTask *task)
{
  Call        *data = g_task_get_task_data (task);
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "name", "s", data->function);
  g_variant_dict_insert (&arguments, "json", "s", data->json);
  webkit_web_view_call_async_javascript_function (self->view, "await window[name](JSON.parse(json));", -1,
                                                  g_variant_dict_end (&arguments), NULL, NULL,
                                                  g_task_get_cancellable (task), called_cb, task);
}

static void
call_async (GtkWidget          *widget,
            const char         *function,
            const char         *json,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  SpWebView *self = SP_WEB_VIEW (widget);
  GTask     *task = g_task_new (NULL, cancellable, callback, user_data); /* calls that wait do not hold the view */
  Call      *data = g_new0 (Call, 1);

  data->function = g_strdup (function);
  data->json = g_strdup (json);
  g_task_set_source_tag (task, call_async);
  g_task_set_task_data (task, data, (GDestroyNotify) call_free);
  if (self->is_ready)
    call (self, task);
  else
    g_queue_push_tail (&self->calls, task);
}

static void
snapshot_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  GdkTexture       *texture = webkit_web_view_get_snapshot_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
snapshot_async (GtkWidget          *widget,
                GCancellable       *cancellable,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  SpWebView *self = SP_WEB_VIEW (widget);
  GTask     *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, snapshot_async);
  if (!self->is_ready) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _("Nothing is drawn yet."));
    g_object_unref (task);
    return;
  }

  webkit_web_view_get_snapshot (self->view, WEBKIT_SNAPSHOT_REGION_FULL_DOCUMENT,
                                WEBKIT_SNAPSHOT_OPTIONS_TRANSPARENT_BACKGROUND, cancellable, snapshot_cb, task);
}

/* the page */

static void
message_cb (SpWebView *self, JSCValue *value)
{
  g_autofree char *text = jsc_value_to_string (value);
  char            *json = strchr (text, '\n');

  if (json == NULL)
    return;

  *json++ = '\0';
  if (g_str_equal (text, "height"))
    gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, (int) CLAMP (g_ascii_strtod (json, NULL), 1, MAX_HEIGHT));
  else
    g_signal_emit (self, signals[MESSAGE], 0, text, json);
}

static void
load_changed_cb (SpWebView *self, WebKitLoadEvent event)
{
  GTask *task;

  if (event != WEBKIT_LOAD_FINISHED)
    return;

  self->is_ready = TRUE;
  webkit_user_content_manager_remove_all_scripts (webkit_web_view_get_user_content_manager (self->view));
  while ((task = g_queue_pop_head (&self->calls)) != NULL)
    call (self, task);
}

static gboolean
event_cb (SpWebView *self, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_BUTTON_RELEASE:
  case GDK_KEY_PRESS:
  case GDK_TOUCH_END:
    self->input_time = g_get_monotonic_time ();
    break;
  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

/* A script can pretend to be the user, and what the program calls in the page counts as one too. */
static gboolean
is_wanted (SpWebView *self, WebKitNavigationAction *action)
{
  return webkit_navigation_action_get_navigation_type (action) == WEBKIT_NAVIGATION_TYPE_LINK_CLICKED &&
         g_get_monotonic_time () - self->input_time < G_USEC_PER_SEC;
}

/* The page is the only one there will be; links go where links go. */
static gboolean
decide_policy_cb (SpWebView *self, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type)
{
  WebKitNavigationAction *action;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;

  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && !self->is_ready)
    return FALSE;

  webkit_policy_decision_ignore (decision);
  if (is_wanted (self, action))
    g_signal_emit (self, signals[OPEN_URI], 0,
                   webkit_uri_request_get_uri (webkit_navigation_action_get_request (action)));

  return TRUE;
}

static gboolean
permission_request_cb (SpWebView *self, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);

  return TRUE;
}

/* Only the user opens the dialog, which is WebKit's own. */
static gboolean
file_chooser_cb (SpWebView *self, WebKitFileChooserRequest *request)
{
  if (g_get_monotonic_time () - self->input_time < G_USEC_PER_SEC)
    return FALSE;

  webkit_file_chooser_request_cancel (request);

  return TRUE;
}

/* Boxes, menus, printing and full screen of the page's own. */
static gboolean
refuse_cb (void)
{
  return TRUE;
}

static void
terminated_cb (SpWebView *self)
{
  fail (self, _("What draws this part has ended unexpectedly."));
}

/* A wheel over a view that is as high as its content is meant for the page around it. */
static gboolean
scroll_cb (SpWebView *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GtkWidget     *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  double         step = 1;

  if (window == NULL || dy == 0 ||
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller)) & GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  if (gdk_scroll_event_get_direction (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller))) != GDK_SCROLL_SMOOTH)
    step = gtk_adjustment_get_step_increment (adjustment);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);

  return GDK_EVENT_STOP;
}

static WebKitSettings *
new_settings (void)
{
  WebKitSettings *settings = webkit_settings_new_with_settings ("enable-html5-database", FALSE,
                                                                "enable-html5-local-storage", FALSE,
                                                                "enable-media-stream", FALSE,
                                                                "enable-page-cache", FALSE,
                                                                "enable-webrtc", FALSE,
                                                                "javascript-can-open-windows-automatically", FALSE,
                                                                NULL);

  sp_web_isolation_calm (settings);

  return settings;
}

/* Another view in the window; they share one process. */
static WebKitWebView *
find_view (GtkWidget *widget)
{
  if (SP_IS_WEB_VIEW (widget))
    return SP_WEB_VIEW (widget)->view;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    WebKitWebView *view = find_view (child);

    if (view != NULL)
      return view;
  }

  return NULL;
}

static void
connect_view (SpWebView *self)
{
  static const char *const refused[] = { "context-menu", "script-dialog", "print", "enter-fullscreen" };

  g_signal_connect_object (self->view, "load-changed", G_CALLBACK (load_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "decide-policy", G_CALLBACK (decide_policy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "permission-request", G_CALLBACK (permission_request_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "run-file-chooser", G_CALLBACK (file_chooser_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_signal_connect (self->view, refused[i], G_CALLBACK (refuse_cb), NULL);
}

static void
make_view (SpWebView *self, WebKitUserContentManager *content)
{
  g_autoptr (WebKitSettings)       settings = new_settings ();
  g_autoptr (WebKitNetworkSession) session = NULL;
  g_autofree char                 *page = g_strdup_printf (PAGE, self->policy);
  GtkRoot                         *root = gtk_widget_get_root (GTK_WIDGET (self));
  WebKitWebView                   *other = root != NULL ? find_view (GTK_WIDGET (root)) : NULL;
  GdkRGBA                          transparent = { 0, 0, 0, 0 };

  if (other == NULL)
    session = webkit_network_session_new_ephemeral ();
  self->view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "user-content-manager", content, "settings", settings,
                             other != NULL ? "related-view" : "network-session",
                             other != NULL ? (gpointer) other : (gpointer) session,
                             "height-request", FIRST_HEIGHT, NULL);
  webkit_web_view_set_background_color (self->view, &transparent);
  connect_view (self);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  webkit_web_view_load_html (self->view, page, self->base_uri);
}

/* scripts */

static gboolean
add_script (WebKitUserContentManager *content, const char *source)
{
  WebKitUserScript *script = webkit_user_script_new (source, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
                                                     WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_END, NULL, NULL);

  webkit_user_content_manager_add_script (content, script);
  webkit_user_script_unref (script);

  return TRUE;
}

/* Megabytes, so in a thread. */
static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  char     **libraries = task_data;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; libraries[i] != NULL; i++) {
    char   *text = NULL;
    GError *error = NULL;

    if (!g_file_get_contents (libraries[i], &text, NULL, &error)) {
      g_ptr_array_unref (texts);
      g_task_return_error (task, error);
      return;
    }
    g_ptr_array_add (texts, text);
  }
  g_task_return_pointer (task, texts, (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SpWebView                           *self = SP_WEB_VIEW (source);
  g_autoptr (GError)                   error = NULL;
  g_autoptr (GPtrArray)                texts = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (WebKitUserContentManager) content = NULL;
  g_autoptr (GBytes)                   script = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (texts == NULL) {
    fail (self, error->message);
    return;
  }

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL) {
    self->is_asked = FALSE; /* gone meanwhile; when it is seen again it is asked again */
    return;
  }

  content = webkit_user_content_manager_new ();
  webkit_user_content_manager_register_script_message_handler (content, HANDLER, NULL);
  g_signal_connect_object (content, "script-message-received::" HANDLER, G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  add_script (content, PRELUDE);
  for (guint i = 0; i < texts->len; i++)
    add_script (content, g_ptr_array_index (texts, i));
  script = g_resources_lookup_data (self->script, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (script == NULL)
    g_error ("%s", error->message);                      /* a resource of ours */
  add_script (content, g_bytes_get_data (script, NULL)); /* resources end with a NUL */
  make_view (self, content);
}

static void
sp_web_view_map (GtkWidget *widget)
{
  SpWebView        *self = SP_WEB_VIEW (widget);
  g_autoptr (GTask) task = NULL;

  GTK_WIDGET_CLASS (sp_web_view_parent_class)->map (widget);
  if (self->is_asked)
    return;

  self->is_asked = TRUE;
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, sp_web_view_map);
  g_task_set_task_data (task, g_strdupv (self->libraries), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, read_thread);
}

static void
sp_web_view_dispose (GObject *object)
{
  SpWebView *self = SP_WEB_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  end_calls (self, G_IO_ERROR_CANCELLED, "The web view is gone");
  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));

  G_OBJECT_CLASS (sp_web_view_parent_class)->dispose (object);
}

static void
sp_web_view_finalize (GObject *object)
{
  SpWebView *self = SP_WEB_VIEW (object);

  g_free (self->policy);
  g_free (self->base_uri);
  g_free (self->script);
  g_strfreev (self->libraries);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (sp_web_view_parent_class)->finalize (object);
}

static void
sp_web_view_class_init (SpWebViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sp_web_view_dispose;
  object_class->finalize = sp_web_view_finalize;
  widget_class->map = sp_web_view_map;

  signals[MESSAGE] = g_signal_new ("message", SP_TYPE_WEB_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", SP_TYPE_WEB_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_URI] = g_signal_new ("open-uri", SP_TYPE_WEB_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sp_web_view_init (SpWebView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->cancellable = g_cancellable_new ();
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static GtkWidget *
create (const char        *policy,
        const char        *base_uri,
        const char *const *libraries,
        const char        *script)
{
  SpWebView *self = g_object_new (SP_TYPE_WEB_VIEW, NULL);

  self->policy = g_strdup (policy);
  self->base_uri = g_strdup (base_uri);
  self->libraries = g_strdupv ((char **) libraries);
  self->script = g_strdup (script);

  return GTK_WIDGET (self);
}

const SpWebViewInterface *
sp_web_view_get_interface (void)
{
  static const SpWebViewInterface interface = { create, call_async, snapshot_async,
                                                sp_web_browser_new, sp_web_browser_reload, sp_web_browser_save };

  return &interface;
}
