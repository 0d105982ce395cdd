/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small mmap path over a block allocator with a driver that seals what it
 * maps: tasks map, unmap, fault, truncate, punch and reflink under four locks,
 * with failures.  mmap.pml and mmap.m are the same model in Promela and Murphi:
 * the same variables, and each __atomic_step here is a d_step there, so that
 * without reductions all three have the same states.
 *
 * Parameters: T tasks 1..4, NMM address spaces (task i uses i % NMM), E extents
 * of the file 2..4, B blocks 2..5, F failures 0..3, L calls of each task 1..3.
 * Failures are a variable of the model, not faults of the checker.
 */
#include <mmapck/primitives.h>

#define V 2	/* slots of an address space; slot a maps extent a */

enum error { OK, ENOMEM, EIO, ENOSPC, ETXTBSY, EINVAL };
enum operation { NOTHING, MMAP_SHARED, MMAP_DIRECT, MUNMAP, FAULT, TRUNCATE, PUNCH, REFLINK };
enum mapping { UNMAPPED, SHARED, DIRECT };

/* What a task is doing.  A call of the checker's own would be local variables;
 * as in the other languages, all of it belongs to the state. */
struct call {
	u8 left range(0, L);		/* calls to make, this one included */
	enum operation op;
	u8 a range(0, E);		/* the extent */
	u8 blk range(0, B);		/* a block between two owners */
	enum error err;
	enum mapping old;		/* the mapping that is replaced */
	bool charged, prepared, merged, has_vma, preallocated;
};

struct mm {
	u8 writer range(0, T);
	u8 readers range(0, T);
	u8 charged range(0, V);
	enum mapping vma[V];
};

static struct call calls[T] = { [0 ... T - 1] = { .left = L } };
static struct mm mms[NMM];
static u8 isize range(0, E) = E;
static u8 ilock range(0, T);
static u8 dmutex range(0, T);
static u8 drefs range(0, 1);
static u8 dmaps range(0, NMM * V);
static u8 failures range(0, F) = F;
static u8 map[E] range(0, B) = { 1 };	/* the block of an extent, from 1 */
static u8 ref[B] range(0, E + 1) = { 1 };	/* the users of block b, at b - 1 */
static u8 seal[E] range(0, NMM + 1);
static u8 snap[E] range(0, B);		/* the block when it was sealed */

#define users_of(e) (ref[map[e] - 1])

static int __pure lowest_free(void)
{
	for (int b = 1; b <= B; b++)
		if (ref[b - 1] == 0)
			return b;
	return 0;
}

static bool __pure extents_consistent(void)
{
	int seals = 0;

	for (int b = 1; b <= B; b++) {
		int users = 0;

		for (int e = 0; e < E; e++)
			users += map[e] == b;
		if (ref[b - 1] != users)
			return false;
	}
	for (int e = 0; e < E; e++) {
		if (seal[e] && (!map[e] || map[e] != snap[e] || users_of(e) != 1))
			return false;
		seals += seal[e];
	}
	return seals == dmaps + drefs;
}

static bool __pure sealed_from(int first)
{
	for (int e = 0; e < E; e++)
		if (e >= first && seal[e])
			return true;
	return false;
}

/* A failure, if one is left and the run wants it. */
static bool __atomic_step fails(void)
{
	if (!failures || !choose(0, 1))
		return false;
	failures--;
	return true;
}

/* ---- locks ---- */

static void __atomic_step mmap_write_lock(struct mm *mm, int me)
{
	__mmapck_wait(!mm->writer && !mm->readers);
	mm->writer = me;
}

static void __atomic_step mmap_write_unlock(struct mm *mm, int me)
{
	assert(mm->charged == (mm->vma[0] != UNMAPPED) + (mm->vma[1] != UNMAPPED));
	assert(dmutex != me && ilock != me);
	mm->writer = 0;
}

static void __atomic_step mmap_read_lock(struct mm *mm)
{
	__mmapck_wait(!mm->writer);
	mm->readers++;
}

static void __atomic_step mmap_read_unlock(struct mm *mm, int me)
{
	assert(dmutex != me && ilock != me && mm->writer != me);
	mm->readers--;
}

static void __atomic_step inode_lock(int me)
{
	__mmapck_wait(!ilock);
	ilock = me;
}

static void __atomic_step inode_unlock(void)
{
	assert(extents_consistent());
	ilock = 0;
}

