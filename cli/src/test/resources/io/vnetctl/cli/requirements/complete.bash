# complete.bash SHARE LINE...: prints "LINE => CANDIDATE" for all that bash would offer.
share=$1
shift
for line in "$@"; do
  # as readline cuts it (COMP_WORDBREAKS)
  read -ra COMP_WORDS <<<"${line//=/ = }"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
  command=${COMP_WORDS[0]}
  . "$share/bash-completion/completions/$command" || exit
  function=$(complete -p "$command")
  function=${function##*-F }
  COMPREPLY=()
  "${function%% *}" "$command" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
  for word in "${COMPREPLY[@]}"; do
    printf '%s => %s\n' "$line" "$word"
  done
done
