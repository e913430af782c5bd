/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-markdown-view.h"

#include "sp-html-block.h"
#include "sp-markdown-code.h"
#include "sp-markdown-math.h"
#include "sp-paragraph.h"

#include <adwaita.h>
#include <cmark-gfm-core-extensions.h>
#include <glib/gi18n-lib.h>

/* So much is shown at once, and so much more at each press of the button. */
#define PORTION (60 * 1000)

/* Of a long text the beginning is shown first, and then as much in each step as the window has time for. */
#define BEGINNING (3 * 1000)
#define STEP (2 * 1000)

/* The last block of a text that grows is made again each time. While it is short that is done at once; a long one is
 * made again as seldom as its length asks for, so that what a text costs does not grow faster than the text. */
#define SHORT_BLOCK 1000
#define BYTES_PER_MS 100

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
  gsize         limit; /* of what is shown, as the user wants it */
  gsize         end;   /* of what is shown now, at most the limit */
  guint         fill_id;
  gsize         n_parsed;       /* bytes */
  gboolean      has_references; /* in what is shown */
  GArray       *blocks;         /* of Block */
  gboolean      line_breaks;
  GPtrArray    *delimiters; /* of formulas */
};

G_DEFINE_FINAL_TYPE (SpMarkdownView, sp_markdown_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TEXT = 1,
  PROP_LINE_BREAKS,
} SpMarkdownViewProperty;

static GParamSpec *properties[PROP_LINE_BREAKS + 1];

/* Where a text is on its way to widgets. */
typedef struct {
  SpMarkdownSource *source;
  SpHtmlContext     context;
  GString          *html;  /* of the block that goes on */
  gsize             from;  /* where the source begins in the shown text */
  gsize             start; /* where the block begins in it */
  int               depth; /* elements of HTML that are open in the block */
  GtkWidget        *reuse; /* nullable: what showed the beginning of the first block */
} Making;

static cmark_parser *
new_parser (SpMarkdownView *self)
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

  return parser;
}

/* How many elements a piece of HTML opens and does not close, of those that may hold Markdown. */
static int
count_open (const char *html)
{
  static const char *const containers[] = { "article", "aside", "blockquote", "center", "details",
                                            "div", "figure", "section", "span", "table", NULL };

  int n_open = 0;

  for (const char *tag = strchr (html, '<'); tag != NULL; tag = strchr (tag + 1, '<')) {
    gboolean         is_closing = tag[1] == '/';
    const char      *name = tag + 1 + is_closing;
    g_autofree char *word = NULL;
    gsize            length = 0;

    while (length < 12 && g_ascii_isalpha (name[length]))
      length++;
    word = g_ascii_strdown (name, (gssize) length);
    if (g_strv_contains (containers, word))
      n_open += is_closing ? -1 : 1;
  }

  return n_open;
}

/* A paragraph that grows stays the same widget: what is selected in it stays selected. */
static gboolean
update_label (GtkWidget *old, GtkWidget *new)
{
  int start = 0, end = 0;

  if (!GTK_IS_LABEL (old) || !GTK_IS_LABEL (new) ||
      g_str_has_prefix (gtk_widget_get_name (old), "anchor-") ||
      g_str_has_prefix (gtk_widget_get_name (new), "anchor-") ||
      gtk_label_get_xalign (GTK_LABEL (old)) != gtk_label_get_xalign (GTK_LABEL (new)) ||
      sp_paragraph_is_for (GTK_LABEL (new)))
    return FALSE;

  gtk_label_get_selection_bounds (GTK_LABEL (old), &start, &end);
  gtk_label_set_markup (GTK_LABEL (old), gtk_label_get_label (GTK_LABEL (new)));
  if (start != end)
    gtk_label_select_region (GTK_LABEL (old), start, end);

  return TRUE;
}

static void
drop_floating (GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_object_unref (widget);
}

/* Takes the place of a label whose text is long and goes on. */
static GtkWidget *
replace_long_label (GtkWidget *label, GtkWidget *old)
{
  GtkWidget *paragraph = old;

  if (old == NULL || !GTK_IS_LABEL (label) || g_str_has_prefix (gtk_widget_get_name (label), "anchor-") ||
      !sp_paragraph_is_for (GTK_LABEL (label)))
    return label;

  if (SP_IS_PARAGRAPH (old))
    sp_paragraph_set_markup (SP_PARAGRAPH (old), gtk_label_get_label (GTK_LABEL (label)));
  else
    paragraph = sp_paragraph_new (gtk_label_get_label (GTK_LABEL (label)));
  drop_floating (label);

  return paragraph;
}

