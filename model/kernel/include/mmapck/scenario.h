/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the text that is made of a scenario calls: its setup, its system calls
 * and its end.  All addresses and lengths count pages.  The calls return what
 * they return to user space: a number that is not negative, or -errno.
 */
#ifndef MMAPCK_SCENARIO_H
#define MMAPCK_SCENARIO_H

#include <mmapck/driver.h>

/* ---- setup ------------------------------------------------------------------ */

/* File number file: its driver, its size in pages, FMODE_READ | FMODE_WRITE. */
static void setup_file(int file, const struct driver *driver, int pages, unsigned mode);
/* An empty address space of at most MMAPCK_NR_PAGES pages. */
static void setup_process(int process, int pages);
/* The process has the file open; the descriptor is the file's number. */
static void setup_open(int process, int file);
/* The task that calls this runs in the process from here on. */
static void use_process(int process);

/* ---- system calls ------------------------------------------------------------ */

static long mmap(int fd, long addr, long len, unsigned prot, unsigned flags, long pgoff);
static long munmap(long addr, long len);
static long mprotect(long addr, long len, unsigned prot);
/* Without MREMAP_FIXED, new_addr is not looked at; growing always moves. */
static long mremap(long addr, long old_len, long new_len, unsigned flags, long new_addr);
static long madvise_nohugepage(long addr, long len);
static long madvise_dofork(long addr, long len);
/* No change or removal of the mappings of a range any more. */
static long mseal(long addr, long len);
/* PR_SET_MDWE: no memory that is both writable and executable from here on. */
static long prctl_set_mdwe(void);
static long close(int fd);
static long execve(void);
/* The child, a process of the scenario with nothing mapped, becomes a copy. */
static long fork_process(int child);
/* Reads or writes one byte of a page: 0, or -EFAULT where a signal ends it. */
static long load(long addr);
static long store(long addr);
/* F_ADD_SEALS with F_SEAL_WRITE: no shared writable mapping from here on. */
static long seal_write(int fd);

/* ---- the end ------------------------------------------------------------------ */

/* Ends a process: its address space and its descriptors. Again: nothing. */
static void exit_process(int process);
/* Evicts every inode; all its files are closed. */
static void release_files(void);

#endif /* MMAPCK_SCENARIO_H */
