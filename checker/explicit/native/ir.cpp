// SPDX-License-Identifier: Apache-2.0
#include "checker/explicit/native/ir.h"

namespace mmapck::checker::explicit_::native {

Ir::Ir(LLVMContextRef context)
    : context_(context), module_(LLVMModuleCreateWithNameInContext("moves", context)), builder_(LLVMCreateBuilderInContext(context)),
      i32_(LLVMInt32TypeInContext(context)), i64_(LLVMInt64TypeInContext(context)), words_(LLVMPointerType(i64_, 0)) {}

Ir::~Ir() {
    LLVMDisposeBuilder(builder_);
    if (module_ != nullptr) LLVMDisposeModule(module_);
}

LLVMModuleRef Ir::release() {
    LLVMModuleRef module = module_;
    module_ = nullptr;
    return module;
}

Value Ir::begin(const std::string& name, LLVMTypeRef result, const std::vector<LLVMTypeRef>& parameters, bool exported) {
    std::vector<LLVMTypeRef> types = parameters;
    LLVMTypeRef type = LLVMFunctionType(result, types.data(), static_cast<unsigned>(types.size()), 0);
    function_ = LLVMAddFunction(module_, name.c_str(), type);
    if (!exported) LLVMSetLinkage(function_, LLVMPrivateLinkage);
    at(block("entry"));
    return function_;
}

Value Ir::variable(LLVMTypeRef type) {
    const BasicBlock back = current();
    const BasicBlock entry = LLVMGetEntryBasicBlock(function_);
    const Value first = LLVMGetFirstInstruction(entry);
    if (first != nullptr) LLVMPositionBuilderBefore(builder_, first);
    else at(entry);
    const Value result = LLVMBuildAlloca(builder_, type, "");
    at(back);
    return result;
}

bool Ir::is_constant(Value value, std::int64_t* worth) {
    if (LLVMIsAConstantInt(value) == nullptr) return false;
    if (worth != nullptr) *worth = LLVMConstIntGetSExtValue(value);
    return true;
}

Value Ir::word(Value words, std::uint64_t number) { return element(words, constant(static_cast<std::int64_t>(number))); }

Value Ir::element(Value array, Value index) {
    return LLVMBuildInBoundsGEP2(builder_, LLVMGetElementType(LLVMTypeOf(array)), array, &index, 1, "");
}

Value Ir::and_(Value a, std::uint64_t mask) { return mask == ~std::uint64_t{0} ? a : binary(LLVMAnd, a, constant(static_cast<std::int64_t>(mask))); }
Value Ir::shift_left(Value a, std::uint64_t bits) { return bits == 0 ? a : binary(LLVMShl, a, constant(static_cast<std::int64_t>(bits))); }
Value Ir::shift_right(Value a, std::uint64_t bits) { return bits == 0 ? a : binary(LLVMLShr, a, constant(static_cast<std::int64_t>(bits))); }

Value Ir::call(Value function, std::vector<Value> arguments) {
    return LLVMBuildCall2(builder_, type_of(function), function, arguments.data(), static_cast<unsigned>(arguments.size()), "");
}

}  // namespace mmapck::checker::explicit_::native
