/// Locks, references, accounts, obligations, pools, completions, work: use and misuse.

/// mutex excludes => holds
static struct mutex m;
static int inside;
static void enter(void) { mutex_lock(&m); inside++; assert(inside == 1); inside--; mutex_unlock(&m); }
TASK(A) { enter(); }
TASK(B) { enter(); assert(!mutex_is_held(&m)); }

/// without a mutex two get in => violates assertion
static int inside;
static void enter(void) { inside++; assert(inside == 1); inside--; }
TASK(A) { enter(); }
TASK(B) { enter(); }

/// mutex locked twice => violates double-lock
static struct mutex m;
TASK(A) { mutex_lock(&m); mutex_lock(&m); }

/// mutex not locked => violates unlock-not-held
static struct mutex m;
TASK(A) { mutex_unlock(&m); }

/// mutex unlocked by another => violates unlock-not-held
static struct mutex m;
TASK(A) { mutex_lock(&m); }
TASK(B) { wait_event(mutex_is_locked(&m)); mutex_unlock(&m); }

/// mutex never released => violates deadlock
static struct mutex m;
TASK(A) { mutex_lock(&m); }
TASK(B) { mutex_lock(&m); mutex_unlock(&m); }

/// opposite orders => violates lock-order
static struct mutex a, b;
TASK(A) { mutex_lock(&a); mutex_lock(&b); mutex_unlock(&b); mutex_unlock(&a); }
TASK(B) { mutex_lock(&b); mutex_lock(&a); mutex_unlock(&a); mutex_unlock(&b); }

/// mutex_trylock => holds
static struct mutex m;
static int got;
TASK(A) { if (mutex_trylock(&m)) { got++; assert(mutex_is_held(&m)); mutex_unlock(&m); } }
TASK(B) { if (mutex_trylock(&m)) { assert(!mutex_trylock(&m)); mutex_unlock(&m); } }

/// mutex_lock_killable is killed => holds [at_most=1]
static struct mutex m;
TASK(A) { int err = mutex_lock_killable(&m); if (err) { assert(err == -4); assert(!mutex_is_held(&m)); return; } mutex_unlock(&m); }

/// mutex_lock_killable, and nobody looks => violates unlock-not-held [at_most=1]
static struct mutex m;
TASK(A) { mutex_lock_killable(&m); mutex_unlock(&m); }

/// no fault is spent => holds
static struct mutex m;
TASK(A) { mutex_lock_killable(&m); mutex_unlock(&m); }

/// spinlock => holds
static spinlock_t l;
static int inside;
static void enter(void) { spin_lock(&l); inside++; assert(inside == 1 && spin_is_held(&l)); inside--; spin_unlock(&l); }
TASK(A) { enter(); if (spin_trylock(&l)) spin_unlock(&l); }
TASK(B) { enter(); }

/// spinlock locked twice => violates double-lock
static spinlock_t l;
TASK(A) { spin_lock(&l); spin_lock(&l); }

/// spinlock not held => violates unlock-not-held
static spinlock_t l;
TASK(A) { spin_unlock(&l); }

/// a mutex under a spinlock => violates sleep-under-spinlock
static spinlock_t l;
static struct mutex m;
TASK(A) { spin_lock(&l); mutex_lock(&m); mutex_unlock(&m); spin_unlock(&l); }

/// waiting under a spinlock => violates sleep-under-spinlock
static spinlock_t l;
TASK(A) { spin_lock(&l); wait_event(1); spin_unlock(&l); }

/// a trylock under a spinlock does not sleep => holds
static spinlock_t l;
static struct mutex m;
TASK(A) { spin_lock(&l); if (mutex_trylock(&m)) mutex_unlock(&m); spin_unlock(&l); might_sleep(); }

/// rwsem excludes writers => holds
static struct rw_semaphore s;
static int readers, writers;
static void read(void) { down_read(&s); readers++; assert(!writers && rwsem_is_held_read(&s)); readers--; up_read(&s); }
static void write(void) { down_write(&s); writers++; assert(writers == 1 && !readers && rwsem_is_held_write(&s)); writers--; up_write(&s); }
TASK(A) { read(); }
TASK(B) { write(); }
TASK(C) { read(); }

/// two readers get in together => violates assertion
static struct rw_semaphore s;
static int readers;
static void read(void) { down_read(&s); readers++; assert(readers == 1); readers--; up_read(&s); }
TASK(A) { read(); }
TASK(B) { read(); }

/// rwsem read twice => violates double-lock
static struct rw_semaphore s;
TASK(A) { down_read(&s); down_read(&s); }

/// rwsem written twice => violates double-lock
static struct rw_semaphore s;
TASK(A) { down_write(&s); down_write(&s); }

/// rwsem released in the wrong mode => violates unlock-not-held
static struct rw_semaphore s;
TASK(A) { down_read(&s); up_write(&s); }

