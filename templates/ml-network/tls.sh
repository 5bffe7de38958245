#!/usr/bin/env bash
#
# With what clients of HTTPS are spoken to. It is included, never run.

# What AWS recommends: TLS 1.3 and 1.2, with forward secrecy and a key exchange that holds against quantum computers. The
# API's own default would be one with TLS 1.0.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
readonly TLS_POLICY=ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09
