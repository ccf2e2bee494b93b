#!/bin/sh
# What Tapmine needs of the machine, found or installed: a JDK, QEMU, a C compiler.
#
# Sourced by ./tapmine, ./verify and .ci/run, which set TAPMINE_ROOT. Run by itself as root it
# installs packages: scripts/machine.sh install jdk|qemu|qemu-TARGET|compiler|maven|shellcheck...
# Everything is said on standard error. Exit code 2: the machine lacks something.

JDK_OLDEST=25
QEMU_OLDEST=10
JDK_PACKAGES=openjdk-25-jdk-headless
# The emulators that ./verify needs; others are installed when they are asked for.
QEMU_PACKAGES="qemu-system-x86 qemu-system-arm qemu-utils"
COMPILER_PACKAGES="gcc libc6-dev make"

say() {
    echo "tapmine: $*" >&2
}

lacking() {
    say "$@"
    exit 2
}

# The number before the first dot of a JDK's version, or 0. Reads a text file, starts nothing.
jdk_major() {
    [ -x "$1/bin/javac" ] || { echo 0; return; }
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    else
        version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
    fi
    echo "${version:-0}"
}

# Sets JAVA_HOME to a JDK that is new enough, if there is one: JAVA_HOME's own, the PATH's, then
# the newest of the system's.
find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_major "$JAVA_HOME")" -ge "$JDK_OLDEST" ]; then
        export JAVA_HOME
        return 0
    fi
    if on_path=$(command -v javac); then
        on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
        if [ "$(jdk_major "$on_path")" -ge "$JDK_OLDEST" ]; then
            JAVA_HOME=$on_path
            export JAVA_HOME
            return 0
        fi
    fi
    best=0
    for home in /usr/lib/jvm/*; do
        major=$(jdk_major "$home")
        if [ "$major" -ge "$JDK_OLDEST" ] && [ "$major" -gt "$best" ]; then
            best=$major
            JAVA_HOME=$home
        fi
    done
    [ "$best" -gt 0 ] && export JAVA_HOME
}

need_jdk() {
    find_jdk && return
    if debian_from 13 || candidate_at_least openjdk-25-jdk-headless "$JDK_OLDEST"; then
        install_or_explain jdk "a JDK" "apt-get install --no-install-recommends $JDK_PACKAGES"
        find_jdk && return
    fi
    lacking "Tapmine needs a JDK $JDK_OLDEST or newer, and this system's packages have none:" \
        "unpack one of any vendor into a folder and start again with JAVA_HOME=FOLDER set," \
        "or put that folder under /usr/lib/jvm."
}

# The number before the first dot of a QEMU binary's version, or 0.
qemu_major() {
    version=$("$1" --version 2>/dev/null | sed -n '1s/.*version \([0-9]*\).*/\1/p')
    echo "${version:-0}"
}

# qemu_packages TARGET: the packages of Debian's QEMU 10 that have an emulator, or nothing where
# Tapmine makes no guest for it. bookworm-backports and trixie divide QEMU in the same way.
qemu_packages() {
    case $1 in
        x86_64 | i386) echo "qemu-system-x86 qemu-utils" ;;
        aarch64 | arm) echo "qemu-system-arm qemu-utils" ;;
        riscv64) echo "qemu-system-riscv qemu-utils" ;;
        s390x) echo "qemu-system-s390x qemu-utils" ;;
    esac
}

# need_qemu TARGET: as QEMU calls it, such as x86_64.
need_qemu() {
    binary=qemu-system-$1
    [ "$(qemu_major "$binary")" -ge "$QEMU_OLDEST" ] && return
    name="QEMU $QEMU_OLDEST or newer for $1"
    packages=$(qemu_packages "$1")
    if debian_from 13 || candidate_at_least "${packages%% *}" "$QEMU_OLDEST"; then
        install_or_explain "qemu-$1" "$name" \
            "apt-get install --no-install-recommends $packages"
    elif [ "$(codename)" = bookworm ]; then
        install_or_explain "qemu-$1" "$name (from bookworm-backports)" \
            "sh '$TAPMINE_ROOT/scripts/machine.sh' install qemu-$1"
    else
        lacking "Tapmine needs $binary of $name in PATH, built with plugins, and this system's" \
            "packages have none: install it from its makers' source."
    fi
    [ "$(qemu_major "$binary")" -ge "$QEMU_OLDEST" ] ||
        lacking "the first $binary in PATH is not $name:" \
            "$(command -v "$binary" || echo "there is none"); remove it, or put a newer one first."
}

