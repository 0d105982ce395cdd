/// Operators and the widths of integers. A case without TASK is the body of one.

/// arithmetic => holds
int a = 7, b = 3;
assert(a + b == 10); assert(a - b == 4); assert(b - a == -4); assert(a * b == 21);
assert(a / b == 2); assert(-a / b == -2); assert(a % b == 1); assert(-a % b == -1);
assert(-a == 0 - 7); assert(+a == 7); assert(~a == -8);

/// bitwise => holds
unsigned a = 12, b = 10;
assert((a & b) == 8); assert((a | b) == 14); assert((a ^ b) == 6); assert(~a == 0xfffffff3u);
assert(a << 2 == 48); assert(a >> 2 == 3);

/// comparisons => holds
int a = 1, b = 2;
assert(a < b); assert(a <= b); assert(b > a); assert(b >= a); assert(a == 1); assert(a != b);
assert(!(b < a)); assert(!(a > b)); assert(-1 < a); assert(!(a > a)); assert(a >= a);

/// an unsigned comparison takes -1 for the largest value => holds
unsigned u = 1;
int i = -1;
assert(i > u);
unsigned long ul = 1;
long l = -1;
assert(l > ul); assert(!(ul >= l));

/// arithmetic wraps at the width of its type => holds
unsigned u = 0xffffffff;
int i = 0x7fffffff;
assert(u + 1 == 0); assert(0u - 1 == u); assert(u * 2 == 0xfffffffe);
assert(i + 1 < 0);
assert((unsigned char)(i + 2) == 1);
assert((signed char)200 == -56);
int two_hundred = choose(200, 200);
assert((s8)two_hundred == -56); assert((u8)(two_hundred + 100) == 44); assert((s16)(two_hundred * 300) == -5536);
assert((bool)two_hundred == 1); assert((u32)-two_hundred == 4294967096u); assert((u64)-two_hundred == -200ul);

/// unsigned division and shift => holds
unsigned long big = -2ul;
assert(big / 2 == 0x7fffffffffffffff); assert(big % 10 == 4); assert(big >> 63 == 1);
long negative = -16;
assert(negative >> 2 == -4); assert(negative / 4 == -4);

/// mixed widths => holds
u8 small = 200;
s8 minus = -1;
assert(small + small == 400); assert(minus + 1 == 0); assert(small > minus);
u16 word = 65535;
assert(word + 1 == 65536);

/// logic => holds
int a = 5, zero = 0;
assert(a && 2); assert(!(a && zero)); assert(zero || a); assert(!(zero || zero)); assert(!zero); assert(!!a == 1);
assert((a && a) + (a || zero) == 2);

/// conditional => holds
int a = choose(0, 3);
int b = a > 1 ? a * 2 : a ? 100 : -1;
assert(b == (a == 0 ? -1 : a == 1 ? 100 : 2 * a));

/// comma => holds
int a = 1, b;
b = (a = 4, a + 1);
assert(a == 4); assert(b == 5);

/// compound assignment => holds
int a = 10;
a += 5; assert(a == 15); a -= 3; assert(a == 12); a *= 2; assert(a == 24); a /= 5; assert(a == 4); a %= 3; assert(a == 1);
a <<= 4; assert(a == 16); a >>= 1; assert(a == 8); a |= 3; assert(a == 11); a &= 6; assert(a == 2); a ^= 7; assert(a == 5);
u8 c = 250;
c += 5; assert(c == 255);
bool b = 0;
b |= 4; assert(b == 1);

/// increment => holds
int a = 1, b;
b = a++; assert(b == 1 && a == 2); b = ++a; assert(b == 3 && a == 3); b = a--; assert(b == 3 && a == 2); b = --a; assert(b == 1 && a == 1);

/// assignments have values => holds
int a, b;
a = b = 3;
assert(a == 3 && b == 3);
if ((a = b + 1) == 4) b = 9;
assert(a == 4 && b == 9);

/// division by zero => violates division-by-zero
int a = choose(0, 1);
a = 10 / a;

/// remainder by zero => violates division-by-zero
int zero = 0, a = 10;
a %= zero;

/// division is not done where && stops => holds
int zero = choose(0, 1), a = 10;
assert(!(zero && a / zero == 3)); assert(zero == 0 || a / zero == 10); a = zero ? a / zero : 1;

/// shift amount => violates shift-out-of-range
int a = choose(31, 32);
a = 1 << a;

/// negative shift amount => violates shift-out-of-range
int a = choose(-1, 0);
a = 1 >> a;

/// a 64-bit shift may be longer => holds
int a = choose(31, 63);
assert((1ul << a) >> a == 1);

/// false assertion => violates assertion
int a = choose(0, 9);
assert(a != 7);

/// sizeof and constants => holds
enum { four = sizeof(int) };
assert(four == 4); assert('a' == 97); assert(0x10 == 16); assert(010 == 8);
