/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sign-in-code.h"

#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-qr-code.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpSignInCode {
  AdwBin         parent_instance;
  GtkStack      *stack;   /* template child: “waiting”, “code” */
  GtkLinkButton *address; /* template child */
  GtkLabel      *code;    /* template child */
  GtkButton     *copy;    /* template child */
  SpQrCode      *qr;      /* template child */
  GtkLabel      *left;    /* template child */
  SpHubSignIn   *attempt; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpSignInCode, sp_sign_in_code, ADW_TYPE_BIN)

static void
show_left (SpSignInCode *self)
{
  guint            seconds = sp_hub_sign_in_get_seconds_left (self->attempt);
  g_autofree char *text = NULL;

  /* Translators: minutes and seconds. */
  text = g_strdup_printf (_("The code is good for %u:%02u"), seconds / 60, seconds % 60);
  gtk_label_set_text (self->left, text);
}

/* Breaks rather than to make the window wide; the button makes its label anew with each text. */
static void
show_address (SpSignInCode *self, const char *address)
{
  gtk_link_button_set_uri (self->address, address);
  gtk_button_set_label (GTK_BUTTON (self->address), address);
  sp_plain_words_wrap_button (GTK_BUTTON (self->address));
  gtk_widget_set_direction (gtk_button_get_child (GTK_BUTTON (self->address)), GTK_TEXT_DIR_LTR);
}

static void
show_code (SpSignInCode *self)
{
  const char *code = sp_hub_sign_in_get_user_code (self->attempt);
  const char *address = sp_hub_sign_in_get_verification_address (self->attempt);

  if (code == NULL || address == NULL)
    return;

  gtk_label_set_text (self->code, code);
  show_address (self, address);
  sp_qr_code_set_text (self->qr, address);
  gtk_widget_set_visible (GTK_WIDGET (self->qr), sp_qr_code_get_width (self->qr) > 0);
  show_left (self);
  gtk_stack_set_visible_child_name (self->stack, "code");
}

static void
copy_cb (SpSignInCode *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->code));
  gtk_button_set_icon_name (self->copy, "emblem-ok-symbolic");
}

static gboolean
open_cb (SpSignInCode *self)
{
  sp_platform_open_uri (GTK_WIDGET (self), gtk_link_button_get_uri (self->address));

  return GDK_EVENT_STOP;
}

static void
let_go (SpSignInCode *self)
{
  if (self->attempt != NULL)
    g_signal_handlers_disconnect_by_data (self->attempt, self);
  g_clear_object (&self->attempt);
}

static void
sp_sign_in_code_dispose (GObject *object)
{
  let_go (SP_SIGN_IN_CODE (object));
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SIGN_IN_CODE);

  G_OBJECT_CLASS (sp_sign_in_code_parent_class)->dispose (object);
}

static void
sp_sign_in_code_class_init (SpSignInCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_sign_in_code_dispose;

  g_type_ensure (SP_TYPE_QR_CODE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-sign-in-code.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSignInCode, stack);
  gtk_widget_class_bind_template_child (widget_class, SpSignInCode, address);
  gtk_widget_class_bind_template_child (widget_class, SpSignInCode, code);
  gtk_widget_class_bind_template_child (widget_class, SpSignInCode, copy);
  gtk_widget_class_bind_template_child (widget_class, SpSignInCode, qr);
  gtk_widget_class_bind_template_child (widget_class, SpSignInCode, left);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
sp_sign_in_code_init (SpSignInCode *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->code), GTK_TEXT_DIR_LTR); /* in any language, as it is typed */
}

void
sp_sign_in_code_show (SpSignInCode *self, SpHubSignIn *attempt)
{
  g_return_if_fail (SP_IS_SIGN_IN_CODE (self));

  let_go (self);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  gtk_button_set_icon_name (self->copy, "edit-copy-symbolic");
  if (attempt == NULL)
    return;

  self->attempt = g_object_ref (attempt);
  g_signal_connect_object (attempt, "notify::state", G_CALLBACK (show_code), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (attempt, "notify::seconds-left", G_CALLBACK (show_left), self, G_CONNECT_SWAPPED);
  show_code (self);
}
