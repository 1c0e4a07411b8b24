#!/bin/sh
# Installs LibreOffice and Poppler for the tests in test/office, on Debian 12 as root. Exit 0 also where it cannot.
set -u
command -v soffice >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1 && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "office: needs root and apt; its tests are skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update >/dev/null 2>&1 &&
  apt-get -qq install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui \
    poppler-utils >/dev/null 2>&1 ||
  echo "office: the packages cannot be installed; its tests are skipped"
exit 0
