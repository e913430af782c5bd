/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-overview.h"

#include "sp-care-choice.h"
#include "sp-care-cost.h"
#include "sp-care-delete-dialog.h"
#include "sp-care-step.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpCareOverview {
  AdwBin        parent_instance;
  AdwActionRow *state;      /* template child */
  GtkSpinner   *moving;     /* template child */
  GtkWidget    *wake;       /* template child */
  AdwComboRow  *hardware;   /* template child */
  AdwComboRow  *sleep;      /* template child */
  AdwComboRow  *replicas;   /* template child */
  GtkSwitch    *dev_mode;   /* template child */
  AdwComboRow  *visibility; /* template child */
  GtkWidget    *place;      /* template child: all about the hardware */
  SpCareSpace  *space;      /* owned, nullable */
  SpCareStep   *step;       /* owned, nullable: what is under way */
  gboolean      updating;   /* what is chosen is not the user's choice */
};

G_DEFINE_FINAL_TYPE (SpCareOverview, sp_care_overview, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_DELETED,
} SpCareOverviewSignal;

static guint signals[SIGNAL_DELETED + 1];

static gint64
get_sleep_time (SpCareOverview *self)
{
  SpHubRuntime *runtime = sp_care_space_get_runtime (self->space);

  return runtime != NULL ? sp_hub_runtime_get_sleep_time (runtime) : -1;
}

/* What the Space costs on that hardware NULL: nothing. */
static char *
dup_cost (SpCareOverview *self,
          const char     *flavour,
          gint64          sleep_time,
          guint           replicas)
{
  return sp_care_cost_dup_words (sp_care_space_get_hardware (self->space), flavour, sleep_time, replicas);
}

static gboolean
is_paid (SpCareOverview *self)
{
  return !sp_care_cost_is_free (sp_care_space_get_hardware (self->space), sp_care_space_get_flavour (self->space));
}

static void
show_state (SpCareOverview *self,
            SpHubRuntime   *runtime)
{
  SpHubStage       stage = runtime != NULL ? sp_hub_runtime_get_stage (runtime) : SP_HUB_STAGE_UNKNOWN;
  const char      *error = runtime != NULL ? sp_hub_runtime_get_error (runtime) : NULL;
  gboolean         is_moving = runtime != NULL && sp_hub_runtime_is_moving (runtime);
  gboolean         can_wake = runtime != NULL && sp_hub_runtime_can_wake (runtime);
  g_autofree char *words = runtime != NULL ? sp_hub_runtime_dup_words (runtime) : NULL;
  g_autofree char *text = g_strjoin ("\n", words != NULL ? words : _("It has nothing that runs"), error, NULL);

  adw_action_row_set_subtitle (self->state, text);
  gtk_spinner_set_spinning (self->moving, is_moving);
  gtk_widget_set_visible (GTK_WIDGET (self->moving), is_moving);
  gtk_widget_set_visible (self->wake, can_wake);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "care.wake", can_wake);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "care.pause",
                                 runtime != NULL && stage != SP_HUB_STAGE_PAUSED && stage != SP_HUB_STAGE_DELETING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "care.restart", runtime != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "care.rebuild", runtime != NULL);
}

static void
show_hardware (SpCareOverview *self)
{
  g_autoptr (GListStore) choices = g_list_store_new (SP_TYPE_CARE_CHOICE);
  const char            *flavour = sp_care_space_get_flavour (self->space);
  g_autofree char       *cost = dup_cost (self, flavour, get_sleep_time (self),
                                          sp_care_space_count_replicas (self->space));

  sp_care_choice_append_hardware (choices, sp_care_space_get_hardware (self->space), flavour);
  sp_care_choice_show (self->hardware, choices, flavour);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->hardware), cost != NULL ? cost : _("Costs nothing"));
  gtk_widget_set_visible (self->place, sp_care_space_get_runtime (self->space) != NULL);
}

/* Free hardware has its own times. */
static void
show_sleep (SpCareOverview *self)
{
  g_autoptr (GListStore) choices = g_list_store_new (SP_TYPE_CARE_CHOICE);
  gint64                 seconds = get_sleep_time (self);
  g_autofree char       *value = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);

  sp_care_choice_append_sleep (choices, seconds);
  sp_care_choice_show (self->sleep, choices, value);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sleep), is_paid (self));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->sleep), is_paid (self) ? "" : _("Free hardware has its own time"));
}

