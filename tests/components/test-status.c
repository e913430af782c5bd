/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a component shows of the jobs that give it its next value (blocks-runtime.md 9). */
#include "component-test.h"

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-job-private.h"
#include "sp-component-private.h"
#include "sp-status-overlay.h"
#include "sp-status-words.h"

#include <string.h>

/* A job that nobody runs, of a function with this too. */
static GradioJob *
new_job_with (const char *members)
{
  g_autofree char *config =
    g_strdup_printf ("{\"components\":[],\"dependencies\":[{\"api_name\":\"f\"%s}]}", members);
  g_autoptr (GBytes)            bytes = g_bytes_new (config, strlen (config));
  g_autoptr (GradioDescription) description = gradio_description_new (bytes, NULL);
  g_autoptr (GPtrArray)         endpoints = gradio_endpoint_list_new (description);
  g_autoptr (JsonArray)         values = json_array_new ();

  return gradio_job_new (NULL, g_ptr_array_index (endpoints, 0), values, FALSE);
}

static GradioJob *
new_job (void)
{
  return new_job_with ("");
}

static void
take (GradioJob *job, const char *text)
{
  g_autofree char       *json = g_strdup (text);
  g_auto (GradioMessage) message = { 0 };
  g_autoptr (GError)     error = NULL;

  g_strdelimit (json, "'", '"');
  gradio_message_read (&message, json, strlen (json), &error);
  g_assert_no_error (error);
  gradio_job_handle_message (job, &message);
}

static void
assert_takes (char *text, const char *expected)
{
  g_autofree char *taken = text;

  g_assert_cmpstr (taken, ==, expected);
}

typedef struct {
  SpComponent *self;
  GtkWidget   *window;
  GtkWidget   *status;
} Shown;

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

static Shown
show (const char *type, GradioJob *job, SpShowProgress show_progress)
{
  Shown shown = { component_test_new (type), NULL, NULL };

  shown.window = component_test_show (shown.self);
  sp_component_show_job (shown.self, job, show_progress);
  shown.status = sp_component_get_private (shown.self)->status;

  return shown;
}

static void
unshow (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  g_assert_finalize_object (shown->self);
}

