/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tracepoints: which VMA, range or number of pages a function was called for.
 *
 * Only a comparison with recorded runs of a kernel reads them
 * (docs/conformance.md); in every other program they are nothing.
 */
#ifndef MMAPCK_TRACE_H
#define MMAPCK_TRACE_H

#ifdef MMAPCK_TRACE

/* What the last tracepoint of each kind was told. */
struct tracepoint {
	const struct vm_area_struct *vma;
	int start, end;
	int pages;
};

static struct tracepoint tracepoint;

#define trace_vma(v)		(tracepoint.vma = (v))
#define trace_range(s, e)	do { tracepoint.start = (s); tracepoint.end = (e); } while (0)
#define trace_pages(n)		(tracepoint.pages = (n))

#else

#define trace_vma(v)		((void)(v))
#define trace_range(s, e)	do { (void)(s); (void)(e); } while (0)
#define trace_pages(n)		((void)(n))

#endif

#endif /* MMAPCK_TRACE_H */
