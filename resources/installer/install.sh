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
command=$HOME/.local/bin/workbench

if [ "${1:-}" = --remove ]; then
    rm -rf -- "$target"
    rm -f -- "$entry" "$icon" "$command"
    echo "Removed. Your plans are still there."
    exit 0
fi

mkdir -p "$programs" "$share/applications" "$(dirname "$icon")" "$HOME/.local/bin"
rm -rf -- "$target.new"
cp -R -- "$here" "$target.new"
rm -rf -- "$target"
mv -- "$target.new" "$target"
sed "s|@PROGRAM@|\"$target/workbench-window\"|" "$target/workbench.desktop" > "$entry"
cp -- "$target/_internal/resources/icons/workbench.svg" "$icon"
ln -sf -- "$target/workbench" "$command"
echo "Installed. Start it from the menu, or with: $command"
