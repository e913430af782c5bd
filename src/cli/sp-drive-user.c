/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-user.h"

#include <glib/gi18n-lib.h>

#include "sp-drive-chat.h"
#include "sp-drive-value.h"

/* What goes with an event when the script does not say. */
static JsonNode *
dup_default_data (SpDriveItem *item, const char *event)
{
  g_autoptr (JsonNode)   value = item->block != NULL ? sp_block_dup_value (item->block) : NULL;
  g_autoptr (JsonObject) object = NULL;

  if (value == NULL)
    return NULL;
  if (g_str_equal (event, "change"))
    return sp_block_dup_change_data (item->block);
  if (g_str_equal (event, "release"))
    return g_steal_pointer (&value);
  if (!g_str_equal (event, "copy") || g_str_equal (item->type, "chatbot"))
    return NULL;

  object = json_object_new ();
  json_object_set_member (object, "value", g_steal_pointer (&value));

  return json_node_init_object (json_node_alloc (), object);
}

static void
update_prop (SpBlock *block, const char *name, JsonNode *value)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode)   update = NULL;

  json_object_set_string_member (object, "__type__", "update");
  json_object_set_member (object, name, json_node_ref (value));
  update = json_node_init_object (json_node_alloc (), object);
  sp_block_apply (block, update);
}

static void
fold (SpDriveItem *item, gboolean open)
{
  g_autoptr (JsonNode) value = json_node_init_boolean (json_node_alloc (), open);

  update_prop (item->block, "open", value);
}

/* What a press does beside what the app does. */
static void
press (SpDrive *self, SpDriveItem *item)
{
  const char            *link = gradio_json_get_string (item->props, "link", NULL);
  g_autoptr (JsonNode)   value = item->block != NULL ? sp_block_dup_value (item->block) : NULL;
  g_autoptr (GradioFile) file = NULL;

  if (link != NULL && *link != '\0')
    sp_drive_record_tell (self->record, "open", link);
  if (value == NULL || !g_str_equal (item->type, "downloadbutton"))
    return;

  file = gradio_file_new_from_json (value);
  if (file != NULL)
    sp_drive_record_tell (self->record, "download", gradio_file_get_name (file));
}

/* What an event is a sign of happens with it. */
static void
act (SpDrive *self, SpDriveItem *item, const char *event)
{
  if (g_str_equal (event, "click"))
    press (self, item);
  else if (item->block != NULL && g_str_equal (event, "expand"))
    fold (item, TRUE);
  else if (item->block != NULL && g_str_equal (event, "collapse"))
    fold (item, FALSE);
}

/**
 * sp_drive_user_fire:
 * @self: the app
 * @item: a component
 * @event: word for what people do to it
 * @data: (nullable): data of the event, %NULL for what Gradio's page sends then
 * @error: return location
 *
 * Returns: whether people could do that
 */
gboolean
sp_drive_user_fire (SpDrive     *self,
                    SpDriveItem *item,
                    const char  *event,
                    JsonNode    *data,
                    GError     **error)
{
  g_autoptr (JsonNode) sent = NULL;

  if (!sp_drive_types_have_event (item->type, event)) {
    g_autofree char *reason = g_strdup_printf (_("It has no event “%s”."), event);

    return sp_drive_item_refuse (item, reason, error);
  }
  if (sp_drive_types_event_needs_interactive (item->type, event) &&
      !sp_drive_item_is_interactive (item, self->blocks))
    return sp_drive_item_refuse (item, _("It is not interactive."), error);

  if (item->block != NULL && g_str_equal (item->type, "chatbot") &&
      sp_drive_chat_act (self, item, event, data))
    return TRUE;
  sent = data != NULL ? json_node_ref (data) : dup_default_data (item, event);
  act (self, item, event);
  sp_blocks_dispatch (self->blocks, item->id, event, sent);

  return TRUE;
}

/**
 * sp_drive_user_choose_example:
 * @self: the app
 * @item: a component
 * @row: number of a row, over all pages
 * @error: return location
 *
 * Returns: whether people could do that
 */
gboolean
sp_drive_user_choose_example (SpDrive *self, SpDriveItem *item, gint64 row, GError **error)
{
  JsonArray           *samples = gradio_json_get_array (item->props, "samples");
  JsonNode            *sample = NULL;
  g_autoptr (JsonNode) value = json_node_init_int (json_node_alloc (), row);
  g_autoptr (JsonNode) data = NULL;
  gboolean             is_new = FALSE;

  if (!g_str_equal (item->type, "dataset"))
    return sp_drive_item_refuse (item, _("It has no examples."), error);
  if (samples == NULL || row >= json_array_get_length (samples))
    return sp_drive_item_refuse (item, _("It has fewer examples."), error);

  sample = json_array_get_element (samples, (guint) row);
  data = sp_drive_value_build_selection ((int) row, sample, -1);
  is_new = sp_block_take (item->block, value);
  sp_blocks_dispatch (self->blocks, item->id, "click", NULL);
  if (is_new)
    sp_blocks_dispatch (self->blocks, item->id, "change", NULL);
  sp_blocks_dispatch (self->blocks, item->id, "select", data);

  return TRUE;
}

