# Debian's unstable system, for tests of what stable Debian does not have: Apptainer. Sourced by ./dev.
#
#   programs/apptainer    runs it as if it were installed here (tools/in-unstable)
#   root/                 the system, unpacked and not configured
#   encrypted/            an image that Apptainer built and encrypted, with a passphrase and for a key

# Not part of base; the others are what an encrypted image is built with.
unstable_packages=apptainer,gocryptfs,squashfuse,fuse3,squashfs-tools
# Of base, what nothing of it needs.
unstable_without=apt,libapt-pkg7.0,tzdata

# unstable_debian: sets TOMBOLO_UNSTABLE_DEBIAN to a folder that everybody can read, made once for a machine, outside the clone.
unstable_debian() {
    TOMBOLO_UNSTABLE_DEBIAN=/var/cache/tombolo/debian-unstable-2
    [ ! -e "$TOMBOLO_UNSTABLE_DEBIAN/whole" ] || return 0
    rm -rf "$TOMBOLO_UNSTABLE_DEBIAN"
    mkdir -p "$TOMBOLO_UNSTABLE_DEBIAN/programs"
    printf '%sunpacking a Debian unstable for the tests of Apptainer\n' "$(now)" >&2
    make_unstable >"$work/unstable.log" 2>&1 || {
        tail -n 5 "$work/unstable.log" >&2
        return 1
    }
    : >"$TOMBOLO_UNSTABLE_DEBIAN/whole"
}

make_unstable() {
    system=$TOMBOLO_UNSTABLE_DEBIAN/root
    mirror=$(debian_mirror)
    # The first stage only: what is unpacked need not be set up to be run.
    PATH="$PATH:/usr/sbin:/sbin" debootstrap --foreign --variant=minbase --include="$unstable_packages" --exclude="$unstable_without" \
        unstable "$system" $mirror || return 1
    for archive in "$system"/var/cache/apt/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$archive" | tar -C "$system" --keep-directory-symlink --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale -xf - || return 1
    done
    rm -rf "$system"/var/cache/apt/archives/*.deb "$system/debootstrap"
    # Debian's Apptainer takes the folder above the one that its helper lies in for its own; so it has to lie one lower.
    helper=$(echo "$system"/usr/lib/*/apptainer/bin)
    mkdir -p "$system/usr/libexec/apptainer"
    mv "$helper" "$system/usr/libexec/apptainer/bin"
    ln -s /usr/libexec/apptainer/bin "$helper"
    cp tools/in-unstable "$TOMBOLO_UNSTABLE_DEBIAN/programs/apptainer"
    mkdir -p "$TOMBOLO_UNSTABLE_DEBIAN/view"
    chmod 755 "$TOMBOLO_UNSTABLE_DEBIAN/programs/apptainer"
    make_encrypted || return 1
    chmod -R a+rX "$TOMBOLO_UNSTABLE_DEBIAN"
}

# make_encrypted: passphrase.sif, and key.sif for the holder of key.pem. Made here because FUSE, by which Apptainer encrypts, is root's on many
# machines; encrypted as an ordinary user's are, for root's ask for a device mapper.
make_encrypted() {
    made=$(mktemp -d)
    mkdir -p "$made/image/bin" "$made/image/tmp" "$made/image/etc" "$TOMBOLO_UNSTABLE_DEBIAN/encrypted"
    cp /bin/busybox "$made/image/bin/"
    ln -s busybox "$made/image/bin/sh"
    cat >"$made/image.def" <<TEXT
Bootstrap: localimage
From: $made/image
%environment
export FROM_IMAGE="of the image"
%runscript
echo "started with \$* and \$FROM_IMAGE"
TEXT
    openssl genrsa -traditional -out "$made/key.pem" 2048 && openssl rsa -in "$made/key.pem" -RSAPublicKey_out -out "$made/public.pem" || return 1
    APPTAINER_ENCRYPTION_PASSPHRASE='correct horse battery staple' build_encrypted "$made/passphrase.sif" &&
        build_encrypted --pem-path="$made/public.pem" "$made/key.sif" || return 1
    mv "$made"/*.sif "$made/key.pem" "$TOMBOLO_UNSTABLE_DEBIAN/encrypted/"
    rm -rf "$made"
}

build_encrypted() {
    unshare --user --map-user=1000 --map-group=1000 -- "$TOMBOLO_UNSTABLE_DEBIAN/programs/apptainer" build --encrypt "$@" "$made/image.def"
}
