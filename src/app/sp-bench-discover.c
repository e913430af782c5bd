/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-bench-discover.h"

#include "sp-discover-search.h"
#include "sp-hub-card.h"

typedef enum {
  STAGE_ASKED,
  STAGE_ANSWERED,
  STAGE_SHOWN,
  STAGE_SCROLLING,
  STAGE_END,
} Stage;

struct _SpBenchDiscover {
  GObject           parent_instance;
  SpDiscoverSearch *search; /* owned */
  SpHubSearch      *found;  /* owned */
  GtkWidget        *grid;   /* owned */
  double            answered;
  Stage             stage;
};

G_DEFINE_FINAL_TYPE (SpBenchDiscover, sp_bench_discover, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_READY,
} SpBenchDiscoverSignal;

static guint signals[SIGNAL_READY + 1];

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);

  return found;
}

/* Those that GTK keeps beyond what is seen are counted as well. */
static guint
count_cards (GtkWidget *widget,
             gboolean   mapped_only)
{
  guint n = SP_IS_HUB_CARD (widget) && (!mapped_only || gtk_widget_get_mapped (widget)) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_cards (child, mapped_only);

  return n;
}

static void
tell (SpBenchDiscover *self,
      const char      *name,
      double           when)
{
  g_autofree char *fields =
    g_strdup_printf ("answer_ms=%.1f spaces=%u cards=%u", when - self->answered,
                     g_list_model_get_n_items (G_LIST_MODEL (self->found)), count_cards (self->grid, FALSE));

  g_signal_emit (self, signals[SIGNAL_READY], 0, name, when, fields);
}

static void
items_changed_cb (SpBenchDiscover *self)
{
  if (self->stage != STAGE_ASKED)
    return;

  self->answered = g_get_monotonic_time () / 1000.0;
  self->stage = STAGE_ANSWERED;
}

static GtkAdjustment *
get_adjustment (SpBenchDiscover *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->grid));
}

/* Returns: whether there is nothing more below */
static gboolean
scroll_on (SpBenchDiscover *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double         page = gtk_adjustment_get_page_size (adjustment);
  double         value = gtk_adjustment_get_value (adjustment);
  double         end = gtk_adjustment_get_upper (adjustment) - page;

  gtk_widget_queue_draw (self->grid); /* for the next frame */
  if (value < end - 1)
    gtk_adjustment_set_value (adjustment, MIN (value + page, end));

  return value >= end - 1 && sp_hub_search_is_at_end (self->found);
}

static void
sp_bench_discover_dispose (GObject *object)
{
  SpBenchDiscover *self = SP_BENCH_DISCOVER (object);

  g_clear_object (&self->search);
  g_clear_object (&self->found);
  g_clear_object (&self->grid);

  G_OBJECT_CLASS (sp_bench_discover_parent_class)->dispose (object);
}

static void
sp_bench_discover_class_init (SpBenchDiscoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_bench_discover_dispose;

  signals[SIGNAL_READY] = g_signal_new ("ready", SP_TYPE_BENCH_DISCOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_STRING);
}

static void
sp_bench_discover_init (SpBenchDiscover *self)
{
}

SpBenchDiscover *
sp_bench_discover_new (SpWindow *window)
{
  SpBenchDiscover *self;
  GtkWidget       *search;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.discover", "s", "");
  search = find (GTK_WIDGET (window), SP_TYPE_DISCOVER_SEARCH);
  if (search == NULL)
    return NULL;

  self = g_object_new (SP_TYPE_BENCH_DISCOVER, NULL);
  self->search = SP_DISCOVER_SEARCH (g_object_ref (search));
  self->found = g_object_ref (sp_discover_search_get_model (self->search));
  self->grid = g_object_ref (find (search, GTK_TYPE_GRID_VIEW));
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sp_bench_discover_scroll (SpBenchDiscover *self)
{
  g_return_if_fail (SP_IS_BENCH_DISCOVER (self));

  if (self->stage != STAGE_SHOWN)
    return;

  self->stage = STAGE_SCROLLING;
  gtk_widget_queue_draw (self->grid);
}

void
sp_bench_discover_painted (SpBenchDiscover *self,
                           double           when)
{
  g_return_if_fail (SP_IS_BENCH_DISCOVER (self));

  switch (self->stage) {
  case STAGE_ANSWERED:
    if (count_cards (self->grid, TRUE) == 0)
      break;
    self->stage = STAGE_SHOWN;
    tell (self, "discovered", when);
    break;
  case STAGE_SCROLLING:
    if (!scroll_on (self))
      break;
    self->stage = STAGE_END;
    tell (self, "scrolled", when);
    break;
  case STAGE_ASKED:
  case STAGE_SHOWN:
  case STAGE_END:
    break;
  }
}
