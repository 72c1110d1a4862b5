# Prints the words of kind $1, one a line.
(( $+functions[__vnetctl_words] )) || __vnetctl_words() {
  emulate -L zsh -o extended_glob -o null_glob
  local word flags rest
  case $1 in
    (bridge) print -rl -- /sys/class/net/*/bridge(:h:t) ;;
    (tap) print -rl -- /sys/class/net/*/tun_flags(:h:t) ;;
    (interface) print -rl -- /sys/class/net/^lo(:t) ;;
    (user) getent passwd | while IFS=: read -r word rest; do print -r -- $word; done ;;
    (group) getent group | while IFS=: read -r word rest; do print -r -- $word; done ;;
    (host)
      [[ -r ~/.ssh/known_hosts ]] && while read -r word rest; do
        [[ $word == [a-zA-Z0-9]* ]] && print -r -- ${word%%,*}
      done <~/.ssh/known_hosts
      print -rl -- ~/.ctys/groups/*(.:t) /etc/ctys/groups/*(.:t)
      ;;
    (console|control_directory)
      # sockets that somebody listens at
      while read -r rest rest rest flags rest rest rest word; do
        [[ $flags == 00010000 && $word == /* ]] || continue
        case $1:$word in
          (console:*mgmt*) print -r -- $word ;;
          (control_directory:*/ctl) print -r -- ${word%/ctl} ;;
        esac
      done </proc/net/unix
      ;;
    (configuration) print -rl -- /etc/vnetctl/switch/*.conf(:t:r) ;;
    (console_command) print -rl -- @console_command@ ;;
    (command) print -rl -- @command@ ;;
    (topic) print -rl -- @topic@ ;;
    (privilege) print -rl -- @privilege@ ;;
    (nic_model) print -rl -- @nic_model@ ;;
    (port) print -rl -- @port@ ;;
  esac
}

# Offers the words of kind $1.
(( $+functions[__vnetctl_offer] )) || __vnetctl_offer() {
  local kind=$1
  local -a found
  found=(${(f)"$(__vnetctl_words $kind)"})
  case $kind in
    (host) compset -P '*[,@]' ;;
    (program) _command_names -e; return ;;
    (directory) _files -/; return ;;
    (file) _files; return ;;
    (control_directory) [[ $PREFIX == */* ]] && { _files -/; return } ;;
    (console|configuration) [[ $PREFIX == */* ]] && { _files; return } ;;
  esac
  compadd -a found
}
