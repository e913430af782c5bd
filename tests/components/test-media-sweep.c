/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every sample of tests/media in every component that shows files, as a value that a server gives
 * and as a file that the user does: it is shown, or there are words on why not. */
#include "fake-app.h"
#include "media-test.h"
#include "sp-canvas.h"
#include "sp-drop-zone.h"
#include "sp-picture.h"
#include "sp-player.h"
#include "sp-thumbnail.h"

#include <string.h>

#define KEY "secret" /* in a cookie, of those who may have files */
#define SERVED "/gradio_api/file=/media/"

#define N_OTHERS 3

typedef struct {
  const char              *type;
  const char              *shape;            /* a value with one file; %s is the file object */
  const char *const       *good;             /* what is shown; NULL: everything, by its name */
  const char *const *const others[N_OTHERS]; /* what may be shown as well */
  gboolean                 intake;           /* whether the user can give it a file */
} Sweep;

static const char *const pictures[] = {
  "alpha.png",
  "alpha.webp",
  "anim.gif",
  "anim.png",
  "anim.webp",
  "big.png",
  "cmyk.jpg",
  "composite.png",
  "exif6.jpg",
  "gray.png",
  "gray16.png",
  "hostile.svg",
  "layer.png",
  "lossy.webp",
  "mask.png",
  "palette.png",
  "picture.bmp",
  "picture.tiff",
  "plain.jpg",
  "rgb.png",
  "rgb16.png",
  "rgb2.png",
  "thin.png",
  "vector.svg",
  NULL,
};
static const char *const sounds[] = {
  "float32.wav",
  "mono24bit.wav",
  "mono48k.wav",
  "mono8k.wav",
  "silence.wav",
  "stereo44k.wav",
  "tone.flac",
  "tone.m4a",
  "tone.mp3",
  "tone.ogg",
  "tone.opus",
  "tone.webm",
  NULL,
};
static const char *const films[] = {
  "chunk.ts",
  "clip.mp4",
  "clip.webm",
  "old.avi",
  "rotated.mp4",
  "silent.mp4",
  NULL,
};
static const char *const no_length[] = { "empty.wav", NULL };

static const Sweep sweeps[] = {
  { "annotatedimage", "{'image':%s,'annotations':[{'image':%s,'label':'x'}]}", pictures, { NULL }, FALSE },
  { "audio", "%s", sounds, { films, no_length }, TRUE },
  { "chatbot", "[{'role':'user','content':[{'type':'file','file':%s}]}]", NULL, { NULL }, FALSE },
  { "file", "%s", NULL, { NULL }, TRUE },
  { "gallery", "[{'image':%s,'caption':null}]", pictures, { films }, TRUE },
  { "image", "%s", pictures, { NULL }, TRUE },
  { "imageeditor", "{'background':%s,'layers':[],'composite':%s}", pictures, { NULL }, TRUE },
  { "imageslider", "[%s,%s]", pictures, { NULL }, TRUE },
  { "model3d", "%s", NULL, { NULL }, TRUE },
  { "multimodaltextbox", "{'text':'','files':[%s]}", NULL, { NULL }, TRUE },
  { "simpleimage", "%s", pictures, { NULL }, TRUE },
  { "uploadbutton", "%s", NULL, { NULL }, TRUE },
  { "video", "%s", films, { sounds, no_length, pictures }, TRUE },
};

