# SPDX-License-Identifier: Apache-2.0
# What measures. Tests hold only what does not depend on the machine.
find_package(benchmark QUIET)
if(benchmark_FOUND)
  mmapck_program(mmapck_micro MAIN checker/bench/micro/main.cpp LINK bench scenario benchmark::benchmark)
  set_source_files_properties(checker/bench/micro/main.cpp PROPERTIES COMPILE_DEFINITIONS "MMAPCK_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
else()
  message(STATUS "Google Benchmark (libbenchmark-dev) is missing: no mmapck_micro")
endif()

if(BUILD_TESTING)
  add_test(NAME compare COMMAND ${PROJECT_SOURCE_DIR}/checker/bench/compare --build ${PROJECT_BINARY_DIR} --counts S5)
  string(REGEX MATCH "^[0-9]+" mmapck_compiler_major "${CMAKE_CXX_COMPILER_VERSION}")
  set(mmapck_compiler "${CMAKE_CXX_COMPILER_ID} ${mmapck_compiler_major} ${CMAKE_BUILD_TYPE}${MMAPCK_SANITIZE}")
  add_test(NAME instructions COMMAND ${PROJECT_SOURCE_DIR}/checker/bench/instructions --build ${PROJECT_BINARY_DIR} --compiler ${mmapck_compiler})
  set_tests_properties(compare instructions PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 3600)
endif()
