/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-space.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-call.h"
#include "sp-hub-text.h"

#include <string.h>

#define MAX_TITLE 200   /* characters */
#define MAX_SUMMARY 300 /* characters */
#define MAX_WORD 64     /* characters */
#define MAX_EMOJI 16    /* characters; a family is 7 */
#define MAX_NAME 200    /* characters of a model */
#define MAX_TEXTS 500

typedef enum {
  TEXT_TITLE,
  TEXT_EMOJI,
  TEXT_COLOR_FROM,
  TEXT_COLOR_TO,
  TEXT_SUMMARY,
  TEXT_SDK,
  TEXT_SDK_VERSION,
  TEXT_LICENSE,
  TEXT_HOST,
  TEXT_THUMBNAIL,
  TEXT_AVATAR,
  TEXT_COMMIT,
  TEXT_HARDWARE_HINT,
  TEXT_ORIGINAL,
  N_TEXTS,
} Text;

struct _SpHubSpace {
  GObject       parent_instance;
  char         *id;
  char         *owner;
  char         *texts[N_TEXTS]; /* each nullable but the title */
  GStrv         tags;
  GStrv         models;
  SpHubRuntime *runtime; /* nullable */
  gint64        likes;
  gint64        trending;
  gint64        last_modified;
  gint64        created;
  gint64        used_storage;
  gboolean      is_private;
  gboolean      is_gated;
  gboolean      is_disabled;
  gboolean      wants_login;
};

G_DEFINE_FINAL_TYPE (SpHubSpace, sp_hub_space, G_TYPE_OBJECT)

static void
sp_hub_space_finalize (GObject *object)
{
  SpHubSpace *self = SP_HUB_SPACE (object);

  g_free (self->id);
  g_free (self->owner);
  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_strfreev (self->tags);
  g_strfreev (self->models);
  g_clear_object (&self->runtime);

  G_OBJECT_CLASS (sp_hub_space_parent_class)->finalize (object);
}

static void
sp_hub_space_class_init (SpHubSpaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_space_finalize;
}

static void
sp_hub_space_init (SpHubSpace *self)
{
}

/* The names of a text: beside the front matter, in it, and what the search calls it. */
static const struct {
  const char *names[3];
  const char *card;
  gsize       max;
} sources[N_TEXTS] = {
  [TEXT_TITLE] = { { "title" }, "title", MAX_TITLE },
  [TEXT_EMOJI] = { { "emoji" }, "emoji", MAX_EMOJI },
  [TEXT_COLOR_FROM] = { { "colorFrom" }, "colorFrom", MAX_WORD },
  [TEXT_COLOR_TO] = { { "colorTo" }, "colorTo", MAX_WORD },
  [TEXT_SUMMARY] = { { "shortDescription", "short_description", "ai_short_description" },
                     "short_description",
                     MAX_SUMMARY },
  [TEXT_SDK] = { { "sdk" }, "sdk", MAX_WORD },
  [TEXT_SDK_VERSION] = { { "sdk_version" }, "sdk_version", MAX_WORD },
  [TEXT_LICENSE] = { { "license" }, "license", MAX_WORD },
  [TEXT_COMMIT] = { { "sha" }, NULL, MAX_WORD },
  [TEXT_HARDWARE_HINT] = { { NULL }, "suggested_hardware", MAX_WORD },
  [TEXT_ORIGINAL] = { { "originSpace" }, "duplicated_from", MAX_NAME },
};

/* Nullable: a text, or a number as one (`sdk_version: 5.0` without quotes). */
static char *
dup_member (JsonObject *object,
            const char *name,
            gsize       max)
{
  JsonNode        *node = object != NULL && name != NULL ? json_object_get_member (object, name) : NULL;
  g_autofree char *number = NULL;

  if (node == NULL)
    return NULL;
  if (gradio_json_is_string (node))
    return sp_hub_text_dup (json_node_get_string (node), max);
  if (!gradio_json_is_number (node))
    return NULL;

  number = gradio_json_write (node);

  return sp_hub_text_dup (number, max);
}

static char *
dup_text (JsonObject *space,
          JsonObject *card,
          Text        text)
{
  char *found = dup_member (card, sources[text].card, sources[text].max);

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (sources[text].names); i++)
    found = dup_member (space, sources[text].names[i], sources[text].max);

  return found;
}

