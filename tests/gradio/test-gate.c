/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small parts that sessions are made of: who may go on, when, and in which language. */
#include "gradio-gate.h"
#include "gradio-protocol.h"
#include "gradio-timer.h"

static void
pass_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_order (void)
{
  g_autoptr (GradioGate) gate = gradio_gate_new (2);
  gboolean               passed[5] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (passed); i++)
    gradio_gate_enter (gate, pass_cb, &passed[i]);
  g_assert_true (passed[0] && passed[1] && !passed[2]);

  gradio_gate_leave (gate);
  g_assert_true (passed[2] && !passed[3]);
  g_assert_true (gradio_gate_give_up (gate, &passed[3]));
  g_assert_false (gradio_gate_give_up (gate, &passed[3]));
  g_assert_false (gradio_gate_give_up (gate, &passed[2])); /* it is through */
  gradio_gate_leave (gate);
  g_assert_true (!passed[3] && passed[4]);

  gradio_gate_leave (gate);
  gradio_gate_leave (gate);
  gradio_gate_enter (gate, pass_cb, &passed[3]);
  g_assert_true (passed[3]);
}

static void
enter_and_leave_cb (gpointer user_data)
{
  gradio_gate_leave (user_data);
}

/* Those who leave at once let the next one in from within. */
static void
test_within (void)
{
  g_autoptr (GradioGate) gate = gradio_gate_new (1);
  gboolean               first = FALSE;
  gboolean               last = FALSE;

  gradio_gate_enter (gate, pass_cb, &first);
  for (guint i = 0; i < 1000; i++)
    gradio_gate_enter (gate, enter_and_leave_cb, gate);
  gradio_gate_enter (gate, pass_cb, &last);
  g_assert_false (last);
  gradio_gate_leave (gate);
  g_assert_true (first && last);
}

static void
test_abandoned (void)
{
  GradioGate *gate = gradio_gate_new (1);
  gboolean    passed[2] = { FALSE };

  gradio_gate_enter (gate, pass_cb, &passed[0]);
  gradio_gate_enter (gate, pass_cb, &passed[1]);
  gradio_gate_unref (gradio_gate_ref (gate));
  gradio_gate_unref (gate);
  g_assert_true (passed[0] && !passed[1]);
}

static void
test_protocol (void)
{
  g_assert_cmpint (gradio_protocol_from_string (NULL), ==, GRADIO_PROTOCOL_WS);
  g_assert_cmpint (gradio_protocol_from_string ("ws"), ==, GRADIO_PROTOCOL_WS);
  g_assert_cmpint (gradio_protocol_from_string ("sse"), ==, GRADIO_PROTOCOL_SSE);
  g_assert_cmpint (gradio_protocol_from_string ("sse_v1"), ==, GRADIO_PROTOCOL_SSE_V1);
  g_assert_cmpint (gradio_protocol_from_string ("sse_v2"), ==, GRADIO_PROTOCOL_SSE_V2);
  g_assert_cmpint (gradio_protocol_from_string ("sse_v2.1"), ==, GRADIO_PROTOCOL_SSE_V2);
  g_assert_cmpint (gradio_protocol_from_string ("sse_v3"), ==, GRADIO_PROTOCOL_SSE_V2);
  g_assert_cmpint (gradio_protocol_from_string ("sse_v9"), ==, GRADIO_PROTOCOL_SSE_V2);
  g_assert_cmpint (gradio_protocol_from_string (""), ==, GRADIO_PROTOCOL_SSE_V2);
}

typedef struct {
  guint n_calls;
  guint n_freed;
} Count;

static gboolean
count_cb (gpointer user_data)
{
  return ++((Count *) user_data)->n_calls < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
freed_cb (gpointer user_data)
{
  ((Count *) user_data)->n_freed++;
}

static void
test_timer (void)
{
  Count    count = { 0 };
  GSource *timer = gradio_timer_start (1, count_cb, &count, freed_cb);

  while (count.n_freed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count.n_calls, ==, 3);
  gradio_timer_clear (&timer);
  g_assert_null (timer);
  gradio_timer_clear (&timer);
  g_assert_cmpuint (count.n_freed, ==, 1);
}

/* In the context of the thread that started it, whichever that is; and gone when it is cleared. */
static void
test_timer_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Count                    count = { 0 };
  GSource                 *timer;

  g_main_context_push_thread_default (context);
  timer = gradio_timer_start (0, count_cb, &count, freed_cb);
  g_main_context_pop_thread_default (context);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count.n_calls, ==, 0);
  g_main_context_iteration (context, TRUE);
  g_assert_cmpuint (count.n_calls, ==, 1);
  gradio_timer_clear (&timer);
  g_assert_cmpuint (count.n_freed, ==, 1);
  g_assert_false (g_main_context_pending (context));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gate/order", test_order);
  g_test_add_func ("/gate/within", test_within);
  g_test_add_func ("/gate/abandoned", test_abandoned);
  g_test_add_func ("/protocol/names", test_protocol);
  g_test_add_func ("/timer/again", test_timer);
  g_test_add_func ("/timer/context", test_timer_context);

  return g_test_run ();
}
