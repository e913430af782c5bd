/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-supervisor.h"

G_BEGIN_DECLS

typedef enum {
  SP_SUPERVISOR_EVENT_STARTING,
  SP_SUPERVISOR_EVENT_LOG,
  SP_SUPERVISOR_EVENT_SKIPPED,
  SP_SUPERVISOR_EVENT_READY,
  SP_SUPERVISOR_EVENT_USAGE,
  SP_SUPERVISOR_EVENT_EXITED,
} SpSupervisorEventType;

/**
 * SpSupervisorEvent:
 * @type: which it is
 * @line: of a log, valid UTF-8
 * @lines: that were skipped
 * @mount: of a ready app: "" or a path without a slash at its end
 * @version: (nullable): of a ready app
 * @usage: what is used
 * @end: why it exited
 * @status: exit status, -1 for none
 * @signal: that ended it, 0 for none
 *
 * One line of space-supervisor.py.
 */
typedef struct {
  SpSupervisorEventType type;
  char                 *line;
  guint                 lines;
  char                 *mount;
  char                 *version;
  SpSupervisorUsage     usage;
  SpSupervisorEnd       end;
  int                   status;
  int                   signal;
} SpSupervisorEvent;

/**
 * sp_supervisor_event_parse:
 * @text: a line, not necessarily text
 * @length: of it, in bytes
 * @error: return location
 *
 * Returns: (transfer full): the event, or %NULL with %G_IO_ERROR_INVALID_DATA
 */
SpSupervisorEvent *sp_supervisor_event_parse (const char *text,
                                              gsize       length,
                                              GError    **error);
void               sp_supervisor_event_free (SpSupervisorEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpSupervisorEvent, sp_supervisor_event_free)

G_END_DECLS
