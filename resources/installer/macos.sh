#!/bin/sh
# Makes a disk image of the bundle PyInstaller has made, with the licences that build_installer.py has gathered in the
# folder. To be run on a Mac: sh macos.sh APP FOLDER OUTPUT.dmg
# Signing and notarising need the publisher's own certificate and are left to the publisher.
set -eu
app=$1 folder=$2 output=$3
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
ditto "$app" "$stage/$(basename "$app")"
app="$stage/$(basename "$app")"
cp -R "$folder/_internal/licences" "$folder/LICENSE.txt" "$app/Contents/Resources/"
codesign --force --deep --sign - "$app"
codesign --verify --deep --strict "$app"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "Sustainability workbench" -srcfolder "$stage" -ov -format UDZO "$output"
