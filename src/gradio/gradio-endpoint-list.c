/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-endpoint-private.h"

/* A dependency that can be called, before and after its entry in /info was looked for. */
typedef struct {
  const GradioDependency *dependency;
  const GradioListing    *listing; /* nullable */
} Candidate;

/* What is looked up while the list is made. */
typedef struct {
  GradioDescription *description;
  GArray            *candidates;
  GHashTable        *by_name;     /* name -> Candidate */
  GHashTable        *by_fn_index; /* number -> Candidate */
  GPtrArray         *endpoints;
} Builder;

static GArray *
find_candidates (GradioDescription *description)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint i = 0; i < description->dependencies->len; i++) {
    Candidate candidate = { &g_array_index (description->dependencies, GradioDependency, i), NULL };

    if (candidate.dependency->callable)
      g_array_append_val (candidates, candidate);
  }

  return candidates;
}

static GradioVisibility
find_visibility (Builder         *builder,
                 const Candidate *candidate)
{
  if (candidate->dependency->is_private)
    return GRADIO_VISIBILITY_PRIVATE;
  if (candidate->dependency->is_undocumented)
    return GRADIO_VISIBILITY_UNDOCUMENTED;
  if (builder->description->is_listed && candidate->listing == NULL)
    return GRADIO_VISIBILITY_UNDOCUMENTED;

  return GRADIO_VISIBILITY_PUBLIC;
}

static void
index_candidates (Builder *builder)
{
  for (guint i = 0; i < builder->candidates->len; i++) {
    Candidate  *candidate = &g_array_index (builder->candidates, Candidate, i);
    const char *name = candidate->dependency->api_name;
    gpointer    number = GINT_TO_POINTER (candidate->dependency->fn_index);

    if (!g_hash_table_contains (builder->by_fn_index, number))
      g_hash_table_insert (builder->by_fn_index, number, candidate);

    /* Of equal names the first one counts. */
    if (name != NULL && !candidate->dependency->is_private && !g_hash_table_contains (builder->by_name, name))
      g_hash_table_insert (builder->by_name, (gpointer) name, candidate);
  }
}

static void
add_endpoint (Builder         *builder,
              const Candidate *candidate)
{
  g_ptr_array_add (builder->endpoints,
                   gradio_endpoint_new (builder->description, candidate->dependency, candidate->listing,
                                        find_visibility (builder, candidate)));
}

static Candidate *
find_listed (Builder             *builder,
             const GradioListing *listing)
{
  gint64 fn_index;

  if (listing->named)
    return *listing->key == '/' ? g_hash_table_lookup (builder->by_name, listing->key + 1) : NULL;

  if (!g_ascii_string_to_signed (listing->key, 10, 0, G_MAXINT, &fn_index, NULL))
    return NULL;

  return g_hash_table_lookup (builder->by_fn_index, GINT_TO_POINTER ((int) fn_index));
}

static void
add_listed (Builder *builder,
            gboolean named)
{
  GArray *listings = builder->description->listings;

  for (guint i = 0; i < listings->len; i++) {
    const GradioListing *listing = &g_array_index (listings, GradioListing, i);
    Candidate           *candidate = listing->named == named ? find_listed (builder, listing) : NULL;

    if (candidate == NULL || candidate->listing != NULL)
      continue;

    candidate->listing = listing;
    add_endpoint (builder, candidate);
  }
}

static void
add_others (Builder *builder)
{
  for (guint i = 0; i < builder->candidates->len; i++) {
    Candidate *candidate = &g_array_index (builder->candidates, Candidate, i);

    if (candidate->listing == NULL)
      add_endpoint (builder, candidate);
  }
}

GPtrArray *
gradio_endpoint_list_new (GradioDescription *description)
{
  g_autoptr (GArray)     candidates = find_candidates (description);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) by_fn_index = g_hash_table_new (NULL, NULL);
  Builder                builder = { description, candidates, by_name, by_fn_index, NULL };

  builder.endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  index_candidates (&builder);
  add_listed (&builder, TRUE);
  add_listed (&builder, FALSE);
  add_others (&builder);

  return builder.endpoints;
}
