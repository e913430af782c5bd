/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drive-types.h"

#include <string.h>

typedef struct {
  const char      *name;
  SpDriveTypeFlags flags;
  const char      *events; /* words; those of all generations together */
} Type;

#define INPUT SP_DRIVE_TYPE_INPUT
#define BUTTON SP_DRIVE_TYPE_BUTTON
#define CHOICE (SP_DRIVE_TYPE_INPUT | SP_DRIVE_TYPE_CHOICE)
#define LAYOUT SP_DRIVE_TYPE_LAYOUT
#define FACELESS SP_DRIVE_TYPE_FACELESS

/* clang-format off */
static const Type types[] = {
  { "accordion", LAYOUT, "collapse expand" },
  { "annotatedimage", 0, "change select" },
  { "api", FACELESS, "" },
  { "audio", INPUT, "change clear end input pause pause_recording play start_recording stop"
                    " stop_recording stream upload" },
  { "box", LAYOUT, "" },
  { "browserstate", FACELESS, "change" },
  { "button", BUTTON, "change click" },
  { "chatbot", 0, "change clear copy edit example_select like option_select retry select undo" },
  { "checkbox", CHOICE, "change input select" },
  { "checkboxgroup", CHOICE, "change input select" },
  { "code", INPUT, "blur change focus input" },
  { "colorpicker", INPUT, "blur change focus input release submit" },
  { "column", LAYOUT, "" },
  { "dataframe", INPUT, "change edit input select" },
  { "dataset", 0, "change click select" },
  { "datetime", INPUT, "change submit" },
  { "dialogue", INPUT, "change input submit" },
  { "downloadbutton", BUTTON, "change click" },
  { "draggable", LAYOUT, "" },
  { "dropdown", CHOICE, "blur change focus input key_up select" },
  { "fallback", INPUT, "change" },
  { "file", INPUT, "change clear delete download select upload" },
  { "fileexplorer", CHOICE, "change input select" },
  { "form", LAYOUT, "" },
  { "gallery", INPUT, "change delete preview_close preview_open select upload" },
  { "group", LAYOUT, "" },
  { "highlightedtext", INPUT, "change select" },
  { "html", SP_DRIVE_TYPE_FREE, "" },
  { "image", INPUT, "change clear edit input select stream upload" },
  { "imageeditor", INPUT, "apply change clear input select upload" },
  { "imageslider", INPUT, "change clear input select stream upload" },
  { "json", 0, "change" },
  { "label", 0, "change select" },
  { "markdown", 0, "change copy" },
  { "model3d", INPUT, "change clear edit upload" },
  { "multimodaltextbox", INPUT, "blur change focus input select stop submit" },
  { "nativeplot", 0, "change double_click select" },
  { "navbar", FACELESS, "change" },
  { "number", INPUT, "blur change focus input submit" },
  { "paramviewer", 0, "change upload" },
  { "plot", 0, "change clear" },
  { "radio", CHOICE, "change input select" },
  { "row", LAYOUT, "" },
  { "sidebar", LAYOUT, "collapse expand" },
  { "simpledropdown", CHOICE, "change input select" },
  { "simpleimage", INPUT, "change clear upload" },
  { "simpletextbox", INPUT, "change input submit" },
  { "slider", INPUT, "change input release" },
  { "state", FACELESS, "change" },
  { "tabitem", LAYOUT, "select" },
  { "tabs", LAYOUT, "change select" },
  { "textbox", INPUT, "blur change copy focus input select stop submit" },
  { "timer", FACELESS, "change tick" },
  { "timeseries", INPUT, "change" },
  { "uploadbutton", INPUT | BUTTON, "change click upload" },
  { "variable", FACELESS, "" },
  { "video", INPUT, "change clear end input pause play start_recording stop stop_recording"
                    " upload" },
  { "walkthrough", LAYOUT, "change select" },
  { "walkthroughstep", LAYOUT, "select" },
  { "workflowcanvas", 0, "change" },
};
/* clang-format on */

/* Events of an input that people can cause while they cannot change it. */
static const char *const passive[] = { "copy", "double_click", "download", "end", "pause", "play",
                                       "preview_close", "preview_open", "stop", NULL };

static int
compare (const void *name, const void *type)
{
  return strcmp (name, ((const Type *) type)->name);
}

/* NULL for what Gradio does not have itself. */
static const Type *
find (const char *type)
{
  return bsearch (type, types, G_N_ELEMENTS (types), sizeof *types, compare);
}

/**
 * sp_drive_types_get_flags:
 * @type: type of a component
 *
 * Returns: what it can do. Nothing is known about a custom component
 */
SpDriveTypeFlags
sp_drive_types_get_flags (const char *type)
{
  const Type *found = find (type);

  return found != NULL ? found->flags : INPUT | SP_DRIVE_TYPE_FREE;
}

/**
 * sp_drive_types_have_event:
 * @type: type of a component
 * @event: word for something that happens to it
 *
 * Returns: whether it has this event
 */
gboolean
sp_drive_types_have_event (const char *type, const char *event)
{
  const Type    *found = find (type);
  g_auto (GStrv) events = NULL;

  if ((sp_drive_types_get_flags (type) & SP_DRIVE_TYPE_FREE) != 0)
    return TRUE;

  events = g_strsplit (found->events, " ", -1);

  return g_strv_contains ((const char *const *) events, event);
}

/**
 * sp_drive_types_event_needs_interactive:
 * @type: type of a component
 * @event: one of its events
 *
 * Returns: whether people cause it only while the component is interactive
 */
gboolean
sp_drive_types_event_needs_interactive (const char *type, const char *event)
{
  SpDriveTypeFlags flags = sp_drive_types_get_flags (type);

  if (g_str_equal (event, "click"))
    return (flags & BUTTON) != 0;
  if (g_str_equal (event, "select") && (flags & SP_DRIVE_TYPE_CHOICE) == 0)
    return FALSE;

  return (flags & INPUT) != 0 && !g_strv_contains (passive, event);
}
