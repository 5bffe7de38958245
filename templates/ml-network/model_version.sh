#!/usr/bin/env bash
#
# How clients ask for a version of the model. It is included, never run.

#% if CANARY
# The header by which a request is sent to the version on trial.
readonly VERSION_HEADER=X-Model-Version
#% end
