/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SpHubSort:
 * @SP_HUB_SORT_BEST: the best match first; without words what is talked about
 * @SP_HUB_SORT_TRENDING: what is talked about
 * @SP_HUB_SORT_LIKES: what most people like
 * @SP_HUB_SORT_CREATED: the newest
 * @SP_HUB_SORT_MODIFIED: what was changed last
 *
 * What comes first.
 */
typedef enum {
  SP_HUB_SORT_BEST,
  SP_HUB_SORT_TRENDING,
  SP_HUB_SORT_LIKES,
  SP_HUB_SORT_CREATED,
  SP_HUB_SORT_MODIFIED,
} SpHubSort;

#define SP_TYPE_HUB_SORT (sp_hub_sort_get_type ())
GType sp_hub_sort_get_type (void);

#define SP_TYPE_HUB_QUERY (sp_hub_query_get_type ())

/**
 * SpHubQuery:
 *
 * What is looked for on the Hub. All of it are properties with the names of their getters (`words`,
 * `category`, `running`, `sdk`, `hardware`, `license`, `installable`, `mine`, `collection`, `recent`,
 * `sort`). An empty text is the same as %NULL: any.
 */
G_DECLARE_FINAL_TYPE (SpHubQuery, sp_hub_query, SP, HUB_QUERY, GObject)

SpHubQuery *sp_hub_query_new (void);
SpHubQuery *sp_hub_query_copy (SpHubQuery *self);

const char *sp_hub_query_get_words (SpHubQuery *self);    /* nullable, without spaces around */
const char *sp_hub_query_get_category (SpHubQuery *self); /* nullable: a name of sp_hub_categories */
gboolean    sp_hub_query_get_running (SpHubQuery *self);  /* only what can be called */
const char *sp_hub_query_get_sdk (SpHubQuery *self);      /* nullable: gradio, docker, static */
const char *sp_hub_query_get_hardware (SpHubQuery *self); /* nullable: `cpu`, `zero`, `gpu` or a flavour */
const char *sp_hub_query_get_license (SpHubQuery *self);  /* nullable: such as `mit` */
gboolean    sp_hub_query_get_installable (SpHubQuery *self);
const char *sp_hub_query_get_mine (SpHubQuery *self);       /* nullable: name of an owner */
const char *sp_hub_query_get_collection (SpHubQuery *self); /* nullable: `owner/slug`; only what is in it */
gboolean    sp_hub_query_get_recent (SpHubQuery *self);     /* only what came in the last seven days */
SpHubSort   sp_hub_query_get_sort (SpHubQuery *self);

void sp_hub_query_set_words (SpHubQuery *self, const char *words);
void sp_hub_query_set_category (SpHubQuery *self, const char *category);
void sp_hub_query_set_running (SpHubQuery *self, gboolean running);
void sp_hub_query_set_sdk (SpHubQuery *self, const char *sdk);
void sp_hub_query_set_hardware (SpHubQuery *self, const char *hardware);
void sp_hub_query_set_license (SpHubQuery *self, const char *license);
void sp_hub_query_set_installable (SpHubQuery *self, gboolean installable);
void sp_hub_query_set_mine (SpHubQuery *self, const char *owner);
void sp_hub_query_set_collection (SpHubQuery *self, const char *collection);
void sp_hub_query_set_recent (SpHubQuery *self, gboolean recent);
void sp_hub_query_set_sort (SpHubQuery *self, SpHubSort sort);

/* How many of the filters (running, sdk, hardware, license, installable) are on. */
guint sp_hub_query_count_filters (SpHubQuery *self);

/* Takes all filters off; all else stays. */
void sp_hub_query_clear_filters (SpHubQuery *self);

/**
 * SpHubCategory:
 * @name: the Hub's name, such as `image-generation`
 * @title: for people, to be translated with gettext
 *
 * What Spaces are for. The list of them ends with a @name of %NULL.
 */
typedef struct {
  const char *name;
  const char *title;
} SpHubCategory;

extern const SpHubCategory sp_hub_categories[];

/* Returns: (nullable): the title of a category, translated */
const char *sp_hub_category_get_title (const char *name);

G_END_DECLS
