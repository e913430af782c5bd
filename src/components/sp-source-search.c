/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-source-search.h"

#include <glib/gi18n-lib.h>

#include "sp-resources.h"

struct _SpSourceSearch {
  GtkWidget               parent_instance;
  GtkSearchBar           *bar;     /* template child */
  GtkSearchEntry         *entry;   /* template child */
  GtkLabel               *count;   /* template child */
  GtkSourceView          *view;    /* weak */
  GtkSourceSearchContext *context; /* owned */
};

G_DEFINE_FINAL_TYPE (SpSourceSearch, sp_source_search, GTK_TYPE_WIDGET)

static void
update_count (SpSourceSearch *self)
{
  int              n_found = gtk_source_search_context_get_occurrences_count (self->context);
  g_autofree char *text = NULL;

  if (n_found > 0)
    text = g_strdup_printf (ngettext ("%d found", "%d found", (gulong) n_found), n_found);
  else if (n_found == 0 && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    text = g_strdup (_("Not found"));
  gtk_label_set_label (self->count, text != NULL ? text : "");
}

static void
select_found (SpSourceSearch *self, GtkTextIter *from, gboolean forward)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter    start, end;

  if (forward ? gtk_source_search_context_forward (self->context, from, &start, &end, NULL)
              : gtk_source_search_context_backward (self->context, from, &start, &end, NULL)) {
    gtk_text_buffer_select_range (buffer, &start, &end);
    gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &start, 0.1, FALSE, 0, 0);
  }
}

static void
search_changed_cb (SpSourceSearch *self)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter    start;

  if (self->context == NULL)
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_source_search_settings_set_search_text (
    gtk_source_search_context_get_settings (self->context),
    gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_text_buffer_get_selection_bounds (buffer, &start, NULL);
  select_found (self, &start, TRUE);
  update_count (self);
}

static void
next_cb (SpSourceSearch *self)
{
  GtkTextIter end;

  if (self->context == NULL)
    return;

  gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), NULL,
                                        &end);
  select_found (self, &end, TRUE);
}

static void
previous_cb (SpSourceSearch *self)
{
  GtkTextIter start;

  if (self->context == NULL)
    return;

  gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)),
                                        &start, NULL);
  select_found (self, &start, FALSE);
}

static void
stop_cb (SpSourceSearch *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  if (self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* A hidden bar colours nothing. */
static void
mode_changed_cb (SpSourceSearch *self)
{
  if (self->context != NULL)
    gtk_source_search_context_set_highlight (self->context,
                                             gtk_search_bar_get_search_mode (self->bar));
}

static void
sp_source_search_dispose (GObject *object)
{
  SpSourceSearch *self = SP_SOURCE_SEARCH (object);
  GtkWidget      *child = NULL;

  g_clear_object (&self->context);
  g_clear_weak_pointer (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_SOURCE_SEARCH);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_source_search_parent_class)->dispose (object);
}

static void
sp_source_search_class_init (SpSourceSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_source_search_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-source-search.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSourceSearch, bar);
  gtk_widget_class_bind_template_child (widget_class, SpSourceSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, SpSourceSearch, count);
  gtk_widget_class_bind_template_callback (widget_class, mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
sp_source_search_init (SpSourceSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_source_search_set_view (SpSourceSearch *self, GtkSourceView *view)
{
  g_autoptr (GtkSourceSearchSettings) settings = NULL;

  g_return_if_fail (SP_IS_SOURCE_SEARCH (self));
  g_return_if_fail (GTK_SOURCE_IS_VIEW (view));

  settings = gtk_source_search_settings_new ();
  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  g_set_weak_pointer (&self->view, view);
  g_clear_object (&self->context);
  self->context = gtk_source_search_context_new (
    GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))), settings);
  gtk_source_search_context_set_highlight (self->context, FALSE);
  g_signal_connect_object (self->context, "notify::occurrences-count", G_CALLBACK (update_count),
                           self, G_CONNECT_SWAPPED);
}

void
sp_source_search_set_prompt (SpSourceSearch *self, const char *prompt)
{
  g_return_if_fail (SP_IS_SOURCE_SEARCH (self));

  g_object_set (self->entry, "placeholder-text", prompt, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt, -1);
}

void
sp_source_search_open (SpSourceSearch *self)
{
  GtkTextBuffer *buffer = NULL;
  GtkTextIter    start, end;

  g_return_if_fail (SP_IS_SOURCE_SEARCH (self));

  if (self->context == NULL)
    return;

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  if (gtk_text_buffer_get_selection_bounds (buffer, &start, &end) &&
      gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end)) {
    g_autofree char *text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);

    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
