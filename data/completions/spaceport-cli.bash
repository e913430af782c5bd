# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of spaceport-cli for bash. The program itself knows what fits.

_spaceport_cli() {
  local left=${COMP_LINE:0:COMP_POINT} word start rest quote= mark candidate
  local blank=$' \t\n' escaped=$'\001'

  # bash breaks words at : and = as well, and behind a quote that is open. What stands before the last piece, start, is
  # not to be given again.
  rest=${left//\\ /$escaped}
  for mark in \" \'; do
    word=${rest//[!$mark]/}
    (( ${#word} % 2 )) && quote=$mark
  done
  if [[ -n $quote ]]; then
    word=${rest%"$quote"*}
    start=${word##*["$blank"]}
  else
    word=${rest##*["$blank"]}
    rest=$word
    for mark in : =; do
      [[ $COMP_WORDBREAKS == *"$mark"* ]] && rest=${rest##*"$mark"}
    done
    start=${word%"$rest"}
  fi
  start=${start//$escaped/ }
  start=${start//[\"\']/}

  COMPREPLY=()
  while IFS= read -r candidate; do
    candidate=${candidate%%$'\t'*}
    [[ $candidate == *[=/] ]] && compopt -o nospace
    candidate=${candidate#"$start"}
    [[ -n $quote ]] || printf -v candidate %q "$candidate"
    COMPREPLY+=("$candidate")
  done < <(command "$1" complete --line "$left" 2>/dev/null)
}

complete -o nosort -F _spaceport_cli spaceport-cli
