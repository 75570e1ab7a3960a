#!/bin/sh
# Makes Sustainability workbench.app and a disk image of the folder build_installer.py has built. To be run on a Mac:
#   sh macos.sh FOLDER VERSION OUTPUT.dmg
# Signing and notarising need the publisher's own certificate and are left to the publisher.
set -eu
folder=$1 version=$2 output=$3
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
app="$stage/Sustainability workbench.app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp -R "$folder/" "$app/Contents/MacOS/"
iconset="$stage/workbench.iconset"
mkdir -p "$iconset"
for size in 16 32 128 256 512; do
    sips -s format png -z $size $size "$folder/workbench.png" --out "$iconset/icon_${size}x${size}.png" > /dev/null
done
iconutil -c icns "$iconset" -o "$app/Contents/Resources/workbench.icns"
cat > "$app/Contents/Info.plist" <<PLIST
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleName</key><string>Sustainability workbench</string>
<key>CFBundleIdentifier</key><string>org.sustainability-workbench</string>
<key>CFBundleVersion</key><string>$version</string>
<key>CFBundleShortVersionString</key><string>$version</string>
<key>CFBundleExecutable</key><string>workbench-window</string>
<key>CFBundleIconFile</key><string>workbench</string>
<key>CFBundlePackageType</key><string>APPL</string>
<key>NSHighResolutionCapable</key><true/>
</dict></plist>
PLIST
codesign --force --deep --sign - "$app"
ln -s /Applications "$stage/Applications"
rm -rf "$iconset"
hdiutil create -volname "Sustainability workbench" -srcfolder "$stage" -ov -format UDZO "$output"
