/// Statements.

/// loops => holds
TASK(A)
{
	int i, n = 0;

	for (i = 0; i < 5; i++) { if (i == 1) continue; if (i == 4) break; n += i; }
	assert(i == 4 && n == 5);
	while (n > 0) { n -= 2; if (n == 1) break; }
	assert(n == 1);
	do { n++; if (n == 3) continue; } while (n < 5);
	assert(n == 5);
	do n = 0; while (0);
	for (;;) { if (++n > 3) break; }
	assert(n == 4);
	while (1) { n++; if (n == 9) goto out; }
out:
	assert(n == 9);
}

/// a local in a loop starts at zero => holds
TASK(A) { for (int i = 0; i < 3; i++) { int x; x += i; assert(x == i); } }

/// a loop that is empty never ends => violates unbounded-loop
static __atomic_step void loop(void) { for (;;) ; }
TASK(A) { loop(); }

/// a loop that never ends => violates unbounded-loop
static __atomic_step void loop(void) { int x = 0; while (1) x = !x; }
TASK(A) { loop(); }

/// a loop that others can interrupt is no violation => holds
static bool x;
TASK(A) { for (;;) x = !x; }

/// switch => holds
static int f(int x)
{
	int r = 0;

	switch (x) {
	case 0: return 100;
	case 1: r += 1;		/* fallthrough */
	case 2: r += 2; break;
	case 3 ... 5: r = 35; break;
	case -1: { r = -1; break; }
	default: r = 9;
	}
	return r;
}
TASK(A)
{
	int x = choose(-2, 6), r = f(x);

	assert(r == (x == 0 ? 100 : x == 1 ? 3 : x == 2 ? 2 : x >= 3 && x <= 5 ? 35 : x == -1 ? -1 : 9));
	r = f(2); assert(r == 2);
	r = f(77); assert(r == 9);
	switch (x) { case 6: x = 0; }
	assert(x != 6);
	switch (x) { default: x = 1; case 50: x++; }
	assert(x == 2);
	for (;;) { switch (x) { case 2: x++; continue; case 3: break; } break; }
	assert(x == 3);
}

/// switch over an enum => holds
enum state { idle, busy, gone };
static enum state s;
TASK(A)
{
	int n = 0;

	s = choose(0, 2);
	switch (s) { case idle: n = 1; break; case busy: n = 2; break; case gone: n = 3; break; }
	assert(n == s + 1);
}

/// goto unwinding => holds
static int got[3];
static int take(int fail_at)
{
	int err = -1;

	if (fail_at == 0) goto out;
	got[0]++;
	if (fail_at == 1) goto put_first;
	got[1]++;
	if (fail_at == 2) goto put_second;
	return 0;
put_second:
	got[1]--;
put_first:
	got[0]--;
out:
	return err;
}
TASK(A)
{
	int n = choose(0, 3), err = take(n);

	assert((err == 0) == (n == 3));
	assert(got[0] == (n == 3) && got[1] == (n == 3));
}

/// goto backwards => holds
TASK(A) { int n = 0; again: n++; if (n < 3) goto again; assert(n == 3); }

/// goto into what could not be reached => holds
TASK(A) { int n = 0; goto in; if (n) { in: n = 2; } assert(n == 2); }

/// early return => holds
static int sign(int x) { if (x < 0) return -1; if (!x) return 0; return 1; }
static void nothing(int x) { if (x) return; assert(!x); }
TASK(A) { int x = choose(-1, 1); int s = sign(x); assert(s == x); nothing(x); assert(sign(x) + sign(-x) == 0); }

/// static locals keep their values => holds
static int next(void) { static int n = 3; return n++; }
static int other(void) { static int n; return ++n; }
TASK(A) { int a = next(), b = next(), c = other(); assert(a == 3 && b == 4 && c == 1); }

/// calls inside expressions => holds
static int n;
static int f(void) { n++; return n; }
static int g(int x, int y) { return 10 * x + y; }
TASK(A)
{
	int a[5], r = f() + f();

	assert(r == 3);
	r = g(g(1, 2), g(3, f()));
	assert(r == 153);
	if (f() == 4 && n == 4) r = 1;
	assert(r == 1);
	while (f() < 8) ;
	assert(n == 8);
	r = n == 8 ? f() : 0;
	assert(r == 9 && n == 9);
	r = n == 8 ? f() : 0;
	assert(r == 0 && n == 9);
	a[g(0, 2)] = f();
	assert(a[2] == 10);
	return;
}

