/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  gradio_client_connect_finish (GRADIO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

void
app_fixture_set_up (AppFixture   *fixture,
                    gconstpointer data)
{
  gboolean done = FALSE;

  fixture->app = fake_app_new ();
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  gradio_client_connect_async (fixture->client, NULL, connected_cb, &done);
  fake_app_wait (&done);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
}

void
app_fixture_tear_down (AppFixture   *fixture,
                       gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  gradio_client_close (fixture->client);
  g_assert_finalize_object (fixture->client);
  fake_app_free (fixture->app);
}

GradioEndpoint *
app_fixture_get_endpoint (AppFixture *fixture,
                          const char *name)
{
  g_autoptr (GError) error = NULL;
  GradioEndpoint    *endpoint = gradio_client_find_endpoint (fixture->client, name, &error);

  g_assert_no_error (error);

  return endpoint;
}

void
app_fixture_show (AppFixture *fixture,
                  GtkWidget  *widget)
{
  gtk_window_set_child (GTK_WINDOW (fixture->window), widget);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0);
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget));

  return NULL;
}

GtkWidget *
find_widget (GtkWidget  *root,
             GType       type,
             const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || g_strcmp0 (get_text (root), text) == 0))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_widget (child, type, text);

    if (found != NULL)
      return found;
  }

  return NULL;
}

void
release (gpointer *object)
{
  g_object_add_weak_pointer (*object, object);
  g_object_unref (*object);
  wait_until (*object == NULL);
}

gboolean
shows_text (GtkWidget  *root,
            const char *text)
{
  GtkWidget *label = find_widget (root, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static gboolean
moment_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* One round of the main context that does not last for ever when nothing happens. */
void
wait_a_moment (void)
{
  gboolean over = FALSE;
  guint    id = g_timeout_add (10, moment_cb, &over);

  g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (id);
}
