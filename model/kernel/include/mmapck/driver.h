/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a driver file includes.
 *
 *	static int region_mmap_prepare(struct vm_area_desc *desc) { ... }
 *	DRIVER(region, .mmap_prepare = region_mmap_prepare);
 *
 * A scenario then says "driver": "region" for the files that it serves.
 */
#ifndef MMAPCK_DRIVER_H
#define MMAPCK_DRIVER_H

#include <mmapck/kernel.h>

struct driver {
	struct file_operations fops;
};

/* Names the hooks of a driver; any member of struct file_operations. */
#define DRIVER(name, ...)						\
	static const struct driver name##_driver = { .fops = { __VA_ARGS__ } }

/* ---- what the kernel offers to drivers; model/kernel/mm and vfs ------------- */

/* References to an open file. */
static void get_file(struct file *file, enum ref_owner owner);
static void fput(struct file *file, enum ref_owner owner);

/* Populates page table entries of a whole VMA and sets its flags; for .mmap. */
static int remap_pfn_range(struct vm_area_struct *vma, int pfn);
/* The same in two parts: the flags, for .mmap_prepare, and the entries, for .mmap_complete. */
static void remap_pfn_range_prepare(struct vm_area_desc *desc);
static int remap_pfn_range_complete(struct vm_area_struct *vma, int pfn);
/* Populates one page table entry; the mapping becomes a VM_MIXEDMAP one, which takes the mmap lock for writing. */
static int vm_insert_page(struct vm_area_struct *vma, int addr, int pfn);

/* Populated by the core once the VMA is there; for .mmap_prepare, from v7.0 on. */
static void mmap_action_remap(struct vm_area_desc *desc, int start, int start_pfn, int pages);
static void mmap_action_remap_full(struct vm_area_desc *desc, int start_pfn);
static void mmap_action_ioremap(struct vm_area_desc *desc, int start, int start_pfn, int pages);
/* From v7.1 on. */
static void mmap_action_simple_ioremap(struct vm_area_desc *desc, int start_pfn);
static void mmap_action_map_kernel_pages(struct vm_area_desc *desc, int start, int start_pfn, int pages);

/* For a .mmap hook that stands before another file: gives the VMA that file;
 * calls the .mmap_prepare of that file, from v6.16 on. */
static void vma_set_file(struct vm_area_struct *vma, struct file *file);
static int compat_vma_mmap(struct file *file, struct vm_area_struct *vma);

/* Shared memory without a name, for .mmap and .mmap_prepare; the latter hands the
 * reference to its new file over. */
static int shmem_zero_setup(struct vm_area_struct *vma);
static int shmem_zero_setup_desc(struct vm_area_desc *desc);

/* What a regular file does, with pages that come by fault. */
static int generic_file_mmap(struct file *file, struct vm_area_struct *vma);
static int generic_file_mmap_prepare(struct vm_area_desc *desc);

#endif /* MMAPCK_DRIVER_H */