/// calls behind && and || happen only if needed => holds
static int n;
static bool yes(void) { n++; return 1; }
static bool no(void) { n += 10; return 0; }
TASK(A)
{
	bool b;

	if (no() && yes()) unreachable();
	assert(n == 10);
	if (!(yes() || no())) unreachable();
	assert(n == 11);
	b = yes() && no();
	assert(!b && n == 22);
	b = no() || !yes() || no();
	assert(!b && n == 43);
	n = 0; no() || yes(); assert(n == 11);
	n = 0; n == 0 ? yes() : no(); assert(n == 1);
	while (n < 4 && yes()) ;
	assert(n == 4);
}

/// side effects in conditions => holds
TASK(A)
{
	int i = 0, n = 0;

	while (i++ < 3) n += i;
	assert(i == 4 && n == 6);
	if ((n = i) && --i) n++;
	assert(n == 5 && i == 3);
	for (i = 3; i--; ) n++;
	assert(n == 8 && i == -1);
	i = 0; i && n++; assert(n == 8); i = 1; i && n++; assert(n == 9);
}

/// parameters are variables => holds
static int down(int x, int y) { while (x > 0) { x--; y++; } return y; }
TASK(A) { int x = choose(0, 2), r = down(x, x); assert(r == 2 * x && x <= 2); r = down(1, 2); assert(r == 3); }

/// arguments are evaluated before the call => holds
static int n;
static int f(int before) { n = 5; return before; }
TASK(A) { n = 3; int r = f(n); assert(r == 3 && n == 5); }

/// arguments with side effects => holds
static int last;
static void f(int p, int q) { last = p + q; }
TASK(A) { int i = 3; f(i++, 10); assert(last == 13 && i == 4); f(--i, 20); assert(last == 23 && i == 3); }

/// a function in several places => holds
static int n;
static int id(int x) { if (x > 5) return 5; return x; }
static int f(int x) { int y = id(x); n += id(y + 1); return id(n) + y; }
TASK(A) { int a = f(id(id(2))), b = f(a) + id(a); assert(a == 5 && n == 8 && b == 15); }
TASK(B) { }

/// a caller's variable given to a callee => holds
static int g(int p) { int q = p + 1; return q; }
static int f(int p) { int x = p; x = g(x); x = g(x) + p; return x; }
TASK(A) { int a = choose(1, 2), b = a; a = f(a); assert(a == 2 * b + 2); }

/// macros => holds
#define twice(x) ((x) * 2)
#define for_each(i, n) for (int i = 0; i < (n); i++)
#define max(a, b) ((a) > (b) ? (a) : (b))
TASK(A) { int n = 0; for_each(i, 3) n += twice(i); assert(n == 6); assert(max(n, 2) == 6); }

/// __pure functions => holds
static int a[4] = { 3, 1, 2, 0 };
static __pure int largest(int from) { int m = -1; for (int i = from; i < 4; i++) { if (a[i] <= m) continue; m = a[i]; } return m; }
static __pure int position(int x) { for (int i = 0; i < 4; i++) if (a[i] == x) return i; return -1; }
static __pure int kind(int x) { switch (x) { case 0: return 10; case 1: x = 5; case 2: x++; break; default: x = 0; } return x; }
static __pure int steps(int x) { int n = 0; while (x > 0 && n < 6) { x--; n++; if (n == 5) break; } do n++; while (0); return n; }
static __pure bool both(int x) { return position(x) >= 0 && largest(0) >= x; }
TASK(A)
{
	int x = choose(0, 5), at;

	assert(largest(0) == 3 && largest(1) == 2 && largest(3) == 0);
	at = position(x);
	assert(at == (x == 3 ? 0 : x == 1 ? 1 : x == 2 ? 2 : x == 0 ? 3 : -1));
	assert(kind(x) == (x == 0 ? 10 : x == 1 ? 6 : x == 2 ? 3 : 0));
	assert(steps(x) == (x < 5 ? x + 1 : 6));
	assert(both(x) == (x < 4));
	a[0] = 0; assert(largest(0) == 2);
}

/// checks inside a __pure function => violates out-of-bounds
static int a[4];
static __pure int at(int i) { if (i > 3) return a[i]; return 0; }
TASK(A) { int i = choose(0, 4); i = at(i); }

/// checks inside a __pure function count only where it gets to => holds
struct s { int x; };
static struct s *p;
static __pure int get(void) { if (!p) return -1; return p->x; }
TASK(A) { assert(get() == -1); }

/// a __pure function without a bound => error goes round more than 64 times
static int n;
static __pure int f(void) { int i = 0; while (i < n) i++; return i; }
TASK(A) { n = f(); }
