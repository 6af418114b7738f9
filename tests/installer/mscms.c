/* Test-only stand-in for mscms.dll: Wine's ends the process in WcsCreateIccProfile. */
#define X __declspec(dllexport)
X void *OpenColorProfileW(void *p, unsigned a, unsigned b, unsigned c) { return 0; }
X void *WcsOpenColorProfileW(void *a, void *b, void *c, unsigned d, unsigned e, unsigned f, unsigned g) { return 0; }
X int CloseColorProfile(void *p) { return 1; }
X void *WcsCreateIccProfile(void *p, unsigned o) { return 0; }
X int GetColorProfileFromHandle(void *p, void *b, unsigned *n) { return 0; }
X int GetColorDirectoryW(void *a, void *b, unsigned *n) { return 0; }
