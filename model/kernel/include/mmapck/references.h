/* SPDX-License-Identifier: Apache-2.0 */
/* References with owners, charges and obligations.  See primitives.h. */
#ifndef MMAPCK_REFERENCES_H
#define MMAPCK_REFERENCES_H

#include <mmapck/primitives.h>

/* Who holds a reference: each owner puts back what it got itself. */
enum ref_owner {
	REF_FD,			/* a file descriptor table */
	REF_SYSCALL,		/* a running system call (fget ... fput) */
	REF_VMA,		/* a mapping */
	REF_DRIVER,		/* a driver's own object */
	REF_PAGE,		/* a mapped or pinned page */
	REF_OTHER,		/* anything else */
	NR_REF_OWNERS,
};

struct refcount {
	u8 held[NR_REF_OWNERS] range(0, 7) indexed_by(ref_owner);
};

/* All references, whoever holds them. */
static inline __attribute__((unused)) __pure int refcount_read(const struct refcount *r)
{
	int sum = 0;

	for (int owner = 0; owner < NR_REF_OWNERS; owner++)
		sum += r->held[owner];
	return sum;
}

__primitive void refcount_get(struct refcount *r, enum ref_owner owner)
{
	r->held[owner]++;
	__mmapck_event(EVENT_GET, r, owner);
}

/* Returns whether that was the last reference. */
__primitive bool refcount_put(struct refcount *r, enum ref_owner owner)
{
	check(r->held[owner] != 0, "refcount-underflow", "this owner holds no reference to put");
	r->held[owner]--;
	__mmapck_event(EVENT_PUT, r, owner);
	return refcount_read(r) == 0;
}

/* A reference changes its owner, as when a hook hands its file to the VMA. */
__primitive void refcount_move(struct refcount *r, enum ref_owner from, enum ref_owner to)
{
	check(r->held[from] != 0, "refcount-underflow", "this owner holds no reference to hand over");
	r->held[from]--;
	r->held[to]++;
	__mmapck_event(EVENT_PUT, r, from);
	__mmapck_event(EVENT_GET, r, to);
}

/* Something counted in units: pages, blocks, bytes. */
struct account {
	u8 charged range(0, 63);
};

__primitive void charge(struct account *account, int amount)
{
	account->charged += amount;
	__mmapck_event(EVENT_CHARGE, account, amount);
}

__primitive void uncharge(struct account *account, int amount)
{
	check(account->charged >= amount, "charge-underflow", "more is uncharged than was charged");
	account->charged -= amount;
	__mmapck_event(EVENT_UNCHARGE, account, amount);
}

/* Something that must be done once for each time that it is owed. */
struct obligation {
	u8 owed range(0, 7);
};

__primitive void owe(struct obligation *obligation)
{
	obligation->owed++;
	__mmapck_event(EVENT_OWE, obligation, 1);
}

__primitive void settle(struct obligation *obligation)
{
	check(obligation->owed != 0, "settled-twice", "nothing is owed here");
	obligation->owed--;
	__mmapck_event(EVENT_SETTLE, obligation, 1);
}

#endif /* MMAPCK_REFERENCES_H */
