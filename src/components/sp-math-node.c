/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-node.h"

SpMathNode *
sp_math_node_new (SpMathType type, SpMathClass class, const char *text)
{
  SpMathNode *self = g_new0 (SpMathNode, 1);

  self->type = type;
  self->class = class;
  self->text = g_strdup (text);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) sp_math_node_free);

  return self;
}

void
sp_math_node_free (SpMathNode *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->text2);
  g_ptr_array_unref (self->children);
  g_clear_object (&self->layout);
  g_free (self);
}

void
sp_math_node_take (SpMathNode *self, SpMathNode *child)
{
  g_ptr_array_add (self->children, child);
}

SpMathNode *
sp_math_node_get (SpMathNode *self, guint position)
{
  return position < self->children->len ? g_ptr_array_index (self->children, position) : NULL;
}