typedef struct {
  FakeApp      *app;
  GradioClient *client;
  guint         n_stolen; /* requests that only a script or a hostile picture makes */
  guint         n_served;
} Fixture;

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture         *fixture = user_data;
  const char      *cookies = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Cookie");
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *local = g_test_build_filename (G_TEST_DIST, "media", name, NULL);
  g_autofree char *content = NULL;
  gsize            length = 0;

  if (strstr (path, "/stolen") != NULL) {
    fixture->n_stolen++;
  } else if (strstr (path, "/blocked/") != NULL || cookies == NULL || strstr (cookies, "key=" KEY) == NULL) {
    soup_server_message_set_status (message, 403, NULL);
    return;
  }
  if (!g_file_get_contents (local, &content, &length, NULL)) {
    soup_server_message_set_status (message, 404, NULL);
    return;
  }
  if (g_str_equal (name, "hostile.svg")) { /* its addresses are such as this server would see */
    g_autoptr (GString) text = g_string_new_len (content, (gssize) length);
    g_autofree char    *stolen = g_strconcat (fake_app_get_uri (fixture->app), "/gradio_api/file=/stolen", NULL);

    g_string_replace (text, "http://127.0.0.1:9/stolen", stolen, 0);
    g_string_replace (text, "file:///etc/hostname", stolen, 0);
    g_free (content);
    length = text->len;
    content = g_strdup (text->str);
  }
  fixture->n_served++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY, content, length);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->app = fake_app_new ();
  soup_server_add_handler (fake_app_get_server (fixture->app), "/gradio_api/file=", serve_cb, fixture, NULL);
  fixture->client = gradio_client_new (fake_app_get_uri (fixture->app));
  gradio_client_add_cookie (fixture->client, "key", KEY);
  error = fake_app_connect (fixture->client);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->n_stolen, ==, 0);
  gradio_client_close (fixture->client);
  g_clear_object (&fixture->client);
  fake_app_free (fixture->app);
}

/* The samples: files that are no text on the samples themselves. */
static GPtrArray *
list_samples (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "media", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  GPtrArray       *names = g_ptr_array_new_with_free_func (g_free);
  const char      *name = NULL;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL) {
    if (!g_str_equal (name, "README.md") && !g_str_has_suffix (name, ".py"))
      g_ptr_array_add (names, g_strdup (name));
  }
  g_assert_cmpuint (names->len, >, 60);

  return names;
}

typedef struct {
  gboolean is_waiting;
  gboolean is_shown;
  gboolean is_refused;
} Verdict;

static gboolean has_label (GtkWidget *widget, const char *text);

static void
judge_widget (GtkWidget *widget, Verdict *verdict)
{
  gboolean    is_shown = FALSE;
  const char *error = NULL;
  gboolean    can_wait = TRUE;

  if (SP_IS_PICTURE (widget)) {
    is_shown = sp_picture_get_texture (SP_PICTURE (widget)) != NULL;
    error = sp_picture_get_error_text (SP_PICTURE (widget));
  } else if (SP_IS_THUMBNAIL (widget)) {
    is_shown = sp_thumbnail_get_texture (SP_THUMBNAIL (widget)) != NULL;
    error = sp_thumbnail_get_error_text (SP_THUMBNAIL (widget));
    if (error == NULL && !is_shown && has_label (widget, ""))
      error = "It is no picture, but has a name.";
  } else if (SP_IS_PLAYER (widget)) {
    is_shown = sp_player_get_ready (SP_PLAYER (widget));
    error = sp_player_get_error_text (SP_PLAYER (widget));
  } else if (SP_IS_CANVAS (widget)) {
    is_shown = TRUE;
  } else if (SP_IS_COMPONENT (widget)) {
    error = sp_component_get_error_text (SP_COMPONENT (widget));
    can_wait = FALSE;
  } else {
    can_wait = GTK_IS_SPINNER (widget) && gtk_spinner_get_spinning (GTK_SPINNER (widget));
  }
  g_assert_true (error == NULL || *error != '\0');
  verdict->is_shown |= is_shown && error == NULL;
  verdict->is_refused |= error != NULL;
  verdict->is_waiting |= can_wait && !is_shown && error == NULL;
}

static void
judge (GtkWidget *widget, Verdict *verdict)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  judge_widget (widget, verdict);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    judge (child, verdict);
}

