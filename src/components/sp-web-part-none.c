/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where there is no WebKitGTK: there are no web parts, and whoever wants one asks first. */
#include "sp-web-part.h"

struct _SpWebPart {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SpWebPart, sp_web_part, GTK_TYPE_WIDGET)

gboolean
sp_web_part_is_built (void)
{
  return FALSE;
}

gboolean
sp_web_part_has_libraries (const char *const *names)
{
  return FALSE;
}

SpWebPart *
sp_web_part_new (const char        *policy,
                 const char        *base_uri,
                 const char *const *libraries,
                 const char        *script)
{
  g_return_val_if_reached (NULL);
}

void
sp_web_part_call_async (SpWebPart          *self,
                        const char         *function,
                        const char         *json,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_reached ();
}

gboolean
sp_web_part_call_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_reached (FALSE);
}

void
sp_web_part_snapshot_async (SpWebPart          *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_reached ();
}

GdkTexture *
sp_web_part_snapshot_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_reached (NULL);
}

static void
sp_web_part_class_init (SpWebPartClass *klass)
{
}

static void
sp_web_part_init (SpWebPart *self)
{
}
