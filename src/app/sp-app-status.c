/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-status.h"

#include "sp-run-words.h"

#include <glib/gi18n-lib.h>

struct _SpAppStatus {
  GObject          parent_instance;
  SpBlocks        *blocks;      /* owned */
  GPtrArray       *trees;       /* of SpAppTree: the pages of the app */
  SpMessageList   *messages;    /* owned */
  SpConnectionBar *connection;  /* owned */
  SpMessageRow    *told;        /* weak: the message that came last */
  GPtrArray       *interrupted; /* names of runs that the loss of the connection ended */
};

G_DEFINE_FINAL_TYPE (SpAppStatus, sp_app_status, G_TYPE_OBJECT)

static SpShowProgress
get_show_progress (SpDependency *dependency)
{
  const char *word = sp_dependency_get_show_progress (dependency);

  if (g_str_equal (word, "hidden"))
    return SP_SHOW_PROGRESS_HIDDEN;

  return g_str_equal (word, "minimal") ? SP_SHOW_PROGRESS_MINIMAL : SP_SHOW_PROGRESS_FULL;
}

static SpComponent *
find_component (SpAppStatus *self, int id)
{
  SpComponent *component = NULL;

  for (guint i = 0; i < self->trees->len && component == NULL; i++)
    component = sp_app_tree_get_component (self->trees->pdata[i], id);

  return component;
}

static void
show_on (SpAppStatus *self, GArray *ids, GradioJob *job, SpShowProgress show_progress)
{
  for (guint i = 0; i < ids->len; i++) {
    SpComponent *component = find_component (self, g_array_index (ids, int, i));

    if (component != NULL)
      sp_component_show_job (component, job, show_progress);
  }
}

/* A stream is told of on its inputs as well: it ends when its time is over (13). */
static void
show_run (SpAppStatus *self, SpRun *run)
{
  SpDependency  *dependency = sp_run_get_dependency (run);
  GradioJob     *job = sp_run_get_job (run);
  SpShowProgress show_progress = get_show_progress (dependency);
  SpComponent   *trigger = find_component (self, sp_run_get_trigger_id (run));

  show_on (self, sp_dependency_get_status_outputs (dependency), job, show_progress);
  if (sp_dependency_is_stream (dependency))
    show_on (self, sp_dependency_get_inputs (dependency), job, SP_SHOW_PROGRESS_MINIMAL);
  /* Who records for a stream has to know of it in any case. */
  if (trigger != NULL && (show_progress != SP_SHOW_PROGRESS_HIDDEN || sp_dependency_is_stream (dependency)))
    sp_component_show_started_job (trigger, job);
}

static void
run_job_cb (SpAppStatus *self, GParamSpec *pspec, SpRun *run)
{
  if (sp_run_get_job (run) != NULL)
    show_run (self, run);
}

static gboolean
has_error (SpAppStatus *self, int id)
{
  SpBlock *block = sp_blocks_get_block (self->blocks, id);

  return block != NULL && sp_block_get_error (block) != NULL;
}

/* The focus is taken away from nothing else: what was refused may have been sent by a timer. */
static gboolean
may_take_focus (SpAppStatus *self, SpRun *run)
{
  SpComponent *trigger = find_component (self, sp_run_get_trigger_id (run));
  GtkRoot     *root = trigger != NULL ? gtk_widget_get_root (GTK_WIDGET (trigger)) : NULL;
  GtkWidget   *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (sp_run_is_pressed (run))
    return TRUE;

  return focus != NULL && sp_dependency_has_target (sp_run_get_dependency (run), sp_run_get_trigger_id (run), "submit") &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (trigger));
}

static void
focus_first_error (SpAppStatus *self, SpRun *run)
{
  GArray *inputs = sp_dependency_get_inputs (sp_run_get_dependency (run));

  if (!may_take_focus (self, run))
    return;

  for (guint i = 0; i < inputs->len; i++) {
    int          id = g_array_index (inputs, int, i);
    SpComponent *component = find_component (self, id);

    if (component != NULL && has_error (self, id) && gtk_widget_grab_focus (GTK_WIDGET (component)))
      return;
  }
}

/* A message and the run that it is about. */
typedef struct {
  SpBlocks *blocks; /* owned */
  SpRun    *run;    /* owned */
} Again;

static void
again_free (gpointer data, GClosure *closure)
{
  Again *again = data;

  g_clear_object (&again->blocks);
  g_clear_object (&again->run);
  g_free (again);
}

static void
again_cb (SpMessageRow *row, Again *again)
{
  sp_blocks_run_again (again->blocks, again->run);
}

/* It was sent again for as long as is reasonable; the rest is the user's choice. */
static void
offer_again (SpAppStatus *self, SpRun *run)
{
  Again *again = NULL;

  if (self->told == NULL) /* the error was told just now */
    return;

  sp_message_row_set_button (self->told, _("Try Again"));
  again = g_new0 (Again, 1);
  again->blocks = g_object_ref (self->blocks);
  again->run = g_object_ref (run);
  g_signal_connect_data (self->told, "button-clicked", G_CALLBACK (again_cb), again, again_free, 0);
}

