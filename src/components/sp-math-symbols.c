/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-node.h"

#include <string.h>

#define ORD(name, text)                        \
  {                                            \
    name, text, SP_MATH_ORDINARY, FALSE, FALSE \
  }
#define BIN(name, text)                      \
  {                                          \
    name, text, SP_MATH_BINARY, FALSE, FALSE \
  }
#define REL(name, text)                        \
  {                                            \
    name, text, SP_MATH_RELATION, FALSE, FALSE \
  }
#define OPEN(name, text)                      \
  {                                           \
    name, text, SP_MATH_OPENING, FALSE, FALSE \
  }
#define CLOSE(name, text)                     \
  {                                           \
    name, text, SP_MATH_CLOSING, FALSE, FALSE \
  }
#define BIG(name, text, limits)                \
  {                                            \
    name, text, SP_MATH_OPERATOR, TRUE, limits \
  }
#define WORD(name, limits)                      \
  {                                             \
    name, name, SP_MATH_OPERATOR, FALSE, limits \
  }

static const SpMathSymbol symbols[] = {
  ORD ("alpha", "α"),
  ORD ("beta", "β"),
  ORD ("gamma", "γ"),
  ORD ("delta", "δ"),
  ORD ("epsilon", "ϵ"),
  ORD ("varepsilon", "ε"),
  ORD ("zeta", "ζ"),
  ORD ("eta", "η"),
  ORD ("theta", "θ"),
  ORD ("vartheta", "ϑ"),
  ORD ("iota", "ι"),
  ORD ("kappa", "κ"),
  ORD ("lambda", "λ"),
  ORD ("mu", "μ"),
  ORD ("nu", "ν"),
  ORD ("xi", "ξ"),
  ORD ("omicron", "ο"),
  ORD ("pi", "π"),
  ORD ("varpi", "ϖ"),
  ORD ("rho", "ρ"),
  ORD ("varrho", "ϱ"),
  ORD ("sigma", "σ"),
  ORD ("varsigma", "ς"),
  ORD ("tau", "τ"),
  ORD ("upsilon", "υ"),
  ORD ("phi", "ϕ"),
  ORD ("varphi", "φ"),
  ORD ("chi", "χ"),
  ORD ("psi", "ψ"),
  ORD ("omega", "ω"),
  ORD ("Gamma", "Γ"),
  ORD ("Delta", "Δ"),
  ORD ("Theta", "Θ"),
  ORD ("Lambda", "Λ"),
  ORD ("Xi", "Ξ"),
  ORD ("Pi", "Π"),
  ORD ("Sigma", "Σ"),
  ORD ("Upsilon", "Υ"),
  ORD ("Phi", "Φ"),
  ORD ("Psi", "Ψ"),
  ORD ("Omega", "Ω"),

  ORD ("infty", "∞"),
  ORD ("partial", "∂"),
  ORD ("nabla", "∇"),
  ORD ("hbar", "ℏ"),
  ORD ("ell", "ℓ"),
  ORD ("Re", "ℜ"),
  ORD ("Im", "ℑ"),
  ORD ("aleph", "ℵ"),
  ORD ("wp", "℘"),
  ORD ("emptyset", "∅"),
  ORD ("varnothing", "∅"),
  ORD ("forall", "∀"),
  ORD ("exists", "∃"),
  ORD ("nexists", "∄"),
  ORD ("neg", "¬"),
  ORD ("lnot", "¬"),
  ORD ("top", "⊤"),
  ORD ("bot", "⊥"),
  ORD ("angle", "∠"),
  ORD ("triangle", "△"),
  ORD ("square", "□"),
  ORD ("Box", "□"),
  ORD ("blacksquare", "■"),
  ORD ("diamond", "⋄"),
  ORD ("degree", "°"),
  ORD ("circ", "∘"),
  ORD ("prime", "′"),
  ORD ("backslash", "\\"),
  ORD ("dagger", "†"),
  ORD ("ldots", "…"),
  ORD ("dots", "…"),
  ORD ("dotsc", "…"),
  ORD ("dotsb", "⋯"),
  ORD ("cdots", "⋯"),
  ORD ("vdots", "⋮"),
  ORD ("ddots", "⋱"),
  ORD ("imath", "ı"),
  ORD ("jmath", "ȷ"),
  ORD ("checkmark", "✓"),
  ORD ("pounds", "£"),
  ORD ("%", "%"),
  ORD ("$", "$"),
  ORD ("#", "#"),
  ORD ("&", "&"),
  ORD ("_", "_"),
  ORD ("S", "§"),

  BIN ("pm", "±"),
  BIN ("mp", "∓"),
  BIN ("times", "×"),
  BIN ("div", "÷"),
  BIN ("cdot", "⋅"),
  BIN ("ast", "∗"),
  BIN ("star", "⋆"),
  BIN ("bullet", "∙"),
  BIN ("oplus", "⊕"),
  BIN ("ominus", "⊖"),
  BIN ("otimes", "⊗"),
  BIN ("odot", "⊙"),
  BIN ("oslash", "⊘"),
  BIN ("cap", "∩"),
  BIN ("cup", "∪"),
  BIN ("sqcap", "⊓"),
  BIN ("sqcup", "⊔"),
  BIN ("wedge", "∧"),
  BIN ("land", "∧"),
  BIN ("vee", "∨"),
  BIN ("lor", "∨"),
  BIN ("setminus", "∖"),
  BIN ("wr", "≀"),
  BIN ("amalg", "⨿"),
  BIN ("uplus", "⊎"),

  REL ("leq", "≤"),
  REL ("le", "≤"),
  REL ("geq", "≥"),
  REL ("ge", "≥"),
  REL ("neq", "≠"),
  REL ("ne", "≠"),
  REL ("lt", "<"),
  REL ("gt", ">"),
  REL ("ll", "≪"),
  REL ("gg", "≫"),
  REL ("leqslant", "⩽"),
  REL ("geqslant", "⩾"),
  REL ("equiv", "≡"),
  REL ("approx", "≈"),
  REL ("sim", "∼"),
  REL ("simeq", "≃"),
  REL ("cong", "≅"),
  REL ("propto", "∝"),
  REL ("doteq", "≐"),
  REL ("prec", "≺"),
  REL ("succ", "≻"),
  REL ("preceq", "⪯"),
  REL ("succeq", "⪰"),
  REL ("in", "∈"),
  REL ("notin", "∉"),
  REL ("ni", "∋"),
  REL ("subset", "⊂"),
  REL ("supset", "⊃"),
  REL ("subseteq", "⊆"),
  REL ("supseteq", "⊇"),
  REL ("subsetneq", "⊊"),
  REL ("mid", "∣"),
  REL ("nmid", "∤"),
  REL ("parallel", "∥"),
  REL ("perp", "⊥"),
  REL ("vdash", "⊢"),
  REL ("dashv", "⊣"),
  REL ("models", "⊨"),
  REL ("vDash", "⊨"),
  REL ("asymp", "≍"),
  REL ("coloneqq", "≔"),
  REL ("triangleq", "≜"),
  REL ("to", "→"),
  REL ("rightarrow", "→"),
  REL ("leftarrow", "←"),
  REL ("gets", "←"),
  REL ("leftrightarrow", "↔"),
  REL ("Rightarrow", "⇒"),
  REL ("Leftarrow", "⇐"),
  REL ("Leftrightarrow", "⇔"),
  REL ("iff", "⟺"),
  REL ("implies", "⟹"),
  REL ("impliedby", "⟸"),
  REL ("longrightarrow", "⟶"),
  REL ("longleftarrow", "⟵"),
  REL ("Longrightarrow", "⟹"),
  REL ("longleftrightarrow", "⟷"),
  REL ("mapsto", "↦"),
  REL ("longmapsto", "⟼"),
  REL ("hookrightarrow", "↪"),
  REL ("hookleftarrow", "↩"),
  REL ("uparrow", "↑"),
  REL ("downarrow", "↓"),
  REL ("updownarrow", "↕"),
  REL ("nearrow", "↗"),
  REL ("searrow", "↘"),
  REL ("rightharpoonup", "⇀"),
  REL ("rightleftharpoons", "⇌"),
  REL ("rightsquigarrow", "⇝"),
  REL ("leadsto", "⇝"),
  REL ("because", "∵"),
  REL ("therefore", "∴"),

  OPEN ("lbrace", "{"),
  OPEN ("{", "{"),
  OPEN ("lbrack", "["),
  OPEN ("langle", "⟨"),
  OPEN ("lfloor", "⌊"),
  OPEN ("lceil", "⌈"),
  OPEN ("lvert", "|"),
  OPEN ("lVert", "‖"),
  CLOSE ("rbrace", "}"),
  CLOSE ("}", "}"),
  CLOSE ("rbrack", "]"),
  CLOSE ("rangle", "⟩"),
  CLOSE ("rfloor", "⌋"),
  CLOSE ("rceil", "⌉"),
  CLOSE ("rvert", "|"),
  CLOSE ("rVert", "‖"),
  ORD ("vert", "|"),
  ORD ("Vert", "‖"),
  ORD ("|", "‖"),
  { "colon", ":", SP_MATH_PUNCTUATION, FALSE, FALSE },

  BIG ("sum", "∑", TRUE),
  BIG ("prod", "∏", TRUE),
  BIG ("coprod", "∐", TRUE),
  BIG ("int", "∫", FALSE),
  BIG ("iint", "∬", FALSE),
  BIG ("iiint", "∭", FALSE),
  BIG ("oint", "∮", FALSE),
  BIG ("bigcup", "⋃", TRUE),
  BIG ("bigcap", "⋂", TRUE),
  BIG ("bigoplus", "⨁", TRUE),
  BIG ("bigotimes", "⨂", TRUE),
  BIG ("bigodot", "⨀", TRUE),
  BIG ("bigvee", "⋁", TRUE),
  BIG ("bigwedge", "⋀", TRUE),
  BIG ("bigsqcup", "⨆", TRUE),

  WORD ("sin", FALSE),
  WORD ("cos", FALSE),
  WORD ("tan", FALSE),
  WORD ("cot", FALSE),
  WORD ("sec", FALSE),
  WORD ("csc", FALSE),
  WORD ("arcsin", FALSE),
  WORD ("arccos", FALSE),
  WORD ("arctan", FALSE),
  WORD ("sinh", FALSE),
  WORD ("cosh", FALSE),
  WORD ("tanh", FALSE),
  WORD ("coth", FALSE),
  WORD ("exp", FALSE),
  WORD ("log", FALSE),
  WORD ("ln", FALSE),
  WORD ("lg", FALSE),
  WORD ("arg", FALSE),
  WORD ("deg", FALSE),
  WORD ("dim", FALSE),
  WORD ("hom", FALSE),
  WORD ("ker", FALSE),
  WORD ("lim", TRUE),
  WORD ("max", TRUE),
  WORD ("min", TRUE),
  WORD ("sup", TRUE),
  WORD ("inf", TRUE),
  WORD ("det", TRUE),
  WORD ("gcd", TRUE),
  WORD ("Pr", TRUE),
  { "limsup", "lim sup", SP_MATH_OPERATOR, FALSE, TRUE },
  { "liminf", "lim inf", SP_MATH_OPERATOR, FALSE, TRUE },
  { "argmax", "arg max", SP_MATH_OPERATOR, FALSE, TRUE },
  { "argmin", "arg min", SP_MATH_OPERATOR, FALSE, TRUE },
};

