/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-picture.h"

#include "sp-application.h"
#include "sp-on-screen.h"

#include <string.h>

#define LARGEST_EMOJI 96 /* pixels */
#define MAX_EMOJI 64     /* bytes; a family has 25 */

/* The colours that front matter may name (hub-api.md 9), as light and as dark as letters on them need. */
static const struct {
  const char *name;
  float       red, green, blue;
} colors[] = {
  { "gray", 0.42f, 0.45f, 0.50f },
  { "red", 0.86f, 0.27f, 0.27f },
  { "yellow", 0.92f, 0.70f, 0.03f },
  { "green", 0.13f, 0.65f, 0.37f },
  { "blue", 0.23f, 0.51f, 0.96f },
  { "indigo", 0.39f, 0.40f, 0.95f },
  { "purple", 0.60f, 0.35f, 0.90f },
  { "pink", 0.90f, 0.32f, 0.60f },
};

struct _SpHubPicture {
  GtkWidget      parent_instance;
  SpHubPictures *pictures; /* owned, nullable: those of the program */
  PangoLayout   *layout;   /* owned, nullable: of the emoji */
  char          *text;     /* owned: the emoji, or the first letter */
  char          *address;  /* owned, nullable */
  char          *owner;    /* owned, nullable */
  SpOnScreen    *on_screen;
  GCancellable  *cancellable; /* of what is being fetched */
  GdkTexture    *texture;     /* owned, nullable */
  guint          from, to;    /* in colors */
  int            side;        /* what the layout was made for */
  gboolean       failed;      /* to fetch it: not again */
  gboolean       round;
};

G_DEFINE_FINAL_TYPE (SpHubPicture, sp_hub_picture, GTK_TYPE_WIDGET)

typedef enum {
  PROP_ROUND = 1,
} SpHubPictureProperty;

static GParamSpec *properties[PROP_ROUND + 1];

