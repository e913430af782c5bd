/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-pager.h"

typedef struct {
  GtkStack  *stack;    /* owned */
  GPtrArray *pages;    /* of SpPage, which the stack owns */
  SpPage    *chosen;   /* one of the pages, or NULL */
  JsonNode  *selected; /* owned: id of the page that was asked for, NULL for the first */
} SpPagerPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SpPager, sp_pager, SP_TYPE_COMPONENT)

static void
update (SpPager *self)
{
  if (SP_PAGER_GET_CLASS (self)->update != NULL)
    SP_PAGER_GET_CLASS (self)->update (self);
}

static void
show_page (SpPager *self, SpPage *page)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);
  SpPage         *old = priv->chosen;

  priv->chosen = page;
  if (old != NULL && old != page)
    sp_container_set_covered (SP_CONTAINER (old), TRUE);
  if (page != NULL) {
    sp_container_set_covered (SP_CONTAINER (page), FALSE);
    gtk_stack_set_visible_child (priv->stack, GTK_WIDGET (page));
  }
  update (self);
}

static gboolean
can_be_shown (SpPage *page)
{
  return gtk_widget_get_visible (GTK_WIDGET (page));
}

static gboolean
can_be_chosen (SpPage *page)
{
  return can_be_shown (page) && sp_component_get_interactive (SP_COMPONENT (page));
}

/* The next page that can be seen, and where there is none the one before. */
static SpPage *
find_neighbour (SpPager *self, SpPage *page)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);
  guint           index = 0;

  if (!g_ptr_array_find (priv->pages, page, &index))
    index = 0;
  for (guint i = index; i < priv->pages->len; i++) {
    if (can_be_shown (priv->pages->pdata[i]))
      return priv->pages->pdata[i];
  }
  for (guint i = index; i > 0; i--) {
    if (can_be_shown (priv->pages->pdata[i - 1]))
      return priv->pages->pdata[i - 1];
  }

  return NULL;
}

static SpPage *
find_page (SpPager *self, JsonNode *id)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  for (guint i = 0; i < priv->pages->len; i++) {
    g_autoptr (JsonNode) have = sp_page_dup_id (priv->pages->pdata[i]);

    if (gradio_json_equal (have, id))
      return priv->pages->pdata[i];
  }

  return NULL;
}

static void
page_cb (SpPager *self, GParamSpec *pspec, SpPage *page)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  /* No event: the user did not ask for another one (R18). */
  if (priv->chosen == NULL || !can_be_shown (priv->chosen))
    show_page (self, find_neighbour (self, priv->chosen));
  else
    update (self);
}

static JsonNode *
build_select (SpPager *self, SpPage *page, gboolean of_pager)
{
  SpPagerPrivate         *priv = sp_pager_get_instance_private (self);
  const char             *label = sp_component_get_label (SP_COMPONENT (page));
  guint                   index = 0;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  g_ptr_array_find (priv->pages, page, &index);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "value");
  json_builder_add_string_value (builder, label != NULL ? label : "");
  json_builder_set_member_name (builder, "index");
  json_builder_add_int_value (builder, index);
  if (of_pager) {
    json_builder_set_member_name (builder, "id");
    json_builder_add_value (builder, sp_page_dup_id (page));
    json_builder_set_member_name (builder, "component_id");
    json_builder_add_int_value (builder, sp_component_get_id (SP_COMPONENT (page)));
  }
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/* Past the quiet of an update: a choice by the server counts as a change, too. */
static void
tell_choice (SpPager *self, SpPage *page, gboolean by_user)
{
  g_autoptr (JsonNode) of_pager = build_select (self, page, TRUE);
  g_autoptr (JsonNode) of_page = build_select (self, page, FALSE);
  g_autoptr (SpPager)  alive = g_object_ref (self);

  g_signal_emit_by_name (self, "event", "change", NULL);
  if (by_user)
    g_signal_emit_by_name (self, "event", "select", of_pager);
  g_signal_emit_by_name (page, "event", "select", of_page);
}

static void
sp_pager_set_props (SpComponent *component, JsonObject *props)
{
  SpPager        *self = SP_PAGER (component);
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);
  JsonNode       *selected = json_object_get_member (props, "selected");
  SpPage         *page = NULL;

  if (selected == NULL || json_node_is_null (selected))
    return;

  g_clear_pointer (&priv->selected, json_node_unref);
  priv->selected = json_node_ref (selected);
  page = find_page (self, selected);
  if (page == NULL || page == priv->chosen)
    return;

  show_page (self, page);
  tell_choice (self, page, FALSE);
}

static void
sp_pager_add_child (SpComponent *component, SpComponent *child)
{
  SpPager             *self = SP_PAGER (component);
  SpPagerPrivate      *priv = sp_pager_get_instance_private (self);
  g_autoptr (JsonNode) id = NULL;

  if (!SP_IS_PAGE (child)) { /* nothing that a server sends: shown all the same */
    SpPage *page = g_object_new (SP_TYPE_PAGE, NULL);

    sp_component_add_child (SP_COMPONENT (page), child);
    child = SP_COMPONENT (page);
  }

  sp_container_set_covered (SP_CONTAINER (child), TRUE);
  g_ptr_array_add (priv->pages, child);
  gtk_stack_add_child (priv->stack, GTK_WIDGET (child));
  g_signal_connect_object (child, "notify::label", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "notify::visible", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "notify::interactive", G_CALLBACK (page_cb), self,
                           G_CONNECT_SWAPPED);

  id = sp_page_dup_id (SP_PAGE (child));
  if (priv->selected != NULL && gradio_json_equal (id, priv->selected))
    show_page (self, SP_PAGE (child));
  else if (priv->chosen == NULL && can_be_shown (SP_PAGE (child)))
    show_page (self, SP_PAGE (child));
  else
    update (self);
}

