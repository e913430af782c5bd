/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-parser.h"

gboolean
sp_math_parser_find_font (const char *command, SpMathFont *font)
{
  static const struct {
    const char *command;
    SpMathFont  font;
  } fonts[] = {
    { "mathrm", SP_MATH_UPRIGHT },
    { "mathbf", SP_MATH_BOLD },
    { "boldsymbol", SP_MATH_BOLD },
    { "bm", SP_MATH_BOLD },
    { "mathit", SP_MATH_ITALIC },
    { "mathsf", SP_MATH_SANS },
    { "mathtt", SP_MATH_MONO },
    { "mathbb", SP_MATH_DOUBLE_STRUCK },
    { "mathcal", SP_MATH_CALLIGRAPHIC },
    { "mathscr", SP_MATH_CALLIGRAPHIC },
    { "mathfrak", SP_MATH_FRAKTUR },
    { "mathnormal", SP_MATH_ITALIC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++) {
    if (g_str_equal (fonts[i].command, command)) {
      *font = fonts[i].font;
      return TRUE;
    }
  }

  return FALSE;
}

gboolean
sp_math_parser_find_text_font (const char *command, SpMathFont *font)
{
  *font = SP_MATH_UPRIGHT;
  if (g_str_equal (command, "textbf"))
    *font = SP_MATH_BOLD;
  else if (g_str_equal (command, "textit") || g_str_equal (command, "emph"))
    *font = SP_MATH_ITALIC;
  else if (g_str_equal (command, "texttt"))
    *font = SP_MATH_MONO;
  else if (g_str_equal (command, "textsf"))
    *font = SP_MATH_SANS;
  else
    return g_str_equal (command, "text") || g_str_equal (command, "textrm") ||
           g_str_equal (command, "mbox") || g_str_equal (command, "operatorname") ||
           g_str_equal (command, "operatorname*") || g_str_equal (command, "mathop");

  return TRUE;
}

gboolean
sp_math_parser_find_space (const char *command, double *amount)
{
  static const struct {
    const char *command;
    double      amount;
  } spaces[] = {
    { ",", 3 / 18.0 },
    { "thinspace", 3 / 18.0 },
    { ":", 4 / 18.0 },
    { ">", 4 / 18.0 },
    { ";", 5 / 18.0 },
    { "!", -3 / 18.0 },
    { " ", 6 / 18.0 },
    { "enspace", 0.5 },
    { "quad", 1 },
    { "qquad", 2 },
    { "\n", 6 / 18.0 },
    { "medspace", 4 / 18.0 },
    { "negthinspace", -3 / 18.0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++) {
    if (g_str_equal (spaces[i].command, command)) {
      *amount = spaces[i].amount;
      return TRUE;
    }
  }

  return FALSE;
}

const char *
sp_math_parser_find_accent (const char *command)
{
  static const struct {
    const char *command;
    const char *accent;
  } accents[] = {
    { "hat", "^" },
    { "widehat", "^^" },
    { "bar", "-" },
    { "overline", "--" },
    { "vec", ">" },
    { "overrightarrow", ">>" },
    { "tilde", "~" },
    { "widetilde", "~~" },
    { "dot", "." },
    { "ddot", ".." },
    { "underline", "_" },
    { "overbrace", "{" },
    { "underbrace", "}" },
    { "check", "v" },
    { "mathring", "o" },
    { "acute", "'" },
    { "grave", "`" },
    { "breve", "u" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++) {
    if (g_str_equal (accents[i].command, command))
      return accents[i].accent;
  }

  return NULL;
}
