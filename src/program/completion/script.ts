import { toRun } from "../../core/text/advice.ts";
import type { spec } from "./script.spec.ts";
import type { Command } from "../../commands/definition/command.ts";
import { ownValue } from "../../core/text/own-value.ts";

const COMPLETE = String(toRun("complete"));

/**
 * Each script passes the words typed so far to the command `complete`, as words and never as a
 * line to evaluate, and offers what it prints: value, tab, description.
 */
const SCRIPTS: Record<string, string> = {
  bash: `_quants_ctl() {
  local line value current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  # What follows the sign is a word of its own, and may be empty yet.
  [[ "$current" == "=" ]] && current=""
  while IFS= read -r line; do
    value="\${line%%$'\\t'*}"
    [[ "$value" == "$current"* ]] && COMPREPLY+=("$value")
  done < <(${COMPLETE} -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _quants_ctl quants-ctl quants-infra
`,
  zsh: `#compdef quants-ctl quants-infra
_quants_ctl() {
  local value about
  local -a offers
  while IFS=$'\\t' read -r value about; do
    offers+=("\${value//:/\\\\:}\${about:+:$about}")
  done < <(${COMPLETE} -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#offers} )); then _describe 'quants-ctl' offers; else _files; fi
}
compdef _quants_ctl quants-ctl quants-infra
`,
  fish: `function __quants_ctl
  set -l words (commandline -opc) (commandline -ct)
  set -l offers (${COMPLETE} -- $words[2..-1] 2>/dev/null)
  if set -q offers[1]
    printf '%s\\n' $offers
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c quants-ctl -f -a '(__quants_ctl)'
complete -c quants-infra -f -a '(__quants_ctl)'
`,
};

export const command: Command<typeof spec> = async ({ argument: shell }) => ({
  kind: "text",
  text: ownValue(SCRIPTS, shell) ?? "",
});
