/* Test-only stand-in for bcryptprimitives.dll, which Wine lacks and what is written in Rust imports. */
typedef unsigned char byte;
__declspec(dllimport) byte SystemFunction036(void *buffer, unsigned long length); /* RtlGenRandom */
__declspec(dllexport) int ProcessPrng(byte *buffer, unsigned long long length) {
    return SystemFunction036(buffer, (unsigned long)length);
}