/* Nullable. Several licences are one text; where the front matter is not there, a tag may say it. */
static char *
dup_license (JsonObject *space,
             JsonObject *card,
             GStrv       tags)
{
  g_auto (GStrv) several = sp_hub_text_dup_list (gradio_json_get_array (card, "license"), 5, MAX_WORD);

  if (several[0] != NULL)
    return g_strjoinv (", ", several);

  for (guint i = 0; tags[i] != NULL; i++)
    if (g_str_has_prefix (tags[i], "license:"))
      return g_strdup (tags[i] + strlen ("license:"));

  return NULL;
}

static GStrv
dup_list (JsonObject *space,
          JsonObject *card,
          const char *name)
{
  JsonArray *array = gradio_json_get_array (space, name);

  if (array == NULL || json_array_get_length (array) == 0)
    array = gradio_json_get_array (card, name);

  return sp_hub_text_dup_list (array, MAX_TEXTS, MAX_NAME);
}

static void
read_texts (SpHubSpace *self,
            JsonObject *space,
            JsonObject *card)
{
  g_autofree char *hub = gradio_address_dup_hub ();
  JsonObject      *author = gradio_json_get_object (space, "authorData");

  for (guint i = 0; i < N_TEXTS; i++)
    self->texts[i] = dup_text (space, card, (Text) i);

  if (self->texts[TEXT_TITLE] == NULL)
    self->texts[TEXT_TITLE] = g_strdup (sp_hub_space_get_name (self));
  if (self->texts[TEXT_LICENSE] == NULL)
    self->texts[TEXT_LICENSE] = dup_license (space, card, self->tags);

  self->texts[TEXT_HOST] = sp_hub_text_dup_address (gradio_json_get_string (space, "host", NULL), NULL);
  self->texts[TEXT_THUMBNAIL] = sp_hub_text_dup_address (gradio_json_get_string (card, "thumbnail", NULL), NULL);
  self->texts[TEXT_AVATAR] = sp_hub_text_dup_address (gradio_json_get_string (author, "avatarUrl", NULL), hub);
}

static void
read_facts (SpHubSpace *self,
            JsonObject *space,
            JsonObject *card)
{
  JsonNode *runtime = json_object_get_member (space, "runtime");

  self->likes = MAX (gradio_json_get_int (space, "likes", 0), 0);
  self->trending = gradio_json_get_int (space, "trendingScore", 0);
  self->last_modified = sp_hub_text_read_date (gradio_json_get_string (space, "lastModified", NULL));
  self->created = sp_hub_text_read_date (gradio_json_get_string (space, "createdAt", NULL));
  self->used_storage = MAX (gradio_json_get_int (space, "usedStorage", -1), -1);
  self->is_private = gradio_json_get_boolean (space, "private", FALSE);
  self->is_gated = gradio_json_get_boolean (space, "gated", gradio_json_get_string (space, "gated", NULL) != NULL);
  self->is_disabled = gradio_json_get_boolean (space, "disabled", FALSE);
  self->wants_login = gradio_json_get_boolean (card, "hf_oauth", FALSE);
  if (runtime != NULL && JSON_NODE_HOLDS_OBJECT (runtime))
    self->runtime = sp_hub_runtime_new_from_json (runtime);
}

SpHubSpace *
sp_hub_space_new_from_json (JsonNode *node)
{
  JsonObject           *space = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject           *card = gradio_json_get_object (space, "cardData");
  const char           *id = gradio_json_get_string (space, "id", NULL);
  g_autoptr (SpHubRepo) repo = id != NULL ? sp_hub_repo_new (SP_HUB_KIND_SPACE, id, NULL) : NULL;
  SpHubSpace           *self;

  if (repo == NULL)
    return NULL;

  self = g_object_new (SP_TYPE_HUB_SPACE, NULL);
  self->id = g_strdup (id);
  self->owner = g_strndup (id, (gsize) (strchr (id, '/') - id));
  self->tags = dup_list (space, card, "tags");
  self->models = dup_list (space, card, "models");
  read_texts (self, space, card);
  read_facts (self, space, card);

  return self;
}

