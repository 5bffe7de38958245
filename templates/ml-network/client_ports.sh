#!/usr/bin/env bash
#
# On which ports clients call. It is included, never run.

# HTTPS, and HTTP, from where they are sent there; a load balancer without a certificate has HTTP alone. One behind a CDN
# is called by that, from within the VPC.
client_ports() {
  #% if CDN
  :
  #% else
  #% if SERVER_TYPE
  #% if CERTIFICATE_ARN
  printf '443\n80\n'
  #% else
  printf '80\n'
  #% end
  #% else
  printf '443\n'
  #% end
  #% end
}
