/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

/* What the files sp-component-*.c need of each other. */

typedef struct {
  GtkWidget         *content;         /* child of frame, or of the full-screen window */
  GtkWidget         *labelled_widget; /* weak */
  GtkBox            *heading;         /* template child */
  GtkLabel          *heading_label;   /* template child */
  GtkBox            *tools;           /* template child */
  GtkBox            *standard_tools;  /* template child */
  GtkLabel          *info_label;      /* template child */
  GtkOverlay        *frame;           /* template child */
  GtkBox            *error_box;       /* template child */
  GtkLabel          *error_label;     /* template child */
  GtkWidget         *status;          /* weak, an overlay of frame; NULL until there is a job */
  GtkWindow         *window;          /* full screen, else NULL */
  JsonNode          *value;           /* owned, of classes that keep none themselves */
  GradioClient      *client;          /* owned */
  GradioSession     *session;         /* owned */
  SpScript          *script;          /* owned, nullable */
  GCancellable      *cancellable;     /* owned */
  char              *label;
  char              *info;
  char              *error_text;
  char              *type_name;
  GStrv              elem_classes;     /* owned, (nullable) */
  GHashTable        *disabled_actions; /* owned: names */
  JsonArray         *buttons;          /* owned, (nullable): custom ones are drawn from it */
  JsonNode          *width;            /* owned, (nullable) */
  JsonObject        *shares;           /* owned, (nullable): heights that are shares of the window */
  SpComponentButtons shown_buttons;
  guint              emptied_id; /* tells of an empty text, unless something is put in its place */
  guint              quiet;      /* calls of set_value and set_props that are going on */
  int                id;
  int                scale;
  int                min_width;
  gboolean           show_label;
  gboolean           has_heading;
  gboolean           interactive;
  gboolean           required;
  gboolean           container;
  gboolean           shows_progress; /* of layouts */
  gboolean           is_empty;       /* nothing to copy, save or see larger */
} SpComponentPrivate;

/**
 * sp_component_get_private:
 * @self: a component
 *
 * Returns: (transfer none): what the parent class keeps of it
 */
SpComponentPrivate *sp_component_get_private (SpComponent *self);

/**
 * sp_component_flush_text:
 * @self: a component
 *
 * Tells now of a text that was emptied, before what comes after it.
 */
void sp_component_flush_text (SpComponent *self);

/**
 * sp_component_read_props:
 * @self: a component
 * @props: props or the members of an update
 *
 * Reads what all types share.
 */
void sp_component_read_props (SpComponent *self,
                              JsonObject  *props);

/**
 * sp_component_read_shares:
 * @self: a component that is in a window now
 *
 * Lets the class read the heights again that are shares of the window.
 */
void sp_component_read_shares (SpComponent *self);

/**
 * sp_component_read_buttons:
 * @self: a component
 * @props: props or the members of an update
 *
 * Reads which tool buttons the author wants, and makes them.
 */
void sp_component_read_buttons (SpComponent *self,
                                JsonObject  *props);

/**
 * sp_component_update_tools:
 * @self: a component
 *
 * Makes the tool buttons again.
 */
void sp_component_update_tools (SpComponent *self);

/**
 * sp_component_update_empty:
 * @self: a component
 * @value: (nullable): its value, when it is at hand
 *
 * Shows the tool buttons only where there is something for them to do.
 */
void sp_component_update_empty (SpComponent *self,
                                JsonNode    *value);

/**
 * sp_component_update_heading:
 * @self: a component
 *
 * Shows of label and tools what there is, and tells assistive technology.
 */
void sp_component_update_heading (SpComponent *self);

/**
 * sp_component_set_info:
 * @self: a component
 * @info: (nullable): Markdown of a line or two
 *
 * Returns: whether it is another one
 */
gboolean sp_component_set_info (SpComponent *self,
                                const char  *info);

/**
 * sp_component_set_container:
 * @self: a component
 * @container: whether its content has a frame
 */
void sp_component_set_container (SpComponent *self,
                                 gboolean     container);

/**
 * sp_component_replace_text:
 * @place: (inout): where a text is kept
 * @text: (nullable): another one, made valid
 *
 * Returns: whether it changed
 */
gboolean sp_component_replace_text (char      **place,
                                    const char *text);

/**
 * sp_component_toggle_fullscreen:
 * @self: a component
 *
 * Moves the content to a window that fills the screen, or back.
 */
void sp_component_toggle_fullscreen (SpComponent *self);

/**
 * sp_component_leave_fullscreen:
 * @self: a component
 *
 * Moves the content back, if it is away.
 */
void sp_component_leave_fullscreen (SpComponent *self);

/**
 * sp_component_get_cancellable:
 * @self: a component
 *
 * Returns: (transfer none): cancelled when the component goes away
 */
GCancellable *sp_component_get_cancellable (SpComponent *self);

/**
 * sp_component_class_install_value:
 * @klass: the class of SpComponent
 *
 * Sets what becomes of the value of classes that keep none themselves.
 */
void sp_component_class_install_value (SpComponentClass *klass);

/**
 * sp_component_dup_text:
 * @self: a component
 *
 * Returns: (transfer full) (nullable): what *Copy* puts on the clipboard
 */
char *sp_component_dup_text (SpComponent *self);

/**
 * sp_component_dup_files:
 * @self: a component
 *
 * Returns: (transfer full) (element-type GradioFile): the files of its value
 */
GPtrArray *sp_component_dup_files (SpComponent *self);

/**
 * sp_component_class_install_actions:
 * @widget_class: the class of SpComponent
 *
 * Installs the actions `component.*` and their keys.
 */
void sp_component_class_install_actions (GtkWidgetClass *widget_class);

/**
 * sp_component_popup_menu:
 * @self: a component
 * @x: where the pointer is, or -1 for the keyboard
 * @y: where the pointer is
 */
void sp_component_popup_menu (SpComponent *self,
                              double       x,
                              double       y);

/**
 * sp_component_save_files:
 * @self: a component
 * @files: (element-type GradioFile): at least one file
 *
 * Asks where to put them and fetches them there; tells in a notice how it went.
 */
void sp_component_save_files (SpComponent *self,
                              GPtrArray   *files);

/**
 * sp_component_open_file:
 * @self: a component
 * @file: a file
 *
 * Fetches it to a private place and opens it in the program for its type.
 */
void sp_component_open_file (SpComponent *self,
                             GradioFile  *file);

G_END_DECLS
