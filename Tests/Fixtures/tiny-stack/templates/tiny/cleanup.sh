#!/usr/bin/env bash
#
# Takes away everything that deploy_all.sh made.
#
# usage: ./cleanup.sh [--yes]

#% include runtime/begin.sh
#% include runtime/cleanup.sh
#% include runtime/search.sh
#% include runtime/deletion.sh

clean_up "$@"
