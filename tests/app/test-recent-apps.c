/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of apps that were opened, and the settings it is kept in. */
#include "sp-recent-apps.h"

static void
add (SpRecentApps *apps,
     const char   *reference,
     gint64        time)
{
  g_autoptr (SpRecentApp) app = sp_recent_app_new (reference, "", time);

  sp_recent_apps_add (apps, app);
}

static void
assert_order (SpRecentApps *apps,
              const char   *expected)
{
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (apps)); i++) {
    g_autoptr (SpRecentApp) app = g_list_model_get_item (G_LIST_MODEL (apps), i);

    g_string_append_printf (order, "%s ", sp_recent_app_get_reference (app));
  }
  g_assert_cmpstr (order->str, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (SpSettings)   settings = sp_settings_new (TRUE);
  g_autoptr (SpRecentApps) apps = sp_recent_apps_new (settings);

  assert_order (apps, "");
  add (apps, "a/a", 1);
  add (apps, "b/b", 2);
  assert_order (apps, "b/b a/a ");
  add (apps, "a/a", 3);
  assert_order (apps, "a/a b/b ");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (apps), 2));
}

static void
test_undo (void)
{
  g_autoptr (SpSettings)   settings = sp_settings_new (TRUE);
  g_autoptr (SpRecentApps) apps = sp_recent_apps_new (settings);
  g_autoptr (SpRecentApp)  middle = NULL;

  add (apps, "a/a", 1);
  add (apps, "b/b", 2);
  add (apps, "c/c", 3);
  middle = g_list_model_get_item (G_LIST_MODEL (apps), 1);
  sp_recent_apps_remove (apps, middle);
  assert_order (apps, "c/c a/a ");
  sp_recent_apps_remove (apps, middle); /* is not there */
  assert_order (apps, "c/c a/a ");
  sp_recent_apps_add (apps, middle);
  assert_order (apps, "c/c b/b a/a ");
}

static void
test_kept (void)
{
  g_autoptr (SpSettings)   settings = sp_settings_new (TRUE);
  g_autoptr (SpRecentApps) first = sp_recent_apps_new (settings);
  g_autoptr (SpRecentApps) second = NULL;
  g_autoptr (SpRecentApp)  app = NULL;

  for (int i = 0; i < SP_RECENT_APPS_MAX + 3; i++) {
    g_autofree char *reference = g_strdup_printf ("owner/%d", i);

    add (first, reference, i);
  }
  second = sp_recent_apps_new (settings);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (second)), ==, SP_RECENT_APPS_MAX);
  app = g_list_model_get_item (G_LIST_MODEL (second), SP_RECENT_APPS_MAX - 1);
  g_assert_cmpstr (sp_recent_app_get_reference (app), ==, "owner/3");
  g_assert_cmpstr (sp_recent_app_get_title (app), ==, "owner/3"); /* for want of a title */
  g_assert_cmpint (sp_recent_app_get_time (app), ==, 3);
}

/* The file may have been written by hand: twice the same app, no address, wrong order. */
static void
test_hostile (void)
{
  g_autoptr (SpSettings)   settings = sp_settings_new (TRUE);
  g_autoptr (SpRecentApps) apps = NULL;

  sp_settings_set_value (
    settings, "recent-apps",
    g_variant_new_parsed ("[('a/a', 'A', int64 1), ('', '', 2), ('b/b', '', 9), ('a/a', 'B', 5)]"));
  apps = sp_recent_apps_new (settings);
  assert_order (apps, "b/b a/a ");
}

/* The defaults that stand in for the schema are those of the schema. */
static void
test_defaults (void)
{
  static const char *const    keys[] = { "color-scheme", "kept-spaces", "maximized",
                                         "recent-apps", "view", "window-size" };
  g_autoptr (SpSettings)      settings = sp_settings_new (TRUE);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv)              all = NULL;

  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                            "io.github.spaceport_app.Spaceport", TRUE);
  g_assert_nonnull (schema);
  all = g_settings_schema_list_keys (schema);
  g_assert_cmpuint (g_strv_length (all), ==, G_N_ELEMENTS (keys));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, keys[i]);
    g_autoptr (GVariant)           expected = g_settings_schema_key_get_default_value (key);
    g_autoptr (GVariant)           value = sp_settings_dup_value (settings, keys[i]);

    g_assert_cmpvariant (value, expected);
  }
}

/* With the schema there the settings are kept by GSettings, not by the object. */
static void
test_stored (void)
{
  g_autoptr (SpSettings) first = sp_settings_new (FALSE);
  g_autoptr (SpSettings) second = sp_settings_new (FALSE);
  g_autoptr (GVariant)   value = NULL;

  sp_settings_set_value (first, "color-scheme", g_variant_new_string ("dark"));
  value = sp_settings_dup_value (second, "color-scheme");
  g_assert_cmpstr (g_variant_get_string (value, NULL), ==, "dark");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recent-apps/order", test_order);
  g_test_add_func ("/recent-apps/undo", test_undo);
  g_test_add_func ("/recent-apps/kept", test_kept);
  g_test_add_func ("/recent-apps/hostile", test_hostile);
  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/stored", test_stored);

  return g_test_run ();
}
