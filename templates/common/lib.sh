#!/usr/bin/env bash
#
# What the other scripts share, its table of contents: the engine, which knows no kind of resource; the stack's
# table of resources (resources.sh) and what is known about their kinds (kinds.sh). It is sourced, never run.

#% include runtime/settings.sh
#% include runtime/words.sh
#% include runtime/run.sh
#% include runtime/graph.sh
#% include runtime/aws.sh
#% include runtime/refusals.sh
#% include runtime/zones.sh
#% include runtime/plan.sh
#% include runtime/env_file.sh
#% include runtime/remember.sh
#% include runtime/binding.sh
#% include runtime/resources.sh
#% include runtime/notes.sh
#% include runtime/look.sh
#% include runtime/looks.sh
#% include runtime/find.sh
#% include runtime/tags.sh
#% include runtime/ensure.sh
#% include runtime/findings.sh
#% include runtime/json.sh
#% include runtime/await.sh

# shellcheck source-path=SCRIPTDIR source=resources.sh
source "$HERE/resources.sh" || exit
# shellcheck source-path=SCRIPTDIR source=kinds.sh
source "$HERE/kinds.sh" || exit

check_env
