// SPDX-License-Identifier: Apache-2.0
#include "model/lang/import/kernel_names.h"

namespace mmapck::lang::front {

namespace {

constexpr Replacement all[] = {
    // references and counts
    {"refcount_inc refcount_inc_not_zero kref_get kref_get_unless_zero atomic_inc atomic_inc_not_zero atomic_inc_return atomic_long_inc get_device try_module_get __module_get",
     "write 'refcount_get(&r, owner)', with an owner such as REF_DRIVER or REF_VMA"},
    {"refcount_dec refcount_dec_and_test kref_put atomic_dec atomic_dec_and_test atomic_dec_return atomic_long_dec put_device module_put",
     "write 'refcount_put(&r, owner)', which returns whether that was the last reference"},
    {"kref_init refcount_set atomic_set atomic_long_set", "a count starts at 0: take the first reference with 'refcount_get(&r, owner)'"},
    {"kref_read atomic_read atomic_long_read", "write 'refcount_read(&r)'"},
    {"kref refcount_t atomic_t atomic_long_t", "write 'struct refcount' for what counts holders, 'struct account' for what counts pages or bytes"},
    {"atomic_add* atomic_sub* atomic_long_add* atomic_long_sub* atomic64_* atomic_long_* atomic_* percpu_counter_*",
     "count with 'charge(&account, n)' and 'uncharge(&account, n)' of a 'struct account'"},
    // memory
    {"kmalloc* kzalloc* kcalloc kvmalloc* kvzalloc kvcalloc vmalloc* vzalloc kmem_cache_alloc kmem_cache_zalloc devm_kzalloc devm_kmalloc alloc_page alloc_pages __get_free_page* get_zeroed_page dma_alloc_coherent",
     "declare a 'POOL(struct foo, foo, 2)' and write 'foo_alloc()', behind a 'fault(\"kzalloc\", -ENOMEM, FAULT_ALLOC_THEORETICAL)'"},
    {"kfree* kvfree* vfree kmem_cache_free free_page* __free_page* put_page dma_free_coherent", "write 'foo_free(p)' of the POOL that it comes from; what is not modelled needs none"},
    {"GFP_* gfp_t", "leave it out: what an allocation may do is said by the class of its 'fault'"},
    {"list_head hlist_head hlist_node xarray idr ida rb_root rb_node list_* hlist_* INIT_LIST_HEAD LIST_HEAD xa_* xas_* idr_* ida_* rb_* radix_tree_*",
     "keep the objects in an array, or have a pointer to each"},
    {"container_of", "keep a pointer to the object instead of one to its member"},
    {"IS_ERR IS_ERR_OR_NULL PTR_ERR ERR_PTR ERR_CAST PTR_ERR_OR_ZERO", "return the error as an int beside the pointer, or let NULL stand for the failure"},
    // locks
    {"DEFINE_MUTEX", "write 'static struct mutex name;'"},
    {"DEFINE_SPINLOCK", "write 'static struct spinlock name;'"},
    {"DECLARE_RWSEM", "write 'static struct rw_semaphore name;'"},
    {"mutex_init spin_lock_init raw_spin_lock_init init_rwsem mutex_destroy", "leave it out: a lock starts free"},
    {"spin_lock_irqsave spin_lock_irq spin_lock_bh raw_spin_lock*", "write 'spin_lock(&lock)'"},
    {"spin_unlock_irqrestore spin_unlock_irq spin_unlock_bh raw_spin_unlock*", "write 'spin_unlock(&lock)'"},
    {"mutex_lock_interruptible mutex_lock_io mutex_lock_nested", "write 'mutex_lock_killable(&lock)', or 'mutex_lock(&lock)' where no signal ends it"},
    {"guard scoped_guard", "write 'mutex_lock(&lock)', and 'mutex_unlock(&lock)' on each way out"},
    // waiting and work
    {"wait_event_killable wait_event_interruptible* wait_event_freezable* wait_event_timeout",
     "write a 'fault(\"wait_event_killable\", -EINTR, FAULT_SIGNAL)', then 'wait_event(condition)'"},
    {"wake_up* init_waitqueue_head wait_queue_head_t", "leave it out: 'wait_event(condition)' looks at its condition by itself"},
    {"INIT_WORK INIT_DELAYED_WORK DECLARE_WORK delayed_work", "write 'DEFERRED_WORK(item, function)'"},
    {"queue_work queue_delayed_work schedule_delayed_work", "write 'schedule_work(&item)'"},
    {"cancel_work_sync cancel_delayed_work_sync flush_workqueue", "write 'flush_work(&item)'"},
    {"init_completion reinit_completion DECLARE_COMPLETION*", "leave it out: a 'struct completion' starts at 0"},
    // user memory, page tables
    {"copy_to_user copy_from_user get_user put_user clear_user __copy_to_user __copy_from_user",
     "write a 'fault(\"copy_to_user\", -EFAULT, FAULT_POLICY)'; where it may sleep on mmap_lock, a 'do_user_addr_fault(addr, false)' before it"},
    {"vm_flags_set", "write 'vma->vm_flags |= flags;'"},
    {"vm_flags_clear", "write 'vma->vm_flags &= ~flags;'"},
    {"vm_flags_mod", "write 'vma->vm_flags = (vma->vm_flags | set) & ~clear;'"},
    {"io_remap_pfn_range remap_vmalloc_range* remap_vmalloc_range_partial dma_mmap_* vm_iomap_memory vm_map_pages* vmf_insert_pfn*",
     "write 'remap_pfn_range(vma, pfn)' where the whole range is filled, or a 'fault(\"its_name\", -ENXIO, FAULT_DRIVER)'"},
    {"PAGE_SHIFT PAGE_SIZE PAGE_MASK PAGE_ALIGN PAGE_ALIGNED PFN_*", "leave it out: addresses, lengths and offsets are pages"},
    // checks and annotations
    {"WARN* BUG_ON BUG VM_BUG_ON* VM_WARN_ON*", "write 'assert(!(condition))'"},
    {"BUILD_BUG_ON* static_assert", "leave it out: a model has sizes of its own"},
    {"READ_ONCE WRITE_ONCE rcu_dereference* rcu_assign_pointer smp_load_acquire smp_store_release", "write a plain access"},
    {"likely unlikely", "write the condition alone"},
    {"smp_mb* smp_rmb smp_wmb barrier cond_resched synchronize_rcu", "leave it out: each step is one for all tasks"},
    {"printk* pr_* dev_err* dev_warn* dev_info* dev_dbg* dev_notice* trace_* dump_stack", "leave it out: no check depends on it"},
    {"MODULE_* module_* EXPORT_SYMBOL* THIS_MODULE __init __exit __user __iomem __read_mostly __always_unused", "leave it out: a model has no modules and no sections"},
};

bool fits(std::string_view pattern, std::string_view name) {
    if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return name == pattern;
}

}  // namespace

std::span<const Replacement> replacements() { return all; }

std::string_view instead_of(std::string_view kernel_name) {
    for (const Replacement& replacement : all)
        for (std::string_view left = replacement.names; !left.empty();) {
            const std::size_t end = left.find(' ');
            if (fits(left.substr(0, end), kernel_name)) return replacement.advice;
            left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
        }
    return {};
}

}  // namespace mmapck::lang::front
