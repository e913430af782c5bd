/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-run-failure.h"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* What lines of a Python program tell; the first one that is found counts. */
typedef enum {
  HINT_PACKAGE,
  HINT_NETWORK,
  HINT_GPU,
  HINT_PROGRAM,
  HINT_FILES,
  HINT_MEMORY,
  HINT_NAMESPACES,
} Hint;

static const struct {
  Hint        hint;
  const char *words;
} hint_words[] = {
  { HINT_PACKAGE, "ModuleNotFoundError: No module named" },
  { HINT_PACKAGE, "ImportError: cannot import name" },
  { HINT_NETWORK, "OfflineModeIsEnabled" },
  { HINT_NETWORK, "LocalEntryNotFoundError" },
  { HINT_NETWORK, "outgoing traffic has been disabled" },
  { HINT_NETWORK, "Temporary failure in name resolution" },
  { HINT_NETWORK, "Name or service not known" },
  { HINT_NETWORK, "Network is unreachable" },
  { HINT_NETWORK, "Max retries exceeded with url" },
  { HINT_NETWORK, "couldn't connect to 'https://huggingface.co'" },
  { HINT_GPU, "No CUDA GPUs are available" },
  { HINT_GPU, "Found no NVIDIA driver" },
  { HINT_GPU, "Torch not compiled with CUDA enabled" },
  { HINT_GPU, "libcuda.so" },
  { HINT_PROGRAM, "No such file or directory: 'ffmpeg'" },
  { HINT_PROGRAM, "Couldn't find ffmpeg" },
  { HINT_PROGRAM, "cannot open shared object file" },
  { HINT_FILES, "Read-only file system" },
  { HINT_MEMORY, "MemoryError" },
  { HINT_MEMORY, "Cannot allocate memory" },
  { HINT_NAMESPACES, "bwrap: setting up uid map" },
  { HINT_NAMESPACES, "bwrap: No permissions to creat" },
  { HINT_NAMESPACES, "bwrap: Creating new namespace failed" },
};

static gboolean
find_hint (const char *const *lines, Hint *hint)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hint_words); i++)
    for (gsize j = 0; lines != NULL && lines[j] != NULL; j++)
      if (strstr (lines[j], hint_words[i].words) != NULL) {
        *hint = hint_words[i].hint;
        return TRUE;
      }
  return FALSE;
}

static GIOErrorEnum
get_code (SpSupervisorEnd end)
{
  switch (end) {
  case SP_SUPERVISOR_END_TIMEOUT:
    return G_IO_ERROR_TIMED_OUT;
  case SP_SUPERVISOR_END_MEMORY:
  case SP_SUPERVISOR_END_PROCESSES:
  case SP_SUPERVISOR_END_DISK:
    return G_IO_ERROR_NO_SPACE;
  case SP_SUPERVISOR_END_STOPPED:
  case SP_SUPERVISOR_END_CRASHED:
  case SP_SUPERVISOR_END_LOST:
    break;
  }
  return G_IO_ERROR_FAILED;
}

/* Says what to do next, NULL when nobody knows. */
static const char *
get_next_step (const SpRunFailure *failure)
{
  Hint hint;

  if (get_code (failure->end) == G_IO_ERROR_NO_SPACE)
    return NULL; /* the sentence says it */
  if (!find_hint (failure->lines, &hint))
    return failure->end == SP_SUPERVISOR_END_CRASHED
             ? _("Its last lines may tell why; if not, ask who made it.")
             : NULL;

  switch (hint) {
  case HINT_PACKAGE:
    return _("A Python package is missing or too old: add it to requirements.txt of the Space and install "
              "the Space again.");
  case HINT_NETWORK:
    return failure->network ? _("It wanted something from the network that cannot be reached.")
                            : _("It wants the network: allow that in its settings.");
  case HINT_GPU:
    return failure->gpu ? _("It wants a graphics card, and there is none it can use.")
                        : _("It wants a graphics card: allow that in its settings if there is one.");
  case HINT_PROGRAM:
    return _("It needs a program or library of the system: packages.txt of the Space says which to install.");
  case HINT_FILES:
    return _("It wants to write to its own files, which is not allowed: it can write in its home folder.");
  case HINT_MEMORY:
    return _("It got no more memory: allow it more in its settings.");
  case HINT_NAMESPACES:
    return _("This system does not let programs make sandboxes (user namespaces). Allow it, or use the "
              "Flatpak of this program.");
  }
  return NULL;
}

static char *
make_crash_sentence (const SpRunFailure *failure)
{
  if (failure->end == SP_SUPERVISOR_END_LOST && !failure->was_running)
    return g_strdup_printf (_("The sandbox of “%s” could not be started."), failure->title);
  if (failure->signal != 0)
    return g_strdup_printf (_("“%s” was ended by the system: %s."), failure->title,
                            g_strsignal (failure->signal));
  if (!failure->was_running)
    return g_strdup_printf (_("“%s” ended before it could be used."), failure->title);
  return g_strdup_printf (_("“%s” ended by itself."), failure->title);
}

static char *
make_sentence (const SpRunFailure *failure)
{
  g_autofree char *memory = g_format_size_full (failure->memory_limit, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *disk = g_format_size_full (failure->disk_limit, G_FORMAT_SIZE_IEC_UNITS);

  switch (failure->end) {
  case SP_SUPERVISOR_END_MEMORY:
    return g_strdup_printf (_("“%s” was ended: it used more than %s of memory. Allow it more in its "
                               "settings if it needs that."),
                            failure->title, memory);
  case SP_SUPERVISOR_END_DISK:
    return g_strdup_printf (_("“%s” was ended: it wrote more than %s of files. Empty its folder, or "
                               "allow it more in its settings."),
                            failure->title, disk);
  case SP_SUPERVISOR_END_PROCESSES:
    return g_strdup_printf (ngettext ("“%s” was ended: it started more than %u process. Allow it more in "
                                      "its settings if it needs that.",
                                      "“%s” was ended: it started more than %u processes. Allow it more in "
                                      "its settings if it needs that.",
                                      failure->process_limit),
                            failure->title, failure->process_limit);
  case SP_SUPERVISOR_END_TIMEOUT:
    return g_strdup_printf (
      ngettext ("“%s” did not answer within %u second. Give it more time in its settings if it is slow.",
                "“%s” did not answer within %u seconds. Give it more time in its settings if it is slow.",
                failure->start_timeout),
      failure->title, failure->start_timeout);
  case SP_SUPERVISOR_END_STOPPED:
  case SP_SUPERVISOR_END_CRASHED:
  case SP_SUPERVISOR_END_LOST:
    break;
  }
  return make_crash_sentence (failure);
}

GError *
sp_run_failure_make_error (const SpRunFailure *failure)
{
  g_autofree char    *sentence = make_sentence (failure);
  const char         *step = get_next_step (failure);
  g_autoptr (GString) text = g_string_new (sentence);

  if (step != NULL)
    g_string_append_printf (text, " %s", step);
  for (gsize i = 0; failure->lines != NULL && failure->lines[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", failure->lines[i]);
  return g_error_new_literal (G_IO_ERROR, get_code (failure->end), text->str);
}
