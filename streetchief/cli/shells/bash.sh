# TAB for streetchief in bash 4.4 or later. In ~/.bashrc:  source <(streetchief completion bash)
_streetchief() {
    local IFS=$'\n' word line kind broken joined=
    local -a before=() found=()
    # Bash cuts words at = and :, so --town=X and CATEGORY:TEXT are put together again.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ $word == [=:]* || $joined == *[=:] ]]; then joined+=$word; continue; fi
        [[ $joined ]] && before+=("$joined")
        joined=$word
        [[ $word ]] || before+=("")
    done
    # What was typed in quotes or with backslashes is asked for as it is meant.
    before=("${before[@]//[\"\'\\]/}")
    word=${joined//[\"\'\\]/}
    [[ ${COMP_WORDS[COMP_CWORD]} ]] || { word=; unset 'before[-1]'; }
    mapfile -t found < <("${1/#\~/$HOME}" complete-line "=$word" "${before[@]}" 2>/dev/null)
    kind=${found[0]}
    COMPREPLY=()
    case $kind in
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
    esac
    [[ $kind == words ]] || return 0
    broken=${word%"${word##*[=:]}"}  # what readline takes to be done with
    for line in "${found[@]:1}"; do
        line=${line%%$'\t'*}
        [[ $line == *[=:] ]] && compopt -o nospace
        line=${line#"$broken"}
        [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* || $line != *[\ \(\)\&\;\|\<\>\$\`\"\'\*\?\#\!]* ]] ||
            printf -v line '%q' "$line"
        COMPREPLY+=("$line")
    done
}
complete -F _streetchief streetchief
