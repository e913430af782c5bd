/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-proxy-resolver.h"

struct _GradioProxyResolver {
  GObject parent_instance;
};

static void gradio_proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GradioProxyResolver, gradio_proxy_resolver, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, gradio_proxy_resolver_iface_init))

static gboolean
is_loopback (const char *uri)
{
  g_autoptr (GUri)         parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char              *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static char **
dup_direct (void)
{
  static const char *const direct[] = { "direct://", NULL };

  return g_strdupv ((char **) direct);
}

static char **
gradio_proxy_resolver_lookup (GProxyResolver *resolver,
                              const char     *uri,
                              GCancellable   *cancellable,
                              GError        **error)
{
  if (is_loopback (uri))
    return dup_direct ();

  return g_proxy_resolver_lookup (g_proxy_resolver_get_default (), uri, cancellable, error);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError           *error = NULL;
  char            **proxies;

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);
  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
gradio_proxy_resolver_lookup_async (GProxyResolver     *resolver,
                                    const char         *uri,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (is_loopback (uri))
    g_task_return_pointer (task, dup_direct (), (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), uri, cancellable, looked_up_cb,
                                   g_steal_pointer (&task));
}

static char **
gradio_proxy_resolver_lookup_finish (GProxyResolver *resolver,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
gradio_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
gradio_proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = gradio_proxy_resolver_is_supported;
  iface->lookup = gradio_proxy_resolver_lookup;
  iface->lookup_async = gradio_proxy_resolver_lookup_async;
  iface->lookup_finish = gradio_proxy_resolver_lookup_finish;
}

static void
gradio_proxy_resolver_class_init (GradioProxyResolverClass *klass)
{
}

static void
gradio_proxy_resolver_init (GradioProxyResolver *self)
{
}

GProxyResolver *
gradio_proxy_resolver_new (void)
{
  return g_object_new (GRADIO_TYPE_PROXY_RESOLVER, NULL);
}
