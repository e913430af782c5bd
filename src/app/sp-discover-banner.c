/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-discover-banner.h"

#include "sp-resources.h"
#include "sp-time-format.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpDiscoverBanner {
  AdwBin       parent_instance;
  GtkRevealer *revealer; /* template child */
  GtkLabel    *label;    /* template child */
  GtkWidget   *retry;    /* template child */
};

G_DEFINE_FINAL_TYPE (SpDiscoverBanner, sp_discover_banner, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_RETRY,
} SpDiscoverBannerSignal;

static guint signals[SIGNAL_RETRY + 1];

static void
retry_cb (SpDiscoverBanner *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
sp_discover_banner_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DISCOVER_BANNER);

  G_OBJECT_CLASS (sp_discover_banner_parent_class)->dispose (object);
}

static void
sp_discover_banner_class_init (SpDiscoverBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_discover_banner_dispose;

  signals[SIGNAL_RETRY] =
    g_signal_new ("retry", SP_TYPE_DISCOVER_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-discover-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverBanner, label);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverBanner, retry);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sp_discover_banner_init (SpDiscoverBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
say (SpDiscoverBanner *self,
     const char       *text, /* NULL: nothing */
     gboolean          can_retry)
{
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_widget_set_visible (self->retry, can_retry);
  if (text == NULL || g_str_equal (gtk_label_get_label (self->label), text))
    return;

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

char *
sp_discover_banner_dup_kept (gint64 since)
{
  g_autofree char *when = sp_time_words_ago (since, g_get_real_time () / G_USEC_PER_SEC);

  /* Translators: for example “5 minutes ago”, or a date. */
  return g_strdup_printf (_("The Hub can’t be reached. This is what it said %s."), when);
}

void
sp_discover_banner_update (SpDiscoverBanner *self,
                           SpHubSession     *session,
                           gint64            kept_since,
                           const GError     *error)
{
  g_autofree char *text = NULL;
  guint            pause;

  g_return_if_fail (SP_IS_DISCOVER_BANNER (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));

  pause = sp_hub_session_get_pause_left (session);
  if (pause > 0) {
    g_autofree char *left = sp_time_format (pause);

    text = g_strdup_printf (_("The Hub asks for a pause, %s left. It goes on by itself."), left);
  } else if (kept_since > 0) {
    text = sp_discover_banner_dup_kept (kept_since);
  } else if (error != NULL) {
    text = g_strdup (error->message);
  }
  say (self, text, pause == 0);
}
