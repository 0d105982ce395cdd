// SPDX-License-Identifier: Apache-2.0
#include "cli/new_files.h"

#include <string_view>

namespace mmapck::cli {

namespace {

constexpr std::string_view heading = R"text(/* SPDX-License-Identifier: GPL-2.0 */
/*
 * @NAME@: what the device does, and which version of which file this models.
 *
 * Write the hooks as in the kernel. Replace what does not matter to an error
 * path by fault("site", -ERRNO, class): the run may fail there.
 */
#include <mmapck/driver.h>

)text";

constexpr std::string_view mmap = R"text(/* One for each mapping, also for those that split or fork make of one. */
static struct refcount @NAME@_maps;

static void @NAME@_vm_open(struct vm_area_struct *vma)
{
	refcount_get(&@NAME@_maps, REF_VMA);
}

static void @NAME@_vm_close(struct vm_area_struct *vma)
{
	refcount_put(&@NAME@_maps, REF_VMA);	/* leave this line out and run again */
}

static const struct vm_operations_struct @NAME@_vm_ops = {
	.open = @NAME@_vm_open,
	.close = @NAME@_vm_close,
};

static int @NAME@_mmap(struct file *file, struct vm_area_struct *vma)
{
	int err;

	if (vma->vm_pgoff + vma_pages(vma) > file_inode(file)->i_size)
		return -EINVAL;
	err = fault("@NAME@_mmap", -EBUSY, FAULT_DRIVER);
	if (err)
		return err;
	err = remap_pfn_range(vma, 1);
	if (err)
		return err;	/* close() is not called: nothing was taken yet */
	refcount_get(&@NAME@_maps, REF_VMA);
	vma->vm_ops = &@NAME@_vm_ops;
	return 0;
}

DRIVER(@NAME@, .mmap = @NAME@_mmap);
)text";

constexpr std::string_view mmap_prepare = R"text(/* One for each mapping, also for those that split or fork make of one. */
static struct refcount @NAME@_maps;

static int @NAME@_mapped(int start, int end, int pgoff, const struct file *file, struct vm_private *private)
{
	refcount_get(&@NAME@_maps, REF_VMA);
	return 0;
}

static void @NAME@_vm_open(struct vm_area_struct *vma)
{
	refcount_get(&@NAME@_maps, REF_VMA);
}

static void @NAME@_vm_close(struct vm_area_struct *vma)
{
	refcount_put(&@NAME@_maps, REF_VMA);	/* leave this line out and run again */
}

static const struct vm_operations_struct @NAME@_vm_ops = {
	.mapped = @NAME@_mapped,
	.open = @NAME@_vm_open,
	.close = @NAME@_vm_close,
};

static int @NAME@_mmap_prepare(struct vm_area_desc *desc)
{
	int err;

	if (desc->pgoff + vma_desc_pages(desc) > file_inode(desc->file)->i_size)
		return -EINVAL;
	err = fault("@NAME@_mmap_prepare", -EBUSY, FAULT_DRIVER);
	if (err)
		return err;
	desc->vm_ops = &@NAME@_vm_ops;	/* takes nothing: no mapping may come of it */
	return 0;
}

DRIVER(@NAME@, .mmap_prepare = @NAME@_mmap_prepare);
)text";

constexpr std::string_view mmap_complete = R"text(static struct mutex @NAME@_mutex;

static int @NAME@_mmap_prepare(struct vm_area_desc *desc)
{
	int err;

	mutex_lock(&@NAME@_mutex);
	err = fault("@NAME@_mmap_prepare", -EBUSY, FAULT_DRIVER);
	if (err)
		goto err_unlock;
	if (desc->pgoff + vma_desc_pages(desc) > file_inode(desc->file)->i_size) {
		err = -EINVAL;
		goto err_unlock;
	}
	return 0;	/* the mutex is held until complete or abort */

err_unlock:
	mutex_unlock(&@NAME@_mutex);
	return err;
}

static int @NAME@_mmap_complete(struct file *file, struct vm_area_struct *vma, int context)
{
	mutex_unlock(&@NAME@_mutex);
	return 0;
}

static void @NAME@_mmap_abort(struct file *file, int vm_private_data, int context)
{
	mutex_unlock(&@NAME@_mutex);	/* leave this line out and run again */
}

DRIVER(@NAME@, .mmap_prepare = @NAME@_mmap_prepare,
       .mmap_complete = @NAME@_mmap_complete, .mmap_abort = @NAME@_mmap_abort);
)text";

constexpr std::string_view scenario = R"text({
  "scenario": "@NAME@: map and unmap, anything may fail once",
  "kernel": @KERNELS@,
  "drivers": ["drivers/@NAME@.c"],
  "files": { "dev": { "driver": "@NAME@", "pages": 2 } },
  "processes": { "p": { "pages": 4 } },
  "tasks": {
    "A": {
      "process": "p",
      "run": [
        "mmap(dev, 0, 2, PROT_READ | PROT_WRITE, MAP_SHARED, 0)",
        "munmap(0, 2)"
      ]
    }
  },
  "faults": { "at_most": 1 },
  "check": "all",
  "expect": "holds"
}
)text";

void fill(std::string& text, std::string_view mark, std::string_view with) {
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + with.size())) text.replace(at, mark.size(), with);
}

}  // namespace

std::string new_driver(const std::string& name, Hook hook) {
    std::string text(heading);
    text += hook == Hook::mmap ? mmap : hook == Hook::mmap_prepare ? mmap_prepare : mmap_complete;
    fill(text, "@NAME@", name);
    return text;
}

std::string new_scenario(const std::string& name, Hook hook) {
    std::string text(scenario);
    fill(text, "@KERNELS@", hook == Hook::mmap ? R"(["v6.12", "v7.3"])" : hook == Hook::mmap_prepare ? R"(["v7.1", "v7.3"])" : R"(["rfc-2025-09", "ref"])");
    fill(text, "@NAME@", name);
    return text;
}

}  // namespace mmapck::cli
