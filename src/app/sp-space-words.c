/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of an author's error: what a sentence and what the page can take. */
#define MAX_LINE 300
#define MAX_DETAILS 20000

static gboolean
is_word (SpHubRuntime *runtime,
         const char   *word)
{
  return g_str_equal (sp_hub_runtime_get_stage_word (runtime), word);
}

static const char *
broken_title (SpHubRuntime *runtime)
{
  if (is_word (runtime, "NO_APP_FILE"))
    return _("No App Yet");
  if (is_word (runtime, "BUILD_ERROR"))
    return _("Could Not Be Built");
  if (is_word (runtime, "CONFIG_ERROR"))
    return _("Wrong Configuration");

  return _("Stopped With an Error");
}

const char *
sp_space_words_title (SpHubRuntime *runtime)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (runtime), "");

  switch (sp_hub_runtime_get_stage (runtime)) {
  case SP_HUB_STAGE_RUNNING:
  case SP_HUB_STAGE_UPDATING:
    return _("Connecting…");
  case SP_HUB_STAGE_BUILDING:
    return _("Being Built");
  case SP_HUB_STAGE_STARTING:
    return _("Starting");
  case SP_HUB_STAGE_ASLEEP:
    return _("Asleep");
  case SP_HUB_STAGE_PAUSED:
    return _("Paused by Its Author");
  case SP_HUB_STAGE_BROKEN:
    return broken_title (runtime);
  case SP_HUB_STAGE_DELETING:
    return _("Being Deleted");
  case SP_HUB_STAGE_UNKNOWN:
    break;
  }

  return _("Not Running");
}

const char *
sp_space_words_icon (SpHubRuntime *runtime)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (runtime), NULL);

  switch (sp_hub_runtime_get_stage (runtime)) {
  case SP_HUB_STAGE_ASLEEP:
    return "weather-clear-night-symbolic";
  case SP_HUB_STAGE_PAUSED:
    return "media-playback-pause-symbolic";
  case SP_HUB_STAGE_DELETING:
    return "user-trash-symbolic";
  case SP_HUB_STAGE_BROKEN:
    return "dialog-warning-symbolic";
  case SP_HUB_STAGE_RUNNING:
  case SP_HUB_STAGE_UPDATING:
  case SP_HUB_STAGE_BUILDING:
  case SP_HUB_STAGE_STARTING:
    return NULL; /* it moves: a spinner is there instead */
  case SP_HUB_STAGE_UNKNOWN:
    break;
  }

  return "dialog-question-symbolic";
}

/* Returns: (transfer full) (nullable): the error as it can be shown, without what is around it */
static char *
dup_error (SpHubRuntime *runtime)
{
  const char      *error = sp_hub_runtime_get_error (runtime);
  g_autofree char *text = error != NULL ? g_utf8_make_valid (error, -1) : NULL;

  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;
  if (g_utf8_strlen (text, -1) > MAX_DETAILS) {
    g_autofree char *start = g_utf8_substring (text, 0, MAX_DETAILS);

    return g_strconcat (start, "…", NULL);
  }

  return g_steal_pointer (&text);
}

/* The first line; of what Python writes the last one, which says what happened. */
static char *
dup_line (const char *error)
{
  g_auto (GStrv)   lines = g_strsplit_set (error, "\r\n", -1);
  guint            n = g_strv_length (lines);
  g_autofree char *line = NULL;
  g_autofree char *start = NULL;

  line = g_strdup (strstr (error, "Traceback (most recent call last)") != NULL ? lines[n - 1] : lines[0]);
  g_strdelimit (g_strstrip (line), "\t", ' ');
  if (g_utf8_strlen (line, -1) <= MAX_LINE)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, MAX_LINE);

  return g_strconcat (start, "…", NULL);
}

