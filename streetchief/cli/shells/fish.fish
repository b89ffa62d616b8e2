# TAB for streetchief in fish. In ~/.config/fish/config.fish:  streetchief completion fish | source
function __streetchief_offers
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    set -l program $before[1]
    set -e before[1]
    set -l found ($program complete-line "=$word" $before 2>/dev/null)
    switch "$found[1]"
        case files
            __fish_complete_path "$word"
        case folders
            __fish_complete_directories "$word"
        case words
            printf '%s\n' $found[2..-1]
    end
end
complete -c streetchief -e
complete -c streetchief -f -a '(__streetchief_offers)'
