/// What may be stored.

/// counting past a range => violates domain
static int x range(0, 3);
TASK(A) { for (int i = 0; i < 4; i++) x++; }

/// counting up to a range => holds
static int x range(0, 3);
TASK(A) { for (int i = 0; i < 3; i++) x++; assert(x == 3); }

/// below a range => violates domain
static u8 x;
TASK(A) { x--; }

/// a narrowing store is never silent => violates domain
static u8 x;
TASK(A) { int i = choose(255, 256); x = i; }

/// bit-field => violates domain
static struct { unsigned a : 3; unsigned b : 1; } s;
TASK(A) { s.a = 7; s.b = 1; assert(s.a == 7 && s.b == 1); s.a++; }

/// signed bit-field => violates domain
static struct { int a : 3; } s;
TASK(A) { s.a = -4; assert(s.a == -4); s.a = choose(3, 4); }

/// bit-fields beside each other => holds
static struct { unsigned a : 3; unsigned b : 5; bool c : 1; } s;
TASK(A) { s.a = 5; s.b = 31; s.c = 2; assert(s.a == 5 && s.b == 31 && s.c == 1); }

/// enum => violates domain
enum colour { red = 1, green, blue };
static enum colour c = red;
TASK(A) { c = blue; c = choose(1, 4); }

/// what has no initialiser is 0, whatever its range => holds
static int x range(1, 3);
enum colour { red = 1, green, blue };
static enum colour c;
TASK(A) { assert(x == 0); assert(c == 0); x = 3; c = blue; }

/// bool => holds
static bool b;
TASK(A) { b = 7; assert(b == 1); b = 0; assert(!b); }

/// initial value outside its range => error outside its range
static int x range(0, 3) = 4;
TASK(A) { x = 1; }

/// initial values => holds
static int x = -5, y[3] = { 1, 2 };
static struct { int a; struct { int b[2]; } in; } s = { .in = { .b = { 3, 4 } } }, t[2] = { [1] = { .a = 9 } };
TASK(A)
{
	assert(x == -5 && y[0] == 1 && y[1] == 2 && y[2] == 0);
	assert(s.a == 0 && s.in.b[0] == 3 && s.in.b[1] == 4 && t[0].a == 0 && t[1].a == 9);
	x = y[0] = s.a = s.in.b[1] = t[1].a = 1;
	assert(x + y[0] + s.a + s.in.b[1] + t[1].a == 5);
}

/// a local array starts at zero each time => holds
TASK(A)
{
	for (int i = 0; i < 3; i++) {
		int seen[3];

		assert(seen[0] == 0 && seen[i] == 0);
		seen[i] = 1;
		assert(seen[i] == 1);
	}
}

/// an initialised local array => holds
TASK(A) { int i = choose(0, 2), a[3] = { 1, 2, 3 }; assert(a[i] == i + 1); }
