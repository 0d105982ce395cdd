// SPDX-License-Identifier: Apache-2.0
#include "model/program/ranges.h"

#include "model/program/live_cells.h"
#include "model/program/postorder.h"

namespace mmapck::program {
namespace {

// A cell or a location that has grown this often goes to the bounds of the domain.
constexpr int max_growth = 4;
// The cells of longer arrays have one interval for the whole run even if a task owns them.
constexpr std::uint32_t max_followed_array = 64;

class RangeAnalysis {
  public:
    RangeAnalysis(const Program& program, Revisit revisit)
        : program_(program), cells_(program), revisit_(revisit), followed_(live_cells(program, cells_)), growth_(cells_.size()),
          readers_(cells_.size()), readers_of_freed_(program.tables.size()), evaluator_(program, cells_, result_.cells) {
        for (std::vector<CellId>& live : followed_)
            std::erase_if(live, [&](CellId cell) {
                return program.variables[cells_.variable(cell)].count > max_followed_array;
            });
        order_locations();
        pointers_.resize(program.tables.size());
        for (VarId id = 0; id < program.variables.size(); ++id) {
            const TableId table = table_of(id);
            if (table != none) pointers_[table].push_back(id);
            table_.resize(cells_.first(id + 1), table);
        }
    }

    Ranges run() {
        start();
        ascend();
        descend();
        return std::move(result_);
    }

  private:
    /// Of a step: what it stores and frees, or what is known where it arrives.
    enum class Part { both, stores, arrival };

    struct Store {
        RangeEvaluator::Target target;
        Interval values;
    };

    TableId table_of(VarId variable) const { return program_.types[program_.variables[variable].type].table; }

    Interval domain(CellId cell) const {
        const Variable& variable = program_.variables[cells_.variable(cell)];
        return {variable.low, variable.high};
    }