/* Steps that were not reached yet cannot be chosen. */
static gboolean
is_ahead (GPtrArray *items, SpDriveItem *item)
{
  SpDriveItem *chosen = sp_drive_page_find_chosen (items, item->parent);

  return g_str_equal (item->type, "walkthroughstep") && chosen != NULL &&
         item->place > chosen->place;
}

static void
choose_tab (SpDrive *self, SpDriveItem *item)
{
  int                    tabs_id = item->parent->id;
  g_autoptr (JsonNode)   id = sp_drive_item_dup_tab_id (item);
  g_autoptr (JsonNode)   label = NULL;
  g_autoptr (JsonNode)   data = NULL;
  g_autoptr (JsonNode)   wide = NULL;
  g_autoptr (JsonObject) object = json_object_new ();

  label = json_node_init_string (json_node_alloc (),
                                 gradio_json_get_string (item->props, "label", ""));
  data = sp_drive_value_build_selection ((int) item->place, label, -1);
  json_object_set_member (object, "value", json_node_ref (label));
  json_object_set_int_member (object, "index", item->place);
  json_object_set_member (object, "id", json_node_ref (id));
  json_object_set_int_member (object, "component_id", item->id);
  wide = json_node_init_object (json_node_alloc (), object);

  update_prop (item->parent->block, "selected", id);
  sp_blocks_dispatch (self->blocks, tabs_id, "change", NULL);
  sp_blocks_dispatch (self->blocks, tabs_id, "select", wide);
  sp_blocks_dispatch (self->blocks, item->id, "select", data);
}

/**
 * sp_drive_user_choose_tab:
 * @self: the app
 * @items: what is on its page
 * @item: a component among it
 * @error: return location
 *
 * Nothing happens when the tab is the one that is shown.
 *
 * Returns: whether people could do that
 */
gboolean
sp_drive_user_choose_tab (SpDrive *self, GPtrArray *items, SpDriveItem *item, GError **error)
{
  if (item->parent == NULL || !sp_drive_item_is_tab (item))
    return sp_drive_item_refuse (item, _("It is no tab."), error);
  if (!sp_drive_item_is_interactive (item, self->blocks) || is_ahead (items, item))
    return sp_drive_item_refuse (item, _("It is not interactive."), error);

  if (!item->unfolded)
    choose_tab (self, item);

  return TRUE;
}

/**
 * sp_drive_user_open:
 * @self: the app
 * @item: a component
 * @error: return location
 *
 * Nothing happens when it is open.
 *
 * Returns: whether people could do that
 */
gboolean
sp_drive_user_open (SpDrive *self, SpDriveItem *item, GError **error)
{
  if (!g_str_equal (item->type, "accordion") && !g_str_equal (item->type, "sidebar"))
    return sp_drive_item_refuse (item, _("It cannot be opened."), error);

  return item->unfolded || sp_drive_user_fire (self, item, "expand", NULL, error);
}

static gboolean
concerns (SpRun *run, int id)
{
  GArray *ids = sp_dependency_get_status_outputs (sp_run_get_dependency (run));

  for (guint i = 0; i < ids->len; i++) {
    if (g_array_index (ids, int, i) == id)
      return TRUE;
  }

  return sp_run_get_trigger_id (run) == id;
}

/* What comes in pieces is ended, which keeps the last answer; anything else is cancelled. */
static void
end_run (SpRun *run)
{
  GradioJob *job = sp_run_get_job (run);

  if (job != NULL && gradio_endpoint_is_stream (gradio_job_get_endpoint (job)))
    gradio_job_end_input (job);
  else
    sp_run_cancel (run);
}

static gboolean
has_stop_button (SpDriveItem *item)
{
  JsonNode *button = json_object_get_member (item->props, "stop_btn");

  return gradio_json_is_string (button) || gradio_json_get_boolean (item->props, "stop_btn", FALSE);
}

/**
 * sp_drive_user_stop:
 * @self: the app
 * @item: a component
 * @error: return location
 *
 * Presses the stop button: that of the component itself, else the one of what runs for it.
 *
 * Returns: whether people could do that
 */
gboolean
sp_drive_user_stop (SpDrive *self, SpDriveItem *item, GError **error)
{
  GListModel           *runs = sp_blocks_get_runs (self->blocks);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (has_stop_button (item))
    return sp_drive_user_fire (self, item, "stop", NULL, error);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++) {
    g_autoptr (SpRun) run = g_list_model_get_item (runs, i);

    if (concerns (run, item->id))
      g_ptr_array_add (found, g_steal_pointer (&run));
  }
  if (found->len == 0)
    return sp_drive_item_refuse (item, _("Nothing runs for it."), error);

  for (guint i = 0; i < found->len; i++)
    end_run (found->pdata[i]);

  return TRUE;
}