static void __atomic_step driver_lock(int me)
{
	__mmapck_wait(!dmutex);
	dmutex = me;
}

static void __atomic_step driver_unlock(void)
{
	assert(!drefs);
	dmutex = 0;
}

/* ---- extents ---- */

static enum error __atomic_step allocate_block(struct call *c)
{
	int found = lowest_free();

	if (!found)
		c->err = ENOSPC;
	else if (fails())
		c->err = EIO;
	else {
		c->blk = found;
		ref[found - 1] = 1;
		return OK;
	}
	return c->err;
}

static void __atomic_step unseal(struct call *c)
{
	seal[c->a]--;
	if (!seal[c->a])
		snap[c->a] = 0;
}

/* ---- hooks of the driver ---- */

enum extent { BAD, HOLE, USABLE };

static enum extent __atomic_step prepare_check(struct call *c)
{
	if (fails()) {
		c->err = EIO;
		return BAD;
	}
	if (c->a >= isize || (map[c->a] && users_of(c->a) > 1)) {
		c->err = EINVAL;
		return BAD;
	}
	return map[c->a] ? USABLE : HOLE;
}

static bool __atomic_step prepare_map(struct call *c)
{
	bool failed = fails();

	if (failed) {
		ref[c->blk - 1] = 0;
		c->err = EIO;
	} else {
		map[c->a] = c->blk;
	}
	c->blk = 0;
	return failed;
}

static void __atomic_step prepare_seal(struct call *c)
{
	if (!seal[c->a])
		snap[c->a] = map[c->a];
	seal[c->a]++;
	drefs++;
	c->prepared = true;
}

/* Leaves the driver's mutex held until complete or abort. */
static bool prepare(struct call *c, int me)
{
	enum extent extent;

	driver_lock(me);
	inode_lock(me);
	extent = prepare_check(c);
	if (extent == BAD)
		goto fail;
	if (extent == HOLE && (allocate_block(c) || prepare_map(c)))
		goto fail;
	prepare_seal(c);
	inode_unlock();
	return true;
fail:
	inode_unlock();
	driver_unlock();
	return false;
}

static bool __atomic_step complete_hook(struct call *c)
{
	if (fails()) {
		c->err = EIO;
		return false;
	}
	drefs--;
	dmaps++;
	c->prepared = false;
	return true;
}

static void __atomic_step abort_unseal(struct call *c)
{
	unseal(c);
	drefs--;
	c->prepared = false;
}

static void abort_hook(struct call *c, int me)
{
	inode_lock(me);
	abort_unseal(c);
	inode_unlock();
	driver_unlock();
}

/* ---- mmap and munmap ---- */

static bool __atomic_step gather(struct call *c, struct mm *mm)
{
	if (mm->vma[c->a] == UNMAPPED)
		return true;
	if (fails()) {
		c->err = ENOMEM;
		return false;
	}
	c->old = mm->vma[c->a];
	return true;
}

static bool __atomic_step find_mapped(struct call *c, struct mm *mm)
{
	if (mm->vma[c->a] == UNMAPPED)
		c->err = EINVAL;
	else if (fails())
		c->err = ENOMEM;
	else {
		c->old = mm->vma[c->a];
		return true;
	}
	return false;
}

static bool __atomic_step charge_page(struct call *c, struct mm *mm)
{
	if (mm->charged == V || fails()) {
		c->err = ENOMEM;
		return false;
	}
	mm->charged++;
	c->charged = true;
	return true;
}

static void __atomic_step uncharge_page(struct call *c, struct mm *mm)
{
	mm->charged--;
	c->charged = false;
}

static bool __atomic_step merge(struct call *c, struct mm *mm)
{
	bool next_to_shared = (c->a == 1 && mm->vma[0] == SHARED) || (c->a == 0 && mm->vma[1] == SHARED);

	if (c->op != MMAP_SHARED || !next_to_shared || fails())
		return false;
	c->merged = true;
	return true;
}

static bool __atomic_step vma_alloc(struct call *c)
{
	if (fails()) {
		c->err = ENOMEM;
		return false;
	}
	c->has_vma = true;
	return true;
}

static bool __atomic_step preallocate(struct call *c)
{
	if (fails()) {
		c->err = ENOMEM;
		return false;
	}
	c->preallocated = true;
	return true;
}

