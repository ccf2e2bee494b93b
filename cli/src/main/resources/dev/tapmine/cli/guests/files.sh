# Programs that each keep a log of their own in a file: busybox's web server, and two that are made
# up, one of which writes JSON lines and one rows of numbers. All files are written by turns, and no
# program reads them. They leave the guest after the end marker.
mkdir -p /out /tmp /www
hostname relay
# A date that no exemplar has.
date -s '2024-08-09 13:01:00' >/dev/null
ip link set lo up || ifconfig lo up
i=0
while [ $i -lt 12 ]; do
  echo "<p>page $i</p>" > /www/p$i.html
  i=$((i + 1))
done
httpd -f -vv -p 8080 -h /www 2>/out/access &
sleep 1
line() {
  file=$1
  shift
  printf "$@" >> "/out/$file"
}
i=0
while [ $i -lt 120 ]; do
  m=$((i / 60))
  s=$((i % 60))
  user=$((i * 31 % 17))
  wget -q -O /dev/null "http://127.0.0.1:8080/p$((i * 7 % 13)).html?session=$((i * 7919 % 10007))" 2>/dev/null
  line json '{"ts":"2024-08-09T13:%02d:%02d.%03dZ","level":"info","service":"billing","trace":"%08x","msg":"invoice %d for customer %d created","ms":%d}\n' \
    $m $s $((i * 37 % 1000)) $((i * 2654435 % 4294967295)) $((5000 + i)) $user $((i * 13 % 800))
  [ $((i % 3)) = 0 ] && line json '{"ts":"2024-08-09T13:%02d:%02d.%03dZ","level":"warn","service":"ledger","trace":"%08x","msg":"posting %d rejected: balance of account %d too low","code":%d}\n' \
    $m $s $((i * 91 % 1000)) $((i * 1654435 % 4294967295)) $((9000 + i)) $user $((400 + i % 9))
  line csv '%d,%d.%02d,%d,%s,%d\n' \
    $((1723208460 + i * 5)) $((i * 3 % 60)) $((i * 17 % 100)) $((i * 1031 % 65536)) eth$((i % 3)) $((i * i % 977))
  i=$((i + 1))
done
