/// Structures, arrays, pointers.

/// subscript => violates out-of-bounds
static int a[3];
TASK(A) { int i = choose(0, 3); a[i] = 1; }

/// negative subscript => violates out-of-bounds
static int a[3];
TASK(A) { int i = choose(-1, 2); i = a[i]; }

/// two dimensions => holds
static int a[2][3];
TASK(A)
{
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 3; j++)
			a[i][j] = 10 * i + j;
	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 3; j++)
			assert(a[i][j] == 10 * i + j);
}

/// the inner subscript of two dimensions => violates out-of-bounds
static int a[2][3];
TASK(A) { int j = choose(2, 3); a[0][j] = 1; }

/// pointers to globals => holds
struct s { int x; struct s *next; };
static struct s a, b, c[2];
TASK(A)
{
	struct s *p = &a;

	p->x = 1; p->next = &b; p->next->x = 2; b.next = &c[1]; p->next->next->x = 3;
	assert(a.x == 1 && b.x == 2 && c[1].x == 3 && c[0].x == 0);
	p = p->next; assert(p == &b && p != &a && p->x == 2); (*p).x = 7; assert(b.x == 7);
	assert(!c[1].next && c[1].next == NULL);
}

/// NULL => violates null-dereference
struct s { int x; };
static struct s a, *p;
TASK(A) { if (choose(0, 1)) p = &a; p->x = 1; }

/// NULL is not looked at where && stops => holds
struct s { int x; };
static struct s a, *p;
TASK(A) { if (choose(0, 1)) p = &a; if (p && p->x) unreachable(); if (!p || p->x == 0) a.x = 0; a.x = p ? p->x : 0; }

/// a chain of pointers => violates null-dereference
struct s { struct s *next; int x; };
static struct s a, b;
TASK(A) { a.next = &b; a.x = a.next->next->x; }

/// a member's address through NULL => violates null-dereference
struct in { int x; };
struct s { int y; struct in in; };
static struct s a, *p;
TASK(A) { struct in *q; if (choose(0, 1)) p = &a; q = &p->in; q->x = 1; }

/// embedded structures => holds
struct in { int x; };
struct s { struct in one, many[2]; int y; };
static struct s a[2];
static struct in alone;
TASK(A)
{
	struct in *p;
	int i = choose(0, 1), j = choose(0, 1);

	p = &a[i].many[j]; p->x = 5;
	a[i].one.x = 6; alone.x = 7;
	for (int k = 0; k < 2; k++)
		for (int l = 0; l < 2; l++)
			assert(a[k].many[l].x == (k == i && l == j ? 5 : 0));
	assert(a[i].one.x == 6 && a[!i].one.x == 0 && alone.x == 7);
	p = &a[i].one; assert(p->x == 6); p = &alone; assert(p->x == 7);
}

/// pointers to embedded structures, deeply => holds
struct inner { int x; };
struct middle { int pad; struct inner in[2]; };
struct outer { struct middle m[2]; struct inner first; };
static struct outer o[2];
static void set(struct middle *m, int i, int x) { struct inner *p = &m->in[i]; p->x = x; }
TASK(A)
{
	struct outer *p = choose(0, 1) ? &o[0] : &o[1];
	int i = choose(0, 1), j = choose(0, 1);

	set(&p->m[i], j, 9);
	assert(p->m[i].in[j].x == 9 && p->m[!i].in[j].x == 0 && p->m[i].in[!j].x == 0 && p->first.x == 0);
	assert(o[0].m[i].in[j].x + o[1].m[i].in[j].x == 9);
}

/// structure assignment => holds
struct in { int x[2]; };
struct s { int a; struct in in; struct s *p; };
static struct s g, h;
TASK(A)
{
	struct s l = { .a = 1, .in = { { 2, 3 } }, .p = &g }, m;

	g = l; m = g; h = *m.p;
	assert(h.a == 1 && h.in.x[0] == 2 && h.in.x[1] == 3 && h.p == &g);
	h.in.x[1] = 8; g.in = h.in;
	assert(g.in.x[1] == 8 && l.in.x[1] == 3);
	*l.p = m; assert(g.in.x[1] == 3);
}

/// a local structure starts anew => holds
struct s { int a, b; };
static int sum(int x) { struct s l; struct s m = { .b = x }; l.a += x; return l.a + l.b + m.a + m.b; }
TASK(A) { assert(sum(1) == 2); assert(sum(2) == 4); }

