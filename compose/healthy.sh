#!/bin/bash
# healthy.sh PORT PATH: whether the program in this container answers 200. The base image has bash, and no curl.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
head -n 1 <&3 | grep -q '^HTTP/1\.. 200'
