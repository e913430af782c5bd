/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-space-private.h"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sp-front-matter.h"
#include "sp-safe-path.h"

/* More than that of a file is not looked at; front matter and requirements are a few lines. */
#define MAX_FILE_SIZE (256 * 1024)

#define MAX_TEXT_LENGTH 200
#define MAX_SYSTEM_PACKAGES 256

void
sp_space_facts_free (SpSpaceFacts *self)
{
  g_free (self->sdk);
  g_free (self->sdk_version);
  g_free (self->title);
  g_free (self->emoji);
  g_free (self->summary);
  g_free (self->color_from);
  g_free (self->color_to);
  g_free (self->app_file);
  g_free (self->python_version);
  g_free (self->base_path);
  g_free (self->hardware);
  g_free (self->license);
  g_strfreev (self->models);
  g_strfreev (self->datasets);
  g_strfreev (self->tags);
  g_strfreev (self->preload);
  g_strfreev (self->system_packages);
  g_ptr_array_unref (self->pre_requirements);
  g_ptr_array_unref (self->requirements);
  g_ptr_array_unref (self->warnings);
  g_clear_error (&self->problem);
  g_free (self);
}

/* Keeps why it cannot run; the first reason counts. Takes the error. */
static void
take_problem (SpSpaceFacts *self, GError *error)
{
  if (self->problem == NULL)
    self->problem = error;
  else
    g_error_free (error);
}

static void
take_warning (SpSpaceFacts *self, char *sentence)
{
  g_ptr_array_add (self->warnings, sentence);
}

/* Reads the start of a file of the Space's folder. */
static GByteArray *
read_start (int folder, const char *name, GError **error)
{
  g_autoptr (GByteArray) content = NULL;
  struct stat            status;
  ssize_t                length = 0;
  gsize                  done = 0;
  int                    fd = sp_safe_path_open_inside (folder, name, error);

  if (fd < 0)
    return NULL;

  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode)) {
    close (fd);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("“%s” is no file."), name);
    return NULL;
  }

  content = g_byte_array_new ();
  g_byte_array_set_size (content, MAX_FILE_SIZE);
  do {
    length = read (fd, content->data + done, MAX_FILE_SIZE - done);
    if (length > 0)
      done += length;
  } while ((length > 0 && done < MAX_FILE_SIZE) || (length < 0 && errno == EINTR));
  close (fd);

  g_byte_array_set_size (content, done);
  return g_steal_pointer (&content);
}

static gboolean
is_file (int folder, const char *name, GError **error)
{
  struct stat status;
  gboolean    good;
  int         fd = sp_safe_path_open_inside (folder, name, error);

  if (fd < 0)
    return FALSE;
  good = fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
  close (fd);
  return good;
}

/* A version as Python packages have it; it becomes part of a requirement. */
static gboolean
is_version (const char *text)
{
  return g_ascii_isdigit (*text) && text[strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".+!-")] == '\0';
}

/* A version of Python; it becomes part of a program's name. */
static gboolean
is_python_version (const char *text)
{
  return g_ascii_isdigit (*text) && strlen (text) <= 16 && text[strspn (text, G_CSET_DIGITS ".")] == '\0';
}

/* A text of the front matter, not longer than one can read. */
static char *
dup_text (GHashTable *values, const char *key)
{
  const char *value = g_hash_table_lookup (values, key);

  if (value == NULL || g_utf8_strlen (value, -1) <= MAX_TEXT_LENGTH)
    return g_strdup (value);
  return g_utf8_substring (value, 0, MAX_TEXT_LENGTH);
}

/* A colour of a card, one of those the Hub has. */
static char *
dup_color (GHashTable *values, const char *key)
{
  static const char *const colors[] = { "red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray", NULL };
  const char              *value = g_hash_table_lookup (values, key);

  return value != NULL && g_strv_contains (colors, value) ? g_strdup (value) : NULL;
}

static void
read_numbers (SpSpaceFacts *self, GHashTable *values)
{
  const char *port = g_hash_table_lookup (values, "app_port");
  const char *oauth = g_hash_table_lookup (values, "hf_oauth");
  const char *version = g_hash_table_lookup (values, "python_version");
  const char *base = g_hash_table_lookup (values, "base_path");
  guint64     number = 0;

  if (port != NULL && g_ascii_string_to_unsigned (port, 10, 1, 65535, &number, NULL))
    self->app_port = number;
  self->hf_oauth = oauth != NULL && g_ascii_strcasecmp (oauth, "true") == 0;
  if (base != NULL && base[0] == '/' && base[1] != '/' && strlen (base) <= SP_SAFE_PATH_MAX_LENGTH)
    self->base_path = g_strdup (base);

  if (version != NULL && is_python_version (version))
    self->python_version = g_strdup (version);
  else if (version != NULL)
    take_warning (
      self, g_strdup_printf (_("“%s” in README.md is not a version of Python; the system’s is taken."), version));
}