static void
show_replicas (SpCareOverview *self,
               SpHubRuntime   *runtime)
{
  g_autoptr (GListStore) choices = g_list_store_new (SP_TYPE_CARE_CHOICE);
  const char            *replicas = runtime != NULL ? sp_hub_runtime_get_replicas (runtime) : NULL;

  sp_care_choice_append_replicas (choices, replicas);
  sp_care_choice_show (self->replicas, choices, replicas);
  gtk_widget_set_sensitive (GTK_WIDGET (self->replicas), g_strcmp0 (replicas, "auto") != 0);
}

static void
show_visibility (SpCareOverview *self)
{
  g_autoptr (GListStore) choices = g_list_store_new (SP_TYPE_CARE_CHOICE);

  sp_care_choice_append_visibility (choices);
  sp_care_choice_show (self->visibility, choices, sp_care_space_get_visibility (self->space));
}

static void
update (SpCareOverview *self)
{
  SpHubRuntime *runtime;

  if (self->space == NULL || self->step != NULL)
    return; /* what is chosen stays as it is until it is decided */

  runtime = sp_care_space_get_runtime (self->space);
  self->updating = TRUE;
  show_state (self, runtime);
  show_hardware (self);
  show_sleep (self);
  show_replicas (self, runtime);
  show_visibility (self);
  gtk_switch_set_active (self->dev_mode, runtime != NULL && sp_hub_runtime_is_dev_mode (runtime));
  gtk_widget_set_sensitive (GTK_WIDGET (self->dev_mode), runtime != NULL && sp_hub_runtime_is_callable (runtime));
  self->updating = FALSE;
}

static void
step_ended_cb (SpCareOverview *self,
               gboolean        done,
               SpCareStep     *step)
{
  if (step != self->step)
    return;

  g_clear_object (&self->step);
  if (self->state != NULL) /* else the page was left meanwhile */
    update (self);
}

/* Takes the step. One at a time: the next one is to be chosen by what this one makes of the Space. */
static void
run (SpCareOverview *self,
     SpCareStep     *step)
{
  g_assert (self->step == NULL);

  self->step = step;
  gtk_spinner_set_spinning (self->moving, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->moving), TRUE);
  g_signal_connect_object (step, "ended", G_CALLBACK (step_ended_cb), self, G_CONNECT_SWAPPED);
  sp_care_step_run (step, GTK_WIDGET (self));
}

/* With a question in front where it costs; takes the cost. */
static void
run_paid (SpCareOverview *self,
          SpCareStep     *step,
          const char     *heading,
          char           *cost,
          const char     *answer)
{
  g_autofree char *words = cost;

  if (words != NULL)
    sp_care_step_set_question (step, heading, words, answer);
  run (self, step);
}

static void
start (SpCareOverview *self,
       SpHubCareAction action,
       const char     *done)
{
  const SpHubCare care = { .action = action };
  SpHubRuntime   *runtime = sp_care_space_get_runtime (self->space);
  gboolean        costs = runtime == NULL || !sp_hub_runtime_is_callable (runtime);
  char           *cost = NULL;

  if (self->step != NULL)
    return;

  if (costs)
    cost = dup_cost (self, sp_care_space_get_flavour (self->space), get_sleep_time (self),
                     sp_care_space_count_replicas (self->space));
  run_paid (self, sp_care_step_new (self->space, &care, done, _("The Space Was Not Started")),
            _("Start the Space?"), cost, _("Start"));
}

static void
restart_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  start (SP_CARE_OVERVIEW (widget), SP_HUB_CARE_RESTART, _("The Space starts again"));
}

static void
rebuild_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  start (SP_CARE_OVERVIEW (widget), SP_HUB_CARE_REBUILD, _("The Space is built from the start"));
}

static void
wake_response_cb (SpCareOverview *self,
                  const char     *response)
{
  if (g_str_equal (response, "yes") && self->space != NULL)
    sp_care_space_wake (self->space);
}

