/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-bench.h"

#include "sp-bench-app.h"
#include "sp-bench-discover.h"
#include "sp-frame-count.h"

#include <gio/gunixinputstream.h>
#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* How long nothing may have been painted for the window to count as settled. */
#define SETTLED_MS 700.0

/* What is longer between two waits of the main loop is felt. */
#define STALL_MS 100.0

typedef enum {
  STAGE_START,
  STAGE_PAINTED, /* the first frame was */
  STAGE_FORM,    /* the first input was painted; the main loop has not run dry since */
  STAGE_INTERACTIVE,
  STAGE_SETTLED,
} Stage;

/* Stands before all other sources of the main loop: GLib asks it before and after each wait, so what lies between is the
 * time in which nothing else could be done. */
typedef struct {
  GSource source;
  double  woken; /* 0 while it waits */
  double  woken_cpu;
} StallSource;

struct _SpBench {
  GObject           parent_instance;
  SpWindow         *window;      /* not owned: the bench is told when it goes away */
  GdkFrameClock    *clock;       /* owned */
  GDataInputStream *input;       /* owned */
  GCancellable     *cancellable; /* owned */
  SpEndpointForm   *form;        /* owned: the one whose job is watched, NULL in the app's own page */
  SpBlocks         *blocks;      /* owned: the app of the job that is watched, in its own page */
  int               dependency;  /* of it */
  SpBenchDiscover  *discover;    /* owned, NULL until it is asked for */
  char             *shot;        /* owned: file to write after the next frame */
  SpFrameCount      count;       /* of the job that is watched */
  Stage             stage;
  double            last_frame;
  guint             tokens; /* values that the job has sent */
  GSource          *stalls; /* owned, NULL until the window can be used */
  guint             settle;
  guint             idle;
  gboolean          awaits_page; /* the app's own page was asked for */
  gboolean          final;       /* the last values are in the widgets, not on the screen */
};

G_DEFINE_FINAL_TYPE (SpBench, sp_bench, G_TYPE_OBJECT)

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1000.0;
}

/* What a harness reads; standard output is made for it, so it is not a log. */
static void
ready (const char *name,
       double      ms,
       const char *fields)
{
  printf ("READY %s %.3f%s%s\n", name, ms, *fields != '\0' ? " " : "", fields);
  fflush (stdout);
}

/* The processor's time of this thread alone. */
static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

static gboolean
stall_prepare_cb (GSource *source,
                  int     *timeout)
{
  StallSource *self = (StallSource *) source;
  double       now = now_ms ();

  *timeout = -1;
  if (self->woken > 0 && now - self->woken > STALL_MS) {
    g_autofree char *fields =
      g_strdup_printf ("ms=%.1f cpu=%.1f", now - self->woken, cpu_ms () - self->woken_cpu);

    ready ("stall", now, fields);
  }
  self->woken = 0;

  return FALSE;
}

static gboolean
stall_check_cb (GSource *source)
{
  StallSource *self = (StallSource *) source;

  self->woken = now_ms ();
  self->woken_cpu = cpu_ms ();

  return FALSE;
}

static gboolean
stall_dispatch_cb (GSource    *source,
                   GSourceFunc callback,
                   gpointer    user_data)
{
  return G_SOURCE_CONTINUE; /* it is never ready */
}

static void
watch_stalls (SpBench *self)
{
  static GSourceFuncs functions = { .prepare = stall_prepare_cb,
                                    .check = stall_check_cb,
                                    .dispatch = stall_dispatch_cb };

  self->stalls = g_source_new (&functions, sizeof (StallSource));
  g_source_set_static_name (self->stalls, "[spaceport] stalls");
  g_source_set_priority (self->stalls, G_MININT);
  g_source_attach (self->stalls, NULL);
}

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);

  return n;
}

