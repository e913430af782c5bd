/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-script-protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <gio/gio.h>
#include <jsc/jsc.h>

/* Runs the scripts of one app, which are strangers' code. It is a process of its own since nothing but its end stops a
 * regular expression that never comes to one, and since an engine without memory takes its process along. */

#define ENGINE "/io/github/spaceport_app/Spaceport/script/engine.js"
#define MAX_MEMORY (512u << 20) /* bytes */
#define WATCH_INTERVAL 5000     /* us */

/* What the thread that watches knows. */
typedef struct {
  GMutex   lock;
  GCond    changed;
  gint64   max_time; /* of computing, us, and as much again of waiting for timers */
  gint64   end_time; /* of the process' computing time, us */
  int      statm;    /* descriptor of what tells the memory: no file can be opened later */
  gboolean is_running;
} Watch;

/* the limits */

static gint64
get_computing_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static guint64
get_memory (int statm)
{
  char          text[256] = "";
  unsigned long resident = 0;

  if (pread (statm, text, sizeof text - 1, 0) <= 0 || sscanf (text, "%*u %lu", &resident) != 1)
    return 0;

  return (guint64) resident * sysconf (_SC_PAGESIZE);
}

static gpointer
watch_thread (gpointer data)
{
  Watch *watch = data;

  g_mutex_lock (&watch->lock);
  while (TRUE) {
    while (!watch->is_running)
      g_cond_wait (&watch->changed, &watch->lock);
    g_cond_wait_until (&watch->changed, &watch->lock, g_get_monotonic_time () + WATCH_INTERVAL);
    if (watch->is_running && get_computing_time () > watch->end_time)
      _exit (SP_SCRIPT_EXIT_TIME);
    if (watch->is_running && get_memory (watch->statm) > MAX_MEMORY)
      _exit (SP_SCRIPT_EXIT_MEMORY);
  }

  return NULL;
}

static void
watch_run (Watch *watch, gboolean is_running)
{
  g_mutex_lock (&watch->lock);
  watch->is_running = is_running;
  watch->end_time = get_computing_time () + watch->max_time;
  g_cond_signal (&watch->changed);
  g_mutex_unlock (&watch->lock);
}

/* Scripts have no means to reach files, network or programs. Should one find a hole in the engine, it is still a
 * process of the user's, but one that cannot open a descriptor: no file, no socket, so no bus either, and no program
 * that needs a library. What the engine reads of the system, its time zone, it has to have read before. */
static void
give_up_rights (JSCContext *context)
{
  static const struct rlimit nothing = { 0, 0 };
  g_autoptr (JSCValue)       date = jsc_context_evaluate (context, "new Date().toLocaleString()", -1);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  setrlimit (RLIMIT_CORE, &nothing);
  setrlimit (RLIMIT_FSIZE, &nothing);
  setrlimit (RLIMIT_NOFILE, &nothing);
}

/* messages; whoever reads them gone, so is this */

static void
read_all (void *buffer, gsize length)
{
  for (gsize done = 0; done < length;) {
    gssize n = read (STDIN_FILENO, (char *) buffer + done, length - done);

    if (n > 0)
      done += n;
    else if (n == 0 || errno != EINTR)
      _exit (EXIT_SUCCESS);
  }
}

static void
write_all (const void *buffer, gsize length)
{
  for (gsize done = 0; done < length;) {
    gssize n = write (STDIN_FILENO, (const char *) buffer + done, length - done);

    if (n >= 0)
      done += n;
    else if (errno != EINTR)
      _exit (EXIT_SUCCESS);
  }
}

static char *
read_message (void)
{
  guint32 length;
  char   *text;

  read_all (&length, sizeof length);
  text = g_malloc0 ((gsize) length + 1);
  read_all (text, length);

  return text;
}

static void
write_message (const char *text)
{
  gsize   size = strlen (text);
  guint32 length = size;

  if (size > SP_SCRIPT_MAX_LENGTH) {
    write_message ("{\"error\":\"What the script returned is too large.\",\"page\":false}");
    return;
  }

  write_all (&length, sizeof length);
  write_all (text, size);
}

/* the engine */

static JSCValue *
make_engine (JSCContext *context)
{
  g_autoptr (GBytes)   source = g_resources_lookup_data (ENGINE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JSCValue) function = NULL;
  g_autoptr (JSCValue) make = NULL;
  JSCValue            *engine = NULL;

  make = jsc_context_evaluate (context, g_bytes_get_data (source, NULL), g_bytes_get_size (source));
  function = jsc_value_new_function (context, NULL, G_CALLBACK (write_message), NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  engine = jsc_value_function_call (make, JSC_TYPE_VALUE, function, G_TYPE_NONE);
  if (jsc_context_get_exception (context) != NULL)
    g_error ("%s", jsc_exception_get_message (jsc_context_get_exception (context))); /* a script of ours */

  return engine;
}

/* Returns: (nullable) */
static char *
dup_answer (JSCValue *engine)
{
  g_autoptr (JSCValue) answer = jsc_value_object_invoke_method (engine, "answer", G_TYPE_NONE);

  return jsc_value_is_string (answer) ? jsc_value_to_string (answer) : NULL;
}

/* Waits for the next timer. Returns: whether there was one */
static gboolean
wait_for_timer (JSCValue *engine, Watch *watch, double *waited)
{
  g_autoptr (JSCValue) delay = jsc_value_object_invoke_method (engine, "delay", G_TYPE_NONE);
  g_autoptr (JSCValue) fired = NULL;
  double               milliseconds = jsc_value_to_double (delay);

  if (milliseconds < 0)
    return FALSE;

  *waited += milliseconds;
  if (*waited * 1000 > watch->max_time)
    _exit (SP_SCRIPT_EXIT_TIME);
  poll (NULL, 0, (int) milliseconds);
  fired = jsc_value_object_invoke_method (engine, "fire", G_TYPE_NONE);

  return TRUE;
}

/* Promises are kept while it is called. */
static char *
carry_out (JSCValue *engine, Watch *watch, const char *order)
{
  g_autoptr (JSCValue) promise = jsc_value_object_invoke_method (engine, "run", G_TYPE_STRING, order, G_TYPE_NONE);
  char                *answer = dup_answer (engine);
  double               waited = 0;

  while (answer == NULL && wait_for_timer (engine, watch, &waited))
    answer = dup_answer (engine);

  return answer != NULL ? answer : g_strdup ("{\"error\":\"The script waits for something that never comes.\",\"page\":false}");
}

int
main (int argc, char **argv)
{
  g_autoptr (JSCContext) context = NULL;
  g_autoptr (JSCValue)   engine = NULL;
  Watch                  watch = { 0 };

  watch.max_time = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) * 1000 : G_USEC_PER_SEC;
  watch.statm = open ("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  jsc_options_set_boolean (JSC_OPTIONS_USE_JIT, FALSE); /* the part of the engine with the most holes */
  context = jsc_context_new ();
  engine = make_engine (context);
  give_up_rights (context);
  g_thread_unref (g_thread_new ("watch", watch_thread, &watch));

  while (TRUE) {
    g_autofree char *order = read_message ();
    g_autofree char *answer = NULL;

    watch_run (&watch, TRUE);
    answer = carry_out (engine, &watch, order);
    watch_run (&watch, FALSE);
    write_message (answer);
  }
}
