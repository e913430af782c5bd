/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-math-parser.h"

#include <string.h>

#define MAX_DEPTH 24
#define MAX_NODES 3000

static SpMathNode *parse_argument (SpMathParser *parser);

SpMathNode *
sp_math_parser_new_node (SpMathParser *parser, SpMathType type, SpMathClass class, const char *text)
{
  SpMathNode *node = sp_math_node_new (type, class, text);

  node->font = SP_MATH_UPRIGHT;
  if (++parser->n_nodes > MAX_NODES)
    parser->failed = TRUE;

  return node;
}

void
sp_math_parser_skip_space (SpMathParser *parser)
{
  while (g_ascii_isspace (*parser->place) || *parser->place == '%') {
    if (*parser->place == '%')
      parser->place += strcspn (parser->place, "\n");
    else
      parser->place++;
  }
}

/* The name of the command here, without moving on; NULL when there is none. */
static char *
peek_command (SpMathParser *parser)
{
  gsize length = 0;

  if (parser->place[0] != '\\' || parser->place[1] == '\0')
    return NULL;
  while (g_ascii_isalpha (parser->place[1 + length]))
    length++;
  if (length == 0)
    length = g_utf8_next_char (parser->place + 1) - parser->place - 1;

  return g_strndup (parser->place + 1, length);
}

gboolean
sp_math_parser_take_command (SpMathParser *parser, const char *name)
{
  g_autofree char *command = peek_command (parser);

  if (g_strcmp0 (command, name) != 0)
    return FALSE;

  parser->place += 1 + strlen (name);

  return TRUE;
}

/* Text in braces, as it is; brackets for an optional argument. */
char *
sp_math_parser_take_text (SpMathParser *parser, char opening, char closing)
{
  const char *start = NULL;
  int         level = 1;

  sp_math_parser_skip_space (parser);
  if (*parser->place != opening)
    return NULL;

  start = ++parser->place;
  for (; *parser->place != '\0'; parser->place++) {
    if (*parser->place == '\\' && parser->place[1] != '\0') {
      parser->place++;
    } else if (*parser->place == closing && --level == 0) {
      parser->place++;
      return g_strndup (start, parser->place - 1 - start);
    } else if (*parser->place == opening) {
      level++;
    }
  }
  parser->failed = TRUE;

  return NULL;
}

static SpMathNode *
new_symbol (SpMathParser *parser, const SpMathSymbol *symbol)
{
  SpMathNode *node = sp_math_parser_new_node (parser, SP_MATH_ATOM, symbol->class, symbol->text);

  node->is_large = symbol->is_large;
  node->has_limits = symbol->has_limits;
  /* Small Greek letters slant, capital ones do not. */
  if (symbol->class == SP_MATH_ORDINARY && g_unichar_islower (g_utf8_get_char (symbol->text)))
    node->font = parser->font == SP_MATH_BOLD ? SP_MATH_BOLD : SP_MATH_ITALIC;
  else if (symbol->class == SP_MATH_ORDINARY && parser->font == SP_MATH_BOLD)
    node->font = SP_MATH_BOLD;

  return node;
}

static SpMathNode *
parse_character (SpMathParser *parser)
{
  static const char *const binary = "+-*";
  static const char *const relation = "=<>:";

  gunichar    character = g_utf8_get_char (parser->place);
  SpMathNode *node = NULL;

  parser->place = g_utf8_next_char (parser->place);
  if (g_unichar_isalnum (character)) {
    g_autofree char *text = sp_math_symbol_dup_letter (character, parser->font);

    node = sp_math_parser_new_node (parser, SP_MATH_ATOM, SP_MATH_ORDINARY, text);
    node->font = parser->font;
    if (parser->font == SP_MATH_ITALIC && g_unichar_isdigit (character))
      node->font = SP_MATH_UPRIGHT;
    return node;
  }

  node = sp_math_parser_new_node (parser, SP_MATH_ATOM, SP_MATH_ORDINARY, NULL);
  if (character == '-')
    node->text = g_strdup ("−");
  else if (character == '*')
    node->text = g_strdup ("∗");
  else if (character == '~')
    node->text = g_strdup (" ");
  else
    node->text = g_ucs4_to_utf8 (&character, 1, NULL, NULL, NULL);
  if (character < 0x80 && strchr (binary, (char) character) != NULL)
    node->class = SP_MATH_BINARY;
  else if (character < 0x80 && strchr (relation, (char) character) != NULL)
    node->class = SP_MATH_RELATION;
  else if (character == '(' || character == '[')
    node->class = SP_MATH_OPENING;
  else if (character == ')' || character == ']' || character == '!')
    node->class = SP_MATH_CLOSING;
  else if (character == ',' || character == ';')
    node->class = SP_MATH_PUNCTUATION;

  return node;
}

