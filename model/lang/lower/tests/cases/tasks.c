/// Tasks, phases, interleaving, faults, choices, invariants.

/// increments are single steps => holds
static int x;
TASK(A) { x++; }
TASK(B) { x++; }
TEARDOWN(end) { assert(x == 2); }

/// load and store apart lose an update => violates assertion
static int x;
static void add(void) { int y = x; x = y + 1; }
TASK(A) { add(); }
TASK(B) { add(); }
TEARDOWN(end) { assert(x == 2); }

/// an atomic function is one step => holds
static int x;
static __atomic_step void add(void) { int y = x; x = y + 1; }
TASK(A) { add(); }
TASK(B) { add(); }
TEARDOWN(end) { assert(x == 2); }

/// an atomic function that waits is not begun => holds
static int x;
static bool ready;
static __atomic_step void take(void) { x = 1; wait_event(ready); x = 0; }
TASK(A) { take(); }
TASK(B) { assert(x == 0); ready = 1; assert(x == 0); }

/// setup is first and alone => holds
static int x;
SETUP(all) { x = 1; x = 2; x = 3; }
TASK(A) { assert(x == 3); x = 4; }
TASK(B) { assert(x >= 3); }

/// several setups run one after the other => holds
static int x;
SETUP(one) { x = 1; }
SETUP(two) { assert(x == 1); x = 2; }
TASK(A) { assert(x == 2); }
TEARDOWN(one) { x = 7; }
TEARDOWN(two) { assert(x == 7); }

/// setup chooses => violates assertion
static int x;
SETUP(all) { x = choose(1, 3); }
TASK(A) { assert(x != 2); }

/// setup has a violation => violates division-by-zero
static int x;
SETUP(all) { x = 1 / x; }
TASK(A) { x = 1; }

/// teardown waits for all tasks => holds
static int x;
TASK(A) { x++; x++; }
TASK(B) { x++; }
TEARDOWN(end) { assert(x == 3); }

/// daemons start after setup, and run beside teardown => holds
static int x;
SETUP(all) { x = 1; }
DAEMON(d) { for (;;) { wait_event(x == 5); x = 6; } }
TASK(A) { assert(x == 1); x = 2; }
TEARDOWN(end) { assert(x == 2); x = 5; wait_event(x == 6); }

/// only setup => holds
static int x;
SETUP(all) { x = 1; assert(x == 1); }

/// no task at all => error there is no task
static int x;

/// too many tasks => error at most 8
TASK(A) { } TASK(B) { } TASK(C) { } TASK(D) { } TASK(E) { } TASK(F) { } TASK(G) { } TASK(H) { } TASK(I) { }

/// a task that waits in vain => violates deadlock
static int x;
TASK(A) { wait_event(x == 1); }
TASK(B) { }

/// a wait looks at what may not be there => violates null-dereference
struct s { int x; };
static struct s a, *p;
TASK(A) { wait_event(p->x == 1); }

/// tasks have numbers => holds
static int seen[3];
SETUP(all) { assert(__mmapck_task() == 1); }
TASK(A) { assert(__mmapck_task() == 2); seen[__mmapck_task() - 1]++; }
TASK(B) { assert(__mmapck_task() == 3); }

/// choose gives every value => violates assertion
static int low = 2, high = 4;
TASK(A) { int x; low = 2; high = 4; x = choose(low, high); assert(x >= 2 && x <= 4); assert(x != 3); }

/// choices inside expressions => holds
static int a[4];
static int f(int x) { return x; }
TASK(A)
{
	int x = f(choose(1, 2)) + f(choose(10, 11));

	assert(x >= 11 && x <= 13);
	a[choose(0, 3)] = 1;
	assert(a[0] + a[1] + a[2] + a[3] == 1);
	if (choose(0, 1)) x = 5; else x = 6;
	assert(x == 5 || x == 6);
	x = choose(0, 1) && choose(0, 1);
	assert(x == 0 || x == 1);
}

/// assume discards runs => holds
TASK(A) { int x = choose(0, 5), y; assume(x > 3); y = choose(0, 5); assume(y < x); assert(x > 3 && y < x); }

/// assume in the middle => violates assertion
static int x;
TASK(A) { x = choose(0, 5); assume(x == 2 || x == 4); assert(x == 2); }

/// a fault => violates assertion [at_most=1]
static int try(void) { return fault("try", -12, FAULT_ALLOC_MAY_FAIL); }
TASK(A) { int err = try(); assert(err == 0); }

/// a fault has its error => holds [at_most=1]
static int try(void) { int err = fault("try", -12, FAULT_ALLOC_MAY_FAIL); if (err) return err; return fault("again", -5, FAULT_IO); }
TASK(A) { int err = try(); assert(err == 0 || err == -12 || err == -5); }

/// as many faults as asked for => violates assertion [at_most=2]
static int n;
static void try(void) { if (fault("try", -1, FAULT_IO)) n++; }
TASK(A) { try(); try(); try(); assert(n < 2); }

/// not more faults than asked for => holds [at_most=2]
static int n;
static void try(void) { if (fault("try", -1, FAULT_IO)) n++; }
TASK(A) { try(); try(); try(); assert(n <= 2); }

/// a site selected => violates second [at_most=2 site=second]
TASK(A) { check(!fault("first", -1, FAULT_IO), "first", ""); check(!fault("second", -1, FAULT_IO), "second", ""); }

