/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-opening-bar.h"

#include "sp-error-words.h"
#include "sp-flow-layout.h"
#include "sp-resources.h"
#include "sp-space-words.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpOpeningBar {
  AdwBin           parent_instance;
  GtkImage        *icon;    /* template child */
  GtkLabel        *label;   /* template child */
  GtkWidget       *wake;    /* template child */
  GtkWidget       *install; /* template child */
  GtkToggleButton *notify;  /* template child */
  GtkWidget       *cancel;  /* template child */
  GtkWidget       *retry;   /* template child */
  char            *text;    /* owned, nullable: of a Space, without the time */
};

G_DEFINE_FINAL_TYPE (SpOpeningBar, sp_opening_bar, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CANCELLED,
  SIGNAL_RETRY,
  SIGNAL_WAKE,
  SIGNAL_NOTIFY_ME,
} SpOpeningBarSignal;

static guint signals[SIGNAL_NOTIFY_ME + 1];

static void
cancel_clicked_cb (SpOpeningBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
retry_clicked_cb (SpOpeningBar *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
wake_clicked_cb (SpOpeningBar *self)
{
  g_signal_emit (self, signals[SIGNAL_WAKE], 0);
}

static void
notify_toggled_cb (SpOpeningBar *self)
{
  gboolean active = gtk_toggle_button_get_active (self->notify);

  gtk_button_set_label (GTK_BUTTON (self->notify), active ? _("You Will Be Told") : _("Notify Me"));
  g_signal_emit (self, signals[SIGNAL_NOTIFY_ME], 0, active);
}

static void
sp_opening_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_OPENING_BAR);

  G_OBJECT_CLASS (sp_opening_bar_parent_class)->dispose (object);
}

static void
sp_opening_bar_finalize (GObject *object)
{
  g_clear_pointer (&SP_OPENING_BAR (object)->text, g_free);

  G_OBJECT_CLASS (sp_opening_bar_parent_class)->finalize (object);
}

static void
sp_opening_bar_class_init (SpOpeningBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_opening_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_opening_bar_finalize;

  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", SP_TYPE_OPENING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RETRY] = g_signal_new ("retry", SP_TYPE_OPENING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_WAKE] = g_signal_new ("wake", SP_TYPE_OPENING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
  signals[SIGNAL_NOTIFY_ME] = g_signal_new ("notify-me", SP_TYPE_OPENING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-opening-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, icon);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, label);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, wake);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, install);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, notify);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, SpOpeningBar, retry);
  gtk_widget_class_bind_template_callback (widget_class, wake_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, notify_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
sp_opening_bar_init (SpOpeningBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_text (SpOpeningBar *self, const char *text, gboolean waiting)
{
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !waiting);
  gtk_widget_set_visible (self->cancel, waiting);
  gtk_widget_set_visible (self->retry, !waiting);
  gtk_widget_set_visible (self->wake, FALSE);
  gtk_widget_set_visible (self->install, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->notify), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
sp_opening_bar_show_waiting (SpOpeningBar *self, const char *text)
{
  g_return_if_fail (SP_IS_OPENING_BAR (self));
  g_return_if_fail (text != NULL);

  show_text (self, text, TRUE);
}

void
sp_opening_bar_show_error (SpOpeningBar *self, const char *title, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SP_IS_OPENING_BAR (self));
  g_return_if_fail (error != NULL);

  /* Translators: what is wrong, and a sentence that says more. This stands above an app that is shown as it was the
   * last time. */
  text = g_strdup_printf (_("%s. %s The app is shown as it was the last time."), title, error->message);
  gtk_image_set_from_icon_name (self->icon, sp_error_words_icon (error));
  show_text (self, text, FALSE);
}

/* What the page says in two sentences has the place of one here. */
static char *
dup_space_text (const char *id, SpHubRuntime *runtime, gboolean waking, guint n_waiting)
{
  g_autofree char *text = waking ? g_strdup_printf (_("%s was asked to wake up."), id)
                                 : sp_space_words_text (runtime, id, FALSE);
  g_autofree char *runs = NULL;

  if (n_waiting == 0)
    return g_steal_pointer (&text);

  runs = g_strdup_printf (ngettext ("%u run waits for it.", "%u runs wait for it.", n_waiting), n_waiting);

  return g_strconcat (text, " ", runs, NULL);
}

void
sp_opening_bar_show_space (SpOpeningBar *self, const char *id, SpHubRuntime *runtime, gboolean waking, guint n_waiting)
{
  SpHubStage stage;
  gboolean   starts;

  g_return_if_fail (SP_IS_OPENING_BAR (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (SP_IS_HUB_RUNTIME (runtime));

  stage = sp_hub_runtime_get_stage (runtime);
  waking = waking && stage == SP_HUB_STAGE_ASLEEP;
  starts = waking || stage == SP_HUB_STAGE_BUILDING || stage == SP_HUB_STAGE_STARTING;
  g_free (self->text);
  self->text = dup_space_text (id, runtime, waking, n_waiting);
  show_text (self, self->text, starts);
  if (!starts)
    gtk_image_set_from_icon_name (self->icon, sp_space_words_icon (runtime));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->install), "s", id);
  gtk_widget_set_visible (self->wake, stage == SP_HUB_STAGE_ASLEEP && !waking);
  gtk_widget_set_visible (self->install, stage == SP_HUB_STAGE_PAUSED);
  gtk_widget_set_visible (GTK_WIDGET (self->notify), starts || stage == SP_HUB_STAGE_ASLEEP);
  gtk_widget_set_visible (self->retry, !starts && stage != SP_HUB_STAGE_ASLEEP);
}

/* The time goes on once a second, which nobody wants to hear. */
void
sp_opening_bar_set_elapsed (SpOpeningBar *self, double elapsed, double usual)
{
  g_autofree char *time = sp_time_words_elapsed (elapsed);
  g_autofree char *words = sp_space_words_usual (elapsed, usual);
  g_autofree char *text = NULL;

  g_return_if_fail (SP_IS_OPENING_BAR (self));

  if (self->text == NULL)
    return;

  text = g_strconcat (self->text, " ", time, words != NULL ? " · " : NULL, words, NULL);
  gtk_label_set_label (self->label, text);
}

void
sp_opening_bar_set_notify (SpOpeningBar *self, gboolean notify)
{
  g_return_if_fail (SP_IS_OPENING_BAR (self));

  g_signal_handlers_block_by_func (self->notify, notify_toggled_cb, self);
  gtk_toggle_button_set_active (self->notify, notify);
  gtk_button_set_label (GTK_BUTTON (self->notify), notify ? _("You Will Be Told") : _("Notify Me"));
  g_signal_handlers_unblock_by_func (self->notify, notify_toggled_cb, self);
}

gboolean
sp_opening_bar_is_waiting (SpOpeningBar *self)
{
  g_return_val_if_fail (SP_IS_OPENING_BAR (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_get_visible (self->cancel);
}

void
sp_opening_bar_hide (SpOpeningBar *self)
{
  g_return_if_fail (SP_IS_OPENING_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
