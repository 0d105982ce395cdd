// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/machine.h"

#include <algorithm>

#include "checker/explicit/arithmetic.h"

namespace mmapck::checker::explicit_ {

using namespace program;

Machine::Machine(const Code& code, const Program& program, bool lock_order)
    : code_(code), program_(program), lock_order_(lock_order && !program.locks.empty()), values_(code.values),
      tested_(program.invariants.size()) {
    for (const Table& table : program.tables) lock_of_instance_.emplace_back(table.instances.size() + 1, none);
    for (std::uint32_t i = 0; i < program.locks.size(); ++i) {
        const Lock& lock = program.locks[i];
        if (lock.table != none && lock.instance < lock_of_instance_[lock.table].size())
            lock_of_instance_[lock.table][lock.instance] = i;
    }
    path_.resize(max_move_steps + 1);
}

void Machine::begin(LocationId location, std::uint32_t faults_left) {
    task_ = program_.locations[location].task;
    start_ = code_.entry[location];
    faults_left_ = faults_left;
    faults_ = 0;
    new_path_ = 0;
    alternatives_.clear();
    written_.clear();
    length_ = 0;
    acquisitions_.clear();
}

void Machine::rewind() {
    undo(0);
    alternatives_.clear();
    start_ = no_address;
}

Ending Machine::next() {
    Address position = start_;
    start_ = no_address;
    if (position == no_address) {
        new_path_ = length_;
        if (!backtrack(position)) return Ending::exhausted;
    }
    return run(position);
}

std::int64_t Machine::evaluate(const Routine& routine) {
    run(routine.begin);
    return values_[routine.result];
}

bool Machine::holds(const CompiledClause& clause) {
    return std::any_of(clause.begin(), clause.end(), [&](const CompiledLiteral& literal) {
        return (evaluate(literal.value) != 0) == literal.literal.truth;
    });
}

bool Machine::holds(const CompiledInvariant& invariant) {
    return std::all_of(invariant.condition.begin(), invariant.condition.end(),
                       [&](const CompiledClause& clause) { return holds(clause); });
}

void Machine::remember(Address position) {
    alternatives_.push_back({position, false, static_cast<std::uint32_t>(written_.size()), static_cast<std::uint32_t>(length_),
                             static_cast<std::uint32_t>(acquisitions_.size()), faults_, 0, 0});
}

/// Goes back to the last way not tried yet; if there is none, to the beginning.
bool Machine::backtrack(Address& position) {
    if (alternatives_.empty()) {
        undo(0);
        return false;
    }
    Alternative& back = alternatives_.back();
    undo(back.written);
    length_ = back.path;
    new_path_ = std::min(new_path_, length_);
    acquisitions_.resize(back.acquisitions);
    faults_ = back.faults;
    position = back.position;
    if (!back.choice) {
        alternatives_.pop_back();
        return true;
    }
    values_[code_.choice] = back.next;
    if (back.next == back.last) alternatives_.pop_back();
    else ++back.next;
    return true;
}

void Machine::undo(std::size_t count) {
    while (written_.size() > count) {
        values_[written_.back().cell] = written_.back().before;
        written_.pop_back();
    }
}

inline void Machine::write(std::uint32_t cell, std::int64_t value) {
    if (values_[cell] == value) return;
    written_.push_back({cell, values_[cell]});
    values_[cell] = value;
}

void Machine::free_object(TableId table, std::int64_t object) {
    const Pointers& pointers = code_.pointers[table];
    if (object < 1 || object > pointers.instances) return;
    for (const std::uint32_t cell : pointers.cells)
        if (values_[cell] == object) write(cell, object + pointers.instances);
}

void Machine::acquire(TableId table, std::int64_t object) {
    if (!lock_order_ || object < 1 || object >= static_cast<std::int64_t>(lock_of_instance_[table].size())) return;
    const std::uint32_t acquired = lock_of_instance_[table][static_cast<std::size_t>(object)];
    if (acquired == none) return;
    for (std::uint32_t held = 0; held < code_.holders.size(); ++held) {
        if (held == acquired || (evaluate(code_.holders[held]) >> (task_ + 1) & 1) == 0) continue;
        acquisitions_.push_back({held, acquired, static_cast<std::uint32_t>(length_)});
    }
}

/// Whether all at_return invariants of the task hold.
bool Machine::returns(TaskId task) {
    failing_.clear();
    for (const std::uint32_t index : code_.at_return[task]) {
        const CompiledInvariant& invariant = code_.invariants[index];
        tested_[index] = tested_[index] || !invariant.has_subject || evaluate(invariant.subject) != 0;
        if (!holds(invariant)) failing_.push_back(index);
    }
    return failing_.empty();
}

Ending Machine::violate(Fault fault, std::uint32_t number) {
    fault_ = fault;
    fault_number_ = number;
    return Ending::violated;
}

Ending Machine::run(Address position) {
    const Instruction* const code = code_.instructions.data();
    std::int64_t* const v = values_.data();
    const Instruction* pc = code + position;
    const auto fail = [&] {
        if (!backtrack(position)) return false;
        pc = code + position;
        return true;
    };
    for (;;) {
        const Instruction& i = *pc++;
        switch (i.op) {
            case Opcode::negate: v[i.dst] = explicit_::number(0 - bits(v[i.a])); break;
            case Opcode::bit_not: v[i.dst] = ~v[i.a]; break;
            case Opcode::logic_not: v[i.dst] = v[i.a] == 0; break;
            case Opcode::add: v[i.dst] = explicit_::number(bits(v[i.a]) + bits(v[i.b])); break;
            case Opcode::subtract: v[i.dst] = explicit_::number(bits(v[i.a]) - bits(v[i.b])); break;
            case Opcode::multiply: v[i.dst] = explicit_::number(bits(v[i.a]) * bits(v[i.b])); break;
            case Opcode::divide: v[i.dst] = divide(v[i.a], v[i.b]); break;
            case Opcode::remainder: v[i.dst] = remainder(v[i.a], v[i.b]); break;
            case Opcode::divide_unsigned: v[i.dst] = divide_unsigned(v[i.a], v[i.b]); break;
            case Opcode::remainder_unsigned: v[i.dst] = remainder_unsigned(v[i.a], v[i.b]); break;
            case Opcode::shift_left: v[i.dst] = explicit_::number(bits(v[i.a]) << (v[i.b] & 63)); break;
            case Opcode::shift_right: v[i.dst] = v[i.a] >> (v[i.b] & 63); break;
            case Opcode::shift_right_unsigned: v[i.dst] = explicit_::number(bits(v[i.a]) >> (v[i.b] & 63)); break;
            case Opcode::bit_and: v[i.dst] = v[i.a] & v[i.b]; break;
            case Opcode::bit_or: v[i.dst] = v[i.a] | v[i.b]; break;
            case Opcode::bit_xor: v[i.dst] = v[i.a] ^ v[i.b]; break;
            case Opcode::equal: v[i.dst] = v[i.a] == v[i.b]; break;
            case Opcode::not_equal: v[i.dst] = v[i.a] != v[i.b]; break;
            case Opcode::less: v[i.dst] = v[i.a] < v[i.b]; break;
            case Opcode::less_equal: v[i.dst] = v[i.a] <= v[i.b]; break;
            case Opcode::less_unsigned: v[i.dst] = bits(v[i.a]) < bits(v[i.b]); break;
            case Opcode::less_equal_unsigned: v[i.dst] = bits(v[i.a]) <= bits(v[i.b]); break;
            case Opcode::logic_and: v[i.dst] = (v[i.a] != 0) & (v[i.b] != 0); break;
            case Opcode::logic_or: v[i.dst] = (v[i.a] != 0) | (v[i.b] != 0); break;
            case Opcode::conditional: v[i.dst] = v[i.a] != 0 ? v[i.b] : v[i.c]; break;
            case Opcode::sign_extend: v[i.dst] = sign_extend(v[i.a], i.b); break;
            case Opcode::zero_extend: v[i.dst] = zero_extend(v[i.a], i.b); break;
            case Opcode::element: {
                const std::uint64_t index = bits(v[i.a]);
                v[i.dst] = index < i.c ? v[i.b + index] : 0;
                break;
            }
            case Opcode::element_from_one: {
                const std::uint64_t index = bits(v[i.a]) - 1;
                v[i.dst] = index < i.c ? v[i.b + index] : 0;
                break;
            }
            case Opcode::copy: v[i.dst] = v[i.a]; break;

            case Opcode::jump: pc = code + i.c; break;
            case Opcode::jump_if_zero: if (v[i.a] == 0) pc = code + i.c; break;
            case Opcode::fail: if (!fail()) return Ending::exhausted; break;
            case Opcode::fail_if_zero: if (v[i.a] == 0 && !fail()) return Ending::exhausted; break;
            case Opcode::jump_unless_equal: if (v[i.a] != v[i.b]) pc = code + i.c; break;
            case Opcode::jump_unless_not_equal: if (v[i.a] == v[i.b]) pc = code + i.c; break;
            case Opcode::jump_unless_less: if (v[i.a] >= v[i.b]) pc = code + i.c; break;
            case Opcode::jump_unless_less_equal: if (v[i.a] > v[i.b]) pc = code + i.c; break;
            case Opcode::fail_unless_equal: if (v[i.a] != v[i.b] && !fail()) return Ending::exhausted; break;
            case Opcode::fail_unless_not_equal: if (v[i.a] == v[i.b] && !fail()) return Ending::exhausted; break;
            case Opcode::fail_unless_less: if (v[i.a] >= v[i.b] && !fail()) return Ending::exhausted; break;
            case Opcode::fail_unless_less_equal: if (v[i.a] > v[i.b] && !fail()) return Ending::exhausted; break;
            case Opcode::check_equal: if (v[i.a] != v[i.b]) return violate(Fault::check, i.dst); break;
            case Opcode::check_not_equal: if (v[i.a] == v[i.b]) return violate(Fault::check, i.dst); break;
            case Opcode::check_less: if (v[i.a] >= v[i.b]) return violate(Fault::check, i.dst); break;
            case Opcode::check_less_equal: if (v[i.a] > v[i.b]) return violate(Fault::check, i.dst); break;
            case Opcode::fault_alternative: if (faults_ < faults_left_) remember(i.c); break;
            case Opcode::alternative: remember(i.c); break;
            case Opcode::choose: {
                const std::int64_t low = v[i.a], high = v[i.b];
                if (low > high) {
                    if (!fail()) return Ending::exhausted;
                    break;
                }
                if (low < high) {
                    remember(static_cast<Address>(pc - code));
                    alternatives_.back().choice = true;
                    alternatives_.back().next = low + 1;
                    alternatives_.back().last = high;
                }
                v[code_.choice] = low;
                break;
            }
            case Opcode::take_fault:
            case Opcode::take_fault_choice:
                if (faults_ == faults_left_) {
                    if (!fail()) return Ending::exhausted;
                    break;
                }
                ++faults_;
                path_[length_++] = {i.dst, i.op == Opcode::take_fault_choice ? v[code_.choice] : 0};
                if (length_ > max_move_steps) return violate(Fault::unbounded, 0);
                break;
            case Opcode::take:
                path_[length_++] = {i.dst, 0};
                if (length_ > max_move_steps) return violate(Fault::unbounded, 0);
                break;
            case Opcode::take_choice:
                path_[length_++] = {i.dst, v[code_.choice]};
                if (length_ > max_move_steps) return violate(Fault::unbounded, 0);
                break;
            case Opcode::check: if (v[i.a] == 0) return violate(Fault::check, i.dst); break;
            case Opcode::check_index: if (bits(v[i.a]) >= i.c) return violate(Fault::index, i.dst); break;
            case Opcode::check_domain: if (v[i.a] < v[i.b] || v[i.a] > v[i.c]) return violate(Fault::domain, i.dst); break;
            case Opcode::store: write(i.dst, v[i.a]); break;
            case Opcode::store_element: write(i.dst + static_cast<std::uint32_t>(v[i.b]), v[i.a]); break;
            case Opcode::free_object: free_object(i.b, v[i.a]); break;
            case Opcode::acquire: acquire(i.b, v[i.a]); break;
            case Opcode::returned: if (!returns(i.a)) return violate(Fault::invariant, 0); break;
            case Opcode::arrive: location_ = i.a; return Ending::moved;
            case Opcode::halt: return Ending::moved;
        }
    }
}

}  // namespace mmapck::checker::explicit_
