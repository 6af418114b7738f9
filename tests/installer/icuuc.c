/* Test-only stand-in for Windows' icuuc.dll, which Wine lacks and Qt6Core imports: no converter is available. */
#define X __declspec(dllexport)
typedef int E;
enum { UNSUPPORTED = 16 };
static void no(E *e) { if (e) *e = UNSUPPORTED; }
X void *ucnv_open(const char *n, E *e) { no(e); return 0; }
X void ucnv_close(void *c) {}
X void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
X void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
X void ucnv_reset(void *c) {}
X signed char ucnv_getMaxCharSize(const void *c) { return 1; }
X const char *ucnv_getName(const void *c, E *e) { no(e); return 0; }
X void ucnv_getToUCallBack(const void *c, void **a, const void **x) { if (a) *a = 0; if (x) *x = 0; }
X void ucnv_getFromUCallBack(const void *c, void **a, const void **x) { if (a) *a = 0; if (x) *x = 0; }
X void ucnv_setToUCallBack(void *c, void *a, void *x, void **o, void **p, E *e) { no(e); }
X void ucnv_setFromUCallBack(void *c, void *a, void *x, void **o, void **p, E *e) { no(e); }
X void ucnv_cbToUWriteUChars(void *a, const void *s, int n, int o, E *e) { no(e); }
X void ucnv_cbFromUWriteUChars(void *a, const void **s, const void *l, int o, E *e) { no(e); }
X void ucnv_toUnicode(void *c, void **t, const void *l, const char **s, const char *m, int *o, signed char f, E *e) { no(e); }
X void ucnv_fromUnicode(void *c, char **t, const char *l, const void **s, const void *m, int *o, signed char f, E *e) { no(e); }
X int ucnv_toUCountPending(const void *c, E *e) { return 0; }
X int ucnv_fromUCountPending(const void *c, E *e) { return 0; }
X const char *ucnv_getStandardName(const char *n, const char *s, E *e) { no(e); return 0; }
X const char *ucnv_getAvailableName(int n) { return 0; }
X int ucnv_countAvailable(void) { return 0; }