/// rwsem released in the other wrong mode => violates unlock-not-held
static struct rw_semaphore s;
TASK(A) { down_write(&s); up_read(&s); }

/// downgrade => holds
static struct rw_semaphore s;
TASK(A) { down_write(&s); downgrade_write(&s); assert(rwsem_is_held_read(&s) && !rwsem_is_held_write(&s)); up_read(&s); }
TASK(B) { down_read(&s); up_read(&s); }

/// downgrade of what is only read => violates unlock-not-held
static struct rw_semaphore s;
TASK(A) { down_read(&s); downgrade_write(&s); }

/// killable rwsems => holds [at_most=2]
static struct rw_semaphore s;
TASK(A) { if (down_read_killable(&s)) return; up_read(&s); if (down_write_killable(&s)) return; up_write(&s); }

/// rwsem trylocks => holds
static struct rw_semaphore s;
TASK(A) { if (down_read_trylock(&s)) up_read(&s); if (down_write_trylock(&s)) up_write(&s); }
TASK(B) { down_write(&s); assert(!down_write_trylock(&s)); up_write(&s); }

/// lockdep_assert_held_write under a read lock => violates lock-not-held
static struct rw_semaphore s;
TASK(A) { down_read(&s); lockdep_assert_held(&s); lockdep_assert_held_write(&s); }

/// lockdep_assert_held_mutex => violates lock-not-held
static struct mutex m;
TASK(A) { lockdep_assert_held_mutex(&m); }

/// locks of two objects are two locks => holds
struct inode { struct rw_semaphore i_rwsem; int n; };
static struct inode inodes[2];
TASK(A) { down_write(&inodes[0].i_rwsem); down_write(&inodes[1].i_rwsem); up_write(&inodes[0].i_rwsem); up_write(&inodes[1].i_rwsem); }

/// a lock held on the way to user space => violates lock-held-at-return
static struct mutex m;
static __syscall long sys_take(void) { mutex_lock(&m); return 0; }
TASK(A) { sys_take(); }

/// a lock held across an inner system call is no error => holds
static struct mutex m;
static __syscall long sys_inner(void) { return 3; }
static __syscall long sys_outer(void) { long r; mutex_lock(&m); r = sys_inner(); mutex_unlock(&m); return r; }
TASK(A) { long r = sys_outer(); assert(r == 3 && locks_held() == 0); }

/// a lock of a pointer's object => violates null-dereference
struct inode { struct mutex lock; };
static struct inode one, *p;
TASK(A) { if (choose(0, 1)) p = &one; mutex_lock(&p->lock); mutex_unlock(&p->lock); }

/// references => holds
static struct refcount r;
TASK(A)
{
	bool last;

	refcount_get(&r, REF_FD); refcount_get(&r, REF_VMA);
	assert(refcount_read(&r) == 2);
	refcount_move(&r, REF_VMA, REF_DRIVER);
	last = refcount_put(&r, REF_DRIVER); assert(!last);
	last = refcount_put(&r, REF_FD); assert(last);
}

/// put by one who has none => violates refcount-underflow
static struct refcount r;
TASK(A) { refcount_get(&r, REF_FD); refcount_put(&r, REF_VMA); }

/// too many references => violates domain
static struct refcount r;
TASK(A) { for (int i = 0; i < 8; i++) refcount_get(&r, REF_FD); }

/// charges => holds
static struct account a;
TASK(A) { charge(&a, 5); charge(&a, 2); uncharge(&a, 7); assert(a.charged == 0); }

/// more uncharged than charged => violates charge-underflow
static struct account a;
TASK(A) { charge(&a, 5); uncharge(&a, 6); }

/// obligations => holds
static struct obligation o;
TASK(A) { owe(&o); owe(&o); settle(&o); settle(&o); assert(!o.owed); }

/// settled twice => violates settled-twice
static struct obligation o;
TASK(A) { owe(&o); settle(&o); settle(&o); }

/// pool => holds
struct vma { int start; struct mutex lock; struct vma *next; };
POOL(struct vma, vma, 2);
TASK(A)
{
	struct vma *a = vma_alloc(), *b = vma_alloc();

	assert(a == vma_at(0) && b == vma_at(1) && a != b);
	a->start = 5; a->next = b; vma_free(a);
	assert(!vma_at(0) && vma_at(1) == b);
	b->next = vma_alloc();
	assert(vma_at(0) == b->next && b->next->start == 0 && b->next->next == NULL && b->next != a);
	vma_free(b->next); vma_free(b);
}

/// pool exhausted => violates pool-exhausted
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { vma_alloc(); vma_alloc(); vma_alloc(); }

