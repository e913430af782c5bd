/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-step.h"

#include "sp-hub-error.h"
#include "sp-plain-words.h"
#include "sp-platform.h"

#include <glib/gi18n-lib.h>

struct _SpCareStep {
  GObject      parent_instance;
  SpCareSpace *space;    /* owned */
  SpHubCare    care;     /* its texts are interned */
  char        *done;     /* owned, nullable */
  char        *failed;   /* owned */
  char        *question; /* owned, nullable */
  char        *body;     /* owned, nullable */
  char        *answer;   /* owned, nullable */
  SpCareStep  *undo;     /* owned, nullable */
  GtkWidget   *widget;   /* weak, nullable */
};

G_DEFINE_FINAL_TYPE (SpCareStep, sp_care_step, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_ENDED,
} SpCareStepSignal;

static guint signals[SIGNAL_ENDED + 1];

static void
end (SpCareStep *self,
     gboolean    done)
{
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, done);
}

/* A step is there as long as what it asks or tells. */
static void
unref_cb (gpointer  data,
          GClosure *closure)
{
  g_object_unref (data);
}

static void
undo_cb (AdwToast   *toast,
         SpCareStep *self)
{
  if (self->widget != NULL)
    sp_care_step_run (self->undo, self->widget);
}

static void
tell_done (SpCareStep *self)
{
  GtkWidget *overlay = NULL;
  AdwToast  *toast = NULL;

  if (self->widget != NULL && self->done != NULL)
    overlay = gtk_widget_get_ancestor (self->widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return;

  toast = self->undo != NULL ? sp_plain_words_undo_toast (self->done) : sp_plain_words_toast (self->done);
  if (self->undo != NULL) {
    g_set_weak_pointer (&self->undo->widget, self->widget);
    g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), g_object_ref (self), unref_cb, 0);
  }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static GtkWindow *
get_window (SpCareStep *self)
{
  GtkRoot *root = self->widget != NULL ? gtk_widget_get_root (self->widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
failure_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     SpCareStep       *self)
{
  g_autofree char *address = NULL;

  if (!g_str_equal (response, "settings") || self->widget == NULL)
    return;

  address = sp_care_space_dup_address (self->space, "settings");
  sp_platform_open_uri (self->widget, address);
}

/* What the Hub does not do here may be possible on its own page. */
static void
tell_failure (SpCareStep   *self,
              const GError *error)
{
  GtkWindow *window = get_window (self);
  GtkWidget *dialog;

  if (window == NULL)
    return;

  dialog = adw_message_dialog_new (window, self->failed, error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  if (g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_PAYMENT) ||
      g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_ACCESS))
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "settings", _("Settings on the Hub"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (failure_response_cb), g_object_ref (self), unref_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
cared_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SpCareStep)   self = user_data;
  g_autoptr (SpHubRuntime) runtime = NULL;
  g_autoptr (GError)       error = NULL;

  if (sp_hub_care_finish (SP_HUB_SESSION (source), result, &runtime, &error)) {
    sp_care_space_take (self->space, &self->care, runtime);
    tell_done (self);
    end (self, TRUE);
  } else {
    tell_failure (self, error);
    end (self, FALSE);
  }
}

static void
go (SpCareStep *self)
{
  sp_hub_care_async (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space), &self->care, NULL,
                     cared_cb, g_object_ref (self));
}

static void
question_response_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      SpCareStep       *self)
{
  if (g_str_equal (response, "yes"))
    go (self);
  else
    end (self, FALSE);
}

static void
ask (SpCareStep *self)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), self->question, self->body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "yes", self->answer, NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (question_response_cb), g_object_ref (self), unref_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sp_care_step_dispose (GObject *object)
{
  SpCareStep *self = SP_CARE_STEP (object);

  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->space);
  g_clear_object (&self->undo);

  G_OBJECT_CLASS (sp_care_step_parent_class)->dispose (object);
}

static void
sp_care_step_finalize (GObject *object)
{
  SpCareStep *self = SP_CARE_STEP (object);

  g_free (self->done);
  g_free (self->failed);
  g_free (self->question);
  g_free (self->body);
  g_free (self->answer);

  G_OBJECT_CLASS (sp_care_step_parent_class)->finalize (object);
}

static void
sp_care_step_class_init (SpCareStepClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_care_step_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_care_step_finalize;

  signals[SIGNAL_ENDED] = g_signal_new ("ended", SP_TYPE_CARE_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sp_care_step_init (SpCareStep *self)
{
}

SpCareStep *
sp_care_step_new (SpCareSpace     *space,
                  const SpHubCare *care,
                  const char      *done,
                  const char      *failed)
{
  SpCareStep *self = NULL;

  g_return_val_if_fail (SP_IS_CARE_SPACE (space), NULL);
  g_return_val_if_fail (care != NULL && failed != NULL, NULL);

  self = g_object_new (SP_TYPE_CARE_STEP, NULL);
  self->space = g_object_ref (space);
  self->care = *care;
  self->care.hardware = g_intern_string (care->hardware);
  self->care.visibility = g_intern_string (care->visibility);
  self->done = g_strdup (done);
  self->failed = g_strdup (failed);

  return self;
}

void
sp_care_step_set_question (SpCareStep *self,
                           const char *heading,
                           const char *body,
                           const char *answer)
{
  g_return_if_fail (SP_IS_CARE_STEP (self));
  g_return_if_fail (self->question == NULL);

  self->question = g_strdup (heading);
  self->body = g_strdup (body);
  self->answer = g_strdup (answer);
}

void
sp_care_step_set_undo (SpCareStep *self,
                       SpCareStep *undo)
{
  g_return_if_fail (SP_IS_CARE_STEP (self));
  g_return_if_fail (SP_IS_CARE_STEP (undo));

  g_set_object (&self->undo, undo);
}

void
sp_care_step_run (SpCareStep *self,
                  GtkWidget  *widget)
{
  g_return_if_fail (SP_IS_CARE_STEP (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_set_weak_pointer (&self->widget, widget);
  if (self->question != NULL)
    ask (self);
  else
    go (self);
}
