// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "conformance/identities.h"
#include "conformance/model.h"

namespace mmapck::conformance {

/// Turns steps of the model into recorded steps, by the table.
class Observer {
  public:
    Observer(const Model& model, const Table& table);

    /// A check of this kind, which only warns, does not hold before the step.
    void warning(const State& state, const program::Step& step, const std::string& kind);
    /// A step was taken.
    void after(Interpreter& interpreter, const State& before, const State& state, const program::Step& step,
               const checker::replay::Outcome& outcome);
    /// A fault point that is an operation of the recordings was passed, or failed.
    void operation(const State& state, const OperationRow& row, bool fails);

    const Identities& identities() const { return identities_; }
    const std::vector<std::string>& steps() const { return steps_; }

  private:
    /// What the words in braces stand for at one step.
    struct Words {
        std::string file;
        std::int64_t value = 0, detail = 0, result = 0;
        std::int64_t allocated = 0;
        std::string function;
    };
    void tell(const std::string& step, const State& state, const Words& words);
    std::string word(const std::string& name, const State& state, const Words& words);
    std::int64_t traced_vma(const State& state) const;
    void calls(const State& state, const program::Step& step, const checker::replay::Outcome& outcome);
    void stores(Interpreter& interpreter, const State& before, const State& state, const program::Step& step);
    void events(const State& state, const program::Step& step, const checker::replay::Outcome& outcome);

    const Model& model_;
    const Table& table_;
    std::map<std::string, std::vector<const StepRow*>> rows_;   // by function
    std::int64_t vmas_ = 0;
    Identities identities_;
    std::vector<std::string> steps_;
};

}  // namespace mmapck::conformance
