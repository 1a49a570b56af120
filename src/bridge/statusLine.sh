# Bursar's status-line bridge. Claude Code runs it for every render: it stores what comes on stdin for Bursar and then
# becomes the user's own status line, which gets the same stdin and environment. Above stand, written when Bursar was
# connected: `status`, the folder to store in, and `previous`, the user's own command or nothing.
# Builtins where there is one: a fork costs more than all the rest.

# The x keeps newlines at the end, which a command substitution would drop.
input=$(cat; printf x)
input=${input%x}

# Searching for the id takes quadratic time in the length, and it stands at the beginning.
head=$input
[ ${#input} -le 4096 ] || head=$(printf '%.4096s' "$input")
id=
case $head in
  *'"session_id":"'*) id=${head#*'"session_id":"'} ;;
  *'"session_id": "'*) id=${head#*'"session_id": "'} ;;
esac
id=${id%%\"*}
# It becomes a file's name.
case $id in
  '' | *[!A-Za-z0-9_-]*) id=session ;;
esac
[ ${#id} -le 64 ] || id=session

temporary=$status/$id.$$.tmp
stored=
[ -d "$status" ] || mkdir -p -m 700 "$status" 2>/dev/null
# Claude Code ends a render with SIGTERM when a newer one begins.
trap 'rm -f "$temporary"; exit 143' TERM
# The file is opened before it gets its name, where another render may replace it. A failing `exec` alone would end
# the shell.
if { printf '%s' "$input" >"$temporary" && command exec 3<"$temporary"; } 2>/dev/null; then
  stored=1
  mv -f "$temporary" "$status/$id.json" 2>/dev/null || rm -f "$temporary" 2>/dev/null
else
  rm -f "$temporary" 2>/dev/null
fi
trap - TERM

[ -n "$previous" ] || exit 0
[ -z "$stored" ] || exec /bin/sh -c "$previous" <&3 3<&-
printf '%s' "$input" | /bin/sh -c "$previous"
