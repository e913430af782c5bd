/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-update-list.h"

#include "sp-fact-group.h"
#include "sp-space-changes.h"

#include <glib/gi18n-lib.h>

#define COMMIT_DIGITS 8

struct _SpUpdateList {
  AdwBin  parent_instance;
  GtkBox *box; /* all there is */
};

G_DEFINE_FINAL_TYPE (SpUpdateList, sp_update_list, ADW_TYPE_BIN)

static void
sp_update_list_class_init (SpUpdateListClass *klass)
{
}

static void
sp_update_list_init (SpUpdateList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/* One row with all of them, or none. */
static void
add_texts (AdwPreferencesGroup *group,
           const char          *title,
           GStrv                texts)
{
  g_autofree char *value = g_strjoinv ("\n", texts);

  if (texts[0] != NULL)
    sp_fact_group_add (group, title, value, FALSE);
}

static char *
dup_version (const SpSpaceManifest  *manifest,
             const SpPreflightFacts *facts)
{
  const char *before = manifest != NULL ? manifest->commit : NULL;

  if (facts->commit == NULL)
    return g_strdup (_("The files as they are there now"));
  if (before == NULL)
    return g_strdup_printf (_("Commit %.*s"), COMMIT_DIGITS, facts->commit);

  /* Translators: what is installed, and what comes in its place. */
  return g_strdup_printf (_("From commit %.*s to %.*s"), COMMIT_DIGITS, before, COMMIT_DIGITS, facts->commit);
}

static void
add_facts (SpUpdateList           *self,
           SpInstalledSpace       *space,
           const SpPreflightFacts *facts)
{
  g_autofree char     *title = g_strdup_printf (_("“%s”"), sp_installed_space_get_title (space));
  g_autofree char     *markup = g_markup_escape_text (title, -1);
  AdwPreferencesGroup *group = sp_fact_group_append (self->box, markup);
  g_autofree char     *version = dup_version (sp_installed_space_get_manifest (space), facts);
  g_autofree char     *size = g_format_size ((guint64) MAX (facts->files + facts->packages + facts->models, 0));
  g_autofree char     *download = g_strdup_printf (_("At most about %s, without what is here already"), size);

  adw_preferences_group_set_description (group, _("The version you have is kept until the new one has started. You can "
                                                   "go back to it."));
  sp_fact_group_add (group, _("Version"), version, FALSE);
  sp_fact_group_add (group, _("Download"), download, FALSE);
}

static void
add_changed (AdwPreferencesGroup *group,
             GStrv                pairs)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv)           texts = NULL;

  for (gsize i = 0; pairs[i] != NULL; i += 2) {
    /* Translators: two versions of a package: “numpy==1.26 instead of numpy==1.25”. */
    g_autofree char *text = g_strdup_printf (_("%s instead of %s"), pairs[i + 1], pairs[i]);

    g_strv_builder_add (builder, text);
  }
  texts = g_strv_builder_end (builder);
  add_texts (group, _("Other Versions"), texts);
}

static void
add_packages (SpUpdateList         *self,
              const SpSpaceChanges *changes)
{
  AdwPreferencesGroup *group = sp_fact_group_append (self->box, _("Packages"));

  add_texts (group, _("New"), changes->added);
  add_changed (group, changes->changed);
  add_texts (group, _("No Longer Used"), changes->removed);
  if (changes->added[0] == NULL && changes->changed[0] == NULL && changes->removed[0] == NULL)
    sp_fact_group_add (group, _("The Same as Before"), "", FALSE);
}

static void
add_wishes (SpUpdateList         *self,
            const SpSpaceChanges *changes)
{
  AdwPreferencesGroup *group = sp_fact_group_append (self->box, _("New Wishes"));

  if (changes->wants_gpu)
    sp_fact_group_add (group, _("Graphics Card"),
                       _("It does not get it unless you allow it in the settings of the Space."), FALSE);
  if (changes->wants_sign_in)
    sp_fact_group_add (group, _("Sign-in with the Hub"), _("It wants to know who its visitors are."), FALSE);
  add_texts (group, _("System Packages That Are Not Here"), changes->missing);
  if (!changes->wants_gpu && !changes->wants_sign_in && changes->missing[0] == NULL)
    sp_fact_group_add (group, _("None"), _("What you allowed it stays as it is."), FALSE);
}

void
sp_update_list_set_facts (SpUpdateList           *self,
                          SpInstalledSpace       *space,
                          const SpPreflightFacts *facts)
{
  g_autoptr (SpSpaceChanges) changes = NULL;
  GtkWidget                 *child;

  g_return_if_fail (SP_IS_UPDATE_LIST (self));
  g_return_if_fail (SP_IS_INSTALLED_SPACE (space));
  g_return_if_fail (facts != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  add_facts (self, space, facts);
  if (sp_installed_space_get_space (space) != NULL) { /* else it is damaged, and nobody knows what it was */
    changes = sp_space_changes_new (sp_installed_space_get_space (space), facts);
    add_packages (self, changes);
    add_wishes (self, changes);
  }
  sp_fact_group_append_warnings (self->box, facts);
}
