#!/usr/bin/env bash
#
# What is asked before a VPC is made.

#% param GATEWAY_VPC_CIDR CIDR

# Asks AWS whether it may be made, without making it.
may_make_vpc() { may GATEWAY_VPC_ID aws ec2 create-vpc --cidr-block "$GATEWAY_VPC_CIDR"; }
