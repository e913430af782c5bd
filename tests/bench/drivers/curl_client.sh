#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# curl behind the verbs of README.md: the documented two-step /call protocol; it interprets nothing.
# info URL | predict URL ENDPOINT JSON | stream URL ENDPOINT JSON | bench-calls URL ENDPOINT N JSON
# upload URL ENDPOINT FILE | uploads URL ENDPOINT N FILE | download URL ENDPOINT DIR JSON
verb=$1 url=${2%/}/gradio_api
shift 2
call() {
	id=$(curl -s -H 'Content-Type: application/json' -d "{\"data\":[$2]}" "$url/call$1")
	id=${id#*:\"}
	curl -sN "$url/call$1/${id%\"\}}"
}
case $verb in
info) exec curl -s "${url%/gradio_api}/config" "$url/info" ;;
predict | stream) call "$1" "$2" ;;
bench-calls)
	i=0
	while [ $i -lt "$2" ]; do
		call "$1" "$3" >/dev/null
		i=$((i + 1))
	done
	;;
upload) exec curl -s -F "files=@$2" "$url/upload" ;;
uploads)
	set -- "$2" "$3"
	args=
	i=0
	while [ $i -lt "$1" ]; do
		args="$args -F files=@$2"
		i=$((i + 1))
	done
	exec curl -s $args "$url/upload"
	;;
download) # the address comes from the answer, as any client must take it
	to=$(call "$1" "$3" | sed -n 's/.*"url":"\([^"]*\)".*/\1/p')
	exec curl -s -o "$2/made.bin" "$to"
	;;
esac
