/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-system-packages.h"

#include "config.h"

#include <string.h>

#define DPKG "/var/lib/dpkg/info"

/* What is a package for most Spaces that ask for it: a program, or a library where the name has “.so”. */
static const char *const stands_for[][2] = {
  { "build-essential", "gcc" },
  { "espeak", "espeak" },
  { "espeak-ng", "espeak-ng" },
  { "ffmpeg", "ffmpeg" },
  { "g++", "g++" },
  { "git-lfs", "git-lfs" },
  { "graphviz", "dot" },
  { "imagemagick", "convert" },
  { "libegl1", "libEGL.so.1" },
  { "libgl1", "libGL.so.1" },
  { "libgl1-mesa-glx", "libGL.so.1" },
  { "libglib2.0-0", "libglib-2.0.so.0" },
  { "libgomp1", "libgomp.so.1" },
  { "libsm6", "libSM.so.6" },
  { "libsndfile1", "libsndfile.so.1" },
  { "libxext6", "libXext.so.6" },
  { "libxrender1", "libXrender.so.1" },
  { "nodejs", "node" },
  { "poppler-utils", "pdftotext" },
  { "sox", "sox" },
  { "tesseract-ocr", "tesseract" },
};

static gboolean
has_library (const char *name)
{
  static const char *const folders[] = { "/usr/lib", "/usr/lib64", "/lib", "/app/lib", NULL };

  for (gsize i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], name, NULL);
    g_autofree char *deeper = NULL;

#if defined(__x86_64__)
    deeper = g_build_filename (folders[i], "x86_64-linux-gnu", name, NULL);
#elif defined(__aarch64__)
    deeper = g_build_filename (folders[i], "aarch64-linux-gnu", name, NULL);
#endif
    if (g_file_test (path, G_FILE_TEST_EXISTS) ||
        (deeper != NULL && g_file_test (deeper, G_FILE_TEST_EXISTS)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  return path != NULL;
}

/* Whether dpkg has a record of a package, with its architecture in the name where it can be several. */
static gboolean
has_record (const char *name)
{
  static const char *const endings[] = { ".list", ":amd64.list", ":arm64.list" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *path = g_strconcat (DPKG "/", name, endings[i], NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_here (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stands_for); i++) {
    const char *what = stands_for[i][1];

    if (g_str_equal (name, stands_for[i][0]) &&
        (strstr (what, ".so.") != NULL ? has_library (what) : has_program (what)))
      return TRUE;
  }
  return has_record (name) || has_program (name);
}

/* A stranger's word becomes part of a path. */
static gboolean
is_package_name (const char *name)
{
  return g_ascii_isalnum (*name) && strlen (name) < 100 &&
         name[strspn (name, G_CSET_a_2_z G_CSET_DIGITS "+.-")] == '\0';
}

GStrv
sp_system_packages_list_missing (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; *names != NULL; names++)
    if (!is_package_name (*names) || !is_here (*names))
      g_strv_builder_add (builder, *names);
  return g_strv_builder_end (builder);
}
