/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-parameter.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "gradio-error.h"
#include "gradio-json.h"
#include "gradio-schema.h"

/* How many choices a message names before it stops. */
#define MAX_NAMED_CHOICES 12

typedef gboolean (*CheckFunc) (GradioParameter *self,
                               JsonNode        *value,
                               GError         **error);

static JsonNode *
get_prop (GradioParameter *self, const char *name)
{
  JsonObject *props = gradio_parameter_get_props (self);

  return props != NULL ? json_object_get_member (props, name) : NULL;
}

static gboolean
check_schema (GradioParameter *self, JsonNode *value, GError **error)
{
  return gradio_schema_validate (gradio_parameter_get_schema (self), value, error);
}

static gboolean
check_text (GradioParameter *self, JsonNode *value, GError **error)
{
  if (gradio_json_is_string (value))
    return TRUE;

  g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must be a text"));
  return FALSE;
}

/* The schema of a number with `precision` 0 asks for an integer, while the server takes 6.6 and
 * rounds it. */
static gboolean
check_number (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonNode *minimum = get_prop (self, "minimum");
  JsonNode *maximum = get_prop (self, "maximum");

  if (!gradio_json_is_number (value) || !isfinite (json_node_get_double (value))) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must be a number"));
    return FALSE;
  }

  if (gradio_json_is_number (minimum) &&
      json_node_get_double (value) < json_node_get_double (minimum)) {
    g_autofree char *text = gradio_json_write (minimum);

    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must be at least %s"), text);
    return FALSE;
  }

  if (gradio_json_is_number (maximum) &&
      json_node_get_double (value) > json_node_get_double (maximum)) {
    g_autofree char *text = gradio_json_write (maximum);

    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must be at most %s"), text);
    return FALSE;
  }

  return TRUE;
}

/* A choice is a pair of label and value, or, in old servers, the value alone. */
static JsonNode *
get_choice_value (JsonArray *choices, guint index)
{
  JsonNode *choice = json_array_get_element (choices, index);

  if (JSON_NODE_HOLDS_ARRAY (choice) && json_array_get_length (json_node_get_array (choice)) == 2)
    return json_array_get_element (json_node_get_array (choice), 1);

  return choice;
}

static char *
join_choices (JsonArray *choices)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint               n_choices = json_array_get_length (choices);

  for (guint i = 0; i < MIN (n_choices, MAX_NAMED_CHOICES); i++) {
    JsonNode *value = get_choice_value (choices, i);

    if (i > 0)
      g_string_append (text, ", ");
    if (gradio_json_is_string (value))
      g_string_append (text, json_node_get_string (value));
    else
      gradio_json_append (text, value);
  }
  if (n_choices > MAX_NAMED_CHOICES)
    g_string_append (text, ", …");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_choice (JsonArray *choices, JsonNode *value, GError **error)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < json_array_get_length (choices); i++) {
    if (gradio_json_equal (get_choice_value (choices, i), value))
      return TRUE;
  }

  if (json_array_get_length (choices) == 0) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                         _("must be one of the choices, and there are none"));
    return FALSE;
  }

  text = join_choices (choices);
  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must be one of: %s"), text);
  return FALSE;
}

static gboolean
check_choice_list (JsonArray *choices, JsonNode *value, GError **error)
{
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (value)) {
    g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must be a list"));
    return FALSE;
  }

  list = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    if (!check_choice (choices, json_array_get_element (list, i), error)) {
      g_prefix_error (error, _("item %u: "), i + 1);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
check_radio (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonArray *choices = gradio_json_get_array (gradio_parameter_get_props (self), "choices");

  return choices != NULL ? check_choice (choices, value, error) : check_schema (self, value, error);
}

static gboolean
check_checkboxgroup (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonArray *choices = gradio_json_get_array (gradio_parameter_get_props (self), "choices");

  if (choices == NULL)
    return check_schema (self, value, error);

  return check_choice_list (choices, value, error);
}

static gboolean
check_dropdown (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonObject *props = gradio_parameter_get_props (self);
  JsonArray  *choices = gradio_json_get_array (props, "choices");
  gint64      max_choices = gradio_json_get_int (props, "max_choices", 0);

  if (gradio_json_get_boolean (props, "allow_custom_value", FALSE))
    return TRUE;
  if (choices == NULL)
    return check_schema (self, value, error);
  if (!gradio_json_get_boolean (props, "multiselect", FALSE))
    return check_choice (choices, value, error);

  if (!check_choice_list (choices, value, error))
    return FALSE;

  if (max_choices > 0 && json_array_get_length (json_node_get_array (value)) > max_choices) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 ngettext ("must have at most %d choice", "must have at most %d choices",
                           (gulong) MIN (max_choices, G_MAXINT)),
                 (int) MIN (max_choices, G_MAXINT));
    return FALSE;
  }

  return TRUE;
}

/* Gradio 3 takes a film with its subtitles, or null for these; its schema knows only lists of files. */
static gboolean
check_film (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonNode *film = value;

  if (JSON_NODE_HOLDS_OBJECT (value) && json_object_has_member (json_node_get_object (value), "video"))
    film = json_object_get_member (json_node_get_object (value), "video");
  else if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) > 0)
    film = json_array_get_element (json_node_get_array (value), 0);

  /* The object is what Gradio 4 and 5 have in their schema. */
  return check_schema (self, film, NULL) || check_schema (self, value, error);
}

/* A picture of Gradio 3 that is drawn on comes with its mask; its schema knows only a text. */
static gboolean
check_picture (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonObject *props = gradio_parameter_get_props (self);

  if (JSON_NODE_HOLDS_OBJECT (value) && json_object_has_member (json_node_get_object (value), "mask") &&
      g_strcmp0 (props != NULL ? gradio_json_get_string (props, "tool", NULL) : NULL, "sketch") == 0)
    return TRUE;

  return check_schema (self, value, error);
}

/* The schema of all HTML asks for a text, while a class with a template of its own may have any value: then its
 * default tells that the schema does not. */
static gboolean
check_html (GradioParameter *self, JsonNode *value, GError **error)
{
  JsonNode *start = gradio_parameter_get_default (self);

  if (start != NULL && !JSON_NODE_HOLDS_NULL (start) && !check_schema (self, start, NULL))
    return TRUE;

  return check_schema (self, value, error);
}

static gboolean
check_null (GradioParameter *self, GError **error)
{
  static const char *const refusing[] = { "slider", "checkboxgroup", "dataframe", "dialogue", NULL };

  if (!g_strv_contains (refusing, gradio_parameter_get_component (self)))
    return TRUE;

  g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("must have a value"));
  return FALSE;
}

gboolean
gradio_parameter_validate (GradioParameter *self, JsonNode *value, GError **error)
{
  static const struct {
    const char *component;
    CheckFunc   check;
  } checks[] = {
    { "checkboxgroup", check_checkboxgroup },
    { "dropdown", check_dropdown },
    { "html", check_html },
    { "image", check_picture },
    { "number", check_number },
    { "radio", check_radio },
    { "slider", check_number },
    { "textbox", check_text },
    { "video", check_film },
  };

  g_return_val_if_fail (GRADIO_IS_PARAMETER (self), FALSE);

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return check_null (self, error);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    if (g_str_equal (gradio_parameter_get_component (self), checks[i].component))
      return checks[i].check (self, value, error);
  }

  return check_schema (self, value, error);
}
