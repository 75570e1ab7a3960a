#!/bin/sh
# Puts the program into this user's home, without an administrator; "sh install.sh --remove" takes it away again.
# The plans stay where they are: in the user's data folder.
set -eu
name=sustainability-workbench
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
programs=$HOME/.local/opt
target=$programs/$name
entry=$share/applications/$name.desktop
icon=$share/icons/hicolor/scalable/apps/$name.svg
types=$share/mime/packages/$name.xml
command=$HOME/.local/bin/workbench

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    pt*) installed="Instalado. Abra-o no menu ou com:" removed="Removido. Seus planos continuam no lugar." ;;
    en*) installed="Installed. Start it from the menu, or with:" removed="Removed. Your plans are still there." ;;
    *) installed="Instalado. Ábralo desde el menú o con:" removed="Retirado. Sus planes siguen en su lugar." ;;
esac

# The desktop reads menus and kinds of files from registers of its own; without these programs it needs none.
register() {
    update-mime-database "$share/mime" 2> /dev/null || true
    update-desktop-database "$share/applications" 2> /dev/null || true
}

if [ "${1:-}" = --remove ]; then
    rm -rf -- "$target"
    rm -f -- "$entry" "$icon" "$types" "$command"
    register
    echo "$removed"
    exit 0
fi

mkdir -p "$programs" "$share/applications" "$share/mime/packages" "$(dirname "$icon")" "$HOME/.local/bin"
rm -rf -- "$target.new"
cp -R -- "$here" "$target.new"
rm -rf -- "$target"
mv -- "$target.new" "$target"
sed "s|@PROGRAM@|\"$target/workbench\"|" "$target/workbench.desktop" > "$entry"
cp -- "$target/_internal/resources/icons/workbench.svg" "$icon"
cp -- "$target/types.xml" "$types"
ln -sf -- "$target/workbench" "$command"
register
# Where the system lacks a library, the program says which, and what installs it; from a menu nobody would read it.
if ! said=$("$target/workbench" --smoke 2>&1); then
    echo "$said" >&2
    exit 1
fi
echo "$installed $command"