static SpHubPictures *
get_pictures (SpHubPicture *self)
{
  GApplication *application = g_application_get_default ();

  if (self->pictures == NULL && SP_IS_APPLICATION (application))
    return sp_application_get_pictures (SP_APPLICATION (application));

  return self->pictures;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpHubPicture) self = user_data;
  g_autoptr (GError)       error = NULL;
  g_autoptr (GdkTexture)   texture = sp_hub_pictures_load_finish (SP_HUB_PICTURES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (texture == NULL) {
    g_debug ("No picture: %s", error->message);
    self->failed = TRUE;
    return;
  }

  g_set_object (&self->texture, texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
load (SpHubPicture *self)
{
  SpHubPictures   *pictures = get_pictures (self);
  GtkWidget       *widget = GTK_WIDGET (self);
  g_autofree char *avatar = NULL;
  int              side = MAX (gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  if (pictures == NULL || self->cancellable != NULL || self->texture != NULL || self->failed || side == 0)
    return;
  if (self->address == NULL && self->owner == NULL)
    return;

  if (self->address == NULL)
    avatar = sp_hub_pictures_dup_avatar (pictures, self->owner);
  self->cancellable = g_cancellable_new ();
  sp_hub_pictures_load_async (pictures, avatar != NULL ? avatar : self->address,
                              side * gtk_widget_get_scale_factor (widget), self->cancellable, loaded_cb,
                              g_object_ref (self));
}

static void
forget (SpHubPicture *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->texture != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  g_clear_object (&self->texture);
}

static void
on_screen_cb (SpHubPicture *self)
{
  if (sp_on_screen_get (self->on_screen))
    load (self);
  else
    forget (self);
}

/* Another picture is wanted. Most Spaces have none: those cost no watch. */
static void
start_over (SpHubPicture *self)
{
  forget (self);
  self->failed = FALSE;
  if (self->address == NULL && self->owner == NULL) {
    g_clear_object (&self->on_screen);
    return;
  }

  if (self->on_screen == NULL) {
    self->on_screen = sp_on_screen_new (GTK_WIDGET (self));
    g_signal_connect_object (self->on_screen, "notify::on-screen", G_CALLBACK (on_screen_cb), self,
                             G_CONNECT_SWAPPED);
  }
  if (sp_on_screen_get (self->on_screen))
    load (self);
}

/* The first character as people count them, of what a stranger calls an emoji. */
static char *
dup_first (const char *text)
{
  glong                    n_chars;
  g_autofree PangoLogAttr *attrs = NULL;
  g_autofree char         *start = NULL;
  glong                    end = 1;

  start = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_EMOJI));
  n_chars = g_utf8_strlen (start, -1);
  if (n_chars == 0)
    return g_strdup ("");

  attrs = g_new0 (PangoLogAttr, n_chars + 1);
  pango_get_log_attrs (start, -1, -1, pango_language_get_default (), attrs, (int) n_chars + 1);
  while (end < n_chars && !attrs[end].is_cursor_position)
    end++;

  return g_utf8_substring (start, 0, end);
}

static void
set_text (SpHubPicture *self,
          const char   *text)
{
  g_autofree char *first = dup_first (text);

  if (g_strcmp0 (self->text, first) == 0)
    return;

  g_free (self->text);
  self->text = g_steal_pointer (&first);
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, self->text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static guint
find_color (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (colors); i++) {
    if (g_ascii_strcasecmp (colors[i].name, name) == 0)
      return i;
  }

  return 0;
}

static void
snapshot_gradient (SpHubPicture          *self,
                   GtkSnapshot           *snapshot,
                   const graphene_rect_t *area)
{
  GskColorStop stops[2] = {
    { 0, { colors[self->from].red, colors[self->from].green, colors[self->from].blue, 1 } },
    { 1, { colors[self->to].red, colors[self->to].green, colors[self->to].blue, 1 } },
  };
  gboolean         rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  graphene_point_t start = GRAPHENE_POINT_INIT (rtl ? area->size.width : 0, 0);
  graphene_point_t end = GRAPHENE_POINT_INIT (rtl ? 0 : area->size.width, area->size.height);

  gtk_snapshot_append_linear_gradient (snapshot, area, &start, &end, stops, 2);
}

/* In the middle of what is inked: emoji sit differently on their lines from font to font. */
static void
snapshot_text (SpHubPicture          *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *area)
{
  int            side = (int) MIN (MIN (area->size.width, area->size.height) * 0.5f, LARGEST_EMOJI);
  PangoRectangle logical;

  if (side < 1)
    return;
  if (self->layout == NULL) {
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
    self->side = 0;
  }
  if (self->side != side) {
    PangoFontDescription *font = pango_font_description_new ();

    pango_font_description_set_absolute_size (font, side * PANGO_SCALE);
    pango_layout_set_font_description (self->layout, font);
    pango_font_description_free (font);
    self->side = side;
  }

  pango_layout_get_pixel_extents (self->layout, NULL, &logical);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((area->size.width - (float) logical.width) / 2 - (float) logical.x,
                                                (area->size.height - (float) logical.height) / 2 - (float) logical.y));
  gtk_snapshot_append_layout (snapshot, self->layout, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

/* As large as it must be to leave nothing empty. */
static void
snapshot_texture (SpHubPicture          *self,
                  GtkSnapshot           *snapshot,
                  const graphene_rect_t *area)
{
  float           width = (float) gdk_texture_get_width (self->texture);
  float           height = (float) gdk_texture_get_height (self->texture);
  float           scale = MAX (area->size.width / width, area->size.height / height);
  graphene_rect_t place = GRAPHENE_RECT_INIT ((area->size.width - width * scale) / 2,
                                              (area->size.height - height * scale) / 2, width * scale, height * scale);

  gtk_snapshot_append_texture (snapshot, self->texture, &place);
}

static void
sp_hub_picture_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  SpHubPicture   *self = SP_HUB_PICTURE (widget);
  float           width = (float) gtk_widget_get_width (widget);
  float           height = (float) gtk_widget_get_height (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, width, height);
  GskRoundedRect  shape;

  gsk_rounded_rect_init_from_rect (&shape, &area, self->round ? MIN (width, height) / 2 : 0);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  snapshot_gradient (self, snapshot, &area);
  if (self->texture != NULL)
    snapshot_texture (self, snapshot, &area);
  else
    snapshot_text (self, snapshot, &area);
  gtk_snapshot_pop (snapshot);
}

static void
sp_hub_picture_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  SpHubPicture *self = SP_HUB_PICTURE (widget);

  if (self->on_screen != NULL && sp_on_screen_get (self->on_screen))
    load (self);
}