static GtkWidget *
make_widget (Making *making)
{
  GtkWidget *widget = sp_html_block_new (&making->context, making->html->str);

  if (widget == NULL || making->reuse == NULL || !update_label (making->reuse, widget))
    return widget != NULL ? replace_long_label (widget, making->reuse) : NULL;

  drop_floating (widget);

  return making->reuse;
}

static void
append_block (SpMarkdownView *self, Making *making, cmark_node *node)
{
  Block block = { .offset = making->from + making->start };

  if (making->reuse != NULL && cmark_node_get_type (node) == CMARK_NODE_CODE_BLOCK &&
      SP_IS_MARKDOWN_CODE (making->reuse) &&
      sp_markdown_code_update (SP_MARKDOWN_CODE (making->reuse), cmark_node_get_literal (node),
                               cmark_node_get_fence_info (node)))
    block.widget = making->reuse;
  else
    block.widget = make_widget (making);
  if (block.widget != NULL && block.widget != making->reuse)
    gtk_box_append (GTK_BOX (self->box), block.widget);
  if (making->reuse != NULL && block.widget != making->reuse)
    gtk_box_remove (GTK_BOX (self->box), making->reuse);
  making->reuse = NULL;
  g_array_append_val (self->blocks, block);
  g_string_truncate (making->html, 0);
}

/* HTML that opens an element and what stands until it is closed are one block. */
static void
append_node (SpMarkdownView *self, Making *making, cmark_node *node)
{
  int   options = CMARK_OPT_UNSAFE | (self->line_breaks ? CMARK_OPT_HARDBREAKS : 0);
  guint line = MAX (1, cmark_node_get_start_line (node)) - 1;
  char *html = NULL;

  if (making->html->len == 0 && line < making->source->lines->len)
    making->start = g_array_index (making->source->lines, gsize, line);
  if (cmark_node_get_type (node) == CMARK_NODE_HTML_BLOCK)
    making->depth = MAX (0, making->depth + count_open (cmark_node_get_literal (node)));
  html = cmark_render_html (node, options, NULL);
  g_string_append (making->html, html);
  cmark_get_default_mem_allocator ()->free (html);
  if (making->depth == 0 || cmark_node_next (node) == NULL)
    append_block (self, making, node);
}

static void
append_blocks (SpMarkdownView *self, gsize from, GtkWidget *reuse)
{
  g_autoptr (SpMarkdownSource) source =
    sp_markdown_math_extract (self->shown + from, self->delimiters);
  g_autoptr (GString) html = g_string_new (NULL);
  Making              making = {
                 .source = source,
                 .context = { self->client, source->formulas, SP_HTML_MAX_BLOCKS },
                 .html = html,
                 .from = from,
                 .reuse = reuse,
  };
  cmark_parser *parser = new_parser (self);
  cmark_node   *document = NULL;

  self->n_parsed += strlen (source->text);
  cmark_parser_feed (parser, source->text, strlen (source->text));
  document = cmark_parser_finish (parser);
  for (cmark_node *node = cmark_node_first_child (document); node != NULL;
       node = cmark_node_next (node))
    append_node (self, &making, node);
  if (making.reuse != NULL)
    gtk_box_remove (GTK_BOX (self->box), making.reuse);

  cmark_node_free (document);
  cmark_parser_free (parser);
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

  if (length <= self->end)
    return g_strdup (self->text);

  length = g_utf8_find_prev_char (self->text, self->text + self->end + 1) - self->text;

  return g_strndup (self->text, length);
}

/* A link's address may stand anywhere: a line “[name]: https://…” changes blocks that are long finished. */
static gboolean
has_references (const char *text)
{
  const char *end = text + strlen (text);

  while (text < end) {
    const char *stop = memchr (text, '\n', (gsize) (end - text));
    const char *start = text;

    if (stop == NULL)
      stop = end;
    while (start < stop && *start == ' ')
      start++;
    if (start - text < 4 && *start == '[') {
      const char *bracket = memchr (start, ']', (gsize) (stop - start));

      if (bracket != NULL && bracket[1] == ':')
        return TRUE;
    }
    text = stop + 1;
  }

  return FALSE;
}

