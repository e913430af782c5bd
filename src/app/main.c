/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-application.h"

#include <glib/gi18n-lib.h>

#include <locale.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SpApplication) application = NULL;
  const char               *translations = g_getenv ("SPACEPORT_LOCALE_DIR"); /* set when run uninstalled */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_("Spaceport"));

  application = sp_application_new (g_strcmp0 (g_getenv ("SPACEPORT_BENCH"), "1") == 0);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
