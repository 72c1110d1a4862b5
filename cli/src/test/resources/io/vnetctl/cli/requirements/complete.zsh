# complete.zsh SHARE LINE...: prints "LINE => CANDIDATE" for all that an interactive zsh offers.
zmodload zsh/zpty
share=$1 found=$(mktemp)
shift
type() { zpty -w inner $1; zpty -r inner output "*<ready>*" }
zpty inner zsh -f -i
type "PROMPT=; fpath=(${(q)share}/zsh/site-functions \$fpath); autoload -U compinit; compinit -u -D; print -r -- '<''ready>'"
# every match goes through compadd; with -O, -A or -D it only asks
type 'compadd() {
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    local -a words
    builtin compadd -O words "$@"
    print -rl -- $words >>'${(q)found}'
  fi
  builtin compadd "$@"
}; print -r -- "<""ready>"'
type 'ready() { zle kill-whole-line; print -r -- "<""ready>" }; zle -N ready; bindkey "^T" complete-word "^X" ready; LISTMAX=10000; print -r -- "<""ready>"'
for line in "$@"; do
  : >$found
  zpty -w -n inner $line$'\x14\x18'
  zpty -r inner output "*<ready>*"
  while read -r word; do
    [[ -n $word ]] && print -r -- "$line => $word"
  done <$found
done
zpty -d inner
rm -f $found