static SpMathNode *
parse_with_font (SpMathParser *parser, SpMathFont font)
{
  SpMathFont  before = parser->font;
  SpMathNode *node = NULL;

  parser->font = font;
  node = parse_argument (parser);
  parser->font = before;

  return node;
}

static SpMathNode *
parse_text (SpMathParser *parser, const char *command, SpMathFont font)
{
  gboolean         is_operator = g_str_has_prefix (command, "operatorname");
  gboolean         has_star = is_operator && *parser->place == '*';
  g_autofree char *text = NULL;
  SpMathNode      *node = NULL;

  if (has_star)
    parser->place++;
  text = sp_math_parser_take_text (parser, '{', '}');
  if (text == NULL || strchr (text, '\\') != NULL || strchr (text, '$') != NULL)
    parser->failed = TRUE;
  node = sp_math_parser_new_node (parser, SP_MATH_ATOM, is_operator ? SP_MATH_OPERATOR : SP_MATH_ORDINARY,
                                  text != NULL ? text : "");
  node->font = font;
  node->has_limits = has_star;

  return node;
}

static SpMathNode *
parse_accent (SpMathParser *parser, const char *accent)
{
  SpMathNode *node = sp_math_parser_new_node (parser, SP_MATH_ACCENT, SP_MATH_ORDINARY, accent);

  sp_math_node_take (node, parse_argument (parser));
  node->amount = *accent == '_' || *accent == '}' ? -1 : 1;
  if (*accent == '{' || *accent == '}') { /* what follows as script stands above or below */
    node->always_limits = TRUE;
    node->class = SP_MATH_OPERATOR;
  }

  return node;
}

/* \frac and what is like it, \binom. */
static SpMathNode *
parse_fraction (SpMathParser *parser, const char *command)
{
  gboolean    is_binomial = g_str_has_suffix (command, "binom");
  SpMathNode *node = sp_math_parser_new_node (parser, SP_MATH_FRACTION, SP_MATH_INNER, NULL);
  SpMathNode *outer = node;

  sp_math_node_take (node, parse_argument (parser));
  sp_math_node_take (node, parse_argument (parser));
  node->amount = is_binomial ? 0 : 1;
  if (is_binomial) {
    outer = sp_math_parser_new_node (parser, SP_MATH_FENCED, SP_MATH_INNER, "(");
    outer->text2 = g_strdup (")");
    sp_math_node_take (outer, node);
  }
  if (*command == 'd' || *command == 't') {
    SpMathNode *styled = sp_math_parser_new_node (parser, SP_MATH_STYLED, SP_MATH_INNER, NULL);

    styled->amount = *command == 'd' ? 0 : 1;
    sp_math_node_take (styled, outer);
    outer = styled;
  }

  return outer;
}

static SpMathNode *
parse_root (SpMathParser *parser)
{
  SpMathNode      *node = sp_math_parser_new_node (parser, SP_MATH_ROOT, SP_MATH_ORDINARY, NULL);
  g_autofree char *degree = sp_math_parser_take_text (parser, '[', ']');

  sp_math_node_take (node, parse_argument (parser));
  if (degree != NULL) {
    const char *after = parser->place;

    parser->place = degree;
    sp_math_node_take (node, sp_math_parser_parse_row (parser));
    parser->place = after;
  }

  return node;
}

