#!/usr/bin/env bash
# packages.sh GROUP…: installs the Debian packages of the groups (build, test, office) that are missing. Nothing to do costs milliseconds.
set -euo pipefail

build=(libsqlite3-dev libcurl4-openssl-dev zlib1g-dev libcairo2-dev libpango1.0-dev libxlsxwriter-dev tzdata pkg-config)
# What bills on paper are set in: Latin, Vietnamese, Arabic and most scripts; Chinese, Japanese and Korean (1.8 MB; Noto's are 56 MB).
build+=(fonts-noto-core fonts-droid-fallback)
test=(sqlite3 chromium python3 python3-venv python3-pip python3-yaml python3-openpyxl socat netcat-openbsd logrotate rsyslog)
test+=(freeradius-utils poppler-utils)
office=(libreoffice-calc-nogui)

wanted=()
for group in "$@"; do
    case $group in
    build) wanted+=("${build[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    office) wanted+=("${office[@]}") ;;
    *) echo "packages.sh: no group $group (build, test, office)" >&2; exit 2 ;;
    esac
done

printf 'packages … '
if ! command -v dpkg-query >/dev/null; then
    echo "this is no Debian: please see yourself that these are there: ${wanted[*]}"
    exit 0
fi
missing=()
for package in "${wanted[@]}"; do
    # Of a package that may stand in several architectures one line each comes back; one installed is enough.
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "all there"
    exit 0
fi

echo "installing ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "packages.sh: not root and no sudo; as root: apt-get install ${missing[*]}" >&2
        exit 1
    }
    as_root=(sudo)
fi
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null; }
apt update
apt install -y --no-install-recommends "${missing[@]}"
