/* Ringside.exe and ringside-cli.exe: load lib\python\python313.dll from beside this file and start the program.
   The process is this one, so that the task bar, the firewall and AppLocker see Ringside and no interpreter. */
#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include <wchar.h>

#define ENGLISH L"Ringside is not installed completely. Install it again."
#define CHINESE L"Ringside 安装不完整，请重新安装。"
#define PROGRAM \
    L"import sys\n" \
    L"try:\n" \
    L"    from ui.main import desk_main\n" \
    L"    sys.exit(desk_main())\n" \
    L"except ImportError as error:\n" \
    L"    text = '" ENGLISH L"\\n" CHINESE L"\\n\\n' + str(error)\n" \
    L"    if sys.stderr:\n" \
    L"        print(text, file=sys.stderr)\n" \
    L"    else:\n" \
    L"        import ctypes\n" \
    L"        ctypes.windll.user32.MessageBoxW(None, text, 'Ringside', 16)\n" \
    L"    sys.exit(3)\n"
#define NOT_WHOLE ENGLISH L"\n" CHINESE

typedef int (*py_main)(int, wchar_t **);

static int fail(const wchar_t *what) {
    static wchar_t text[33000];
    wsprintfW(text, L"%s\n\n%.900s (%lu)", NOT_WHOLE, what, GetLastError());
#ifdef CONSOLE
    DWORD written;
    HANDLE err = GetStdHandle(STD_ERROR_HANDLE);
    wcscat(text, L"\n");
    if (!WriteConsoleW(err, text, (DWORD)wcslen(text), &written, 0)) {
        static char bytes[100000];
        int n = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, 0, 0);
        WriteFile(err, bytes, n ? n - 1 : 0, &written, 0);
    }
#else
    MessageBoxW(0, text, L"Ringside", MB_ICONERROR);
#endif
    return 3; /* the store or this computer refuses */
}

static int run(void) {
    static wchar_t exe[32768], dll[33000];
    int given, count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &given);
    if (!arguments || !GetModuleFileNameW(0, exe, 32700)) return fail(L"path");
    SetDllDirectoryW(L""); /* nothing is loaded from the folder that one happens to be in */
    wcscpy(dll, exe);
    wcscpy(wcsrchr(dll, L'\\'), L"\\lib\\python\\python313.dll");
    HMODULE python = LoadLibraryExW(dll, 0, LOAD_WITH_ALTERED_SEARCH_PATH);
    py_main start = python ? (py_main)(void *)GetProcAddress(python, "Py_Main") : 0;
    wchar_t **all = calloc(given + 8, sizeof *all);
    if (!start || !all) return fail(dll);
    all[count++] = exe;
    all[count++] = L"-I"; /* no PYTHON… of the environment, no packages of the person */
    all[count++] = L"-B"; /* the program's folder is never written to */
    all[count++] = L"-X";
    all[count++] = L"utf8";
    all[count++] = L"-c";
    all[count++] = PROGRAM;
    for (int i = 1; i < given; i++) all[count++] = arguments[i];
    return start(count, all);
}

#ifdef CONSOLE
int wmain(void) { return run(); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show) { return run(); }
#endif
