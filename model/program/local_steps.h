// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/program/ranges.h"

/// Internal to the passes.
namespace mmapck::program {

/// Finds the steps that no other task, invariant or lock order can tell from no step at all, and which cannot fail.
///
/// Such a step reads its task's own cells and cells that nobody writes, writes own cells that nothing outside of steps
/// reads, and has no checks, assumption, frees or events; its stores are inside of arrays and domains for sure. It
/// commutes with every move of another task but for one thing: another task's free makes own pointers dangle (v becomes v + n). Therefore a
/// pointer to a table of which another task frees may only be compared with NULL or copied to a pointer to the same table, and
/// only NULL, dangling pointers and such copies may be stored in one: then it does not matter whether the free comes before or after.
class LocalSteps {
  public:
    LocalSteps(const Program& program, const Cells& cells, const Ranges& ranges);

    /// For the steps of one task after the other.
    bool local(const Step& step);

    /// True if a step that is not a fault is enabled in every state in which the task is there.
    bool always_enabled(LocationId at);

  private:
    enum class Answer : std::uint8_t { unknown, no, yes };

    void find_written();
    bool may_fail_or_show(const Step& step) const;
    bool reads_own(ExprId id);       // and never sees whether a pointer dangles
    bool reads_own_truth(ExprId id); // the same for whether the value is 0
    bool compute_reads_own(const Expression& node);
    bool compute_reads_own_truth(ExprId id, const Expression& node);
    bool readable(const Expression& node);
    bool copies_pointer(ExprId id, TableId table);
    bool store_is_local(const Assignment& assignment);
    bool dangles_by_others(VarId variable) const;
    std::pair<ExprId, bool> literal(ExprId id) const;
    bool is_negation(ExprId a, bool truth, ExprId b) const;
    bool else_some(ExprId id, bool truth, const std::vector<ExprId>& guards) const;
    void change_task(TaskId task);

    const Program& program_;
    const Cells& cells_;
    const Ranges& ranges_;
    RangeEvaluator evaluator_;
    std::vector<bool> written_;          // by cell: some step stores there or makes it dangle
    std::vector<bool> observed_;         // by cell: read outside of steps
    std::vector<std::uint64_t> freers_;  // by table: the tasks that free its objects
    TaskId task_ = none;
    std::vector<Answer> own_, own_truth_;  // by expression, for task_
};

}  // namespace mmapck::program