/* A delimiter after \left, \right, \big; “.” is none. */
static char *
take_any_fence (SpMathParser *parser)
{
  g_autofree char    *command = NULL;
  const SpMathSymbol *symbol = NULL;
  const char         *place = NULL;

  sp_math_parser_skip_space (parser);
  command = peek_command (parser);
  if (command != NULL) {
    symbol = sp_math_symbol_find (command);
    parser->place += 1 + strlen (command);
    if (symbol != NULL)
      return g_strdup (symbol->text);
  } else if (*parser->place != '\0') {
    place = parser->place;
    parser->place = g_utf8_next_char (place);
    if (*place == '.')
      return g_strdup ("");
    if (*place == '<')
      return g_strdup ("⟨");
    if (*place == '>')
      return g_strdup ("⟩");
    return g_strndup (place, parser->place - place);
  }
  parser->failed = TRUE;

  return g_strdup ("");
}

static char *
take_fence (SpMathParser *parser)
{
  static const char *const fences[] = { "", "(", ")", "[", "]", "{", "}", "|", "‖", "⟨", "⟩",
                                        "⌊", "⌋", "⌈", "⌉", "/", "\\", "↑", "↓", "∣", NULL };

  char *fence = take_any_fence (parser);

  if (!g_strv_contains (fences, fence))
    parser->failed = TRUE;

  return fence;
}

static SpMathNode *
parse_fenced (SpMathParser *parser)
{
  g_autofree char *opening = take_fence (parser);
  SpMathNode      *node = sp_math_parser_new_node (parser, SP_MATH_FENCED, SP_MATH_INNER, opening);

  sp_math_node_take (node, sp_math_parser_parse_row (parser));
  if (sp_math_parser_take_command (parser, "right"))
    node->text2 = take_fence (parser);
  else
    parser->failed = TRUE;
  if (node->text2 == NULL)
    node->text2 = g_strdup ("");

  return node;
}

/* \big( and larger: a delimiter of a size of its own. */
static SpMathNode *
parse_big (SpMathParser *parser, const char *command)
{
  g_autofree char *fence = take_fence (parser);
  SpMathNode      *node = sp_math_parser_new_node (parser, SP_MATH_FENCED, SP_MATH_ORDINARY, fence);
  char             last = command[strlen (command) - 1];

  node->text2 = g_strdup ("");
  node->amount = g_str_has_prefix (command, "Bigg")   ? 3
                 : g_str_has_prefix (command, "bigg") ? 2.4
                 : g_str_has_prefix (command, "Big")  ? 1.8
                                                      : 1.2;
  if (last == 'l')
    node->class = SP_MATH_OPENING;
  else if (last == 'r')
    node->class = SP_MATH_CLOSING;
  else if (last == 'm')
    node->class = SP_MATH_RELATION;
  sp_math_node_take (node, sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL));

  return node;
}

/* \displaystyle and the like: all that follows in the group. */
static SpMathNode *
parse_style (SpMathParser *parser, const char *command)
{
  SpMathNode *node = sp_math_parser_new_node (parser, SP_MATH_STYLED, SP_MATH_ORDINARY, NULL);

  node->amount = *command == 'd' ? 0 : *command == 't'                                            ? 1
                                     : g_str_has_prefix (command, "scripts") && command[6] == 's' ? 3
                                                                                                  : 2;
  sp_math_node_take (node, sp_math_parser_parse_row (parser));

  return node;
}

/* \overset{above}{base}, \underset{below}{base}. */
static SpMathNode *
parse_set (SpMathParser *parser, gboolean above)
{
  SpMathNode *node = sp_math_parser_new_node (parser, SP_MATH_SCRIPTS, SP_MATH_RELATION, NULL);
  SpMathNode *script = parse_argument (parser);
  SpMathNode *base = parse_argument (parser);

  sp_math_node_take (node, base);
  sp_math_node_take (node, above ? NULL : script);
  sp_math_node_take (node, above ? script : NULL);
  node->always_limits = TRUE;

  return node;
}

static gboolean
is_style (const char *command)
{
  return g_str_equal (command, "displaystyle") || g_str_equal (command, "textstyle") ||
         g_str_equal (command, "scriptstyle") || g_str_equal (command, "scriptscriptstyle");
}

static gboolean
is_big (const char *command)
{
  static const char *const sizes[] = { "big", "Big", "bigg", "Bigg" };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    const char *rest = command + strlen (sizes[i]);

    if (g_str_has_prefix (command, sizes[i]) &&
        (*rest == '\0' || (rest[1] == '\0' && strchr ("lrm", *rest) != NULL)))
      return TRUE;
  }

  return FALSE;
}

