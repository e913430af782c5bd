/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-markdown-code.h"

#include "sp-resources.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#define MARGINS 72       /* left and right of the text, and the button, pixels */
#define MOST_COLUMNS 200 /* that count for the width it would like */
#define MOST_LINES 10000 /* that count for the height before it was laid out */

struct _SpMarkdownCode {
  GtkWidget parent_instance;

  GtkWidget       *overlay;     /* template child */
  GtkSourceView   *view;        /* template child */
  GtkSourceBuffer *buffer;      /* template child */
  GtkWidget       *copy_button; /* template child */
  char            *language;    /* nullable */
  glong            n_columns;   /* of the longest line, in characters */
};

G_DEFINE_FINAL_TYPE (SpMarkdownCode, sp_markdown_code, GTK_TYPE_WIDGET)

/* Names in Markdown that GtkSourceView has under other ones. */
static const struct {
  const char *name;
  const char *id;
} languages[] = {
  { "bash", "sh" },
  { "c++", "cpp" },
  { "console", "sh" },
  { "cs", "c-sharp" },
  { "csharp", "c-sharp" },
  { "golang", "go" },
  { "javascript", "js" },
  { "jsx", "js" },
  { "md", "markdown" },
  { "objc", "objective-c" },
  { "ps1", "powershell" },
  { "py", "python3" },
  { "python", "python3" },
  { "rb", "ruby" },
  { "rs", "rust" },
  { "shell", "sh" },
  { "ts", "typescript" },
  { "tsx", "typescript" },
  { "yml", "yaml" },
  { "zsh", "sh" },
};

static GtkSourceLanguage *
find_language (const char *name)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char          *id = g_ascii_strdown (name, strcspn (name, " \t,{:"));

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_str_equal (id, languages[i].name))
      return gtk_source_language_manager_get_language (manager, languages[i].id);
  }

  return *id != '\0' ? gtk_source_language_manager_get_language (manager, id) : NULL;
}

static void
update_style (SpMarkdownCode *self)
{
  gboolean                     dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (
    self->buffer,
    gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static void
copied_cb (gpointer user_data)
{
  g_autoptr (GtkWidget) button = user_data;

  gtk_button_set_icon_name (GTK_BUTTON (button), "edit-copy-symbolic");
}

static void
copy_clicked_cb (SpMarkdownCode *self)
{
  GtkTextIter      start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  text = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_button_set_icon_name (GTK_BUTTON (self->copy_button), "emblem-ok-symbolic");
  g_timeout_add_once (1500, copied_cb, g_object_ref (self->copy_button));
}

/* A text view does not know how wide it would like to be, and how high only some time after it was shown: as wide as the
 * longest line, as high as all of them. */
static void
sp_markdown_code_measure (GtkWidget     *widget,
                          GtkOrientation orientation,
                          int            for_size,
                          int           *minimum,
                          int           *natural,
                          int           *minimum_baseline,
                          int           *natural_baseline)
{
  SpMarkdownCode   *self = SP_MARKDOWN_CODE (widget);
  GtkTextView      *view = GTK_TEXT_VIEW (self->view);
  PangoFontMetrics *metrics =
    pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (view)), NULL, NULL);

  gtk_widget_measure (self->overlay, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *natural = MAX (*natural, (int) (self->n_columns * pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE) + MARGINS);
  } else {
    int line = (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)) / PANGO_SCALE;
    int n_lines = gtk_text_buffer_get_line_count (GTK_TEXT_BUFFER (self->buffer));

    *natural = MAX (*natural, MIN (n_lines, MOST_LINES) * line + gtk_text_view_get_top_margin (view) +
                                gtk_text_view_get_bottom_margin (view));
    *minimum = MAX (*minimum, *natural); /* it does not scroll upwards */
  }
  pango_font_metrics_unref (metrics);
}

static void
sp_markdown_code_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (SP_MARKDOWN_CODE (widget)->overlay,
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static GtkSizeRequestMode
sp_markdown_code_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_markdown_code_dispose (GObject *object)
{
  g_clear_pointer (&SP_MARKDOWN_CODE (object)->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_markdown_code_parent_class)->dispose (object);
}

static void
sp_markdown_code_finalize (GObject *object)
{
  g_free (SP_MARKDOWN_CODE (object)->language);

  G_OBJECT_CLASS (sp_markdown_code_parent_class)->finalize (object);
}

static void
sp_markdown_code_class_init (SpMarkdownCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_markdown_code_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_markdown_code_finalize;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  widget_class->measure = sp_markdown_code_measure;
  widget_class->size_allocate = sp_markdown_code_size_allocate;
  widget_class->get_request_mode = sp_markdown_code_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "sp-markdown-code");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-markdown-code.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMarkdownCode, overlay);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdownCode, view);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdownCode, buffer);
  gtk_widget_class_bind_template_child (widget_class, SpMarkdownCode, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
sp_markdown_code_init (SpMarkdownCode *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Code begins on the left in all languages: what copies it stays out of its way. */
  gtk_widget_set_direction (self->overlay, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->copy_button, GTK_TEXT_DIR_LTR);
  update_style (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_style), self, G_CONNECT_SWAPPED);
}

static int
get_length (const char *code)
{
  gsize length = strlen (code);

  if (length > 0 && code[length - 1] == '\n')
    length--;

  return (int) MIN (length, G_MAXINT);
}

static void
count_columns (SpMarkdownCode *self, const char *code)
{
  self->n_columns = 0;
  while (*code != '\0') {
    gsize length = strcspn (code, "\n");

    self->n_columns = MAX (self->n_columns, g_utf8_strlen (code, (gssize) MIN (length, MOST_COLUMNS)));
    code += length + (code[length] == '\n');
  }
}

GtkWidget *
sp_markdown_code_new (const char *code, const char *language)
{
  SpMarkdownCode *self = g_object_new (SP_TYPE_MARKDOWN_CODE, NULL);

  g_return_val_if_fail (code != NULL, NULL);

  self->language = g_strdup (language);
  if (language != NULL)
    gtk_source_buffer_set_language (self->buffer, find_language (language));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), code, get_length (code));
  count_columns (self, code);

  return GTK_WIDGET (self);
}

gboolean
sp_markdown_code_update (SpMarkdownCode *self, const char *code, const char *language)
{
  GtkTextBuffer   *buffer = NULL;
  GtkTextIter      start, end;
  g_autofree char *old = NULL;
  gsize            length = 0;

  g_return_val_if_fail (SP_IS_MARKDOWN_CODE (self), FALSE);
  g_return_val_if_fail (code != NULL, FALSE);

  if (g_strcmp0 (self->language != NULL ? self->language : "", language != NULL ? language : "") != 0)
    return FALSE;

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  old = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  length = strlen (old);
  if ((gsize) get_length (code) < length || strncmp (code, old, length) != 0)
    return FALSE;

  count_columns (self, code);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_text_buffer_insert (buffer, &end, code + length, get_length (code) - (int) length);

  return TRUE;
}
