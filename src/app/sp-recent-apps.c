/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-recent-apps.h"

#define KEY "recent-apps"

struct _SpRecentApps {
  GObject     parent_instance;
  SpSettings *settings; /* owned */
  GPtrArray  *apps;     /* owned, of SpRecentApp */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SpRecentApps, sp_recent_apps, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return SP_TYPE_RECENT_APP;
}

static guint
get_n_items (GListModel *model)
{
  return SP_RECENT_APPS (model)->apps->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SpRecentApps *self = SP_RECENT_APPS (model);

  return position < self->apps->len ? g_object_ref (g_ptr_array_index (self->apps, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
find (SpRecentApps *self,
      const char   *reference,
      guint        *position)
{
  for (*position = 0; *position < self->apps->len; (*position)++) {
    SpRecentApp *app = g_ptr_array_index (self->apps, *position);

    if (g_str_equal (sp_recent_app_get_reference (app), reference))
      return TRUE;
  }

  return FALSE;
}

static void
insert_by_time (SpRecentApps *self,
                SpRecentApp  *app)
{
  guint position = 0;

  while (position < self->apps->len &&
         sp_recent_app_get_time (g_ptr_array_index (self->apps, position)) > sp_recent_app_get_time (app))
    position++;

  g_ptr_array_insert (self->apps, (int) position, g_object_ref (app));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
remove_at (SpRecentApps *self,
           guint         position)
{
  g_ptr_array_remove_index (self->apps, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
save (SpRecentApps *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssx)"));
  for (guint i = 0; i < self->apps->len; i++) {
    SpRecentApp *app = g_ptr_array_index (self->apps, i);

    g_variant_builder_add (&builder, "(ssx)", sp_recent_app_get_reference (app),
                           sp_recent_app_get_title (app), sp_recent_app_get_time (app));
  }
  sp_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

static void
load (SpRecentApps *self)
{
  g_autoptr (GVariant) value = sp_settings_dup_value (self->settings, KEY);
  GVariantIter         iter;
  const char          *reference;
  const char          *title;
  gint64               time;
  guint                position;

  g_variant_iter_init (&iter, value);
  while (self->apps->len < SP_RECENT_APPS_MAX &&
         g_variant_iter_next (&iter, "(&s&sx)", &reference, &title, &time)) {
    g_autoptr (SpRecentApp) app = sp_recent_app_new (reference, title, time);

    if (*reference != '\0' && !find (self, reference, &position))
      insert_by_time (self, app);
  }
}

static void
sp_recent_apps_finalize (GObject *object)
{
  SpRecentApps *self = SP_RECENT_APPS (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->apps, g_ptr_array_unref);

  G_OBJECT_CLASS (sp_recent_apps_parent_class)->finalize (object);
}

static void
sp_recent_apps_class_init (SpRecentAppsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_recent_apps_finalize;
}

static void
sp_recent_apps_init (SpRecentApps *self)
{
  self->apps = g_ptr_array_new_with_free_func (g_object_unref);
}

SpRecentApps *
sp_recent_apps_new (SpSettings *settings)
{
  SpRecentApps *self = g_object_new (SP_TYPE_RECENT_APPS, NULL);

  self->settings = g_object_ref (settings);
  load (self);

  return self;
}

void
sp_recent_apps_add (SpRecentApps *self,
                    SpRecentApp  *app)
{
  guint position;

  g_return_if_fail (SP_IS_RECENT_APPS (self));
  g_return_if_fail (SP_IS_RECENT_APP (app));

  g_object_ref (app);
  if (find (self, sp_recent_app_get_reference (app), &position))
    remove_at (self, position);
  insert_by_time (self, app);
  while (self->apps->len > SP_RECENT_APPS_MAX)
    remove_at (self, self->apps->len - 1);
  save (self);
  g_object_unref (app);
}

void
sp_recent_apps_remove (SpRecentApps *self,
                       SpRecentApp  *app)
{
  guint position;

  g_return_if_fail (SP_IS_RECENT_APPS (self));
  g_return_if_fail (SP_IS_RECENT_APP (app));

  if (!find (self, sp_recent_app_get_reference (app), &position))
    return;

  remove_at (self, position);
  save (self);
}
