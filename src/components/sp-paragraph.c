/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-paragraph.h"

#include "sp-rich-text.h"

#include <string.h>

/* A line of so many bytes is wider than any place that it is shown in. */
#define LONG_LINE 400
/* When the last label has more bytes than this, the lines that they fill become one of their own. */
#define MOST_BYTES 400
#define LEAST_WIDTH 16 /* letters */
/* Text that has not changed for so long is read rather than written. */
#define REST_MS 1000
#define MOST_JOINED (32 * 1024) /* bytes that one label lays out without being noticed */
#define WIDE 4000               /* pixels */

/* Some lines. */
typedef struct {
  gsize      start; /* in the markup */
  char      *tags;  /* owned: those that are open there */
  GtkWidget *label; /* a child */
} Chunk;

struct _SpParagraph {
  GtkWidget parent_instance;

  char    *markup;
  GArray  *chunks;      /* of Chunk */
  int      width;       /* for which the lines were found, 0 before there is one */
  int      least_width; /* pixels, 0 while it is not known */
  guint    split_id;    /* of an idle that finds the lines for another width */
  guint    join_id;     /* of a timeout */
  gboolean joined;      /* there is one label, as in a paragraph that was never cut */
};

G_DEFINE_FINAL_TYPE (SpParagraph, sp_paragraph, GTK_TYPE_WIDGET)

static void
chunk_clear (gpointer data)
{
  Chunk *self = data;

  g_clear_pointer (&self->tags, g_free);
  g_clear_pointer (&self->label, gtk_widget_unparent);
}

static Chunk *
get_last (SpParagraph *self)
{
  return &g_array_index (self->chunks, Chunk, self->chunks->len - 1);
}

/* How many bytes of text an entity stands for, which are more than one for a few control characters only. */
static gsize
get_entity_length (const char *entity)
{
  gunichar code = '&';

  if (entity[1] == '#' && entity[2] == 'x')
    code = (gunichar) g_ascii_strtoull (entity + 3, NULL, 16);
  else if (entity[1] == '#')
    code = (gunichar) g_ascii_strtoull (entity + 2, NULL, 10);

  return (gsize) g_unichar_to_utf8 (code, NULL);
}

/* Goes on in @markup for @n_bytes of text at most, and says which tags are open there then: pairs of where they begin
 * and end. Markup is as this program writes it, so a “>” ends a tag. */
static const char *
walk (const char *markup, gsize n_bytes, GPtrArray *tags)
{
  while (*markup != '\0') {
    const char *end = NULL;

    if (*markup == '<') {
      end = strchr (markup, '>');
      if (end == NULL)
        return markup + strlen (markup);
      if (markup[1] == '/' && tags->len > 0)
        g_ptr_array_set_size (tags, (int) tags->len - 1);
      else if (markup[1] != '/')
        g_ptr_array_add (tags, g_strndup (markup, (gsize) (end + 1 - markup)));
      markup = end + 1;
      continue;
    }
    if (n_bytes == 0)
      return markup;

    end = *markup == '&' ? strchr (markup, ';') : NULL;
    if (end != NULL) {
      n_bytes -= MIN (n_bytes, get_entity_length (markup));
      markup = end + 1;
    } else {
      end = g_utf8_next_char (markup);
      n_bytes -= MIN (n_bytes, (gsize) (end - markup));
      markup = end;
    }
  }

  return markup;
}

static void
append_closing (GString *markup, const char *tag)
{
  gsize length = 1;

  while (g_ascii_isalnum (tag[length]))
    length++;
  g_string_append (markup, "</");
  g_string_append_len (markup, tag + 1, (gssize) length - 1);
  g_string_append_c (markup, '>');
}

static GPtrArray *
new_tags (const char *tags)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);

  walk (tags, 0, array);

  return array;
}

static char *
join_tags (GPtrArray *tags)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tags->len; i++)
    g_string_append (text, tags->pdata[i]);

  return g_string_free (text, FALSE);
}

/* What stands from @start to @end, as a markup of its own. */
static char *
dup_part (SpParagraph *self, const Chunk *chunk, gsize end)
{
  g_autoptr (GPtrArray) tags = new_tags (chunk->tags);
  g_autofree char      *part = g_strndup (self->markup + chunk->start, end - chunk->start);
  GString              *markup = g_string_new (chunk->tags);

  walk (part, G_MAXSIZE, tags);
  g_string_append (markup, part);
  for (guint i = tags->len; i > 0; i--)
    append_closing (markup, tags->pdata[i - 1]);

  return g_string_free (markup, FALSE);
}

