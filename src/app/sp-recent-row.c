/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-recent-row.h"

#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpRecentRow {
  AdwActionRow parent_instance;
  GtkLabel    *time;   /* template child */
  GtkButton   *remove; /* template child */
  SpRecentApp *app;    /* owned */
};

G_DEFINE_FINAL_TYPE (SpRecentRow, sp_recent_row, ADW_TYPE_ACTION_ROW)

typedef enum {
  SIGNAL_REMOVE,
} SpRecentRowSignal;

static guint signals[SIGNAL_REMOVE + 1];

static void
remove_clicked_cb (SpRecentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0, self->app);
}

static void
sp_recent_row_dispose (GObject *object)
{
  SpRecentRow *self = SP_RECENT_ROW (object);

  g_clear_object (&self->app);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RECENT_ROW);

  G_OBJECT_CLASS (sp_recent_row_parent_class)->dispose (object);
}

static void
sp_recent_row_class_init (SpRecentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_recent_row_dispose;

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", SP_TYPE_RECENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, SP_TYPE_RECENT_APP);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-recent-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRecentRow, time);
  gtk_widget_class_bind_template_child (widget_class, SpRecentRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
sp_recent_row_init (SpRecentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_recent_row_new (SpRecentApp *app)
{
  SpRecentRow     *self = g_object_new (SP_TYPE_RECENT_ROW, NULL);
  const char      *title = sp_recent_app_get_title (app);
  g_autofree char *time = sp_time_words_ago (sp_recent_app_get_time (app), g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *remove = g_strdup_printf (_("Remove “%s” from the list"), title);

  self->app = g_object_ref (app);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sp_recent_app_get_reference (app));
  gtk_label_set_text (self->time, time);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove), _("Remove from the list"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);

  return GTK_WIDGET (self);
}

SpRecentApp *
sp_recent_row_get_app (SpRecentRow *self)
{
  g_return_val_if_fail (SP_IS_RECENT_ROW (self), NULL);

  return self->app;
}
