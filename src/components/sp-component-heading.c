/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-accessible.h"
#include "sp-component-private.h"
#include "sp-markdown-inline.h"

/* The lines around what a class draws: label, info, and what is wrong; and what assistive
 * technology is told of them. */

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
update_accessible_name (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  if (priv->labelled_widget != NULL && priv->heading_label != NULL)
    sp_accessible_set_name (priv->labelled_widget, GTK_WIDGET (priv->heading_label),
                            is_empty (priv->label) ? priv->type_name : priv->label);
}

static void
update_accessible_description (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  gboolean            has_error = !is_empty (priv->error_text);
  GtkWidget          *info = NULL;

  if (priv->labelled_widget == NULL || priv->info_label == NULL)
    return;

  if (!is_empty (priv->info))
    info = GTK_WIDGET (priv->info_label);
  if (has_error)
    sp_accessible_set_description (priv->labelled_widget, GTK_WIDGET (priv->error_label), info);
  else
    sp_accessible_set_description (priv->labelled_widget, info, NULL);
  sp_accessible_set_invalid (priv->labelled_widget, has_error);
}

static gboolean
has_visible_tools (SpComponentPrivate *priv)
{
  if (gtk_widget_get_prev_sibling (GTK_WIDGET (priv->standard_tools)) != NULL)
    return TRUE; /* those of the class */

  for (GtkWidget *tool = gtk_widget_get_first_child (GTK_WIDGET (priv->standard_tools)); tool != NULL;
       tool = gtk_widget_get_next_sibling (tool))
    if (gtk_widget_get_visible (tool))
      return TRUE;

  return FALSE;
}

void
sp_component_update_heading (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  gboolean            show_label = priv->has_heading && priv->show_label && !is_empty (priv->label);

  if (priv->heading == NULL)
    return; /* being disposed of */

  gtk_label_set_label (priv->heading_label, priv->label != NULL ? priv->label : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->heading_label), show_label);
  gtk_widget_set_visible (GTK_WIDGET (priv->heading),
                          show_label || has_visible_tools (priv) || (priv->required && priv->has_heading));
  update_accessible_name (self);
}

gboolean
sp_component_set_info (SpComponent *self, const char *info)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_autofree char *markup = NULL;

  if (!sp_component_replace_text (&priv->info, info))
    return FALSE;

  if (priv->info_label == NULL)
    return FALSE; /* being disposed of */

  markup = sp_markdown_inline_from_text (priv->info != NULL ? priv->info : "");
  gtk_label_set_markup (priv->info_label, markup);
  gtk_widget_set_visible (GTK_WIDGET (priv->info_label), !is_empty (priv->info));
  update_accessible_description (self);

  return TRUE;
}

void
sp_component_set_error_text (SpComponent *self, const char *text)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (priv->error_label == NULL || !sp_component_replace_text (&priv->error_text, is_empty (text) ? NULL : text))
    return;

  gtk_label_set_label (priv->error_label, priv->error_text != NULL ? priv->error_text : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->error_box), priv->error_text != NULL);
  if (priv->error_text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
  update_accessible_description (self);
  g_object_notify (G_OBJECT (self), "error-text");
}

const char *
sp_component_get_error_text (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_val_if_fail (SP_IS_COMPONENT (self), NULL);

  return priv->error_text;
}

void
sp_component_set_labelled_widget (SpComponent *self, GtkWidget *widget)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));

  if (priv->labelled_widget == widget)
    return;

  if (priv->labelled_widget != NULL)
    sp_accessible_clear (priv->labelled_widget);
  g_set_weak_pointer (&priv->labelled_widget, widget);
  if (priv->heading_label != NULL)
    gtk_label_set_mnemonic_widget (priv->heading_label, widget);
  update_accessible_name (self);
  update_accessible_description (self);
}
