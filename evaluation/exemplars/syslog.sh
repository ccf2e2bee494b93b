# What the guest ran whose log ships as exemplar:syslog. Its programs and their words are others
# than those of the guests that are judged by it.
mkdir -p /out /tmp /var/run
hostname mercury
syslogd -S -O /out/messages
sleep 1
say() {
  logger -p "$1" -t "$2" "$3"
}
say daemon.notice rc "Starting services for the default level"
i=0
while [ $i -lt 60 ]; do
  a=$((i * 53 % 241))
  b=$((i * 71 % 193))
  port=$((30000 + i * 911 % 30000))
  say daemon.info "named[412]" "client @0x7f$port 172.16.$a.$b#$port (www$i.example.org): query: www$i.example.org IN A +E(0)K (172.16.0.2)"
  [ $((i % 2)) = 0 ] && say daemon.info "ntpd[77]" "Soliciting pool server 203.0.$a.$b"
  [ $((i % 3)) = 0 ] && say authpriv.notice sudo "alice : TTY=pts/$((i % 6)) ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/systemctl restart unit$i"
  [ $((i % 4)) = 0 ] && say daemon.err "smartd[219]" "Device: /dev/sda [SAT], SMART Usage Attribute: 194 Temperature_Celsius changed from $a to $b"
  [ $((i % 5)) = 0 ] && say user.info backup "snapshot $i finished, $((a * b)) files, $((a * 1024 + b)) bytes sent, 0 errors"
  say daemon.info nginx "172.16.$b.$a - - \"GET /static/page$i.html HTTP/1.1\" 200 $((a * 77 + b))"
  i=$((i + 1))
done