static gboolean
has_label (GtkWidget *widget, const char *text)
{
  if (gtk_widget_get_mapped (widget) && GTK_IS_LABEL (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (has_label (child, text))
      return TRUE;
  }

  return FALSE;
}

typedef struct {
  SpComponent *component;
  const char  *name;       /* of what is shown by its name; NULL for others */
  gboolean     is_refusal; /* whether words are waited for */
  Verdict      verdict;
} Showing;

static gboolean
is_settled (gpointer user_data)
{
  Showing *showing = user_data;

  showing->verdict = (Verdict){ 0 };
  judge (GTK_WIDGET (showing->component), &showing->verdict);
  if (showing->name != NULL)
    showing->verdict.is_shown |= has_label (GTK_WIDGET (showing->component), showing->name);

  if (showing->is_refusal)
    return showing->verdict.is_refused;

  return !showing->verdict.is_waiting && (showing->verdict.is_shown || showing->verdict.is_refused);
}

static void
assert_verdict (const Sweep *sweep, const char *name, Showing *showing)
{
  g_test_message ("%s in %s: %s%s", name, sweep->type, showing->verdict.is_shown ? "shown " : "",
                  showing->verdict.is_refused ? "refused" : "");
  g_assert_true (showing->verdict.is_shown || showing->verdict.is_refused);
  if (sweep->good != NULL && g_strv_contains (sweep->good, name))
    g_assert_true (showing->verdict.is_shown && !showing->verdict.is_refused);
}

/* Whether it is none of what the type can show. */
static gboolean
is_bad (const Sweep *sweep, const char *name)
{
  if (sweep->good == NULL || g_strv_contains (sweep->good, name))
    return FALSE;

  for (guint i = 0; i < N_OTHERS; i++) {
    if (sweep->others[i] != NULL && g_strv_contains (sweep->others[i], name))
      return FALSE;
  }

  return TRUE;
}

static JsonNode *
build_value (Fixture *fixture, const Sweep *sweep, const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *object = NULL;
  g_auto (GStrv)   parts = g_strsplit (sweep->shape, "%s", -1);
  g_autofree char *text = NULL;

  object = g_strdup_printf ("{'path':'/media/%s','url':'%s" SERVED "%s','size':null,'orig_name':'%s',"
                            "'mime_type':null,'is_stream':false,'meta':{'_type':'gradio.FileData'}}",
                            name, fake_app_get_uri (fixture->app), escaped, name);
  text = g_strjoinv (object, parts);

  return component_test_parse (text);
}

/* So many are on the screen at once, each in a part of the window of its own. */
#define N_COLUMNS 6
#define N_ROWS 4
#define BATCH (N_COLUMNS * N_ROWS)

typedef struct {
  SpComponent *component;
  GString     *events; /* owned; of one that is given a file by the user */
  JsonNode    *value;  /* owned; of one that is given a file by the server */
  Showing      showing;
} Trial;

static gboolean
is_trial_over (Trial *trial)
{
  if (trial->events != NULL && sp_component_get_error_text (trial->component) == NULL &&
      strstr (trial->events->str, "change ") == NULL)
    return FALSE;

  return is_settled (&trial->showing);
}

static gboolean
are_trials_over (gpointer user_data)
{
  GPtrArray *trials = user_data;

  for (guint i = 0; i < trials->len; i++) {
    if (!is_trial_over (g_ptr_array_index (trials, i)))
      return FALSE;
  }

  return TRUE;
}

static void
end_trial (gpointer data)
{
  Trial *trial = data;

  if (trial->events != NULL) {
    g_signal_handlers_disconnect_by_data (trial->component, trial->events);
    g_string_free (trial->events, TRUE);
  }
  g_clear_pointer (&trial->value, json_node_unref);
  media_test_finalize (trial->component);
  g_free (trial);
}

static void
give (Trial *trial, Fixture *fixture, const Sweep *sweep, const char *name)
{
  trial->value = build_value (fixture, sweep, name);
  sp_component_set_interactive (trial->component, FALSE);
  sp_component_set_value (trial->component, trial->value);
}

static void
take (Trial *trial, const char *name)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget            *zone = component_test_find (GTK_WIDGET (trial->component), SP_TYPE_DROP_ZONE, 0);

  trial->events = component_test_watch (trial->component);
  g_ptr_array_add (files, media_test_file (name));
  sp_drop_zone_take_files (SP_DROP_ZONE (zone), files);
}

static void
assert_trial (const Sweep *sweep, const char *name, Trial *trial)
{
  g_autoptr (JsonNode) back = NULL;

  assert_verdict (sweep, name, &trial->showing);
  if (trial->value == NULL)
    return;

  back = sp_component_dup_value (trial->component);
  g_assert_true (gradio_json_equal (back, trial->value));
}

static Trial *
begin_trial (Fixture *fixture, const Sweep *sweep, gboolean inwards, const char *name, GtkGrid *grid, int place)
{
  Trial     *trial = g_new0 (Trial, 1);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  trial->component = component_test_new (sweep->type);
  trial->showing.component = trial->component;
  trial->showing.name = sweep->good == NULL ? name : NULL;
  trial->showing.is_refusal = is_bad (sweep, name);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (trial->component));
  gtk_grid_attach (grid, scroller, place % N_COLUMNS, place / N_COLUMNS, 1, 1);
  sp_component_set_client (trial->component, fixture->client);
  if (inwards)
    take (trial, name);
  else
    give (trial, fixture, sweep, name);

  return trial;
}