static void __atomic_step vma_free(struct call *c)
{
	c->has_vma = false;
	c->merged = false;
}

/* Returns whether there is an old mapping to account for. */
static bool __atomic_step insert(struct call *c, struct mm *mm, enum mapping kind)
{
	mm->vma[c->a] = kind;
	c->preallocated = false;
	c->has_vma = false;
	return c->old != UNMAPPED;
}

static void __atomic_step remove_new(struct call *c, struct mm *mm)
{
	mm->vma[c->a] = UNMAPPED;
}

static bool __atomic_step store_removal(struct call *c, struct mm *mm)
{
	if (fails()) {
		c->err = ENOMEM;
		return false;
	}
	mm->vma[c->a] = UNMAPPED;
	return true;
}

/* Returns whether the old mapping has sealed its extent. */
static bool __atomic_step uncharge_old(struct call *c, struct mm *mm)
{
	mm->charged--;
	if (c->old == DIRECT)
		return true;
	c->old = UNMAPPED;
	return false;
}

static void __atomic_step unseal_old(struct call *c)
{
	unseal(c);
	dmaps--;
	c->old = UNMAPPED;
}

static void finish_old(struct call *c, struct mm *mm, int me)
{
	if (!uncharge_old(c, mm))
		return;
	inode_lock(me);
	unseal_old(c);
	inode_unlock();
}

static void do_mmap(struct call *c, struct mm *mm, int me, enum mapping kind)
{
	mmap_write_lock(mm, me);
	if (!gather(c, mm) || !charge_page(c, mm))
		goto unlock;
	if (kind == DIRECT && !prepare(c, me))
		goto uncharge;
	if (!merge(c, mm) && !vma_alloc(c))
		goto abort;
	if (!preallocate(c)) {
		vma_free(c);
		goto abort;
	}
	if (insert(c, mm, kind))
		finish_old(c, mm, me);
	if (kind == DIRECT) {
		if (!complete_hook(c)) {
			remove_new(c, mm);
			goto abort;
		}
		driver_unlock();
	}
	goto unlock;
abort:
	if (kind == DIRECT)
		abort_hook(c, me);
uncharge:
	uncharge_page(c, mm);
unlock:
	mmap_write_unlock(mm, me);
}

static void do_munmap(struct call *c, struct mm *mm, int me)
{
	mmap_write_lock(mm, me);
	if (find_mapped(c, mm) && store_removal(c, mm))
		finish_old(c, mm, me);
	mmap_write_unlock(mm, me);
}

/* ---- write fault ---- */

static bool __atomic_step fault_check(struct call *c, struct mm *mm)
{
	if (mm->vma[c->a] == DIRECT)
		assert(map[c->a] && map[c->a] == snap[c->a]);
	if (mm->vma[c->a] == UNMAPPED)
		c->err = EINVAL;
	return mm->vma[c->a] == SHARED;
}

/* Returns whether a block of its own has to be allocated. */
static bool __atomic_step fault_extent(struct call *c)
{
	if (c->a >= isize) {
		c->err = EINVAL;
		return false;
	}
	return !map[c->a] || users_of(c->a) != 1;
}

static bool __atomic_step read_page(struct call *c)
{
	assert(c->blk);
	if (!fails())
		return true;
	c->err = EIO;
	return false;
}

static void __atomic_step free_block(struct call *c)
{
	ref[c->blk - 1] = 0;
	c->blk = 0;
}

static void __atomic_step install(struct call *c)
{
	if (map[c->a])
		users_of(c->a)--;
	map[c->a] = c->blk;
	c->blk = 0;
}

static void write_fault(struct call *c, struct mm *mm, int me)
{
	mmap_read_lock(mm);
	if (!fault_check(c, mm))
		goto unlock;
	inode_lock(me);
	if (!fault_extent(c) || allocate_block(c))
		goto unlock_inode;
	if (read_page(c))
		install(c);
	else
		free_block(c);
unlock_inode:
	inode_unlock();
unlock:
	mmap_read_unlock(mm, me);
}

/* ---- extent operations ---- */

static void __atomic_step inode_unlock_checked(struct mm *mm, int me)
{
	assert(extents_consistent());
	assert(dmutex != me && mm->writer != me);
	ilock = 0;
}

