# Programs that log through busybox's syslogd, which writes a file: a log that the kernel never sees
# as one. The file leaves the guest after the end marker.
mkdir -p /out /tmp /var/run
hostname gate
# A date that no exemplar has: what is alike is the log's form, not the day of its recording.
date -s '2025-03-17 06:42:10' >/dev/null
syslogd -S -O /out/messages
sleep 1
say() {
  logger -p "$1" -t "$2" "$3"
}
say daemon.notice init "Entering runlevel $((1 + 2))"
i=0
while [ $i -lt 60 ]; do
  a=$((i * 37 % 251))
  b=$((i * 91 % 199))
  port=$((40000 + i * 577 % 20000))
  ssh="sshd[$((1200 + i))]"
  say auth.info "$ssh" "Accepted publickey for deploy from 10.0.$a.$b port $port ssh2"
  say auth.info "$ssh" "pam_unix(sshd:session): session opened for user deploy(uid=100$((i % 9))) by (uid=0)"
  [ $((i % 3)) = 0 ] && say auth.warning "$ssh" "Failed password for invalid user guest$i from 192.168.$b.$a port $port ssh2"
  [ $((i % 4)) = 0 ] && say cron.info "crond[311]" "USER root pid $((2000 + i)) cmd run-parts /etc/periodic/15min"
  [ $((i % 5)) = 0 ] && say daemon.notice dhclient "bound to 10.0.2.$b -- renewal in $((i * 431 % 3600)) seconds."
  [ $((i % 7)) = 0 ] && say mail.info "postfix/smtpd[88]" "connect from mx$a.example.net[10.9.$b.1]"
  say auth.info "$ssh" "Disconnected from user deploy 10.0.$a.$b port $port"
  i=$((i + 1))
done
