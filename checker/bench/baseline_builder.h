// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/bench/baseline.h"
#include "checker/bench/expressions.h"

namespace mmapck::checker::bench {

using program::LocationId;
using program::TaskId;
using program::VarId;

inline constexpr std::int64_t slots = 2;  // of an address space; slot a maps extent a
enum Error : std::int64_t { out_of_memory = 1, io_error, no_space, text_busy, invalid };
enum Call : std::int64_t { map_shared = 1, map_direct, unmap, fault_in, truncate, punch, reflink };

/// Builds the program label by label, with the names of the Promela form.
class Baseline {
  public:
    explicit Baseline(const BaselineSize& size) : size_(size), E(size.extents) {
        program_.types.resize(1);
        const std::int64_t tasks = size.tasks;
        i_size = add("isize", 0, E, {E});
        i_lock = add("ilock", 0, tasks, {0});
        d_mutex = add("dmx", 0, tasks, {0});
        d_refs = add("drefs", 0, 7, {0});
        d_maps = add("dmaps", 0, 7, {0});
        failures = add("fb", 0, size.failures, {static_cast<std::int64_t>(size.failures)});
        map = add("map", 0, size.blocks, first_one(size.extents), size.extents);
        ref = add("ref", 0, 7, first_one(size.blocks), size.blocks);
        seal = add("seal", 0, 7, {0}, size.extents);
        snap = add("snap", 0, size.blocks, {0}, size.extents);
        write_lock = add("mw", 0, tasks, {0}, size.address_spaces);
        readers = add("mr", 0, tasks, {0}, size.address_spaces);
        charged_pages = add("acct", 0, slots, {0}, size.address_spaces);
        vma = add("vma", 0, 2, {0}, size.address_spaces * slots);
    }

    program::Program build() {
        for (TaskId task = 0; task < size_.tasks; ++task) build(task);
        return std::move(program_);
    }

  private:
    struct Set {
        VarId variable;
        std::optional<Term> index;
        Term value;
    };
    using Sets = std::initializer_list<Set>;

    static std::vector<std::int64_t> first_one(std::uint32_t count) {
        std::vector<std::int64_t> values(count);
        values[0] = 1;
        return values;
    }

    VarId add(const std::string& name, std::int64_t low, std::int64_t high, std::vector<std::int64_t> initial, std::uint32_t count = 1,
              TaskId owner = program::shared) {
        program::Variable variable;
        variable.name = name;
        variable.low = low;
        variable.high = high;
        variable.count = count;
        variable.initial = std::move(initial);
        variable.owner = {owner};
        program_.variables.push_back(std::move(variable));
        return static_cast<VarId>(program_.variables.size() - 1);
    }

    Term number(std::int64_t value) { return {&program_.expressions, program_.expressions.constant(value)}; }
    Term get(VarId variable) { return {&program_.expressions, program_.expressions.load(variable)}; }
    Term get(VarId variable, Term index) { return {&program_.expressions, program_.expressions.element(variable, index.id)}; }
    static Set set(VarId variable, Term value) { return {variable, std::nullopt, value}; }
    static Set set(VarId variable, Term index, Term value) { return {variable, index, value}; }

    // The task's own mapping slot, address space and the block under extent i.
    Term space_slot(Term slot) { return slot + space_ * slots; }
    Term mapping(Term slot) { return get(vma, space_slot(slot)); }
    Term space() { return number(space_); }
    Term references(Term extent) { return get(ref, get(map, extent) - 1); }
    Term next_extent(Term extent) { return (extent + 1) % E; }

    Term free_block() {
        Term found = number(0);
        for (std::int64_t b = size_.blocks; b >= 1; --b) found = select(get(ref, number(b - 1)) == 0, number(b), found);
        return found;
    }

    Term extents_consistent() {
        Term good = number(1);
        Term seals = number(0);
        for (std::int64_t b = 1; b <= size_.blocks; ++b) {
            Term users = number(0);
            for (std::int64_t e = 0; e < E; ++e) users = users + (get(map, number(e)) == b);
            good = good && (get(ref, number(b - 1)) == users);
        }
        for (std::int64_t i = 0; i < E; ++i) {
            const Term e = number(i), block = get(map, e);
            good = good && ((get(seal, e) == 0) || ((block != 0) && (block == get(snap, e)) && (references(e) == 1)));
            seals = seals + get(seal, e);
        }
        return good && (seals == get(d_maps) + get(d_refs));
    }

    Term busy(Term from) {
        Term any = number(0);
        for (std::int64_t e = 0; e < E; ++e) any = any || ((get(seal, number(e)) > 0) && (from <= e));
        return any;
    }

    Term failing() { return get(failures) > 0; }
    Set spend() { return set(failures, get(failures) - 1); }
    Set fail(Error error) { return set(err, number(error)); }
    Set unlock(VarId lock) { return set(lock, number(0)); }

    LocationId at(const std::string& label) {
        const auto [entry, added] = labels_.try_emplace(label, static_cast<LocationId>(program_.locations.size()));
        if (added) program_.locations.push_back({task_, task_, true, label == "done", false, {}});
        return entry->second;
    }

    /// One step of the label begun last.
    void step(std::optional<Term> guard, Sets sets, const std::string& to, std::optional<Term> check = {}) {
        program::Step step;
        step.from = from_;
        step.to = at(to);
        if (guard) step.guard = guard->id;
        if (check) step.checks.push_back({check->id, "assertion", "the model's assertion"});
        for (const Set& one : sets) step.assignments.push_back({one.variable, one.index ? one.index->id : program::no_expr, one.value.id});
        program_.locations[from_].steps.push_back(static_cast<program::StepId>(program_.steps.size()));
        program_.steps.push_back(std::move(step));
    }
    void label(const std::string& name) { from_ = at(name); }

    void build(TaskId task);
    void build_calls();
    void build_map();
    void build_prepare();
    void build_insert();
    void build_unmap();
    void build_complete();
    void build_fault();
    void build_truncate();
    void build_punch_and_reflink();
    void build_end();

    BaselineSize size_;
    std::int64_t E;
    program::Program program_;
    VarId i_size, i_lock, d_mutex, d_refs, d_maps, failures, map, ref, seal, snap, write_lock, readers, charged_pages, vma;

    // of the task being built
    TaskId task_ = 0;
    std::int64_t space_ = 0;
    VarId n = 0, op = 0, a = 0, blk = 0, err = 0, g = 0, charged = 0, prep = 0, merged = 0, va = 0, pre = 0;
    std::map<std::string, LocationId> labels_;
    LocationId from_ = 0;
};

}  // namespace mmapck::checker::bench
