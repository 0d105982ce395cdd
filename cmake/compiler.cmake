# SPDX-License-Identifier: Apache-2.0
# Warnings are errors. The ones switched off are false alarms of g++ 12 about the standard library at -O2.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow
                      -Wno-stringop-overread -Wno-free-nonheap-object -Wno-dangling-pointer)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

set(MMAPCK_SANITIZE "" CACHE STRING "Sanitizers to build with, as in address,undefined")
if(MMAPCK_SANITIZE)
  add_compile_options(-fsanitize=${MMAPCK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MMAPCK_SANITIZE})
endif()
