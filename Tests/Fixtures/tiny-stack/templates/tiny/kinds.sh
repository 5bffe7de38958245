#!/usr/bin/env bash
#
# What is known about the kinds of resources of this stack. It is sourced, never run.

#% include services/ec2.sh

#% include kinds/vpc.sh
#% include kinds/subnet.sh
#% include kinds/security_group.sh