static SpPage *
get_page (SpComponent *child)
{
  return SP_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (child), SP_TYPE_PAGE));
}

static void
sp_pager_move_child (SpComponent *component, SpComponent *child, SpComponent *previous)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (SP_PAGER (component));
  SpPage         *page = get_page (child);
  guint           index = 0;

  g_ptr_array_remove (priv->pages, page);
  if (previous != NULL && g_ptr_array_find (priv->pages, get_page (previous), &index))
    index++;
  g_ptr_array_insert (priv->pages, (int) index, page);
  update (SP_PAGER (component));
}

static void
sp_pager_remove_child (SpComponent *component, SpComponent *child)
{
  SpPager        *self = SP_PAGER (component);
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);
  SpPage         *page = get_page (child);

  g_signal_handlers_disconnect_by_data (page, self);
  if (SP_COMPONENT (page) != child)
    sp_component_remove_child (SP_COMPONENT (page), child);
  g_ptr_array_remove (priv->pages, page);
  if (page == priv->chosen) {
    priv->chosen = NULL;
    show_page (self, find_neighbour (self, NULL));
  } else {
    update (self);
  }
  gtk_stack_remove (priv->stack, GTK_WIDGET (page));
}

static void
sp_pager_dispose (GObject *object)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (SP_PAGER (object));

  for (guint i = 0; i < priv->pages->len; i++)
    g_signal_handlers_disconnect_by_data (priv->pages->pdata[i], object);
  g_ptr_array_set_size (priv->pages, 0);
  priv->chosen = NULL;

  G_OBJECT_CLASS (sp_pager_parent_class)->dispose (object);

  g_clear_object (&priv->stack);
}

static void
sp_pager_finalize (GObject *object)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (SP_PAGER (object));

  g_clear_pointer (&priv->pages, g_ptr_array_unref);
  g_clear_pointer (&priv->selected, json_node_unref);

  G_OBJECT_CLASS (sp_pager_parent_class)->finalize (object);
}

static void
sp_pager_class_init (SpPagerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_pager_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_pager_finalize;
  SP_COMPONENT_CLASS (klass)->set_props = sp_pager_set_props;
  SP_COMPONENT_CLASS (klass)->add_child = sp_pager_add_child;
  SP_COMPONENT_CLASS (klass)->move_child = sp_pager_move_child;
  SP_COMPONENT_CLASS (klass)->remove_child = sp_pager_remove_child;
}

static void
sp_pager_init (SpPager *self)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  priv->pages = g_ptr_array_new ();
  priv->stack = g_object_ref_sink (GTK_STACK (gtk_stack_new ()));
  gtk_stack_set_vhomogeneous (priv->stack, FALSE);
  gtk_stack_set_hhomogeneous (priv->stack, FALSE);
  g_object_set (self, "has-heading", FALSE, NULL);
}

GPtrArray *
sp_pager_get_pages (SpPager *self)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  g_return_val_if_fail (SP_IS_PAGER (self), NULL);

  return priv->pages;
}

SpPage *
sp_pager_get_chosen (SpPager *self)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  g_return_val_if_fail (SP_IS_PAGER (self), NULL);

  return priv->chosen;
}

void
sp_pager_choose (SpPager *self, SpPage *page)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  g_return_if_fail (SP_IS_PAGER (self));
  g_return_if_fail (g_ptr_array_find (priv->pages, page, NULL));

  if (page == priv->chosen || !can_be_chosen (page))
    return;

  show_page (self, page);
  tell_choice (self, page, TRUE);
}

void
sp_pager_step (SpPager *self, int by)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);
  guint           n_pages = priv->pages->len;
  guint           index = 0;

  g_return_if_fail (SP_IS_PAGER (self));

  if (!g_ptr_array_find (priv->pages, priv->chosen, &index))
    return;

  for (guint i = 1; i < n_pages; i++) {
    SpPage *page = priv->pages->pdata[(index + (by > 0 ? i : n_pages - i)) % n_pages];

    if (can_be_chosen (page)) {
      sp_pager_choose (self, page);
      return;
    }
  }
}

void
sp_pager_tell_first (SpPager *self)
{
  SpPagerPrivate      *priv = sp_pager_get_instance_private (self);
  g_autoptr (JsonNode) data = NULL;

  g_return_if_fail (SP_IS_PAGER (self));

  if (priv->chosen == NULL)
    return;

  data = build_select (self, priv->chosen, FALSE);
  sp_component_emit_event (SP_COMPONENT (priv->chosen), "select", data);
}

GtkWidget *
sp_pager_get_stack (SpPager *self)
{
  SpPagerPrivate *priv = sp_pager_get_instance_private (self);

  g_return_val_if_fail (SP_IS_PAGER (self), NULL);

  return GTK_WIDGET (priv->stack);
}
