/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component-registry.h"
#include "sp-component.h"

G_BEGIN_DECLS

/* What the tests of components share. */

/**
 * component_test_init:
 * @argc: of main()
 * @argv: of main()
 *
 * Starts GTK and the test framework. Without a display the program ends as a skipped test.
 */
void component_test_init (int *argc, char ***argv);

/**
 * component_test_use_gstreamer:
 *
 * For tests that play or record. GStreamer 1.22 warns now and then of a race of its own (“data flow
 * before stream-start”): its warnings no longer end the program, those of all other parts still do. The
 * program ends when all pipelines are gone, and fails where one stays.
 */
void component_test_use_gstreamer (void);

/**
 * component_test_forgive_webkit:
 *
 * WebKitGTK warns, without a log domain, where there is no GL or no accessibility bus. Its warnings no
 * longer end the program, nor its processes; those of all other parts still do.
 */
void component_test_forgive_webkit (void);

/**
 * component_test_new:
 * @type: type of a component
 *
 * Returns: (transfer full): the widget, no longer floating
 */
SpComponent *component_test_new (const char *type);

/**
 * component_test_parse:
 * @text: JSON in which ' may stand for "
 *
 * Returns: (transfer full): the value
 */
JsonNode *component_test_parse (const char *text);

/**
 * component_test_set_props:
 * @self: a component
 * @text: props as for component_test_parse()
 */
void component_test_set_props (SpComponent *self, const char *text);

/**
 * component_test_set_value:
 * @self: a component
 * @text: a value as for component_test_parse()
 */
void component_test_set_value (SpComponent *self, const char *text);

/**
 * component_test_assert_value:
 * @self: a component
 * @text: the value it must have, as for component_test_parse()
 */
void component_test_assert_value (SpComponent *self, const char *text);

/**
 * component_test_find:
 * @widget: where to look, itself included
 * @type: type of the widget to find
 * @index: 0 for the first in the order of the tree
 *
 * Popovers are looked through too. Fails when there is none.
 *
 * Returns: (transfer none): the widget
 */
GtkWidget *component_test_find (GtkWidget *widget, GType type, guint index);

/**
 * component_test_watch:
 * @self: a component
 *
 * Returns: (transfer full): grows by the name and a space with each `event` of @self, as long as
 * both live
 */
GString *component_test_watch (SpComponent *self);

/**
 * component_test_wait:
 * @condition: whether what is waited for is there
 * @user_data: for @condition
 *
 * Runs the main loop until @condition holds. Fails after 10 seconds.
 */
void component_test_wait (gboolean (*condition) (gpointer user_data), gpointer user_data);

/**
 * component_test_press:
 * @widget: a widget
 * @key: a key of its class
 * @state: modifiers
 *
 * Does what the key does when the widget has the focus.
 *
 * Returns: whether it did anything
 */
gboolean component_test_press (GtkWidget *widget, guint key, GdkModifierType state);

/**
 * component_test_show:
 * @self: a component
 *
 * Returns: (transfer none): a window that shows it; gtk_window_destroy() ends it
 */
GtkWidget *component_test_show (SpComponent *self);

/**
 * component_test_load:
 * @version: version of Gradio there is data of
 *
 * Returns: (transfer full): per type and class its default props, the example payload and what the
 *   server makes of None
 */
JsonObject *component_test_load (const char *version);

/**
 * component_test_hostile:
 * @type: type of a component
 *
 * Builds the widget and gives it values of every JSON type, props of every wrong type, both states,
 * with and without a window. Everything that comes in must be survived and the widget finalized.
 */
void component_test_hostile (const char *type);

/**
 * component_test_generations:
 * @type: type of a component
 *
 * Gives a widget the default config and the example payload of every generation in
 * tests/data/components-*.json and expects the payload back.
 */
void component_test_generations (const char *type);

G_END_DECLS
