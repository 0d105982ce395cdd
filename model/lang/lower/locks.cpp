// SPDX-License-Identifier: Apache-2.0
#include "model/lang/lower/tasks.h"

namespace mmapck::lang::lowering {

namespace {

VarId field_named(const Context& context, tree::StructId s, const std::string& name) {
    const auto& fields = context.unit.structures[s].fields;
    for (std::size_t f = 0; f < fields.size(); ++f)
        if (fields[f].name == name) return context.fields[s][f];
    return program::none;
}

/// 1 << owner, or 0 while there is none: bit t + 1 is task t.
ExprId bit_of_owner(Fold& fold, ExprId owner) {
    return fold.conditional(owner, fold.binary(Op::shift_left, fold.constant(1), owner), fold.constant(0));
}

/// The tasks that hold the lock, or no_expr if the structure is no lock.
ExprId holders(Context& context, tree::StructId s, std::int64_t number) {
    Fold& fold = context.fold;
    const std::string name = bare_name(context.unit.structures[s].name);
    const ExprId index = fold.constant(number - 1);
    if (name == "mutex" || name == "spinlock" || name == "spinlock_t") {
        const VarId owner = field_named(context, s, "owner");
        return owner == program::none ? no_expr : bit_of_owner(fold, fold.element(owner, index));
    }
    if (name == "rw_semaphore") {
        const VarId writer = field_named(context, s, "writer");
        const VarId readers = field_named(context, s, "readers");
        if (writer == program::none || readers == program::none) return no_expr;
        return fold.binary(Op::bit_or, fold.element(readers, index), bit_of_owner(fold, fold.element(writer, index)));
    }
    return no_expr;
}

}  // namespace

void list_locks(Context& context) {
    for (tree::StructId s = 0; s < context.unit.structures.size(); ++s)
        for (std::int64_t number = 1; number <= context.objects.count(s); ++number) {
            const ExprId held = holders(context, s, number);
            if (held == no_expr) break;
            const Instance& instance = context.objects.instances[s][static_cast<std::size_t>(number - 1)];
            program::Lock lock;
            lock.name = instance.name;
            lock.lock_class = instance.path;
            lock.table = s;
            lock.instance = static_cast<std::uint32_t>(number);
            lock.holders = held;
            context.program.locks.push_back(std::move(lock));
        }
}

}  // namespace mmapck::lang::lowering
