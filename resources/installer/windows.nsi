; The Windows set-up: for one user, without an administrator. build_installer.py gives PAYLOAD, OUTPUT, VERSION, ICON.
Target amd64-unicode
Unicode true
!include LogicLib.nsh
!define NAME "Sustainability workbench"
!define ID "sustainability-workbench"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
Name "${NAME}"
OutFile "${OUTPUT}"
Icon "${ICON}"
UninstallIcon "${ICON}"
BrandingText "${NAME} ${VERSION}"
ManifestDPIAware true
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "Folder"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles
LoadLanguageFile "${NSISDIR}\Contrib\Language files\Spanish.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\PortugueseBR.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\English.nlf"

LangString ROUND ${LANG_SPANISH} "Ronda de encuesta"
LangString ROUND ${LANG_PORTUGUESEBR} "Rodada de pesquisa"
LangString ROUND ${LANG_ENGLISH} "Survey round"
LangString ANSWERS ${LANG_SPANISH} "Respuestas de encuesta"
LangString ANSWERS ${LANG_PORTUGUESEBR} "Respostas de pesquisa"
LangString ANSWERS ${LANG_ENGLISH} "Survey answers"
LangString RUNNING ${LANG_SPANISH} "${NAME} está abierto. Ciérrelo y vuelva a intentar."
LangString RUNNING ${LANG_PORTUGUESEBR} "${NAME} está aberto. Feche-o e tente de novo."
LangString RUNNING ${LANG_ENGLISH} "${NAME} is open. Close it and try again."

; A program that runs cannot be replaced: nothing is touched until it is closed.
!macro Closed EXE
  ${Do}
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\${EXE}"
      FileOpen $0 "$INSTDIR\${EXE}" a
      FileClose $0
    ${EndIf}
    ${IfNot} ${Errors}  ; which forgets them
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      Abort
    ${EndIf}
  ${Loop}
!macroend

; A double click on the files of a survey opens them, unless the user has chosen another program for them.
!define CLASSES "Software\Classes"
!macro Opens ENDING TITLE
  WriteRegStr HKCU "${CLASSES}\${ID}.${ENDING}" "" "${TITLE}"
  WriteRegStr HKCU "${CLASSES}\${ID}.${ENDING}\DefaultIcon" "" "$INSTDIR\workbench.ico"
  WriteRegStr HKCU "${CLASSES}\${ID}.${ENDING}\shell\open\command" "" '"$INSTDIR\workbench-window.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.${ENDING}\OpenWithProgids" "${ID}.${ENDING}" ""
  ReadRegStr $0 HKCU "${CLASSES}\.${ENDING}" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\.${ENDING}" "" "${ID}.${ENDING}"
  ${EndIf}
!macroend
!macro OpensNoMore ENDING
  DeleteRegKey HKCU "${CLASSES}\${ID}.${ENDING}"
  DeleteRegValue HKCU "${CLASSES}\.${ENDING}\OpenWithProgids" "${ID}.${ENDING}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${ENDING}\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.${ENDING}" ""
  ${If} $0 == "${ID}.${ENDING}"
    DeleteRegValue HKCU "${CLASSES}\.${ENDING}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${ENDING}"
!macroend
!macro TellDesktop
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  !insertmacro Closed workbench.exe
  !insertmacro Closed workbench-window.exe
  ; An older version goes first: a file it had and this one has not must not stay behind.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  File "/oname=workbench.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\workbench-window.exe" "" "$INSTDIR\workbench.ico"
  WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\workbench.ico"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  !insertmacro Opens round "$(ROUND)"
  !insertmacro Opens answers "$(ANSWERS)"
  !insertmacro TellDesktop
SectionEnd

Section "Uninstall"
  !insertmacro Closed workbench.exe
  !insertmacro Closed workbench-window.exe
  ; Only what the set-up brought; the user's plans are elsewhere and stay.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\workbench.exe"
  Delete "$INSTDIR\workbench-window.exe"
  Delete "$INSTDIR\workbench"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\workbench.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${ID}"
  !insertmacro OpensNoMore round
  !insertmacro OpensNoMore answers
  !insertmacro TellDesktop
SectionEnd
