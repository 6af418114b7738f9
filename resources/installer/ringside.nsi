; The installer of the desk, for one person (SCOPE=user) or for the PC (SCOPE=machine): see build_installer.py.
; Switches and exit codes: docs/deployment.md.
Unicode true
!ifdef AMD64
  Target amd64-unicode
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include WordFunc.nsh

!define NAME "Ringside"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!if "${SCOPE}" == "machine"
  RequestExecutionLevel admin
  InstallDir "$PROGRAMFILES64\${NAME}"
  !define HIVE HKLM
  !define CONTEXT all
!else
  RequestExecutionLevel user
  InstallDir "$LOCALAPPDATA\Programs\${NAME}"
  !define HIVE HKCU
  !define CONTEXT current
!endif
InstallDirRegKey ${HIVE} "${UNINSTALL}" "InstallLocation"

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
!ifdef FAST
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestSupportedOS all
ShowInstDetails nevershow
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey CompanyName "${NAME}"
VIAddVersionKey FileDescription "${NAME} Setup"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "Apache-2.0"
!ifdef SIGN
  !finalize `${SIGN} "%1"`
  !uninstfinalize `${SIGN} "%1"`
!endif

!define EXIT_CANCELLED 1602
!define EXIT_FAILED 1603
!define EXIT_RUNNING 1618
!define EXIT_NOT_X64 1633
!define EXIT_NEWER 1638
!define EXIT_SWITCH 1639
!define EXIT_OLD_WINDOWS 1150

!define MUI_ICON "${STAGE}/ringside.ico"
!define MUI_UNICON "${STAGE}/ringside.ico"
!define MUI_ABORTWARNING
!define MUI_CUSTOMFUNCTION_ABORT Cancelled
!define MUI_FINISHPAGE_RUN "$INSTDIR\Ringside.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(STAYS)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${STAGE}/LICENSES.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "Ringside is running. Close it and try again."
LangString RUNNING ${LANG_SIMPCHINESE} "Ringside 正在运行。请先关闭它，再重试。"
LangString NEWER ${LANG_ENGLISH} "A newer Ringside is installed ($0). It is not replaced."
LangString NEWER ${LANG_SIMPCHINESE} "已安装更新的 Ringside（$0），不会被替换。"
LangString OLD_WINDOWS ${LANG_ENGLISH} "Ringside needs 64-bit Windows 10 or newer."
LangString OLD_WINDOWS ${LANG_SIMPCHINESE} "Ringside 需要 64 位 Windows 10 或更高版本。"
LangString FAILED ${LANG_ENGLISH} "The files cannot be written to $INSTDIR. What was installed before is as it was."
LangString FAILED ${LANG_SIMPCHINESE} "无法写入 $INSTDIR。原先安装的内容没有变化。"
LangString NO_POLICY ${LANG_ENGLISH} "Ringside is installed, but what was set for this PC is refused:$\r$\n$1"
LangString NO_POLICY ${LANG_SIMPCHINESE} "Ringside 已安装，但本机设置未被接受：$\r$\n$1"
LangString FOR_MACHINE ${LANG_ENGLISH} "Only the installer for the whole PC takes /HUB, /LANGUAGE and /SET."
LangString FOR_MACHINE ${LANG_SIMPCHINESE} "只有面向整机的安装程序接受 /HUB、/LANGUAGE 和 /SET。"
LangString STAYS ${LANG_ENGLISH} "Ringside will be removed. Its data stays in $LOCALAPPDATA\${NAME} of each person, \
  with a key in the Windows credential manager."
LangString STAYS ${LANG_SIMPCHINESE} "即将删除 Ringside。各用户的数据保留在 $LOCALAPPDATA\${NAME}，密钥保留在 Windows 凭据管理器中。"

; A file that runs cannot be opened for writing: every launcher of every person has this one loaded.
!macro RefuseWhileRunning un
Function ${un}RefuseWhileRunning
  StrCpy $1 0
  again:
  ${IfNot} ${FileExists} "$INSTDIR\lib\python\python313.dll"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\lib\python\python313.dll" a
  ${IfNot} ${Errors}
    FileClose $0
    Return
  ${EndIf}
  ${If} ${Silent}
    IntOp $1 $1 + 1
    ${If} $1 < 5 ; something may only be looking at it, such as a virus scanner
      Sleep 1000
      Goto again
    ${EndIf}
    SetErrorLevel ${EXIT_RUNNING}
    Quit
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY again
  SetErrorLevel ${EXIT_CANCELLED}
  Quit
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