const SpMathSymbol *
sp_math_symbol_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++) {
    if (g_str_equal (symbols[i].name, name))
      return &symbols[i];
  }

  return NULL;
}

/* Letters that Unicode had before it got whole alphabets: they are missing from these. */
static gunichar
find_old_letter (gunichar letter, SpMathFont font)
{
  static const struct {
    char       letter;
    SpMathFont font;
    gunichar   character;
  } old[] = {
    { 'C', SP_MATH_DOUBLE_STRUCK, 0x2102 },
    { 'H', SP_MATH_DOUBLE_STRUCK, 0x210D },
    { 'N', SP_MATH_DOUBLE_STRUCK, 0x2115 },
    { 'P', SP_MATH_DOUBLE_STRUCK, 0x2119 },
    { 'Q', SP_MATH_DOUBLE_STRUCK, 0x211A },
    { 'R', SP_MATH_DOUBLE_STRUCK, 0x211D },
    { 'Z', SP_MATH_DOUBLE_STRUCK, 0x2124 },
    { 'B', SP_MATH_CALLIGRAPHIC, 0x212C },
    { 'E', SP_MATH_CALLIGRAPHIC, 0x2130 },
    { 'F', SP_MATH_CALLIGRAPHIC, 0x2131 },
    { 'H', SP_MATH_CALLIGRAPHIC, 0x210B },
    { 'I', SP_MATH_CALLIGRAPHIC, 0x2110 },
    { 'L', SP_MATH_CALLIGRAPHIC, 0x2112 },
    { 'M', SP_MATH_CALLIGRAPHIC, 0x2133 },
    { 'R', SP_MATH_CALLIGRAPHIC, 0x211B },
    { 'e', SP_MATH_CALLIGRAPHIC, 0x212F },
    { 'g', SP_MATH_CALLIGRAPHIC, 0x210A },
    { 'o', SP_MATH_CALLIGRAPHIC, 0x2134 },
    { 'C', SP_MATH_FRAKTUR, 0x212D },
    { 'H', SP_MATH_FRAKTUR, 0x210C },
    { 'I', SP_MATH_FRAKTUR, 0x2111 },
    { 'R', SP_MATH_FRAKTUR, 0x211C },
    { 'Z', SP_MATH_FRAKTUR, 0x2128 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (old); i++) {
    if ((gunichar) old[i].letter == letter && old[i].font == font)
      return old[i].character;
  }

  return 0;
}

char *
sp_math_symbol_dup_letter (gunichar letter, SpMathFont font)
{
  gunichar character = find_old_letter (letter, font);
  gunichar first = 0;
  char     text[7] = { 0 };

  if (font == SP_MATH_DOUBLE_STRUCK)
    first = 0x1D538;
  else if (font == SP_MATH_CALLIGRAPHIC)
    first = 0x1D49C;
  else if (font == SP_MATH_FRAKTUR)
    first = 0x1D504;
  if (character == 0)
    character = letter;
  if (character == letter && first != 0 && letter >= 'A' && letter <= 'Z')
    character = first + letter - 'A';
  else if (character == letter && first != 0 && letter >= 'a' && letter <= 'z')
    character = first + 26 + letter - 'a';
  else if (character == letter && font == SP_MATH_DOUBLE_STRUCK && letter >= '0' && letter <= '9')
    character = 0x1D7D8 + letter - '0';
  text[g_unichar_to_utf8 (character, text)] = '\0';

  return g_strdup (text);
}
