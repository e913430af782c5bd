/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-web-module.h"

#include <gmodule.h>

#define MODULE "spaceport-web." G_MODULE_SUFFIX

static char *
dup_path (void)
{
  const char *folder = g_getenv ("SPACEPORT_MODULE_DIR");

  return g_build_filename (folder != NULL && *folder != '\0' ? folder : MODULEDIR, MODULE, NULL);
}

gboolean
sp_web_module_is_built (void)
{
  g_autofree char *path = dup_path ();

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* Returns: its interface */
static gpointer
load (gpointer data)
{
  g_autofree char *path = dup_path ();
  GModule         *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  gpointer         symbol = NULL;

  if (module == NULL || !g_module_symbol (module, SP_WEB_VIEW_GET_INTERFACE, &symbol)) {
    g_warning ("The module for web views cannot be loaded: %s", g_module_error ());
    return NULL;
  }

  g_module_make_resident (module); /* its types cannot be taken back */

  return (gpointer) ((SpWebViewGetInterface) symbol) ();
}

const SpWebViewInterface *
sp_web_module_get_interface (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}
