/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-steps.h"

#include <glib/gi18n-lib.h>

#include "sp-drive-dump.h"
#include "sp-drive-files.h"
#include "sp-drive-script.h"
#include "sp-drive-selector.h"
#include "sp-drive-user.h"
#include "sp-drive-wait.h"

#define WAIT_SECONDS 30 /* when the script does not say */

typedef gboolean (*RunFunc) (SpDrive    *self,
                             JsonObject *step,
                             GError    **error);

/* Finds who is meant in @items, among those of @types if there are such. */
static SpDriveItem *
find (GPtrArray *items, JsonNode *selector, const char *const *types, GError **error)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();
  SpDriveItem          *item = sp_drive_selector_find (selector, items, FALSE, error);
  SpDriveItem          *better = NULL;

  if (types == NULL || (item != NULL && g_strv_contains (types, item->type)))
    return item;

  for (guint i = 0; i < items->len; i++) {
    if (g_strv_contains (types, ((SpDriveItem *) items->pdata[i])->type))
      g_ptr_array_add (fitting, items->pdata[i]);
  }
  better = sp_drive_selector_find (selector, fitting, FALSE, NULL);
  if (better != NULL)
    g_clear_error (error);

  return better != NULL ? better : item;
}

static gboolean
run_set (SpDrive *self, JsonObject *step, GError **error)
{
  JsonNode             *selector = json_object_get_member (step, "set");
  g_autoptr (GPtrArray) items = sp_drive_page_list (self->blocks);
  SpDriveItem          *item = find (items, selector, NULL, error);
  g_autoptr (JsonNode)  value = NULL;

  if (item == NULL)
    return FALSE;
  value = sp_drive_files_upload (self, json_object_get_member (step, "value"), error);
  if (value == NULL)
    return FALSE;

  /* The app went on during the upload. */
  g_ptr_array_unref (items);
  items = sp_drive_page_list (self->blocks);
  item = find (items, selector, NULL, error);

  return item != NULL && sp_drive_user_set (self, item, value, error);
}

static gboolean
run_fire (SpDrive *self, JsonObject *step, GError **error)
{
  g_autoptr (GPtrArray) items = sp_drive_page_list (self->blocks);
  SpDriveItem          *item = find (items, json_object_get_member (step, "fire"), NULL, error);

  return item != NULL && sp_drive_user_fire (self, item, json_object_get_string_member (step, "event"),
                                             json_object_get_member (step, "data"), error);
}

static gboolean
run_example (SpDrive *self, JsonObject *step, GError **error)
{
  static const char *const types[] = { "dataset", NULL };
  g_autoptr (GPtrArray)    items = sp_drive_page_list (self->blocks);
  SpDriveItem             *item = find (items, json_object_get_member (step, "example"), types, error);

  return item != NULL && sp_drive_user_choose_example (self, item, json_object_get_int_member (step, "row"), error);
}

static gboolean
run_tab (SpDrive *self, JsonObject *step, GError **error)
{
  static const char *const types[] = { "tabitem", "walkthroughstep", NULL };
  g_autoptr (GPtrArray)    items = sp_drive_page_list (self->blocks);
  SpDriveItem             *item = find (items, json_object_get_member (step, "tab"), types, error);

  return item != NULL && sp_drive_user_choose_tab (self, items, item, error);
}

static const char *
skip_slash (const char *route)
{
  return route + (*route == '/' ? 1 : 0);
}

/* The first of the words that describe a page. */
static const char *
get_route (JsonNode *page)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (page) ? json_node_get_array (page) : NULL;
  JsonNode  *first = NULL;

  if (array != NULL && json_array_get_length (array) > 0)
    first = json_array_get_element (array, 0);

  return gradio_json_is_string (first) ? json_node_get_string (first) : NULL;
}

