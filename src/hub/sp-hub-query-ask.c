/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-query-private.h"

#include "gradio.h"
#include "sp-hub-repo.h"

#include <string.h>

/* What a card needs. Unknown names are an error of the whole call. */
#define EXPAND                                                                                         \
  "&expand=author&expand=cardData&expand=likes&expand=runtime&expand=sdk&expand=subdomain&expand=tags" \
  "&expand=lastModified&expand=createdAt&expand=private&expand=disabled&expand=models&expand=trendingScore"

#define PAGE 60        /* Spaces */
#define LARGE_PAGE 100 /* where a part of it is passed over */

/* Whether words look for a meaning; one is looked for as it is, in names before texts. */
static gboolean
has_several_words (SpHubQuery *self)
{
  const char *words = sp_hub_query_get_words (self);

  return words != NULL && strpbrk (words, " \t") != NULL;
}

/* The search by meaning looks for one word in titles and texts, which the list of all does not. */
static gboolean
is_one_word (SpHubQuery *self)
{
  const char *words = sp_hub_query_get_words (self);

  return words != NULL && strpbrk (words, " \t/") == NULL && sp_hub_query_get_mine (self) == NULL &&
         !sp_hub_query_get_recent (self) && sp_hub_query_get_category (self) == NULL;
}

/* Nullable: the id of a Space that the words are: `owner/name` or its page's address. */
static char *
dup_exact (SpHubQuery *self)
{
  const char               *words = sp_hub_query_get_words (self);
  g_autoptr (GradioAddress) address = NULL;

  if (words == NULL || strchr (words, '/') == NULL || strpbrk (words, " \t") != NULL)
    return NULL;

  address = gradio_address_parse (words, NULL);

  return address != NULL && address->kind == GRADIO_ADDRESS_SPACE ? g_strdup (address->space_id) : NULL;
}

SpHubWay
sp_hub_query_get_first_way (SpHubQuery *self)
{
  g_autofree char *exact = dup_exact (self);

  if (sp_hub_query_get_collection (self) != NULL)
    return SP_HUB_WAY_COLLECTION;
  if (exact != NULL)
    return SP_HUB_WAY_EXACT;
  /* What is found by meaning comes in no order of time. */
  if (sp_hub_query_get_mine (self) != NULL || sp_hub_query_get_recent (self))
    return SP_HUB_WAY_LIST;

  return has_several_words (self) || sp_hub_query_get_category (self) != NULL ? SP_HUB_WAY_MEANING : SP_HUB_WAY_LIST;
}

SpHubWay
sp_hub_query_get_next_way (SpHubQuery *self,
                           SpHubWay    way)
{
  if (way == SP_HUB_WAY_EXACT)
    return SP_HUB_WAY_LIST;

  if (is_one_word (self))
    return way == SP_HUB_WAY_LIST ? SP_HUB_WAY_MEANING : SP_HUB_WAY_END;

  if (way != SP_HUB_WAY_MEANING)
    return SP_HUB_WAY_END;

  /* The Hub searches a part of the Spaces by meaning; names are found in all. */
  if (sp_hub_query_get_category (self) == NULL)
    return SP_HUB_WAY_LIST;

  /* What is found by meaning does not say its licence. */
  return sp_hub_query_get_license (self) != NULL ? SP_HUB_WAY_TAG : SP_HUB_WAY_END;
}

