/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-html-script.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sp-app-address.h"
#include "sp-component-private.h"
#include "sp-html-template.h"
#include "sp-html-upload.h"
#include "sp-resources.h"

typedef struct {
  SpComponent     *component; /* weak */
  SpHtmlScriptFunc set_value;
  GHashTable      *uploads; /* number -> GByteArray: what came of files so far */
  gsize            n_bytes; /* in them */
} Script;

#define MAX_MESSAGE (8 << 20) /* bytes: it is read where the window is drawn */

static void
script_free (gpointer data, GClosure *closure)
{
  Script *script = data;

  g_clear_weak_pointer (&script->component);
  g_hash_table_unref (script->uploads);
  g_free (script);
}

/* A call of a function of the component on the server, under way. */
typedef struct {
  SpWebPart *part;
  gint64     id; /* that the script knows it by */
} ServerCall;

static void
server_call_free (ServerCall *call)
{
  g_object_unref (call->part);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerCall, server_call_free)

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpComponent) component = user_data;
  g_autoptr (GError)      error = NULL;
  g_autofree char        *text = NULL;

  if (sp_web_part_call_finish (result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Translators: in the words of the script. */
  text = g_strdup_printf (_("A script of the app failed: %s"), error->message);
  sp_component_notice (component, text);
}

/* Where the page in the web view finds the app. */
static char *
dup_root (GradioClient *client)
{
  g_autofree char *base = sp_app_address_dup_base (client);

  return base != NULL ? sp_app_address_dup_web (client, base) : NULL;
}

/* What the app says of its files names its own address, at which a web view would find nothing. */
static char *
dup_for_web (GradioClient *client, const char *json)
{
  g_autofree char    *base = sp_app_address_dup_base (client);
  g_autofree char    *root = dup_root (client);
  g_autoptr (GString) text = g_string_new (json);

  if (base != NULL && !g_str_equal (base, root))
    g_string_replace (text, base, root, 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
call (SpWebPart *part, SpComponent *component, const char *function, JsonObject *argument)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), argument);
  g_autofree char     *json = gradio_json_write (node);
  g_autofree char     *text = dup_for_web (sp_component_get_client (component), json);

  sp_web_part_call_async (part, function, text, NULL, ended_cb, g_object_ref (component));
}

static void
answer_call (ServerCall *order, JsonNode *answer, const GError *error)
{
  g_autoptr (JsonObject) reply = json_object_new ();
  SpComponent           *component = sp_component_find (GTK_WIDGET (order->part));

  if (component == NULL)
    return; /* gone meanwhile */

  json_object_set_int_member (reply, "call", order->id);
  if (answer != NULL)
    json_object_set_member (reply, "result", json_node_ref (answer));
  else
    json_object_set_string_member (reply, "error", error->message);
  call (order->part, component, "reply", reply);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ServerCall) order = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonNode)   answer = gradio_session_call_component_finish (GRADIO_SESSION (source), result, &error);

  answer_call (order, answer, error);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ServerCall) order = user_data;
  g_autoptr (GError)     error = NULL;
  g_autoptr (JsonNode)   answer = sp_html_upload_finish (result, &error);

  answer_call (order, answer, error);
}

static ServerCall *
new_call (SpWebPart *part, JsonObject *message)
{
  ServerCall *order = g_new0 (ServerCall, 1);

  order->part = g_object_ref (part);
  order->id = gradio_json_get_int (message, "call", 0);

  return order;
}

static void
answer_piece (ServerCall *call_of_piece, gboolean fits)
{
  g_autoptr (ServerCall) order = call_of_piece;
  g_autoptr (JsonNode)   nothing = json_node_new (JSON_NODE_NULL);
  g_autoptr (GError)     error = NULL;

  if (!fits)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("The file is too large to be sent from a script."));
  answer_call (order, fits ? nothing : NULL, error);
}

static void
call_server (SpComponent *component, SpWebPart *part, JsonObject *message)
{
  GradioSession *session = sp_component_get_session (component);

  if (session == NULL) {
    sp_component_notice (component, _("The app’s script wanted something of the server, which is not connected."));
    return;
  }

  gradio_session_call_component_async (session, sp_component_get_id (component),
                                       gradio_json_get_string (message, "name", ""),
                                       json_object_get_member (message, "argument"),
                                       sp_component_get_cancellable (component), answered_cb, new_call (part, message));
}

/* Returns: (nullable): what came of a file with this piece, %NULL when it is too large */
static GByteArray *
take_piece (Script *script, JsonObject *message)
{
  gpointer           key = GINT_TO_POINTER ((int) gradio_json_get_int (message, "upload", 0));
  GByteArray        *array = g_hash_table_lookup (script->uploads, key);
  gsize              length = 0;
  g_autofree guchar *piece = g_base64_decode (gradio_json_get_string (message, "data", ""), &length);

  if (array == NULL) {
    array = g_byte_array_new ();
    g_hash_table_insert (script->uploads, key, array);
  }
  if (script->n_bytes + length > SP_HTML_UPLOAD_MAX_BYTES) {
    script->n_bytes -= array->len;
    g_hash_table_remove (script->uploads, key);
    return NULL;
  }

  script->n_bytes += length;

  return g_byte_array_append (array, piece, (guint) length);
}

