/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-connecting-page.h"

#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpConnectingPage {
  AdwBin         parent_instance;
  AdwStatusPage *status;  /* template child */
  GtkSpinner    *spinner; /* template child */
  GtkLabel      *elapsed; /* template child */
  gint64         start;   /* monotonic: when the waiting for the Space began */
  guint          clock;   /* once a second, while a Space is waited for */
};

G_DEFINE_FINAL_TYPE (SpConnectingPage, sp_connecting_page, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CANCELLED,
} SpConnectingPageSignal;

static guint signals[SIGNAL_CANCELLED + 1];

static void
set_words (SpConnectingPage *self,
           const char       *title,
           const char       *description)
{
  g_autofree char *markup = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
}

static gboolean
clock_cb (gpointer user_data)
{
  SpConnectingPage *self = user_data;
  g_autofree char  *text = sp_time_words_elapsed ((g_get_monotonic_time () - self->start) / 1e6);

  gtk_label_set_text (self->elapsed, text);

  return G_SOURCE_CONTINUE;
}

static void
cancel_clicked_cb (SpConnectingPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
sp_connecting_page_dispose (GObject *object)
{
  SpConnectingPage *self = SP_CONNECTING_PAGE (object);

  g_clear_handle_id (&self->clock, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CONNECTING_PAGE);

  G_OBJECT_CLASS (sp_connecting_page_parent_class)->dispose (object);
}

static void
sp_connecting_page_class_init (SpConnectingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_connecting_page_dispose;

  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", SP_TYPE_CONNECTING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-connecting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, status);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpConnectingPage, elapsed);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
sp_connecting_page_init (SpConnectingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_connecting_page_start (SpConnectingPage *self,
                          const char       *address)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));
  g_return_if_fail (address != NULL);

  sp_connecting_page_stop (self);
  set_words (self, _("Connecting…"), address);
  gtk_widget_set_visible (GTK_WIDGET (self->elapsed), FALSE);
  gtk_spinner_start (self->spinner);
}

void
sp_connecting_page_set_space_state (SpConnectingPage *self,
                                    GradioSpaceState *state)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));
  g_return_if_fail (GRADIO_IS_SPACE_STATE (state));

  set_words (self, gradio_space_state_is_running (state) ? _("Connecting…") : _("Waiting for the Space"),
             gradio_space_state_get_message (state));
  if (self->clock != 0)
    return;

  self->start = g_get_monotonic_time () - gradio_space_state_get_elapsed (state) * G_USEC_PER_SEC;
  self->clock = g_timeout_add_seconds (1, clock_cb, self);
  clock_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self->elapsed), TRUE);
}

void
sp_connecting_page_stop (SpConnectingPage *self)
{
  g_return_if_fail (SP_IS_CONNECTING_PAGE (self));

  g_clear_handle_id (&self->clock, g_source_remove);
  gtk_spinner_stop (self->spinner);
}
