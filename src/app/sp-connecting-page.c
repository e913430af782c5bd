/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-connecting-page.h"

#include "sp-hub-space.h"
#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-space-words.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpConnectingPage {
  AdwBin           parent_instance;
  AdwStatusPage   *status;      /* template child */
  GtkSpinner      *spinner;     /* template child */
  GtkProgressBar  *bar;         /* template child: of a start that took a while before */
  GtkLabel        *elapsed;     /* template child */
  GtkLabel        *usual;       /* template child */
  GtkLabel        *note;        /* template child */
  GtkExpander     *expander;    /* template child */
  GtkLabel        *details;     /* template child */
  GtkWidget       *wake;        /* template child */
  GtkWidget       *retry;       /* template child */
  GtkWidget       *restart;     /* template child */
  GtkWidget       *logs;        /* template child */
  GtkToggleButton *notify;      /* template child */
  GtkWidget       *install;     /* template child */
  GtkWidget       *duplicate;   /* template child */
  GtkWidget       *discussions; /* template child */
  GtkWidget       *cancel;      /* template child */
  char            *hub;         /* owned, nullable */
  char            *id;          /* owned, nullable: of the Space */
  gboolean         own;
};

G_DEFINE_FINAL_TYPE (SpConnectingPage, sp_connecting_page, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CANCELLED,
  SIGNAL_RETRY,
  SIGNAL_WAKE,
  SIGNAL_RESTART,
  SIGNAL_NOTIFY_ME,
} SpConnectingPageSignal;

static guint signals[SIGNAL_NOTIFY_ME + 1];

static void
set_words (SpConnectingPage *self,
           const char       *title,
           const char       *description)
{
  adw_status_page_set_title (self->status, title);
  sp_plain_words_describe (self->status, description);
}

/* A label without a text has no place. */
static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
wake_clicked_cb (SpConnectingPage *self)
{
  g_signal_emit (self, signals[SIGNAL_WAKE], 0);
}

static void
retry_clicked_cb (SpConnectingPage *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
restart_clicked_cb (SpConnectingPage *self)
{
  g_signal_emit (self, signals[SIGNAL_RESTART], 0);
}

static void
notify_toggled_cb (SpConnectingPage *self)
{
  gboolean active = gtk_toggle_button_get_active (self->notify);

  gtk_button_set_label (GTK_BUTTON (self->notify), active ? _("You Will Be Told") : _("Notify Me"));
  g_signal_emit (self, signals[SIGNAL_NOTIFY_ME], 0, active);
}

static void
discussions_clicked_cb (SpConnectingPage *self)
{
  g_autofree char *address = sp_hub_space_page_of (self->hub, self->id, "discussions");

  sp_platform_open_uri (GTK_WIDGET (self), address);
}

static void
cancel_clicked_cb (SpConnectingPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
sp_connecting_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CONNECTING_PAGE);

  G_OBJECT_CLASS (sp_connecting_page_parent_class)->dispose (object);
}

static void
sp_connecting_page_finalize (GObject *object)
{
  SpConnectingPage *self = SP_CONNECTING_PAGE (object);

  g_clear_pointer (&self->hub, g_free);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (sp_connecting_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-connecting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, status);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, bar);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, elapsed);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, usual);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, note);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, expander);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, details);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, wake);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, retry);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, restart);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, logs);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, notify);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, install);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, duplicate);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, discussions);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, cancel);
  gtk_widget_class_bind_template_callback (widget_class, wake_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restart_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, notify_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, discussions_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
sp_connecting_page_class_init (SpConnectingPageClass *klass)
{
  static const char *const names[] = { "cancelled", "retry", "wake", "restart" };

  G_OBJECT_CLASS (klass)->dispose = sp_connecting_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_connecting_page_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], SP_TYPE_CONNECTING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[SIGNAL_NOTIFY_ME] = g_signal_new ("notify-me", SP_TYPE_CONNECTING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
sp_connecting_page_init (SpConnectingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_moving (SpConnectingPage *self,
            gboolean          moving)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), moving);
  if (moving)
    gtk_spinner_start (self->spinner);
  else
    gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (self->cancel, moving);
}

