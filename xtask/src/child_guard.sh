# Runs "$@" for as long as our standard input stays open: xtask holds its other end and lets go when it ends, however it
# ends. Then $STOP is sent, KILL after 15 seconds, and $REMOVE is removed.
trap : HUP INT TERM
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
{
    cat <&3 >/dev/null
    kill -s "$STOP" "$child"
    sleep 15
    kill -s KILL "$child"
} >/dev/null 2>&1 &
watch=$!
status=0
while kill -0 "$child" 2>/dev/null; do
    wait "$child"
    status=$?
done
kill -s KILL "$watch" 2>/dev/null
rm -rf "$REMOVE"
exit "$status"
