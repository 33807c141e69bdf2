# Shared by the commands in bin/; to be sourced, never run:
#
#   . "$(dirname "$(readlink -f "$0")")/bootstrap.sh"
#   sync_environment [uv sync options]     then: exec "$ROOT/.venv/bin/python" ...
#
# Sets ROOT (the checkout). All it needs is some Python 3 with pip, or apt-get as root; everything else comes
# from uv.lock. Python 3.13 itself is found by uv (PATH, pyenv through .python-version) or fetched by it.

ROOT=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
UV_LEAST=0.8        # first series that reads our uv.lock
UV_PRIVATE=0.13.9   # the one we install when the machine has none

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# apt_install PACKAGE...: as root on Debian; fails otherwise, so that the caller can say what is missing.
apt_install() {
  is_root && command -v apt-get >/dev/null || return 1
  say "Installing $* with apt ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } >&2
}

# A pyenv shim exists even where the chosen version has no uv, so a name on the PATH proves nothing: ask it.
_uv_is_good() {
  local version
  version=$(cd "$ROOT" && "$1" --version 2>/dev/null | sed -n 's/^uv \([0-9.]*\).*/\1/p')
  [ -n "$version" ] && [ "$(printf '%s\n' "$UV_LEAST" "$version" | sort -V | head -n 1)" = "$UV_LEAST" ]
}

_pythons() {
  local name
  for name in python3.13 python3 python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[0-9]*/bin/python /usr/bin/python3; do
    (cd "$ROOT" && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 9))') >/dev/null 2>&1 && printf '%s\n' "$name"
  done
}

_install_private_uv() {
  local python home=$ROOT/.bootstrap
  for python in $(_pythons); do
    rm -rf "$home"
    (cd "$ROOT" && { "$python" -m venv "$home" && "$home/bin/python" -m pip install -q "uv==$UV_PRIVATE"; }) >/dev/null 2>&1 && return
    # Debian's Python without python3-venv: pip alone will do.
    rm -rf "$home"
    (cd "$ROOT" && "$python" -m pip install -q --target "$home" "uv==$UV_PRIVATE") >/dev/null 2>&1 && return
  done
  rm -rf "$home"
  return 1
}

# find_uv: sets UV to a uv that works; installs a private one into .bootstrap/ where there is none.
find_uv() {
  local candidate
  for candidate in uv "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" "$ROOT/.bootstrap/bin/uv"; do
    if _uv_is_good "$candidate"; then UV=$candidate; return; fi
  done
  say "Installing uv $UV_PRIVATE into $ROOT/.bootstrap ..."
  _install_private_uv || { apt_install python3 python3-venv && _install_private_uv; } ||
    die "Rundum needs uv, or Python 3 with pip to install it. Install uv (https://docs.astral.sh/uv/) or python3-venv, then run this again."
  UV=$ROOT/.bootstrap/bin/uv
}

# sync_environment [OPTION...]: makes .venv exactly as uv.lock says. bin/start passes --no-dev --inexact, so that
# starting Rundum in a checkout that has run its tests does not throw the test tools away.
sync_environment() {
  find_uv
  # uv looks on the PATH and among its own Pythons, not into a pyenv that this shell has not been set up for.
  local python
  for python in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin; do
    if "$python/python3.13" -c '' 2>/dev/null; then PATH=$PATH:$python; fi
  done
  (cd "$ROOT" && env -u VIRTUAL_ENV "$UV" sync --locked --quiet "$@") || {
    [ -n "$("$UV" python find 3.13 2>/dev/null)" ] || say "There is no Python 3.13 here that this user can run, and none could be fetched."
    die "Installing from uv.lock failed; see the message above."
  }
}
