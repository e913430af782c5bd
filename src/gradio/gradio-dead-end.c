/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-dead-end.h"

#include "gradio-error.h"

#include <glib/gi18n-lib.h>

struct _GradioDeadEnd {
  GObject parent_instance;
};

static void gradio_dead_end_connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GradioDeadEnd, gradio_dead_end, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, gradio_dead_end_connectable_init))

/* Has no address to say. */
#define GRADIO_TYPE_DEAD_END_ENUMERATOR (gradio_dead_end_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (GradioDeadEndEnumerator, gradio_dead_end_enumerator, GRADIO, DEAD_END_ENUMERATOR, GSocketAddressEnumerator)

struct _GradioDeadEndEnumerator {
  GSocketAddressEnumerator parent_instance;
};

G_DEFINE_FINAL_TYPE (GradioDeadEndEnumerator, gradio_dead_end_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
gradio_dead_end_enumerator_next (GSocketAddressEnumerator *enumerator,
                                 GCancellable             *cancellable,
                                 GError                  **error)
{
  g_propagate_error (error, gradio_dead_end_new_error (NULL));

  return NULL;
}

static void
gradio_dead_end_enumerator_class_init (GradioDeadEndEnumeratorClass *klass)
{
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = gradio_dead_end_enumerator_next;
}

static void
gradio_dead_end_enumerator_init (GradioDeadEndEnumerator *self)
{
}

static GSocketAddressEnumerator *
gradio_dead_end_enumerate (GSocketConnectable *connectable)
{
  return g_object_new (GRADIO_TYPE_DEAD_END_ENUMERATOR, NULL);
}

static char *
gradio_dead_end_to_string (GSocketConnectable *connectable)
{
  return g_strdup ("nobody");
}

static void
gradio_dead_end_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = gradio_dead_end_enumerate;
  iface->proxy_enumerate = gradio_dead_end_enumerate;
  iface->to_string = gradio_dead_end_to_string;
}

static void
gradio_dead_end_class_init (GradioDeadEndClass *klass)
{
}

static void
gradio_dead_end_init (GradioDeadEnd *self)
{
}

GradioDeadEnd *
gradio_dead_end_new (void)
{
  return g_object_new (GRADIO_TYPE_DEAD_END, NULL);
}

GError *
gradio_dead_end_new_error (GUri *uri)
{
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return g_error_new (GRADIO_ERROR, GRADIO_ERROR_OTHER_SERVER,
                      _("This app has no network, so nothing is fetched from %s for it. Allow it the network and start "
                         "it again, or open the address in a browser."),
                      host != NULL && *host != '\0' ? host : _("another server"));
}
