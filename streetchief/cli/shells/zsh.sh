#compdef streetchief
# TAB for streetchief in zsh. In ~/.zshrc:  source <(streetchief completion zsh)
# or keep this as a file _streetchief in a folder of $fpath.
_streetchief() {
    local -a found offers
    local line word=${(Q)PREFIX}
    found=("${(@f)$(${(Q)~words[1]} complete-line "=$word" "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)}")
    case $found[1] in
        files) _files; return ;;
        folders) _files -/; return ;;
        words) ;;
        *) return 1 ;;
    esac
    for line in "${(@)found[2,-1]}"; do
        # A colon parts an offer from its meaning.
        line=${${line//\\/\\\\}//:/\\:}
        [[ -n $line ]] && offers+=("${line/$'\t'/:}")
    done
    # After = and : more is to be typed.
    if [[ $#offers -eq 1 && ${found[2]%%$'\t'*} == *[=:] ]]; then
        _describe -t values streetchief offers -S ''
    else
        _describe -t values streetchief offers
    fi
}
if [[ $funcstack[1] == _streetchief ]]; then
    _streetchief "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _streetchief streetchief
fi