/* The symbol after \not, struck through by a combining character. */
static SpMathNode *
parse_not (SpMathParser *parser)
{
  SpMathNode      *node = parse_argument (parser);
  g_autofree char *text = NULL;

  if (node == NULL || node->type != SP_MATH_ATOM) {
    parser->failed = TRUE;
    return node;
  }
  text = g_steal_pointer (&node->text);
  node->text = g_str_equal (text, "=") ? g_strdup ("≠") : g_strconcat (text, "\xcc\xb8", NULL);

  return node;
}

static SpMathNode *
parse_command (SpMathParser *parser)
{
  g_autofree char    *command = peek_command (parser);
  const SpMathSymbol *symbol = NULL;
  const char         *accent = NULL;
  SpMathFont          font = SP_MATH_ITALIC;
  double              amount = 0;
  SpMathNode         *node = NULL;

  if (command == NULL) {
    parser->failed = TRUE;
    return NULL;
  }
  parser->place += 1 + strlen (command);
  if (g_str_equal (command, "frac") || g_str_equal (command, "dfrac") || g_str_equal (command, "tfrac") ||
      g_str_equal (command, "cfrac") || g_str_has_suffix (command, "binom"))
    return parse_fraction (parser, command);
  if (g_str_equal (command, "sqrt"))
    return parse_root (parser);
  if (g_str_equal (command, "left"))
    return parse_fenced (parser);
  if (g_str_equal (command, "begin"))
    return sp_math_parser_parse_environment (parser);
  if (is_style (command))
    return parse_style (parser, command);
  if (g_str_equal (command, "overset") || g_str_equal (command, "stackrel"))
    return parse_set (parser, TRUE);
  if (g_str_equal (command, "underset"))
    return parse_set (parser, FALSE);
  if (g_str_equal (command, "not"))
    return parse_not (parser);
  if (g_str_equal (command, "phantom")) {
    node = sp_math_parser_new_node (parser, SP_MATH_PHANTOM, SP_MATH_ORDINARY, NULL);
    sp_math_node_take (node, parse_argument (parser));
    return node;
  }
  if (is_big (command))
    return parse_big (parser, command);
  if (sp_math_parser_find_text_font (command, &font))
    return parse_text (parser, command, font);
  if (sp_math_parser_find_font (command, &font))
    return parse_with_font (parser, font);
  if (sp_math_parser_find_space (command, &amount)) {
    node = sp_math_parser_new_node (parser, SP_MATH_SPACE, SP_MATH_ORDINARY, NULL);
    node->amount = amount;
    return node;
  }
  if ((accent = sp_math_parser_find_accent (command)) != NULL)
    return parse_accent (parser, accent);
  if ((symbol = sp_math_symbol_find (command)) != NULL)
    return new_symbol (parser, symbol);

  parser->failed = TRUE;

  return NULL;
}

/* One thing: a group in braces, a command, a character. NULL at the end of a row. */
static SpMathNode *
parse_atom (SpMathParser *parser)
{
  SpMathNode *node = NULL;

  sp_math_parser_skip_space (parser);
  if (parser->failed || parser->depth >= MAX_DEPTH) {
    parser->failed = TRUE;
    return NULL;
  }

  parser->depth++;
  if (*parser->place == '{') {
    parser->place++;
    node = sp_math_parser_parse_row (parser);
    if (*parser->place == '}')
      parser->place++;
    else
      parser->failed = TRUE;
  } else if (*parser->place == '\\') {
    node = parse_command (parser);
  } else if (*parser->place == '_' || *parser->place == '^' || *parser->place == '\'') {
    node = sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL); /* scripts of nothing */
  } else if (*parser->place != '\0' && strchr ("}&#$", *parser->place) == NULL) {
    node = parse_character (parser);
  }
  parser->depth--;

  return node;
}

/* A missing argument is an error. */
static SpMathNode *
parse_argument (SpMathParser *parser)
{
  SpMathNode *node = NULL;

  sp_math_parser_skip_space (parser);
  if (*parser->place != '_' && *parser->place != '^')
    node = parse_atom (parser);
  if (node == NULL) {
    parser->failed = TRUE;
    node = sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL);
  }

  return node;
}

