# SPDX-License-Identifier: Apache-2.0
# What measures, as tests of what does not depend on the machine.
if(BUILD_TESTING)
  add_test(NAME compare COMMAND ${PROJECT_SOURCE_DIR}/checker/bench/compare --build ${PROJECT_BINARY_DIR} --counts S5)
  set_tests_properties(compare PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
endif()
