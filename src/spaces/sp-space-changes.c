/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-changes.h"

#include <stdlib.h>
#include <string.h>

#include "sp-size-estimate.h"

/* The name of the package that a requirement is about, as https://peps.python.org/pep-0503/ compares them. */
static char *
dup_package (const char *requirement)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *c = requirement; g_ascii_isalnum (*c) || *c == '-' || *c == '_' || *c == '.'; c++) {
    if (g_ascii_isalnum (*c))
      g_string_append_c (name, g_ascii_tolower (*c));
    else if (name->len == 0 || name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
add (GHashTable *packages, const char *requirement)
{
  g_autofree char *stripped = g_strstrip (g_strdup (requirement));

  g_hash_table_insert (packages, dup_package (stripped), g_strdup (stripped));
}

/* Of a package that is named twice the last one counts. */
static GHashTable *
collect (const char *const *requirements)
{
  GHashTable *packages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; requirements != NULL && *requirements != NULL; requirements++)
    add (packages, *requirements);

  return packages;
}

static int
compare_cb (gconstpointer first, gconstpointer second)
{
  return strcmp (*(const char *const *) first, *(const char *const *) second);
}

static GStrv
get_sorted_names (GHashTable *packages)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter           iter;
  gpointer                 name;
  GStrv                    names;

  g_hash_table_iter_init (&iter, packages);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_strv_builder_add (builder, name);
  names = g_strv_builder_end (builder);
  qsort (names, g_strv_length (names), sizeof *names, compare_cb);

  return names;
}

/* Requirements on packages that @others do not name. */
static GStrv
list_without (GHashTable *packages, GHashTable *others)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           names = get_sorted_names (packages);

  for (gsize i = 0; names[i] != NULL; i++)
    if (!g_hash_table_contains (others, names[i]))
      g_strv_builder_add (builder, g_hash_table_lookup (packages, names[i]));

  return g_strv_builder_end (builder);
}

static GStrv
list_changed (GHashTable *before, GHashTable *after)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           names = get_sorted_names (before);

  for (gsize i = 0; names[i] != NULL; i++) {
    const char *old = g_hash_table_lookup (before, names[i]);
    const char *new = g_hash_table_lookup (after, names[i]);

    if (new != NULL && !g_str_equal (old, new))
      g_strv_builder_add_many (builder, old, new, NULL);
  }

  return g_strv_builder_end (builder);
}

static GStrv
list_new (const char *const *wanted, const char *const *before)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; wanted != NULL && *wanted != NULL; wanted++)
    if (before == NULL || !g_strv_contains (before, *wanted))
      g_strv_builder_add (builder, *wanted);

  return g_strv_builder_end (builder);
}

static gboolean
wanted_gpu (SpSpace *space, const char *const *requirements)
{
  SpSizeEstimate estimate;

  sp_size_estimate_packages (requirements, &estimate);

  return estimate.wants_gpu || sp_size_estimate_is_gpu (sp_space_get_suggested_hardware (space));
}

SpSpaceChanges *
sp_space_changes_new (SpSpace *before, const SpPreflightFacts *after)
{
  SpSpaceChanges        *self = NULL;
  g_auto (GStrv)         requirements = NULL;
  g_autoptr (GHashTable) old = NULL;
  g_autoptr (GHashTable) new = NULL;

  g_return_val_if_fail (SP_IS_SPACE (before), NULL);
  g_return_val_if_fail (after != NULL, NULL);

  self = g_new0 (SpSpaceChanges, 1);
  requirements = sp_space_dup_requirements (before);
  old = collect ((const char *const *) requirements);
  new = collect ((const char *const *) after->requirements);
  self->added = list_without (new, old);
  self->removed = list_without (old, new);
  self->changed = list_changed (old, new);
  self->missing = list_new ((const char *const *) after->missing, sp_space_get_system_packages (before));
  self->wants_gpu = after->wants_gpu && !wanted_gpu (before, (const char *const *) requirements);
  self->wants_sign_in = after->wants_sign_in && !sp_space_get_hf_oauth (before);

  return self;
}

void
sp_space_changes_free (SpSpaceChanges *self)
{
  g_strfreev (self->added);
  g_strfreev (self->removed);
  g_strfreev (self->changed);
  g_strfreev (self->missing);
  g_free (self);
}
