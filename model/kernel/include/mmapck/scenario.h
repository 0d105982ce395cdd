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
/* Without MREMAP_FIXED, new_addr is not looked at; what cannot grow in place moves. */
static long mremap(long addr, long old_len, long new_len, unsigned flags, long new_addr);
static long madvise_nohugepage(long addr, long len);
static long madvise_dofork(long addr, long len);
/* No change or removal of the mappings of a range any more. */
static long mseal(long addr, long len);
/* PR_SET_MDWE: no memory that is both writable and executable from here on. */
static long prctl_set_mdwe(void);
/* The heap, from page 0 on, ends before this page; where it ends then. */
static long brk(long brk);
/* Pages of the same file from pgoff on, in a shared mapping. */
static long remap_file_pages(long start, long size, long pgoff);
/* What is unmapped from the range is told to whoever waits for page faults. */
static long userfaultfd_register(long addr, long len);
static long userfaultfd_unregister(long addr, long len);
/* PR_SET_MM_EXE_FILE: the address space keeps a reference. */
static long prctl_set_exe_file(int fd);
/* Reads every page of every process back from swap. */
static long swapoff(void);
static long close(int fd);
static long execve(void);
/* The child, a process of the scenario with nothing mapped, becomes a copy. */
static long fork_process(int child);
/* Reads or writes one byte of a page: 0, or -EFAULT where a signal ends it. */
static long load(long addr);
static long store(long addr);
/* F_ADD_SEALS, with F_SEAL_WRITE, F_SEAL_FUTURE_WRITE, F_SEAL_EXEC or F_SEAL_SEAL. */
static long add_seals(int fd, unsigned seals);
/* F_SEAL_WRITE alone: no shared writable mapping from here on. */
static long seal_write(int fd);

/* The same as user space makes them: addresses, lengths and offsets in bytes, at
 * their full width. sys_mmap_pgoff() takes an offset in pages, as mmap2() does. */
static long sys_mmap(u64 addr, u64 len, u64 prot, u64 flags, int fd, u64 off);
static long sys_mmap_pgoff(u64 addr, u64 len, u64 prot, u64 flags, int fd, u64 pgoff);
static long sys_munmap(u64 addr, u64 len);
static long sys_mprotect(u64 start, u64 len, u64 prot);

/* ---- the end ------------------------------------------------------------------ */

/* Ends a process: its address space and its descriptors. Again: nothing. */
static void exit_process(int process);
/* Evicts every inode; all its files are closed. */
static void release_files(void);

#endif /* MMAPCK_SCENARIO_H */
