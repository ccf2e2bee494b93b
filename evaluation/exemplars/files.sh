# What the guest ran whose files ship as exemplar:httpd, exemplar:json-lines and exemplar:csv. What
# its programs say is something else than on the guests that are judged by them.
mkdir -p /out /tmp /srv/docs
hostname mercury
ip link set lo up || ifconfig lo up
for page in index manual faq terms contact prices; do
  echo "<h1>$page</h1>" > /srv/docs/$page.txt
done
httpd -f -vv -p 127.0.0.1:9000 -h /srv 2>/out/httpd &
sleep 1
line() {
  file=$1
  shift
  printf "$@" >> "/out/$file"
}
i=0
while [ $i -lt 60 ]; do
  for page in index manual faq terms contact prices; do
    [ $(((i + ${#page}) % 4)) = 0 ] && wget -q -O /dev/null "http://127.0.0.1:9000/docs/$page.txt" 2>/dev/null
  done
  h=$((i / 6))
  m=$((i * 10 % 60))
  line json-lines '{"time":"2022-11-30T%02d:%02d:%02dZ","severity":"debug","logger":"mail.queue","pid":%d,"message":"%d messages queued for host%d.example.org","attempt":%d}\n' \
    $h $m $((i * 7 % 60)) $((300 + i % 4)) $((i * 3 % 50)) $((i % 12)) $((i % 5))
  [ $((i % 2)) = 0 ] && line json-lines '{"time":"2022-11-30T%02d:%02d:%02dZ","severity":"error","logger":"http.client","pid":%d,"message":"timeout after %d ms while fetching /feeds/%d.xml","retry":true}\n' \
    $h $m $((i * 11 % 60)) $((700 + i % 3)) $((i * 211 % 30000)) $i
  line csv '%d,%s,%d,%d.%d,%d.%02d\n' \
    $((1669766400 + i * 60)) sda$((i % 4)) $((i * 5021 % 1000000)) $((i % 100)) $((i % 10)) $((i * 7 % 300)) $((i * 23 % 100))
  i=$((i + 1))
done