static void
sweep_batch (Fixture *fixture, const Sweep *sweep, gboolean inwards, GtkWidget *window, char **names, guint n_names)
{
  g_autoptr (GPtrArray) trials = g_ptr_array_new_with_free_func (end_trial);
  GtkWidget            *grid = gtk_grid_new ();

  gtk_window_set_child (GTK_WINDOW (window), grid);
  for (guint i = 0; i < n_names; i++)
    g_ptr_array_add (trials, begin_trial (fixture, sweep, inwards, names[i], GTK_GRID (grid), (int) i));
  component_test_wait (are_trials_over, trials);
  for (guint i = 0; i < n_names; i++)
    assert_trial (sweep, names[i], g_ptr_array_index (trials, i));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
}

static void
sweep_samples (Fixture *fixture, const Sweep *sweep, gboolean inwards)
{
  g_autoptr (GPtrArray) names = list_samples ();
  GtkWidget            *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 850);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < names->len; i += BATCH)
    sweep_batch (fixture, sweep, inwards, window, (char **) names->pdata + i, MIN (BATCH, names->len - i));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_out (Fixture *fixture, gconstpointer data)
{
  sweep_samples (fixture, data, FALSE);
}

static void
test_in (Fixture *fixture, gconstpointer data)
{
  sweep_samples (fixture, data, TRUE);
}

/* What the server does not give out is told in the place of that file only. */
static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  SpComponent *component = component_test_new ("image");
  GtkWidget   *window = NULL;
  Showing      showing = { component, NULL, TRUE, { 0 } };

  sp_component_set_client (component, fixture->client);
  sp_component_set_interactive (component, FALSE);
  window = component_test_show (component);
  component_test_set_value (component, "{'path':'/etc/passwd','url':null,'orig_name':'x.png',"
                                       "'meta':{'_type':'gradio.FileData'}}");
  component_test_wait (is_settled, &showing);
  g_assert_true (showing.verdict.is_refused && !showing.verdict.is_shown);
  component_test_set_value (component, "{'path':'/blocked/rgb.png','url':null,'orig_name':'rgb.png',"
                                       "'meta':{'_type':'gradio.FileData'}}");
  component_test_wait (is_settled, &showing);
  g_assert_true (showing.verdict.is_refused && !showing.verdict.is_shown);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (component);
}

/* Texts name files of the app from its own address: they are asked for as all others, with the cookie. */
static void
test_in_texts (Fixture *fixture, gconstpointer data)
{
  SpComponent *component = component_test_new (data);
  GtkWidget   *window = NULL;
  Showing      showing = { component, NULL, FALSE, { 0 } };

  sp_component_set_client (component, fixture->client);
  sp_component_set_interactive (component, FALSE);
  component_test_set_value (component, g_str_equal (data, "html")
                                         ? "'<p>A</p><img src=/gradio_api/file=/media/rgb.png alt=x>'"
                                         : "'A picture:\\n\\n![x](/gradio_api/file=/media/rgb.png)'");
  window = component_test_show (component);
  component_test_wait (is_settled, &showing);
  g_assert_true (showing.verdict.is_shown);
  g_assert_cmpuint (fixture->n_served, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  media_test_finalize (component);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (sweeps); i++) {
    g_autofree char *out = g_strconcat ("/media-sweep/out/", sweeps[i].type, NULL);
    g_autofree char *in = g_strconcat ("/media-sweep/in/", sweeps[i].type, NULL);

    g_test_add (out, Fixture, &sweeps[i], set_up, test_out, tear_down);
    if (sweeps[i].intake)
      g_test_add (in, Fixture, &sweeps[i], set_up, test_in, tear_down);
  }
  g_test_add ("/media-sweep/out/blocked", Fixture, NULL, set_up, test_blocked, tear_down);
  g_test_add ("/media-sweep/out/in-html", Fixture, "html", set_up, test_in_texts, tear_down);
  g_test_add ("/media-sweep/out/in-markdown", Fixture, "markdown", set_up, test_in_texts, tear_down);
  component_test_use_gstreamer ();

  return g_test_run ();
}
