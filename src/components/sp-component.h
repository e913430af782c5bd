/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"
#include "sp-script.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SP_TYPE_COMPONENT (sp_component_get_type ())

/**
 * SpComponentButtons:
 * @SP_COMPONENT_BUTTON_COPY: `copy`, `copy_all`; runs the action `component.copy`
 * @SP_COMPONENT_BUTTON_DOWNLOAD: `download`, `download_all`; runs `component.save`
 * @SP_COMPONENT_BUTTON_FULLSCREEN: `fullscreen`; runs `component.fullscreen`
 *
 * The tool buttons that the parent class makes (components.md 2.4).
 */
typedef enum {
  SP_COMPONENT_BUTTON_COPY = 1 << 0,
  SP_COMPONENT_BUTTON_DOWNLOAD = 1 << 1,
  SP_COMPONENT_BUTTON_FULLSCREEN = 1 << 2,
} SpComponentButtons;

/**
 * SpShowProgress:
 * @SP_SHOW_PROGRESS_FULL: a bar, and what goes on in words
 * @SP_SHOW_PROGRESS_MINIMAL: the bar and the time, with the content as it is
 * @SP_SHOW_PROGRESS_HIDDEN: nothing
 *
 * How much a component tells about the job that gives it its next value.
 */
typedef enum {
  SP_SHOW_PROGRESS_FULL,
  SP_SHOW_PROGRESS_MINIMAL,
  SP_SHOW_PROGRESS_HIDDEN,
} SpShowProgress;

/**
 * SpComponent:
 *
 * The widget of one Gradio component: the abstract parent of one small class per type. It owns the
 * heading (label, tool bar), the info line, the message of a value that does not fit, and the
 * context menu; its child, the property `content`, is the type's own. It never talks to the network
 * but for files, through `client`.
 *
 * Properties: `content` (#GtkWidget, set in the template), `label`, `show-label`, `info`,
 * `interactive`, `required`, `error-text`, `client` (#GradioClient, for files), `session`,
 * `type-name`, `container` (whether its content has a frame)… see the functions.
 *
 * Signal: `event` (name, data as #JsonNode or %NULL): what happened, in Gradio's words: `change`
 * whenever the value is another one, whoever changed it; `input` after it when the user did;
 * `submit`, `select`…
 *
 * Signal: `notice` (text): something to tell in a toast (“Copied”, “Saved as …”), also when
 * something failed that is not a value.
 *
 * Signal: `button-clicked` (int): the user pressed a button that the author put into `buttons`; the
 * component of this id is to get the event `click`.
 *
 * Signal: `collect-targets` (#GMenu): the context menu is about to be shown. Handlers append the
 * places that take this value, each with the action `component.use-as-input` and a text as its
 * target; without any there is no *Use as Input of*.
 *
 * Signal: `use-as-input` (text): the user chose the place with this target.
 */
G_DECLARE_DERIVABLE_TYPE (SpComponent, sp_component, SP, COMPONENT, GtkWidget)

/**
 * SpComponentClass:
 * @set_props: takes props of /config or of an update; members that are not there stay as they are.
 *   Read leniently. Called before
 *   @set_value. Without @value, label, info, visible and interactive, which the parent class has
 *   read
 * @set_value: shows a value; %NULL or null is the empty state. Any shape may come. Must not emit
 *   `event`
 * @dup_value: the value in wire form; local files as gradio_file_to_json(). Also for what cannot be
 *   edited
 * @set_interactive: whether the user can change it; what cannot be changed stays readable,
 *   selectable, playable
 * @check: (nullable): whether what the user typed is a value at all (text in a number field),
 *   beyond what the schema says
 * @dup_text: (nullable): text for *Copy*, %NULL for none; the parent's gives texts as they are and
 *   the rest as JSON
 * @copy: (nullable): puts on the clipboard what is more than a text, such as a picture, and tells
 *   how it went; *Copy* takes @dup_text without it
 * @tools_changed: (nullable): other buttons than before are offered beside the label: what the class
 *   offers itself need not be there twice
 * @dup_files: (nullable): files to save and drag out; the parent's finds them in the value
 * @add_child: (nullable): takes another component as the next child; of layout types
 * @move_child: (nullable): puts one of the children behind another, %NULL for the first place; of
 *   layout types
 * @remove_child: (nullable): gives one of the children up; of layout types
 * @is_empty: (nullable): whether there is nothing to copy, save or see larger; the parent looks at
 *   the value. For classes whose value is costly to make
 * @show_job: (nullable): is told of the job that gives it its next value; returns how much of it the
 *   parent class is still to show
 * @show_started_job: (nullable): is told of a job that the user started with it, which may wait
 * @buttons: which tool buttons the parent class may draw for it. Classes draw none of these
 *   themselves
 * @default_buttons: which of them are there when the author says nothing
 * @follows_rtl: whether the prop `rtl` turns its content around
 */
