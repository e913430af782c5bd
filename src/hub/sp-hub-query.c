/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-query.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORDS 250 /* characters */

typedef enum {
  TEXT_WORDS,
  TEXT_CATEGORY,
  TEXT_SDK,
  TEXT_HARDWARE,
  TEXT_LICENSE,
  TEXT_MINE,
  TEXT_COLLECTION,
  N_TEXTS,
} Text;

struct _SpHubQuery {
  GObject   parent_instance;
  char     *texts[N_TEXTS]; /* each nullable */
  gboolean  is_running;
  gboolean  is_installable;
  gboolean  is_recent;
  SpHubSort sort;
};

G_DEFINE_FINAL_TYPE (SpHubQuery, sp_hub_query, G_TYPE_OBJECT)

/* The texts first, in their order. */
typedef enum {
  PROP_WORDS = 1,
  PROP_CATEGORY,
  PROP_SDK,
  PROP_HARDWARE,
  PROP_LICENSE,
  PROP_MINE,
  PROP_COLLECTION,
  PROP_RUNNING,
  PROP_INSTALLABLE,
  PROP_RECENT,
  PROP_SORT,
} SpHubQueryProperty;

static GParamSpec *properties[PROP_SORT + 1];

const SpHubCategory sp_hub_categories[] = {
  { "image-generation", N_("Pictures") },
  { "image-editing", N_("Picture editing") },
  { "background-removal", N_("Background removal") },
  { "image-upscaling", N_("Upscaling") },
  { "style-transfer", N_("Style transfer") },
  { "image-captioning", N_("Picture description") },
  { "video-generation", N_("Video") },
  { "text-generation", N_("Text") },
  { "speech-synthesis", N_("Speech") },
  { "voice-cloning", N_("Voices") },
  { "music-generation", N_("Music") },
  { "ocr", N_("Documents") },
  { NULL, NULL },
};

const char *
sp_hub_category_get_title (const char *name)
{
  for (const SpHubCategory *category = sp_hub_categories; category->name != NULL; category++)
    if (g_strcmp0 (category->name, name) == 0)
      return _(category->title);

  return NULL;
}

GType
sp_hub_sort_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
      { SP_HUB_SORT_BEST, "SP_HUB_SORT_BEST", "best" },
      { SP_HUB_SORT_TRENDING, "SP_HUB_SORT_TRENDING", "trending" },
      { SP_HUB_SORT_LIKES, "SP_HUB_SORT_LIKES", "likes" },
      { SP_HUB_SORT_CREATED, "SP_HUB_SORT_CREATED", "created" },
      { SP_HUB_SORT_MODIFIED, "SP_HUB_SORT_MODIFIED", "modified" },
      { 0, NULL, NULL },
    };

    g_once_init_leave (&type, g_enum_register_static ("SpHubSort", values));
  }

  return type;
}

static void
set_text (SpHubQuery *self,
          Text        text,
          const char *value)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (SP_IS_HUB_QUERY (self));

  if (value != NULL)
    clean = g_strstrip (g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), MAX_WORDS)));
  if (clean != NULL && *clean == '\0')
    g_clear_pointer (&clean, g_free);
  if (g_strcmp0 (self->texts[text], clean) == 0)
    return;

  g_free (self->texts[text]);
  self->texts[text] = g_steal_pointer (&clean);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS + text]);
}

static const char *
get_text (SpHubQuery *self,
          Text        text)
{
  g_return_val_if_fail (SP_IS_HUB_QUERY (self), NULL);

  return self->texts[text];
}

static void
sp_hub_query_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SpHubQuery *self = SP_HUB_QUERY (object);

  switch ((SpHubQueryProperty) prop_id) {
  case PROP_WORDS:
  case PROP_CATEGORY:
  case PROP_SDK:
  case PROP_HARDWARE:
  case PROP_LICENSE:
  case PROP_MINE:
  case PROP_COLLECTION:
    g_value_set_string (value, self->texts[prop_id - PROP_WORDS]);
    break;
  case PROP_RUNNING:
    g_value_set_boolean (value, self->is_running);
    break;
  case PROP_INSTALLABLE:
    g_value_set_boolean (value, self->is_installable);
    break;
  case PROP_RECENT:
    g_value_set_boolean (value, self->is_recent);
    break;
  case PROP_SORT:
    g_value_set_enum (value, (int) self->sort);
    break;
  }
}

static void
sp_hub_query_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SpHubQuery *self = SP_HUB_QUERY (object);

  switch ((SpHubQueryProperty) prop_id) {
  case PROP_WORDS:
  case PROP_CATEGORY:
  case PROP_SDK:
  case PROP_HARDWARE:
  case PROP_LICENSE:
  case PROP_MINE:
  case PROP_COLLECTION:
    set_text (self, (Text) (prop_id - PROP_WORDS), g_value_get_string (value));
    break;
  case PROP_RUNNING:
    sp_hub_query_set_running (self, g_value_get_boolean (value));
    break;
  case PROP_INSTALLABLE:
    sp_hub_query_set_installable (self, g_value_get_boolean (value));
    break;
  case PROP_RECENT:
    sp_hub_query_set_recent (self, g_value_get_boolean (value));
    break;
  case PROP_SORT:
    sp_hub_query_set_sort (self, (SpHubSort) g_value_get_enum (value));
    break;
  }
}