/// a class selected => violates second [at_most=2 class=alloc-theoretical]
TASK(A) { check(!fault("first", -1, FAULT_IO), "first", ""); check(!fault("second", -1, FAULT_ALLOC_THEORETICAL), "second", ""); }

/// a site taken out => violates second [at_most=2 except=first]
TASK(A) { check(!fault("first", -1, FAULT_IO), "first", ""); check(!fault("second", -1, FAULT_IO), "second", ""); }

/// a site of another class => holds [at_most=2 site=first class=space]
TASK(A) { check(!fault("first", -1, FAULT_IO), "first", ""); }

/// a fault that is another result => holds [at_most=1]
static int seen;
TASK(A) { int n = fault_choose("short", 4, 0, 4, FAULT_SPACE); assert(n >= 0 && n <= 4); if (n != 4) seen = 1; }

/// a fault that is another result, exactly => violates assertion [at_most=1]
TASK(A) { int n = fault_choose("short", 4, 0, 4, FAULT_SPACE); assert(n != 2); }

/// without faults the usual result => holds
TASK(A) { int n = fault_choose("short", 4, 0, 4, FAULT_SPACE); assert(n == 4); if (fault("x", -1, FAULT_IO)) unreachable(); }

/// an invariant of every step => violates never-two
static int x;
INVARIANT(never_two, EVERY_STEP, "x is never 2") { return x != 2; }
TASK(A) { x = 1; x = 2; x = 3; }

/// an invariant does not look inside a step => holds
static int x;
INVARIANT(never_two, EVERY_STEP, "x is never 2") { return x != 2; }
static __atomic_step void go(void) { x = 1; x = 2; x = 3; }
TASK(A) { go(); }

/// an invariant holds at first, too => violates is-one
static int x;
INVARIANT(is_one, EVERY_STEP, "x is 1") { return x == 1; }
TASK(A) { x = 1; }

/// an invariant of system calls => violates even
static int x;
INVARIANT(even, AT_RETURN, "x is even when a system call returns") { return x % 2 == 0; }
static __syscall void sys_add(int n) { x++; x--; x += n; }
TASK(A) { sys_add(2); x = 3; x = 4; sys_add(1); }

/// an invariant of system calls that holds => holds
static int x;
INVARIANT(even, AT_RETURN, "x is even when a system call returns") { return x % 2 == 0; }
static __syscall void sys_add(int n) { x++; x--; x += n; }
TASK(A) { sys_add(2); x = 3; x = 4; sys_add(4); }

/// at return the task is the one that returns => violates own
static int x[4];
INVARIANT(own, AT_RETURN, "") { return x[__mmapck_task()] == 0; }
static __syscall void sys_set(int i) { x[i] = 1; }
TASK(A) { sys_set(2); }
TASK(B) { sys_set(2); }

/// an invariant at quiescence => violates balanced
static int x;
INVARIANT(balanced, AT_QUIESCENCE, "x is 0 while nobody is in the kernel") { return x == 0; }
static __syscall void sys_add(int n) { x++; x += n; x--; }
TASK(A) { sys_add(0); sys_add(1); }

/// an invariant at quiescence does not look inside system calls => holds
static int x;
INVARIANT(balanced, AT_QUIESCENCE, "x is 0 while nobody is in the kernel") { return x == 0; }
static __syscall void sys_add(void) { x++; x--; }
TASK(A) { sys_add(); sys_add(); }
TASK(B) { sys_add(); }

/// an invariant at the end => violates all-back
static int x;
INVARIANT(all_back, AT_END, "everything is back") { return x == 0; }
TASK(A) { x = 2; x = 1; }
TEARDOWN(end) { x += 0; }

/// an invariant at the end that holds => holds
static int x;
INVARIANT(all_back, AT_END, "everything is back") { return x == 0; }
TASK(A) { x = 2; x = 1; }
TEARDOWN(end) { x = 0; }

/// an invariant looks at what is not there => holds
struct s { int a[2]; struct { int b; } in; struct s *next; };
POOL(struct s, s, 2);
static struct s *p;
static int i;
INVARIANT(nothing, EVERY_STEP, "what is not there is 0") { return p->a[1] == 0 && p->in.b == 0 && p->next->next == NULL && (i < 2 || p->a[i] == 0); }
TASK(A) { struct s *q = s_alloc(); p = q; i = 5; q->a[0] = 1; s_free(q); p = NULL; }

/// an invariant without its subject is vacuous => vacuous
static int x;
INVARIANT(small, EVERY_STEP, "") { if (!subject(x > 3)) return 1; return x < 5; }
TASK(A) { x = 1; }

/// an invariant with its subject => violates small
static int x;
INVARIANT(small, EVERY_STEP, "") { if (!subject(x > 3)) return 1; return x < 5; }
TASK(A) { x = 4; x = 5; }

/// a loop over a pool in an invariant => violates disjoint
struct vma { int start range(0, 9), end range(0, 9); };
POOL(struct vma, vma, 3);
INVARIANT(disjoint, AT_QUIESCENCE, "no two mappings overlap")
{
	for (int i = 0; i < vma_size; i++)
		for (int j = i + 1; j < vma_size; j++)
			if (vma_at(i) && vma_at(j) && vma_at(i)->start < vma_at(j)->end && vma_at(j)->start < vma_at(i)->end)
				return 0;
	return 1;
}
static __syscall void sys_map(int start, int end) { struct vma *v = vma_alloc(); v->start = start; v->end = end; }
TASK(A) { sys_map(0, 2); sys_map(2, 4); sys_map(3, 5); }