/* Links are the label's own, and Pango knows nothing of them. They look like what is around them, but for their line. */
static char *
dup_without_links (const char *markup)
{
  GString    *text = g_string_new (NULL);
  const char *link = NULL;

  while ((link = strstr (markup, "<a ")) != NULL || (link = strstr (markup, "</a>")) != NULL) {
    const char *closing = strstr (markup, "</a>");

    if (closing != NULL && closing < link)
      link = closing;
    g_string_append_len (text, markup, link - markup);
    markup = strchr (link, '>');
    if (markup == NULL)
      return g_string_free (text, FALSE);
    markup++;
  }
  g_string_append (text, markup);

  return g_string_free (text, FALSE);
}

/* Returns: how many bytes of the text fill lines of their own, 0 when there is no second line. */
static gsize
find_last_line (SpParagraph *self, const char *markup)
{
  g_autofree char          *plain = dup_without_links (markup);
  g_autoptr (PangoLayout)   layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autofree char          *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  int                       n_lines = 0;

  if (!pango_parse_markup (plain, -1, 0, &attributes, &text, NULL, NULL))
    return 0;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, self->width * PANGO_SCALE);
  n_lines = pango_layout_get_line_count (layout);

  return n_lines > 1 ? (gsize) pango_layout_get_line_readonly (layout, n_lines - 1)->start_index : 0;
}

static void
add_chunk (SpParagraph *self, gsize start, const char *tags)
{
  Chunk chunk = { start, g_strdup (tags), sp_rich_text_new_label ("") };

  gtk_label_set_width_chars (GTK_LABEL (chunk.label), LEAST_WIDTH);
  gtk_widget_insert_before (chunk.label, GTK_WIDGET (self), NULL);
  g_array_append_val (self->chunks, chunk);
}

/* Gives the lines that the last label is sure to have filled a label of their own. */
static gboolean
split_last (SpParagraph *self)
{
  Chunk                 last = *get_last (self);
  const char           *start = self->markup + last.start;
  g_autoptr (GPtrArray) tags = new_tags (last.tags);
  const char           *end = walk (start, MOST_BYTES, tags);
  g_autofree char      *first = NULL;
  g_autofree char      *part = NULL;
  g_autofree char      *open = NULL;
  gsize                 n_bytes = 0;

  if (self->width <= 0 || *end == '\0')
    return FALSE;

  first = dup_part (self, &last, (gsize) (end - self->markup));
  n_bytes = find_last_line (self, first);
  if (n_bytes == 0)
    return FALSE;

  g_clear_pointer (&tags, g_ptr_array_unref);
  tags = new_tags (last.tags);
  end = walk (start, n_bytes, tags);
  open = join_tags (tags);
  part = dup_part (self, &last, (gsize) (end - self->markup));
  gtk_label_set_markup (GTK_LABEL (last.label), part);
  add_chunk (self, (gsize) (end - self->markup), open);

  return TRUE;
}

static void
update_last (SpParagraph *self)
{
  g_autofree char *part = NULL;

  while (split_last (self)) {
  }
  part = dup_part (self, get_last (self), strlen (self->markup));
  gtk_label_set_markup (GTK_LABEL (get_last (self)->label), part);
}

/* Whether the user is about to do something with a part of it. */
static gboolean
is_used (SpParagraph *self)
{
  for (guint i = 0; i < self->chunks->len; i++) {
    GtkWidget *label = g_array_index (self->chunks, Chunk, i).label;

    if (gtk_label_get_selection_bounds (GTK_LABEL (label), NULL, NULL) || (i > 0 && gtk_widget_has_focus (label)))
      return TRUE;
  }

  return FALSE;
}

/* Then it can be selected and read as a whole. */
static gboolean
join_cb (gpointer user_data)
{
  SpParagraph *self = user_data;

  if (is_used (self))
    return G_SOURCE_CONTINUE;

  self->join_id = 0;
  self->joined = TRUE;
  g_array_set_size (self->chunks, 1);
  gtk_label_set_markup (GTK_LABEL (get_last (self)->label), self->markup);

  return G_SOURCE_REMOVE;
}

static void
join_later (SpParagraph *self)
{
  g_clear_handle_id (&self->join_id, g_source_remove);
  if (self->chunks->len > 1 && strlen (self->markup) <= MOST_JOINED)
    self->join_id = g_timeout_add (REST_MS, join_cb, self);
}

static gboolean
split_cb (gpointer user_data)
{
  SpParagraph *self = user_data;

  self->split_id = 0;
  self->width = gtk_widget_get_width (GTK_WIDGET (self));
  g_array_set_size (self->chunks, 1); /* which keeps the focus that it may have */
  update_last (self);
  join_later (self);

  return G_SOURCE_REMOVE;
}