gboolean
sp_hub_space_is_item (JsonNode *item)
{
  JsonObject *object = item != NULL && JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
  const char *kind = gradio_json_get_string (object, "repoType", "");

  return g_str_equal (gradio_json_get_string (object, "type", kind), "space");
}

SpHubSpace *
sp_hub_space_with_runtime (SpHubSpace   *self,
                           SpHubRuntime *runtime)
{
  SpHubSpace *copy;

  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  copy = g_object_new (SP_TYPE_HUB_SPACE, NULL);
  copy->id = g_strdup (self->id);
  copy->owner = g_strdup (self->owner);
  for (guint i = 0; i < N_TEXTS; i++)
    copy->texts[i] = g_strdup (self->texts[i]);
  copy->tags = g_strdupv (self->tags);
  copy->models = g_strdupv (self->models);
  copy->runtime = runtime != NULL ? g_object_ref (runtime) : NULL;
  copy->likes = self->likes;
  copy->trending = self->trending;
  copy->last_modified = self->last_modified;
  copy->created = self->created;
  copy->used_storage = self->used_storage;
  copy->is_private = self->is_private;
  copy->is_gated = self->is_gated;
  copy->is_disabled = self->is_disabled;
  copy->wants_login = self->wants_login;

  return copy;
}

gboolean
sp_hub_space_is_installable (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), FALSE);

  return g_strcmp0 (self->texts[TEXT_SDK], "gradio") == 0 && !self->is_gated && !self->is_disabled;
}

char *
sp_hub_space_page_of (const char *hub,
                      const char *id,
                      const char *part)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (hub != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  path = g_uri_escape_string (id, "/", FALSE);

  return g_strjoin ("/", hub, "spaces", path, part, NULL);
}

char *
sp_hub_space_dup_page (SpHubSpace *self)
{
  g_autofree char *hub = NULL;

  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  hub = gradio_address_dup_hub ();

  return sp_hub_space_page_of (hub, self->id, NULL);
}

const char *
sp_hub_space_get_id (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->id;
}

const char *
sp_hub_space_get_owner (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->owner;
}

const char *
sp_hub_space_get_name (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return strchr (self->id, '/') + 1;
}

const char *
sp_hub_space_get_title (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_TITLE];
}

const char *
sp_hub_space_get_emoji (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_EMOJI];
}

const char *
sp_hub_space_get_color_from (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_COLOR_FROM];
}

const char *
sp_hub_space_get_color_to (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_COLOR_TO];
}

const char *
sp_hub_space_get_summary (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_SUMMARY];
}

const char *
sp_hub_space_get_sdk (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_SDK];
}

const char *
sp_hub_space_get_sdk_version (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_SDK_VERSION];
}

const char *
sp_hub_space_get_license (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_LICENSE];
}

const char *
sp_hub_space_get_host (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_HOST];
}

const char *
sp_hub_space_get_thumbnail (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_THUMBNAIL];
}

const char *
sp_hub_space_get_avatar (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_AVATAR];
}

const char *
sp_hub_space_get_commit (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_COMMIT];
}

const char *
sp_hub_space_get_hardware_hint (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_HARDWARE_HINT];
}

const char *
sp_hub_space_get_original (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->texts[TEXT_ORIGINAL];
}

const char *const *
sp_hub_space_get_tags (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return (const char *const *) self->tags;
}

const char *const *
sp_hub_space_get_models (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return (const char *const *) self->models;
}

SpHubRuntime *
sp_hub_space_get_runtime (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), NULL);

  return self->runtime;
}

gint64
sp_hub_space_get_likes (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), 0);

  return self->likes;
}

gint64
sp_hub_space_get_trending (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), 0);

  return self->trending;
}

gint64
sp_hub_space_get_last_modified (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), 0);

  return self->last_modified;
}

gint64
sp_hub_space_get_created (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), 0);

  return self->created;
}

gint64
sp_hub_space_get_used_storage (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), -1);

  return self->used_storage;
}

gboolean
sp_hub_space_is_private (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), FALSE);

  return self->is_private;
}

gboolean
sp_hub_space_is_gated (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), FALSE);

  return self->is_gated;
}

gboolean
sp_hub_space_is_disabled (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), FALSE);

  return self->is_disabled;
}

gboolean
sp_hub_space_wants_login (SpHubSpace *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE (self), FALSE);

  return self->wants_login;
}
