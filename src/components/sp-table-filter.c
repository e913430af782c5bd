/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-filter.h"

#include "sp-table-text.h"

struct _SpTableFilter {
  guint             column;
  SpTableFilterRule rule;
  char             *text;
  char             *folded;
  double            number;
};

static gboolean
has_number (SpTableFilterRule rule)
{
  return rule >= SP_TABLE_FILTER_EQUAL && rule <= SP_TABLE_FILTER_AT_MOST;
}

SpTableFilter *
sp_table_filter_new (guint column, SpTableFilterRule rule, const char *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  SpTableFilter       *self = NULL;
  double               number = 0;

  g_return_val_if_fail (text != NULL, NULL);

  json_node_set_string (node, text);
  if (*text == '\0' && rule < SP_TABLE_FILTER_EMPTY)
    return NULL;
  if (has_number (rule) && !sp_table_text_read_number (node, &number))
    return NULL;

  self = g_atomic_rc_box_new0 (SpTableFilter);
  self->column = column;
  self->rule = rule;
  self->text = g_strdup (text);
  self->folded = g_utf8_casefold (text, -1);
  self->number = number;

  return self;
}

SpTableFilter *
sp_table_filter_ref (SpTableFilter *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SpTableFilter *self = data;

  g_free (self->text);
  g_free (self->folded);
}

void
sp_table_filter_unref (SpTableFilter *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint
sp_table_filter_get_column (SpTableFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->column;
}

SpTableFilterRule
sp_table_filter_get_rule (SpTableFilter *self)
{
  g_return_val_if_fail (self != NULL, SP_TABLE_FILTER_CONTAINS);

  return self->rule;
}

const char *
sp_table_filter_get_text (SpTableFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/* What is no number is unequal to every number, and nothing else. */
static gboolean
matches_number (SpTableFilter *self, JsonNode *cell)
{
  double number = 0;

  if (cell == NULL || !sp_table_text_read_number (cell, &number))
    return self->rule == SP_TABLE_FILTER_UNEQUAL;

  switch (self->rule) {
  case SP_TABLE_FILTER_EQUAL:
    return number == self->number;
  case SP_TABLE_FILTER_UNEQUAL:
    return number != self->number;
  case SP_TABLE_FILTER_GREATER:
    return number > self->number;
  case SP_TABLE_FILTER_LESS:
    return number < self->number;
  case SP_TABLE_FILTER_AT_LEAST:
    return number >= self->number;
  case SP_TABLE_FILTER_AT_MOST:
    return number <= self->number;
  default:
    return FALSE;
  }
}

gboolean
sp_table_filter_matches (SpTableFilter *self, JsonNode *cell)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (has_number (self->rule))
    return matches_number (self, cell);

  text = sp_table_text_dup (cell);
  folded = g_utf8_casefold (text, -1);
  switch (self->rule) {
  case SP_TABLE_FILTER_CONTAINS:
    return strstr (folded, self->folded) != NULL;
  case SP_TABLE_FILTER_LACKS:
    return strstr (folded, self->folded) == NULL;
  case SP_TABLE_FILTER_STARTS:
    return g_str_has_prefix (folded, self->folded);
  case SP_TABLE_FILTER_ENDS:
    return g_str_has_suffix (folded, self->folded);
  case SP_TABLE_FILTER_IS:
    return g_str_equal (folded, self->folded);
  case SP_TABLE_FILTER_IS_NOT:
    return !g_str_equal (folded, self->folded);
  case SP_TABLE_FILTER_EMPTY:
    return *text == '\0';
  case SP_TABLE_FILTER_NOT_EMPTY:
    return *text != '\0';
  default:
    return FALSE;
  }
}
