# shellcheck shell=bash disable=SC2034,SC2154,SC2317
# What the scripts share: messages, packages and builds. To be sourced by bash,
# with `root` set to the top of the source tree.

# What is built with stands once, as Build-Depends in debian/control.
build_packages() {
  awk '/^[^ ]/ { inside = $1 == "Build-Depends:" }
       inside && /^ / && !/debhelper|nocheck/ { sub(/,$/, "", $1); print $1 }' \
    "$root/debian/control"
}

# Real servers, the plugin that ours is compared with, and the tools.
test_packages=(libgtest-dev libgsasl-dev postfix dovecot-core dovecot-lmtpd
  dovecot-submissiond libgnutls-dane0 monitoring-plugins-basic locales
  clang-format)
tidy_packages=(libgtest-dev libgsasl-dev clang clang-tidy)
bench_packages=(monitoring-plugins-basic swaks libio-socket-ssl-perl openssl
  valgrind time python3)

say() { printf '%s\n' "$*" >&2; }

# A monitoring system reads 3 as UNKNOWN.
die() {
  say "$(basename "$0"): $*"
  exit 3
}

# quietly COMMAND...: shows the end of what it printed only when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) || { say "failed: $*"; tail -n 30 "$log" >&2; }
  rm -f "$log"
  return "$status"
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=60 \
    --yes --no-install-recommends "$@"
}

# apt_install PACKAGE...: once more where a mirror failed.
apt_install() {
  local attempt
  for attempt in 1 2; do
    if quietly apt_get update && quietly apt_get install "$@"; then return; fi
    ((attempt == 2)) || { say "once more in 5 seconds"; sleep 5; }
  done
  return 1
}

# Prints those of the packages that are not installed.
missing_of() {
  local package
  for package; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == \
      installed ]] || printf '%s\n' "$package"
  done
}

# need PACKAGE...: installs what is missing. A machine that has all of them
# needs neither root nor a network.
need() {
  local missing
  command -v dpkg-query >/dev/null ||
    die "this is not Debian or Ubuntu; needed are: $*"
  mapfile -t missing < <(missing_of "$@")
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || command -v sudo >/dev/null ||
    die "run it as root, or install: ${missing[*]}"
  say "installing: ${missing[*]}"
  apt_install "${missing[@]}" || die "cannot install: ${missing[*]}"
}

# need_stopped PACKAGE...: the same, and no service that comes with them starts.
# What policy-rc.d said before, it says again afterwards.
need_stopped() (
  local missing policy=/usr/sbin/policy-rc.d before
  missing=$(missing_of "$@")
  [[ $missing ]] || exit 0
  ((EUID == 0)) || command -v sudo >/dev/null || need "$@"
  before=$(mktemp -d)
  [[ ! -e $policy && ! -L $policy ]] || as_root cp -a "$policy" "$before/it"
  restore() {
    as_root rm -f "$policy"
    [[ ! -e $before/it && ! -L $before/it ]] ||
      as_root cp -a "$before/it" "$policy"
    as_root rm -rf "$before"
  }
  trap restore EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  as_root rm -f "$policy"
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  need "$@"
)

# need_unpacked FOLDER PACKAGE...: fetches packages that cannot be installed
# beside the others, and unpacks them into build/FOLDER. What they depend on is
# for test_packages. Nothing there gets rights of its own.
need_unpacked() (
  local folder=$root/build/$1 packages
  shift
  [[ ! -d $folder ]] || exit 0
  say "unpacking: $*"
  packages=$(mktemp -d)
  trap 'rm -rf "$packages"' EXIT
  cd "$packages"
  # Where nothing was to be installed the lists may be old, or none.
  quietly apt-get download "$@" ||
    { quietly apt_get update && quietly apt-get download "$@"; } ||
    die "cannot fetch: $*"
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  local package
  for package in ./*.deb; do dpkg -x "$package" "$folder.new"; done
  chmod -R ug-s "$folder.new"
  mv "$folder.new" "$folder"
)

# build FOLDER PRESET [CMAKE-OPTION...] [-- TARGET...]: with all cores.
build() {
  local folder=$root/build/$1 preset=$2 options=()
  shift 2
  while (($#)) && [[ $1 != -- ]]; do options+=("$1") && shift; done
  (($#)) && shift
  quietly cmake -S "$root" --preset "$preset" -B "$folder" "${options[@]}" &&
    quietly cmake --build "$folder" --parallel "$(nproc)" ${1+--target "$@"}
}

# What is shipped, but a newer compiler's new warning stops nobody.
build_release() {
  build release release -DWARNINGS_AS_ERRORS=OFF -DDEMO_SERVER=ON -- "$@"
}

# Starts the demonstration server on free ports of 127.0.0.1 and sets demo_port,
# demo_tls_port (TLS from the first byte), demo_ca_file (whom to trust for TLS)
# and demo_pid. It ends with the script that started it.
# start_demo_server [OPTION VALUE]...
start_demo_server() {
  local line tls_line
  demo_ca_file=$(mktemp)
  exec {demo_output}< <(exec "$root/build/release/tests/support/demo_smtp_server" \
    --ca-file "$demo_ca_file" "$@")
  demo_pid=$!
  read -r -t 10 line <&"$demo_output" && read -r -t 10 tls_line <&"$demo_output" ||
    die "the server does not start"
  demo_port=${line##* }
  demo_tls_port=${tls_line##* }
}

stop_demo_server() {
  rm -f "$demo_ca_file"
  kill "$demo_pid" 2>/dev/null || return 0
  wait "$demo_pid" 2>/dev/null || return 0
}
