mkdir -p /tmp /desk
echo "phase: applications"
ps
ls -l /
ls -la /proc/self /bin
cat /proc/cpuinfo /proc/meminfo /proc/mounts /proc/filesystems
cat /etc/passwd 2>/dev/null
top -b -n 2 -d 1
printf 'iThe quick brown fox jumps over the lazy dog.\nA second line of text for the editor.\033yypp:wq /desk/note.txt\n' | vi /desk/note.txt >/dev/null 2>&1
ls -l /desk
cat /desk/note.txt
echo "phase: idle"
sleep 15
echo "phase: shutdown"
sync
umount -a 2>/dev/null