static bool __atomic_step truncate_check(struct call *c)
{
	if (sealed_from(c->a))
		c->err = ETXTBSY;
	else if (fails())
		c->err = EIO;
	else
		return true;
	return false;
}

static bool __atomic_step truncate_size(struct call *c)
{
	isize = c->a;
	return c->a < E;
}

/* Returns whether there are more. */
static bool __atomic_step truncate_extent(struct call *c)
{
	if (map[c->a]) {
		users_of(c->a)--;
		map[c->a] = 0;
	}
	c->a++;
	return c->a < E;
}

static void truncate(struct call *c, struct mm *mm, int me)
{
	inode_lock(me);
	if (truncate_check(c) && truncate_size(c))
		while (truncate_extent(c))
			;
	inode_unlock_checked(mm, me);
}

static bool __atomic_step punch_check(struct call *c)
{
	if (seal[c->a])
		c->err = ETXTBSY;
	else if (map[c->a] && fails())
		c->err = EIO;
	else
		return map[c->a];
	return false;
}

static void __atomic_step punch_free(struct call *c)
{
	users_of(c->a)--;
	map[c->a] = 0;
}

static void punch(struct call *c, struct mm *mm, int me)
{
	inode_lock(me);
	if (punch_check(c))
		punch_free(c);
	inode_unlock_checked(mm, me);
}

#define next_extent(c) (((c)->a + 1) % E)

static bool __atomic_step reflink_check(struct call *c)
{
	if (seal[c->a] || seal[next_extent(c)])
		c->err = ETXTBSY;
	else if (!map[c->a] || c->a >= isize || next_extent(c) >= isize)
		c->err = EINVAL;
	else if (fails())
		c->err = EIO;
	else {
		c->blk = map[c->a];
		users_of(c->a)++;
		return true;
	}
	return false;
}

static bool __atomic_step reflink_drop(struct call *c)
{
	if (fails()) {
		ref[c->blk - 1]--;
		c->blk = 0;
		c->err = EIO;
		return false;
	}
	if (map[next_extent(c)]) {
		users_of(next_extent(c))--;
		map[next_extent(c)] = 0;
	}
	return true;
}

static void __atomic_step reflink_map(struct call *c)
{
	map[next_extent(c)] = c->blk;
	c->blk = 0;
}

static void reflink(struct call *c, struct mm *mm, int me)
{
	inode_lock(me);
	if (reflink_check(c) && reflink_drop(c))
		reflink_map(c);
	inode_unlock_checked(mm, me);
}

/* ---- tasks ---- */

static enum operation __atomic_step choose_call(struct call *c)
{
	c->op = choose(MMAP_SHARED, REFLINK);
	if (c->op == TRUNCATE)
		c->a = choose(0, 1) ? E : 1;
	else if (c->op == PUNCH || c->op == REFLINK)
		c->a = choose(0, E - 1);
	else
		c->a = choose(0, V - 1);
	return c->op;
}

/* Returns whether there are more calls to make. */
static bool __atomic_step end_call(struct call *c)
{
	assert(!c->prepared && !c->blk);
	c->left--;
	c->op = NOTHING;
	c->a = 0;
	c->err = OK;
	c->old = UNMAPPED;
	c->charged = false;
	c->merged = false;
	c->has_vma = false;
	c->preallocated = false;
	return c->left;
}

static void make_call(struct call *c, struct mm *mm, int me, enum operation op)
{
	if (op == MMAP_SHARED)
		do_mmap(c, mm, me, SHARED);
	else if (op == MMAP_DIRECT)
		do_mmap(c, mm, me, DIRECT);
	else if (op == MUNMAP)
		do_munmap(c, mm, me);
	else if (op == FAULT)
		write_fault(c, mm, me);
	else if (op == TRUNCATE)
		truncate(c, mm, me);
	else if (op == PUNCH)
		punch(c, mm, me);
	else
		reflink(c, mm, me);
}

#define MMAP_TASK(name, number)						\
	TASK(name)							\
	{								\
		struct call *c = &calls[number];			\
		struct mm *mm = &mms[number % NMM];			\
									\
		do {							\
			make_call(c, mm, number + 1, choose_call(c));	\
		} while (end_call(c));					\
	}

MMAP_TASK(A, 0)
#if T > 1
MMAP_TASK(B, 1)
#endif
#if T > 2
MMAP_TASK(C, 2)
#endif
#if T > 3
MMAP_TASK(D, 3)
#endif
