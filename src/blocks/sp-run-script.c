/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts of an app: before a function, or in its place (blocks-runtime.md 16). */
#include "config.h"

#include "sp-blocks-private.h"

#include <glib/gi18n-lib.h>

#include "sp-constant-js.h"
#include "sp-known-js.h"
#include "sp-run-private.h"

/* A script that was called, and for what. */
typedef struct {
  SpBlocks *blocks; /* owned */
  SpRun    *run;    /* owned */
} Call;

static void
call_free (Call *call)
{
  g_clear_object (&call->blocks);
  g_clear_object (&call->run);
  g_free (call);
}

/* A script of an event without a function gives the outputs themselves. */
void
sp_run_script_take_result (SpBlocks *self, SpRun *run, JsonNode *result)
{
  SpDependency         *dependency = sp_run_get_dependency (run);
  g_autoptr (JsonArray) data = NULL;

  if (result != NULL && sp_dependency_get_outputs (dependency)->len == 1) {
    data = json_array_new ();
    json_array_add_element (data, json_node_ref (result));
  } else if (result != NULL && JSON_NODE_HOLDS_ARRAY (result)) {
    data = json_array_ref (json_node_get_array (result));
  }
  sp_blocks_emit_run (self, run);
  sp_run_values_apply (self, dependency, data, FALSE);
  sp_run_loop_end (self, run, SP_AFTER_SUCCESS, NULL);
}

/* One that comes before a function gives what that is called with. */
static void
take_script_arguments (SpRun *run, JsonNode *result)
{
  guint                 n_inputs = sp_dependency_get_inputs (sp_run_get_dependency (run))->len;
  g_autoptr (JsonArray) data = NULL;

  if (result == NULL)
    return;

  if (JSON_NODE_HOLDS_ARRAY (result) && (n_inputs != 1 || json_array_get_length (json_node_get_array (result)) == 1)) {
    data = json_array_ref (json_node_get_array (result));
  } else {
    data = json_array_new ();
    json_array_add_element (data, json_node_ref (result));
  }
  sp_run_set_data (run, data);
}

/* Whose script has been called. */
static void
script_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call                *call = user_data;
  SpBlocks            *self = call->blocks;
  SpRun               *run = call->run;
  g_autoptr (GError)   error = NULL;
  g_autoptr (JsonNode) value = sp_script_call_finish (SP_SCRIPT (source), result, &error);
  gboolean             has_backend = sp_dependency_has_backend (sp_run_get_dependency (run));

  if (self->closed || g_cancellable_is_cancelled (sp_run_get_cancellable (run))) {
    sp_run_loop_end (self, run, SP_AFTER_FAILURE, error);
  } else if (error != NULL) {
    g_debug ("A script of dependency %d: %s", sp_dependency_get_id (sp_run_get_dependency (run)), error->message);
    sp_blocks_tell_problem (self, g_error_matches (error, SP_SCRIPT_ERROR, SP_SCRIPT_ERROR_NEEDS_PAGE)
                                    ? _("A script of this app needs a web page; what it does is left out here.")
                                    : _("A script of this app does not work; what it does is left out here."));
    if (has_backend)
      sp_run_loop_send (self, run);
    else
      sp_run_loop_end (self, run, SP_AFTER_SUCCESS, NULL);
  } else if (has_backend) {
    take_script_arguments (run, value);
    sp_run_loop_send (self, run);
  } else {
    sp_run_script_take_result (self, run, value);
  }
  call_free (call);
}

/* Scripts that Gradio itself writes are known without an engine (R65). */
static gboolean
run_known_script (SpBlocks *self, SpRun *run)
{
  const char           *js = sp_dependency_get_js (sp_run_get_dependency (run));
  g_autoptr (JsonArray) results = sp_constant_js_evaluate (js);
  g_autoptr (JsonNode)  node = NULL;
  g_autofree char      *uri = NULL;
  const char           *name = NULL;

  if (results != NULL) {
    node = json_node_init_array (json_node_alloc (), results);
    if (sp_dependency_has_backend (sp_run_get_dependency (run))) {
      take_script_arguments (run, node);
      sp_run_loop_send (self, run);
    } else {
      sp_blocks_emit_run (self, run);
      sp_run_values_apply (self, sp_run_get_dependency (run), results, FALSE);
      sp_run_loop_end (self, run, SP_AFTER_SUCCESS, NULL);
    }
    return TRUE;
  }

  name = sp_known_js_find (js);
  uri = sp_known_js_dup_uri (js);
  if (name == NULL && uri == NULL)
    return FALSE;

  if (uri != NULL)
    sp_blocks_emit_open_uri (self, uri, run);
  else
    sp_blocks_emit_known_script (self, name, run);
  if (sp_dependency_has_backend (sp_run_get_dependency (run)))
    sp_run_loop_send (self, run);
  else
    sp_run_script_take_result (self, run, NULL);

  return TRUE;
}

void
sp_run_script_start (SpBlocks *self, SpRun *run)
{
  Call *call = NULL;

  if (run_known_script (self, run))
    return;

  if (self->script != NULL && sp_script_is_available ()) {
    call = g_new0 (Call, 1);
    call->blocks = g_object_ref (self);
    call->run = g_object_ref (run);
    sp_script_call_async (self->script, sp_dependency_get_js (sp_run_get_dependency (run)), sp_run_get_data (run),
                          sp_run_get_cancellable (run), script_cb, call);
    return;
  }

  sp_blocks_tell_problem (self, _("This app uses scripts that only a browser runs; what they do is left out here."));
  if (sp_dependency_has_backend (sp_run_get_dependency (run)))
    sp_run_loop_send (self, run);
  else
    sp_run_loop_end (self, run, SP_AFTER_SUCCESS, NULL);
}