# cross_triplet ARCH: what the names of Debian's compilers for an architecture begin with, or nothing.
cross_triplet() {
    case $1 in
        amd64) echo x86_64-linux-gnu ;;
        i386) echo i686-linux-gnu ;;
        armel) echo arm-linux-gnueabi ;;
        armhf) echo arm-linux-gnueabihf ;;
        arm64) echo aarch64-linux-gnu ;;
        riscv64) echo riscv64-linux-gnu ;;
        s390x) echo s390x-linux-gnu ;;
    esac
}

# cross_packages ARCH: the package of the C and C++ compilers that make programs for it.
cross_packages() {
    triplet=$(cross_triplet "$1")
    if [ "$triplet" = "$(uname -m)-linux-gnu" ]; then
        echo "g++"
    elif [ -n "$triplet" ]; then
        echo "g++-$(echo "$triplet" | tr _ -)"
    fi
}

# need_cross ARCH: Debian's name.
need_cross() {
    [ -n "$(command -v "$(cross_triplet "$1")-g++")" ] && [ -n "$(command -v make)" ] && return
    install_or_explain "cross-$1" "a C++ compiler for $1" \
        "apt-get install --no-install-recommends make $(cross_packages "$1")"
}

need_compiler() {
    [ -n "$(command -v gcc)" ] && [ -n "$(command -v make)" ] && return
    install_or_explain compiler "a C compiler and make" \
        "apt-get install --no-install-recommends $COMPILER_PACKAGES"
}

need_maven() {
    [ -n "$(command -v mvn)" ] ||
        install_or_explain maven "Maven" "apt-get install --no-install-recommends maven"
}

# Maven under a new JDK, without that JDK's warnings about Maven's own libraries.
maven() {
    MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
        mvn -B "$@"
}

need_shellcheck() {
    [ -n "$(command -v shellcheck)" ] ||
        install_or_explain shellcheck "shellcheck" "apt-get install shellcheck"
}

os_release() {
    sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | tr -d '"'
}

codename() {
    os_release VERSION_CODENAME
}

# Whether this is Debian of that number or a later one.
debian_from() {
    [ "$(os_release ID)" = debian ] || return 1
    number=$(os_release VERSION_ID)
    # Testing and unstable have no number, and are later than any release.
    [ -z "$number" ] || [ "${number%%.*}" -ge "$1" ]
}

# candidate_at_least PACKAGE MAJOR: whether apt would install that version or a newer one.
candidate_at_least() {
    [ -n "$(command -v apt-cache)" ] || return 1
    candidate=$(LC_ALL=C apt-cache policy "$1" 2>/dev/null |
        sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9]*\).*/\2/p')
    [ "${candidate:-0}" -ge "$2" ]
}

# install_or_explain THING NAME COMMAND: installs it when root, through sudo when the user agrees,
# or else says with which command a person can.
install_or_explain() {
    if [ -z "$(command -v apt-get)" ]; then
        lacking "Tapmine needs $2, and there is no apt-get here to install it with:" \
            "install it by this system's own means."
    fi
    if [ "$(id -u)" = 0 ]; then
        say "installing $2 from Debian's packages"
        install_thing "$1"
    elif [ -n "$(command -v sudo)" ] && { [ -t 0 ] && [ -t 2 ] || sudo -n true 2>/dev/null; }; then
        if [ -t 0 ] && [ -t 2 ]; then
            printf 'tapmine: %s is missing. Install it from Debian'\''s packages with sudo? [Y/n] ' \
                "$2" >&2
            read -r reply || reply=n
        else
            # Nobody to ask: only a machine whose owner said so beforehand.
            reply=${TAPMINE_INSTALL:-n}
        fi
        case $reply in
            "" | y | Y | yes) sudo sh "$TAPMINE_ROOT/scripts/machine.sh" install "$1" || exit 2 ;;
            *) lacking "Tapmine needs $2; install it with: sudo $3" ;;
        esac
    else
        with="with: sudo $3"
        [ -n "$(command -v sudo)" ] || with="as root, with: $3"
        lacking "Tapmine needs $2 and may not install it here; install it $with"
    fi
}

