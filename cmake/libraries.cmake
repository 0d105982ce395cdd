# SPDX-License-Identifier: Apache-2.0
# One interface target for each kept library, with its headers as system headers.
find_package(nlohmann_json 3.11 REQUIRED)
add_library(mmapck_json INTERFACE)
target_link_libraries(mmapck_json INTERFACE nlohmann_json::nlohmann_json)

find_package(Boost 1.74 REQUIRED)
add_library(mmapck_boost INTERFACE)
target_include_directories(mmapck_boost SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})

find_package(CLI11 REQUIRED)
add_library(mmapck_cli11 INTERFACE)
target_link_libraries(mmapck_cli11 INTERFACE CLI11::CLI11)

find_path(MMAPCK_CEREAL_INCLUDE cereal/cereal.hpp REQUIRED)
add_library(mmapck_cereal INTERFACE)
target_include_directories(mmapck_cereal SYSTEM INTERFACE ${MMAPCK_CEREAL_INCLUDE})

find_path(MMAPCK_XXHASH_INCLUDE xxhash.h REQUIRED)
add_library(mmapck_xxhash INTERFACE)
target_include_directories(mmapck_xxhash SYSTEM INTERFACE ${MMAPCK_XXHASH_INCLUDE})
target_compile_definitions(mmapck_xxhash INTERFACE XXH_INLINE_ALL=)

find_path(MMAPCK_LLVM_INCLUDE clang/AST/ASTContext.h HINTS /usr/lib/llvm-14/include REQUIRED)
find_library(MMAPCK_CLANG_LIBRARY NAMES clang-cpp libclang-cpp.so.14 HINTS /usr/lib/llvm-14/lib REQUIRED)
find_library(MMAPCK_LLVM_LIBRARY NAMES LLVM-14 LLVM HINTS /usr/lib/llvm-14/lib REQUIRED)
# Of the program that is linked: see static_llvm.cmake.
set(linked_in "$<BOOL:$<TARGET_PROPERTY:mmapck_static_llvm>>")
add_library(mmapck_llvm INTERFACE)
target_include_directories(mmapck_llvm SYSTEM INTERFACE ${MMAPCK_LLVM_INCLUDE})
target_link_libraries(mmapck_llvm INTERFACE "$<$<NOT:${linked_in}>:${MMAPCK_LLVM_LIBRARY}>" "$<${linked_in}:mmapck_static_llvm>")
add_library(mmapck_clang INTERFACE)
target_include_directories(mmapck_clang SYSTEM INTERFACE ${MMAPCK_LLVM_INCLUDE})
target_link_libraries(mmapck_clang INTERFACE "$<$<NOT:${linked_in}>:${MMAPCK_CLANG_LIBRARY}>" mmapck_llvm)
target_compile_definitions(mmapck_clang INTERFACE _GNU_SOURCE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)