static void
read_values (SpSpaceFacts *self, GHashTable *values, const char *name)
{
  const char *app_file = g_hash_table_lookup (values, "app_file");
  const char *version = g_hash_table_lookup (values, "sdk_version");

  self->sdk = dup_text (values, "sdk");
  self->title = dup_text (values, "title");
  if (self->title == NULL)
    self->title = g_strdup (name);
  self->emoji = dup_text (values, "emoji");
  self->summary = dup_text (values, "short_description");
  self->color_from = dup_color (values, "colorFrom");
  self->color_to = dup_color (values, "colorTo");
  self->hardware = dup_text (values, "suggested_hardware");
  self->license = dup_text (values, "license");
  read_numbers (self, values);

  if (version != NULL && is_version (version))
    self->sdk_version = g_strdup (version);
  else if (version != NULL)
    take_problem (self, g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                                     _("“%s” in README.md is not a version of Gradio."), version));

  if (app_file != NULL && g_str_has_prefix (app_file, "./"))
    app_file += 2;
  if (app_file == NULL)
    app_file = g_strcmp0 (self->sdk, "static") == 0 ? "index.html" : "app.py";
  self->app_file = g_strdup (app_file);
}

/* Why a Space of another SDK cannot run here, and what can be done with it. */
static char *
dup_sdk_sentence (const char *sdk, const char *name)
{
  if (sdk == NULL)
    return g_strdup_printf (_("The README.md of “%s” does not name an SDK, so nobody can tell how it is run. "
                               "Write “sdk: gradio” into its front matter."),
                            name);
  if (g_str_equal (sdk, "docker"))
    return g_strdup_printf (_("“%s” is made for Docker and cannot run here. Open it on the Hub, or run its "
                               "Dockerfile with Docker or Podman."),
                            name);
  if (g_str_equal (sdk, "static"))
    return g_strdup_printf (_("“%s” is a static page, of which nothing needs to be installed. Open it by its address on "
                               "the Hub, or its files with a browser."),
                            name);
  if (g_str_equal (sdk, "streamlit"))
    return g_strdup_printf (
      _("“%s” is made with Streamlit and cannot run here: only Gradio Spaces can. Open it on the Hub."), name);
  return g_strdup_printf (_("“%s” needs the SDK “%s”, which is not known here: only Gradio Spaces run on this "
                             "computer. Open it on the Hub."),
                          name, sdk);
}

static void
check_sdk (SpSpaceFacts *self, const char *name)
{
  g_autofree char *sentence = NULL;

  if (g_strcmp0 (self->sdk, "gradio") == 0)
    return;

  sentence = dup_sdk_sentence (self->sdk, name);
  take_problem (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, sentence));
}

static void
check_app_file (SpSpaceFacts *self, int folder, const char *name)
{
  g_autoptr (GError) error = NULL;

  /* Python would take a name with a dash for an option. */
  if (self->app_file[0] != '-' && is_file (folder, self->app_file, &error))
    return;

  if (error != NULL && error->code == G_IO_ERROR_INVALID_FILENAME)
    take_problem (self, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                     _("The app file of “%s” is not in its folder: %s"), name, error->message));
  else
    take_problem (
      self, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” has no app file “%s”."), name, self->app_file));
}

/* A folder with an app and no word on it. */
static void
assume_app (SpSpaceFacts *self, int folder, const char *name)
{
  self->title = g_strdup (name);
  self->app_file = g_strdup ("app.py");
  if (!is_file (folder, "app.py", NULL)) {
    take_problem (self,
                  g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” is no Space: it has no README.md."), name));
    return;
  }

  self->sdk = g_strdup ("gradio");
  take_warning (
    self, g_strdup_printf (_("“%s” has no README.md: its app.py is run with the newest version of Gradio."), name));
}

static void
read_readme (SpSpaceFacts *self, int folder, const char *name)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GByteArray) readme = read_start (folder, "README.md", &error);
  g_autoptr (GHashTable) values = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    assume_app (self, folder, name);
    return;
  }

  if (readme != NULL)
    values = sp_front_matter_parse ((const char *) readme->data, readme->len, &error);
  if (values == NULL) {
    self->title = g_strdup (name);
    self->app_file = g_strdup ("app.py");
    take_problem (self, g_steal_pointer (&error));
    return;
  }

  read_values (self, values, name);
  self->models = sp_front_matter_dup_list ((const char *) readme->data, readme->len, "models");
  self->datasets = sp_front_matter_dup_list ((const char *) readme->data, readme->len, "datasets");
  self->tags = sp_front_matter_dup_list ((const char *) readme->data, readme->len, "tags");
  self->preload = sp_front_matter_dup_list ((const char *) readme->data, readme->len, "preload_from_hub");
  check_sdk (self, name);
  check_app_file (self, folder, name);
}

