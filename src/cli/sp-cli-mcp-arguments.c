/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-cli-arguments.h"
#include "sp-cli-mcp.h"

static JsonObject *
get_properties (JsonObject *tool)
{
  return gradio_json_get_object (gradio_json_get_object (tool, "inputSchema"), "properties");
}

/* Servers insist on the type, so what is given for a text is one, be it a number or not. */
static JsonNode *
parse_value (JsonNode *schema, const char *text, GError **error)
{
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (schema) ? json_node_get_object (schema) : NULL;
  const char      *type = gradio_json_get_string (object, "type", "");
  g_autofree char *valid = NULL;

  if (!g_str_equal (type, "string") || *text == '@' || *text == '"')
    return sp_cli_arguments_parse_value (text, error);

  valid = g_utf8_make_valid (text, -1);
  return json_node_init_string (json_node_alloc (), valid);
}

static gboolean
is_name (const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  }
  return g_ascii_isalpha (*text) || *text == '_';
}

/* The name in `name=value`, or NULL for a value alone. */
static char *
dup_name (JsonObject *properties, const char *text)
{
  const char      *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, equals - text) : NULL;

  if (name == NULL || (!json_object_has_member (properties, name) && !is_name (name)))
    return NULL;
  return g_steal_pointer (&name);
}

static char *
dup_names (GList *members)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (GList *l = members; l != NULL; l = l->next)
    g_string_append_printf (names, "%s%s", l != members ? ", " : "", (const char *) l->data);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
add (JsonObject *properties, JsonObject *values, const char *name, const char *text, GError **error)
{
  JsonNode *value;

  if (!json_object_has_member (properties, name)) {
    g_autoptr (GList) members = json_object_get_members (properties);
    g_autofree char  *names = dup_names (members);

    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("There is no argument “%s”. There are: %s"),
                 name, names);
    return FALSE;
  }
  if (json_object_has_member (values, name)) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("“%s” is given twice."), name);
    return FALSE;
  }

  value = parse_value (json_object_get_member (properties, name), text, error);
  if (value == NULL)
    return FALSE;
  json_object_set_member (values, name, value);
  return TRUE;
}

/**
 * sp_cli_mcp_arguments_parse:
 * @tool: a tool, as the server describes it
 * @texts: (array zero-terminated=1): `VALUE` and `name=value` as the user wrote them
 * @error: return location
 *
 * A value is `@FILE`, the text itself where the tool takes a text, or JSON.
 *
 * Returns: (transfer full): the arguments, or %NULL with %GRADIO_ERROR_VALUE or %GRADIO_ERROR_FILE
 */
JsonObject *
sp_cli_mcp_arguments_parse (JsonObject *tool, const char *const *texts, GError **error)
{
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject            *properties = get_properties (tool) != NULL ? get_properties (tool) : none;
  g_autoptr (GList)      members = json_object_get_members (properties);
  g_autoptr (JsonObject) values = json_object_new ();
  GList                 *next = members;

  for (guint i = 0; texts[i] != NULL; i++) {
    g_autofree char *name = dup_name (properties, texts[i]);
    const char      *text = texts[i];

    if (name != NULL) {
      text += strlen (name) + 1;
    } else if (next != NULL) {
      name = g_strdup (next->data);
      next = next->next;
    } else {
      g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                   _("There are too many values; the tool takes %u."), g_list_length (members));
      return NULL;
    }
    if (!add (properties, values, name, text, error))
      return NULL;
  }
  return g_steal_pointer (&values);
}
