# Prints the words of kind $1, one a line.
__vnetctl_words()
{
    local path flags rest
    case $1 in
        bridge | tap | interface)
            local -A mark=([bridge]=/bridge [tap]=/tun_flags [interface]=)
            for path in /sys/class/net/*; do
                [[ -e $path${mark[$1]} && $path != */lo ]] && printf '%s\n' "${path##*/}"
            done
            ;;
        user) getent passwd | while IFS=: read -r path rest; do printf '%s\n' "$path"; done ;;
        group) getent group | while IFS=: read -r path rest; do printf '%s\n' "$path"; done ;;
        host)
            { cat ~/.ssh/known_hosts | while read -r path rest; do
                [[ $path == [a-zA-Z0-9]* ]] && printf '%s\n' "${path%%,*}"
            done; } 2>/dev/null
            for path in ~/.ctys/groups/* /etc/ctys/groups/*; do
                [[ -f $path ]] && printf '%s\n' "${path##*/}"
            done
            ;;
        console | control_directory)
            # sockets that somebody listens at
            while read -r _ _ _ flags _ _ _ path; do
                [[ $flags == 00010000 && $path == /* ]] || continue
                case $1:$path in
                    console:*mgmt*) printf '%s\n' "$path" ;;
                    control_directory:*/ctl) printf '%s\n' "${path%/ctl}" ;;
                esac
            done </proc/net/unix
            ;;
        configuration)
            for path in /etc/vnetctl/switch/*.conf; do
                [[ -e $path ]] && path=${path##*/} && printf '%s\n' "${path%.conf}"
            done
            ;;
        console_command) printf '%s\n' @console_command@ ;;
        command) printf '%s\n' @command@ ;;
        topic) printf '%s\n' @topic@ ;;
        privilege) printf '%s\n' @privilege@ ;;
        nic_model) printf '%s\n' @nic_model@ ;;
        port) printf '%s\n' @port@ ;;
    esac
}

# Offers the words of kind $1 that begin with $2.
__vnetctl_offer()
{
    local begin=
    case $1 in
        plain) return ;;
        program) mapfile -t COMPREPLY < <(compgen -c -- "$2") && return ;;
        directory | control_directory)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$2")
            ;;
        file | console | configuration)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$2")
            ;;
        host) [[ $2 == *[,@]* ]] && begin=${2%"${2##*[,@]}"} ;;
    esac
    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY \
        < <(compgen -P "$begin" -W "$(__vnetctl_words "$1")" -- "${2#"$begin"}")
}
