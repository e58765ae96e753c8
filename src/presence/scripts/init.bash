# supple in bash: eval "$(supple init bash)" in ~/.bashrc
# A break that is due is a line above the prompt, shown again after ten minutes; otherwise nothing is.
if [[ $- == *i* && -z ${__supple_ready+x} ]]; then
    __supple_ready=0       # 1 from the moment a command was typed until its first word is known
    __supple_typed=''      # the first command of the last line
    __supple_shown=''      # what was said last, without its minutes
    __supple_shown_at=-600

    # Before a command: remembers what it is, once a line.
    __supple_before() {
        if [[ $__supple_ready == 1 && -z ${COMP_LINE-} ]]; then
            __supple_ready=0
            __supple_typed=${1:0:200}
        fi
        return 0
    }

    # Before a prompt: one call of supple, and the status of the command is what it was.
    __supple_prompt() {
        local status=$? typed=$__supple_typed text='' line
        __supple_ready=0 __supple_typed=''
        if command -v supple >/dev/null 2>&1; then
            text=$(SUPPLE_TYPED=$typed SUPPLE_STATUS=$status command supple nudge --prompt 2>/dev/null) || text=''
        fi
        if [[ -n $text ]]; then
            # The first line is the segment, or empty; the second an offer after a command.
            line=${text%%$'\n'*}
            if [[ -n $line ]] && { [[ ${line##*:} != "$__supple_shown" ]] || (( SECONDS - __supple_shown_at >= 600 )); }; then
                __supple_shown=${line##*:} __supple_shown_at=$SECONDS
                printf '\e[1m%s\e[0m\n' "$line"
            fi
            if [[ $text == *$'\n'* ]]; then
                printf '\e[1m%s\e[0m\n' "${text#*$'\n'}"
            fi
        elif (( SECONDS - __supple_shown_at >= 60 )); then
            __supple_shown=''
        fi
        # Whoever comes next in the same line sees the status; where a failure ends the shell, it must not.
        if [[ $- != *e* ]]; then
            return "$status"
        fi
        return 0
    }

    if [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
        # bash-preexec calls both, and keeps the status.
        __supple_before_line() { __supple_ready=1; __supple_before "$1"; }
        preexec_functions+=(__supple_before_line)
        precmd_functions=(__supple_prompt ${precmd_functions[@]+"${precmd_functions[@]}"})
    else
        if [[ $(declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
            PROMPT_COMMAND=(__supple_prompt ${PROMPT_COMMAND[@]+"${PROMPT_COMMAND[@]}"})
        elif (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501 )); then
            PROMPT_COMMAND=(__supple_prompt ${PROMPT_COMMAND:+"$PROMPT_COMMAND"})
        else
            PROMPT_COMMAND="__supple_prompt${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
        fi
        # What is typed is known from the trap that comes before each command: the first one after PS0 was shown.
        if (( BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404 )) && shopt -q promptvars; then
            __supple_nothing=''
            PS0='${__supple_nothing:$((__supple_ready=1)):0}'${PS0-}
            __supple_trap=$(trap -p DEBUG)
            if [[ -n $__supple_trap ]]; then
                # Another trap stays, after ours: trap -- 'WORDS' DEBUG, quoted for the shell.
                __supple_trap=${__supple_trap#trap -- }
                eval "__supple_trap=${__supple_trap% DEBUG}"
            fi
            trap '__supple_before "$BASH_COMMAND" "$_"'"${__supple_trap:+; $__supple_trap}" DEBUG
            unset __supple_trap
        fi
    fi
fi
