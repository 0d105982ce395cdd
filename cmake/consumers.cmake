# SPDX-License-Identifier: Apache-2.0
# Programs that read reports, as a test: those of npm, and the kernel's own.
if(BUILD_TESTING)
  add_test(NAME consumers COMMAND ${PROJECT_SOURCE_DIR}/reports/tests/consumers/run $<TARGET_FILE:mmapck> ${PROJECT_BINARY_DIR}/consumers_test)
  set_tests_properties(consumers PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 3600)
endif()