static SpMathNode *
parse_primes (SpMathParser *parser)
{
  g_autoptr (GString) primes = g_string_new (NULL);

  for (; *parser->place == '\''; parser->place++)
    g_string_append (primes, "′");

  return sp_math_parser_new_node (parser, SP_MATH_ATOM, SP_MATH_ORDINARY, primes->str);
}

static void
parse_script (SpMathParser *parser, SpMathNode **script)
{
  SpMathNode *row = NULL;
  SpMathNode *more = *parser->place == '\'' ? parse_primes (parser) : NULL;

  if (more == NULL) {
    parser->place++;
    more = parse_argument (parser);
  }
  if (*script == NULL) {
    *script = more;
    return;
  }

  row = sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL); /* primes, and a power after them */
  sp_math_node_take (row, *script);
  sp_math_node_take (row, more);
  *script = row;
}

static SpMathNode *
parse_scripts (SpMathParser *parser, SpMathNode *base)
{
  SpMathNode *below = NULL;
  SpMathNode *above = NULL;
  SpMathNode *node = NULL;

  for (sp_math_parser_skip_space (parser); !parser->failed; sp_math_parser_skip_space (parser)) {
    if (sp_math_parser_take_command (parser, "limits"))
      base->has_limits = base->always_limits = TRUE;
    else if (sp_math_parser_take_command (parser, "nolimits"))
      base->has_limits = FALSE;
    else if (*parser->place == '_')
      parse_script (parser, &below);
    else if (*parser->place == '^' || *parser->place == '\'')
      parse_script (parser, &above);
    else
      break;
  }
  if (below == NULL && above == NULL)
    return base;

  node = sp_math_parser_new_node (parser, SP_MATH_SCRIPTS, base->class, NULL);
  node->has_limits = base->has_limits;
  node->always_limits = base->always_limits;
  sp_math_node_take (node, base);
  sp_math_node_take (node, below);
  sp_math_node_take (node, above);

  return node;
}

/* Where a row ends is for the caller to see: “}”, “&”, “\\”, \right, \end, the end. */
static gboolean
is_row_end (SpMathParser *parser)
{
  g_autofree char *command = peek_command (parser);

  if (*parser->place == '\0' || *parser->place == '}' || *parser->place == '&')
    return TRUE;

  return command != NULL && (g_str_equal (command, "\\") || g_str_equal (command, "cr") ||
                             g_str_equal (command, "right") || g_str_equal (command, "end"));
}

SpMathNode *
sp_math_parser_parse_row (SpMathParser *parser)
{
  SpMathNode *row = sp_math_parser_new_node (parser, SP_MATH_ROW, SP_MATH_ORDINARY, NULL);

  for (sp_math_parser_skip_space (parser); !parser->failed && !is_row_end (parser); sp_math_parser_skip_space (parser)) {
    SpMathNode *node = NULL;

    /* Numbers of equations and what only arranges them are not drawn. */
    if (sp_math_parser_take_command (parser, "nonumber") || sp_math_parser_take_command (parser, "notag"))
      continue;
    if (sp_math_parser_take_command (parser, "label") || sp_math_parser_take_command (parser, "tag")) {
      g_free (sp_math_parser_take_text (parser, '{', '}'));
      continue;
    }
    node = parse_atom (parser);
    if (node == NULL) {
      parser->failed = TRUE;
      break;
    }
    sp_math_node_take (row, parse_scripts (parser, node));
  }

  return row;
}

SpMathNode *
sp_math_parse (const char *source)
{
  SpMathParser           parser = { .place = source, .font = SP_MATH_ITALIC };
  g_autoptr (SpMathNode) root = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  root = sp_math_parser_parse_row (&parser);
  if (g_str_has_prefix (parser.place, "\\\\") || *parser.place == '&') { /* lines without an environment */
    sp_math_node_free (g_steal_pointer (&root));
    parser = (SpMathParser){ .place = source, .font = SP_MATH_ITALIC };
    root = sp_math_parser_new_node (&parser, SP_MATH_MATRIX, SP_MATH_INNER, "rl");
    root->amount = 1;
    sp_math_parser_parse_cells (&parser, root);
    if (root->n_columns == 1) {
      g_free (root->text);
      root->text = g_strdup ("c");
    }
  }
  if (parser.failed || *parser.place != '\0')
    return NULL;

  return g_steal_pointer (&root);
}
