# Prints the words of a kind, one a line.
function __vnetctl_words
    switch $argv[1]
        case bridge
            string replace -rf '^/sys/class/net/(.*)/bridge$' '$1' -- /sys/class/net/*/bridge
        case tap
            string replace -rf '^/sys/class/net/(.*)/tun_flags$' '$1' -- /sys/class/net/*/tun_flags
        case interface
            string replace -r '.*/' '' -- /sys/class/net/* | string match -v lo
        case user
            getent passwd | string replace -r ':.*' ''
        case group
            getent group | string replace -r ':.*' ''
        case host
            set -l begin (commandline -ct | string replace -rf '^(.*[,@])[^,@]*$' '$1')
            begin
                test -r ~/.ssh/known_hosts
                and string match -r '^[a-zA-Z0-9][^ ,]*' <~/.ssh/known_hosts
                string replace -r '.*/' '' -- ~/.ctys/groups/* /etc/ctys/groups/*
            end | string replace -r '^' "$begin"
        case console
            # sockets that somebody listens at
            string replace -rf '^(?:\S+ +){3}00010000 (?:\S+ +){3}(/.*mgmt.*)$' '$1' </proc/net/unix
        case control_directory
            string replace -rf '^(?:\S+ +){3}00010000 (?:\S+ +){3}(/.*)/ctl$' '$1' </proc/net/unix
        case console_command
            printf '%s\n' @console_command@
        case command
            printf '%s\n' @command@
        case topic
            printf '%s\n' @topic@
        case privilege
            printf '%s\n' @privilege@
        case nic_model
            printf '%s\n' @nic_model@
        case port
            printf '%s\n' @port@
        case program
            __fish_complete_command
    end
end
