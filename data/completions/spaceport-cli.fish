# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of spaceport-cli for fish. The program itself knows what fits.

function __spaceport_cli_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string replace -r '^["\']' '' | string unescape)
    command $words[1] complete -- $words[2..-1] "$current" 2>/dev/null
end

complete -c spaceport-cli -f -a '(__spaceport_cli_complete)'
