# supple in zsh: eval "$(supple init zsh)" in ~/.zshrc
# A break that is due stands at the right of the prompt; otherwise nothing does.
if [[ -o interactive && -z ${__supple_put+x} ]]; then
    typeset -g __supple_put='' __supple_typed=''

    # Before a command: remembers what it is.
    __supple_before() {
        emulate -L zsh
        __supple_typed=${1[1,200]}
    }

    # Before a prompt: one call of supple.
    __supple_prompt() {
        local last=$?
        emulate -L zsh
        local typed=$__supple_typed text='' segment='' offer=''
        __supple_typed=''
        if (( $+commands[supple] )); then
            text=$(SUPPLE_TYPED=$typed SUPPLE_STATUS=$last command supple nudge --prompt 2>/dev/null) || text=''
        fi
        # The first line is the segment, or empty; the second an offer after a command.
        segment=${text%%$'\n'*}
        [[ $text == *$'\n'* ]] && offer=${text#*$'\n'}
        if [[ -n $__supple_put ]]; then
            RPROMPT=${RPROMPT#"$__supple_put"}
            __supple_put=''
        fi
        if [[ -n $segment ]]; then
            __supple_put="%B${segment//\%/%%}%b"
            [[ -n ${RPROMPT-} ]] && __supple_put+=' '
            RPROMPT=$__supple_put${RPROMPT-}
        fi
        [[ -n $offer ]] && print -r -- $'\e[1m'$offer$'\e[0m'
        return 0
    }

    typeset -ga precmd_functions preexec_functions
    precmd_functions+=(__supple_prompt)
    preexec_functions+=(__supple_before)
fi