# Without a terminal of its own, dpkg leaves out its progress in percent, which fills a log.
apt() {
    DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2
}

# install_thing THING: as root.
install_thing() {
    apt update || lacking "apt-get update failed: see above, and start again when it works."
    case $1 in
        jdk) packages=$JDK_PACKAGES ;;
        qemu) packages=$QEMU_PACKAGES ;;
        qemu-*) packages=$(qemu_packages "${1#qemu-}") ;;
        compiler) packages=$COMPILER_PACKAGES ;;
        cross-*) packages="make $(cross_packages "${1#cross-}")" ;;
        *) packages=$1 ;;
    esac
    case $1 in
        qemu | qemu-*)
            if ! candidate_at_least "${packages%% *}" "$QEMU_OLDEST"; then
                install_backport "$packages"
                return
            fi
            ;;
    esac
    # shellcheck disable=SC2086 # a list of words
    apt install -y --no-install-recommends $packages || cannot_install "$packages"
}

cannot_install() {
    lacking "apt-get could not install $1: see above, and start again when it can."
}

# Installs packages from this Debian's backports. Where the machine's apt does not know them, their
# index is fetched from the machine's own archive for this one time; its sources stay as they are.
install_backport() {
    release=$(codename)-backports
    if apt_targets | grep -q " $release "; then
        # shellcheck disable=SC2086 # a list of words
        apt install -y --no-install-recommends -t "$release" $1 || cannot_install "$1"
        return
    fi
    archive=$(apt_targets | awk -v release="$(codename)" '$2 == release && $3 == "main" { print $1; exit }')
    [ -n "$archive" ] ||
        lacking "apt's sources name no archive of $(codename)'s main packages: add one, and start again."
    private=$(mktemp -d)
    chmod 755 "$private"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $release main" \
        >"$private/backports.list"
    if ! apt -o Dir::Etc::SourceList="$private/backports.list" -o Dir::Etc::SourceParts=/dev/null \
        -o APT::Get::List-Cleanup=0 update; then
        rm -r "$private"
        lacking "the machine's archive has no $release, which has QEMU: install QEMU $QEMU_OLDEST by hand."
    fi
    [ ! -e /etc/apt/sources.list ] || cat /etc/apt/sources.list >>"$private/backports.list"
    # shellcheck disable=SC2086 # a list of words
    apt -o Dir::Etc::SourceList="$private/backports.list" \
        install -y --no-install-recommends -t "$release" $1 || failed=yes
    rm -r "$private"
    [ -z "${failed:-}" ] || cannot_install "$1"
}

# What apt knows: archive, release and component of each index of packages.
apt_targets() {
    # shellcheck disable=SC2016 # apt expands these
    apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT) ' 'Created-By: Packages'
}

if [ "${0##*/}" = machine.sh ]; then
    TAPMINE_ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
    case ${1:-} in
        install)
            [ "$(id -u)" = 0 ] || lacking "only root may install packages; start this with sudo."
            shift
            for thing in "$@"; do
                case $thing in
                    jdk | qemu | compiler | maven | shellcheck) ;;
                    qemu-*) [ -n "$(qemu_packages "${thing#qemu-}")" ] || thing= ;;
                    cross-*) [ -n "$(cross_triplet "${thing#cross-}")" ] || thing= ;;
                    *) thing= ;;
                esac
                [ -n "$thing" ] ||
                    lacking "install what? One of jdk, qemu, qemu-TARGET, compiler, cross-ARCH, maven," \
                        "shellcheck; TARGET is x86_64, i386, aarch64, arm, riscv64 or s390x," \
                        "ARCH amd64, i386, arm64, armhf, armel, riscv64 or s390x."
                install_thing "$thing"
            done
            ;;
        *) lacking "usage: scripts/machine.sh install jdk|qemu|qemu-TARGET|compiler|maven|shellcheck..." ;;
    esac
fi
