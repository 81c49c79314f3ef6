#!/usr/bin/env bash
# Records loopback.pcap and loopback.pcapng: real programs talk to each other between two network namespaces of this
# machine, joined by a veth pair, so that the frames are Ethernet frames of ordinary size. Nothing leaves the machine.
# Needs root, and tcpdump, tshark (for editcap), iproute2, ethtool, iputils-ping, nginx, curl, dnsmasq, dig, redis,
# iperf3 and netcat.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
server=millrace-server
client=millrace-client
server4=10.83.0.1
client4=10.83.0.2
server6=fd83::1
client6=fd83::2
logs=0

finish() {
    # The servers are the only processes in these namespaces, which this script made.
    for process in $(ip netns pids "$server") $(ip netns pids "$client"); do kill "$process" || true; done
    wait 2>/dev/null || true
    ip netns del "$server" 2>/dev/null || true
    ip netns del "$client" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

ip netns add "$server"
ip netns add "$client"
ip link add veth-mr0 netns "$server" type veth peer name veth-mr1 netns "$client"
ip -n "$server" link set veth-mr0 address 02:00:00:00:00:01
ip -n "$client" link set veth-mr1 address 02:00:00:00:00:02
# Without this the card would be handed frames of up to 64 KiB, which no tunnel packet can hold.
ip netns exec "$server" ethtool -K veth-mr0 tso off gso off gro off tx off rx off >/dev/null
ip netns exec "$client" ethtool -K veth-mr1 tso off gso off gro off tx off rx off >/dev/null
ip -n "$server" address add "$server4/24" dev veth-mr0
ip -n "$server" address add "$server6/64" dev veth-mr0 nodad
ip -n "$client" address add "$client4/24" dev veth-mr1
ip -n "$client" address add "$client6/64" dev veth-mr1 nodad
for side in "$server:veth-mr0" "$client:veth-mr1"; do
    ip -n "${side%%:*}" link set lo up
    ip -n "${side%%:*}" link set "${side##*:}" up
done

# With a host name of their own, since some protocols send it along.
in_space() { ip netns exec "$1" unshare --uts sh -c 'hostname mill.test && exec "$@"' - "${@:2}"; }
in_server() { in_space "$server" "$@"; }
in_client() { in_space "$client" "$@"; }
in_background() { "$@" >"$work/log.$((logs += 1))" 2>&1 & }
until_open() { until in_client nc -z -w 1 "$1" "$2" 2>/dev/null; do sleep 0.1; done; }

mkdir "$work/www"
seq 1 6000 >"$work/www/numbers.txt"
echo "the mill turns" >"$work/www/index.html"
cat >"$work/nginx.conf" <<CONF
daemon off; pid $work/nginx.pid; error_log $work/error.log; user root;
events { worker_connections 64; }
http { access_log off; server_tokens off;
       client_body_temp_path $work/a; proxy_temp_path $work/b; fastcgi_temp_path $work/c;
       uwsgi_temp_path $work/d; scgi_temp_path $work/e;
       server { listen 80; listen [::]:80; root $work/www; } }
CONF
in_background in_server nginx -p "$work" -c "$work/nginx.conf" -e "$work/error.log"
in_background in_server dnsmasq --keep-in-foreground --no-hosts --no-resolv --no-daemon --conf-file=/dev/null \
    --address=/mill.test/10.83.0.1 --address=/mill.test/fd83::1 --txt-record=race.test,"one two three"
in_background in_server redis-server --port 6379 --bind "$server4" "$server6" --protected-mode no --save "" --dir "$work"
in_background in_server iperf3 -s
until_open "$server4" 80
until_open "$server4" 53
until_open "$server6" 6379
until_open "$server4" 5201

in_client tcpdump -i veth-mr1 -s 0 -U -w "$work/loopback.pcap" 2>"$work/tcpdump.log" &
tcpdump=$!
until grep -q listening "$work/tcpdump.log"; do sleep 0.1; done

# Several flows at once, over both versions of IP, with ARP and neighbour discovery among them.
in_client ip neigh flush dev veth-mr1
jobs=()
in_client ping -c 8 -i 0.2 "$server4" >/dev/null & jobs+=($!)
in_client ping -c 6 -i 0.2 -s 1392 "$server6" >/dev/null & jobs+=($!)
in_client curl -sS "http://$server4/numbers.txt" -o /dev/null "http://$server4/" -o /dev/null & jobs+=($!)
in_client curl -sS -g "http://[$server6]/numbers.txt" -o /dev/null & jobs+=($!)
in_client iperf3 -c "$server4" -n 192K -M 1380 >/dev/null && in_client iperf3 -6 -u -c "$server6" -n 96K -b 6M -l 1400 >/dev/null &
jobs+=($!)
for name in mill.test one.mill.test two.mill.test; do
    in_client dig +tries=1 +time=1 @"$server4" "$name" A >/dev/null & jobs+=($!)
    in_client dig +tries=1 +time=1 @"$server6" "$name" AAAA >/dev/null & jobs+=($!)
done
in_client dig +tries=1 +time=1 @"$server4" race.test TXT >/dev/null & jobs+=($!)
(for value in $(seq 1 40); do echo "RPUSH race $value"; done; echo "LRANGE race 0 -1"; echo QUIT) |
    in_client nc -q 1 "$server4" 6379 >/dev/null & jobs+=($!)
(for value in $(seq 1 15); do echo "INCRBY wheel $value"; done; echo QUIT) |
    in_client nc -q 1 "$server6" 6379 >/dev/null & jobs+=($!)
for job in "${jobs[@]}"; do wait "$job"; done

sleep 1
for process in $(ip netns pids "$client"); do kill "$process"; done
wait "$tcpdump" || true
cp "$work/loopback.pcap" "$here/loopback.pcap"
# A small one in the other container, with nanosecond fields, for the tests.
editcap -F pcapng -r "$here/loopback.pcap" "$here/loopback.pcapng" 1-120
ls -l "$here"/loopback.pcap*