static const char *
get_text (Shown *shown, guint label)
{
  GtkWidget *widget = component_test_find (shown->status, GTK_TYPE_LABEL, label);

  return gtk_widget_get_mapped (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

enum { STEP,
       STATE,
       CORNER };
enum { STOP,
       CLEAR };

static gboolean
has_button (Shown *shown, guint index)
{
  return gtk_widget_get_mapped (component_test_find (shown->status, GTK_TYPE_BUTTON, index));
}

/* The same that the page of the app was seen to say, in words of ours. */
static void
test_words (void)
{
  g_autoptr (GradioJob) job = new_job ();

  assert_takes (sp_status_words_state (job), "Sending · 0 s");
  assert_takes (sp_status_words_short (job), "0 s");
  g_assert_null (sp_status_words_wait (job));
  take (job, "{'msg':'estimation','rank':2,'queue_size':3,'rank_eta':null}");
  assert_takes (sp_status_words_state (job), "Waiting in the queue: 3 of 3 · 0 s");
  assert_takes (sp_status_words_short (job), "3 of 3 · 0 s");
  assert_takes (sp_status_words_wait (job), "3 of 3");
  take (job, "{'msg':'estimation','rank':0,'queue_size':2,'rank_eta':7.5}");
  assert_takes (sp_status_words_state (job), "Waiting in the queue: 1 of 2 · about 8 s left · 0 s");
  assert_takes (sp_status_words_wait (job), "1 of 2 · about 8 s left");
  take (job, "{'msg':'process_starts','eta':null}");
  assert_takes (sp_status_words_state (job), "Running · 0 s");
  take (job, "{'msg':'progress','progress_data':[{'index':null,'length':null,'unit':'steps',"
             "'progress':0.1,'desc':'Working'}]}");
  assert_takes (sp_status_words_state (job), "Running · 0 s");
  assert_takes (sp_status_words_levels (gradio_job_get_progress (job)), "Working - 10.0%");
  assert_takes (sp_status_words_wait (job), "10 %");
  g_assert_cmpfloat (sp_status_words_fraction (job), ==, 0.1);
}

static void
test_levels (void)
{
  g_autoptr (GradioJob) job = new_job ();

  take (job, "{'msg':'progress','progress_data':[{'index':1,'length':3,'unit':'epochs','progress':null,"
             "'desc':'outer'},{'index':2,'length':4,'unit':'steps','progress':null,'desc':'inner'}]}");
  assert_takes (sp_status_words_levels (gradio_job_get_progress (job)), "outer - 33.3% / inner - 50.0%");
  assert_takes (sp_status_words_state (job), "1/3 epochs · 2/4 steps · 0 s");
  g_assert_cmpfloat (sp_status_words_fraction (job), ==, 0.5);

  take (job, "{'msg':'progress','progress_data':[{'index':0,'length':null,'unit':'records','progress':null,"
             "'desc':null}]}");
  g_assert_null (sp_status_words_levels (gradio_job_get_progress (job)));
  assert_takes (sp_status_words_state (job), "0 records · 0 s");
  g_assert_cmpfloat (sp_status_words_fraction (job), ==, -1);

  take (job, "{'msg':'progress','progress_data':[{'index':1200,'length':3000000,'unit':'files',"
             "'progress':null,'desc':'Reading'}]}");
  assert_takes (sp_status_words_units (gradio_job_get_progress (job)), "1.2k/3M files");
}

/* A server may send anything. */
static void
test_odd_levels (void)
{
  g_autoptr (GradioJob) job = new_job ();
  g_autofree char      *levels = NULL;
  g_autofree char      *units = NULL;

  take (job, "{'msg':'progress','progress_data':[null,3,{'index':1e300,'length':-1,'unit':7,'progress':1e999,"
             "'desc':'a\\nb'},{},{'progress':-4}]}");
  levels = sp_status_words_levels (gradio_job_get_progress (job));
  units = sp_status_words_units (gradio_job_get_progress (job));
  g_assert_nonnull (strstr (levels, "a b - 100.0%"));
  g_assert_true (g_utf8_validate (units, -1, NULL));
}

static gboolean
says_working (gpointer shown)
{
  return g_strcmp0 (get_text (shown, STEP), "Working - 10.0%") == 0;
}

static void
test_full (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_FULL);

  component_test_wait (is_mapped, shown.status);
  g_assert_cmpstr (get_text (&shown, STATE), ==, "Sending · 0 s");
  g_assert_null (get_text (&shown, CORNER));
  g_assert_true (has_button (&shown, STOP));
  take (job, "{'msg':'progress','progress_data':[{'index':null,'length':null,'unit':'steps',"
             "'progress':0.1,'desc':'Working'}]}");
  component_test_wait (says_working, &shown);
  gradio_job_set_state (job, GRADIO_JOB_GENERATING);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (shown.self), "waiting"));
  unshow (&shown);
}

typedef struct {
  Shown     *shown;
  GradioJob *job;
  guint      brief; /* the label that says how far it is */
} Told;

static gboolean
says_how_far (gpointer user_data)
{
  Told *told = user_data;

  take (told->job, "{'msg':'progress','progress_data':[{'index':3,'length':8,'unit':'steps',"
                   "'progress':null,'desc':'Working'}]}");

  return get_text (told->shown, told->brief) != NULL &&
         get_text (told->shown, told->brief == CORNER ? STATE : CORNER) == NULL;
}

/* Over a result that is there already there is not more than there is room for. */
static void
test_narrow (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_FULL);
  Told                  told = { &shown, job, STATE };

  component_test_wait (is_mapped, shown.status);
  gradio_job_set_state (job, GRADIO_JOB_GENERATING);
  gtk_window_set_default_size (GTK_WINDOW (shown.window), 800, 300);
  component_test_wait (says_how_far, &told);
  told.brief = CORNER;
  gtk_window_set_default_size (GTK_WINDOW (shown.window), 320, 300);
  component_test_wait (says_how_far, &told);
  unshow (&shown);
}

static gboolean
counts_down (gpointer user_data)
{
  const char *text = get_text (user_data, CORNER);
  int         left = text != NULL ? atoi (text) : -1;

  return left > 0 && left < 999 && g_str_has_suffix (text, " s left");
}