struct _SpComponentClass {
  GtkWidgetClass parent_class;

  void (*set_props) (SpComponent *self, JsonObject *props);
  void (*set_value) (SpComponent *self, JsonNode *value);
  JsonNode *(*dup_value) (SpComponent *self);
  void (*set_interactive) (SpComponent *self, gboolean interactive);
  gboolean (*check) (SpComponent *self, GError **error);
  char *(*dup_text) (SpComponent *self);
  void (*copy) (SpComponent *self);
  void (*tools_changed) (SpComponent *self, SpComponentButtons shown);
  GPtrArray *(*dup_files) (SpComponent *self);
  void (*add_child) (SpComponent *self, SpComponent *child);
  void (*move_child) (SpComponent *self, SpComponent *child, SpComponent *previous);
  void (*remove_child) (SpComponent *self, SpComponent *child);
  gboolean (*is_empty) (SpComponent *self);
  SpShowProgress (*show_job) (SpComponent *self, GradioJob *job, SpShowProgress show_progress);
  void (*show_started_job) (SpComponent *self, GradioJob *job);

  SpComponentButtons buttons;
  SpComponentButtons default_buttons;
  gboolean           follows_rtl;
};

/* For those who use components. */

/**
 * sp_component_set_props:
 * @self: a component
 * @props: (nullable): props of /config, or the members of an update; `value` is ignored here
 */
void sp_component_set_props (SpComponent *self,
                             JsonObject  *props);

/**
 * sp_component_set_value:
 * @self: a component
 * @value: (nullable): a value in wire form; %NULL is null. Kept when the component needs it
 *
 * Emits `event` `change` when it differs from what was there.
 */
void sp_component_set_value (SpComponent *self,
                             JsonNode    *value);

/**
 * sp_component_dup_value:
 * @self: a component
 *
 * Returns: (transfer full): the value in wire form, never %NULL (null is a #JsonNode that holds
 *   null)
 */
JsonNode *sp_component_dup_value (SpComponent *self);

/**
 * sp_component_check:
 * @self: a component
 * @error: return location
 *
 * Returns: %FALSE with %GRADIO_ERROR_VALUE when what the user typed cannot be made a value
 */
gboolean sp_component_check (SpComponent *self,
                             GError     **error);

void        sp_component_set_interactive (SpComponent *self, gboolean interactive);
gboolean    sp_component_get_interactive (SpComponent *self);
void        sp_component_set_label (SpComponent *self, const char *label);
const char *sp_component_get_label (SpComponent *self);
void        sp_component_set_client (SpComponent *self, GradioClient *client);

/**
 * sp_component_set_session:
 * @self: a component
 * @session: (nullable): the visit of the app that it belongs to, for functions of the component on
 *   the server
 */
void sp_component_set_session (SpComponent *self, GradioSession *session);

/**
 * sp_component_set_id:
 * @self: a component
 * @id: its id in /config; -1 when it has none
 */
void sp_component_set_id (SpComponent *self, int id);
int  sp_component_get_id (SpComponent *self);

/**
 * sp_component_get_scale:
 * @self: a component
 *
 * Returns: its share of the row or column it is in, 0 for as wide as it needs; -1 when the author
 *   did not say
 */
int sp_component_get_scale (SpComponent *self);

/**
 * sp_component_get_min_width:
 * @self: a component
 *
 * Returns: pixels that a row must give it before it wraps; -1 when the author did not say
 */
int sp_component_get_min_width (SpComponent *self);

/**
 * sp_component_get_width:
 * @self: a component
 * @room: pixels that there are, which % is a share of
 *
 * Returns: how wide the author wants it where there is room, pixels; -1 when the author did not say
 */
int sp_component_get_width (SpComponent *self, int room);

/**
 * sp_component_get_container:
 * @self: a component
 *
 * Returns: whether its content has a frame
 */
gboolean sp_component_get_container (SpComponent *self);

/**
 * sp_component_add_child:
 * @self: a component
 * @child: (transfer floating): its next child
 *
 * Returns: %FALSE when @self is no layout; @child is left alone then
 */
gboolean sp_component_add_child (SpComponent *self, SpComponent *child);

