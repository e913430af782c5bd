/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-script.h"

#include <glib/gi18n-lib.h>

#include "sp-drive.h"

/* What a member of a step may be. */
typedef enum {
  KIND_ANY,
  KIND_SELECTOR, /* a number or a text */
  KIND_SELECTORS,
  KIND_TEXT,
  KIND_NUMBER, /* not below zero */
  KIND_AIM,    /* of a wait: a word or an object */
} Kind;

typedef struct {
  const char *name;
  Kind        kind;
  gboolean    optional;
} Member;

/* The verbs: each is the first member of its step. */
static const Member steps[][4] = {
  { { "set", KIND_SELECTOR }, { "value", KIND_ANY } },
  { { "fire", KIND_SELECTOR }, { "event", KIND_TEXT }, { "data", KIND_ANY, TRUE } },
  { { "example", KIND_SELECTOR }, { "row", KIND_NUMBER } },
  { { "tab", KIND_SELECTOR } },
  { { "page", KIND_TEXT } },
  { { "open", KIND_SELECTOR } },
  { { "stop", KIND_SELECTOR } },
  { { "wait", KIND_AIM }, { "timeout", KIND_NUMBER, TRUE } },
  { { "dump", KIND_TEXT }, { "of", KIND_SELECTORS, TRUE } },
  { { "shot", KIND_TEXT }, { "width", KIND_NUMBER, TRUE }, { "height", KIND_NUMBER, TRUE } },
};

/* What a wait can be for, when it is no word. */
static const Member aims[][2] = {
  { { "seconds", KIND_NUMBER } },
  { { "value", KIND_SELECTOR }, { "is", KIND_ANY } },
  { { "value", KIND_SELECTOR }, { "contains", KIND_TEXT } },
  { { "status", KIND_SELECTOR }, { "is", KIND_TEXT } },
};

static const char *const dumps[] = { "values", "tree", "status", "log", "calls", NULL };

static gboolean
is_selector (JsonNode *node)
{
  return gradio_json_is_string (node) || gradio_json_is_number (node);
}

static gboolean
are_selectors (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    if (!is_selector (json_array_get_element (array, i)))
      return FALSE;
  }

  return array != NULL;
}

static gboolean
has_members (JsonObject *object, const Member *members, gsize n_members)
{
  guint n_found = 0;

  for (gsize i = 0; i < n_members && members[i].name != NULL; i++) {
    if (json_object_has_member (object, members[i].name))
      n_found++;
    else if (!members[i].optional)
      return FALSE;
  }

  return n_found == json_object_get_size (object);
}

static gboolean is_aim (JsonNode *node);

static gboolean
is_kind (JsonNode *node, Kind kind)
{
  switch (kind) {
  case KIND_ANY:
    return TRUE;
  case KIND_SELECTOR:
    return is_selector (node);
  case KIND_SELECTORS:
    return are_selectors (node);
  case KIND_TEXT:
    return gradio_json_is_string (node);
  case KIND_NUMBER:
    return gradio_json_is_number (node) && json_node_get_double (node) >= 0;
  case KIND_AIM:
    return is_aim (node);
  }
  g_return_val_if_reached (FALSE);
}

static gboolean
fits (JsonObject *object, const Member *members, gsize n_members)
{
  if (!has_members (object, members, n_members))
    return FALSE;

  for (gsize i = 0; i < n_members && members[i].name != NULL; i++) {
    JsonNode *node = json_object_get_member (object, members[i].name);

    if (node != NULL && !is_kind (node, members[i].kind))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_aim (JsonNode *node)
{
  if (gradio_json_is_string (node))
    return g_str_equal (json_node_get_string (node), "idle");
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (aims); i++) {
    if (fits (json_node_get_object (node), aims[i], G_N_ELEMENTS (aims[i])))
      return TRUE;
  }

  return FALSE;
}

/**
 * sp_drive_script_get_verb:
 * @step: a step
 *
 * Returns: (nullable): its verb
 */
const char *
sp_drive_script_get_verb (JsonObject *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (json_object_has_member (step, steps[i][0].name))
      return steps[i][0].name;
  }

  return NULL;
}

static gboolean
is_step (JsonObject *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (json_object_has_member (step, steps[i][0].name))
      return fits (step, steps[i], G_N_ELEMENTS (steps[i]));
  }

  return FALSE;
}

static gboolean
check_step (JsonNode *node, guint number, GError **error)
{
  JsonObject *step = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (step == NULL || sp_drive_script_get_verb (step) == NULL) {
    g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT,
                 _("Step %u of the script has no verb."), number);
    return FALSE;
  }
  if (!is_step (step)) {
    g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT,
                 _("Step %u of the script, “%s”, has members that are missing, unknown or wrong."), number,
                 sp_drive_script_get_verb (step));
    return FALSE;
  }
  if (json_object_has_member (step, "dump") &&
      !g_strv_contains (dumps, json_object_get_string_member (step, "dump"))) {
    g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT,
                 _("Step %u of the script wants to print “%s”, which there is not."), number,
                 json_object_get_string_member (step, "dump"));
    return FALSE;
  }

  return TRUE;
}

/**
 * sp_drive_script_parse:
 * @text: a list of steps as JSON
 * @error: return location
 *
 * Reads a script and looks whether each step is one, so that a slip of the pen in the last step does
 * not come out after minutes.
 *
 * Returns: (transfer full) (nullable): the steps, objects all of them
 */
JsonArray *
sp_drive_script_parse (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError)   reason = NULL;
  JsonArray           *array = NULL;

  node = gradio_json_parse (text, -1, &reason);
  if (node == NULL) {
    g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT, _("The script is no JSON: %s"),
                 reason->message);
    return NULL;
  }
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    g_set_error_literal (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_SCRIPT,
                         _("The script is no list of steps."));
    return NULL;
  }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!check_step (json_array_get_element (array, i), i + 1, error))
      return NULL;
  }

  return json_array_ref (array);
}
