#!/usr/bin/env bash
echo "x ${1:-}" "\n"
