// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/code.h"

#include <llvm-c/LLJIT.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>

#include "checker/explicit/native/moves.h"

namespace mmapck::checker::explicit_ {

using namespace native;

namespace {

/// What pays for itself: with less to generate from, generating is faster. Better code is not worth its time, since the search spends its own
/// on memory.
constexpr const char* passes = "function(sroa,early-cse,simplifycfg)";
constexpr LLVMCodeGenOptLevel effort = LLVMCodeGenLevelNone;

std::string move_name(std::size_t task, std::size_t number) { return "move." + std::to_string(task) + '.' + std::to_string(number); }
std::string group_name(std::size_t group) { return "moment." + std::to_string(group); }
std::string part_name(std::size_t group, std::size_t part) { return "part." + std::to_string(group) + '.' + std::to_string(part); }

class Generator {
  public:
    Generator(LLVMContextRef context, const Model& model, const Known& known, const Wanted& wanted)
        : ir_(context), model_(model), known_(known), wanted_(wanted), facts_(model.program, model.cells, model.worth, model.live), conditions_(ir_, model) {}

    LLVMModuleRef run() {
        for (std::size_t group = 0; wanted_.conditions && group < model_.parts.groups.size(); ++group) add_group(group);
        for (program::TaskId task = 0; task < model_.layout.tasks(); ++task) add_task(task);
        return ir_.release();
    }

  private:
    void add_group(std::size_t number) {
        const InvariantParts::Group& group = model_.parts.groups[number];
        if (group.moment != program::no_expr) conditions_.holds(group_name(number), group.moment);
        for (std::size_t i = 0; i < group.parts.size(); ++i) {
            const InvariantParts::Part& part = group.parts[i];
            const program::ExprId subject = model_.program.invariants[part.invariant].subject;
            const bool known = known_.tested[part.invariant];
            if (part.clause != nullptr && (known || subject != program::no_expr)) conditions_.holds(part_name(number, i), *part.clause);
            else if (!known) conditions_.absent(part_name(number, i), subject);
        }
    }

    void add_task(program::TaskId task) {
        std::vector<std::uint32_t> numbers;
        for (const Wanted::Moves& moves : wanted_.moves)
            if (moves.task == task) numbers.push_back(moves.number);
        if (numbers.empty()) return;
        TaskFunctions functions;
        const std::string of_task = "." + std::to_string(task);
        if (!model_.code.at_return[task].empty())
            functions.at_return = conditions_.hold("at_return" + of_task, model_.code.at_return[task], known_);
        for (std::uint32_t first = 0; known_.lock_order && first < model_.program.locks.size(); first += 64)
            functions.held.push_back(conditions_.held("held" + of_task + '.' + std::to_string(first), task, first));
        MoveCode moves(ir_, model_, facts_, known_, functions);
        for (const std::uint32_t number : numbers) moves.function(move_name(task, number), task, number);
    }

    Ir ir_;
    const Model& model_;
    const Known& known_;
    const Wanted& wanted_;
    StepFacts facts_;
    ConditionCode conditions_;
};

/// Text of an LLVM error; takes it over.
std::string message(LLVMErrorRef error) {
    char* text = LLVMGetErrorMessage(error);
    const std::string result = text;
    LLVMDisposeErrorMessage(text);
    return result;
}

/// Compiles for this machine with as little effort as possible.
LLVMErrorRef create(LLVMOrcLLJITRef* jit) {
    char* const triple = LLVMGetDefaultTargetTriple();
    LLVMTargetRef target = nullptr;
    char* unknown = nullptr;
    LLVMOrcLLJITBuilderRef builder = LLVMOrcCreateLLJITBuilder();
    if (LLVMGetTargetFromTriple(triple, &target, &unknown) == 0) {
        LLVMTargetMachineRef machine = LLVMCreateTargetMachine(target, triple, "", "", effort, LLVMRelocDefault, LLVMCodeModelJITDefault);
        LLVMOrcLLJITBuilderSetJITTargetMachineBuilder(builder, LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine(machine));
    }
    LLVMDisposeMessage(unknown);
    LLVMDisposeMessage(triple);
    return LLVMOrcCreateLLJIT(jit, builder);
}

class Jit final : public NativeCode {
  public:
    ~Jit() override {
        if (jit_ != nullptr) LLVMConsumeError(LLVMOrcDisposeLLJIT(jit_));
    }