/**
 * sp_component_move_child:
 * @self: a component
 * @child: one of its children
 * @previous: (nullable): another one, which @child is to follow; %NULL to make it the first
 *
 * The child keeps the focus.
 */
void sp_component_move_child (SpComponent *self, SpComponent *child, SpComponent *previous);

/**
 * sp_component_remove_child:
 * @self: a component
 * @child: one of its children, which goes away unless somebody has a reference
 */
void sp_component_remove_child (SpComponent *self, SpComponent *child);

/**
 * sp_component_show_job:
 * @self: a component
 * @job: (nullable): the job that gives it its next value; %NULL for none
 * @show_progress: how much to show of it
 *
 * Shows how far the job is over the content, which is dimmed until the job has its first value, and
 * “Error” when it fails. Of several jobs the newest is shown until the last has ended. A layout shows
 * by its edge that a job goes on, when its author wants that.
 */
void sp_component_show_job (SpComponent *self, GradioJob *job, SpShowProgress show_progress);

/**
 * sp_component_show_started_job:
 * @self: a component
 * @job: a job that the user started with it
 *
 * Shows on a button how long the job waits and how far it is.
 */
void sp_component_show_started_job (SpComponent *self, GradioJob *job);

/**
 * sp_component_set_error_text:
 * @self: a component
 * @text: (nullable): what is wrong with the value, %NULL for nothing. Goes away at the user's next
 *   change
 */
void        sp_component_set_error_text (SpComponent *self, const char *text);
const char *sp_component_get_error_text (SpComponent *self);

/* For the classes. */

/**
 * sp_component_get_client:
 * @self: a component
 *
 * Returns: (transfer none) (nullable): where its files come from
 */
GradioClient *sp_component_get_client (SpComponent *self);

/**
 * sp_component_set_script:
 * @self: a component
 * @script: (nullable): what runs the scripts of its app
 */
void      sp_component_set_script (SpComponent *self,
                                   SpScript    *script);
SpScript *sp_component_get_script (SpComponent *self); /* nullable */

/**
 * sp_component_get_session:
 * @self: a component
 *
 * Returns: (transfer none) (nullable): the visit of the app that it belongs to
 */
GradioSession *sp_component_get_session (SpComponent *self);

/**
 * sp_component_find:
 * @widget: a widget
 *
 * Goes up from inside a component's content, which may be in a full-screen window.
 *
 * Returns: (transfer none) (nullable): the component that @widget is part of
 */
SpComponent *sp_component_find (GtkWidget *widget);

/**
 * sp_component_value_changed:
 * @self: a component
 *
 * To be called when the user changed the value: clears the message, emits `event` `change` and
 * `input`. Does nothing during sp_component_set_value() and sp_component_set_props(), so handlers
 * of child widgets may call it always.
 */
void sp_component_value_changed (SpComponent *self);

/**
 * sp_component_text_changed:
 * @self: a component
 * @empty: whether there is no text now
 *
 * As sp_component_value_changed(), for text that the user types: typing over what is marked empties it first, and fills it
 * within the same key. An app is told of nothing only when it stays so.
 */
void sp_component_text_changed (SpComponent *self, gboolean empty);

/**
 * sp_component_emit_event:
 * @self: a component
 * @name: word for what the user did (`submit`, `select`…)
 * @data: (nullable) (transfer none): data of the event
 */
void sp_component_emit_event (SpComponent *self,
                              const char  *name,
                              JsonNode    *data);

/**
 * sp_component_notice:
 * @self: a component
 * @text: a sentence for a toast
 */
void sp_component_notice (SpComponent *self,
                          const char  *text);

/**
 * sp_component_add_tool:
 * @self: a component
 * @button: (transfer full): a small button for the end of the heading line
 */
void sp_component_add_tool (SpComponent *self,
                            GtkWidget   *button);

/**
 * sp_component_set_action_enabled:
 * @self: a component
 * @name: an action of its class, with its prefix
 * @enabled: whether it can be run
 *
 * Instead of gtk_widget_action_set_enabled(), for the content may be in a full-screen window.
 */
void sp_component_set_action_enabled (SpComponent *self,
                                      const char  *name,
                                      gboolean     enabled);

/**
 * sp_component_set_labelled_widget:
 * @self: a component
 * @widget: the control that the label names: gets it as accessible name, info and error as
 *   description, the invalid state, and the focus of the label's mnemonic
 */
void sp_component_set_labelled_widget (SpComponent *self,
                                       GtkWidget   *widget);

G_END_DECLS
