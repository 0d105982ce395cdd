// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <llvm-c/Core.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

/// The part of LLVM's C interface that the code generator needs, on 64-bit values.
namespace mmapck::checker::explicit_::native {

using Value = LLVMValueRef;
using BasicBlock = LLVMBasicBlockRef;

/// A module that is being written, one function after the other. Instructions go to the end of the current block.
class Ir {
  public:
    explicit Ir(LLVMContextRef context);
    Ir(const Ir&) = delete;
    Ir& operator=(const Ir&) = delete;
    ~Ir();

    /// Hands the module over; nothing may be added any more.
    LLVMModuleRef release();

    LLVMTypeRef i32() const { return i32_; }
    LLVMTypeRef i64() const { return i64_; }
    LLVMTypeRef words() const { return words_; }  ///< pointer to 64-bit words

    /// Starts a function; its first block is current.
    Value begin(const std::string& name, LLVMTypeRef result, const std::vector<LLVMTypeRef>& parameters, bool exported);
    Value parameter(unsigned number) const { return LLVMGetParam(function_, number); }
    LLVMTypeRef type_of(Value function) const { return LLVMGetElementType(LLVMTypeOf(function)); }

    /// A variable of the function, whatever block is current.
    Value variable(LLVMTypeRef type);
    BasicBlock block(const char* name = "") { return LLVMAppendBasicBlockInContext(context_, function_, name); }
    BasicBlock current() const { return LLVMGetInsertBlock(builder_); }
    void at(BasicBlock block) { LLVMPositionBuilderAtEnd(builder_, block); }

    Value constant(std::int64_t value) const { return LLVMConstInt(i64_, static_cast<std::uint64_t>(value), 1); }
    Value constant32(std::uint32_t value) const { return LLVMConstInt(i32_, value, 0); }
    static bool is_constant(Value value, std::int64_t* worth = nullptr);

    Value load(Value pointer) { return LLVMBuildLoad2(builder_, LLVMGetElementType(LLVMTypeOf(pointer)), pointer, ""); }
    void store(Value value, Value pointer) { LLVMBuildStore(builder_, value, pointer); }
    Value word(Value words, std::uint64_t number);                          ///< address of a word
    Value member(Value structure, unsigned number) {
        return LLVMBuildStructGEP2(builder_, LLVMGetElementType(LLVMTypeOf(structure)), structure, number, "");
    }
    Value element(Value array, Value index);

    Value binary(LLVMOpcode opcode, Value a, Value b) { return LLVMBuildBinOp(builder_, opcode, a, b, ""); }
    Value compare(LLVMIntPredicate predicate, Value a, Value b) { return LLVMBuildICmp(builder_, predicate, a, b, ""); }  ///< 1 bit
    Value select(Value condition, Value a, Value b) { return LLVMBuildSelect(builder_, condition, a, b, ""); }
    Value truth(Value value) { return compare(LLVMIntNE, value, constant(0)); }      ///< 64 bits to 1 bit
    Value number(Value bit) { return LLVMBuildZExt(builder_, bit, i64_, ""); }       ///< 1 bit to 64 bits
    Value not_(Value bit) { return LLVMBuildNot(builder_, bit, ""); }
    Value and_(Value a, std::uint64_t mask);
    Value shift_left(Value a, std::uint64_t bits);
    Value shift_right(Value a, std::uint64_t bits);

    Value call(Value function, std::vector<Value> arguments);
    void jump(BasicBlock to) { LLVMBuildBr(builder_, to); }
    void branch(Value condition, BasicBlock then, BasicBlock otherwise) { LLVMBuildCondBr(builder_, condition, then, otherwise); }
    void give(Value value) { LLVMBuildRet(builder_, value); }

  private:
    LLVMContextRef context_;
    LLVMModuleRef module_;
    LLVMBuilderRef builder_;
    LLVMTypeRef i32_, i64_, words_;
    Value function_ = nullptr;
};

}  // namespace mmapck::checker::explicit_::native