static gboolean
is_usable (SpBench   *self,
           GtkWidget *widget)
{
  graphene_rect_t bounds;

  return widget != NULL && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
         gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0 &&
         gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y < gtk_widget_get_height (GTK_WIDGET (self->window));
}

static SpApiView *
get_view (SpBench *self)
{
  SpAppPage *page = sp_window_get_app_page (self->window);

  return page != NULL ? sp_app_page_get_view (page) : NULL;
}

/* The view of the app's own page, when that is what is shown. */
static SpAppView *
get_app_view (SpBench *self)
{
  SpAppPage *page = sp_window_get_app_page (self->window);
  SpAppView *view = page != NULL ? sp_app_page_get_app_view (page) : NULL;

  return view != NULL && gtk_widget_get_mapped (GTK_WIDGET (view)) ? view : NULL;
}

static GtkWidget *
get_first_input (SpBench *self)
{
  SpAppView      *app_view = get_app_view (self);
  SpApiView      *view = get_view (self);
  SpEndpointForm *form = view != NULL ? sp_api_view_get_form (view) : NULL;

  if (app_view != NULL)
    return sp_app_view_get_first_input (app_view);

  return form != NULL ? sp_endpoint_form_get_first_input (form) : NULL;
}

static gboolean
settle_cb (gpointer user_data)
{
  SpBench         *self = user_data;
  double           rest = self->last_frame + SETTLED_MS - now_ms ();
  g_autofree char *fields = NULL;

  if (rest > 1) {
    self->settle = g_timeout_add ((guint) ceil (rest), settle_cb, self);
    return G_SOURCE_REMOVE;
  }

  self->settle = 0;
  self->stage = STAGE_SETTLED;
  if (get_app_view (self) != NULL) /* pictures and lists fill after the page was first painted */
    ready ("content", self->last_frame, "");
  fields = g_strdup_printf ("widgets=%u", count_widgets (GTK_WIDGET (self->window)));
  ready ("settled", self->last_frame, fields);

  return G_SOURCE_REMOVE;
}

static gboolean
idle_cb (gpointer user_data)
{
  SpBench *self = user_data;

  self->idle = 0;
  self->stage = STAGE_INTERACTIVE;
  ready ("interactive", now_ms (), "");
  watch_stalls (self);
  if (get_app_view (self) == NULL)
    ready ("content", self->last_frame, ""); /* a form has its values when it is first painted */
  self->settle = g_timeout_add ((guint) SETTLED_MS, settle_cb, self);

  return G_SOURCE_REMOVE;
}

static void
advance (SpBench *self)
{
  switch (self->stage) {
  case STAGE_START:
    self->stage = STAGE_PAINTED;
    ready ("first-frame", self->last_frame, "");
    G_GNUC_FALLTHROUGH;
  case STAGE_PAINTED:
    if (!is_usable (self, get_first_input (self)))
      break;
    self->stage = STAGE_FORM;
    self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
    break;
  case STAGE_FORM:
  case STAGE_INTERACTIVE:
  case STAGE_SETTLED:
    break;
  }
}

static void
take_shot (SpBench *self)
{
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  g_autoptr (GtkSnapshot)   snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture)    texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (self->window)),
                          gtk_widget_get_height (GTK_WIDGET (self->window)));
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node, NULL);
  if (texture == NULL || !gdk_texture_save_to_png (texture, self->shot))
    g_printerr ("spaceport: no picture in %s\n", self->shot);
  g_clear_pointer (&self->shot, g_free);
}

static void
forget_job (SpBench *self)
{
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  if (self->blocks != NULL)
    g_signal_handlers_disconnect_by_data (self->blocks, self);
  g_clear_object (&self->form);
  g_clear_object (&self->blocks);
  self->final = FALSE;
}

static void
job_painted (SpBench *self)
{
  sp_frame_count_add (&self->count, self->last_frame);
  if (self->final) {
    g_autofree char *fields = sp_frame_count_format (&self->count, self->tokens);

    ready ("stream-finished", self->last_frame, fields);
    forget_job (self);
  }
}

