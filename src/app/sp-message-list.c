/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-message-list.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

/* How many are seen while the others are folded. */
#define N_SHOWN 3

/* A stranger's app may send any number of them; the oldest go away. */
#define MAX_MESSAGES 100

struct _SpMessageList {
  AdwBin           parent_instance;
  GtkWidget       *head;   /* template child */
  GtkToggleButton *unfold; /* template child */
  GtkBox          *rows;   /* template child */
  guint            n_rows;
};

G_DEFINE_FINAL_TYPE (SpMessageList, sp_message_list, ADW_TYPE_BIN)

static void
update (SpMessageList *self)
{
  gboolean         unfolded = gtk_toggle_button_get_active (self->unfold);
  GtkWidget       *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  g_autofree char *words = NULL;

  for (guint i = 0; row != NULL; i++) {
    gtk_widget_set_visible (row, i < N_SHOWN || unfolded);
    row = gtk_widget_get_next_sibling (row);
  }

  gtk_widget_set_visible (self->head, self->n_rows > N_SHOWN);
  words = g_strdup_printf (ngettext ("%u message", "%u messages", self->n_rows), self->n_rows);
  gtk_button_set_label (GTK_BUTTON (self->unfold), words);
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_rows > 0);
}

/* The focus goes to a neighbour: it would be nowhere. */
static void
remove_row (SpMessageList *self, GtkWidget *row)
{
  GtkWidget *neighbour = gtk_widget_get_next_sibling (row);

  if (neighbour == NULL || !gtk_widget_get_visible (neighbour))
    neighbour = gtk_widget_get_prev_sibling (row);
  if (neighbour != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->rows)) == row)
    gtk_widget_grab_focus (neighbour);
  gtk_box_remove (self->rows, row);
  self->n_rows--;
}

static void
close_cb (SpMessageList *self, GtkWidget *row)
{
  if (self->rows == NULL || gtk_widget_get_parent (row) != GTK_WIDGET (self->rows))
    return;

  remove_row (self, row);
  if (self->n_rows <= N_SHOWN)
    gtk_toggle_button_set_active (self->unfold, FALSE);
  update (self);
}

static void
close_all_cb (SpMessageList *self)
{
  sp_message_list_clear (self);
}

static void
sp_message_list_dispose (GObject *object)
{
  SpMessageList *self = SP_MESSAGE_LIST (object);

  self->rows = NULL;
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MESSAGE_LIST);

  G_OBJECT_CLASS (sp_message_list_parent_class)->dispose (object);
}

static void
sp_message_list_class_init (SpMessageListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_message_list_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
  gtk_widget_class_set_css_name (widget_class, "sp-messages");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-message-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMessageList, head);
  gtk_widget_class_bind_template_child (widget_class, SpMessageList, unfold);
  gtk_widget_class_bind_template_child (widget_class, SpMessageList, rows);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, close_all_cb);
}

static void
sp_message_list_init (SpMessageList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
sp_message_list_new (void)
{
  return g_object_new (SP_TYPE_MESSAGE_LIST, NULL);
}

SpMessageRow *
sp_message_list_add (SpMessageList *self, const GradioLog *log, GradioClient *client)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (SP_IS_MESSAGE_LIST (self), NULL);
  g_return_val_if_fail (log != NULL, NULL);

  if (!log->visible)
    return NULL;

  row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  if (row != NULL && sp_message_row_repeat (SP_MESSAGE_ROW (row), log))
    return SP_MESSAGE_ROW (row);

  row = sp_message_row_new (log, client);
  g_signal_connect_object (row, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (self->rows, row);
  self->n_rows++;
  if (self->n_rows > MAX_MESSAGES)
    remove_row (self, gtk_widget_get_last_child (GTK_WIDGET (self->rows)));
  update (self);

  return SP_MESSAGE_ROW (row);
}

guint
sp_message_list_get_n_messages (SpMessageList *self)
{
  g_return_val_if_fail (SP_IS_MESSAGE_LIST (self), 0);

  return self->n_rows;
}

void
sp_message_list_clear (SpMessageList *self)
{
  GtkWidget *row = NULL;

  g_return_if_fail (SP_IS_MESSAGE_LIST (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  self->n_rows = 0;
  gtk_toggle_button_set_active (self->unfold, FALSE);
  update (self);
}