static void
sp_hub_picture_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sp_hub_picture_parent_class)->css_changed (widget, change);
  g_clear_object (&SP_HUB_PICTURE (widget)->layout); /* it has another font now */
}

static void
sp_hub_picture_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((SpHubPictureProperty) prop_id) {
  case PROP_ROUND:
    g_value_set_boolean (value, SP_HUB_PICTURE (object)->round);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_hub_picture_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch ((SpHubPictureProperty) prop_id) {
  case PROP_ROUND:
    SP_HUB_PICTURE (object)->round = g_value_get_boolean (value);
    gtk_widget_queue_draw (GTK_WIDGET (object));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_hub_picture_dispose (GObject *object)
{
  SpHubPicture *self = SP_HUB_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->on_screen);
  g_clear_object (&self->texture);
  g_clear_object (&self->layout);
  g_clear_object (&self->pictures);

  G_OBJECT_CLASS (sp_hub_picture_parent_class)->dispose (object);
}

static void
sp_hub_picture_finalize (GObject *object)
{
  SpHubPicture *self = SP_HUB_PICTURE (object);

  g_free (self->text);
  g_free (self->address);
  g_free (self->owner);

  G_OBJECT_CLASS (sp_hub_picture_parent_class)->finalize (object);
}

static void
sp_hub_picture_class_init (SpHubPictureClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_hub_picture_get_property;
  object_class->set_property = sp_hub_picture_set_property;
  object_class->dispose = sp_hub_picture_dispose;
  object_class->finalize = sp_hub_picture_finalize;
  widget_class->snapshot = sp_hub_picture_snapshot;
  widget_class->size_allocate = sp_hub_picture_size_allocate;
  widget_class->css_changed = sp_hub_picture_css_changed;

  properties[PROP_ROUND] =
    g_param_spec_boolean ("round", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "hub-picture");
}

static void
sp_hub_picture_init (SpHubPicture *self)
{
  self->text = g_strdup ("🚀");
}

GtkWidget *
sp_hub_picture_new (void)
{
  return g_object_new (SP_TYPE_HUB_PICTURE, NULL);
}

void
sp_hub_picture_set_pictures (SpHubPicture  *self,
                             SpHubPictures *pictures)
{
  g_return_if_fail (SP_IS_HUB_PICTURE (self));
  g_return_if_fail (pictures == NULL || SP_IS_HUB_PICTURES (pictures));

  if (g_set_object (&self->pictures, pictures))
    start_over (self);
}

void
sp_hub_picture_set_face (SpHubPicture *self,
                         const char   *emoji,
                         const char   *color_from,
                         const char   *color_to)
{
  g_return_if_fail (SP_IS_HUB_PICTURE (self));

  self->from = find_color (color_from);
  self->to = find_color (color_to);
  set_text (self, emoji != NULL && *emoji != '\0' ? emoji : "🚀");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
sp_hub_picture_set_address (SpHubPicture *self,
                            const char   *address)
{
  g_return_if_fail (SP_IS_HUB_PICTURE (self));

  if (g_strcmp0 (self->address, address) == 0)
    return;

  g_free (self->address);
  self->address = g_strdup (address);
  start_over (self);
}

void
sp_hub_picture_set_owner (SpHubPicture *self,
                          const char   *owner)
{
  g_autofree char *upper = NULL;

  g_return_if_fail (SP_IS_HUB_PICTURE (self));

  if (g_strcmp0 (self->owner, owner) == 0)
    return;

  g_free (self->owner);
  self->owner = g_strdup (owner);
  upper = g_utf8_strup (owner != NULL ? owner : "", -1);
  set_text (self, upper);
  start_over (self);
}

gboolean
sp_hub_picture_has_picture (SpHubPicture *self)
{
  g_return_val_if_fail (SP_IS_HUB_PICTURE (self), FALSE);

  return self->texture != NULL;
}
