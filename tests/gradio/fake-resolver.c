/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-resolver.h"

struct _FakeResolver {
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
return_address (GTask      *task,
                const char *text)
{
  g_task_return_pointer (task, g_list_prepend (NULL, g_inet_address_new_from_string (text)),
                         (GDestroyNotify) g_resolver_free_addresses);
}

static void
fake_resolver_lookup_by_name_async (GResolver          *resolver,
                                    const char         *hostname,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  return_address (task, "198.51.100.7");
}

static void
fake_resolver_lookup_by_name_with_flags_async (GResolver               *resolver,
                                               const char              *hostname,
                                               GResolverNameLookupFlags flags,
                                               GCancellable            *cancellable,
                                               GAsyncReadyCallback      callback,
                                               gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  if (flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "IPv4 only");
  else
    return_address (task, "127.0.0.1");
}

static GList *
fake_resolver_lookup_finish (GResolver    *resolver,
                             GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = fake_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = fake_resolver_lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = fake_resolver_lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = fake_resolver_lookup_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
}