/* What is recorded goes to the app for so long at most: the time that is left is told, and the bar gets shorter. */
static void
test_countdown (void)
{
  g_autoptr (GradioJob) job = new_job_with (",\"connection\":\"stream\",\"time_limit\":999");
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_MINIMAL);

  component_test_wait (is_mapped, shown.status);
  g_assert_cmpstr (get_text (&shown, CORNER), ==, "0 s");
  take (job, "{'msg':'process_starts','eta':null}");
  gradio_job_set_state (job, GRADIO_JOB_GENERATING);
  component_test_wait (counts_down, &shown);
  g_assert_cmpfloat (sp_status_words_fraction (job), <, 1);
  g_assert_cmpfloat (sp_status_words_fraction (job), >, 0.5);
  gradio_job_finish (job, GRADIO_JOB_COMPLETE);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

/* The content is as it was; there is only the time. A generator has nothing to say. */
static void
test_minimal (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_MINIMAL);

  component_test_wait (is_mapped, shown.status);
  g_assert_cmpstr (get_text (&shown, CORNER), ==, "0 s");
  g_assert_null (get_text (&shown, STATE));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (shown.self), "waiting"));
  gradio_job_set_state (job, GRADIO_JOB_GENERATING);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

static void
fail (GradioJob *job)
{
  gradio_job_fail (job, g_error_new_literal (GRADIO_ERROR, GRADIO_ERROR_APP, "No luck"));
}

static gboolean
pulses (gpointer bar)
{
  GtkWidget *progress = gtk_widget_get_first_child (gtk_widget_get_last_child (bar));

  return gtk_widget_has_css_class (progress, "pulse");
}

/* A bar that pulses keeps the screen awake, seen or not. */
static void
test_rest (void)
{
  g_autoptr (GradioJob) job = new_job ();
  GtkSettings          *settings = gtk_settings_get_default ();
  gboolean              animated = FALSE;
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_FULL);
  GtkWidget            *bar = component_test_find (shown.status, GTK_TYPE_PROGRESS_BAR, 0);

  g_object_get (settings, "gtk-enable-animations", &animated, NULL);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  component_test_wait (pulses, bar);
  gtk_widget_set_visible (GTK_WIDGET (shown.self), FALSE);
  g_assert_false (pulses (bar));
  gtk_widget_set_visible (GTK_WIDGET (shown.self), TRUE);
  component_test_wait (pulses, bar);
  fail (job);
  g_assert_true (gtk_widget_get_mapped (shown.status));
  g_assert_false (pulses (bar));
  unshow (&shown);
  g_object_set (settings, "gtk-enable-animations", animated, NULL);
}

static void
test_hidden (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_HIDDEN);

  g_assert_false (gtk_widget_get_visible (shown.status));
  fail (job);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

