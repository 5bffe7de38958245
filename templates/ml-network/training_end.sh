#!/usr/bin/env bash
#
# How an instance that trains comes to its end by itself. It is included, never run.

# What an instance runs first: its own end. It runs at the first boot alone, and a reboot forgets what `shutdown` was told:
# a timer on the disk keeps the same end, and catches up on it when the instance was off at that time.
# An image made of the instance has the timer, too, and must not end what is launched from it: it asks for a mark in the
# folder that cloud-init has for this one instance. There, a new timer takes the old one's place, which `enable --now`
# would let go on.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html (at the first boot)
# https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html (OnCalendar, Persistent)
# https://github.com/canonical/cloud-init/blob/main/systemd/cloud-config.target (from when on the folder is the instance's)
# usage: end_after HOURS
end_after() {
  printf '#!/bin/bash\nhours=%s\n' "$1"
  cat <<'USER_DATA'
shutdown -h "+$((hours * 60))"
end=$(date --utc --date "+$hours hours" '+%F %T UTC')
touch /var/lib/cloud/instance/accelgen-end

cat >/etc/systemd/system/accelgen-end.service <<UNIT
[Unit]
Description=The end of this instance
After=cloud-config.target
ConditionPathExists=/var/lib/cloud/instance/accelgen-end

[Service]
ExecStart=/sbin/shutdown -h now
Restart=on-failure
RestartSec=60
UNIT

cat >/etc/systemd/system/accelgen-end.timer <<UNIT
[Unit]
Description=When this instance ends

[Timer]
OnCalendar=$end
Persistent=true

[Install]
WantedBy=timers.target
UNIT

systemctl enable accelgen-end.timer
systemctl restart accelgen-end.timer
USER_DATA
}