static void
wake_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  SpCareOverview  *self = SP_CARE_OVERVIEW (widget);
  g_autofree char *cost = dup_cost (self, sp_care_space_get_flavour (self->space), get_sleep_time (self),
                                    sp_care_space_count_replicas (self->space));
  GtkWidget       *dialog = NULL;

  if (cost == NULL) {
    sp_care_space_wake (self->space);
    return;
  }

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Wake the Space?"), cost);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "yes", _("Wake Up"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (wake_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* It is taken back by starting it, which may cost and is asked about then. */
static void
pause_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  SpCareOverview        *self = SP_CARE_OVERVIEW (widget);
  const SpHubCare        pause = { .action = SP_HUB_CARE_PAUSE };
  const SpHubCare        restart = { .action = SP_HUB_CARE_RESTART };
  g_autoptr (SpCareStep) undo = NULL;
  g_autofree char       *cost = NULL;
  SpCareStep            *step = NULL;

  if (self->step != NULL)
    return;

  undo = sp_care_step_new (self->space, &restart, _("The Space starts again"), _("The Space Was Not Started"));
  cost = dup_cost (self, sp_care_space_get_flavour (self->space), get_sleep_time (self),
                   sp_care_space_count_replicas (self->space));
  if (cost != NULL)
    sp_care_step_set_question (undo, _("Start the Space?"), cost, _("Start"));
  step = sp_care_step_new (self->space, &pause, _("The Space is paused"), _("The Space Was Not Paused"));
  sp_care_step_set_undo (step, undo);
  run (self, step);
}

static void
hardware_cb (SpCareOverview *self)
{
  SpHubCare        care = { .action = SP_HUB_CARE_HARDWARE };
  const char      *flavour = self->updating ? NULL : sp_care_choice_get_selected (self->hardware);
  g_autofree char *name = sp_hub_hardware_dup_name (flavour);
  g_autofree char *heading = NULL;
  SpCareStep      *step = NULL;
  gint64           sleep_time;

  if (flavour == NULL || self->step != NULL || g_strcmp0 (flavour, sp_care_space_get_flavour (self->space)) == 0)
    return;

  /* Translators: a kind of computer, such as “T4 small”, stands for %s. */
  heading = g_strdup_printf (_("Move to %s?"), name);
  sleep_time = is_paid (self) ? get_sleep_time (self) : -1; /* the time of free hardware is not that of what costs */
  care.hardware = flavour;
  step = sp_care_step_new (self->space, &care, _("The Space moves to other hardware"), _("The Hardware Is the Same"));
  run_paid (self, step, heading, dup_cost (self, flavour, sleep_time, sp_care_space_count_replicas (self->space)),
            _("Move"));
}

/* To sleep later costs more. */
static void
sleep_cb (SpCareOverview *self)
{
  SpHubCare              care = { .action = SP_HUB_CARE_SLEEP_TIME };
  SpHubCare              before = { .action = SP_HUB_CARE_SLEEP_TIME };
  const char            *value = self->updating ? NULL : sp_care_choice_get_selected (self->sleep);
  g_autoptr (SpCareStep) undo = NULL;
  SpCareStep            *step = NULL;
  char                  *cost = NULL;

  if (value == NULL || self->step != NULL)
    return;

  before.sleep_time = get_sleep_time (self);
  care.sleep_time = g_ascii_strtoll (value, NULL, 10);
  if (care.sleep_time == before.sleep_time)
    return;

  if (before.sleep_time > 0 && (care.sleep_time < 0 || care.sleep_time > before.sleep_time))
    cost = dup_cost (self, sp_care_space_get_flavour (self->space), care.sleep_time,
                     sp_care_space_count_replicas (self->space));
  step = sp_care_step_new (self->space, &care, _("The sleep time is changed"), _("The Sleep Time Is the Same"));
  if (cost != NULL) { /* to sleep earlier is no cost */
    undo = sp_care_step_new (self->space, &before, _("The sleep time is as it was"), _("The Sleep Time Is the Same"));
    sp_care_step_set_undo (step, undo);
  }
  run_paid (self, step, _("Sleep Later?"), cost, _("Change"));
}

static void
replicas_cb (SpCareOverview *self)
{
  SpHubCare   care = { .action = SP_HUB_CARE_REPLICAS };
  const char *value = self->updating ? NULL : sp_care_choice_get_selected (self->replicas);
  guint       before = self->space != NULL ? sp_care_space_count_replicas (self->space) : 1;
  SpCareStep *step = NULL;
  char       *cost = NULL;

  if (value == NULL || self->step != NULL)
    return;

  care.replicas = (guint) g_ascii_strtoull (value, NULL, 10);
  if (care.replicas == 0 || care.replicas == before)
    return;

  if (care.replicas > before)
    cost = dup_cost (self, sp_care_space_get_flavour (self->space), get_sleep_time (self), care.replicas);
  step = sp_care_step_new (self->space, &care, _("The number of replicas is changed"),
                           _("The Number of Replicas Is the Same"));
  run_paid (self, step, _("Run More Replicas?"), cost, _("Change"));
}

