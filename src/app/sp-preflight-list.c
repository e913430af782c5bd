/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-preflight-list.h"

#include "sp-fact-group.h"

#include <glib/gi18n-lib.h>

#define COMMIT_DIGITS 8

struct _SpPreflightList {
  AdwBin  parent_instance;
  GtkBox *box; /* all there is */
};

G_DEFINE_FINAL_TYPE (SpPreflightList, sp_preflight_list, ADW_TYPE_BIN)

static void
sp_preflight_list_class_init (SpPreflightListClass *klass)
{
}

static void
sp_preflight_list_init (SpPreflightList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

static char *
dup_size (gint64 size)
{
  return g_format_size ((guint64) MAX (size, 0));
}

static void
add_download (AdwPreferencesGroup    *group,
              const SpPreflightFacts *facts)
{
  g_autofree char *now = dup_size (facts->files + facts->packages);
  g_autofree char *models = dup_size (facts->models);
  g_autofree char *text = NULL;

  if (facts->models > 0) /* Translators: two sizes. */
    text = g_strdup_printf (_("About %s, and models of %s"), now, models);
  else
    text = g_strdup_printf (_("About %s, less where packages are shared"), now);
  sp_fact_group_add (group, _("Download"), text, FALSE);
}

static void
add_disk (AdwPreferencesGroup    *group,
          const SpPreflightFacts *facts)
{
  g_autofree char *needed = dup_size (facts->disk);
  g_autofree char *there = dup_size (facts->disk_free);
  g_autofree char *text = g_strdup_printf (_("About %s, you have %s"), needed, there);

  sp_fact_group_add (group, _("Needs on disk"), text, facts->disk_free > 0 && facts->disk > facts->disk_free);
}

static void
add_memory (AdwPreferencesGroup    *group,
            const SpPreflightFacts *facts)
{
  g_autofree char *needed = dup_size (facts->memory);
  g_autofree char *there = dup_size (facts->memory_here);
  g_autofree char *text = g_strdup_printf (_("About %s, you have %s"), needed, there);
  gboolean         tight = facts->memory_here > 0 && facts->memory > facts->memory_here / 2;

  if (facts->memory > 0)
    sp_fact_group_add (group, _("Memory"), text, tight);
}

static void
add_gpu (AdwPreferencesGroup    *group,
         const SpPreflightFacts *facts)
{
  const char *text = _("Not needed");

  if (facts->wants_gpu && facts->has_gpu)
    text = _("Wanted. Allow it in the settings of the Space.");
  else if (facts->wants_gpu)
    text = _("Wanted, you have none: it will be very slow, or not work");
  sp_fact_group_add (group, _("Graphics card"), text, facts->wants_gpu && !facts->has_gpu);
}

static void
add_version (AdwPreferencesGroup    *group,
             const SpPreflightFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (facts->python != NULL)
    g_string_append_printf (text, _("Python %s"), facts->python);
  if (facts->commit != NULL) {
    if (text->len > 0)
      g_string_append (text, " · ");
    g_string_append_printf (text, _("Commit %.*s"), COMMIT_DIGITS, facts->commit);
  }
  if (text->len > 0)
    sp_fact_group_add (group, _("Version"), text->str, FALSE);
}

static void
add_facts (SpPreflightList        *self,
           SpSpaceSourceKind       kind,
           const SpPreflightFacts *facts)
{
  g_autofree char     *title = g_strdup_printf (_("“%s”"), facts->title != NULL ? facts->title : "");
  g_autofree char     *markup = g_markup_escape_text (title, -1);
  AdwPreferencesGroup *group = sp_fact_group_append (self->box, markup);

  adw_preferences_group_set_description (group, kind == SP_SPACE_SOURCE_HUB
                                                  ? _("From the Hub, to run on this computer")
                                                  : _("From this computer, to run on it"));
  add_download (group, facts);
  add_disk (group, facts);
  add_memory (group, facts);
  add_gpu (group, facts);
  sp_fact_group_add (group, _("Licence"), facts->license != NULL ? facts->license : _("None is named"), FALSE);
  add_version (group, facts);
}

void
sp_preflight_list_set_facts (SpPreflightList        *self,
                             SpSpaceSourceKind       kind,
                             const SpPreflightFacts *facts)
{
  GtkWidget *child;

  g_return_if_fail (SP_IS_PREFLIGHT_LIST (self));
  g_return_if_fail (facts != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  add_facts (self, kind, facts);
  sp_fact_group_append_warnings (self->box, facts);
}