/* What can be done about it. */
static void
show_actions (SpConnectingPage *self,
              SpHubStage        stage,
              gboolean          waking)
{
  gboolean starts = stage == SP_HUB_STAGE_BUILDING || stage == SP_HUB_STAGE_STARTING;
  gboolean asleep = stage == SP_HUB_STAGE_ASLEEP;
  gboolean paused = stage == SP_HUB_STAGE_PAUSED;
  gboolean broken = stage == SP_HUB_STAGE_BROKEN;
  gboolean other = stage == SP_HUB_STAGE_UNKNOWN || stage == SP_HUB_STAGE_DELETING;

  gtk_widget_set_visible (self->wake, asleep && !waking);
  gtk_widget_set_visible (self->retry, broken || other);
  gtk_widget_set_visible (self->restart, self->own && (paused || broken));
  gtk_widget_set_visible (self->logs, self->own && (starts || broken));
  gtk_widget_set_visible (GTK_WIDGET (self->notify), asleep || starts);
  gtk_widget_set_visible (self->install, asleep || paused);
  gtk_widget_set_visible (self->duplicate, paused || broken);
  gtk_widget_set_visible (self->discussions, (paused || broken) && !self->own);
}

void
sp_connecting_page_start (SpConnectingPage *self,
                          const char       *address)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));
  g_return_if_fail (address != NULL);

  sp_connecting_page_stop (self);
  set_words (self, _("Connecting…"), address);
  adw_status_page_set_icon_name (self->status, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->elapsed), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  set_line (self->usual, NULL);
  set_line (self->note, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), FALSE);
  show_actions (self, SP_HUB_STAGE_RUNNING, FALSE);
  set_moving (self, TRUE);
}

static void
set_target (GtkWidget  *button,
            const char *id)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
}

void
sp_connecting_page_set_space (SpConnectingPage *self,
                              const char       *hub,
                              const char       *id,
                              gboolean          own)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));
  g_return_if_fail (hub != NULL);
  g_return_if_fail (id != NULL);

  g_free (self->hub);
  self->hub = g_strdup (hub);
  g_free (self->id);
  self->id = g_strdup (id);
  self->own = own;
  set_target (self->install, id);
  set_target (self->duplicate, id);
  set_target (self->logs, id);
}

static void
show_details (SpConnectingPage *self,
              SpHubRuntime     *runtime)
{
  g_autofree char *details = sp_space_words_details (runtime);

  gtk_label_set_text (self->details, details != NULL ? details : "");
  gtk_widget_set_visible (GTK_WIDGET (self->expander), details != NULL);
}

void
sp_connecting_page_set_runtime (SpConnectingPage *self,
                                SpHubRuntime     *runtime,
                                gboolean          waking)
{
  g_autofree char *text = NULL;
  SpHubStage       stage;

  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));
  g_return_if_fail (SP_IS_HUB_RUNTIME (runtime));
  g_return_if_fail (self->id != NULL);

  stage = sp_hub_runtime_get_stage (runtime);
  waking = waking && stage == SP_HUB_STAGE_ASLEEP;
  text = waking ? g_strdup_printf (_("%s was asked to wake up. It opens here as soon as it runs."), self->id)
                : sp_space_words_text (runtime, self->id, self->own);
  set_words (self, waking ? _("Waking Up") : sp_space_words_title (runtime), text);
  adw_status_page_set_icon_name (self->status, waking ? NULL : sp_space_words_icon (runtime));
  set_moving (self, waking || sp_space_words_icon (runtime) == NULL);
  show_actions (self, stage, waking);
  show_details (self, runtime);
  if (!waking && sp_space_words_icon (runtime) != NULL)
    sp_connecting_page_set_elapsed (self, -1, 0);
}

void
sp_connecting_page_set_elapsed (SpConnectingPage *self,
                                double            elapsed,
                                double            usual)
{
  g_autofree char *time = elapsed >= 0 ? sp_time_words_elapsed (elapsed) : NULL;
  g_autofree char *words = elapsed >= 0 ? sp_space_words_usual (elapsed, usual) : NULL;

  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));

  set_line (self->elapsed, time);
  set_line (self->usual, words);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), words != NULL);
  if (words == NULL)
    return;

  /* It is not there before it is there. */
  gtk_progress_bar_set_fraction (self->bar, MIN (elapsed / usual, 0.95));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

void
sp_connecting_page_set_note (SpConnectingPage *self,
                             const char       *note)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));

  set_line (self->note, note);
}

void
sp_connecting_page_set_notify (SpConnectingPage *self,
                               gboolean          notify)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));

  g_signal_handlers_block_by_func (self->notify, notify_toggled_cb, self);
  gtk_toggle_button_set_active (self->notify, notify);
  gtk_button_set_label (GTK_BUTTON (self->notify), notify ? _("You Will Be Told") : _("Notify Me"));
  g_signal_handlers_unblock_by_func (self->notify, notify_toggled_cb, self);
}

void
sp_connecting_page_stop (SpConnectingPage *self)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));

  gtk_spinner_stop (self->spinner);
}