static void
dev_mode_cb (SpCareOverview *self)
{
  const SpHubCare care = { .action = SP_HUB_CARE_DEV_MODE, .dev_mode = gtk_switch_get_active (self->dev_mode) };

  if (self->updating || self->step != NULL || self->space == NULL)
    return;

  run (self, sp_care_step_new (self->space, &care, care.dev_mode ? _("Dev mode is on") : _("Dev mode is off"),
                               _("Dev Mode Is as It Was")));
}

/* What others have seen cannot be taken back; the rest can. */
static void
visibility_cb (SpCareOverview *self)
{
  SpHubCare              care = { .action = SP_HUB_CARE_VISIBILITY };
  SpHubCare              before = { .action = SP_HUB_CARE_VISIBILITY };
  g_autoptr (SpCareStep) undo = NULL;
  SpCareStep            *step = NULL;

  care.visibility = self->updating ? NULL : sp_care_choice_get_selected (self->visibility);
  if (care.visibility == NULL || self->step != NULL)
    return;

  before.visibility = sp_care_space_get_visibility (self->space);
  if (g_str_equal (care.visibility, before.visibility))
    return;

  step = sp_care_step_new (self->space, &care, _("Who sees the Space is changed"), _("Who Sees the Space Is the Same"));
  undo = sp_care_step_new (self->space, &before, _("Who sees the Space is as it was"),
                           _("Who Sees the Space Is the Same"));
  if (g_str_equal (care.visibility, "public"))
    sp_care_step_set_question (step, _("Show It to Everybody?"),
                               _("Everybody can use the app, and read its files with their history. What somebody has "
                                  "copied stays with them."),
                               _("Make It Public"));
  else if (g_str_equal (care.visibility, "private"))
    sp_care_step_set_undo (step, undo);
  run (self, step);
}

static void
deleted_cb (SpCareOverview *self)
{
  g_signal_emit (self, signals[SIGNAL_DELETED], 0);
}

static void
delete_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SpCareOverview *self = SP_CARE_OVERVIEW (widget);
  GtkWidget      *dialog = sp_care_delete_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->space);

  g_signal_connect_object (dialog, "deleted", G_CALLBACK (deleted_cb), self, G_CONNECT_SWAPPED);
}

static void
sp_care_overview_dispose (GObject *object)
{
  SpCareOverview *self = SP_CARE_OVERVIEW (object);

  if (self->space != NULL)
    g_signal_handlers_disconnect_by_data (self->space, self);
  g_clear_object (&self->space);
  g_clear_object (&self->step);
  self->updating = TRUE;
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_OVERVIEW);

  G_OBJECT_CLASS (sp_care_overview_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-overview.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, state);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, moving);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, wake);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, hardware);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, sleep);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, replicas);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, dev_mode);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, visibility);
  gtk_widget_class_bind_template_child (widget_class, SpCareOverview, place);
  gtk_widget_class_bind_template_callback (widget_class, hardware_cb);
  gtk_widget_class_bind_template_callback (widget_class, sleep_cb);
  gtk_widget_class_bind_template_callback (widget_class, replicas_cb);
  gtk_widget_class_bind_template_callback (widget_class, dev_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, visibility_cb);
}

static void
sp_care_overview_class_init (SpCareOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_care_overview_dispose;

  signals[SIGNAL_DELETED] = g_signal_new ("deleted", SP_TYPE_CARE_OVERVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "care.wake", NULL, wake_cb);
  gtk_widget_class_install_action (widget_class, "care.restart", NULL, restart_cb);
  gtk_widget_class_install_action (widget_class, "care.rebuild", NULL, rebuild_cb);
  gtk_widget_class_install_action (widget_class, "care.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "care.delete", NULL, delete_cb);
  bind_template (widget_class);
}

static void
sp_care_overview_init (SpCareOverview *self)
{
  self->updating = TRUE; /* the template chooses, too */
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}

void
sp_care_overview_set_space (SpCareOverview *self,
                            SpCareSpace    *space)
{
  g_return_if_fail (SP_IS_CARE_OVERVIEW (self));
  g_return_if_fail (SP_IS_CARE_SPACE (space));
  g_return_if_fail (self->space == NULL);

  self->space = g_object_ref (space);
  g_signal_connect_object (space, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
