/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-supervisor-event.h"

#include <math.h>
#include <string.h>

#include "gradio-json.h"

#define MAX_LINE_LENGTH 8192
#define MAX_MOUNT_LENGTH 200

static const char *const types[] = { "starting", "log", "skipped", "ready", "usage", "exited" };
static const char *const ends[] = { "stopped", "crashed", "memory", "processes", "disk", "timeout" };

static JsonNode *
get_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/* A number that is not negative, or what stands in for it. */
static double
get_number (JsonObject *object, const char *name, double standard)
{
  JsonNode *node = get_value (object, name);
  double    number = node != NULL ? json_node_get_double (node) : -1;

  return isfinite (number) && number >= 0 && number < (double) G_MAXINT64 ? number : standard;
}

static int
find_name (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; name != NULL && i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

/* It becomes part of an address. */
static gboolean
is_mount (const char *mount)
{
  const char *allowed = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/_.~-";

  return mount != NULL && strlen (mount) <= MAX_MOUNT_LENGTH && (*mount == '\0' || *mount == '/') &&
         mount[strspn (mount, allowed)] == '\0' && strstr (mount, "//") == NULL &&
         !g_str_has_suffix (mount, "/");
}

static gboolean
is_version (const char *version)
{
  const char *allowed = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".+_-";

  return version != NULL && strlen (version) <= 40 && version[strspn (version, allowed)] == '\0';
}

static gboolean
read_log (SpSupervisorEvent *event, JsonObject *object)
{
  const char *line = get_string (object, "line");

  if (line == NULL || *line == '\0' || !g_utf8_validate (line, -1, NULL))
    return FALSE;

  event->line = g_strndup (line, MAX_LINE_LENGTH);
  if (strlen (line) > MAX_LINE_LENGTH) { /* it may end in the middle of a letter */
    char *whole = g_utf8_make_valid (event->line, -1);

    g_free (event->line);
    event->line = whole;
  }
  return TRUE;
}

static gboolean
read_ready (SpSupervisorEvent *event, JsonObject *object)
{
  const char *mount = get_string (object, "mount");
  const char *version = get_string (object, "version");

  if (!is_mount (mount))
    return FALSE;

  event->mount = g_strdup (mount);
  event->version = is_version (version) ? g_strdup (version) : NULL;
  return TRUE;
}

static gboolean
read_usage (SpSupervisorEvent *event, JsonObject *object)
{
  event->usage.memory = get_number (object, "memory", 0);
  event->usage.cpu = get_number (object, "cpu", 0);
  event->usage.processes = MIN (get_number (object, "processes", 0), G_MAXINT);
  event->usage.disk = get_number (object, "disk", 0);
  event->usage.connections = MIN (get_number (object, "connections", 0), G_MAXINT);
  event->usage.idle = get_number (object, "idle", 0);
  return TRUE;
}

static gboolean
read_exited (SpSupervisorEvent *event, JsonObject *object)
{
  int end = find_name (ends, G_N_ELEMENTS (ends), get_string (object, "why"));

  if (end < 0)
    return FALSE;

  event->end = end;
  event->status = MIN (get_number (object, "status", -1), 255);
  event->signal = MIN (get_number (object, "signal", 0), 64);
  return TRUE;
}

static gboolean
read_object (SpSupervisorEvent *event, JsonObject *object)
{
  int type = find_name (types, G_N_ELEMENTS (types), get_string (object, "event"));

  if (type < 0)
    return FALSE;

  event->type = type;
  switch (event->type) {
  case SP_SUPERVISOR_EVENT_STARTING:
    return TRUE;
  case SP_SUPERVISOR_EVENT_LOG:
    return read_log (event, object);
  case SP_SUPERVISOR_EVENT_SKIPPED:
    event->lines = MIN (get_number (object, "lines", 0), G_MAXINT);
    return TRUE;
  case SP_SUPERVISOR_EVENT_READY:
    return read_ready (event, object);
  case SP_SUPERVISOR_EVENT_USAGE:
    return read_usage (event, object);
  case SP_SUPERVISOR_EVENT_EXITED:
    return read_exited (event, object);
  }
  return FALSE;
}

SpSupervisorEvent *
sp_supervisor_event_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (SpSupervisorEvent) event = g_new0 (SpSupervisorEvent, 1);
  g_autoptr (JsonNode)          root = gradio_json_parse (text, length, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      !read_object (event, json_node_get_object (root))) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "The supervisor of a Space wrote something that is no event");
    return NULL;
  }

  return g_steal_pointer (&event);
}

void
sp_supervisor_event_free (SpSupervisorEvent *event)
{
  g_free (event->line);
  g_free (event->mount);
  g_free (event->version);
  g_free (event);
}