Function .onInit
  SetShellVarContext ${CONTEXT}
  SetRegView 64
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel ${EXIT_NOT_X64}
    Quit
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel ${EXIT_OLD_WINDOWS}
    Quit
  ${EndIf}
  ${GetParameters} $9
  !if "${SCOPE}" == "user"
    Call RefusePolicy
  !endif
  ReadRegStr $0 ${HIVE} "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ClearErrors
    ${GetOptions} $9 "/DOWNGRADE" $2
    ${If} $1 == 1
    ${AndIf} ${Errors}
      MessageBox MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel ${EXIT_NEWER}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; The value of a switch into $0, or nothing, up to the next blank: GetOptions ends at the // of an address.
!macro ValueOf SWITCH
  ClearErrors
  ${WordFind2X} "$9 " "/${SWITCH}=" " " "E+1" $0
  ${If} ${Errors}
    StrCpy $0 ""
  ${EndIf}
  ${WordReplace} "$0" '"' "" "+" $0
!macroend

; Put what the switches set into the policy of this PC; ringside-cli looks at it and says what is wrong.
!if "${SCOPE}" == "machine"
!macro PolicyOf SWITCH WORD
  !insertmacro ValueOf ${SWITCH}
  ${If} $0 != ""
    StrCpy $2 '$2 ${WORD}"$0"'
  ${EndIf}
!macroend
Function SetPolicy
  StrCpy $2 ""
  !insertmacro PolicyOf "HUB" "--hub "
  !insertmacro PolicyOf "LANGUAGE" "--set language="
  !insertmacro PolicyOf "SET" "--set "
  ${If} $2 != ""
    nsExec::ExecToStack '"$INSTDIR\ringside-cli.exe" policy$2'
    Pop $0
    Pop $1
    ${If} $0 != 0
      MessageBox MB_ICONEXCLAMATION "$(NO_POLICY)" /SD IDOK
      SetErrorLevel ${EXIT_SWITCH}
    ${EndIf}
  ${EndIf}
FunctionEnd
!else
!macro ForMachine SWITCH
  !insertmacro ValueOf ${SWITCH}
  ${If} $0 != ""
    MessageBox MB_ICONSTOP "$(FOR_MACHINE)" /SD IDOK
    SetErrorLevel ${EXIT_SWITCH}
    Quit
  ${EndIf}
!macroend
Function RefusePolicy
  !insertmacro ForMachine "HUB"
  !insertmacro ForMachine "LANGUAGE"
  !insertmacro ForMachine "SET"
FunctionEnd
!endif

Function Cancelled
  SetErrorLevel ${EXIT_CANCELLED}
FunctionEnd

Function TakeBack ; what was written so far; the folder that one is in cannot be removed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\fresh"
  RMDir "$INSTDIR" ; where nothing was before
FunctionEnd

Function .onInstFailed ; a disk that is full while files are written ends it at once
  Call TakeBack
  SetErrorLevel ${EXIT_FAILED}
FunctionEnd