/* Its parts are made while it is shown only. */
static void
show_page (SpBench *self)
{
  SpAppPage *page = sp_window_get_app_page (self->window);
  SpAppView *view = page != NULL ? sp_app_page_get_app_view (page) : NULL;
  GtkWidget *stack = view != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (view), ADW_TYPE_VIEW_STACK) : NULL;

  if (stack == NULL)
    return;

  self->awaits_page = TRUE;
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "app");
  gtk_widget_queue_draw (GTK_WIDGET (self->window)); /* it may be shown already */
}

static void
page_painted (SpBench *self)
{
  SpAppView *view = get_app_view (self);

  if (view == NULL || sp_app_view_get_building (view))
    return;

  self->awaits_page = FALSE;
  ready ("page", self->last_frame, "");
}

static void
after_paint_cb (SpBench *self)
{
  self->last_frame = now_ms ();
  advance (self);
  if (self->awaits_page)
    page_painted (self);
  if (self->form != NULL || self->blocks != NULL)
    job_painted (self);
  if (self->discover != NULL)
    sp_bench_discover_painted (self->discover, self->last_frame);
  if (self->shot != NULL)
    take_shot (self);
}

static void
discover_ready_cb (SpBench    *self,
                   const char *name,
                   double      when,
                   const char *fields)
{
  ready (name, when, fields);
  if (self->stalls == NULL)
    watch_stalls (self);
}

static void
discover (SpBench *self)
{
  g_clear_object (&self->discover);
  self->discover = sp_bench_discover_new (self->window);
  if (self->discover != NULL)
    g_signal_connect_object (self->discover, "ready", G_CALLBACK (discover_ready_cb), self, G_CONNECT_SWAPPED);
}

/* Equal values may change nothing, yet the end is to be told. */
static void
job_updated (SpBench *self, gboolean final)
{
  sp_frame_count_expect_value (&self->count);
  self->final = final;
  gtk_widget_queue_draw (GTK_WIDGET (self->window));
}

static void
form_updated_cb (SpBench *self,
                 gboolean final)
{
  job_updated (self, final);
}

static void
partial_cb (SpBench *self)
{
  self->tokens++;
}

static void
app_partial_cb (SpBench *self)
{
  self->tokens++;
  sp_frame_count_expect_value (&self->count);
}

static void
app_state_cb (SpBench *self, GParamSpec *pspec, GradioJob *job)
{
  if (gradio_job_is_final (job))
    job_updated (self, TRUE);
}