/* Files come in pieces; the script sends the next one when it has an answer. */
static void
upload (Script *script, SpWebPart *part, JsonObject *message)
{
  SpComponent       *component = script->component;
  GradioClient      *client = sp_component_get_client (component);
  ServerCall        *order = NULL;
  GByteArray        *array = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (client == NULL) {
    sp_component_notice (component, _("The app’s script wanted something of the server, which is not connected."));
    return;
  }

  order = new_call (part, message);
  array = take_piece (script, message);
  if (array == NULL || gradio_json_get_boolean (message, "more", FALSE)) {
    answer_piece (order, array != NULL);
    return;
  }

  script->n_bytes -= array->len;
  g_hash_table_steal (script->uploads, GINT_TO_POINTER ((int) gradio_json_get_int (message, "upload", 0)));
  bytes = g_byte_array_free_to_bytes (array);
  sp_html_upload_async (client, gradio_json_get_string (message, "name", ""), bytes,
                        sp_component_get_cancellable (component), uploaded_cb, order);
}

/* Whatever a stranger's script says. */
static void
message_cb (SpWebPart *part, const char *name, const char *json, gpointer user_data)
{
  Script              *script = user_data;
  SpComponent         *component = script->component;
  g_autoptr (JsonNode) node = strlen (json) <= MAX_MESSAGE ? gradio_json_parse (json, -1, NULL) : NULL;
  JsonObject          *message = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char          *event = message != NULL ? gradio_json_get_string (message, "name", NULL) : NULL;

  if (event == NULL || component == NULL)
    return;

  if (g_str_equal (name, "prop") && g_str_equal (event, "value") && json_object_has_member (message, "value"))
    script->set_value (component, json_object_get_member (message, "value"));
  else if (g_str_equal (name, "event"))
    sp_component_emit_event (component, event, json_object_get_member (message, "data"));
  else if (g_str_equal (name, "server"))
    call_server (component, part, message);
  else if (g_str_equal (name, "upload"))
    upload (script, part, message);
}

/* Pictures, styles and data come from the app, and from nowhere else. */
static char *
dup_policy (const char *root)
{
  g_autofree char *origin = NULL;

  if (root != NULL) {
    g_autoptr (GUri) uri = g_uri_parse (root, G_URI_FLAGS_NONE, NULL);

    if (uri != NULL)
      origin = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri),
                           "", NULL, NULL);
  }
  if (origin == NULL || strpbrk (origin, "\"'; ") != NULL) {
    g_free (origin);
    origin = g_strdup ("'none'");
  }

  return g_strdup_printf ("script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline' %1$s; "
                          "img-src data: blob: %1$s; media-src data: blob: %1$s; font-src data: %1$s; connect-src %1$s",
                          origin);
}

static char *
dup_colour (SpComponent *component)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (component)), &colour);

  return gdk_rgba_to_string (&colour);
}

SpWebPart *
sp_html_script_new (SpComponent *component, JsonObject *props, SpHtmlScriptFunc set_value)
{
  static const char *const handlebars[] = { "handlebars.min.js", NULL };
  static const char *const none[] = { NULL };
  static const char *const texts[][3] = {
    { "html", "html_template", "${value}" },
    { "css", "css_template", "" },
    { "script", "js_on_load", "" },
    { "head", "head", "" },
  };
  GradioClient          *client = sp_component_get_client (component);
  g_autofree char       *root = dup_root (client);
  g_autofree char       *policy = dup_policy (root);
  g_autofree char       *colour = dup_colour (component);
  g_autoptr (GBytes)     renderer = NULL;
  g_autoptr (JsonObject) order = json_object_new ();
  Script                *script = NULL;
  SpWebPart             *part = sp_web_part_new (policy, root, sp_web_part_has_libraries (handlebars) ? handlebars : none,
                                                 SP_RESOURCES "web/html.js");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_string_member (order, texts[i][0], gradio_json_get_string (props, texts[i][1], texts[i][2]));
  renderer = g_resources_lookup_data (SP_RESOURCES "web/template.js", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL); /* one of ours */
  json_object_set_string_member (order, "renderer", g_bytes_get_data (renderer, NULL));
  json_object_set_string_member (order, "colour", colour);
  json_object_set_object_member (order, "given", sp_html_template_dup_props (props));
  script = g_new0 (Script, 1);
  g_set_weak_pointer (&script->component, component);
  script->set_value = set_value;
  script->uploads = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
  g_signal_connect_data (part, "message", G_CALLBACK (message_cb), script, script_free, 0);
  call (part, component, "start", order);

  return part;
}

void
sp_html_script_update (SpWebPart *part, JsonObject *props)
{
  g_autoptr (JsonObject) given = sp_html_template_dup_props (props);
  g_autoptr (JsonNode)   node = json_node_init_object (json_node_alloc (), given);
  g_autofree char       *json = gradio_json_write (node);
  SpComponent           *component = sp_component_find (GTK_WIDGET (part));
  g_autofree char       *text = dup_for_web (component != NULL ? sp_component_get_client (component) : NULL, json);

  sp_web_part_call_async (part, "update", text, NULL, NULL, NULL);
}
