#!/bin/sh
# Installs Request Tracker 5 for the tests in test/rt, on Debian 12 as root; starts no service. Exit 0 also where it cannot.
set -u
command -v rt-setup-database-5 >/dev/null 2>&1 && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "request tracker: needs root and apt; its tests are skipped"
  exit 0
fi
# While this file is there, packages start no services; one that was there before stays.
policy=/usr/sbin/policy-rc.d
own=no
if [ ! -e "$policy" ]; then
  own=yes
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update >/dev/null 2>&1 &&
  apt-get -qq install -y --no-install-recommends msmtp-mta request-tracker5 rt5-db-sqlite rt5-standalone rt5-clients \
    sqlite3 w3m >/dev/null 2>&1 ||
  echo "request tracker: the packages cannot be installed; its tests are skipped"
[ "$own" = no ] || rm -f "$policy"
exit 0
