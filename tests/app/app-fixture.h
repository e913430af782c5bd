/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-app.h"

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * What tests of forms and pages share: a server, a client that is connected to it, and a window to show widgets in.
 */
typedef struct {
  FakeApp      *app;
  GradioClient *client;
  GtkWidget    *window;
} AppFixture;

void app_fixture_set_up (AppFixture *fixture, gconstpointer data);
void app_fixture_tear_down (AppFixture *fixture, gconstpointer data);

/* The endpoint of the fake app with this name. */
GradioEndpoint *app_fixture_get_endpoint (AppFixture *fixture, const char *name);

/* Shows a widget and waits until it is on the screen. */
void app_fixture_show (AppFixture *fixture, GtkWidget *widget);

/* The first widget below @root of this type, and with this text where it has one; %NULL when there is none. */
GtkWidget *find_widget (GtkWidget *root, GType type, const char *text);

/* Unrefs it, and waits until what is under way does not hold it any longer either. */
void release (gpointer *object);

/* Whether a label that is on the screen has this text. */
gboolean shows_text (GtkWidget *root, const char *text);

/* Runs the main context until the condition holds. Fails the test after ten seconds. */
#define wait_until(condition)                                        \
  G_STMT_START                                                       \
  {                                                                  \
    gint64 wait_end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC; \
    while (!(condition)) {                                           \
      if (g_get_monotonic_time () > wait_end)                        \
        g_error ("still not: %s", #condition);                       \
      wait_a_moment ();                                              \
    }                                                                \
  }                                                                  \
  G_STMT_END

void wait_a_moment (void);

G_END_DECLS