static void
update_connection (SpAppStatus *self)
{
  sp_connection_bar_set_state (self->connection, sp_blocks_get_connection (self->blocks), self->interrupted);
}

static void
run_final_cb (SpAppStatus *self, GParamSpec *pspec, SpRun *run)
{
  const GError *error = sp_run_get_error (run);
  GradioJob    *job = sp_run_get_job (run);

  if (error == NULL)
    return;

  if (job != NULL && gradio_job_get_error_parameter (job) >= 0) {
    focus_first_error (self, run);
  } else if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_BUSY)) {
    offer_again (self, run);
  } else if (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST) ||
             g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE)) {
    g_ptr_array_add (self->interrupted, sp_run_words_name (self->blocks, run));
    update_connection (self);
  }
}

static void
run_cb (SpAppStatus *self, SpRun *run)
{
  g_signal_connect_object (run, "notify::job", G_CALLBACK (run_job_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "notify::final", G_CALLBACK (run_final_cb), self, G_CONNECT_SWAPPED);
}

static void
log_cb (SpAppStatus *self, const GradioLog *log)
{
  SpMessageRow *row = sp_message_list_add (self->messages, log, sp_blocks_get_client (self->blocks));

  g_set_weak_pointer (&self->told, row);
}

/* When it is there again, what was interrupted is still to be told. */
static void
connection_cb (SpAppStatus *self)
{
  g_autofree char *names = NULL;
  GradioLog        log = { GRADIO_LOG_INFO, NULL, NULL, NULL, 0, TRUE };

  update_connection (self);
  if (sp_blocks_get_connection (self->blocks) != SP_CONNECTION_FINE || self->interrupted->len == 0)
    return;

  log.title = _("Connected Again");
  names = sp_connection_bar_dup_interrupted (self->interrupted);
  log.text = names;
  sp_message_list_add (self->messages, &log, NULL);
  g_ptr_array_set_size (self->interrupted, 0);
}

/* What the widget itself has against the value comes first: it is there to be corrected. */
static void
error_cb (SpComponent *component, GParamSpec *pspec, SpBlock *block)
{
  const char        *text = sp_block_get_error (block);
  g_autoptr (GError) error = NULL;

  if (text == NULL && !sp_component_check (component, &error))
    text = error->message;
  sp_component_set_error_text (component, text);
}

/* Parts of an app may be made while it works. */
static void
made_cb (SpAppStatus *self, SpComponent *component)
{
  int      id = sp_component_get_id (component);
  SpBlock *block = sp_blocks_get_block (self->blocks, id);
  SpRun   *run = sp_blocks_get_last_run (self->blocks, id);

  if (block != NULL) {
    g_signal_connect_object (block, "notify::error", G_CALLBACK (error_cb), component, G_CONNECT_SWAPPED);
    if (sp_block_get_error (block) != NULL)
      error_cb (component, NULL, block);
  }
  if (run != NULL && sp_run_get_job (run) != NULL && !sp_run_get_final (run))
    sp_component_show_job (component, sp_run_get_job (run), get_show_progress (sp_run_get_dependency (run)));
}

static void
sp_app_status_finalize (GObject *object)
{
  SpAppStatus *self = SP_APP_STATUS (object);

  g_clear_weak_pointer (&self->told);
  g_clear_object (&self->blocks);
  g_clear_pointer (&self->trees, g_ptr_array_unref);
  g_clear_object (&self->messages);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->interrupted, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_app_status_parent_class)->finalize (object);
}

static void
sp_app_status_class_init (SpAppStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_app_status_finalize;
}

static void
sp_app_status_init (SpAppStatus *self)
{
  self->interrupted = g_ptr_array_new_with_free_func (g_free);
  self->trees = g_ptr_array_new_with_free_func (g_object_unref);
}

SpAppStatus *
sp_app_status_new (SpBlocks *blocks, SpMessageList *messages, SpConnectionBar *connection)
{
  SpAppStatus *self = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);
  g_return_val_if_fail (SP_IS_MESSAGE_LIST (messages), NULL);
  g_return_val_if_fail (SP_IS_CONNECTION_BAR (connection), NULL);

  self = g_object_new (SP_TYPE_APP_STATUS, NULL);
  self->blocks = g_object_ref (blocks);
  self->messages = g_object_ref (messages);
  self->connection = g_object_ref (connection);
  g_signal_connect_object (blocks, "run", G_CALLBACK (run_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (blocks, "log", G_CALLBACK (log_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (blocks, "notify::connection", G_CALLBACK (connection_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sp_app_status_add_tree (SpAppStatus *self, SpAppTree *tree)
{
  g_return_if_fail (SP_IS_APP_STATUS (self));
  g_return_if_fail (SP_IS_APP_TREE (tree));

  g_ptr_array_add (self->trees, g_object_ref (tree));
  g_signal_connect_object (tree, "made", G_CALLBACK (made_cb), self, G_CONNECT_SWAPPED);
}