/* It stays until the user clears it, or the next job comes. */
static void
test_error (void)
{
  g_autoptr (GradioJob) first = new_job ();
  g_autoptr (GradioJob) second = new_job ();
  Shown                 shown = show ("textbox", first, SP_SHOW_PROGRESS_MINIMAL);

  component_test_wait (is_mapped, shown.status);
  fail (first);
  g_assert_cmpstr (get_text (&shown, STATE), ==, "Error");
  g_assert_false (has_button (&shown, STOP));
  sp_component_show_job (shown.self, second, SP_SHOW_PROGRESS_FULL);
  g_assert_cmpstr (get_text (&shown, STATE), !=, "Error");
  fail (second);
  g_assert_true (has_button (&shown, CLEAR));
  g_signal_emit_by_name (component_test_find (shown.status, GTK_TYPE_BUTTON, CLEAR), "clicked");
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

/* What a validator refuses is told at the fields. */
static void
test_refused (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_FULL);

  job->error_parameter = 0;
  fail (job);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

/* Until the last one has ended, in whatever order they do. */
static void
test_several (void)
{
  g_autoptr (GradioJob) slow = new_job ();
  g_autoptr (GradioJob) quick = new_job ();
  Shown                 shown = show ("textbox", slow, SP_SHOW_PROGRESS_FULL);

  component_test_wait (is_mapped, shown.status);
  sp_component_show_job (shown.self, quick, SP_SHOW_PROGRESS_FULL);
  gradio_job_set_state (slow, GRADIO_JOB_PROCESSING);
  gradio_job_finish (quick, GRADIO_JOB_COMPLETE);
  g_assert_true (gtk_widget_get_visible (shown.status));
  g_assert_cmpstr (get_text (&shown, STATE), ==, "Running · 0 s");
  gradio_job_finish (slow, GRADIO_JOB_COMPLETE);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

/* What ticks beside a long job neither covers it nor stays in memory. */
static void
test_ticks (void)
{
  g_autoptr (GradioJob) slow = new_job ();
  Shown                 shown = show ("textbox", slow, SP_SHOW_PROGRESS_FULL);
  gpointer              first = NULL;

  component_test_wait (is_mapped, shown.status);
  gradio_job_set_state (slow, GRADIO_JOB_PROCESSING);
  for (guint i = 0; i < 3; i++) {
    GradioJob *tick = new_job ();

    if (i == 0)
      g_set_weak_pointer (&first, tick);
    sp_component_show_job (shown.self, tick, SP_SHOW_PROGRESS_HIDDEN);
    g_assert_true (gtk_widget_get_visible (shown.status));
    g_assert_cmpstr (get_text (&shown, STATE), ==, "Running · 0 s");
    g_assert_true (has_button (&shown, STOP));
    gradio_job_finish (tick, GRADIO_JOB_COMPLETE);
    g_object_unref (tick);
  }
  g_assert_null (first);
  gradio_job_finish (slow, GRADIO_JOB_COMPLETE);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

/* The last error outlives what ends without one. */
static void
test_error_beside (void)
{
  g_autoptr (GradioJob) slow = new_job ();
  g_autoptr (GradioJob) failed = new_job ();
  g_autoptr (GradioJob) quick = new_job ();
  Shown                 shown = show ("textbox", slow, SP_SHOW_PROGRESS_FULL);

  component_test_wait (is_mapped, shown.status);
  sp_component_show_job (shown.self, failed, SP_SHOW_PROGRESS_FULL);
  fail (failed);
  sp_component_show_job (shown.self, quick, SP_SHOW_PROGRESS_FULL);
  gradio_job_finish (quick, GRADIO_JOB_COMPLETE);
  gradio_job_finish (slow, GRADIO_JOB_COMPLETE);
  g_assert_cmpstr (get_text (&shown, STATE), ==, "Error");
  unshow (&shown);
}

static void
test_several_and_error (void)
{
  g_autoptr (GradioJob) first = new_job ();
  g_autoptr (GradioJob) second = new_job ();
  Shown                 shown = show ("textbox", first, SP_SHOW_PROGRESS_FULL);

  component_test_wait (is_mapped, shown.status);
  sp_component_show_job (shown.self, second, SP_SHOW_PROGRESS_FULL);
  fail (first); /* the one that is not in front */
  g_assert_cmpstr (get_text (&shown, STATE), !=, "Error");
  gradio_job_finish (second, GRADIO_JOB_COMPLETE);
  g_assert_cmpstr (get_text (&shown, STATE), ==, "Error");
  unshow (&shown);
}

static void
test_stop (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_FULL);

  component_test_wait (is_mapped, shown.status);
  g_signal_emit_by_name (component_test_find (shown.status, GTK_TYPE_BUTTON, STOP), "clicked");
  g_assert_cmpint (gradio_job_get_state (job), ==, GRADIO_JOB_CANCELLED);
  g_assert_false (gtk_widget_get_visible (shown.status));
  unshow (&shown);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* For a moment. */
static void
test_cache (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 shown = show ("textbox", job, SP_SHOW_PROGRESS_FULL);

  component_test_wait (is_mapped, shown.status);
  take (job, "{'msg':'process_completed','success':true,'output':{'data':[]},'used_cache':'full',"
             "'cache_duration':0.1,'avg_time':1.5}");
  g_assert_cmpstr (get_text (&shown, STATE), ==, "From cache: 0.1 s instead of about 1.5 s");
  g_assert_false (has_button (&shown, STOP));
  component_test_wait (is_hidden, shown.status);
  unshow (&shown);
}

static void
test_cache_partly (void)
{
  g_autoptr (GradioJob) job = new_job ();

  take (job, "{'msg':'process_completed','success':true,'output':{'data':[]},'used_cache':'partial',"
             "'cache_duration':0.5,'avg_time':null}");
  assert_takes (sp_status_words_cache (job), "From cache: 0.5 s");
}

/* By its edge, where the author wants it. */
static void
test_layout (void)
{
  g_autoptr (GradioJob) job = new_job ();
  Shown                 plain = show ("column", job, SP_SHOW_PROGRESS_FULL);
  Shown                 shown = { component_test_new ("column"), NULL, NULL };

  g_assert_null (plain.status);
  unshow (&plain);
  shown.window = component_test_show (shown.self);
  component_test_set_props (shown.self, "{'show_progress':true}");
  sp_component_show_job (shown.self, job, SP_SHOW_PROGRESS_FULL);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (shown.self), "pending"));
  gradio_job_finish (job, GRADIO_JOB_COMPLETE);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (shown.self), "pending"));
  unshow (&shown);
}