static void
app_job_cb (SpBench *self, GradioJob *job, SpDependency *dependency)
{
  if (sp_dependency_get_id (dependency) != self->dependency)
    return;

  g_signal_connect_object (job, "partial", G_CALLBACK (app_partial_cb), self, G_CONNECT_SWAPPED);
  /* Of those that hear of the end the app comes first: it has the last value then. */
  g_signal_connect_object (job, "notify::state", G_CALLBACK (app_state_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static gboolean
run_in_form (SpBench *self, const char *endpoint, JsonArray *values)
{
  SpApiView      *view = get_view (self);
  SpEndpointForm *form = view != NULL ? sp_api_view_show_endpoint (view, endpoint) : NULL;
  GradioJob      *job = NULL;

  if (form == NULL)
    return FALSE;

  sp_endpoint_form_set_values (form, values);
  g_set_object (&self->form, form);
  g_signal_connect_object (form, "updated", G_CALLBACK (form_updated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_activate_action (GTK_WIDGET (form), "form.run", NULL);
  job = sp_endpoint_form_get_job (form);
  if (job != NULL)
    g_signal_connect_object (job, "partial", G_CALLBACK (partial_cb), self, G_CONNECT_SWAPPED);

  return TRUE;
}

static gboolean
run_in_app (SpBench *self, SpAppView *view, const char *endpoint, JsonArray *values)
{
  g_set_object (&self->blocks, sp_app_view_get_blocks (view));
  if (self->blocks == NULL)
    return FALSE;

  g_signal_connect_object (self->blocks, "job", G_CALLBACK (app_job_cb), self, G_CONNECT_SWAPPED);

  return sp_bench_app_press (view, endpoint, values, &self->dependency);
}

static void
run (SpBench    *self,
     const char *arguments)
{
  g_auto (GStrv)       words = g_strsplit (arguments, " ", 2);
  SpAppView           *view = get_app_view (self);
  g_autoptr (JsonNode) values = words[0] != NULL && words[1] != NULL ? gradio_json_parse (words[1], -1, NULL) : NULL;
  JsonArray           *array = values != NULL && JSON_NODE_HOLDS_ARRAY (values) ? json_node_get_array (values) : NULL;

  forget_job (self);
  self->tokens = 0;
  sp_frame_count_start (&self->count, now_ms ());
  if (array == NULL || !(view != NULL ? run_in_app (self, view, words[0], array) : run_in_form (self, words[0], array)))
    g_printerr ("spaceport: “run” wants an endpoint of this app and a list of values\n");
}

static void
do_line (SpBench    *self,
         const char *line)
{
  if (g_str_has_prefix (line, "run ")) {
    run (self, line + strlen ("run "));
  } else if (g_str_has_prefix (line, "shot ")) {
    g_free (self->shot);
    self->shot = g_strdup (line + strlen ("shot "));
    gtk_widget_queue_draw (GTK_WIDGET (self->window));
  } else if (g_str_equal (line, "page")) {
    show_page (self);
  } else if (g_str_equal (line, "discover")) {
    discover (self);
  } else if (g_str_equal (line, "scroll") && self->discover != NULL) {
    sp_bench_discover_scroll (self->discover);
  } else if (g_str_equal (line, "stalls")) {
    ready ("stalls", now_ms (), "");
  } else if (g_str_equal (line, "quit")) {
    g_application_quit (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self->window))));
  }
}

static void read_line (SpBench *self);

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SpBench) self = user_data;
  g_autofree char    *line = NULL;

  line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  if (line == NULL || self->window == NULL)
    return; /* nobody is left to say anything, or to do it */

  do_line (self, line);
  read_line (self);
}

static void
read_line (SpBench *self)
{
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, self->cancellable, line_read_cb,
                                       g_object_ref (self));
}

static void
realize_cb (SpBench *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));

  if (g_set_object (&self->clock, gdk_surface_get_frame_clock (surface)))
    g_signal_connect_object (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self, G_CONNECT_SWAPPED);
}

static void
stop (SpBench *self)
{
  self->window = NULL;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->stalls != NULL)
    g_source_destroy (self->stalls);
  g_clear_pointer (&self->stalls, g_source_unref);
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
  g_clear_object (&self->discover);
  forget_job (self);
}

static void
sp_bench_dispose (GObject *object)
{
  SpBench *self = SP_BENCH (object);

  stop (self);
  g_clear_object (&self->input);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shot, g_free);

  G_OBJECT_CLASS (sp_bench_parent_class)->dispose (object);
}

static void
sp_bench_class_init (SpBenchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_bench_dispose;
}

static void
sp_bench_init (SpBench *self)
{
  self->cancellable = g_cancellable_new ();
}

SpBench *
sp_bench_new (SpWindow *window)
{
  SpBench                 *self = g_object_new (SP_TYPE_BENCH, NULL);
  g_autoptr (GInputStream) standard_input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  /* A cursor that blinks is nothing that is being loaded, yet each blink is a frame. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  self->window = window;
  self->input = g_data_input_stream_new (standard_input);
  g_signal_connect_object (window, "realize", G_CALLBACK (realize_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (window, "destroy", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);
  read_line (self);

  return self;
}