/// allocations inside expressions => holds
struct vma { int start; struct vma *next; };
POOL(struct vma, vma, 3);
static bool differ(struct vma *a, struct vma *b) { return a != b; }
static struct vma *make(int start) { struct vma *v = vma_alloc(); v->start = start; return v; }
TASK(A)
{
	struct vma *v, *w;
	bool b = differ(vma_alloc(), vma_alloc());

	assert(b);
	if (!(v = vma_alloc())) unreachable();
	vma_free(vma_at(0));
	w = make(4);
	assert(w->start == 4 && v->start == 0);
}

/// use after free => violates use-after-free
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); vma_free(v); v->start = 1; }

/// use after free of an object that is in use again => violates use-after-free
struct vma { int start; };
POOL(struct vma, vma, 1);
TASK(A) { struct vma *v = vma_alloc(), *w; vma_free(v); w = vma_alloc(); assert(w != v); w->start = 1; v->start = 2; }

/// use after free through another pointer => violates use-after-free
struct vma { int start; };
struct holder { struct vma *vma; };
static struct holder h;
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); h.vma = v; vma_free(v); assert(h.vma->start == 0); }

/// use after free of an embedded structure => violates use-after-free
struct vma { int start; struct mutex lock; };
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); struct mutex *m = &v->lock; vma_free(v); mutex_lock(m); }

/// the address of a member of a freed object => violates use-after-free
struct vma { int start; struct mutex lock; };
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); vma_free(v); mutex_lock(&v->lock); }

/// freed twice => violates double-free
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); vma_free(v); vma_free(v); }

/// NULL is freed => violates null-dereference
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { vma_free(NULL); }

/// what is no object of the pool is freed => violates bad-free
struct vma { int start; };
static struct vma global;
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); if (v) v = &global; vma_free(v); }

/// pool_at outside => violates out-of-bounds
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { int i = choose(0, 2); struct vma *v = vma_at(i); assert(!v); }

/// pool_index => holds
struct vma { int start; };
static struct vma first, second;
POOL(struct vma, vma, 3);
static __pure int index_of_start(int start) { for (int i = 0; i < vma_size; i++) { struct vma *v = vma_at(i); if (v && v->start == start) return vma_index(v); } return 7; }
static __pure int index_of_null(void) { return vma_index(NULL); }
INVARIANT(total, EVERY_STEP, "an index of nothing is 0") { return index_of_null() == 0; }
TASK(A)
{
	struct vma *v, *w;

	v = vma_alloc(); w = vma_alloc();
	w->start = 4; first.start = 4; second.start = 4;
	assert(vma_index(v) == 0 && vma_index(w) == 1 && vma_at(vma_index(w)) == w && index_of_start(4) == 1);
}

/// pool_index of NULL => violates null-dereference
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_at(0); int i = vma_index(v); assert(i); }

/// pool_index of a freed object => violates use-after-free
struct vma { int start; };
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); int i; vma_free(v); i = vma_index(v); assert(!i); }

/// pool_index of what is in no pool => violates out-of-bounds
struct vma { int start; };
static struct vma global;
POOL(struct vma, vma, 2);
TASK(A) { struct vma *v = vma_alloc(); int i; if (v) v = &global; i = vma_index(v); assert(!i); }

/// a pool that others look at => holds
struct vma { int start range(0, 3); };
POOL(struct vma, vma, 2);
static __pure int count(void) { int n = 0; for (int i = 0; i < vma_size; i++) if (vma_at(i)) n++; return n; }
static __pure struct vma *find(int start) { for (int i = 0; i < vma_size; i++) { struct vma *v = vma_at(i); if (!v) continue; if (v->start == start) return v; } return NULL; }
TASK(A)
{
	struct vma *v = vma_alloc();

	v->start = 3;
	assert(count() == 1 && find(3) == v && !find(2) && find(3)->start == 3);
	vma_free(v);
	assert(count() == 0 && !find(3));
}

/// completion => holds
static struct completion c;
static int x;
TASK(A) { x = 1; complete(&c); }
TASK(B) { wait_for_completion(&c); assert(x == 1); }

/// completion that never comes => violates deadlock
static struct completion c;
TASK(A) { wait_for_completion(&c); }

/// deferred work => holds
static int done;
static void work_function(void) { done++; }
DEFERRED_WORK(worker, work_function)
TASK(A) { schedule_work(&worker); schedule_work(&worker); flush_work(&worker); assert(done >= 1 && done <= 2); }

/// a worker that nobody asks waits for ever => holds
static int done;
static void work_function(void) { done = 1; }
DEFERRED_WORK(worker, work_function)
TASK(A) { assert(!done); }

/// flush waits for what runs => holds
static int done;
static void work_function(void) { done = 1; done = 2; }
DEFERRED_WORK(worker, work_function)
TASK(A) { schedule_work(&worker); flush_work(&worker); assert(done == 2); }

/// without flush the work may run later => violates assertion
static int done;
static void work_function(void) { done = 1; }
DEFERRED_WORK(worker, work_function)
TASK(A) { schedule_work(&worker); assert(done == 1); }
