/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-dialogue-row.h"

#include "sp-resources.h"
#include "sp-tag-menu.h"
#include "sp-text-area.h"

#include <glib/gi18n-lib.h>

#define MOST_LINES 8 /* that the text grows to */

struct _SpDialogueRow {
  GtkWidget    parent_instance;
  GtkWidget   *dot;           /* template child */
  GtkDropDown *speaker;       /* template child */
  SpTextArea  *area;          /* template child */
  GtkWidget   *remove_button; /* template child */
  SpTagMenu   *tags;          /* a child of the area */
  GdkRGBA      color;
  gboolean     quiet; /* the parts are being filled */
};

G_DEFINE_FINAL_TYPE (SpDialogueRow, sp_dialogue_row, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed_cb (SpDialogueRow *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
activate_cb (SpDialogueRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
remove_cb (SpDialogueRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
draw_dot_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  gdk_cairo_set_source_rgba (cr, &SP_DIALOGUE_ROW (user_data)->color);
  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* A line without text goes away by the key that would remove a character. */
static gboolean
key_pressed_cb (SpDialogueRow *self, guint keyval)
{
  g_autofree char *text = NULL;

  if (keyval != GDK_KEY_BackSpace || !gtk_widget_get_visible (self->remove_button))
    return GDK_EVENT_PROPAGATE;

  text = sp_text_area_dup_text (self->area);
  if (*text != '\0')
    return GDK_EVENT_PROPAGATE;

  remove_cb (self);

  return GDK_EVENT_STOP;
}

static gboolean
sp_dialogue_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SP_DIALOGUE_ROW (widget)->area));
}

static void
sp_dialogue_row_dispose (GObject *object)
{
  SpDialogueRow *self = SP_DIALOGUE_ROW (object);
  GtkWidget     *child = NULL;

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_DIALOGUE_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_dialogue_row_parent_class)->dispose (object);
}

static void
sp_dialogue_row_class_init (SpDialogueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_dialogue_row_dispose;
  widget_class->grab_focus = sp_dialogue_row_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_DIALOGUE_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", SP_TYPE_DIALOGUE_ROW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", SP_TYPE_DIALOGUE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SP_TYPE_TEXT_AREA);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-dialogue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDialogueRow, area);
  gtk_widget_class_bind_template_child (widget_class, SpDialogueRow, dot);
  gtk_widget_class_bind_template_child (widget_class, SpDialogueRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, SpDialogueRow, speaker);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sp_dialogue_row_init (SpDialogueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->dot), draw_dot_cb, self, NULL);
  sp_text_area_set_lines (self->area, 1, MOST_LINES);
  sp_text_area_set_enter (self->area, SP_TEXT_AREA_ENTER_SENDS);
  self->tags = sp_tag_menu_new (self->area);
}

GtkWidget *
sp_dialogue_row_new (const char *const *speakers, const char *speaker, const char *text)
{
  SpDialogueRow            *self = g_object_new (SP_TYPE_DIALOGUE_ROW, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (speakers);
  guint                     position = 0;

  while (speakers[position] != NULL && !g_str_equal (speakers[position], speaker))
    position++;
  if (speakers[position] == NULL) /* not one that the author knows */
    gtk_string_list_append (names, speaker);

  self->quiet = TRUE;
  gtk_drop_down_set_model (self->speaker, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->speaker, position);
  sp_text_area_set_text (self->area, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sp_text_area_get_view (self->area)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, speaker, -1);
  self->quiet = FALSE;

  return GTK_WIDGET (self);
}

char *
sp_dialogue_row_dup_speaker (SpDialogueRow *self)
{
  GtkStringObject *name = NULL;

  g_return_val_if_fail (SP_IS_DIALOGUE_ROW (self), NULL);

  name = gtk_drop_down_get_selected_item (self->speaker);

  return g_strdup (name != NULL ? gtk_string_object_get_string (name) : "");
}

char *
sp_dialogue_row_dup_text (SpDialogueRow *self)
{
  g_return_val_if_fail (SP_IS_DIALOGUE_ROW (self), NULL);

  return sp_text_area_dup_text (self->area);
}

void
sp_dialogue_row_set_color (SpDialogueRow *self, const GdkRGBA *color)
{
  g_return_if_fail (SP_IS_DIALOGUE_ROW (self));

  self->color = *color;
  gtk_widget_queue_draw (self->dot);
}

void
sp_dialogue_row_set_editable (SpDialogueRow *self, gboolean editable)
{
  g_return_if_fail (SP_IS_DIALOGUE_ROW (self));

  sp_text_area_set_editable (self->area, editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->speaker), editable);
  gtk_widget_set_visible (self->remove_button, editable);
}

void
sp_dialogue_row_set_tags (SpDialogueRow *self, const char *const *tags)
{
  g_return_if_fail (SP_IS_DIALOGUE_ROW (self));

  sp_tag_menu_set_tags (self->tags, tags);
}
