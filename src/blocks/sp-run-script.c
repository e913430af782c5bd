/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts of an app: before a function, or in its place (blocks-runtime.md 16). */
#include "config.h"

#include "sp-blocks-private.h"

#include <glib/gi18n-lib.h>

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

/* What a script returned, as one value per place. A list always is that; only where there is one place, anything
 * else is what belongs there (R64). */
static JsonArray *
dup_values (JsonNode *result, guint n_places)
{
  JsonArray *values = NULL;

  if (result == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (result))
    return json_array_ref (json_node_get_array (result));
  if (n_places != 1)
    return NULL;

  values = json_array_new ();
  json_array_add_element (values, json_node_ref (result));

  return values;
}

/* A script of an event without a function gives the outputs themselves. */
void
sp_run_script_take_result (SpBlocks *self, SpRun *run, JsonNode *result)
{
  SpDependency         *dependency = sp_run_get_dependency (run);
  g_autoptr (JsonArray) data = dup_values (result, sp_dependency_get_outputs (dependency)->len);

  sp_blocks_emit_run (self, run);
  sp_run_values_apply (self, dependency, data, FALSE);
  sp_run_loop_end (self, run, SP_AFTER_SUCCESS, NULL);
}

/* One that comes before a function gives what that is called with. */
static void
send_with (SpBlocks *self, SpRun *run, JsonNode *result)
{
  g_autoptr (JsonArray) data = dup_values (result, sp_dependency_get_inputs (sp_run_get_dependency (run))->len);

  if (data != NULL)
    sp_run_set_data (run, data);
  sp_run_loop_send (self, run);
}

static void
take (SpBlocks *self, SpRun *run, JsonNode *result)
{
  if (sp_dependency_has_backend (sp_run_get_dependency (run)))
    send_with (self, run, result);
  else
    sp_run_script_take_result (self, run, result);
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
  } else {
    take (self, run, value);
  }
  call_free (call);
}

/* Some are done without an engine (R65). */
static void
run_known_script (SpBlocks *self, SpRun *run, SpKnownJs *known)
{
  JsonArray           *results = sp_known_js_get_results (known);
  const char          *word = sp_known_js_get_word (known, sp_run_get_data (run));
  g_autoptr (JsonNode) node = NULL;

  if (results != NULL)
    node = json_node_init_array (json_node_alloc (), results);
  else if (sp_known_js_get_uri (known) != NULL)
    sp_blocks_emit_open_uri (self, sp_known_js_get_uri (known), run);
  else if (word != NULL)
    sp_blocks_emit_known_script (self, word, run);
  take (self, run, node);
}

void
sp_run_script_start (SpBlocks *self, SpRun *run)
{
  SpKnownJs *known = sp_dependency_get_known_js (sp_run_get_dependency (run));
  Call      *call = NULL;

  if (known != NULL) {
    run_known_script (self, run, known);
    return;
  }

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
