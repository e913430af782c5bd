/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-markdown-view.h"

#include "sp-markdown-block.h"
#include "sp-markdown-math.h"

#include <cmark-gfm-core-extensions.h>
#include <glib/gi18n-lib.h>

/* So much is shown at once, and so much more at each press of the button. */
#define PORTION (200 * 1000)

/* A block at the top. */
typedef struct {
  gsize      offset; /* where it begins in the shown text */
  GtkWidget *widget; /* nullable */
} Block;

struct _SpMarkdownView {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *more_button;

  GradioClient *client;
  char         *text;
  char         *shown; /* the part of it that is shown */
  gsize         limit;
  GArray       *blocks; /* of Block */
  gboolean      line_breaks;
  gboolean      inline_math;
};

G_DEFINE_FINAL_TYPE (SpMarkdownView, sp_markdown_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TEXT = 1,
  PROP_LINE_BREAKS,
  PROP_INLINE_MATH,
} SpMarkdownViewProperty;

static GParamSpec *properties[PROP_INLINE_MATH + 1];

static cmark_parser *
new_parser (cmark_syntax_extension *math)
{
  static const char *const extensions[] = { "table", "strikethrough", "tasklist", "autolink" };

  cmark_parser *parser = NULL;

  cmark_gfm_core_extensions_ensure_registered ();
  parser = cmark_parser_new (CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension (extensions[i]);

    if (extension != NULL)
      cmark_parser_attach_syntax_extension (parser, extension);
  }
  cmark_parser_attach_syntax_extension (parser, math);

  return parser;
}

/* Goes on from a line to a later one. */
static const char *
skip_lines (const char *text, int n_lines)
{
  while (n_lines > 0 && *text != '\0') {
    text += strcspn (text, "\r\n");
    if (text[0] == '\r' && text[1] == '\n')
      text++;
    if (*text != '\0')
      text++;
    n_lines--;
  }

  return text;
}

static void
append_blocks (SpMarkdownView *self, gsize from)
{
  SpMarkdownContext       context = { self->client, self->line_breaks };
  cmark_syntax_extension *math = sp_markdown_math_new (self->inline_math);
  cmark_parser           *parser = new_parser (math);
  cmark_node             *document = NULL;
  const char             *place = self->shown + from;
  int                     line = 1;

  cmark_parser_feed (parser, place, strlen (place));
  document = cmark_parser_finish (parser);
  for (cmark_node *node = cmark_node_first_child (document); node != NULL;
       node = cmark_node_next (node)) {
    int   start = MAX (line, cmark_node_get_start_line (node));
    Block block = { 0 };

    place = skip_lines (place, start - line);
    line = start;
    block.offset = place - self->shown;
    block.widget = sp_markdown_block_new (&context, node);
    if (block.widget != NULL)
      gtk_box_append (GTK_BOX (self->box), block.widget);
    g_array_append_val (self->blocks, block);
  }

  cmark_node_free (document);
  cmark_parser_free (parser);
  sp_markdown_math_free (math);
}

static void
remove_blocks (SpMarkdownView *self, guint from)
{
  for (guint i = from; i < self->blocks->len; i++) {
    Block *block = &g_array_index (self->blocks, Block, i);

    if (block->widget != NULL)
      gtk_box_remove (GTK_BOX (self->box), block->widget);
  }
  g_array_set_size (self->blocks, from);
}

static char *
dup_shown (SpMarkdownView *self)
{
  gsize length = strlen (self->text);

  if (length <= self->limit)
    return g_strdup (self->text);

  length = g_utf8_find_prev_char (self->text, self->text + self->limit + 1) - self->text;

  return g_strndup (self->text, length);
}

/* A link's address may stand anywhere: “[name]: https://…” changes blocks that are long finished. */
static gboolean
has_references (const char *text)
{
  return strstr (text, "]:") != NULL;
}

static void
update (SpMarkdownView *self, gboolean anew)
{
  g_autofree char *old = g_steal_pointer (&self->shown);
  guint            last = self->blocks->len > 0 ? self->blocks->len - 1 : 0;

  self->shown = dup_shown (self);
  gtk_widget_set_visible (self->more_button, strlen (self->shown) < strlen (self->text));
  if (!anew && g_strcmp0 (old, self->shown) == 0)
    return;

  if (!anew && self->blocks->len > 0 && g_str_has_prefix (self->shown, old) &&
      !has_references (self->shown)) {
    gsize offset = g_array_index (self->blocks, Block, last).offset;

    remove_blocks (self, last);
    append_blocks (self, offset);
  } else {
    remove_blocks (self, 0);
    append_blocks (self, 0);
  }
}

static void
more_clicked_cb (SpMarkdownView *self)
{
  self->limit += PORTION;
  update (self, FALSE);
}

