/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-card.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpSpaceCard {
  GtkButton parent_instance;
  GtkLabel *emoji;   /* template child */
  GtkLabel *title;   /* template child */
  GtkLabel *summary; /* template child */
  SpSpace  *space;   /* owned */
};

G_DEFINE_FINAL_TYPE (SpSpaceCard, sp_space_card, GTK_TYPE_BUTTON)

static void
sp_space_card_dispose (GObject *object)
{
  SpSpaceCard *self = SP_SPACE_CARD (object);

  g_clear_object (&self->space);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_CARD);

  G_OBJECT_CLASS (sp_space_card_parent_class)->dispose (object);
}

static void
sp_space_card_class_init (SpSpaceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_space_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceCard, emoji);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceCard, title);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceCard, summary);
}

static void
sp_space_card_init (SpSpaceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_space_card_new (SpSpace *space)
{
  SpSpaceCard *self = g_object_new (SP_TYPE_SPACE_CARD, NULL);
  const char  *emoji = sp_space_get_emoji (space);
  const char  *summary = sp_space_get_summary (space);

  self->space = g_object_ref (space);
  gtk_label_set_text (self->emoji, emoji != NULL ? emoji : "🚀");
  gtk_label_set_text (self->title, sp_space_get_title (space));
  gtk_label_set_text (self->summary, summary != NULL ? summary : _("Runs on this computer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sp_space_get_title (space), -1);

  return GTK_WIDGET (self);
}

SpSpace *
sp_space_card_get_space (SpSpaceCard *self)
{
  g_return_val_if_fail (SP_IS_SPACE_CARD (self), NULL);

  return self->space;
}
