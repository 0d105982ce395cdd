// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/lang/lower/failure.h"
#include "model/lang/lower/task.h"

namespace mmapck::lang::lowering {

using program::StepKind;
using tree::Builtin;
using tree::Expression;

program::FaultClass TaskLowering::class_of(const Expression& e) {
    program::Step unused;
    const auto value = fold_.value(evaluator(unused).value(e.operands.back()));
    if (!value || *value < 0 || *value > static_cast<std::int64_t>(program::FaultClass::alloc_theoretical))
        fail(e.where, "the class of the fault point '" + e.strings[0] + "' is not one of enum fault_class",
             "use FAULT_DRIVER, FAULT_POLICY, FAULT_LIMIT, ...");
    return static_cast<program::FaultClass>(*value);
}

bool TaskLowering::is_selected(const Expression& e) {
    // The setup is what the tasks find: it does not fail.
    if (context_.tasks[task_].kind == program::TaskKind::setup) return false;
    const FaultSelection& selection = context_.options.faults;
    const auto has = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (selection.at_most == 0 || has(selection.except_sites, e.strings[0])) return false;
    if (!selection.sites.empty() && !has(selection.sites, e.strings[0])) return false;
    return selection.classes.empty() || has(selection.classes, program::name(class_of(e)));
}

/// A location with two ways out: all is well, or the fault. The value is what comes of it, unless it goes to `destination`.
ExprId TaskLowering::fault(const Expression& e, Destination destination) {
    const bool is_choice = e.builtin == Builtin::fault_choose;
    program::Step normal;
    Evaluator inner = evaluator(normal);
    const ExprId usual = is_choice ? inner.value(e.operands[0]) : fold_.constant(0);
    program::Fault fault;
    fault.site = e.strings[0];
    fault.fault_class = class_of(e);
    fault.frame = self().frame;
    fault.where = e.where;
    fault.selected = is_selected(e);
    fault.site_named = fault.selected && !context_.options.faults.sites.empty();
    fault.class_named = fault.selected && !context_.options.faults.classes.empty();
    program::Step failing;
    ExprId failed = fold_.choice();
    if (fault.selected && is_choice) {
        failing.choice_low = inner.value(e.operands[1]);
        failing.choice_high = inner.value(e.operands[2]);
        failing.assumption = fold_.binary(Op::not_equal, failed, usual);
    } else if (!is_choice) {
        failed = inner.value(e.operands[0]);
        fault.error = fold_.value(failed).value_or(0);
    }
    const bool is_known = !fault.selected && destination.variable == program::none && fold_.value(usual).has_value();
    const bool is_own = destination.variable == program::none;
    if (is_own && !is_known) destination = {temporary("fault()", e.type), e.type};
    failing.checks = normal.checks;
    if (!is_known) {
        const tree::Type& type = context_.unit.types[destination.type];
        normal.assignments.push_back({destination.variable, no_expr, fold_.wrap(usual, type)});
        failing.assignments.push_back({destination.variable, no_expr, fold_.wrap(failed, type)});
    }
    normal.fault = failing.fault = static_cast<program::FaultId>(context_.program.faults.size());
    const bool fails = fault.selected;
    context_.program.faults.push_back(std::move(fault));
    const LocationId from = at_;
    emit(std::move(normal), StepKind::no_fault, e.where, e.text);
    const LocationId next = at_;
    if (fails) {
        at_ = from;
        emit_to(std::move(failing), StepKind::fault, e.where, e.text, next);
        at_ = next;
    }
    if (!is_own) return no_expr;
    return is_known ? usual : fold_.load(destination.variable);
}

}  // namespace mmapck::lang::lowering