static char *
dup_broken (SpHubRuntime *runtime,
            const char   *id,
            gboolean      own)
{
  g_autofree char *error = dup_error (runtime);
  g_autofree char *line = error != NULL ? dup_line (error) : NULL;

  if (line != NULL)
    /* Translators: owner and name of an app, and the first line of an error. */
    return g_strdup_printf (_("%s does not run: %s"), id, line);
  if (is_word (runtime, "NO_APP_FILE"))
    return g_strdup_printf (own ? _("%s has no app yet. Add one to its files.")
                                : _("%s has no app yet. Look again later."),
                            id);

  return g_strdup_printf (own ? _("%s does not run, and the Hub does not say why. Its log may.")
                              : _("%s does not run, and the Hub does not say why. Tell its author."),
                          id);
}

char *
sp_space_words_text (SpHubRuntime *runtime,
                     const char   *id,
                     gboolean      own)
{
  g_return_val_if_fail (SP_IS_HUB_RUNTIME (runtime), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  switch (sp_hub_runtime_get_stage (runtime)) {
  case SP_HUB_STAGE_RUNNING:
    return g_strdup_printf (_("%s is running."), id);
  case SP_HUB_STAGE_UPDATING:
    return g_strdup_printf (_("%s is running; a new version of it is on its way."), id);
  case SP_HUB_STAGE_BUILDING:
    return g_strdup_printf (_("%s is being built. It opens here as soon as it runs."), id);
  case SP_HUB_STAGE_STARTING:
    return g_strdup_printf (_("%s is starting. It opens here as soon as it runs."), id);
  case SP_HUB_STAGE_ASLEEP:
    return g_strdup_printf (_("%s is asleep. Waking it takes about a minute."), id);
  case SP_HUB_STAGE_PAUSED:
    if (own)
      return g_strdup_printf (_("%s is paused. Restart it, and it runs again."), id);
    return g_strdup_printf (_("%s is paused, and only its author can start it. You can install it on this computer, or "
                               "have a copy of your own."),
                            id);
  case SP_HUB_STAGE_BROKEN:
    return dup_broken (runtime, id, own);
  case SP_HUB_STAGE_DELETING:
    return g_strdup_printf (_("%s is being deleted, and will be gone."), id);
  case SP_HUB_STAGE_UNKNOWN:
    break;
  }

  if (is_word (runtime, ""))
    return g_strdup_printf (_("%s does not run. It is looked at again now and then."), id);

  /* Translators: owner and name of an app, and a word of the Hub. */
  return g_strdup_printf (_("%s is in a state that this program does not know: %s. It is looked at again now and "
                             "then."),
                          id, sp_hub_runtime_get_stage_word (runtime));
}

char *
sp_space_words_details (SpHubRuntime *runtime)
{
  g_autofree char *error = NULL;
  g_autofree char *line = NULL;

  g_return_val_if_fail (SP_IS_HUB_RUNTIME (runtime), NULL);

  if (sp_hub_runtime_get_stage (runtime) != SP_HUB_STAGE_BROKEN)
    return NULL;

  error = dup_error (runtime);
  line = error != NULL ? dup_line (error) : NULL;

  return g_strcmp0 (error, line) != 0 ? g_steal_pointer (&error) : NULL;
}

/* A guess does not know the second. */
static char *
dup_about (double seconds)
{
  guint minutes = (guint) ((seconds + 30) / 60);

  if (seconds >= 90)
    return g_strdup_printf (ngettext ("Usually takes about %u minute", "Usually takes about %u minutes", minutes),
                            minutes);
  if (seconds >= 50)
    return g_strdup (_("Usually takes about a minute"));

  return g_strdup_printf (ngettext ("Usually takes about %u second", "Usually takes about %u seconds", (guint) seconds),
                          MAX (1, (guint) seconds));
}

char *
sp_space_words_usual (double elapsed,
                      double usual)
{
  if (!(usual > 0))
    return NULL;
  if (elapsed > usual * 1.5 + 10)
    return g_strdup (_("This takes longer than usual"));

  return dup_about (MIN (usual, 24 * 3600));
}
