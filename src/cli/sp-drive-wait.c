/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-wait.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "sp-drive-selector.h"
#include "sp-drive-status.h"

#define LONGEST (G_MAXUINT / 1000) /* seconds */

static gboolean
over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

static gboolean
contains (JsonNode *value, const char *text)
{
  g_autofree char *json = NULL;

  if (gradio_json_is_string (value))
    return strstr (json_node_get_string (value), text) != NULL;

  json = gradio_json_write (value);

  return strstr (json, text) != NULL;
}

static gboolean
has_value (SpBlock *block, JsonObject *aim)
{
  JsonNode            *wanted = json_object_get_member (aim, "is");
  g_autoptr (JsonNode) value = sp_block_dup_value (block);

  if (wanted != NULL)
    return gradio_json_equal (value, wanted);

  return contains (value, json_object_get_string_member (aim, "contains"));
}

/* What was interrupted goes on when the server is back. */
static gboolean
is_idle (SpBlocks *blocks)
{
  return !sp_blocks_is_busy (blocks) && sp_blocks_get_connection (blocks) != SP_CONNECTION_LOST;
}

/* A component that is not there yet may still come. */
static gboolean
holds (SpDrive *self, JsonObject *aim)
{
  gboolean              of_status = json_object_has_member (aim, "status");
  JsonNode             *selector = json_object_get_member (aim, of_status ? "status" : "value");
  g_autoptr (GPtrArray) items = sp_drive_page_list (self->blocks);
  SpDriveItem          *item = sp_drive_selector_find (selector, items, TRUE, NULL);

  if (item == NULL || item->block == NULL)
    return FALSE;
  if (of_status)
    return g_str_equal (sp_drive_status_get_word (self->blocks, item->block),
                        json_object_get_string_member (aim, "is"));

  return has_value (item->block, aim);
}

/* One that can never be right is not waited for. */
static gboolean
check_selector (JsonNode *aim, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (aim) ? json_node_get_object (aim) : NULL;
  JsonNode   *selector = object != NULL ? json_object_get_member (object, "status") : NULL;

  if (object != NULL && selector == NULL)
    selector = json_object_get_member (object, "value");

  return selector == NULL || sp_drive_selector_check (selector, error);
}

static gboolean
is_reached (SpDrive *self, JsonNode *aim)
{
  if (gradio_json_is_string (aim)) /* there is one word only: idle */
    return is_idle (self->blocks);

  return !json_object_has_member (json_node_get_object (aim), "seconds") &&
         holds (self, json_node_get_object (aim));
}

/**
 * sp_drive_wait:
 * @self: the app
 * @aim: what the script waits for
 * @timeout: for how many seconds, unless @aim itself is a time
 * @error: return location
 *
 * Lets the app run until something holds.
 *
 * Returns: whether it came to that: %SP_DRIVE_ERROR_TIME when not, %G_IO_ERROR_CANCELLED when the
 *   program was stopped
 */
gboolean
sp_drive_wait (SpDrive *self, JsonNode *aim, double timeout, GError **error)
{
  gboolean for_time = JSON_NODE_HOLDS_OBJECT (aim) &&
                      json_object_has_member (json_node_get_object (aim), "seconds");
  gboolean         over = FALSE;
  gboolean         reached = FALSE;
  double           seconds = timeout;
  guint            source = 0;
  g_autofree char *text = NULL;

  if (!check_selector (aim, error))
    return FALSE;
  if (for_time)
    seconds = json_object_get_double_member (json_node_get_object (aim), "seconds");
  source = g_timeout_add ((guint) ceil (MIN (seconds, LONGEST) * 1000), over_cb, &over);
  while (!over && !sp_cli_is_stopped (self->cli) && !sp_drive_is_gone (self) && !(reached = is_reached (self, aim)))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);

  if (sp_drive_is_gone (self))
    return sp_drive_check (self, error);
  if (reached || (for_time && over))
    return TRUE;
  if (sp_cli_is_stopped (self->cli)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Interrupted"));
    return FALSE;
  }

  text = gradio_json_write (aim);
  g_set_error (error, SP_DRIVE_ERROR, SP_DRIVE_ERROR_TIME, _("It took longer than %g s: %s"),
               seconds, text);

  return FALSE;
}