/* Reads the lines of a file of packages, NULL when it is not there or cannot be read. */
static GStrv
read_lines (SpSpaceFacts *self, int folder, const char *file, const char *name)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GByteArray) content = read_start (folder, file, &error);
  g_autoptr (GString)    text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return NULL;
  if (content == NULL) {
    take_problem (self, g_steal_pointer (&error));
    return NULL;
  }
  if (content->len == MAX_FILE_SIZE || !g_utf8_validate_len ((const char *) content->data, content->len, NULL)) {
    take_problem (self, g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s of “%s” is not a list of packages."),
                                     file, name));
    return NULL;
  }

  text = g_string_new_len ((const char *) content->data, content->len);
  g_string_replace (text, "\xef\xbb\xbf", "", 1);
  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\\\n", " ", 0); /* a line that goes on */
  return g_strsplit (text->str, "\n", -1);
}

/* Cuts off the comment of a line, and blanks. */
static void
strip_line (char *line)
{
  for (char *mark = strchr (line, '#'); mark != NULL; mark = strchr (mark + 1, '#')) {
    if (mark == line || g_ascii_isspace (mark[-1])) {
      *mark = '\0';
      break;
    }
  }
  g_strstrip (line);
}

/* Adds the lines of a file of requirements. Options are refused: they could name another index, or files
 * anywhere. */
static void
read_requirements (SpSpaceFacts *self, int folder, const char *file, GPtrArray *requirements, const char *name)
{
  g_auto (GStrv) lines = read_lines (self, folder, file, name);

  for (char **line = lines; line != NULL && *line != NULL; line++) {
    strip_line (*line);
    if (**line == '-')
      take_problem (self, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                       _("%s of “%s” has the option “%s”; only packages are supported. Take the "
                                          "line out of a copy of the Space and install that."),
                                       file, name, *line));
    else if (**line != '\0')
      g_ptr_array_add (requirements, g_strdup (*line));
  }
}

/* Debian's rule for names of packages; “=version” may follow. */
static gboolean
is_system_package (const char *name)
{
  return g_ascii_isalnum (*name) && strlen (name) <= 128 &&
         name[strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "+-.:=~")] == '\0';
}

static void
read_system_packages (SpSpaceFacts *self, int folder, const char *name)
{
  g_auto (GStrv)           lines = read_lines (self, folder, "packages.txt", name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char         *names = NULL;
  guint                    n_packages = 0;

  for (char **line = lines; line != NULL && *line != NULL; line++) {
    g_auto (GStrv) words = NULL;

    strip_line (*line);
    words = g_strsplit_set (*line, " \t", -1);
    for (char **word = words; *word != NULL; word++)
      if (is_system_package (*word) && n_packages++ < MAX_SYSTEM_PACKAGES)
        g_strv_builder_add (builder, *word);
  }

  self->system_packages = g_strv_builder_end (builder);
  if (n_packages == 0)
    return;
  names = g_strjoinv (", ", self->system_packages);
  take_warning (
    self, g_strdup_printf (_("It expects packages of the system, which are not installed with it: %s"), names));
}

static void
fill_lists (SpSpaceFacts *self)
{
  GStrv *lists[] = { &self->models, &self->datasets, &self->tags, &self->preload };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (*lists[i] == NULL)
      *lists[i] = g_new0 (char *, 1);
}

SpSpaceFacts *
sp_space_facts_read (GFile *folder, const char *name, GError **error)
{
  g_autoptr (SpSpaceFacts) self = g_new0 (SpSpaceFacts, 1);
  int                      fd;

  self->pre_requirements = g_ptr_array_new_with_free_func (g_free);
  self->requirements = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);

  fd = sp_safe_path_open_folder (folder, error);
  if (fd < 0)
    return NULL;

  read_readme (self, fd, name);
  fill_lists (self);
  g_ptr_array_add (self->requirements,
                   self->sdk_version != NULL ? g_strconcat ("gradio==", self->sdk_version, NULL) : g_strdup ("gradio"));
  read_requirements (self, fd, "pre-requirements.txt", self->pre_requirements, name);
  read_requirements (self, fd, "requirements.txt", self->requirements, name);
  read_system_packages (self, fd, name);
  close (fd);

  if (self->hf_oauth)
    take_warning (self, g_strdup (_("It has a sign-in with the Hub, which is only imitated on this computer.")));
  g_ptr_array_add (self->warnings, NULL);
  return g_steal_pointer (&self);
}