/// pointers to locals, handed down => holds
struct s { int a; };
static void inner(struct s *p) { p->a++; }
static void outer(struct s *p) { struct s own = { 5 }; inner(p); inner(&own); assert(own.a == 6); p->a += own.a; }
TASK(A) { struct s l = { 1 }; outer(&l); assert(l.a == 8); }
TASK(B) { struct s l = { 2 }; outer(&l); assert(l.a == 9); }

/// a pointer to a local that other tasks see => holds
struct s { int a; };
static struct s *shown;
TASK(A) { struct s l = { 1 }; shown = &l; wait_event(l.a == 2); }
TASK(B) { wait_event(shown); shown->a = 2; }

/// a stale pointer, kept in a structure => holds
struct s { int a; struct s *next; };
TASK(A)
{
	struct s one = { 1 }, two = { 2 }, *p;

	one.next = &two; two.next = &one; p = &one;
	for (int i = 0; i < 4; i++) p = p->next;
	assert(p->a == 1);
}

/// an array of pointers => holds
struct s { int a; };
static struct s x, y, *table[3] = { &x, NULL, &y };
TASK(A) { int i = choose(0, 2); if (table[i]) table[i]->a = i; table[1] = &y; assert(y.a == 0 || y.a == 2); assert(table[0] == &x); }

/// function pointers in a table => holds
struct ops { int (*twice)(int); int (*none)(int); };
static int twice(int x) { return 2 * x; }
static int thrice(int x) { return 3 * x; }
static const struct ops two = { .twice = twice }, three = { .twice = thrice, .none = twice };
static const struct ops *current;
TASK(A)
{
	int r;

	current = choose(0, 1) ? &two : &three;
	r = current->twice(2);
	assert(r == (current == &two ? 4 : 6));
	if (current->none) { r = current->none(5); assert(r == 10 && current == &three); }
	assert(two.twice != three.twice && two.none == NULL);
}

/// a call through a NULL member => violates null-call
struct ops { int (*f)(int); };
static int twice(int x) { return 2 * x; }
static const struct ops with = { .f = twice }, without;
TASK(A) { const struct ops *o = choose(0, 1) ? &with : &without; int r = o->f(1); assert(r == 2); }

/// a call through a member of a NULL table => violates null-dereference
struct ops { int (*f)(int); };
static int twice(int x) { return 2 * x; }
static const struct ops with = { .f = twice };
static const struct ops *o;
TASK(A) { if (choose(0, 1)) o = &with; o->f(1); }

/// a table as a parameter => holds
struct ops { int (*f)(int); };
static int twice(int x) { return 2 * x; }
static int thrice(int x) { return 3 * x; }
static const struct ops two = { .f = twice }, three = { thrice };
static int apply(const struct ops *o, int x) { return o->f(x); }
TASK(A) { int a = apply(&two, 2), b = apply(&three, 2); assert(a == 4 && b == 6); }

/// a hook that is stored => holds
struct work { void (*function)(void); };
static int done;
static void one(void) { done = 1; }
static void two(void) { done = 2; }
static struct work w;
TASK(A) { w.function = choose(0, 1) ? one : two; w.function(); assert(done == (w.function == one ? 1 : 2)); }

/// recursion through a pointer => error calls itself
struct ops { void (*f)(int); };
static void f(int x);
static const struct ops o = { .f = f };
static const struct ops *p = &o;
static void f(int x) { if (x) p->f(x - 1); }
TASK(A) { f(3); }

/// a structure of which there is none => holds
struct none { int x; struct none *next; struct { int y; } in; };
static struct none *p;
static __pure int get(struct none *q) { return q ? q->in.y : 3; }
TASK(A) { if (p) { p->x = 1; p->in.y = 2; p->next->x++; } assert(get(p) == 3); }

/// what does not exist is NULL => violates null-dereference
struct none { int x; };
static struct none *p;
TASK(A) { p->x = 1; }

/// a structure with a table in it, by value => holds
struct ops { int (*f)(int); };
struct driver { struct ops ops; int size; };
static int twice(int x) { return 2 * x; }
static const struct driver d[2] = { { .size = 3 }, { .ops = { .f = twice } } };
struct file { const struct ops *f_op; };
static struct file files[2];
static void setup(int i, const struct driver *driver) { files[i].f_op = &driver->ops; }
TASK(A)
{
	for (int i = 0; i < 2; i++) setup(i, &d[i]);
	for (int i = 0; i < 2; i++) {
		int r = 0;

		if (files[i].f_op->f) r = files[i].f_op->f(4);
		assert(r == 8 * i);
	}
}

/// a structure by value => error by value
struct s { int x; };
static struct s g;
static void f(struct s p) { p.x = 1; }
TASK(A) { f(g); }
