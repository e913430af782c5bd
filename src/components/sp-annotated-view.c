/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-annotated-view.h"

#include "sp-on-screen.h"
#include "sp-thumbnail-loader.h"
#include "sp-tooltip.h"

/* Largest side of a mask: fine for a few, coarser when there are many. */
#define FINE_SIDE 1024
#define COARSE_SIDE 512
#define FEW_MASKS 16
#define BACKGROUND_OPACITY 0.3

struct _SpAnnotatedView {
  GtkWidget parent_instance;

  SpPicture         *picture;
  SpOnScreen        *on_screen;
  SpThumbnailLoader *loader;
  GradioClient      *client;
  GPtrArray         *masks;       /* of SpMask */
  gboolean           loading;     /* the masks have been asked for */
  guint              n_waiting;   /* masks that are on their way */
  GCancellable      *cancellable; /* of the masks */

  GdkTexture   *overlay; /* all that is visible */
  GdkTexture   *front;   /* the regions that stand out */
  GCancellable *composing;
  GCancellable *composing_front;
  int           group; /* that stands out, -1 for none */
};

G_DEFINE_FINAL_TYPE (SpAnnotatedView, sp_annotated_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PICK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
restart (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
take_texture (SpAnnotatedView *self, GdkTexture **place, GAsyncResult *result)
{
  g_autoptr (GError)     error = NULL;
  g_autoptr (GdkTexture) texture = sp_mask_compose_finish (result, &error);

  if (error != NULL)
    return; /* something newer is on its way */

  g_set_object (place, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAnnotatedView) self = user_data;

  take_texture (self, &self->overlay, result);
}

static void
front_composed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SpAnnotatedView) self = user_data;

  take_texture (self, &self->front, result);
}

static void
compose (SpAnnotatedView *self)
{
  restart (&self->composing);
  sp_mask_compose_async (self->masks, -1, self->composing, composed_cb, g_object_ref (self));
}

static void
compose_front (SpAnnotatedView *self)
{
  restart (&self->composing_front);
  if (self->group >= 0) {
    sp_mask_compose_async (self->masks, self->group, self->composing_front, front_composed_cb,
                           g_object_ref (self));
  } else {
    g_clear_object (&self->front);
    gtk_widget_queue_draw (GTK_WIDGET (self));
  }
}

/* A mask on its way. */
typedef struct {
  SpAnnotatedView *view;
  SpMask          *mask;
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->view);
  g_object_unref (loading->mask);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loading, loading_free)

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Loading)          loading = user_data;
  g_autoptr (SpDecodedPicture) picture = NULL;
  g_autoptr (GError)           error = NULL;

  picture = sp_thumbnail_loader_load_finish (SP_THUMBNAIL_LOADER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* A mask that cannot be read is a region that is nowhere; its label stays in the legend. */
  if (picture != NULL)
    sp_mask_take_texture (loading->mask, picture->texture, picture->has_alpha);
  loading->view->n_waiting--;
  if (loading->view->n_waiting % FEW_MASKS == 0)
    compose (loading->view);
}

static void
load_masks (SpAnnotatedView *self)
{
  int side = self->masks->len <= FEW_MASKS ? FINE_SIDE : COARSE_SIDE;

  if (self->loading || !sp_on_screen_get (self->on_screen))
    return;

  self->loading = TRUE;
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < self->masks->len; i++) {
    SpMask  *mask = g_ptr_array_index (self->masks, i);
    Loading *loading = NULL;

    if (sp_mask_get_file (mask) == NULL)
      continue;
    loading = g_new0 (Loading, 1);
    loading->view = g_object_ref (self);
    loading->mask = g_object_ref (mask);
    self->n_waiting++;
    sp_thumbnail_loader_load_async (self->loader, sp_mask_get_file (mask), self->client, side,
                                    self->cancellable, loaded_cb, loading);
  }
}

/* The mask at a place; of several, the one that was painted last. */
static int
find_mask (SpAnnotatedView *self, double x, double y)
{
  graphene_rect_t area;

  if (!sp_picture_get_area (self->picture, &area))
    return -1;

  for (guint i = self->masks->len; i > 0; i--) {
    SpMask *mask = g_ptr_array_index (self->masks, i - 1);

    if (sp_mask_get_visible (mask) && sp_mask_contains (mask, (x - area.origin.x) / area.size.width,
                                                        (y - area.origin.y) / area.size.height))
      return (int) i - 1;
  }

  return -1;
}

static void
motion_cb (SpAnnotatedView *self, double x, double y)
{
  int     index = find_mask (self, x, y);
  SpMask *mask = index >= 0 ? g_ptr_array_index (self->masks, index) : NULL;

  sp_tooltip_set_text (GTK_WIDGET (self), mask != NULL ? sp_mask_get_label (mask) : NULL);
  sp_annotated_view_highlight (self, mask != NULL ? (int) sp_mask_get_group (mask) : -1);
}

static void
leave_cb (SpAnnotatedView *self)
{
  sp_annotated_view_highlight (self, -1);
}