static void
sp_markdown_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpMarkdownView *self = SP_MARKDOWN_VIEW (object);

  switch ((SpMarkdownViewProperty) prop_id) {
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_LINE_BREAKS:
    g_value_set_boolean (value, self->line_breaks);
    break;
  case PROP_INLINE_MATH:
    g_value_set_boolean (value, self->inline_math);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_markdown_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SpMarkdownView *self = SP_MARKDOWN_VIEW (object);

  switch ((SpMarkdownViewProperty) prop_id) {
  case PROP_TEXT:
    sp_markdown_view_set_text (self, g_value_get_string (value));
    break;
  case PROP_LINE_BREAKS:
    sp_markdown_view_set_line_breaks (self, g_value_get_boolean (value));
    break;
  case PROP_INLINE_MATH:
    sp_markdown_view_set_inline_math (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_markdown_view_dispose (GObject *object)
{
  SpMarkdownView *self = SP_MARKDOWN_VIEW (object);

  g_array_set_size (self->blocks, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->more_button, gtk_widget_unparent);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_markdown_view_parent_class)->dispose (object);
}

static void
sp_markdown_view_finalize (GObject *object)
{
  SpMarkdownView *self = SP_MARKDOWN_VIEW (object);

  g_array_unref (self->blocks);
  g_free (self->text);
  g_free (self->shown);

  G_OBJECT_CLASS (sp_markdown_view_parent_class)->finalize (object);
}

static void
sp_markdown_view_class_init (SpMarkdownViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sp_markdown_view_get_property;
  object_class->set_property = sp_markdown_view_set_property;
  object_class->dispose = sp_markdown_view_dispose;
  object_class->finalize = sp_markdown_view_finalize;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  properties[PROP_LINE_BREAKS] = g_param_spec_boolean ("line-breaks", NULL, NULL, FALSE, flags);
  properties[PROP_INLINE_MATH] = g_param_spec_boolean ("inline-math", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-markdown-view");
}

static void
sp_markdown_view_init (SpMarkdownView *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);

  self->text = g_strdup ("");
  self->shown = g_strdup ("");
  self->limit = PORTION;
  self->blocks = g_array_new (FALSE, TRUE, sizeof (Block));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->more_button = gtk_button_new_with_mnemonic (_("Show _More"));
  gtk_widget_set_halign (self->more_button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->more_button, FALSE);
  gtk_widget_add_css_class (self->more_button, "pill");
  g_signal_connect_swapped (self->more_button, "clicked", G_CALLBACK (more_clicked_cb), self);
  gtk_widget_set_parent (self->more_button, GTK_WIDGET (self));
}

GtkWidget *
sp_markdown_view_new (void)
{
  return g_object_new (SP_TYPE_MARKDOWN_VIEW, NULL);
}

void
sp_markdown_view_set_text (SpMarkdownView *self, const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (SP_IS_MARKDOWN_VIEW (self));

  valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  if (g_str_equal (self->text, valid))
    return;

  if (!g_str_has_prefix (valid, self->text))
    self->limit = PORTION;
  g_free (self->text);
  self->text = g_steal_pointer (&valid);
  update (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
sp_markdown_view_get_text (SpMarkdownView *self)
{
  g_return_val_if_fail (SP_IS_MARKDOWN_VIEW (self), NULL);

  return self->text;
}

void
sp_markdown_view_set_client (SpMarkdownView *self, GradioClient *client)
{
  g_return_if_fail (SP_IS_MARKDOWN_VIEW (self));

  g_set_object (&self->client, client);
}

void
sp_markdown_view_set_line_breaks (SpMarkdownView *self, gboolean line_breaks)
{
  g_return_if_fail (SP_IS_MARKDOWN_VIEW (self));

  if (self->line_breaks == line_breaks)
    return;

  self->line_breaks = line_breaks;
  update (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE_BREAKS]);
}

void
sp_markdown_view_set_inline_math (SpMarkdownView *self, gboolean inline_math)
{
  g_return_if_fail (SP_IS_MARKDOWN_VIEW (self));

  if (self->inline_math == inline_math)
    return;

  self->inline_math = inline_math;
  update (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INLINE_MATH]);
}

guint
sp_markdown_view_get_n_blocks (SpMarkdownView *self)
{
  g_return_val_if_fail (SP_IS_MARKDOWN_VIEW (self), 0);

  return self->blocks->len;
}

GtkWidget *
sp_markdown_view_get_block (SpMarkdownView *self, guint position)
{
  g_return_val_if_fail (SP_IS_MARKDOWN_VIEW (self), NULL);

  return position < self->blocks->len ? g_array_index (self->blocks, Block, position).widget : NULL;
}
