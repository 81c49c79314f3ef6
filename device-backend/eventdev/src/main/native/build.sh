#!/bin/sh
# Compiles the shim against the DPDK that is installed, into the folder of an argument. What is missing is said, and is no failure: the device then tells the same.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
home=$2

skip() {
    echo "eventdev: the shim is not compiled: $1"
    rm -f "$out/libmillrace_eventdev.so"
    mkdir -p "$out"
    echo "$1" >"$out/why-not.txt"
    exit 0
}

[ "$(uname -s)" = Linux ] || skip "DPDK is for Linux here, this is $(uname -s)"
command -v pkg-config >/dev/null || skip "pkg-config is not installed"
pkg-config --exists libdpdk || skip "pkg-config finds no libdpdk (Debian and Ubuntu: apt-get install libdpdk-dev)"
pkg-config --atleast-version 22.11 libdpdk || skip "DPDK 22.11 or later is needed, found $(pkg-config --modversion libdpdk)"
command -v cc >/dev/null || skip "there is no C compiler (Debian and Ubuntu: apt-get install gcc)"
[ -f "$home/include/jni.h" ] || skip "the JDK has no include/jni.h: $home"

mkdir -p "$out"
rm -f "$out/why-not.txt"
# shellcheck disable=SC2046 # options are words
cc -std=gnu11 -O2 -Wall -Wextra -Werror -Wno-unused-parameter -fPIC -shared -o "$out/libmillrace_eventdev.so" \
    -I"$home/include" -I"$home/include/linux" $(pkg-config --cflags libdpdk) "$here/eventdev.c" $(pkg-config --libs libdpdk)
echo "eventdev: the shim is compiled against DPDK $(pkg-config --modversion libdpdk)"