static gboolean
says_place (gpointer button)
{
  GtkWidget *label = component_test_find (button, GTK_TYPE_LABEL, 1);

  return g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), "2 of 4 · about 9 s left") == 0;
}

/* The button that started it says how long it waits. */
static void
test_button (void)
{
  g_autoptr (GradioJob) job = new_job ();
  SpComponent          *self = component_test_new ("button");
  GtkWidget            *window = component_test_show (self);
  GtkWidget            *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, 0);

  component_test_set_value (self, "'Go'");
  component_test_wait (is_mapped, button);
  sp_component_show_started_job (self, job);
  take (job, "{'msg':'estimation','rank':1,'queue_size':4,'rank_eta':8.5}");
  component_test_wait (says_place, button);
  gradio_job_finish (job, GRADIO_JOB_COMPLETE);
  g_assert_false (gtk_widget_get_visible (component_test_find (button, GTK_TYPE_LABEL, 1)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (self);
}

/* What the app has against a value: read with the field, seen at its edge, gone with the next edit. */
static void
test_refused_value (void)
{
  static const char *const types[] = { "textbox", "number", "slider", "dropdown", "checkbox", "image", "file" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    SpComponent *self = component_test_new (types[i]);
    GtkWidget   *control = sp_component_get_private (self)->labelled_widget;

    sp_component_set_error_text (self, "Not this one");
    g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self), "invalid"));
    if (control != NULL)
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_STATE_INVALID,
                                        GTK_ACCESSIBLE_INVALID_TRUE);
    sp_component_value_changed (self);
    g_assert_null (sp_component_get_error_text (self));
    g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self), "invalid"));
    g_assert_finalize_object (self);
  }
}

int
main (int argc, char *argv[])
{
  component_test_init (&argc, &argv);
  g_test_add_func ("/status/words", test_words);
  g_test_add_func ("/status/levels", test_levels);
  g_test_add_func ("/status/odd-levels", test_odd_levels);
  g_test_add_func ("/status/full", test_full);
  g_test_add_func ("/status/rest", test_rest);
  g_test_add_func ("/status/narrow", test_narrow);
  g_test_add_func ("/status/countdown", test_countdown);
  g_test_add_func ("/status/minimal", test_minimal);
  g_test_add_func ("/status/hidden", test_hidden);
  g_test_add_func ("/status/error", test_error);
  g_test_add_func ("/status/refused", test_refused);
  g_test_add_func ("/status/several", test_several);
  g_test_add_func ("/status/several-and-error", test_several_and_error);
  g_test_add_func ("/status/ticks", test_ticks);
  g_test_add_func ("/status/error-beside", test_error_beside);
  g_test_add_func ("/status/stop", test_stop);
  g_test_add_func ("/status/cache", test_cache);
  g_test_add_func ("/status/cache-partly", test_cache_partly);
  g_test_add_func ("/status/layout", test_layout);
  g_test_add_func ("/status/button", test_button);
  g_test_add_func ("/status/refused-value", test_refused_value);

  return g_test_run ();
}
