#!/bin/sh
# Makes a tiny Linux guest for QEMU: Debian's cloud kernel and an initrd of busybox and the
# virtio network modules. Installs nothing: the kernel package is downloaded and unpacked into a
# cache ($VNETCTL_TEST_CACHE, else $XDG_CACHE_HOME/vnetctl-test, else ~/.cache/vnetctl-test).
# Prints the folder that holds "vmlinuz" and "initrd". Kernel parameters the guest understands:
#   guest.ip=ADDRESS/LEN   address of its interface
#   guest.ping=A,B,…       hosts to ping, each until it answers; "PASS ping A" is printed for each,
#                          "PASS all" at the end, after which the guest stays up
# A guest that cannot set itself up prints "FAIL reason" and halts.
# Needs: apt-get, dpkg-deb, gzip and the package busybox-static; a package mirror the first time.
set -eu

die() {
  echo "guest-image: $*" >&2
  exit 1
}

modules="virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev
  virtio_pci failover net_failover virtio_net"
cache=${VNETCTL_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/vnetctl-test}
busybox=/bin/busybox

# One folder for each text of this script: a changed script makes a new image.
image=$cache/guest-$(cksum <"$0" | cut -d' ' -f1)
if [ -e "$image/initrd" ]; then
  echo "$image"
  exit 0
fi

for tool in apt-get apt-cache dpkg-deb gzip tar; do
  command -v $tool >/dev/null || die "$tool is missing; the guest's kernel is a Debian package"
done
[ -x $busybox ] || die "$busybox is missing; install the package busybox-static"
if [ -n "$(ldd $busybox 2>/dev/null | grep '=>' || true)" ]; then
  die "$busybox needs shared libraries; install the package busybox-static instead of busybox"
fi

kernel_package() {
  apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-[^ ]*\).*/\1/p'
}
package=$(kernel_package)
if [ -z "$package" ] && [ "$(id -u)" = 0 ]; then
  apt-get -qq update >&2 || true
  package=$(kernel_package)
fi
[ -n "$package" ] || die "apt knows no linux-image-cloud-amd64; run apt-get update"

mkdir -p "$cache"
work=$(mktemp -d "$cache/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

apt-get -qq -o APT::Sandbox::User=root download "$package" >&2 \
  || die "cannot download $package; is a mirror reachable, is apt-get update needed?"
mkdir kernel
dpkg-deb --fsys-tarfile "$package"_*.deb \
  | tar -x -C kernel --wildcards './boot/vmlinuz-*' '*/virtio*.ko*' '*failover.ko*' \
  || die "$package does not hold the kernel and modules expected"

root=$work/root
mkdir -p root/bin root/dev root/proc root/modules
cp $busybox root/bin/busybox
order=0
for module in $modules; do
  name=$module
  file=$(find kernel -name "$name.ko*" | head -n 1)
  # A module that is not there is built into the kernel.
  if [ -n "$file" ]; then
    order=$((order + 1))
    cp "$file" "root/modules/$order-$name.ko${file##*.ko}"
  fi
done

cat >root/init <<'INIT'
#!/bin/busybox sh
export PATH=/bin
fail() {
  echo "FAIL $*"
  poweroff -f
}
/bin/busybox mount -t proc proc /proc
/bin/busybox --install -s /bin
for module in /modules/*; do
  insmod "$module" || fail "insmod $module"
done
for word in $(cat /proc/cmdline); do
  case $word in
    guest.ip=*) ip=${word#*=} ;;
    guest.ping=*) hosts=$(echo "${word#*=}" | tr , ' ') ;;
  esac
done
ip link set eth0 up && ip addr add "$ip" dev eth0 || fail "no eth0"
for host in $hosts; do
  until ping -c 1 -W 1 "$host" >/dev/null 2>&1; do usleep 100000; done
  echo "PASS ping $host"
done
echo "PASS all"
while :; do sleep 1000; done
INIT
chmod 755 root/init

mkdir out
cp kernel/boot/vmlinuz-* out/vmlinuz
(cd "$root" && find . | $busybox cpio -o -H newc 2>/dev/null | gzip -1) >out/initrd
chmod -R a+rX out
# Another run may have finished first: its image is as good as ours.
mv -T out "$image" 2>/dev/null || [ -e "$image/initrd" ] || die "cannot write $image"
echo "$image"
