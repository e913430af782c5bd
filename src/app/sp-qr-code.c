/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-qr-code.h"

#ifdef HAVE_QRENCODE
#include <qrencode.h>
#endif

/* In squares, on each side: readers tell the code from what is around it by that. */
#define MARGIN 4

#define NATURAL_SIZE 168

struct _SpQrCode {
  GtkWidget parent_instance;
  GBytes   *squares; /* owned, nullable: a byte for each, row by row; 1: dark */
  guint     width;
};

G_DEFINE_FINAL_TYPE (SpQrCode, sp_qr_code, GTK_TYPE_WIDGET)

#ifdef HAVE_QRENCODE
static GBytes *
encode (const char *text, guint *width)
{
  QRcode     *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  GByteArray *squares = NULL;

  if (code == NULL)
    return NULL;

  *width = (guint) code->width;
  squares = g_byte_array_sized_new (*width * *width);
  for (guint i = 0; i < *width * *width; i++)
    g_byte_array_append (squares, (guint8[]){ code->data[i] & 1 }, 1);
  QRcode_free (code);

  return g_byte_array_free_to_bytes (squares);
}
#else
static GBytes *
encode (const char *text, guint *width)
{
  return NULL;
}
#endif

static void
sp_qr_code_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  *minimum = *natural = NATURAL_SIZE;
}

static void
draw (SpQrCode *self, cairo_t *cr, double square)
{
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE); /* no lines between squares */
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint row = 0; row < self->width; row++)
    for (guint column = 0; column < self->width; column++)
      if (sp_qr_code_is_dark (self, column, row))
        cairo_rectangle (cr, (column + MARGIN) * square, (row + MARGIN) * square, square, square);
  cairo_fill (cr);
}

/* Never in the colours of the style, and not mirrored: both are for cameras. */
static void
sp_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpQrCode             *self = SP_QR_CODE (widget);
  const float           side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  const graphene_rect_t area = GRAPHENE_RECT_INIT ((gtk_widget_get_width (widget) - side) / 2,
                                                   (gtk_widget_get_height (widget) - side) / 2, side, side);
  cairo_t              *cr = NULL;

  if (self->width == 0)
    return;

  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, &area);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  cairo_translate (cr, area.origin.x, area.origin.y);
  draw (self, cr, side / (self->width + 2 * MARGIN));
  cairo_destroy (cr);
}

static void
sp_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&SP_QR_CODE (object)->squares, g_bytes_unref);

  G_OBJECT_CLASS (sp_qr_code_parent_class)->finalize (object);
}

static void
sp_qr_code_class_init (SpQrCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sp_qr_code_finalize;
  widget_class->measure = sp_qr_code_measure;
  widget_class->snapshot = sp_qr_code_snapshot;

  gtk_widget_class_set_css_name (widget_class, "qr-code");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sp_qr_code_init (SpQrCode *self)
{
}

gboolean
sp_qr_code_is_built (void)
{
#ifdef HAVE_QRENCODE
  return TRUE;
#else
  return FALSE;
#endif
}

void
sp_qr_code_set_text (SpQrCode *self, const char *text)
{
  g_return_if_fail (SP_IS_QR_CODE (self));

  g_clear_pointer (&self->squares, g_bytes_unref);
  self->width = 0;
  if (text != NULL && *text != '\0')
    self->squares = encode (text, &self->width);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
sp_qr_code_get_width (SpQrCode *self)
{
  g_return_val_if_fail (SP_IS_QR_CODE (self), 0);

  return self->width;
}

gboolean
sp_qr_code_is_dark (SpQrCode *self, guint column, guint row)
{
  const guint8 *squares = NULL;

  g_return_val_if_fail (SP_IS_QR_CODE (self), FALSE);
  g_return_val_if_fail (column < self->width && row < self->width, FALSE);

  squares = g_bytes_get_data (self->squares, NULL);

  return squares[row * self->width + column] != 0;
}