static void
update (SpMarkdownView *self, gboolean anew)
{
  g_autofree char *old = g_steal_pointer (&self->shown);
  guint            last = self->blocks->len > 0 ? self->blocks->len - 1 : 0;

  self->shown = dup_shown (self);
  gtk_widget_set_visible (self->more_button, self->limit < strlen (self->text));
  if (!anew && g_strcmp0 (old, self->shown) == 0)
    return;

  self->has_references = has_references (self->shown);
  if (!anew && self->blocks->len > 0 && g_str_has_prefix (self->shown, old) &&
      !self->has_references) {
    Block block = g_array_index (self->blocks, Block, last);

    g_array_set_size (self->blocks, last);
    append_blocks (self, block.offset, block.widget);
  } else {
    remove_blocks (self, 0);
    append_blocks (self, 0, NULL);
  }
}

static void show_more (SpMarkdownView *self, gsize length, gboolean anew);

static gsize
get_last_length (SpMarkdownView *self)
{
  guint n_blocks = self->blocks->len;
  gsize last = n_blocks > 0 ? g_array_index (self->blocks, Block, n_blocks - 1).offset : 0;

  return strlen (self->shown) - last;
}

static gboolean
fill_cb (gpointer user_data)
{
  SpMarkdownView *self = user_data;

  self->fill_id = 0;
  /* A block that goes on is made again, so it grows by its own length at least. */
  show_more (self, MAX (STEP, get_last_length (self)), FALSE);

  return G_SOURCE_REMOVE;
}

/* Shows @length more of the text now, and the rest up to the limit bit by bit. */
static void
show_more (SpMarkdownView *self, gsize length, gboolean anew)
{
  gsize wanted = MIN (self->limit, strlen (self->text));

  g_clear_handle_id (&self->fill_id, g_source_remove);
  self->end = MIN (wanted, strlen (self->shown) + length);
  if (self->end < wanted && has_references (self->text))
    self->end = wanted; /* each bit would change all that is there */
  update (self, anew);
  if (self->end < wanted)
    self->fill_id = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}

/* The text goes on. */
static void
show_grown (SpMarkdownView *self)
{
  gsize length = self->has_references ? strlen (self->shown) : get_last_length (self);

  if (length <= SHORT_BLOCK)
    show_more (self, BEGINNING, FALSE);
  else if (self->fill_id == 0)
    self->fill_id = g_timeout_add_full (G_PRIORITY_LOW, (guint) (length / BYTES_PER_MS), fill_cb, self, NULL);
}

/* Colours that an author chose are made fit for what they stand on. */
static void
dark_changed_cb (SpMarkdownView *self)
{
  if (strchr (self->shown, '<') != NULL)
    update (self, TRUE);
}

static void
go_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_html_block_go (widget, g_variant_get_string (parameter, NULL));
}

static void
more_clicked_cb (SpMarkdownView *self)
{
  self->limit += PORTION;
  show_more (self, BEGINNING, FALSE);
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
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_markdown_view_dispose (GObject *object)
{
  SpMarkdownView *self = SP_MARKDOWN_VIEW (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
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
  g_ptr_array_unref (self->delimiters);
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
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "rich-text.go", "s", go_cb);
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
  self->delimiters = sp_markdown_math_parse_delimiters (NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
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
  gboolean         grows = FALSE;

  g_return_if_fail (SP_IS_MARKDOWN_VIEW (self));

  valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  if (g_str_equal (self->text, valid))
    return;

  grows = *self->text != '\0' && g_str_has_prefix (valid, self->text);
  if (!grows) {
    self->limit = PORTION;
    remove_blocks (self, 0);
    *self->shown = '\0';
  }
  g_free (self->text);
  self->text = g_steal_pointer (&valid);
  if (grows)
    show_grown (self);
  else
    show_more (self, BEGINNING, FALSE);
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
sp_markdown_view_set_latex_delimiters (SpMarkdownView *self, JsonArray *delimiters)
{
  g_return_if_fail (SP_IS_MARKDOWN_VIEW (self));

  g_ptr_array_unref (self->delimiters);
  self->delimiters = sp_markdown_math_parse_delimiters (delimiters);
  if (*self->text != '\0')
    update (self, TRUE);
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

gsize
sp_markdown_view_get_n_parsed (SpMarkdownView *self)
{
  g_return_val_if_fail (SP_IS_MARKDOWN_VIEW (self), 0);

  return self->n_parsed;
}