static void
sp_hub_query_finalize (GObject *object)
{
  SpHubQuery *self = SP_HUB_QUERY (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (sp_hub_query_parent_class)->finalize (object);
}

static void
sp_hub_query_class_init (SpHubQueryClass *klass)
{
  static const char *const names[] = { "words", "category", "sdk", "hardware", "license", "mine", "collection" };
  const GParamFlags        flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass            *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_query_get_property;
  object_class->set_property = sp_hub_query_set_property;
  object_class->finalize = sp_hub_query_finalize;

  for (guint i = 0; i < N_TEXTS; i++)
    properties[PROP_WORDS + i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_INSTALLABLE] = g_param_spec_boolean ("installable", NULL, NULL, FALSE, flags);
  properties[PROP_RECENT] = g_param_spec_boolean ("recent", NULL, NULL, FALSE, flags);
  properties[PROP_SORT] = g_param_spec_enum ("sort", NULL, NULL, SP_TYPE_HUB_SORT, SP_HUB_SORT_BEST, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_hub_query_init (SpHubQuery *self)
{
}

SpHubQuery *
sp_hub_query_new (void)
{
  return g_object_new (SP_TYPE_HUB_QUERY, NULL);
}

SpHubQuery *
sp_hub_query_copy (SpHubQuery *self)
{
  SpHubQuery *copy;

  g_return_val_if_fail (SP_IS_HUB_QUERY (self), NULL);

  copy = sp_hub_query_new ();
  for (guint i = 0; i < N_TEXTS; i++)
    copy->texts[i] = g_strdup (self->texts[i]);
  copy->is_running = self->is_running;
  copy->is_installable = self->is_installable;
  copy->is_recent = self->is_recent;
  copy->sort = self->sort;

  return copy;
}

const char *
sp_hub_query_get_words (SpHubQuery *self)
{
  return get_text (self, TEXT_WORDS);
}

void
sp_hub_query_set_words (SpHubQuery *self,
                        const char *words)
{
  set_text (self, TEXT_WORDS, words);
}

const char *
sp_hub_query_get_category (SpHubQuery *self)
{
  return get_text (self, TEXT_CATEGORY);
}

void
sp_hub_query_set_category (SpHubQuery *self,
                           const char *category)
{
  set_text (self, TEXT_CATEGORY, category);
}

const char *
sp_hub_query_get_sdk (SpHubQuery *self)
{
  return get_text (self, TEXT_SDK);
}

void
sp_hub_query_set_sdk (SpHubQuery *self,
                      const char *sdk)
{
  set_text (self, TEXT_SDK, sdk);
}

const char *
sp_hub_query_get_hardware (SpHubQuery *self)
{
  return get_text (self, TEXT_HARDWARE);
}

void
sp_hub_query_set_hardware (SpHubQuery *self,
                           const char *hardware)
{
  set_text (self, TEXT_HARDWARE, hardware);
}

const char *
sp_hub_query_get_license (SpHubQuery *self)
{
  return get_text (self, TEXT_LICENSE);
}

void
sp_hub_query_set_license (SpHubQuery *self,
                          const char *license)
{
  set_text (self, TEXT_LICENSE, license);
}

const char *
sp_hub_query_get_mine (SpHubQuery *self)
{
  return get_text (self, TEXT_MINE);
}

void
sp_hub_query_set_mine (SpHubQuery *self,
                       const char *owner)
{
  set_text (self, TEXT_MINE, owner);
}

const char *
sp_hub_query_get_collection (SpHubQuery *self)
{
  return get_text (self, TEXT_COLLECTION);
}

void
sp_hub_query_set_collection (SpHubQuery *self,
                             const char *collection)
{
  set_text (self, TEXT_COLLECTION, collection);
}

gboolean
sp_hub_query_get_running (SpHubQuery *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUERY (self), FALSE);

  return self->is_running;
}

void
sp_hub_query_set_running (SpHubQuery *self,
                          gboolean    running)
{
  g_return_if_fail (SP_IS_HUB_QUERY (self));

  if (self->is_running == !!running)
    return;

  self->is_running = !!running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

gboolean
sp_hub_query_get_installable (SpHubQuery *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUERY (self), FALSE);

  return self->is_installable;
}

void
sp_hub_query_set_installable (SpHubQuery *self,
                              gboolean    installable)
{
  g_return_if_fail (SP_IS_HUB_QUERY (self));

  if (self->is_installable == !!installable)
    return;

  self->is_installable = !!installable;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSTALLABLE]);
}

gboolean
sp_hub_query_get_recent (SpHubQuery *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUERY (self), FALSE);

  return self->is_recent;
}

void
sp_hub_query_set_recent (SpHubQuery *self,
                         gboolean    recent)
{
  g_return_if_fail (SP_IS_HUB_QUERY (self));

  if (self->is_recent == !!recent)
    return;

  self->is_recent = !!recent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECENT]);
}

SpHubSort
sp_hub_query_get_sort (SpHubQuery *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUERY (self), SP_HUB_SORT_BEST);

  return self->sort;
}

void
sp_hub_query_set_sort (SpHubQuery *self,
                       SpHubSort   sort)
{
  g_return_if_fail (SP_IS_HUB_QUERY (self));

  if (self->sort == sort)
    return;

  self->sort = sort;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
}

guint
sp_hub_query_count_filters (SpHubQuery *self)
{
  g_return_val_if_fail (SP_IS_HUB_QUERY (self), 0);

  return (guint) self->is_running + (guint) self->is_installable + (self->texts[TEXT_SDK] != NULL) +
         (self->texts[TEXT_HARDWARE] != NULL) + (self->texts[TEXT_LICENSE] != NULL);
}

void
sp_hub_query_clear_filters (SpHubQuery *self)
{
  g_return_if_fail (SP_IS_HUB_QUERY (self));

  sp_hub_query_set_running (self, FALSE);
  sp_hub_query_set_installable (self, FALSE);
  set_text (self, TEXT_SDK, NULL);
  set_text (self, TEXT_HARDWARE, NULL);
  set_text (self, TEXT_LICENSE, NULL);
}
