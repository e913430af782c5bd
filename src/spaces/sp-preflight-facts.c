/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-preflight-facts.h"

#include "config.h"

#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-requirements.h"
#include "sp-size-estimate.h"
#include "sp-system-packages.h"

/* A model in memory needs what it needs on the disk and something to work with. */
#define MODEL_MEMORY_PERCENT 120

static void
set_text (char **field, const char *text)
{
  if (text == NULL)
    return;

  g_free (*field);
  *field = g_strdup (text);
}

void
sp_preflight_facts_take_space (SpPreflightFacts *facts, SpSpace *space, GPtrArray *warnings)
{
  const char *const *own_warnings = sp_space_get_warnings (space);
  g_auto (GStrv)     requirements = sp_space_dup_requirements (space);
  SpSizeEstimate     estimate;

  set_text (&facts->title, sp_space_get_title (space));
  set_text (&facts->license, sp_space_get_license (space));
  set_text (&facts->hardware, sp_space_get_suggested_hardware (space));
  set_text (&facts->python, sp_space_get_python_version (space));

  sp_size_estimate_packages ((const char *const *) requirements, &estimate);
  facts->packages = estimate.download;
  facts->disk = estimate.disk;
  facts->memory = estimate.memory;
  facts->wants_gpu = estimate.wants_gpu || sp_size_estimate_is_gpu (facts->hardware);

  for (; own_warnings != NULL && *own_warnings != NULL; own_warnings++)
    g_ptr_array_add (warnings, g_strdup (*own_warnings));
  facts->wants_sign_in = sp_space_get_hf_oauth (space);
  g_strfreev (facts->requirements);
  facts->requirements = g_steal_pointer (&requirements);
  g_strfreev (facts->missing);
  facts->missing = sp_system_packages_list_missing (sp_space_get_system_packages (space));
}

/* Whether there is a graphics card that the usual packages compute on. */
static gboolean
has_gpu (void)
{
  return g_file_test ("/dev/nvidiactl", G_FILE_TEST_EXISTS) ||
         g_file_test ("/dev/kfd", G_FILE_TEST_EXISTS);
}

/* Looks at the nearest folder that is there. Returns -1 when that cannot be told. */
static gint64
query_free (GFile *folder)
{
  g_autoptr (GFile)     parent = NULL;
  g_autoptr (GFileInfo) info =
    g_file_query_filesystem_info (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  if (info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);

  parent = g_file_get_parent (folder);
  return parent != NULL ? query_free (parent) : -1;
}

void
sp_preflight_facts_complete (SpPreflightFacts *facts, GFile *target, GPtrArray *warnings)
{
  facts->disk += facts->files + facts->models;
  facts->memory += facts->models / 100 * MODEL_MEMORY_PERCENT;
  facts->disk_free = query_free (target);
  facts->memory_here = (gint64) sysconf (_SC_PHYS_PAGES) * sysconf (_SC_PAGESIZE);
  facts->has_gpu = has_gpu ();

  if (facts->disk_free >= 0 && facts->disk > facts->disk_free)
    g_ptr_array_add (warnings, g_strdup (_("The disk may not have enough room for it.")));
  if (facts->memory > facts->memory_here)
    g_ptr_array_add (warnings, g_strdup (_("It may need more memory than this computer has.")));
  if (facts->wants_gpu && !facts->has_gpu)
    g_ptr_array_add (warnings, g_strdup (_("It is meant for a graphics card, which this computer "
                                            "does not have: it will be slow or fail.")));

  g_ptr_array_add (warnings, NULL);
  g_strfreev (facts->warnings);
  facts->warnings = g_strdupv ((GStrv) warnings->pdata);
  g_ptr_array_remove_index (warnings, warnings->len - 1);
}

gboolean
sp_preflight_facts_check_room (const SpPreflightFacts *facts, GError **error)
{
  g_autofree char *needed = g_format_size (facts->files + facts->models);
  g_autofree char *free_size = g_format_size (MAX (facts->disk_free, 0));

  if (facts->disk_free < 0 || facts->files + facts->models <= facts->disk_free)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
               _("It needs %s on the disk, which has only %s left. Make room and try again."),
               needed, free_size);
  return FALSE;
}

void
sp_preflight_facts_clear (SpPreflightFacts *facts)
{
  g_clear_pointer (&facts->title, g_free);
  g_clear_pointer (&facts->license, g_free);
  g_clear_pointer (&facts->hardware, g_free);
  g_clear_pointer (&facts->python, g_free);
  g_clear_pointer (&facts->commit, g_free);
  g_clear_pointer (&facts->requirements, g_strfreev);
  g_clear_pointer (&facts->missing, g_strfreev);
  g_clear_pointer (&facts->warnings, g_strfreev);
}
