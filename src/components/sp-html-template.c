/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-html-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sp-resources.h"

#define SOURCE SP_RESOURCES "web/template.js"

gboolean
sp_html_template_is_plain (const char *template)
{
  const char *place = template;

  if (template == NULL)
    return TRUE;
  if (strstr (template, "{{") != NULL)
    return FALSE;
  while ((place = strstr (place, "${")) != NULL) {
    if (!g_str_has_prefix (place, "${value}"))
      return FALSE;
    place += strlen ("${value}");
  }

  return TRUE;
}

static void
copy_members (JsonObject *from, JsonObject *to)
{
  JsonObjectIter iter;
  const char    *name = NULL;
  JsonNode      *value = NULL;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &value)) {
    if (!g_str_equal (name, "props"))
      json_object_set_member (to, name, json_node_ref (value));
  }
}

JsonObject *
sp_html_template_dup_props (JsonObject *props)
{
  JsonObject *all = json_object_new ();
  JsonObject *own = gradio_json_get_object (props, "props");

  copy_members (props, all);
  if (own != NULL)
    copy_members (own, all);

  return all;
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) value = sp_script_call_finish (SP_SCRIPT (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (value != NULL && gradio_json_is_string (value))
    g_task_return_pointer (task, json_node_dup_string (value), g_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("A template of the app gives no text."));
}

void
sp_html_template_render_async (SpScript *script,
                               const char *template,
                               JsonObject         *props,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask                *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GBytes)    source = g_resources_lookup_data (SOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL); /* one of ours */
  g_autoptr (JsonArray) arguments = json_array_new ();

  g_task_set_source_tag (task, sp_html_template_render_async);
  json_array_add_string_element (arguments, template);
  json_array_add_object_element (arguments, sp_html_template_dup_props (props));
  /* Resources end with a NUL. */
  sp_script_call_async (script, g_bytes_get_data (source, NULL), arguments, cancellable, called_cb, task);
}

char *
sp_html_template_render_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