    std::string build(const Model& model, const Known& known, const Wanted& wanted, std::shared_ptr<const NativeCode> before) {
        static const bool ready = LLVMInitializeNativeTarget() == 0 && LLVMInitializeNativeAsmPrinter() == 0;
        if (!ready) return "LLVM has no code generator for this machine";
        if (LLVMErrorRef error = create(&jit_)) return message(error);
        LLVMOrcThreadSafeContextRef context = LLVMOrcCreateNewThreadSafeContext();
        LLVMModuleRef module = Generator(LLVMOrcThreadSafeContextGetContext(context), model, known, wanted).run();
        LLVMSetDataLayout(module, LLVMOrcLLJITGetDataLayoutStr(jit_));
        LLVMSetTarget(module, LLVMOrcLLJITGetTripleString(jit_));
        LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
        LLVMErrorRef error = LLVMRunPasses(module, passes, nullptr, options);
        LLVMDisposePassBuilderOptions(options);
        LLVMOrcThreadSafeModuleRef safe = LLVMOrcCreateNewThreadSafeModule(module, context);
        LLVMOrcDisposeThreadSafeContext(context);
        if (error != nullptr) {
            LLVMOrcDisposeThreadSafeModule(safe);
            return message(error);
        }
        error = LLVMOrcLLJITAddLLVMIRModule(jit_, LLVMOrcLLJITGetMainJITDylib(jit_), safe);
        if (error != nullptr) return message(error);
        if (before != nullptr) {
            moves = before->moves;
            groups = before->groups;
            before_ = std::move(before);
        } else {
            for (program::TaskId task = 0; task < model.layout.tasks(); ++task) moves.emplace_back(model.layout.section(task).stored.size());
        }
        if (wanted.conditions) look_up_groups(model, known);
        for (const Wanted::Moves& wants : wanted.moves) moves[wants.task][wants.number] = address<Move>(move_name(wants.task, wants.number));
        return error_;
    }

  private:
    void look_up_groups(const Model& model, const Known& known) {
        groups.clear();
        for (std::size_t group = 0; group < model.parts.groups.size(); ++group) {
            const InvariantParts::Group& from = model.parts.groups[group];
            Group to;
            if (from.moment != program::no_expr) to.is_now = address<Condition>(group_name(group));
            for (std::size_t i = 0; i < from.parts.size(); ++i) {
                const bool known_subject = from.parts[i].clause == nullptr && known.tested[from.parts[i].invariant];
                to.parts.push_back(known_subject ? nullptr : address<Condition>(part_name(group, i)));
            }
            groups.push_back(std::move(to));
        }
    }

    template <typename Function>
    Function address(const std::string& name) {
        LLVMOrcExecutorAddress found = 0;
        if (LLVMErrorRef error = LLVMOrcLLJITLookup(jit_, &found, name.c_str())) error_ = message(error);
        return reinterpret_cast<Function>(found);
    }

    LLVMOrcLLJITRef jit_ = nullptr;
    std::string error_;
    std::shared_ptr<const NativeCode> before_;  // what of it is used lives as long
};

}  // namespace

std::shared_ptr<const NativeCode> NativeCode::compile(const Model& model, const Known& known, const Wanted& wanted,
                                                      std::shared_ptr<const NativeCode> before, std::string& error) {
    auto code = std::make_shared<Jit>();
    error = code->build(model, known, wanted, std::move(before));
    if (!error.empty()) return nullptr;
    return code;
}

}  // namespace mmapck::checker::explicit_
