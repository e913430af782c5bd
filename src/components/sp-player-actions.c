/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-player-private.h"

/* What a player does at the press of a key or of one of its buttons. */

#define STEP 5.0       /* seconds of one press of an arrow key */
#define SMALL_STEP 0.1 /* with Shift */

static void
toggle_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_player_toggle (SP_PLAYER (widget));
}

static void
seek_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPlayer *self = SP_PLAYER (widget);

  sp_player_seek (self, sp_player_get_position (self) + g_variant_get_double (parameter));
}

static void
skip_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpPlayer *self = SP_PLAYER (widget);
  double    step = sp_player_get_skip (self);

  if (step <= 0)
    step = STEP;
  sp_player_seek (self, sp_player_get_position (self) + step * g_variant_get_int32 (parameter));
}

static void
mute_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_player_controls_toggle_mute (sp_player_get_controls (SP_PLAYER (widget)));
}

static void
subtitles_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_player_controls_toggle_subtitles (sp_player_get_controls (SP_PLAYER (widget)));
}

static void
rate_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_player_set_rate (SP_PLAYER (widget), g_variant_get_double (parameter));
}

static void
bind (GtkWidgetClass *widget_class, guint key, const char *action_name)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, action_name, NULL);
}

static void
bind_seek (GtkWidgetClass *widget_class, guint key, GdkModifierType modifiers, double seconds)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, "player.seek", "d", seconds);
}

void
sp_player_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "player.toggle", NULL, toggle_action_cb);
  gtk_widget_class_install_action (widget_class, "player.seek", "d", seek_action_cb);
  gtk_widget_class_install_action (widget_class, "player.skip", "i", skip_action_cb);
  gtk_widget_class_install_action (widget_class, "player.mute", NULL, mute_action_cb);
  gtk_widget_class_install_action (widget_class, "player.subtitles", NULL, subtitles_action_cb);
  gtk_widget_class_install_action (widget_class, "player.rate", "d", rate_action_cb);

  bind (widget_class, GDK_KEY_space, "player.toggle");
  bind (widget_class, GDK_KEY_k, "player.toggle");
  bind (widget_class, GDK_KEY_m, "player.mute");
  bind (widget_class, GDK_KEY_c, "player.subtitles");
  bind (widget_class, GDK_KEY_f, "component.fullscreen");
  bind_seek (widget_class, GDK_KEY_Left, 0, -STEP);
  bind_seek (widget_class, GDK_KEY_Right, 0, STEP);
  bind_seek (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, -SMALL_STEP);
  bind_seek (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, SMALL_STEP);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_j, 0, "player.skip", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "player.skip", "i", 1);
}
