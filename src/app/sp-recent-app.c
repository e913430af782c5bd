/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-recent-app.h"

struct _SpRecentApp {
  GObject parent_instance;
  char   *reference; /* owned */
  char   *title;     /* owned */
  gint64  time;
};

G_DEFINE_FINAL_TYPE (SpRecentApp, sp_recent_app, G_TYPE_OBJECT)

static void
sp_recent_app_finalize (GObject *object)
{
  SpRecentApp *self = SP_RECENT_APP (object);

  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (sp_recent_app_parent_class)->finalize (object);
}

static void
sp_recent_app_class_init (SpRecentAppClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_recent_app_finalize;
}

static void
sp_recent_app_init (SpRecentApp *self)
{
}

SpRecentApp *
sp_recent_app_new (const char *reference,
                   const char *title,
                   gint64      time)
{
  SpRecentApp *self = g_object_new (SP_TYPE_RECENT_APP, NULL);

  self->reference = g_strdup (reference);
  self->title = g_strdup (title != NULL && *title != '\0' ? title : reference);
  self->time = time;

  return self;
}

const char *
sp_recent_app_get_reference (SpRecentApp *self)
{
  g_return_val_if_fail (SP_IS_RECENT_APP (self), NULL);

  return self->reference;
}

const char *
sp_recent_app_get_title (SpRecentApp *self)
{
  g_return_val_if_fail (SP_IS_RECENT_APP (self), NULL);

  return self->title;
}

gint64
sp_recent_app_get_time (SpRecentApp *self)
{
  g_return_val_if_fail (SP_IS_RECENT_APP (self), 0);

  return self->time;
}
