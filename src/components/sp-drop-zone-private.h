/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-drop-zone.h"
#include "sp-temp-folder.h"

G_BEGIN_DECLS

/* Another way to a file than those that every zone has. */
typedef struct {
  char      *word;    /* owned: of `sources` */
  GtkWidget *button;  /* owned by its parent */
  gboolean   offered; /* by the author */
} SpDropZoneSource;

struct _SpDropZone {
  GtkWidget parent_instance;

  GtkStack      *stack;         /* template child */
  GtkImage      *icon;          /* template child */
  GtkLabel      *sentence;      /* template child */
  GtkWidget     *buttons;       /* template child */
  GtkWidget     *empty;         /* template child */
  GtkWidget     *choose_button; /* template child */
  GtkWidget     *paste_button;  /* template child */
  GtkWidget     *holder;        /* template child */
  GtkDropTarget *drop_target;   /* owned by the widget */
  GtkWidget     *activity;      /* (nullable): a page of the stack */

  GradioClient *client;
  GStrv         file_types;
  char         *sentence_text;
  char         *empty_text;
  goffset       max_size;
  gboolean      filled;
  gboolean      interactive;
  gboolean      multiple;
  gboolean      folders;
  gboolean      uploads;   /* whether files may be chosen and dropped */
  gboolean      clipboard; /* whether they may be pasted */
  gboolean      pastes_uploads;
  gboolean      any_file; /* whatever its sources are, they may be chosen and pasted, too */
  GPtrArray    *sources;  /* of SpDropZoneSource */

  GCancellable *cancellable; /* of what is being taken */
  GPtrArray    *taken;       /* of GFile: files and folders that were given last */
  SpTempFolder *temp_folder; /* for pasted pictures; NULL until there is one */
};

/* Shows what of the empty page is offered now. */
void sp_drop_zone_update_empty (SpDropZone *self);

/* No sources yet. */
GPtrArray *sp_drop_zone_new_sources (void);

/* Shows the buttons of sources that are offered; FALSE when there are none. */
gboolean sp_drop_zone_show_sources (SpDropZone *self);

/* Emits the signal `source`. */
void sp_drop_zone_emit_source (SpDropZone *self,
                               const char *word);

/* Shows that files are being read, with a button that stops it. */
void sp_drop_zone_show_busy (SpDropZone *self);

/* Ends what is being taken, and shows that nothing is. */
void sp_drop_zone_end_taking (SpDropZone *self);

/* Takes what a drop or the clipboard holds; FALSE when it is nothing that files can be made of. */
gboolean sp_drop_zone_take_value (SpDropZone   *self,
                                  const GValue *value);

/* Emits the signal `refused`. */
void sp_drop_zone_refuse (SpDropZone *self,
                          const char *sentence);

/* Emits the signal `files`. */
void sp_drop_zone_emit_files (SpDropZone *self,
                              GPtrArray  *files);

G_END_DECLS
