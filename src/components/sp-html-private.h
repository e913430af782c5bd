/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-html-block.h"
#include "sp-html-style.h"
#include "sp-rich-text.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/* What sp-html-block.c, sp-html-inline.c, sp-html-list.c and sp-html-table.c need of each other. */

/**
 * SpHtmlFlow:
 * @context: how it is to be shown
 * @widgets: (element-type GtkWidget): what came so far, floating
 * @text: the line that goes on
 * @behind: the colour behind the text
 * @align: 0 to 1: where lines stand
 * @depth: how many blocks are around it
 *
 * The content of a block being put together: lines and blocks, one below the other.
 */
typedef struct {
  SpHtmlContext *context;
  GPtrArray     *widgets;
  SpRichText    *text;
  GdkRGBA        behind;
  float          align;
  guint          depth;
} SpHtmlFlow;

/* (transfer floating) (nullable): the content of an element, in a flow of its own. */
GtkWidget *sp_html_flow_new_content (const SpHtmlFlow *parent,
                                     xmlNode          *node,
                                     int               spacing);

/* Ends the line that goes on. */
void sp_html_flow_flush (SpHtmlFlow *self);

/* Adds a block, or nothing: (transfer floating) (nullable). */
void sp_html_flow_append (SpHtmlFlow *self,
                          GtkWidget  *widget);

/* Adds what stands in an element, or only what is shown of the node itself. */
void sp_html_flow_walk_children (SpHtmlFlow *self,
                                 xmlNode    *node);
void sp_html_flow_walk (SpHtmlFlow *self,
                        xmlNode    *node);

/* (transfer full) (nullable): an attribute as valid text. */
char    *sp_html_dup_attribute (xmlNode    *node,
                                const char *name);
int      sp_html_get_int (xmlNode    *node,
                          const char *name,
                          int         otherwise);
gboolean sp_html_is_element (xmlNode    *node,
                             const char *name);

/* What `style` and the attributes of former times say. */
void sp_html_read_style (xmlNode     *node,
                         SpHtmlStyle *style);

/* Opens colour, size and the like for the text to come; returns whether there is something to close. */
gboolean sp_html_open_style (SpHtmlFlow        *self,
                             const SpHtmlStyle *style);

/* Adds to the line that goes on: text, a picture, an element with all in it. */
void sp_html_append_text (SpHtmlFlow *self,
                          const char *text);
void sp_html_append_picture (SpHtmlFlow *self,
                             xmlNode    *node);
void sp_html_walk_inline (SpHtmlFlow        *self,
                          xmlNode           *node,
                          const SpHtmlStyle *style);

/* (transfer full): all text in an element. */
char *sp_html_dup_content (SpHtmlFlow *self,
                           xmlNode    *node);

/* Whether nothing of an element is shown. */
gboolean sp_html_is_hidden (xmlNode *node);

GtkWidget *sp_html_list_new (const SpHtmlFlow *flow,
                             xmlNode          *node);
GtkWidget *sp_html_table_new (const SpHtmlFlow *flow,
                              xmlNode          *node);

G_END_DECLS