static int
get_least_width (SpParagraph *self)
{
  if (self->least_width == 0)
    gtk_widget_measure (g_array_index (self->chunks, Chunk, 0).label, GTK_ORIENTATION_HORIZONTAL, -1, &self->least_width,
                        NULL, NULL, NULL);

  return self->least_width;
}

static int
get_height (GtkWidget *label, int width)
{
  int height = 0;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);

  return height;
}

static void
sp_paragraph_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  SpParagraph *self = SP_PARAGRAPH (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = get_least_width (self);
    *natural = MAX (*minimum, WIDE);
    return;
  }

  if (for_size < 0)
    for_size = self->width > 0 ? self->width : WIDE;
  for (guint i = 0; i < self->chunks->len; i++)
    *minimum += get_height (g_array_index (self->chunks, Chunk, i).label, for_size);
  *natural = *minimum;
}

static GtkSizeRequestMode
sp_paragraph_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Lines of another width begin elsewhere; which labels there are cannot be changed while they get their places. */
static void
sp_paragraph_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpParagraph *self = SP_PARAGRAPH (widget);
  int          top = 0;

  for (guint i = 0; i < self->chunks->len; i++) {
    GtkWidget *label = g_array_index (self->chunks, Chunk, i).label;
    int        label_height = get_height (label, width);

    gtk_widget_size_allocate (label, &(GtkAllocation){ 0, top, width, label_height }, -1);
    top += label_height;
  }
  if (self->joined)
    self->width = width;
  else if (self->width != width && self->split_id == 0)
    self->split_id = g_idle_add_full (GTK_PRIORITY_RESIZE, split_cb, self, NULL);
}

static void
sp_paragraph_dispose (GObject *object)
{
  SpParagraph *self = SP_PARAGRAPH (object);

  g_clear_handle_id (&self->split_id, g_source_remove);
  g_clear_handle_id (&self->join_id, g_source_remove);
  g_array_set_size (self->chunks, 0);

  G_OBJECT_CLASS (sp_paragraph_parent_class)->dispose (object);
}

static void
sp_paragraph_finalize (GObject *object)
{
  g_free (SP_PARAGRAPH (object)->markup);
  g_array_unref (SP_PARAGRAPH (object)->chunks);

  G_OBJECT_CLASS (sp_paragraph_parent_class)->finalize (object);
}

static void
sp_paragraph_class_init (SpParagraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_paragraph_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_paragraph_finalize;
  widget_class->measure = sp_paragraph_measure;
  widget_class->get_request_mode = sp_paragraph_get_request_mode;
  widget_class->size_allocate = sp_paragraph_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "sp-paragraph");
}

static void
sp_paragraph_init (SpParagraph *self)
{
  self->markup = g_strdup ("");
  self->chunks = g_array_new (FALSE, TRUE, sizeof (Chunk));
  g_array_set_clear_func (self->chunks, chunk_clear);
  add_chunk (self, 0, "");
}

gboolean
sp_paragraph_is_for (GtkLabel *label)
{
  const char *line = gtk_label_get_text (label);

  if (gtk_label_get_xalign (label) > 0)
    return FALSE;

  while (line != NULL) {
    const char *end = strchr (line, '\n');

    if ((end != NULL ? (gsize) (end - line) : strlen (line)) > LONG_LINE)
      return TRUE;
    line = end != NULL ? end + 1 : NULL;
  }

  return FALSE;
}

GtkWidget *
sp_paragraph_new (const char *markup)
{
  SpParagraph *self = g_object_new (SP_TYPE_PARAGRAPH, NULL);

  sp_paragraph_set_markup (self, markup);

  return GTK_WIDGET (self);
}

void
sp_paragraph_set_markup (SpParagraph *self, const char *markup)
{
  guint n_kept = 0;

  g_return_if_fail (SP_IS_PARAGRAPH (self));
  g_return_if_fail (markup != NULL);

  if (g_str_equal (self->markup, markup))
    return; /* what is selected stays */

  self->joined = FALSE;
  n_kept = self->chunks->len;
  while (n_kept > 1 && strncmp (self->markup, markup, g_array_index (self->chunks, Chunk, n_kept - 1).start) != 0)
    n_kept--;
  g_array_set_size (self->chunks, n_kept);
  g_free (self->markup);
  self->markup = g_strdup (markup);
  update_last (self);
  join_later (self);
}

char *
sp_paragraph_dup_text (SpParagraph *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (SP_IS_PARAGRAPH (self), NULL);

  for (guint i = 0; i < self->chunks->len; i++)
    g_string_append (text, gtk_label_get_text (GTK_LABEL (g_array_index (self->chunks, Chunk, i).label)));

  return g_string_free (text, FALSE);
}
