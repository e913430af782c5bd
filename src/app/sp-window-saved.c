/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-window-private.h"

#include "sp-library-toasts.h"
#include "sp-plain-words.h"

#include <glib/gi18n-lib.h>

/* What opens the app of a page again: not the page of it that is in front, and of a Space of this computer not the
 * address that it has this time. */
static char *
dup_reference (SpAppPage *page)
{
  GradioClient *client = sp_app_page_get_client (page);

  if (sp_app_page_get_space (page) != NULL)
    return g_strconcat (SP_SPACE_SCHEME, sp_space_get_id (sp_app_page_get_space (page)), NULL);

  return client != NULL ? g_strdup (gradio_client_get_reference (client)) : NULL;
}

/* The same of one that is not there, and may be in the library all the same. */
static char *
dup_saved_reference (SpAppPage *page)
{
  char *reference = dup_reference (page);

  return reference != NULL ? reference : g_strdup (sp_app_page_get_address (page));
}

static SpSavedApps *
get_saved (SpWindow *self)
{
  return sp_library_get_saved (self->library);
}

static void
save (SpWindow   *self,
      const char *reference,
      const char *title,
      const char *emoji)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (SpSavedApp) app = sp_saved_app_new (reference, title, &error);
  const char            *problem = NULL;

  if (app == NULL) {
    problem = error->message;
  } else {
    sp_saved_app_set_look (app, emoji, NULL, NULL);
    if (!sp_saved_apps_add (get_saved (self), app))
      problem = sp_saved_apps_find (get_saved (self), reference) != NULL
                  ? _("It is in the library already")
                  : _("The library is full. Remove some apps first.");
  }
  sp_window_add_toast (self, problem != NULL ? sp_plain_words_toast (problem)
                                             : sp_library_toast_saved (get_saved (self), app));
}

static void
save_app_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const char *reference;
  const char *title;
  const char *emoji;

  g_variant_get (parameter, "(&s&s&s)", &reference, &title, &emoji);
  save (SP_WINDOW (widget), reference, title, emoji);
}

static void
save_page_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpAppPage       *page = sp_window_get_app_page (SP_WINDOW (widget));
  g_autofree char *reference = page != NULL ? dup_reference (page) : NULL;
  SpSpace         *space = page != NULL ? sp_app_page_get_space (page) : NULL;

  if (reference == NULL)
    return;

  save (SP_WINDOW (widget), reference, sp_app_page_get_title (page), space != NULL ? sp_space_get_emoji (space) : NULL);
  sp_window_touch_saved (SP_WINDOW (widget), page); /* it is in use */
}

static void
unsave_page_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SpWindow              *self = SP_WINDOW (widget);
  SpAppPage             *page = sp_window_get_app_page (self);
  g_autofree char       *reference = page != NULL ? dup_saved_reference (page) : NULL;
  g_autoptr (SpSavedApp) app = NULL;

  if (reference != NULL)
    g_set_object (&app, sp_saved_apps_find (get_saved (self), reference));
  if (app == NULL)
    return;

  sp_saved_apps_remove (get_saved (self), app);
  sp_window_add_toast (self, sp_library_toast_removed (get_saved (self), app));
}

void
sp_window_touch_saved (SpWindow  *self,
                       SpAppPage *page)
{
  g_autofree char *reference = dup_reference (page);

  if (reference != NULL)
    sp_saved_apps_touch (get_saved (self), reference, sp_app_page_get_title (page));
}

void
sp_window_enable_saved (SpWindow *self)
{
  SpAppPage       *page = sp_window_get_app_page (self);
  g_autofree char *reference = page != NULL ? dup_reference (page) : NULL;
  g_autofree char *saved = page != NULL ? dup_saved_reference (page) : NULL;
  gboolean         is_saved = saved != NULL && sp_saved_apps_find (get_saved (self), saved) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-page", reference != NULL && !is_saved);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.unsave-page", is_saved);
}

static void
failed_cb (SpWindow     *self,
           const GError *error)
{
  sp_window_add_toast (self, sp_plain_words_toast (error->message));
}

void
sp_window_watch_saved (SpWindow *self)
{
  g_signal_connect_object (get_saved (self), "items-changed", G_CALLBACK (sp_window_enable_saved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_saved (self), "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
}

void
sp_window_install_saved_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save-app", "(sss)", save_app_cb);
  gtk_widget_class_install_action (widget_class, "win.save-page", NULL, save_page_cb);
  gtk_widget_class_install_action (widget_class, "win.unsave-page", NULL, unsave_page_cb);
}