static gboolean
run_page (SpDrive *self, JsonObject *step, GError **error)
{
  JsonArray  *pages = sp_blocks_get_pages (self->blocks);
  const char *wanted = json_object_get_string_member (step, "page");

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++) {
    const char *route = get_route (json_array_get_element (pages, i));

    if (route != NULL && g_str_equal (skip_slash (route), skip_slash (wanted))) {
      sp_blocks_set_page (self->blocks, route);
      return TRUE;
    }
  }

  g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP, _("The app has no page “%s”."), wanted);

  return FALSE;
}

static gboolean
run_open (SpDrive *self, JsonObject *step, GError **error)
{
  static const char *const types[] = { "accordion", "sidebar", NULL };
  g_autoptr (GPtrArray)    items = sp_drive_page_list (self->blocks);
  SpDriveItem             *item = find (items, json_object_get_member (step, "open"), types, error);

  return item != NULL && sp_drive_user_open (self, item, error);
}

static gboolean
run_stop (SpDrive *self, JsonObject *step, GError **error)
{
  g_autoptr (GPtrArray) items = sp_drive_page_list (self->blocks);
  SpDriveItem          *item = find (items, json_object_get_member (step, "stop"), NULL, error);

  return item != NULL && sp_drive_user_stop (self, item, error);
}

static gboolean
run_wait (SpDrive *self, JsonObject *step, GError **error)
{
  return sp_drive_wait (self, json_object_get_member (step, "wait"),
                        gradio_json_get_double (step, "timeout", WAIT_SECONDS), error);
}

static gboolean
run_dump (SpDrive *self, JsonObject *step, GError **error)
{
  return sp_drive_dump (self, json_object_get_string_member (step, "dump"), gradio_json_get_array (step, "of"),
                        error);
}

static gboolean
run_shot (SpDrive *self, JsonObject *step, GError **error)
{
  g_set_error_literal (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_STEP,
                       _("Pictures of a page are made by the test build of the window; there is no screen here."));

  return FALSE;
}

static const struct {
  const char *verb;
  RunFunc     run;
} verbs[] = {
  { "set", run_set },
  { "fire", run_fire },
  { "example", run_example },
  { "tab", run_tab },
  { "page", run_page },
  { "open", run_open },
  { "stop", run_stop },
  { "wait", run_wait },
  { "dump", run_dump },
  { "shot", run_shot },
};

gboolean
sp_drive_is_gone (SpDrive *self)
{
  return sp_blocks_get_connection (self->blocks) == SP_CONNECTION_RESTARTED;
}

gboolean
sp_drive_check (SpDrive *self, GError **error)
{
  if (!sp_drive_is_gone (self))
    return TRUE;

  g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_LOST, _("The app was started again."));

  return FALSE;
}

/* What was recorded can be printed to the end. */
static gboolean
is_possible (SpDrive *self, JsonObject *step, GError **error)
{
  return g_strcmp0 (sp_drive_script_get_verb (step), "dump") == 0 || sp_drive_check (self, error);
}

static gboolean
run_step (SpDrive *self, JsonObject *step, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++) {
    if (g_strcmp0 (verbs[i].verb, sp_drive_script_get_verb (step)) == 0)
      return verbs[i].run (self, step, error);
  }
  g_return_val_if_reached (FALSE); /* sp_drive_script_parse() knows the same verbs */
}

/**
 * sp_drive_steps_run:
 * @self: the app
 * @steps: what sp_drive_script_parse() gave
 * @number: (out): number of the step that failed, counted from 1
 * @error: return location
 *
 * Does one step after the other until one fails.
 *
 * Returns: whether all were done
 */
gboolean
sp_drive_steps_run (SpDrive *self, JsonArray *steps, guint *number, GError **error)
{
  for (guint i = 0; i < json_array_get_length (steps); i++) {
    *number = i + 1;
    if (!is_possible (self, json_array_get_object_element (steps, i), error) ||
        !run_step (self, json_array_get_object_element (steps, i), error))
      return FALSE;
  }

  return sp_drive_check (self, error);
}
