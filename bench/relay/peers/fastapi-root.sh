#!/bin/sh
# Makes a folder of its own with Debian 13's Python and FastAPI (0.115; uvicorn 0.32 with uvloop and httptools, httpx, openai 1.69), from
# Debian's packages, so that nothing is installed on the machine but debootstrap. Takes some minutes once. Usage: fastapi-root.sh DIR
set -eu
mirror=$(sed -n 's/^URIs: *//p; s/^deb  *\(http[^ ]*\) .*/\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2>/dev/null | head -n 1)
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap
python=python3-fastapi,python3-uvicorn,python3-uvloop,python3-httptools,python3-httpx,python3-openai
debootstrap --variant=minbase --include="$python" trixie "$1" "${mirror:-http://deb.debian.org/debian}"
