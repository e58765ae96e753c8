# supple in fish: supple init fish | source in ~/.config/fish/config.fish
# A break that is due stands at the right of the prompt; otherwise nothing does.
if status is-interactive; and not set -q __supple_segment
    set -g __supple_segment ''
    set -g __supple_typed ''
    set -g __supple_status 0

    # After a command: remembers what it was and how it ended.
    function __supple_after --on-event fish_postexec
        set -g __supple_status $status
        set -g __supple_typed (string sub -l 200 -- "$argv[1]" | string collect)
    end

    # Before a prompt: one call of supple.
    function __supple_prompt --on-event fish_prompt
        set -g __supple_segment ''
        if command -q supple
            # The first line is the segment, or empty; the second an offer after a command.
            set -l text (SUPPLE_TYPED="$__supple_typed" SUPPLE_STATUS=$__supple_status command supple nudge --prompt 2>/dev/null)
            if test (count $text) -ge 1
                set -g __supple_segment $text[1]
            end
            if test (count $text) -ge 2
                set_color --bold
                printf '%s\n' $text[2]
                set_color normal
            end
        end
        set -g __supple_typed ''
    end

    if functions -q fish_right_prompt
        functions --copy fish_right_prompt __supple_right_prompt_before
    else
        function __supple_right_prompt_before
        end
    end
    function fish_right_prompt
        set -l last $status
        if test -n "$__supple_segment"
            set_color --bold
            printf '%s ' $__supple_segment
            set_color normal
        end
        __supple_set_status $last
        __supple_right_prompt_before
    end
    function __supple_set_status
        return $argv[1]
    end
end