/* The tag that Spaces of a category have, if their authors cared. */
static const char *
get_tag (const char *category)
{
  static const struct {
    const char *category;
    const char *tag;
  } tags[] = {
    { "image-generation", "text-to-image" },
    { "image-editing", "image-to-image" },
    { "image-upscaling", "image-to-image" },
    { "style-transfer", "image-to-image" },
    { "background-removal", "image-segmentation" },
    { "image-captioning", "image-to-text" },
    { "video-generation", "text-to-video" },
    { "text-generation", "text-generation" },
    { "speech-synthesis", "text-to-speech" },
    { "voice-cloning", "text-to-speech" },
    { "music-generation", "text-to-audio" },
    { "ocr", "image-to-text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_strcmp0 (category, tags[i].category) == 0)
      return tags[i].tag;

  return category;
}

SpHubWay
sp_hub_query_get_other_way (SpHubQuery *self,
                            SpHubWay    way)
{
  if (way != SP_HUB_WAY_MEANING || is_one_word (self))
    return SP_HUB_WAY_END;

  return sp_hub_query_get_category (self) != NULL ? SP_HUB_WAY_TAG : SP_HUB_WAY_LIST;
}

static void
append (GString    *path,
        const char *name,
        const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  escaped = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?', name, escaped);
}

/* Only what is made with Gradio can be installed. */
static const char *
get_sdk (SpHubQuery *self)
{
  const char *sdk = sp_hub_query_get_sdk (self);

  return sdk == NULL && sp_hub_query_get_installable (self) ? "gradio" : sdk;
}

static const char *
get_sort (SpHubQuery *self)
{
  if (sp_hub_query_get_recent (self))
    return "createdAt";

  switch (sp_hub_query_get_sort (self)) {
  case SP_HUB_SORT_LIKES:
    return "likes";
  case SP_HUB_SORT_CREATED:
    return "createdAt";
  case SP_HUB_SORT_MODIFIED:
    return "lastModified";
  case SP_HUB_SORT_BEST:
    /* One's own: those at hand are the ones that one works on. */
    return sp_hub_query_get_mine (self) != NULL ? "lastModified" : "trendingScore";
  case SP_HUB_SORT_TRENDING:
    break;
  }

  return "trendingScore";
}

static char *
dup_meaning_path (SpHubQuery *self)
{
  GString *path = g_string_new ("/api/spaces/semantic-search");

  append (path, "q", sp_hub_query_get_words (self));
  append (path, "category", sp_hub_query_get_category (self));
  append (path, "sdk", get_sdk (self));
  if (!sp_hub_query_get_running (self))
    append (path, "includeNonRunning", "true");

  return g_string_free (path, FALSE);
}

static char *
dup_collection_path (SpHubQuery *self)
{
  g_autofree char *slug = g_uri_escape_string (sp_hub_query_get_collection (self), "/", FALSE);

  return g_strconcat ("/api/collections/", slug, NULL);
}

static gboolean
is_filtered (SpHubQuery *self)
{
  return sp_hub_query_get_running (self) || sp_hub_query_get_hardware (self) != NULL ||
         sp_hub_query_get_license (self) != NULL;
}

static char *
dup_list_path (SpHubQuery *self,
               SpHubWay    way)
{
  GString         *path = g_string_new ("/api/spaces");
  g_autofree char *limit = g_strdup_printf ("%u", is_filtered (self) ? LARGE_PAGE : PAGE);

  append (path, "limit", limit);
  append (path, "sort", get_sort (self));
  append (path, "search", sp_hub_query_get_words (self));
  append (path, "author", sp_hub_query_get_mine (self));
  append (path, "filter", get_sdk (self));
  if (way == SP_HUB_WAY_TAG)
    append (path, "filter", get_tag (sp_hub_query_get_category (self)));
  g_string_append (path, EXPAND);

  return g_string_free (path, FALSE);
}

char *
sp_hub_query_dup_path (SpHubQuery *self,
                       SpHubWay    way)
{
  g_autofree char *exact = NULL;

  if (way == SP_HUB_WAY_MEANING)
    return dup_meaning_path (self);
  if (way == SP_HUB_WAY_COLLECTION)
    return dup_collection_path (self);
  if (way != SP_HUB_WAY_EXACT)
    return dup_list_path (self, way);

  exact = dup_exact (self);

  return g_strconcat ("/api/spaces/", exact, NULL);
}

static gboolean
matches_hardware (SpHubSpace *space,
                  const char *wanted)
{
  SpHubRuntime *runtime = sp_hub_space_get_runtime (space);
  const char   *hardware = runtime != NULL ? sp_hub_runtime_get_hardware (runtime) : NULL;

  if (hardware == NULL && runtime != NULL)
    hardware = sp_hub_runtime_get_requested_hardware (runtime);
  if (hardware == NULL)
    return FALSE;

  if (g_str_equal (wanted, "cpu"))
    return g_str_has_prefix (hardware, "cpu-");
  if (g_str_equal (wanted, "zero"))
    return sp_hub_runtime_is_zero_gpu (runtime);
  if (g_str_equal (wanted, "gpu"))
    return !g_str_has_prefix (hardware, "cpu-") && !sp_hub_runtime_is_zero_gpu (runtime);

  return g_str_equal (hardware, wanted);
}

/* A Space may have several. */
static gboolean
matches_license (SpHubSpace *space,
                 const char *wanted)
{
  const char    *license = sp_hub_space_get_license (space);
  g_auto (GStrv) licenses = license != NULL ? g_strsplit (license, ", ", -1) : NULL;

  for (guint i = 0; licenses != NULL && licenses[i] != NULL; i++)
    if (g_ascii_strcasecmp (licenses[i], wanted) == 0)
      return TRUE;

  return FALSE;
}

gboolean
sp_hub_query_matches (SpHubQuery *self,
                      SpHubSpace *space)
{
  SpHubRuntime *runtime = sp_hub_space_get_runtime (space);
  const char   *sdk = sp_hub_query_get_sdk (self);
  const char   *hardware = sp_hub_query_get_hardware (self);
  const char   *license = sp_hub_query_get_license (self);
  const char   *owner = sp_hub_query_get_mine (self);

  if (runtime != NULL && sp_hub_runtime_get_stage (runtime) == SP_HUB_STAGE_DELETING)
    return FALSE;
  if (sp_hub_query_get_running (self) && (runtime == NULL || !sp_hub_runtime_is_callable (runtime)))
    return FALSE;
  if (sdk != NULL && g_strcmp0 (sp_hub_space_get_sdk (space), sdk) != 0)
    return FALSE;
  if (sp_hub_query_get_installable (self) && !sp_hub_space_is_installable (space))
    return FALSE;
  if (owner != NULL && g_ascii_strcasecmp (sp_hub_space_get_owner (space), owner) != 0)
    return FALSE;

  return (hardware == NULL || matches_hardware (space, hardware)) &&
         (license == NULL || matches_license (space, license));
}

static gint64
get_rank (SpHubSpace *space,
          SpHubSort   sort)
{
  switch (sort) {
  case SP_HUB_SORT_LIKES:
    return sp_hub_space_get_likes (space);
  case SP_HUB_SORT_CREATED:
    return sp_hub_space_get_created (space);
  case SP_HUB_SORT_MODIFIED:
    return sp_hub_space_get_last_modified (space);
  case SP_HUB_SORT_BEST:
  case SP_HUB_SORT_TRENDING:
    break;
  }

  return sp_hub_space_get_trending (space);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  SpHubSort sort = *(const SpHubSort *) user_data;
  gint64    rank_a = get_rank (*(SpHubSpace *const *) a, sort);
  gint64    rank_b = get_rank (*(SpHubSpace *const *) b, sort);

  return rank_a > rank_b ? -1 : rank_a < rank_b;
}

void
sp_hub_query_sort_page (SpHubQuery *self,
                        SpHubWay    way,
                        GPtrArray  *spaces)
{
  SpHubSort sort = sp_hub_query_get_sort (self);

  if ((way == SP_HUB_WAY_MEANING || way == SP_HUB_WAY_COLLECTION) && sort != SP_HUB_SORT_BEST)
    g_ptr_array_sort_with_data (spaces, compare, &sort);
}
