/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-commits.h"

#include "sp-care-row.h"
#include "sp-hub-commits.h"
#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

#define COMMIT_LENGTH 8

struct _SpCareCommits {
  AdwBin             parent_instance;
  GtkStack          *stack;    /* template child: “loading”, “nothing”, “problem”, “list” */
  AdwStatusPage     *problem;  /* template child */
  GtkLabel          *facts;    /* template child */
  GtkScrolledWindow *scrolled; /* template child */
  GtkListView       *view;     /* template child */
  SpCareSpace       *space;    /* owned, nullable */
  SpHubCommits      *commits;  /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpCareCommits, sp_care_commits, ADW_TYPE_BIN)

static guint
count (SpCareCommits *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->commits));
}

/* A page that cannot be had says so below those that are there. */
static void
update (SpCareCommits *self)
{
  const GError *error = sp_hub_commits_get_error (self->commits);

  if (count (self) > 0) {
    gtk_label_set_label (self->facts, error != NULL ? error->message : "");
    gtk_widget_set_visible (GTK_WIDGET (self->facts), error != NULL);
    gtk_stack_set_visible_child_name (self->stack, "list");
  } else if (error != NULL) {
    sp_plain_words_describe (self->problem, error->message);
    gtk_stack_set_visible_child_name (self->stack, "problem");
  } else {
    gtk_stack_set_visible_child_name (self->stack, sp_hub_commits_is_at_end (self->commits) ? "nothing" : "loading");
  }
}

/* A short page leaves room, where nothing can be scrolled. */
static void
scrolled_cb (SpCareCommits *self)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double         left = gtk_adjustment_get_upper (scroll) - gtk_adjustment_get_page_size (scroll) -
                gtk_adjustment_get_value (scroll);

  if (self->commits != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->view)) && count (self) > 0 &&
      sp_hub_commits_get_error (self->commits) == NULL && left < gtk_adjustment_get_page_size (scroll))
    sp_hub_commits_load_more (self->commits);
}

static void
reload_cb (SpCareCommits *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  sp_hub_commits_load_more (self->commits);
}

static void
activate_cb (SpCareCommits *self,
             guint          position)
{
  g_autoptr (SpHubCommit) commit = g_list_model_get_item (G_LIST_MODEL (self->commits), position);
  g_autofree char        *what = g_strconcat ("commit/", sp_hub_commit_get_id (commit), NULL);
  g_autofree char        *address = sp_care_space_dup_address (self->space, what);

  sp_platform_open_uri (GTK_WIDGET (self), address);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, sp_care_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SpHubCommit      *commit = gtk_list_item_get_item (item);
  const char       *title = sp_hub_commit_get_title (commit);
  gint64            date = sp_hub_commit_get_date (commit);
  g_autofree char  *ago = date != 0 ? sp_time_words_ago (date, g_get_real_time () / G_USEC_PER_SEC) : NULL;
  g_autofree char  *id = g_strndup (sp_hub_commit_get_id (commit), COMMIT_LENGTH);
  g_autoptr (GIcon) icon = g_themed_icon_new ("document-save-symbolic");
  g_autofree char  *caption = NULL;

  caption = ago != NULL ? g_strjoin (" · ", sp_hub_commit_get_author (commit), ago, id, NULL)
                        : g_strjoin (" · ", sp_hub_commit_get_author (commit), id, NULL);
  sp_care_row_set (SP_CARE_ROW (gtk_list_item_get_child (item)), icon, *title != '\0' ? title : id, caption);
}

static void
drop_commits (SpCareCommits *self)
{
  if (self->commits != NULL)
    g_signal_handlers_disconnect_by_data (self->commits, self);
  g_clear_object (&self->commits);
}

static void
load (SpCareCommits *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  if (self->commits != NULL)
    return;

  self->commits = sp_hub_commits_new (sp_care_space_get_session (self->space), sp_care_space_get_id (self->space));
  g_signal_connect_object (self->commits, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->commits, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->commits)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  sp_hub_commits_load_more (self->commits);
}

static void
sp_care_commits_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_care_commits_parent_class)->map (widget);
  if (SP_CARE_COMMITS (widget)->space != NULL)
    load (SP_CARE_COMMITS (widget));
}

static void
sp_care_commits_dispose (GObject *object)
{
  SpCareCommits *self = SP_CARE_COMMITS (object);

  drop_commits (self);
  g_clear_object (&self->space);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_COMMITS);

  G_OBJECT_CLASS (sp_care_commits_parent_class)->dispose (object);
}

static void
sp_care_commits_class_init (SpCareCommitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_care_commits_dispose;
  widget_class->map = sp_care_commits_map;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-commits.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCareCommits, stack);
  gtk_widget_class_bind_template_child (widget_class, SpCareCommits, problem);
  gtk_widget_class_bind_template_child (widget_class, SpCareCommits, facts);
  gtk_widget_class_bind_template_child (widget_class, SpCareCommits, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SpCareCommits, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
sp_care_commits_init (SpCareCommits *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkAdjustment                 *scroll;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  scroll = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (scroll, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
sp_care_commits_set_space (SpCareCommits *self,
                           SpCareSpace   *space)
{
  g_return_if_fail (SP_IS_CARE_COMMITS (self));
  g_return_if_fail (SP_IS_CARE_SPACE (space));
  g_return_if_fail (self->space == NULL);

  self->space = g_object_ref (space);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

void
sp_care_commits_reload (SpCareCommits *self)
{
  g_return_if_fail (SP_IS_CARE_COMMITS (self));

  drop_commits (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}
