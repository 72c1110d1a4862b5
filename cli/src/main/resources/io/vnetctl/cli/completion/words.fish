# Prints the words of a kind, one a line.
function __vnetctl_words
    switch $argv[1]
        case bridge
            # a loop may have nothing to match, a command's word may not
            for path in /sys/class/net/*/bridge
                string replace -r '^/sys/class/net/(.*)/bridge$' '$1' -- $path
            end
        case tap
            for path in /sys/class/net/*/tun_flags
                string replace -r '^/sys/class/net/(.*)/tun_flags$' '$1' -- $path
            end
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
                for path in ~/.ctys/groups/* /etc/ctys/groups/*
                    string replace -r '.*/' '' -- $path
                end
            end | string replace -r '^' "$begin"
        case console
            # sockets that somebody listens at
            string replace -rf '^(?:\S+ +){3}00010000 (?:\S+ +){3}(/.*mgmt.*)$' '$1' </proc/net/unix
        case control_directory
            string replace -rf '^(?:\S+ +){3}00010000 (?:\S+ +){3}(/.*)/ctl$' '$1' </proc/net/unix
        case configuration
            for path in /etc/vnetctl/switch/*.conf
                string replace -r '.*/(.*)\.conf$' '$1' -- $path
            end
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