    /// Reverse postorder of each task's locations, the last task first; a step that does not go forward in it closes a loop.
    void order_locations() {
        position_.assign(program_.locations.size(), none);
        for (auto task = program_.tasks.rbegin(); task != program_.tasks.rend(); ++task) {
            const std::vector<LocationId> locations = postorder(program_, *task);
            order_.insert(order_.end(), locations.rbegin(), locations.rend());
        }
        for (std::uint32_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
    }

    bool goes_back(const Step& step) const { return position_[step.to] <= position_[step.from]; }

    void start() {
        loop_head_.assign(program_.locations.size(), false);
        loops_back_ = loop_head_;
        for (const LocationId at : order_)
            for (const StepId id : program_.locations[at].steps)
                if (goes_back(program_.steps[id])) loop_head_[program_.steps[id].to] = loops_back_[at] = true;
        joins_.assign(program_.locations.size(), 0);
        freed_.assign(program_.tables.size(), {1, 0});
        for (CellId cell = 0; cell < cells_.size(); ++cell)
            result_.cells.push_back(Interval::of(cells_.initial(cell)));
        result_.reached.assign(program_.locations.size(), false);
        result_.here.assign(program_.locations.size(), {});
        for (const Task& task : program_.tasks) enter_task(task.first);
    }

    void enter_task(LocationId first) {
        join_at(first, [&](CellId cell) { return with_freed(cell, Interval::of(cells_.initial(cell))); });
    }

    /// The values, and what the program's frees may turn them into.
    Interval with_freed(CellId cell, Interval values) {
        const TableId table = table_[cell];
        return table == none ? values : with_freed_of(table, values);
    }

    Interval with_freed_of(TableId table, Interval values) {
        std::vector<LocationId>& readers = readers_of_freed_[table];
        if (at_ != none && (readers.empty() || readers.back() != at_)) readers.push_back(at_);
        const auto instances = static_cast<std::int64_t>(program_.tables[table].instances.size());
        const Interval live = meet(meet(values, freed_[table]), {1, instances});
        return live.empty() ? values : join(values, {live.low + instances, live.high + instances});
    }

    /// Rounds until nothing changes. Each begins with a sweep over all that may come out differently, and goes on with what that reaches anew.
    void ascend() {
        dirty_ = result_.reached;
        stale_.assign(program_.locations.size(), false);
        do {
            changed_ = false;
            if (revisit_ == Revisit::everything) stale_ = result_.reached;
            sweep(/*stale_too=*/true);
            while (sweep(/*stale_too=*/false)) {}
        } while (changed_);
    }

    bool sweep(bool stale_too) {
        bool any = false;
        for (const LocationId at : order_) {
            if (!dirty_[at] && !(stale_too && stale_[at])) continue;
            dirty_[at] = stale_[at] = false;
            any = true;
            at_ = at;
            evaluator_.begin(result_.here[at]);
            for (const StepId id : program_.locations[at].steps) {
                run_step(program_.steps[id], Part::both);
                for (const CellId cell : evaluator_.cells_read()) readers_[cell].push_back(at);
            }
        }
        return any;
    }

    /// What has read it runs again in the next round.
    void cell_grew(CellId cell) {
        make_stale(readers_[cell]);
        if (evaluator_.has_read(cell)) stale_[at_] = true;
    }

    void make_stale(std::vector<LocationId>& readers) {
        changed_ = true;
        for (const LocationId at : readers) stale_[at] = true;
        readers.clear();  // each is entered again when it runs
    }

    /// Applies all steps once to what is known, which narrows what was widened; a second time would hardly narrow anything more. Steps that close loops go first: what they bring along is known from before,
    /// and all other locations see what this sweep has found.
    void descend() {
        descending_ = true;
        at_ = none;
        next_cells_.clear();
        for (CellId cell = 0; cell < cells_.size(); ++cell) next_cells_.push_back(Interval::of(cells_.initial(cell)));
        next_freed_.assign(program_.tables.size(), {1, 0});
        pending_.assign(program_.locations.size(), {});
        pending_reached_.assign(program_.locations.size(), false);
        for (const Task& task : program_.tasks) enter_task(task.first);
        for (const LocationId at : order_) {
            if (!result_.reached[at] || !loops_back_[at]) continue;
            evaluator_.begin(result_.here[at]);
            for (const StepId id : program_.locations[at].steps)
                if (goes_back(program_.steps[id])) run_step(program_.steps[id], Part::arrival);
        }
        for (const LocationId at : order_) {
            result_.reached[at] = pending_reached_[at];
            result_.here[at] = std::move(pending_[at]);
            if (!result_.reached[at]) continue;
            evaluator_.begin(result_.here[at]);
            for (const StepId id : program_.locations[at].steps)
                run_step(program_.steps[id], goes_back(program_.steps[id]) ? Part::stores : Part::both);
        }
        freed_ = next_freed_;
        for (CellId cell = 0; cell < cells_.size(); ++cell) result_.cells[cell] = with_freed(cell, next_cells_[cell]);
    }

    /// The evaluator has begun where the step starts.
    void run_step(const Step& step, Part part) {
        evaluator_.begin_again();
        if (!evaluator_.assume_enabled(step)) return;
        for (const Check& check : step.checks)
            if (!evaluator_.assume(check.condition, true)) return;
        if (step.assumption != no_expr && !evaluator_.assume(step.assumption, true)) return;
        find_stores(step);
        const bool fails = stores_.size() < step.assignments.size();
        if (part != Part::arrival) {
            for (const Store& store : stores_)
                for (CellId cell = store.target.first; cell <= store.target.last; ++cell) grow_cell(cell, store.values);
            if (!fails)
                for (const Free& free : step.frees) grow_freed(free.table, evaluator_(free.object));
        }
        if (part != Part::stores && !fails) arrive_after(step);
    }

    /// Up to the first store that is a violation for sure. Those before it count, though the step then stores nothing: no new
    /// domain may make one of them the violation that comes first.
    void find_stores(const Step& step) {
        stores_.clear();
        for (const Assignment& assignment : step.assignments) {
            const RangeEvaluator::Target target = evaluator_.target(assignment);
            if (target.empty()) break;
            const Interval values = meet(evaluator_(assignment.value), domain(target.first));
            if (values.empty()) break;
            stores_.push_back({target, values});
        }
    }

    void arrive_after(const Step& step) {
        for (const Store& store : stores_) {
            if (store.target.single()) {
                evaluator_.set_cell(store.target.first, store.values);
                continue;
            }
            for (CellId cell = store.target.first; cell <= store.target.last; ++cell)
                evaluator_.set_cell(cell, join(evaluator_.cell(cell), store.values));
        }
        const bool others_run = program_.locations[step.to].interruptible;
        const bool may_dangle = others_run || !step.frees.empty();
        join_at(step.to, [&](CellId cell) {
            const Interval values = evaluator_.cell(cell);
            return may_dangle ? with_freed(cell, values) : values;
        });
    }

    void grow_cell(CellId cell, Interval values) {
        if (descending_) {
            next_cells_[cell] = join(next_cells_[cell], values);
            return;
        }
        const Interval now = result_.cells[cell];
        const Interval grown = with_freed(cell, join(now, values));
        if (table_[cell] != none) readers_[cell].push_back(at_);  // with_freed of what has grown may be more again
        if (grown == now) return;
        result_.cells[cell] = with_freed(cell, ++growth_[cell] > max_growth ? widened(now, grown, cell) : grown);
        cell_grew(cell);
    }

    void grow_freed(TableId table, Interval objects) {
        Interval& freed = descending_ ? next_freed_[table] : freed_[table];
        const Interval instances = {1, static_cast<std::int64_t>(program_.tables[table].instances.size())};
        const Interval some = meet(objects, instances);
        if (freed.contains(some)) return;
        freed = join(freed, some);
        if (descending_) return;
        make_stale(readers_of_freed_[table]);
        for (const VarId variable : pointers_[table])
            for (CellId cell = cells_.first(variable); cell < cells_.first(variable + 1); ++cell) {
                const Interval grown = with_freed(cell, result_.cells[cell]);
                if (grown == result_.cells[cell]) continue;
                result_.cells[cell] = grown;
                cell_grew(cell);
            }
    }

    Interval widened(Interval before, Interval grown, CellId cell) const {
        const Interval bounds = domain(cell);
        if (grown.low < before.low) grown.low = std::min(grown.low, bounds.low);
        if (grown.high > before.high) grown.high = std::max(grown.high, bounds.high);
        return grown;
    }

    /// `values_of` says what a cell may be on arrival.
    template <typename ValuesOf> void join_at(LocationId at, ValuesOf values_of) {
        Environment& here = descending_ ? pending_[at] : result_.here[at];
        std::vector<bool>& reached = descending_ ? pending_reached_ : result_.reached;
        if (!reached[at]) {
            reached[at] = true;
            here.resize(followed_[at].size());
            for (std::size_t i = 0; i < here.size(); ++i) here[i] = {followed_[at][i], values_of(followed_[at][i])};
            if (!descending_ && !dirty_.empty()) dirty_[at] = true;
            return;
        }
        bool grew = false;
        const bool widen = !descending_ && loop_head_[at] && joins_[at] > max_growth;
        for (CellRange& known : here) {
            const Interval arriving = values_of(known.cell);
            if (known.values.contains(arriving)) continue;
            const Interval grown = join(known.values, arriving);
            grew = true;
            known.values = widen ? widened(known.values, grown, known.cell) : grown;
        }
        if (!grew || descending_) return;
        ++joins_[at];
        dirty_[at] = true;
    }

    const Program& program_;
    const Cells cells_;
    const Revisit revisit_;
    Ranges result_;
    std::vector<std::vector<CellId>> followed_;  // by location
    std::vector<LocationId> order_;
    std::vector<std::uint32_t> position_;  // in order_
    std::vector<bool> loop_head_, loops_back_;  // a step that closes a loop comes there; leaves there
    std::vector<bool> dirty_;              // more may be the case there than when it was run
    std::vector<bool> stale_;              // something that it has read has grown since
    LocationId at_ = none;                 // that is run while ascending
    std::vector<int> growth_, joins_;
    std::vector<Store> stores_;            // of the step that is run
    std::vector<Interval> freed_;          // by table
    std::vector<std::vector<VarId>> pointers_;
    std::vector<TableId> table_;           // by cell: what it points to, or none
    std::vector<std::vector<LocationId>> readers_;           // by cell: where its value for the whole run was used
    std::vector<std::vector<LocationId>> readers_of_freed_;  // by table: where freed_ was used
    bool changed_ = false;
    bool descending_ = false;
    std::vector<Interval> next_cells_, next_freed_;
    std::vector<Environment> pending_;
    std::vector<bool> pending_reached_;
    RangeEvaluator evaluator_;
};

}  // namespace

Ranges analyse_ranges(const Program& program, Revisit revisit) { return RangeAnalysis(program, revisit).run(); }

}  // namespace mmapck::program
