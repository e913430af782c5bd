/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-run-list.h"

#include "sp-resources.h"
#include "sp-run-row.h"

#include <glib/gi18n-lib.h>

/* How many runs are remembered, those that go on among them. */
#define MAX_RUNS 30

struct _SpRunList {
  AdwBin         parent_instance;
  GtkMenuButton *button;   /* template child */
  GtkLabel      *count;    /* template child */
  GtkStack      *stack;    /* template child: “nothing”, “runs” */
  GtkListBox    *rows;     /* template child */
  GtkWidget     *stop_all; /* template child */
  GListStore    *runs;     /* owned, of SpRun: the newest first */
  SpBlocks      *blocks;   /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpRunList, sp_run_list, ADW_TYPE_BIN)

static SpRun *
get_run (SpRunList *self, guint position)
{
  g_autoptr (SpRun) run = g_list_model_get_item (G_LIST_MODEL (self->runs), position);

  return run; /* the list holds it */
}

static guint
count_going_on (SpRunList *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    n += !sp_run_get_final (get_run (self, i));

  return n;
}

static void
update (SpRunList *self)
{
  guint            n = count_going_on (self);
  gboolean         any = g_list_model_get_n_items (G_LIST_MODEL (self->runs)) > 0;
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *words = n > 0 ? g_strdup_printf (ngettext ("%u run goes on", "%u runs go on", n), n)
                                 : g_strdup (_("Runs"));

  if (self->count == NULL)
    return; /* being disposed of */

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  gtk_widget_set_visible (self->stop_all, n > 0);
  gtk_stack_set_visible_child_name (self->stack, any ? "runs" : "nothing");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* What tells nothing while it goes on, such as the tick of a timer, tells nothing afterwards. */
static gboolean
is_quiet (SpRun *run)
{
  return g_str_equal (sp_dependency_get_show_progress (sp_run_get_dependency (run)), "hidden");
}

static void
final_cb (SpRunList *self, GParamSpec *pspec, SpRun *run)
{
  guint position = 0;

  if (is_quiet (run) && g_list_store_find (self->runs, run, &position))
    g_list_store_remove (self->runs, position);
  update (self);
}

/* The oldest one that has ended makes room. */
static void
make_room (SpRunList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->runs));

  for (guint i = n; n >= MAX_RUNS && i > 0; i--) {
    if (!sp_run_get_final (get_run (self, i - 1))) {
      continue;
    }
    g_list_store_remove (self->runs, i - 1);
    return;
  }
}

static gboolean
is_tick (SpRunList *self, SpRun *run)
{
  SpBlock *trigger = sp_blocks_get_block (self->blocks, sp_run_get_trigger_id (run));

  return trigger != NULL && g_str_equal (sp_block_get_type_name (trigger), "timer");
}

static void
run_cb (SpRunList *self, SpRun *run)
{
  if (!sp_dependency_has_backend (sp_run_get_dependency (run)))
    return; /* a script is over before it is seen */
  if (is_tick (self, run))
    return; /* it comes again and again, without anybody wanting to know */

  make_room (self);
  g_list_store_insert (self->runs, 0, run);
  g_signal_connect_object (run, "notify::final", G_CALLBACK (final_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
stop_all_cb (SpRunList *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->runs)); i++)
    g_ptr_array_add (runs, g_object_ref (get_run (self, i)));
  for (guint i = 0; i < runs->len; i++) /* each may start others, which change the list */
    sp_run_cancel (runs->pdata[i]);
}

static GtkWidget *
create_row_cb (gpointer run, gpointer user_data)
{
  g_autoptr (SpAppJob) job = sp_app_job_new_for_run (SP_RUN_LIST (user_data)->blocks, run);

  return sp_run_row_new (job);
}

/* An app may start something with each key that is pressed: there are rows while they can be seen. */
static void
popover_map_cb (SpRunList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (gtk_root_get_focus (root) == NULL) /* GTK 4.8 looks for it when the list is empty */
    gtk_widget_grab_focus (GTK_WIDGET (self->button));
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->runs), create_row_cb, self, NULL);
}

static void
popover_unmap_cb (SpRunList *self)
{
  if (self->rows != NULL)
    gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
}

static void
sp_run_list_dispose (GObject *object)
{
  SpRunList *self = SP_RUN_LIST (object);

  self->count = NULL;
  sp_run_list_set_blocks (self, NULL);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_RUN_LIST);

  G_OBJECT_CLASS (sp_run_list_parent_class)->dispose (object);
}

static void
sp_run_list_finalize (GObject *object)
{
  g_clear_object (&SP_RUN_LIST (object)->runs);

  G_OBJECT_CLASS (sp_run_list_parent_class)->finalize (object);
}

static void
sp_run_list_class_init (SpRunListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_run_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_run_list_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-run-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SpRunList, button);
  gtk_widget_class_bind_template_child (widget_class, SpRunList, count);
  gtk_widget_class_bind_template_child (widget_class, SpRunList, stack);
  gtk_widget_class_bind_template_child (widget_class, SpRunList, rows);
  gtk_widget_class_bind_template_child (widget_class, SpRunList, stop_all);
  gtk_widget_class_bind_template_callback (widget_class, stop_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_map_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_unmap_cb);
}

static void
sp_run_list_init (SpRunList *self)
{
  self->runs = g_list_store_new (SP_TYPE_RUN);
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
sp_run_list_new (void)
{
  return g_object_new (SP_TYPE_RUN_LIST, NULL);
}

void
sp_run_list_set_blocks (SpRunList *self, SpBlocks *blocks)
{
  g_return_if_fail (SP_IS_RUN_LIST (self));
  g_return_if_fail (blocks == NULL || SP_IS_BLOCKS (blocks));

  if (self->blocks == blocks)
    return;

  if (self->blocks != NULL)
    g_signal_handlers_disconnect_by_func (self->blocks, run_cb, self);
  g_list_store_remove_all (self->runs);
  g_set_object (&self->blocks, blocks);
  if (blocks != NULL)
    g_signal_connect_object (blocks, "run", G_CALLBACK (run_cb), self, G_CONNECT_SWAPPED);
  update (self);
}
