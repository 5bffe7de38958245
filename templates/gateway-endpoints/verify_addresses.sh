#!/usr/bin/env bash
#
# Addresses and blocks of them, in any awk: as text of 0 and 1, for not every awk has operators for bits. It is
# included, never run.

# Functions of awk.
address_program() {
  cat <<'AWK'
# An address as its family, 4 or 6, and 32 or 128 digits of 0 and 1; nothing for what is none.
function bits_of(address,   part, n, i, result, half, left, right, empty) {
  if (address ~ /^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$/) {
    split(address, part, ".")
    for (i = 1; i <= 4; i++) {
      if (part[i] + 0 > 255) return ""
      result = result binary(part[i] + 0, 8)
    }
    return "4" result
  }
  address = tolower(address)
  if (address !~ /^[0-9a-f:]+$/ || address !~ /:/ || length(address) > 39) return ""
  n = split(address, half, "::")
  if (n > 2) return ""
  left = groups(half[1])
  right = n == 2 ? groups(half[2]) : ""
  empty = 128 - length(left) - length(right)
  if (left right ~ /x/ || empty < 0 || (n == 1 && empty > 0)) return ""
  result = "6" left
  for (; empty > 0; empty--) result = result "0"
  return result right
}

function groups(text,   part, n, i, j, result) {
  n = split(text, part, ":")
  for (i = 1; i <= n; i++) {
    if (part[i] == "" || length(part[i]) > 4) return "x"
    for (j = length(part[i]); j < 4; j++) result = result "0000"
    for (j = 1; j <= length(part[i]); j++)
      result = result binary(index("0123456789abcdef", substr(part[i], j, 1)) - 1, 4)
  }
  return result
}

function binary(number, places,   result) {
  for (; places > 0; places--) {
    result = number % 2 result
    number = int(number / 2)
  }
  return result
}

# A block (CIDR) as what all of its addresses begin with; nothing for what is none.
function block_of(cidr,   part, bits) {
  if (split(cidr, part, "/") != 2 || part[2] !~ /^[0-9]+$/) return ""
  bits = bits_of(part[1])
  if (bits == "" || part[2] + 0 > length(bits) - 1) return ""
  return substr(bits, 1, part[2] + 1)
}

# Whether one block, or address, lies in another.
function lies_in(inner, outer) { return outer != "" && index(inner, outer) == 1 }
AWK
}