Section "${NAME}"
  Call RefuseWhileRunning
  ; Everything is written beside what is there, which is then exchanged: a full disk leaves the old one whole.
  SetOverwrite try
  RMDir /r "$INSTDIR\fresh"
  ClearErrors
  SetOutPath "$INSTDIR\fresh"
  File /r "${STAGE}/*.*"
  SetOutPath "$INSTDIR"
  IfErrors failed
  RMDir /r "$INSTDIR\lib.old"
  ${If} ${FileExists} "$INSTDIR\lib\*.*"
    ClearErrors
    Rename "$INSTDIR\lib" "$INSTDIR\lib.old"
    IfErrors failed
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\fresh\lib" "$INSTDIR\lib"
  ${If} ${Errors}
    Rename "$INSTDIR\lib.old" "$INSTDIR\lib"
    Goto failed
  ${EndIf}
  CopyFiles /SILENT "$INSTDIR\fresh\*.*" "$INSTDIR"
  RMDir /r "$INSTDIR\fresh"
  RMDir /r "$INSTDIR\lib.old"
  WriteUninstaller "$INSTDIR\Uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\Ringside.exe"
  ClearErrors
  ${GetOptions} $9 "/DESKTOP=" $0
  ${If} $0 == 1
    CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\Ringside.exe"
  ${EndIf}
  ClearErrors
  ${GetOptions} $9 "/AUTOSTART=" $0
  ${If} $0 == 1
    WriteRegStr ${HIVE} "Software\Microsoft\Windows\CurrentVersion\Run" "${NAME}" '"$INSTDIR\Ringside.exe"'
  ${EndIf}

  ; ringside: links are ours. tel: is only offered: a person chooses it under "Default apps".
  !macro OpensLinks KEY WHAT
    WriteRegStr ${HIVE} "Software\Classes\${KEY}" "" "URL:${WHAT}"
    WriteRegStr ${HIVE} "Software\Classes\${KEY}" "URL Protocol" ""
    WriteRegStr ${HIVE} "Software\Classes\${KEY}\DefaultIcon" "" "$INSTDIR\ringside.ico"
    WriteRegStr ${HIVE} "Software\Classes\${KEY}\shell\open\command" "" '"$INSTDIR\Ringside.exe" "%1"'
  !macroend
  !insertmacro OpensLinks "ringside" "${NAME}"
  !insertmacro OpensLinks "${NAME}.tel" "tel"
  WriteRegStr ${HIVE} "Software\${NAME}\Capabilities" "ApplicationName" "${NAME}"
  WriteRegStr ${HIVE} "Software\${NAME}\Capabilities" "ApplicationDescription" "Shows the page of who has a number"
  WriteRegStr ${HIVE} "Software\${NAME}\Capabilities\URLAssociations" "tel" "${NAME}.tel"
  WriteRegStr ${HIVE} "Software\RegisteredApplications" "${NAME}" "Software\${NAME}\Capabilities"

  WriteRegStr ${HIVE} "${APP_PATHS}\Ringside.exe" "" "$INSTDIR\Ringside.exe"
  WriteRegStr ${HIVE} "${APP_PATHS}\ringside-cli.exe" "" "$INSTDIR\ringside-cli.exe"
  WriteRegStr ${HIVE} "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr ${HIVE} "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr ${HIVE} "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr ${HIVE} "${UNINSTALL}" "DisplayIcon" "$INSTDIR\ringside.ico"
  WriteRegStr ${HIVE} "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr ${HIVE} "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr ${HIVE} "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD ${HIVE} "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD ${HIVE} "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD ${HIVE} "${UNINSTALL}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  !if "${SCOPE}" == "machine"
    Call SetPolicy
  !endif
  Return

  failed:
  Call TakeBack
  MessageBox MB_ICONSTOP "$(FAILED)" /SD IDOK
  SetErrorLevel ${EXIT_FAILED}
  Quit
SectionEnd

Function un.onInit
  SetShellVarContext current
  SetRegView 64
FunctionEnd

Section "Uninstall"
  Call un.RefuseWhileRunning
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\lib.old"
  RMDir /r "$INSTDIR\fresh"
  Delete "$INSTDIR\Ringside.exe"
  Delete "$INSTDIR\ringside-cli.exe"
  Delete "$INSTDIR\ringside.ico"
  Delete "$INSTDIR\LICENSES.txt"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  SetShellVarContext ${CONTEXT}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegValue ${HIVE} "Software\Microsoft\Windows\CurrentVersion\Run" "${NAME}"
  DeleteRegValue ${HIVE} "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey ${HIVE} "Software\${NAME}"
  DeleteRegKey ${HIVE} "Software\Classes\ringside"
  DeleteRegKey ${HIVE} "Software\Classes\${NAME}.tel"
  DeleteRegKey ${HIVE} "${APP_PATHS}\Ringside.exe"
  DeleteRegKey ${HIVE} "${APP_PATHS}\ringside-cli.exe"
  DeleteRegKey ${HIVE} "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ${GetParameters} $9
  ClearErrors
  ${GetOptions} $9 "/PURGE" $0
  ${IfNot} ${Errors}
    !if "${SCOPE}" == "machine"
      RMDir /r "$APPDATA\${NAME}" ; of all: the policy, in ProgramData
    !endif
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
SectionEnd