static void
released_cb (SpAnnotatedView *self, int n_press, double x, double y)
{
  int index = find_mask (self, x, y);

  if (index >= 0)
    g_signal_emit (self, signals[SIGNAL_PICK], 0, index);
}

static void
sp_annotated_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpAnnotatedView *self = SP_ANNOTATED_VIEW (widget);
  graphene_rect_t  area;

  GTK_WIDGET_CLASS (sp_annotated_view_parent_class)->snapshot (widget, snapshot);

  if (!sp_picture_get_area (self->picture, &area))
    return;

  if (self->overlay != NULL) {
    gtk_snapshot_push_opacity (snapshot, self->front != NULL ? BACKGROUND_OPACITY : 1);
    gtk_snapshot_append_texture (snapshot, self->overlay, &area);
    gtk_snapshot_pop (snapshot);
  }
  if (self->front != NULL)
    gtk_snapshot_append_texture (snapshot, self->front, &area);
}

static void
sp_annotated_view_dispose (GObject *object)
{
  SpAnnotatedView *self = SP_ANNOTATED_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->composing);
  g_cancellable_cancel (self->composing_front);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->composing);
  g_clear_object (&self->composing_front);
  g_clear_object (&self->on_screen);
  g_clear_object (&self->loader);
  g_clear_object (&self->client);
  g_clear_object (&self->overlay);
  g_clear_object (&self->front);
  if (self->picture != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->picture)));

  G_OBJECT_CLASS (sp_annotated_view_parent_class)->dispose (object);
}

static void
sp_annotated_view_finalize (GObject *object)
{
  g_ptr_array_unref (SP_ANNOTATED_VIEW (object)->masks);

  G_OBJECT_CLASS (sp_annotated_view_parent_class)->finalize (object);
}

static void
sp_annotated_view_class_init (SpAnnotatedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_annotated_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_annotated_view_finalize;
  widget_class->snapshot = sp_annotated_view_snapshot;

  signals[SIGNAL_PICK] = g_signal_new ("pick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-annotated-view");
}

static void
add_controllers (SpAnnotatedView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
sp_annotated_view_init (SpAnnotatedView *self)
{
  self->group = -1;
  self->masks = g_ptr_array_new_with_free_func (g_object_unref);
  self->loader = sp_thumbnail_loader_new ();
  self->picture = SP_PICTURE (sp_picture_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));
  self->on_screen = sp_on_screen_new (GTK_WIDGET (self));
  g_signal_connect_object (self->on_screen, "notify::on-screen", G_CALLBACK (load_masks), self,
                           G_CONNECT_SWAPPED);
  add_controllers (self);
}

SpPicture *
sp_annotated_view_get_picture (SpAnnotatedView *self)
{
  g_return_val_if_fail (SP_IS_ANNOTATED_VIEW (self), NULL);

  return self->picture;
}

void
sp_annotated_view_set_masks (SpAnnotatedView *self, GPtrArray *masks, GradioClient *client)
{
  g_return_if_fail (SP_IS_ANNOTATED_VIEW (self));
  g_return_if_fail (masks != NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->loading = FALSE;
  self->n_waiting = 0;
  self->group = -1;
  g_set_object (&self->client, client);
  g_ptr_array_ref (masks);
  g_ptr_array_unref (self->masks);
  self->masks = masks;
  compose (self);
  compose_front (self);
  load_masks (self);
}

void
sp_annotated_view_set_group_visible (SpAnnotatedView *self, guint group, gboolean visible)
{
  g_return_if_fail (SP_IS_ANNOTATED_VIEW (self));

  for (guint i = 0; i < self->masks->len; i++) {
    SpMask *mask = g_ptr_array_index (self->masks, i);

    if (sp_mask_get_group (mask) == group)
      sp_mask_set_visible (mask, visible);
  }
  compose (self);
  compose_front (self);
}

void
sp_annotated_view_highlight (SpAnnotatedView *self, int group)
{
  g_return_if_fail (SP_IS_ANNOTATED_VIEW (self));

  if (self->group == group)
    return;

  self->group = group;
  compose_front (self);
}

GdkTexture *
sp_annotated_view_get_overlay (SpAnnotatedView *self)
{
  g_return_val_if_fail (SP_IS_ANNOTATED_VIEW (self), NULL);

  return self->overlay;
}

GdkTexture *
sp_annotated_view_dup_texture (SpAnnotatedView *self)
{
  GtkNative                *native = NULL;
  GtkSnapshot              *snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t           area;

  g_return_val_if_fail (SP_IS_ANNOTATED_VIEW (self), NULL);

  native = gtk_widget_get_native (GTK_WIDGET (self));
  if (native == NULL || !sp_picture_get_area (self->picture, &area))
    return NULL;

  snapshot = gtk_snapshot_new ();
  sp_annotated_view_snapshot (GTK_WIDGET (self), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);

  return node != NULL ? gsk_renderer_render_texture (gtk_native_get_renderer (native), node, &area)
                      : NULL;
}
